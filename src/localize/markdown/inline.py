"""Inline Markdown with positions: which stretches of a text are what.

markdown-it-py says what the inline tokens of a text are, not where. `scanner` writes down
where each began and ended; `analyse` turns that into pieces which cover the text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from localize.markdown import syntaxes
from localize.model import Piece, PieceKind, Role, Syntax
from localize.regex import regex

if TYPE_CHECKING:
    from localize.markdown.scanner import References

_HTML = regex(
    r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|<![A-Za-z][^>]*>"
    r"|</?[A-Za-z][\w.:-]*(?:\s+[^\s\"'<>/={]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?|\s*/(?=>))*\s*/?>",
    re.DOTALL,
)
_ENTITY = regex(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")
_TARGET = regex(r"\]\([^()\s]*\)(?:\{[^{}\n]*\})?")
_TAG_NAME = regex(r"</?([A-Za-z][\w.:-]*)")


def references_of(labels: Iterable[tuple[str, str]]) -> References:
    """The references a segment's `labels` stand for."""
    return {label: {"href": href, "title": ""} for label, href in labels}


_MARKUP = regex(r"[$&*<@\[\\_`{~]|:(?=\S)|www\.| {2}\n")
"""A text without a match is nothing but running text."""


def analyse(
    text: str,
    syntax: Syntax,
    labels: Iterable[tuple[str, str]] = (),
    references: References | None = None,
) -> tuple[Piece, ...]:
    """Pieces that cover `text`, in order.

    `labels` are the link labels that count as defined (`Segment.labels`); `references` gives them
    in markdown-it-py's form instead.
    """
    if not text:
        return ()
    if not _MARKUP.search(text):
        return (Piece(0, len(text), PieceKind.TEXT),)
    if references is None:
        return _known(text, syntax, tuple(labels))
    return _analyse(text, syntax, references)


@lru_cache(maxsize=4096)
def _known(text: str, syntax: Syntax, labels: tuple[tuple[str, str], ...]) -> tuple[Piece, ...]:
    # The same targets are looked at by the ladder, the checks and the verification of a build.
    return _analyse(text, syntax, references_of(labels))


def _analyse(text: str, syntax: Syntax, references: References) -> tuple[Piece, ...]:
    if syntax is Syntax.PLAIN:
        return tuple(_with_gaps(text, []))
    if syntax is Syntax.HTML:
        return tuple(_with_gaps(text, _html_pieces(text)))
    found: list[Piece] = []
    _collect(text, 0, text, references, found, mdx=syntax is Syntax.MDX)
    return tuple(_with_gaps(text, found))


_REFUSED = regex(r"(?<!\\)\]\(\s*[^\s()]+|(?<!\\)<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*")
"""What was meant for a link, standing in running text."""


def refused_links(text: str, pieces: Iterable[Piece]) -> list[tuple[int, int]]:
    """Where running text holds what looks like a link and is none.

    `[x](javascript:y)` is refused by one parser, and by another perhaps not.

    >>> text = "[a](javascript:b) [c](d)"
    >>> refused_links(text, analyse(text, Syntax.MARKDOWN))
    [(2, 16)]
    """
    if "](" not in text and "<" not in text:
        return []
    return [
        m.span()
        for piece in pieces
        if piece.kind is PieceKind.TEXT
        for m in _REFUSED.finditer(text, piece.start, piece.end)
    ]


def _html_pieces(text: str) -> list[Piece]:
    found = [tag_piece(m.start(), m.end(), m[0]) for m in _HTML.finditer(text)]
    taken = [(p.start, p.end) for p in found]
    if "{" in text:
        templates = [
            Piece(m.start(), m.end(), PieceKind.TEMPLATE, value=m[0])
            for m in syntaxes.TEMPLATE.finditer(text)
            if not any(s < m.end() and m.start() < e for s, e in taken)
        ]
        found += templates
        taken += [(p.start, p.end) for p in templates]
    if "](" in text:  # Markdown inside HTML
        found += [
            Piece(m.start(), m.end(), PieceKind.TEMPLATE, value=m[0])
            for m in _TARGET.finditer(text)
            if not any(s < m.end() and m.start() < e for s, e in taken)
        ]
        taken = [(p.start, p.end) for p in found]
    found += [
        Piece(m.start(), m.end(), PieceKind.ENTITY, value=m[0])
        for m in _ENTITY.finditer(text)
        if not any(s <= m.start() < e for s, e in taken)
    ]
    return sorted(found, key=lambda piece: piece.start)


