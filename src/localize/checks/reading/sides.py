"""Which side an organ is said to be on: “the right arm” must not become the left one, though the left is spoken of too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from localize.checks.reading.lexicon import Mark
from localize.checks.reading.reading import Reading

if TYPE_CHECKING:
    from localize.checks.base import Pair

_BESIDE = 1
"""Words from a side to its organ."""
_SIDES = ("left", "right")


def other_side(pair: Pair) -> tuple[Mark, Mark] | None:
    """The sides of an organ that has another one in the target."""
    ours = _sided(pair.source)
    theirs = _sided(pair.target) if ours else {}
    said = {mark.value for mark in pair.target.marks.get("concept.side", ())}
    for organ, side in ours.items():
        other = theirs.get(organ)
        # Where it is said too it may be of the other one: “the left eye after the right”.
        if other is not None and side.value not in said:
            return side, other
    return None


def _sided(reading: Reading) -> dict[str, Mark]:
    """The organs that a text has on one side only, and the word that says so."""
    found: dict[str, Mark] = {}
    twice: set[str] = set()
    for side in reading.marks.get("concept.side", ()):
        if side.value not in _SIDES:
            continue
        for organ in reading.marks.get("concept.organ", ()):
            if max(side.first - organ.last, organ.first - side.last) == _BESIDE:
                if organ.value in found:
                    twice.add(organ.value)
                found[organ.value] = side
    return {organ: side for organ, side in found.items() if organ not in twice}
