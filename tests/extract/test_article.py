"""What an article knows of its segments beyond their texts, and what is refused."""

from __future__ import annotations

import pytest
from tests.laws.law import assert_identity

from localize import extract
from localize.config import Extract
from localize.errors import ArticleError
from localize.extract.source import Lines
from localize.model import Holder, Kind, Syntax, unit_id

REFUSED = {
    "Latin-1": (b"ok\ncaf\xe9", 2, 4, "not UTF-8: byte 0xe9 at column 4"),
    "cut off": ("é".encode()[:1], 1, 1, "not UTF-8: byte 0xc3 at column 1"),
    "surrogates": (b"\xed\xa0\x80", 1, 1, "not UTF-8"),
    "NUL": (b"a\n\nbc\0", 3, 3, "contains a NUL character"),
}


@pytest.mark.parametrize("case", REFUSED)
@pytest.mark.parametrize("path", ["a.md", "a.txt", "a.mdx"])
def test_refused(path: str, case: str) -> None:
    data, line, column, reason = REFUSED[case]
    with pytest.raises(ArticleError) as caught:
        extract.article(path, data)
    error = caught.value
    assert reason in error.reason
    assert error.place is not None
    assert (error.place.file, error.place.line, error.place.column) == (
        f"source/{path}",
        line,
        column,
    )
    assert error.remedy
    assert "^" in str(error)


def test_headings_above() -> None:
    found = extract.article(
        "a.md", b"Intro\n\n# A\n\nx\n\n## **B** `c`\n\ny\n\n# D\n\nz\n\n###\n\nw\n"
    )
    above = {s.text: s.headings for s in found.segments}
    assert above == {
        "Intro": (),
        "A": (),
        "x": ("A",),
        "**B** `c`": ("A",),
        "y": ("A", "B c"),
        "D": (),
        "z": ("D",),
        "w": ("D",),
    }


def test_lines_are_those_of_the_file() -> None:
    text = "---\ntitle: T\n---\n\n# H\n\n| a |\n|---|\n| b |\n\n> q\n\n<div\n  title='t'>\nx\n</div>\n\n[r]: /u\n  'Title'\n"
    found = extract.article("a.md", text.encode())
    lines = {s.text: s.line for s in found.segments}
    assert lines == {"T": 2, "H": 5, "a": 7, "b": 9, "q": 11, "t": 14, "x": 15, "Title": 19}


def test_equal_texts_share_an_id_and_contexts_part_them() -> None:
    text = b"May\n\nMay\n\n<!-- localize: context month -->\nMay\n"
    first, second, third = extract.article("a.md", text).segments
    assert first.id == second.id == unit_id("May")
    assert third.id == unit_id("May", "month") != first.id


def test_labels_and_pieces() -> None:
    [segment] = extract.article(
        "a.md", b"See [a][X y] and [z].\n\n[x  Y]: /u\n[z]: /v 'T'\n"
    ).segments[:1]
    assert segment.text == "See [a][X y] and [z][z]."
    assert dict(segment.labels) == {"X Y": "/u", "Z": "/v"}
    assert "".join(segment.text[p.start : p.end] for p in segment.pieces) == segment.text


HOLDERS = {
    "Text": Holder.BLOCK,
    "# H": Holder.LINE,
    "H\n==": Holder.SETEXT,
    "| a |\n|---|": Holder.CELL,
    "[^1]: note": Holder.INLINE,
    "![alt](i.png)": Holder.ALT,
    "[r]: /u 'title'": Holder.LINK_TITLE,
    "<p>x</p>": Holder.HTML_TEXT,
    "<img alt='x'>": Holder.HTML_ATTRIBUTE,
    "---\ntitle: x\n---": Holder.YAML,
    "+++\ntitle = 'x'\n+++": Holder.TOML,
}


@pytest.mark.parametrize("text", HOLDERS)
def test_holders(text: str) -> None:
    [slot] = extract.article("a.md", text.encode()).slots
    assert slot.holder is HOLDERS[text]


def test_continued_lines_begin_as_in_the_source() -> None:
    [slot] = extract.article("a.md", b"> - one\n>   two\n").slots
    assert slot.indent == ">   "


