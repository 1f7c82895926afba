"""invisible: no hidden control characters, and no letters that only look like those of the locale."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator

from localize.checks.base import Check, Pair, Problem, Scope
from localize.checks.dimensions import MARKUP
from localize.checks.reading.prose import INVISIBLE
from localize.model import Severity
from localize.regex import regex

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_JOINERS = frozenset("\u200c\u200d\ufe0e\ufe0f")
_CONTROL = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")
_RIGHT_TO_LEFT = ("ar", "fa", "he", "ur", "ps", "ckb", "yi", "dv")
_MIXED = regex(r"[^\W\d_]+")
_OTHER = regex("[\u0370-\u03ff\u0400-\u04ff]")
_ODD = regex("[" + "".join(p.pattern.strip("[]") for p in (INVISIBLE, _CONTROL, _OTHER)) + "]")
"""A character that any of these finds: most texts have none."""


def _run(pair: Pair, scope: Scope) -> Iterator[Problem]:
    raw = pair.target.raw
    if not _ODD.search(raw):
        return
    known = Counter(INVISIBLE.findall(pair.source.raw))
    for found in INVISIBLE.finditer(raw):
        character = found.group()
        if character in _JOINERS:
            continue  # they shape Indic and Arabic letters and emoji
        if character in _BIDI and scope.target.language in _RIGHT_TO_LEFT:
            continue
        if known[character]:
            known[character] -= 1
            continue
        severity = Severity.MINOR if character in "\u00ad\u2060" else None
        yield Problem(f"an invisible character, {_name(character)}", found.span(), None, severity)
    for found in _CONTROL.finditer(raw):
        if found.group() not in pair.source.raw:
            yield Problem(
                f"a character that shows as nothing, {_name(found.group())}", found.span()
            )
    if scope.target.script == "LATIN" and _OTHER.search(raw):
        yield from _lookalikes(pair)


def _lookalikes(pair: Pair) -> Iterator[Problem]:
    text = pair.target.prose.text
    for found in _MIXED.finditer(text):
        word = found.group()
        if word.isascii() or word in pair.source.raw:
            continue
        scripts = {unicodedata.name(letter, "?").split()[0] for letter in word}
        odd = scripts & {"CYRILLIC", "GREEK"}
        if "LATIN" in scripts and odd:
            at = next(i for i, c in enumerate(word) if unicodedata.name(c, "?").split()[0] in odd)
            if word[at] in "µμΩ" or (scripts & {"GREEK"} and (at == 0 or at == len(word) - 1)):
                continue  # βbloqueante, TGFβ
            start = found.start() + at
            yield Problem(f"{_name(word[at])} in a Latin word", pair.target.place(start, start + 1))


def _name(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, 'without a name')}"


CHECK = Check(
    name="invisible",
    dimension=MARKUP,
    severity=Severity.MAJOR,
    run=_run,
    summary="No hidden control characters, no look-alike letters.",
)
