"""What stands next to what: has a pair of quantities changed places?

A quantity belongs to the words around it. Words that both texts share in some way (the same root, the same
meaning in the tables, the same drug) are anchors; two quantities have changed places when in the
source each is nearer to its own anchor, and in the target each is nearer to the other's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Protocol

from localize.checks.reading.cognates import skeleton
from localize.checks.reading.lexicon import Lexicon, Memo
from localize.checks.reading.numerals import Form
from localize.checks.reading.quantity import LOOSE, REQUIRED, Quantity, dated
from localize.checks.reading.reading import Reading
from localize.checks.reading.tables import measures

if TYPE_CHECKING:
    from localize.checks.base import Pair

Match = tuple[Quantity, Quantity]


class _Place(Protocol):
    """Something that stands somewhere in a prose text."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


_TOKEN = re.compile(r"[,;:.!?\n]|\w+")
_BREAKS = frozenset(
    (",", ";", ":", ".", "!", "?", "\n", "and", "y", "e", "et", "und", "or", "o", "ou", "oder", "but", "pero", "mais", "aber",
     "mas", "ma", "with", "con", "avec", "mit", "com", "plus", "versus", "vs", "compared", "frente", "gegenüber", "while",
     "mientras", "tandis", "während", "enquanto", "mentre", "than")
)  # fmt: skip
"""What parts meanings."""
_WHEN = frozenset(
    ("after", "before", "después", "tras", "antes", "après", "avant", "nach", "vor", "após", "depois", "dopo", "prima")
)  # fmt: skip
"""Meanings are parted by these too; numbers are often what stands before and after."""
_LISTED = re.compile(r"\s*(?:,\s*(?:and\s)?|and\s)(?:[^\W\d_]+\s)?")
_RANGE = re.compile(
    r"\s*(?:[-–—/:]|to|a|à|bis|al|or|o|ou|oder|auf|para|zu|hasta|até|jusqu'à|fino a)\s*"
)
_BOTH = re.compile(r"\s(?:and|y|e|et|und)\s(?:(?:los|las|os|as|le|les|i|gli)\s)?", re.IGNORECASE)
_LEAD = 12
_IN_LIST = re.compile(r"\s*[,/]\s*|,?\s(?:to|a|à|bis|al|or|o|ou|oder|and|y|e|et|und)\s")
_MARGIN = 6
"""By how many characters an anchor must be nearer to one of two places than to the other."""
_NEAR = 40
"""Anchors further away than this from both say nothing."""
_CLOSE = 15
_SURE, _SURER = 2, 3
"""How many times more must speak for an exchange than against it."""
_ROOT, _SHORTEST = 5, 4
_CURRENCIES = frozenset("$€£¥")
_SIDES = 2


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
        if _EQUAL.search(pair.source.prose.plain, one[0].end, two[0].start):
            continue
        if (one, two) not in moved and _opposed(one[0], two[0], pair.source):
            continue
        verdict = reassigned(pair, one, two)
        if verdict is None and (one[0].unit or two[0].unit or (one, two) in moved):
            verdict = changed_places(pair, one, two, sure=(one, two) not in moved)
        if verdict:
            yield one, two


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
    few = [(a, b) for a, b in matched if a.value < _FEW and (not a.unit or measures()[a.unit].soft)]
    few = [(a, b) for a, b in few if a.unit == "time"] or few
    if len(few) != 1:
        return
    ours, theirs = _ones(pair.source), _ones(pair.target)
    if len(ours) != 1 or len(theirs) != 1:
        return
    one, (a, b) = (ours[0], theirs[0]), few[0]
    if (one[0].start < a.start) == (one[1].start < b.start) and len(matched) == 1:
        return
    verdict = reassigned(pair, one, (a, b))
    moved = (one[0].start < a.start) != (one[1].start < b.start)
    if verdict is None and moved and a.unit != b.unit and "time" in (a.unit, b.unit):
        verdict = True  # “one sachet three times” as “three sachets once”
    if verdict or (verdict is None and len(matched) == 1 and changed_places(pair, one, (a, b))):
        yield one, (a, b)


