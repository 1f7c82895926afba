"""Literals of a running text: what has to be in the target exactly as it is in the source.

Numbers with their signs and units, dates, identifiers, formulae, superscripts and subscripts. Ordinals
(`19th`) are words, and the letters of `5-year` or `1990s` are not part of the number.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from localize.regex import regex

_UNITS = (
    "[kKMGmµμnpdchf]?(?:g|l|L|m|s|J|W|V|A|Hz|Pa|mol|M|cal|eq|Eq|bar|Bq|Gy|Sv|U|UI|IU|B|b|bp|Da|N|K|osm|Osm)"
    "|[kMGT]i?B|mmHg|cmH2O|cmH₂O|mm ?Hg|rpm|bpm|min|ms|h|d|Da|ppm|ppb|pH|dB|px|pt|em|rem|fps|dpi|mcg|ug|cc|kcal"
    "|°[CFK]?|℃|℉|Å|Ω|kΩ|MΩ|%|‰|℅"
)
_POWER = "(?:[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\\^-?\\d+)?"
_UNIT = f"(?:(?:{_UNITS}){_POWER}(?:\\s?[/·⋅]\\s?(?:\\d+\\s?)?(?:{_UNITS}){_POWER})*)(?![\\w°])"
_AMOUNT = "(?:\\d{1,3}(?:[,  \u202f’']\\d{3})+(?!\\d)|\\d+)(?:[.,·]\\d+)*"
_FRACTION = "[½⅓⅔¼¾⅛⅜⅝⅞⅕⅖⅗⅘⅙⅚]"
_NUMBER = f"(?:{_AMOUNT}(?:\\s?{_FRACTION}|[⁄/]\\d+)?|{_FRACTION})(?:[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)?"
_QUANTITY = (
    f"(?:(?<![\\w)\\]])[−–-]|(?:[±<>≤≥≈~+×$€£¥]|[Pp]\\s?[<>=≤≥])\\s?)?{_NUMBER}"
    f"(?:\\s?[–—×x±-]\\s?{_NUMBER})*(?:[\\s\u00a0\u202f]?{_UNIT}|(?![\\w]))"
)
_ISO_DATE = r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?"
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?"
_VERSION = r"v?\d+(?:\.\d+){2,}(?:[-+][\w.]+)?"
_DOTTED = r"(?<![\w/])(?:\d{1,2}[/.]){2}\d{2,4}(?![\w/])"
# A word that no language translates: with an underscore, letters among digits, or a script position.
_IDENTIFIER = (
    r"(?<![\w.])(?!(?:non|pre|post|anti|co|mid|pro|re|sub|multi|semi)-)"
    r"(?=[\w./+-]*[^\W\d_])(?=[\w./+-]*(?:[^\W\d_]\d|\d[A-Z]|_|[⁰-₟²³¹]|[^\W\d_]-\d|\d-[A-Z]))"
    r"[^\W_][\w⁰-₟²³¹⁺⁻]*(?:(?:[./_]|-(?=\w*[\dA-Z]))[\w⁰-₟²³¹⁺⁻]+)*[⁺⁻]*(?![\w])"
)
_SCRIPTED = r"[\w]*[⁰¹²³⁴-₟]+[\w⁰¹²³⁴-₟]*"
_PATH = r"(?<![\w/])(?:~|\.{1,2})?/(?:[\w.-]+/)+[\w.-]*|\b[\w-]+\.(?:md|txt|py|js|json|toml|yaml|yml|html|css|csv|po|pot|sh|exe|zip|pdf|tsx?|jsx?|rs|go|c|h|cpp|java)\b"
_LITERAL = regex(
    "|".join(
        f"(?P<{name}>{pattern})"
        for name, pattern in (
            ("date", f"(?<!\\w){_ISO_DATE}(?!\\w)|{_DOTTED}"),
            ("version", f"(?<![\\w.]){_VERSION}(?!\\w)"),
            ("clock", f"(?<![\\w:]){_CLOCK}(?![\\w:])"),
            ("path", _PATH),
            ("number", "(?<!\\w)\\d{3}0(?=s\\b)"),
            ("identifier", f"(?!\\d+(?:st|nd|rd|th|s)\\b)(?:{_IDENTIFIER})"),
            ("quantity", f"(?<![\\w.])(?:{_QUANTITY})"),
            ("compound", f"(?<![\\w.]){_NUMBER}(?=-[a-z])"),
            ("script", _SCRIPTED),
        )
    )
)


class Literal(NamedTuple):
    """A literal at `text[start:end]`."""

    start: int
    end: int
    text: str
    kind: str
    """`date`, `version`, `clock`, `path`, `identifier`, `quantity`, `number`, `compound` or `script`."""

    @property
    def stable(self) -> bool:
        """Whether SentencePiece's NFKC would leave it alone."""
        return unicodedata.normalize("NFKC", self.text) == self.text


def find(text: str) -> tuple[Literal, ...]:
    """The literals of a text, in order, not overlapping.

    >>> [l.text for l in find("Give 0.5 mg/kg (max. 40 mg) of CYP3A4 to the 5-year-olds on May 7, 2024.")]
    ['0.5 mg/kg', '40 mg', 'CYP3A4', '5', '7', '2024']
    """
    return tuple(
        Literal(match.start(), match.end(), match[0], str(match.lastgroup))
        for match in _LITERAL.finditer(text)
    )


_NUMBERED = regex(
    r"(?:\b(?:appendix|chapter|equation|eq|figure|fig|part|release|section|step|table|version)\.?|§)\s*\Z",
    re.IGNORECASE,
)
"""What comes before a number that only looks like one with decimals: `Section 2.1`."""


def is_amount(literal: Literal, text: str) -> bool:
    """Whether a literal of the text is a number, perhaps with a unit, whose decimals a locale writes in its own way.

    >>> [is_amount(found, "Figure 2.1: 0.5 mg") for found in find("Figure 2.1: 0.5 mg")]
    [False, True]
    """
    before = text[max(0, literal.start - 20) : literal.start]
    return literal.kind in ("quantity", "number", "compound") and not _NUMBERED.search(before)


def loose(literal: str) -> re.Pattern[str]:
    """Compile a pattern for the ways a model may have written a literal.

    The same digits and letters, with other separators, spaces and compatibility forms.

    >>> bool(loose("0.5 mg").search("de 0,5mg al día")), bool(loose("5 mg").search("de 15 mg"))
    (True, False)
    """
    parts = []
    for char in unicodedata.normalize("NFKC", literal):
        if char.isspace():
            parts.append(r"\s?")
        elif char in ".,":
            parts.append(r"[.,]")
        elif char in "-–—−":
            parts.append(r"\s?[-–—−]\s?")
        elif char == "%":
            parts.append(r"\s?%")
        elif char in "μµ":
            parts.append("[μµ]")
        else:
            parts.append(re.escape(char))
    return re.compile(rf"(?<![\w])(?<!\d[.,]){''.join(parts)}(?![\w])(?![.,]\d)")
