"""The errors Localize raises on purpose.

    LocalizeError
    ├── UsageError            exit 2   wrong command line
    │   └── ConfigError       exit 2   localize.toml, a glossary or a locale name is wrong
    ├── InputError            exit 4   an input is unsafe or cannot be parsed
    │   ├── ArticleError               an article
    │   ├── CatalogError               a PO file, a ledger
    │   └── UnsafePathError            a folder or link that leaves the project
    └── WorkError             exit 5   part of the work failed, the rest is done and saved
        ├── ModelError                 no fitting model, or a damaged one
        ├── LockError                  another process holds the project
        └── WriteError                 a file or folder that cannot be written

A bad translation is no error: it is a `Finding`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Place(NamedTuple):
    """Where in a file something is wrong."""

    file: str
    """Path as the user would type it, relative to the project where it lies in it."""
    line: int | None = None
    """1-based."""
    column: int | None = None
    """1-based, in characters."""
    text: str | None = None
    """The line itself, for the caret display."""

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"

    def caret(self) -> str:
        """The source line with a caret under the column, or the empty string.

        >>> print(Place(file="a.po", line=3, column=8, text='msgstr "x').caret())
            msgstr "x
                   ^
        """
        if self.text is None:
            return ""
        shown = self.text.replace("\t", " ").rstrip("\r\n")
        if self.column is None:
            return f"    {shown}"
        start = max(0, self.column - 60)
        return f"    {shown[start : start + 100]}\n    {' ' * (self.column - 1 - start)}^"


class LocalizeError(Exception):
    """Base of all. `str()` gives the whole message: place, reason, caret, remedy."""

    exit_code = 5

    def __init__(self, reason: str, *, place: Place | None = None, remedy: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.place = place
        self.remedy = remedy

    def __str__(self) -> str:
        head = f"{self.place}: {self.reason}" if self.place else self.reason
        caret = self.place.caret() if self.place else ""
        return "\n".join(part for part in (head, caret, self.remedy) if part)

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross process borders; the default would lose the keyword arguments.
        return (_rebuild, (type(self), self.reason, self.place, self.remedy))


def _rebuild(
    cls: type[LocalizeError], reason: str, place: Place | None, remedy: str
) -> LocalizeError:
    return cls(reason, place=place, remedy=remedy)


def worst(codes: Iterable[int]) -> int:
    """The exit code of a run that met all of these: what is wrong with the command, then with an input, then the rest.

    >>> worst([0, 5, 4]), worst([5, 1]), worst([])
    (4, 5, 0)
    """
    found = set(codes)
    return next((code for code in (2, 4, 5, 1, 3) if code in found), 0)


class UsageError(LocalizeError):
    """The command line asks for something that makes no sense."""

    exit_code = 2


class ConfigError(UsageError):
    """localize.toml, a glossary file or a locale name is wrong."""


class InputError(LocalizeError):
    """An input is unsafe or cannot be parsed; it is left untouched."""

    exit_code = 4


class ArticleError(InputError):
    """An article cannot be read."""


class CatalogError(InputError):
    """A PO file or a ledger cannot be read without risk of loss."""


class UnsafePathError(InputError):
    """A folder or a link leads out of the project."""


class WorkError(LocalizeError):
    """Part of the work failed; the rest is done and saved."""


class ModelError(WorkError):
    """No model fits, or the one that does is damaged."""


class LockError(WorkError):
    """Another process holds the project's lock."""


class WriteError(WorkError):
    """A file or folder cannot be written."""
