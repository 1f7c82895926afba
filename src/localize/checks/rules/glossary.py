"""glossary: terms are translated as the glossary says, and forms to avoid are avoided."""

from __future__ import annotations

from collections.abc import Iterator

from localize.checks.base import Check, Pair, Problem, Scope, form_note
from localize.checks.dimensions import TERMINOLOGY
from localize.model import Severity
from localize.terms.entry import Treatment


def _run(pair: Pair, scope: Scope) -> Iterator[Problem]:
    if scope.terms is None:
        return
    seen: set[str] = set()
    for hit in pair.hits:
        entry = hit.entry
        if entry.treatment is not Treatment.TRANSLATE or entry.term in seen:
            continue
        seen.add(entry.term)
        if not entry.forms(scope.locale):
            continue
        if scope.terms.satisfied(hit, pair.unit.target, scope.locale) is not None:
            continue
        shown = pair.unit.segment.text[hit.start : hit.end]
        yield Problem(
            f"“{shown}” is {form_note(entry, scope.locale)} in the glossary",
            None,
            (hit.start, hit.end),
        )
    marked = [(p.start, p.end) for p in pair.target.pieces if not p.is_text]
    for hit in scope.terms.avoided(pair.unit.target, scope.locale):
        if any(start < hit.end and hit.start < end for start, end in marked):
            continue  # in an address or in code
        shown = pair.unit.target[hit.start : hit.end]
        note = f": {hit.entry.note}" if hit.entry.note else ""
        yield Problem(f"“{shown}” is to be avoided{note}", (hit.start, hit.end))


CHECK = Check(
    name="glossary",
    dimension=TERMINOLOGY,
    severity=Severity.MAJOR,
    run=_run,
    summary="Terms are translated as the glossary says.",
)
