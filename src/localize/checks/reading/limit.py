"""What a word of a limit says where it stands: “more than” as it is, denied (“no more than”), or behind a condition."""

from __future__ import annotations

import re
from typing import NamedTuple

from localize.checks.reading.denial import (
    CLAUSE,
    FORBIDDING,
    WITHOUT,
    meant,
)
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.reading import Reading
from localize.regex import regex

UP = ("ge", "gt")
DOWN = ("le", "lt")
_SHOWN = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
_CLOSE = 4
_SCOPE = 8
"""How many words before a comparator a negation can be that turns it round: “not take more than”."""
_WITHIN = 2
"""The same from a “without”: “sem sintomas há menos de” is less, “senza superare i” no more."""
DENYING = frozenset({"strong", "chained", "carried"})
"""Negations that no limit holds in itself."""
_TURNED = {"gt": "le", "lt": "ge"}
_IF = regex(
    r"\b(?:if|when|while|as long as|until|unless|si|cuando|mientras|hasta que|lorsque|quand|jusqu'à ce que|tant que|wenn|falls|solange|bis|quando|finché|fino a quando|fino a che|enquanto|até que)\b",
    re.IGNORECASE,
)
"""A condition is not what is denied: “do not use it if it is over 140”."""
_WHO = regex(
    r"(?:\b(?:nobody|no\s?one|none|nadie|personne|niemand|nessuno|ninguém)\b|\b(?:no|ning\w+|aucune?|nulle?|kein\w*|nessun\w*|nenhum\w*)\s\w+)"
    r",?\s(?:of\s\w+\s)?(?:who|whose|that|que|qui|che|d[iae][esr]|dont|con|com|with|avec|mit)\b",
    re.IGNORECASE,
)
"""Nor is what says of whom it is denied: “nobody who has taken it for more than four weeks should”."""
_EXPLETIVE = regex(
    r"\b(?:avant qu[e']|à moins qu[e']|jusqu'à ce qu[e']|de (?:peur|crainte) qu[e']"
    r"|finch[éè]|fin(?:o a)? quando|fintanto(?:ché| che)|(?:a meno|salvo|tranne|eccetto) che|hasta que|até que)[^.,;:]*$",
    re.IGNORECASE,
)
"""Nor does “ne” deny here, “avant que la crise n'ait duré plus de”, nor “non” in “finché non”."""
_PROOF = regex(
    r"\b(?:evid[eê]n|evidenz|proof|data\b|dat(?:os|en|i)\b|dados\b|indici|preuve|prouve|données|éléments?\b|beleg|hinweis|nachweis"
    r"|(?:hay|existen?|há|existem|sono|esist\w+)\s(?:\w+\s)?pr(?:ueb|ov[ae]))",
    re.IGNORECASE,
)
"""Nor what is said of the proof: “there is no evidence that more than 2 g helps”."""
_UNUSUAL = regex(
    r"\s(?:(?:means|way|es|est|ist|è|é|sea|soit|sei|sia|seja|será|serait|sería|sarebbe|seria) )?(?:de )?"
    r"(?:un(?:usual|common|heard|likely|known|think|gewöhnl|üblich|wahrsch|möglich|denkbar)|imposs|imposib|impossí|improb|infrequ|infrecu"
    r"|inconceiv|inhabit|inusu|insol|incom(?:um|uns)|invulg|rar[oaei]?s?\b|rare|selten|seldom)\w*",
    re.IGNORECASE,
)
"""Nor what takes a negation back: “by no means unusual for it to last more than a year”."""
_BUT = regex(
    r",[^,]*\b(?:but|pero|aber|jedoch|mas|ma)\b|,\smais\s(?!de\b|d[oa]s?\b)", re.IGNORECASE
)
"""Nor what is said against it: “it is not impossible, but happens in fewer than 3 %”."""
_FAR = 60
_UNTIL = regex(
    r"\b(?:until|till|before|hasta que|antes de que|jusqu'à ce qu[e']|avant qu[e']|bis|bevor|finch[éè]|fino a quando|prima che|até que|antes de|antes que)\b[^.,;:]*$",
    re.IGNORECASE,
)
_COPULA = regex(
    r"(?:\s(?:allowed|permitted|to|get|must|may|can|should|shall|debe|deben|debería|deberían|puede|pueden|deve|devem|deveria|pode|podem|devono|dovrebbe|dovrebbero|può|possono|doit|doivent|devrait|peut|darf|dürfen|soll|sollen|sollte|be|been|is|are|was|were|ever|fall|go|drop|dip|rise|lie|ser|estar|es|sea|sean|está|esté|descender|bajar|être|est|soit|sont|jamais|descendre|tomber|passer|sein|liegen|liegt|ist|sinken|fallen|war|waren|era|eran|eram|fue|fueron|foi|était|étaient|erano|fu|sera|será|sarà|wird|essere|è|sia|siano|mai|scendere|é|são|seja|estar|ficar|descer|cair|nunca|jamás|de|pas)){0,4}\s?",
    re.IGNORECASE,
)
"""Between a negation and the limit that it turns round for sure: “must not be below”."""


