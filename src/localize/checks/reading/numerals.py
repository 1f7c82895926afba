"""Digits as they stand in a text, read the way a locale writes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache, partial
from typing import NamedTuple

from localize.regex import regex


class Form(StrEnum):
    """What a run of digits is."""

    NUMBER = "number"
    CODE = "code"
    """COVID-19, H1N1, 5-HT: a name."""
    CLOCK = "clock"
    DATE = "date"
    PHONE = "phone"


NUMBER, CLOCK, CODE, DATE = Form.NUMBER, Form.CLOCK, Form.CODE, Form.DATE
"""At hand by itself: it is asked for at every step, and a member of an enumeration is slowly looked up."""


decimal_of = lru_cache(maxsize=1024)(Decimal)
"""The value of a text. Most are met again and again, and to find one is quicker than to make it and to hash it."""


class Numeral(NamedTuple):
    """A run of digits: `plain[start:end]`."""

    form: Form
    start: int
    end: int
    values: tuple[Decimal, ...] = ()
    """A number's value; hour and minute; day, month and, mostly, year."""
    text: str = ""
    foreign: bool = False
    """The separators are not the locale's own."""
    parts: tuple[Decimal, ...] = ()
    """What it would be if its spaces separated numbers: `2 500 mg`. A text of any language may group by spaces."""
    ordinal: bool = False
    other: Decimal | None = None
    """Another reading: 1980 for `80s`, 1000 for an English-looking `1,000`."""


_numeral: Callable[[tuple[object, ...]], Numeral] = partial(tuple.__new__, Numeral)
"""A numeral of all its fields, at half the price of calling the class: nearly all are numbers."""


