from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.checks.helpers import TERMS, find, unit

from localize.checks import REGISTRY, paste_line
from localize.model import Finding

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases.toml").read_text("utf-8")
)["case"]
FAILING = [case for case in CASES if "finds" in case]


def name(case: dict[str, Any]) -> str:
    return f"{case['check']}-{case['locale']}-{case['target'][:25]}"


def found(case: dict[str, Any], *comments: str) -> list[Finding]:
    pair = unit(case["source"], case["target"], case["locale"], comments=comments)
    every = find(pair, locale=case["locale"], terms=TERMS)
    return [finding for finding in every if finding.check == case["check"]]


@pytest.mark.parametrize("case", CASES, ids=name)
def test_a_check_finds_what_it_should_and_nothing_else(case: dict[str, Any]) -> None:
    findings = found(case)
    if "finds" not in case:
        assert not findings
        return
    assert case["finds"] in " | ".join(finding.message for finding in findings)
    for finding in findings:
        for span, text in ((finding.span, case["target"]), (finding.source_span, case["source"])):
            assert span is None or 0 <= span[0] <= span[1] <= len(text)


@pytest.mark.parametrize("case", FAILING, ids=name)
def test_a_finding_is_ignored_with_a_reason_until_a_text_changes(case: dict[str, Any]) -> None:
    first = found(case)[0]
    line = paste_line(first).removeprefix("# ")
    assert not any(f.ignored for f in found(case, line)), "the line has to be filled in first"
    filled = line.replace("REASON", "as the author wishes").replace("NAME", "M. Roca")
    assert all(f.ignored == "as the author wishes (M. Roca)" for f in found(case, filled))
    changed = found({**case, "target": case["target"] + " "}, filled)
    assert not any(f.ignored for f in changed)


def test_every_check_has_a_case_that_passes_or_fails() -> None:
    assert {check.name for check in REGISTRY} == {case["check"] for case in CASES}
    assert {check.name for check in REGISTRY} == {case["check"] for case in FAILING}