class Limit(NamedTuple):
    """What a comparator says, in every reading it allows."""

    all: frozenset[str]
    unsure: bool = False
    """A word that often is a limit (“from”, “until”) and often is none."""
    turned: str = ""
    """What is denied, where it is said by denying the other side."""
    kind: str = ""
    """`in` or `after`, `until` or `from`, `earliest`: where it ends, and where it begins."""
    said: str = ""
    """What the words say, negations aside."""

    @property
    def weak(self) -> str:
        """The value of an unsure one. “over” often means “during”, but never “under”."""
        return min(self.all) if self.unsure else ""

    @property
    def sides(self) -> frozenset[str]:
        """Does it bound from below, from above, or could be either?"""
        return frozenset("up" if value in UP else "down" for value in self.all)

    @property
    def shown(self) -> str:
        """For a message."""
        if self.kind:
            return {"in": "within", "earliest": "not before"}.get(self.kind, self.kind)
        return _SHOWN[min(self.all, key=list(_SHOWN).index)]


_KINDS = {
    kind: Limit(frozenset((value,)), True, kind=kind)
    for kind, value in (
        ("in", "le"), ("after", "gt"), ("until", "le"), ("from", "ge"), ("reach", "ge")
    )
}  # fmt: skip
"""What often is no limit, and counts against its opposite."""
_PLAIN = {
    (value, unsure): Limit(frozenset((value,)), unsure, said=value)
    for value in _SHOWN
    for unsure in (False, True)
}
_FIXED = {
    f"{value}{sign}": _PLAIN[value, sign == "?"]
    for value in ("ge", "le")
    for sign in ("", "?", "!")
}
_FIXED |= {f"{kind}{sign}": _KINDS[kind] for kind in ("from", "until") for sign in ("", "?")}
"""What says the same wherever it stands, as most do."""
COMPLEMENTS = {"ge": "lt", "le": "gt"}
_NOT_FIXED = {
    value: Limit(frozenset((value,)), turned=other, said=other)
    for value, other in COMPLEMENTS.items()
}
"""What says so by denying the other side."""
_OVER = frozenset({"unter", "über"})
_NO_LIMIT = Limit(frozenset())


def limit_of(mark: Mark, reading: Reading) -> Limit:
    """What a comparator says where it stands."""
    if mark.value in _FIXED:
        if (
            mark.value == "le"
            and reading.words[mark.first] in ("ne", "non")
            and idle(mark, reading.prose.plain)
        ):
            return _PLAIN["gt", False]  # “avant que la dose ne dépasse”
        if (
            reading.words[mark.first] == "nicht"
            and reading.words[mark.last] in _OVER
            and mark.value.rstrip("?!") in COMPLEMENTS
        ):
            return _NOT_FIXED[mark.value.rstrip("?!")]  # “nicht unter 25 °C” denies “unter”
        return _FIXED[mark.value]
    value = mark.value.rstrip("!?")
    if value == "in" and _negated(mark, reading, _SCOPE, DENYING) and not _spent(mark, reading):
        return Limit(
            frozenset(("ge",)), True, kind="earliest"
        )  # “not before 39 weeks”, “not within 14 days”
    if value == "after" and _only(mark, reading):
        return Limit(frozenset(("ge",)), True, kind="earliest")  # “only after ten days”
    if value == "reach" and _negated(mark, reading, _CLOSE):
        return Limit(frozenset(("lt",)), True, kind=value)  # “sin alcanzar los 65”
    if value == "reach" and _UNTIL.search(
        reading.prose.plain, max(0, mark.start - _FAR), mark.start
    ):
        return Limit(frozenset(("ge", "lt")), True, kind=value)  # “until he turns eight”
    if value in _KINDS:
        return _KINDS[value]
    if value in _TURNED:
        return _negated_limit(mark, reading, value)
    return _PLAIN.get((value, mark.value.endswith("?")), _NO_LIMIT)


def _spent(mark: Mark, reading: Reading) -> bool:
    """Does another limit take the negation before this one: “must not exceed an hour before the age of five”?"""
    return any(
        other.value.rstrip("!") in _TURNED
        and 0 < mark.first - other.last <= _SCOPE
        and _negated(other, reading, _CLOSE, DENYING)
        for other in reading.marks.get("comparator", ())
    )


def _only(mark: Mark, reading: Reading) -> bool:
    """Does *only* stand right before it?"""
    return any(
        each.value in ("only", "strict") and each.last == mark.first - 1
        for each in reading.marks.get("scope", ())
    )


