"""Until when, or from when on: “can be passed on until it has crusted over” as “only once it has crusted over”.

What lasts until something happens must not begin when it has happened. Two negations take each other back: “not until” is “only
after”, and “do not …, once it is over” turns that round. To stop what lasts is right: “keep it on until” is “take it off once”.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from localize.checks.reading.denial import FULL, meant, restricts
from localize.checks.reading.reading import Reading

if TYPE_CHECKING:
    from localize.checks.base import Pair

Span = tuple[int, int]

_UNTIL = re.compile(
    r"\b(?:until|till|hasta|mientras|jusqu'\w+|tant qu(?:e|')|bis|solange|até|enquanto|finch[éè]|fino|fin(?:o a)? quando|sino|fintanto\w*)\b",
    re.IGNORECASE,
)
AFTER = re.compile(
    r"\b(?:(?:después|luego) de|una vez (?:que|\w+[ai]d[oa]s?)|a partir de(?:l momento en)? que|en cuanto|tan pronto como|pasad[oa]s?"
    r"|après(?: que| qu')?|une fois(?: que?| qu')?|dès qu(?:e|')|dès lors qu(?:e|')|aussitôt que"
    r"|sobald|nachdem|erst (?:[^.,;:]*, )?(?:wenn|nach|dann|sobald)"
    r"|depois (?:de|que|d[oa]s?)|assim que|logo que|a partir do momento"
    r"|dopo(?: che)?|una volta(?: che)?|(?:non )?appena|a partire dal momento)\b",
    re.IGNORECASE,
)
_EVEN_BEFORE = re.compile(
    r"\b(?:(?:ya|incluso|aun|aún|también|hasta) antes|antes (?:incluso|ya|aún)|(?:même|déjà) avant|avant même|(?:schon|bereits|auch|noch) (?:vor|bevor|ehe)"
    r"|(?:já|mesmo|também|até|ainda) antes|antes mesmo|(?:anche|già|perfino|persino) prima|prima ancora|ancor prima)\b",
    re.IGNORECASE,
)
"""Where nothing is denied, this is no “only after”."""
_ENDED = re.compile(
    r"\b(?:quit|retir|dej|abandon|sal(?:ir|ga|dr)|alta\b|enlev|ôte|ôté|quitt|sort|abnehm|abgenomm|entfern|verlass|aufheb|aufgehob|ablegen|beende"
    r"|rimuov|rimoss|toglie|tolga|tolt[oaie]|lasci|usc(?:ire|ita)|esca|tir(?:e|ar|ad)|remov|sai[ar]|larg|suspend|sospen|interromp|interrump|wegfall|cess"
    r"|reanud|repr(?:is|en|end)|retom|riprend|wieder|desaparec|dispar|scompa|vergeh|verschwind|abgesetzt|absetz|(?:ab|auf|aus|heraus|raus|weg)\b(?=[,.]))",
    re.IGNORECASE,
)
"""What lasts until then ends, or what was put off begins."""
_KEPT = re.compile(
    r"\b(?:keep\w*|kept|stay\w*|remain\w*|leave|left|rest|continu\w*|hold\w*)\b", re.IGNORECASE
)
_SIGN = re.compile(r"[.,;:]")
_PUT_OFF = re.compile(
    r"\b(?:wait\w*|delay\w*|postpon\w*|defer\w*|hold|held|withh\w*|off|away|avoid\w*|refrain\w*|nothing|out|fast\w*|alone|late\w*|save[ds]?|reserve[ds]?)\b",
    re.IGNORECASE,
)
"""What is not done yet: “stay off work until”."""


_ASKED = frozenset(("until", "till", "only", "before", "earlier", "sooner"))
"""Most texts have none of these words, and are left alone."""


def until_turned(pair: Pair) -> tuple[Span, Span] | None:
    """Where the source says until when, or only from when on, and the target says the other."""
    if _ASKED.isdisjoint(pair.source.words):
        return None
    here, there = pair.source.prose.plain, pair.target.prose.plain
    known = list(_UNTIL.finditer(here))
    denied = _denied(pair.source), _denied(pair.target)
    if not known:
        late = _only_after(pair.source)
        even = _EVEN_BEFORE.search(there) if late else None
        return (late, even.span()) if even and late and not denied[1] else None
    after = AFTER.search(there)
    if len(known) != 1 or after is None or _UNTIL.search(there) or denied[0] != denied[1]:
        return None
    times = (
        {mark.value for mark in side.marks.get("concept.time", ())}
        for side in (pair.source, pair.target)
    )
    ours, theirs = times
    if "after" in ours or "before" in (ours | theirs) or restricts(pair.source):
        return None
    if restricts(pair.target) and (denied[0] or _KEPT.search(here)):
        return None  # “stay in bed until” is “get up only when”
    if not denied[0] and (_PUT_OFF.search(here) or _ends(there, after) or _weak(pair.target)):
        return None
    return known[0].span(), after.span()


def _ends(plain: str, after: re.Match[str]) -> bool:
    """Does a target say that something ends, but in what has to happen first?"""
    sign = _SIGN.search(plain, after.end())
    stop = sign.start() if sign else len(plain)
    return bool(_ENDED.search(plain, 0, after.start()) or _ENDED.search(plain, stop))


def _denied(reading: Reading) -> bool:
    return any(mark.value in FULL or mark.value == "ban" for mark in meant(reading))


def _weak(reading: Reading) -> bool:
    """Is there a word that may deny something?"""
    return any(mark.value in ("firm", "weak", "verb") for mark in reading.marks.get("negation", ()))


_LATE = re.compile(
    r"\b(?:only (?:after|once|when)|not (?:before|until)|no (?:earlier|sooner) than)\b",
    re.IGNORECASE,
)


def _only_after(reading: Reading) -> Span | None:
    found = _LATE.search(reading.prose.plain)
    return found.span() if found else None
