"""An exception that only one side makes: “if A” as “unless A”, “all but A” as “all with A”.

To except a case is to deny once. So where one side excepts and the other does not, one of them denies once more as well: what
it holds for has been turned round where both deny as often.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from localize.checks.base import Pair
from localize.checks.reading.alike import untranslated
from localize.checks.reading.denial import FULL, groups, meant
from localize.checks.reading.echo import other_case
from localize.checks.reading.exception import FAMILY, case, opposed
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.predicates import echoed
from localize.checks.reading.reach import condition, words_after
from localize.checks.reading.reading import Reading
from localize.checks.reading.rephrased import unsaid
from localize.checks.rules.balance import but_idioms
from localize.regex import regex


def newly_excepted(pair: Pair) -> Mark | None:
    """The exception of the target that the source does not make."""
    if FAMILY not in pair.target.marks:
        return None
    return _alone(
        pair.target, pair.source, but_idioms(pair, meant(pair.target)), meant(pair.source)
    )


def no_longer_excepted(pair: Pair) -> Mark | None:
    """The exception of the source that the target does not make."""
    if FAMILY not in pair.source.marks:
        return None
    gone = _alone(
        pair.source, pair.target, meant(pair.source), but_idioms(pair, meant(pair.target))
    )
    if gone and _OTHERWISE.search(pair.source.prose.plain):
        return gone  # “unless your doctor tells you to”: of that there is no other case
    return None if gone is None or other_case(gone, pair.source, pair.target) else gone


_OTHERWISE = regex(
    r"\bunless [^.,;:]*\b(?:otherwise|says?|said|tells?|told|advis\w+|agree[sd]?|instruct\w+|approv\w+)\b",
    re.IGNORECASE,
)


def absent(pair: Pair) -> Mark | None:
    """The *absence* of the target where the source says that something is there: “if fever develops” as “en l'absence de fièvre”."""
    present = pair.target.marks.get(PRESENCE)
    mark = next((m for m in present if m.value == "absent"), None) if present else None
    if mark is None or any("absent" in m.value for m in pair.source.marks.get(PRESENCE, ())):
        return None
    ours = meant(pair.source)
    if any(m.value in FULL for m in ours) or _own(ours, pair.source, pair.target):
        return None
    if (
        _LACKING.search(pair.source.prose.plain)
        or FAMILY in pair.source.marks
        or _OTHERS["en"].search(pair.source.prose.plain)
    ):
        return None
    denied = [word.text for word in islice(words_after(mark, pair.target), _DENIED)]
    said = (echoed(word, pair.target, pair.source, pair.source.words) for word in denied)
    return mark if any(said) else None


PRESENCE = "concept.presence"
_LACKING = regex(
    r"\b(?:absen\w+|clear\w*|disappear\w*|fail\w*|dearth|few|free|gone|inadequate|insufficient|lack\w*|limited|little|los[est]\w*|miss\w+|negative|no longer|paucity|poor\w*|resol\w+|scarc\w+|shortage\w*|unavailab\w+)\b",
    re.IGNORECASE,
)
"""What says that something is not, or no longer, there."""


def no_longer_absent(pair: Pair) -> Mark | None:
    """The *absence* of the source where the target says that something is there: “in the absence of fever” as “bei Fieber”."""
    source, target = pair.source, pair.target
    present = source.marks.get(PRESENCE)
    if not present or PRESENCE in target.marks:
        return None
    mark = next((m for m in present if m.value == "absent"), None)
    if mark is None:
        return None
    ours, theirs = _denied(meant(source), source), _denied(meant(target), target)
    if ours > 1 or ours != theirs or _own(meant(target), target, source) or opposed(source, target):
        return None
    if FAMILY in target.marks or _OTHERS[target.tables.language].search(target.prose.plain):
        return None
    denied = [word.text for word in islice(words_after(mark, source), _DENIED)]
    return mark if any(echoed(word, source, target, target.words) for word in denied) else None


