"""Links between articles: from the file an author names to the page a reader opens.

Most generators follow `[doses](../doses.md#onset)` themselves. Where one leaves it as it is, a build writes the
address instead: relative, so that it holds in every language and under every base path.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from localize.build.edit import Edit
from localize.build.front_matter import split
from localize.markdown.inline import analyse
from localize.markdown.parser import blocks
from localize.model import PieceKind, Role
from localize.regex import regex

if TYPE_CHECKING:
    from localize.build.assemble import Assembled

_ARTICLE = regex(r"\.(?:md|mdx|markdown)\Z", re.IGNORECASE)
_TARGET = regex(r"\]\(\s*(?:<([^<>\r\n]+)>|([^\s<>]+?)(?=\)?\Z|\s))")
_DEFINITION = regex(r"\]:[ \t]*(?:(?:\r\n|\r|\n)[ \t>]*)?(?:<([^<>\r\n]+)>|([^\s<>]+))")
_LINE = regex(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_MAY_LEAD = regex(r"\]:|\]\([^)\r\n]*\.m", re.IGNORECASE)


def redirect(target: str, page: Callable[[str], str | None]) -> str:
    """A link's target, leading to a page where it leads to an article.

    `page` gives the page for a relative path to an article, None where it has none. What asks or
    points into the page (`?…`, `#…`) stays.

    >>> redirect("b.md?print#dose", {"b.md": "b.html"}.get), redirect("https://example.org/b.md", {}.get)
    ('b.html?print#dose', 'https://example.org/b.md')
    """
    path, rest = _parted(target)
    if not path or ":" in path.split("/")[0] or path.startswith("/"):
        return target
    found = page(unquote(path))
    return target if found is None else f"{quote(found)}{rest}"


def _parted(target: str) -> tuple[str, str]:
    path = re.split(r"[?#]", target, maxsplit=1)[0]
    return path, target[len(path) :]


def addressed(assembled: Assembled, page: Callable[[PurePosixPath], PurePosixPath]) -> list[Edit]:
    """The edits that let the links of a localized Markdown article lead to pages.

    `page` gives the folder that an article's page is shown as. Raw HTML is the author's and stays.
    """
    text, article = assembled.text, assembled.article
    if not _ARTICLE.search(article.path) or not _MAY_LEAD.search(text):
        return []
    here = PurePosixPath(article.path)

    def address(path: str) -> str | None:
        other = posixpath.normpath(posixpath.join(here.parent, path))
        if not _ARTICLE.search(path) or other.startswith(".."):
            return None
        return posixpath.relpath(page(PurePosixPath(other)), page(here)) + "/"

    edits = []
    for start, end in (*_inline(assembled), *_definitions(text)):
        new = redirect(text[start:end], address)
        if new != text[start:end]:
            edits.append(Edit(start, end, new))
    return edits


def _inline(assembled: Assembled) -> Iterator[tuple[int, int]]:
    """Where the targets of `[text](target)` stand."""
    for segment, (start, end) in zip(assembled.article.segments, assembled.places, strict=True):
        written = assembled.text[start:end]
        if "](" not in written:
            continue
        for piece in analyse(written, segment.syntax, segment.labels):
            if piece.kind is PieceKind.LINK and piece.role is not Role.OPEN:
                found = _TARGET.match(written, piece.start, piece.end)
                if found:
                    yield (
                        start + found.start(found.lastindex or 0),
                        start + found.end(found.lastindex or 0),
                    )


def _definitions(text: str) -> Iterator[tuple[int, int]]:
    """Where the targets of `[label]: target` stand."""
    if "]:" not in text:
        return
    parts = split(text)
    lines = [found.start() for found in _LINE.finditer(parts.body)]
    body = re.sub(r"\r\n?", "\n", parts.body)
    for token in blocks(body)[0]:
        if token.type == "definition":
            found = _DEFINITION.search(parts.body, lines[token.map[0]])
            if found:
                start, end = found.span(found.lastindex or 0)
                yield len(parts.head) + start, len(parts.head) + end
