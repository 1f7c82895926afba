"""Reviewed translations of other places and earlier versions, offered again.

The same source text is taken over; a near one is only ever a suggestion, and none at all where a
number, a unit, a negation, a comparison or a term differs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, Protocol

from localize.model import Draft, Segment
from localize.regex import regex
from localize.terms.difference import dangerous_difference

if TYPE_CHECKING:
    from localize.terms import TermBase

SAME_CONTEXT = "same context"
"""`Draft.rung` of a translation accepted for this source in this context."""
ELSEWHERE = "elsewhere"
"""`Draft.rung` of a translation accepted for this source in another context."""

_SENTENCE = 4
"""From how many words on a text is its own context: `Dose` is a noun here and a verb there."""
_WORD = regex(r"\w+")
_SUGGESTIONS = 3
_CANDIDATES = 500


class Pair(Protocol):
    """What the memory reads of an accepted translation."""

    @property
    def source(self) -> str:
        """The source text."""
        ...

    @property
    def target(self) -> str:
        """Its accepted translation."""
        ...

    @property
    def context(self) -> str | None:
        """The msgctxt, if any."""
        ...

    @property
    def article(self) -> str:
        """Where it was accepted."""
        ...


class Accepted(NamedTuple):
    """A translation that a person accepted."""

    source: str
    target: str
    context: str | None
    article: str
    """Where it was accepted: the article's path, or the file it was imported from."""
    locale: str
    approved: bool = False
    """Accepted by name in the ledger; only these are exported."""


class Suggestion(NamedTuple):
    """An accepted translation of a text that is nearly the segment's."""

    source: str
    target: str
    similarity: int
    """In percent, below 100."""
    difference: str
    """What is other in the segment than in `source`, for the translator's eyes."""
    article: str
    context: str | None = None


class Memory:
    """Accepted translations into one locale, indexed by their source texts."""

    def __init__(
        self,
        pairs: Iterable[Pair],
        *,
        terms: TermBase | None = None,
        source_locale: str = "en",
        near: int = 75,
    ) -> None:
        """Take in the pairs, the oldest first; later ones win. `near`: least similarity, in percent."""
        self._by_source: dict[str, list[Pair]] = {}
        for pair in pairs:
            if pair.source and pair.target:
                self._by_source.setdefault(pair.source, []).append(pair)
        self._terms = terms
        self._locale = source_locale
        self._near = near
        self._sources: list[str] = []
        self._by_word: dict[str, list[int]] = {}

    def __len__(self) -> int:
        return len(self._by_source)

    def exact(self, segment: Segment) -> Draft | None:
        """The accepted translation of just this text, or None.

        From the same context where there is one (`rung` is SAME_CONTEXT: the configuration may
        take it over as reviewed), else from elsewhere. Of several the most frequent, then the
        latest; the reasons name the others.
        """
        known = self._by_source.get(segment.text)
        if known is None:
            return None
        own = [pair for pair in known if pair.context == segment.context]
        sentence = len(_WORD.findall(segment.text)) >= _SENTENCE
        same = bool(own) and (segment.context is not None or sentence)
        chosen, others = _choose(own or known)
        where = f"accepted in {chosen.article}" if chosen.article else "accepted before"
        if not same and chosen.context and chosen.context != segment.context:
            where += f" as “{chosen.context}”"
        reasons = [where]
        if others:
            reasons.append(f"accepted elsewhere: {' | '.join(others)}")
        return Draft(
            text=chosen.target,
            engine="memory",
            band="high" if not others else "fair",
            reasons=tuple(reasons),
            rung=SAME_CONTEXT if same and not others else ELSEWHERE,
            score=1.0 if same and not others else 0.9,
        )

    def near(self, segment: Segment) -> tuple[Suggestion, ...]:
        """Accepted translations of nearly this text, the nearest first; at most three.

        Texts that differ dangerously are left out, and so is the very same text.
        """
        text = segment.text
        candidates = self._candidates(text)
        if not candidates:
            return ()
        from rapidfuzz import fuzz, process

        found = process.extract(
            text, candidates, scorer=fuzz.ratio, score_cutoff=self._near, limit=_CANDIDATES
        )
        return tuple(
            islice(self._safe(text, [(name, score) for name, score, _ in found]), _SUGGESTIONS)
        )

    def _safe(self, text: str, found: Sequence[tuple[str, float]]) -> Iterator[Suggestion]:
        targets: set[str] = set()
        for source, score in found:
            chosen, _ = _choose(self._by_source[source])
            if chosen.target in targets or dangerous_difference(
                source, text, self._terms, self._locale
            ):
                continue
            targets.add(chosen.target)
            yield Suggestion(
                source=source,
                target=chosen.target,
                similarity=min(99, int(score)),
                difference=difference(source, text),
                article=chosen.article,
                context=chosen.context,
            )

    def _candidates(self, text: str) -> list[str]:
        """Known texts that share one of the rarest words: a near one cannot differ in them all."""
        if not self._sources:
            self._sources = list(self._by_source)
            for number, source in enumerate(self._sources):
                for word in set(_words(source)):
                    self._by_word.setdefault(word, []).append(number)
        words = sorted(set(_words(text)), key=lambda word: len(self._by_word.get(word, ())))
        # As many words as may differ at the least similarity, and one more.
        rare = words[: len(words) * (100 - self._near) // 50 + 1]
        numbers: dict[int, None] = {}
        for word in rare:
            numbers.update(dict.fromkeys(self._by_word.get(word, ())))
        length = len(text)
        shortest, longest = length * self._near / 200, length * 200 / self._near
        return [
            source
            for source in (self._sources[number] for number in numbers)
            if source != text and shortest <= len(source) <= longest
        ]


def difference(old: str, new: str) -> str:
    """What is other in `new`, in words.

    >>> difference("Take it with cold water.", "Take it with water, please.")
    '“cold water.” became “water, please.”'
    """
    import difflib

    before, after = old.split(), new.split()
    changes = []
    for tag, a, b, c, d in difflib.SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        gone, come = " ".join(before[a:b]), " ".join(after[c:d])
        if tag == "replace":
            changes.append(f"“{gone}” became “{come}”")
        elif tag == "delete":
            changes.append(f"“{gone}” left out")
        elif tag == "insert":
            changes.append(f"“{come}” added")
    return "; ".join(changes) or "white space"


def _choose(pairs: Sequence[Pair]) -> tuple[Pair, tuple[str, ...]]:
    """The pair whose target is the most frequent, then the latest; and the other targets."""
    counts = Counter(pair.target for pair in pairs)
    latest = {pair.target: number for number, pair in enumerate(pairs)}
    target = max(counts, key=lambda text: (counts[text], latest[text]))
    return pairs[latest[target]], tuple(text for text in counts if text != target)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]
