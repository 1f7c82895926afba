"""What is stressed stays so: “must **not** be crushed” does not become “die **Tabletten** dürfen nicht”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from localize.checks.base import Pair, Problem
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.reading import Reading
from localize.model import Piece, PieceKind, Role, Severity
from localize.regex import regex

Span = tuple[int, int]
_STRESS = frozenset({"em", "strong", "b", "i"})
_DENIED = regex(r"(?:\w+ )?(?:not|never)", re.IGNORECASE)
_ONLY = regex("only", re.IGNORECASE)
"""What is worth stressing alone."""


def stress_moved(pair: Pair) -> Iterator[Problem]:
    """A word that is stressed alone, where the target says the same unstressed and stresses other words."""
    ours, theirs = _stressed(pair.source), _stressed(pair.target)
    if not ours or len(ours) != len(theirs):
        return
    for span in ours:
        text = pair.source.raw[slice(*span)]
        if _DENIED.fullmatch(text):
            said = [m for m in pair.target.marks.get("negation", ()) if m.value in _FIRM]
        elif _ONLY.fullmatch(text):
            said = [m for m in pair.target.marks.get("scope", ()) if m.value == "only"]
        else:
            continue
        if said and not any(_in(mark, theirs, pair.target) for mark in said):
            yield Problem(
                f"“{text}” is no longer what is stressed", theirs[0], span, Severity.MAJOR
            )
            return


_FIRM = frozenset({"strong", "chained"})
"""Negations that deny by themselves, and what goes with them: *ne … pas*."""


def rightly_stressed(pair: Pair, pieces: Sequence[Piece]) -> set[int]:
    """The starts of the pieces of the target that stress what the source does not, and may.

    A word of the source in italics is a foreign one, *theta burst*; a negation may be in two parts: **ne** … **jamais**.
    """
    source = pair.source.prose.text.lower()
    plain = not any(piece.tag == "em" for piece in pair.source.pieces)
    particles = pair.target.tables.restriction[0]
    found: set[int] = set()
    for one, two in _spans(pieces, _STRESS):
        text = pair.target.raw[one.end : two.start].lower()
        if text in particles or (one.tag == "em" and plain and text in source):
            found |= {one.start, two.start}
    return found


def _stressed(reading: Reading) -> list[Span]:
    return [(one.end, two.start) for one, two in _spans(reading.pieces, _STRESS)]


def _spans(pieces: Sequence[Piece], tags: frozenset[str]) -> Iterator[tuple[Piece, Piece]]:
    """What opens and what closes each span of some tags."""
    opened: list[Piece] = []
    for piece in pieces:
        if piece.tag not in tags or piece.kind not in (PieceKind.EMPHASIS, PieceKind.HTML):
            continue
        if piece.role is Role.OPEN:
            opened.append(piece)
        elif opened:
            yield opened.pop(), piece


def _in(mark: Mark, spans: Sequence[Span], reading: Reading) -> bool:
    start, end = reading.place(mark.start, mark.end)
    return any(one <= start and end <= two for one, two in spans)
