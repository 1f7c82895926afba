"""The limits of a text: which “at least”, “up to” or “<” belongs to which quantity, and what turns it round."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

from localize.checks.reading.denial import (
    CLAUSE,
    FORBIDDING,
    WITHOUT,
    groups,
    limit_words,
    meant,
    within,
)
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.numerals import Form
from localize.checks.reading.quantity import LOOSE, REQUIRED, Quantity, dated
from localize.checks.reading.reading import Reading

UP = ("ge", "gt")
DOWN = ("le", "lt")
_SHOWN = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
COMPLEMENT = {"ge": "lt", "lt": "ge", "gt": "le", "le": "gt"}
"""What is so where a limit is not."""
_REACH = 3
"""Words that may stand between a comparator and its number: “more than the usual 5”."""
_CLOSE, _SHORT = 4, 2
_SCOPE = 8
"""How many words before a comparator a negation can be that turns it round: “not take more than”."""
_WITHIN = 2
"""The same from a “without”: “sem sintomas há menos de” is less, “senza superare i” no more."""
DENYING = frozenset({"strong", "chained", "carried"})
"""Negations that no limit holds in itself."""
_KINDS = {"in": "le", "after": "gt", "until": "le", "from": "ge", "reach": "ge"}
"""What often is no limit, and counts against its opposite."""
_TURNED = {"gt": "le", "lt": "ge"}
_IF = re.compile(
    r"\b(?:if|when|until|unless|si|cuando|hasta que|lorsque|quand|jusqu'à ce que|tant que|wenn|falls|solange|bis|quando|finché|fino a quando|fino a che|enquanto|até que)\b",
    re.IGNORECASE,
)
"""A condition is not what is denied: “do not use it if it is over 140”."""
_WHO = re.compile(
    r"(?:\b(?:nobody|no\s?one|none|nadie|personne|niemand|nessuno|ninguém)\b|\b(?:no|ning\w+|aucune?|nulle?|kein\w*|nessun\w*|nenhum\w*)\s\w+)"
    r",?\s(?:of\s\w+\s)?(?:who|whose|that|que|qui|che|d[iae][esr]|dont|con|com|with|avec|mit)\b",
    re.IGNORECASE,
)
"""Nor is what says of whom it is denied: “nobody who has taken it for more than four weeks should”."""
_EXPLETIVE = re.compile(
    r"\b(?:avant qu[e']|à moins qu[e']|jusqu'à ce qu[e']|de (?:peur|crainte) qu[e']"
    r"|finch[éè]|fin(?:o a)? quando|fintanto(?:ché| che)|(?:a meno|salvo|tranne|eccetto) che|hasta que|até que)[^.,;:]*$",
    re.IGNORECASE,
)
"""Nor does “ne” deny here, “avant que la crise n'ait duré plus de”, nor “non” in “finché non”."""
_PROOF = re.compile(
    r"\b(?:evid[eê]n|evidenz|proof|data\b|dat(?:os|en|i)\b|dados\b|indici|preuve|prouve|données|éléments?\b|beleg|hinweis|nachweis"
    r"|(?:hay|existen?|há|existem|sono|esist\w+)\s(?:\w+\s)?pr(?:ueb|ov[ae]))",
    re.IGNORECASE,
)
"""Nor what is said of the proof: “there is no evidence that more than 2 g helps”."""
_UNUSUAL = re.compile(
    r"\s(?:(?:means|way|es|est|ist|è|é|sea|soit|sei|sia|seja|será|serait|sería|sarebbe|seria) )?(?:de )?"
    r"(?:un(?:usual|common|heard|likely|known|think|gewöhnl|üblich|wahrsch|möglich|denkbar)|imposs|imposib|impossí|improb|infrequ|infrecu"
    r"|inconceiv|inhabit|inusu|insol|incom(?:um|uns)|invulg|rar[oaei]?s?\b|rare|selten|seldom)\w*",
    re.IGNORECASE,
)
"""Nor what takes a negation back: “by no means unusual for it to last more than a year”."""
_BUT = re.compile(
    r",[^,]*\b(?:but|pero|aber|jedoch|mas|ma)\b|,\smais\s(?!de\b|d[oa]s?\b)", re.IGNORECASE
)
"""Nor what is said against it: “it is not impossible, but happens in fewer than 3 %”."""
_WHILE = re.compile(
    r"\b(?:as long as|while|mientras|tant qu(?:e\b|')|solange|enquanto|finch[éè])[^.;:]*$",
    re.IGNORECASE,
)
_POINTED = re.compile(
    r"\s(?:of\s)?(?:th[ai]t|this|these|those|ess?[aeo]s?|est[aeo]s?|isso|isto|aquel[aeo]s?|cett?e|ces?|dies\w+|jen\w+|quest\w+|quell\w+)\b",
    re.IGNORECASE,
)
"""What a limit is, said by pointing at it: the number behind it is another, “if it is below this for two hours”."""
_FAR = 60
_UNTIL = re.compile(
    r"\b(?:until|till|before|hasta que|antes de que|jusqu'à ce qu[e']|avant qu[e']|bis|bevor|finch[éè]|fino a quando|prima che|até que|antes de|antes que)\b[^.,;:]*$",
    re.IGNORECASE,
)
_BY = re.compile(
    r"(?:dépass|excéd|super|exced|ultrapass|exceed|übersteig|übertr)\w*\s(?:de|di|um|en|em|by)\s",
    re.IGNORECASE,
)
_UNFIT = re.compile(
    r"\b(?:inelig|ineleg|inéligib|ineleggib|unsuitable|ungeeignet|nichteinschl|mancata inclus|n(?:on|o|ão)[- ](?:inclusi[oó]n|inclusão|éligib|elegib))",
    re.IGNORECASE,
)
_COPULA = re.compile(
    r"(?:\s(?:must|may|can|should|shall|debe|deben|debería|deberían|puede|pueden|deve|devem|deveria|pode|podem|devono|dovrebbe|dovrebbero|può|possono|doit|doivent|devrait|peut|darf|dürfen|soll|sollen|sollte|be|been|is|are|was|were|ever|fall|go|drop|dip|rise|lie|ser|estar|es|sea|sean|está|esté|descender|bajar|être|est|soit|sont|jamais|descendre|tomber|passer|sein|liegen|liegt|ist|sinken|fallen|war|waren|era|eran|eram|fue|fueron|foi|était|étaient|erano|fu|sera|será|sarà|wird|essere|è|sia|siano|mai|scendere|é|são|seja|estar|ficar|descer|cair|nunca|jamás|de|pas)){0,3}\s?",
    re.IGNORECASE,
)
"""Between a negation and the limit that it turns round for sure: “must not be below”."""
_ALL_BUT = re.compile(
    r"\b(?:all (?:but|except)|except(?:ing)? for|with the exception of|tod[oa]s menos|tod[oa]s (?:salvo|excepto|exceto)|(?:salvo|excepto|exceto|menos) (?:en|em) \d|a excepción de|à exceção de|com exceção de|tous sauf|toutes sauf|à l'exception de|hormis|bis auf|mit ausnahme|außer bei|tutti tranne|tutte tranne|tranne (?:che )?in|ad eccezione di|eccetto)\b",
    re.IGNORECASE,
)
"""Turns round what is said of the rest: “all but 3 had at least six months”."""
_AVOIDED = re.compile(
    r"avoid|evit|évit|vermeid|vermied|exclud|exclu|esclu|ausgeschlossen", re.IGNORECASE
)
_REFUSED = re.compile(
    r"\b(?:reject|refus|rechaz|rejeit|respint|resping|scartat|abgelehn|zurückgewiesen|écarté)",
    re.IGNORECASE,
)
_LACKED = re.compile(
    r"lack|unable|inability|fail|carec|incap|manqu|mangel|fehl|unfähig|mancan|manca|falt",
    re.IGNORECASE,
)
"""“Lacked the power to detect less than 5” is “had not enough power to”."""
_WITHHELD = re.compile(
    r"withh|exclu|esclu|ausgeschl|ausschl|omi[ts]|suspend|suspénd|interrump|interrúmp|interromp|omett|omet|sospen|auss?etz|ausgesetz|weglass|weggelass|unterbr",
    re.IGNORECASE,
)
"""“Withhold if below 50” is “give only if at least 50”."""
_SENTENCE = re.compile(r"[.!?;]\s")
_JOINED = re.compile(r"\s(?:and|y|e|et|und|but|pero|mais|aber|mas|ma)\s$", re.IGNORECASE)
_BETWEEN = re.compile(
    r"\s(?:and|y|e|et|und)\s(?:(?:de|los|las|el|le|les|il|lo|os|as|o|dem|den)\s)?", re.IGNORECASE
)
_DASH = re.compile(r"\s?[-–—]\s?|\s(?:to|a|al|à|bis)\s", re.IGNORECASE)


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
        return next(iter(self.all)) if self.unsure else ""

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