def tag_piece(start: int, end: int, raw: str) -> Piece:
    """The piece for an HTML tag or comment."""
    name = _TAG_NAME.match(raw)
    tag = name[1] if name else ""
    role = Role.SOLO
    if raw.startswith("</"):
        role = Role.CLOSE
    elif tag and not raw.endswith("/>") and tag.lower() not in VOID:
        role = Role.OPEN
    return Piece(start, end, PieceKind.HTML, role, tag, raw)


VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    ]
)
"""HTML elements that never close."""


def _collect(
    text: str, base: int, whole: str, references: References, found: list[Piece], *, mdx: bool
) -> None:
    """Append the pieces of `text`, which stands at `base` in `whole`, except running text."""
    from localize.markdown.scanner import scanner  # running text needs no parser

    found_by = scanner(mdx)
    tokens, spans = found_by.scan(text, references)
    links: list[str] = []
    for token in tokens:
        span = spans.get(id(token))
        if span is None:
            continue
        start, end = span[0] + base, span[1] + base
        kind = token.type
        if kind == "text":
            continue
        if kind == "localize":
            piece = (
                tag_piece(start, end, token.content)
                if token.tag == PieceKind.HTML
                else Piece(start, end, PieceKind(token.tag), value=token.content)
            )
            found.append(piece)
        elif kind in ("em_open", "em_close", "strong_open", "strong_close", "s_open", "s_close"):
            opening = kind.endswith("_open")
            if token.tag == "strong":  # two signs; the other one's token was emptied
                start, end = (start - 1, end) if opening else (start, end + 1)
            role = Role.OPEN if opening else Role.CLOSE
            found.append(Piece(start, end, PieceKind.EMPHASIS, role, token.tag))
        elif kind == "link_open":
            links.append(str(token.attrs["href"]))
            found.append(Piece(start, end, PieceKind.LINK, Role.OPEN, "a", links[-1]))
        elif kind == "link_close":
            if token.info == "auto":
                found.append(Piece(start, end, PieceKind.AUTOLINK, tag="a", value=whole[start:end]))
            else:
                _tail(whole, start, end, PieceKind.LINK, "a", links.pop(), found)
        elif kind == "image":
            source = str(token.attrs["src"])
            found.append(Piece(start, start + 2, PieceKind.IMAGE, Role.OPEN, "img", source))
            _collect(token.content, start + 2, whole, references, found, mdx=mdx)
            _tail(whole, start + 2 + len(token.content), end, PieceKind.IMAGE, "img", source, found)
        elif kind in ("softbreak", "hardbreak"):
            while kind == "hardbreak" and start > base and whole[start - 1] == " ":
                start -= 1
            if kind == "hardbreak":
                found.append(Piece(start, end, PieceKind.BREAK, tag="br"))
        elif kind == "code_inline":
            found.append(Piece(start, end, PieceKind.CODE, tag="code", value=token.content))
        elif kind == "html_inline":
            found.append(tag_piece(start, end, token.content))
        elif kind == "text_special":
            special = PieceKind.ESCAPE if token.info == "escape" else PieceKind.ENTITY
            found.append(Piece(start, end, special, value=token.content))


def _tail(
    whole: str, start: int, end: int, kind: PieceKind, tag: str, value: str, found: list[Piece]
) -> None:
    """The end of a link or image, `](target "title")`: its title is text in the middle of it."""
    raw = whole[start:end]
    title = _TITLE.search(raw) if raw.startswith("](") else None
    if title and not _SETTING.fullmatch(title[1] or title[2] or title[3]):
        inner = 1 if title[1] is not None else 2 if title[2] is not None else 3
        first, last = start + title.start(inner), start + title.end(inner)
        found.append(Piece(start, first, kind, Role.SOLO, tag, value))
        found.append(Piece(last, end, kind, Role.CLOSE, tag, value))
    else:
        found.append(Piece(start, end, kind, Role.CLOSE, tag, value))


