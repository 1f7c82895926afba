"""Who does something to whom: “the mother harms the child”, “rifampicin lowers the levels of apixaban”.

Both are told by their order and by what governs each, as a preposition does. Where both texts have two participants in one
clause, governed alike but in the other order, they have taken each other's part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from localize.checks.reading.lexicon import Mark
from localize.checks.reading.nearness import TOGETHER
from localize.checks.reading.persons import OWNER, SIGN
from localize.checks.reading.quantity import dated
from localize.checks.reading.reading import Reading
from localize.checks.reading.subjects import caught
from localize.regex import regex

if TYPE_CHECKING:
    from localize.checks.base import Pair

Span = tuple[int, int]
_KINDS = {
    "someone": (
        "concept.role",
        "concept.kin",
        "concept.person",
        "concept.donation",
        "concept.sex",
        "institution",
    ),
    "substance": (
        "drug",
        "concept.drugclass",
        "concept.hormone",
        "concept.foodkind",
        "concept.fluid",
        "concept.vitamin",
        "concept.element",
    ),
    "illness": ("concept.disease", "complaint"),
    "blood": ("concept.bloodgroup",),
}
"""What can do something to its like, or have it done to it: “patients are not given metformin” is “metformin is not given to patients”."""
_KIND_OF = {family: kind for kind, families in _KINDS.items() for family in families}
_TWO = 2
_REACH = 4
"""Words from a preposition to what it governs: “to their Rh-positive babies”."""
_BETWEEN = 16
"""Words from one participant to the other, at most."""
_SHORT = 3
"""Letters that no verb has."""
_MUTUAL = regex(
    rf"\b(?:{TOGETHER}|alongside|concurrent|same|equal|resembl|marr|meet|met\b|related|relation)",
    re.IGNORECASE,
)
"""What is so of both."""
_LEAD = 4
"""Words from it to the first of two: “mix one part of A with B”."""
_PASSIVE = regex(r"\b(?:w[ei]rd(?:en)?|wurden?|worden)\b")
"""Where it stands, German *von* is by whom something is done."""
_DONE_TO_ONE = regex(r"\b(?:das|ein|jedes)\s(?:\w+\s)?\w+$", re.IGNORECASE)
_MANY_DO = regex(r"\s(?:können|könnten|müssen|dürfen|soll(?:t)?en|werden|haben)\b")
"""“Das Kind können Geschwister anstecken”: one is not who does it where several do."""
_HEAD = regex(
    r"\s(?:levels?|concentrations?|metabolism|clearance|doses?|effects?|exposure|intake|consumption|use|treatment|therapy|toxicity)\b",
    re.IGNORECASE,
)
"""Behind what an English noun stands for *of*: “warfarin levels”."""
_COMPOUND = regex(
    r"(?:spiegel|konzentration|wirkung|abbau|stoffwechsel|dosis|dosen|toxizität|therapie|behandlung|gabe)\w*$",
    re.IGNORECASE,
)
"""The same in German: “Valproatspiegel”."""


def reversed_parts(pair: Pair) -> tuple[Span, Span] | None:
    """Of two participants that have taken each other's part, the first of each text; None where there are none."""
    kinds = _several(pair.source)
    kinds = [kind for kind in _several(pair.target) if kind in kinds] if kinds else kinds
    if not kinds:
        return None
    ours, theirs = _participants(pair.source, kinds), _participants(pair.target, kinds)
    both = [key for key in ours if key in theirs]
    for first, second in combinations(sorted(both, key=lambda key: ours[key][0].start), 2):
        if first[0] != second[0]:
            continue
        if first[0] == "blood" and _gets(pair.target) and not _gets(pair.source):
            continue  # “A can be given to B” as “B can get A”
        here, there = (ours[first][0], ours[second][0]), (theirs[second][0], theirs[first][0])
        if there[0].end > there[1].start or here[0].end > here[1].start:
            continue
        if _WHO_HAVE.search(pair.source.prose.plain, here[0].end, here[1].start):
            continue  # “A is preferred to B in people who take C”
        mine, other = ([len(side[key]) for key in (first, second)] for side in (ours, theirs))
        if mine == other:
            parts = _parts(pair.source, *here)
            if parts is None or parts != _parts(pair.target, *there):
                continue
        elif mine != other[::-1]:
            continue  # “A raises B, so give less B” as “B raises A, so give less A”
        return (here[0].start, here[0].end), (there[0].start, there[0].end)
    return None


