"""Directives in comments: `<!-- localize: off|on|skip|note …|context … -->`, in MDX `{/* localize: … */}`."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from localize.regex import regex

_DIRECTIVE = regex(
    r"(?:<!--|\{/\*)\s*localize:\s*(?P<word>[\w-]+)\b[ \t]*(?P<rest>.*?)\s*(?:-->|\*/\})", re.DOTALL
)


class Word(StrEnum):
    """What a directive asks for."""

    OFF = "off"
    ON = "on"
    SKIP = "skip"
    NOTE = "note"
    CONTEXT = "context"
    RISK = "risk"


class Directive(NamedTuple):
    """One directive and where it begins in the text searched."""

    word: Word
    value: str
    start: int


def find(text: str) -> tuple[tuple[Directive, ...], tuple[tuple[int, str], ...]]:
    """Directives in a text, and (offset, complaint) for what looks like one and is none.

    >>> [(d.word.value, d.value) for d in find("<!-- localize: note the drug -->")[0]]
    [('note', 'the drug')]
    """
    if "localize:" not in text:
        return (), ()
    found: list[Directive] = []
    wrong: list[tuple[int, str]] = []
    for match in _DIRECTIVE.finditer(text):
        word, rest = match["word"], " ".join(match["rest"].split())
        if word not in set(Word):
            known = ", ".join(Word)
            wrong.append((match.start(), f"unknown directive {word!r}; known: {known}"))
        elif word in (Word.NOTE, Word.CONTEXT, Word.RISK) and not rest:
            wrong.append((match.start(), f"directive {word!r} needs a text after it"))
        else:
            found.append(Directive(Word(word), rest, match.start()))
    return tuple(found), tuple(wrong)
