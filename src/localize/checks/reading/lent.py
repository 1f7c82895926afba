"""The units that numbers lend one another: “5 to 10 mg”, “5, 10 and 20 mg”, “a day or two”."""

from __future__ import annotations

import re
from collections.abc import Collection

from localize.checks.reading.lexicon import Mark
from localize.checks.reading.numerals import NUMBER
from localize.checks.reading.quantity import HALF, LOOSE, REQUIRED, SWAPPED, Quantity
from localize.checks.reading.united import LINK, TIME_DENOMINATORS
from localize.regex import regex


def shared_units(found: list[Quantity], plain: str, units: Collection[Mark]) -> list[Quantity]:
    """`5 to 10 mg`, `5, 10 and 20 mg`: the last one's unit is everyone's. `units`: unit words."""
    for index in range(len(found) - 2, -1, -1):
        this, after = found[index], index + 1
        while after < len(found) and found[after].start < this.stop and this.form is NUMBER:
            after += 1  # the “half” of “one and a half to three hours”
        if after == len(found):
            continue
        following = found[after]
        if following.unit if this.unit else not (following.unit or following.per):
            continue  # each has its own, or none
        if this.unit == "foot" and not following.unit:
            if (inches := _INCHES.match(plain, following.stop)) and following.start - this.end <= 2:
                found[after] = following._replace(
                    unit="inch", per=(), end=inches.end()
                )  # 5 ft 4 in
            continue
        if (
            (this.value == HALF or (this.value == 1 and following.value > 1))
            and this.level == LOOSE
            and not this.unit
            and following.unit in TIME_DENOMINATORS
            and (link := LINK.fullmatch(plain, this.end, following.start))
            and "," not in link.group()
        ):
            # ein halbes bis ein Jahr, eine bis anderthalb Stunden
            found[index] = this._replace(unit=following.unit, lent=True)
        if (
            not following.unit
            and following.form is NUMBER
            and following.level == REQUIRED
            and not following.digits
            and this.level == LOOSE
            and this.value == 1
            and this.unit in TIME_DENOMINATORS
            and _OR.fullmatch(plain, this.end, following.start)
        ):
            found[after] = following._replace(unit=this.unit, lent=True)  # a day or two
        if (
            not this.unit
            and not this.per
            and (following.unit or following.per)
            and this.form is NUMBER is following.form
            and this.level == REQUIRED
            and this.text != "fraction"
            and not (
                following.unit == "time" and not following.lent and _own(this, following, plain)
            )
            and LINK.fullmatch(plain, this.end, following.start)
            and not (following.level == SWAPPED and following.unit == "%" and this.digits)
            and not (this.value >= _YEARS and following.unit in TIME_DENOMINATORS and this.digits)
            and not _WHOSE.search(plain, max(0, this.start - _AGE), this.start)
            and not _numbered(this, following, plain, units)
            and not (index and _closed(found[index - 1], this, following, plain))
            and not (
                _COMMA.fullmatch(plain, this.end, following.start)
                and not following.lent
                and not (index and _COMMA.fullmatch(plain, found[index - 1].end, this.start))
            )  # “of those over 75, 18 % fell”: a comma alone makes no list of two
        ):
            found[index] = this._replace(unit=following.unit, per=following.per, lent=True)
            again = this.value == following.value or this.value in [
                v for v, _ in following.readings
            ]
            if again and plain[this.end : following.start].strip() in ("em", "/"):
                found[index] = found[index]._replace(level=LOOSE)  # de 8 em 8 horas, de 12/12 h
    return found


def _numbered(this: Quantity, following: Quantity, plain: str, units: Collection[Mark]) -> bool:
    """Is it the number of what stands before it: “week 4, 52 %”, “on day 1 and 1 tablet”?"""
    if plain[this.end] == ",":
        return any(mark.end == this.start - 1 for mark in units)
    return _AND.fullmatch(plain, this.end, following.start) is not None and any(
        mark.end == this.start - 1 and mark.value in TIME_DENOMINATORS for mark in units
    )


def _closed(first: Quantity, second: Quantity, third: Quantity, plain: str) -> bool:
    """Does a list end before the comma: “between 11 and 14, two doses”?"""
    if plain[second.end : third.start].strip() not in _COMMAS:
        return False
    link = LINK.fullmatch(plain, first.end, second.start)
    return link is not None and link.group().strip() not in _COMMAS


def _own(this: Quantity, times: Quantity, plain: str) -> bool:
    """“In weeks 1 to 4 and once”, “and two times”: how often is said of the second number alone."""
    return times.end == times.stop or _AND.fullmatch(plain, this.end, times.start) is not None


_YEARS = 1900
"""From here on it is a year, not a length of time: “from 7 years in 2001 to 12 years in 2003”."""
_AND = regex(r"\s(?:and|y|e|ed|et|und)\s", re.IGNORECASE)
_INCHES = regex(r"[\s-]?ins?\b(?!\s\d)")
_COMMAS = (",", ";")
_COMMA = regex(r"\s?,\s?")
_OR = regex(r"\s(?:or|o|ou|oder)\s", re.IGNORECASE)


_WHOSE = regex(
    r"\b(?:(?:those|people|patients|adults|children|anyone|women|men|persons|everyone)\s(?:aged\s)?(?:over|under|above|below|older than|younger than|past)|(?:mayores|menores|maiores|menores) de"
    r"|(?:(?:les|des|aux|de) (?:plus|moins) de)|(?:die|der|den|alle|personen|menschen|kinder[n]?|erwachsenen?|patienten) (?:über|unter)|(?:chi ha|persone|pazienti|adulti) (?:(?:più|meno) di|oltre i|sotto i))\s$",
    re.IGNORECASE,
)
"""Before an age that has no unit: “those over 65 and 2 mg” has no 65 mg."""
_AGE = 30
