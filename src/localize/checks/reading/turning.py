"""How often a sentence turns round what it says: negations, bans, “all but”."""

from __future__ import annotations

import re

from localize.checks.reading.denial import (
    groups,
    meant,
    within,
)
from localize.checks.reading.limit import ATTRIBUTE
from localize.checks.reading.reading import Reading
from localize.regex import regex

_UNFIT = regex(
    r"\b(?:inelig|ineleg|inéligib|ineleggib|unsuitable|ungeeignet|nichteinschl|mancata inclus|n(?:on|o|ão)[- ](?:inclusi[oó]n|inclusão|éligib|elegib))",
    re.IGNORECASE,
)
_ALL_BUT = regex(
    r"\b(?:all (?:but|except)|except(?:ing)? for|with the exception of|tod[oa]s menos|tod[oa]s (?:salvo|excepto|exceto)|(?:salvo|excepto|exceto|menos) (?:en|em) \d|a excepción de|à exceção de|com exceção de|tous sauf|toutes sauf|à l'exception de|hormis|bis auf|mit ausnahme|außer bei|tutti tranne|tutte tranne|tranne (?:che )?in|ad eccezione di|eccetto)\b",
    re.IGNORECASE,
)
"""Turns round what is said of the rest: “all but 3 had at least six months”."""
_AVOIDED = regex(
    r"avoid|skip|evit|évit|vermeid|vermied|exclu(?!siv)|esclu(?!siv)|ausgeschlossen", re.IGNORECASE
)
_REFUSED = regex(
    r"\b(?:reject|refus|rechaz|rejeit|respint|resping|scartat|abgelehn|zurückgewiesen|écarté)",
    re.IGNORECASE,
)
_LACKED = regex(
    r"lack|unable|inability|fail|carec|incap|manqu|mangel|fehl|unfähig|mancan|manca|falt",
    re.IGNORECASE,
)
"""“Lacked the power to detect less than 5” is “had not enough power to”."""
_WITHHELD = regex(
    r"withh|skip|saut|salt|auslass|ausgelass|überspr|exclu(?!siv)|esclu(?!siv)|ausgeschl|ausschl(?!ießlich)|omi[ts]|suspen[ds]|suspén[ds]|interrump|interrúmp|interromp|omett|omet|sosp[ei][ns]|auss?etz|ausgesetz|weglass|weggelass|unterbr|stop|discontinu|ceas|cess|dej[ae]|arrêt|parar|pare\\b|smett|absetz|abgesetz|beend",
    re.IGNORECASE,
)
"""“Withhold if below 50” is “give only if at least 50”."""
_UNUSUAL = regex(
    r"\b(?:is|are|was|were|ist|sind|war|waren|è|sono|es|son|é|são|est|sont) (?:\w+ )?(?:un(?:usual|common|gewöhnlich|üblich)|inusual|inhabit|insolit|insólit|inusit|invulg|incomum)",
    re.IGNORECASE,
)
"""“More than two days is unusual” is “as a rule not more than two days”."""
_TURNING = (
    (_UNUSUAL, ("unus", "uncomm", "ungew", "unüb", "inus", "inhab", "insol", "insól", "invul", "incom")),
    (_REFUSED, ("rej", "refus", "rechaz", "respin", "scartat", "abgelehn", "zurückgew", "écarté")),
    (_ALL_BUT, ("all but", "except", "exceto", "excepc", "exceç", "as menos", "os menos", "menos en", "menos em", "salvo", "sauf",
                "hormis", "bis auf", "ausnahme", "außer bei", "tranne", "eccett", "eccezion")),
    (_UNFIT, ("elig", "eleg", "élig", "unsuitable", "ungeeignet", "nichteinschl", "inclus")),
)  # fmt: skip
"""Each with letters of which any match has some: it takes a tenth of the time to see that there are none."""
_SENTENCE = regex(r"[.!?;]\s")


def turns(reading: Reading, at: int) -> int:
    """How often the sentence around a place turns round what it says: negations, bans, “all but”."""
    plain = reading.prose.plain
    cuts = [match.end() for match in _SENTENCE.finditer(plain)]
    start = max([cut for cut in cuts if cut <= at], default=0)
    end = min([cut for cut in cuts if cut > at], default=len(plain))
    count = _denials(reading, start, end) if "negation" in reading.marks else 0
    for mark in within(reading.marks.get("concept.condition", ()), start, end):
        count += mark.value == "unless"
    lowered = plain.lower()
    for pattern, letters in _TURNING:
        for some in letters:
            if some in lowered:
                count += len(pattern.findall(plain, start, end))
                break
    return count


def _denials(reading: Reading, start: int, end: int) -> int:
    """How many negations and bans stand in a stretch of a text."""
    plain = reading.prose.plain
    marks = [
        mark
        for mark in within(meant(reading), start, end)
        if not ATTRIBUTE.match(plain, mark.start)
    ]
    count = len(groups(marks, plain))
    count += sum(
        mark.value == "ban"
        or (
            mark.value in ("firm", "verb")
            and (_AVOIDED.match(plain, mark.start) or _LACKED.match(plain, mark.start)) is not None
        )
        for mark in marks
    )
    return count + sum(
        mark.value == "weak" and _WITHHELD.match(plain, mark.start) is not None
        for mark in within(reading.marks["negation"], start, end)
    )
