"""The word difference tells both texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.review.diff import word_diff, words

CASES = [
    ("", "", ()),
    ("a b", "a b", (("same", "a b"),)),
    ("", "new", (("new", "new"),)),
    ("old", "", (("gone", "old"),)),
    (
        "about three days.",
        "about a week.",
        (("same", "about "), ("gone", "three days"), ("new", "a week"), ("same", ".")),
    ),
    ("1.5 mg", "15 mg", (("gone", "1.5"), ("new", "15"), ("same", " mg"))),
    (
        "服用五毫克",
        "服用十毫克",
        (("same", "服用"), ("gone", "五"), ("new", "十"), ("same", "毫克")),
    ),
]


@pytest.mark.parametrize(("old", "new", "steps"), CASES)
def test_cases(old: str, new: str, steps: object) -> None:
    assert word_diff(old, new) == steps


@given(st.text(), st.text())
def test_both_texts_can_be_read_off(old: str, new: str) -> None:
    steps = word_diff(old, new)
    assert "".join(text for kind, text in steps if kind != "new") == old
    assert "".join(text for kind, text in steps if kind != "gone") == new
    assert all(text for _, text in steps)


@given(st.text())
def test_words_joined_are_the_text(text: str) -> None:
    assert "".join(words(text)) == text


def test_very_long_texts_are_not_compared_word_by_word() -> None:
    old, new = "a " * 3_000, "b " * 3_000
    assert word_diff(old, new) == (("gone", old), ("new", new))
