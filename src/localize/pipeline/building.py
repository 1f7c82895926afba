"""`build`: localized articles, verified and written with their manifest.

What has not changed since the last build into the same folder is not built again. Articles are spread over processes;
the folder is replaced once, at the end.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from localize import build as stage
from localize import extract
from localize.build.assemble import Assembled, assemble
from localize.build.manifest import Entry, read, units_digest
from localize.build.verify import Reparse
from localize.config import FILE_NAME
from localize.errors import LocalizeError
from localize.model import Article, Finding, State, Unit
from localize.pipeline import checking
from localize.pipeline.evidence import evidence
from localize.pipeline.report import ArticleReport, Report, batches
from localize.pipeline.stamps import Stamps, Stat, stat

if TYPE_CHECKING:
    from localize.build.proof import Problem
    from localize.pipeline.project import Project

PARALLEL_FROM = 24
"""Fewer articles than this are not worth starting processes for."""


@dataclass(slots=True)
class _Outcome:
    entries: list[Entry] = field(default_factory=list)
    files: list[stage.OutputFile] = field(default_factory=list)
    reports: list[ArticleReport] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    errors: list[LocalizeError] = field(default_factory=list)
    held: int = 0
    pages: list[tuple[Assembled, stage.Decision]] = field(default_factory=list)
    """What HTML pages are made of, where they are asked for."""
    published: list[tuple[str, str, tuple[Unit, ...]]] = field(default_factory=list)
    """Article, locale and units of what went out whole and accepted."""


def build(
    project: Project,
    paths: Iterable[str] = (),
    options: stage.Options | None = None,
    *,
    out: Path | None = None,
    check: bool = False,
    jobs: int = 0,
) -> Report:
    """Build the articles asked for. Errors of single articles are in the report; held ones are counted."""
    config = project.config
    options = options or stage.Options(layout=config.build.layout, fallback=config.build.fallback)
    out = out or config.root / "build"
    report = Report()
    chosen = project.select(paths)
    previous = read(out)
    stamps = Stamps(config.state / "built.json", _basis(project, options, out))
    stale: list[str] = []
    for path in chosen:
        if not options.html and all(
            _fresh(project, stamps, previous, out, path, locale) for locale in project.locales
        ):
            for locale in project.locales:
                entry = previous.find(path, locale)
                assert entry is not None
                report.articles.append(_row(project, entry, written=()))
                report.held += entry.state == stage.Outcome.HELD
        else:
            stale.append(path)
    entries: list[Entry] = []
    files: list[stage.OutputFile] = []
    pages: list[tuple[Assembled, stage.Decision]] = []
    published: list[tuple[str, str, tuple[Unit, ...]]] = []
    for outcome in _run(project, stale, options, previous, 1 if options.html else jobs):
        entries += outcome.entries
        files += outcome.files
        report.articles += outcome.reports
        report.findings += outcome.findings
        report.errors += outcome.errors
        report.held += outcome.held
        pages += outcome.pages
        published += outcome.published
    if (
        not stale
        and not check
        and previous.entries
        and stage.settled(config, options, out=out, articles=project.all_paths, previous=previous)
    ):
        return report
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
        articles=project.all_paths,
        locales=None if project.locales == () else (*config.target_locales, *project.locales),
    )
    try:
        result = stage.write(out, files, manifest, root=config.root, check=check)
    except LocalizeError as error:
        report.errors.append(error)
        return report
    changed = {*result.written}
    report.would_change = result.changed
    report.removed = list(result.removed)
    base = os.path.relpath(out, config.root) if out.is_relative_to(config.root) else str(out)
    report.articles = [
        replace(row, written=tuple(f"{base}/{name}" for name in row.written if name in changed))
        for row in report.articles
    ]
    if result.manifest and not check:
        report.written.append(f"{base}/manifest.json")
    if not check:
        for entry in entries:
            path = entry.article.removeprefix("source/")
            stamps.set(f"{entry.locale}/{path}", {}, *_stats(project, out, path, entry))
        stamps.save()
        _publish(project, published)
    order = {path: i for i, path in enumerate(chosen)}
    report.articles.sort(key=lambda r: (order[r.article.removeprefix("source/")], r.locale))
    return report


def _publish(project: Project, published: Sequence[tuple[str, str, tuple[Unit, ...]]]) -> None:
    """Tell the ledger what went out whole and accepted."""
    workspace = project.workspace
    if any(workspace.publish(path, locale, units) for path, locale, units in published):
        with workspace.lock(say=project.say):
            workspace.flush()


def _fresh(
    project: Project, stamps: Stamps, previous: stage.Manifest, out: Path, path: str, locale: str
) -> bool:
    entry = previous.find(path, locale)
    if entry is None:
        return False
    return stamps.fresh(f"{locale}/{path}", *_stats(project, out, path, entry)) is not None


def _stats(project: Project, out: Path, path: str, entry: Entry) -> tuple[Stat | None, ...]:
    workspace, locale = project.workspace, entry.locale
    none: Stat = (-1, -1, -1, -1)
    return (
        stat(project.config.source / path),
        stat(workspace.path(path, locale)) or none,
        stat(project.config.locales / locale / "ledger.jsonl") or none,
        *(stat(out / name) for name in entry.files),
    )


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


_forked: tuple[Project, stage.Options, stage.Manifest] | None = None
"""What a forked process works with; set just before it is forked."""


def _run(
    project: Project,
    paths: Sequence[str],
    options: stage.Options,
    previous: stage.Manifest,
    jobs: int,
) -> Iterable[_Outcome]:
    jobs = jobs or os.cpu_count() or 1
    if jobs == 1 or len(paths) < PARALLEL_FROM or not hasattr(os, "fork"):
        yield _batch(project, paths, options, previous)
        return
    global _forked  # noqa: PLW0603 (how a forked process gets what cannot be pickled)
    _forked = (project, options, previous)
    size = max(4, min(64, -(-len(paths) // (jobs * 4))))
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("fork")) as pool:
        yield from pool.map(_forked_batch, batches(paths, size))
    _forked = None


def _forked_batch(paths: Sequence[str]) -> _Outcome:
    assert _forked is not None
    project, options, previous = _forked
    return _batch(project, paths, options, previous)


def _batch(
    project: Project, paths: Sequence[str], options: stage.Options, previous: stage.Manifest
) -> _Outcome:
    outcome = _Outcome()
    for article in project.articles(paths, outcome.errors):
        for locale in project.locales:
            try:
                _one(project, article, locale, options, previous, outcome)
            except LocalizeError as error:
                outcome.errors.append(error)
    return outcome


def _one(
    project: Project,
    article: Article,
    locale: str,
    options: stage.Options,
    previous: stage.Manifest,
    outcome: _Outcome,
) -> None:
    config = project.config
    units = project.workspace.load(article, locale)
    known = evidence(project, locale, units)
    targets = stage.choose(units, config.build, options, known)
    assembled = assemble(article, locale, units, targets, reparser(project, article))
    found = checking.findings(project, article, locale, units)
    decision = stage.decide(assembled, config.build, options, findings=found, evidence=known)
    files = stage.render(assembled, decision, config, options)
    entry = stage.entry(
        assembled, decision, files, evidence=known, previous=previous.find(article.path, locale)
    )
    outcome.entries.append(entry)
    outcome.files += files
    outcome.findings += [f for f in decision.findings if not f.ignored]
    outcome.held += decision.outcome is stage.Outcome.HELD
    if options.html:
        outcome.pages.append((assembled, decision))
    if decision.outcome is stage.Outcome.PUBLISHED and not decision.fallbacks and units:
        outcome.published.append((article.path, locale, tuple(units)))
    outcome.reports.append(_row(project, entry, written=tuple(str(f.path) for f in files)))


def reparser(project: Project, article: Article) -> Reparse:
    """Takes a localized text of the article apart the way its source was."""
    options = project.config.extract
    return lambda text: extract.article(article.path, text.encode(), options)


def _row(project: Project, entry: Entry, written: tuple[str, ...]) -> ArticleReport:
    path = entry.article.removeprefix("source/")
    file = project.workspace.path(path, entry.locale).relative_to(project.config.root).as_posix()
    states = ("untranslated", "draft", "edited", "reviewed", "stale")
    return ArticleReport(
        article=entry.article,
        locale=entry.locale,
        file=file,
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
