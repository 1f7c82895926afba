"""Which files below `source/` are articles, and what a project may not reach outside itself."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from localize.config import Config, pattern
from localize.errors import ArticleError, Place, UnsafePathError
from localize.regex import regex

_NO_NAME = regex("[\x00-\x1f\x7f\x85\u2028\u2029\ud800-\udfff]")
"""What no name of an article can have: line ends would break every file that names it; the last are no characters."""


MARKDOWN = (".mdx", ".markdown", ".mdown", ".mkd")
"""Suffixes of articles that the configuration does not include unless told."""


def find(config: Config, passed: list[str] | None = None) -> Iterator[str]:
    """Paths of articles below `source/`. A link to a folder outside the project is among them: it cannot be read.

    `passed` takes those that look like articles, and are neither included nor excluded.
    """
    include = [pattern(p) for p in config.include]
    # The name of a folder stands for all that is below it.
    exclude = [pattern(p) for one in config.exclude for p in (one, f"{one.rstrip('/')}/**")]
    base = os.fspath(config.source)
    followed = {os.path.realpath(base)}
    for folder, names, files in os.walk(base, followlinks=True):
        prefix = folder[len(base) + 1 :].replace(os.sep, "/")
        prefix = f"{prefix}/" if prefix else ""
        below = []
        for name in sorted(names):
            path = f"{folder}{os.sep}{name}"
            if name.startswith("."):
                continue
            if os.path.islink(path):  # noqa: PTH114 (a hot path)
                real = os.path.realpath(path)
                if leaves(path, config.root):
                    if not any(p.fullmatch(f"{prefix}{name}/") for p in exclude):
                        yield f"{prefix}{name}/"
                    continue
                if any(f"{one}{os.sep}".startswith(f"{real}{os.sep}") for one in followed):
                    continue  # a circle
                followed.add(real)
            below.append(name)
        names[:] = below
        for name in files:
            path = f"{prefix}{name}"
            if name.startswith("."):
                continue
            included = any(p.fullmatch(path) for p in include)
            asked = included or (passed is not None and name.endswith(MARKDOWN))
            if not asked or any(p.fullmatch(path) for p in exclude):
                continue
            if included:
                yield str(PurePosixPath(path))
            elif passed is not None:
                passed.append(path)


def read(config: Config, path: str, resolve: Callable[[str], str]) -> bytes:
    """An article's bytes, `resolve` following the links inside the project.

    Raises ArticleError where it cannot be read, UnsafePathError for links that leave.
    """
    shown = path.encode("utf-8", "backslashreplace").decode()
    shown = _NO_NAME.sub(lambda found: f"\\x{ord(found[0]):02x}", shown)
    place = Place(file=f"source/{shown}")
    if _NO_NAME.search(path):
        raise ArticleError(
            "a name that no catalog can have: it is not UTF-8, or has a control character in it",
            place=place,
            remedy="Rename it.",
        )
    try:
        return Path(resolve(f"{config.source}/{path}")).read_bytes()
    except UnsafePathError as error:
        raise UnsafePathError(
            "a link that leaves the project", place=place, remedy="Put the file itself there."
        ) from error
    except OSError as error:
        raise ArticleError(f"cannot be read: {error.strerror}", place=place) from error


def keep_inside(config: Config, folder: Path) -> None:
    """Raises UnsafePathError where a folder the tool writes to, or a link in it, leads out of the project."""
    try:
        entries = [folder, *folder.iterdir()]
    except OSError:
        entries = [folder]
    for path in entries:
        if path.is_symlink() and leaves(path, config.root):
            raise UnsafePathError(
                f"leads out of the project, to {path.resolve()}",
                place=Place(file=path.relative_to(config.root).as_posix()),
                remedy="Replace the link by a folder or file inside the project.",
            )


def leaves(path: str | Path, root: Path) -> bool:
    """Is the path, its links followed, outside the project?"""
    real = os.path.realpath(path)
    base = os.path.realpath(root)
    return not (real == base or real.startswith(base + os.sep))
