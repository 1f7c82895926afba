"""`sync`: articles and catalogs brought together, drafts made, everything written that changed and nothing else.

Articles go through in batches, so that memory does not grow with their number; all segments of a batch go to the
engine in one call. Without an engine that needs the cores for itself, batches are spread over processes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from localize.config import FILE_NAME
from localize.errors import LocalizeError
from localize.model import Article, Draft, Segment, State
from localize.pipeline.report import ArticleReport, Report
from localize.pipeline.spread import spread
from localize.pipeline.stamps import Stamps, Stat, stat

if TYPE_CHECKING:
    from localize.catalog import Pending
    from localize.pipeline.notes import Notes
    from localize.pipeline.project import Project
    from localize.pretranslate import Engine

Progress = Callable[[int, int], None]
"""(done, total)"""

LIGHT_ENGINES = frozenset({"", "pseudo"})
"""Engines that take no cores of their own; the empty name is no engine."""


class SyncOptions(NamedTuple):
    """What `sync` was asked for."""

    engine: str = ""
    """The name of the engine; empty for no machine translation."""
    redraft: frozenset[str] = frozenset()
    """`locale/path` of the articles whose drafts are made again: the glossary has changed since."""
    write: bool = True
    jobs: int = 0
    """Processes; 0 for as many as there are cores."""


@dataclass(slots=True)
class _Outcome:
    """What came of a batch, small enough to cross a process border."""

    size: int = 0
    """Articles in it."""
    reports: list[ArticleReport] = field(default_factory=list)
    errors: list[LocalizeError] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    stamps: list[tuple[str, Mapping[str, int], tuple[Stat | None, ...]]] = field(
        default_factory=list
    )
    notices: list[str] = field(default_factory=list)
    recorded: int = 0
    """Things people did that the ledger did not know yet."""


def sync(
    project: Project,
    paths: Iterable[str] = (),
    options: SyncOptions | None = None,
    progress: Progress | None = None,
) -> Report:
    """Bring catalogs up to date with their articles. Errors of single articles are in the report."""
    options = options or SyncOptions()
    chosen = project.select(paths)
    if passed := sorted(project.passed_over):
        end = passed[0][passed[0].rindex(".") :]
        project.say(
            f"source/{passed[0]} is passed over{f', and {len(passed) - 1} more' if passed[1:] else ''}: "
            f'add "**/*{end}" to `include` or to `exclude` in localize.toml'
        )
    report = Report()
    stamps, stale = _look(project, chosen, options, report)
    if options.write and (stale or project.workspace.unfinished):
        with project.workspace.lock(say=project.say):
            if stamps.outrun():  # another process was at work meanwhile
                report = Report()
                stamps, stale = _look(project, chosen, options, report)
            _work(project, stale, stamps, options, progress, report)
    else:
        _work(project, stale, stamps, options, progress, report)
    report.would_change = bool(report.written) or any(r.written for r in report.articles)
    order = {path: i for i, path in enumerate(chosen)}
    report.articles.sort(
        key=lambda r: (order[r.article.removeprefix("source/")], project.locales.index(r.locale))
    )
    return report


def _look(
    project: Project, chosen: Sequence[str], options: SyncOptions, report: Report
) -> tuple[Stamps, list[str]]:
    """What the last sync saw, and the articles that differ from it; the others go into the report."""
    stamps = Stamps(
        project.config.state / "stamps.json",
        _basis(project, options.engine),
        project.glossary_sha256,
    )
    stale: list[str] = []
    lost = {locale for locale in project.locales if project.workspace.ledger(locale).blank()}
    for path in chosen:
        known = {
            locale: stamps.fresh(f"{locale}/{path}", *_stats(project, path, locale))
            for locale in project.locales
        }
        if None in known.values() or any(_told(known[locale]) for locale in lost):
            stale.append(path)
            continue
        for locale, counts in known.items():
            report.articles.append(_report(project, path, locale, counts or {}))
    return stamps, stale


def _told(counts: Mapping[str, int] | None) -> bool:
    """Has an article units that the ledger had to learn of?"""
    return bool(counts and (counts.get("reviewed") or counts.get("edited")))


def _work(
    project: Project,
    stale: Sequence[str],
    stamps: Stamps,
    options: SyncOptions,
    progress: Progress | None,
    report: Report,
) -> None:
    """Bring these articles up to date; the lock is the caller's."""
    keys = (f"{locale}/{path}" for path in stale for locale in project.locales)
    options = options._replace(redraft=frozenset(key for key in keys if stamps.outdated(key)))
    for outcome in _run(project, stale, options, progress):
        report.articles += outcome.reports
        report.errors += outcome.errors
        report.written += outcome.written
        report.recorded += outcome.recorded
        for key, counts, stats in outcome.stamps:
            stamps.set(key, counts, *stats)
        for notice in outcome.notices:
            project.say(notice)
    damaged = list(_damaged_ledgers(project))
    report.errors += damaged
    # What a damaged ledger should learn waits: without stamps the next sync brings it again.
    if options.write and stale and not damaged:
        try:
            project.workspace.flush()
        except LocalizeError as error:
            report.errors.append(error)
        else:
            for locale in project.locales:
                project.note_sound(locale)
            stamps.save()


