"""The comment lines of a PO entry, by what they are for."""

from __future__ import annotations

import re
from typing import NamedTuple

from localize.catalog.syntax import Entry
from localize.regex import regex

OURS = "Localize: "
"""What a translator's comment begins with when the tool wrote it: a suggestion. Such lines go
again once the unit is reviewed; all others are a person's and stay."""

_LINE = regex(r"[ \t\r\f\v]*(?:#~[ \t]*(?!\|))?(#(?:~\|)?[.:,=|]?)[ ]?(.*?)[ \t\r\f\v]*\Z")
_REFERENCE = regex(r"\u2068[^\u2069\n]*\u2069(?::\d+)?|\S+")
_RANK = {"#": 0, "#.": 1, "#:": 2, "#,": 3, "#=": 3, "#|": 4, "#~|": 4}


class Line(NamedTuple):
    """A comment line: its sign (`#`, `#.`, `#:`, `#,`, `#|`), its text, and how it stands in the file."""

    sign: str
    text: str
    raw: str

    @property
    def rank(self) -> int:
        """Where lines of its kind stand among the others."""
        return _RANK[self.sign]


class Comments(NamedTuple):
    """What the comments of an entry say."""

    lines: tuple[Line, ...]

    def of(self, *signs: str) -> tuple[str, ...]:
        """The texts of all lines with one of the signs."""
        return tuple(line.text for line in self.lines if line.sign in signs)

    @property
    def typed(self) -> tuple[str, ...]:
        """The translator's own comments, suggestions of the tool left out."""
        return tuple(t for t in self.of("#") if not t.startswith(OURS))

    @property
    def flags(self) -> tuple[str, ...]:
        """All flags, in order."""
        return tuple(f for t in self.of("#,", "#=") for f in re.split(r"[,\s]+", t) if f)

    @property
    def references(self) -> tuple[str, ...]:
        """All references, in order."""
        return tuple(r for t in self.of("#:") for r in _REFERENCE.findall(t))


def parse(block: str) -> Comments:
    r"""Take the comment block of an entry apart.

    >>> parse("# mine\n#, fuzzy\n").of("#")
    ('mine',)
    """
    lines = []
    for raw in block.splitlines(keepends=True) if "\x0b" not in block else block.split("\n"):
        found = _LINE.match(raw.rstrip("\n"))
        if found is None or not raw.strip():
            continue
        lines.append(Line(found[1], found[2], raw))
    return Comments(tuple(lines))


def typed(entry: Entry) -> tuple[str, ...]:
    """The translator's comments of an entry, quickly where it has none."""
    if "# " not in entry.comments and "#\n" not in entry.comments:
        first = {line[1:2] for line in entry.comments.split("\n") if line}
        if not first - {".", ":", ",", "|", "~", "="}:
            return ()
    return parse(entry.comments).typed


def reference(path: str) -> str:
    """A path as `#:` has it: with spaces in it, between the isolates GNU gettext uses.

    >>> reference("source/a.md")
    'source/a.md'
    """
    return f"\u2068{path}\u2069" if re.search(r"\s", path) else path
