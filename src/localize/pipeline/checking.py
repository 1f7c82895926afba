"""`check`: findings on every unit of the articles asked for. Articles are spread over processes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from localize.errors import LocalizeError
from localize.model import Article, Finding, Unit
from localize.pipeline.report import ArticleReport, Report
from localize.pipeline.spread import spread

if TYPE_CHECKING:
    from localize.checks.cross import Said
    from localize.pipeline.project import Project


def check(
    project: Project, paths: Iterable[str] = (), only: Mapping[str, frozenset[str]] | None = None
) -> Report:
    """Findings, worst first, and counts by state.

    `only` limits the report to some units, by `locale/article path`; errors of single articles are in the report.
    """
    from localize.checks.cross import cross

    report = Report()
    said: dict[str, list[Said]] = {locale: [] for locale in project.locales}
    chosen = project.select(paths)
    for part in spread(partial(_check, project, only), chosen):
        report.findings += part.report.findings
        report.articles += part.report.articles
        report.errors += part.report.errors
        for locale, some in part.said.items():
            said[locale] += some
    for locale, live in said.items():
        report.findings += cross(live, config=project.config, locale=locale)
    report.findings.sort(key=lambda f: (f.severity.rank, f.locale, f.article, f.line or 0, f.check))
    return report


@dataclass(slots=True)
class _Part:
    """What came of some articles."""

    report: Report = field(default_factory=Report)
    said: dict[str, list[Said]] = field(default_factory=dict)
    """Locale -> what is looked at across articles."""


def _check(
    project: Project, only: Mapping[str, frozenset[str]] | None, paths: Sequence[str]
) -> _Part:
    from localize.checks.cross import said

    part = _Part()
    for article in project.articles(paths, part.report.errors):
        for locale in project.locales:
            try:
                units = project.workspace.load(article, locale)
            except LocalizeError as error:
                part.report.errors.append(error)
                continue
            part.said.setdefault(locale, []).extend(said(article.path, units))
            found = findings(project, article, locale, units, remember=True)
            if only is not None:
                wanted = only.get(f"{locale}/{article.path}", frozenset())
                found = tuple(f for f in found if f.unit in wanted)
            part.report.findings += found
            part.report.articles.append(unit_report(project, article, locale, units, found))
    return part


def findings(
    project: Project,
    article: Article,
    locale: str,
    units: Sequence[Unit],
    *,
    remember: bool = False,
) -> tuple[Finding, ...]:
    """All findings on one article in one locale, its structure included. `remember`: for the next command."""
    return project.checked.findings(article, locale, units, remember=remember)


def look(
    project: Project, article: Article, locale: str, units: Sequence[Unit]
) -> tuple[Finding, ...]:
    """Run the checks on some units, and see which a build would refuse because of their markup."""
    from localize import checks

    found = checks.run(
        units, config=project.config, locale=locale, terms=project.terms, article=article
    )
    said = {f.unit for f in found if f.check == "structure"}
    return (*found, *(f for f in _structure(article, units) if f.unit not in said))


def _structure(article: Article, units: Iterable[Unit]) -> Iterable[Finding]:
    from localize.build.assemble import structure_finding
    from localize.build.encode import settle
    from localize.build.verify import markup_difference

    for unit in units:
        if not unit.target or unit.target == unit.segment.text:
            continue
        reason = markup_difference(unit.segment, settle(unit.segment, unit.target))
        if reason:
            yield structure_finding(unit, article, reason)


def counts(units: Iterable[Unit]) -> dict[str, int]:
    """Units by state."""
    found: dict[str, int] = {}
    for unit in units:
        found[unit.state.value] = found.get(unit.state.value, 0) + 1
    return found


def unit_report(
    project: Project, article: Article, locale: str, units: Sequence[Unit], found: Iterable[Finding]
) -> ArticleReport:
    """One row of a report."""
    severities: dict[str, int] = {}
    for finding in found:
        if not finding.ignored:
            severities[finding.severity.value] = severities.get(finding.severity.value, 0) + 1
    file = project.workspace.path(article.path, locale).relative_to(project.config.root).as_posix()
    return ArticleReport(
        article=f"source/{article.path}",
        locale=locale,
        file=file,
        counts=counts(units),
        extra={"findings": severities},
    )