_WHO_HAVE = regex(r"\b(?:in|for) (?:\w+ )?\w+ (?:who|that|taking|on|with)\b")


def given_for_got(pair: Pair) -> tuple[Span, Span] | None:
    """Where someone gives in one text what the same one gets in the other: “the patient donated” as “der Patient erhielt”."""
    one, other = pair.source.marks.get("transfer"), pair.target.marks.get("transfer")
    if not one or not other or len(one) != 1 or len(other) != 1:
        return None
    mine, their = (
        "get" if caught(side, mark.first) else mark.value
        for side, mark in ((pair.source, one[0]), (pair.target, other[0]))
    )
    if mine == their:
        return None
    if _done_to(pair.source, one[0]) or _done_to(pair.target, other[0]):
        return None
    ours, theirs = _participants(pair.source, _ALIVE), _participants(pair.target, _ALIVE)
    same = any(
        len(ours[key]) == len(theirs[key])
        and not _governed(pair.source, ours[key][0])
        and not _governed(pair.target, theirs[key][0])
        and ours[key][0].end <= one[0].start
        and theirs[key][0].end <= other[0].start
        for key in ours.keys() & theirs.keys()
    )
    return ((one[0].start, one[0].end), (other[0].start, other[0].end)) if same else None


def _done_to(reading: Reading, verb: Mark) -> bool:
    """Is a verb in the passive, or said of no one: “is given”, “se da”?"""
    return _AUXILIARY.search(reading.prose.plain, 0, verb.start) is not None


_AUXILIARY = regex(
    r"\b(?:is|are|was|were|be|been|being|gets?|got|se|fue|fueron|ser|sido|son|es|est|sont|été|être|étaient|était|sera|seront|on"
    r"|wird|werden|wurden?|worden|foi|foram|são|é|è|sono|viene|vengono|venga|vanno|va|stat[oaie]|essere|si)\s(?:\S+\s){0,2}$",
    re.IGNORECASE,
)


def _gets(reading: Reading) -> bool:
    """Does a text say that something is got?"""
    return any(mark.value == "get" for mark in reading.marks.get("transfer", ()))


_ALIVE = ("someone",)


def _participants(reading: Reading, kinds: Sequence[str]) -> dict[tuple[str, str], list[Mark]]:
    """What a text names and what can do something, if it is of some kinds: kind and meaning -> wherever it is named.

    “Newborn baby” is one.
    """
    found: dict[tuple[str, str], list[Mark]] = {}
    for kind in kinds:
        for family in _KINDS[kind]:
            for mark in reading.marks.get(family, ()):
                for value in mark.value.split("|"):
                    known = found.setdefault((kind, f"{family}:{value.rstrip('?')}"), [])
                    if not known or mark.first > known[-1].last + 1:
                        known.append(mark)
    return found


def _several(reading: Reading) -> list[str]:
    """The kinds of which a text may name two."""
    counts: dict[str, int] = {}
    for family, marks in reading.marks.items():
        if family in _KIND_OF:
            kind = _KIND_OF[family]
            # One word may say two things, too.
            counts[kind] = counts.get(kind, 0) + (_TWO if "|" in marks[0].value else len(marks))
    return [kind for kind in _KINDS if counts.get(kind, 0) >= _TWO] if counts else []


