"""Names of medicines that no list knows, each beside its amount: “800 mg of Arvenol and 200 mg of Tesprin”."""

from __future__ import annotations

from typing import TYPE_CHECKING

from localize.checks.reading.lexicon import Word
from localize.checks.reading.quantity import Quantity
from localize.regex import regex

if TYPE_CHECKING:
    from localize.checks.base import Pair

_TWO = 2


def exchanged_names(pair: Pair) -> tuple[tuple[Word, Word], tuple[Word, Word]] | None:
    """Two names that both texts have once, with their places in source and target, where each has the amount of the other."""
    plain = pair.source.prose.plain
    if len(pair.alignment.matched) < _TWO or not _NAMED.search(plain):
        return None
    found: list[tuple[Word, Word, Quantity, Quantity]] = []
    for a, b in pair.alignment.matched:
        named = _NAME.match(plain, a.end) if a.unit else None
        place = _only(named[1], pair) if named else None
        if named and place:
            found.append((Word(named[1], *named.span(1)), place, a, b))
    if len(found) != _TWO:
        return None
    (one, there, _, b), (two, here, _, d) = found
    if _beside(pair, there, d) and _beside(pair, here, b):
        return (one, there), (two, here)
    return None


def _only(name: str, pair: Pair) -> Word | None:
    """Where a name stands in the target, if either text has it once."""
    plain = pair.target.prose.plain
    if plain.count(name) != 1 or pair.source.prose.plain.count(name) != 1:
        return None
    start = plain.index(name)
    return Word(name, start, start + len(name))


def _beside(pair: Pair, name: Word, amount: Quantity) -> bool:
    """Does a name stand right behind an amount?"""
    return _OF.fullmatch(pair.target.prose.plain, amount.end, name.start) is not None


_NAMED = regex(r"\d\s?[^\W\d_]+\s(?:of\s)?[A-Z][a-z]{3}")
_NAME = regex(r"\s(?:of\s)?([A-Z][a-z]{3,})\b")
_OF = regex(r"\s(?:d[eio]\s|d'|d[ao]\s|von\s)?")
