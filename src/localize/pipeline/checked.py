"""What the checks found on a pair of texts, known again as long as both are the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from localize.config import Config
from localize.model import Article, Finding, Severity, State, Unit, digest
from localize.pipeline.known import Known

if TYPE_CHECKING:
    from localize.checks import Ignores

Look = Callable[[Article, str, Sequence[Unit]], Sequence[Finding]]
"""Runs the checks: an article, a locale, units of it."""

_UNCHECKED = (State.UNTRANSLATED, State.OBSOLETE)


class Checked:
    """Findings of units, looked for once."""

    def __init__(self, config: Config, glossary: str, look: Look) -> None:
        """`glossary`: a digest of the term base."""
        self._config = config
        self._look = look
        self._known = Known(
            config.state / "known/findings", config.check, config.source_locale, glossary
        )

    def findings(
        self, article: Article, locale: str, units: Sequence[Unit], *, remember: bool = False
    ) -> tuple[Finding, ...]:
        """The findings on units of an article, unit by unit, with the decisions of people on them.

        `remember`: keep them for the next command.
        """
        marks = {unit.id: _mark(unit) for unit in units if unit.state not in _UNCHECKED}
        if not marks:
            return ()
        name = f"{locale}/{article.path}"
        known = self._known.get(name, locale) or {}
        new = [unit for unit in units if unit.id in marks and marks[unit.id] not in known]
        fresh: dict[str, list[Finding]] = {unit.id: [] for unit in new}
        for finding in self._look(article, locale, new) if new else ():
            fresh[finding.unit].append(finding)
        found: list[Finding] = []
        for unit in units:
            if unit.id in fresh:
                found += fresh[unit.id]
            elif unit.id in marks:
                found += self._again(article, locale, unit, known[marks[unit.id]])
        if remember and (new or len(known) > len(set(marks.values()))):
            told = {marks[n]: [_told(f) for f in some] for n, some in fresh.items()}
            told |= {mark: known[mark] for mark in marks.values() if mark in known}
            self._known.keep(name, locale, told)
        return tuple(found)

    @cached_property
    def _ignores(self) -> Ignores:
        from localize.checks import Ignores

        return Ignores.of(self._config.check.ignore)

    def _again(self, article: Article, locale: str, unit: Unit, told: Any) -> list[Finding]:  # noqa: ANN401 (JSON)
        if not told:
            return []
        found = []
        for check, dimension, severity, message, span, source_span in told:
            finding = Finding(
                check=check,
                dimension=dimension,
                severity=Severity(severity),
                locale=locale,
                article=f"source/{article.path}",
                message=message,
                unit=unit.id,
                source=unit.segment.text,
                target=unit.target,
                span=tuple(span) if span else None,
                source_span=tuple(source_span) if source_span else None,
                file=unit.file,
                line=unit.target_line or unit.line,
            )
            found.append(self._ignores.apply(finding, unit.comments))
        return found


def _mark(unit: Unit) -> str:
    """A digest of all that a check sees of a unit."""
    segment = unit.segment
    return digest(repr((segment.text, unit.target, segment.kind, segment.syntax, segment.labels)))[
        :32
    ]


def _told(finding: Finding) -> tuple[object, ...]:
    return (
        finding.check,
        finding.dimension,
        finding.severity,
        finding.message,
        finding.span,
        finding.source_span,
    )
