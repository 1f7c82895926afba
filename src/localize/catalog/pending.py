"""What goes into a commit and comes out of it: pending merges, decisions, units and counts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from localize.catalog import store
from localize.catalog.comments import typed
from localize.catalog.drafts import of_entry
from localize.catalog.ledger import Happening
from localize.catalog.merge import Merged, Plan
from localize.catalog.syntax import Document
from localize.model import Article, Draft, Segment, State, Unit


class Pending(NamedTuple):
    """An article merged with its catalog, in memory; pass it to `Workspace.commit`."""

    article: Article
    locale: str
    units: tuple[Unit, ...]
    """One per distinct segment, in the order of the article, as the merge leaves them."""
    wants: tuple[Segment, ...]
    """Segments that have no translation."""
    redraftable: tuple[Unit, ...]
    """Units whose target is exactly what the machine wrote last: it may be replaced."""
    renamed_from: str = ""
    """The catalog, relative to the project, that this article had under another name."""
    vanished: bool = False
    """There is no catalog, but the journal has one with a person's work in it: somebody deleted it.
    `localize recover` brings it back."""
    base: bytes | None = None
    document: Document = Document("", ())
    merged: Merged = Merged()
    record: store.Record = store.Record()


class Written(NamedTuple):
    """What `commit` did."""

    path: Path
    changed: bool
    """Was the PO file written (without `write`: would it be)?"""
    counts: Mapping[State, int]
    units: tuple[Unit, ...]
    """As they are now. Without lines: `load` has those."""
    article: str = ""
    locale: str = ""
    renamed_from: str = ""
    records: tuple[Happening, ...] = ()
    """What the ledger will learn of it. It waits in the outbox, so that it survives a crash."""


class Decision(NamedTuple):
    """What a person decided about one unit."""

    unit: str
    source_sha256: str
    """Of the source that the person saw."""
    target_sha256: str
    """Of the target that the person saw."""
    target: str
    """The text that shall stand."""
    state: State
    """`reviewed` or `edited`; the unit's own state to leave it."""
    who: str = ""
    role: str = ""
    comment: str = ""
    """For the translator's comments."""


def name_of(article_path: str) -> str:
    """A path without its suffix: what a catalog is called."""
    return article_path.rsplit(".", 1)[0]


def distinct(article: Article) -> list[Segment]:
    """The segments of an article without repetitions, in order."""
    return list({segment.id: segment for segment in reversed(article.segments)}.values())[::-1]


def unit_of(
    plan: Plan,
    document: Document,
    record: store.Record,
    locale: str,
    shown: str,
    written: Mapping[str, Draft] | None = None,
) -> Unit:
    """The unit that a plan makes."""
    segment = plan.segment
    if plan.at < 0:
        draft = written.get(segment.id) if written else None
        return Unit(
            segment=segment,
            locale=locale,
            target=plan.target,
            state=plan.state,
            file=shown,
            draft=draft,
        )
    entry = document.entries[plan.at]
    draft = (written or {}).get(segment.id) or record.drafts.get(segment.id)
    if draft is None and entry.key == (segment.context, segment.text):
        draft = of_entry(entry, entry.target if plan.state is State.DRAFT else "")
    return Unit(
        segment=segment,
        locale=locale,
        target=plan.target,
        state=plan.state,
        file=shown,
        line=None if entry.obsolete else entry.line,
        target_line=None if entry.obsolete else entry.target_line,
        previous=plan.previous,
        comments=typed(entry),
        draft=draft,
    )


def counts_of(plans: tuple[Plan, ...], document: Document, merged: Merged) -> dict[State, int]:
    """How many units there are in each state."""
    counts: dict[State, int] = {}
    for plan in plans:
        counts[plan.state] = counts.get(plan.state, 0) + 1
    used = {plan.at for plan in plans}
    gone = sum(
        1
        for index, entry in enumerate(document.entries)
        if entry.obsolete and index not in merged.removed and index not in used
    )
    if gone + len(merged.kept):
        counts[State.OBSOLETE] = gone + len(merged.kept)
    return counts
