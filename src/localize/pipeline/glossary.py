"""`glossary`: what the term base lacks, what the sources offer it, and its way to other tools and back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from localize.errors import LocalizeError, Place, UsageError, WriteError
from localize.pipeline import sources
from localize.terms import TermBase, exchange, report

if TYPE_CHECKING:
    from localize.pipeline.project import Project
    from localize.terms.exchange import Merged
    from localize.terms.problems import Problem
    from localize.terms.report import Candidate

IMPORTED = "imported.csv"
"""The file of the glossary folder that imported rows go to."""


def check(project: Project, errors: list[LocalizeError]) -> tuple[Problem, ...]:
    """Everything wrong with the glossary: conflicts, duplicates, blanks, rows no article uses."""
    config = project.config
    passages = list(_passages(project, errors))
    return report.check(config.glossary, config.source_locale, project.locales, passages)


def find(project: Project, errors: list[LocalizeError]) -> tuple[Candidate, ...]:
    """Acronyms, names and recurring phrases of the sources that have no row."""
    terms = project.terms or TermBase((), project.config.source_locale)
    return report.find(_passages(project, errors), terms)


def _passages(project: Project, errors: list[LocalizeError]) -> Iterator[report.Passage]:
    for article in project.articles(project.all_paths, errors):
        for segment in article.segments:
            yield report.Passage.of(f"source/{article.path}", segment)


def export(project: Project, form: str) -> str:
    """The whole term base as `csv`, `tbx` (v3) or `tbx2`. Raises UsageError for another format."""
    entries = project.terms.entries if project.terms else ()
    locales = tuple(
        dict.fromkeys((*project.locales, *(name for e in entries for name in e.targets)))
    )
    return exchange.write(entries, form, project.config.source_locale, locales)


def import_file(project: Project, file: Path) -> Merged:
    """Add what is new in a CSV or TBX file to `glossary/imported.csv`; clashes are left to the caller to tell.

    Raises InputError or ConfigError for a file that is wrong, UnsafePathError for a glossary outside the project,
    WriteError where it cannot be written.
    """
    if not file.is_file():
        raise UsageError(f"{file}: no such file")
    known = project.terms.entries if project.terms else ()
    merged = exchange.merge(known, exchange.read(file, project.config.source_locale))
    if merged.new:
        sources.keep_inside(project.config, project.config.glossary)
        goal = project.config.glossary / IMPORTED
        before = [e for e in known if e.file.endswith(IMPORTED)]
        rows = (*before, *merged.new)
        locales = tuple(
            dict.fromkeys((*project.locales, *(name for e in rows for name in e.targets)))
        )
        try:
            goal.parent.mkdir(exist_ok=True)
            goal.write_text(
                exchange.write(rows, "csv", project.config.source_locale, locales), encoding="utf-8"
            )
        except OSError as error:
            place = Place(file=f"glossary/{IMPORTED}")
            raise WriteError(f"cannot be written: {error.strerror}", place=place) from error
    return merged
