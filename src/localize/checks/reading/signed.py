"""Numbers that words make less than zero: “minus 20 °C”, “20 °C below zero”."""

from __future__ import annotations

import re

from localize.checks.reading.numerals import NUMBER
from localize.checks.reading.quantity import Quantity
from localize.regex import regex

_SIGNS = {
    "en": ("inus ", "w zero"),
    "de": ("inus ", "r Null"),
    "es": ("enos ", "o cero"),
    "fr": ("oins ", " zéro"),
    "pt": ("enos ", "e zero", " negativ"),
    "it": ("eno ", "o zero"),
}
"""What a text has that may say so: a cheap question, to be asked first."""
_MINUS = {
    "en": regex(r"(?<![\d%C] )\bminus $", re.IGNORECASE),
    "de": regex(r"(?<![\d%C] )\bminus $", re.IGNORECASE),
    "es": regex(r"(?<!\bal )(?<!\b[al]o )(?<!\b[ou] )(?<!\d )\bmenos $", re.IGNORECASE),
    "fr": regex(r"(?<!\b[ad]u )(?<!\bou )(?<!\d )\bmoins $", re.IGNORECASE),
    "pt": regex(r"(?<!\b[ap]o )(?<!\bpelo )(?<!\bou )(?<!\d )\bmenos $", re.IGNORECASE),
    "it": regex(r"(?<!\b[lo] )(?<!\bper )(?<!\bpiù )(?<!\d )\bmeno $", re.IGNORECASE),
}
"""“Al menos”, “más o menos” say something else, and so does a sum."""
_BELOW = regex(
    r"\s(?:below zero|unter (?:dem )?Null\w*|bajo cero|(?:en|au)[ -]dessous de zéro|sous (?:le )?zéro|sotto (?:lo )?zero|abaixo de zero|negativ[oa]s)\b",
    re.IGNORECASE,
)
_LOW = frozenset(("°C", "°F", "°", "dioptre", "dB", "mV"))
"""What is less than zero at times, so that “menos 5 °C” is no “5 °C less”."""
_UNSURE = frozenset(("es", "fr", "pt", "it"))
"""Languages whose word for minus says “less” as well."""
_BESIDE = regex(r"(?:\bvs\.?|\bversus|[:=(])\s?(?:menos|moins|meno) $", re.IGNORECASE)
"""“Vs. menos 8 mmHg”: nothing stands before it that could be less."""
_LEAD = 16


def signed(quantities: list[Quantity], plain: str, language: str) -> list[Quantity]:
    """The quantities of a text with the signs that its words give them."""
    for sign in _SIGNS.get(language, ()):
        if sign in plain:
            break
    else:
        return quantities
    found: list[Quantity] = []
    for q in quantities:
        if found and found[-1].stop > q.start and found[-1].value < 0:
            continue  # the zero of “below zero”
        if q.form is not NUMBER or q.value <= 0:
            found.append(q)
        elif _MINUS[language].search(plain, max(0, q.start - _LEAD), q.start):
            if (
                q.unit in _LOW
                or language not in _UNSURE
                or _BESIDE.search(plain, max(0, q.start - _LEAD), q.start)
            ):
                found.append(q._replace(value=-q.value))
            else:
                found.append(q if q.unit else q._replace(others=(*q.others, -q.value)))
        elif q.unit in _LOW and (below := _BELOW.match(plain, q.end)):
            found.append(q._replace(value=-q.value, end=below.end(), stop=below.end()))
        else:
            found.append(q)
    return found
