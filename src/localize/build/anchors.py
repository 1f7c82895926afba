"""Pinned heading ids: a link to `#dosing` keeps working where the heading has become `Dosificación`.

Site generators derive a heading's id from its text. A pinned heading is given the id its source text
gives, so that links from inside and outside the article, bookmarks and tables of contents stay right.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from localize.build.edit import Edit
from localize.build.layouts.layout import Anchor
from localize.build.layouts.slug import Slug, slugify
from localize.model import Kind, Piece, PieceKind, Role, Segment

if TYPE_CHECKING:
    from localize.build.assemble import Assembled
    from localize.build.layouts.layout import Layout


def pins(assembled: Assembled, layout: Layout) -> list[Edit]:
    """The edits that give the source's ids to all headings that read otherwise than their source."""
    text, article = assembled.text, assembled.article
    names = Names(layout.slug)
    edits: list[Edit] = []
    for segment, slot, (start, end) in zip(
        article.segments, article.slots, assembled.places, strict=True
    ):
        if segment.kind is not Kind.HEADING:
            continue
        name = names.next(plain(segment))
        line_end = re.compile(r"[\r\n]|\Z").search(text, end)
        rest = text[end : line_end.start()] if line_end else ""
        own = "{" in rest or any(p.kind is PieceKind.ATTRIBUTES for p in segment.pieces)
        if own or not name or text[start:end] == article.text[slot.start : slot.end]:
            continue
        if layout.anchor is Anchor.ATTRIBUTE:
            edits.append(Edit(end, end, f" {{#{name}}}"))
        else:
            edits.append(Edit(start, start, f'<a id="{html.escape(name)}"></a>'))
    return edits


def plain(segment: Segment) -> str:
    """What a reader sees of a segment, without markup."""
    return "".join(_seen(segment.text, piece) for piece in segment.pieces)


def _seen(text: str, piece: Piece) -> str:
    written = text[piece.start : piece.end]
    if piece.kind is PieceKind.TEXT:
        return written
    if piece.kind is PieceKind.ENTITY:
        return html.unescape(written)
    if piece.kind is PieceKind.ESCAPE:
        return written[1:]
    if piece.kind is PieceKind.CODE and piece.role is Role.SOLO:
        return piece.value.strip("`")
    return ""


class Names:
    """Ids in the order of their headings: the second of a name gets a number, as in the generator.

    >>> names = Names(Slug.GITHUB)
    >>> names.next("How it works?"), names.next("How it works!")
    ('how-it-works', 'how-it-works-1')
    """

    def __init__(self, slug: Slug) -> None:
        self._slug = slug
        self._taken: dict[str, int] = {}
        """Names in use, each with the number that the last one after it got."""

    def next(self, text: str) -> str:
        """The id of the next heading; empty where its text gives none."""
        base = name = slugify(text, self._slug)
        sign = "_" if self._slug is Slug.PYTHON_MARKDOWN else "-"
        number = self._taken.get(base, 0)
        while name in self._taken:
            number += 1
            name = f"{base}{sign}{number}"
        self._taken[base] = number
        self._taken.setdefault(name, 0)
        return name if base else ""
