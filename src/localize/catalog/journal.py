"""Every version of a PO file with a person's work in it: `.localize/journal/<locale>/<article>.log`.

A version is appended before the file is replaced, and again what it was replaced by, so that a bad
merge, an editor's accident or an `rm` can be undone with `localize recover`. Each version is one
frame: a line that says when, how long and with which SHA-256, the bytes, and a line end. A frame
that a dying process left unfinished is skipped.

Limits: what only the machine wrote is not here, as the store has it and it can be made again; nor is what
was saved and gone again between two runs of the tool. When a journal passes `LIMIT` bytes it is compacted to its newest `NEWEST` versions and,
of the older ones, those that hold a text no newer one holds. So every msgstr ever seen stays; what
is dropped is only which of them stood in the file together.
"""

from __future__ import annotations

import zlib
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from localize.catalog import files
from localize.catalog.lexer import decode, read
from localize.errors import CatalogError

LIMIT = 1 << 20
NEWEST = 20
_SIGN = b"localize-journal"


class Version(NamedTuple):
    """A PO file as it was once."""

    at: str
    """When it was seen, ISO 8601, UTC."""
    sha256: str
    data: bytes


def path(state: Path, article: str, locale: str) -> Path:
    """Where the versions of an article's catalog are. `article`: its path without suffix."""
    return Path(f"{state}/journal/{locale}/{article}.log")


def add(where: Path, data: bytes, at: str) -> str:
    """Append a version; its SHA-256. Raises WriteError."""
    mark = sha256(data).hexdigest()
    frame = _frame(Version(at, mark, data), packed=False)
    files.append(where, frame)
    if where.stat().st_size > LIMIT:
        _compact(where)
    return mark


def versions(where: Path) -> list[Version]:
    """All versions, oldest first."""
    data = files.read(where) or b""
    found: list[Version] = []
    position = 0
    while True:
        start = data.find(_SIGN, position)
        if start < 0:
            return found
        end = data.find(b"\n", start)
        parts = data[start:end].split(b" ") if end > 0 else []
        try:
            _, _, at, kind, length, mark = (part.decode("ascii") for part in parts)
            body = data[end + 1 : end + 1 + int(length)]
            content = zlib.decompress(body) if kind == "z" else body
        except (ValueError, zlib.error):
            position = start + len(_SIGN)  # cut off, or the sign inside a text
            continue
        if sha256(content).hexdigest() != mark:
            position = start + len(_SIGN)
            continue
        found.append(Version(at, mark, content))
        position = end + 1 + len(body)


def _frame(version: Version, *, packed: bool) -> bytes:
    body = zlib.compress(version.data, 6) if packed else version.data
    kind = b"z" if packed else b"r"
    head = b" ".join(
        [
            _SIGN,
            b"1",
            version.at.encode("ascii"),
            kind,
            str(len(body)).encode("ascii"),
            version.sha256.encode("ascii"),
        ]
    )
    return head + b"\n" + body + b"\n"


def _compact(where: Path) -> None:
    every = versions(where)
    seen: set[tuple[str | None, str, str]] = set()
    kept: list[Version] = []
    for number, version in enumerate(reversed(every)):
        new = texts(version.data) - seen
        if number < NEWEST or new:
            kept.append(version)
            seen |= new
    files.write_cache(where, b"".join(_frame(version, packed=True) for version in reversed(kept)))


def texts(data: bytes) -> set[tuple[str | None, str, str]]:
    """Context, source and target of all entries; one opaque text where the bytes are no PO file."""
    try:
        text, _ = decode(data, "")
        document = read(text)
    except CatalogError:
        return {(None, "", sha256(data).hexdigest())}
    found = {
        (e.context, e.source, target) for e in document.entries for target in (e.target, *e.targets)
    }
    return {item for item in found if item[2]}
