"""Which of two medicines is begun, and which stopped; which one a change leads from, and which to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from localize.checks.reading.lexicon import Mark
from localize.checks.reading.reading import Reading
from localize.regex import regex

if TYPE_CHECKING:
    from localize.checks.base import Pair

Match = tuple[Mark, Mark]
_TWO = 2
REACH = 3
"""Words from a preposition to the medicine it leads, “by oral”."""


def stopped(pair: Pair) -> Iterator[tuple[Match, Match]]:
    """“Stop A” as “stop B”, where both texts name both."""
    if "concept.start" not in pair.source.marks or "concept.start" not in pair.target.marks:
        return
    here, there = _objects(pair.source), _objects(pair.target)
    known = [{mark.value for mark in r.marks.get("drug", ())} for r in (pair.source, pair.target)]
    for act in [
        act for act in here if act in there
    ]:  # in their order: a set has another in each run
        a, b = here[act], there[act]
        if a.value != b.value and {a.value, b.value} <= known[0] & known[1]:
            other = next(m for m in pair.source.marks.get("drug", ()) if m.value == b.value)
            yield (a, b), (other, b)
            return


def turned_back(pair: Pair) -> Iterator[tuple[Match, Match]]:
    """“From A to B, because A …” as “from B to A, because A …”: one of the two is named again."""
    here, there = _ends(pair.source), _ends(pair.target)
    if len(here) == len(there) == _TWO:
        one, two = (here["from"], there["to"]), (here["to"], there["from"])
        if one[0].value == one[1].value and two[0].value == two[1].value:
            yield one, two


def _ends(reading: Reading) -> dict[str, Mark]:
    """`from` and `to` -> the medicine that a change leads from, and to, where one of them is named again."""
    drugs = reading.marks.get("drug", ())
    found: dict[str, Mark] = {}
    if len(drugs) > _TWO:
        for mark in drugs:
            if end := reading.before(mark.start, reading.tables.ends, REACH):
                found.setdefault(end, mark)
    return found


_OBJECT = regex(
    r"\s(?:(?:the|taking|using|giving|el|la|le|lo|il|gli|o|a|l'|de|du|do|da|di|con|with|treatment|tratamiento|traitement|tratamento|trattamento)(?:\s|(?<='))){0,3}",
    re.IGNORECASE,
)
"""Between a verb and its object; “stopped if potassium” has none."""


def _objects(reading: Reading) -> dict[str, Mark]:
    """`stop` -> the medicine right behind the only word for it, or right before it: “A should be stopped”."""
    found: dict[str, Mark] = {}
    drugs = reading.marks.get("drug", ())
    for act in ("start", "stop", "goon"):
        verbs = [m for m in reading.marks.get("concept.start", ()) if m.value == act]
        if len(verbs) != 1:
            continue
        before = [mark for mark in drugs if mark.end <= verbs[0].start]
        after = [mark for mark in drugs if mark.start >= verbs[0].end]
        plain = reading.prose.plain
        # What comes after a German verb may be the object of another.
        behind = None if reading.tables.compounds else next(iter(after), None)
        if behind and _OBJECT.fullmatch(plain[verbs[0].end : behind.start]):
            found[act] = behind
        elif before and _DONE_TO.fullmatch(plain[before[-1].end : verbs[0].start]):
            found[act] = before[-1]
    return {
        act: mark
        for act, mark in found.items()
        if not any(mark is not other and joined(reading, mark, other) for other in drugs)
    }


_DONE_TO = regex(
    r"\s(?:(?:should|must|may|can|was|is|has|had|be|been|being|first|then|therefore|sollte|muss|darf|kann|wird|wurde|ist|zuerst|dann|daher|debe|deberá|puede|se|fue|ser"
    r"|doit|peut|est|a|être|été|deve|deverá|pode|foi|é|va|può|è|essere|stat[ao])\s){0,3}",
    re.IGNORECASE,
)
"""Between what something is done to and the verb that says so."""


def joined(reading: Reading, one: Mark, two: Mark) -> bool:
    """“Allergic to A or B”: either can be said first."""
    first, second = sorted((one, two), key=lambda mark: mark.start)
    return _AND.fullmatch(reading.prose.plain, first.end, second.start) is not None


_AND = regex(r"\s?/\s?|,?\s(?:and|or|nor|as well as)\s", re.IGNORECASE)
