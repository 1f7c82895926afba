"""Running the registry over the units of an article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from localize.checks.base import Check, Pair, Problem, Scope
from localize.checks.ignore import Ignores
from localize.checks.reading.tables import tables
from localize.checks.registry import REGISTRY
from localize.config import Config
from localize.model import Article, Finding, Severity, State, Unit

if TYPE_CHECKING:
    from localize.terms import TermBase

_SKIPPED = (State.UNTRANSLATED, State.OBSOLETE)


def run(
    units: Sequence[Unit], *, config: Config, locale: str, terms: TermBase | None, article: Article
) -> tuple[Finding, ...]:
    """The findings of one article in one locale, in the order of its units.

    Untranslated and obsolete units are skipped. Findings that someone decided to live with are there, with
    their reason in `ignored`.
    """
    scope = Scope(
        config=config,
        locale=locale,
        source=tables(config.source_locale),
        target=tables(locale),
        terms=terms,
    )
    active = [check for check in REGISTRY if _applies(check, scope)]
    severities = {name: Severity(value) for name, value in config.check.severity.items()}
    # What says the very words of its source changes no dose.
    harmless = [c for c in active if severities.get(c.name, c.severity) is not Severity.CRITICAL]
    path = f"source/{article.path}"
    ignores = Ignores.of(config.check.ignore)
    found: list[Finding] = []
    for unit in units:
        if unit.state in _SKIPPED or not unit.target.strip():
            continue
        pair = Pair(unit, scope)
        copied = unit.target == unit.segment.text
        for check in harmless if copied else active:
            for problem in check.run(pair, scope):
                severity = severities.get(check.name) or problem.severity or check.severity
                if copied and severity is Severity.CRITICAL:
                    continue
                finding = _finding(check, problem, severity, unit, locale, path)
                found.append(ignores.apply(finding, unit.comments))
    return tuple(found)


def _applies(check: Check, scope: Scope) -> bool:
    if check.name in scope.config.check.disable:
        return False
    return not check.needs_tables or (scope.target.known and scope.source.known)


def _finding(
    check: Check, problem: Problem, severity: Severity, unit: Unit, locale: str, path: str
) -> Finding:
    return Finding(
        check=check.name,
        dimension=check.dimension,
        severity=severity,
        locale=locale,
        article=path,
        message=problem.message,
        unit=unit.id,
        source=unit.segment.text,
        target=unit.target,
        span=problem.span,
        source_span=problem.source_span,
        file=unit.file,
        line=unit.target_line or unit.line,
    )
