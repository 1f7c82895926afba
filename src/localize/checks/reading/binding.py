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
from typing import TYPE_CHECKING, NamedTuple

from localize.checks.reading.anchors import KINDS, anchors
from localize.checks.reading.nearness import SIDES, Place, changed_places
from localize.checks.reading.numerals import Form
from localize.checks.reading.quantity import HALF, LOOSE, REQUIRED, Quantity, dated
from localize.checks.reading.reading import Reading
from localize.checks.reading.shares import shares
from localize.checks.reading.tables import measures

if TYPE_CHECKING:
    from localize.checks.base import Pair

Match = tuple[Quantity, Quantity]
Span = tuple[int, int]
_LISTED = re.compile(r"\s*(?:,\s*(?:and\s)?|and\s)(?:[^\W\d_]+\s)?")
_RANGE = re.compile(
    r"\s*(?:[-–—/:×x]|to|a|à|bis|al|or|o|ou|oder|auf|para|zu|hasta|até|jusqu'à|fino a)\s*"
)
_BOTH = re.compile(r"\s(?:and|y|e|et|und)\s(?:(?:los|las|os|as|le|les|i|gli)\s)?", re.IGNORECASE)
_LEAD = 12
_IN_LIST = re.compile(r"\s*[,/]\s*|,?\s(?:to|a|à|bis|al|or|o|ou|oder|and|y|e|et|und)\s")
_CURRENCIES = frozenset("$€£¥")


def exchanged(pair: Pair) -> Iterator[tuple[Match, Match]]:
    """Pairs of quantities that have changed places."""
    matched = [
        (a, b)
        for a, b in pair.alignment.matched
        if a.level != LOOSE != b.level
        and a.form is Form.NUMBER is b.form
        and "ordinal" not in (a.text, b.text)
        and not dated(a, pair.source)
        and (a.value != 1 or (a.digits and a.unit and not measures()[a.unit].soft))
        and not _money(a, pair.source)
    ]
    if not matched:
        return
    yield from _lone(pair, matched)
    if len(matched) > 1:
        values = Counter([(a.value, a.unit) for a, _ in matched])
        matched = [(a, b) for a, b in matched if values[(a.value, a.unit)] == 1]
    elif "respectively" not in pair.source.marks:
        yield from _one_and_more(pair, matched)
        return
    candidates = [
        (one, two)
        for one, two in combinations(sorted(matched, key=lambda m: m[0].start), 2)
        if _alike(one[0].unit, two[0].unit) or _named_once(one, two)
    ]
    moved = [(one, two) for one, two in candidates if one[1].start > two[1].start]
    if "respectively" in pair.source.marks:
        yield from _disordered(pair, candidates)
        return
    yield from _one_and_more(pair, matched)
    for one, two in candidates:
        if _linked(one[0], two[0], pair.source):
            # A range or a ratio has its order, and nothing else to hold on to.
            if (one, two) in moved and _linked(two[1], one[1], pair.target):
                yield one, two
            continue
        if _of_one_share(pair.source, one[0], two[0]) and _of_one_share(
            pair.target, one[1], two[1]
        ):
            continue
        if _EQUAL.search(pair.source.prose.plain, one[0].end, two[0].start):
            continue
        if one[0].per != two[0].per and (one[1].per, two[1].per) == (two[0].per, one[0].per):
            yield one, two  # “ten times, three times daily” as “three times, ten times daily”
            continue
        if one[0].per and two[0].per and one[0].per != two[0].per:
            continue  # “0.1 mm a day, 3 mm a month”: each is by its own
        if (one, two) not in moved and _opposed(one[0], two[0], pair.source):
            continue
        ends = _turned_ends(pair, one, two)
        verdict = reassigned(pair, one, two) if ends is None else ends
        if (
            verdict is None
            and (one, two) in moved
            and (moved_along(pair, one, two) or _held(pair, matched, one, two))
        ):
            continue
        if verdict is None and (one[0].unit or two[0].unit or (one, two) in moved):
            verdict = changed_places(pair, one, two, sure=(one, two) not in moved)
        if verdict:
            yield one, two


