"""What is filed under the beginning of a word, found without trying every length."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Stems(Generic[T]):
    """Entries by the letters a word begins with. For endings, file and ask with the letters turned round.

    >>> stems = Stems[str]()
    >>> for stem in ("anti", "antibio", "be"):
    ...     stems.add(stem, stem)
    >>> list(stems.of("antibiotic")), list(stems.of("ant")), list(stems.of("best"))
    (['anti', 'antibio'], [], ['be'])
    """

    def __init__(self) -> None:
        self._filed: dict[str, tuple[T, ...]] = {}
        """Stem -> its entries. The beginnings of a stem are there too, with none: most words are done after two letters."""

    def add(self, stem: str, entry: T) -> None:
        """File an entry."""
        for size in range(len(stem)):
            self._filed.setdefault(stem[:size], ())
        self._filed[stem] = (*self._filed.get(stem, ()), entry)

    def of(self, word: str) -> Iterator[T]:
        """The entries of all stems that a word begins with, of the shortest first."""
        for size in range(1, len(word) + 1):
            known = self._filed.get(word[:size])
            if known is None:
                return
            yield from known
