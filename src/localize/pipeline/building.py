"""`build`: localized articles, verified and written with their manifest.

What has not changed since the last build into the same folder is not built again. Articles are spread over processes;
the folder is replaced once, at the end.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from localize import build as stage
from localize.build.manifest import Entry, read, units_digest
from localize.config import FILE_NAME
from localize.errors import LocalizeError
from localize.model import State
from localize.pipeline.evidence import acceptance_mark
from localize.pipeline.report import ArticleReport, Report
from localize.pipeline.spread import spread
from localize.pipeline.stamps import Stamps, Stat, stat

if TYPE_CHECKING:
    from localize.build.assemble import Assembled
    from localize.build.proof import Problem
    from localize.catalog.ledger import Named
    from localize.pipeline.localizing import Outcome
    from localize.pipeline.project import Project


def build(
    project: Project,
    paths: Iterable[str] = (),
    options: stage.Options | None = None,
    *,
    out: Path | None = None,
    check: bool = False,
    jobs: int = 0,
) -> Report:
    """Build the articles asked for. Errors of single articles are in the report; held ones are counted.

    Raises LockError where another build into the same place takes too long.
    """
    config = project.config
    options = options or stage.Options(layout=config.build.layout)
    out = out or config.root / "build"
    chosen = project.select(paths)
    # A build keeps what an earlier one left in its folder: they go one after the other.
    one_at_a_time = project.workspace.lock_folder(out.parent, say=project.say)
    with nullcontext() if check else one_at_a_time:
        report = _build(project, chosen, options, out, jobs, check=check)
    order = {path: i for i, path in enumerate(chosen)}
    report.articles.sort(key=lambda r: (order[r.article.removeprefix("source/")], r.locale))
    return report


def _build(
    project: Project,
    chosen: Sequence[str],
    options: stage.Options,
    out: Path,
    jobs: int,
    *,
    check: bool,
) -> Report:
    config = project.config
    report = Report()
    previous = read(out)
    stamps = Stamps(config.state / "built.json", _basis(project, options, out))
    before = _Before(project, stamps, previous, out)
    stale: list[str] = []
    for path in chosen:
        if not options.html and all(before.fresh(path, locale) for locale in project.locales):
            for locale in project.locales:
                entry = previous.find(path, locale)
                assert entry is not None
                report.articles.append(row_of(project, entry))
                report.held += entry.state == stage.Outcome.HELD
        else:
            stale.append(path)
    entries: list[Entry] = []
    files: list[stage.OutputFile] = []
    pages: list[tuple[Assembled, stage.Decision]] = []
    published: dict[str, dict[str, Named]] = {}
    for outcome in _localized(project, stale, options, previous, jobs, remember=not check):
        entries += outcome.entries
        files += outcome.files
        report.articles += outcome.reports
        report.findings += outcome.findings
        report.errors += outcome.errors
        report.held += outcome.held
        pages += outcome.pages
        for path, locale, texts in outcome.published:
            published.setdefault(locale, {})[path] = texts
    if (
        not stale
        and not check
        and previous.entries
        and stage.settled(config, options, out=out, articles=project.all_paths, previous=previous)
    ):
        _tell(project, {}, report)
        return report
    if project.locales:
        locales = (*config.target_locales, *project.locales)
        previous = previous.within(project.all_paths, locales)
    entries, files = stage.complete(
        entries,
        files,
        config,
        options,
        out=out,
        articles=project.all_paths,
        previous=previous,
        items=pages,
    )
    manifest = stage.manifest(
        entries,
        files,
        config,
        layout=options.layout,
        provenance=_provenance(project),
        previous=previous,
    )
    try:
        result = stage.write(
            out, files, manifest, root=config.root, old=before.manifest, check=check
        )
    except LocalizeError as error:
        report.errors.append(error)
        report.articles = [row._replace(written=()) for row in report.articles]
        return report
    base = os.path.relpath(out, config.root) if out.is_relative_to(config.root) else str(out)
    for name in () if check else result.replaced:
        project.say(f"{base}/{name} was not as a build left it: kept in .localize/replaced/")
    changed = {*result.written}
    report.would_change = result.changed
    report.removed = list(result.removed)
    report.articles = [
        row._replace(written=tuple(f"{base}/{name}" for name in row.written if name in changed))
        for row in report.articles
    ]
    told = {name for row in report.articles for name in row.written}
    report.written = [name for f in result.written if (name := f"{base}/{f}") not in told]
    if result.manifest and not check:
        report.written.append(f"{base}/manifest.json")
    if not check:
        # A build elsewhere is a trial.
        _tell(project, published if out == config.root / "build" else {}, report)
        before.keep(entries)
    return report


def _localized(
    project: Project,
    paths: Sequence[str],
    options: stage.Options,
    previous: stage.Manifest,
    jobs: int,
    *,
    remember: bool,
) -> Iterable[Outcome]:
    if not paths:
        return ()
    from localize.pipeline.localizing import localize

    # Pages are made of all articles together: those stay in this process.
    jobs = 1 if options.html else jobs
    return spread(partial(localize, project, options, previous, remember), paths, jobs)


def row_of(project: Project, entry: Entry, written: tuple[str, ...] = ()) -> ArticleReport:
    """What the report says of an article that the manifest has."""
    path = entry.article.removeprefix("source/")
    states = ("untranslated", "draft", "edited", "reviewed", "stale")
    return ArticleReport(
        article=entry.article,
        locale=entry.locale,
        file=project.workspace.shown(project.workspace.file(path, entry.locale)),
        counts={state: entry.data.get(state, 0) for state in states},
        written=written,
        extra={
            "state": entry.state,
            "path": entry.data.get("path"),
            "fallback": entry.data.get("fallback", 0),
            "reasons": entry.data.get("reasons", []),
            "findings": len(entry.data.get("findings", [])),
        },
    )


def _tell(project: Project, published: Mapping[str, Mapping[str, Named]], report: Report) -> None:
    """Tell the ledgers what went out whole and accepted, and what an earlier build could not tell them.

    `published`: locale -> article -> its texts.
    """
    workspace = project.workspace
    try:
        news = [workspace.publish(locale, articles) for locale, articles in published.items()]
        if any(news) or workspace.unfinished:
            with workspace.lock(say=project.say):
                workspace.flush()
    except LocalizeError as error:
        report.errors.append(error)


@dataclass(slots=True)
class _Before:
    """What the last build into this folder saw."""

    project: Project
    stamps: Stamps
    manifest: stage.Manifest
    out: Path
    ledgers: dict[str, bool] = field(default_factory=dict)
    """Locale -> whether its ledger is the one that was seen."""

    def fresh(self, path: str, locale: str) -> bool:
        """Is all that goes into an article's build what it was?"""
        entry = self.manifest.find(path, locale)
        if entry is None:
            return False
        known = self.stamps.fresh(f"{locale}/{path}", *self._stats(path, entry))
        if known is None:
            return False
        return self._ledger_known(locale) or known.get("ledger") == acceptance_mark(
            self.project, path, locale
        )

    def keep(self, entries: Iterable[Entry]) -> None:
        """Remember what has just been built."""
        read: set[str] = set()
        for entry in entries:
            path = entry.article.removeprefix("source/")
            mark = {"ledger": acceptance_mark(self.project, path, entry.locale)}
            self.stamps.set(f"{entry.locale}/{path}", mark, *self._stats(path, entry))
            read.add(entry.locale)
        for locale in read:  # with the marks of its articles
            self.project.note_sound(locale)
        for locale in self.project.locales:
            self.stamps.set(f"ledger of {locale}", {}, self._ledger_stat(locale))
        self.stamps.save()

    def _ledger_known(self, locale: str) -> bool:
        if locale not in self.ledgers:
            known = self.stamps.fresh(f"ledger of {locale}", self._ledger_stat(locale))
            self.ledgers[locale] = known is not None
        return self.ledgers[locale]

    def _ledger_stat(self, locale: str) -> Stat:
        return stat(self.project.config.locales / locale / "ledger.jsonl") or _NOTHING

    def _stats(self, path: str, entry: Entry) -> tuple[Stat | None, ...]:
        return (
            stat(f"{self.project.source}/{path}"),
            stat(self.project.workspace.file(path, entry.locale)) or _NOTHING,
            *(_built(f"{self.out}/{name}") for name in entry.files),
        )


