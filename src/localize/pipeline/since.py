"""Which units changed since a git revision: what a pull request has to answer for."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from typing import TYPE_CHECKING

from localize import extract
from localize.errors import LocalizeError, UsageError

if TYPE_CHECKING:
    from localize.pipeline.project import Project


def changed_units(project: Project, revision: str) -> Mapping[str, frozenset[str]]:
    """Unit ids by `locale/article path`: new units, and those whose target differs from the revision's.

    Raises UsageError where git does not know the revision.
    """
    root = project.config.root
    known = subprocess.run(  # noqa: S603 (git, with a revision that cannot be an option)
        ["git", "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"],  # noqa: S607
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    if known.returncode:
        raise UsageError(
            f"--since {revision}: git knows no such revision here",
            remedy="In CI, fetch enough history (fetch-depth: 0).",
        )
    commit = known.stdout.strip()
    changed: dict[str, frozenset[str]] = {}
    errors: list[LocalizeError] = []
    for article in project.articles(project.all_paths, errors):
        before_source = _show(project, commit, f"source/{article.path}")
        for locale in project.locales:
            file = project.workspace.path(article.path, locale).relative_to(root).as_posix()
            before = _show(project, commit, file)
            now = {u.id: (u.target, u.state) for u in project.workspace.load(article, locale)}
            then: dict[str, object] = {}
            if before is not None and before_source is not None:
                old = extract.article(article.path, before_source, project.config.extract)
                then = {
                    u.id: (u.target, u.state)
                    for u in project.workspace.load_bytes(old, locale, before)
                }
            changed[f"{locale}/{article.path}"] = frozenset(
                n for n, v in now.items() if then.get(n) != v
            )
    return changed


def _show(project: Project, commit: str, path: str) -> bytes | None:
    found = subprocess.run(  # noqa: S603 (git, with a commit id and a path of ours)
        ["git", "show", f"{commit}:./{path}"],  # noqa: S607
        cwd=project.config.root,
        capture_output=True,
        check=False,
    )
    return found.stdout if found.returncode == 0 else None
