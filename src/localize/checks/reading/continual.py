"""What is so all the time, or is said again, has numbers in it that need not be said: “24/7” is “rund um die Uhr”, “5 mL” “autant”."""

from __future__ import annotations

import re

from localize.checks.reading.quantity import Quantity
from localize.checks.reading.reading import Reading
from localize.regex import regex

_ALWAYS = regex(r"\b24/7\b|\b(?:7|seven) days a week\b", re.IGNORECASE)
_ROUND_THE_CLOCK = regex(
    r"\b24 (?:h\b|hor|heur|ore|stund)|\b(?:uhr|jederzeit|toujours|immer|sempre|siempre|en permanence|à toute heure|jour et nuit|tag und nacht)\b"
    r"|\b(?:todos los días|todos os dias|tous les jours|tutti i giorni|täglich|jeden tag|día y noche|dia e noite|giorno e notte)\b|\ba (?:todas|cualquier|qualquer|qualsiasi) (?:as |horas?\b|ora\b)",
    re.IGNORECASE,
)
_OUT_OF = regex(r"\b24 (?:h|heures|horas|ore|Stunden) (?:su|sur|por|sobre|von) $")
"""“24 heures sur 24” says one thing."""


def again(q: Quantity, reading: Reading) -> bool:
    """Is it the second 24 of “24 heures sur 24”?"""
    return _OUT_OF.search(reading.prose.plain, 0, q.start) is not None


def round_the_clock(source: Reading, target: Reading) -> tuple[list[Quantity], list[Quantity]]:
    """The numbers of “24/7” in the source, and of what the target says instead: “las 24 horas”."""
    always = _ALWAYS.search(source.prose.plain)
    said = _ROUND_THE_CLOCK.search(target.prose.plain) if always else None
    if not always or not said:
        return [], []
    return (
        [q for q in source.quantities if always.start() <= q.start < always.end()],
        [q for q in target.quantities if said.start() <= q.start < said.end()],
    )


def ditto(q: Quantity, here: Reading, other: Reading) -> bool:
    """“5 mL in the morning and 5 mL at night” as “5 ml le matin et autant le soir”, “two puffs in the morning and two at night” as “… morning and night”."""
    repeated = any(
        p.value == q.value and q.unit in ("", p.unit) for p in here.quantities if p is not q
    )
    return repeated and (
        _DITTO.search(other.prose.plain) is not None
        or (q.unit and _LESS.search(other.prose.plain) is not None)
        or (
            all(len(side.marks.get("concept.daypart", ())) > 1 for side in (here, other))
            and all(p.value == q.value for p in other.quantities if p.unit in ("", q.unit))
        )
    )


_LESS = regex(
    r"\b(?:those|l[oa]s|ceux|celles|[oa]s|quell[ie]|chi|wer|die|diejenigen|quem)\b[^.,;]{0,25}\b(?:less|more|younger|older|lighter|heavier|menos|más|moins|plus|weniger|mehr|leichter|schwerer|jünger|älter|menor\w*|mayor\w*|mais|meno|più)"
    r"(?=\s(?:receive|take|get|need|should|must|use|recib|receb|reçoi|erhalt|bekomm|ricev|prenn|prend|tom|nehm|assum|deb|dev|müss|soll)|\s?[.,;:])",
    re.IGNORECASE,
)
"""“Those weighing less” have the weight that was named before."""
_DITTO = regex(
    r"\b(?:the same (?:amount|dose|again)|as (?:much|many) again|otr[oa]s? tant[oa]s?|la misma (?:cantidad|dosis)|autant|la même (?:quantité|dose)|ebenso ?viele?|genauso viele?|(?:die gleiche|dieselbe|der gleichen|derselben) (?:Menge|Dosis)|outr[oa]s? tant[oa]s?|a mesma (?:quantidade|dose)|altrettant[oaie]|la stessa (?:quantità|dose))\b",
    re.IGNORECASE,
)
"""What stands for the amount that was named before."""
