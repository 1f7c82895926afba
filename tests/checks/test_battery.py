"""The battery: wrong pairs are caught, right ones are left alone. Figures and how it came about: docs/checks.md."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.checks.helpers import find, unit

from localize.model import Severity

FOLDER = Path(__file__).parent / "battery"
SERIOUS = (Severity.CRITICAL, Severity.MAJOR)


def cases(half: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / f"{half}.jsonl").read_text("utf-8").splitlines()]


def found(case: dict[str, Any]) -> bool:
    findings = find(unit(case["source"], case["target"], case["locale"]), locale=case["locale"])
    return any(finding.severity in SERIOUS for finding in findings)


@pytest.mark.parametrize(
    ("half", "caught", "alarms"), [("tune", 0.985, 0.015), ("held", 0.95, 0.05)]
)
def test_wrong_pairs_are_caught_and_right_ones_left_alone(
    half: str, caught: float, alarms: float
) -> None:
    every = cases(half)
    wrong = [case for case in every if not case["right"]]
    right = [case for case in every if case["right"]]
    assert sum(map(found, wrong)) >= caught * len(wrong)
    assert sum(map(found, right)) <= alarms * len(right)


def test_what_was_translated_well_raises_no_alarm() -> None:
    assert [case for case in cases("right") if found(case)] == []
