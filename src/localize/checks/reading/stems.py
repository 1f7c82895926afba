"""What is filed under the beginning of a word, found without trying every length."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")


class Stems(Generic[T]):
    """Entries by the letters a word begins with. For endings, file and ask with the letters turned round.

    >>> stems = Stems[str]()
    >>> for stem in ("anti", "antibio", "be"):
    ...     stems.add(stem, stem)
    >>> stems.of("antibiotic"), stems.of("ant"), stems.of("best")
    (('anti', 'antibio'), (), ('be',))
    """

    def __init__(self) -> None:
        self._shortest = 0
        """Letters of the shortest stem."""
        self._filed: dict[str, tuple[T, ...]] = {}
        """Stem -> its entries. The beginnings of a stem are there too, with none: most words are done after two letters."""

    def add(self, stem: str, entry: T) -> None:
        """File an entry."""
        self._shortest = min(self._shortest or len(stem), len(stem))
        for size in range(len(stem) - 1, -1, -1):
            if stem[:size] in self._filed:
                break  # and so are its own beginnings
            self._filed[stem[:size]] = ()
        self._filed[stem] = (*self._filed.get(stem, ()), entry)

    def of(self, word: str) -> tuple[T, ...]:
        """The entries of all stems that a word begins with, of the shortest first."""
        filed, shortest = self._filed, self._shortest
        found = filed.get(word[:shortest])
        if found is None:
            return ()
        for size in range(shortest + 1, len(word) + 1):
            known = filed.get(word[:size])
            if known is None:
                break
            found += known
        return found
