"""Whether the source bounds a number by other words than a limit: “wait an hour”, “the past year”, “only two”."""

from __future__ import annotations

import re

from localize.checks.base import Pair
from localize.checks.reading.denial import limit_words
from localize.checks.reading.limit import Limit, limit_of
from localize.checks.reading.limits import LENGTHS, ranges
from localize.checks.reading.quantity import Quantity
from localize.checks.reading.reading import Reading
from localize.checks.reading.turning import turns
from localize.regex import regex

_TWO = 2
_WIDE = 40
"""Characters from a limit to what it is for."""


def new(pair: Pair, a: Quantity, b: Quantity, limit: Limit) -> bool:
    """Does the source bound `a` in no way by which the limit of `b` in the target may be meant?"""
    source = pair.source
    if _awaited(source, a):
        return limit.sides == {"down"} and not limit.turned
    if limit.sides == {"down"} and _only_so_many(source, a):
        return False
    return not (
        said(source, a, limit)
        or _per(source, a, limit)
        or _compared(source, a, limit)
        or (a.unit in LENGTHS and (_refrained(pair, a, b, limit) or _used_up(source, a, limit)))
    )


def said(reading: Reading, quantity: Quantity, limit: Limit) -> bool:
    """Does the text say a limit away from its number, or as the end of a range: “at least 4, at most 5” as “4–5”?"""
    return _loose(reading, limit.sides) or ranges(reading).get(quantity.start, "") in limit.sides


def _loose(reading: Reading, sides: frozenset[str]) -> bool:
    """Does the text say so anywhere, bound to a number or not?"""
    marks = limit_words(reading)
    values = {value for mark in marks for value in limit_of(mark, reading).all}
    values |= {
        {"max": "le", "min": "ge"}[mark.value.rstrip("?")]
        for mark in reading.marks.get("concept.limit", ())
    }
    values |= {
        _SIDES[mark.value]
        for mark in reading.marks.get("concept.degree", ())
        if mark.value in _SIDES
    }
    return bool(Limit(frozenset(values)).sides & sides)


_SIDES = {"more": "gt", "less": "lt"}


def _compared(reading: Reading, quantity: Quantity, limit: Limit) -> bool:
    """“Lower at 24 months” is “menor a los 24 meses”, “a higher 8 mg dose” “una dosis mayor de 8 mg”."""
    word = _HIGHER if limit.sides == {"up"} else _LOWER
    found = word.search(reading.prose.plain, max(0, quantity.start - _WIDE), quantity.start)
    return found is not None


_HIGHER = regex(r"\b(?:higher|greater|larger|longer|more)\s(?!than\b)[^.,;:]*$")
_LOWER = regex(r"\b(?:lower|smaller|shorter|less|fewer)\s(?!than\b)[^.,;:]*$")


def _only_so_many(reading: Reading, quantity: Quantity) -> bool:
    """“Only two visitors are let in” is “at most two”; so is “two minutes, no longer”."""
    if _NO_LONGER.match(reading.prose.plain, quantity.end):
        return True
    return any(
        mark.value == "strict" and 0 <= quantity.start - mark.end <= 1
        for mark in reading.marks.get("scope", ())
    )


_NO_LONGER = regex(
    r"[^.,;:]{0,30},?\s(?:and |but )?(?:no|not|never) (?:longer|more)(?=[.,;:!?)]|$)"
)


def _used_up(reading: Reading, quantity: Quantity, limit: Limit) -> bool:
    """“Throw away three months after opening” is “keep for three at most”, “in the past 12 months” “less than 12 ago”."""
    plain = reading.prose.plain
    if limit.sides == {"down"} and (
        any(mark.value == "discard" for mark in reading.marks.get("concept.keepaway", ()))
        or ("le" in limit.all and _RENEWED.search(plain, 0, quantity.start))
    ):
        return True
    return "lt" in (*limit.all, limit.said) and bool(_PAST.search(plain, 0, quantity.start))


_RENEWED = regex(
    r"\b(?:(?:good|fit|usable|valid) for|expires?|replac(?:e|ed)|chang(?:e|ed)|renew(?:ed)?)\b[^.,;:]*$",
    re.IGNORECASE,
)
_PAST = regex(r"\b(?:past|last|previous|preceding|recent)\s$", re.IGNORECASE)


def _refrained(pair: Pair, a: Quantity, b: Quantity, limit: Limit) -> bool:
    """“No food in the six hours before” is six hours at least: what must not be done for so long may be done later.

    What was “excluded within the past six months” is not what is excluded after more than six.
    """
    return (
        limit.sides == {"up"}
        and turns(pair.source, a.start) % _TWO == 1
        and not (
            _PAST.search(pair.source.prose.plain, 0, a.start) and turns(pair.target, b.start) % _TWO
        )
    )


def _awaited(reading: Reading, quantity: Quantity) -> bool:
    """“Wait a quarter of an hour” is “not before a quarter of an hour has passed”, and not “within” one."""
    return quantity.unit in LENGTHS and any(
        mark.value == "wait" and 0 <= quantity.start - mark.end <= _WIDE
        for mark in reading.marks.get("scope", ())
    )


def _per(reading: Reading, quantity: Quantity, limit: Limit) -> bool:
    """“At least one nurse for every two patients” is at most two patients to a nurse."""
    plain = reading.prose.plain
    found = _EVERY.search(plain, max(0, quantity.start - _WIDE), quantity.start)
    ahead = [
        mark for mark in reading.marks.get("comparator", ()) if found and mark.end < found.start()
    ]
    if not ahead or not found or found.start() - ahead[-1].end > _WIDE:
        return False
    sides = limit_of(ahead[-1], reading).sides
    return bool(sides) and sides.isdisjoint(limit.sides)


_EVERY = regex(
    r"\b(?:for (?:every|each)|to (?:every|each)|per|(?:por|para|a|em) cada|pour|je|auf|ogni)\s$",
    re.IGNORECASE,
)
