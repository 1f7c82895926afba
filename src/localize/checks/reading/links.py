"""Links that have changed places: each is known by what its text says, in both languages."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

from localize.checks.reading.cognates import root_of
from localize.checks.reading.predicates import light_words, rows_of
from localize.checks.reading.reading import Reading
from localize.checks.reading.tables import Tables
from localize.model import PieceKind, Role

if TYPE_CHECKING:
    from localize.checks.base import Pair

Span = tuple[int, int]


def exchanged(pair: Pair) -> tuple[Span, Span] | None:
    """Two links of which each has the text of the other, by the text of one in source and target."""
    ours, theirs = _links(pair.source), _links(pair.target)
    shared = [target for target in ours if target in theirs]
    for one, two in combinations(shared, 2):
        for spans in (_text, _context):  # “[here]” says nothing
            a, b = (_said(pair.source, spans(pair.source, ours[link])) for link in (one, two))
            c, d = (_said(pair.target, spans(pair.target, theirs[link])) for link in (one, two))
            a, b = a - b, b - a
            if a & c or b & d:
                break
            if a & d or b & c:
                return ours[one], theirs[one]
    return None


def _text(_reading: Reading, span: Span) -> Span:
    return span


def _context(reading: Reading, span: Span) -> Span:
    """What stands before a link, up to a sign or another link."""
    before = reading.raw[: span[0] - 1]
    return max(before.rfind(sign) for sign in (". ", ", ", "; ", ")")) + 1, span[0] - 1


def _links(reading: Reading) -> dict[str, Span]:
    """Target of a link -> where its text stands, for those that a text has once."""
    found: dict[str, Span] = {}
    opened: list[tuple[str, int]] = []
    times = Counter[str]()
    for piece in reading.pieces:
        if piece.kind is not PieceKind.LINK:
            continue
        if piece.role is Role.OPEN:
            opened.append((piece.value, piece.end))
        elif opened:
            target, start = opened.pop()
            times[target] += 1
            found[target] = start, piece.start
    return {target: span for target, span in found.items() if times[target] == 1}


def _said(reading: Reading, span: Span) -> set[str]:
    return said_in(reading.raw[slice(*span)], reading.tables)


def said_in(text: str, tables: Tables) -> set[str]:
    """What a stretch of text is known again by: its roots, what may translate its words, its meanings and medicines."""
    scan = tables.lexicon.scan(text)
    light = light_words(tables.language)
    found = {
        f"{family}:{m.value}"
        for family, marks in scan.marks.items()
        for m in marks
        if family.startswith(("concept.", "drug"))
    }
    for word in scan.words:
        if word not in light:
            found |= rows_of(word, tables.language)
            if root := root_of(word):
                found.add(root)
    return found
