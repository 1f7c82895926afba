"""The parser, made quicker, gives what the parser gives."""

from __future__ import annotations

from typing import Any

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
