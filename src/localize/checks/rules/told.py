"""How a finding about a negation is told."""

from __future__ import annotations

from localize.checks.base import Pair, Problem
from localize.checks.reading.lexicon import Mark
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
