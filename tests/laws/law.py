"""The laws, asked of one article."""

from __future__ import annotations

import string

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
    for before, after in zip(article.segments, again.segments, strict=True):
        assert protected_keys(before.pieces) == protected_keys(after.pieces)
        left = "".join(
            after.text[p.start : p.end] for p in after.pieces if p.kind is PieceKind.TEXT
        )
        assert not set(left) & set(string.ascii_letters), left
    return article