def _damaged_ledgers(project: Project) -> Iterable[LocalizeError]:
    """What is wrong with ledgers that somebody else than a sync has written to."""
    for locale in project.locales:
        try:
            if not project.sound(locale):
                project.workspace.ledger(locale).happenings()
        except LocalizeError as error:
            yield error


def _basis(project: Project, engine: str) -> str:
    """A digest of what all articles depend on."""
    found = hashlib.sha256(engine.encode())
    path = project.config.root / FILE_NAME
    if path.is_file():
        found.update(path.read_bytes())
    found.update(project.glossary_sha256.encode())
    found.update(repr(project.config.extract).encode())
    return found.hexdigest()


def _stats(project: Project, path: str, locale: str) -> tuple[Stat | None, ...]:
    workspace = project.workspace
    return (
        stat(f"{project.source}/{path}"),
        stat(workspace.file(path, locale)),
        stat(workspace.file(path, "templates", "pot")),
    )


def _report(project: Project, path: str, locale: str, counts: Mapping[str, int]) -> ArticleReport:
    file = project.workspace.shown(project.workspace.file(path, locale))
    return ArticleReport(article=f"source/{path}", locale=locale, file=file, counts=counts)


def _run(
    project: Project, paths: Sequence[str], options: SyncOptions, progress: Progress | None
) -> Iterable[_Outcome]:
    light = options.engine in LIGHT_ENGINES
    # An engine that takes all cores is asked by one process, which tells how far it is.
    work = partial(_batch, project, options, None if light else progress)
    done = 0
    for outcome in spread(work, paths, options.jobs if light else 1):
        done += outcome.size
        if progress and light:
            progress(done, len(paths))
        yield outcome


def _batch(
    project: Project, options: SyncOptions, progress: Progress | None, paths: Sequence[str]
) -> _Outcome:
    from localize.pipeline import notes

    outcome = _Outcome(size=len(paths))
    pending: list[tuple[Article, Pending]] = []
    told: dict[str, Notes] = {}
    workspace = project.workspace
    for article in project.articles(paths, outcome.errors, remember=options.write):
        outcome.notices += [
            f"source/{article.path}:{line}: {text}" for line, text in article.notices
        ]
        try:
            told[article.path] = notes.general(article.segments, project.risks(article))
            merged = [
                workspace.merge(article, locale, project.all_paths) for locale in project.locales
            ]
            pending += [(article, found) for found in merged]
            outcome.notices += [_vanished(project, found) for found in merged if found.vanished]
            if workspace.write_template(article, told[article.path], write=options.write):
                outcome.written.append(workspace.shown(workspace.template_path(article.path)))
        except LocalizeError as error:
            outcome.errors.append(error)
    failed: set[str] = set()
    for locale in project.locales:
        mine = [(article, found) for article, found in pending if found.locale == locale]
        drafts = _drafts(project, locale, mine, options, progress, outcome, failed)
        for article, found in mine:
            try:
                _commit(project, article, found, told, drafts, options, outcome, locale in failed)
            except LocalizeError as error:
                outcome.errors.append(error)
    return outcome


def _vanished(project: Project, found: Pending) -> str:
    path = project.workspace.shown(project.workspace.file(found.article.path, found.locale))
    article = f"source/{found.article.path}"
    return f"{path} is gone; what people wrote in it comes back with: localize recover {article} --to {found.locale}"


