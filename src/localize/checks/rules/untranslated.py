"""untranslated: the target is not simply the source, nor a good part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from localize.checks.base import Check, Pair, Problem, Scope
from localize.checks.dimensions import ACCURACY
from localize.checks.reading.leftover import left_over
from localize.model import Severity
from localize.regex import regex
from localize.terms.entry import Treatment

_RUN = 4
"""Words copied in a row that make a passage untranslated."""
_LONG = regex(r"[^\W\d_]{4,}")
"""Words that have a capital in a title: “The New England Journal of Medicine”."""
_SHORT = 3
"""So many do where two of them are small words."""


def _run(pair: Pair, scope: Scope) -> Iterator[Problem]:
    source, target = pair.source, pair.target
    if scope.source.language == scope.target.language:
        return
    common = _apart(scope.source.common, scope.target.common)
    if pair.copied:
        kept = [(h.start, h.end) for h in pair.hits if h.entry.treatment is Treatment.KEEP]
        left = (
            word
            for word in source.tables.lexicon.each_word(source.prose.plain)
            if len(word.text) > 2
            and word.text.islower()
            and source.raw[source.place(word.start, word.end)[0]].islower()
            and not any(a <= source.place(word.start, word.end)[0] < b for a, b in kept)
        )
        some = len(list(islice(left, 3)))
        if some == 3 or (some and common.intersection(source.words)):
            yield Problem("the target is the source, word for word", (0, len(target.raw)))
        return
    found = [] if common.isdisjoint(target.words) else list(_copied(pair, common))
    if found and _BY_NUMBER.search(source.raw):
        found = [problem for problem in found if not _selects(problem, target.raw)]
    yield from found
    if not found and scope.target.known and scope.source.language == "en":
        for start, end in left_over(pair):
            shown = target.prose.text[start:end]
            yield Problem(f"“{shown}” is not translated", target.place(start, end))


def _selects(problem: Problem, raw: str) -> bool:
    """Is it the word for a form in a message that has several: “other {# doses}”?"""
    return problem.span is not None and _FORM.match(raw, problem.span[1]) is not None


_BY_NUMBER = regex(r"\{\s*\w+\s*,\s*(?:plural|select|selectordinal)\s*,")
"""What such a message of ICU begins with."""
_FORM = regex(r"\s*\{")


@lru_cache(maxsize=16)
def _apart(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """The small words of one language that the other has not."""
    return one - other


def _copied(pair: Pair, common: frozenset[str]) -> Iterator[Problem]:
    """A run of the source's words, a common one of its language among them."""
    padded = f" {' '.join(pair.source.words)} "
    words = pair.target.words
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and f" {' '.join(words[at : end + 1])} " in padded:
            end += 1
        run = words[at:end]
        own = sum(word in common for word in run) if len(run) >= _SHORT else 0
        if own >= _RUN - len(run) + 1:
            start, stop = pair.target.places[at].start, pair.target.places[end - 1].end
            text = pair.target.prose.text[start:stop]
            # “New England Journal of Medicine”, but not a sentence: “Do not induce vomiting”
            first = not _ENDED.search(pair.target.prose.text[:start])
            named = (own == 1 or len(run) < _RUN) and not (text if first else text[1:]).islower()
            named = named or (len(run) > _RUN and all(w.istitle() for w in _LONG.findall(text)))
            if not named and not re.search(r"[“«\"(]\s*$", pair.target.prose.text[:start]):
                yield Problem(f"“{text}” is not translated", pair.target.place(start, stop))
        at = max(end, at + 1)


_ENDED = regex(r"(?:^|[.!?:]\s)$")


CHECK = Check(
    name="untranslated",
    dimension=ACCURACY,
    severity=Severity.MAJOR,
    run=_run,
    of_copies=True,
    summary="The target is not the source, nor a good part of it.",
)
