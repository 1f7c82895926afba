"""repetition: no phrase over and over again, as a machine that has lost its way writes, or twice by mistake."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import eq

from localize.checks.base import Check, Pair, Problem, Scope
from localize.checks.dimensions import ACCURACY
from localize.checks.reading.prose import OBJECT
from localize.model import Severity

_TIMES, _TWICE = 3, 2
_LONG = 3
"""Words of a phrase that is not said twice in a row either."""


def _run(pair: Pair, _scope: Scope) -> Iterator[Problem]:
    words = pair.target.words
    if len(words) < _TIMES or len(set(words)) * 10 > len(words) * 9:
        return  # hardly any word comes twice
    if words == pair.source.words:
        return  # a copy has no loop that its source has not
    found = _loop(words)
    if found and not _loop(pair.source.words):
        places = pair.target.places
        first, last = places[found[0]], places[found[1] - 1]
        said = pair.target.prose.plain[first.start : last.end]
        if OBJECT in said or any(map(str.isdigit, said)):
            return  # “entre as 11 semanas e as 13 semanas e 6 dias”, “{time} {dose} {drug}”
        yield Problem("the same words again and again", pair.target.place(first.start, last.end))


def _loop(texts: Sequence[str]) -> tuple[int, int] | None:
    """The first run of a word said three times or more in a row, or of some words said twice."""
    last: dict[str, int] = {}
    sizes: set[int] = set()
    for at, text in enumerate(texts):
        if text in last:
            sizes.add(at - last[text])  # of a phrase and its like some word comes just once in each
        last[text] = at
    for size in sorted(sizes):
        times = _TWICE if size >= _LONG else _TIMES
        least = size * (times - 1)
        if size + least > len(texts) or sum(map(eq, texts, texts[size:])) < least:
            continue  # as nearly always
        same = 0
        for at in range(size, len(texts)):
            same = same + 1 if texts[at] == texts[at - size] else 0
            if same >= least:
                return at + 1 - size * times, at + 1
    return None


CHECK = Check(
    name="repetition",
    dimension=ACCURACY,
    severity=Severity.MAJOR,
    run=_run,
    summary="No phrase stands over and over again.",
)
