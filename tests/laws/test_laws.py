"""Identity, structure and reach: on articles of our own, on CommonMark's examples, and on made-up ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.laws.law import assert_identity, assert_structure

from localize import extract

Articles = list[tuple[str, bytes]]


def variants(data: bytes) -> dict[str, bytes]:
    unix = data.replace(b"\r\n", b"\n")
    return {
        "as it is": data,
        "CRLF": unix.replace(b"\n", b"\r\n"),
        "BOM": b"\xef\xbb\xbf" + unix,
        "BOM and CRLF": b"\xef\xbb\xbf" + unix.replace(b"\n", b"\r\n"),
        "no final newline": unix.rstrip(b"\n"),
        "more newlines": unix + b"\n\n",
    }


@pytest.mark.parametrize("variant", variants(b""))
def test_identity_of_articles(articles: Articles, variant: str) -> None:
    for name, data in articles:
        assert_identity(name, variants(data)[variant])


@pytest.mark.parametrize("variant", variants(b""))
def test_structure_of_articles(articles: Articles, variant: str) -> None:
    for name, data in articles:
        article = assert_structure(name, variants(data)[variant])
        plain = extract.article(name, data)
        assert [s.text for s in article.segments] == [s.text for s in plain.segments]


def test_identity_of_commonmark(commonmark: Articles) -> None:
    for name, data in commonmark:
        assert_identity(name, data)


def test_structure_of_commonmark(commonmark: Articles) -> None:
    for name, data in commonmark:
        assert_structure(name, data)


_WORDS = st.sampled_from(
    [
        "word",
        "two words",
        "*em*",
        "**strong**",
        "`code`",
        "[a link](https://e.org 'T')",
        "![alt](i.png)",
        "<b>html</b>",
        "&amp;",
        "\\*",
        "{{ v }}",
        "$x$",
        "5 mg",
        "1.",
        "#",
        "|",
        ">",
        "[r]",
        "a\\\nb",
        "wrapped\nline",
        "é",
        "🧠",
        "[^1]",
    ]
)
_TEXT = st.lists(_WORDS, min_size=1, max_size=5).map(" ".join)
_BLOCK = st.one_of(
    _TEXT,
    _TEXT.map(lambda t: "# " + t.replace("\n", " ")),
    _TEXT.map(lambda t: t + "\n---"),
    st.lists(_TEXT, min_size=1, max_size=3).map(
        lambda ts: "\n".join("- " + t.replace("\n", "\n  ") for t in ts)
    ),
    st.lists(_TEXT, min_size=1, max_size=3).map(
        lambda ts: "\n\n".join("7. " + t.replace("\n", "\n   ") for t in ts)
    ),
    _TEXT.map(lambda t: "> " + t.replace("\n", "\n> ")),
    st.tuples(_TEXT, _TEXT).map(
        lambda ts: "| {} | {} |\n|--|--|\n| {} | {} |".format(
            *(t.replace("\n", " ").replace("|", "\\|") for t in (*ts, *ts))
        )
    ),
    _TEXT.map(lambda t: f"<div>\n{t}\n</div>"),
    _TEXT.map(lambda t: f":::note\n{t}\n:::"),
    st.sampled_from(
        [
            "```\ncode\n```",
            "    code",
            "***",
            "[r]: /url 'Title'",
            "[^1]: Note",
            "<!-- c -->",
            "Term\n: Def",
        ]
    ),
)
_DOCUMENT = st.tuples(
    st.lists(_BLOCK, max_size=6).map("\n\n".join), st.sampled_from(["", "\n", "\n\n"])
).map("".join)


@given(_DOCUMENT)
def test_identity_of_anything(text: str) -> None:
    assert_identity("a.md", text.encode())


@given(st.text(alphabet="ab *_`[]()<>!#-+.1>|\\\n\t&;:{}$~'\"", max_size=60))
def test_identity_of_noise(text: str) -> None:
    assert_identity("a.md", text.encode())


@given(st.text(alphabet="ab *_`[]()<>!#-+.1>|\\\n\t&;:{}$~'\"", max_size=60))
def test_slots_never_overlap_and_hold_the_text(text: str) -> None:
    article = extract.article("a.md", text.encode())
    at = 0
    for slot, segment in zip(article.slots, article.segments, strict=True):
        assert at <= slot.start < slot.end
        at = slot.end
        assert "".join(segment.text[p.start : p.end] for p in segment.pieces) == segment.text
