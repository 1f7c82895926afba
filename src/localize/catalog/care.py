"""Looking back and mending: history, recovery, and what `doctor` asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from localize.catalog import files, journal, store
from localize.catalog.journal import Version
from localize.catalog.ledger import Event, short
from localize.catalog.pending import name_of
from localize.errors import InputError, UsageError, WriteError

if TYPE_CHECKING:
    from localize.catalog.workspace import Workspace


class Told(NamedTuple):
    """One thing that happened to a unit."""

    unit: str
    locale: str
    article: str
    event: Event
    at: str
    who: str
    role: str
    by: str
    """Engine and model."""
    source: str
    target: str
    """The texts, empty where neither catalog nor journal has them any more."""
    source_hash: str
    target_hash: str


class Recovered(NamedTuple):
    """What a recovery brought back (or would bring back)."""

    path: Path
    version: Version
    gained: tuple[tuple[str, str], ...]
    """Source and target of the texts that the file did not have."""
    lost: tuple[tuple[str, str], ...]
    """Those that only the replaced file had; the journal has them."""
    written: bool


class Problem(NamedTuple):
    """Something wrong with a file, for `doctor`."""

    file: str
    says: str
    exit_code: int


def history(workspace: Workspace, unit: str, locales: Collection[str]) -> tuple[Told, ...]:
    """See `Workspace.history`."""
    found = []
    for locale in locales:
        texts: dict[str, dict[str, str]] = {}
        for happening in workspace.ledger(locale).happenings():
            for name, source, target in happening.units:
                if not name.startswith(unit):
                    continue
                article = happening.article
                if article not in texts:
                    texts[article] = _texts(workspace, article, locale)
                found.append(
                    Told(
                        unit=name,
                        locale=locale,
                        article=article,
                        event=happening.event,
                        at=happening.at,
                        who=happening.who,
                        role=happening.role,
                        by=happening.by,
                        source=texts[article].get(source, ""),
                        target=texts[article].get(target, ""),
                        source_hash=source,
                        target_hash=target,
                    )
                )
    return tuple(sorted(found, key=lambda told: told.at))


def _texts(workspace: Workspace, article: str, locale: str) -> dict[str, str]:
    """Every text of a catalog, now and ever, by its short hash."""
    path = workspace.path(article, locale)
    contents = [version.data for version in versions(workspace, article, locale)]
    contents.append(files.read(path) or b"")
    record = store.load(store.path(workspace.config.state, name_of(article), locale))
    drafts = [draft.text for draft in record.drafts.values()]
    found = {short(text): text for text in (*drafts, *record.before.values())}
    for data in contents:
        for _, source, target in journal.texts(data):
            found[short(source)] = source
            found[short(target)] = target
    return found


def versions(workspace: Workspace, article: str, locale: str) -> tuple[Version, ...]:
    """See `Workspace.versions`."""
    where = journal.path(workspace.config.state, name_of(article), locale)
    return tuple(journal.versions(where))


def recover(
    workspace: Workspace, article: str, locale: str, at: dt.datetime | None, *, write: bool
) -> Recovered:
    """See `Workspace.recover`."""
    path = workspace.resolve(workspace.path(article, locale))
    now = files.read(path)
    every = versions(workspace, article, locale)
    shown = workspace.shown(workspace.path(article, locale))
    if at is not None:
        every = tuple([version for version in every if _time(version.at) <= at])
    else:
        every = tuple([version for version in every if version.data != now])
    if not every:
        when = f" of {at.isoformat()} or before" if at is not None else ""
        raise UsageError(
            f"{shown}: the journal has no version{when} to bring back",
            remedy="The journal begins with the first sync that met a person's text.",
        )
    chosen = every[-1]
    have = {(source, target) for _, source, target in journal.texts(now or b"")}
    then = {(source, target) for _, source, target in journal.texts(chosen.data)}
    if write and chosen.data != now:
        log = journal.path(workspace.config.state, name_of(article), locale)
        if now is not None:
            journal.add(log, now, workspace.now())
        try:
            files.replace(path, chosen.data, before=now)
        except files.Moved:
            raise WriteError(
                f"{shown}: was saved by another program at this moment",
                remedy="Run the same command again.",
            ) from None
    return Recovered(
        path=path,
        version=chosen,
        gained=tuple(sorted(then - have)),
        lost=tuple(sorted(have - then)),
        written=write and chosen.data != now,
    )


def _time(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


def verify(workspace: Workspace, locales: Collection[str]) -> tuple[Problem, ...]:
    """See `Workspace.verify`."""
    found = []
    for locale in locales:
        folder = workspace.config.locales / locale
        ledger = workspace.ledger(locale)
        shown = workspace.shown(folder / "ledger.jsonl")
        found += [
            Problem(file=shown, says=text, exit_code=InputError.exit_code)
            for text in ledger.problems()
        ]
        if not folder.is_dir():
            continue
        for path in sorted(folder.rglob("*.po")):
            try:
                workspace.open(path)
            except InputError as error:
                found.append(
                    Problem(file=workspace.shown(path), says=str(error), exit_code=error.exit_code)
                )
        for path in sorted(folder.rglob(f".*{files.TEMPORARY}")):
            says = f"{workspace.shown(path)}: left by a process that died; the next sync that changes its catalog takes it into the journal"
            found.append(Problem(file=workspace.shown(path), says=says, exit_code=0))
    return tuple(found)
