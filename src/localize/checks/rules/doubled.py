"""doubled-word: no word twice in a row, but for those that may be."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from operator import eq

from localize.checks.base import Check, Pair, Problem, Scope
from localize.checks.dimensions import CONVENTIONS
from localize.model import Severity


def _run(pair: Pair, scope: Scope) -> Iterator[Problem]:
    words = pair.target.words
    if not any(map(eq, words, words[1:])) or any(map(eq, pair.source.words, pair.source.words[1:])):
        return
    plain = pair.target.prose.plain
    for first, second in pairwise(pair.target.places):
        if (
            first.text == second.text
            and first.text.isalpha()
            and plain[first.end : second.start] == " "
            and first.text not in scope.target.doubles
            and not (len(first.text) == 1 and plain[first.start].isupper())
        ):
            yield Problem(f"“{first.text}” twice", pair.target.place(first.start, second.end))


CHECK = Check(
    name="doubled-word",
    dimension=CONVENTIONS,
    severity=Severity.MINOR,
    run=_run,
    summary="No word stands twice in a row.",
)
