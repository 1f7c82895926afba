"""Inline Markdown as a tree that a page can show and that cannot run.

The page builds elements from these trees by name, out of a short list, and sets text as text: no
string of a text, however hostile, is ever parsed as HTML. A tree is a list of nodes:

    "text"                          text
    ["mark", kinds, note, text]     a highlighted stretch, `kinds` separated by spaces
    ["em", nodes]                   any of `ELEMENTS`, without attributes
    ["a", href, nodes]              a link; `href` is empty where its scheme is not harmless
    ["img", source, nodes]          an image, shown as its alternative text
    ["code", nodes]                 code or math, as written
    ["chip", kind, nodes]           markup that is not rendered: HTML, shortcodes, footnotes, …
    ["title", nodes]                the title of a link or image
    ["br"]                          a hard break
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from localize.model import Finding, Piece, PieceKind, Role
from localize.regex import regex
from localize.review.row import Mark, MarkKind

Node = str | list["Node"]
"""JSON-ready; see above."""

ELEMENTS = frozenset(
    (
        "em",
        "strong",
        "s",
        "del",
        "ins",
        "b",
        "i",
        "u",
        "sub",
        "sup",
        "small",
        "kbd",
        "abbr",
        "q",
        "cite",
        "var",
        "samp",
    )
)
"""Elements that are rendered as what they are. None takes an attribute here."""

_HARMLESS = regex(r"(?:https?|mailto):[^\s\x00-\x1f]+", re.IGNORECASE)


class Stretch(NamedTuple):
    """Non-overlapping: what is to be said of `text[start:end]` by all marks on it."""

    start: int
    end: int
    kinds: str
    note: str


def stretches(marks: Iterable[Mark], text: str) -> tuple[Stretch, ...]:
    """Marks, which may overlap or reach too far, as stretches in order that do neither.

    Spaces at the ends of a mark are left out of it.

    >>> [(s.start, s.end, s.kinds) for s in stretches(
    ...     [Mark(0, 4, MarkKind.NUMBER), Mark(2, 9, MarkKind.TERM)], "abcdef")]
    [(0, 2, 'number'), (2, 4, 'number term'), (4, 6, 'term')]
    """
    clipped = [(*_trim(text, max(0, mark.start), min(mark.end, len(text))), mark) for mark in marks]
    clipped = [item for item in clipped if item[0] < item[1]]
    edges = sorted({edge for start, end, _ in clipped for edge in (start, end)})
    found: list[Stretch] = []
    for start, end in pairwise(edges):
        here = [mark for low, high, mark in clipped if low <= start and end <= high]
        if here:
            kinds = " ".join(sorted({str(mark.kind) for mark in here}))
            notes = " · ".join(dict.fromkeys(mark.note for mark in here if mark.note))
            found.append(Stretch(start, end, kinds, notes))
    return tuple(found)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def finding_marks(findings: Iterable[Finding], *, source: bool) -> tuple[Mark, ...]:
    """Where the findings point to, in the source or in the target."""
    spans = ((f.source_span if source else f.span, f.message) for f in findings if not f.ignored)
    return tuple(Mark(*span, MarkKind.FINDING, note) for span, note in spans if span)


def raw_tree(text: str, marked: Sequence[Stretch]) -> list[Node]:
    """The text as it is written, highlights in it."""
    return _slice(text, 0, len(text), marked)


def rendered_tree(text: str, pieces: Sequence[Piece], marked: Sequence[Stretch]) -> list[Node]:
    """The text as a reader sees it, highlights in it; `pieces` cover it."""
    builder = _Builder(text, marked)
    for piece in pieces:
        builder.add(piece)
    return builder.root


@dataclass(slots=True)
class _Open:
    """A span that was opened and waits for its end."""

    kind: PieceKind
    tag: str
    node: list[Node]
    nodes: list[Node]


@dataclass(slots=True)
class _Builder:
    text: str
    marked: Sequence[Stretch]
    root: list[Node] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)

    def add(self, piece: Piece) -> None:
        match piece.kind:
            case PieceKind.TEXT:
                self._nodes().extend(_slice(self.text, piece.start, piece.end, self.marked))
            case PieceKind.ENTITY:
                self._whole(piece, html.unescape(self.text[piece.start : piece.end]))
            case PieceKind.ESCAPE:
                self._whole(piece, piece.value)
            case PieceKind.CODE | PieceKind.MATH:
                self._nodes().append(["code", self._inside(piece)])
            case PieceKind.BREAK:
                self._nodes().append(["br"])
            case PieceKind.AUTOLINK | PieceKind.URL:
                self._nodes().append(["a", _href(piece.value.strip("<>")), self._inside(piece)])
            case PieceKind.EMPHASIS | PieceKind.LINK | PieceKind.IMAGE | PieceKind.HTML:
                self._span(piece)
            case _:
                self._chip(piece)

    def _nodes(self) -> list[Node]:
        return self.stack[-1].nodes if self.stack else self.root

    def _span(self, piece: Piece) -> None:
        tag = piece.tag.lower()
        if piece.kind is PieceKind.HTML and tag not in ELEMENTS:
            if tag == "br":
                self._nodes().append(["br"])
            else:
                self._chip(piece)
        elif piece.role is Role.OPEN:
            nodes: list[Node] = []
            match piece.kind:
                case PieceKind.LINK:
                    node: list[Node] = ["a", _href(piece.value), nodes]
                case PieceKind.IMAGE:
                    node = ["img", piece.value, nodes]
                case _:
                    node = [tag, nodes]
            self._nodes().append(node)
            self.stack.append(_Open(piece.kind, tag, node, nodes))
        elif piece.role is Role.SOLO and piece.kind in (PieceKind.LINK, PieceKind.IMAGE):
            self._title(piece.kind)
        else:
            self._close(piece, tag)

    def _title(self, kind: PieceKind) -> None:
        """What comes now, up to the end of the link or image, is its title."""
        nodes: list[Node] = []
        self._nodes().append(["title", nodes])
        self.stack.append(_Open(kind, "title", [], nodes))

    def _close(self, piece: Piece, tag: str) -> None:
        for depth in reversed(range(len(self.stack))):
            opened = self.stack[depth]
            if opened.kind is piece.kind and opened.tag == tag:
                # Whatever was opened inside and never closed ends here too.
                del self.stack[depth:]
                return
        self._chip(piece)

    def _chip(self, piece: Piece) -> None:
        self._nodes().append(["chip", str(piece.kind), self._raw(piece)])

    def _inside(self, piece: Piece) -> list[Node]:
        """The piece's value, highlighted where it stands in the text; else as a whole."""
        raw = self.text[piece.start : piece.end]
        at = raw.find(piece.value) if piece.value else 0
        if at < 0:
            return [piece.value]
        start = piece.start + at
        end = start + len(piece.value) if piece.value else piece.end
        return _slice(self.text, start, end, self.marked)

    def _raw(self, piece: Piece) -> list[Node]:
        return _slice(self.text, piece.start, piece.end, self.marked)

    def _whole(self, piece: Piece, shown: str) -> None:
        over = [s for s in self.marked if s.start < piece.end and piece.start < s.end]
        node: Node = ["mark", over[0].kinds, over[0].note, shown] if over else shown
        self._nodes().append(node)


def _slice(text: str, start: int, end: int, marked: Sequence[Stretch]) -> list[Node]:
    """`text[start:end]` with the stretches that reach into it."""
    nodes: list[Node] = []
    at = start
    for stretch in marked:
        low, high = max(stretch.start, start), min(stretch.end, end)
        if low >= high:
            continue
        if low > at:
            nodes.append(text[at:low])
        nodes.append(["mark", stretch.kinds, stretch.note, text[low:high]])
        at = high
    if at < end:
        nodes.append(text[at:end])
    return nodes


def _href(target: str) -> str:
    """The target of a link one may follow, or the empty string."""
    return target if _HARMLESS.fullmatch(target) else ""