def denied_instead(cue: Mark, pair: Pair) -> bool:
    """“all adults, except in liver failure” as “all adults who have no liver failure”: the case is denied of those it holds for."""
    excepting = [m for m in pair.source.marks.get(FAMILY, ()) if m.value == "except"]
    if not excepting or any(m.value == "except" for m in pair.target.marks.get(FAMILY, ())):
        return False
    start, stop = case(excepting[0], pair.source)
    said = [word.text for word in pair.source.places if start <= word.start < stop]
    denied = [word.text for word in islice(words_after(cue, pair.target), _DENIED)]
    return any(echoed(word, pair.target, pair.source, said) for word in denied)


def _alone(
    here: Reading, there: Reading, ours: Sequence[Mark], theirs: Sequence[Mark]
) -> Mark | None:
    excepting = [
        mark for mark in here.marks[FAMILY] if mark.value == "except" and _sure(mark, here)
    ]
    if not excepting:
        return None
    # “Only if A” is “not unless A”: it denies as often as “unless A”, of the other case.
    onlies = [m for m in there.marks.get(FAMILY, ()) if m.value in ("except", "only")]
    if any(m.value == "except" or not _only_if(m, there) for m in onlies):
        return None
    if any(
        not any(m.start <= other.start() < m.end for m in onlies)
        and not _said_too(other[0], here, excepting[0])
        for other in _OTHERS[there.tables.language].finditer(there.prose.plain)
    ):
        return None
    start, stop = case(excepting[0], here)
    idle = _idle(excepting[0], here)
    if _AN_EXCEPTION.search(there.prose.plain):
        return None
    denials = [
        m
        for m in ours
        if not any(one.start <= m.start < one.end for one in excepting)
        and (m.value in FULL or not start <= m.start < stop)
        and m != idle
        # Where both say until when, it stands for no denial either.
        and not (here.words[m.first] in _UNTILS and not _UNTILS.isdisjoint(there.words))
    ]
    if _own(denials, here, there) or _own(theirs, there, here):
        return None
    if (_denied(denials, here) - _denied(theirs, there)) % 2:
        return None
    return None if _opposite(excepting[0], here, there) else excepting[0]


def _said_too(word: str, reading: Reading, exception: Mark) -> bool:
    """Has the other text a word of the same kind, so that this one says no exception: “until”, “before”, “other”?"""
    plain = reading.prose.plain
    return any(
        kind.match(word)
        and any(
            not exception.start <= found.start() < exception.end for found in kind.finditer(plain)
        )
        for kind in _KINDS
    )


_KINDS = tuple(
    regex(rf"(?:{words})", re.IGNORECASE)
    for words in (
        r";",
        r"\b(?:until|till|up to|hasta|jusqu|bis|até|fino)\b",
        r"\b(?:before|prior|earlier|antes|avant|vor|bevor|prima)\b",
        r"\b(?:but|however|pero|sino|mais|aber|sondern|jedoch|mas|ma)\b",
        r"\b(?:without|sin|sans|ohne|sem|senza)\b",
    )
)
_AN_EXCEPTION = regex(r"\bexceptions?\b|\bexcepci|\bAusnahme|\bexceç|\beccezion", re.IGNORECASE)
"""“X being an exception” as “à l'exception de X”."""


def _idle(mark: Mark, reading: Reading) -> Mark | None:
    """The *non* that Italian calls for: “a meno che non si senta male”."""
    if not reading.prose.plain.lower().startswith("a meno che", mark.start):
        return None
    start, stop = case(mark, reading)
    # “… sia sonnolento e non riesca”: that of a second verb denies.
    joined = _AND.search(reading.prose.plain, start, stop)
    stop = joined.start() if joined else stop
    return next((m for m in meant(reading) if start <= m.start < stop and m.value in FULL), None)


_AND = regex(r"\s(?:e|o)\s(?=non\b)")
_UNTILS = frozenset(("until", "till", "bis", "hasta", "jusqu", "até", "fino"))
"""Where both sides say until when, it stands for no exception."""


