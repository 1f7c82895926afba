"""Rows that are for machines, whatever the parser takes them for.

Bodies of code shortcodes and JavaScript are blank to the parser. Tags and fences that run over what CommonMark takes for the end
of their block stay where they are, because they are blocks to CommonMark; but no text is taken from a block that begins in them.
"""

from __future__ import annotations

import re

from localize.extract import mdx
from localize.extract.source import Lines
from localize.markdown.syntaxes import CODE_TAG, jsx_tag
from localize.model import Syntax
from localize.regex import regex

_CODE_TAGS = regex(CODE_TAG)
_OPEN_TAG = regex(r"\{\{(?P<hugo>[<%])(?:(?![%>]\}\}).)*$|\{\{-?\s*\w+\s+`[^`]*$")
"""A Hugo shortcode, or a Go template's raw text, that does not end in its line."""
_NEW_BLOCK = regex(r"[ \t]*(?:$|>|#|[-+*][ \t]|\d+[.)][ \t])")
_FENCE = regex(r"[ \t]*(`{3,}(?=[^`]*$)|~{3,})")
_TAG_START = regex(r"[ \t]*(?:(?:[-*+>]|\d+[.)])[ \t]+)*(?=<[A-Za-z])")
_TAG_ROWS = 40
"""No tag is longer; what seems so was none."""


def rows(lines: Lines, syntax: Syntax) -> tuple[set[int], set[int]]:
    """Rows that are blank to the parser, and rows where no text begins."""
    blank: set[int] = set(mdx.opaque_rows(lines)) if syntax is Syntax.MDX else set()
    silent: set[int] = set()
    closer = ""
    for row, text in enumerate(lines.texts):
        if closer:
            blank.add(row)
            if re.search(closer, text):
                closer = ""
            continue
        if "{" in text:
            if match := _CODE_TAGS.search(text):
                name = match["hugo"] or match["liquid"]
                pattern = (
                    rf"\{{\{{[<%]\s*/\s*{name}\b" if match["hugo"] else rf"\{{%-?\s*end{name}\b"
                )
                if re.search(pattern, text[match.end() :]):
                    continue
                below = range(row + 1, len(lines))
                last = next((n for n in below if re.search(pattern, lines.texts[n])), None)
                if last is not None and not _amid_text(lines, row, last, match.start()):
                    closer = pattern
                    blank.add(row)
            elif match := _OPEN_TAG.search(text):
                pattern = r"[%>]\}\}" if match["hugo"] else r"`\s*\}\}"
                silent.update(
                    _template_rows(lines, row, pattern, whole=not text[: match.start()].strip())
                )
        if "<" in text and ">" not in text and (match := _TAG_START.match(text)):
            silent.update(_tag_rows(lines, row, match.end()))
    return blank, silent


def _amid_text(lines: Lines, first: int, last: int, start: int) -> bool:
    """Does the code between these rows stand in a sentence? It is a tag in its paragraph then."""
    behind = re.split(r"\}\}|%\}", lines.texts[last])[-1]
    if not (lines.texts[first][:start].strip() or behind.strip()):
        return False
    return not any(_NEW_BLOCK.match(lines.texts[row]) for row in range(first + 1, last + 1))


def _template_rows(lines: Lines, row: int, closer: str, *, whole: bool) -> range:
    """The rows of a template tag that another block seems to begin in."""
    broken = False
    for last in range(row + 1, len(lines)):
        text = lines.texts[last]
        broken = broken or bool(_NEW_BLOCK.match(text))
        if re.search(closer, text):
            return range(row if whole else row + 1, last + 1) if broken else range(0)
        if _FENCE.match(text):
            break
    return range(0)


def _tag_rows(lines: Lines, row: int, start: int) -> range:
    """The rows of an HTML or JSX tag that another block seems to begin in, as where a `>` stands in a line of its own."""
    rest = "\n".join(lines.texts[row : row + _TAG_ROWS])
    end = jsx_tag(rest, start)
    if end < 0:
        return range(0)
    height = rest.count("\n", 0, end)
    later = lines.texts[row + 1 : row + height + 1]
    if not any(_NEW_BLOCK.match(text) for text in later) or any(_FENCE.match(t) for t in later):
        return range(0)
    stop = rest.find("\n", end)
    behind = rest[end : stop if stop >= 0 else None].strip()
    return range(row, row + height + (not behind))


def open_fence(lines: Lines, start: int, end: int) -> range:
    """The rows after an HTML block `[start, end)` that belong to a fence which began in it.

    CommonMark knows no fence there, but what a site generator makes of the page is code.
    """
    sign = ""
    for row in range(start, end):
        match = _FENCE.match(lines.texts[row])
        if match and not sign:
            # One without a language closes, more often than not, what began further up.
            sign = match[1] if lines.texts[row][match.end() :].strip() else ""
        elif match and _closes(match, sign):
            sign = ""
    if sign:
        for row in range(end, len(lines)):
            match = _FENCE.match(lines.texts[row])
            if match and _closes(match, sign):
                return range(end, row + 1)
    return range(0)


def _closes(match: re.Match[str], sign: str) -> bool:
    return match[1].startswith(sign) and not match.string[match.end() :].strip()
