"""Quantities that are written in words, and Roman numerals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from localize.checks.reading.lexicon import Mark
from localize.checks.reading.numerals import NUMBER, decimal_of
from localize.checks.reading.quantity import (
    HALF,
    LOOSE,
    REQUIRED,
    SHARE,
    SWAPPED,
    Quantity,
    quantity_of,
)
from localize.checks.reading.tables import Tables, measures
from localize.regex import regex

_ROMAN = regex(r"(?<![\w.])(?:X{0,3}(?:IX|IV|V?I{0,3}))(?:(?=i?[eè](?:me)? siècle)|(?![\w']))")
_PARTED = regex(r"[^\s\-\w]|\d")
"""Number words with one of these between them do not belong together."""


def from_words(
    plain: str, words: Sequence[str], marks: dict[str, list[Mark]], tables: Tables
) -> list[Quantity]:
    """The quantities that number words say."""
    found: list[Quantity] = []
    loose = list(marks.get("loose", ()))
    if "number" in marks or "scale" in marks:
        parts: list[Mark] = []
        for mark in marks.get("number", ()):
            (parts if _PLAIN.fullmatch(mark.value) else loose).append(mark)
        parts += marks.get("scale", ())
        for one in [mark for mark in loose if words[mark.first] in _ONES and mark.value == "1"]:
            if any(_ends_in(part, one, words, tables) for part in parts):
                parts.append(one)  # “vingt et un”, “cento e uma”
                loose.remove(one)
        if len(parts) > 1:
            parts.sort(key=lambda mark: mark.first)
        found += _sums(plain, parts, words, tables)
    for mark in loose:
        family, text, start, end, _, _ = mark
        measured = _measured(text)
        value, unit = measured[0]
        if value == HALF and (portion := _portion(plain, mark, marks)):
            unit, after = portion
            found.append(Quantity(value, start, after, unit, digits=False, stop=end))
        elif len(measured) == 1:
            level = LOOSE if family == "loose" else REQUIRED
            shared = "fraction" in marks and value > 1 and level == LOOSE
            share = shared and any(part.start <= start < part.end for part in marks["fraction"])
            found.append(_worded(value, start, end, unit, level, SHARE if share else ""))
        else:
            others = measured[1:]
            found.append(
                Quantity(
                    value,
                    start,
                    end,
                    unit,
                    level=LOOSE,
                    digits=False,
                    stop=end,
                    others=tuple(value for value, unit in others if not unit),
                    readings=tuple(reading for reading in others if reading[1]),
                )
            )
    for mark in marks.get("ordinal", ()):
        # “Take this one first.” counts nothing.
        adverb = mark.value == "1" and plain[mark.end : mark.end + 1] in _CLAUSE_END
        level = LOOSE if adverb else SWAPPED
        found.append(_worded(decimal_of(mark.value), mark.start, mark.end, "", level, "ordinal"))
    return found


def _worded(
    value: Decimal, start: int, end: int, unit: str, level: int, text: str = ""
) -> Quantity:
    return quantity_of(
        (value, start, end, unit, (), level, NUMBER, text, False, False, (), (), None, (), end, False)
    )  # fmt: skip


def _ends_in(part: Mark, one: Mark, words: Sequence[str], tables: Tables) -> bool:
    """Is an article the last part of a number: “treinta y un años”?"""
    between = words[part.last + 1 : one.first]
    size = decimal_of(part.value)
    if not between:  # quatre-vingt-un, ciento una, doscientos un
        return (size > 0 and not size % _HUNDRED and size < _TEN * _HUNDRED) or (
            size == _SCORES and part.last > part.first
        )
    return len(between) == 1 and between[0] in tables.joiners and size > _TEN and not size % _TEN


_ONES = frozenset(("un", "une", "una", "um", "uma"))
_TEN, _SCORES, _HUNDRED = 10, 80, 100


def _portion(plain: str, half: Mark, marks: Mapping[str, Sequence[Mark]]) -> tuple[str, int] | None:
    """What is taken by halves, and where it ends: “half a tablet”, “medio comprimido”, “half the dose”; not “two and a half”."""
    if any(plus.start <= half.start < plus.end for plus in marks.get("plus", ())):
        return None
    gap = (_NEXT if _MEAN.match(plain, half.start) else _ARTICLES).match(plain, half.end)
    at = gap.end() if gap else -1
    mark = next((mark for mark in reversed(marks.get("unit", ())) if mark.start == at), None)
    if mark is None:
        return None
    measured = measures()[mark.value].base not in ("", "s", "age")
    return (mark.value, mark.end) if measured or mark.value in _PORTIONS else None


_MEAN = regex(r"m(?:edi|e[iy]|ezz)[oa]s?\b|medi[aei]?\b|demi\b", re.IGNORECASE)
_NEXT = regex(r"[\s-]")
"""“Medio comprimido” is half of one, but “número medio de comprimidos” is a mean."""
_PLAIN = regex(r"[\d.]+")
_CLAUSE_END = ("", ".", ",", ";", ":", "!", "?")
_PORTIONS = {
    "tablet",
    "dose",
    "teaspoon",
    "tablespoon",
    "cup",
    "glass",
    "sachet",
    "ampoule",
    "vial",
    "patch",
}
_ARTICLES = regex(
    r"[\s-](?:(?:an?|the|of|one|de|la|las|el|los|du|des|d'|da|do|der|die|das|del|della|delle|dei)\s?){0,2}",
    re.IGNORECASE,
)


@lru_cache(maxsize=1024)
def _measured(text: str) -> tuple[tuple[Decimal, str], ...]:
    """The values with their units of a word: of `14 day|2 week`, or of `14`."""
    parts = (part.partition(" ") for part in text.split("|"))
    return tuple((Decimal(value), unit) for value, _, unit in parts)


def _sums(plain: str, parts: list[Mark], words: Sequence[str], tables: Tables) -> list[Quantity]:
    """Number words that stand together make one number: `two hundred and five`."""
    if not parts:
        return []
    runs: list[list[Mark]] = []
    for part in parts:
        if runs and _joins(runs[-1], part, plain, words, tables):
            runs[-1].append(part)
        else:
            runs.append([part])
    return [_sum(run) for run in runs]


def _joins(run: list[Mark], part: Mark, plain: str, words: Sequence[str], tables: Tables) -> bool:
    last = run[-1]
    between = words[last.last + 1 : part.first]
    if len(between) > 1 or (between and between[0] not in tables.joiners):
        return False
    if _PARTED.search(plain, last.end, part.start):
        return False
    value, before = decimal_of(part.value), decimal_of(last.value)
    if part.family == "scale":
        above = last.family != "scale" or before < value or value == _HUNDRED < before
        return not between and above  # mille cent
    if last.family == "scale":
        return value < before
    eleven = before == 60 and value == 11  # soixante et onze
    if between and not (before >= 20 and value < 10) and before < 100 and not eleven:
        return False  # "five and six" are two numbers
    if not between and before < _HUNDRED and value < _TEN and tables.language in _JOINED:
        return False  # “negli anni cinquanta nove bambini”
    if between and value == 1 and _OUT_OF.match(plain, part.end):
        return False  # “one in twenty and one in ten”
    return (
        (before >= 20 and value < 10 and before % 10 == 0)
        or (before >= 100 and value < 100)
        or (before in (60, 80) and value < 20)
    )


def _sum(run: list[Mark]) -> Quantity:
    if len(run) == 1:
        (one,) = run
        value = decimal_of(one.value)
        # "A million" may be part of "5 million".
        level = LOOSE if value == 1 or one.family == "scale" else REQUIRED
        return _worded(value, one.start, one.end, "", level)
    total = current = Decimal(0)
    for part in run:
        value = decimal_of(part.value)
        if part.family != "scale":
            current += value
        elif value == 100:
            current = max(current, Decimal(1)) * value
        elif value > total:  # mil millones, dos mil tres millones
            total, current = max(total + current, Decimal(1)) * value, Decimal(0)
        else:
            total, current = total + max(current, Decimal(1)) * value, Decimal(0)
    value = total + current
    level = REQUIRED
    if all(part.family == "scale" for part in run):
        level = LOOSE
    return _worded(value, run[0].start, run[-1].end, "", level)


_JOINED = frozenset(("es", "it", "pt", "de"))
"""Languages that write a number below 100 as one word or with a joiner."""
_OUT_OF = regex(
    r"\s(?:[^\W\d_]+\s)?(?:in|out of|of every|de cada|sur|von|em cada|a cada|em|su|ogni)\b",
    re.IGNORECASE,
)

_ROMANS = {"I": 1, "V": 5, "X": 10}
_ROMAN_DIGIT = regex("[IVX]")


_COUNTED = regex(
    r"\b(?:types?|class|grade|stage|phase|tipo|clase|grado|estadio|estádio|fase|classe|stade|(?:[^\W\d_]+-)?(?:typ|klasse|grad|stadium|phase)|grau|stadio)\s$",
    re.IGNORECASE,
)
"""What a Roman numeral stands behind that could be another word: “type I”, “class IV”."""


def romans(plain: str) -> Iterable[Quantity]:
    """The Roman numerals of a text: phase III."""
    for digit in _ROMAN_DIGIT.finditer(plain):
        match = _ROMAN.match(plain, digit.start())
        if match is None:
            continue
        text = match.group()
        value = 0
        for letter, following in zip(text, [*text[1:], ""], strict=True):
            size = _ROMANS[letter]
            value += -size if following and _ROMANS[following] > size else size
        sure = len(text) > 1 and text != "IV"
        sure = sure or _COUNTED.search(plain, 0, match.start()) is not None
        yield Quantity(
            Decimal(value),
            match.start(),
            match.end(),
            level=SWAPPED if sure else LOOSE,
            digits=False,
            text="roman",
            stop=match.end(),
        )