def _of_one_share(reading: Reading, one: Quantity, two: Quantity) -> bool:
    """“10 in every 10,000” is one thing."""
    return any(one in share.members and two in share.members for share in shares(reading))


def _turned_ends(pair: Pair, one: Match, two: Match) -> bool | None:
    """Did “from” and “to” change places? None where either side does not say both."""
    sides = [
        tuple(
            reading.before(match[index].start, reading.tables.ends, _ENDS_REACH)
            for match in (one, two)
        )
        for index, reading in enumerate((pair.source, pair.target))
    ]
    if {"from", "to"} != set(sides[0]) or {"from", "to"} != set(sides[1]):
        return None
    return sides[0] != sides[1]


_ENDS_REACH = 2
"""“To under 12 weeks”."""


def _lone(pair: Pair, matched: Sequence[Match]) -> Iterator[tuple[Match, Match]]:
    """“An hour before or two hours after” as “two hours before or an hour after”."""
    ours, theirs = (
        {
            q.unit: q
            for q in reading.quantities
            if q.level == LOOSE and q.value == 1 and q.unit and q.readings
        }
        for reading in (pair.source, pair.target)
    )
    for unit in ours.keys() & theirs.keys():
        for a, b in matched:
            one = ours[unit], theirs[unit]
            if a.unit == unit and not a.per and reassigned(pair, one, (a, b), strict=True):
                yield one, (a, b)


_EQUAL = re.compile(r"\b(?:interchangeable|(?:bio)?equivalent)\b|=", re.IGNORECASE)
"""What is so of two in either order: “X is not interchangeable with Y”."""


def _opposed(first: Quantity, second: Quantity, reading: Reading) -> bool:
    """“37.0% vs 35.3%”: what is opposed right beside one another stays as it is where its order does."""
    return _VERSUS.fullmatch(reading.prose.plain, first.end, second.start) is not None


_VERSUS = re.compile(r"\s(?:vs\.?|versus|against|compared (?:with|to))\s", re.IGNORECASE)


def _alike(one: str, other: str) -> bool:
    """Do two units measure the same: g and mg?"""
    if one == other:
        return True
    known = measures()
    base = known[one].base if one in known else ""
    return base == "g" and other in known and known[other].base == base


def _named_once(one: Match, two: Match) -> bool:
    """“12 sessions …, 9” as “9 sessions …, 12”: what is counted is named with another of the two."""
    (a, b), (c, d) = one, two
    return a.unit == d.unit and c.unit == b.unit and "" in (a.unit, c.unit) and a.unit != c.unit


def _money(quantity: Quantity, reading: Reading) -> bool:
    """An amount of money is none of what is counted beside it."""
    plain = reading.prose.plain
    return plain[: quantity.start].rstrip()[-1:] in _CURRENCIES or (
        plain[quantity.end :].lstrip()[:1] in _CURRENCIES
    )


def _one_and_more(pair: Pair, matched: Sequence[Match]) -> Iterator[tuple[Match, Match]]:
    """“Two in the morning and one at night”: a one counts beside another number where each text has just one."""
    few = [
        (a, b)
        for a, b in matched
        if (a.value < _FEW or "part" in (a.unit, b.unit))
        and (not a.unit or measures()[a.unit].soft)
    ]
    few = [(a, b) for a, b in few if a.unit == "time"] or few
    if len(few) != 1:
        return
    ours, theirs = _ones(pair.source), _ones(pair.target)
    if len(ours) != 1 or len(theirs) != 1:
        return
    one, (a, b) = (ours[0], theirs[0]), few[0]
    moved = (one[0].start < a.start) != (one[1].start < b.start)
    if not moved and len(matched) == 1:
        if reassigned(pair, one, (a, b), strict=True):
            yield one, (a, b)
        return
    verdict = reassigned(pair, one, (a, b))
    if verdict is None and moved and a.unit != b.unit and "time" in (a.unit, b.unit):
        verdict = True  # “one sachet three times” as “three sachets once”
    if verdict or (verdict is None and len(matched) == 1 and changed_places(pair, one, (a, b))):
        yield one, (a, b)