def bound(reading: Reading) -> Mapping[int, Limit]:
    """Start of a quantity -> the limit that belongs to it."""
    if "comparator" not in reading.marks and "comparator_after" not in reading.marks:
        return _NONE
    if reading.limits is None:
        reading.limits = _bound(reading)
    return reading.limits


_NONE: Mapping[int, Limit] = MappingProxyType({})


def _bound(reading: Reading) -> dict[int, Limit]:
    found: dict[int, Limit] = {}
    plain = reading.prose.plain
    quantities = [
        q
        for q in reading.quantities
        if q.form in (Form.NUMBER, Form.CLOCK)
        and (q.level == REQUIRED or (q.level == LOOSE and q.unit) or q.text == "ordinal")
        and not dated(q, reading)
        and not (q.unit == "m²" and plain[q.start - 1 : q.start] == "/")  # 30 ml/min/1.73 m²
    ]
    closing = [
        mark
        for mark in reading.marks.get("comparator_after", ())
        if any(0 <= mark.start - max(q.end, q.stop) <= 1 for q in quantities)
        and not any(0 <= q.start - mark.end <= 1 for q in reading.quantities)
    ]
    leading: list[Mark] = []
    for mark in reading.marks.get("comparator", ()):
        if any(end.start < mark.start and mark.end <= end.end for end in closing):
            continue  # “38 °C or above in the two weeks after”
        limit = limit_of(mark, reading)
        following = next((q for q in quantities if q.start >= mark.end), None)
        if (
            not following
            or not limit.all
            or not _near(reading, _bracketed(mark, plain), following.start)
        ):
            continue
        if plain[mark.start : mark.end].lower() == "unter" and any(
            mark.end <= name.start < following.start
            for family in ("drug", "arm")
            for name in reading.marks.get(family, ())
        ):
            continue  # “unter Ondansetron 14 %”
        if _BESIDE_IT.search(plain, mark.end, following.start):
            continue  # “über Zeitzonen mit Libre 2”, “maximale Aktivität nach 75 Minuten”
        if _BY.match(plain, mark.start) and _BY.fullmatch(plain, mark.start, following.start):
            continue  # “exceeds … by 2.5 points”
        if following.unit == "%" and limit.kind == "in":
            continue  # “situar-se nos 70 %”
        if following.start - mark.end > 1 and _POINTED.match(plain, mark.end, following.start):
            continue
        if following.unit in LENGTHS and _DURING.fullmatch(plain, mark.start, mark.end):
            limit = limit._replace(unsure=True)
        leading.append(mark)
        # The nearest one counts, unless it says less than the one before: “at most from 5”.
        if not (limit.unsure and following.start in found and not found[following.start].unsure):
            found[following.start] = _ahead(limit, mark, following, reading)
    for mark in reading.marks.get("comparator_after", ()):
        limit = limit_of(mark, reading)
        if any(0 <= q.start - mark.end <= 1 for q in reading.quantities) or any(
            led.start < mark.end < led.end for led in leading
        ):
            continue  # it belongs to the number that follows: “20 and the maximum of 140”
        if plain.startswith("/", mark.end):
            continue  # 15 +/- 3
        before = [q for q in quantities if q.stop <= mark.start]
        start = _behind(before[-1], reading) if before else 0
        reach = _PREDICATE if _IS.match(plain, mark.start) else _REACH
        if plain[start : mark.start] == " (":  # “five (or more)”
            start = mark.start
        if before and limit.all and _near(reading, start, mark.start, reach):
            if _JOINED.search(reading.prose.plain, before[-1].stop, mark.start) and any(
                q.start >= mark.end and _near(reading, mark.end, q.start) for q in quantities
            ):
                continue  # “al menos 88 % y como máximo 92 %”
            if mark.value == "lt" and _WHILE.search(plain, 0, before[-1].start):
                continue  # “as long as a week has not passed” is “until a week has”
            if (
                mark.value == "ge"
                and found.get(before[-1].start, limit).kind == "in"
                and not _OR_MORE.match(plain, mark.start)
            ):
                continue  # “prima dei sei mesi compiuti”
            paced = _EVERY.search(plain, 0, before[-1].start)
            paced = None if _DEADLINE.fullmatch(plain, mark.start, mark.end) else paced
            found[before[-1].start] = _apart(limit, before[-1]) if paced else limit
    return found


