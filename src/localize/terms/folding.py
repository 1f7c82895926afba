"""Texts and terms made comparable sign by sign, for the automaton that looks for candidates.

A folded text is only used to find where a term may begin; what stands there is then read properly.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from localize.regex import regex

_HYPHEN = regex("(?<=[^\\W_])[-\u2010\u2011\u2013](?=[^\\W_])")
_ASCII_SPACES = {ord(sign): " " for sign in "\t\n\r\v\f"}
_DROPPED = "\x01"
_DOUBLE = regex(f"  +|{_DROPPED}")
# Decomposed Hangul and Kana: their parts say too little one by one.
_PARTS = regex("[\u1100-\u11ff\u3099\u309a]")


class _Table(dict[int, str]):
    """One sign for each: its base letter, small, without accents. Filled as signs turn up."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        if sign.isspace():
            folded = " "
        elif sign in "\u2018\u2019\u02bc":
            folded = "'"
        elif (
            sign in "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
            or "\u0300" <= sign <= "\u036f"
        ):
            folded = _DROPPED
        elif "\uac00" <= sign <= "\ud7a3":
            folded = sign
        else:
            folded = unicodedata.normalize("NFKD", sign).casefold()[:1] or sign
        self[code] = folded
        return folded


_TABLE = _Table()


def fold(text: str) -> tuple[str, Sequence[int] | None] | None:
    """The folded text, and for each of its signs the place in `text` (None: the same place).

    None where that cannot be said sign by sign.

    >>> fold("Größe, beta-Blocker"), fold("two  a")
    (('grose, beta blocker', None), ('two a', [0, 1, 2, 3, 5]))
    """
    if text.isascii():
        folded = text.lower().translate(_ASCII_SPACES)
    elif _PARTS.search(text):
        return None
    else:
        folded = text.translate(_TABLE)
    folded = _HYPHEN.sub(" ", folded)
    if "  " not in folded and _DROPPED not in folded:
        return folded, None
    places: list[int] = []
    at = 0
    for found in _DOUBLE.finditer(folded):
        places += range(at, found.start() + (found[0] != _DROPPED))
        at = found.end()
    places += range(at, len(folded))
    return "".join([folded[place] for place in places]), places
