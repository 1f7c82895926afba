"""The units of what stands for a number: “{{dose}} mg” must not become “{{dose}} g”."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from localize.checks.base import Pair, Problem
from localize.checks.reading.prose import OBJECT
from localize.checks.reading.reading import Reading
from localize.checks.reading.tables import measures
from localize.checks.reading.united import unit_at
from localize.regex import regex

_HELD = regex(rf"{OBJECT}_*(?:\)[dfs]|[)\]}}]*)[ \-]?")
"""Code, math or a variable, with the brackets it stands in."""


class _Unit(NamedTuple):
    name: str
    start: int
    end: int


def held_units(pair: Pair) -> Iterator[Problem]:
    """Where all such units are found again but one, another stands in its place."""
    ours, theirs = _units(pair.source), _units(pair.target)
    if not ours or len(ours) != len(theirs):
        return
    lost = Counter(unit.name for unit in ours)
    lost.subtract(unit.name for unit in theirs)
    here = next((unit for unit in ours if lost[unit.name] > 0), None)
    there = next((unit for unit in theirs if lost[unit.name] < 0), None)
    if here and there:
        yield pair.problem(f"{here.name} became {there.name}: the unit differs", here, there)


def _units(reading: Reading) -> list[_Unit]:
    plain = reading.prose.plain
    if OBJECT not in plain:
        return []
    words = {mark.start: mark for mark in reading.marks.get("unit", ())}
    found: list[_Unit] = []
    for held in _HELD.finditer(plain):
        name, end = unit_at(plain, held.end(), words)
        if name and not measures()[name].soft:
            found.append(_Unit(name, held.end(), end))
    return found