def _only_if(mark: Mark, reading: Reading) -> bool:
    """Does a word for *only* stand right before a condition?"""
    plain = reading.prose.plain
    return any(
        plain[mark.end : found.start()].isspace()
        for found in condition(reading).finditer(plain, mark.end)
    )


def _own(marks: Sequence[Mark], here: Reading, there: Reading) -> bool:
    """Has a text a word that may stand for a negation, and that the other has not?"""
    return bool(unsaid(untranslated(marks, here, there), here, there))


def _opposite(mark: Mark, here: Reading, there: Reading) -> bool:
    """Is the opposite of the excepted case said on the other side: “if it is broken”, “unless it is intact”?"""
    start, stop = case(mark, here)
    if opposed(here, there, alone=True):
        return True
    for family, marks in here.marks.items():
        if family.startswith("concept.") and family in there.marks:
            inside = {m.value for m in marks if start <= m.start < stop}
            # What is said outside the case too is not of it: “restarted unless it was off”.
            said = {m.value for m in there.marks[family]}
            said -= {m.value for m in marks if not start <= m.start < stop}
            if inside and said and said.isdisjoint(inside):
                return True
    return False


def _denied(marks: Sequence[Mark], reading: Reading) -> int:
    return len(groups([m for m in marks if m.value in FULL], reading.prose.plain))


def _sure(mark: Mark, reading: Reading) -> bool:
    """Does a word except, and is it neither a distance, “à moins de 15 cm”, nor what was left out, *esclusi*?"""
    plain = reading.prose.plain
    if _FEWER.match(plain, mark.start):
        return False  # “conduisent à moins d'insuline”
    return _LOOSE.match(plain, mark.start) is None and not (
        any(0 <= q.start - mark.end <= _NEXT for q in reading.quantities)
        and plain.startswith(("de", "d'"), mark.end - 2)
    )


_NEXT = 3
"""Characters from a distance to its number."""
_DENIED = 3
"""Words from a denial to what it denies."""
_FEWER = regex(
    r"à moins d(?:'|e )(?!(?:une? )?(?:avis|indication|contre|urgence|raison)|(?:[nls]'|[ly]'?|ne |en |y |se |les? |la )*\w+(?:er|ir|re|oir)\b)",
    re.IGNORECASE,
)
"""French “à moins de” before what there is less of; before a verb it excepts."""
_LOOSE = regex(
    r"esclus|distint|exclu|hors|à part|a parte|aparte|autres? |bis auf|abges|che non|que n|quitando|tirando|mis"
    r"|other than|any but|apart|aside",
    re.IGNORECASE,
)
"""What excepts, but as well says that one is left out, another, or besides."""
_OTHERS = {
    language: regex(rf";|\b(?:{words})\b", re.IGNORECASE)
    for language, words in {
        "en": r"others?|rest|but|different|save|whereas|while|however|exclud\w+|apart|unlike|until|till|before|without|otherwise"
        r"|instead|rather|remaining",
        "es": r"menos|resto|demás|otr[oa]s?|pero|sino|mientras|hasta|antes|sin(?! (?:peligro|riesgo))|excluid[oa]s?|distint\w+|fuera",
        "fr": r"moins|reste|autres?|mais|tant|sinon|jusqu|avant|sans(?! (?:danger|risque))|exclu\w*|hors",
        "de": r"übrig\w*|ander\w*|aber|sondern|sonst|solange|bis|bevor|vor|ohne(?! (?:gefahr|risiko))|ausgeschlossen\w*|jedoch|statt|nur",
        "pt": r"menos|resto|demais|restantes?|outr[oa]s?|mas|senão|enquanto|até|antes|sem(?! (?:perigo|risco))|excluíd[oa]s?|fora",
        "it": r"meno|resto|altr[oaie]|ma|altrimenti|finché|fino|prima|senza(?! (?:pericolo|rischi))|esclus\w+|fuori",
    }.items()
}
"""What may say an exception in other words."""
