"""Whether a target keeps the markup of its source: asked of every rung before it is taken."""

from __future__ import annotations

from collections.abc import Sequence

from localize.markdown.inline import analyse, protected_keys
from localize.model import Piece, Role, Segment, Syntax


def keeps_markup(segment: Segment, target: str) -> bool:
    """Whether `target` has the same protected pieces as the segment, spans properly nested."""
    pieces = analyse(target, segment.syntax, segment.labels)
    source = segment.pieces or analyse(segment.text, segment.syntax, segment.labels)
    return protected_keys(pieces) == protected_keys(source) and (
        _well_nested(pieces) or not _well_nested(source)
    )


def part_keeps_markup(
    source: str, target: str, syntax: Syntax, labels: Sequence[tuple[str, str]]
) -> bool:
    """The same of a part of a segment."""
    return protected_keys(analyse(source, syntax, labels)) == protected_keys(
        analyse(target, syntax, labels)
    )


def _well_nested(pieces: Sequence[Piece]) -> bool:
    opened: list[Piece] = []
    for piece in pieces:
        if piece.role is Role.OPEN:
            opened.append(piece)
        elif piece.role is Role.CLOSE:
            if not opened or (opened[-1].kind, opened[-1].tag) != (piece.kind, piece.tag):
                return False
            opened.pop()
    return not opened


_SPECIAL = {
    Syntax.MARKDOWN: str.maketrans({c: f"\\{c}" for c in "\\`*_[]<>|~$&{}"}),
    Syntax.MDX: str.maketrans({c: f"\\{c}" for c in "\\`*_[]<>|~${}&"}),
    Syntax.HTML: str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"}),
    Syntax.PLAIN: {},
}


def escaped(text: str, syntax: Syntax) -> str:
    """Running text, written so that none of it is markup."""
    return text.translate(_SPECIAL[syntax])
