"""Lines that mean something to a site generator though CommonMark sees a paragraph.

Call-outs (`:::note`, `!!! note "Title"`, `/// note | Title`, `> [!NOTE]`), footnotes, definition lists, abbreviations,
block template tags, snippets. `split` takes a paragraph's lines apart at them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from localize.extract.source import Lines
from localize.markdown.syntaxes import CODE, TAG, TAKES_NO_TEXT
from localize.model import Kind
from localize.regex import regex

QUICK = regex(
    r"^[ \t]*(?:::|!!!|\?\?\?|///|===|\[\^|\[!|: |:\t|\{\{|\{%|\*\[|--8<--|\[TOC\]|\[\[_?TOC|\$\$|\\\[|\{\s*[:#.]|```|~~~|\([\w:.-]+\)=)",
    re.MULTILINE | re.IGNORECASE,
)
"""A paragraph without a match here has no such line."""

_COLONS = regex(
    r"[ \t]*:{3,}[ \t]*(?:\{(?P<directive>[^}\n]*)\}|(?P<name>[\w.-]*))(?:\[(?P<bracket>[^\]\n]*)\])?[ \t]*(?P<rest>.*?)[ \t]*(?:\{[^}\n]*\})?[ \t]*$"
)
_OPTION = regex(r":(?P<name>[a-z][\w-]*):(?:[ \t]+|$)")
"""A line right below the opening of a directive of MyST: `:class: dropdown`."""
_SAYING = {"alt": Kind.ALT, "title": Kind.CALLOUT_TITLE, "caption": Kind.CALLOUT_TITLE}
"""Options that a reader sees."""
_FENCE = regex(r"`{3,}[^`]*$|~{3,}")
_ATTRIBUTES = regex(r"(?:[\w-]+=\"[^\"\n]*\"[ \t]*)+:*")
_ADMONITION = regex(
    r"(?P<sign>!!!|\?\?\?\+?|===[!+]?)[ \t]+(?:[\w][\w-]*(?:[ \t]+[\w-]+)*)?[ \t]*(?:\"(?P<title>[^\"\n]*)\")?[ \t]*$"
)
_SLASHES = regex(r"/{3,}[ \t]*(?:[\w-]+(?:[ \t]*\|[ \t]*(?P<title>.*?))?)?[ \t]*$")
_ALERT = regex(r"\[![\w-]+\][+-]?[ \t]*(?P<title>.*?)[ \t]*$")
_FOOTNOTE = regex(r"\[\^[^\]\s]+\]:[ \t]*")
_ABBREVIATION = regex(r"\*\[[^\]\n]+\]:[ \t]*")
_DEFINITION = regex(r":[ \t]+(?=\S)")
_MACHINE = regex(
    rf"(?:(?:(?>{CODE}|\{{\{{[<%].*?[%>]\}}\}}|{TAG}\}}*)|--8<--.*|\[TOC\]|\[\[_?TOC_?\]\]"
    r"|\{:?[ ]*[#.][^}\n]*\}|\([\w:.-]+\)=|::(?:[\w-]+(?:\{[^}\n]*\})?)?)[ \t]*)+$",
    re.IGNORECASE,
)

IDENTIFIER = regex(r":{3,}[ \t]+[A-Za-z_][\w.]*")
"""A heading that mkdocstrings fills in: `### ::: package.module`."""


class Part(NamedTuple):
    """Rows `[start, end)` of a paragraph, `columns` cut off its first row."""

    kind: Kind | None
    """None where it keeps the paragraph's own kind."""
    start: int
    end: int
    column: int = 0
    stop: int | None = None
    """Column where it ends in its only row; None for the row's end."""
    continues: bool = False
    """May an indented block after the paragraph be more of it?"""


@dataclass(slots=True)
class Callouts:
    """Which call-outs are open."""

    depth: int = 0


def split(lines: Lines, callouts: Callouts, *, quoted: bool) -> Iterator[Part]:
    """The parts of a paragraph that are text; what lies between them is for machines."""
    start = 0
    kind: Kind | None = Kind.CALLOUT if callouts.depth else None
    column = 0
    continues = False

    def flush(row: int) -> Iterator[Part]:
        if row > start:
            yield Part(kind, start, row, column, None, continues)

    fence = ""
    options = myst = False
    for row, text in enumerate(lines.texts):
        skip = len(text) - len(text.lstrip())
        body = text[skip:]
        if fence or (continues and _FENCE.match(body)):
            # Indented under a call-out's title, so that CommonMark sees running text.
            if not fence:
                yield from flush(row)
                fence = body[:3]
            elif body.startswith(fence):
                fence = ""
            start, column = row + 1, 0
            continue
        options = options and lines.prefixes[row].endswith(("    ", "\t"))
        if options:
            start = row + 1
            continue
        if myst := myst and bool(found := _OPTION.match(body)):
            if found and (saying := _SAYING.get(found["name"])):
                yield Part(saying, row, row + 1, skip + found.end())
            start = row + 1
            continue
        title: tuple[int, int] | None = None
        if body.startswith(":::"):
            found = _COLONS.match(body)
            if not found:
                continue
            yield from flush(row)
            name = "bracket" if found["bracket"] else "rest"
            title = (skip + found.start(name), skip + found.end(name)) if found[name] else None
            options = bool(found["name"]) and "." in found["name"]  # `::: package.module`
            myst = found["directive"] is not None
            if myst and TAKES_NO_TEXT.fullmatch(found["directive"].strip()):
                title = None
            if body.strip(": \t"):
                callouts.depth += not options
            else:
                callouts.depth = max(0, callouts.depth - 1)
            kind, continues = (Kind.CALLOUT if callouts.depth else None), False
        elif body.startswith(("!!!", "???", "===")) and (found := _ADMONITION.match(body)):
            yield from flush(row)
            title = (
                (skip + found.start("title"), skip + found.end("title")) if found["title"] else None
            )
            kind, continues = Kind.CALLOUT, True
        elif body.startswith("///") and (found := _SLASHES.match(body)):
            yield from flush(row)
            title = (
                (skip + found.start("title"), skip + found.end("title")) if found["title"] else None
            )
            kind, continues = Kind.CALLOUT if body.strip("/ \t") else None, False
        elif quoted and row == 0 and (found := _ALERT.match(body)):
            title = (
                (skip + found.start("title"), skip + found.end("title")) if found["title"] else None
            )
            kind = Kind.CALLOUT
        elif found := _FOOTNOTE.match(body):
            yield from flush(row)
            start, column, kind, continues = row, skip + found.end(), Kind.FOOTNOTE, True
            continue
        elif found := _ABBREVIATION.match(body):
            yield from flush(row)
            start, column, kind, continues = row, skip + found.end(), Kind.DEFINITION, False
            continue
        elif found := _DEFINITION.match(body):
            if kind is None:  # the lines before are what is being defined
                for term in range(start, row):
                    yield Part(Kind.TERM, term, term + 1)
            else:
                yield from flush(row)
            start, column, kind, continues = row, skip + found.end(), Kind.DEFINITION, True
            continue
        elif body.startswith(("{", "[", "-", "(", "::")) and _MACHINE.match(body):
            yield from flush(row)
        else:
            continue
        if title and not _ATTRIBUTES.fullmatch(text, *title):
            yield Part(Kind.CALLOUT_TITLE, row, row + 1, title[0], title[1])
        start, column = row + 1, 0
    yield from flush(len(lines))
    if continues and start >= len(lines):
        # Nothing of it on these lines: `!!! note` alone, its text follows indented.
        yield Part(kind, len(lines), len(lines), 0, None, continues)
