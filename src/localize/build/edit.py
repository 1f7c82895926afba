"""Changes to a put-together text, all told in the places of one and the same text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Edit(NamedTuple):
    """`text` instead of what stands from `start` to `end`; an insertion where the two are equal."""

    start: int
    end: int
    text: str


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made. They must not overlap.

    >>> apply("one two", [Edit(4, 7, "2"), Edit(0, 0, "not ")])
    'not one 2'
    """
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text