def _built(path: str) -> Stat | None:
    """Of a built file: when the folder is replaced, what did not change is linked anew."""
    found = stat(path)
    return found and (*found[:2], 0, 0)


_NOTHING: Stat = (-1, -1, -1, -1)


def _basis(project: Project, options: stage.Options, out: Path) -> str:
    found = hashlib.sha256(repr((options, str(out), project.config.extract)).encode())
    found.update(os.environ.get("SOURCE_DATE_EPOCH", "").encode())
    for path in (project.config.root / FILE_NAME, *sorted(project.config.glossary.glob("*.csv"))):
        if path.is_file():
            found.update(path.read_bytes())
    return found.hexdigest()


def _provenance(project: Project) -> stage.Provenance:
    config = project.config
    digests: dict[str, dict[str, str]] = {"models": {}, "glossary": {}}
    for folder in config.translate.models:
        for path in sorted((config.root / folder).glob("*.argosmodel")):
            digests["models"][path.name] = _file_digest(path)
    for path in sorted(config.glossary.glob("*.csv")):
        digests["glossary"][path.relative_to(config.root).as_posix()] = _file_digest(path)
    return stage.Provenance(
        engine=config.translate.engine, models=digests["models"], glossary=digests["glossary"]
    )


def _file_digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def verify(project: Project, folder: Path) -> tuple[Problem, ...]:
    """A published folder held against its manifest, the catalogs and the ledger."""
    from localize.build.proof import Standing
    from localize.build.proof import verify as prove

    standing: dict[tuple[str, str], Standing] = {}
    errors: list[LocalizeError] = []
    for article in project.articles(project.all_paths, errors):
        for locale in project.locales:
            units = project.workspace.load(article, locale)
            ledger = project.workspace.ledger(locale)
            standing[article.path, locale] = Standing(
                source_sha256=article.sha256,
                units_sha256=units_digest(units),
                unaccepted=tuple(
                    u.id
                    for u in units
                    if u.state is State.REVIEWED
                    and not ledger.accepted(u.id, u.segment.text, u.target)
                ),
            )
    return prove(folder, standing)