def _negated_limit(mark: Mark, reading: Reading, value: str) -> Limit:
    """What “more than” or “less than” says where it stands."""
    if "negation" not in reading.marks:
        return _PLAIN[value, mark.value.endswith("?")]  # as mostly
    if _negated(mark, reading, _SCOPE):
        # “not take more than 4” is at most 4; “not for children under 12” may be either.
        turned = _TURNED[value]
        sure = mark.value.endswith("!") or _governed(mark, reading)
        # A negation further away may deny something else: “do not give to children under 12”.
        return Limit(
            frozenset((turned,) if sure else (value, turned)),
            turned=value if _negated(mark, reading, _CLOSE) else "",
            said=value,
        )
    denied = _DENIED.search(reading.lower, mark.end)
    banned = _FORBIDDEN.match(reading.prose.plain, mark.end) if denied else None
    if banned and not _bounds_more(banned.end(), reading):
        return Limit(frozenset((value, _TURNED[value])), turned=value, said=value)
    if _negated(mark, reading, _CLOSE, FORBIDDING):
        return Limit(frozenset((value, _TURNED[value])), said=value)  # “avoid more than 4”
    return _PLAIN[value, mark.value.endswith("?")]


_FORBIDDEN = regex(
    r"[^.,;:!?]*\b(?:(?:should|must|may|can|shall) (?:not|never)\b|cannot\b|(?:darf|dürfen|soll\w*|kann|können)\b[^.,;:!?]*\b(?:nicht|nie)\b"
    r"|(?:no|não|non) (?:se )?(?:deb|dev|pued|pod|può|posson|dovr|va\b|vanno\b)|ne (?:doi|peu|dev|sau)\w+)",
    re.IGNORECASE,
)
"""What is forbidden behind a limit: “mehr als zwei Tassen sollten Sie nicht trinken”."""
_DENIED = regex(r"n(?:ot|ever|icht|ie|ão|on?\s|e\s)")
"""Of which all of that has one, in lower case."""


def _bounds_more(at: int, reading: Reading) -> bool:
    """Is it another limit that is denied behind this one: “those over 50 kg must not take more than 3 g”?"""
    return any(
        at <= mark.start and not CLAUSE.search(reading.prose.plain, at, mark.start)
        for mark in reading.marks.get("comparator", ())
        if not mark.value.endswith("?")
    )


def _governed(mark: Mark, reading: Reading) -> bool:
    """Does a negation stand right before it, but for “be” and the like?"""
    return any(
        cue.value in ("strong", "chained", "carried")
        and cue.end <= mark.start
        and _COPULA.fullmatch(reading.prose.plain, cue.end, mark.start)
        for cue in reading.marks.get("negation", ())
    )


def _negated(
    mark: Mark, reading: Reading, reach: int, values: frozenset[str] | None = None
) -> bool:
    """Is there a negation a few words before a comparator? `values`: only these kinds; else those that say *not*."""
    cues = meant(reading)
    if not cues:
        return False
    plain = reading.prose.plain
    return any(
        (cue.value in values if values else cue.value not in _NO_NOT)
        and 0 < mark.first - cue.last <= (_WITHIN if reading.words[cue.first] in WITHOUT else reach)
        and not _conditional(reading, cue.end, mark.start)
        and not _BUT.search(plain, cue.end, mark.start)
        and not _WHO.match(plain, cue.start, mark.start)
        and not _PROOF.search(plain, cue.end, mark.start)
        and not _UNUSUAL.match(plain, cue.end)
        and not idle(cue, plain)
        and not ATTRIBUTE.match(plain, cue.start)
        and not (
            "," in plain[cue.end : mark.start]
            and (reading.words[cue.first] in WITHOUT or _IF_NOT.search(plain, 0, cue.start))
        )
        for cue in cues
    )


_NO_NOT = frozenset({"weak", *FORBIDDING})
ATTRIBUTE = regex(
    r"(?<!\b[Ss]i )(?<!\b[Ss]e )(?:(?:[Nn]o|[Nn]ão)\s\w+[aií]d[oa]s?|[Nn]on\s\w+[aiu]t[oaei]|[Nn](?:o|ão|on)\s(?!arriv)\w+iv[oaei]s?)(?=[\s,.;:)]|$)"
    r"|[Nn]icht\s[a-zäöü]+(?:te|isch|iv|ig|lich)(?:e|en|er|es|em|n|r|s|m)\s[A-ZÄÖÜ]"
)
"""What is no more than an adjective, “una PIO no medicada > 21”, and turns nothing round."""
_IF_NOT = regex(r"(?:^|\W)(?:if|s[ei]|wenn|falls)\s$", re.IGNORECASE)
"""“se non curata, può durare più di sei mesi” denies no limit."""


def _conditional(reading: Reading, start: int, end: int) -> bool:
    """Does a condition begin in a stretch? In Italian, “si” is none: “non si devono superare”."""
    conditions = {found.group().lower() for found in _IF.finditer(reading.prose.plain, start, end)}
    return bool(conditions - {"si"} if reading.tables.language == "it" else conditions)


def idle(cue: Mark, plain: str) -> bool:
    """Does a negation deny nothing, since its conjunction calls for it: “finché il test non risulta”?"""
    start = max(0, cue.start - _FAR)
    before = plain[start : cue.start].lower()
    # Each of these conjunctions has a *qu* or a *ch*.
    return ("qu" in before or "ch" in before) and (
        _EXPLETIVE.search(plain, start, cue.start) is not None
    )
