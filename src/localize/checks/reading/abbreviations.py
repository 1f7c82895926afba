"""Which abbreviations translate one another: ECT is TEC or EKT, but no ECG."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

from localize.regex import regex

ABBREVIATION = regex(r"(?<!\w)(?=\w*[A-Z]\w*[A-Z0-9])[a-z]?[A-Z][A-Za-z]*\d?(?!\w)")
"""Two capitals, or one and a digit, at least; small letters may stand among them: mRNA, TrkB, TFGe, SSRIs."""
LOWERED = "sida"
"""The one that Romance languages write as a word."""


def meanings(name: str) -> frozenset[int]:
    """What an abbreviation may stand for, by the number of its line; nothing where it is in none.

    >>> meanings("ECT") == meanings("TEC"), meanings("ECT") & meanings("ECG"), meanings("SSRIs") == meanings("ISRS")
    (True, frozenset(), True)
    """
    known = _known()
    return known.get(name) or known.get(name.removesuffix("s"), _NONE)


def english(name: str) -> bool:
    """Is it one that English has: a TGP of an English text is no ALT?"""
    known = (name, name.removesuffix("s"))
    return any(one in _lines()[number][0] for number in meanings(name) for one in known)


def initials(name: str, before: str) -> bool:
    """Is it the initials of the words that stand before its bracket: “un bilan annuel de santé (BAS)”?

    >>> initials("BAS", "un bilan annuel de santé ("), initials("GDNF", "le facteur neurotrophique (")
    (True, False)
    """
    if not before.endswith("("):
        return False
    words = [word[0] for word in _WORD.findall(before[-_EXPLAINED:].upper())][::-1]
    letters = iter(words)
    return all(letter in letters for letter in reversed(name.removesuffix("s").upper()))


_WORD = regex(r"[^\W\d_]+")
_EXPLAINED = 80
"""Characters of the words that an abbreviation is short for, at most."""


def spelled(name: str, text: str) -> bool:
    """May some words of a text be what an English abbreviation is short for? They have its letters in this order.

    >>> spelled("ECG", "an electrocardiogram"), spelled("ECG", "electroconvulsive therapy")
    (True, False)
    """
    words = ABBREVIATION.sub("", text)
    return any(_letters(other).search(words) for other in _english(name))


_NONE: frozenset[int] = frozenset()


@lru_cache(maxsize=1)
def _lines() -> tuple[tuple[list[str], list[str]], ...]:
    """The abbreviations of each line: English ones, and what other languages have for them."""
    place = resources.files("localize.checks") / "data" / "abbreviations.txt"
    lines = [line for line in place.read_text("utf-8").splitlines() if not line.startswith("#")]
    parted = [line.partition(" = ") for line in lines]
    return tuple((ours.split(), theirs.split()) for ours, _, theirs in parted)


@lru_cache(maxsize=1)
def _known() -> Mapping[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, (ours, theirs) in enumerate(_lines()):
        for name in (*ours, *theirs):
            found.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}


def _english(name: str) -> list[str]:
    """What English has for an abbreviation of any language."""
    return [other for number in meanings(name) for other in _lines()[number][0]]


@lru_cache(maxsize=512)
def _letters(name: str) -> re.Pattern[str]:
    """Words that begin with its first letter and go on with the others; a word in between may be a small one."""
    first, *rest = [letter for letter in name if letter.isalpha()]
    within = r"(?:\w*?|\w*[\s-]+(?:(?:of|and|in|the|for)\s+)?)"
    return re.compile(
        rf"\b{first}" + "".join(rf"{within}{letter}" for letter in rest), re.IGNORECASE
    )
