"""What a translator does to PO files, through polib, and what an author does to an article."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polib


def entries(path: Path) -> dict[str, polib.POEntry]:
    """The entries that are in the article now, by source."""
    return {entry.msgid: entry for entry in polib.pofile(str(path)) if not entry.obsolete}


def obsolete(path: Path) -> dict[str, polib.POEntry]:
    return {entry.msgid: entry for entry in polib.pofile(str(path)).obsolete_entries()}


def accept(path: Path, targets: Mapping[str, str]) -> None:
    """Type translations and remove `fuzzy`, as PO editors do."""
    po = polib.pofile(str(path), wrapwidth=0)
    left = dict(targets)
    for entry in po:
        if not entry.obsolete and entry.msgid in left:
            entry.msgstr = left.pop(entry.msgid)
            entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    assert not left
    po.save(str(path))


def accept_all(path: Path, prefix: str = "") -> None:
    accept(path, {msgid: prefix + msgid for msgid in entries(path)})


def type_fuzzy(path: Path, source: str, target: str) -> None:
    """Type a translation and leave it fuzzy: not yet accepted."""
    po = polib.pofile(str(path), wrapwidth=0)
    [entry] = [e for e in po if e.msgid == source and not e.obsolete]
    entry.msgstr = target
    if "fuzzy" not in entry.flags:
        entry.flags.append("fuzzy")
    po.save(str(path))


def fuzzy(entry: polib.POEntry) -> bool:
    return "fuzzy" in entry.flags
