"""Two opposites of which one is a condition: “lower the dose if it rises”, “raise the dose if it falls”."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from localize.checks.reading.denial import counted
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.reading import Reading
from localize.regex import regex

if TYPE_CHECKING:
    from localize.checks.base import Pair

Span = tuple[int, int]

_SE = r"(?:^|[.,;:]\s)s(?:e\b|')|\bse(?=\s(?:[oaie]|os|as|il|la|lo|gli|le|una?|uma?)\b|\sl')"
"""Italian and Portuguese *se* mostly is another word."""
_IF = {
    language: regex(rf"\b(?:{words})\b{more}", re.IGNORECASE)
    for language, words, more in (
        ("en", "if|when|whenever", ""),
        ("es", "si|cuando", ""),
        ("fr", "si|lorsque|quand", r"|\b(?:s|lorsqu)'"),
        ("de", "wenn|falls|sobald", ""),
        ("it", "quando|qualora", f"|{_SE}"),
        ("pt", "quando", f"|{_SE}"),
    )
}
_END = regex(r"[.,;:](?!\d)")
_BOTH = 2
_SETS = tuple(
    f"concept.{name}"
    for name in ("change", "level", "outcome", "start", "switch", "open", "activity", "speed")
)


def conditioned(pair: Pair) -> tuple[Span, Span] | None:
    """Where the source has the member of a set that is its condition, and the target the other member, which is its own.

    Where both have the same two members once, and one condition that holds one of them.
    """
    one, other = pair.source.marks, pair.target.marks
    families = [
        (one[name], other[name])
        for name in _SETS
        if name in one and name in other and _apart(one[name]) and _apart(other[name])
    ]
    if not families:
        return None
    clauses = _clause(pair.source), _clause(pair.target)
    if clauses[0] is None or clauses[1] is None or counted(pair.source) != counted(pair.target):
        return None
    for here, there in families:
        ours, theirs = (
            [mark for mark in marks if clause[0] <= mark.start < clause[1]]
            for marks, clause in ((here, clauses[0]), (there, clauses[1]))
        )
        if len(ours) == len(theirs) == 1 and _value(ours[0]) != _value(theirs[0]):
            return (ours[0].start, ours[0].end), (theirs[0].start, theirs[0].end)
    return None


def _apart(marks: Sequence[Mark]) -> bool:
    """Are the marks of a set two, of different members?"""
    return len(marks) == _BOTH and _value(marks[0]) != _value(marks[1])


def _value(mark: Mark) -> str:
    return mark.value.rstrip("?")


def _clause(reading: Reading) -> Span | None:
    """What the one condition of a text says; None where there is not just one."""
    plain = reading.prose.plain
    pattern = _IF.get(reading.tables.language)
    if pattern is None:
        return None
    found = list(pattern.finditer(plain))
    if len(found) != 1:
        return None
    end = _END.search(plain, found[0].end())
    return found[0].start(), end.start() if end else len(plain)
