"""punctuation: it ends as the source ends, and opens what it closes."""

from __future__ import annotations

from collections.abc import Iterator

from localize.checks.base import Check, Pair, Problem, Scope, Span
from localize.checks.dimensions import CONVENTIONS
from localize.model import Severity

_CLOSERS = " )\"'”»’“›\u00a0\u202f\ufffc"
_ENDS = {"?": "?？؟;\u037e", "!": "!！", ":": ":：", ".": ".。।۔…", "…": "….", ";": ";；"}
_PAIRS = (("(", ")"), ("[", "]"))
_TALK = 3
"""Words a text must have before a missing full stop matters: cells and labels have none."""


def _run(pair: Pair, scope: Scope) -> Iterator[Problem]:
    source, target = (
        pair.source.prose.text.rstrip(_CLOSERS),
        pair.target.prose.text.rstrip(_CLOSERS),
    )
    if not source or not target:
        return
    end, other = source[-1], target[-1]
    end = "…" if source.endswith("...") else end
    if end in _ENDS:
        fits = other in _ENDS[end] or (end == "." and target.endswith("..."))
        if (
            not fits
            and (end != "." or len(pair.source.words) >= _TALK)
            and not _swapped(end, other)
        ):
            yield Problem(f"the source ends with “{end}”, the target does not", _last(pair, target))
    elif other in ".?!:;" and end.isalnum() and not _short(target, scope):
        yield Problem(f"the target ends with “{other}”, the source does not", _last(pair, target))
    yield from _unbalanced(pair)
    if scope.target.typography.get("opening_marks"):
        yield from _unopened(pair)


def _last(pair: Pair, text: str) -> Span:
    """Where the last character of the target stands, what closes it aside."""
    return pair.target.place(len(text) - 1, len(text))


def _swapped(end: str, other: str) -> bool:
    """A full stop for an exclamation mark and the other way round is a matter of style."""
    return {end, other} <= {".", "!", "…"} or {end, other} == {";", "."}


def _short(text: str, scope: Scope) -> bool:
    return any(text.endswith(short) for short in scope.target.abbreviations)


def _unbalanced(pair: Pair) -> Iterator[Problem]:
    source, target = pair.source.prose.text, pair.target.prose.text
    for first, last in _PAIRS:
        if target.count(first) != target.count(last) and source.count(first) == source.count(last):
            at = max(target.rfind(first), target.rfind(last))
            yield Problem(f"“{first}” and “{last}” do not match", pair.target.place(at, at + 1))


def _unopened(pair: Pair) -> Iterator[Problem]:
    text = pair.target.prose.text
    for first, last in (("¿", "?"), ("¡", "!")):
        if text.count(last) > text.count(first) and not text.count(last + last):
            at = text.rfind(last)
            yield Problem(f"“{last}” is not opened by “{first}”", pair.target.place(at, at + 1))


CHECK = Check(
    name="punctuation",
    dimension=CONVENTIONS,
    severity=Severity.MINOR,
    run=_run,
    summary="It ends as the source ends, and what is opened is closed.",
)
