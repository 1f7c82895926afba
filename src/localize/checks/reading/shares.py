"""Shares of a whole: *three quarters*, *one in five*, *half*, 20 %. A translator may say one for the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from localize.checks.reading.numerals import NUMBER
from localize.checks.reading.quantity import LOOSE, Quantity
from localize.checks.reading.reading import Reading
from localize.checks.reading.tables import measures
from localize.regex import regex

_OF = regex(
    r"(?:\s[^\W\d_]+)?\s(?:in|em|ogni)\s(?:a\s)?"
    r"|(?:\s(?!(?:de|di|of)\s)[^\W\d_]+(?:'[^\W\d_]+)?(?:\s(?:(?:de|di|du|del|della|da|do|dos|of)\s|d')[^\W\d_]+)?){0,3}\s(?:in every|out of every|out of|of every|de cada|sur|von|em cada|a cada|su|in ogni)\s(?:an?\s)?",
    re.IGNORECASE,
)
_PER = regex(r"\s(?:per|pro|je|auf|pour|por)\s(?:each\s|every\s|cada\s|an?\s)?", re.IGNORECASE)
_OF_ALL = regex(r"\s(?:of|de|di|des)\s(?:the\s|l[oae]s\s|[oa]s\s)?", re.IGNORECASE)
"""“Three of five nurses”."""
_TO = regex(r"\s?[-–]\s?|\s(?:to|and|a|à|y|e|et|und|bis|o|ou|or|oder)\s", re.IGNORECASE)
_ROUND = frozenset((10, 20, 50, 100, 200, 500, 1000, 10_000, 100_000))
_OUT_OF = regex(
    r"\b(?:(?:of|in|among)(?: each| every)?|de cada|em cada|sur|su|unter|von(?: je)?|ogni|auf) $",
    re.IGNORECASE,
)
"""Before the whole that a number behind it is out of: “of every 100 patients, 15”."""
_LED = 14
_HEADS = frozenset(("", "patient"))
_THOUSANDS = frozenset((1000, 10_000, 100_000, 1_000_000))
"""“3 per 1000”; “2 per 5” may be anything."""
_EACH = regex(r"each|every|per|cada|chaque|jed\w+|je|ogni", re.IGNORECASE)
_GAP = regex(r"[\s-]{1,2}")
_LARGEST = 1_000_000
_HALF = Decimal("0.5")
_EVEN = 50
_ALONE = frozenset((_HALF, Decimal(_EVEN)))
"""What may be a share where a text has no other number."""
_EVENS = regex(r"\s?[-–/:]\s?| (?:to|a|zu|para|y|e|et|und|and) ")
"""“50/50”, “fifty-fifty”."""
_ROUNDED = Decimal("0.004")
"""A third is 33 %."""


class Share(NamedTuple):
    """A share of a text, `plain[start:end]`."""

    value: Decimal
    """Of one."""
    start: int
    end: int
    members: tuple[Quantity, ...]
    """The quantities it is made of."""
    named: bool = False
    """In words of its own: *a third*."""
    head: int = 0
    """Where its noun begins."""

    def same(self, value: Decimal) -> bool:
        """Is this the value, or what it is rounded to?"""
        return abs(self.value - value) < min(_ROUNDED, self.value / 20)


def shares(reading: Reading) -> Sequence[Share]:
    """The shares of a text, in order."""
    if reading.shares is None:
        quantities = reading.quantities
        alone = len(quantities) == 1 and quantities[0].value not in _ALONE
        named = "fraction" in reading.marks or (quantities and not alone)
        reading.shares = tuple(_shares(reading)) if named else ()
    return reading.shares


def _shares(reading: Reading) -> list[Share]:
    plain = reading.prose.plain
    numbers = [
        q
        for q in reading.quantities
        if q.form is NUMBER and not (q.level == LOOSE and _EACH.fullmatch(plain, q.start, q.stop))
    ]
    found: list[Share] = []
    for mark in reading.marks.get("fraction", ()):
        before = [q for q in numbers if q.stop <= mark.start and not q.per]
        top = before[-1] if before and _GAP.fullmatch(plain, before[-1].stop, mark.start) else None
        value = Decimal(1) if top is None else top.value
        if not 0 < value < int(mark.value):
            continue
        start = mark.start if top is None else top.start
        members = [q for q in reading.quantities if start <= q.start < mark.end]
        found.append(
            Share(value / int(mark.value), start, mark.end, tuple(members), True, mark.start)
        )
    # Of “one in a hundred”, “a” is none of the two.
    articles = [
        q
        for q, after in pairwise(numbers)
        if q.level == LOOSE and after.start == q.end + 1 and q.value == 1
    ]
    counted = [q for q in numbers if q not in articles] if articles else numbers
    for top, bottom in pairwise(counted):
        if top.value < bottom.value:
            if not _out_of(top, bottom, plain):
                continue
            value = top.value / bottom.value
            found.append(Share(value, top.start, bottom.end, (top, bottom)))
            found += [  # between 20 and 30 in every 1000
                Share(low.value / bottom.value, low.start, low.end, (low,))
                for low in counted
                if 0 < low.value < top.value and _TO.fullmatch(plain, low.stop, top.start)
            ]
        elif (
            top.value in _ROUND
            and 0 < bottom.value < top.value
            and top.unit in _HEADS
            and bottom.unit in _HEADS
            and not top.per
            and _OUT_OF.search(plain, max(0, top.start - _LED), top.start)
        ):
            # The whole stands first: “of every 100 patients, 15 had …”.
            found.append(Share(bottom.value / top.value, top.start, bottom.end, (top, bottom)))
        elif top.value == bottom.value == _EVEN and _EVENS.fullmatch(plain, top.end, bottom.start):
            found.append(Share(_HALF, top.start, bottom.end, (top, bottom)))
    found += [
        Share(_HALF, q.start, q.end, (q,)) for q in numbers if q.level == LOOSE and q.value == _HALF
    ]
    if len(found) > 1:
        found.sort(key=lambda share: share.start)
    return found


def _out_of(top: Quantity, bottom: Quantity, plain: str) -> bool:
    """Are two numbers, of which the second is greater, one of these of another: “3 in 10”, “three of five”, “2 per 1000”?"""
    if not (plain[top.stop : top.stop + 1].isspace() and plain[bottom.start - 1].isspace()):
        return False
    if not (top.value > 0 and bottom.value <= _LARGEST and _counted(bottom)):
        return False
    if bottom.value % 1 or top.value % 1:
        return False
    return (
        _OF.fullmatch(plain, top.stop, bottom.start) is not None
        or (
            top.unit in _HEADS
            and bottom.unit in _HEADS
            and not bottom.per
            and _OF_ALL.fullmatch(plain, top.stop, bottom.start) is not None
        )
        or (
            bottom.value in _THOUSANDS
            and not (top.unit or bottom.per)
            and _PER.fullmatch(plain, top.stop, bottom.start) is not None
        )
    )


def upended(reading: Reading, others: Sequence[Share]) -> tuple[Quantity, Quantity] | None:
    """Two amounts of which the part is more than the whole, where the other side says “1 in 10”: “10 de cada 1”, “de los 1, 10”."""
    parts = [sorted(q.value for q in other.members) for other in others]
    told = {(part[0], part[1]) for part in parts if len(part) == _COUNTED}
    plain = reading.prose.plain
    for one, two in pairwise(reading.quantities) if told else ():
        if (two.value, one.value) in told and one.unit != "%":
            if _PART.fullmatch(plain, one.stop, two.start):
                return one, two
        elif (
            (one.value, two.value) in told
            and one.level != LOOSE
            and _WHOLE.search(plain, 0, one.start)
        ) and not (
            _OF.fullmatch(plain, one.stop, two.start)
            or _OF_WHOLE.search(plain, one.stop, two.start)
        ):
            return one, two
    return None


_OF_WHOLE = regex(
    r"\b(?:of|der|von|de[irs]?|d[oa]s|degli|delle|sur|em|in|su|de l[oa]s)(?:\s[^\W\d_]+)?\s$",
    re.IGNORECASE,
)
"""“Von den 13 Tieren der insgesamt 143”: the whole comes behind."""
_PART = regex(
    r"(?:\s[^\W\d_]+)?\s(?:of|out of|in|de(?: cada| los| las)?|d[oa]s|em cada|sur(?: les)?|su|dei|degli|delle|von(?: den)?|der)\s(?:the\s)?",
    re.IGNORECASE,
)
_WHOLE = regex(
    r"\b(?:von(?: den)?|sur(?: les)?|de (?:los|las)|d[oa]s|de[il]|delle|su|parmi(?: les)?|unter(?: den)?|(?:tra|fra) (?:i|le|gli)|among(?: the)?|of(?: the)?)\s$",
    re.IGNORECASE,
)
"""What leads the whole of a share: “of the 40, 12 stopped”."""


def whole_first(reading: Reading, one: Quantity, two: Quantity) -> bool:
    """“Two of the five” as “of the five, two”."""
    whole, part = (one, two) if one.value > two.value else (two, one)
    return whole.start < part.start and bool(_LEADS.search(reading.prose.plain, 0, whole.start))


_LEADS = regex(
    r"\b(?:of|out of|among|de|d[aeo]s?|des|del|degli|delle|dei|parmi|sur|su|von|unter|tra|fra|entre)\s(?:(?:the|los|las|les|os|as|i|gli|le|den|insgesamt|cada|je|ogni)\s)?$",
    re.IGNORECASE,
)


def _counted(bottom: Quantity) -> bool:
    """Can it be what a share is of: 24 patients, not 24 hours, nor 5 %?"""
    unit = measures().get(bottom.unit)
    return unit is None or (unit.soft and unit.base not in ("s", "age"))


def explained(
    here: Sequence[Share], there: Sequence[Share], percents: Sequence[Quantity]
) -> list[Quantity]:
    """The quantities of one side's shares that the other side says as another share or in percent."""
    known = [share.value for share in there] + [portion(q) for q in percents]
    return [
        q
        for share in here
        if any(share.same(value) for value in known) and not _near_miss(share, there)
        for q in share.members
    ]


def _near_miss(share: Share, others: Sequence[Share]) -> bool:
    """“1 in 1,000” as “1 in 1,008”: between two that are counted out, nothing is rounded."""
    counted = [other for other in others if not other.named]
    return (
        not share.named
        and len(share.members) == _COUNTED
        and any(share.same(other.value) and len(other.members) == _COUNTED for other in counted)
        and all(share.value != other.value for other in counted)
    )


_COUNTED = 2
"""What a share is counted out with: “1 in 10”."""


def percents(reading: Reading) -> list[Quantity]:
    """The percentages of a text, and what is less than one: 3/4."""
    return [q for q in reading.quantities if q.unit in _WHOLES or 0 < q.value < 1]


def portion(quantity: Quantity) -> Decimal:
    """The share that a percentage or a fraction says."""
    return quantity.value / _WHOLES.get(quantity.unit, 1)


_WHOLES = {"%": 100, "‰": 1000}
