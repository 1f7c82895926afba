"""What an engine is: sentences in, hypotheses out, nothing known of Markdown, glossaries or files.

The contract, which one test suite checks on every engine:

- one output a request, in order; the same request gives the same text (scores may differ in the last digits:
  what else is in a batch decides on rounding);
- an empty or blank text comes back as it is, without a model being loaded;
- every output has at least one hypothesis, the best first, at most `n_best`;
- a hypothesis begins with the request's `prefix` where the engine takes prefixes;
- one opinion a pair that is scored, in order, with a score that is not above 0.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

Progress = Callable[[int, int], None]
"""(done, total), in pieces of text the engine counts by; total may grow."""


class Request(NamedTuple):
    """A sentence to translate, as plain text."""

    text: str
    prefix: str = ""
    """Target text that the hypotheses have to begin with."""
    suppress: tuple[str, ...] = ()
    """Target words that must not be produced."""
    aligned: bool = False
    """Ask for the words of the best hypothesis, and what the model looked at for them."""


class Word(NamedTuple):
    """A word of a hypothesis, `text[start:end]`, and the source words the model looked at for it."""

    start: int
    end: int
    sources: tuple[tuple[int, float], ...] = ()
    """(index of a word of the request's text, share of the attention), largest share first."""


class Hypothesis(NamedTuple):
    """One translation the engine offers."""

    text: str
    score: float = 0.0
    """Mean natural logarithm of the probability of its pieces; 0 is certain."""
    words: tuple[Word, ...] = ()
    """Only where the request asks for them and the engine knows."""
    odd: tuple[str, ...] = ()
    """Words put together from other pieces than the model reads them in: often words that do not exist."""


class Output(NamedTuple):
    """What an engine says to one request, best first."""

    hypotheses: tuple[Hypothesis, ...]

    @property
    def best(self) -> Hypothesis:
        """The first hypothesis."""
        return self.hypotheses[0]


class Opinion(NamedTuple):
    """How probable a given translation is to an engine."""

    score: float
    """Mean natural logarithm of the probability of its pieces; 0 is certain."""
    doubted: tuple[str, ...] = ()
    """Its least probable words, the worst first; signs and numbers are none."""


class Verdict(NamedTuple):
    """What probing an engine showed: which placeholders it copies, whether its attention is any use."""

    styles: tuple[str, ...]
    """Placeholder styles with `{}` for the number, the most faithfully copied first."""
    attention: bool
    """Did the words the attention points at turn out to be the right ones?"""
    spelling: bool = True
    """Does it write most sentences without an odd word, so that one means something?"""


class Engine(Protocol):
    """A translator of sentences from one locale into another."""

    @property
    def name(self) -> str:
        """`argos`, `pseudo`, …: what `--engine` takes."""

    @property
    def model(self) -> str:
        """Name and version of what translates, `en_es 0.1`; empty where there is none."""

    @property
    def fingerprint(self) -> str:
        """Changes whenever the same request could get another output."""

    @property
    def by_piece(self) -> bool:
        """Whether it takes running text as it stands, without sentences, placeholders and ladder."""

    def verdict(self) -> Verdict:
        """What probing it showed."""

    def translate(
        self, requests: Sequence[Request], *, n_best: int = 1, progress: Progress | None = None
    ) -> list[Output]:
        """Translate all the requests. Raises ModelError where the model cannot."""

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[Opinion]:
        """What it thinks of (source, target) pairs. Raises ModelError where the model cannot."""
