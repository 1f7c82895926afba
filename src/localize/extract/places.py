"""Where the text of a block stands in its lines: what the parser left of a line says it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from localize.extract.source import Lines

_SPACE = " \t"


def run(token: Any, lines: Lines) -> Lines | None:  # noqa: ANN401
    """The lines of a paragraph without their container's signs, or None where they cannot be placed."""
    start, end = token.map
    content = token.content.split("\n")
    found = _placed(content, lines, start)
    # Lines of nothing but a no-break space are stripped off by the parser, which counts them.
    while found is None and start + len(content) < end:
        start += 1
        found = _placed(content, lines, start)
    return found


def _placed(content: list[str], lines: Lines, start: int) -> Lines | None:
    inner = lines.slice(start, start + len(content))
    texts, starts, prefixes = [], [], []
    last = len(content) - 1
    for row, (text, left) in enumerate(zip(inner.texts, content, strict=True)):
        kept = left.lstrip(_SPACE)
        whole = text.rstrip() if row == last else text
        begin = len(whole) - len(kept)
        if whole[begin:] != kept.replace("\ufffd", "\0") and whole[begin:] != kept:
            return None
        texts.append(kept)
        starts.append(inner.starts[row] + begin)
        prefixes.append(inner.prefixes[row] + text[:begin])
    return type(inner)(tuple(texts), tuple(starts), inner.numbers, tuple(prefixes))


def cells(
    text: str, row: int, absolute_start: int, absolute_end: int
) -> Iterator[tuple[int, int, int]]:
    """Where the cells of a table row stand in its line: (row, start, end), as markdown-it-py splits them."""
    length = absolute_end - absolute_start
    begin = len(text) - length
    part = text[begin:].rstrip()
    begin += len(part) - len(part.lstrip())
    part = part.strip()
    edges, escaped, at = [], False, 0
    for position, char in enumerate(part):
        if char == "|" and not escaped:
            edges.append((at, position))
            at = position + 1
        escaped = char == "\\"
    edges.append((at, len(part)))
    if edges and edges[0][0] == edges[0][1]:
        edges.pop(0)
    if edges and edges[-1][0] == edges[-1][1]:
        edges.pop()
    for start, end in edges:
        raw = part[start:end]
        left = len(raw) - len(raw.lstrip())
        yield row, begin + start + left, begin + start + max(left, len(raw.rstrip()))


def unescaped(raw: str) -> list[int]:
    """Where each character of a cell's text stands in the cell as written: `\\|` is one character of the text.

    >>> unescaped("a\\\\|b")
    [0, 1, 3, 4]
    """
    return [i for i in range(len(raw)) if raw[i - 1 : i + 1] != "\\|" or not i] + [len(raw)]
