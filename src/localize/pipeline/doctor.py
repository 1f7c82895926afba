"""`doctor`: everything a project stands on, examined one thing after the other."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from localize.errors import InputError, LocalizeError, WriteError

if TYPE_CHECKING:
    from localize.catalog import Workspace
    from localize.pipeline.project import Project


class Examined(NamedTuple):
    """One thing and how it is."""

    subject: str
    says: str
    exit_code: int = 0
    """0 where all is well, else what a command that meets it would exit with."""

    @property
    def ok(self) -> bool:
        """Is all well with it?"""
        return self.exit_code == 0

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return {
            "subject": self.subject,
            "ok": self.ok,
            "says": self.says,
            "exit_code": self.exit_code,
        }


def examine(project: Project) -> list[Examined]:
    """Examine all of it; a problem in one place does not keep the others from being looked at."""
    return [
        *_one("Python", lambda: sys.version.split()[0]),
        *_one("configuration", lambda: _configuration(project)),
        *_articles(project),
        *_one("glossary", lambda: f"{len(project.terms)} entries" if project.terms else "none"),
        *_catalogs(project),
        *_ledgers(project),
        *_models(project),
        *_one("folders", lambda: _writable(project)),
    ]


def _one(subject: str, ask: Callable[[], str]) -> Iterator[Examined]:
    try:
        yield Examined(subject=subject, says=ask())
    except LocalizeError as error:
        yield Examined(subject=subject, says=str(error), exit_code=error.exit_code)


def _configuration(project: Project) -> str:
    targets = ", ".join(project.locales) or "none"
    return f"{project.config.source_locale} to {targets}"


def _articles(project: Project) -> Iterator[Examined]:
    try:
        paths = project.all_paths
    except LocalizeError as error:
        yield Examined(subject="articles", says=str(error), exit_code=error.exit_code)
        return
    failed: list[LocalizeError] = []
    segments = sum(len(article.segments) for article in project.articles(paths, failed))
    yield Examined(subject="articles", says=f"{len(paths)} with {segments} segments")
    for problem in failed:
        yield Examined(subject="articles", says=str(problem), exit_code=problem.exit_code)


def _workspace(project: Project) -> Workspace:
    """The catalogs, also of a project whose glossary cannot be read."""
    from localize.catalog import Workspace

    try:
        return project.workspace
    except LocalizeError:
        return Workspace(project.config)


def _catalogs(project: Project) -> Iterator[Examined]:
    errors: list[LocalizeError] = []
    try:
        articles = list(project.articles(project.all_paths, errors))
    except LocalizeError:
        return  # said where the articles are examined
    workspace = _workspace(project)
    for locale in project.locales:
        units = 0
        for article in articles:
            try:
                units += len(workspace.load(article, locale))
            except LocalizeError as error:
                yield Examined(
                    subject=f"catalogs {locale}", says=str(error), exit_code=error.exit_code
                )
        yield Examined(subject=f"catalogs {locale}", says=f"{units} units")
        for path in workspace.orphans(locale, project.all_paths):
            says = f"{path}: of no article now; kept, in case it returns"
            yield Examined(subject=f"catalogs {locale}", says=says)


def _ledgers(project: Project) -> Iterator[Examined]:
    workspace = _workspace(project)
    for locale in project.locales:
        try:
            ledger = workspace.ledger(locale)
        except LocalizeError as error:
            yield Examined(subject=f"ledger {locale}", says=str(error), exit_code=error.exit_code)
            continue
        problems = ledger.problems()
        for problem in problems:
            yield Examined(subject=f"ledger {locale}", says=problem, exit_code=InputError.exit_code)
        if not problems:
            yield Examined(
                subject=f"ledger {locale}", says=f"{len(ledger.happenings())} lines, chain whole"
            )


def _models(project: Project) -> Iterator[Examined]:
    name = project.config.translate.engine
    for locale in project.locales:
        yield from _one(f"model {locale}", lambda locale=locale: project.engine(name, locale).model)  # type: ignore[misc]


def _writable(project: Project) -> str:
    blocked = [
        folder.relative_to(project.config.root).as_posix() or "."
        for folder in (project.config.root, project.config.locales, project.config.state)
        if folder.exists() and not os.access(folder, os.W_OK)
    ]
    if blocked:
        raise WriteError(f"not writable: {', '.join(blocked)}")
    return "writable"
