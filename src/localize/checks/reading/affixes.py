"""Words that deny by their beginning: *irregular* must not become *regolare*, nor *voluntary* *involontario*."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from localize.checks.reading.cognates import skeleton
from localize.checks.reading.lexicon import Mark, Word
from localize.checks.reading.reading import Reading

_PREFIX = re.compile("(?:un|non|in|im|ir|il)(?=[^\\W\\d_]{5})")
_SHORTEST, _LONGEST = 4, 7
"""Letters by which a word is known again."""
_ADVERB = re.compile("(?:mente|ment|ly|lich|al|ale)$")
_NEAR = 4
"""Words between a negation and what it denies."""
_VOWELS = re.compile("[aeiou]")


def flipped(one: Reading, other: Reading, cues: Sequence[Mark]) -> Iterator[tuple[Word, Word]]:
    """Words of `one` that deny by their beginning, each with the word of `other` that is the same without it.

    `cues` are the negations of `other`: “not regular” is irregular.
    """
    denying = [word for word in one.places if _PREFIX.match(word.text)]
    if not denying:
        return
    plain = [(_key(word.text), index, word) for index, word in enumerate(other.places)]
    known = {key for key, _, _ in plain}
    for word in denying:
        bare = _PREFIX.sub("", word.text, count=1)
        if _key(word.text) in known or len(_key(bare)) < _SHORTEST:
            continue
        for key, index, there in plain:
            if key == _key(bare) and not _PREFIX.match(there.text):
                if not any(abs(cue.last - index) <= _NEAR for cue in cues):
                    yield word, there
                break


@lru_cache(maxsize=65_536)
def _key(word: str) -> str:
    """The first letter and the consonants: *voluntary*, *volontari*, *voluntario*."""
    root = skeleton(_ADVERB.sub("", word))
    return (root[:1] + _VOWELS.sub("", root[1:]))[:_LONGEST]
