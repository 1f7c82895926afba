"""Glossaries in and out: CSV and TBX, by the file's suffix."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from localize.errors import InputError, Place, UsageError
from localize.terms import problems, table, tbx
from localize.terms.entry import Match, TermEntry
from localize.terms.words import visible

FORMATS = ("csv", "tbx", "tbx2")
"""`tbx` is version 3, `tbx2` version 2."""


class Merged(NamedTuple):
    """What an import brings to a glossary."""

    new: tuple[TermEntry, ...]
    known: int
    """Rows that say what the glossary says already."""
    clashes: tuple[tuple[TermEntry, TermEntry], ...]
    """Rows that say something else of a term than the glossary does, with the glossary's."""


def read(path: Path, source_locale: str) -> tuple[TermEntry, ...]:
    """The entries of a `.csv`, `.tsv`, `.tbx` or `.xml` file.

    Raises InputError or ConfigError, naming file and line, for one that is wrong, UsageError for
    a file of another kind.
    """
    suffix = path.suffix.lower()
    if suffix in (".csv", ".tsv", ".txt"):
        found = table.read_file(path, source_locale)
        if found.problems:
            raise found.problems[0].error()
        return found.entries
    if suffix in (".tbx", ".xml"):
        try:
            data = path.read_bytes()
        except OSError as error:
            place = Place(file=path.name)
            raise InputError(f"cannot be read: {error.strerror}", place=place) from error
        return tbx.read(data, path.name, source_locale)
    raise UsageError(
        f"{path.name}: neither CSV nor TBX", remedy="Glossaries are .csv, .tsv, .tbx or .xml files."
    )


def write(
    entries: Sequence[TermEntry], form: str, source_locale: str, locales: Sequence[str] = ()
) -> str:
    """The entries as text in one of FORMATS. Raises UsageError for another."""
    if form == "csv":
        return table.write(entries, locales=locales)
    if form in ("tbx", "tbx2"):
        return tbx.write(entries, source_locale, 3 if form == "tbx" else 2)
    raise UsageError(f"unknown format {form!r}", remedy=f"Choose one of {', '.join(FORMATS)}.")


def merge(known: Iterable[TermEntry], imported: Iterable[TermEntry]) -> Merged:
    """Sort imported entries into new ones, known ones, and those that cannot stand beside a known one.

    `known` and `new` together load without a problem. An entry that gives a known term forms for
    more locales is a clash too: it belongs into the known row.
    """
    groups: dict[str, list[TermEntry]] = {}
    for entry in known:
        groups.setdefault(_folded(entry), []).append(entry)
    new: list[TermEntry] = []
    same = 0
    clashes: list[tuple[TermEntry, TermEntry]] = []
    for entry in imported:
        group = groups.setdefault(_folded(entry), [])
        if any(_says(other, entry) for other in group):
            same += 1
        elif any(problems.clashes([*group, entry])):
            partner = [one for one in group if one.treatment is entry.treatment]
            clashes.append((entry, (partner or group)[0]))
        else:
            group.append(entry)
            new.append(entry)
    return Merged(tuple(new), same, tuple(clashes))


def _says(known: TermEntry, entry: TermEntry) -> bool:
    """Whether a known entry asks for all that another one does."""
    cased = Match.CASE in (known.match, entry.match)
    return (
        known.treatment is entry.treatment
        and (not cased or visible(known.term) == visible(entry.term))
        and all(set(forms) <= set(known.forms(name)) for name, forms in entry.targets.items())
    )


def _folded(entry: TermEntry) -> str:
    return visible(entry.term).casefold()