def _ones(reading: Reading) -> list[Quantity]:
    """What counts one thing: not “a day”, “an”, “each”, “the first”."""
    plain = reading.prose.plain
    halves = {q.start for q in reading.quantities if q.value == HALF}
    taken = {
        q.start
        for q in reading.quantities
        if q.level == LOOSE and q.unit not in ("", "time", "part")
    }
    found = [
        q
        for q in reading.quantities
        if q.value == 1
        and q.form is Form.NUMBER
        and q.text != "ordinal"
        and q.start not in taken
        and not _EACH.fullmatch(plain, q.start, q.stop)
        and q.end + 1 not in halves  # “un demi-comprimé”
        and not _PRONOUN.search(plain, max(0, q.start - _LEAD), q.start)
    ]
    if any(q.unit == "part" for q in reading.quantities):  # “one part of this, nine of that”
        found = [q for q in found if q.unit == "part" or _OF.match(plain, q.stop)] or found
    return found


_OF = re.compile(r"\s(?:of|de|di|d'|von)\b", re.IGNORECASE)
_PRONOUN = re.compile(
    r"\b(?:an?|the|this|that|any|another)\s(?:(?!whole|entire|full)[^\W\d_]+\s)?$", re.IGNORECASE
)
"""“A missed one” counts nothing."""
_EACH = re.compile(r"an?|each|every|per|cada|chaque|jed\w+|je|ogni", re.IGNORECASE)
_FEW = 10
"""Numbers below it count tablets and puffs."""


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


def _linked(first: Quantity, second: Quantity, reading: Reading) -> bool:
    """Do two quantities make a range, a ratio or a list?"""
    plain = reading.prose.plain
    if _RANGE.fullmatch(plain, first.end, second.start):
        return True
    if _BOTH.fullmatch(plain, first.end, second.start):
        # “between 20 and 40”
        return any(0 < first.start - m.end <= _LEAD for m in reading.marks.get("range", ()))
    inside = [q for q in reading.quantities if first.start <= q.start <= second.start]
    return len(inside) > SIDES and all(
        _IN_LIST.fullmatch(plain, one.end, two.start) for one, two in pairwise(inside)
    )


def _held(pair: Pair, matched: Sequence[Match], one: Match, two: Match) -> bool:
    """Is one of two quantities an end of the same range on both sides, “2.5, and 2 to 3 will do”?"""
    return any(
        (_linked(a[0], b[0], pair.source) or _linked(b[0], a[0], pair.source))
        and (_linked(a[1], b[1], pair.target) or _linked(b[1], a[1], pair.target))
        for a in (one, two)
        for b in matched
        if b not in (one, two)
    )


def reassigned(
    pair: Pair, one: tuple[Place, Place], two: tuple[Place, Place], *, strict: bool = False
) -> bool | None:
    """Do two things, each given by its place in source and target, go with each other's of two that are contrasted?

    Of “10 mg in the morning and 5 mg at night” each half names one thing and what it goes with: *morning* and *night*
    are two of a set. None where nothing is contrasted so, or not clearly. `strict` takes no two of different families
    for a set, as a medicine and a placebo.
    """
    verdicts: set[bool] = set()
    first = _replacing(pair.source, one[0], two[0])
    second = _replacing(pair.target, one[1], two[1])
    if first is not None and second is not None:
        return first != second
    ours, theirs, sets = _sets(pair, strict=strict)
    matched = pair.alignment.matched
    for family, known in sets.items():
        if family.startswith("#") and len(known) == SIDES:
            low, high = sorted((matched[int(key[1:])][0] for key in known), key=lambda q: q.start)
            if _linked(low, high, pair.source):
                continue  # “aged six to twelve” is one thing
        if family.startswith("#") and len({matched[int(k[1:])][0].value for k in known}) != SIDES:
            continue
        # Of “A reverses B, C reverses D”, A and C are asked about, B and D are what they go with.
        keys = [key for key in known if not _among(ours[key], one[0], two[0])]
        if len(keys) != SIDES:
            continue
        first = _goes_with_first(pair.source, one[0], two[0], ours[keys[0]], ours[keys[1]])
        second = _goes_with_first(pair.target, one[1], two[1], theirs[keys[0]], theirs[keys[1]])
        if first is not None and second is not None:
            verdicts.add(first != second)
    return verdicts.pop() if len(verdicts) == 1 else None


