"""Small words that must not go missing between a sentence and its translation."""

from __future__ import annotations

import re

from localize.terms.cues import NEGATIONS

_NOT = {
    "en": re.compile(
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