def _ones(reading: Reading) -> list[Quantity]:
    """What counts one thing: not “a day”, “an”, “each”, “the first”."""
    plain = reading.prose.plain
    taken = {q.start for q in reading.quantities if q.level == LOOSE and q.unit}
    return [
        q
        for q in reading.quantities
        if q.value == 1
        and q.form is Form.NUMBER
        and q.text != "ordinal"
        and q.start not in taken
        and not _EACH.fullmatch(plain, q.start, q.stop)
        and not _PRONOUN.search(plain, max(0, q.start - _LEAD), q.start)
    ]


_PRONOUN = re.compile(r"\b(?:an?|the|this|that|any|another)\s(?:[^\W\d_]+\s)?$", re.IGNORECASE)
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
    return len(inside) > _SIDES and all(
        _IN_LIST.fullmatch(plain, one.end, two.start) for one, two in pairwise(inside)
    )


def reassigned(
    pair: Pair, one: tuple[_Place, _Place], two: tuple[_Place, _Place], *, strict: bool = False
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
    ours, theirs = anchors(pair.source), anchors(pair.target)
    sets: dict[str, list[str]] = {}
    for key in ours.keys() & theirs.keys():
        family, _, member = key.partition(":")
        if member and family != "name":
            group = _GROUPS.get(family, family)
            group = group if strict else _TREATMENTS.get(group, group)
            sets.setdefault(group, []).append(key)
    here, there = _periods(pair.source), _periods(pair.target)
    for period in here.keys() & there.keys():
        key = f"period:{period}"
        ours[key], theirs[key] = here[period], there[period]
        sets.setdefault("period", []).append(key)
    for index, (a, b) in enumerate(pair.alignment.matched):
        if a.level == b.level == REQUIRED and a.unit == b.unit != "":
            key = f"#{index}"
            ours[key], theirs[key] = (a.start, a.end), (b.start, b.end)
            sets.setdefault(f"#{a.unit}", []).append(key)
    matched = pair.alignment.matched
    for family, known in sets.items():
        if family.startswith("#") and len(known) == _SIDES:
            low, high = sorted((matched[int(key[1:])][0] for key in known), key=lambda q: q.start)
            if _linked(low, high, pair.source):
                continue  # “aged six to twelve” is one thing
        if (
            family.startswith("#")
            and len({pair.alignment.matched[int(k[1:])][0].value for k in known}) != _SIDES
        ):
            continue
        # Of “A reverses B, C reverses D”, A and C are asked about, B and D are what they go with.
        keys = [key for key in known if not _among(ours[key], one[0], two[0])]
        if len(keys) != _SIDES:
            continue
        first = _goes_with_first(one[0], two[0], ours[keys[0]], ours[keys[1]])
        second = _goes_with_first(one[1], two[1], theirs[keys[0]], theirs[keys[1]])
        if first is not None and second is not None:
            verdicts.add(first != second)
    return verdicts.pop() if len(verdicts) == 1 else None


_TREATMENTS = {"arm": "drug", "concept.drugclass": "drug"}
"""A placebo stands beside a medicine."""
_GROUPS = {"concept.symptom": "complaint", "concept.form": "concept.route"}
"""A cough stands beside a pain, by mouth beside an injection."""


def _periods(reading: Reading) -> dict[str, tuple[int, int]]:
    """The periods that a text names once: “within hours”, “four to six weeks”."""
    marks = reading.marks.get("concept.period", ())
    values = Counter(mark.value for mark in marks)
    return {mark.value: (mark.start, mark.end) for mark in marks if values[mark.value] == 1}


def _among(span: tuple[int, int], *places: _Place) -> bool:
    return any(place.start <= span[0] < place.end for place in places)


def _replacing(reading: Reading, one: _Place, two: _Place) -> bool | None:
    """Is it the first that stands in the place of the second: “75 mg instead of 150 mg”? None where neither does."""
    pivots = [mark for mark in reading.marks.get("scope", ()) if mark.value == "instead"]
    if len(pivots) != 1:
        return None
    after = [place for place in (one, two) if 0 <= place.start - pivots[0].end <= _INSTEAD]
    return None if not after else min(after, key=lambda place: place.start) is two


_INSTEAD = 24
"""Characters between “instead of” and what it replaces."""


def _goes_with_first(
    one: _Place, two: _Place, first: tuple[int, int], second: tuple[int, int]
) -> bool | None:
    """Does the first of two things go with the first of two others? None where they do not stand by twos."""
    if any(place.start <= span[0] < place.end for place in (one, two) for span in (first, second)):
        return None
    order = sorted(
        ((one.start, "one"), (two.start, "two"), (first[0], "first"), (second[0], "second"))
    )
    half = {order[0][1], order[1][1]}
    if half in ({"one", "two"}, {"first", "second"}):
        return None
    return half in ({"one", "first"}, {"two", "second"})


def changed_places(
    pair: Pair,
    one: tuple[_Place, _Place],
    two: tuple[_Place, _Place],
    *,
    skip: str = "",
    sure: bool = False,
) -> bool:
    """Have two things, each given by its place in source and target, changed places?

    Every anchor votes, the nearer the louder: for an exchange when it is nearer to the one in the source and
    nearer to the other in the target. `skip` names a family of marks that is no anchor; `sure` asks that one
    of them stands close by and that none speaks against it.
    """
    ours, theirs = anchors(pair.source, skip), anchors(pair.target, skip)
    # What is counted holds meanings in their places: “8% got worse, 61% better”, “10 mL at 2 pm”.
    times = Counter((a.value, a.others) for a, _ in pair.alignment.matched)
    for index, (a, b) in enumerate(pair.alignment.matched):
        if a.level == b.level == REQUIRED and times[a.value, a.others] == 1:
            ours[f"#{index}"], theirs[f"#{index}"] = (a.start, a.end), (b.start, b.end)
    stays = goes = 0.0
    held = loudest = 0.0
    loose = False
    closest = _NEAR
    witnesses: set[bool] = set()
    kept = sure and (one[0].start < two[0].start) == (one[1].start < two[1].start)
    for key, there in ours.items():
        here = theirs.get(key)
        if here is None or one[0].start <= there[0] < one[0].end:
            continue  # a thing is no anchor of its own
        if two[0].start <= there[0] < two[0].end:
            continue
        before, distance = _lean(one[0], two[0], there, pair.source, parted=bool(skip))
        after, other = _lean(one[1], two[1], here, pair.target, parted=bool(skip))
        if min(abs(before), abs(after)) < _MARGIN or max(distance, other) > _NEAR:
            continue
        weight = 1 / (4 + distance + other)
        if (before > 0) == (after > 0):
            stays += weight
            held = max(held, weight * key.startswith("#"))
        elif kept and _slot(there, one[0], two[0]) == _slot(here, one[1], two[1]):
            continue  # in the same order with the same between them: a sign is gone, no more
        elif not key.startswith("concept.limit:"):  # “at least three of A and two of B” is of both
            loose |= key.startswith("#")
            loudest = max(loudest, weight * key.startswith(("drug:", "name:")))
            goes += weight
            closest = min(closest, max(distance, other))
            witnesses.add(before > 0)
    if held >= loudest and held and not loose and not skip:
        return False  # “0.9 mg in packs of 14, 1.8 mg in packs of 28”: numbers hold each other
    if sure and (goes <= _SURER * stays or closest > _CLOSE):
        return False
    # Of meanings, the subject may be shared: “A rises with X and falls with Y”.
    return goes > _SURE * stays and (not skip or len(witnesses) == _SIDES)


def _slot(anchor: tuple[int, int], one: _Place, two: _Place) -> int:
    """Before both, between them, or after both."""
    return (one.start < anchor[0]) + (two.start < anchor[0])


def _lean(
    one: _Place, two: _Place, anchor: tuple[int, int], reading: Reading, *, parted: bool
) -> tuple[int, int]:
    """Positive where the anchor is nearer to the first; and how near it is to its nearest.

    What stands between is looked at only where it decides: by their letters alone, most are too far away.
    """
    gaps = _between(one, anchor), _between(two, anchor)
    sizes = [end - start for start, end in gaps]
    if min(sizes) > _NEAR:
        return 0, min(sizes)
    near = int(sizes[1] < sizes[0])
    closer, other = (two, one) if near else (one, two)
    distance = _distance(gaps[near], other, reading, parted=parted)
    farther = sizes[1 - near]
    if farther < distance + _MARGIN:
        farther = _distance(gaps[1 - near], closer, reading, parted=parted)
    lean = farther - distance
    return -lean if near else lean, min(distance, farther)


def _between(place: _Place, anchor: tuple[int, int]) -> tuple[int, int]:
    """The stretch between two places; empty where they overlap."""
    start, end = (place.end, anchor[0]) if anchor[0] >= place.end else (anchor[1], place.start)
    return start, max(start, end)


def _distance(gap: tuple[int, int], other: _Place, reading: Reading, *, parted: bool) -> int:
    """How far it is across a stretch: its letters, and more for what parts meanings. `other`: what is farther if in it."""
    start, end = gap
    if start >= end:
        return 0
    tokens = _TOKEN.findall(reading.prose.plain[start:end].lower())
    breaks = sum(map(_BREAKS.__contains__, tokens))
    if tokens and tokens[0] in _WITH and any(q.end == start for q in reading.quantities):
        breaks -= 1  # “11 months with A versus 6 months with B”
    if parted:
        breaks += sum(map(_WHEN.__contains__, tokens))
    return end - start + 20 * breaks + (40 if start <= other.start < end else 0)


_WITH = frozenset({"with", "con", "avec", "mit", "com"})


def anchors(reading: Reading, skip: str = "") -> dict[str, tuple[int, int]]:
    """What a text has only once: meanings of the tables, medicines, words by their root. `skip` names a family."""
    if skip not in reading.anchors:
        reading.anchors[skip] = _anchors(reading, skip)
    return dict(reading.anchors[skip])


_SETS = ("agegroup", "arm", "complaint", "order")
"""Families that serve as anchors alone."""


def _anchors(reading: Reading, skip: str) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    again: set[str] = set()
    taken = [(q.start, q.end) for q in reading.quantities if q.level != LOOSE]

    def note(key: str, start: int, end: int) -> None:
        if key in found:
            again.add(key)
        else:
            found[key] = start, end

    for family, marks in reading.marks.items():
        if family in _SETS or (
            family.startswith("concept.") and family not in ("concept.period", skip)
        ):
            for mark in marks:
                for value in mark.value.split("|"):
                    note(f"{family}:{value}", mark.start, mark.end)
    for mark in reading.marks.get("drug", ()):
        note(f"drug:{mark.value}", mark.start, mark.end)
        taken.append((mark.start, mark.end))
    offset = 0
    parts = reading.prose.plain.split(" ")
    keys = map(_memo(reading.tables.lexicon).__getitem__, parts)
    for part, known in zip(parts, keys, strict=True):
        for key, begin, end, named in known:
            at = offset + begin
            for start, stop in () if named else taken:
                if start <= at < stop:
                    break
            else:
                note(key, at, offset + end)
        offset += len(part) + 1
    for key in again:
        del found[key]
    return found


_Keys = tuple[tuple[str, int, int, bool], ...]


@lru_cache(maxsize=64)
def _memo(lexicon: Lexicon) -> Memo[_Keys]:
    return Memo(partial(_keys, lexicon))


def _keys(lexicon: Lexicon, part: str) -> _Keys:
    """What the words between two spaces are known again by, with their places; whether it is a name in capitals."""
    found: list[tuple[str, int, int, bool]] = []
    for word, start, end in lexicon.words(part):
        if len(word) < _ROOT:
            if len(word) > 1 and part[start:end].isupper():
                found.append((f"name:{word}", start, end, True))
        elif len(root := skeleton(word)[:_ROOT]) >= _SHORTEST:
            found.append((root, start, end, False))
    return tuple(found)
