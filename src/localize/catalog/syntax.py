"""What a PO file is made of: entries that know where they stand, quoted strings, and refusals."""

from __future__ import annotations

import re
from typing import NamedTuple, NoReturn

from localize.errors import CatalogError, Place
from localize.regex import regex

STRING = r'"[^"\\\n]*(?:\\[\s\S][^"\\\n]*)*"'
"""A quoted string, as a pattern."""

PART = regex(STRING)
_FUZZY = regex(r"^[ \t\r\f\v]*(?:#~[ \t]*)?#,(?:.*[,\s])?fuzzy(?:[,\s]|\Z)", re.MULTILINE)
_SEAM = "\x00"
"""Between the parts of a text, where an escape ends; no file that is read has this character."""
_ESCAPE = regex(r"((?:\\[0-7]{1,3}\x00?|\\x[0-9A-Fa-f]+\x00?)+)|\\(.)|\x00", re.DOTALL)
_CODE = regex(r"\\(?:x([0-9A-Fa-f]+)|([0-7]{1,3}))")
_PLAIN = {
    "\n": "",  # a line continued on the next one
    "n": "\n",
    "t": "\t",
    "r": "\r",
    '"': '"',
    "\\": "\\",
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "v": "\v",
}


class Entry(NamedTuple):
    """One entry of a PO file: what it says, and where."""

    start: int
    """Offset of its first character: its comments belong to it."""
    body: int
    """Offset of its msgctxt or msgid, after the comments."""
    value: int
    """Offset of its msgstr keyword."""
    end: int
    """Offset after it, its line ending included."""
    line: int
    """1-based line of the msgid keyword."""
    target_line: int
    context: str | None
    source: str
    target: str
    """The msgstr; for a plural entry the first one."""
    fuzzy: bool
    comments: str
    """The comment lines as they stand, `#|` included."""
    obsolete: bool = False
    plural: str | None = None
    targets: tuple[str, ...] = ()
    """All msgstr of a plural entry."""
    previous: str | None = None
    previous_context: str | None = None
    domain: str = ""
    """Set by a `domain` line: such an entry is kept and never matched."""
    plain: bool = True
    """Does it stand on lines of its own? Others are written anew when they change."""

    @property
    def key(self) -> tuple[str | None, str]:
        """What identifies it."""
        return (self.context, self.source)


class Document(NamedTuple):
    """A PO file, taken apart."""

    text: str
    """Without the byte order mark."""
    entries: tuple[Entry, ...]
    """In the order of the file; the header is not among them."""
    header: Entry | None = None
    bom: bool = False
    file: str = ""

    @property
    def newline(self) -> str:
        """The line ending that the file uses."""
        first = self.text.find("\n")
        return "\r\n" if first > 0 and self.text[first - 1] == "\r" else "\n"

    def header_field(self, name: str) -> str:
        """A field of the header, empty where it has none."""
        if self.header is None:
            return ""
        found = re.search(rf"(?mi)^{re.escape(name)}:[ \t]*(.*)$", self.header.target)
        return found[1].strip() if found else ""


def is_fuzzy(comments: str) -> bool:
    """Say whether a comment block has the flag."""
    if "fuzzy" not in comments:
        return False
    return comments.endswith("\n#, fuzzy\n") or _FUZZY.search(comments) is not None


def joined(raw: str, text: str, offset: int, file: str) -> str:
    """The value of one or more quoted strings."""
    if "\\" not in raw:
        if raw.count('"') == 2:
            return raw[1:-1]
        return "".join([part[1:-1] for part in PART.findall(raw)])
    if "\\\\" not in raw and raw.count('"') == 2 + raw.count('\\"'):
        raw = raw[1:-1]
        # The two escapes that nearly all strings with escapes have no others than.
        value = raw.replace('\\"', '"').replace("\\n", "\n")
        if "\\" not in value:
            return value
    else:
        raw = _SEAM.join([part[1:-1] for part in PART.findall(raw)])
    return unescape(raw, text, offset, file)


def unescape(raw: str, text: str = "", offset: int = 0, file: str = "") -> str:
    r"""The value of the inside of a quoted string.

    >>> unescape(r'a\tb \"c\" \\nu \x41\303\251')
    'a\tb "c" \\nu Aé'
    """

    def one(found: re.Match[str]) -> str:
        codes, plain = found.groups()
        if found[0] == _SEAM:
            return ""
        if plain is not None:
            value = _PLAIN.get(plain)
            if value is None:
                at = text.find(found[0], offset)
                fail(
                    text or raw,
                    max(at, 0),
                    file,
                    f"unknown escape {found[0]}",
                    f"Write \\\\{plain} for a backslash followed by {plain}.",
                )
            return value
        numbers = [int(a, 16) if a else int(b, 8) for a, b in _CODE.findall(codes)]
        try:
            return bytes(numbers).decode("utf-8")
        except ValueError:  # above 255, or bytes that are no UTF-8
            at = text.find(codes, offset)
            fail(
                text or raw, max(at, 0), file, f"{codes} is no UTF-8", "Write the character itself."
            )

    return _ESCAPE.sub(one, raw)


def fail(text: str, offset: int, file: str, reason: str, remedy: str = "") -> NoReturn:
    """Refuse the file, pointing at the place."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    raise CatalogError(
        reason,
        place=Place(
            file=file,
            line=text.count("\n", 0, offset) + 1,
            column=offset - start + 1,
            text=text[start : len(text) if end < 0 else end],
        ),
        remedy=remedy,
    )
