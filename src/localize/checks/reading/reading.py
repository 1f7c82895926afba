"""A text as the checks see it: prose, words, marks and quantities, each made once and when asked for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from localize.checks.reading.lexicon import Mark, Word
from localize.checks.reading.prose import Prose, prose_of
from localize.checks.reading.quantity import Quantity, quantities
from localize.checks.reading.tables import Tables
from localize.model import Piece


class Reading:
    """One side of a unit, read with the tables of its locale."""

    def __init__(self, raw: str, pieces: Sequence[Piece], tables: Tables) -> None:
        self.raw = raw
        self.pieces = pieces
        self.tables = tables

    @cached_property
    def prose(self) -> Prose:
        """What a reader reads."""
        return prose_of(self.raw, self.pieces)

    @cached_property
    def words(self) -> list[Word]:
        """Its words, in lower case."""
        return self.tables.lexicon.words(self.prose.plain)

    @cached_property
    def marks(self) -> dict[str, list[Mark]]:
        """The words that mean something, by family."""
        return self.tables.lexicon.marks(self.prose.plain, self.words)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Its quantities, in order."""
        return quantities(self.prose, self.tables, self.words, self.marks)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the prose stands in the raw text."""
        return self.prose.place(start, end)
