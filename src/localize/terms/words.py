"""Text -> the words a glossary is matched by, and the stretches that are left out.

A token is a word, a run of Katakana, one character of a script that writes no spaces, or one
other sign. White space and hyphens inside a word are no tokens: `beta-blocker`, `beta blocker`
and a line break between them read the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

from localize.model import Piece
from localize.regex import regex

# Combining signs belong to the letter before them; `\w` knows only letters and digits.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0900-\u0903"
    "\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09cd\u0a01-\u0a03\u0a3c-\u0a4d"
    "\u0a81-\u0a83\u0abc-\u0acd\u0b01-\u0b03\u0b3c-\u0b4d\u0b82\u0bbe-\u0bcd\u0c00-\u0c04"
    "\u0c3e-\u0c4d\u0c81-\u0c83\u0cbc-\u0ccd\u0d00-\u0d03\u0d3b-\u0d4d\u0d82\u0d83\u0dca-\u0ddf"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
_UNSPACED_MARKS = (
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1056-\u1060"
    "\u17b4-\u17d3\u3099\u309a\ufe00-\ufe0f"
)
_KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_UNSPACED = (
    "\u0e01-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u309f"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_HANGUL = "\u1100-\u11ff\uac00-\ud7ff"
_HYPHENS = "\\-\u2010\u2011\u2013"
# Soft hyphens, joiners and the like are part of no word and separate none.
_INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufeff"

_ASCII = regex(
    r"[A-Za-z0-9]+(?:_+[A-Za-z0-9]+)*|[^\sA-Za-z0-9-]|(?<![A-Za-z0-9])-|-(?![A-Za-z0-9])"
)


@cache  # compiled at the first text that needs it: that takes longer than reading a glossary
def _pattern(*, hangul: bool) -> re.Pattern[str]:
    single = _UNSPACED + (_HANGUL if hangul else "")
    letters = rf"[^\W_{_KATAKANA}{single}]+"
    return re.compile(
        rf"{letters}(?:[{_MARKS}_{_INVISIBLE}]+{letters})*[{_MARKS}]*"
        rf"|[{_KATAKANA}]+"
        rf"|[{single}][{_UNSPACED_MARKS}]*"
        rf"|[^\s\w{_HYPHENS}{_INVISIBLE}]|_"
        rf"|(?<!\w)[{_HYPHENS}]|[{_HYPHENS}](?!\w)"
    )


_INVISIBLE_SIGN = regex(f"[{_INVISIBLE}]")
_UNSPACED_SIGN = regex(f"[{_UNSPACED}]")
HYPHENS = frozenset("-\u2010\u2011\u2013")
"""The signs that may stand inside a word, and are read as the space between two."""
_INNER_HYPHEN = regex(rf"(?<=[^\W_])[{_HYPHENS}](?=[^\W_])")
_JOINT = regex(rf"(?<=[^\W\d_])[{_HYPHENS}](?=[^\W\d_])")


def pattern_for(text: str, language: str) -> re.Pattern[str]:
    """The expression whose matches are the tokens of `text`.

    Korean attaches its particles to the noun, so there every syllable is a token of its own.

    >>> pattern_for("a", "en").findall("GRIN2B_x, beta-blocker - 氯胺酮")
    ['GRIN2B_x', ',', 'beta', 'blocker', '-', '氯', '胺', '酮']
    >>> pattern_for("氯胺酮 NMDA", "en").findall("氯胺酮 NMDA")
    ['氯', '胺', '酮', 'NMDA']
    """
    if text.isascii():
        return _ASCII
    return _pattern(hangul=language == "ko")


def visible(word: str) -> str:
    r"""The word in its composed, compatible spelling, without invisible signs; capitals kept.

    >>> visible("keta\u00admine"), visible("CO₂"), visible("µg") == visible("μg")
    ('ketamine', 'CO2', True)
    """
    if word.isascii():
        return word
    shown = unicodedata.normalize("NFKC", _INVISIBLE_SIGN.sub("", word))
    return shown.replace("\u2019", "'").replace("\u02bc", "'")


def tidy(text: str) -> str:
    """Composed, without invisible signs, single spaces: a term that can be looked for."""
    if text.isascii():
        return " ".join(text.split())
    return " ".join(_INVISIBLE_SIGN.sub("", unicodedata.normalize("NFC", text)).split())


def closed(text: str) -> str:
    """The spelling without the hyphens between letters: `beta-blocker` -> `betablocker`."""
    return text if text.isalpha() else _JOINT.sub("", text)


def begins_word(text: str, at: int) -> bool:
    """Whether a word may begin at `text[at]`: not in the middle of another.

    >>> [begins_word("esketamine", 2), begins_word("a_b", 2), begins_word("_b_", 1)]
    [False, False, True]
    """
    if at == 0 or not text[at].isalnum():
        return True
    if _UNSPACED_SIGN.match(text, at) or _UNSPACED_SIGN.match(text, at - 1):
        return True
    before = text[at - 1]
    if before == "_":
        return at < 2 or not text[at - 2].isalnum()
    return not (before.isalnum() or unicodedata.category(before).startswith("M"))


def hyphenated(text: str) -> Iterator[int]:
    """Where the words before a hyphen begin.

    >>> list(hyphenated("a pre-clinical - trial"))
    [2]
    """
    for found in _INNER_HYPHEN.finditer(text):
        start = found.start()
        while start and text[start - 1].isalnum():
            start -= 1
        yield start


def blank(text: str, skip: Iterable[tuple[int, int]]) -> str:
    """The text of the same length in which nothing inside the `skip` ranges is a word.

    >>> blank("see `a b` there", [(4, 9)]).replace(chr(0), "#")
    'see ##### there'
    """
    parts: list[str] = []
    at = 0
    for start, end in sorted(skip):
        if end <= at:
            continue
        begin = max(start, at)
        parts.append(text[at:begin])
        # NUL is no white space: a term cannot reach across what is skipped.
        parts.append("\0" * (min(end, len(text)) - begin))
        at = end
    if not parts:
        return text
    parts.append(text[at:])
    return "".join(parts)


def protected(pieces: Iterable[Piece]) -> tuple[tuple[int, int], ...]:
    """The ranges of a segment that are no running text, as `skip` for the matcher."""
    return tuple((piece.start, piece.end) for piece in pieces if not piece.is_text)
