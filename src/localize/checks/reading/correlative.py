"""“The more A, the more B”: of the two, how many a translation turned round."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from localize.checks.reading.comparison import signed, value_of
from localize.checks.reading.reading import Reading
from localize.regex import regex

if TYPE_CHECKING:
    from localize.checks.base import Pair

_TWO = 2
_MORE = r"more|less|fewer|worse|better|[a-z]{3,}er"
_CORRELATIVE = regex(rf"\bthe ({_MORE})\b[^.;:!?]*,\s(?:and\s)?the ({_MORE})\b", re.IGNORECASE)
_SECOND = regex(r",\s(?:and\s)?the ", re.IGNORECASE)
"""In all of these; most texts are left alone for want of it."""


def correlative(pair: Pair) -> int | None:
    """Of “the more A, the more B”: how many of the two the target turned round; None where it is not just two.

    “The lower the better” is “the higher the worse”: both may be turned round, but not one.
    """
    plain = pair.source.prose.plain
    found = _CORRELATIVE.search(plain) if "," in plain and _SECOND.search(plain) else None
    if found is None or len(signed(pair.source, ())) > _TWO:
        return None
    ours = _poled(pair.source, _stated(pair.source, found))
    theirs = _poled(pair.target, signed(pair.target, ()))
    if len(ours) != _TWO or len(theirs) != _TWO:
        return None
    return sum(here != there for here, there in zip(ours, theirs, strict=True))


def _stated(reading: Reading, found: re.Match[str]) -> list[tuple[int, bool]]:
    """Where the two of “the more A, the more B” stand, and whether each rises; what no table knows does, “the stiffer”."""
    starts = {place.start: at for at, place in enumerate(reading.places)}
    return [
        (starts[found.start(half)], value_of(found[half].lower(), "en") != "down")
        for half in (1, 2)
    ]


def _poled(reading: Reading, signed: Sequence[tuple[int, bool]]) -> list[bool]:
    """For each comparative of a text, whether it rises, what is said of then reckoned in: “plus le total est bas” falls."""
    locale, words = reading.tables.locale, reading.words
    falling = {
        mark.first
        for family in _POLES
        for mark in reading.marks.get(f"concept.{family}", ())
        if mark.value in _LOW
    }
    found: list[bool] = []
    for (at, up), end in zip(signed, [*(at for at, _ in signed[1:]), len(words)], strict=False):
        lead = value_of(words[at], locale)
        if lead != ("up" if up else "down"):
            found.append(up)  # “plus bas” is down as it is
            continue
        low = sum(
            place in falling
            or _UNDONE.match(words[place]) is not None
            or value_of(f"{words[at]} {words[place]}", locale) not in ("", "none", lead)
            for place in range(at + 1, end)
        )
        found.append(up != (low % _TWO == 1))
    return found


_UNDONE = regex(r"(?:im|in|ir|un)(?:mobil|acti|atti|ati|regel|regul|bewegl|tätig)")
_POLES = ("age", "degree_of_illness", "frequency", "length", "level", "likelihood", "speed", "size", "strength", "width")  # fmt: skip
_LOW = frozenset(("low", "mild", "narrow", "rarely", "short", "slow", "small", "unlikely", "weak", "younger"))  # fmt: skip
