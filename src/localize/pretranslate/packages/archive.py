"""What an Argos package must be: one folder in a zip, safe to unpack, complete."""

from __future__ import annotations

import json
import stat
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from localize.errors import InputError, Place
from localize.regex import regex

SUFFIX = ".argosmodel"
LARGEST = 4 << 30
"""Bytes unpacked; no Argos package comes near."""
MOST_FILES = 10_000
HIGHEST_RATIO = 200
"""Unpacked to packed; trained weights hardly shrink at all."""
_RATIO_FROM = 64 << 20
_CODE = regex(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*")
_VERSION = regex(r"[A-Za-z0-9][A-Za-z0-9.+-]{0,31}")
_CHUNK = 1 << 20


class Contents(NamedTuple):
    """What a package says about itself."""

    source: str
    """Argos code of the language it translates from."""
    target: str
    version: str
    argos_version: str = ""
    root: str = ""
    """Its one folder."""
    unpacked: int = 0
    """Bytes."""


def refusal(shown: str, reason: str, remedy: str = "") -> InputError:
    """The error for a package that is not taken."""
    return InputError(
        f"not a usable Argos package: {reason}",
        place=Place(file=shown),
        remedy=remedy or "Nothing was changed. Get the package anew, or choose another one.",
    )


def inspect(path: Path, shown: str, *, largest: int = LARGEST) -> Contents:
    """Read a package from end to end without unpacking it anywhere.

    `shown` is its name in messages. Raises InputError where it is not a whole zip, is unsafe or
    too large to unpack, lacks a file, or does not say what it translates.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            root = _one_safe_root(members, shown)
            unpacked = _size(members, shown, largest)
            _complete({member.filename for member in members}, root, shown)
            contents = metadata(_read_metadata(archive, root, shown), shown)
            _read_all(archive, members, shown)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise refusal(shown, f"the zip is damaged or cut off ({error})") from error
    except (NotImplementedError, RuntimeError) as error:
        raise refusal(shown, f"the zip cannot be read ({error})") from error
    return Contents(
        source=contents.source,
        target=contents.target,
        version=contents.version,
        argos_version=contents.argos_version,
        root=root,
        unpacked=unpacked,
    )


def metadata(raw: bytes, shown: str) -> Contents:
    """What a metadata.json says. Raises InputError where it names no language pair."""
    try:
        data = json.loads(raw.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise refusal(shown, "its metadata.json is not JSON") from error
    if not isinstance(data, dict):
        raise refusal(shown, "its metadata.json is not a JSON object")
    kind = data.get("type", "translate")
    if kind != "translate":
        raise refusal(shown, f"it does not translate: its type is {kind!r}")
    found = {}
    for key, pattern in (("from_code", _CODE), ("to_code", _CODE), ("package_version", _VERSION)):
        value = data.get(key)
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise refusal(shown, f"{key} in its metadata.json is {value!r}")
        found[key] = value
    return Contents(
        source=found["from_code"],
        target=found["to_code"],
        version=found["package_version"],
        argos_version=str(data.get("argos_version", "")),
    )


def _one_safe_root(members: Sequence[zipfile.ZipInfo], shown: str) -> str:
    if len(members) > MOST_FILES:
        raise refusal(shown, f"it has {len(members)} files, more than {MOST_FILES}")
    roots: dict[str, None] = {}
    seen: set[str] = set()
    for member in members:
        name = member.filename
        path = PurePosixPath(name)
        # Names are compared as a file system that ignores case would take them.
        unsafe = (
            path.is_absolute()
            or ".." in path.parts
            or not path.parts
            or any(sign in name for sign in "\\:\0")
            or name.rstrip("/").casefold() in seen
        )
        if unsafe:
            raise refusal(shown, f"it holds an unsafe path, {name!r}")
        mode = member.external_attr >> 16
        if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise refusal(shown, f"{name!r} in it is a link or a device")
        if member.flag_bits & 1:
            raise refusal(shown, "it is encrypted")
        if not member.is_dir() and len(path.parts) < 2:
            raise refusal(shown, f"{name!r} lies outside its folder")
        seen.add(name.rstrip("/").casefold())
        roots[path.parts[0]] = None
    if len(roots) != 1:
        raise refusal(shown, f"it holds {len(roots)} folders instead of one")
    return next(iter(roots))


def _size(members: Sequence[zipfile.ZipInfo], shown: str, largest: int) -> int:
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if unpacked > largest:
        raise refusal(shown, f"it would take {unpacked:,} bytes unpacked, more than {largest:,}")
    if unpacked > _RATIO_FROM and unpacked > HIGHEST_RATIO * max(1, packed):
        raise refusal(shown, f"it would grow from {packed:,} to {unpacked:,} bytes: a zip bomb")
    return unpacked


def _complete(names: set[str], root: str, shown: str) -> None:
    needed: tuple[tuple[str, ...], ...] = (
        ("metadata.json",),
        ("model/model.bin",),
        (
            "model/shared_vocabulary.json",
            "model/shared_vocabulary.txt",
            "model/source_vocabulary.json",
            "model/source_vocabulary.txt",
        ),
        ("sentencepiece.model", "bpe.model"),
    )
    for choices in needed:
        if not any(f"{root}/{choice}" in names for choice in choices):
            raise refusal(shown, f"it lacks {' or '.join(choices[:2])}")


def _read_metadata(archive: zipfile.ZipFile, root: str, shown: str) -> bytes:
    member = archive.getinfo(f"{root}/metadata.json")
    if member.file_size > _CHUNK:
        raise refusal(shown, "its metadata.json is too large")
    return archive.read(member)


def _read_all(archive: zipfile.ZipFile, members: Sequence[zipfile.ZipInfo], shown: str) -> None:
    """Unpack every byte into nothing: checksums and sizes are then known to be true."""
    for member in members:
        read = 0
        with archive.open(member) as file:
            while chunk := file.read(_CHUNK):
                read += len(chunk)
        if read != member.file_size:
            raise refusal(shown, f"{member.filename!r} in it is not as large as it says")


Progress = Callable[[int, int], None]
"""Called with bytes done and bytes in all; 0 in all where that is not known."""
