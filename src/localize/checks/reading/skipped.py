"""Advice on a missed dose: “take it; otherwise skip it” must not become “skip it; otherwise take it”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from localize.checks.reading.limits import bound
from localize.checks.reading.reading import Reading
from localize.regex import regex

if TYPE_CHECKING:
    from localize.checks.base import Pair

Span = tuple[int, int]


def turned_advice(pair: Pair) -> tuple[Span, Span] | None:
    """Where source and target say to leave something out, the one before its *otherwise* and the other behind it."""
    source, target = pair.source, pair.target
    if "otherwise" not in source.words and "if not" not in source.prose.plain.lower():
        return None
    ours = _advice(source)
    theirs = _advice(target) if ours else None
    if ours is None or theirs is None or ours[0] is theirs[0]:
        return None
    # Where the time is bounded from its other side, both are turned.
    sides = [
        (bound(source).get(a.start), bound(target).get(b.start)) for a, b in pair.alignment.matched
    ]
    if any(one and other and one.sides.isdisjoint(other.sides) for one, other in sides):
        return None
    return ours[1], theirs[1]


def _advice(reading: Reading) -> tuple[bool, Span] | None:
    """Is something left out before the *otherwise* of a text, and where; None where it says so twice, or not."""
    plain = reading.prose.plain
    said = _SKIP.get(reading.tables.language)
    found = list(_ELSE.finditer(plain))
    if said is None or len(found) != 1:
        return None
    left = list(said.finditer(plain))
    return (left[0].start() < found[0].start(), left[0].span()) if len(left) == 1 else None


_ELSE = regex(
    r"\b(?:otherwise|if not|de lo contrario|en caso contrario|si no(?=,)|sinon|dans le cas contraire|andernfalls|ansonsten|sonst|caso contrário|senão|altrimenti|in caso contrario|se no(?=,))\b",
    re.IGNORECASE,
)
_SKIP = {
    language: regex(rf"\b(?:{words})", re.IGNORECASE)
    for language, words in {
        "en": r"skip|omit|leav\w+ (?:it |them |that one |the [^.,;:]{0,30})?out\b",
        "es": r"omit|s[aá]lt\w+|no l[ao]s? tome",
        "fr": r"saut\w+|omet|ne l[ae']s? ?prenez pas",
        "de": r"(?:lass|lässt)\w* [^.,;:]{0,40}\b(?:aus|weg)\b|überspring|ausl[aä]ss|weglass",
        "pt": r"salt\w+|omit|não [ao]s? tome",
        "it": r"salt\w+|omett|non l[ao] (?:prend|assum)",
    }.items()
}
"""What says to leave a dose out."""
