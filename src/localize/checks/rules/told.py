"""How findings are told that several checks make: what is missing or new, what became its opposite, what changed places."""

from __future__ import annotations

from localize.checks.base import Pair, Problem, Span
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.nearness import Place
from localize.checks.reading.tables import Concept
from localize.model import Severity


def missing(pair: Pair, mark: Mark, severity: Severity | None = None) -> Problem:
    """A word of the source that nothing in the target stands for."""
    word = pair.source.prose.text[mark.start : mark.end]
    message = f"the source says “{word}”; nothing in the target stands for it{_unless(severity)}"
    return Problem(message, None, pair.source.place(mark.start, mark.end), severity)


def added(pair: Pair, mark: Mark, severity: Severity | None = None) -> Problem:
    """A word of the target that nothing in the source stands for."""
    word = pair.target.prose.text[mark.start : mark.end]
    message = f"the target says “{word}”; nothing in the source does{_unless(severity)}"
    return Problem(message, pair.target.place(mark.start, mark.end), None, severity)


def _unless(severity: Severity | None) -> str:
    return ", unless it is said another way" if severity is Severity.MINOR else ""


def told_moved(pair: Pair, here: Span, there: Span) -> Problem:
    """Says that two stretches have changed places."""
    text, other = pair.source.prose.text, pair.target.prose.text
    return Problem(
        f"“{text[slice(*here)]}” and “{other[slice(*there)]}” have changed places",
        pair.target.place(*there),
        pair.source.place(*here),
    )


def told_swapped(pair: Pair, first: Place, second: Place, there: Place) -> Problem:
    """Says that two things of the source have changed places; `there`: where the target shows it."""
    text = pair.source.prose.text
    return pair.problem(
        f"“{text[first.start : first.end]}” and “{text[second.start : second.end]}” have changed places",
        first,
        there,
    )


def told_changed(pair: Pair, concept: Concept, gone: Mark, new: Mark) -> Problem:
    """Says that a word of a concept became another of it."""
    here, there = (
        side.prose.text[mark.start : mark.end]
        for side, mark in ((pair.source, gone), (pair.target, new))
    )
    return pair.problem(
        f"{concept.title}: “{here}” became “{there}”", gone, new, Severity(concept.severity)
    )
