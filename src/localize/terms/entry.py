"""A term entry, and where one stands in a text."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Treatment(StrEnum):
    """What the term base asks for."""

    KEEP = "keep"
    """The target has it exactly as the source has it."""
    TRANSLATE = "translate"
    """The target has the preferred form or another accepted one."""
    AVOID = "avoid"
    """The target must not have any of the forms listed."""


class Match(StrEnum):
    """Whether capitals count."""

    CASE = "case"
    NOCASE = "nocase"


class TermEntry(NamedTuple):
    """One row of a glossary."""

    term: str
    treatment: Treatment
    match: Match = Match.NOCASE
    targets: Mapping[str, tuple[str, ...]] = {}
    """Accepted forms by locale, the preferred one first. For `avoid`: forms not to use."""
    note: str = ""
    file: str = ""
    line: int = 0

    def forms(self, locale: str) -> tuple[str, ...]:
        """Accepted forms for the locale, or for its language (`es` for `es-MX`)."""
        return self.targets.get(locale) or self.targets.get(locale.split("-", maxsplit=1)[0], ())


class Hit(NamedTuple):
    """A term of the term base in a text: `text[start:end]`."""

    start: int
    end: int
    entry: TermEntry
    text: str = ""
    """The stretch itself, as the text has it: what `keep` asks for."""
