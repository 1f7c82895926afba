"""Markup as inline codes: a text as running text and numbered codes that hold the rest.

The raw texts of all parts joined are the text again.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from localize.markdown.inline import analyse
from localize.model import Piece, PieceKind, Role, Segment


class Part(NamedTuple):
    """A stretch of a text: running text where `kind` is None, else a code."""

    raw: str
    kind: PieceKind | None = None
    role: Role = Role.SOLO
    id: int = 0
    """The opening and the closing code of a span share it, and so do source and target."""
    tag: str = ""
    shown: str = ""
    """The text a code stands for, where it stands for text."""
    key: tuple[str, str, str, str] = ("", "", "", "")
    """Codes with equal keys do the same job."""

    @property
    def deletable(self) -> bool:
        """Whether a translation may go without it: emphasis, and characters written specially."""
        return self.kind in (PieceKind.EMPHASIS, PieceKind.ENTITY, PieceKind.ESCAPE)


def parts_of(text: str, segment: Segment) -> tuple[Part, ...]:
    """A source or target text of the segment as parts, codes numbered from 1."""
    pieces = analyse(text, segment.syntax, segment.labels)
    found = [_part(text, piece) for piece in pieces]
    _pair(found)
    return tuple(_join(found))


def numbered_like(source: Sequence[Part], target: Sequence[Part]) -> tuple[Part, ...]:
    """The target's parts with the numbers of the source's codes that do the same job.

    A code that the source has not (or not so often) gets a number of its own.
    """
    free: dict[tuple[str, ...], list[int]] = {}
    for part in source:
        if part.kind is not None and part.role is not Role.CLOSE:
            free.setdefault(part.key, []).append(part.id)
    after = max((part.id for part in source), default=0)
    numbers: dict[int, int] = {}
    for part in target:
        if part.kind is None or part.role is Role.CLOSE:
            continue
        if same := free.get(part.key):
            numbers[part.id] = same.pop(0)
        else:
            after += 1
            numbers[part.id] = after
    return tuple(
        part if part.kind is None else part._replace(id=numbers[part.id]) for part in target
    )


def is_nested(parts: Iterable[Part]) -> bool:
    """Whether every span ends inside the span it began in."""
    stack: list[int] = []
    for part in parts:
        if part.role is Role.OPEN:
            stack.append(part.id)
        elif part.role is Role.CLOSE and stack.pop() != part.id:
            return False
    return True


def _part(text: str, piece: Piece) -> Part:
    raw = text[piece.start : piece.end]
    if piece.kind is PieceKind.TEXT:
        return Part(raw=raw)
    shown = ""
    if piece.kind is PieceKind.ENTITY:
        shown = html.unescape(raw)
    elif piece.kind is PieceKind.ESCAPE:
        shown = piece.value
    return Part(
        raw=raw, kind=piece.kind, role=piece.role, tag=piece.tag.lower(), shown=shown, key=piece.key
    )


def _pair(parts: list[Part]) -> None:
    """Number the codes; what opens and never closes, or closes unopened, stands alone."""
    opened: list[int] = []
    number = 0
    for index, part in enumerate(parts):
        if part.kind is None:
            continue
        if part.role is Role.CLOSE:
            match = next(
                (
                    at
                    for at in reversed(opened)
                    if (parts[at].kind, parts[at].tag) == (part.kind, part.tag)
                ),
                None,
            )
            if match is not None:
                opened.remove(match)
                parts[index] = part._replace(id=parts[match].id)
                continue
            part = part._replace(role=Role.SOLO)  # noqa: PLW2901 (what follows is the same for it)
        number += 1
        parts[index] = part._replace(id=number)
        if part.role is Role.OPEN:
            opened.append(index)
    for index in opened:
        parts[index] = parts[index]._replace(role=Role.SOLO)


def _join(parts: Iterable[Part]) -> Iterable[Part]:
    """Neighbouring running texts as one."""
    text = ""
    for part in parts:
        if part.kind is None:
            text += part.raw
            continue
        if text:
            yield Part(raw=text)
            text = ""
        yield part
    if text:
        yield Part(raw=text)
