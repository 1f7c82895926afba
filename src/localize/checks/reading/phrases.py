"""The phrases of a lexicon: what a word may begin, and what goes on with the word that follows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
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
    third: str
    """The third word, by which most are told that do not stand there; empty where there is none, or it is but a beginning."""


_longer: Callable[[tuple[str, str, tuple[str, ...], str]], Longer] = partial(tuple.__new__, Longer)
Following = Callable[[str], Sequence[Longer] | None]
"""Second word -> the phrases that go on with it, best first."""


def _following(phrases: Iterable[Phrase]) -> Following:
    """What says which of some phrases, the best of which stands first, go on with a second word."""
    listed: dict[str, list[Longer]] = {}
    every: list[Longer] = []
    for phrase in phrases:
        rest = phrase.rest
        every.append(_longer((phrase.family, phrase.value, rest, _third(rest))))
        listed.setdefault(rest[0], []).append(every[-1])
    stems = tuple([word[:-1] for word in listed if word.endswith("*")])
    # Without any of these nothing has to be made, nor remembered, for a word that is not listed.
    return _Seconds(every, listed, stems).__getitem__ if stems else listed.get


class _Seconds(dict[str, Sequence[Longer]]):
    """Second word -> the phrases that can go on with it, where some of them say but how it begins."""

    def __init__(
        self, phrases: Sequence[Longer], listed: dict[str, list[Longer]], stems: tuple[str, ...]
    ) -> None:
        super().__init__()
        self._phrases, self._listed, self._stems = phrases, listed, stems

    def __missing__(self, word: str) -> Sequence[Longer]:
        made: Sequence[Longer] = self._listed.get(word, ())
        listed = bool(made)
        if word.startswith(self._stems):
            made = [phrase for phrase in self._phrases if fits(word, phrase.rest[0])]
        if listed or len(self) < _SECONDS_LIMIT:
            self[word] = made
        return made


def _third(rest: tuple[str, ...]) -> str:
    return rest[1] if len(rest) > 1 and not rest[1].endswith("*") else ""


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