def moved_along(
    pair: Pair, one: tuple[Place, Place], two: tuple[Place, Place], *, numbers: bool = False
) -> bool:
    """Have two things taken what they go with along: “25 mg for panic, 50 mg for depression”, told the other way round?

    Two words that both texts have stand one with each, by twos, and with the same ones in both. `numbers`: numbers do so.
    """
    ours, theirs = ({}, {}) if numbers else (anchors(pair.source), anchors(pair.target))
    if numbers:
        _number(pair, ours, theirs)
    else:
        ours.update(pair.rows[0])
        theirs.update(pair.rows[1])
    for word, pattern in _HAVING.items():
        said, told = (list(pattern.finditer(r.prose.plain)) for r in (pair.source, pair.target))
        if len(said) == len(told) == 1:
            ours[word], theirs[word] = said[0].span(), told[0].span()
    keys = [
        key
        for key in ours
        if key in theirs
        and not _among(ours[key], one[0], two[0])
        and not _among(theirs[key], one[1], two[1])
    ]
    along: set[str] = set()
    against: list[tuple[str, str]] = []
    for first, second in combinations(keys, 2):
        if _overlap(ours[first], ours[second]) or _overlap(theirs[first], theirs[second]):
            continue
        here = _goes_with_first(pair.source, one[0], two[0], ours[first], ours[second])
        there = _goes_with_first(pair.target, one[1], two[1], theirs[first], theirs[second])
        if here is None or there is None:
            continue
        if here != there:
            against.append((first, second))
        elif (ours[first] < ours[second]) != (theirs[first] < theirs[second]):
            along |= {first, second}
    # What is said of both stands beside either: it goes with the other one where the order is another.
    return bool(along) and all(not along.isdisjoint(keys) for keys in against)


_HAVING = {
    "with": re.compile(r"\b(?:with|con|avec|mit|com)\b", re.IGNORECASE),
    "without": re.compile(r"\b(?:without|sin|sans|ohne|sem|senza)\b", re.IGNORECASE),
}
"""What two may be told apart by."""


def _number(pair: Pair, ours: dict[str, Span], theirs: dict[str, Span]) -> None:
    """Add the numbers that both texts have once."""
    values = Counter(a.value for a, _ in pair.alignment.matched)
    for index, (a, b) in enumerate(pair.alignment.matched):
        if a.level == b.level == REQUIRED and values[a.value] == 1:
            ours[f"#{index}"], theirs[f"#{index}"] = (a.start, a.end), (b.start, b.end)


def _overlap(one: Span, two: Span, gap: int = 0) -> bool:
    return one[0] < two[1] + gap and two[0] < one[1] + gap


def _sets(
    pair: Pair, *, strict: bool
) -> tuple[dict[str, Span], dict[str, Span], dict[str, list[str]]]:
    """What both texts have once, with its place in each; and what of it is of one kind: two times of day, two doses."""
    ours, theirs = anchors(pair.source), anchors(pair.target)
    sets: dict[str, list[str]] = {}
    for key in ours:
        family, _, member = key.partition(":")
        if member and family != "name" and key in theirs:
            group = _GROUPS.get(family, family)
            group = group if strict else _TREATMENTS.get(group, group)
            sets.setdefault(group, []).append(key)
    here, there = _periods(pair.source), _periods(pair.target)
    for period in here.keys() & there.keys():
        key = f"period:{period}"
        ours[key], theirs[key] = here[period], there[period]
        sets.setdefault("period", []).append(key)
    for index, (a, b) in enumerate(pair.alignment.matched):
        if a.level == b.level == REQUIRED and a.unit == b.unit and (a.unit or a.digits):
            key = f"#{index}"
            ours[key], theirs[key] = (a.start, a.end), (b.start, b.end)
            sets.setdefault(f"#{a.unit}", []).append(key)
    apart = {
        family: known
        for family, known in sets.items()
        if len(known) != SIDES or not _overlap(ours[known[0]], ours[known[1]], _JOINED)
    }
    return ours, theirs, apart


