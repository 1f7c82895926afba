"""abbreviation: one that the source explains is there in the target, with its explanation."""

from __future__ import annotations

from collections.abc import Iterator

from localize.checks.base import Check, Pair, Problem, Scope
from localize.checks.dimensions import TERMINOLOGY
from localize.model import Severity
from localize.regex import regex

_EXPLAINED = regex(r"[^\W\d_]{3,}[^()\n]*? \(([A-Z][A-Za-z]*[A-Z][A-Za-z0-9-]*)\)")
_ANY = regex(r"[(（][^()（）]*[^\W\d_a-zß-öø-ÿ]{2,}[^()（）]*[)）]|[^\W\d_a-zß-öø-ÿ]{2,}\w* \(")


def _run(pair: Pair, _scope: Scope) -> Iterator[Problem]:
    text = pair.source.prose.text
    if "(" not in text:
        return
    target = pair.target.prose.text
    for found in _EXPLAINED.finditer(text):
        short = found[1]
        if short in target or _ANY.search(target):
            continue  # as it is, or another one for it: OMS for WHO
        yield Problem(
            f"the source explains “{short}” here; the target has neither it nor another in its place",
            None,
            pair.source.place(*found.span(1)),
        )


CHECK = Check(
    name="abbreviation",
    dimension=TERMINOLOGY,
    severity=Severity.MINOR,
    run=_run,
    summary="An abbreviation that the source explains is explained in the target.",
)
