"""What generators read beside the text: attribute lists (`{.wide}`), the options of MyST's directives. A reader sees none of it."""

from __future__ import annotations

import html
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from localize.markdown.syntaxes import ATTRIBUTES
from localize.regex import regex

if TYPE_CHECKING:
    from markdown_it.token import Token

_ALT = regex(r"[{ ](?:fig-)?alt=(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')")
_OPTION = regex(r":[a-z][\w-]*:(?:[ \t]|\Z)")
_CARRIES_A_LIST = frozenset(["image", "link_close", "em_close", "strong_close", "code_inline"])


def take_lists(tokens: Sequence[Token]) -> None:
    """Take attribute lists out of the text; an image learns from its own what it shows.

    Those of headings stay where no image or link is before them: they hold the ids.
    """
    for before, block in pairwise(tokens):
        children = block.children
        if not children:
            continue
        for first, second in pairwise(children):
            if second.type != "text" or first.type not in _CARRIES_A_LIST:
                continue
            # The parser has unescaped its entities; what is quoted shows in what was written alone.
            written = (m[0] for m in ATTRIBUTES.finditer(block.content))
            found = next((w for w in written if second.content.startswith(html.unescape(w))), None)
            if found:
                second.content = second.content.removeprefix(html.unescape(found))
                if first.type == "image":
                    _say(first, found)
        last = children[-1]
        if (
            before.type != "heading_open"
            and len(children) > 1
            and children[-2].type == "softbreak"
            and last.type == "text"
            and ATTRIBUTES.fullmatch(last.content)
        ):
            del children[-2:]


def _say(image: Token, attributes: str) -> None:
    from markdown_it.token import Token

    found = _ALT.search(attributes)
    if found:
        alt = html.unescape(found["double"] or found["single"] or "")
        image.children = [Token("text", "", 0, content=alt)]


def take_options(paragraph: list[Token]) -> list[Token]:
    """Take the options that a directive begins with out of its first paragraph; gives what is to go of that."""
    inline = paragraph[1]
    children = inline.children or []
    while children and _OPTION.match(_line(children)):
        end = next((i for i, c in enumerate(children) if c.type == "softbreak"), len(children))
        del children[: end + 1]
    return [] if children else paragraph


def _line(children: Sequence[Token]) -> str:
    first = children[0]
    return first.content if first.type == "text" else ""
