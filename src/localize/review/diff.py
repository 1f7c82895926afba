"""What changed between two versions of a text, word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Literal

from localize.regex import regex

Step = tuple[Literal["same", "gone", "new"], str]

# A word with its inner points and commas (`1.5`, `e.g`), a run of spaces, or a single other
# character: scripts without spaces are compared character by character.
_WORDS = regex(
    r"[^\W\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]+"
    r"(?:[.,'’-][^\W\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]+)*"
    r"|\s+|.",
    re.DOTALL,
)
_LONG = 4_000
"""Words from which the comparison, quadratic at worst, is not made."""


def words(text: str) -> list[str]:
    """A text cut into words, spaces and signs; joined they are the text again.

    >>> words("Take 1.5 mg, not 15.")
    ['Take', ' ', '1.5', ' ', 'mg', ',', ' ', 'not', ' ', '15', '.']
    """
    return _WORDS.findall(text)


def word_diff(old: str, new: str) -> tuple[Step, ...]:
    """The steps from `old` to `new`.

    The texts of `same` and `gone` joined are the old text, of `same` and `new` the new one.

    >>> word_diff("Give 5 mg daily.", "Give 50 mg daily.")
    (('same', 'Give '), ('gone', '5'), ('new', '50'), ('same', ' mg daily.'))
    """
    before, after = words(old), words(new)
    if len(before) + len(after) > _LONG:
        whole: list[Step] = []
        _add(whole, "gone", old)
        _add(whole, "new", new)
        return tuple(whole)
    steps: list[Step] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, low, high, start, end in matcher.get_opcodes():
        gone, new_text = "".join(before[low:high]), "".join(after[start:end])
        if tag == "equal":
            _add(steps, "same", gone)
            continue
        _add(steps, "gone", gone)
        _add(steps, "new", new_text)
    return tuple(_join_over_spaces(steps))


def _add(steps: list[Step], kind: Literal["same", "gone", "new"], text: str) -> None:
    if text:
        steps.append((kind, text))


def _join_over_spaces(steps: list[Step]) -> list[Step]:
    """Changes with nothing but space between them become one: easier to read."""
    joined: list[Step] = []
    gone = new = ""
    for number, (kind, text) in enumerate(steps):
        if kind == "gone":
            gone += text
        elif kind == "new":
            new += text
        elif text.isspace() and (gone or new) and number + 1 < len(steps):
            gone += text
            new += text
        else:
            _add(joined, "gone", gone)
            _add(joined, "new", new)
            gone = new = ""
            joined.append(("same", text))
    _add(joined, "gone", gone)
    _add(joined, "new", new)
    return joined
