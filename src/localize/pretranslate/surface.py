"""The surface of a sentence: what is done to it before an engine reads it, and to what the engine wrote.

Works on a flow's text: atoms are single characters and stay where they are.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from localize.pretranslate.flow import atom_index
from localize.regex import regex

_WORD = regex(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_CLOSERS = "\"'”’»)]"
_FINAL = ".!?:;,…"


class Prepared(NamedTuple):
    """A sentence as an engine does best with it."""

    text: str
    shouted: bool = False
    """It was in capitals throughout, and the target has to be."""


def prepare(text: str) -> Prepared:
    """Capitals and Title Case as in a sentence: models hardly saw others.

    >>> prepare("KETAMINE IS NOT A CURE.")
    Prepared(text='Ketamine is not a cure.', shouted=True)
    >>> prepare("The Science Behind Ketamine Therapy").text
    'The science behind ketamine therapy'
    """
    words = _WORD.findall(text)
    long = [word for word in words if len(word) > 3]
    if (
        len(words) >= 2
        and long
        and all(word.isupper() for word in words)
        and len(long) * 3 >= len(words)
    ):
        return Prepared(_capitalised(text.lower()), shouted=True)
    titled = [word for word in long if word[0].isupper() and word[1:].islower()]
    final = text.rstrip(_CLOSERS)[-1:]
    if (
        len(words) >= 3
        and len(titled) >= 2
        and len(titled) * 4 >= len(long) * 3
        and final not in ".;,"
    ):
        return Prepared(_WORD.sub(_lowered_title(text), text))
    return Prepared(text)


def _lowered_title(text: str):  # type: ignore[no-untyped-def]  # noqa: ANN202
    first = _WORD.search(text)
    start = first.start() if first else 0

    def lower(match: re.Match[str]) -> str:
        word = match[0]
        if match.start() == start or len(word) == 1 or not word[1:].islower():
            return word.lower() if word == "A" and match.start() != start else word
        before = text[: match.start()].rstrip()
        return word if before.endswith((":", ".", "?", "!")) else word.lower()

    return lower


def _capitalised(text: str) -> str:
    for at, char in enumerate(text):
        if char.isalpha():
            return text[:at] + char.upper() + text[at + 1 :]
    return text


def finish(source: str, target: str, prepared: Prepared, language: str) -> str:
    """Give what an engine wrote the surface of its source.

    Its capitals, final sign and spaces, and the target language's opening signs.

    >>> finish("do not stop!", "No pare.", Prepared(""), "es")
    '¡no pare!'
    """
    text = _without_stutter(source, " ".join(target.split(" ")).strip())
    text = _with_final(source, text)
    text = _first_letter(source, text)
    if prepared.shouted:
        text = text.upper()
    if language == "es":
        text = _spanish_openers(text)
    return text


def _with_final(source: str, target: str) -> str:
    """The final sign of the source: models like to end on a full stop."""
    bare = source.rstrip().rstrip(_CLOSERS)
    wanted = bare[-1:] if bare[-1:] in _FINAL else ""
    body = target.rstrip()
    tail = ""
    while body and body[-1] in _CLOSERS:
        tail = body[-1] + tail
        body = body[:-1]
    if wanted and body.endswith(wanted):
        return target
    if bare.endswith("...") and body.endswith(("…", "...")):
        return target
    stripped = body.rstrip(".!?:;,") if body[-1:] in ".!?:;," else body
    if not wanted and body[-1:] in tuple("!?") and body[-1] in source:
        stripped = body
    if not stripped or (not wanted and atom_index(stripped[-1]) is None and body == stripped):
        return target
    return stripped + wanted + tail


def _first_letter(source: str, target: str) -> str:
    """Begin with a capital where the source does, and with none where it does not."""
    wanted = _WORD.search(source)
    found = _WORD.search(target)
    if not wanted or not found:
        return target
    # What stands before the first word: if an atom does, the word is not the sentence's first.
    if any(atom_index(c) is not None for c in source[: wanted.start()]) != any(
        atom_index(c) is not None for c in target[: found.start()]
    ):
        return target
    word = found[0]
    at = found.start()
    if wanted[0][0].isupper() and word[0].islower():
        return target[:at] + word[0].upper() + target[at + 1 :]
    if wanted[0][0].islower() and word[0].isupper() and not any(map(str.isupper, word[1:])):
        return target[:at] + word[0].lower() + target[at + 1 :]
    return target


_STUTTER = regex(r"\b((?:[^\W\d_]+ ){0,3}[^\W\d_]+)(?: \1\b)+", re.IGNORECASE)


def _without_stutter(source: str, target: str) -> str:
    """`de la de la` is said once, unless the source repeats itself too."""
    if _STUTTER.search(source):
        return target
    return _STUTTER.sub(lambda match: match[1], target)


def _spanish_openers(text: str) -> str:
    """`¿` and `¡` where only the closing sign was written; none that is never closed."""
    for opener, closer in (("¿", "?"), ("¡", "!")):
        if closer in text and opener not in text:
            at = 0
            while at < len(text) and not text[at].isalnum() and atom_index(text[at]) is None:
                at += 1
            # After the last sentence end before the sign, if there is one.
            before = re.search(
                rf"^.*[.!?…:]\s+(?=[^{re.escape(closer)}]*{re.escape(closer)})", text
            )
            start = before.end() if before and before.end() > at else at
            text = text[:start] + opener + text[start:]
        elif opener in text and closer not in text:
            text = text.replace(opener, "")
    return text
