"""Abbreviations where a text introduces them: `brain-derived neurotrophic factor (BDNF)`.

Where the glossary has the long form, the two are asked for as one term: the preferred long form, then the
abbreviation in brackets (its own form, where the glossary has one), in the source's order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

from localize.model import Role
from localize.pretranslate.flow import Atom, atom_index
from localize.regex import regex
from localize.terms import Hit, TermEntry, Treatment

_NAME = r"(?=[^\W_]*[^\W\d_])(?:[^\W_]+(?:-[^\W_]+)*)"
_AFTER = regex(rf"\s+\((?P<short>{_NAME})\)")
_BEFORE = regex(rf"(?<!\w)(?P<short>{_NAME})\s+\(\Z")
_PLURAL = regex(r"(?<=[^\W\d_a-z])s\Z")
_INVARIABLE = frozenset({"es", "fr", "it", "ca", "gl"})
"""Languages whose abbreviations take no s in the plural."""


class Introduction(NamedTuple):
    """A long form and its abbreviation in a text, and what they have to be in the target."""

    hit: Hit
    """Both together, as a term."""
    long: tuple[int, int]
    short: tuple[int, int]
    long_form: str
    short_form: str


def is_abbreviation(word: str) -> bool:
    """Whether a word is written like one: two capitals, or one and a digit.

    >>> [word for word in ("BDNF", "mRNA", "SSRIs", "ACE2", "Ketamine", "see") if is_abbreviation(word)]
    ['BDNF', 'mRNA', 'SSRIs', 'ACE2']
    """
    capitals = sum(char.isupper() for char in word)
    return len(word) <= 12 and (capitals > 1 or (capitals > 0 and any(map(str.isdigit, word))))


def introductions(
    text: str,
    hits: Iterable[Hit],
    form: Callable[[Hit], str],
    locale: str,
) -> Iterator[Introduction]:
    """What a text introduces; `hits` are all its terms, `form` gives the preferred form of one of them."""
    known = {(hit.start, hit.end): hit for hit in hits}
    for long in known.values():
        asked = long.entry.treatment is Treatment.TRANSLATE and long.entry.forms(locale)
        if not asked or is_abbreviation(long.text):
            continue
        after = _AFTER.match(text, long.end)
        before = (
            _BEFORE.search(text, 0, long.start) if text[long.end : long.end + 1] == ")" else None
        )
        found = after or before
        if found is None or not is_abbreviation(found["short"]):
            continue
        short = found.span("short")
        shorts = _shorts(found["short"], known.get(short), form, locale)
        longs = tuple(dict.fromkeys((form(long), *long.entry.forms(locale))))
        order = "{0} ({1})" if after else "{1} ({0})"
        start = min(long.start, found.start())
        end = found.end() if after else long.end + 1
        entry = TermEntry(
            term=order.format(long.entry.term, found["short"]),
            treatment=Treatment.TRANSLATE,
            targets={locale: tuple(order.format(*both) for both in product(longs, shorts))},
        )
        yield Introduction(
            hit=Hit(start, end, entry, text[start:end]),
            long=(long.start, long.end),
            short=short,
            long_form=longs[0],
            short_form=shorts[0],
        )


def _shorts(
    short: str, hit: Hit | None, form: Callable[[Hit], str], locale: str
) -> tuple[str, ...]:
    """How the abbreviation may be written in the target, the best first."""
    if hit is not None and hit.entry.treatment is Treatment.TRANSLATE and hit.entry.forms(locale):
        return tuple(dict.fromkeys((form(hit), *hit.entry.forms(locale))))
    if hit is None and locale.partition("-")[0] in _INVARIABLE and _PLURAL.search(short):
        return (short[:-1], short)
    return (short,)


def held(
    core: str, atoms: Sequence[Atom], find: Callable[[str], Iterable[Introduction]]
) -> list[tuple[int, int, str]]:
    """The introductions of a part of a flow: (start, end, its target), markup and literals in it kept.

    `find` gives those of a plain text. One whose markup begins or ends inside a form is left out.
    """
    shown: list[str] = []
    places: list[int] = []
    for at, char in enumerate(core):
        index = atom_index(char)
        seen = char
        if index is not None:
            seen = atoms[index].shown or ("\ufffc" if atoms[index].role is Role.SOLO else "")
        shown.append(seen)
        places += [at] * len(seen)
    result = []
    for one in find("".join(shown)):
        parts = []
        for (low, high), form in ((one.long, one.long_form), (one.short, one.short_form)):
            start, end = places[low], places[high - 1] + 1
            parts.append((start, end, _with_atoms(core[start:end], form, atoms)))
        span = _balanced(core, places[one.hit.start], places[one.hit.end - 1] + 1, atoms)
        if span is None or any(text is None for *_, text in parts):
            continue
        (a, b, first), (c, d, second) = sorted(parts)
        target = f"{core[span[0] : a]}{first}{core[b:c]}{second}{core[d : span[1]]}"
        result.append((*span, target))
    return result


def _with_atoms(source: str, form: str, atoms: Sequence[Atom]) -> str | None:
    """The form, with the literals of its source as the atoms they are; None where one is not in it once."""
    for char in source:
        index = atom_index(char)
        if index is None:
            continue
        literal = atoms[index].shown
        if not literal or form.count(literal) != 1:
            return None
        form = form.replace(literal, char)
    return form


def _balanced(core: str, start: int, end: int, atoms: Sequence[Atom]) -> tuple[int, int] | None:
    """The stretch with the markup that begins or ends right at it, so that all of its spans are whole."""
    while True:
        inside = {i for i in map(atom_index, core[start:end]) if i is not None}
        partners = {p for i in inside if (p := atoms[i].partner) is not None}
        loose = partners - inside
        if not loose:
            return start, end
        if start and atom_index(core[start - 1]) in loose:
            start -= 1
        elif end < len(core) and atom_index(core[end]) in loose:
            end += 1
        else:
            return None
