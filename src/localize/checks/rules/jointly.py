"""“Do not drink alcohol or take sleeping pills” must not become “do not drink alcohol, and take sleeping pills”."""

from __future__ import annotations

import re
from collections.abc import Sequence

from localize.checks.base import Pair, Span
from localize.checks.reading.denial import FULL
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.predicates import translates
from localize.regex import regex


def denied_jointly(
    pair: Pair, ours: Sequence[Mark], theirs: Sequence[Mark], source: Span, target: Span
) -> Mark | None:
    """The negation of the source that denies two deeds, of which the target tells one to do the second.

    `ours` and `theirs` are the negations of one sentence; `source` and `target` are its places.
    """
    told = _TOLD.get(pair.target.tables.language)
    if told is None or "or" not in pair.source.words:
        return None
    plain, other = pair.source.prose.plain, pair.target.prose.plain
    if _OR.search(other, *target):
        return None  # what both deny is said with *or*
    for cue in ours:
        both = _OR_ELSE.match(plain, cue.end, source[1]) if cue.value in FULL else None
        if both is None:
            continue
        same = translates(both[1], pair.source, pair.target)
        for denial in theirs:
            deed = told.match(other, denial.end, target[1])
            if (
                denial.value in FULL
                and deed
                and same(deed[1].lower())
                and not any(denial.end < mark.start < deed.end() + _NEAR for mark in theirs)
            ):
                return cue
    return None


_NEAR = 25
"""Characters behind a verb that may hold a negation of its own: “und nehmen Sie keine …”."""
_OR = regex(r"\b(?:o|u|ni|ou|oder|né|nem|oppure|noch)\b", re.IGNORECASE)
_OR_ELSE = regex(r"[^.;:!?]*?\bor (?:to )?([^\W\d_]+)")
_TOLD = {
    language: regex(rf"[^.;:!?]*?\b{pattern}")
    for language, pattern in {
        "es": r"[ye] ((?!\w+(?:[aei]rl?[aeo]?s?|[ai]d[ao]s?)\b)[^\W\d_]+(?:[ae]n?)(?:l[aeo]s?)?)\b",
        "pt": r"e ((?!\w+(?:[aei]r|[ai]d[ao]s?)\b)[^\W\d_]+(?:[ae]m?)(?:-[ao]s?)?)\b",
        "it": r"ed? ((?!\w+(?:[aei]re|at[aeio]|ut[aeio]|it[aeio])\b)[^\W\d_]+[ai](?:no)?)\b",
        "fr": r"et ([^\W\d_]+ez)\b",
        "de": r"und ([^\W\d_]+en) Sie\b",
    }.items()
}
"""What tells one to do something behind an *and*: no infinitive, which a negation before it may still deny."""