def _drafts(
    project: Project,
    locale: str,
    mine: Sequence[tuple[Article, Pending]],
    options: SyncOptions,
    progress: Progress | None,
    outcome: _Outcome,
    failed: set[str],
) -> Mapping[str, Draft]:
    """Drafts by unit id for what has none: from accepted translations first, then from the engine."""
    if not options.engine:
        return {}
    wanted: dict[str, Segment] = {}
    for article, found in mine:
        for segment in found.wants:
            wanted.setdefault(segment.id, segment)
        if f"{locale}/{article.path}" in options.redraft:
            for unit in found.redraftable:
                if unit.draft and unit.draft.engine == options.engine:
                    wanted.setdefault(unit.id, unit.segment)
    if not wanted:
        return {}
    drafts: dict[str, Draft] = {}
    if options.engine != "pseudo":
        memory = project.memory(locale)
        for segment in wanted.values():
            exact = memory.exact(segment)
            if exact is not None:
                drafts[segment.id] = exact
    rest = [segment for segment in wanted.values() if segment.id not in drafts]
    if not rest:
        return drafts
    from localize.pretranslate import draft

    try:
        engine = project.engine(options.engine, locale)
        if not options.write:
            failed.add(locale)  # something would be drafted: that is all a check wants to know
            return drafts
        drafts |= draft(
            rest,
            config=project.config,
            target=locale,
            engine=engine,
            reverse=_reverse(project, options.engine, locale, outcome),
            terms=project.terms,
            progress=progress,
        )
    except LocalizeError as error:
        if options.write:  # a check asks what would change, and without an engine that is nothing
            failed.add(locale)
            _note(outcome, error)
    return drafts


def _reverse(project: Project, name: str, locale: str, outcome: _Outcome) -> Engine | None:
    """The engine that judges drafts by the way back; drafts are made without a damaged one."""
    try:
        return project.reverse(name, locale)
    except LocalizeError as error:
        _note(outcome, error)
        return None


def _note(outcome: _Outcome, error: LocalizeError) -> None:
    if str(error) not in [str(known) for known in outcome.errors]:
        outcome.errors.append(error)


def _commit(
    project: Project,
    article: Article,
    found: Pending,
    told: Mapping[str, Notes],
    drafts: Mapping[str, Draft],
    options: SyncOptions,
    outcome: _Outcome,
    unmet: bool,
) -> None:
    from localize.catalog import Event
    from localize.pipeline import notes

    workspace, locale = project.workspace, found.locale
    open_units = {s.id for s in found.wants} | {u.id for u in found.redraftable}
    same = {u.id for u in found.redraftable if u.id in drafts and drafts[u.id].text == u.target}
    own = {name: drafts[name] for name in open_units - same if name in drafts}
    # Only of what is still a draft: of a text that a person wrote, the engine's doubts are untrue.
    known = {
        u.id: u.draft for u in found.units if u.draft is not None and u.state is State.DRAFT
    } | own
    lines = notes.compose(told[article.path], article.segments, locale, project.terms, known)
    written = workspace.commit(
        found,
        own,
        lines,
        _suggestions(project, locale, found.wants) if options.engine else None,
        reviewed=_taken_over(project, own),
        write=options.write,
    )
    path = workspace.shown(workspace.file(article.path, locale))
    changed = written.changed or (not options.write and unmet and bool(found.wants))
    counts = {state.value: number for state, number in written.counts.items() if number}
    new = [own[unit.id] for unit in written.units if unit.id in own]
    outcome.recorded += sum(len(h.units) for h in written.records if h.event is not Event.DRAFTED)
    outcome.reports.append(
        _report(project, article.path, locale, counts)._replace(
            written=(path,) if changed else (),
            drafted=len(new),
            reused=sum(d.engine == "memory" for d in new),
            protected=sum(d.protected for d in new),
            flagged=sum(d.band == "low" for d in new),
        )
    )
    if not unmet and options.write:
        outcome.stamps.append(
            (f"{locale}/{article.path}", counts, _stats(project, article.path, locale))
        )


def _taken_over(project: Project, drafts: Mapping[str, Draft]) -> frozenset[str]:
    """Drafts that count as reviewed: the same source in the same context, where the project says so."""
    if project.config.translate.reuse != "reviewed":
        return frozenset()
    from localize.pretranslate.memory import SAME_CONTEXT

    return frozenset(
        n for n, d in drafts.items() if d.engine == "memory" and d.rung == SAME_CONTEXT
    )


def _suggestions(
    project: Project, locale: str, segments: Iterable[Segment]
) -> dict[str, tuple[str, ...]]:
    """Near matches for the translator, by unit id."""
    memory = project.memory(locale)
    found: dict[str, tuple[str, ...]] = {}
    for segment in segments if len(memory) else ():
        near = memory.near(segment)
        if near:
            found[segment.id] = tuple(
                f"{one.similarity} % like “{one.source}”: {one.target} ({one.difference})"
                for one in near
            )
    return found
