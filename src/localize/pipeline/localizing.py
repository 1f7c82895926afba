"""Articles into a locale: loaded, put together, verified, decided on, rendered. The work of `build`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from localize import build as stage
from localize.build.assemble import Assembled, assemble
from localize.build.verify import Reparse
from localize.catalog.ledger import Named, named
from localize.errors import LocalizeError
from localize.model import Article, Finding, Unit
from localize.pipeline import checking
from localize.pipeline.building import row_of
from localize.pipeline.evidence import evidence

if TYPE_CHECKING:
    from localize.build.manifest import Entry
    from localize.pipeline.project import Project
    from localize.pipeline.report import ArticleReport


@dataclass(slots=True)
class Outcome:
    """What came of a batch of articles."""

    entries: list[Entry] = field(default_factory=list)
    files: list[stage.OutputFile] = field(default_factory=list)
    reports: list[ArticleReport] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    errors: list[LocalizeError] = field(default_factory=list)
    held: int = 0
    pages: list[tuple[Assembled, stage.Decision]] = field(default_factory=list)
    """What HTML pages are made of, where they are asked for."""
    published: list[tuple[str, str, Named]] = field(default_factory=list)
    """Article, locale and texts of what goes out whole and accepted.

    As the ledger names them: units are the largest thing that could cross a process border."""


def localize(
    project: Project,
    options: stage.Options,
    previous: stage.Manifest,
    remember: bool,
    paths: Sequence[str],
) -> Outcome:
    """Localize articles into all locales of the run; errors of single ones are in the outcome.

    `remember`: keep what was worked out of them for the next command.
    """
    outcome = Outcome()
    for article in project.articles(paths, outcome.errors, remember=remember):
        for locale in project.locales:
            try:
                _one(project, article, locale, options, previous, outcome, remember=remember)
            except LocalizeError as error:
                outcome.errors.append(error)
    return outcome


def _one(
    project: Project,
    article: Article,
    locale: str,
    options: stage.Options,
    previous: stage.Manifest,
    outcome: Outcome,
    *,
    remember: bool,
) -> None:
    units = project.workspace.load(article, locale)
    known = evidence(project, article, locale, units)
    assembled, decision = decided(
        project, article, locale, units, options, known, remember=remember
    )
    files = stage.render(assembled, decision, project.config, options)
    before = previous.find(article.path, locale)
    entry = stage.entry(assembled, decision, files, evidence=known, previous=before)
    outcome.entries.append(entry)
    outcome.files += files
    outcome.findings += [f for f in decision.findings if not f.ignored]
    outcome.held += decision.outcome is stage.Outcome.HELD
    if options.html:
        outcome.pages.append((assembled, decision))
    if decision.outcome is stage.Outcome.PUBLISHED and not decision.fallbacks and units:
        outcome.published.append((article.path, locale, named(units)))
    outcome.reports.append(row_of(project, entry, written=tuple(str(f.path) for f in files)))


def decided(
    project: Project,
    article: Article,
    locale: str,
    units: Sequence[Unit],
    options: stage.Options,
    known: Mapping[str, stage.Evidence],
    *,
    remember: bool = False,
) -> tuple[Assembled, stage.Decision]:
    """An article put together from what may go out, and what becomes of it.

    `known`: see `evidence`; `remember`: see `localize`.
    """
    build = project.config.build
    targets = stage.choose(units, build, options, known)
    assembled = assemble(article, locale, units, targets, _reparser(project, article))
    found = checking.findings(project, article, locale, units, remember=remember)
    return assembled, stage.decide(assembled, build, options, findings=found, evidence=known)


def _reparser(project: Project, article: Article) -> Reparse:
    """Takes a localized text of the article apart the way its source was."""

    def reparse(text: str) -> Article:
        from localize import extract

        return extract.article(article.path, text.encode(), project.config.extract)

    return reparse
