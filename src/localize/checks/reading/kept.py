"""What is made of a text, or of a pair, when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """A value that is made when it is first asked for, and then is an attribute like any other.

    As `functools.cached_property`, but without its lock, and without asking for the dictionary of an object, which makes
    all of its attributes twice as slow from then on.

    >>> class Text:
    ...     def __init__(self, text: str) -> None:
    ...         self.text = text
    ...
    ...     @Kept
    ...     def words(self) -> list[str]:
    ...         return self.text.split()
    >>> text = Text("one two")
    >>> text.words, text.words is text.words
    (['one', 'two'], True)
    """

    def __init__(self, make: Callable[[Any], T]) -> None:
        self._make = make
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, one: object, owner: type | None = None) -> T:
        made = self._make(one)
        setattr(one, self._name, made)
        return made
