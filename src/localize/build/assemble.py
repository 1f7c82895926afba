"""Targets into the source's own bytes: splice, verify, fall back.

Nothing is re-rendered. A unit whose target equals its source, or has none, leaves the source's bytes as they are.
A target that would break the structure is left out, its source stands in its place and a finding says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from localize.build.encode import encode, settle
from localize.build.verify import Reparse, markup_difference, same_structure
from localize.model import Article, Finding, Severity, Unit


class Assembled(NamedTuple):
    """A localized article, verified."""

    article: Article
    locale: str
    text: str
    """With the source's BOM and line endings."""
    units: tuple[Unit, ...]
    fallbacks: tuple[str, ...] = ()
    """Ids of the units whose target would have broken the structure."""
    findings: tuple[Finding, ...] = ()
    """One for each of them."""
    places: tuple[tuple[int, int], ...] = ()
    """Where in `text` each slot's text stands now, parallel to the article's slots."""


def assemble(
    article: Article,
    locale: str,
    units: Sequence[Unit],
    targets: Mapping[str, str],
    reparse: Reparse,
) -> Assembled:
    """The article with `targets` (unit id -> text) in its slots.

    What a target lost or gained in markup is found unit by unit; then the whole is taken apart again by
    `reparse` and compared with the source, and units that spoil it are found by halving.
    """
    reasons: dict[str, str] = {}
    settled: dict[str, str] = {}
    for segment in article.segments:
        target = targets.get(segment.id, "")
        if segment.id in settled or segment.id in reasons or not target or target == segment.text:
            continue
        text = settle(segment, target)
        difference = markup_difference(segment, text)
        if difference:
            reasons[segment.id] = difference
        elif text != segment.text:
            settled[segment.id] = text
    if settled and not article.path.lower().endswith(".txt"):
        for broken in _culprits(article, settled, sorted(settled), reparse):
            reasons[broken] = (
                "the text would be read as something else in its place (a block, a cell, markup)"
            )
            del settled[broken]
    text, places = splice(article, settled)
    known = {unit.id: unit for unit in units}
    findings = tuple(
        structure_finding(known[name], article, reason)
        for name, reason in reasons.items()
        if name in known
    )
    return Assembled(
        article=article,
        locale=locale,
        text=text,
        units=tuple(units),
        fallbacks=tuple(reasons),
        findings=findings,
        places=places,
    )


def structure_finding(unit: Unit, article: Article, reason: str) -> Finding:
    """The finding for a unit that cannot be published as it stands."""
    return Finding(
        check="structure",
        dimension="design and markup",
        severity=Severity.CRITICAL,
        locale=unit.locale,
        article=f"source/{article.path}",
        message=f"would break the article's structure: {reason}",
        unit=unit.id,
        source=unit.segment.text,
        target=unit.target,
        file=unit.file,
        line=unit.target_line or unit.line,
    )


def splice(article: Article, settled: Mapping[str, str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The article's text with settled targets in the slots of their units, and where each slot is then."""
    source = article.text
    newline = "\r\n" if "\r\n" in source else "\n"
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    at = length = 0
    for segment, slot in zip(article.segments, article.slots, strict=True):
        gap = source[at : slot.start]
        target = settled.get(segment.id)
        text = source[slot.start : slot.end]
        if target is not None:
            text = encode(segment, slot, target, text)
            if newline != "\n":
                text = text.replace("\n", newline)
        parts += (gap, text)
        places.append((length + len(gap), length + len(gap) + len(text)))
        length += len(gap) + len(text)
        at = slot.end
    parts.append(source[at:])
    return "".join(parts), tuple(places)


def _culprits(
    article: Article, settled: Mapping[str, str], names: Sequence[str], reparse: Reparse
) -> list[str]:
    """The units among `names` that spoil the structure."""
    if _holds(article, {name: settled[name] for name in names}, reparse):
        return []
    if len(names) == 1:
        return list(names)
    middle = len(names) // 2
    found = [
        *_culprits(article, settled, names[:middle], reparse),
        *_culprits(article, settled, names[middle:], reparse),
    ]
    rest = {name: settled[name] for name in names if name not in found}
    # Each half can be fine alone and the two not together; then none of them is taken.
    return found if not rest or _holds(article, rest, reparse) else list(names)


def _holds(article: Article, settled: Mapping[str, str], reparse: Reparse) -> bool:
    if not settled:
        return True
    text, _ = splice(article, settled)
    return same_structure(article, reparse(text), [settled.get(s.id) for s in article.segments])
