"""How far every article is, for a manager's eyes: rows, sums, and a badge for each locale."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from localize.build.model import Outcome
from localize.model import PieceKind, Segment, Severity, State
from localize.regex import regex

if TYPE_CHECKING:
    from localize.build.model import Decision
    from localize.model import Unit

_WORD = regex(
    # Scripts that are written without spaces: a character counts as a word.
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
    r"|\w+(?:[.,'’\-\u2011]\w+)*"
)
_STATES = (State.UNTRANSLATED, State.DRAFT, State.EDITED, State.REVIEWED, State.STALE)


class Row(NamedTuple):
    """One article in one locale, or the sum of several."""

    article: str
    """`source/a.md`; empty in a sum."""
    locale: str
    units: int = 0
    words: int = 0
    words_left: int = 0
    """Words of the units that are not reviewed yet."""
    counts: Mapping[State, int] = {}
    approved: int = 0
    critical: int = 0
    """Open critical findings."""
    publishable: int = 0
    """Articles that may go out: 1 or 0, or how many of a sum."""
    articles: int = 1
    why: str = ""
    """Why it may not go out."""

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return {
            "article": self.article,
            "locale": self.locale,
            "units": self.units,
            "words": self.words,
            "words_left": self.words_left,
            **{state.value: self.counts.get(state, 0) for state in _STATES},
            "approved": self.approved,
            "critical": self.critical,
            "publishable": bool(self.publishable),
            "why": self.why,
        }


HEADER = (
    "locale",
    "article",
    "units",
    "words",
    "untranslated",
    "draft",
    "edited",
    "reviewed",
    "approved",
    "stale",
    "critical",
    "left",
    "publishable",
)
"""Titles of the columns of `cells`."""


def row(decision: Decision, units: Iterable[Unit]) -> Row:
    """The row of an article, from what was decided on it."""
    words = left = 0
    for unit in {unit.id: unit for unit in units}.values():
        if unit.state is State.OBSOLETE:
            continue
        count = count_words(unit.segment)
        words += count
        left += 0 if unit.state is State.REVIEWED else count
    return Row(
        article=f"source/{decision.article}",
        locale=decision.locale,
        units=decision.counts.total,
        words=words,
        words_left=left,
        counts=decision.counts.by_state,
        approved=decision.approved,
        critical=sum(f.severity is Severity.CRITICAL and not f.ignored for f in decision.findings),
        publishable=int(decision.outcome is Outcome.PUBLISHED),
        why="; ".join(reason.message for reason in decision.reasons),
    )


def count_words(segment: Segment) -> int:
    """How many words a translator is asked for: markup, code and addresses do not count.

    >>> from localize.model import Kind
    >>> count_words(Segment(id="", text="Take 0.5 mg/kg, half-hourly.", kind=Kind.PARAGRAPH))
    5
    """
    if not segment.pieces:
        return len(_WORD.findall(segment.text))
    return sum(
        len(_WORD.findall(segment.text, piece.start, piece.end))
        for piece in segment.pieces
        if piece.kind is PieceKind.TEXT
    )


def sums(rows: Iterable[Row]) -> tuple[Row, ...]:
    """One row a locale, in the order the locales come."""
    by_locale: dict[str, list[Row]] = {}
    for one in rows:
        by_locale.setdefault(one.locale, []).append(one)
    return tuple(
        Row(
            article="",
            locale=locale,
            units=sum(r.units for r in group),
            words=sum(r.words for r in group),
            words_left=sum(r.words_left for r in group),
            counts={state: sum(r.counts.get(state, 0) for r in group) for state in _STATES},
            approved=sum(r.approved for r in group),
            critical=sum(r.critical for r in group),
            publishable=sum(r.publishable for r in group),
            articles=sum(r.articles for r in group),
        )
        for locale, group in by_locale.items()
    )


def cells(one: Row) -> tuple[str, ...]:
    """The cells of a row, under HEADER."""
    if one.article:
        publishable = "yes" if one.publishable else f"no: {one.why}"
    else:
        publishable = f"{one.publishable} of {one.articles}"
    counts = one.counts
    numbers = (
        one.units,
        one.words,
        counts.get(State.UNTRANSLATED, 0),
        counts.get(State.DRAFT, 0),
        counts.get(State.EDITED, 0),
        counts.get(State.REVIEWED, 0),
        one.approved,
        counts.get(State.STALE, 0),
        one.critical,
        one.words_left,
    )
    return (one.locale, one.article or "all", *(str(number) for number in numbers), publishable)


# Badges

_COLOURS = ((100, "#2da44e"), (75, "#57a300"), (50, "#9a6700"), (0, "#bc4c00"))
"""From which percentage on a badge has which colour; each with white text above 4.5:1 or large."""

_NARROW, _WIDE = frozenset("iljtfr.,:;'|!() []"), frozenset("mwMW%@—")


def badge(total: Row) -> str:
    """An SVG badge: how much of a locale is reviewed, by words.

    It says so in words too, for those who do not see it.
    """
    done = total.words - total.words_left
    # Never 100 % before it is.
    percent = 100 * done // total.words if total.words else 100
    colour = next(colour for start, colour in _COLOURS if percent >= start)
    left, right = total.locale, f"{percent}% reviewed"
    return _svg(left, right, colour, f"{left}: {right}, {total.words_left} words left")


def _svg(left: str, right: str, colour: str, title: str) -> str:
    first, second = _width(left) + 12, _width(right) + 12
    width = first + second
    left, right, title = (html.escape(text) for text in (left, right, title))
    font = "font:11px Verdana,DejaVu Sans,sans-serif"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="20" role="img" aria-label="{title}">'
        f'<title>{title}</title><clipPath id="r"><rect width="{width}" height="20" rx="3"/></clipPath>'
        f'<g clip-path="url(#r)"><rect width="{first}" height="20" fill="#444c56"/>'
        f'<rect x="{first}" width="{second}" height="20" fill="{colour}"/></g>'
        f'<g fill="#fff" text-anchor="middle" style="{font}">'
        f'<text x="{first / 2:g}" y="14">{left}</text>'
        f'<text x="{first + second / 2:g}" y="14">{right}</text></g></svg>\n'
    )


def _width(text: str) -> int:
    """About how wide 11 px Verdana is: a badge has no renderer to ask."""
    return round(sum(4 if c in _NARROW else 10.5 if c in _WIDE else 7 for c in text))


def table(rows: Sequence[Row]) -> tuple[tuple[str, ...], ...]:
    """All cells: the articles' rows, and under each locale its sum where it has several articles."""
    found: list[tuple[str, ...]] = []
    for total in sums(rows):
        group = [one for one in rows if one.locale == total.locale]
        found += [cells(one) for one in group]
        if len(group) > 1:
            found.append(cells(total))
    return tuple(found)
