"""`localize build verify DIR`: a published folder held against its manifest, and against the ledger."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from localize.build.manifest import FILE_NAME, Manifest, inside, read
from localize.build.model import Outcome
from localize.errors import CatalogError, Place


class Standing(NamedTuple):
    """What the project knows now of an article in a locale, to be held against a manifest."""

    source_sha256: str
    units_sha256: str
    """By `manifest.units_digest`."""
    unaccepted: tuple[str, ...] = ()
    """Units that the catalog shows as reviewed and the ledger has no acceptance of."""


class Problem(NamedTuple):
    """Something that is not as it should be."""

    code: str
    """`missing`, `changed`, `unknown` (a file), `outdated`, `unaccepted`, `gone` (an article)."""
    path: str
    """The file in the folder, or the article and locale."""
    message: str


def verify(
    folder: Path, standing: Mapping[tuple[str, str], Standing] | None = None
) -> tuple[Problem, ...]:
    """What is wrong with a build folder; nothing where it is proved right.

    `standing` is by article (below `source/`) and locale; without it only the files are held against the
    manifest. Raises CatalogError for a folder without a manifest.
    """
    if not (folder / FILE_NAME).is_file():
        raise CatalogError(
            "not a build folder: it has no manifest.json",
            place=Place(file=str(folder)),
            remedy="Name the folder that localize build wrote.",
        )
    manifest = read(folder)
    problems = _files(folder, manifest)
    problems += _entries(manifest)
    if standing is not None:
        problems += _standing(manifest, standing)
    return tuple(problems)


def _files(folder: Path, manifest: Manifest) -> list[Problem]:
    problems = []
    for name, expected in sorted(manifest.files.items()):
        path = inside(folder, name)
        if path.is_symlink() or not path.is_file():
            problems.append(
                Problem(code="missing", path=name, message="the manifest has it, the folder not")
            )
            continue
        with path.open("rb") as stream:
            if hashlib.file_digest(stream, "sha256").hexdigest() != expected:
                problems.append(
                    Problem(code="changed", path=name, message="changed since it was built")
                )
    for top, _, names in os.walk(folder):
        for name in sorted(names):
            shown = os.path.relpath(os.path.join(top, name), folder).replace(os.sep, "/")  # noqa: PTH118
            if shown != FILE_NAME and shown not in manifest.files:
                problems.append(Problem(code="unknown", path=shown, message="no build wrote it"))
    return problems


def _entries(manifest: Manifest) -> list[Problem]:
    """Where an article that is out disagrees with the list of files."""
    problems = []
    for entry in manifest.entries:
        path, digest = entry.data.get("path"), entry.data.get("target_sha256")
        if path is not None and manifest.files.get(path) != digest:
            problems.append(
                Problem(
                    code="changed",
                    path=str(path),
                    message="the manifest contradicts itself about it",
                )
            )
    return problems


def _standing(manifest: Manifest, standing: Mapping[tuple[str, str], Standing]) -> list[Problem]:
    problems = []
    for entry in manifest.entries:
        path = entry.data.get("path")
        if path is None:
            continue
        article = entry.article.removeprefix("source/")
        now = standing.get((article, entry.locale))
        if now is None:
            problems.append(
                Problem(code="gone", path=path, message="the project has no such article")
            )
            continue
        # What lies there was built from: for a held article, from what its last good build was.
        made = entry.data
        if entry.state == Outcome.HELD:
            made = entry.data.get("last_good") or {}
        if made.get("source_sha256") != now.source_sha256:
            problems.append(
                Problem(
                    code="outdated", path=path, message="its source has changed since it was built"
                )
            )
        elif made.get("units_sha256") != now.units_sha256:
            problems.append(
                Problem(
                    code="outdated",
                    path=path,
                    message="its translation has changed since it was built",
                )
            )
        if entry.state == Outcome.PUBLISHED and now.unaccepted:
            count = len(now.unaccepted)
            problems.append(
                Problem(
                    code="unaccepted",
                    path=path,
                    message=f"{count} of its units have no acceptance in the ledger (localize sync puts them on record): {', '.join(now.unaccepted[:5])}",
                )
            )
    return problems
