"""What the commands report: plain data for tables, JSON and exit codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from localize.errors import InputError, LocalizeError, UsageError, worst
from localize.model import Finding, State


class ArticleReport(NamedTuple):
    """One article in one locale."""

    article: str
    """`source/a.md`."""
    locale: str
    file: str = ""
    """The PO file, relative to the project."""
    counts: Mapping[str, int] = {}
    """Units by state."""
    written: tuple[str, ...] = ()
    """What was written (or would be), relative to the project."""
    drafted: int = 0
    """Units that got a draft in this run."""
    reused: int = 0
    """Of these, drafts from translations people accepted elsewhere."""
    protected: int = 0
    """Pieces and literals protected in the drafts of this run."""
    flagged: int = 0
    """Drafts of this run with low confidence."""
    extra: Mapping[str, object] = {}
    """What only one command has to say."""

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return {
            "article": self.article,
            "locale": self.locale,
            "file": self.file,
            "units": sum(n for state, n in self.counts.items() if state != State.OBSOLETE),
            **{state.value: self.counts.get(state.value, 0) for state in State},
            "written": list(self.written),
            "drafted": self.drafted,
            "reused": self.reused,
            "protected": self.protected,
            "flagged": self.flagged,
            **self.extra,
        }


@dataclass(slots=True, kw_only=True)
class Report:
    """A whole run."""

    articles: list[ArticleReport] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    errors: list[LocalizeError] = field(default_factory=list)
    held: int = 0
    """Articles that were held back."""
    would_change: bool = False
    """`--check`: something is not up to date."""
    written: list[str] = field(default_factory=list)
    """Files that belong to no single article."""
    removed: list[str] = field(default_factory=list)
    recorded: int = 0
    """What people did that went into the ledger."""

    def exit_code(self, *, check: bool = False, failing: bool = False) -> int:
        """4 wins over 5, 5 over 1; 3 is for `--check` alone."""
        codes = [error.exit_code for error in self.errors]
        if self.held or failing:
            codes.append(1)
        if check and self.would_change:
            codes.append(3)
        return worst(codes)


def error_dict(error: LocalizeError) -> dict[str, object]:
    """An error for JSON."""
    kind = (
        "usage"
        if isinstance(error, UsageError)
        else "input"
        if isinstance(error, InputError)
        else "work"
    )
    return {
        "kind": kind,
        "file": error.place.file if error.place else None,
        "line": error.place.line if error.place else None,
        "reason": error.reason,
        "remedy": error.remedy or None,
        "message": str(error),
    }


def totals(reports: Iterable[ArticleReport]) -> dict[str, int]:
    """Units by state over all of them."""
    found: dict[str, int] = {state.value: 0 for state in State}
    for report in reports:
        for state, number in report.counts.items():
            found[state] += number
    return found