def _parts(reading: Reading, first: Mark, second: Mark) -> tuple[str, ...] | None:
    """What part each of two has, in their order: governed so, in one clause or in two; None where it cannot be told."""
    between = reading.words[first.last + 1 : second.first]
    kinds = [reading.tables.prepositions.get(word, "") for word in between]
    one, other = _governed(reading, first), _governed(reading, second)
    said = " ".join(reading.words[max(0, first.first - _LEAD) : second.first])
    if len(between) > _BETWEEN or "joint" in kinds or _MUTUAL.search(said):
        return None
    if _DONE_TO_ONE.search(reading.prose.plain, 0, first.end) and _MANY_DO.match(
        reading.prose.plain, first.end
    ):
        return None
    if "replac" in said and first.family not in _KINDS["someone"]:
        return None  # what takes the place of a medicine is told by its own words
    if not any(len(w) > _SHORT and not kind for w, kind in zip(between, kinds, strict=True)):
        return None  # there is no verb
    signs = {sign[0] for sign in SIGN.finditer(reading.prose.plain, first.end, second.start)}
    if "clause" in kinds:  # “tell the doctor if the patient”
        parted = kinds.count("clause") == 1 and signs <= {","} and one in ("", "to") and not other
        return ("clause",) if parted else None
    if signs or one not in ("", "of") or other not in ("", "of", "to", "by", "without"):
        return None
    # “weakens the pill”, “reduz o efeito da pílula”
    whose = other == "of" and not one and first.family in _KINDS["substance"]
    return one, "" if whose or other == "to" else other


def _governed(reading: Reading, mark: Mark) -> str:
    """By what kind of preposition something is governed; empty where by none."""
    plain = reading.prose.plain
    said, behind = plain[mark.start : mark.end], plain[mark.end : mark.end + 1]
    if said.endswith(OWNER) or _HEAD.match(plain, mark.end) or _COMPOUND.search(said):
        return "of"
    if behind == "-":
        return "of"  # Apixaban-Spiegel
    if reading.tables.compounds and said.islower():
        return "by"  # “ärztlich befragt”
    places, known = reading.places, reading.tables.prepositions
    end = mark.start
    for index in range(mark.first - 1, max(-1, mark.first - 1 - _REACH), -1):
        word = places[index]
        kind = known.get(word.text, "")
        if kind in ("clause", "joint", "that") or SIGN.search(plain, word.end, end):
            return ""
        if word.text == "after" and index and places[index - 1].text.startswith("look"):
            return ""  # whom one looks after
        if any(word.end <= q.start < end and dated(q, reading) for q in reading.quantities):
            return ""  # “nel 2016 la donna”
        if end == mark.start and _counted(reading, index):
            return ""  # “dallo studio sei pazienti”: the noun before the number is what is governed
        if kind != "to" and mark.family in _KINDS["blood"]:
            end = word.start
            continue  # “to those with group A”, “al paciente del grupo A”
        if kind == "to" and index and reading.tables.compounds:
            kind = known.get(places[index - 1].text, kind)  # “von den Eltern”
        if kind == "of|by":
            return "by" if _PASSIVE.search(plain) else "of"
        if kind:
            leads = index == 0 or SIGN.search(plain, places[index - 1].end, word.start)
            return "" if leads and kind == "of" else kind  # “Des patients”, “Der Arzt”
        if reading.tables.compounds and plain[word.start].isupper():
            return ""  # “um die Geburt seine Mutter”: the noun before it is what the preposition governs
        end = word.start
    return ""


def _counted(reading: Reading, index: int) -> bool:
    """Does a word count what follows, right behind another noun?"""
    places = reading.places
    here, before = places[index], places[index - 1] if index else None
    return (
        before is not None
        and len(before.text) > _SHORT
        and before.text not in reading.tables.prepositions
        and any(q.start == here.start for q in reading.quantities)
        and not any(m.last == index - 1 for m in reading.marks.get("comparator", ()))
    )