_OR_MORE = re.compile(r"(?:or|and|[oyeu]|et|ou|oder|und)\s", re.IGNORECASE)
_BESIDE_IT = re.compile(
    r"\s(?:with|mit|con|avec|com)\s|[^\W\d_]\s(?:after|nach|tras|après|dopo|após)\s", re.IGNORECASE
)


def before(reading: Reading, start: int) -> Limit | None:
    """The limit that stands right before a place, “fewer than one in ten”."""
    for mark in reversed(reading.marks.get("comparator", ())):
        if mark.end <= start:
            limit = limit_of(mark, reading)
            return limit if limit.all and _near(reading, mark.end, start) else None
    return None


def ranges(reading: Reading) -> dict[int, str]:
    """Start of a quantity -> `up` or `down` for the ends of a range: “between 4 and 5”, “4–5”."""
    found: dict[int, str] = {}
    plain = reading.prose.plain
    words = [mark.end for mark in reading.marks.get("range", ())]
    for low, high in pairwise(q for q in reading.quantities if q.level != LOOSE):
        led = any(0 < low.start - end <= _LED for end in words)
        if low.value < high.value and (
            _DASH.fullmatch(plain, low.end, high.start)
            or (led and _BETWEEN.fullmatch(plain, low.end, high.start))
        ):
            found[low.start], found[high.start] = "up", "down"
    return found


