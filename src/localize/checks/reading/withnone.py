"""Who has some and who has none: “in four on the drug, in none on placebo” as “in four on placebo, in none on the drug”."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from localize.checks.reading.pivot import things
from localize.checks.reading.reading import Reading
from localize.regex import regex

if TYPE_CHECKING:
    from localize.checks.base import Pair

Span = tuple[int, int]

_NOBODY = "concept.allness:nobody"
_ARM, _DRUG = "arm:", ("drug:", "concept.drugclass:")
_APART = regex(
    r"[,;:]|\b(?:and|but|versus|vs|whereas|while|y|pero|frente|mientras|et|mais|contre|und|aber|jedoch|gegenüber|während"
    r"|e|mas|contra|enquanto|ma|contro|mentre)\b",
    re.IGNORECASE,
)
"""What parts one group from the other."""
_TWO = 2
_NEAR = 4
"""Words from “none” to those of whom it is said."""


def with_none(pair: Pair) -> tuple[Span, Span] | None:
    """A group in the source that had some and now has none, or the other way round, and the “none” of the target."""
    if "none" not in pair.source.words:
        return None
    mine, other = things(pair)
    numbers = [key for key in mine if key.startswith("#")]
    if len(numbers) != 1 or _NOBODY not in mine:
        return None
    arms = [key for key in mine if key.startswith(_ARM)]
    groups = arms + [key for key in mine if key.startswith(_DRUG)]
    if not arms and len(groups) < _TWO:
        return None
    for key in groups:
        ours, theirs = (
            _counted(side, known, numbers[0], known[key], [known[each] for each in groups])
            for side, known in ((pair.source, mine), (pair.target, other))
        )
        if ours and theirs and ours != theirs:
            return mine[key], other[_NOBODY]
    return None


def _counted(
    reading: Reading, known: Mapping[str, Span], number: str, group: Span, groups: Sequence[Span]
) -> str:
    """Which of the two is said of a group, the number or “none”; empty where it cannot be told.

    “Of those on placebo 12 relapsed and none died” says both of it.
    """
    first, second = sorted((number, _NOBODY), key=lambda key: known[key])
    plain = reading.prose.plain
    if not _APART.search(plain, known[first][1], known[second][0]):
        return ""  # “none of the 58 patients”
    if group[0] < known[first][0]:
        between = any(known[first][1] <= each[0] < known[second][0] for each in groups)
        return first if between else ""
    if group[0] >= known[second][1]:
        near = len(plain[known[second][1] : group[0]].split()) <= _NEAR
        return second if near else ""
    before = _APART.search(plain, known[first][1], group[0])
    behind = _APART.search(plain, group[1], known[second][0])
    if bool(before) == bool(behind):
        return ""
    return second if before else first
