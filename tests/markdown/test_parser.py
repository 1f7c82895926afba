"""The parser, made quicker, gives what the parser gives."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from localize.markdown.parser import blocks

LINES = st.sampled_from(
    [
        "", " ", "text", "more text", "    indented", "  two", "\ttab", "# Head", "#Head", "> quote", ">> two", ">",
        "- item", "-", "* item", "+ item", "1. one", "7) seven", "12", "---", "- - -", "***", "===", "=", "--",
        "```", "~~~ info", "`code`", "<div>", "</div>", "<!-- c -->", "<b>x</b>", "[a]: /u 'T'", "[a]:", "/u",
        "[a] text", "[^1]: note", "| a | b |", "|---|---|", "--- | ---", ":-: | -", "a | b", "\\# x", "&amp;", "\ufeff",
    ]
)  # fmt: skip
PREFIXES = st.sampled_from(["", "", "", "> ", "- ", "  ", "    ", "1. ", ">"])


def plain(text: str) -> list[Any]:
    """What the parser makes of it as it comes, its footnotes kept from being definitions."""
    md = MarkdownIt("commonmark", {"inline_definitions": True}).enable(["table", "strikethrough"])
    tokens: list[Any] = []
    md.block.parse(text, md, {}, tokens)
    return tokens


@given(st.lists(st.tuples(PREFIXES, LINES).map("".join), max_size=12).map("\n".join))
def test_blocks_are_the_parsers_own(text: str) -> None:
    if "[^" in text:
        text = text.replace("[^1]:", "[^1]")
    assert blocks(text)[0] == plain(text)


def nested(sign: str, depth: int) -> str:
    return "".join(f"{' ' * (len(sign) + 1) * n}{sign} item {n}\n" for n in range(depth))


def texts(text: str) -> list[str]:
    return [token.content for token in blocks(text)[0] if token.type == "inline"]


@pytest.mark.parametrize("sign", ["-", "1."])
def test_a_list_keeps_its_text_however_deep_it_is(sign: str) -> None:
    text = nested(sign, 100)
    assert texts(text) == [f"item {n}" for n in range(100)]
    assert "too_deep" not in blocks(text)[1]
    deeper = nested(sign, 130) + "\nAfter\n"
    found = texts(deeper)
    assert found[-1] == "After"
    assert " ".join(found).split().count("item") == 130
    assert blocks(deeper)[1]["too_deep"] == 100


@pytest.mark.parametrize("sign", ["> ", ">", "> - "])
def test_a_quotation_keeps_its_text_however_deep_it_is(sign: str) -> None:
    assert texts(sign * 60 + "deep\n") == ["deep"]
    [deep, after] = texts(sign * 5000 + "deep\n\nAfter\n")
    assert deep.endswith("deep")
    assert after == "After"
