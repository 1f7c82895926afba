"""The text of an article, its lines, and where each line stands in it."""

from __future__ import annotations

from typing import NamedTuple

from localize.errors import ArticleError, Place
from localize.regex import regex

_LINE_END = regex(r"\r\n|\r|\n")
BOM = "\ufeff"


def decode(path: str, data: bytes) -> str:
    """The article's text, its BOM and line endings kept.

    Raises ArticleError with the line of the first byte that is not UTF-8, or of a NUL.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = _position(data[: error.start])
        raise ArticleError(
            f"not UTF-8: byte 0x{data[error.start]:02x} at column {column}",
            place=Place(
                file=f"source/{path}", line=line, column=column, text=_line(data, error.start)
            ),
            remedy=f"Convert it, for example: iconv -f {_guess(data)} -t UTF-8 source/{path}",
        ) from error
    if "\0" in text:
        at = data.index(b"\0")
        line, column = _position(data[:at])
        raise ArticleError(
            "contains a NUL character, which no text has",
            place=Place(file=f"source/{path}", line=line, column=column, text=_line(data, at)),
            remedy="Is it a text file? Remove the character, or exclude the file in localize.toml.",
        )
    return text


def _guess(data: bytes) -> str:
    """What else than UTF-8 it may be, as iconv names it.

    >>> _guess("text".encode("utf-16")), _guess("caf\xe9".encode("latin-1"))
    ('UTF-16', 'WINDOWS-1252')
    """
    return "UTF-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "WINDOWS-1252"


def _position(before: bytes) -> tuple[int, int]:
    line = before.count(b"\n") + 1
    last = before.rsplit(b"\n", 1)[-1]
    return line, len(last.decode("utf-8", "replace")) + 1


def _line(data: bytes, at: int) -> str:
    start = data.rfind(b"\n", 0, at) + 1
    end = data.find(b"\n", at)
    shown = data[start : end if end >= 0 else len(data)].decode("utf-8", "replace")
    return shown.replace("\0", "\ufffd")


class Lines(NamedTuple):
    """A run of lines of an article: a whole one, or what is left of some inside a container.

    `texts[i]` stands in the article's text at `starts[i]`, and is line `numbers[i]` of it.
    """

    texts: tuple[str, ...]
    starts: tuple[int, ...]
    numbers: tuple[int, ...]
    prefixes: tuple[str, ...]
    """What stands before each in its line: quote signs, indentation."""

    @classmethod
    def of(cls, text: str) -> Lines:
        """All lines of an article's text, without their ends and without a BOM.

        >>> Lines.of("a\\r\\nb\\n").texts
        ('a', 'b', '')
        """
        begin = len(BOM) if text.startswith(BOM) else 0
        if "\r" not in text:
            texts = text[begin:].split("\n")
            starts = []
            at = begin
            for line in texts:
                starts.append(at)
                at += len(line) + 1
        else:
            texts, starts, at = [], [], begin
            for match in _LINE_END.finditer(text, begin):
                texts.append(text[at : match.start()])
                starts.append(at)
                at = match.end()
            texts.append(text[at:])
            starts.append(at)
        count = len(texts)
        return cls(tuple(texts), tuple(starts), tuple(range(1, count + 1)), ("",) * count)

    def __len__(self) -> int:
        return len(self.texts)

    def slice(self, start: int, end: int) -> Lines:
        """The lines from `start` to before `end`."""
        return Lines(
            self.texts[start:end],
            self.starts[start:end],
            self.numbers[start:end],
            self.prefixes[start:end],
        )

    def cut(self, columns: tuple[int, ...]) -> Lines:
        """The same lines, each without its first `columns[i]` characters."""
        return Lines(
            tuple(t[c:] for t, c in zip(self.texts, columns, strict=True)),
            tuple(s + c for s, c in zip(self.starts, columns, strict=True)),
            self.numbers,
            tuple(p + t[:c] for p, t, c in zip(self.prefixes, self.texts, columns, strict=True)),
        )

    @property
    def content(self) -> str:
        """The lines as one text."""
        return "\n".join(self.texts)

    def locate(self, offset: int) -> int:
        """Where in the article's text the offset into `content` stands."""
        for text, start in zip(self.texts, self.starts, strict=True):
            if offset <= len(text):
                return start + offset
            offset -= len(text) + 1
        raise IndexError(offset)

    def row(self, offset: int) -> int:
        """Which of the lines the offset into `content` is in."""
        for row, text in enumerate(self.texts):
            if offset <= len(text):
                return row
            offset -= len(text) + 1
        raise IndexError(offset)
