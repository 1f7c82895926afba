"""The catalogs of a project, for one run: what pipeline works with.

`merge` and `commit` of different articles may run in different processes while the parent holds
the lock; `flush` is the parent's, at the end (and at the next start, after a crash).

What is written, in this order: the journal (both versions), the outbox of the ledger, the store, the
PO file, at last the ledger. Dying between any two of them loses nothing: the PO file is whole, a
draft is known as a draft, and what the ledger has to learn waits in the outbox.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from localize.catalog import compose, files, journal, lock, store
from localize.catalog.comments import typed
from localize.catalog.drafts import of_entry
from localize.catalog.ledger import Event, Happening, Ledger, Outbox, short
from localize.catalog.lexer import Document, decode, read
from localize.catalog.merge import Memory, Merged, Plan, merge, state_of
from localize.config import Config
from localize.errors import CatalogError, Place, WorkError
from localize.model import Article, Draft, Segment, State, Unit, unit_id

Terms = Callable[[str], Collection[str]]
_TRIES = 20


class OutdatedError(WorkError):
    """A decision was made about a text that has changed since."""


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
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
    base: bytes | None = None
    document: Document = field(default_factory=lambda: Document("", ()))
    merged: Merged = field(default_factory=Merged)
    record: store.Record = field(default_factory=store.Record)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A translation that a person accepted."""

    source: str
    target: str
    context: str | None
    article: str
    """The catalog's name: the article's path without its suffix."""


