"""Negations that take each other back: “never … without”, “hardly anyone failed to”."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from localize.checks.reading.denial import CLAUSE, FORBIDDING, LIST, NEXT, WITHOUT
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.stance import SCARCELY
from localize.regex import regex

_FAR = 12
"""Words between two negations that take each other back."""
_OUT_OF_LINE = (
    "abnorm", "anormal", "anomal", "atyp", "atip", "atíp", "auffäll",
    "dénué", "dépourv", "desprovi", "carent", "exempt", "exent", "esent", "isent", "priv", "libre", "livre",
)  # fmt: skip
_CASE = regex(
    r"\b(?:if|when|wenn|falls|lorsque|quand|quando|cuando|qualora|si (?:vous|votre|le|la|les|il|elle|on|su|el|tiene|usted)|se (?:o|a|si|il|la|lo))\b",
    re.IGNORECASE,
)
_AFFIXES = ("un", "in", "im", "ir", "il", "dis", "non", "des", "dés", "mis")


def cancels(
    groups: Sequence[Mark],
    marks: Sequence[Mark],
    plain: str,
    gone: int,
    weaker: int,
    *,
    restricted: bool = False,
) -> bool:
    """Do the negations that are gone take each other back: “never … without”, “not … unattended”?

    `weaker` is how many words that may stand for a negation are gone too. `restricted`: is there an *only* for them, so
    that “who has not … should not” is “only who has … should”?
    """
    for one, other in pairwise(groups):
        if not restricted and _RELATIVE.search(plain, 0, one.start):
            continue
        between = plain[one.end : other.start]
        if _AND_NOT.search(between) or _CASE.search(between):
            continue  # “do not rub it and do not …”, “do not stop it …, if you do not feel well”
        if restricted and " unless " in between:
            continue  # “not … unless … no” is “only if … no”
        if {plain[one.start : one.end].lower(), plain[other.start : other.end].lower()} & WITHOUT:
            between = between.replace(",", " ", 1)  # “sin receta, no …”, “kein …, ohne …”
        away = plain[other.start : other.end].lower() in WITHOUT  # whatever else is denied
        counted = gone == 2 or (away and gone > 2)
        if other.first - one.last <= _FAR and not CLAUSE.search(between) and counted:
            return True
    for one, other in pairwise([mark for mark in marks if mark in groups or mark.value in _UNDONE]):
        reach = _SUBJECT if plain[one.start : one.end].lower() in _NOBODY else LIST
        if _LEAVING.match(plain, one.end) or _abstains(other, plain):
            reach = _FAR  # “never leave a child who has … unattended”, “there is no need for you to fast”
        near = other.first - one.last <= reach and not CLAUSE.search(plain, one.end, other.start)
        undone = other.value == "verb" or (
            weaker >= 1
            and (
                other.value in FORBIDDING
                or _denied(other, plain)
                or _ends(other, plain)
                or _abstains(other, plain)
                or (_LEAVING.match(plain, one.end) and _ALONE.match(plain, other.start))
            )
        )
        if one in groups and other not in groups and near and gone == 1 and undone:
            return True
        # “hardly anybody went home without being seen”
        scarce = other in groups and gone == 1 and _scarce(one, plain)
        if scarce and not CLAUSE.search(plain, one.end, other.start):
            return True
        # “It would be unusual not to feel …”, “unusual for it not to”, “unlikely that it is not”
        next_to = other.first - one.last <= NEXT or plain.startswith((" for ", " that "), one.end)
        beside = next_to and weaker >= 1 and _denied(one, plain)
        if other in groups and one not in groups and near and gone == 1 and beside:
            return True
    return False


_AND_NOT = regex(r"\b(?:and (?:do|must|should)|und|oder|sowie|et|ou|y|e|o) $")
"""What denies again, behind “and”, takes nothing back: “kein Fieber und keine Schmerzen”."""
_RELATIVE = regex(r"\b(?:who|which|whose|if)\s(?:\w+\s){0,3}$")
"""What denies of whom something is said denies nothing of what is said."""
_LEAVING = regex(r"\s(?:be |ever )?(?:go|keep|leav|left|let|remain|stay)", re.IGNORECASE)
"""What a word that denies itself may follow at some distance."""


def _scarce(mark: Mark, plain: str) -> bool:
    """“Hardly anyone”, “few”."""
    return mark.value == "firm" and plain[mark.start : mark.end].lower().startswith(SCARCELY)


_UNDONE = frozenset({"weak", "verb", "firm", "ban"})
_NOBODY = frozenset({"none", "nobody", "no one", "neither", "no", "few"})
_SUBJECT = 16
"""Words from *none* to the verb it denies."""


def doubly(marks: Sequence[Mark], plain: str) -> bool:
    """Do two words that deny take each other back, “hardly anyone failed to”?"""
    return any(
        other.first - one.last <= LIST and not CLAUSE.search(plain, one.end, other.start)
        for one, other in pairwise(marks)
        if one.value == "firm"
        and (
            other.value == "firm"
            or _ends(other, plain)
            or (other.value == "strong" and _scarce(one, plain))
        )
    )


def scarcely(marks: Sequence[Mark], plain: str) -> Mark | None:
    """The denial that a scarce subject takes back: “hardly anyone had no …”."""
    for one, other in pairwise(marks):
        if other.value == "strong" and _scarce(one, plain) and other.first - one.last <= LIST:
            return None if CLAUSE.search(plain, one.end, other.start) else other
    return None


_ENDING = regex(
    r"(?:ces|dej|suspend|interr|abandon|olvid|omit|salt|cess|arrêt|oubli|saut|aufh|absetz|abgesetz|unterbr|vergess|verg[iä]ss|auslass"
    r"|ausgelass|deix|par[ae]|esque[cç]|smett|interromp|dimentic|stop|skip|forget|omit|fail|miss|discontinu"
    r"|ignor|neglect|overlook|dismiss|disregard|underestim|hesitat|descuid|subestim|menospre|néglig|minimis|banalis|vernachlässig"
    r"|unterschätz|bagatellis|negligenci|descur|trascur|sottovalut|minimizz|rest(?:ar?|e|en) importancia)",
    re.IGNORECASE,
)


def _ends(mark: Mark, plain: str) -> bool:
    """A verb for not doing, or for doing no longer: “no deje de tomar” is “keep taking”."""
    return _ENDING.match(plain, mark.start) is not None


def _abstains(mark: Mark, plain: str) -> bool:
    """A word for doing without: “need not fast” is “may eat”."""
    return plain[mark.start : mark.end].lower().startswith(_FASTING)


_FASTING = ("ayun", "digiun", "fast", "jejum", "jejun", "jeun", "jeûn", "nüchtern")
_ALONE = regex(r"alone|on \w+ own|by \w+sel(?:f|ves)")


def _denied(mark: Mark, plain: str) -> bool:
    """A word that denies by its beginning."""
    word = plain[mark.start : mark.end].lower()
    if word in ("until", "unless", "instead of") or word.startswith("disappear"):
        return False
    return word.startswith((*_AFFIXES, *_OUT_OF_LINE)) or word.endswith(("free", "less"))
