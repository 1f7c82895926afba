"""A text as the checks see it: prose, words, marks and quantities, each made once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from localize.checks.reading.lexicon import Mark, Word
from localize.checks.reading.prose import prose_of
from localize.checks.reading.quantity import quantities
from localize.checks.reading.tables import Tables
from localize.model import Piece


class Reading:
    """One side of a unit, read with the tables of its locale."""

    def __init__(self, raw: str, pieces: Sequence[Piece], tables: Tables) -> None:
        self.raw = raw
        self.pieces = pieces
        self.tables = tables
        self.prose = prose_of(raw, pieces)
        """What a reader reads."""
        self.words, self.marks = tables.lexicon.scan(self.prose.plain)
        """Its words, in lower case; those that mean something, by family."""
        if tables.parted:
            tables.parted.add(self.prose.plain, self.words, self.marks)
        self.quantities = quantities(self.prose, tables, self.words, self.marks)
        """Its quantities, in order."""
        self.anchors: dict[str, dict[str, tuple[int, int]]] = {}
        """What it has only once, by the family that was left aside: made where it is asked for."""
        self.denials: list[Mark] | None = None
        """Its negations with what is meant by them: made where it is asked for."""

    @cached_property
    def places(self) -> list[Word]:
        """Its words, with where each stands in the prose."""
        return self.tables.lexicon.words(self.prose.plain)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the prose stands in the raw text."""
        return self.prose.place(start, end)

    def before(self, start: int, phrases: Mapping[str, str], reach: int = 1) -> str:
        """The value of the phrase of one or two words that stands before a place, at most so many words away."""
        near = self.prose.plain[max(0, start - _BEFORE) : start].lower().replace("'", "' ").split()
        for end in range(len(near), max(0, len(near) - reach), -1):
            for size in (2, 1):
                if value := phrases.get(" ".join(near[max(0, end - size) : end]), ""):
                    return value
        return ""


_BEFORE = 40
"""Characters that a few words have at most."""
