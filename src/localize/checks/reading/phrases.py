"""The phrases of a lexicon: what a word may begin, and what goes on with the word that follows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

_SECONDS_LIMIT = 2_000
"""How many words are remembered that may follow one that begins a phrase."""


class Phrase(NamedTuple):
    """A phrase as a table has it: of how many words, and how sure it is."""

    family: str
    value: str
    first: str
    rest: tuple[str, ...]
    weight: tuple[int, int]
    glob: bool
    """Is there more to its first word than a beginning or an end: `anti*therapy`?"""
    capital: bool = False
    """Is it a noun that without its capital is another word?"""


class Longer(NamedTuple):
    """What of a phrase is to be looked at where its first two words stand."""

    family: str
    value: str
    rest: tuple[str, ...]
    """All words but the first one."""


class After(NamedTuple):
    """The phrases that go on with a second word, best first. Most are told by the third one that they do not stand there."""

    thirds: Mapping[str, Sequence[Longer]]
    """Third word -> those that may stand there."""
    others: Sequence[Longer]
    """Those that may where another word is the third."""


_longer: Callable[[tuple[str, str, tuple[str, ...]]], Longer] = partial(tuple.__new__, Longer)
Following = Callable[[str], After | None]
"""Second word -> the phrases that go on with it."""


def _following(phrases: Iterable[Phrase]) -> Following:
    """What says which of some phrases, the best of which stands first, go on with a second word."""
    listed: dict[str, list[Longer]] = {}
    every: list[Longer] = []
    for phrase in phrases:
        every.append(_longer((phrase.family, phrase.value, phrase.rest)))
        listed.setdefault(phrase.rest[0], []).append(every[-1])
    stems = tuple([word[:-1] for word in listed if word.endswith("*")])
    # Without any of these nothing has to be made, nor remembered, for a word that is not listed.
    if stems:
        return _Seconds(every, listed, stems).__getitem__
    return {word: _after(some) for word, some in listed.items()}.get


class _Seconds(dict[str, After | None]):
    """Second word -> the phrases that can go on with it, where some of them say but how it begins."""

    def __init__(
        self, phrases: Sequence[Longer], listed: dict[str, list[Longer]], stems: tuple[str, ...]
    ) -> None:
        super().__init__()
        self._phrases, self._listed, self._stems = phrases, listed, stems

    def __missing__(self, word: str) -> After | None:
        made: After | None = None
        known = self._listed.get(word)
        if word.startswith(self._stems):
            made = _after([phrase for phrase in self._phrases if fits(word, phrase.rest[0])])
        elif known:
            made = _after(known)
        if known or len(self) < _SECONDS_LIMIT:
            self[word] = made
        return made


def _after(phrases: Sequence[Longer]) -> After:
    """Sort phrases with the same second word by the third one."""
    thirds: dict[str, list[Longer]] = {}
    others: list[Longer] = []
    for phrase in phrases:
        third = phrase.rest[1] if len(phrase.rest) > 1 else "*"
        if third.endswith("*"):
            others.append(phrase)
            for some in thirds.values():
                some.append(phrase)
        else:
            thirds.setdefault(third, [*others]).append(phrase)
    return After(thirds, others)


def fits(word: str, wanted: str) -> bool:
    """Is this the word a phrase goes on with?"""
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted


class Opening(NamedTuple):
    """The phrases that a word may begin."""

    alone: tuple[tuple[str, str], ...]
    """(family, value) of those of this word alone; one a family, and none that only hides."""
    longer: Following | None
    """What says which go on with a second word; None where all are of this word alone."""

    @classmethod
    def of(cls, phrases: Sequence[Phrase]) -> Opening:
        """Sort them out, so that most are left aside at a look at the word that follows."""
        if not phrases:
            return _NOTHING
        if len(phrases) == 1 and not phrases[0].rest:  # as most
            only = phrases[0]
            return cls(((only.family, only.value),) if only.value else (), None)
        ranked = sorted(phrases, key=lambda phrase: phrase.weight, reverse=True)
        alone: dict[str, str] = {}
        for phrase in ranked:
            if not phrase.rest:
                alone.setdefault(phrase.family, phrase.value)
        longer = [phrase for phrase in ranked if phrase.rest]
        return cls(
            tuple((family, value) for family, value in alone.items() if value),
            _following(longer) if longer else None,
        )


_NOTHING = Opening((), None)


class Begun(NamedTuple):
    """What a word may begin, with a capital and without one: the same but for nouns that without it are another word."""

    capital: Opening
    small: Opening


NEITHER = Begun(_NOTHING, _NOTHING)
