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
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from localize.catalog import committing, compose, files, journal, lock, renames, store
from localize.catalog.comments import typed
from localize.catalog.drafts import of_entry
from localize.catalog.journal import Version
from localize.catalog.ledger import Event, Happening, Ledger, Named, Outbox, named
from localize.catalog.lexer import decode, read
from localize.catalog.merge import Memory, merge, state_of
from localize.catalog.pending import Decision, Pending, Written, distinct, name_of, unit_of
from localize.catalog.syntax import Document
from localize.config import Config
from localize.errors import CatalogError, InputError, Place, WorkError
from localize.model import Article, Draft, State, Unit

if TYPE_CHECKING:
    from localize.catalog.care import Problem, Recovered, Told

Terms = Callable[[str], Collection[str]]
_TRIES = 20


class OutdatedError(WorkError):
    """A decision was made about a text that has changed since."""


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Accepted(NamedTuple):
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
        self._locales = str(config.locales)  # a Path is slow to join, and asked for often
        self._root = str(config.root) + os.sep
        self._terms = terms
        self._ledgers: dict[str, Ledger] = {}
        self.outbox = Outbox(config.state / "outbox")
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

    def lock_folder(
        self, folder: Path, wait_s: float = 30, say: Callable[[str], None] = lambda _: None
    ) -> AbstractContextManager[None]:
        """Hold a folder that is going to be replaced against others who would; else as `lock`."""
        return lock.hold_folder(folder, wait_s, say)

    @contextmanager
    def _locked(self, wait_s: float, say: Callable[[str], None]) -> Iterator[None]:
        with lock.hold(self.config.state, wait_s, say):
            if self.outbox.locales():
                self.flush()
            yield

    @property
    def unfinished(self) -> bool:
        """Did a run that died leave something for the ledger?"""
        return bool(self.outbox.locales())

    def path(self, article_path: str, locale: str) -> Path:
        """The PO file of an article: `guide/a.md` -> `locales/es/guide/a.po`."""
        return Path(self.file(article_path, locale))

    def file(self, article_path: str, folder: str, kind: str = "po") -> str:
        """Its path as text: a Path is slow to make, and every article is asked for at every start."""
        return f"{self._locales}/{folder}/{name_of(article_path)}.{kind}"

    def template_path(self, article_path: str) -> Path:
        """Its POT file: `locales/templates/guide/a.pot`."""
        return Path(self.file(article_path, "templates", "pot"))

    def ledger(self, locale: str) -> Ledger:
        """The ledger of a locale, not read yet. Raises UnsafePathError where it leads out."""
        found = self._ledgers.get(locale)
        if found is None:
            path = self.config.locales / locale / "ledger.jsonl"
            found = self._ledgers[locale] = Ledger(self.resolve(path), self.shown(path))
        return found

    # Reading.

    def load(self, article: Article, locale: str) -> tuple[Unit, ...]:
        """The units of an article as its catalog has them now, in the order of the article.

        Writes nothing and merges nothing: a segment whose text is not in the catalog is untranslated.
        Raises CatalogError where the catalog cannot be read.
        """
        _, document = self.open(self.path(article.path, locale))
        return self._units(article, locale, document)

    def load_bytes(self, article: Article, locale: str, data: bytes) -> tuple[Unit, ...]:
        """The same for the content of a PO file that lies elsewhere: an older version."""
        shown = self.shown(self.path(article.path, locale))
        text, bom = decode(data, shown)
        return self._units(article, locale, read(text, shown, bom=bom))

    def _units(self, article: Article, locale: str, document: Document) -> tuple[Unit, ...]:
        record = store.load(store.path(self.config.state, article.name, locale))
        memory = self._memory(record, locale)
        live = {e.key: e for e in document.entries if not e.obsolete and not e.domain}
        shown = document.file
        units = []
        for segment in distinct(article):
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
                _, document = self.open(path)
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

    def orphans(self, locale: str, articles: Collection[str]) -> tuple[str, ...]:
        """The catalogs of a locale that belong to none of the articles, relative to the project."""
        found = renames.orphans(str(self.config.locales / locale), articles)
        return tuple([self.shown(path) for path in found])

    # Merging and writing.

    def merge(self, article: Article, locale: str, others: Collection[str] = ()) -> Pending:
        """Match an article with its catalog, in memory.

        others: paths of all articles of the project; a catalog of none of them may be this
        article's under its old name.
        Raises CatalogError where a catalog cannot be read, UnsafePathError where it leads out.
        """
        path = self.path(article.path, locale)
        base, document = self.open(path)
        name, renamed = article.name, ""
        if base is None and others:
            orphans = self._orphans.get(locale)
            if orphans is None:
                folder = str(self.config.locales / locale)
                orphans = self._orphans[locale] = renames.orphans(folder, others)
            found = renames.find(orphans, article, self._open_quietly)
            if found is not None:
                old, document = found
                renamed = self.shown(old)
                name = old.relative_to(self.config.locales / locale).with_suffix("").as_posix()
        record = store.load(store.path(self.config.state, name, locale))
        merged = merge(document, article.segments, self._memory(record, locale))
        shown = self.shown(path)
        units = tuple([unit_of(plan, document, record, locale, shown) for plan in merged.plans])
        return Pending(
            article=article,
            locale=locale,
            units=units,
            wants=tuple([u.segment for u in units if u.state is State.UNTRANSLATED]),
            redraftable=tuple([u for u in units if u.state is State.DRAFT]),
            renamed_from=renamed,
            vanished=base is None
            and not renamed
            and os.path.exists(journal.path(self.config.state, article.name, locale)),  # noqa: PTH110
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
                return committing.commit(
                    self, pending, drafts or {}, notes, suggestions or {}, reviewed, write=write
                )
            except files.Moved:
                pending = self.merge(pending.article, pending.locale)
        raise self._busy(pending.article.path, pending.locale)

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
        path = self.resolve(self.template_path(article.path))
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

    # Decisions of people, and care.

    def decide(
        self, article: Article, locale: str, decisions: Collection[Decision]
    ) -> tuple[Written, tuple[tuple[Decision, str], ...]]:
        """Write what people decided about units of an article, in one go.

        Returns what was written, and the decisions that no longer fit, each with the reason: those
        change nothing. Raises as `commit` does.
        """
        for _ in range(_TRIES):
            try:
                return committing.decide(self, self.merge(article, locale), decisions)
            except files.Moved:
                continue
        raise self._busy(article.path, locale)

    def set_target(
        self,
        article: Article,
        locale: str,
        unit: str,
        source_sha256: str,
        target_sha256: str,
        target: str,
        state: State,
        who: str = "",
        comment: str = "",
    ) -> Written:
        """Give one unit a target and a state (edited or reviewed), as a person wants it.

        The hashes are of the texts that the person saw. Raises OutdatedError when the article or the
        catalog has other ones by now; then nothing is written.
        """
        decision = Decision(
            unit=unit,
            source_sha256=source_sha256,
            target_sha256=target_sha256,
            target=target,
            state=state,
            who=who,
            comment=comment,
        )
        written, refused = self.decide(article, locale, (decision,))
        for _, reason in refused:
            raise OutdatedError(reason, place=Place(file=self.shown(written.path)))
        return written

    def approve(
        self, article: Article, locale: str, units: Collection[str], who: str, role: str = ""
    ) -> tuple[str, ...]:
        """Note in the ledger that `who` approves units as they stand; the ids of those it was noted for.

        Only reviewed units can be approved. `flush` brings it into the ledger.
        """
        chosen = [
            u for u in self.load(article, locale) if u.id in units and u.state is State.REVIEWED
        ]
        if chosen:
            happening = Happening(
                event=Event.APPROVED,
                article=article.path,
                units=named(chosen),
                who=who,
                role=role,
                at=self.now(),
            )
            self.outbox.add(locale, [happening])
        return tuple([unit.id for unit in chosen])

    def publish(self, locale: str, articles: Mapping[str, Named], who: str = "") -> bool:
        """Note in the ledger which texts a build published, by article; False where it says so already."""
        ledger, at = self.ledger(locale), self.now()
        news = [
            Happening(event=Event.PUBLISHED, article=path, units=texts, who=who, at=at)
            for path, texts in articles.items()
            if ledger.published_units(path) != texts
        ]
        self.outbox.add(locale, news)
        return bool(news)

    def history(self, unit: str, locales: Collection[str]) -> tuple[Told, ...]:
        """What happened to the units whose id begins with `unit`, oldest first."""
        from localize.catalog import care

        return care.history(self, unit, locales)

    def versions(self, article_path: str, locale: str) -> tuple[Version, ...]:
        """The versions of a catalog that the journal has, oldest first."""
        from localize.catalog import care

        return care.versions(self, article_path, locale)

    def recover(
        self, article_path: str, locale: str, at: dt.datetime | None = None, *, write: bool = True
    ) -> Recovered:
        """Bring back a catalog as it was at a time; without one, as it was before what it is now.

        What the file says now goes into the journal first, so that this can be undone too.
        Raises UsageError where the journal has no such version.
        """
        from localize.catalog import care

        return care.recover(self, article_path, locale, at, write=write)

    def verify(self, locales: Collection[str]) -> tuple[Problem, ...]:
        """What is wrong with catalogs and ledgers, for `doctor`."""
        from localize.catalog import care

        return care.verify(self, locales)

    # Helpers.

    def open(self, path: str | Path) -> tuple[bytes | None, Document]:
        """The bytes of a PO file, None where there is none, and what they say."""
        shown = self.shown(path)
        real = Path(self._resolve(str(path)))
        data = files.read(real)
        if data is None:
            return None, Document("", (), file=shown)
        text, bom = decode(data, shown)
        return data, read(text, shown, bom=bom)

    def _busy(self, article_path: str, locale: str) -> WorkError:
        return WorkError(
            "is being changed by another program all the time",
            place=Place(file=self.shown(self.path(article_path, locale))),
            remedy="Close the program that saves it, then run the same command again.",
        )

    def _open_quietly(self, path: str) -> Document | None:
        try:
            base, document = self.open(path)
        except CatalogError:
            return None
        return None if base is None else document

    def _memory(self, record: store.Record, locale: str) -> Memory:
        return Memory(
            wrote=lambda unit, _, target: self.machine_wrote(record, locale, unit, target),
            accepted=self.ledger(locale).accepted,
            terms=self._terms,
        )

    def machine_wrote(self, record: store.Record, locale: str, unit: str, target: str) -> bool:
        """Say whether this is what the machine wrote last, by the store or else by the ledger."""
        return record.wrote(unit, target) or self.ledger(locale).wrote(unit, target)

    def now(self) -> str:
        """The time as ledger and journal have it: ISO 8601, UTC."""
        return self._clock().isoformat(timespec="seconds").replace("+00:00", "Z")

    def resolve(self, path: Path) -> Path:
        """A path without links. Raises UnsafePathError where it leads out of the project."""
        return Path(self._resolve(str(path)))

    def shown(self, path: str | Path) -> str:
        """A path as messages have it: relative to the project."""
        shown, root = str(path), self._root
        return shown[len(root) :].replace(os.sep, "/") if shown.startswith(root) else shown

    def flush(self) -> None:
        """Write the ledgers: what all commits so far, in any process, had to tell them.

        For the process that holds the project's lock; others may go on committing. Raises
        CatalogError for a damaged ledger, UnsafePathError for one that leads out: what it should learn waits
        until it is repaired.
        """
        at, damaged = self.now(), None
        for locale in self.outbox.locales():
            with self.outbox.alone():
                happenings = self.outbox.waiting(locale)
                human = any(h.event is not Event.DRAFTED for h in happenings)
                try:
                    self.ledger(locale).append(happenings, at, durable=human)
                except InputError as error:
                    damaged = damaged or error
                    continue
                self.outbox.clear(locale)
        if damaged is not None:
            raise damaged
