"""Amounts that are worked out: “two 250 mg tablets” as 500 mg, 20 mEq of potassium as 20 mmol, “under-fives” as “0 to 4 years”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from localize.checks.reading.alignment import Alignment
from localize.checks.reading.amounts import same_amount
from localize.checks.reading.limit import Limit
from localize.checks.reading.limits import bound
from localize.checks.reading.numerals import Form
from localize.checks.reading.quantity import HALF, Quantity
from localize.checks.reading.reading import Reading
from localize.checks.reading.tables import is_time, measures
from localize.checks.reading.united import LINK
from localize.regex import regex


def charges(found: Alignment, source: Reading) -> Iterator[tuple[Quantity, Quantity]]:
    """An ion of one charge has as many mEq as mmol, one of two charges twice as many."""
    for a, b in (*found.reunited, *zip(found.missing, found.added, strict=False)):
        if (a.unit, b.unit) not in _CHARGED:
            continue
        twice = any(mark.value in _TWICE for mark in source.marks.get("drug", ()))
        more, less = (a.value, b.value) if a.unit == "mEq" else (b.value, a.value)
        if more == less * (1 + twice):
            yield a, b


_CHARGED = (("mEq", "mmol"), ("mmol", "mEq"))
_TWICE = frozenset(("calcium", "magnesium", "magnesium sulfate"))


def products(
    lost: Sequence[Quantity], here: Reading, found: Alignment, side: int
) -> list[Quantity]:
    """The total that one side adds to “two 250 mg tablets”: both say the two and the 250 mg.

    `lost` are quantities of `here`, which is the source of `found` where `side` is 0, the target where it is 1.
    """
    if len(here.quantities) < _TWO or not found.matched:
        return []
    both = {match[side]: match[1 - side] for match in found.matched}
    totals = [
        two._replace(value=one.value * two.value, per=per)
        for first, second in pairwise(here.quantities)
        for one, two in ((first, second), (second, first))
        if one in both
        and two in both
        and by_ones(one)
        and not by_ones(two)
        and _OF.fullmatch(here.prose.plain, first.end, second.start)
        for per in {two.per, one.per, both[one].per, both[two].per}
    ]
    return [
        q
        for q in lost
        for total in totals
        if q.per == total.per
        and ((q.value, q.unit) == (total.value, total.unit) or same_amount(q, total))
    ]


def by_ones(quantity: Quantity) -> bool:
    """Does it count tablets and the like, by ones?"""
    unit = measures().get(quantity.unit)
    return unit is None or (unit.soft and not unit.base)


def split(
    came: Sequence[Quantity], here: Reading, lost: Sequence[Quantity], there: Reading
) -> Iterator[tuple[Quantity, Quantity | None]]:
    """“150 mg twice a day” for “300 mg a day in two doses”: what came, and the total that may be lost for it."""
    for q in came:
        if not q.unit or by_ones(q):
            continue
        for times in here.quantities:
            beside = min(abs(times.start - q.end), abs(q.start - times.end)) <= _BESIDE
            if times.unit != "time" or times.value <= 1 or not beside:
                continue
            total = (q.value * times.value, q.unit)
            parts = (p for p in there.quantities if p.value == times.value)
            if any(
                by_ones(p) and p.unit != "time" for p in parts
            ):  # “300 mg three times” is no total
                for p in there.quantities:
                    if (p.value, p.unit) == total:
                        yield q, p if p in lost else None


_BESIDE = 12
"""Characters between an amount and how often it is taken: “150 mg zweimal”, “zweimal täglich 150 mg”."""
_OF = regex(
    r"[\s-]{1,2}(?:(?!and\b|y\b|et\b|und\b|e\b|or\b|ou\b|o\b)[^\W\d_]+\s){0,3}|\s?[x×]\s?",
    re.IGNORECASE,
)
"""Between a number and what each of them has: “two 250 mg tablets”, “zwei Tabletten zu 250 mg”."""


def younger(
    lost: Sequence[Quantity], came: Sequence[Quantity], here: Reading, other: Reading
) -> Iterator[tuple[Quantity, Quantity]]:
    """“Under five” as “0 to 4 years”, “up to 4 years”: with the limit, what it is and the zero come as well."""
    ages = {b.value for b in came if b.unit == "year"}
    lost = [a for a in lost if a.unit in ("", "year") and a.value - 1 in ages]
    limits = bound(here) if lost else {}
    for a in lost:
        limit = limits.get(a.start)
        under = limit is not None and limit.all == {"lt"}
        if not under and not _IN_UNDER.search(here.prose.plain, 0, a.start):
            continue
        for b in came:
            if b.unit != "year" or b.value != a.value - 1:
                continue
            plain = other.prose.plain
            ends = _UP_TO.search(plain, max(0, b.start - _LEAD), b.start)
            if ends:
                yield a, b
                yield from (
                    (a, q) for q in came if ends.start() <= q.start < b.start and not q.value
                )


_IN_UNDER = regex(r"\bunder[\s-]$", re.IGNORECASE)
"""“In under-fives”, which else is within five."""
_LEAD = 16
_UP_TO = regex(
    r"(?:\b0(?:\s?[-–]\s?|\s(?:to|a|à|bis|ai|al|e|y|et|und|and|até)\s)|\b(?:up to|hasta los|hasta|jusqu'à|bis zu|bis|fino a|fino ai|até aos|até os|até)\s)$",
    re.IGNORECASE,
)


def completed(
    lost: Sequence[Quantity], came: Sequence[Quantity], here: Reading, other: Reading
) -> Iterator[tuple[Quantity, Quantity]]:
    """“Aged 13 to 17”, “up to the age of 17” as “until the 18th birthday”, “under 18”."""
    ages = [b for b in came if b.unit in ("", "year")]
    after = {b.value for b in ages}
    lost = [a for a in lost if a.unit in ("", "year") and a.value + 1 in after]
    if not lost:
        return
    limits, theirs = bound(here), bound(other)
    for a in lost:
        if not _last(a, here, limits.get(a.start)):
            continue
        for b in ages:
            limit, plain = theirs.get(b.start), other.prose.plain
            under = limit is not None and limit.all == {"lt"} and "year" in (a.unit, b.unit)
            if b.value == a.value + 1 and (
                under or _BIRTHDAY.search(plain, max(0, b.start - _REACH), b.end + _REACH)
            ):
                yield a, b


def _last(age: Quantity, reading: Reading, limit: Limit | None) -> bool:
    """Is it the last age that is meant: “6 to 11”, “up to 11”?"""
    if limit is not None and limit.all == {"le"}:
        return True
    plain = reading.prose.plain
    if _UP_TO.search(plain, 0, age.start) or _INCLUSIVE.search(plain, 0, age.start):
        return True
    before = [q for q in reading.quantities if q.end <= age.start]
    return bool(before) and LINK.fullmatch(plain, before[-1].end, age.start) is not None


_REACH = 24
_BIRTHDAY = regex(
    r"\b(?:birthday|cumpleaños|cumpl|anniversaire|geburtstag|vollendet|compleann|compiment|compi(?:ut|er|ono)|anivers|complet)",
    re.IGNORECASE,
)
_INCLUSIVE = regex(r"\b(?:up to and including|through)\s(?:the age of\s)?$", re.IGNORECASE)


def next_one(
    lost: Sequence[Quantity], came: Sequence[Quantity], here: Reading, other: Reading
) -> Iterator[tuple[Quantity, Quantity]]:
    """“After the second trimester” as “from the third trimester on”."""
    for a in lost:
        for b in came:
            ordinal = a.text == "ordinal" or _FIRST.match(here.prose.plain, a.start)
            if not ordinal or b.text != "ordinal" or b.value != a.value + 1:
                continue
            if follows(here, a.start, other, b.start):
                yield a, b


def follows(here: Reading, at: int, other: Reading, there: int) -> bool:
    """Does something begin after what stands at a place, and on the other side with what stands there?"""
    return bool(_PAST.search(here.prose.plain, 0, at) and _FROM.search(other.prose.plain, 0, there))


_PAST = regex(
    r"\b(?:after|past|después|tras|pasado|après|passé|passado|nach|depois|após|dopo|oltre)\s(?:\w+[\s']){0,2}$",
    re.IGNORECASE,
)
_FIRST = regex(r"first|primer|premi|erst|prim", re.IGNORECASE)
_FROM = regex(
    r"\b(?:from|as of|a partir|desde|dès|à partir|à compter|ab|von|vom|a partire|dal|dalla|dall)[\s'](?:\w+[\s']){0,2}$",
    re.IGNORECASE,
)


def in_months(came: Sequence[Quantity], here: Reading) -> Iterator[tuple[Quantity, Quantity]]:
    """“Younger than two”, “once they have turned one” as 24 and 12 months: an age that `here` has, and it in months."""
    months = [q for q in came if q.unit == "month"]
    if not months:
        return
    limits = bound(here)
    for a in here.quantities:
        if a.unit or not (a.start in limits or _TURNED.search(here.prose.plain, 0, a.start)):
            continue
        for b in months:
            if b.value == a.value * _YEAR:
                yield a, b


_YEAR = 12
_TURNED = regex(
    r"\b(?:turn(?:s|ed|ing)?|under|over|below|above|past|reach(?:es|ed)?|age[ds]?(?: of)?|cumpl\w+|mit|edad de|âge de|età di|idade de)\s$",
    re.IGNORECASE,
)


def repeated(lost: Sequence[Quantity], other: Reading) -> list[Quantity]:
    """“Do not use the same spot twice” as “do not use it again”."""
    twice = [q for q in lost if q.unit == "time" and q.value == _TWO and not q.per]
    return twice if twice and _REPEATED.search(other.prose.plain) else []


_REPEATED = regex(
    r"\b(?:repit|repet|répét|réutilis|reutili[sz]|riutilizz|ripet|wiederhol|erneut|mehrmals|wiederverwend|nochmals|noch einmal|ein weiteres mal)"
    r"|\b(?:de nuevo|otra vez|de nouveau|à nouveau|encore une fois|de novo|outra vez|mais do que uma vez|más de una vez|di nuovo|un'altra volta|plus d'une fois|più di una volta|più volte|plusieurs fois|varias veces|várias vezes|volv\w+ a)\b",
    re.IGNORECASE,
)


def nothing(some: Sequence[Quantity], here: Reading, other: Reading) -> list[Quantity]:
    """“Until none is left” as “fino a zero”, “at 0 and 6 months” as “at the start and after 6 months”."""
    zeros = [q for q in some if not q.value and q.form is Form.NUMBER]
    if not zeros:
        return []
    none, start = (said.search(other.prose.plain) is not None for said in (_NONE, _START))
    return [
        q
        for q in zeros
        if (none and q.unit in ("", "%"))
        or (not q.unit and (side := _signed(q, here)) and side.search(other.prose.plain))
        or (start and (not q.unit or is_time(q.unit)))
    ]


_NONE = regex(
    r"\b(?:none|no|nothing|nobody|any|nul(?:le)?s?|ning\w+|nada|nadie|sin|aucune?|rien|sans|kein\w*|nichts|ohne|nessun\w*|niente|nulla|senza|nenhum\w*|sem)\b",
    re.IGNORECASE,
)


def _signed(zero: Quantity, here: Reading) -> re.Pattern[str] | None:
    """What “greater than zero” is said with elsewhere, and “less than zero”."""
    limit = bound(here).get(zero.start)
    return _SIGNED.get(next(iter(limit.sides))) if limit and len(limit.sides) == 1 else None


_SIGNED = {
    side: regex(
        rf"\b{sign}\w*\s(?:\w+\s)?(?:number|value|integer|amount|figure|zahl|wert|ganzzahl)\w*"
        rf"|\b(?:número|valor|nombre|valeur|numero|valore|entero|entier|inteiro|intero|montant)\w*\s(?:\w+\s)?{sign}",
        re.IGNORECASE,
    )
    for side, sign in (("up", "positi[fv]"), ("down", "n[ée]gati[fv]"))
}
_START = regex(
    r"\b(?:start|beginning|outset|baseline|birth|in[ií]ci\w+|inizi\w+|début\w*|commence\w*|départ|naissance|beginn\w*|anfang\w*|ausgangs\w*|geburt\w*|nascita|nacimiento|nascer|nasciment\w*|basale?|emblée|immediat\w*|immédiat\w*|sofort\w*|subito|comienzo|começo|arranque)\b",
    re.IGNORECASE,
)


def divided(some: Sequence[Quantity], here: Reading, other: Reading) -> list[Quantity]:
    """“By a factor of three” as “divisé par trois”, which is a third."""
    parts = {mark.value for mark in other.marks.get("fraction", ())}
    return [
        q for q in some if str(q.value) in parts and _FACTOR.search(here.prose.plain, 0, q.start)
    ]


_FACTOR = regex(r"\b(?:fa[ck]tore?u?r?(?: (?:of|de|di|von))?)\s$", re.IGNORECASE)


def in_two(some: Sequence[Quantity], here: Reading, other: Reading) -> list[Quantity]:
    """“Cut it in half” as “coupez-le en deux”."""
    if not any(q.value == HALF for q in other.quantities):
        return []
    return [
        q
        for q in some
        if q.value == _TWO and not q.digits and _CUT.search(here.prose.plain, 0, q.start)
    ]


_CUT = regex(
    r"\b(?:cut|split|break|coup|cass|divis|fend|sépar|part|cort|divid|romp|quebr|spezz|tagli|teil|brech|schneid)\w*(?:[- ][^\W\d_]+){0,5}\s(?:in|into|en|em)\s$",
    re.IGNORECASE,
)


def one_and_other(lost: Sequence[Quantity], other: Reading) -> list[Quantity]:
    """“Between the two drops” as “between one drop and the other”."""
    pairs = [q for q in lost if q.value == _TWO and not q.digits]
    return pairs if pairs and _OTHER.search(other.prose.plain) else []


_OTHER = regex(
    r"\b(?:the other|el otro|la otra|el segundo|l'autre|d'autre|dem anderen|den anderen|der anderen|das andere|die andere|l'altr[oa]|[àa]?o outro|[àa] outra|d[oa] outr[oa]|um outro|uno y otro|del otro|al otro"
    r"|les un[es]+|(?:mit|an|von|unter|auf|neben|zu)einander|entre (?:sí|si|eux|elles|ellos|ellas|eles|elas)|(?:tra|fra) (?:loro|di loro))\b",
    re.IGNORECASE,
)
_TWO = 2
