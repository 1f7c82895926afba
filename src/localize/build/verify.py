"""Does a localized article have the structure of its source? Asked before anything is written."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from localize.markdown.inline import analyse, readable_text, refused_links, visible
from localize.model import Article, Piece, PieceKind, Role, Segment, Syntax

Reparse = Callable[[str], Article]
"""Takes a localized text apart the way its source was."""

_NAMES = {
    PieceKind.CODE: "code",
    PieceKind.LINK: "link",
    PieceKind.IMAGE: "image",
    PieceKind.AUTOLINK: "link",
    PieceKind.TEMPLATE: "template tag",
    PieceKind.MATH: "formula",
    PieceKind.FOOTNOTE: "footnote reference",
    PieceKind.BREAK: "hard line break",
    PieceKind.HTML: "HTML tag",
    PieceKind.ATTRIBUTES: "attribute list",
    PieceKind.EMPHASIS: "emphasis",
}


def markup_difference(segment: Segment, target: str) -> str | None:
    """What of the source's markup a settled target lost or gained, in words; None where nothing."""
    pieces = analyse(target, segment.syntax, segment.labels)
    if segment.syntax is Syntax.PLAIN:
        return "no text is left" if _blank(visible(target, pieces)) else None
    have = Counter(p.key for p in _structural(pieces))
    want = Counter(p.key for p in _structural(segment.pieces))
    if have != want:
        lost = [_describe(key) for key in (want - have).elements()]
        gained = [_describe(key) for key in (have - want).elements()]
        said = [f"missing {_list(lost)}"] if lost else []
        said += [f"surplus {_list(gained)}"] if gained else []
        return "; ".join(said)
    refused = refused_links(target, pieces)
    # What is no link in the source either is text there, and may be translated.
    if len(refused) > len(refused_links(segment.text, segment.pieces)):
        return f"surplus link that is refused: {_list([target[a:b].lstrip('](<') for a, b in refused])}"
    empty = Counter(_empty_spans(target, pieces)) - Counter(
        _empty_spans(segment.text, segment.pieces)
    )
    if empty:
        return f"nothing is left inside a {_list(list(empty))}"
    if readable_text(segment.text, segment.pieces) and _blank(visible(target, pieces)):
        return "no text is left"
    return None


def _blank(shown: str) -> bool:
    """Is there nothing that a reader sees: white space and characters without a look of their own?"""
    return all(c.isspace() or unicodedata.category(c) == "Cf" for c in shown)


def _structural(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Bare URLs are text to CommonMark; that they survive is for the checks."""
    return (p for p in pieces if not p.is_text and p.kind is not PieceKind.URL)


def _describe(key: tuple[str, str, str, str]) -> str:
    kind, role, tag, value = key
    name = _NAMES.get(PieceKind(kind), kind)
    shown = value or {"em": "*", "strong": "**", "s": "~~"}.get(tag, "")
    side = f" ({role})" if role != Role.SOLO and PieceKind(kind) is PieceKind.EMPHASIS else ""
    return f"{name} {shown}{side}".strip()


def _list(items: list[str]) -> str:
    return ", ".join(dict.fromkeys(items))


def _empty_spans(text: str, pieces: Sequence[Piece]) -> Iterator[str]:
    """Links, images and emphasis with nothing but white space in them."""
    opened: list[int] = []
    for piece in pieces:
        if piece.kind not in (PieceKind.LINK, PieceKind.IMAGE, PieceKind.EMPHASIS):
            continue
        if piece.role is Role.OPEN:
            opened.append(piece.end)
        elif opened and not text[opened.pop() : piece.start].strip():
            yield _NAMES[piece.kind]


def same_structure(article: Article, built: Article, targets: Sequence[str | None]) -> bool:
    """Is `built` the article with exactly these texts in its slots, and nothing else changed?

    `targets[i]` is the settled target of slot i, None where the source stands.
    """
    if len(built.slots) != len(article.slots) or built.shape != article.shape:
        return False
    if [s.holder for s in built.slots] != [s.holder for s in article.slots]:
        return False
    if list(_gaps(article)) != list(_gaps(built)):
        return False
    for segment, found, target in zip(article.segments, built.segments, targets, strict=True):
        if target is None:
            if found.text != segment.text:
                return False
        elif found.syntax is not segment.syntax or _seen(segment, target) != visible(
            found.text, found.pieces
        ):
            return False
    return True


def _seen(segment: Segment, target: str) -> str:
    return visible(target, analyse(target, segment.syntax, segment.labels))


def _gaps(article: Article) -> Iterator[str]:
    """The skeleton: what stands between the slots."""
    at = 0
    for slot in article.slots:
        yield article.text[at : slot.start]
        at = slot.end
    yield article.text[at:]
