"""What stands next to what: has a pair of quantities changed places?

A quantity belongs to the words around it. Words that both texts share in some way (the same root, the same
meaning in the tables, the same drug) are anchors; two quantities have changed places when in the
source each is nearer to its own anchor, and in the target each is nearer to the other's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from localize.checks.reading.amounts import same_amount
from localize.checks.reading.anchors import anchors
from localize.checks.reading.bytwos import linked, moved_along, reassigned, spanned, with_the_other
from localize.checks.reading.halves import Match, crossed_halves
from localize.checks.reading.limit import Limit
from localize.checks.reading.limits import bound
from localize.checks.reading.nearness import changed_places
from localize.checks.reading.numerals import NUMBER, Form
from localize.checks.reading.ones import LEAD, lone, one_and_more, recurs
from localize.checks.reading.quantity import LOOSE, Quantity, dated
from localize.checks.reading.reading import Reading
from localize.checks.reading.shares import shares, whole_first
from localize.checks.reading.tables import is_time, measures
from localize.checks.reading.turning import turns
from localize.regex import regex

if TYPE_CHECKING:
    from localize.checks.base import Pair

_LISTED = regex(r"\s*(?:,\s*(?:(?:and|or)\s)?|(?:and|or)\s)(?:[^\W\d_]+\s)?")
_CURRENCIES = frozenset("$€£¥")


def exchanged(pair: Pair) -> Iterator[tuple[Match, Match]]:
    """Pairs of quantities that have changed places."""
    days: list[Match] = []
    counted: list[Match] = []
    for match in pair.alignment.matched:
        (days if dated(match[0], pair.source) else counted).append(match)
    for one, two in combinations(days if len(days) == _TWO else (), 2):
        if _turned_ends(pair, one, two):
            yield one, two
    plain = pair.source.prose.plain
    paid = "$" in plain or "€" in plain or "£" in plain or "¥" in plain
    yield from _renamed(pair, counted)
    matched = [
        (a, b)
        for a, b in counted
        if (a.level != LOOSE != b.level or (_paced(a) and _paced(b)))
        and (a.form is NUMBER is b.form or (_hour(a) and _hour(b)))
        and "ordinal" not in (a.text, b.text)
        and (a.value != 1 or (a.digits and a.unit and not measures()[a.unit].soft))
        and not (paid and _money(a, plain))
    ]
    if not matched:
        return
    yield from lone(pair, matched)
    if len(matched) > 1:
        known = [(a.value, a.unit, a.others) for a, _ in matched]
        # “Those weighing 50 kg or more …, those weighing less” may name the weight twice.
        said = [(q.value, q.unit, q.others) for q in pair.target.quantities if q.level != LOOSE]
        if len(set(known)) < len(known) or len(set(said)) < len(said):
            values = Counter(known) | Counter(said)
            matched = [
                match for match, value in zip(matched, known, strict=True) if values[value] == 1
            ]
    elif "respectively" not in pair.source.marks:
        yield from one_and_more(pair, matched)
        return
    candidates = [
        (one, two)
        for one, two in combinations(sorted(matched, key=lambda m: m[0].start), 2)
        if _alike(one[0].unit, two[0].unit) or _named_once(one, two)
    ]
    moved = [(one, two) for one, two in candidates if one[1].start > two[1].start]
    if "respectively" in pair.source.marks:
        yield from _disordered(pair, candidates)
        if not renamed(pair):
            yield from (pairs for pairs in moved if _relisted(pair, *pairs))
        return
    yield from one_and_more(pair, matched)
    for one, two in combinations(matched if len(matched) == _TWO else (), 2):
        if (
            (one, two) not in candidates
            and _told_apart(one, two)
            and crossed_halves(pair, one, two)
        ):
            yield one, two
    for one, two in combinations(sorted(matched, key=lambda m: m[0].start), 2):
        if (one, two) not in candidates and _limits_stayed(pair, one, two):
            yield one, two
    for one, two in candidates:
        if one[0].unit and two[0].unit and _named_once(one, two):
            yield one, two  # “two capsules three times a day” as “three capsules twice a day”
            continue
        if (one, two) in moved and _rest_of_day(pair, one, two):
            continue
        ends = _turned_ends(pair, one, two)
        if linked(one[0], two[0], pair.source):
            # A range or a ratio has its order, and nothing else to hold on to.
            if ends or (
                (one, two) in moved
                and (linked(two[1], one[1], pair.target) or _relisted(pair, one, two))
            ):
                yield one, two
            continue
        if ends is None and (one, two) in moved and spanned(pair.target, two[1], one[1]):
            continue
        if _same_share(pair, one, two) or _in_a_share(pair, one) != _in_a_share(pair, two):
            continue
        if _EQUAL.match(plain, one[0].end, two[0].start):
            continue
        if sum(recurs(pair.source, a) and recurs(pair.target, b) for a, b in (one, two)) == 1:
            continue  # “from 50 to 74, every two years”: how often something is takes no other's place
        if (one, two) in moved and _DOWN_FROM.fullmatch(plain, one[0].end, two[0].start):
            continue  # “was 9.8, down from 11.2” as “fell from 11.2 to 9.8”
        if (one, two) in moved and (
            same_amount(one[0], two[0])
            or _parted_whole(pair, one)
            or _parted_whole(pair, two)
            or _on_either_side(pair, one, two)
        ):
            continue  # “0.25 mg (250 micrograms)”
        if one[0].per != two[0].per and (one[1].per, two[1].per) == (two[0].per, one[0].per):
            yield one, two  # “ten times, three times daily” as “three times, ten times daily”
            continue
        if one[0].per and two[0].per and one[0].per != two[0].per:
            continue  # “0.1 mm a day, 3 mm a month”: each is by its own
        if (one, two) not in moved and _opposed(one[0], two[0], pair.source):
            continue
        verdict = reassigned(pair, one, two) if ends is None else ends
        if verdict is None:
            verdict = crossed_halves(pair, one, two)
        if (
            verdict is None
            and (one, two) in moved
            and (_limits_stayed(pair, one, two) or with_the_other(pair, one, two))
        ):
            verdict = True
        if (
            verdict is None
            and (one, two) in moved
            and (
                moved_along(pair, one, two)
                or (_held(pair, matched, one, two) and not _relisted(pair, one, two))
            )
        ):
            continue
        if verdict is None and (one, two) not in moved and _side_by_side(pair, one, two):
            continue
        if verdict is None and (one[0].unit or two[0].unit or (one, two) in moved):
            verdict = changed_places(pair, one, two, sure=(one, two) not in moved) or (
                (one, two) in moved and (_relisted(pair, one, two) or _only_these(pair, one, two))
            )
        if verdict:
            yield one, two


_TWO = 2


def _limits_stayed(pair: Pair, one: Match, two: Match) -> bool:
    """Have two numbers left their limits where they were: “from 50, again after 10” as “from 10, again after 50”?"""
    units = [{q.unit for q in each} - {""} for each in (one, two)]
    if units[0] != units[1] or len(units[0]) != 1 or one[0].per != two[0].per:
        return False
    if one[0].value == two[0].value or same_amount(one[0], two[0]):
        return False
    (first, second), (there, here) = (
        [_kind(bound(side).get(q.start)) for q in each]
        for side, each in ((pair.source, (one[0], two[0])), (pair.target, (one[1], two[1])))
    )
    moved = (one[0].start < two[0].start) != (one[1].start < two[1].start)
    same = (first == here) + (second == there)
    # A range may say “to” of its end or not: “from 55 to 69, from 70 on” as “55 à 70, à partir de 69”.
    left = same == _TWO or (same == 1 and "" in (here, there) and here != there)
    return moved and "" not in (first, second) and first != second and left


def _kind(limit: Limit | None) -> str:
    """What a limit says of its number, as far as its words tell; empty where there is none."""
    return _KINDS.get(limit.kind or limit.said, "") if limit else ""


_KINDS = {
    "from": "ge",
    "ge": "ge",
    "earliest": "ge",
    "after": "gt",
    "gt": "gt",
    "until": "le",
    "in": "le",
    "le": "le",
    "lt": "le",
}


def _paced(quantity: Quantity) -> bool:
    """“Quarterly”, “half an hour”: a length of time that is said in one word, of more or less than one."""
    return quantity.value != 1 and is_time(quantity.unit)


def _hour(quantity: Quantity) -> bool:
    """Is it the hour of a time of day, whose minutes go where it goes?"""
    return bool(quantity.others) or quantity.unit == "hour"


def _told_apart(one: Match, two: Match) -> bool:
    """Is the unit of one left out, “after 3 days …, after 6”, or are both lengths of time?"""
    units = {one[0].unit, two[0].unit}
    return "" in units or all(map(is_time, units))


def _rest_of_day(pair: Pair, one: Match, two: Match) -> bool:
    """“Not between 8 p.m. and 6 a.m.” as “only from 6 to 20 h”."""
    if not all(q.form is Form.CLOCK or q.others for q in (one[0], two[0])):
        return False
    denied = [
        turns(reading, match.start) + len(_SHUT.findall(reading.prose.plain))
        for reading, match in ((pair.source, one[0]), (pair.target, one[1]))
    ]
    return (denied[0] - denied[1]) % 2 == 1


_SHUT = regex(
    r"\b(?:closed|shut|cerrad[oa]s?|fermée?s?|geschlossen|chius[oaie]|fechad[oa]s?|encerrad[oa]s?)\b",
    re.IGNORECASE,
)


def _same_share(pair: Pair, one: Match, two: Match) -> bool:
    """“2 of 5” on both sides, or “of 5, two” on one."""
    sides = (pair.source, one[0], two[0]), (pair.target, one[1], two[1])
    told = [_of_one_share(*side) for side in sides]
    return any(told) and all(
        share or whole_first(*side) for share, side in zip(told, sides, strict=True)
    )


def _in_a_share(pair: Pair, match: Match) -> bool:
    """Is it of a share that both texts name? Two thirds by week 52 are no 52 thirds."""
    here, there = (
        [share for share in shares(side) if q in share.members]
        for side, q in zip((pair.source, pair.target), match, strict=True)
    )
    return any(other.same(share.value) for share in here for other in there)


def _of_one_share(reading: Reading, one: Quantity, two: Quantity) -> bool:
    """“10 in every 10,000” is one thing."""
    return any(one in share.members and two in share.members for share in shares(reading))


def _parted_whole(pair: Pair, match: Match) -> bool:
    """“Of the 120, 70 got it and 50 did not” as “50 of the 120 did not, 70 did”: the whole goes with any of its parts."""
    return all(
        _WHOLE.search(reading.prose.plain, max(0, q.start - LEAD), q.start)
        for q, reading in zip(match, (pair.source, pair.target), strict=True)
    )


def _on_either_side(pair: Pair, one: Match, two: Match) -> bool:
    """“Over 120 or under 50” as “below 50 or above 120”: each has its limit, and nothing else."""
    if not (
        _OR.fullmatch(pair.source.prose.plain, one[0].end, two[0].start)
        and _OR.fullmatch(pair.target.prose.plain, two[1].end, one[1].start)
    ):
        return False
    limits = [bound(r) for r in (pair.source, pair.target)]
    sides = [
        [
            limit.sides if (limit := known.get(match[at].start)) else frozenset()
            for match in (one, two)
        ]
        for at, known in enumerate(limits)
    ]
    return (
        bool(sides[0][0] and sides[0][1])
        and sides[0] == sides[1]
        and sides[0][0].isdisjoint(sides[0][1])
    )


_OR = regex(
    r"(?:\s[^\W\d_]{1,5})?,?\s(?:or|and|[oyue]|ou|et|oder|und|bzw\.)\s(?:[^\W\d_]+\s){1,4}",
    re.IGNORECASE,
)
_WHOLE = regex(
    r"\b(?:of the|of these|out of the|de l[oa]s|des|sur les|parmi les|der|von den|unter den|d[oa]s|dei|delle|degli|su|sui|sulle)\s$",
    re.IGNORECASE,
)


def _turned_ends(pair: Pair, one: Match, two: Match) -> bool | None:
    """Did “from” and “to” change places? None where either side does not say both."""
    here = pair.source.led((one[0].start, two[0].start), _ENDS_REACH)
    there = pair.target.led((one[1].start, two[1].start), _ENDS_REACH) if here else []
    return here != there if there else None


_ENDS_REACH = 3
"""“To under 12 weeks”, “to less than 5 g”."""


_TAKEN = frozenset({"breaths", "capsule", "drop", "injection", "patch", "puff", "spray", "tablet"})
"""What is given by number, and is never said once for two numbers in another order."""


def _renamed(pair: Pair, matched: Sequence[Match]) -> Iterator[tuple[Match, Match]]:
    """“2 breaths after 30 compressions” as “30 breaths after 2 compressions”: what is counted went to the other number."""
    bare = [(a, b) for a, b in matched if not a.unit and b.unit and not b.lent]
    for a, b in matched if len(bare) == 1 and "instead" not in pair.source.words else ():
        one, two = (a, b), bare[0]
        first, second = sorted((one, two), key=_start)
        if (
            a.unit == two[1].unit
            and a.unit in _TAKEN
            and not (b.unit or a.lent or a.per or two[1].per)
            and a.value != two[0].value
            and not linked(first[0], second[0], pair.source)
        ):
            yield one, two


_DOWN_FROM = regex(r",?\s(?:down|up)\sfrom\s")
_EQUAL = regex(
    r"(?:[^.;:]*\b(?:interchangeable|(?:bio)?equivalent)\b|[^.,;:()]{0,20}=|,?\s(?:that is|i\.e\.|in other words),?\s)",
    re.IGNORECASE,
)
"""What is so of two in either order: “X is not interchangeable with Y”."""


def _opposed(first: Quantity, second: Quantity, reading: Reading) -> bool:
    """“37.0% vs 35.3%”: what is opposed right beside one another stays as it is where its order does."""
    return _VERSUS.fullmatch(reading.prose.plain, first.end, second.start) is not None


def _side_by_side(pair: Pair, one: Match, two: Match) -> bool:
    """“In the 3-week than in the 2-week group” as “en el grupo de 3 semanas que en el de 2”: nothing stands between that could tell."""
    return all(
        _SMALL.fullmatch(reading.prose.plain, first.end, second.start)
        for reading, first, second in (
            (pair.source, one[0], two[0]),
            (pair.target, one[1], two[1]),
        )
    )


_SMALL = regex(
    r"(?:[\s-]+(?:or|and|than|to|the|an?|in|of|o|u|y|e|et|ou|und|oder|als|que|di|d[aeo]s?|del?l?[ao]?|des|du|en|el|l[aeo]s?|il|gli|nel?|nell[ao]|im|der|die|das|de[mn]|bei|no|na|em|à|ao?|au|celui|celle|quello|quella|that|one|un[ao]?|une))+[\s-]+",
    re.IGNORECASE,
)
_VERSUS = regex(r"\s(?:vs\.?|versus|against|compared (?:with|to))\s", re.IGNORECASE)


def _alike(one: str, other: str) -> bool:
    """Do two units measure the same: g and mg, L and mL?"""
    if one == other:
        return True
    known = measures()
    if one not in known or other not in known:
        return False
    this, that = known[one], known[other]
    return this.base == that.base and this.base in ("g", "L") and this.rounded is that.rounded


def _named_once(one: Match, two: Match) -> bool:
    """“12 sessions …, 9” as “9 sessions …, 12”: what is counted goes with the number of the other."""
    (a, b), (c, d) = one, two
    return (
        a.unit == d.unit
        and c.unit == b.unit
        and a.unit != c.unit
        and not same_amount(a, b)  # “500 m, then 1 km” as “half a kilometre, then 1000 m”
    )


def _money(quantity: Quantity, plain: str) -> bool:
    """An amount of money is none of what is counted beside it."""
    return plain[: quantity.start].rstrip()[-1:] in _CURRENCIES or (
        plain[quantity.end :].lstrip()[:1] in _CURRENCIES
    )


def _disordered(
    pair: Pair, candidates: Sequence[tuple[Match, Match]]
) -> Iterator[tuple[Match, Match]]:
    """Of “A and B were 1 and 2, respectively”: where A and B have another order than 1 and 2."""
    here, there = anchors(pair.source), anchors(pair.target)
    plain = pair.source.prose.plain
    shared = sorted((here[key], key) for key in here.keys() & there.keys())
    for one, two in candidates:
        for (first, key), (second, other) in pairwise(shared):
            if second[1] <= one[0].start and _LISTED.fullmatch(plain, first[1], second[0]):
                things = there[key][0] < there[other][0]
                if things != (one[1].start < two[1].start):
                    yield one, two
                    return


def renamed(pair: Pair) -> bool:
    """Are things that are listed beside one another listed the other way round in the target?"""
    here, there = anchors(pair.source), anchors(pair.target)
    plain = pair.source.prose.plain
    shared = sorted((here[key], key) for key in here.keys() & there.keys())
    return any(
        _LISTED.fullmatch(plain, first[1], second[0]) and there[key][0] > there[other][0]
        for (first, key), (second, other) in pairwise(shared)
    )


def _relisted(pair: Pair, one: Match, two: Match) -> bool:
    """“At weeks 1, 4 and 12” as “at weeks 4, 1 and 12”, “43 % vs 28 %” as “28 % vs 43 %”: lists keep their order."""
    return _beside(pair.source, one[0], two[0]) and _beside(pair.target, two[1], one[1])


def _beside(reading: Reading, first: Quantity, second: Quantity) -> bool:
    return _BESIDE.fullmatch(reading.prose.plain, first.end, second.start) is not None


_BESIDE = regex(
    r"\s?(?:[,;/]|,?\s?\b(?:and|y|e|et|und|or|o|ou|oder|vs\.?|v\.?|c\.|versus|contra|contre|contro|frente|gegen|gegenüber|rispetto|compared (?:with|to)))"
    r"\s?(?:(?:a|al|ai|alle?|aux?|ao|de|del|des|la|les|los|las|el|den|der)\s|l'){0,2}",
    re.IGNORECASE,
)
"""What stands between two of a list, or two that are opposed."""
_MANY = 4


def _only_these(pair: Pair, one: Match, two: Match) -> bool:
    """Of four numbers or more, do all but two stand in their order, and what both texts name as well?"""
    matched = [(a, b) for a, b in pair.alignment.matched if a.digits and b.digits]
    times = Counter((a.value, a.unit) for a, _ in matched)
    matched = [(a, b) for a, b in matched if times[a.value, a.unit] == 1]
    if len(matched) < _MANY:
        return False
    other = {one: two, two: one}
    order = [other.get(match, match)[1].start for match in sorted(matched, key=_start)]
    if any(a > b for a, b in pairwise(order)):
        return False
    here, there = anchors(pair.source), anchors(pair.target)
    shared = sorted((here[key], there[key]) for key in here.keys() & there.keys())
    return all(
        second[1][0] > first[1][0] or second[0][0] - first[0][1] < LEAD
        for first, second in combinations(shared, 2)
    )


def _start(match: Match) -> int:
    return match[0].start


def _held(pair: Pair, matched: Sequence[Match], one: Match, two: Match) -> bool:
    """Is one of two quantities an end of the same range on both sides, “2.5, and 2 to 3 will do”?"""
    return any(
        (linked(a[0], b[0], pair.source) or linked(b[0], a[0], pair.source))
        and (linked(a[1], b[1], pair.target) or linked(b[1], a[1], pair.target))
        for a in (one, two)
        for b in matched
        if b not in (one, two)
    )
