"""markdown-it-py's inline parser, noting where every token came from.

It says what the inline tokens of a text are, not where; `Scanner` runs its rules and writes that down.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt, rules_inline
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline

from localize.markdown import syntaxes
from localize.model import PieceKind

if TYPE_CHECKING:
    from markdown_it.parser_inline import RuleFuncInlineType
    from markdown_it.token import Token

    from localize.markdown.syntaxes import Matcher

References = dict[str, dict[str, str]]
"""Normalised label -> its `href` and `title`, as markdown-it-py keeps them."""

_RULES: dict[str, tuple[RuleFuncInlineType, ...]] = {
    "\n": (rules_inline.newline,),
    "\\": (rules_inline.escape,),
    "`": (rules_inline.backtick,),
    "~": (rules_inline.strikethrough.tokenize,),
    "*": (rules_inline.emphasis.tokenize,),
    "_": (rules_inline.emphasis.tokenize,),
    "[": (rules_inline.link,),
    "!": (rules_inline.image,),
    "<": (rules_inline.autolink, rules_inline.html_inline),
    "&": (rules_inline.entity,),
}
"""What may begin with a character, in the parser's order."""


class Scanner(ParserInline):
    """markdown-it-py's inline parser, noting where every token came from.

    Its rules each look at the first character before anything else, so only those that may match are called.
    """

    def __init__(self, extra: Sequence[tuple[str, PieceKind, Matcher]]) -> None:
        super().__init__()
        self.ruler2.enableOnly(["balance_pairs", "strikethrough", "emphasis"])
        self._extra: dict[str, list[tuple[PieceKind, Matcher]]] = {}
        for first, kind, match in extra:
            self._extra.setdefault(first, []).append((kind, match))
        self._rules: dict[str, tuple[RuleFuncInlineType, ...]] = dict(_RULES)
        for first in self._extra:
            self._rules[first] = (self._special, *_RULES.get(first, ()))
        self._special_char = re.compile(f"[{re.escape(''.join(self._rules))}]")
        self.spans: dict[int, tuple[int, int]] = {}
        self._nested_end = 0
        # Links and images call back into the parser of their `md`: it has to be this one.
        self._md = MarkdownIt("commonmark")
        self._md.inline = self

    def _special(self, state: StateInline, silent: bool) -> bool:
        for kind, match in self._extra[state.src[state.pos]]:
            end = match(state.src, state.pos)
            if 0 <= end <= state.posMax:
                if not silent:
                    token = state.push("localize", kind, 0)
                    token.content = state.src[state.pos : end]
                state.pos = end
                return True
        return False

    def skipToken(self, state: StateInline) -> None:  # noqa: N802 (the parser's name)
        """As the parent does: go past one token without making it."""
        pos = state.pos
        cached = state.cache.get(pos)
        if cached is not None:
            state.pos = cached
            return
        done = False
        if state.level >= state.md.options["maxNesting"]:
            state.pos = state.posMax
        else:
            for rule in self._rules.get(state.src[pos], ()):
                state.level += 1
                done = rule(state, True)
                state.level -= 1
                if done:
                    break
        if not done:
            state.pos += 1
        state.cache[pos] = state.pos

    def tokenize(self, state: StateInline) -> None:
        """As the parent does, writing down `spans`: id of a token -> (start, end)."""
        text, end = state.src, state.posMax
        nesting = state.md.options["maxNesting"]
        tokens, spans, known = state.tokens, self.spans, self._rules
        special = self._special_char
        while state.pos < end:
            start, count = state.pos, len(tokens)
            rules = known.get(text[start])
            if rules is None:
                found = special.search(text, start, end)
                state.pos = found.start() if found else end
                state.append_pending(text[start : state.pos])
                continue
            done = False
            if state.level < nesting:
                for rule in rules:
                    if rule(state, False):
                        done = True
                        break
            if not done:
                state.append_pending(text[start])
                state.pos += 1
                continue
            if len(tokens) == count:
                continue
            last = tokens[-1]
            if last.type == "text":  # delimiter runs, one token a sign or two
                at = state.pos
                for token in reversed(tokens[count:]):
                    size = len(token.content)
                    if at - size < start:
                        break
                    spans[id(token)] = (at - size, at)
                    at -= size
            elif last.type == "link_close" and last.info == "auto":
                spans[id(last)] = (start, state.pos)
            elif last.type == "link_close":
                opener = next(t for t in tokens[count:] if t.type == "link_open")
                spans[id(opener)] = (start, start + 1)
                spans[id(last)] = (self._nested_end, state.pos)
            else:
                spans[id(last)] = (start, state.pos)
        if state.pending:
            state.pushPending()
        self._nested_end = end

    def scan(
        self, text: str, references: References
    ) -> tuple[list[Token], dict[int, tuple[int, int]]]:
        """Inline tokens of the text and where they stand."""
        self.spans = {}
        state = StateInline(text, self._md, {"references": references}, [])
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens, self.spans


@lru_cache(maxsize=2)
def scanner(mdx: bool) -> Scanner:
    """The scanner for Markdown or MDX, made once."""
    return Scanner(syntaxes.MDX if mdx else syntaxes.COMMON)
