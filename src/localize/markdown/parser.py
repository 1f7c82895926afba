"""The one set of parser options: CommonMark with tables and strikethrough.

Everything that reads or writes Markdown here uses these, so that what is extracted is what a build is verified
against. Footnotes, call-outs, definition lists, templates and MDX are understood on top of what this parser gives
(see `extract`), never by rules that would reorder or hide tokens.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import reference as _reference
from markdown_it.rules_block import table as _table

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    """The parser, made once. Its `env` gains `rows`: line -> where the row's text starts and ends."""
    md = MarkdownIt("commonmark", {"inline_definitions": True}).enable(["table", "strikethrough"])
    md.block.ruler.at("table", _table_with_rows, {"alt": ["paragraph", "reference"]})
    md.block.ruler.at("reference", _reference_but_footnote, {"alt": []})
    return md


def blocks(text: str) -> tuple[list[Any], dict[str, Any]]:
    """Block tokens of a text with `\\n` line ends, their inline content unparsed; and the env."""
    md = parser()
    env: dict[str, Any] = {"rows": {}}
    tokens: list[Any] = []
    md.block.parse(text.replace("\0", "\ufffd"), md, env, tokens)
    return tokens, env


def _table_with_rows(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    found = _table(state, start, end, silent)
    if found and not silent:
        # The places of cells are gone once the rule returns: its lines are relative to containers.
        rows = state.env.get("rows", {})
        for line in range(start, state.line):
            rows[line] = (state.bMarks[line] + state.tShift[line], state.eMarks[line])
    return found


def _reference_but_footnote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    begin = state.bMarks[start] + state.tShift[start]
    if state.src.startswith("[^", begin):
        return False  # a footnote's text is for readers
    return _reference(state, start, end, silent)