_TITLE = regex(
    r"[ \t\n](?:\"((?:\\.|[^\"\\])+)\"|'((?:\\.|[^'\\])+)'|\(((?:\\.|[^()\\])+)\))\s*\)\Z",
    re.DOTALL,
)
_SETTING = regex(r"\s*:[a-z][\w-]*(?:=\S*)?(?:\s+:[a-z][\w-]*(?:=\S*)?)*\s*")
"""What Docsify reads in the place of a title, and shows to nobody: `:size=50x100`, `:include :type=code`."""


def _with_gaps(text: str, found: list[Piece]) -> Iterable[Piece]:
    """Fill what lies between the pieces with running text, URLs in it marked."""
    at = 0
    for piece in found:
        if piece.start > at:
            yield from _running(text, at, piece.start)
        yield piece
        at = piece.end
    if at < len(text):
        yield from _running(text, at, len(text))


_URL_SIGN = regex(r"://|www\.|@")


def _running(text: str, start: int, end: int) -> Iterable[Piece]:
    at = start
    if not _URL_SIGN.search(text, start, end):
        yield Piece(start, end, PieceKind.TEXT)
        return
    for match in syntaxes.BARE_URL.finditer(text, start, end):
        if match.start() > at:
            yield Piece(at, match.start(), PieceKind.TEXT)
        yield Piece(match.start(), match.end(), PieceKind.URL, value=match[0])
        at = match.end()
    if at < end:
        yield Piece(at, end, PieceKind.TEXT)


def protected_keys(pieces: Iterable[Piece]) -> tuple[tuple[str, str, str, str], ...]:
    """What must survive translation, sorted: two texts with equal keys have the same markup.

    Escapes and entities are ways to write text, so they are not among them.
    """
    return tuple(sorted(piece.key for piece in pieces if not piece.is_text))


def visible(text: str, pieces: Iterable[Piece]) -> str:
    """The text a reader sees, markup left out, white space as single spaces."""
    parts: list[str] = []
    for piece in pieces:
        raw = text[piece.start : piece.end]
        if piece.kind is PieceKind.TEXT:
            parts.append(raw)
        elif piece.kind is PieceKind.ENTITY:
            parts.append(html.unescape(raw))
        elif piece.kind is PieceKind.ESCAPE or piece.kind in (
            PieceKind.CODE,
            PieceKind.URL,
            PieceKind.MATH,
        ):
            parts.append(piece.value)
        elif piece.kind is PieceKind.BREAK:
            parts.append(" ")
    return " ".join("".join(parts).split())


READABLE = regex(r"[^\W\d_]|\d[.,\u066b]\d|\d\s?%")
"""A letter of any script, or a number that locales write differently: `0.5`, `100%`."""


def readable_text(text: str, pieces: Iterable[Piece]) -> bool:
    """Is there something for a reader in the running text?"""
    return any(
        piece.kind is PieceKind.TEXT and READABLE.search(text, piece.start, piece.end)
        for piece in pieces
    )


def used_labels(
    text: str, pieces: Iterable[Piece], references: References
) -> tuple[tuple[str, str], ...]:
    """The labels of `references` that the text's links and images refer to, with their targets."""
    if not references:
        return ()
    labels: dict[str, str] = {}
    opened: list[int] = []
    for piece in pieces:
        if piece.kind not in (PieceKind.LINK, PieceKind.IMAGE):
            continue
        if piece.role is Role.OPEN:
            opened.append(piece.end)
        elif piece.role is Role.CLOSE:
            begin = opened.pop()
            raw = text[piece.start : piece.end]
            written = (
                raw[2:-1] if raw.startswith("][") and len(raw) > 3 else text[begin : piece.start]
            )
            from markdown_it.common.utils import normalizeReference

            label = normalizeReference(written)
            if not raw.startswith("](") and label in references:
                labels[label] = references[label]["href"]
    return tuple(sorted(labels.items()))
