"""An order that is said the other way: “not before” as “only after”, “wait until” as “not before”."""

from __future__ import annotations

from itertools import pairwise

from localize.checks.base import Pair
from localize.checks.reading.deadline import not_until_for_once
from localize.checks.reading.denial import FULL, meant, restricts, within
from localize.checks.reading.pivot import same_after
from localize.checks.reading.reading import Reading
from localize.checks.reading.restricted import scopes
from localize.checks.rules.moved import AND
from localize.checks.rules.opposites import SIDES, denials_in, limits_in


def other_way(pair: Pair) -> bool:
    """Is an order said by denying the other: “not before” as “only after”, “wait until” as “not before”?

    A negation or an *only* that is there on one side only is asked about by its own check. “Before A do B” may be “B only
    after A”, but what follows *before* and *after* is another thing then.
    """
    if "wait" in scopes(pair.source) and restricts(pair.target):
        return True  # “wait 72 hours before you resume” as “resume only after 72 hours”
    limits = limits_in(pair.source) != limits_in(pair.target)
    ours, theirs = (
        denials_in(side, limits=limits) + _absences(side) for side in (pair.source, pair.target)
    )
    ours += not_until_for_once(pair) is not None
    if (ours != theirs and not _denied_elsewhere(pair)) or ("wait" in scopes(pair.source)) != (
        "wait" in scopes(pair.target)
    ):
        return True  # “wait an hour before” is “only an hour after”
    only = restricts(pair.source) != restricts(pair.target)
    return only and not same_after(pair, "time")


def _denied_elsewhere(pair: Pair) -> bool:
    """Does another clause of both texts than that of the one *before* or *after* deny: “… before each dose, and it was withheld if …”?"""
    denied: list[tuple[int, int]] = []
    for side in (pair.source, pair.target):
        times = [m for m in side.marks.get("concept.time", ()) if m.value in ("before", "after")]
        if len(times) != 1:
            return False
        cuts = [0, *(m.end() for m in AND.finditer(side.prose.plain)), len(side.prose.plain)]
        clauses = [*pairwise(cuts)]
        index = next(i for i, (a, b) in enumerate(clauses) if a <= times[0].start < b)
        denied.append((index, sum(m.value in FULL for m in within(meant(side), *clauses[index]))))
        if len(clauses) != SIDES:
            return False
    return denied[0] == denied[1]


def _absences(reading: Reading) -> int:
    """How often a text says that something is absent: “has shown no leak” may be “a demonstrado la ausencia de”."""
    return sum(m.value == "absent" for m in reading.marks.get("concept.presence", ()))
