"""From when on: “only after” that became “even before”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from localize.checks.reading.denial import FULL, meant

if TYPE_CHECKING:
    from localize.checks.base import Pair

Span = tuple[int, int]

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
_LATE = re.compile(
    r"\b(?:only (?:after|once|when)|not (?:before|until)|no (?:earlier|sooner) than)\b",
    re.IGNORECASE,
)
_ASKED = frozenset(("only", "before", "until", "earlier", "sooner"))
"""Most texts have none of these words, and are left alone."""


def even_before(pair: Pair) -> tuple[Span, Span] | None:
    """Where the source says only from when on, and the target that it may be before."""
    if _ASKED.isdisjoint(pair.source.words):
        return None
    late = _LATE.search(pair.source.prose.plain)
    even = _EVEN_BEFORE.search(pair.target.prose.plain) if late else None
    if late is None or even is None:
        return None
    if any(mark.value in FULL or mark.value == "ban" for mark in meant(pair.target)):
        return None
    return late.span(), even.span()
