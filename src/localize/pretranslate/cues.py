"""Small things that must not go missing between a sentence and its translation."""

from __future__ import annotations

import re
from collections import Counter

from localize.regex import regex
from localize.terms.cues import NEGATIONS

_NOT = {
    "en": regex(
        r"\b(?:no|not|never|none|nothing|nobody|neither|nor|without|cannot)\b|n[’']t\b",
        re.IGNORECASE,
    )
}


def loses_negation(source: str, target: str, languages: tuple[str, str]) -> bool:
    """Whether the source says no and nothing in the target does.

    >>> loses_negation("Do not stop.", "Pare.", ("en", "es"))
    True
    """
    says_no = _NOT.get(languages[0])
    negations = NEGATIONS.get(languages[1])
    if not says_no or not negations or not says_no.search(source):
        return False
    return not re.search(rf"\b(?:{negations})\b|\bn[’']", target, re.IGNORECASE)


_LOOP = regex(r"(\b\S+(?: \S+){0,3}?)(?: \1){2,}(?!\S)|([^\W\d_]{2,5}?)\2{3,}", re.IGNORECASE)


def repeats(source: str, target: str) -> bool:
    """Whether the target goes round in circles and the source does not.

    >>> repeats("Depression", "la de la de la de la"), repeats("no no no", "no no no")
    (True, False)
    """
    return bool(_LOOP.search(target)) and not _LOOP.search(source)


def unbalanced(source: str, target: str) -> bool:
    """Whether the target has lost or gained a bracket.

    >>> unbalanced("BDNF (a factor)", "BDNF (un factor")
    True
    """
    return any(source.count(sign) != target.count(sign) for sign in "()[]")


_ABBREVIATION = regex(r"\([A-Z][\w-]*[A-Z0-9]s?\)")


def loses_abbreviation(source: str, target: str) -> bool:
    """Whether an abbreviation that the source introduces in brackets is introduced no more.

    Which one it is, is the glossary's business: `(WHO)` may be `(OMS)`.

    >>> loses_abbreviation("a factor (BDNF)", "un factor"), loses_abbreviation("it (WHO)", "la (OMS)")
    (True, False)
    """
    return len(_ABBREVIATION.findall(target)) < len(_ABBREVIATION.findall(source))


_DIGITS = regex(r"\d+")
_NUMBER_WORDS = regex(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundred|thousand|million|billion"
    r"|half|twice|once|first|second|third|[ivx]+)\b",
    re.IGNORECASE,
)


def invents_number(source: str, target: str) -> bool:
    """Whether the target has digits that the source has not; a number in words may have become digits.

    >>> invents_number("3 and 4", "3, 4 y 7"), invents_number("two pills", "2 pastillas")
    (True, False)
    """
    left = Counter(_DIGITS.findall(target)) - Counter(_DIGITS.findall(source))
    return left.total() > len(_NUMBER_WORDS.findall(source))
