"""The battery: wrong pairs are caught, right ones are left alone. Figures and how it came about: docs/checks.md."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
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
    ("half", "caught", "alarms"), [("tune", 0.985, 0.02), ("held", 0.95, 0.05)]
)
def test_wrong_pairs_are_caught_and_right_ones_left_alone(
    half: str, caught: float, alarms: float
) -> None:
    every = cases(half)
    wrong = [case for case in every if not case["right"]]
    right = [case for case in every if case["right"]]
    assert sum(map(found, wrong)) >= caught * len(wrong)
    assert sum(map(found, right)) <= alarms * len(right)


def test_what_is_said_from_the_other_side_is_mostly_left_alone() -> None:
    """“Two per cent were unusable” as “98 % could be used”: further than most translators go."""
    every = cases("free")
    assert sum(map(found, every)) <= 0.18 * len(every)


def test_what_was_translated_well_raises_no_alarm() -> None:
    assert [case for case in cases("right") if found(case)] == []


def test_what_is_right_in_a_sentence_is_right_in_a_paragraph() -> None:
    threes = list(_paragraphs([case for case in cases("right") if _plain(case)]))
    assert len(threes) > 500
    assert sum(map(found, threes)) <= 0.01 * len(threes)


def test_what_is_wrong_in_a_sentence_is_caught_in_a_paragraph() -> None:
    right = [case for case in cases("right") if _plain(case)]
    wrong = [c for c in cases("tune")[::7] if not c["right"] and _plain(c) and found(c)]
    paragraphs = [
        _paragraph([before, case, after])
        for number, case in enumerate(wrong)
        for mine in ([c for c in right if c["locale"] == case["locale"]],)
        for before, after in ((mine[number % len(mine)], mine[(7 * number + 3) % len(mine)]),)
    ]
    assert len(paragraphs) > 300
    assert sum(map(found, paragraphs)) >= 0.98 * len(paragraphs)


def _plain(case: dict[str, Any]) -> bool:
    """Is it a sentence without markup?"""
    texts = case["source"], case["target"]
    return all(text.endswith(".") and not set(text) & set("\n<`[|#*{") for text in texts)


def _paragraphs(every: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for locale in sorted({case["locale"] for case in every}):
        mine = [case for case in every if case["locale"] == locale]
        for three in zip(mine[::3], mine[1::3], mine[2::3], strict=False):
            yield _paragraph(three)


def _paragraph(some: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {
        "locale": some[0]["locale"],
        "source": " ".join(case["source"] for case in some),
        "target": " ".join(case["target"] for case in some),
    }
