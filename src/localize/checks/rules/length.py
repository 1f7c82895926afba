"""length: the target is neither a fraction nor a multiple of the source."""

from __future__ import annotations

from collections.abc import Iterator

from localize.checks.base import Check, Pair, Problem, Scope
from localize.checks.dimensions import ACCURACY
from localize.model import Severity

_SHORTEST = 40
"""Characters below which a ratio says nothing."""
_LEAST, _MOST = 0.45, 2.5


def _run(pair: Pair, scope: Scope) -> Iterator[Problem]:
    if scope.target.script != "LATIN":
        return  # a Chinese text has a third of the characters
    source, target = len(pair.source.prose.text), len(pair.target.prose.text)
    if source < _SHORTEST and target < _SHORTEST * 2:
        return
    ratio = target / max(source, 1)
    if ratio < _LEAST:
        yield Problem(
            f"the target has {target} characters, the source {source}: is something missing?"
        )
    elif ratio > _MOST:
        yield Problem(
            f"the target has {target} characters, the source {source}: is something added?"
        )


CHECK = Check(
    name="length",
    dimension=ACCURACY,
    severity=Severity.MAJOR,
    run=_run,
    summary="The target is neither a fraction nor a multiple of the source.",
)
