"""Directives in MDX, where comments are `{/* … */}`, reach what they reach in Markdown."""

from __future__ import annotations

import pytest

from localize.extract import article
from localize.model import Segment

CASES = {
    "skip": ("{/* localize: skip */}\n\nOne.\n\nTwo.\n", ["Two."]),
    "off and on": (
        "{/* localize: off */}\n\nOne.\n\nTwo.\n\n{/* localize: on */}\n\nThree.\n",
        ["Three."],
    ),
    "in a list": ("- Zero.\n\n  {/* localize: skip */}\n\n  One.\n\n- Two.\n", ["Zero.", "Two."]),
    "other comments": ("{/* mind the gap */}\n\nOne.\n", ["One."]),
    "a comment within a sentence": ("One {/* or so */} two.\n", ["One {/* or so */} two."]),
}


def segments(text: str, path: str = "a.mdx") -> tuple[Segment, ...]:
    return article(path, text.encode()).segments


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_what_is_extracted(text: str, expected: list[str]) -> None:
    assert [segment.text for segment in segments(text)] == expected


def test_notes_and_contexts_go_to_the_next_block() -> None:
    text = "{/* localize: note who speaks */}\n{/* localize: context button */}\n\nOpen\n\nOpen\n"
    first, second = segments(text)
    assert (first.notes, first.context) == (("who speaks",), "button")
    assert (second.notes, second.context) == ((), None)


def test_in_markdown_braces_are_text() -> None:
    found = segments("{/* localize: skip */}\n\nOne.\n", "a.md")
    assert "One." in [segment.text for segment in found]
