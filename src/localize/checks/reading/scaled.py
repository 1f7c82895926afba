"""Numbers that are written in two parts: “1.5 million”, “2 mil”, “3 and a half”, 2019–20."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from localize.checks.reading.lexicon import Mark
from localize.checks.reading.numerals import NUMBER
from localize.checks.reading.quantity import LOOSE, REQUIRED, Quantity
from localize.checks.reading.united import LINK

_ABBREVIATED = 3
"""Letters of a scale that is cut short: Mio., Tsd."""


def in_parts(found: list[Quantity], plain: str) -> bool:
    """May one number be written as two, `3 ½`, “one hundred” with the one in it, or be short for a year, `2019–20`?"""
    for one, after in pairwise(found):
        stop = one.stop
        if (
            after.start < stop
            or after.text == "fraction"
            or (after.end - after.start == 1 and after.value < 1)
            or plain[stop : stop + 1] in _DASHES
        ):
            return True
    return False


_DASHES = ("-", "–", "/")


def scaled(found: list[Quantity], plain: str, marks: dict[str, list[Mark]]) -> list[Quantity]:
    """`1.5 million`, `2 mil`: digits and the word behind them; `1½` and `3 and a half`."""
    result: list[Quantity] = []
    scales = {mark.start: mark for mark in marks.get("scale", ())}
    told = -1
    """Where the “million” of the last number stands, which is nothing of its own."""
    halves = {mark.start: mark for mark in marks.get("plus", ())}
    for each in found:
        quantity = each
        if (
            result
            and result[-1].stop > quantity.start
            and quantity.form is NUMBER
            and result[-1].form is NUMBER
        ):
            if quantity.level >= result[-1].level and quantity.end > result[-1].end:
                result[-1] = quantity
            elif quantity.level == LOOSE and quantity.start != told:
                result.append(quantity)
            continue
        at = quantity.stop
        if plain[at : at + 1] in (" ", "-"):
            at += 1
        if quantity.form is NUMBER and quantity.digits and (scale := scales.get(at)):
            size = Decimal(scale.value)
            told, end = scale.start, scale.end
            if plain.startswith(".", end) and end - scale.start <= _ABBREVIATED:
                end += 1  # 1,2 Mio. I.E.
            following = scales.get(end + 1)
            if following:  # mil millones
                size, end = size * Decimal(following.value), following.end
            quantity = quantity._replace(value=quantity.value * size, end=end, stop=end, misread=None if quantity.misread is None else quantity.misread * size
            )  # fmt: skip
            if (
                result
                and result[-1].form is NUMBER
                and LINK.fullmatch(plain, result[-1].stop, quantity.start)
            ):
                result[-1] = result[-1]._replace(
                    others=(*result[-1].others, result[-1].value * size)
                )
        elif quantity.text != "ordinal" and (half := halves.get(at)):
            quantity = quantity._replace(
                value=quantity.value + Decimal(half.value) * _size(quantity.value),
                end=half.end,
                stop=half.end,
                level=REQUIRED,
            )
            if scale := scales.get(half.end + 1):  # one and a half million
                quantity = quantity._replace(
                    value=quantity.value * Decimal(scale.value), end=scale.end, stop=scale.end
                )
        elif (
            (
                (result and quantity.text == "fraction")
                or (quantity.value < 1 and quantity.end - quantity.start == 1)
            )
            and result
            and result[-1].digits
            and quantity.start - result[-1].stop <= 1
            and result[-1].form is NUMBER
        ):
            result[-1] = result[-1]._replace(
                value=result[-1].value + quantity.value,
                end=quantity.end,
                stop=quantity.stop,
            )
            continue
        if (
            result
            and quantity.digits
            and quantity.value < 100
            and 1500 <= result[-1].value < 2200
            and re.fullmatch(r"[-–/]", plain[result[-1].stop : quantity.start])
        ):  # 2019–20
            century = result[-1].value // 100 * 100
            quantity = quantity._replace(others=(*quantity.others, century + quantity.value))
        result.append(quantity)
    return result


def _size(value: Decimal) -> int:
    """What half is added to: half a million to “dos millones y medio”."""
    return next((size for size in _MILLIONS if value >= size and not value % size), 1)


_MILLIONS = (10**12, 10**9, 10**6)
