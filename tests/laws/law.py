"""The laws, asked of one article."""

from __future__ import annotations

import re
import string
from collections import Counter
from typing import Any

from markdown_it import MarkdownIt

from localize import extract
from localize.build.assemble import Assembled, assemble
from localize.markdown.inline import protected_keys
from localize.model import Article, PieceKind, Segment

LOOKALIKES = str.maketrans(
    string.ascii_letters,
    "àƀćďèƒĝĥìĵķļɱñòƥɋŕśťùṽŵẋýžÀƁĆĎÈƑĜĤÌĴĶĻⱮÑÒƤɊŔŚŤÙṼŴẊÝŽ",
)


def pseudo(segment: Segment) -> str:
    """Every ASCII letter a reader sees, made another; the rest as it is."""
    return "".join(
        segment.text[p.start : p.end].translate(LOOKALIKES)
        if p.kind is PieceKind.TEXT
        else segment.text[p.start : p.end]
        for p in segment.pieces
    )


def build(article: Article, targets: dict[str, str]) -> Assembled:
    return assemble(
        article, "es", (), targets, lambda text: extract.article(article.path, text.encode())
    )


_PARSER = MarkdownIt("commonmark").enable("table")
_FRONT_MATTER = re.compile(r"(?:---\n.*?\n(?:---|\.\.\.)|\+\+\+\n.*?\n\+\+\+)(?:\n|\Z)", re.DOTALL)


def shape(text: str) -> list[Any]:
    """Blocks in order, and inline tokens with their targets, without order inside a block.

    By a parser that knows nothing of ours, so that a mistake in what we verify with shows.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    front = _FRONT_MATTER.match(text)
    text = text[front.end() :] if front else text
    # CommonMark knows no footnotes: one of a single word would be a link definition to it.
    text = re.sub(r"(?m)^\[\^[^\]]+\]:", "note:", text)
    found: list[Any] = []
    for token in _PARSER.parse(text):
        if token.type != "inline":
            code = token.content if token.type in ("fence", "code_block") else ""
            found.append((token.type, token.tag, token.info, code))
            continue
        inside: Counter[tuple[str, ...]] = Counter()
        _count(token.children or [], inside)
        found.append(inside)
    return found


def _count(tokens: list[Any], inside: Counter[tuple[str, ...]]) -> None:
    for token in tokens:
        if token.type in ("text", "softbreak", "text_special"):
            continue
        target = str(token.attrs.get("href") or token.attrs.get("src") or "")
        code = token.content if token.type in ("code_inline", "html_inline") else ""
        inside[token.type, target, code] += 1
        _count(token.children or [], inside)


def assert_identity(name: str, data: bytes) -> None:
    article = extract.article(name, data)
    assert build(article, {}).text.encode() == data
    assert build(article, {s.id: s.text for s in article.segments}).text.encode() == data


def assert_structure(name: str, data: bytes) -> Article:
    """The pseudo-translation takes every slot, and taken apart again the article has the same structure."""
    article = extract.article(name, data)
    built = build(article, {s.id: pseudo(s) for s in article.segments})
    broken = [s.text for s in article.segments if s.id in built.fallbacks]
    assert not broken
    again = extract.article(name, built.text.encode())
    assert again.shape == article.shape
    if not name.endswith(".txt"):
        assert shape(built.text) == shape(article.text)
    for before, after in zip(article.segments, again.segments, strict=True):
        assert protected_keys(before.pieces) == protected_keys(after.pieces)
        left = "".join(
            after.text[p.start : p.end] for p in after.pieces if p.kind is PieceKind.TEXT
        )
        assert not set(left) & set(string.ascii_letters), left
    return article
