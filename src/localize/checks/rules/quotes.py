"""quotes: quotation marks are those of the locale, and come in pairs."""

from __future__ import annotations

from collections.abc import Iterator

from localize.checks.base import Check, Pair, Problem, Scope
from localize.checks.dimensions import LOCALE
from localize.model import Severity

_OPENING = "“„«»"


def _run(pair: Pair, scope: Scope) -> Iterator[Problem]:
    text = pair.target.prose.text
    accepted = scope.target.typography.get("open_quote")
    if not accepted or not ("“" in text or "„" in text or "«" in text or "»" in text):
        return
    closing = scope.target.typography.get("close_quote", ())
    opened = None
    for at, character in enumerate(text):
        if character not in _OPENING or (opened is not None and character in closing):
            if opened is not None and (character in closing or character == "”"):
                opened = None
            continue
        if at + 1 < len(text) and (at == 0 or not text[at - 1].isalnum()):
            opened = at
            if character not in accepted:
                yield Problem(
                    f"“{character}” does not open a quotation in {scope.locale}: use {' or '.join(accepted)}",
                    pair.target.place(at, at + 1),
                )
                return


CHECK = Check(
    name="quotes",
    dimension=LOCALE,
    severity=Severity.MINOR,
    run=_run,
    summary="Quotation marks are those of the locale.",
    needs_tables=True,
)
