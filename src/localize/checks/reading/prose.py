"""What a reader reads of a text: markup gone, entities decoded, every character traceable to its place."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from localize.model import Piece, PieceKind, Role, Syntax
from localize.regex import regex

OBJECT = "\ufffc"
"""Stands for what is no prose: code, math, a template, an address."""

_MARKUP = regex(r"[`*_\[\]<>&\\!~${}@|^=#\n]")
"""A text without any of these, without an address and without a `:name:` is prose as it stands."""
_NAMED = regex(r":[\w+-]+:")

INVISIBLE = regex(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)


ZEROS = (
    0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50, 0xED0, 0xF20,
    0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0,
    0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10, 0x104A0, 0x10D30, 0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0,
    0x11450, 0x114D0, 0x11650, 0x116C0, 0x11730, 0x118E0, 0x11950, 0x11C50, 0x11D50, 0x11DA0, 0x16A60, 0x16AC0,
    0x16B50, 0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E950, 0x1FBF0,
    0x10D40, 0x116D0, 0x116DA, 0x11BF0, 0x11DE0, 0x11F50, 0x1CCF0, 0x1E4F0, 0x1E5F1,
)  # fmt: skip
"""Where the ten digits of a script begin, ASCII's left out. Listed, as looking through Unicode takes 50 ms."""


def _normal() -> dict[int, str]:
    """One character to one character: digits of any script, spaces, signs that mean the same."""
    table = dict.fromkeys((160, 8199, 8200, 8201, 8202, 8239, 8287, 12288), " ")
    table |= dict.fromkeys((8208, 8209, 8722, 65123, 65293), "-")
    table |= dict.fromkeys((8217, 700, 8242), "'")
    table |= {
        0x3BC: "µ",
        0xFF05: "%",
        0xFF0C: ",",
        0xFF0E: ".",
        0xFF1A: ":",
        0x2044: "/",
        0x2215: "/",
    }
    table |= {
        0x66B: ",",
        0x66C: ".",
        0x66A: "%",
        0x2A7D: "≤",
        0x2A7E: "≥",
        0x2266: "≤",
        0x2267: "≥",
    }
    table |= {0xFF1C: "<", 0xFF1E: ">", 0x2715: "×", 0x22C5: "·", 0x2219: "·"}
    for zero in ZEROS:
        table |= {zero + digit: str(digit) for digit in range(10)}
    return table


_TABLE = _normal()
_NOT_LATIN = regex("[^\x00-\x9f\xa1-\xac\xae-\u024f]")
"""A text without a match is in NFC, has no invisible characters, and needs no table."""


class Prose(NamedTuple):
    """`text` is what a reader reads, `plain` the same with digits, spaces and signs made alike.

    Both have the same length; `offsets[i]` is where character `i` stands in the raw text.
    """

    text: str
    plain: str
    offsets: Sequence[int] | None = None
    """None where the prose is the raw text."""

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the raw text that shows `text[start:end]`."""
        if self.offsets is None:
            return start, end
        last = self.offsets[end - 1] + 1 if end > start else self.offsets[start]
        return self.offsets[start], max(last, self.offsets[start])


_prose_of: Callable[[tuple[str, str, Sequence[int] | None]], Prose] = partial(tuple.__new__, Prose)


def pieces_of(
    text: str, syntax: Syntax, labels: tuple[tuple[str, str], ...] = ()
) -> tuple[Piece, ...]:
    """`text`, analysed; texts without any sign of markup skip the parser."""
    if not text:
        return ()
    if syntax is Syntax.PLAIN or not (
        _MARKUP.search(text)
        or "www." in text
        or (":" in text and ("://" in text or _NAMED.search(text)))
    ):
        return _whole(len(text))
    from localize.markdown.inline import analyse

    return analyse(text, syntax, labels)


@lru_cache(maxsize=4096)
def _whole(size: int) -> tuple[Piece]:
    """A text without markup, by its length."""
    return (Piece(0, size, PieceKind.TEXT),)


def prose_of(text: str, pieces: Sequence[Piece]) -> Prose:
    """The prose of an analysed text."""
    simple = not pieces or (len(pieces) == 1 and pieces[0].kind is PieceKind.TEXT)
    if simple and (text.isascii() or not _NOT_LATIN.search(text)):
        return _prose_of((text, _unnamed(text), None))
    if simple and not INVISIBLE.search(text) and unicodedata.is_normalized("NFC", text):
        return _prose_of((text, _plain(text), None))
    shown: list[str] = []
    offsets: list[int] = []
    for piece in pieces or (Piece(0, len(text), PieceKind.TEXT),):
        if piece.kind is PieceKind.TEXT:
            _spell(text, piece.start, piece.end, shown, offsets)
            continue
        for character in _shown(piece, text[piece.start : piece.end]):
            shown.append(character)
            offsets.append(piece.start)
    offsets.append(len(text))
    prose = "".join(shown)
    return Prose(prose, _plain(prose), offsets)


def _plain(text: str) -> str:
    """A text with digits, spaces and signs made alike: of those few that are not, most texts have none or one."""
    if not text.isascii():
        for character in set(_NOT_LATIN.findall(text)):
            if alike := _TABLE.get(ord(character)):
                text = text.replace(character, alike)
    return _unnamed(text)


def _unnamed(plain: str) -> str:
    """Without the names of variables, which mean nothing to a reader: “no” in `{section_no}`, `allow_none`."""
    if "_" not in plain and "{" not in plain and "%(" not in plain:
        return plain
    return _VARIABLE.sub(lambda m: OBJECT.ljust(len(m[0]), "_"), plain)


_VARIABLE = regex(r"(?<=\{)\w+(?=\})|(?<=%\()[^\W\d]\w*(?=\))|\b[a-z]{2,}(?:_[a-z]{2,})+\b")


def _spell(text: str, start: int, end: int, shown: list[str], offsets: list[int]) -> None:
    """Add running text: without invisible characters, accents joined to their letters."""
    part = text[start:end]
    plain = part.isascii() or (
        unicodedata.is_normalized("NFC", part) and not unicodedata.combining(part[0])
    )
    if plain and not INVISIBLE.search(part):
        shown += part
        offsets += range(start, end)
        return
    for at in range(start, end):
        character = text[at]
        if INVISIBLE.match(character):
            continue
        if shown and unicodedata.combining(character):
            joined = unicodedata.normalize("NFC", shown[-1] + character)
            if len(joined) == 1:
                shown[-1] = joined
                continue
        shown.append(character)
        offsets.append(at)


def _shown(piece: Piece, raw: str) -> str:
    """What stands in the prose for a piece that is not plain text."""
    match piece.kind:
        case PieceKind.ENTITY:
            return html.unescape(raw)
        case PieceKind.ESCAPE:
            return raw.removeprefix("\\")
        case PieceKind.BREAK:
            return "\n"
        case PieceKind.HTML if piece.tag in ("sup", "sub") and piece.role is Role.OPEN:
            # 10<sup>6</sup> must not read as 106.
            return "^" if piece.tag == "sup" else "_"
        case PieceKind.HTML if piece.tag == "br":
            return "\n"
        case PieceKind.HTML | PieceKind.EMPHASIS | PieceKind.LINK | PieceKind.ATTRIBUTES:
            return ""
        case PieceKind.IMAGE:
            return " "
        case PieceKind.FOOTNOTE:
            return " "
        case _:
            return OBJECT
