"""The limits of a text: which “at least”, “up to” or “<” belongs to which quantity."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from types import MappingProxyType

from localize.checks.reading.denial import (
    limit_words,
)
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.limit import UP, Limit, limit_of
from localize.checks.reading.numerals import Form
from localize.checks.reading.quantity import LOOSE, REQUIRED, Quantity, dated
from localize.checks.reading.reading import Reading
from localize.regex import regex

COMPLEMENT = {"ge": "lt", "lt": "ge", "gt": "le", "le": "gt"}
"""What is so where a limit is not."""
_REACH = 3
"""Words that may stand between a comparator and its number: “more than the usual 5”."""
_WHILE = regex(
    r"\b(?:as long as|while|mientras|tant qu(?:e\b|')|solange|enquanto|finch[éè])[^.;:]*$",
    re.IGNORECASE,
)
_POINTED = regex(
    r"\s(?:of\s)?(?:th[ai]t|this|these|those|ess?[aeo]s?|est[aeo]s?|isso|isto|aquel[aeo]s?|cett?e|ces?|dies\w+|jen\w+|quest\w+|quell\w+)\b",
    re.IGNORECASE,
)
"""What a limit is, said by pointing at it: the number behind it is another, “if it is below this for two hours”."""
_BY = regex(
    r"(?:dépass|excéd|super|exced|ultrapass|exceed|übersteig|übertr)\w*\s(?:de|di|um|en|em|by)\s",
    re.IGNORECASE,
)
_JOINED = regex(r"\s(?:and|y|e|et|und|but|pero|mais|aber|mas|ma)\s$", re.IGNORECASE)
_NO_MORE = regex(
    r", (?:not?(?! m[áí][xn])|never|nor|nunca|ni|pas|jamais|nicht|nie|keinen|não|nem|non|mai)\b"
)
_ENDED = regex(r"[.,;:!?)]|$")
_OR_TIME = regex(r",?\s(?:and|or|y|[eou]|et|ou|oder|und|bzw\.)\s", re.IGNORECASE)
_BETWEEN = regex(
    r"\s(?:and|y|e|et|und)\s(?:(?:de|los|las|el|le|les|il|lo|os|as|o|dem|den)\s)?", re.IGNORECASE
)
_DASH = regex(r"\s?[-–—]\s?|\s(?:to|a|al|à|bis)\s", re.IGNORECASE)


def bound(reading: Reading) -> Mapping[int, Limit]:
    """Start of a quantity -> the limit that belongs to it."""
    marks = reading.marks
    if not reading.quantities or ("comparator" not in marks and "comparator_after" not in marks):
        return _NONE
    if reading.limits is None:
        reading.limits = _bound(reading)
    return reading.limits


_NONE: Mapping[int, Limit] = MappingProxyType({})
_FORMS = (Form.NUMBER, Form.CLOCK)


_BELOW = regex(
    r"\b(?:below|above|over|under|than|inferior a|superior a|por debajo de|por encima de|más de|menos de|inférieure? à|supérieure? à|(?:au-|en )?dessous de|(?:au-)?dessus de|unter|über|als|abaixo de|acima de"
    r"|mais de|menos de|inferiore a|superiore a|al di sotto di|al di sopra di|sotto|sopra)\s$|[<>≤≥]\s?$",
    re.IGNORECASE,
)
_AHEAD = 20
"""Characters of what bounds a number."""


def _below(quantity: Quantity, plain: str) -> bool:
    """Does a word for “more” or “less” stand right before a number? Before a year there is none."""
    return _BELOW.search(plain, max(0, quantity.start - _AHEAD), quantity.start) is not None


def _bound(reading: Reading) -> dict[int, Limit]:
    found: dict[int, Limit] = {}
    plain = reading.prose.plain
    quantities = [
        q
        for q in reading.quantities
        if q.form in _FORMS
        # “Less than double”, “weniger als das Dreifache” bound a number that is said in a word of its own.
        and (q.level != LOOSE or q.unit or q.value > 1 or q.text == "ordinal")
        and not (dated(q, reading) and not _below(q, plain))
        and not (q.unit == "m²" and plain[q.start - 1 : q.start] == "/")  # 30 ml/min/1.73 m²
    ]
    if not quantities:
        return found
    closing = [
        mark
        for mark in reading.marks.get("comparator_after", ())
        if any(0 <= mark.start - max(q.end, q.stop) <= 1 for q in quantities)
        and not any(0 <= q.start - mark.end <= 1 for q in reading.quantities)
    ]
    leading: list[Mark] = []
    for mark in reading.marks.get("comparator", ()):
        for following in quantities:
            if following.start >= mark.end:
                break
        else:
            continue
        if closing and any(end.start < mark.start and mark.end <= end.end for end in closing):
            continue  # “38 °C or above in the two weeks after”
        if following.text == "ordinal":
            # “after the first 18 weeks” is after 18 weeks
            following = next(
                (
                    q
                    for q in quantities
                    if 0 <= q.start - following.end <= 1 and q.level == REQUIRED
                ),
                following,
            )
        gap = following.start - mark.end
        if (
            following.level != REQUIRED
            and not following.unit
            and following.text != "ordinal"
            and not _ARTICLE.fullmatch(plain, mark.end, following.start)
        ):
            continue  # “über Kopfschmerzen berichteten doppelt so viele”
        # Most numbers stand right behind.
        if (gap != 1 or plain[mark.end] != " ") and not _near(
            reading, _bracketed(mark, plain), following.start
        ):
            continue
        limit = limit_of(mark, reading)
        if not limit.all:
            continue
        if (
            gap > 1
            and plain[mark.start : mark.end].lower() == "unter"
            and any(
                mark.end <= name.start < following.start
                for family in ("drug", "arm")
                for name in reading.marks.get(family, ())
            )
        ):
            continue  # “unter Ondansetron 14 %”
        if gap > 1 and _BESIDE_IT.search(plain, mark.end, following.start):
            continue  # “über Zeitzonen mit Libre 2”, “maximale Aktivität nach 75 Minuten”
        if limit.kind == "in" and (
            _OR_TIME.match(plain, mark.end) or _AND_AGAIN.search(plain, mark.end, following.start)
        ):
            continue  # “an hour before or two hours after”, “before dosing and again 40 minutes later”
        if _BY.fullmatch(plain, mark.start, following.start):
            continue  # “exceeds … by 2.5 points”
        if following.unit == "%" and limit.kind == "in":
            continue  # “situar-se nos 70 %”
        if gap > 1 and _POINTED.match(plain, mark.end, following.start):
            continue
        if following.unit in LENGTHS and _DURING.fullmatch(plain, mark.start, mark.end):
            limit = limit._replace(unsure=True)
        leading.append(mark)
        # The nearest one counts, unless it says less than the one before: “at most from 5”.
        if not (limit.unsure and following.start in found and not found[following.start].unsure):
            found[following.start] = _ahead(limit, mark, following, reading)
    for mark in reading.marks.get("comparator_after", ()):
        if any(0 <= q.start - mark.end <= 1 for q in reading.quantities) or any(
            led.start < mark.end < led.end for led in leading
        ):
            continue  # it belongs to the number that follows: “20 and the maximum of 140”
        if plain.startswith("/", mark.end):
            continue  # 15 +/- 3
        before = [q for q in quantities if q.stop <= mark.start]
        if not before:
            continue
        start = _behind(before[-1], reading)
        reach = _PREDICATE if _IS.match(plain, mark.start) else _REACH
        if plain[start : mark.start] == " (":  # “five (or more)”
            start = mark.start
        # “five days, not longer”
        apart = _NO_MORE.match(plain, mark.start - 2) and _ENDED.match(plain, mark.end)
        end = mark.start - 2 if apart else mark.start
        if _near(reading, start, end, reach) and (limit := limit_of(mark, reading)).all:
            if _JOINED.search(reading.prose.plain, before[-1].stop, mark.start) and any(
                q.start >= mark.end and _near(reading, mark.end, q.start) for q in quantities
            ):
                continue  # “al menos 88 % y como máximo 92 %”
            if mark.value == "lt" and _WHILE.search(plain, 0, before[-1].start):
                continue  # “as long as a week has not passed” is “until a week has”
            if (
                mark.value == "ge"
                and found.get(before[-1].start, limit).kind == "in"
                and not _OR_MORE.match(plain, mark.start)
            ):
                continue  # “prima dei sei mesi compiuti”
            paced = _EVERY.search(plain, 0, before[-1].start)
            paced = None if _DEADLINE.fullmatch(plain, mark.start, mark.end) else paced
            found[before[-1].start] = _apart(limit, before[-1]) if paced else limit
    return found


_ARTICLE = regex(r"l?\s?(?:\w{1,3}\s|l')?", re.IGNORECASE)
_AND_AGAIN = regex(
    r"[^\W\d_]\s(?:and|y|e|et|und)\s(?:(?:again|then|de nuevo|otra vez|nuevamente|de novo|novamente|à nouveau|de nouveau|erneut|wieder|di nuovo|nuovamente)\s)?$",
    re.IGNORECASE,
)
_OR_MORE = regex(r"(?:or|and|[oyeu]|et|ou|oder|und)\s", re.IGNORECASE)
_BESIDE_IT = regex(
    r"\s(?:with|mit|con|avec|com)\s|[^\W\d_]\s(?:after|nach|tras|après|dopo|após)\s", re.IGNORECASE
)


def before(reading: Reading, start: int) -> Limit | None:
    """The limit that stands right before a place, “fewer than one in ten”."""
    for mark in reversed(reading.marks.get("comparator", ())):
        if mark.end <= start:
            limit = limit_of(mark, reading)
            return limit if limit.all and _near(reading, mark.end, start) else None
    return None


def until(limit: Limit | None, quantity: Quantity, here: Reading, there: Reading) -> Limit | None:
    """A limit as that of an *until*, where the other side says so: “as long as it is not above 50” is “until it is above 50”."""
    if limit is None or limit.kind or limit.unsure or not limit.said or quantity.unit in LENGTHS:
        return limit
    held = _WHILE.search(here.prose.plain, 0, quantity.start)
    if held is None or not _UNTIL.search(there.prose.plain) or _WHILE.search(there.prose.plain):
        return limit
    if _FINCHE_NON.match(held[0]) and limit.said in _BEYOND:
        return limit  # its “non” denies nothing
    values = frozenset(COMPLEMENT[value] for value in limit.all)
    return limit._replace(all=values, turned="", said=COMPLEMENT[limit.said])


_UNTIL = regex(
    r"\b(?:until|unless|hasta que|jusqu'à ce qu|bis(?! zu)|até que|fino a (?:che|quando))\b",
    re.IGNORECASE,
)
_FINCHE_NON = regex(r"finch[éè]\b.*\bnon\b", re.IGNORECASE)
_BEYOND = ("gt", "lt")


def ranges(reading: Reading) -> dict[int, str]:
    """Start of a quantity -> `up` or `down` for the ends of a range: “between 4 and 5”, “4–5”."""
    found: dict[int, str] = {}
    plain = reading.prose.plain
    words = [mark.end for mark in reading.marks.get("range", ())]
    for low, high in pairwise(q for q in reading.quantities if q.level != LOOSE):
        led = any(0 < low.start - end <= _LED for end in words)
        if low.value < high.value and (
            _DASH.fullmatch(plain, low.end, high.start)
            or (led and _BETWEEN.fullmatch(plain, low.end, high.start))
        ):
            found[low.start], found[high.start] = "up", "down"
    return found


def _behind(quantity: Quantity, reading: Reading) -> int:
    """Where a quantity ends, “/1.73 m²” taken for a part of it."""
    found = _SURFACE.match(reading.prose.plain, quantity.end)
    return found.end() if found else quantity.stop


_SURFACE = regex(r"\s?/\s?1[.,]73\s?m(?:²|2|\^2)")


def _ahead(limit: Limit, mark: Mark, quantity: Quantity, reading: Reading) -> Limit:
    """“No later than 24 hours before” is at least 24 hours: the other way round than “no later than 24 hours after”."""
    plain = reading.prose.plain
    if quantity.start - mark.end > 1:
        if _ONE_IN.search(plain, mark.end, quantity.start):
            return limit  # “more than one in every three”
        if (
            _EVERY.search(plain, mark.end, quantity.start)
            and not _DEADLINE.fullmatch(plain, mark.start, mark.end)
            and not _OFTEN.search(plain, mark.start, mark.end)
        ):
            return _apart(limit, quantity)
    times = reading.marks.get("concept.time")
    if (
        times
        and any(each.value == "before" and 0 <= each.start - quantity.end <= _LED for each in times)
        and _DEADLINE.fullmatch(plain, mark.start, mark.end)
    ):
        values = frozenset("ge" if value in ("le", "lt") else "le" for value in limit.all)
        return limit._replace(all=values, said=min(values), turned="")
    return limit


LENGTHS = frozenset(("second", "minute", "hour", "day", "week", "month"))
_DURING = regex("über|over", re.IGNORECASE)
"""“Über eine Woche” is mostly what lasts a week."""


def _apart(limit: Limit, quantity: Quantity) -> Limit:
    """“At least every two hours” is “no more than two hours apart”; “one for every three” is nothing apart."""
    if quantity.unit not in LENGTHS and quantity.unit != "year":
        return limit._replace(all=frozenset(("ge", "le")), said="")
    turned = frozenset(_OTHER_SIDE[value] for value in limit.all)
    return limit._replace(all=turned, said="", turned="")


_OTHER_SIDE = {"ge": "le", "le": "ge", "gt": "lt", "lt": "gt"}
_OFTEN = regex(r"often|frequen|öfter|häufig|souvent|fréquem|spesso|menudo|frecuen", re.IGNORECASE)
"""“No more often than every two hours” speaks of what lies between already."""
_EVERY = regex(r"\b(?:every|cada|tou(?:te)?s les|alle|ogni|a cada)\s$", re.IGNORECASE)
_ONE_IN = regex(r"\b(?:de|em|en|in|of|out of|su|sur|von)\s(?:every|cada|ogni)\s$", re.IGNORECASE)
_DEADLINE = regex(
    r"(?:no|not) (?:later|earlier|sooner) than|no más tarde (?:de|que)|pas plus tard qu[e']|non più tardi d\w+|não mais tarde (?:do que|que|de)|at the (?:latest|earliest)|a más tardar|como (?:muy )?tarde|au plus (?:tard|tôt)|spätestens|frühestens|al più (?:tardi|presto)|o mais tardar|no mais tardar|nicht später als",
    re.IGNORECASE,
)
_LED = 12
"""Characters between “between” and its number: “zwischen den Werten 4 und 5”."""


def said(reading: Reading) -> Counter[str]:
    """How many limits a text has, `max` and `min`, bound to a number or not."""
    values = [
        value
        for m in limit_words(reading)
        if not m.value.endswith("?")
        for value in limit_of(m, reading).all
    ]
    return Counter("min" if value in UP else "max" for value in values)


def one(quantity: Quantity) -> bool:
    """A month, an hour."""
    return quantity.level == LOOSE and quantity.value == 1 and quantity.unit != ""


_IS = regex(r"(?:is|are|es|son|est|sont|ist|sind|é|são|è|sono)\s", re.IGNORECASE)
_PREDICATE = 7
"""Words between a number and what is said of it: “two cups of coffee a day is the upper limit”."""


def _bracketed(mark: Mark, plain: str) -> int:
    """Where a limit ends, a comma on both sides of it left aside: “deve ser, no máximo, de 3 g”."""
    return (
        mark.end + 1
        if plain[mark.start - 2 : mark.start] == ", " and plain[mark.end : mark.end + 2] == ", "
        else mark.end
    )


def _near(reading: Reading, start: int, end: int, reach: int = _REACH) -> bool:
    between = reading.prose.plain[start:end]
    return between == " " or (len(between.split()) <= reach and not _PARTS.search(between))


_PARTS = regex(r"[.;:!?\n,()]")
