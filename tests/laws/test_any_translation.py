"""Whatever a translation says, the built article has the blocks, links, code and HTML of its source.

Asked of a parser that knows nothing of ours, so that a mistake in what we verify with shows.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.laws.law import build, shape

from localize import extract
from localize.model import Article, PieceKind

_NASTY = st.text(alphabet="ab1 .)#*_`[]()<>!|\\-+=~:&;{}$%/\n\r\t\"'é", max_size=25)
_KNOWN = st.sampled_from(
    [
        "1. Mai",
        "# x",
        "- x",
        "> x",
        "```",
        "~~~",
        "***",
        "---",
        "===",
        "a|b",
        "<script>x</script>",
        "<!-- x",
        "-->",
        "[x]: /y",
        "[x](javascript:alert(1))",
        "![x](y)",
        "**x",
        "`x",
        "&lt;",
        "\\",
        "    x",
        "\tx",
        "x  \ny",
        "x\n\ny",
        ":::note",
        "!!! note",
        ": x",
        "{{< x >}}",
        "{% x %}",
        "$x$",
        "+++",
        "<div>",
        "</div>",
        "<b>",
        "[^1]: x",
        "|x|y|",
    ]
)
_TARGET = st.one_of(_KNOWN, _NASTY, st.tuples(_KNOWN, _NASTY).map(" ".join))

_HERE = Path(__file__).parent / "articles"


@pytest.fixture(scope="module", name="article")
def _article() -> Article:
    return extract.article("kitchen-sink.md", (_HERE / "kitchen-sink.md").read_bytes())


@given(st.dictionaries(st.integers(0, 999), _TARGET, min_size=1, max_size=4))
def test_structure_survives(article: Article, chosen: dict[int, str]) -> None:
    ids = sorted({segment.id for segment in article.segments})
    targets = {ids[number % len(ids)]: target for number, target in chosen.items()}
    built = build(article, targets)
    assert shape(built.text) == shape(article.text)


@given(st.integers(0, 999), st.lists(_NASTY, min_size=4, max_size=4))
def test_text_around_the_pieces_survives(article: Article, number: int, texts: list[str]) -> None:
    """With all its pieces in place and anything around them a translation is taken or falls back, never half."""
    segment = article.segments[number % len(article.segments)]
    parts = [
        texts[i % len(texts)]
        if piece.kind is PieceKind.TEXT
        else segment.text[piece.start : piece.end]
        for i, piece in enumerate(segment.pieces)
    ]
    built = build(article, {segment.id: "".join(parts)})
    assert shape(built.text) == shape(article.text)
    again = extract.article(article.path, built.text.encode())
    assert again.shape == article.shape
