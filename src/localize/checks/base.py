"""What a check is: one function that looks at one pair of texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from localize.checks.reading.alignment import Alignment, align
from localize.checks.reading.kept import Kept
from localize.checks.reading.nearness import Place
from localize.checks.reading.pivot import Sides, shared
from localize.checks.reading.predicates import rows_in
from localize.checks.reading.prose import pieces_of
from localize.checks.reading.reading import Reading, Unread
from localize.checks.reading.sentence import aligned
from localize.checks.reading.tables import Tables
from localize.config import Config
from localize.model import Severity, Unit
from localize.terms.entry import Hit, TermEntry

if TYPE_CHECKING:
    from localize.terms import TermBase

Span = tuple[int, int]


class Problem(NamedTuple):
    """What is wrong with one pair, before it is known where in the project it stands."""

    message: str
    """What is wrong, and what would be right."""
    span: Span | None = None
    """Offsets into the raw target."""
    source_span: Span | None = None
    severity: Severity | None = None
    """Where it differs from the check's own."""


class Scope(NamedTuple):
    """What a check may know beyond its pair."""

    config: Config
    locale: str
    source: Tables
    target: Tables
    terms: TermBase | None = None


def _same(source: str, target: str) -> bool:
    """Are two texts the same, but for how many spaces stand between two words, and for the signs of emphasis?

    >>> _same("One _is_.  Two.", "One *is*. Two."), _same("One.", "Two.")
    (True, False)
    """
    return source == target or (
        source[:_SAMPLE] == target[:_SAMPLE]
        and source.translate(_EMPHASIS).split() == target.translate(_EMPHASIS).split()
    )


_SAMPLE = 4
"""Characters that most translations do not begin with as their source does."""
_EMPHASIS = str.maketrans("", "", "*_")


class Pair:
    """A unit with both its sides, to be read."""

    def __init__(
        self, unit: Unit, scope: Scope, readings: tuple[Reading, Reading] | None = None
    ) -> None:
        self.unit = unit
        self.copied = _same(unit.segment.text, unit.target)
        """Does the target say the very words of its source?"""
        self.sides: dict[str, Sides | None] = {}
        """What has changed sides around a pivot, by its kind: made where it is asked for."""
        self._scope = scope
        if readings is not None:
            self.source, self.target = readings
            return
        segment = unit.segment
        side = Unread if self.copied else Reading
        ours = segment.pieces or pieces_of(segment.text, segment.syntax, segment.labels)
        self.source = side(segment.text, ours, scope.source)
        if unit.target == segment.text:
            self.target = side(unit.target, ours, scope.target, self.source.prose)
        else:
            theirs = pieces_of(unit.target, segment.syntax, segment.labels)
            self.target = side(unit.target, theirs, scope.target)

    @Kept
    def parts(self) -> tuple[Pair, ...]:
        """Its sentences, each with its translation; none where it has but one, or where it cannot be told."""
        stretches = aligned(self)
        if not stretches:
            return ()  # as nearly always
        return tuple(
            Pair(self.unit, self._scope, (self.source.part(*here), self.target.part(*there)))
            for here, there in stretches
        )

    @Kept
    def alignment(self) -> Alignment:
        """Which quantity of the target is which of the source."""
        return align(
            self.source.quantities,
            self.target.quantities,
            loose_units=not (self._scope.target.known and self._scope.source.known),
        )

    @Kept
    def shared(self) -> tuple[Mapping[str, Span], Mapping[str, Span]]:
        """What both texts have once, with its place in each."""
        return shared(self)

    @Kept
    def rows(self) -> tuple[Mapping[str, Span], Mapping[str, Span]]:
        """The words of which both texts have one that may translate the other, with its place in each."""
        mine, other = rows_in(self.source), rows_in(self.target)
        both = [row for row in mine if row in other]
        return {f"row:{k}": mine[k] for k in both}, {f"row:{k}": other[k] for k in both}

    def problem(
        self, message: str, source: Place, target: Place, severity: Severity | None = None
    ) -> Problem:
        """What is wrong between a stretch of the source's prose and one of the target's."""
        span = self.target.place(target.start, target.end)
        return Problem(message, span, self.source.place(source.start, source.end), severity)

    @Kept
    def hits(self) -> tuple[Hit, ...]:
        """The terms of the term base in the source's prose; spans are of the raw source."""
        if self._scope.terms is None:
            return ()
        skip = [(p.start, p.end) for p in self.source.pieces if not p.is_text]
        return tuple(self._scope.terms.match(self.unit.segment.text, skip=skip))


class Check(NamedTuple):
    """One check. `run` gets a pair and its scope and gives problems, best first."""

    name: str
    """Its name in findings and its anchor in the docs."""
    dimension: str
    """MQM dimension."""
    severity: Severity
    run: Callable[[Pair, Scope], Iterable[Problem]]
    summary: str
    """One sentence: what holds where this check is silent."""
    by_sentence: bool = False
    """It asks about each sentence alone, where both texts have the same ones."""
    carried: Callable[[Pair, Problem], bool] | None = None
    """Where the whole pair has no problem: may that of a sentence be explained by the one beside it, as when a number is said
    once for both? None where nothing explains it."""
    of_copies: bool = False
    """Where it finds something in a copy of the source, nothing else is asked about that: it has to be translated first."""
    needs_tables: bool = False
    """It says nothing where the target locale has no tables."""


def form_note(entry: TermEntry, locale: str) -> str:
    """The accepted forms of a term for a message."""
    return " or ".join(f"“{form}”" for form in entry.forms(locale))
