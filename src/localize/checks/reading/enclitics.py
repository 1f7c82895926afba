"""Verbs with the pronouns that stand behind them as one word: *tomarlo*, *guárdelo*, *lavarle*, *tomá-lo*."""

from __future__ import annotations

import re

from localize.regex import regex

_PATTERNS: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {
    "es": (
        (regex(r"(\w+[aeií]r)(?:se)?(?:l[aeo]s?|se)"), r"\1"),
        (regex(r"(\w*[áéíóú]\w*?[aen]n?)(?:se)?(?:l[aeo]s?|se)"), r"\1"),
    ),
    "it": ((regex(r"(\w+[aei]r)(?:l[aeio]|si|ne|[mtv]i)"), r"\1e"),),
    "pt": ((regex(r"(\w+[^r])á"), r"\1ar"), (regex(r"(\w+[^r])ê"), r"\1er")),
}
"""By language; in Portuguese, a hyphen parts the two, and takes the *r* of the verb away."""
_ACCENTS = str.maketrans("áéíóú", "aeiou")


def verb_of(word: str, language: str) -> str:
    """A verb as it is without its pronouns; empty where the word is none.

    >>> verb_of("guárdelo", "es"), verb_of("tomarla", "es"), verb_of("lavarle", "it"), verb_of("tomá", "pt"), verb_of("mesa", "es")
    ('guarde', 'tomar', 'lavare', 'tomar', '')
    """
    for pattern, verb in _PATTERNS.get(language, ()):
        if found := pattern.fullmatch(word):
            said = found.expand(verb)
            return said.translate(_ACCENTS) if language == "es" else said
    return ""
