"""What a reviewer sees of one unit: pure data, gathered by the pipeline."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from localize.model import Finding, Severity, State, Unit


class MarkKind(StrEnum):
    """Why a stretch of text is highlighted."""

    NUMBER = "number"
    UNIT = "unit"
    NEGATION = "negation"
    TERM = "term"
    FINDING = "finding"


class Mark(NamedTuple):
    """A highlighted stretch `text[start:end]` of a source or a target, in characters."""

    start: int
    end: int
    kind: MarkKind
    note: str = ""
    """What to say about it, `keep exactly` or `→ ketamina`."""


class Event(NamedTuple):
    """A step in a unit's history, as the ledger tells it."""

    what: str
    """`drafted`, `edited`, `reviewed`, `approved`, `withdrawn`, `published`."""
    when: str = ""
    """ISO 8601."""
    who: str = ""
    role: str = ""
    detail: str = ""
    """With what (engine and model) or why."""
    current: bool = True
    """Is it about the texts as they are now?"""


class ReviewRow(NamedTuple):
    """A unit and all that helps to judge it.

    Highlights of findings need not be among the marks: they are taken from the findings' spans.
    """

    unit: Unit
    article: str
    """Source path, `source/a.md`."""
    title: str = ""
    """The article's title; empty where it has none."""
    findings: tuple[Finding, ...] = ()
    risks: tuple[str, ...] = ()
    """Risk classes: `dose`, `pregnancy`, …"""
    source_marks: tuple[Mark, ...] = ()
    target_marks: tuple[Mark, ...] = ()
    history: tuple[Event, ...] = ()
    """Oldest first."""

    @property
    def key(self) -> str:
        """Names the row on a page: a unit's id is unique within an article and a locale only."""
        return f"{self.unit.locale}:{self.article}:{self.unit.id}"

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """Those nobody decided to live with, worst first."""
        counting = (finding for finding in self.findings if not finding.ignored)
        return tuple(sorted(counting, key=lambda finding: finding.severity.rank))


_BY_STATE = {
    State.STALE: 0,
    State.DRAFT: 1,
    State.EDITED: 1,
    State.UNTRANSLATED: 2,
    State.REVIEWED: 3,
    State.OBSOLETE: 4,
}
_BY_BAND = {"low": 0, "fair": 1, "": 2, "high": 3}


def worst_first(rows: tuple[ReviewRow, ...]) -> tuple[ReviewRow, ...]:
    """The rows in the order to look at them; equal ones stay as they came.

    By severity of the worst finding; then, risk units before others, by state (what nobody has
    accepted comes first), by confidence, the machine's score and the number of findings.
    """
    return tuple(sorted(rows, key=_weight))


def _weight(row: ReviewRow) -> tuple[float, ...]:
    open_findings = row.open_findings
    draft = row.unit.draft if row.unit.state is State.DRAFT else None
    score = 1.0 if draft is None or draft.score is None else draft.score
    return (
        open_findings[0].severity.rank if open_findings else len(Severity),
        0 if row.risks and row.unit.state is not State.REVIEWED else 1,
        _BY_STATE[row.unit.state],
        _BY_BAND.get(draft.band if draft else "", 2),
        score,
        -len(open_findings),
    )
