"""Regular expressions that are compiled when they are first asked: of some five hundred, a short run asks few."""

from __future__ import annotations

import re
from functools import partial
from typing import Any, cast

_ASKED = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub")


def regex(text: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`, but not at once. Raises re.error where it is first used.

    >>> regex("[aeiou]").findall("translator")
    ['a', 'a', 'o']
    """
    return cast("re.Pattern[str]", _Regex(text, flags))


class _Regex:
    """Stands for an expression that is not compiled yet, then hands all questions on to it."""

    def __init__(self, text: str, flags: int) -> None:
        self.pattern = text
        self._flags = flags
        for name in _ASKED:
            setattr(self, name, partial(self._first, name))

    def _first(self, name: str, *asked: Any, **more: Any) -> Any:  # noqa: ANN401 (as the expression's own)
        compiled = re.compile(self.pattern, self._flags)
        for each in _ASKED:
            setattr(self, each, getattr(compiled, each))
        return getattr(compiled, name)(*asked, **more)
