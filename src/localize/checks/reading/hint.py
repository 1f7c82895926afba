"""Whether a text can have any of some phrases, cheaply: most have none."""

from __future__ import annotations

from collections.abc import Iterable

from localize.checks.reading.lexicon import Memo
from localize.regex import regex

_LETTERS = regex(r"[^\W\d_]+")
_Start = tuple[str, bool, str, bool]
"""The first word of a phrase, whether more letters may follow it, and the same of the second."""


class Hint:
    """Whether a text may have any of some phrases, by their first two words; never a false no.

    Anything that is no letter may stand between two words: signs of emphasis, a line end.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._starts: dict[str, list[_Start]] = {}
        for phrase in phrases:
            words = [
                (word.lower(), phrase[match_end : match_end + 1] == "*")
                for word, match_end in ((m[0], m.end()) for m in _LETTERS.finditer(phrase))
            ]
            if words:
                first, second = words[0], words[1] if len(words) > 1 else ("", True)
                self._starts.setdefault(first[0][:2], []).append((*first, *second))
        self._follow = Memo(self._after)

    def _after(self, word: str) -> tuple[tuple[str, bool], ...]:
        """What has to follow a word for it to begin a phrase, any of these."""
        return tuple(
            (second, also)
            for first, more, second, also in self._starts.get(word[:2], ())
            if (word.startswith(first) if more else word == first)
        )

    def __call__(self, text: str) -> bool:
        """Look through a raw text."""
        words = _LETTERS.findall(text.lower())
        follow = self._follow
        if not any(map(follow.__getitem__, words)):
            return False  # as mostly
        words.append("")
        for at, word in enumerate(words):
            for second, also in follow[word]:
                if words[at + 1].startswith(second) if also else words[at + 1] == second:
                    return True
        return False
