"""What only shows when the articles of a locale are looked at together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from localize.checks.base import LOCALE, STYLE, TERMINOLOGY
from localize.checks.ignore import Ignores
from localize.checks.reading.tables import tables
from localize.config import Config
from localize.model import Finding, Severity, State, Unit

_SKIPPED = (State.UNTRANSLATED, State.OBSOLETE)
_SHORTEST = 12
"""Shorter sources may well share a translation: “OK” and “Fine”."""


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """What is known of a check that looks at several articles; `cross` runs them."""

    name: str
    dimension: str
    severity: Severity
    summary: str


INCONSISTENT = CrossCheck(
    "inconsistent", TERMINOLOGY, Severity.MINOR, "One source has one translation."
)
CONFLATED = CrossCheck(
    "conflated", STYLE, Severity.MAJOR, "Different sources have different translations."
)
TABLES = CrossCheck(
    "tables", LOCALE, Severity.NEUTRAL, "The locale has tables, so that everything is checked."
)

_Where = tuple[str, Unit]


def cross(
    units_by_article: Mapping[str, Sequence[Unit]], *, config: Config, locale: str
) -> tuple[Finding, ...]:
    """Findings across the articles of one locale; keys are paths below `source/`.

    One source with several translations, one translation of several sources, and a locale that has no tables.
    """
    live = [
        (article, unit)
        for article, units in units_by_article.items()
        for unit in units
        if unit.state not in _SKIPPED and unit.target.strip()
    ]
    ignores = Ignores.of(config.check.ignore)
    found = [ignores.apply(finding, unit.comments) for finding, unit in _all(live, config, locale)]
    if live and not tables(locale).known and "tables" not in config.check.disable:
        found.append(_without_tables(live[0], locale))
    return tuple(found)


def _all(live: Sequence[_Where], config: Config, locale: str) -> Iterator[tuple[Finding, Unit]]:
    if "inconsistent" not in config.check.disable:
        yield from _inconsistent(live, config, locale)
    if "conflated" not in config.check.disable:
        yield from _conflated(live, config, locale)


def _inconsistent(
    live: Sequence[_Where], config: Config, locale: str
) -> Iterator[tuple[Finding, Unit]]:
    groups: dict[tuple[str, str | None], dict[str, list[_Where]]] = {}
    for article, unit in live:
        key = (" ".join(unit.segment.text.split()), unit.segment.context)
        targets = groups.setdefault(key, {})
        targets.setdefault(" ".join(unit.target.split()), []).append((article, unit))
    for targets in groups.values():
        if len(targets) < 2:
            continue
        ranked = sorted(targets.items(), key=lambda item: (-len(item[1]), item[0]))
        usual, places = ranked[0]
        for _target, others in ranked[1:]:
            for article, unit in others:
                message = f"elsewhere ({places[0][0]}) this source is translated “{_short(usual)}”"
                yield (
                    _finding(INCONSISTENT, message, article, unit, config, locale),
                    unit,
                )


def _conflated(
    live: Sequence[_Where], config: Config, locale: str
) -> Iterator[tuple[Finding, Unit]]:
    groups: dict[str, dict[str, _Where]] = {}
    for article, unit in live:
        if len(unit.segment.text) < _SHORTEST:
            continue
        sources = groups.setdefault(" ".join(unit.target.split()).casefold(), {})
        sources.setdefault(_bare(unit.segment.text), (article, unit))
    for sources in groups.values():
        if len(sources) < 2:
            continue
        (other_article, other), *rest = sources.values()
        for article, unit in rest:
            message = f"the same translation as of “{_short(other.segment.text)}” ({other_article})"
            yield (
                _finding(CONFLATED, message, article, unit, config, locale),
                unit,
            )


def _bare(text: str) -> str:
    """A source without what a translation need not show: case, punctuation, spaces."""
    return "".join(c for c in text.casefold() if c.isalnum())


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"


def _finding(
    check: CrossCheck, message: str, article: str, unit: Unit, config: Config, locale: str
) -> Finding:
    chosen = config.check.severity.get(check.name)
    return Finding(
        check=check.name,
        dimension=check.dimension,
        severity=Severity(chosen) if chosen else check.severity,
        locale=locale,
        article=f"source/{article}",
        message=message,
        unit=unit.id,
        source=unit.segment.text,
        target=unit.target,
        file=unit.file,
        line=unit.target_line or unit.line,
    )


def _without_tables(where: _Where, locale: str) -> Finding:
    article, unit = where
    return Finding(
        check="tables",
        dimension=LOCALE,
        severity=Severity.NEUTRAL,
        locale=locale,
        article=f"source/{article}",
        message=f"there are no tables for {locale}: negation, limits, opposites, number words and typography are not "
        "checked; digits, units, markup and terms are",
        file=unit.file,
    )