OPTIONS = {
    "front matter keys": (
        "---\ntitle: T\nhero:\n  tagline: Fast\n  actions:\n    - text: Go\n      link: /x\n---\n",
        Extract(front_matter=("hero.tagline", "hero.actions.text")),
        ["Fast", "Go"],
    ),
    "TOML tables": (
        "+++\ntitle = 'T'\n[hero]\ntagline = 'Fast'\n[[faq]]\nq = \"Why\"\n\"r s\" = 'No'\n+++\n",
        Extract(front_matter=("hero.tagline", "faq.q")),
        ["Fast", "Why"],
    ),
    "no keys at all": ("---\ntitle: T\n---\n", Extract(front_matter=()), []),
    "attributes": ("<x-y name='N' alt='A'>", Extract(attributes=("name",)), ["N"]),
    "CommonMark even for MDX": ("import a\n\ntext", Extract(dialect="commonmark"), ["import a", "text"]),
    "MDX for all": ("import a\n\ntext", Extract(dialect="mdx"), ["text"]),
}  # fmt: skip


@pytest.mark.parametrize("case", OPTIONS)
def test_options(case: str) -> None:
    text, options, expected = OPTIONS[case]
    path = "a.mdx" if case == "CommonMark even for MDX" else "a.md"
    assert [s.text for s in extract.article(path, text.encode(), options).segments] == expected


def test_syntaxes() -> None:
    assert extract.article("A.TXT", b"x y\n").segments[0].syntax is Syntax.PLAIN
    assert extract.article("a.MDX", b"x y\n").segments[0].syntax is Syntax.MDX
    assert extract.article("a.mdx", b"<p>x</p>\n").segments[0].syntax is Syntax.MDX
    assert extract.article("a.md", b"<p>x</p>\n").segments[0].syntax is Syntax.HTML
    assert extract.article("a.md", b"x y\n").segments[0].kind is Kind.PARAGRAPH


def test_names() -> None:
    article = extract.article("guide/a.b.md", b"x\n")
    assert article.name == "guide/a.b"
    assert len(article.sha256) == 64


def test_places_in_lines() -> None:
    lines = Lines.of("ab\r\nc\rd")
    assert (lines.texts, lines.starts, lines.numbers) == (("ab", "c", "d"), (0, 4, 6), (1, 2, 3))
    assert [lines.locate(i) for i in range(6)] == [0, 1, 2, 4, 5, 6]
    assert [lines.row(i) for i in range(6)] == [0, 0, 0, 1, 1, 2]
    for ask in (lines.locate, lines.row):
        with pytest.raises(IndexError):
            ask(99)


def test_front_matter_nested_without_end_is_kept() -> None:
    for opener, deep in (("+++", "x = " + "[" * 5000 + "]" * 5000), ("", '{"a":' * 99_999)):
        data = f"{opener}\n{deep}\n{opener}\n\nText.\n" if opener else f"{deep}\n\nText.\n"
        article = extract.article("a.md", data.encode(), Extract())
        assert article.segments[-1].text == "Text."


def test_what_is_nested_too_deep_is_text_and_reported() -> None:
    text = "Before\n\n" + "".join("  " * n + f"- item {n}\n" for n in range(120)) + "\nAfter\n"
    found = extract.article("a.md", text.encode())
    assert [number for number, _ in found.notices] == [103]
    assert "nested deeper than 200 levels" in found.notices[0][1]
    said = " ".join(s.text for s in found.segments).split()
    assert (said[0], said[-1], said.count("item")) == ("Before", "After", 120)
    assert_identity("a.md", text.encode())


def test_call_outs_in_call_outs_without_end_are_reported() -> None:
    text = "".join("    " * n + "!!! note\n\n" for n in range(60)) + "    " * 60 + "deep\n\nAfter\n"
    found = extract.article("a.md", text.encode(), Extract(dialect="mkdocs"))
    assert [s.text for s in found.segments] == ["After"]
    assert found.notices == (
        (103, "indented below more than 50 call-outs or footnotes: not translated"),
    )
