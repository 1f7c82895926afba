"""What stands by twos: “10 mg in the morning and 5 mg at night” names two things, each with one of two that are told apart.

Two things have changed places when each goes with the other's in the target.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, NamedTuple

from localize.checks.reading.anchors import KINDS, both, numbered, things
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.limits import bound
from localize.checks.reading.nearness import SIDES, Place
from localize.checks.reading.numerals import Form
from localize.checks.reading.pivot import ordinals, steady
from localize.checks.reading.quantity import REQUIRED, Quantity
from localize.checks.reading.reading import Reading
from localize.checks.reading.tables import is_time
from localize.regex import regex

if TYPE_CHECKING:
    from localize.checks.base import Pair

Span = tuple[int, int]
_RANGE = regex(
    r"-?\s*(?:[-–—/:×x]|to|a|à|bis|al|a las?|alla|à la|ai|aos?|às?|(?:or|o|ou|oder)(?:\s(?:the|an?|de|di|du|von|un[ao]?|une|el|la|le|der|die|das|eine?))?|auf|para|zu|hasta|até|jusqu'à|fino a)\s*"
)
_BOTH = regex(
    r"\s(?:and|y|e|et|und)\s(?:(?:el|los|la|las|os?|as?|le|les|il?|lo|gli|der|die|den)\s|l')?",
    re.IGNORECASE,
)
_LEAD = 20
_IN_LIST = regex(r"\s*[,/]\s*|,?\s(?:to|a|à|bis|al|or|o|ou|oder|and|y|e|et|und)\s")


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
    if not _may_tell_apart(pair, one[0], two[0]):
        return None
    ours, theirs, sets = _sets(pair, strict=strict)
    matched = pair.alignment.matched
    for family, known in sets.items():
        if family.startswith("#") and len(known) == SIDES:
            low, high = sorted((matched[int(key[1:])][0] for key in known), key=lambda q: q.start)
            if linked(low, high, pair.source):
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


def _may_tell_apart(pair: Pair, one: Place, two: Place) -> bool:
    """May a text have two of a set besides two things? As a rule it has not, which is known before all it has once is."""
    amounts = [
        a
        for a, b in pair.alignment.matched
        if a.level == b.level == REQUIRED and not _among((a.start, a.end), one, two)
    ]
    named = [q for q in pair.source.quantities if q.text == "ordinal" or q.form is Form.CODE]
    if len(amounts) >= SIDES or len(named) >= SIDES:
        return True
    shared: dict[str, int] = {}
    theirs = pair.target.marks
    for family, marks in pair.source.marks.items():
        if family in theirs and (kind := _kind(family)):
            shared[kind] = shared.get(kind, 0) + len(_values(marks) & _values(theirs[family]))
    return any(number >= SIDES for number in shared.values())


def _values(marks: Sequence[Mark]) -> set[str]:
    """What marks mean, as anchors have it."""
    values = {each for mark in marks for each in mark.value.split("|")}
    return values | {"less"} if "less?" in values else values


@lru_cache(maxsize=512)
def _kind(family: str) -> str:
    """What one thing of a family is as another of; empty where the family makes no set."""
    if family not in KINDS and not family.startswith("concept."):
        return ""
    group = _GROUPS.get(family, family)
    return _TREATMENTS.get(group, group)


def moved_along(
    pair: Pair, one: tuple[Place, Place], two: tuple[Place, Place], *, numbers: bool = False
) -> bool:
    """Have two things taken what they go with along: “25 mg for panic, 50 mg for depression”, told the other way round?

    Two words that both texts have stand one with each, by twos, and with the same ones in both. `numbers`: numbers do so.
    """
    ours, theirs = _numbers(pair) if numbers else both(pair)
    here, there = _having(pair.source), _having(pair.target)
    for word in here.keys() & there.keys():
        ours[word], theirs[word] = here[word], there[word]
    keys = [
        key
        for key in ours
        if key in theirs
        and not _among(ours[key], one[0], two[0])
        and not _among(theirs[key], one[1], two[1])
    ]

    def stays(first: str, second: str) -> bool | None:
        """Do two go with the same of the two things in both texts? None where it cannot be told."""
        if _overlap(ours[first], ours[second]) or _overlap(theirs[first], theirs[second]):
            return None
        here = _goes_with_first(pair.source, one[0], two[0], ours[first], ours[second])
        if here is None:
            return None
        there = _goes_with_first(pair.target, one[1], two[1], theirs[first], theirs[second])
        return None if there is None else here == there

    along: set[str] = set()
    against: list[tuple[str, str]] = []
    kept: list[tuple[str, str]] = []
    for names in combinations(keys, 2):
        first, second = names
        if (ours[first] < ours[second]) == (theirs[first] < theirs[second]):
            kept.append(names)
        elif (verdict := stays(first, second)) is not None:
            if verdict:
                along.update(names)
            else:
                against.append(names)
    if not along:
        return False  # whatever keeps its order
    against += [names for names in kept if stays(*names) is False]
    # What is said of both stands beside either: it goes with the other one where the order is another.
    return all(not along.isdisjoint(names) for names in against)


_HAVING = {
    "with": regex(r"\b(?:with|con|avec|mit|com)\b", re.IGNORECASE),
    "without": regex(r"\b(?:without|sin|sans|ohne|sem|senza)\b", re.IGNORECASE),
}
"""What two may be told apart by."""


def with_the_other(pair: Pair, one: tuple[Place, Place], two: tuple[Place, Place]) -> bool:
    """“14.7 with it and 12.1 without” as “12.1 with it and 14.7 without”: does each go with the *with* or *without* of the other?"""
    here, there = _having(pair.source), _having(pair.target)
    if len(here) != SIDES or len(there) != SIDES:
        return False
    first = _goes_with_first(pair.source, one[0], two[0], here["with"], here["without"])
    second = _goes_with_first(pair.target, one[1], two[1], there["with"], there["without"])
    return first is not None and second is not None and first != second


def _having(reading: Reading) -> dict[str, Span]:
    """Where a text says *with* and *without*, each once."""
    found: dict[str, Span] = {}
    for word, pattern in _HAVING.items():
        said = list(pattern.finditer(reading.prose.plain))
        if len(said) == 1:
            found[word] = said[0].span()
    return found


def _numbers(pair: Pair) -> tuple[dict[str, Span], dict[str, Span]]:
    """The numbers that both texts have once, with their places in each."""
    ours: dict[str, Span] = {}
    theirs: dict[str, Span] = {}
    values = Counter(a.value for a, _ in pair.alignment.matched)
    for key, a, b in numbered(pair):
        if values[a.value] == 1:
            ours[key], theirs[key] = (a.start, a.end), (b.start, b.end)
    if len(ours) == 1:  # “men two units, women one”
        ones = [
            [q for q in r.quantities if q.value == 1 and not is_time(q.unit)]
            for r in (pair.source, pair.target)
        ]
        if len(ones[0]) == 1 == len(ones[1]):
            ours["#one"], theirs["#one"] = ((side[0].start, side[0].end) for side in ones)
    return ours, theirs


def _overlap(one: Span, two: Span, gap: int = 0) -> bool:
    return one[0] < two[1] + gap and two[0] < one[1] + gap


def _sets(
    pair: Pair, *, strict: bool
) -> tuple[dict[str, Span], dict[str, Span], dict[str, list[str]]]:
    """What both texts have once, with its place in each; and what of it is of one kind: two times of day, two doses."""
    ours, theirs = dict(things(pair.source)), dict(things(pair.target))
    sets: dict[str, list[str]] = {}
    for key in ours:
        family, _, member = key.partition(":")
        if member and key in theirs:
            group = _GROUPS.get(family, family)
            group = group if strict else _TREATMENTS.get(group, group)
            sets.setdefault(group, []).append(key)
    family = "concept.eatdrink"  # too free to know a place by alone
    here = _marked(pair.source, family)
    there = _marked(pair.target, family) if here else {}
    if len(here) == SIDES and here.keys() == there.keys():
        sets[family] = [f"{family}:{value}" for value in here]
        for value in here:
            ours[f"{family}:{value}"], theirs[f"{family}:{value}"] = here[value], there[value]
    here = _marked(pair.source, _PERIOD)
    there = _marked(pair.target, _PERIOD) if here else {}
    for period in here.keys() & there.keys():
        if _of_others(pair, here[period], there[period]):
            continue
        key = f"period:{period}"
        ours[key], theirs[key] = here[period], there[period]
        sets.setdefault("period", []).append(key)
    last: tuple[Quantity, Quantity] | None = None
    for key, a, b in sorted(numbered(pair), key=lambda known: known[1].start):
        ranged = last and linked(last[0], a, pair.source) and linked(last[1], b, pair.target)
        last = a, b
        if ranged:
            continue  # “in weeks 1 to 4 … 5 to 8”: of a range, its first will do
        if a.unit == b.unit and (a.unit or a.digits):
            ours[key], theirs[key] = (a.start, a.end), (b.start, b.end)
            sets.setdefault(f"#{a.unit}", []).append(key)
    here, there = _sided(pair.source), _sided(pair.target)
    if len(here) == SIDES and here.keys() == there.keys():
        # “those under 65 …, those of 65 or over”
        sets["limit"] = [*here]
        ours |= here
        theirs |= there
    first, second = ordinals(pair.source), ordinals(pair.target)
    for q in pair.source.quantities:
        key = f"ordinal:{q.value}"
        if q.text == "ordinal" and key in second:
            ours[key], theirs[key] = first[key], second[key]
            sets.setdefault("ordinal", []).append(key)
    apart = {
        family: known
        for family, known in sets.items()
        if len(known) != SIDES or not _overlap(ours[known[0]], ours[known[1]], _JOINED)
    }
    return ours, theirs, apart


def _sided(reading: Reading) -> dict[str, Span]:
    """Where a text has what is below an amount, and what is above it, if it has just these two of it."""
    limits = bound(reading)
    if len(limits) < SIDES:
        return {}
    found: dict[str, Span] = {}
    limited = [(q, limits[q.start]) for q in reading.quantities if q.start in limits]
    for (one, limit), (other, opposite) in combinations(limited, 2):
        if (one.value, one.unit) != (other.value, other.unit) or limit.kind or opposite.kind:
            continue
        if found or len(limit.sides) != 1 or len(opposite.sides) != 1:
            return {}
        if limit.sides != opposite.sides:
            for q, side in ((one, limit.sides), (other, opposite.sides)):
                found[f"limit:{min(side)}"] = q.start, q.end
    return found


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
        if len(known) == SIDES
        and not family.startswith(_COUNTED)
        and not (family == "concept.time" and steady(pair))
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
    kinds: dict[str, int] = {}
    for family, marks in reading.marks.items():
        if (len(marks) >= SIDES or family in _GROUPED) and (kind := _uncounted(family)):
            kinds[kind] = kinds.get(kind, 0) + len(marks)
    kinds["code"] = [q.form for q in reading.quantities].count(Form.CODE)
    return len([number for number in kinds.values() if number >= SIDES])


@lru_cache(maxsize=512)
def _uncounted(family: str) -> str:
    """The kind of a family; empty where it makes no set, or one of numbers. Ordinals are told apart here by their words."""
    if family == "ordinal":
        return family
    if family.startswith(_COUNTED) or not (family in KINDS or family.startswith("concept.")):
        return ""
    return _GROUPS.get(family, family)


_PERIOD = "concept.period"
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
    "concept.fluid": "concept.foodkind",
}
"""A cough stands beside a pain, by mouth beside an injection."""
_GROUPED = frozenset((*_GROUPS, *_GROUPS.values()))


def _marked(reading: Reading, family: str) -> dict[str, Span]:
    """What of a family a text names once, as periods: “within hours”, “four to six weeks”."""
    marks = reading.marks.get(family)
    if not marks:
        return {}
    values = Counter(mark.value for mark in marks)
    return {mark.value: (mark.start, mark.end) for mark in marks if values[mark.value] == 1}


def _of_others(pair: Pair, here: Span, there: Span) -> bool:
    """Are two periods those of different amounts: “at 90 …, her 55-year-old” as “a 90 anni …, cinquantacinquenne”?"""
    return any(
        (a.start <= here[0] < a.end) is not (b.start <= there[0] < b.end)
        for a, b in pair.alignment.matched
        if a.level == b.level == REQUIRED
    )


def _among(span: tuple[int, int], one: Place, two: Place) -> bool:
    return one.start <= span[0] < one.end or two.start <= span[0] < two.end


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


_END = regex(
    r"[;!?]\s|\.\s(?=[^\W\d_])|,\s(?:but|whereas|while|pero|mientras|mais|tandis|alors|aber|während|wohingegen|mas|enquanto|ma|mentre)\b",
    re.IGNORECASE,
)
"""The end of a sentence, or of half of one."""


def linked(first: Quantity, second: Quantity, reading: Reading) -> bool:
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


def spanned(reading: Reading, low: Quantity, high: Quantity) -> bool:
    """“The oldest was 92, the youngest 18” as “from 18 to 92”: a range has its order, and says of neither which it is."""
    return (
        low.value < high.value
        and _UP_TO.fullmatch(reading.prose.plain, low.end, high.start) is not None
        and _FROM.search(reading.prose.plain, 0, low.start) is not None
    )


_FROM = regex(
    r"\b(?:from|between|desde|de|d[aeo]s?|entre|zwischen|von|dai?|dal|dagli|tra|fra)\s(?:(?:los|las|les|i|gli|le|os|as|den)\s)?$",
    re.IGNORECASE,
)
_UP_TO = regex(
    r"(?:\s(?!(?:for|in|with|para|en|con|pour|avec|chez|für|bei|mit|em|com|per)\b)[^\W\d_]+){0,2}\s(?:to|and|a|hasta|y|à|et|bis|und|ai?|e|ed|até|aos?)\s(?:(?:los|las|les|i|gli|le|os|as|den)\s)?",
    re.IGNORECASE,
)
