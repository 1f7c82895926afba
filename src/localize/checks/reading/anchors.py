"""What a text has only once and another may share with it: meanings, medicines, words by their root."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from localize.checks.reading.cognates import root_of
from localize.checks.reading.lexicon import Lexicon, Memo
from localize.checks.reading.numerals import Form
from localize.checks.reading.quantity import LOOSE, REQUIRED, Quantity
from localize.checks.reading.reading import Reading
from localize.model import PieceKind

if TYPE_CHECKING:
    from localize.checks.base import Pair

Span = tuple[int, int]
_LETTERS = 5
"""Letters of a word that has a root."""


def anchors(reading: Reading, skip: str = "") -> Mapping[str, Span]:
    """What a text has only once: meanings of the tables, medicines, words by their root. `skip` names a family."""
    if skip not in reading.anchors:
        reading.anchors[skip] = _anchors(reading, skip)
    return reading.anchors[skip]


def both(pair: Pair, skip: str = "") -> tuple[dict[str, Span], dict[str, Span]]:
    """The anchors of source and target, with the words of which one may translate the other."""
    ours, theirs = pair.rows
    return {**anchors(pair.source, skip), **ours}, {**anchors(pair.target, skip), **theirs}


def numbered(pair: Pair) -> Iterator[tuple[str, Quantity, Quantity]]:
    """The amounts that both texts have to have, each with what it is called among the anchors."""
    for index, (a, b) in enumerate(pair.alignment.matched):
        if a.level == b.level == REQUIRED:
            yield f"#{index}", a, b


def starts(
    pair: Pair, ours: Mapping[str, Span], theirs: Mapping[str, Span]
) -> list[tuple[int, int]]:
    """Where what both texts have begins in each: things of these, and amounts."""
    places = [(ours[key][0], theirs[key][0]) for key in ours.keys() & theirs.keys()]
    return places + [(a.start, b.start) for a, b in pair.alignment.matched]


_NO_THINGS = frozenset(
    f"concept.{name}"
    for name in (
        "bothness", "period", "admission", "department", "habitat", "eatdrink", "hygiene", "keepaway", "sport", "heed",
        "motherchild",
    )
)  # fmt: skip
"""Meanings that say when, where, or what to do rather than what with, and are put too freely to know a place by."""
_SETS = ("agegroup", "arm", "complaint", "order")
"""Families that serve as anchors alone."""
KINDS = frozenset({*_SETS, "drug"})
"""Families of which one thing is as another, besides the meanings."""


def _anchors(reading: Reading, skip: str) -> dict[str, Span]:
    found: dict[str, Span] = {}
    again: set[str] = set()
    taken = [(q.start, q.end) for q in reading.quantities if q.level != LOOSE]

    counted = {start for start, _ in taken}

    def note(key: str, start: int, end: int) -> None:
        if key in found:
            again.add(key)
        else:
            found[key] = start, end

    for family, marks in reading.marks.items():
        if family in _SETS or (
            family.startswith("concept.") and family not in _NO_THINGS and family != skip
        ):
            for mark in marks:
                if family == "concept.extent" and mark.end + 1 in counted:
                    continue  # “every six months” says nothing of all
                value = "less" if mark.value == "less?" else mark.value  # “the least”
                for each in value.split("|"):
                    note(f"{family}:{each}", mark.start, mark.end)
    for mark in reading.marks.get("drug", ()):
        note(f"drug:{mark.value}", mark.start, mark.end)
        taken.append((mark.start, mark.end))
    for q in reading.quantities:
        if q.form is Form.CODE:  # GluN2A, IL-6
            note(f"code {_DIGIT.split(q.text, 1)[0]}:{q.text}", q.start, q.end)
    for code, at, end in reading.held(_CODE):
        note(f"name:{code}", at, end)
    if _GROUPS.search(reading.prose.plain):
        for found_group in _GROUP.finditer(reading.prose.plain):
            note(f"name:{found_group[1]}", *found_group.span(1))
    offset = 0
    parts = reading.prose.plain.split(" ")
    keys = map(_memo(reading.tables.lexicon).__getitem__, parts)
    for part, known in zip(parts, keys, strict=True):
        for key, begin, end, named in known:
            at = offset + begin
            for start, stop in () if named else taken:
                if start <= at < stop:
                    break
            else:
                note(key, at, offset + end)
        offset += len(part) + 1
    for key in again:
        del found[key]
    return found


_DIGIT = re.compile(r"-?\d")
_CODE = (PieceKind.CODE,)
_GROUPS = re.compile(r" [B-HX-Z]\b")
_GROUP = re.compile(r"\b[^\W\d_]{3,} ([A-HX-Z])\b")
"""What is told apart by a letter: the groups of a trial, vaccine A and B."""

_Keys = tuple[tuple[str, int, int, bool], ...]


@lru_cache(maxsize=64)
def _memo(lexicon: Lexicon) -> Memo[_Keys]:
    return Memo(partial(_keys, lexicon))


def _keys(lexicon: Lexicon, part: str) -> _Keys:
    """What the words between two spaces are known again by, with their places; whether it is a name in capitals."""
    found: list[tuple[str, int, int, bool]] = []
    for word, start, end in lexicon.words(part):
        if len(word) < _LETTERS:
            if len(word) > 1 and part[start:end].isupper():
                found.append((f"name:{word}", start, end, True))
        elif root := root_of(word):
            found.append((root, start, end, False))
    return tuple(found)
