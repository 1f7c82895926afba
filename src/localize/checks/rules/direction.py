"""direction: no meaning becomes its opposite, or another of its kind: up and down, before and after, oral and rectal."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from localize.checks.base import Check, Pair, Problem, Scope, Span
from localize.checks.dimensions import ACCURACY
from localize.checks.reading.asked import asked
from localize.checks.reading.bytwos import crosswise
from localize.checks.reading.comparison import Comparison, comparison, correlative, unequal
from localize.checks.reading.conditioned import conditioned
from localize.checks.reading.contrast import exchanged, halved
from localize.checks.reading.crossed import crossed, denied, denied_instead, done_back
from localize.checks.reading.deadline import AFTER, changed_time, even_before
from localize.checks.reading.denial import (
    FORBIDDING,
    FULL,
    WITHOUT,
    groups,
    limit_words,
    meant,
    restricts,
)
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.limits import DOWN, UP, idle, said
from localize.checks.reading.pivot import (
    changed_ends,
    changed_sides,
    inverse,
    same_after,
    then,
    turned_round,
)
from localize.checks.reading.poles import (
    FAR,
    POLES,
    agree,
    else_denied,
    limiting,
    more_and_less,
)
from localize.checks.reading.reading import Reading
from localize.checks.reading.rephrased import scopes
from localize.checks.reading.sides import other_side
from localize.checks.reading.tables import Concept, concepts
from localize.model import Severity

_EITHER = re.compile(r"\b(?:o|ou|oder)\b")
_SIDES = 2
_NEAR, _LONG = 3, 12
"""A negation this many words before turns a meaning round: “not safe” is unsafe, “no further treatment is needed”."""


def _run(pair: Pair, scope: Scope) -> Iterator[Problem]:
    ours, theirs = pair.source.marks, pair.target.marks
    found: list[Problem] = []
    compared: list[Problem] = []
    turned_sets: set[str] = set()
    verdict = comparison(pair)
    sides = changed_sides(pair, "than") if verdict is None else None
    for family, here in ours.items():
        if not family.startswith("concept."):
            continue
        there = theirs.get(family)
        name = family[8:]
        if there is not None and _same(here, there):
            if done_back(pair, name, here, there):
                found.append(_swapped(pair, here[0], here[1], there[0]))
            elif (name == "safety" and _made_safe(pair, here[0], there[0])) or (
                concepts()[name].compared and _lessened_only(pair, here, there)
            ):
                found.append(_changed(pair, concepts()[name], here[0], there[0]))
            continue
        if name not in scope.target.concepts or name not in scope.source.concepts:
            continue
        there = there or _alike(name, pair)
        if not there:
            found += _dropped(pair, name, here)
            continue
        problems = list(_compare(pair, name, here, there))
        if name == "side" and not problems and (sided := other_side(pair)) is not None:
            problems.append(_changed(pair, concepts()[name], *sided))
        if problems and name == "time":
            if _other_way(pair):
                continue
            sides = changed_sides(pair, "time") or sides
        if problems:
            turned_sets.add(name)
        (compared if concepts()[name].compared else found).extend(problems)
    if found and len(turned_sets - {"inclusion"}) == 1 and _of_the_rest(pair):
        found.clear()
    turned = correlative(pair)
    if turned is not None:
        compared = compared[:1] if turned == 1 else []
    if turned == 1 and not compared:
        yield Problem("one half of “the more, the more” was turned round")
        return
    if verdict is not None and (verdict.changed or (verdict.flipped and not found)):
        yield from _turned_once(pair, verdict, compared)
        return
    if verdict is None and compared and (turned == 1 or not turned_round(pair)):
        found = compared + found
    if sides is None:
        yield from found
    # “A is more common than B”, “B is rarer than A”: what was turned round twice stands as it did.
    if not found and not compared:
        moved = (sides if sides and _as_many(ours, theirs) else None) or changed_ends(pair)
        moved = moved or changed_sides(pair, "instead")
        if moved is None and len(ours.get("concept.organ", ())) >= _SIDES:
            moved = changed_sides(pair, "vertical")
        order = None if moved else changed_sides(pair, "time")
        moved = moved or (None if order is None or _other_way(pair) else order)
        if moved is not None:
            yield _moved(pair, moved.source, moved.target)
        elif (unlike := unequal(pair)) is not None:
            yield Problem(
                f"as much became more or less: “{pair.target.prose.text[slice(*unlike[1])]}”",
                pair.target.place(*unlike[1]),
                pair.source.place(*unlike[0]),
            )
        elif (timed := changed_time(pair)) is not None:
            yield _changed(pair, concepts()["time"], *timed)
        elif (late := even_before(pair)) is not None:
            yield Problem(
                "before for after: "
                f"“{pair.source.prose.text[slice(*late[0])]}” became “{pair.target.prose.text[slice(*late[1])]}”",
                pair.target.place(*late[1]),
                pair.source.place(*late[0]),
            )
        elif (
            exchange := exchanged(pair) or crosswise(pair) or halved(pair) or conditioned(pair)
        ) is not None:
            yield _moved(pair, *exchange)


def _other_way(pair: Pair) -> bool:
    """Is an order said by denying the other: “not before” as “only after”, “wait until” as “not before”?

    A negation or an *only* that is there on one side only is asked about by its own check. “Before A do B” may be “B only
    after A”, but what follows *before* and *after* is another thing then.
    """
    limits = _limits(pair.source) != _limits(pair.target)
    if _denials(pair.source, limits=limits) != _denials(pair.target, limits=limits) or (
        "wait" in scopes(pair.source)
    ) != ("wait" in scopes(pair.target)):
        return True  # “wait an hour before” is “only an hour after”
    ours, theirs = (restricts(side) for side in (pair.source, pair.target))
    return ours != theirs and not same_after(pair, "time")


def _of_the_rest(pair: Pair) -> bool:
    """“Those who had never smoked were excluded” as “only smokers and former smokers were included”."""
    ours, theirs = (
        {m.value.rstrip("?") for m in side.marks.get("concept.inclusion", ())}
        for side in (pair.source, pair.target)
    )
    return ((ours, theirs) == ({"exclude"}, {"include"}) and restricts(pair.target)) or (
        (ours, theirs) == ({"include"}, {"exclude"}) and restricts(pair.source)
    )


def _limits(reading: Reading) -> Counter[str]:
    """The limits of a text that may be said with a negation: “no sooner than”, “non meno di”."""
    return Counter(m.value for m in reading.marks.get("comparator", ()) if m.value in ("ge", "le"))


def _denials(reading: Reading, *, limits: bool = True) -> int:
    """How many negations a text has; `limits`: those of a limit too, “non prima di due mesi”."""
    marks = [
        mark._replace(value="strong") if limits and mark.value == "limit" else mark
        for mark in meant(reading)
        if not idle(mark, reading.prose.plain)
    ]
    return len(groups(marks, reading.prose.plain))


def _turned_once(pair: Pair, compared: Comparison, known: Sequence[Problem]) -> Iterator[Problem]:
    """A comparison of which the sides were changed, or what is said of them, but not both.

    `known` are the meanings that became their opposite.
    """
    if compared.changed == compared.flipped:
        return
    if known and compared.flipped:
        yield from known
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
        and denied(pair.source, here, _NEAR, FULL)
        and all(there.first <= mark.first <= there.last for mark in meant(pair.target))
    )


def _same(ours: Sequence[Mark], theirs: Sequence[Mark]) -> bool:
    """Do they say the same in the same order?"""
    if len(ours) == len(theirs) == 1:
        return ours[0].value == theirs[0].value
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
    if name not in _ALIKE:
        return []
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
    """What must not be left out, where nothing of its kind is in the target."""
    if not concepts()[name].kept:
        return
    sure = [mark for mark in marks if not mark.value.endswith("?") and "|" not in mark.value]
    # “Does not work at once” is “takes a while”.
    sure = [] if name == "urgency" and denied(pair.source, marks[0], FAR, ("strong",)) else sure
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


def _moved(pair: Pair, here: Span, there: Span) -> Problem:
    text, other = pair.source.prose.text, pair.target.prose.text
    return Problem(
        f"“{text[slice(*here)]}” and “{other[slice(*there)]}” have changed places",
        pair.target.place(*there),
        pair.source.place(*here),
    )


def _swapped(pair: Pair, first: Mark, second: Mark, there: Mark) -> Problem:
    text = pair.source.prose.text
    return pair.problem(
        f"“{text[first.start : first.end]}” and “{text[second.start : second.end]}” have changed places",
        first,
        there,
    )


def _compare(
    pair: Pair, name: str, ours: Sequence[Mark], theirs: Sequence[Mark]
) -> Iterator[Problem]:
    if name in ("multiple", "degree") and inverse(pair):
        return
    ours, theirs = asked(pair, name, ours, theirs)
    # “lower” may be a comparative or a verb: it answers for `down`, but is not asked for.
    spare, excess = _optional(ours), _optional(theirs)
    unsure = [mark for mark in ours if mark.value.endswith("?")] if spare else []
    maybe = [mark for mark in theirs if mark.value.endswith("?")] if excess else []
    ours = [mark for mark in ours if mark not in unsure]
    theirs = [mark for mark in theirs if mark not in maybe]
    mine, other = Counter([m.value for m in ours]), Counter([m.value for m in theirs])
    lost = [value for value in mine if mine[value] > other[value] + excess[value]]
    lost += [value for value in spare if not (mine[value] or other[value] or excess[value])]
    came = [value for value in other if other[value] > mine[value] + spare[value]]
    if name in _UNASKED and any(mine[v] for v in lost) and not came:
        # “may need to be lowered” as “erhöht werden muss”: what is not asked for counts against what is gone.
        came = [
            v
            for v in excess
            if other[v] + excess[v] > mine[v] + spare[v] and v not in lost and v != "goon"
        ]
        theirs = [*theirs, *(m._replace(value=m.value.rstrip("?")) for m in maybe)]
    if name == "start" and came == ["goon"] and not any(mine[v] for v in lost):
        return  # “completed” as “done: keep going”
    if name == "modality" and _bound_otherwise(pair):
        return
    if name in _LETTING and (else_denied(pair) or _bounds_turned(pair)):
        return
    if lost and came and name in POLES and more_and_less(pair.source) == more_and_less(pair.target):
        return  # “a lower dose, as … has increased” as “eine reduzierte, da … höher ist”
    if not lost or not came:
        if moved := denied_instead(pair, name, ours, theirs):
            here, there = moved
            yield _moved(pair, (here.start, here.end), (there.start, there.end))
        elif name != "period":
            once = [value for value in mine if mine[value] == other[value] == 1]
            for names in combinations(once, 2):
                first, second = (m for m in ours if m.value in names)
                there, last = (m for m in theirs if m.value in names)
                if crossed(pair, name, (first, second), (there, last)):
                    yield _swapped(pair, first, second, there)
        return
    if (
        name == "degree"
        and limiting(pair, ours, theirs)
        and _denials(pair.source) != _denials(pair.target)
    ):
        return  # “fewer than half did” is “more than half did not”
    if name == "limit" and _bounded_so(pair, lost[0], came[0]):
        return  # “not more than 14, over three days or more” as “no más de 14, en al menos tres”
    if (
        name == "time"
        and lost[0] == "before"
        and all(then(mark, pair.target) for mark in theirs if mark.value == came[0])
    ):
        return  # “A before B” is “A and then B”
    if name == "degree" and other[lost[0]]:
        return  # comparatives come and go; what is gone altogether is meant
    concept = concepts()[name]
    reaches = (_NEAR, FAR) if concept.denied else (1 if name == "time" else _NEAR,)
    few = len(mine) <= 2 and len(other) <= 2
    if name == "stomach" and "any" in (lost[0], came[0]) and len(other) + len(mine) > _SIDES:
        return  # “with or without food” is “fasting or with food”
    if name == "stomach" and lost[0] == "full" and mine["empty"]:
        return  # “an hour before or two after a meal”: what is said once may go unsaid
    if name == "sameness":
        reaches = (*reaches, _LONG)  # “never twice running in the same place”
    meant_here, meant_there = (
        [mark for mark in side if mark.value in (lost[0], came[0])] for side in (ours, theirs)
    )
    # Of days and hours there are more than two: what is denied or “few” makes none of the other.
    if (
        few
        and name != "period"
        and any(agree(pair, meant_here, meant_there, reach) for reach in reaches)
        and (
            (concept.denied and name != "person")
            or name in _LOOSE
            or _denials(pair.source) != _denials(pair.target)
        )
    ):
        return
    if (
        name in _LASTING
        and _UNTIL.search(pair.source.prose.plain)
        and (
            _WHILE.search(pair.target.prose.plain)
            or (AFTER.search(pair.target.prose.plain) and not _denials(pair.source))
        )
    ):
        return  # “until it has gone” is “as long as it persists”, “go on until” is “stop once”
    gone = next(m for m in (*ours, *unsure) if m.value.rstrip("?") == lost[0])
    new = next(m for m in theirs if m.value == came[0])
    if "any" in lost and _EITHER.search(pair.target.prose.plain):
        return  # “with meals or between them”
    if name == "position" and denied(pair.source, gone, _NEAR, FULL) != denied(
        pair.target, new, _NEAR, FULL
    ):
        return  # “do not lie down” as “stay upright, sitting or standing”
    yield _changed(pair, concept, gone, new)


def _bounds_turned(pair: Pair) -> bool:
    """“Only those of 30 or more were eligible” is “those under 30 were excluded”."""
    (up, down), (other_up, other_down) = (
        [sum(m.value.rstrip("!") in kind for m in limit_words(side)) for kind in (UP, DOWN)]
        for side in (pair.source, pair.target)
    )
    return (up > other_up and other_down > down) or (up < other_up and other_down < down)


def _bounded_so(pair: Pair, lost: str, came: str) -> bool:
    """Has the target as many limits of the kind that is gone, or the source as many of the one that is new?"""
    here, there = said(pair.source), said(pair.target)
    return there[lost] >= here[lost] > 0 or here[came] >= there[came] > 0


def _changed(pair: Pair, concept: Concept, gone: Mark, new: Mark) -> Problem:
    here, there = (
        side.prose.text[mark.start : mark.end]
        for side, mark in ((pair.source, gone), (pair.target, new))
    )
    return pair.problem(
        f"{concept.title}: “{here}” became “{there}”", gone, new, Severity(concept.severity)
    )


_UNASKED = frozenset({"change", "hyper", "rank", "start"})
"""Sets of which a word that is not asked for counts against one that is gone."""
_LOOSE = frozenset({"eatdrink", "extent", "position"})
"""Sets one of which may be denied in one text and another in the other, with as many negations in all."""
_LASTING = frozenset({"lasting", "onset", "start"})
_UNTIL = re.compile(r"\b(?:until|till)\b", re.IGNORECASE)
_WHILE = re.compile(
    r"\b(?:mientras|hasta|tant que|jusqu|solange|bis|enquanto|até|finch[éè]|fino a|fintanto)",
    re.IGNORECASE,
)


def _optional(marks: Sequence[Mark]) -> Counter[str]:
    values = [mark.value[:-1] for mark in marks if mark.value.endswith("?")]
    return Counter(values) if values else _NONE


_NONE: Counter[str] = Counter()


def _denies(pair: Pair) -> bool:
    """Is anything denied or forbidden on either side?"""
    return any(
        mark.value in (*FULL, "carried", "only", "limit")
        or mark.value in FORBIDDING
        or mark.first < mark.last  # “nicht überschreiten”
        for reading in (pair.source, pair.target)
        for mark in meant(reading)
    )


def _restrictions(reading: Reading) -> Counter[str]:
    """What a text says of when and for whom it holds: “only”, “until”, “after”."""
    values = (mark.value.replace("strict", "only") for mark in reading.marks.get("scope", ()))
    return Counter(value for value in values if value in ("only", "except", "then", "wait"))


def _bound_otherwise(pair: Pair) -> bool:
    """“must not” is “may not” in some languages, “must” is “may only if”, “should only” is “may only”."""
    ours, theirs = _restrictions(pair.source), _restrictions(pair.target)
    return ours != theirs or "only" in ours or _denies(pair)


_LETTING = frozenset({"inclusion", "indication", "permission"})


CHECK = Check(
    name="direction",
    dimension=ACCURACY,
    severity=Severity.CRITICAL,
    run=_run,
    by_sentence=True,
    summary="No meaning becomes its opposite, or another of its kind.",
    needs_tables=True,
)