def _behind(quantity: Quantity, reading: Reading) -> int:
    """Where a quantity ends, “/1.73 m²” taken for a part of it."""
    found = _SURFACE.match(reading.prose.plain, quantity.end)
    return found.end() if found else quantity.stop


_SURFACE = re.compile(r"\s?/\s?1[.,]73\s?m(?:²|2|\^2)")


def _ahead(limit: Limit, mark: Mark, quantity: Quantity, reading: Reading) -> Limit:
    """“No later than 24 hours before” is at least 24 hours: the other way round than “no later than 24 hours after”."""
    plain = reading.prose.plain
    due = _DEADLINE.fullmatch(plain, mark.start, mark.end)
    if _ONE_IN.search(plain, mark.end, quantity.start):
        return limit  # “more than one in every three”
    if (
        _EVERY.search(plain, mark.end, quantity.start)
        and not due
        and not _OFTEN.search(plain, mark.start, mark.end)
    ):
        return _apart(limit, quantity)
    if due and any(
        each.value == "before" and 0 <= each.start - quantity.end <= _LED
        for each in reading.marks.get("concept.time", ())
    ):
        values = frozenset("ge" if value in ("le", "lt") else "le" for value in limit.all)
        return limit._replace(all=values, said=min(values), turned="")
    return limit


LENGTHS = frozenset(("second", "minute", "hour", "day", "week", "month"))
_DURING = re.compile("über|over", re.IGNORECASE)
"""“Über eine Woche” is mostly what lasts a week."""


def _apart(limit: Limit, quantity: Quantity) -> Limit:
    """“At least every two hours” is “no more than two hours apart”; “one for every three” is nothing apart."""
    if quantity.unit not in LENGTHS and quantity.unit != "year":
        return limit._replace(all=frozenset(("ge", "le")), said="")
    turned = frozenset(_OTHER_SIDE[value] for value in limit.all)
    return limit._replace(all=turned, said="", turned="")


