"""The one set of parser options: CommonMark with tables and strikethrough.

Everything that reads or writes Markdown here uses these, so that what is extracted is what a build is verified
against. Footnotes, call-outs, definition lists, templates and MDX are understood on top of what this parser gives
(see `extract`), never by rules that would reorder or hide tokens.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt, rules_block
from markdown_it.parser_block import ParserBlock
from markdown_it.ruler import Ruler

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.parser_block import RuleFuncBlockType
    from markdown_it.rules_block import StateBlock


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    """The parser, made once. Its `env` gains `rows`: line -> where the row's text starts and ends."""
    md = MarkdownIt("commonmark", {"inline_definitions": True}).enable(["table", "strikethrough"])
    md.block.ruler.at("table", _table_with_rows, {"alt": ["paragraph", "reference"]})
    md.block.ruler.at("reference", _reference_but_footnote, {"alt": []})
    md.block.ruler.at("lheading", _underlined, {"alt": []})
    md.block = Blocks(_ByFirstCharacter(md.block.ruler))
    return md


DEEPEST = 200
"""Levels of nesting; a list is two. What is deeper is a paragraph, whatever it begins with.

A level of quotation takes three frames of Python's thousand. The parser's own limit is 20, and what is deeper it drops.
"""
_CONTAINERS = frozenset(
    ["blockquote", "list", "deflist", "footnote_def", "admonition", "container_callout"]
)


class Blocks(ParserBlock):
    """The parser's blocks, to `DEEPEST` levels; the first line that would be deeper is in the `env` as `too_deep`."""

    def __init__(self, ruler: Ruler[RuleFuncBlockType]) -> None:
        self.ruler = ruler
        rules = [(rule.name, rule.fn) for rule in ruler.__rules__ if rule.enabled]
        self._flat = [rule for name, rule in rules if name not in _CONTAINERS]
        self._containers = [rule for name, rule in rules if name in _CONTAINERS]

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803 (the parser's names)
        """As the parent does, but for what is too deep."""
        rules = self.ruler.getRules("")
        deep = state.level >= DEEPEST
        if deep:
            rules = self._flat
        line = startLine
        blank = False
        while line < endLine:
            state.line = line = state.skipEmptyLines(line)
            if line >= endLine or state.sCount[line] < state.blkIndent:
                break
            if deep and any(rule(state, line, endLine, True) for rule in self._containers):
                state.env.setdefault("too_deep", line)
            for rule in rules:
                if rule(state, line, endLine, False):
                    break
            state.tight = not blank
            line = state.line
            # A paragraph in a list may have taken the empty line after it.
            if line - 1 < endLine and state.isEmpty(line - 1):
                blank = True
            if line < endLine and state.isEmpty(line):
                blank = True
                line += 1
                state.line = line


def blocks(text: str) -> tuple[list[Any], dict[str, Any]]:
    """Block tokens of a text with `\\n` line ends, their inline content unparsed; and the env."""
    md = parser()
    env: dict[str, Any] = {"rows": {}}
    tokens: list[Any] = []
    md.block.parse(text.replace("\0", "\ufffd"), md, env, tokens)
    return tokens, env


def _table_with_rows(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    # The delimiter row says it is one: most lines are no table, and this is asked of every line.
    below = start + 1
    if below >= end:
        return False
    at = state.bMarks[below] + state.tShift[below]
    if at >= state.eMarks[below] or state.src[at] not in "|-:":
        return False
    found = rules_block.table(state, start, end, silent)
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
    return rules_block.reference(state, start, end, silent)


def _underlined(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    # Whether a paragraph is a heading shows in a line below; the rule tries to end the paragraph at each of them.
    for line in range(start + 1, end):
        at = state.bMarks[line] + state.tShift[line]
        if at >= state.eMarks[line]:
            return False
        if state.src[at] in "=-":
            return rules_block.lheading(state, start, end, silent)
    return False


_FIRST: dict[RuleFuncBlockType, str] = {
    rules_block.fence: "`~",
    rules_block.blockquote: ">",
    rules_block.hr: "*-_",
    rules_block.list_block: "*-+0123456789",
    _reference_but_footnote: "[",
    rules_block.html_block: "<",
    rules_block.heading: "#",
}
"""What a line begins with to which a rule could apply. Rules that are not named look at every line."""


class _ByFirstCharacter(Ruler["RuleFuncBlockType"]):
    """The rules of another ruler, of which only those are tried that a line's first character allows."""

    def __init__(self, rules: Ruler[RuleFuncBlockType]) -> None:
        super().__init__()
        chains = ("", "paragraph", "reference", "blockquote", "list")
        self.__rules__ = rules.__rules__
        self._active = rules.get_active_rules()
        self._chains = {chain: [_sorted_out(rules.getRules(chain))] for chain in chains}

    def getRules(self, chainName: str = "") -> list[RuleFuncBlockType]:  # noqa: N802, N803 (the parser's names)
        return self._chains[chainName]

    def get_active_rules(self) -> list[str]:
        return self._active


def _sorted_out(rules: Sequence[RuleFuncBlockType]) -> RuleFuncBlockType:
    """One rule for all of them, in their order."""
    characters = set("".join(_FIRST.values()))
    by_first = {
        first: tuple(
            rule
            for rule in rules
            if rule is not rules_block.code and first in _FIRST.get(rule, first)
        )
        for first in characters
    }
    others = tuple(rule for rule in rules if rule is not rules_block.code and rule not in _FIRST)
    every = tuple(rules)

    def rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        at = state.bMarks[start] + state.tShift[start]
        if state.sCount[start] - state.blkIndent >= 4:
            chosen = every  # indented code, as CommonMark has it
        else:
            chosen = by_first.get(state.src[at : at + 1], others)
        for one in chosen:  # noqa: SIM110 (a generator for every line costs more than the rules)
            if one(state, start, end, silent):
                return True
        return False

    return rule
