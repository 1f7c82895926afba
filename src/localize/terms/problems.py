"""What can be wrong with a glossary, and rows that cannot stand side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from localize import errors
from localize.terms.entry import Match, TermEntry, Treatment
from localize.terms.words import visible


class Problem(NamedTuple):
    """Something wrong with a glossary."""

    kind: str
    """`encoding`, `syntax`, `column`, `term`, `treatment`, `match`, `duplicate`, `conflict`."""
    reason: str
    place: errors.Place
    remedy: str = ""

    def error(self) -> errors.ConfigError:
        """As the error that stops a command."""
        return errors.ConfigError(self.reason, place=self.place, remedy=self.remedy)


def clashes(entries: Sequence[TermEntry]) -> Iterator[Problem]:
    """Rows that say the same twice, or two things that cannot both be."""
    seen: dict[tuple[str, bool], list[TermEntry]] = {}
    for entry in entries:
        folded = visible(entry.term).casefold()
        avoid = entry.treatment is Treatment.AVOID
        for other in seen.get((folded, avoid), ()):
            if _separate(entry, other):
                continue
            if difference := _contradiction(entry, other):
                yield _clash("conflict", entry, f"{difference}, other than {_where(other)}")
            else:
                yield _clash("duplicate", entry, f"{entry.term!r} is already in {_where(other)}")
            break
        for other in seen.get((folded, not avoid), ()):
            wanted, unwanted = (other, entry) if avoid else (entry, other)
            for locale, forms in unwanted.targets.items():
                for form in sorted(set(forms) & set(wanted.forms(locale))):
                    yield _clash(
                        "conflict",
                        entry,
                        f"{form!r} ({locale}) is accepted and to be avoided, see {_where(other)}",
                    )
        seen.setdefault((folded, avoid), []).append(entry)


def _separate(one: TermEntry, other: TermEntry) -> bool:
    """Whether both can stand: AIDS and aids, told apart by their capitals."""
    differ = visible(one.term) != visible(other.term)
    return differ and Match.CASE in (one.match, other.match)


def _contradiction(one: TermEntry, other: TermEntry) -> str:
    if one.treatment is not other.treatment:
        return f"{one.term!r} is {one.treatment} here"
    if one.match is not other.match:
        return f"{one.term!r} is matched by {one.match} here"
    for locale in sorted(one.targets.keys() & other.targets.keys()):
        if one.targets[locale] != other.targets[locale]:
            return f"{one.term!r} is {' | '.join(one.targets[locale])!r} ({locale}) here"
    return ""


def _where(entry: TermEntry) -> str:
    return f"{entry.file}:{entry.line}"


def _clash(kind: str, entry: TermEntry, reason: str) -> Problem:
    return Problem(
        kind=kind,
        reason=reason,
        place=errors.Place(file=entry.file, line=entry.line),
        remedy="Keep one of the two rows; several accepted forms go into one cell: a | b",
    )
