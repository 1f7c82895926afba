"""Numbers that a language writes as one word: *zweitausendfünfhundert*, *centocinquantadue*."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType

_VOWELS = frozenset("aeiou")
_LEAD = 2
"""First letters of a word that are looked at."""


class Counting:
    """Puts together what the number table of a locale lists below a hundred."""

    def __init__(
        self,
        numbers: Mapping[str, Iterable[str]],
        *,
        hundred: Iterable[str] = (),
        thousand: Iterable[str] = (),
        joiner: str = "",
        one: Iterable[str] = (),
        tails: Mapping[str, Iterable[str]] = MappingProxyType({}),
    ) -> None:
        """`numbers` is the table: value -> words. `joiner` may stand before the last part: hundertundfünf.

        `one`: what is an article alone, and one in front of or behind a hundred: einhundert, centouno.
        `tails`: unit -> what a number makes a word with: dreißigjährig.
        """
        self._small = {
            word: int(value)
            for value, words in numbers.items()
            if value.isdigit() and int(value) < 100
            for word in words
            if word.isalpha()
        }
        self._hundred, self._thousand = tuple(hundred), tuple(thousand)
        self._small |= dict.fromkeys(one, 1)
        self._joiner = joiner
        self._tails = {word: unit for unit, words in tails.items() for word in words}
        self._heads = self._small
        if any(tail[0] in _VOWELS for tail in self._tails):  # undic-enne, quarantasett-enne
            elided = {
                word[:-1]: value for word, value in self._small.items() if word[-1] in _VOWELS
            }
            self._heads = elided | self._small
        begin = [*self._heads, *self._small, *self._hundred, *self._thousand]
        self._lead = min((_LEAD, *map(len, begin)))
        self._begin = frozenset(word[: self._lead] for word in begin)
        """What such a word begins with: most words are known by it not to be one."""

    def __call__(self, word: str) -> str:
        """The value of a word of more than one part; empty for any other word.

        >>> german = Counting({"1": ["ein"], "2": ["zwei"], "50": ["fünfzig"]}, hundred=["hundert"], thousand=["tausend"])
        >>> german("zweitausendfünfzig"), german("hundertzwei"), german("zwei"), german("hundert")
        ('2050', '102', '', '')
        """
        if word[: self._lead] not in self._begin:
            return ""
        if word[-1] == "'" and (whole := self._heads.get(word[:-1], 1)) > 1:
            return str(whole)  # ventiquattr'ore
        for tail, unit in self._tails.items():
            head, found, _ = word.partition(tail)
            if found and self._heads.get(head, 0) > 1:
                return f"{self._heads[head]} {unit}"
        if word in self._hundred or word in self._thousand:
            return ""
        value = self._parse(word, self._thousand, 1000)
        return "" if value is None else str(value)

    def _parse(self, word: str, marks: tuple[str, ...], size: int) -> Decimal | None:
        for mark in marks:
            before, found, after = word.partition(mark)
            if not found:
                continue
            below = self._below(before, size) if before else Decimal(1)
            above = self._below(after.removeprefix(self._joiner), size) if after else Decimal(0)
            if below is not None and above is not None:
                return below * size + above
        return self._parse(word, self._hundred, 100) if size == 1000 else None

    def _below(self, word: str, size: int) -> Decimal | None:
        if word in self._small:
            return Decimal(self._small[word])
        return self._parse(word, self._hundred, 100) if size == 1000 else None
