"""What a text has only once and another may share with it: meanings, medicines, words by their root."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from localize.checks.reading.numerals import Form
from localize.checks.reading.quantity import LOOSE, REQUIRED, Quantity
from localize.checks.reading.reading import Reading
from localize.model import PieceKind
from localize.regex import regex

if TYPE_CHECKING:
    from localize.checks.base import Pair

Span = tuple[int, int]


def anchors(reading: Reading, skip: str = "") -> Mapping[str, Span]:
    """What a text has only once: meanings of the tables, medicines, words by their root. `skip` names a family."""
    known = reading.anchors
    if "" not in known:
        # Made one by one, since no word is known by what a meaning is.
        known[""] = {**things(reading), **_words(reading)}
    if skip not in known:
        left_out = f"{skip}:" if skip.startswith("concept.") else "\0"
        known[skip] = {k: span for k, span in known[""].items() if not k.startswith(left_out)}
    return known[skip]


def things(reading: Reading) -> Mapping[str, Span]:
    """Those of them that are one of a set, and cheap to know: meanings of the tables, medicines, codes like IL-6."""
    known = reading.anchors
    if _THINGS not in known:
        known[_THINGS] = _things(reading)
    return known[_THINGS]


_THINGS = ":"


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
        "motherchild", "helpsought",
    )
)  # fmt: skip
"""Meanings that say when, where, or what to do rather than what with, and are put too freely to know a place by."""
SETS = frozenset(("agegroup", "arm", "complaint", "order"))
"""Families that serve as anchors alone."""
KINDS = frozenset({*SETS, "drug"})
"""Families of which one thing is as another, besides the meanings."""


def _things(reading: Reading) -> dict[str, Span]:
    said: list[tuple[str, Span]] = []
    counted: set[int] | None = None
    for family, marks in reading.marks.items():
        if (family[:8] == "concept." and family not in _NO_THINGS) or family in SETS:
            for _, value, start, end, _, _ in marks:
                if family == "concept.extent":
                    if counted is None:
                        counted = {q.start for q in reading.quantities if q.level != LOOSE}
                    if end + 1 in counted:
                        continue  # “every six months” says nothing of all
                if "|" in value:
                    said += [(f"{family}:{each}", (start, end)) for each in value.split("|")]
                else:
                    meaning = "less" if value == "less?" else value  # “the least”
                    said.append((f"{family}:{meaning}", (start, end)))
    if "drug" in reading.marks:
        said += [(f"drug:{mark.value}", (mark.start, mark.end)) for mark in reading.marks["drug"]]
    for q in reading.quantities:
        if q.form is Form.CODE:  # GluN2A, IL-6
            said.append((f"code {_DIGIT.split(q.text, 1)[0]}:{q.text}", (q.start, q.end)))
    return _once(said)


def _words(reading: Reading) -> dict[str, Span]:
    found: dict[str, Span] = {}
    again: set[str] = set()
    for key, span in _names(reading):
        if key in found:
            again.add(key)
        found[key] = span
    inside: set[int] = set()
    for q in reading.quantities:
        if q.level != LOOSE:
            inside.update(range(q.start, q.end))
    for mark in reading.marks.get("drug", ()):
        inside.update(range(mark.start, mark.end))
    offset = 0
    for stretch in reading.stretches:
        for key, begin, end, named in stretch.roots:
            at = offset + begin
            if named or at not in inside:
                if key in found:
                    again.add(key)
                found[key] = at, offset + end
        offset += stretch.size
    for key in again:
        del found[key]
    return found


def _names(reading: Reading) -> Iterable[tuple[str, Span]]:
    """What is written as code, and what is told apart by a letter: the groups of a trial, vaccine A and B."""
    plain = reading.prose.plain
    names: list[tuple[str, Span]] = []
    if reading.prose.offsets is not None:
        names += [(f"name:{code}", (at, end)) for code, at, end in reading.held(_CODE)]
    if _GROUPS.search(plain):
        names += [(f"name:{group[1]}", group.span(1)) for group in _GROUP.finditer(plain)]
    return names


def _once(said: list[tuple[str, Span]]) -> dict[str, Span]:
    """What is said only once."""
    found = dict(said)
    if len(found) < len(said):
        first = dict(reversed(said))
        found = {key: span for key, span in found.items() if first[key] is span}
    return found


_DIGIT = regex(r"-?\d")
_CODE = (PieceKind.CODE,)
_GROUPS = regex(r" [B-HX-Z]\b")
_GROUP = regex(r"\b[^\W\d_]{3,} ([A-HX-Z])\b")
"""What is told apart by a letter: the groups of a trial, vaccine A and B."""
