"""Trees: what a reader sees, and nothing that could run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.markdown.inline import analyse
from localize.model import Syntax
from localize.review.render import (
    ELEMENTS,
    Node,
    finding_marks,
    raw_tree,
    rendered_tree,
    stretches,
)
from localize.review.row import Mark, MarkKind

from .conftest import make_finding, make_row

CASES: dict[str, tuple[str, list[Any]]] = {
    "text": ("a *b* **c** ~~d~~", ["a ", ["em", ["b"]], " ", ["strong", ["c"]], " ", ["s", ["d"]]]),
    "nested": ("**a *b***", [["strong", ["a ", ["em", ["b"]]]]]),
    "code": ("`a<b>`", [["code", ["a<b>"]]]),
    "entity, escape": (r"&lt;b&gt; \*", ["<", "b", ">", " ", "*"]),
    "link": ("[a **b**](https://e.org/x)", [["a", "https://e.org/x", ["a ", ["strong", ["b"]]]]]),
    "link title": ('[a](https://e.org "t")', [["a", "https://e.org", ["a", ["title", ["t"]]]]]),
    "scheme": ("[a](/x) [b](data:text/html,x)", [["a", "", ["a"]], " [b](data:text/html,x)"]),
    "autolink": ("<https://e.org>", [["a", "https://e.org", ["<https://e.org>"]]]),
    "image": ("![alt *x*](i.png)", [["img", "i.png", ["alt ", ["em", ["x"]]]]]),
    "sub": ("H<sub>2</sub>O", ["H", ["sub", ["2"]], "O"]),
    "break": ("a<br>b\\\nc", ["a", ["br"], "b", ["br"], "c"]),
    "span": ('<span onclick="x()">a</span>', [["chip", "html", ['<span onclick="x()">']], "a", ["chip", "html", ["</span>"]]]),
    "attributes go": ('<b onclick="x()">a</b>', [["b", ["a"]]]),
    "unclosed": ("<sub>a *b*", [["sub", ["a ", ["em", ["b"]]]]]),
    "unopened": ("a</sub>", ["a", ["chip", "html", ["</sub>"]]]),
    "crossed": ("*a <sub>b* c</sub>", [["em", ["a ", ["sub", ["b"]]]], " c", ["chip", "html", ["</sub>"]]]),
    "script": ("<script>alert(1)</script>", [["chip", "html", ["<script>"]], "alert(1)", ["chip", "html", ["</script>"]]]),
    "shortcode": ("a {{< x >}}", ["a ", ["chip", "template", ["{{< x >}}"]]]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_cases(text: str, expected: list[Any]) -> None:
    assert rendered_tree(text, analyse(text, Syntax.MARKDOWN), ()) == expected


def test_highlights_are_in_both_views() -> None:
    text = "take **5 mg** `5 mg`"
    marked = stretches([Mark(5, 11, MarkKind.NUMBER, "five"), Mark(14, 20, MarkKind.TERM)], text)
    assert raw_tree(text, marked) == [
        "take ",
        ["mark", "number", "five", "**5 mg"],
        "** ",
        ["mark", "term", "", "`5 mg`"],
    ]
    assert rendered_tree(text, analyse(text, Syntax.MARKDOWN), marked) == [
        "take ",
        ["strong", [["mark", "number", "five", "5 mg"]]],
        " ",
        ["code", [["mark", "term", "", "5 mg"]]],
    ]  # fmt: skip


def test_a_highlight_over_an_entity_covers_it_as_a_whole() -> None:
    text = "5&nbsp;mg"
    marked = stretches([Mark(0, 9, MarkKind.NUMBER)], text)
    assert rendered_tree(text, analyse(text, Syntax.MARKDOWN), marked) == [
        ["mark", "number", "", "5"],
        ["mark", "number", "", "\xa0"],
        ["mark", "number", "", "mg"],
    ]


def test_spaces_at_the_ends_are_not_highlighted() -> None:
    assert [
        (s.start, s.end)
        for s in stretches([Mark(1, 6, MarkKind.UNIT), Mark(1, 2, MarkKind.UNIT)], "5 \tmg\n x")
    ] == [(3, 5)]


def test_findings_mark_their_places_unless_ignored() -> None:
    row = make_row("Take 5 mg.", "Tome 50 mg.")
    found = make_finding(row, part="50 mg")
    ignored = make_finding(row, part="Tome", ignored="so")
    assert finding_marks([found, ignored], source=False) == (
        Mark(5, 10, MarkKind.FINDING, "5 mg became 50 mg"),
    )
    assert finding_marks([found], source=True) == ()


def texts(nodes: list[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif node[0] == "mark":
            assert isinstance(node[3], str)
            yield node[3]
        else:
            for inner in node[1:]:
                if isinstance(inner, list):
                    yield from texts(inner)


MARKS = st.lists(
    st.builds(
        Mark, st.integers(-2, 40), st.integers(-2, 40), st.sampled_from(MarkKind), st.just("n")
    )
)


@given(st.text(max_size=40), MARKS)
def test_the_raw_view_is_the_text(text: str, marks: list[Mark]) -> None:
    assert "".join(texts(raw_tree(text, stretches(marks, text)))) == text


NAMES = ELEMENTS | {"mark", "a", "img", "code", "chip", "title", "br"}


def check(nodes: list[Node]) -> None:
    for node in nodes:
        if isinstance(node, str):
            continue
        assert node[0] in NAMES
        if node[0] == "a":
            assert isinstance(node[1], str)
            assert node[1].lower().startswith(("http:", "https:", "mailto:")) or not node[1]
        for inner in node[1:]:
            if isinstance(inner, list):
                check(inner)


@given(
    st.lists(
        st.sampled_from(
            ["*", "**", "a", " ", "`", "[", "](javascript:x)", "](https://e.org)", "<b>", "</b>", "<sub>", "</sub>",
             "<script>", "![", '](x.png "t")', "&amp;", "\\*", "{{x}}", "$", "5 mg", "<svg onload=x>", "\n"]
        ),
        max_size=12,
    ).map("".join),
    MARKS,
)  # fmt: skip
def test_only_known_names_and_harmless_links(text: str, marks: list[Mark]) -> None:
    pieces = analyse(text, Syntax.MARKDOWN)
    marked = stretches(marks, text)
    check(rendered_tree(text, pieces, marked))
