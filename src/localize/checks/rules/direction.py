"""direction: no meaning becomes its opposite, or another of its kind: up and down, before and after, oral and rectal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from localize.checks.base import Check, Pair, Problem, Scope
from localize.checks.dimensions import ACCURACY
from localize.checks.reading import apiece
from localize.checks.reading.agent import given_for_got, reversed_parts
from localize.checks.reading.bytwos import crosswise
from localize.checks.reading.comparison import (
    Comparison,
    comparison,
    taken_up,
    unequal,
    weighed,
)
from localize.checks.reading.conditioned import conditioned
from localize.checks.reading.contrast import exchanged, halved
from localize.checks.reading.correlative import correlative
from localize.checks.reading.crossed import denied, done_back
from localize.checks.reading.deadline import amount_moved, changed_time, date_turned, even_before
from localize.checks.reading.denial import (
    FULL,
    WITHOUT,
    meant,
    restricts,
)
from localize.checks.reading.doers import done_by_another
from localize.checks.reading.exception import instead_of_only
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.pivot import (
    changed_ends,
    changed_sides,
    turned_round,
)
from localize.checks.reading.poles import (
    FAR,
    POLES,
    averted,
)
from localize.checks.reading.reading import Reading
from localize.checks.reading.sides import other_side
from localize.checks.reading.skipped import turned_advice
from localize.checks.reading.tables import concepts
from localize.checks.reading.withnone import with_none
from localize.checks.rules.opposites import (
    NEAR,
    SIDES,
    compare,
)
from localize.checks.rules.otherway import other_way
from localize.checks.rules.told import told_changed, told_moved, told_swapped
from localize.model import Severity


def _run(pair: Pair, scope: Scope) -> Iterator[Problem]:
    ours, theirs = pair.source.marks, pair.target.marks
    found: list[Problem] = []
    compared: list[Problem] = []
    turned_sets: set[str] = set()
    upended = False
    scoped = "scope" in ours and "scope" in theirs
    compares = scoped and weighed(pair.source)
    verdict = comparison(pair) if compares else None
    sides = changed_sides(pair, "than") if compares and verdict is None else None
    known = concepts()
    lessened = "concept.degree" in theirs
    twice = False  # are there two words of a set?
    for family, here in ours.items():
        if family[:8] != "concept.":
            continue
        there = theirs.get(family)
        many = len(here)
        if many == SIDES:
            twice = True
        name = family[8:]
        if not there:
            if name not in _ALIKE and not known[name].kept:
                continue  # as most of what only one text says
        elif many == len(there) and (
            here[0].value == there[0].value if many == 1 else _same(here, there)
        ):
            if many == SIDES and (
                done_back(pair, name, here, there) or apiece.exchanged(pair, name, here, there)
            ):
                found.append(told_swapped(pair, here[0], here[1], there[0]))
            elif (name == "safety" and _made_safe(pair, here[0], there[0])) or (
                lessened and known[name].compared and _lessened_only(pair, here, there)
            ):
                found.append(told_changed(pair, known[name], here[0], there[0]))
            continue
        if name not in scope.target.concepts or name not in scope.source.concepts:
            continue
        if not there and name in _ALIKE:
            there = _alike(name, pair)
        if not there:
            if known[name].kept:
                found += _dropped(pair, name, here)
            continue
        problems = list(compare(pair, name, here, there)) or _told_to(pair, name, here, there)
        if name == "side" and not problems and (sided := other_side(pair)) is not None:
            problems.append(told_changed(pair, known[name], *sided))
        if problems and name in _UPRIGHT and changed_sides(pair, "vertical"):
            upended = True  # “the head lower than the feet” as “the feet above the head”
            continue
        if problems and name == "time":
            if other_way(pair):
                continue
            sides = changed_sides(pair, "time") or sides
        if problems:
            turned_sets.add(name)
            (compared if known[name].compared else found).extend(problems)
    if found and len(turned_sets - {"inclusion"}) == 1 and _of_the_rest(pair):
        found.clear()
    turned = correlative(pair)
    if turned is not None:
        compared = compared[:1] if turned == 1 else []
        found = [] if turned == SIDES else found  # each half was turned round
    if turned == 1 and not compared:
        yield Problem("one half of “the more, the more” was turned round")
        return
    if verdict is not None and (verdict.changed or (verdict.flipped and not found)):
        yield from _turned_once(pair, verdict, compared)
        return
    if verdict is None and compared and (turned == 1 or not _other_side(pair)):
        found = compared + found
    if sides is None:
        yield from found
    # “A is more common than B”, “B is rarer than A”: what was turned round twice stands as it did.
    if not found and not compared:
        moved = (sides if sides and _as_many(ours, theirs) else None) or changed_ends(pair)
        moved = moved or (changed_sides(pair, "instead") if scoped else None)
        if moved is None and not upended and len(ours.get("concept.organ", ())) >= SIDES:
            moved = changed_sides(pair, "vertical")
        timed = "concept.time" in ours and "concept.time" in theirs
        order = changed_sides(pair, "time") if timed and not moved else None
        moved = moved or (None if order is None or other_way(pair) else order)
        if moved is not None:
            yield told_moved(pair, moved.source, moved.target)
        elif scoped and (unlike := unequal(pair)) is not None:
            yield Problem(
                f"as much became more or less: “{pair.target.prose.text[slice(*unlike[1])]}”",
                pair.target.place(*unlike[1]),
                pair.source.place(*unlike[0]),
            )
        elif timed and (times := changed_time(pair) or amount_moved(pair)) is not None:
            yield told_changed(pair, known["time"], *times)
        elif (late := even_before(pair) or date_turned(pair)) is not None:
            yield Problem(
                "before for after: "
                f"“{pair.source.prose.text[slice(*late[0])]}” became “{pair.target.prose.text[slice(*late[1])]}”",
                pair.target.place(*late[1]),
                pair.source.place(*late[0]),
            )
        elif (
            exchange := (exchanged(pair) if "negation" in ours else None)
            or crosswise(pair)
            or halved(pair, twos=twice)
            or (conditioned(pair) if twice else None)
            or reversed_parts(pair)
            or done_by_another(pair)
            or with_none(pair)
            or turned_advice(pair)
            or (given_for_got(pair) if "transfer" in ours else None)
        ) is not None:
            yield told_moved(pair, *exchange)


def _told_to(pair: Pair, name: str, ours: Sequence[Mark], theirs: Sequence[Mark]) -> list[Problem]:
    """“Reduce … if it rises” as “increase … if it exceeds”: of a set, what both texts begin with, and tell one to do."""
    if name not in _TOLD or not ours or not theirs:
        return []
    one, other = ours[0], theirs[0]
    if (
        one.first
        or other.first
        or one.value == other.value
        or any(mark.value.endswith("?") or "|" in mark.value for mark in (one, other))
    ):
        return []
    return [told_changed(pair, concepts()[name], one, other)]


_TOLD = frozenset({"change", "start", "open", "removal", "switch", "dilation"})
_UPRIGHT = frozenset({"superiority", "vertical"})


def _other_side(pair: Pair) -> bool:
    """Is a comparison said from its other side?"""
    if turned_round(pair):
        return True
    families = (pair.target.marks.get(f"concept.{name}", ()) for name in POLES)
    return taken_up(pair, list(chain.from_iterable(families)))


def _of_the_rest(pair: Pair) -> bool:
    """“Those who had never smoked were excluded” as “only smokers and former smokers were included”, “closed except” as “open only”."""
    if instead_of_only(pair) or _those_who_have(pair):
        return True
    ours, theirs = (
        {m.value.rstrip("?") for m in side.marks.get("concept.inclusion", ())}
        for side in (pair.source, pair.target)
    )
    return ((ours, theirs) == ({"exclude"}, {"include"}) and restricts(pair.target)) or (
        (ours, theirs) == ({"include"}, {"exclude"}) and restricts(pair.source)
    )


def _those_who_have(pair: Pair) -> bool:
    """“Only if you have never had it” as “whoever has had it before may not”."""
    ours, theirs = (side.marks.get("concept.ever", ()) for side in (pair.source, pair.target))
    return (
        any(mark.value == "never" for mark in ours)
        and all(mark.value != "never" for mark in theirs)
        and restricts(pair.source)
        and not restricts(pair.target)
        and any(mark.value in FULL for mark in meant(pair.target))
    )


def _turned_once(pair: Pair, compared: Comparison, known: Sequence[Problem]) -> Iterator[Problem]:
    """A comparison of which the sides were changed, or what is said of them, but not both.

    `known` are the meanings that became their opposite.
    """
    if compared.changed == compared.flipped:
        return
    if known and compared.flipped:
        yield from known
        return
    if compared.flipped and averted(pair):
        return
    here, there = compared.things if compared.changed else (compared.source, compared.target)
    words = pair.source.prose.text[slice(*here)], pair.target.prose.text[slice(*there)]
    said = (
        f"“{words[0]}” and what it is compared with have changed places"
        if compared.changed
        else f"more for less: “{words[0]}” became “{words[1]}”"
    )
    yield Problem(said, pair.target.place(*there), pair.source.place(*here))


def _lessened_only(pair: Pair, ours: Sequence[Mark], theirs: Sequence[Mark]) -> bool:
    """Is “higher” said as “moins élevé”: the same, but lessened, where the source lessens and denies nothing?"""
    return (
        len(ours) == len(theirs) == 1
        and any(
            mark.value == "less" and mark.last == theirs[0].first - 1
            for mark in pair.target.marks.get("concept.degree", ())
        )
        and not any(
            mark.value.rstrip("?") in _LESS
            for name in POLES
            for mark in pair.source.marks.get(f"concept.{name}", ())
            if mark not in ours
        )
        and not any(mark.value == "equal" for mark in pair.source.marks.get("scope", ()))
        and not meant(pair.source)
        and not meant(pair.target)
    )


_LESS = frozenset(("down", "less", "low"))


def _made_safe(pair: Pair, here: Mark, there: Mark) -> bool:
    """Is “not safe” said as “sans danger”, which has a negation of its own?"""
    return (
        pair.target.words[there.first] in WITHOUT
        and denied(pair.source, here, NEAR, FULL)
        and all(there.first <= mark.first <= there.last for mark in meant(pair.target))
    )


def _same(ours: Sequence[Mark], theirs: Sequence[Mark]) -> bool:
    """Do they say the same in the same order?"""
    return [mark.value for mark in ours] == [mark.value for mark in theirs]


def _as_many(ours: Mapping[str, Sequence[Mark]], theirs: Mapping[str, Sequence[Mark]]) -> bool:
    """Are there as many of each comparative on both sides? Else one of them may be turned round."""
    return all(
        Counter(m.value for m in ours.get(family, ()))
        == Counter(m.value for m in theirs.get(family, ()))
        for family in ("concept.degree", "concept.level", "concept.frequency")
    )


_ALIKE = {
    "change": ("level", {"high": "up", "low": "down", "high?": "up?", "low?": "down?"}),
    "level": ("degree", {"more": "high", "less": "low", "more?": "high?", "less?": "low?"}),
    "degree": ("level", {"high": "more", "low": "less", "high?": "more?", "low?": "less?"}),
}


def _alike(name: str, pair: Pair) -> list[Mark]:
    """A set of meanings said with the words of another: “a higher risk” as “un riesgo mayor”, “a raised TSH” as “uma TSH alta”."""
    ours, theirs = pair.source.marks, pair.target.marks
    if name == "change" and not all(
        pair.source.words[mark.last].endswith("ed") for mark in ours["concept.change"]
    ):
        return []
    kin, values = _ALIKE[name]
    family = f"concept.{kin}"
    if family in ours or family not in theirs:
        return []
    return [mark._replace(value=values[mark.value]) for mark in theirs[family]]


def _dropped(pair: Pair, name: str, marks: Sequence[Mark]) -> Iterator[Problem]:
    """What of a set that must not be left out is, where nothing of its kind is in the target."""
    sure = [mark for mark in marks if not mark.value.endswith("?") and "|" not in mark.value]
    # “Does not work at once” is “takes a while”.
    sure = [] if name == "urgency" and denied(pair.source, marks[0], FAR, ("strong",)) else sure
    if name == "reproduction":
        sure = [m for m in sure if _either(pair.source, m)]
    if name == "hyper":
        sure = [m for m in sure if not any(_has(pair.target, *sign) for sign in _SIGNS[m.value])]
    if sure:
        mark = sure[0]
        yield Problem(
            f"“{pair.source.prose.text[mark.start : mark.end]}” is not in the target",
            None,
            pair.source.place(mark.start, mark.end),
            Severity.MAJOR,
        )


def _either(reading: Reading, mark: Mark) -> bool:
    """Is a word one of those that are listed, “pregnant or …”?"""
    words = reading.words
    return "or" in (
        *words[max(0, mark.first - 2) : mark.first],
        *words[mark.last + 1 : mark.last + 2],
    )


_SIGNS = {
    "hyper": (
        ("level", "high"),
        ("change", "up"),
        ("stock", "excess"),
        ("sufficiency", "too_much"),
    ),
    "hypo": (
        ("level", "low"),
        ("change", "down"),
        ("stock", "deficiency"),
        ("sufficiency", "too_little"),
    ),
}
"""What *hyper-* and *hypo-* may be said with."""


def _has(reading: Reading, name: str, value: str) -> bool:
    return any(m.value.rstrip("?") == value for m in reading.marks.get(f"concept.{name}", ()))


CHECK = Check(
    name="direction",
    dimension=ACCURACY,
    severity=Severity.CRITICAL,
    run=_run,
    by_sentence=True,
    summary="No meaning becomes its opposite, or another of its kind.",
    needs_tables=True,
)