class Workspace:
    """The catalogs, ledgers and stores of one project."""

    def __init__(
        self,
        config: Config,
        *,
        clock: Callable[[], dt.datetime] = _now,
        terms: Terms | None = None,
    ) -> None:
        """terms: the terms of the term base that stand in a source text, for careful merging."""
        self.config = config
        self._clock = clock
        self._terms = terms
        self._ledgers: dict[str, Ledger] = {}
        self._outbox = Outbox(config.state / "outbox")
        self._resolve = files.Resolver(config.root)
        self._orphans: dict[str, list[str]] = {}

    # Where things are.

    def lock(
        self, wait_s: float = 30, say: Callable[[str], None] = lambda _: None
    ) -> AbstractContextManager[None]:
        """Hold the project against other writers; on entering, finish what a crash left.

        Raises LockError when another process holds it for longer than `wait_s`.
        """
        return self._locked(wait_s, say)

    @contextmanager
    def _locked(self, wait_s: float, say: Callable[[str], None]) -> Iterator[None]:
        with lock.hold(self.config.state, wait_s, say):
            if self._outbox.locales():
                self.flush()
            yield

    def path(self, article_path: str, locale: str) -> Path:
        """The PO file of an article: `guide/a.md` -> `locales/es/guide/a.po`."""
        return self.config.locales / locale / f"{_name(article_path)}.po"

    def template_path(self, article_path: str) -> Path:
        """Its POT file: `locales/templates/guide/a.pot`."""
        return self.config.locales / "templates" / f"{_name(article_path)}.pot"

    def ledger(self, locale: str) -> Ledger:
        """The ledger of a locale, not read yet."""
        found = self._ledgers.get(locale)
        if found is None:
            path = self.config.locales / locale / "ledger.jsonl"
            found = self._ledgers[locale] = Ledger(path, self._shown(path))
        return found

    # Reading.

    def load(self, article: Article, locale: str) -> tuple[Unit, ...]:
        """The units of an article as its catalog has them now, in the order of the article.

        Writes nothing and merges nothing: a segment whose text is not in the catalog is untranslated.
        Raises CatalogError where the catalog cannot be read.
        """
        path = self.path(article.path, locale)
        _, document = self._open(path)
        record = store.load(store.path(self.config.state, article.name, locale))
        memory = self._memory(record, locale)
        live = {e.key: e for e in document.entries if not e.obsolete and not e.domain}
        shown = self._shown(path)
        units = []
        for segment in _distinct(article):
            entry = live.get((segment.context, segment.text))
            if entry is None:
                units.append(Unit(segment=segment, locale=locale, file=shown))
                continue
            state = state_of(entry, segment.id, memory)
            units.append(
                Unit(
                    segment=segment,
                    locale=locale,
                    target=entry.target,
                    state=state,
                    file=shown,
                    line=entry.line,
                    target_line=entry.target_line,
                    previous=entry.previous if entry.fuzzy else None,
                    comments=typed(entry),
                    draft=record.drafts.get(segment.id)
                    or of_entry(entry, entry.target if state is State.DRAFT else ""),
                )
            )
        return tuple(units)

    def accepted(self, locale: str) -> Iterator[Accepted]:
        """Every reviewed translation in the locale's catalogs, catalog by catalog.

        A catalog that cannot be read is left out: it is reported where its own article is.
        """
        folder = self.config.locales / locale
        for path in sorted(folder.rglob("*.po")) if folder.is_dir() else ():
            try:
                _, document = self._open(path)
            except CatalogError:
                continue
            name = path.relative_to(folder).with_suffix("").as_posix()
            for entry in document.entries:
                if entry.target and not entry.fuzzy and not entry.domain:
                    yield Accepted(
                        source=entry.source,
                        target=entry.target,
                        context=entry.context,
                        article=name,
                    )

    def approved(self, units: Collection[Unit]) -> frozenset[str]:
        """Ids of those units that a second person has approved, just as they are."""
        return frozenset(
            unit.id
            for unit in units
            if self.ledger(unit.locale).approved(unit.id, unit.segment.text, unit.target)
        )

    # Merging and writing.

    def merge(self, article: Article, locale: str, others: Collection[str] = ()) -> Pending:
        """Match an article with its catalog, in memory.

        others: paths of all articles of the project; a catalog of none of them may be this
        article's under its old name.
        Raises CatalogError where a catalog cannot be read, UnsafePathError where it leads out.
        """
        path = self.path(article.path, locale)
        base, document = self._open(path)
        name, renamed = article.name, ""
        if base is None and others:
            found = self._renamed(article, locale, others)
            if found is not None:
                old, document = found
                renamed = self._shown(old)
                name = old.relative_to(self.config.locales / locale).with_suffix("").as_posix()
        record = store.load(store.path(self.config.state, name, locale))
        merged = merge(document, article.segments, self._memory(record, locale))
        shown = self._shown(path)
        units = tuple([_unit(plan, document, record, locale, shown) for plan in merged.plans])
        return Pending(
            article=article,
            locale=locale,
            units=units,
            wants=tuple([u.segment for u in units if u.state is State.UNTRANSLATED]),
            redraftable=tuple([u for u in units if u.state is State.DRAFT]),
            renamed_from=renamed,
            base=base,
            document=document,
            merged=merged,
            record=record,
        )

    def commit(
        self,
        pending: Pending,
        drafts: Mapping[str, Draft] | None = None,
        notes: Mapping[str, tuple[str, ...]] | None = None,
        suggestions: Mapping[str, tuple[str, ...]] | None = None,
        *,
        reviewed: Collection[str] = (),
        write: bool = True,
    ) -> Written:
        """Write what has changed, and only that.

        drafts: unit id -> machine text, for `pending.wants` and `pending.redraftable`; a draft for
            any other unit is ignored, and so is an empty one.
        notes: unit id -> `#.` lines; those of a unit that is not named stay.
        suggestions: unit id -> lines for the comments of a unit that gets a draft or has none.
        reviewed: ids of drafts that count as reviewed (exact matches with equal context).
        write: False to write nothing; `Written.changed` says whether something would be.

        When somebody saved the file since the merge, it is read and merged again. Raises WriteError
        when it cannot be written.
        """
        for _ in range(_TRIES):
            try:
                return self._commit(
                    pending, drafts or {}, notes, suggestions or {}, reviewed, write=write
                )
            except files.Moved:
                pending = self.merge(pending.article, pending.locale)
        raise WorkError(
            "is being changed by another program all the time",
            place=Place(file=self._shown(self.path(pending.article.path, pending.locale))),
            remedy="Close the program that saves it, then run the same command again.",
        )

    def _commit(
        self,
        pending: Pending,
        drafts: Mapping[str, Draft],
        notes: Mapping[str, tuple[str, ...]] | None,
        suggestions: Mapping[str, tuple[str, ...]],
        reviewed: Collection[str],
        *,
        write: bool,
    ) -> Written:
        article, locale, record = pending.article, pending.locale, pending.record
        path = self.path(article.path, locale)
        plans, written = compose.filled(pending.merged.plans, drafts, suggestions, reviewed)
        merged = replace(pending.merged, plans=plans)
        text = compose.text(pending.document, merged, notes, article.path, locale)
        data = (b"\xef\xbb\xbf" if pending.document.bom else b"") + text.encode(
            "utf-8", "surrogatepass"
        )
        changed = data != pending.base
        counts = _counts(plans, pending.document, merged)
        units = pending.units
        if written:
            shown = self._shown(path)
            units = tuple(
                [
                    _unit(plan, pending.document, record, locale, shown, written)
                    if plan.segment.id in written
                    else unit
                    for plan, unit in zip(plans, units, strict=True)
                ]
            )
        result = Written(
            path=path,
            changed=changed or bool(pending.renamed_from),
            counts=counts,
            units=units,
            article=article.path,
            locale=locale,
            renamed_from=pending.renamed_from,
        )
        if not write:
            return result
        at = self._clock().isoformat(timespec="seconds").replace("+00:00", "Z")
        log = journal.path(self.config.state, article.name, locale)
        journaled = record.journaled
        human = False
        if pending.document.entries:
            human = any(plan.state in _HUMAN for plan in pending.merged.plans) or bool(
                pending.document.entries and any(e.obsolete for e in pending.document.entries)
            )
        if pending.base is not None and sha256(pending.base).hexdigest() != journaled:
            journaled = journal.add(log, pending.base, at)
        if changed:
            if pending.document.entries or pending.document.header:
                from localize.catalog import inventory

                machine = {
                    e.target
                    for e in pending.document.entries
                    if e.fuzzy and self._wrote(record, locale, e.source, e.context, e.target)
                }
                inventory.prove(pending.document, text, machine)
            if human or any(plan.state in _HUMAN for plan in plans) or pending.base is not None:
                # What only the machine wrote is in the store already.
                journaled = journal.add(log, data, at)
        happenings, seen = self._happenings(pending, plans, written, reviewed, at)
        self._outbox.add(locale, happenings)
        new = self._record(pending, plans, written, seen, journaled, merged)
        where = store.path(self.config.state, article.name, locale)
        if new != record or pending.renamed_from:
            store.save(where, new)
        if changed:
            real = Path(self._resolve(str(path)))
            files.replace(real, data, before=pending.base, durable=human)
        if pending.renamed_from:
            self._drop_renamed(pending)
        return replace(result, records=tuple(happenings))

    def write_template(
        self,
        article: Article,
        notes: Mapping[str, tuple[str, ...]] | None = None,
        *,
        write: bool = True,
    ) -> bool:
        """Write the POT file of an article; True where that changes (or would change) it.

        Raises WriteError when it cannot be written.
        """
        path = Path(self._resolve(str(self.template_path(article.path))))
        data = compose.template_text(article, notes or {}).encode("utf-8", "surrogatepass")
        before = files.read(path)
        if before == data:
            return False
        if write:
            try:
                files.replace(path, data, before=before, durable=False)
            except files.Moved:
                files.write_cache(path, data)  # nobody's work is in a template
        return True

    # Helpers.

    def _happenings(
        self,
        pending: Pending,
        plans: tuple[Plan, ...],
        written: Mapping[str, Draft],
        reviewed: Collection[str],
        at: str,
    ) -> tuple[list[Happening], dict[str, tuple[str, str]]]:
        """What the ledger has to learn, and what it knows then."""
        seen: dict[str, tuple[str, str]] = {}
        groups: dict[tuple[Event, str, str], list[tuple[str, str, str]]] = {}
        who = pending.document.header_field("Last-Translator")
        ledger = self.ledger(pending.locale)
        known = pending.record.seen
        for plan in plans:
            segment, state = plan.segment, plan.state
            if state is State.UNTRANSLATED:
                continue
            mark = short(plan.target)
            now = (str(state), mark)
            seen[segment.id] = now
            if known.get(segment.id) == now:
                continue
            draft = written.get(segment.id)
            if draft is not None:
                event = Event.REVIEWED if segment.id in reviewed else Event.DRAFTED
                key = (event, "", f"{draft.engine} {draft.model}".strip())
            elif state is State.STALE:
                continue  # nobody did anything to it yet
            else:
                status = ledger.status(segment.id, segment.text, plan.target)
                found = _event(state, status)
                if found is None:
                    continue
                key = (found, who, "")
            groups.setdefault(key, []).append((segment.id, short(segment.text), mark))
        return [
            Happening(
                event=event,
                article=pending.article.path,
                units=tuple(units),
                who=person,
                role="translator" if person else "",
                by=by,
                at=at,
            )
            for (event, person, by), units in groups.items()
        ], seen

    def _record(
        self,
        pending: Pending,
        plans: tuple[Plan, ...],
        written: Mapping[str, Draft],
        seen: Mapping[str, tuple[str, str]],
        journaled: str,
        merged: Merged,
    ) -> store.Record:
        old = pending.record
        if not old.drafts and not pending.document.entries:
            drafts = dict(written)
            before: dict[str, str] = {}
        else:
            ids = {plan.segment.id for plan in plans}
            drafts = {}
            stay = set(ids)
            if any(unit not in ids for unit in old.drafts):
                stay |= {
                    unit_id(e.source, e.context)
                    for index, e in enumerate(pending.document.entries)
                    if e.obsolete and index not in merged.removed
                }
                stay |= {unit_id(kept.source, kept.context) for kept in merged.kept}
            drafts = {unit: draft for unit, draft in old.drafts.items() if unit in stay}
            for plan, unit in zip(plans, pending.units, strict=True):
                if plan.state is State.DRAFT and unit.draft and plan.segment.id not in drafts:
                    drafts[plan.segment.id] = unit.draft
            before = {
                unit: drafts[unit].text
                for unit in written
                if unit in drafts and drafts[unit].text != written[unit].text
            }
            drafts.update(written)
            if not written:
                before = {unit: text for unit, text in old.before.items() if unit in drafts}
        return store.Record(drafts=drafts, before=before, seen=seen, journaled=journaled)

    def _drop_renamed(self, pending: Pending) -> None:
        """Delete the old catalog of a renamed article: all of it is in the new one."""
        old = self.config.root / pending.renamed_from
        data = files.read(old)
        text = None if data is None else decode(data, pending.renamed_from)[0]
        if data is None or text != pending.document.text:
            return  # changed since: it stays, and nothing is lost
        files.remove(old, before=data)
        folder = self.config.locales / pending.locale
        name = old.relative_to(folder).with_suffix("").as_posix()
        store.path(self.config.state, name, pending.locale).unlink(missing_ok=True)

    def _renamed(
        self, article: Article, locale: str, others: Collection[str]
    ) -> tuple[Path, Document] | None:
        """The catalog of no article that has most in common with this one."""
        orphans = self._orphans.get(locale)
        if orphans is None:
            orphans = self._orphans[locale] = self._without_article(locale, others)
        wanted = {(segment.context, segment.text) for segment in article.segments}
        best: tuple[float, Path, Document] | None = None
        for path in orphans:
            try:
                base, document = self._open(path)
            except CatalogError:
                continue
            if base is None:
                continue  # recognised as another article's already
            live = {e.key for e in document.entries if not e.obsolete and not e.domain}
            common = len(wanted & live)
            share = common / max(1, min(len(wanted), len(live)))
            if share > 0.5 and common >= min(3, len(wanted)) and (best is None or share > best[0]):
                best = (share, Path(path), document)
        return None if best is None else best[1:]

    def _without_article(self, locale: str, others: Collection[str]) -> list[str]:
        """The catalogs of a locale that belong to none of the articles."""
        folder = str(self.config.locales / locale)
        own = {_name(other) for other in others}
        found = []
        for parent, _, names in os.walk(folder):
            below = parent[len(folder) + 1 :].replace(os.sep, "/")
            for name in names:
                if name.endswith(".po"):
                    article = f"{below}/{name[:-3]}" if below else name[:-3]
                    if article not in own:
                        found.append(f"{parent}{os.sep}{name}")
        return sorted(found)

    def _open(self, path: str | Path) -> tuple[bytes | None, Document]:
        shown = self._shown(path)
        real = Path(self._resolve(str(path)))
        data = files.read(real)
        if data is None:
            return None, Document("", (), file=shown)
        text, bom = decode(data, shown)
        return data, read(text, shown, bom=bom)

    def _memory(self, record: store.Record, locale: str) -> Memory:
        ledger = self.ledger(locale)

        def wrote(unit: str, source: str, target: str) -> bool:
            _ = source  # the unit's id names it
            return record.wrote(unit, target) or ledger.wrote(unit, target)

        return Memory(wrote=wrote, accepted=ledger.accepted, terms=self._terms)

    def _wrote(
        self, record: store.Record, locale: str, source: str, context: str | None, target: str
    ) -> bool:
        unit = unit_id(source, context)
        return record.wrote(unit, target) or self.ledger(locale).wrote(unit, target)

    def _shown(self, path: str | Path) -> str:
        shown, root = str(path), str(self.config.root) + os.sep
        return shown[len(root) :].replace(os.sep, "/") if shown.startswith(root) else shown

    def flush(self, records: Iterable[object] = ()) -> None:
        """Write the ledgers: what all commits so far, in any process, had to tell them. For the process that holds the lock.

        Raises CatalogError for a damaged ledger: what it should learn waits until it is repaired.
        """
        _ = records  # they are in the outbox already, which is what survives a crash
        at = self._clock().isoformat(timespec="seconds").replace("+00:00", "Z")
        for locale in self._outbox.locales():
            happenings, _ = self._outbox.waiting(locale)
            ledger = self.ledger(locale)
            human = any(h.event is not Event.DRAFTED for h in happenings)
            ledger.append(happenings, at, durable=human)
            self._outbox.clear(locale)


_HUMAN = (State.EDITED, State.REVIEWED, State.STALE)


def _event(state: State, status: Event | None) -> Event | None:
    """What a person did to a unit that is in this state, as far as the ledger does not know it."""
    if state is State.REVIEWED:
        return None if status in (Event.REVIEWED, Event.APPROVED) else Event.REVIEWED
    if state is State.EDITED:
        if status in (Event.REVIEWED, Event.APPROVED):
            return Event.WITHDRAWN
        return None if status in (Event.EDITED, Event.WITHDRAWN) else Event.EDITED
    return None


def _name(article_path: str) -> str:
    return article_path.rsplit(".", 1)[0]


def _distinct(article: Article) -> list[Segment]:
    return list({segment.id: segment for segment in reversed(article.segments)}.values())[::-1]


def _unit(
    plan: Plan,
    document: Document,
    record: store.Record,
    locale: str,
    shown: str,
    written: Mapping[str, Draft] | None = None,
) -> Unit:
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


def _counts(plans: tuple[Plan, ...], document: Document, merged: Merged) -> dict[State, int]:
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
