"""keep-term: what the glossary keeps is in the target exactly as in the source."""

from __future__ import annotations

from collections.abc import Iterator

from localize.checks.base import TERMINOLOGY, Check, Pair, Problem, Scope
from localize.model import Severity
from localize.terms.entry import Treatment


def _run(pair: Pair, scope: Scope) -> Iterator[Problem]:
    seen: set[str] = set()
    for hit in pair.hits:
        if hit.entry.treatment is not Treatment.KEEP or hit.entry.term in seen:
            continue
        seen.add(hit.entry.term)
        if (
            scope.terms is None
            or scope.terms.satisfied(hit, pair.unit.target, scope.locale) is not None
        ):
            continue
        shown = pair.unit.segment.text[hit.start : hit.end]
        yield Problem(f"“{shown}” must stay as it is", None, (hit.start, hit.end))


CHECK = Check(
    name="keep-term",
    dimension=TERMINOLOGY,
    severity=Severity.CRITICAL,
    run=_run,
    summary="What the glossary keeps is in the target exactly as in the source.",
)
