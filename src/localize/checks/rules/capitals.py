"""capitals: a sentence begins with one where the source's does, and nothing shouts."""

from __future__ import annotations

from collections.abc import Iterator

from localize.checks.base import Check, Pair, Problem, Scope
from localize.checks.dimensions import CONVENTIONS
from localize.model import Severity

_SHOUT = 12
"""Letters that must be capitals before a text shouts; shorter ones are abbreviations."""


def _run(pair: Pair, _scope: Scope) -> Iterator[Problem]:
    source, target = pair.source.prose.text, pair.target.prose.text
    if "A" <= target[:1] <= "Z" and not target.isupper():
        return  # as nearly always
    mine = next(((i, c) for i, c in enumerate(source) if c.isalnum()), None)
    other = next(((i, c) for i, c in enumerate(target) if c.isalnum()), None)
    if not mine or not other:
        return
    first = pair.source.words[0] if pair.source.words else ""
    word = pair.target.words[0] if pair.target.words else ""
    if (
        mine[1].isupper()
        and other[1].islower()
        and first != word
        and len(pair.target.words) > 2
        and not any(c.isupper() for c in target[other[0] : other[0] + len(word)])  # mTOR, pH
    ):
        yield Problem(
            "the source begins with a capital letter, the target does not",
            pair.target.place(other[0], other[0] + 1),
        )
    if (
        target.isupper()
        and any(c.islower() for c in source)
        and sum(map(str.isalpha, target)) >= _SHOUT
    ):
        yield Problem("the target is all capitals", (0, len(pair.target.raw)))


CHECK = Check(
    name="capitals",
    dimension=CONVENTIONS,
    severity=Severity.MINOR,
    run=_run,
    summary="Capitals stand where the source has them.",
)
