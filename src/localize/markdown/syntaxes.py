"""Inline syntaxes beyond CommonMark that a reader never sees as text.

Each is recognised at a position of a text and gives where it ends: template tags (Hugo, Jinja, Liquid),
math, footnote references, attribute lists, MDX expressions and JSX tags. They are protected as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from localize.model import PieceKind
from localize.regex import regex

Matcher = Callable[[str, int], int]
"""(text, position) -> where the construct that begins there ends, or -1."""

_HUGO_CODE = r"\{\{[<%]\s*(?P<hugo>highlight|code|mermaid|katex|math|raw|gist|codeblock)\b[^}]*?(?<!/)[%>]\}\}"
_LIQUID_CODE = r"\{%-?\s*(?P<liquid>highlight|comment|code|mermaid)\b.*?%\}"
CODE_TAG = f"{_HUGO_CODE}|{_LIQUID_CODE}"
"""What opens a block of code: Hugo's shortcodes, Liquid's tags."""
CODE = (
    rf"{_HUGO_CODE}.*?\{{\{{[<%]\s*/\s*(?P=hugo)\s*[%>]\}}\}}"
    rf"|{_LIQUID_CODE}.*?\{{%-?\s*end(?P=liquid)\s*-?%\}}"
)
"""All of such a block, its end included: one tag to a reader of text."""
TAG = r"(?>\{\{.*?\}\}|\{%.*?%\}|\{#(?![\w-]+[ }]|[\w-]+\}).*?#\}|\{/\*.*?\*/\})"
"""Atomic: what follows must not make a tag run on to the end of a later one, with the text between them."""
TEMPLATE = regex(f"(?>{CODE}|{TAG})", re.DOTALL)
"""Template tags: Hugo, Jinja, Liquid; and the comments that MDX has, which hold the ids of headings on some sites."""
ATTRIBUTES = regex(
    r"\{:?[ ]*(?:[#.][^\s{}#.][^\s{}]*|[\w:-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[\w./%-]+))"
    r"(?:[ ]+(?:[#.][^\s{}#.][^\s{}]*|[\w:-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[\w./%-]+)))*[ ]*\}"
)
_MATH = regex(
    r"\$\$[^$]+\$\$"
    # Close to Pandoc: no space inside, no word after the closing sign, so that prices and $VARIABLES stay text.
    # Nor does one open right behind a letter, or close behind the US of a price: “US$5 to US$ 10”.
    r"|(?<![A-Za-z])\$(?![\s$])(?:\\.|[^$\\`]){0,200}?(?<![\s\\])(?<!US)\$(?![\w$])"
    # In brackets only what has a sign or is a single letter: `\[sic\]` are words in escaped brackets.
    r"|\\\((?=\s*\w\s*\\\)|(?:(?!\\\)).)*(?!\\\))[\\^_={}+<>/*|])(?:(?!\\\)).)+\\\)"
    r"|\\\[(?=\s*\w\s*\\\]|(?:(?!\\\]).)*(?!\\\])[\\^_={}+<>/*|])(?:(?!\\\]).)+\\\]"
    r"|\\begin\{((?:displaymath|equation|align(?:at)?|flalign|gather|multline|eqnarray|(?:[bpvBV]|small)?matrix|cases|array)\*?)\}"
    r".*?\\end\{\1\}",
    re.DOTALL,
)
_DOUBLED = regex(
    # What MathJax finds once Markdown has made one of each two backslashes.
    r"\\\\\((?=\s*\w\s*\\\\\)|(?:(?!\\\\[()]).)*(?!\\\\[()])[\\^_={}+<>/*|])(?:(?!\\\\[()]).)+\\\\\)"
    r"|\\\\\[(?=\s*\w\s*\\\\\]|(?:(?!\\\\[\[\]]).)*(?!\\\\[\[\]])[\\^_={}+<>/*|])(?:(?!\\\\[\[\]]).)+\\\\\]",
    re.DOTALL,
)
_TEMPLATE_TARGET = regex(
    r"\]\((?=[^()\s]*\{[{%])(?:\{\{.*?\}\}|\{%.*?%\}|[^()\s{])+(?:\s+\"[^\"]*\")?\)", re.DOTALL
)
"""The end of a link that CommonMark sees none in, because a template tag in its target has spaces."""
_JSX_ATTRIBUTE = regex(r"<[A-Za-z][^<>{}]*=\{")
_FOOTNOTE = regex(r"\[\^[^\]\s\[]+\]")
_JSX_NAME = regex(r"</?[A-Za-z][\w.:-]*|<>|</>")
_ROLE = regex(r"\{[a-z][\w:+-]*\}(?=`)")
"""What MyST puts before a code span: ``{term}`BDNF```."""
_EMOJI = regex(
    r"(?<![\w:]):(?:[a-z0-9_+][a-z0-9_+-]*:(?![\w:])|[a-z][a-z0-9-]*\{[\w:#.-][^{}\n]*\})"
)
"""`:tada:`, and a component of Nuxt: `:badge{label="New"}`."""


def _by(pattern: re.Pattern[str]) -> Matcher:
    def match(text: str, position: int) -> int:
        found = pattern.match(text, position)
        return found.end() if found else -1

    return match


def expression(text: str, position: int) -> int:
    """End of the balanced `{…}` at the position, strings and template literals respected.

    >>> expression("{a && {b: '}'}} c", 0)
    15
    """
    depth, quote, at = 0, "", position
    while at < len(text):
        char = text[at]
        if quote:
            if char == "\\":
                at += 1
            elif char == quote:
                quote = ""
        elif char in "\"'`":
            # An apostrophe inside a word is prose, not a string.
            if char != "'" or not text[at - 1 : at].isalnum():
                quote = char
        elif text.startswith("/*", at):
            end = text.find("*/", at + 2)
            if end < 0:
                return -1
            at = end + 1
        elif char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
            if depth == 0:
                return at + 1
        at += 1
    return -1


def jsx_tag(text: str, position: int) -> int:
    """End of the JSX tag at the position: attributes may hold `{…}` expressions.

    >>> jsx_tag("<A b={x > 1} c='d' />e", 0)
    21
    """
    head = _JSX_NAME.match(text, position)
    if not head:
        return -1
    at = head.end()
    if head[0] in ("<>", "</>"):
        return at
    while at < len(text):
        char = text[at]
        if char == ">":
            return at + 1
        if char == "{":
            at = expression(text, at)
            if at < 0:
                return -1
            continue
        if char in "\"'":
            at = text.find(char, at + 1)
            if at < 0:
                return -1
        elif char == "<":
            return -1
        at += 1
    return -1


def _jsx_with_expression(text: str, position: int) -> int:
    """End of a tag that has an expression for an attribute: no HTML, but no text either."""
    return jsx_tag(text, position) if _JSX_ATTRIBUTE.match(text, position) else -1


COMMON: tuple[tuple[str, PieceKind, Matcher], ...] = (
    ("{", PieceKind.TEMPLATE, _by(TEMPLATE)),
    ("{", PieceKind.ATTRIBUTES, _by(ATTRIBUTES)),
    ("{", PieceKind.TEMPLATE, _by(_ROLE)),
    ("$", PieceKind.MATH, _by(_MATH)),
    ("\\", PieceKind.MATH, _by(_MATH)),
    ("\\", PieceKind.MATH, _by(_DOUBLED)),
    ("[", PieceKind.FOOTNOTE, _by(_FOOTNOTE)),
    ("]", PieceKind.TEMPLATE, _by(_TEMPLATE_TARGET)),
    (":", PieceKind.TEMPLATE, _by(_EMOJI)),
    ("<", PieceKind.HTML, _jsx_with_expression),
)
"""First character, what it is, how to find its end. In order of precedence."""

MDX: tuple[tuple[str, PieceKind, Matcher], ...] = (
    ("{", PieceKind.ATTRIBUTES, _by(ATTRIBUTES)),
    ("{", PieceKind.TEMPLATE, expression),
    ("$", PieceKind.MATH, _by(_MATH)),
    ("\\", PieceKind.MATH, _by(_DOUBLED)),
    ("[", PieceKind.FOOTNOTE, _by(_FOOTNOTE)),
    (":", PieceKind.TEMPLATE, _by(_EMOJI)),
    ("<", PieceKind.HTML, jsx_tag),
)
"""The same for MDX, where braces are JavaScript and tags are JSX."""

TAKES_NO_TEXT = regex(
    r"figure|image|video|iframe|include|literalinclude|embed|raw|code(?:-block|-cell)?|(?!proof|prf)\w+:[\w:-]+"
)
"""Directives of MyST whose argument is a file or a name."""

BARE_URL = regex(
    r"(?:https?://|ftp://|www\.)[^\s<>\"'`|{}\[\]()]+(?:\([^\s<>()]*\)[^\s<>\"'`|{}\[\]()]*)*(?<![.,:;!?*_~'\"])"
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+(?<![.-])"
)
"""URLs and e-mail addresses in running text, without the punctuation that follows them."""