_MASTER = regex(
    r"(?=[\d+(])(?:(?P<iso>(?<![\d-])\d{4}-\d{2}-\d{2}(?!\d))"
    r"|(?P<date>(?<![\d./-])\d{1,2}(?P<sep>[./-])\d{1,2}(?P=sep)(?:\d{4}|\d{2})(?![\d/-]|\.\d))"
    r"|(?P<phone>(?<![\w])\+?\(?\d{1,4}\)?(?:(?!--)[ .\-/]{1,2}\(?\d{2,5}\)?){2,}(?![\w]))"
    r"|(?P<clock>(?<![\d:.,])(?:[01]?\d|2[0-4])(?:(?::|[ ]?[hH][ ]?)[0-5]\d(?!\d|:\d)|\.[0-5]\d(?=(?:(?:,[ ]|[ ]?[-–/][ ]?|[ ](?:und|bis|oder|e|y|et|a|à|o|ou)[ ](?:um[ ])?)\d{1,2}(?:\.[0-5]\d|(?=[ ]?Uhr))){0,3}[ ]?(?:Uhr|h\b|[ap]\.?[ ]?m\b))))"
    r"|(?P<hour>(?:(?<=\b(?:ore|las|das) )|(?<=\b(?:[ad]elle|dalle|verso) )|(?<=\balle )|(?<=\b(?:às|as|le|um) )|(?<=\ball')|(?<=\b[dn]all'))(?:[01]?\d|2[0-4])\.[0-5]\d(?!\d|\.\d))"
    r"|(?P<day>(?:(?<=\b(?:am|ab) )|(?<=\b(?:vom|zum|den|der|dem|bis) ))\d{1,2}\.\d{1,2}\.(?=[\s,;)]|$))"
    r"|(?P<number>\d+(?:[.,·']\d+)*))"
)
_BEGIN = regex("[0-9+(]")
"""What any of them begins with: quickly looked for."""
_SIMPLE = regex(r"(?<!\S)\d{1,20}(?= [^\W\d_hHxX]|\Z| ?%| °|[,;:](?!\S)|\.(?: [^\W\d_]|\Z))")
"""Nearly all numbers: digits, a space, a word or sign that makes neither a time nor a power of it, or a stop."""
_PLAIN = regex(r"\d+(?:[.,·']\d+)*")
_GROUP = regex(r" (\d{3})(?![\d])")
_DECADE = regex(r"'?s(?![\w'])")
_FRACTIONS = {
    "½": "0.5",
    "¼": "0.25",
    "¾": "0.75",
    "⅓": "0.333",
    "⅔": "0.667",
    "⅛": "0.125",
    "⅕": "0.2",
}
_FRACTION = regex(f"[{''.join(_FRACTIONS)}]")
_SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_POWER = regex(r"\^\{?([-−]?\d+)\}?|([⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_TIMES_TEN = regex(r"\s?[×x·*]\s?10(?=[\^⁰¹²³⁴⁵⁶⁷⁸⁹⁻])")
_TIMES = frozenset("×x·*")
_SUFFIXES = frozenset("'snrt.ºª°eèoa")
"""What an exponent begins with, and a decade or an ordinal."""
_ORDINAL = regex(
    r"(?:st|nd|rd|th|[.]?[ºª°](?!\s?[CF]\b)|er[oa]?|re|ère|ers|e|ème|es|o|a|ter|te[nrs]?)(?![\w])"
)
_SPLIT = regex(r"[.,·']")
_POINT = regex(r"(?:^|[\s=<>≤≥(\[±~≈+-])[.·]$|[=<>≤≥(]\s?,$")
"""What stands before a decimal without its zero: “P < .05”."""
_BELOW = regex(r"(?:^|[^\s\d%°C]\s|\()–$")
_COLD = regex(r"\s?(?:[°º]|(?:Grad|degrees?|grados?|degrés?|graus?|gradi)\b)")
"""“Von –8 Grad”: a dash for a minus where there may be one."""
_POWER_OF_UNIT = regex(r"(?<![^\W\d_])[cdkmµn]?m$")
"""What stands before the 2 of “350 mm2”."""
_DECIMALS = frozenset(".,·")
_CODE_TAIL = regex(
    r"-(?!(?:[mdcnpf]?L|[mkM]?I?U|UI|IE|mEq|mOsm|[kMG]Bq|[mc]?Gy|m?Sv|kPa|kDa|[kM]?Hz|k?J|[mk]V|m[AM])(?!\w))"
    r"(?:[A-Z]{2}|[a-z][A-Z]|[A-Z](?![^\W\d_]))"
)
"""What makes a name of a number: “5-HT”, “5-S”, but not “a 5-mL dose”."""
_CODE_LETTER = regex(r"[A-Z](?![\w/])|[A-Z]\d")


def numerals(plain: str, raw: str, decimal: str, groups: str, order: str) -> Iterator[Numeral]:
    """Every run of digits of a prose text.

    `raw` is the same text before spaces were made alike; `order` is `mdy`, `dmy` or `ymd`.

    >>> [n.values[0] for n in numerals("1,5 mg y 2.500", "1,5 mg y 2.500", ",", ". ", "dmy")]
    [Decimal('1.5'), Decimal('2500')]
    """
    at = 0
    while begin := _BEGIN.search(plain, at):
        at = begin.start()
        if simple := _SIMPLE.match(plain, at):
            digits, end = simple.group(), simple.end()
            if digits == "0" and _OF_BLOOD.search(plain, max(0, at - _LED), at):
                at = end
                continue  # elsewhere group O is group 0
            yield _numeral((NUMBER, at, end, (decimal_of(digits),), digits, False, (), False, None))
            at = end
            continue
        found = _MASTER.match(plain, at)
        if found is None:
            at += 1
            continue
        kind, numeral = found.lastgroup, None
        if kind == "number":
            if (
                plain[at - 1 : at] == "m"
                and found.group() in ("2", "3")
                and _POWER_OF_UNIT.search(plain, max(0, at - 3), at)
            ):
                at = found.end()
                continue
            numeral = _number(plain, raw, found, decimal, groups)
        elif kind in ("iso", "date", "sep"):
            numeral = _date(found, order)
        elif kind == "day" and decimal != ".":
            numeral = _day(found)
        elif kind == "phone":
            numeral = _phone(found)
        elif kind == "clock" or (kind == "hour" and decimal != "."):
            hour, minute = re.split(r"\D+", found.group())
            numeral = Numeral(
                Form.CLOCK,
                *found.span(),
                values=(Decimal(hour), Decimal(minute)),
                text=found.group(),
            )
        if numeral is None:  # no date, no telephone number: a number to begin with
            number = _PLAIN.match(plain, found.start() + _skip(found.group()))
            assert number is not None
            numeral = _number(plain, raw, number, decimal, groups)
        yield numeral
        at = max(numeral.end, found.start() + 1)
    if not plain.isascii() and _FRACTION.search(plain):
        yield from _fractions(plain)


_OF_BLOOD = regex(r"\b(?:gr[uo]p\w*|Blutgruppe|sang\w*|Blut|type?|tipo)\s$", re.IGNORECASE)
_LED = 12
"""Characters of “Blutgruppe”."""


def _skip(text: str) -> int:
    return next(index for index, character in enumerate(text) if character.isdigit())


def _date(found: re.Match[str], order: str) -> Numeral | None:
    first, second, third = (int(part) for part in re.split(r"\D", found.group()))
    if found.lastgroup == "iso":
        year, month, day = first, second, third
    else:
        year = third + 2000 if third < 100 else third
        day, month = (second, first) if order == "mdy" else (first, second)
        if month > 12 >= day:
            day, month = month, day
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    values = (Decimal(day), Decimal(month), Decimal(year))
    return Numeral(Form.DATE, *found.span(), values=values, text=found.group())


def _day(found: re.Match[str]) -> Numeral | None:
    """“am 12.06.”"""
    day, month, _ = found.group().split(".")
    if not (1 <= int(day) <= 31 and 1 <= int(month) <= 12):
        return None
    values = (Decimal(day), Decimal(month))
    return Numeral(Form.DATE, *found.span(), values=values, text=found.group())


def _phone(found: re.Match[str]) -> Numeral | None:
    text = found.group()
    digits = re.sub(r"\D", "", text)
    groups = re.findall(r"\d+", text)
    grouped = all(len(group) == 3 for group in groups[1:]) and len(groups[0]) <= 3
    if not 8 <= len(digits) <= 15 or (grouped and "-" not in text and "+" not in text):
        return None
    if len(groups) == 3 and len(digits) == 12 and all(len(group) == 4 for group in groups):
        return None  # three years
    if text.count("(") != text.count(")") or _DECIMAL_RANGE.fullmatch(text):
        return None  # “690/3872 (17.8%)”, “75.15-89.12”
    if _IN_BRACKETS.search(text) or _OF_YEAR.fullmatch(text):
        return None  # “193 (32-409)”, decree “7.272/2010”
    return Numeral(Form.PHONE, *found.span(), text=digits)


_OF_YEAR = regex(r"\d{1,3}\.\d{3}/(?:19|20)\d\d")
"""The number of a law and its year."""
_EVERY = regex(r"(?:h|hr|hrs|d|wk?|min)\b")
"""q12h, q3w"""
_TENTH = regex(r"°(\d)(?!\d)")
"""38°5"""
_MILITARY_DIGITS = 4
_MILITARY = regex(r"(?:[01]\d|2[0-4])[0-5]\d")
_OF_CLOCK = regex(r"\s?(?:h|hrs?|hours|horas|heures|Uhr|ore)\b")
_AT = regex(r"\b(?:at|and|to|until|by|las|à|et|um|und|bis|alle|ore|às|e|y)\s$|,\s$")
"""“At 2100 h”; what lasts 2100 hours is no time of day."""
_IN_BRACKETS = regex(r"\d ?\(\d+-\d+\)$")
_DECIMAL_RANGE = regex(r"\d+\.\d+ ?[-/] ?\d+\.\d+")


def _number(plain: str, raw: str, found: re.Match[str], decimal: str, groups: str) -> Numeral:
    start, end = found.span()
    text = found.group()
    before = plain[start - 1] if start else ""
    earlier = plain[start - 2] if start > 1 else ""
    after = plain[end : end + 1]
    if (
        before.isalpha()
        and before != "x"
        and after != "%"  # IC95%
        and not (before in "qQ" and not earlier.isalnum() and _EVERY.match(plain, end))
    ) or (before == "-" and earlier.isalpha() and _named(plain, start)):
        return _code(plain, start, end)
    if text.isdigit() and (
        (after == "-" and _CODE_TAIL.match(plain, end))
        or (after.isalpha() and after not in "LUM" and _CODE_LETTER.match(plain, end))
    ):
        return _code(plain, start, end)
    naked = (
        before in _DECIMALS and text.isdigit() and _POINT.search(plain, max(0, start - 3), start)
    )
    if (
        len(text) == _MILITARY_DIGITS
        and text[0] in "012"
        and _MILITARY.match(text)
        and _OF_CLOCK.match(plain, end)
        and (text[0] == "0" or _AT.search(plain, max(0, start - 8), start))
    ):
        values = (Decimal(text[:2]), Decimal(text[2:]))
        return Numeral(Form.CLOCK, start, end, values=values, text=text)
    if naked:
        start -= 1
        before, earlier = earlier, plain[start - 2] if start > 1 else ""
    parts: tuple[Decimal, ...] = ()
    pieces = [text]
    while (
        after == " "
        and not naked
        and (more := _GROUP.match(plain, end))
        and len(text) <= 3
        and text.isdigit()
        and (text[0] != "0" or raw[end] != " " or " " in groups)
    ):
        pieces.append(more[1])
        if raw[end] == " ":
            parts = tuple(Decimal(piece) for piece in pieces)
        end = more.end()
    foreign, other = False, None
    if end - start > _LONGEST:
        return Numeral(Form.CODE, start, end, text=plain[start:end])
    if naked:
        value = Decimal(f"0.{text}")
    elif after == "°" and (tenth := _TENTH.match(plain, end)) and text.isdigit():
        value, end = Decimal(f"{text}.{tenth[1]}"), tenth.end()
    elif len(pieces) > 1:
        value = Decimal("".join(pieces))
        rest = re.compile(rf"{re.escape(decimal)}(\d+)").match(plain, end)
        if rest:
            value, end = Decimal(f"{value}.{rest[1]}"), rest.end()
    else:
        read, foreign, other = _read(text, decimal, groups)
        if read is None:
            return Numeral(Form.CODE, start, end, text=text)
        value = read
    sign = (
        before == "-"
        and not (
            earlier.isalnum()
            or earlier == "-"  # “0--255”
            or (earlier in "/+" and earlier and plain[start - 3 : start - 1] in ("+/", " +"))  # +/-
            or (earlier in "%°'\")" and earlier)
            or (earlier == " " and start > 2 and plain[start - 3].isdigit())
        )
    )
    if sign or (
        before == "–" and _BELOW.search(plain, max(0, start - 3), start) and _COLD.match(plain, end)
    ):
        value, start = -value, start - 1
    tail = plain[end : end + 1]
    if (tail in _TIMES or tail.isspace()) and (times := _TIMES_TEN.match(plain, end)):
        power = _POWER.match(plain, times.end())
        assert power is not None
        value, end = value * Decimal(10) ** _exponent(power), power.end()
    elif text == "10" and (power := _POWER.match(plain, end)):
        value, end = Decimal(10) ** _exponent(power), power.end()
    ordinal = False
    if plain[end : end + 1] not in _SUFFIXES:
        pass  # as most
    elif decade := _DECADE.match(plain, end):
        if plain[:start].lower().endswith(("over-", "under-", "over ", "under ")):
            end = decade.end()  # the over-65s
        elif value >= 1000 or (
            value % 10 == 0
            and value >= 10
            and (before in "' " or (before == "-" and earlier.isalpha()))
        ):
            end = decade.end()
            other = value % 100 if value >= 100 else value + 1900
    elif suffix := _ORDINAL.match(plain, end):
        ordinal, end = True, suffix.end()
    return Numeral(NUMBER, start, end, (value,), plain[start:end], foreign, parts, ordinal, other)


def _exponent(power: re.Match[str]) -> int:
    exponent = int((power[1] or power[2]).translate(_SUPER).replace("−", "-"))
    return max(-_LONGEST, min(exponent, _LONGEST))


_LONGEST = 25
"""Digits that an amount has at most: what is longer names something, and decimals would lose its last ones."""


def _named(plain: str, start: int) -> bool:
    """Is the word before the hyphen a name (`COVID-`, `CoV-`, `IL-`, `beta-`), not `mid-` or `pre-`?"""
    word = re.search(r"[^\W\d_]+-$", plain[max(0, start - 20) : start])
    if word is None:
        return False
    name = word.group()
    return name.lower() in _NAMES or not (name.islower() or name.istitle())


_NAMES = frozenset(
    (
        "covid-",
        "alpha-",
        "alfa-",
        "beta-",
        "bêta-",
        "gamma-",
        "delta-",
        "omega-",
        "oméga-",
        "ômega-",
    )
)
"""Names that are not all in capitals."""


def _code(plain: str, start: int, end: int) -> Numeral:
    while start and (
        plain[start - 1].isalnum() or (plain[start - 1] == "-" and plain[start - 2].isalnum())
    ):
        start -= 1
    while end < len(plain) and (
        plain[end].isalnum()
        or (plain[end] in "-." and end + 1 < len(plain) and plain[end + 1].isdigit())
    ):
        end += 1
    return Numeral(Form.CODE, start, end, text=plain[start:end])


@lru_cache(maxsize=1024)
def _read(text: str, decimal: str, groups: str) -> tuple[Decimal | None, bool, Decimal | None]:
    """Value, whether the separators are foreign, and another reading.

    >>> _read("2.5", ",", ". "), _read("1,000", ",", ". ")
    ((Decimal('2.5'), True, None), (Decimal('1.000'), False, Decimal('1000')))
    >>> _read("1.2.3", ".", ",")
    (None, False, None)
    """
    if text.isdigit():
        return decimal_of(text), False, None
    digits = _SPLIT.split(text)
    signs = _SPLIT.findall(text)
    grouped = all(len(group) == 3 for group in digits[1:]) and 1 <= len(digits[0]) <= 3
    if signs[-1] in (decimal, "·") and signs[-1] not in signs[:-1] and len(set(signs[:-1])) <= 1:
        whole, fraction = digits[:-1], digits[-1]
        if signs[:-1] and not all(len(group) == 3 for group in whole[1:]):
            return None, False, None
        foreign = any(sign not in groups for sign in signs[:-1])
        other = Decimal("".join(digits)) if grouped and digits[0] != "0" else None
        return Decimal(f"{''.join(whole)}.{fraction}"), foreign, other
    if len(set(signs)) == 1 and grouped and digits[0] != "0":
        value = Decimal("".join(digits))
        if signs[0] in groups:
            other = Decimal(f"{digits[0]}.{digits[1]}") if len(digits) == 2 else None
            return value, False, other
        return value, True, None
    if len(signs) == 1 and signs[0] != "'":
        return Decimal(f"{digits[0]}.{digits[1]}"), True, None
    if (
        len(set(signs)) == 2
        and len(set(signs[:-1])) == 1
        and all(len(g) == 3 for g in digits[1:-1])
    ):
        return Decimal(f"{''.join(digits[:-1])}.{digits[-1]}"), True, None
    return None, False, None


def _fractions(plain: str) -> Iterator[Numeral]:
    for found in _FRACTION.finditer(plain):
        value = Decimal(_FRACTIONS[found.group()])
        yield Numeral(NUMBER, *found.span(), values=(value,), text=found.group())
