"""A text as the checks see it: prose, words, marks and quantities, each made once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from localize.checks.reading.kept import Kept
from localize.checks.reading.lexicon import Mark, Stretch, Word, mark_of
from localize.checks.reading.prose import Prose, prose_of
from localize.checks.reading.quantities import quantities
from localize.checks.reading.quantity import Quantity, quantity_of
from localize.checks.reading.tables import Tables
from localize.model import Piece, PieceKind

if TYPE_CHECKING:
    from localize.checks.reading.limit import Limit
    from localize.checks.reading.shares import Share


class Reading:
    """One side of a unit, read with the tables of its locale. `read` fills in what has no value yet."""

    words: list[str]
    """Its words, in lower case."""
    marks: dict[str, list[Mark]]
    """Those that mean something, by family."""
    quantities: tuple[Quantity, ...]
    """Its quantities, in order."""
    limits: Mapping[int, Limit] | None = None
    """The limits of its quantities: found when they are first asked for."""
    sentences: list[tuple[int, int]] | None = None
    """Where each of its sentences stands: found when they are first asked for."""
    shares: tuple[Share, ...] | None = None
    """The shares of a whole that it names: made where they are asked for."""
    denials: list[Mark] | None = None
    """Its negations with what is meant by them: made where it is asked for."""

    def __init__(
        self, raw: str, pieces: Sequence[Piece], tables: Tables, prose: Prose | None = None
    ) -> None:
        self.raw = raw
        self.pieces = pieces
        self.tables = tables
        self.prose = prose or prose_of(raw, pieces)
        """What a reader reads."""
        self.anchors: dict[str, dict[str, tuple[int, int]]] = {}
        """What it has only once, by the family that was left aside: made where it is asked for."""
        self.denied: dict[Mark, tuple[str, ...]] = {}
        """What each of its negations denies: found when it is first asked for."""
        self.alike: dict[tuple[Mark, Mark], bool] = {}
        """Does a negation deny the same as one of the other side? Answered when it is first asked."""

    @Kept
    def lower(self) -> str:
        """Its prose in lower case, as its words are, every character in its place."""
        plain = self.prose.plain
        lower = plain.lower()
        if len(lower) != len(plain):  # İ would become two
            letters = list(plain)
            for text, start, end in self.tables.lexicon.words(plain):
                letters[start:end] = text
            lower = "".join(letters)
        return lower

    @Kept
    def stretches(self) -> list[Stretch]:
        """What stands between its spaces."""
        return self.tables.lexicon.stretches(self.prose.plain)

    @Kept
    def places(self) -> list[Word]:
        """Its words, with where each stands in the prose: what stands between two words has no letters."""
        find, make = self.lower.find, tuple.__new__
        found: list[Word] = []
        end = 0
        for text in self.words:
            start = find(text, end)
            end = start + len(text)
            found.append(make(Word, (text, start, end)))
        return found

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the prose stands in the raw text."""
        return self.prose.place(start, end)

    def part(self, start: int, end: int) -> Reading:
        """A stretch of it, read as if it stood alone; what is found in it has its place in the same raw text."""
        text, plain, offsets = self.prose
        offsets = offsets or range(len(plain) + 1)
        prose = Prose(text[start:end], plain[start:end], offsets[start : end + 1])
        one = Reading(self.raw, self.pieces, self.tables, prose)
        first = bisect_left(self.places, start, key=_start)
        one.words = self.words[first : bisect_left(self.places, end, key=_start)]
        one.marks = {}
        for family, marks in self.marks.items():
            held = [
                mark_of((family, value, a - start, b - start, c - first, d - first))
                for _, value, a, b, c, d in marks
                if start <= a and b <= end
            ]
            if held:
                one.marks[family] = held
        one.quantities = tuple(
            [
                quantity_of((value, a - start, b - start, *others, stop - start, lent))
                for value, a, b, *others, stop, lent in self.quantities
                if start <= a < end
            ]
        )
        return one

    def held(self, kinds: Collection[PieceKind]) -> Iterator[tuple[str, int, int]]:
        """The pieces of some kinds, code and the like, as they are written, each where a sign stands for it in the prose."""
        offsets = self.prose.offsets
        if offsets is None:
            return
        for piece in self.pieces:
            if piece.kind in kinds:
                at = bisect_left(offsets, piece.start)
                if at < len(self.prose.plain) and offsets[at] == piece.start:
                    yield self.raw[piece.start : piece.end], at, at + 1

    def before(self, start: int, phrases: Mapping[str, str], reach: int = 1) -> str:
        """The value of the phrase of one or two words that stands before a place, at most so many words away."""
        text = self.prose.plain[max(0, start - _BEFORE) : start].lower().replace("'", "' ")
        near = text.rsplit(maxsplit=reach + 1)
        for _ in range(min(reach, len(near))):
            if value := phrases.get(" ".join(near[-2:]), "") or phrases.get(near[-1], ""):
                return value
            near.pop()
        return ""

    def led(self, starts: Iterable[int], reach: int) -> list[str]:
        """Which of two places a change leads from, and which to: `from` and `to` in their order; nothing where either is not told."""
        found: list[str] = []
        for start in starts:
            end = self.before(start, self.tables.ends, reach)
            if not end or end in found:
                return []
            found.append(end)
        return found


class Unread(Reading):
    """A side of a copy, of which few checks ask more than its words: what means something is found when it is asked for."""

    @Kept
    def places(self) -> list[Word]:
        """Its words, with where each stands in the prose."""
        return self.tables.lexicon.words(self.prose.plain)

    @Kept
    def words(self) -> list[str]:
        """Its words, in lower case."""
        return [word.text for word in self.places]

    @Kept
    def marks(self) -> dict[str, list[Mark]]:
        """Those that mean something, by family."""
        read((self,))
        return self.marks

    @Kept
    def quantities(self) -> tuple[Quantity, ...]:
        """Its quantities, in order."""
        read((self,))
        return self.quantities


def read(readings: Sequence[Reading]) -> None:
    """Read some texts: first the words of all of them, then the quantities.

    A processor keeps the code of one of these at hand, but not that of both and of all checks.
    """
    for one in readings:
        plain = one.prose.plain
        one.words, one.marks, one.stretches = one.tables.lexicon.scan(plain)
        one.tables.parted.add(plain, one.words, one.marks)
    for one in readings:
        one.quantities = quantities(one.prose, one.tables, one.words, one.marks)


_start = attrgetter("start")
_BEFORE = 40
"""Characters that a few words have at most."""