_OTHER_SIDE = {"ge": "le", "le": "ge", "gt": "lt", "lt": "gt"}
_OFTEN = re.compile(
    r"often|frequen|öfter|häufig|souvent|fréquem|spesso|menudo|frecuen", re.IGNORECASE
)
"""“No more often than every two hours” speaks of what lies between already."""
_EVERY = re.compile(r"\b(?:every|cada|tou(?:te)?s les|alle|ogni|a cada)\s$", re.IGNORECASE)
_ONE_IN = re.compile(
    r"\b(?:de|em|en|in|of|out of|su|sur|von)\s(?:every|cada|ogni)\s$", re.IGNORECASE
)
_DEADLINE = re.compile(
    r"(?:no|not) (?:later|earlier|sooner) than|no más tarde (?:de|que)|pas plus tard qu[e']|non più tardi d\w+|não mais tarde (?:do que|que|de)|at the (?:latest|earliest)|a más tardar|como (?:muy )?tarde|au plus (?:tard|tôt)|spätestens|frühestens|al più (?:tardi|presto)|o mais tardar|no mais tardar|nicht später als",
    re.IGNORECASE,
)
_LED = 12
"""Characters between “between” and its number: “zwischen den Werten 4 und 5”."""


def turns(reading: Reading, at: int) -> int:
    """How often the sentence around a place turns round what it says: negations, bans, “all but”."""
    plain = reading.prose.plain
    cuts = [match.end() for match in _SENTENCE.finditer(plain)]
    start = max((cut for cut in cuts if cut <= at), default=0)
    end = min((cut for cut in cuts if cut > at), default=len(plain))
    marks = [
        mark
        for mark in within(meant(reading), start, end)
        if not _ATTRIBUTE.match(plain, mark.start)
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
    count += sum(
        mark.value == "weak" and _WITHHELD.match(plain, mark.start) is not None
        for mark in within(reading.marks.get("negation", ()), start, end)
    )
    count += sum(
        mark.value == "unless"
        for mark in within(reading.marks.get("concept.condition", ()), start, end)
    )
    count += len(_REFUSED.findall(plain, start, end))
    return count + len(_ALL_BUT.findall(plain, start, end)) + len(_UNFIT.findall(plain, start, end))


def said(reading: Reading) -> Counter[str]:
    """How many limits a text has, `max` and `min`, bound to a number or not."""
    values = [
        value
        for m in limit_words(reading)
        if not m.value.endswith("?")
        for value in limit_of(m, reading).all
    ]
    return Counter("min" if value in UP else "max" for value in values)


def one(quantity: Quantity) -> bool:
    """A month, an hour."""
    return quantity.level == LOOSE and quantity.value == 1 and quantity.unit != ""


def limit_of(mark: Mark, reading: Reading) -> Limit:
    """What a comparator says where it stands."""
    value = mark.value.rstrip("!?")
    if value == "in" and _negated(mark, reading, _SCOPE, DENYING) and not _spent(mark, reading):
        return Limit(
            frozenset(("ge",)), True, kind="earliest"
        )  # “not before 39 weeks”, “not within 14 days”
    if value == "after" and _only(mark, reading):
        return Limit(frozenset(("ge",)), True, kind="earliest")  # “only after ten days”
    if value == "reach" and _negated(mark, reading, _SHORT):
        return Limit(frozenset(("lt",)), True, kind=value)  # “sin alcanzar los 65”
    if value == "reach" and _UNTIL.search(
        reading.prose.plain, max(0, mark.start - _FAR), mark.start
    ):
        return Limit(frozenset(("ge", "lt")), True, kind=value)  # “until he turns eight”
    if value in _KINDS:
        return Limit(frozenset((_KINDS[value],)), True, kind=value)
    if value not in _SHOWN:
        return Limit(frozenset())
    return _negated_limit(mark, reading, value)


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
    if value in _TURNED and _negated(mark, reading, _SCOPE):
        # “not take more than 4” is at most 4; “not for children under 12” may be either.
        turned = _TURNED[value]
        sure = mark.value.endswith("!") or _governed(mark, reading)
        # A negation further away may deny something else: “do not give to children under 12”.
        return Limit(
            frozenset((turned,) if sure else (value, turned)),
            turned=value if _negated(mark, reading, _CLOSE) else "",
            said=value,
        )
    if (
        value in _TURNED
        and "negation" in reading.marks
        and (banned := _FORBIDDEN.match(reading.prose.plain, mark.end))
        and not _bounds_more(banned.end(), reading)
    ):
        return Limit(frozenset((value, _TURNED[value])), turned=value, said=value)
    if value in _TURNED and _negated(mark, reading, _CLOSE, FORBIDDING):
        return Limit(frozenset((value, _TURNED[value])), said=value)  # “avoid more than 4”
    return Limit(frozenset((value,)), mark.value.endswith("?"), said=value)


_FORBIDDEN = re.compile(
    r"[^.,;:!?]*\b(?:(?:should|must|may|can|shall) (?:not|never)\b|cannot\b|(?:darf|dürfen|soll\w*|kann|können)\b[^.,;:!?]*\b(?:nicht|nie)\b"
    r"|(?:no|não|non) (?:se )?(?:deb|dev|pued|pod|può|posson|dovr|va\b|vanno\b)|ne (?:doi|peu|dev|sau)\w+)",
    re.IGNORECASE,
)
"""What is forbidden behind a limit: “mehr als zwei Tassen sollten Sie nicht trinken”."""


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
    plain = reading.prose.plain
    return any(
        (cue.value in values if values else cue.value not in {"weak", *FORBIDDING})
        and 0 < mark.first - cue.last <= (_WITHIN if reading.words[cue.first] in WITHOUT else reach)
        and not _conditional(reading, cue.end, mark.start)
        and not _BUT.search(plain, cue.end, mark.start)
        and not _WHO.match(plain, cue.start, mark.start)
        and not _PROOF.search(plain, cue.end, mark.start)
        and not _UNUSUAL.match(plain, cue.end)
        and not idle(cue, plain)
        and not _ATTRIBUTE.match(plain, cue.start)
        and not ("," in plain[cue.end : mark.start] and _IF_NOT.search(plain, 0, cue.start))
        for cue in meant(reading)
    )


_ATTRIBUTE = re.compile(
    r"(?<!\b[Ss]i )(?<!\b[Ss]e )(?:[Nn]o|[Nn]ão|[Nn]on)\s(?:\w+[aiuí][dt][oaei]s?|\w+iv[oaei]s?)(?=[\s,.;:)]|$)"
    r"|[Nn]icht\s[a-zäöü]+(?:te|isch|iv|ig|lich)(?:e|en|er|es|em|n|r|s|m)\s[A-ZÄÖÜ]"
)
"""What is no more than an adjective, “una PIO no medicada > 21”, and turns nothing round."""
_IF_NOT = re.compile(r"(?:^|\W)(?:if|s[ei]|wenn|falls)\s$", re.IGNORECASE)
"""“se non curata, può durare più di sei mesi” denies no limit."""


def _conditional(reading: Reading, start: int, end: int) -> bool:
    """Does a condition begin in a stretch? In Italian, “si” is none: “non si devono superare”."""
    conditions = {found.group().lower() for found in _IF.finditer(reading.prose.plain, start, end)}
    return bool(conditions - {"si"} if reading.tables.language == "it" else conditions)


_IS = re.compile(r"(?:is|are|es|son|est|sont|ist|sind|é|são|è|sono)\s", re.IGNORECASE)
_PREDICATE = 7
"""Words between a number and what is said of it: “two cups of coffee a day is the upper limit”."""


def _bracketed(mark: Mark, plain: str) -> int:
    """Where a limit ends, a comma on both sides of it left aside: “deve ser, no máximo, de 3 g”."""
    return (
        mark.end + 1
        if plain[mark.start - 2 : mark.start] == ", " and plain[mark.end : mark.end + 2] == ", "
        else mark.end
    )


def _near(reading: Reading, start: int, end: int, reach: int = _REACH) -> bool:
    between = reading.prose.plain[start:end]
    return len(between.split()) <= reach and not any(sign in between for sign in ".;:!?\n,()")


def idle(cue: Mark, plain: str) -> bool:
    """Does a negation deny nothing, since its conjunction calls for it: “finché il test non risulta”?"""
    return _EXPLETIVE.search(plain, max(0, cue.start - _FAR), cue.start) is not None
