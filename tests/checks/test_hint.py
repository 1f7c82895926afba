"""The hint never says no to a text in which the lexicon finds a risk."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.checks.reading.hint import Hint
from localize.checks.risk import risk_tables

_RISKS = tomllib.loads(
    (resources.files("localize.checks") / "data" / "risk.toml").read_text("utf-8")
)["en"]
_PHRASES = [phrase for known in _RISKS.values() for phrase in known]


@given(
    st.sampled_from(_PHRASES),
    st.text(alphabet="abc dose not.,*\n", max_size=12),
    st.sampled_from([" ", "\n", " **", "* "]),
    st.booleans(),
)
def test_no_false_no(phrase: str, around: str, between: str, capital: bool) -> None:
    text = between.join(phrase.replace("*", "ing").split())
    text = f"{around} {text.capitalize() if capital else text} {around}"
    known = risk_tables("en")
    if known.lexicon.scan(text).marks:
        assert known.hint(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("do not take it", True),
        ("Do **not**\ntake", True),
        ("do it", False),
        ("", False),
        ("dosing", True),
    ],
)
def test_hint(text: str, expected: bool) -> None:
    assert Hint(["do not take", "dos*"])(text) is expected
