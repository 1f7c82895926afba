"""`models.lock`: size and SHA-256 of every package the project was given. TOML, committed."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from localize.errors import InputError, Place, WriteError

NAME = "models.lock"
_HEAD = "# Written by `localize models`: what the packages of this project must be.\nversion = 1\n"
_REMEDY = "Take it from version control, or remove it and add the models again."


class Locked(NamedTuple):
    """One package of the lock file."""

    file: str
    """Relative to the project, with forward slashes."""
    source: str
    target: str
    version: str
    size: int
    sha256: str
    origin: str = ""
    """Where it was got: a URL without credentials, or the name of a file."""


def read(root: Path) -> tuple[Locked, ...]:
    """The packages of a project's lock file; none without one.

    Raises InputError for a lock file that is not understood.
    """
    try:
        text = (root / NAME).read_bytes().decode()
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("cannot be read", place=Place(file=NAME), remedy=_REMEDY) from error
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(
            f"not valid TOML: {error}", place=Place(file=NAME), remedy=_REMEDY
        ) from error
    packages = data.get("package", [])
    if data.get("version") != 1 or not isinstance(packages, list):
        raise InputError("not a lock file of version 1", place=Place(file=NAME), remedy=_REMEDY)
    found = []
    for number, package in enumerate(packages, 1):
        try:
            found.append(
                Locked(
                    file=_text(package["file"]),
                    source=_text(package["from"]),
                    target=_text(package["to"]),
                    version=_text(package["version"]),
                    size=int(package["size"]),
                    sha256=_text(package["sha256"]),
                    origin=_text(package.get("origin", "")),
                )
            )
        except (KeyError, TypeError, ValueError) as error:
            raise InputError(
                f"package {number} is incomplete: {error}", place=Place(file=NAME), remedy=_REMEDY
            ) from error
    return tuple(found)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not a string")
    return value


def write(root: Path, packages: Sequence[Locked]) -> None:
    """Replace the lock file, sorted by file; without packages it is removed.

    Raises WriteError where that cannot be done; the old file then is as it was.
    """
    path = root / NAME
    tables = map(_table, sorted(packages, key=lambda one: one.file))
    text = "\n".join([_HEAD, *tables])
    try:
        if packages:
            replace(path, text.encode())
        else:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise WriteError(f"cannot be written: {error.strerror}", place=Place(file=NAME)) from error


def _table(package: Locked) -> str:
    values = {
        "file": package.file,
        "from": package.source,
        "to": package.target,
        "version": package.version,
        "size": package.size,
        "sha256": package.sha256,
        "origin": package.origin,
    }
    # What JSON writes for strings and numbers is TOML too.
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
    return "\n".join(["[[package]]", *lines, ""])


def replace(path: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises OSError."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
