"""The sentences of two texts, and which of them translate one another.

What a paragraph says is asked about sentence by sentence, so that a negation of one does not make up for that of
another. Sentences are aligned by their lengths, as Gale and Church do (1993, “A program for aligning sentences in bilingual
corpora”), and by what both texts have once.
"""

from __future__ import annotations

from collections import Counter
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from localize.checks.reading.anchors import anchors, starts
from localize.checks.reading.reading import Reading
from localize.regex import regex

if TYPE_CHECKING:
    from localize.checks.base import Pair

Span = tuple[int, int]
_END = regex(
    r"[.!?…;\n](?:(?<=[.!?…])[)\"'”»’\]]*\s+(?=[^\sa-zß-öø-ÿ\d])|(?<=;)\s+"
    # “Take it; otherwise skip it” is one
    r"(?!(?:otherwise|if not|de lo contrario|en caso contrario|si no,|sinon|dans le cas contraire|andernfalls|ansonsten|sonst|caso contrário|senão|altrimenti|in caso contrario|se no,)\b"
    r",?\s(?:[^\W\d_]+\s)?(?:skip|leave|omit|take|miss|s[aá]lt|t[oó]m|pren|saut|nehm|lass|überspr|om[ei]tt|pule))"
    r"|(?<=\n)\s*)"
)
_INITIAL = regex(r"(?:^|[^\d\s°]\s)[A-Z]\.$|\d\.$")
"""What is no end of a sentence: “J. Smith”, “am 3. Mai”."""
_TWO = 2
_BEADS = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1))
"""How many sentences are made how many."""
_JOINED, _LOOSELY = 3.0, 1.0
"""What it costs to make one of two sentences, or of what a semicolon parts: minus the logarithm of how often it happens."""
_CROSSED = 4.0
"""What it costs to change the order of two."""
_VARIANCE = 6.8
"""Of the length of a translation, by the character of its source."""
_SHARED = 1.5
"""What a thing that both texts have once is worth, where it stands in sentences that are to be aligned."""
_DENIED = 2.0
"""What it costs to make a sentence that denies one that does not, where one text has more sentences than the other."""
_DENYING = ("strong", "chained")
_SURE = 0.8
"""The share of such things that must do so: else the text was told anew."""


def sentences(reading: Reading) -> list[Span]:
    """The sentences of a text, and what semicolons part; what cannot be told from an abbreviation ends none."""
    if reading.sentences is None:
        reading.sentences = _sentences(reading)
    return reading.sentences


def _sentences(reading: Reading) -> list[Span]:
    plain = reading.prose.plain
    if not _END.search(plain):  # as in most texts
        return [(0, len(plain))] if plain.strip() else []
    cuts = [0]
    for found in _END.finditer(plain):
        before, at = plain[cuts[-1] : found.start() + 1], found.end()
        if not (
            before.endswith(reading.tables.abbreviations)
            or _INITIAL.search(before)
            or any(q.start < at < q.end for q in reading.quantities)
        ):
            cuts.append(at)
    cuts.append(len(plain))
    return [(a, b) for a, b in pairwise(cuts) if plain[a:b].strip()]


def aligned(pair: Pair) -> list[tuple[Span, Span]]:
    """Which stretch of the source each stretch of the target translates; nothing where it cannot be told, or there is but one."""
    ours = sentences(pair.source)
    theirs = sentences(pair.target) if len(ours) >= _TWO else []
    if len(theirs) < _TWO:
        return []  # as nearly always
    places = starts(pair, anchors(pair.source), anchors(pair.target))
    shared = Counter((_index(ours, a), _index(theirs, b)) for a, b in places)
    denied = (
        (_denied(pair.source, ours), _denied(pair.target, theirs))
        if len(ours) != len(theirs)
        else None
    )
    found = _cheapest(
        ours, theirs, shared, _joints(pair.source, ours), _joints(pair.target, theirs), denied
    )
    inside = sum(
        any(here[0] <= a < here[1] and there[0] <= b < there[1] for here, there in found)
        for a, b in places
    )
    return found if len(found) >= _TWO and inside >= _SURE * len(places) else []


def _index(spans: list[Span], at: int) -> int:
    return next(index for index, (_, end) in enumerate(spans) if at < end)


def _denied(reading: Reading, spans: list[Span]) -> list[bool]:
    """Which sentences deny something."""
    marks = [m for m in reading.marks.get("negation", ()) if m.value in _DENYING]
    return [any(a <= m.start < b for m in marks) for a, b in spans]


def _joints(reading: Reading, spans: list[Span]) -> list[float]:
    """What it costs to join each sentence with the one before it, summed up from the first on."""
    plain = reading.prose.plain
    costs = [_LOOSELY if plain[:a].rstrip().endswith(";") else _JOINED for a, _ in spans[1:]]
    return [0.0, *accumulate(costs, initial=0.0)]


def _cheapest(
    ours: list[Span],
    theirs: list[Span],
    shared: Counter[tuple[int, int]],
    joints: list[float],
    others: list[float],
    denied: tuple[list[bool], list[bool]] | None,
) -> list[tuple[Span, Span]]:
    """The cheapest way to make one text of the other: which stretch becomes which; nothing where there is none."""
    ratio = (theirs[-1][1] - theirs[0][0]) / (ours[-1][1] - ours[0][0])

    def price(i: int, k: int, j: int, n: int) -> float:
        """Of making sentences `i` to `k` of the source `j` to `n` of the target."""
        wanted = (ours[k - 1][1] - ours[i][0]) * ratio
        missed = theirs[n - 1][1] - theirs[j][0] - wanted
        known = sum(shared[a, b] for a in range(i, k) for b in range(j, n)) if shared else 0
        joined = joints[k] - joints[i + 1] + others[n] - others[j + 1]
        if denied and any(denied[0][i:k]) != any(denied[1][j:n]):
            joined += _DENIED
        return missed**2 / (2 * _VARIANCE * wanted) - _SHARED * known + joined

    best: dict[tuple[int, int], tuple[float, tuple[int, int], bool]] = {
        (0, 0): (0.0, (0, 0), False)
    }
    for k in range(1, len(ours) + 1):
        for n in range(1, len(theirs) + 1):
            ways = []
            for a, b in _BEADS:
                i, j = k - a, n - b
                if (i, j) not in best:
                    continue
                so_far = best[i, j][0]
                ways.append((so_far + price(i, k, j, n), (i, j), False))
                if a == b == _TWO:
                    crossed = price(i, k - 1, n - 1, n) + price(k - 1, k, j, n - 1)
                    ways.append((so_far + crossed + _CROSSED, (i, j), True))
            if ways:
                best[k, n] = min(ways)
    found: list[tuple[Span, Span]] = []
    k, n = len(ours), len(theirs)
    while (k, n) in best and (k, n) != (0, 0):
        _, (i, j), crossed = best[k, n]
        if crossed:
            found += (ours[k - 1], theirs[j]), (ours[i], theirs[n - 1])
        else:
            found.append(((ours[i][0], ours[k - 1][1]), (theirs[j][0], theirs[n - 1][1])))
        k, n = i, j
    return found[::-1]