_JOINED = 2
"""Characters that two have between them at least, or they are one thing: “nasal spray”."""


def crosswise(pair: Pair) -> tuple[Span, Span] | None:
    """Of two sets of two, “white in the morning, pink at night”, the places of a member that goes with another."""
    if _twos(pair.source) < SIDES:
        return None
    ours, theirs, sets = _sets(pair, strict=True)
    pairs = [
        known
        for family, known in sets.items()
        if len(known) == SIDES and not family.startswith(_COUNTED)
    ]
    verdicts: dict[bool, tuple[Span, Span]] = {}
    for (a, b), (c, d) in combinations(pairs, 2):
        here, there = (
            _goes_with_first(reading, _Place(*at[a]), _Place(*at[b]), at[c], at[d])
            for reading, at in ((pair.source, ours), (pair.target, theirs))
        )
        if here is not None and there is not None:
            verdicts[here != there] = ours[a], theirs[a]
    return verdicts.get(True) if len(verdicts) == 1 else None


def _twos(reading: Reading) -> int:
    """How many kinds a text has two or more of."""
    kinds = Counter[str]()
    for family, marks in reading.marks.items():
        if (family in KINDS or family[:8] == "concept.") and not family.startswith(_COUNTED):
            kinds[_GROUPS.get(family, family)] += len(marks)
    return sum(number >= SIDES for number in kinds.values())


_COUNTED = ("#", "order", "concept.rank", "concept.period", "period")
"""Sets that are of numbers: what they go with is asked about with them."""


class _Place(NamedTuple):
    start: int
    end: int


_TREATMENTS = {"arm": "drug", "concept.drugclass": "drug"}
"""A placebo stands beside a medicine."""
_GROUPS = {
    "concept.symptom": "complaint",
    "concept.form": "concept.route",
    "concept.meal": "concept.daypart",
}
"""A cough stands beside a pain, by mouth beside an injection."""


def _periods(reading: Reading) -> dict[str, Span]:
    """The periods that a text names once: “within hours”, “four to six weeks”."""
    marks = reading.marks.get("concept.period", ())
    values = Counter(mark.value for mark in marks)
    return {mark.value: (mark.start, mark.end) for mark in marks if values[mark.value] == 1}


def _among(span: tuple[int, int], *places: Place) -> bool:
    return any(place.start <= span[0] < place.end for place in places)


def _replacing(reading: Reading, one: Place, two: Place) -> bool | None:
    """Is it the first that stands in the place of the second: “75 mg instead of 150 mg”? None where neither does."""
    pivots = [mark for mark in reading.marks.get("scope", ()) if mark.value == "instead"]
    if len(pivots) != 1:
        return None
    after = [place for place in (one, two) if 0 <= place.start - pivots[0].end <= _INSTEAD]
    return None if not after else min(after, key=lambda place: place.start) is two


_INSTEAD = 24
"""Characters between “instead of” and what it replaces."""


def _goes_with_first(
    reading: Reading, one: Place, two: Place, first: Span, second: Span
) -> bool | None:
    """Does the first of two things go with the first of two others? None where they do not stand by twos."""
    if _among(first, one, two) or _among(second, one, two):
        return None
    order = sorted(
        ((one.start, "one"), (two.start, "two"), (first[0], "first"), (second[0], "second"))
    )
    half = {order[0][1], order[1][1]}
    if half in ({"one", "two"}, {"first", "second"}):
        return None
    plain = reading.prose.plain
    if _END.search(plain, order[0][0], order[1][0]) or _END.search(plain, order[2][0], order[3][0]):
        return None  # “with A and with B; pain with both”: no two go together across it
    return half in ({"one", "first"}, {"two", "second"})


_END = re.compile(
    r"[;!?]\s|\.\s(?=[^\W\d_])|,\s(?:but|whereas|while|pero|mientras|mais|tandis|alors|aber|während|wohingegen|mas|enquanto|ma|mentre)\b",
    re.IGNORECASE,
)
"""The end of a sentence, or of half of one."""
