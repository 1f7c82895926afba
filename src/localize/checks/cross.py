"""What only shows when the articles of a locale are looked at together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from localize.checks.dimensions import LOCALE, STYLE, TERMINOLOGY
from localize.checks.ignore import Ignores
from localize.checks.reading.tables import has_tables
from localize.config import Config
from localize.model import Finding, Severity, State, Unit

_SKIPPED = (State.UNTRANSLATED, State.OBSOLETE)
_SHORTEST = 12
"""Shorter sources may well share a translation: “OK” and “Fine”."""


class CrossCheck(NamedTuple):
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


class Said(NamedTuple):
    """What is looked at of a unit: no more, since all of a locale's are looked at together."""

    article: str
    """Below `source/`."""
    unit: str
    source: str
    context: str | None
    target: str
    comments: tuple[str, ...]
    file: str
    line: int | None


def said(article: str, units: Iterable[Unit]) -> list[Said]:
    """What an article says in a locale; `article` is its path below `source/`."""
    return [
        Said(
            article,
            unit.id,
            unit.segment.text,
            unit.segment.context,
            unit.target,
            unit.comments,
            unit.file,
            unit.target_line or unit.line,
        )
        for unit in units
        if unit.state not in _SKIPPED and unit.target.strip()
    ]


def cross(live: Sequence[Said], *, config: Config, locale: str) -> tuple[Finding, ...]:
    """Findings across what the articles of one locale say.

    One source with several translations, one translation of several sources, and a locale that has no tables.
    """
    ignores = Ignores.of(config.check.ignore)
    found = [ignores.apply(finding, comments) for finding, comments in _all(live, config, locale)]
    if live and not has_tables(locale) and "tables" not in config.check.disable:
        found.append(_without_tables(live[0], locale))
    return tuple(found)


_Found = tuple[Finding, tuple[str, ...]]
"""A finding, and the comments of the unit it is on."""


def _all(live: Sequence[Said], config: Config, locale: str) -> Iterator[_Found]:
    if "inconsistent" not in config.check.disable:
        yield from _inconsistent(live, config, locale)
    if "conflated" not in config.check.disable:
        yield from _conflated(live, config, locale)


def _inconsistent(live: Sequence[Said], config: Config, locale: str) -> Iterator[_Found]:
    groups: dict[tuple[str, str | None], dict[str, list[Said]]] = {}
    for one in live:
        targets = groups.setdefault((" ".join(one.source.split()), one.context), {})
        targets.setdefault(" ".join(one.target.split()), []).append(one)
    for targets in groups.values():
        if len(targets) < 2:
            continue
        ranked = sorted(targets.items(), key=lambda item: (-len(item[1]), item[0]))
        usual, places = ranked[0]
        message = f"elsewhere ({places[0].article}) this source is translated “{_short(usual)}”"
        for _target, others in ranked[1:]:
            for one in others:
                yield _finding(INCONSISTENT, message, one, config, locale), one.comments


def _conflated(live: Sequence[Said], config: Config, locale: str) -> Iterator[_Found]:
    groups: dict[str, dict[str, Said]] = {}
    for one in live:
        if len(one.source) < _SHORTEST:
            continue
        sources = groups.setdefault(" ".join(one.target.split()).casefold(), {})
        sources.setdefault(_bare(one.source), one)
    for sources in groups.values():
        if len(sources) < 2:
            continue
        other, *rest = sources.values()
        message = f"the same translation as of “{_short(other.source)}” ({other.article})"
        for one in rest:
            yield _finding(CONFLATED, message, one, config, locale), one.comments


def _bare(text: str) -> str:
    """A source without what a translation need not show: case, punctuation, spaces."""
    return "".join(c for c in text.casefold() if c.isalnum())


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"


def _finding(check: CrossCheck, message: str, one: Said, config: Config, locale: str) -> Finding:
    chosen = config.check.severity.get(check.name)
    return Finding(
        check=check.name,
        dimension=check.dimension,
        severity=Severity(chosen) if chosen else check.severity,
        locale=locale,
        article=f"source/{one.article}",
        message=message,
        unit=one.unit,
        source=one.source,
        target=one.target,
        file=one.file,
        line=one.line,
    )


def _without_tables(one: Said, locale: str) -> Finding:
    return Finding(
        check="tables",
        dimension=LOCALE,
        severity=Severity.NEUTRAL,
        locale=locale,
        article=f"source/{one.article}",
        message=f"there are no tables for {locale}: negation, limits, opposites, number words and typography are not "
        "checked; digits, units, markup and terms are",
        file=one.file,
    )
