"""The `#.` comments of a PO entry: written anew at every sync, for the translator's eyes.

They hold no positions and no neighbours, so that an inserted paragraph changes no other entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from localize.catalog import draft_note
from localize.model import Draft, Kind, PieceKind, Segment

if TYPE_CHECKING:
    from localize.terms import TermBase


Notes = dict[str, tuple[str, ...]]
"""Unit id -> the lines of its comment."""


def general(segments: Sequence[Segment], risks: Mapping[str, tuple[str, ...]]) -> Notes:
    """What there is to say to translators of any language: where a text stands, its author's notes, its risks."""
    by_id: dict[str, list[Segment]] = {}
    for segment in segments:
        by_id.setdefault(segment.id, []).append(segment)
    tops = {segment.headings[0] for segment in segments if segment.headings}
    # The one title of an article above everything says nothing about a place in it.
    title = tops.pop() if len(tops) == 1 else ""
    return {name: tuple(_lines(found, title, risks.get(name, ()))) for name, found in by_id.items()}


def _lines(found: Sequence[Segment], title: str, risks: Sequence[str]) -> Iterable[str]:
    yield from dict.fromkeys(_where(segment, title) for segment in found)
    for note in dict.fromkeys(note for segment in found for note in segment.notes):
        yield f"Note: {note}"
    if risks:
        yield f"Risk: {', '.join(risks)}"


def compose(
    known: Notes,
    segments: Sequence[Segment],
    locale: str,
    terms: TermBase | None,
    drafts: Mapping[str, Draft],
) -> Notes:
    """The general notes of an article, and what its translators into a locale have to know besides: terms and drafts."""
    if terms is None and not drafts:
        return known
    first = {segment.id: segment for segment in reversed(segments)}
    found = {}
    for name, lines in known.items():
        draft = (draft_note(drafts[name]),) if name in drafts else ()
        found[name] = (*lines, *_glossary(first[name], locale, terms), *draft)
    return found


def _where(segment: Segment, title: str) -> str:
    above = segment.headings[1:] if segment.headings[:1] == (title,) else segment.headings
    path = " › ".join(above)
    kind = segment.kind.value
    if segment.kind is Kind.FRONT_MATTER or segment.field:
        kind = f"{kind}: {segment.field}"
    return f"{path} ({kind})" if path else f"({kind})"


def code_spans(segment: Segment) -> tuple[tuple[int, int], ...]:
    """Where no term is looked for: everything but running text."""
    return tuple((p.start, p.end) for p in segment.pieces if p.kind is not PieceKind.TEXT)


def _glossary(segment: Segment, locale: str, terms: TermBase | None) -> Iterable[str]:
    if terms is None:
        return
    said: dict[str, None] = {}
    skip = code_spans(segment)
    hits = (*terms.match(segment.text, skip=skip), *terms.discouraged(segment.text, skip=skip))
    for hit in sorted(hits, key=lambda hit: hit.start):
        entry = hit.entry
        forms = " | ".join(entry.forms(locale))
        note = f" ({entry.note})" if entry.note else ""
        if entry.treatment == "keep":
            said[f"Glossary: {entry.term}: keep as it is{note}"] = None
        elif entry.treatment == "translate" and forms:
            said[f"Glossary: {entry.term} → {forms}{note}"] = None
        elif entry.treatment == "avoid" and forms:
            said[f"Glossary: {entry.term}: do not use {forms}{note}"] = None
    yield from said
