"""Text and attributes of HTML and JSX blocks.

Text between block-level tags is a segment with its inline tags; `script`, `style`, `pre` and their like hold no text
for translators. Attributes are translated by a configurable list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from localize.extract.collector import Collector, trim, unwrap
from localize.extract.source import Lines
from localize.markdown import syntaxes
from localize.markdown.inline import analyse
from localize.model import Holder, Kind, Piece, PieceKind, Role, Slot, Syntax
from localize.regex import regex

INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "br",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "ruby",
        "rp",
        "rt",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
"""Tags that are part of a sentence."""
_OPAQUE = frozenset(
    [
        "script",
        "style",
        "pre",
        "textarea",
        "svg",
        "math",
        "template",
        "iframe",
        "object",
        "noscript",
        "code-block",
    ]
)
_TOKEN = regex(
    r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|<![A-Za-z][^>]*>|<(?=[A-Za-z/>])|\{|(?P<ticks>`+)|~~~",
    re.DOTALL,
)
_FENCE = regex(
    r"^[ \t]*(`{3,}(?=[^`\n]*$)|~{3,})[^\n]*(?:\n.*?(?:^[ \t]*\1[`~]*[ \t]*$|\Z)|\Z)",
    re.DOTALL | re.MULTILINE,
)
_NAME = regex(r"</?([A-Za-z][\w.:-]*)?")
_ATTRIBUTE = regex(r"([A-Za-z_:@][\w:.@-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|\{)")
_TEMPLATE_TAG = regex(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)


class _Tag(NamedTuple):
    start: int
    end: int
    name: str
    closing: bool


def _tokens(content: str, *, mdx: bool) -> Iterator[tuple[int, int, _Tag | None]]:
    """Tags, and what is passed over (comments, templates, expressions), in order."""
    at = 0
    while match := _TOKEN.search(content, at):
        start = match.start()
        if match["ticks"] or match[0] == "~~~":
            line = content.rfind("\n", 0, start) + 1
            fence = _FENCE.match(content, line) if not content[line:start].strip() else None
            if fence:  # code to all who read Markdown inside HTML
                yield line, fence.end(), None
                at = fence.end()
            else:
                closing = content.find(match[0], match.end()) if mdx else -1
                at = closing + len(match[0]) if closing >= 0 else match.end()
        elif match[0] == "{":
            end = syntaxes.expression(content, start) if mdx else -1
            template = _TEMPLATE_TAG.match(content, start)
            if template:
                end = template.end()
            if end < 0:
                at = start + 1
                continue
            yield start, end, None
            at = end
        elif match[0] == "<":
            end = syntaxes.jsx_tag(content, start)
            if end < 0:
                if content[start + 1] == ">":
                    at = start + 1
                    continue
                yield start, len(content), None  # a tag that never ends: nothing after it is text
                return
            name = _NAME.match(content, start)
            tag = (name[1] or "") if name else ""
            yield start, end, _Tag(start, end, tag, content.startswith("</", start))
            at = end
        else:
            at = match.end()
            yield start, at, None


def extract(lines: Lines, collector: Collector, kind: Kind = Kind.HTML) -> None:
    """Segments of an HTML block, given its lines."""
    content = lines.content
    mdx = collector.syntax is Syntax.MDX
    text_start = 0
    opaque = ""
    for start, end, tag in _tokens(content, mdx=mdx):
        if tag is None:
            if content[start] != "{" and not opaque:
                _text(lines, content, text_start, start, collector, kind)
                text_start = end
            continue
        name = tag.name.lower()
        if opaque:
            if tag.closing and name == opaque:
                opaque, text_start = "", end
            continue
        if name in INLINE or (
            (name == "img" or tag.name[:1].isupper()) and _amid_text(content, tag)
        ):
            continue
        _text(lines, content, text_start, start, collector, kind)
        text_start = end
        if not tag.closing:
            attributes(lines, content, tag.start + 1 + len(tag.name), tag.end, collector)
            if name in _OPAQUE and not content.startswith("/>", end - 2):
                opaque = name
    if not opaque:
        _text(lines, content, text_start, len(content), collector, kind)


def _amid_text(content: str, tag: _Tag) -> bool:
    """Does an image or a component stand inside a line of text, on both sides?"""
    before = content[content.rfind("\n", 0, tag.start) + 1 : tag.start].strip()
    line_end = content.find("\n", tag.end)
    after = content[tag.end : line_end if line_end >= 0 else len(content)].strip()
    return bool(before and after) and not before.endswith(">") and not after.startswith("<")


def _text(
    lines: Lines, content: str, start: int, end: int, collector: Collector, kind: Kind
) -> None:
    raw = content[start:end]
    if not raw.strip():
        return
    syntax = Syntax.MDX if collector.syntax is Syntax.MDX else Syntax.HTML
    at_row = start == 0 or content[start - 1] == "\n"
    for first, last in _blocks(raw, at_row=at_row, mdx=syntax is Syntax.MDX):
        part = raw[first:last]
        pieces = trim(part, analyse(part, syntax, references=collector.references))
        if start + first + len(part) - len(part.lstrip()) == _first_text(content):
            pieces = _without_first_line_tags(part, pieces)
            while pieces and _strays(pieces):
                pieces = trim(part, pieces[:-1])
        while len(pieces) > 2 and _wraps(
            pieces[0].tag, pieces[0].role, pieces[-1].tag, pieces[-1].role
        ):
            inner = pieces[1:-1]
            if any(p.tag == pieces[0].tag for p in inner):
                break
            pieces = trim(part, inner)
        if not pieces:
            continue
        text, moved = unwrap(part, pieces)
        offset = start + first
        slot = Slot(
            lines.locate(offset + pieces[0].start),
            lines.locate(offset + pieces[-1].end),
            Holder.HTML_TEXT,
        )
        line = lines.numbers[lines.row(offset + pieces[0].start)]
        collector.add(text, slot, kind, line, pieces=moved, syntax=syntax)


def _first_text(content: str) -> int:
    return len(content) - len(content.lstrip())


def _without_first_line_tags(part: str, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """A tag alone on the first line makes this an HTML block: it keeps its line."""
    count = 0
    while count < len(pieces) and pieces[count].kind is PieceKind.HTML:
        count += 1
    if (
        count
        and count < len(pieces)
        and part[pieces[count].start : pieces[count].end].lstrip(" \t").startswith("\n")
    ):
        return trim(part, pieces[count:])
    return pieces


def _strays(pieces: Sequence[Piece]) -> bool:
    """Is the last piece a closing tag whose opening one was left out?"""
    last = pieces[-1]
    return (
        last.kind is PieceKind.HTML
        and last.role is Role.CLOSE
        and not any(p.role is Role.OPEN and p.tag == last.tag for p in pieces)
    )


def _paragraphs(raw: str) -> Iterator[tuple[int, int]]:
    """Stretches of text without a blank line in them."""
    at = 0
    for gap in re.finditer(r"\n[ \t]*\n", raw):
        yield at, gap.start()
        at = gap.end()
    yield at, len(raw)


_MARK = regex(
    r"[ \t]*(?:(?P<bullet>[-*+]|1[.)])|(?P<number>\d{1,9}[.)])|(?P<heading>#{1,6}))[ \t]+(?:\[[ xX]\][ \t]+)?(?=\S)"
)
_SNIPPET = regex(r"[ \t]*--8<--.*")


def _blocks(raw: str, *, at_row: bool, mdx: bool) -> Iterator[tuple[int, int]]:
    """The paragraphs, taken apart where items and headings of Markdown stand in lines of their own.

    MDX reads Markdown right behind a tag. HTML does with some generators: there only a paragraph that begins with
    a list is one, because a line of a sentence can begin with a number or a dash.
    """
    for begin, end in _paragraphs(raw):
        if not _BLOCK_SIGN.search(raw, begin, end):
            yield begin, end
            continue
        syntax = Syntax.MDX if mdx else Syntax.HTML
        held = [
            (begin + p.start, begin + p.end)
            for p in analyse(raw[begin:end], syntax)
            if p.kind not in (PieceKind.TEXT, PieceKind.BREAK)
        ]
        first, listed, at = begin, False, begin
        while at < end:
            stop = raw.find("\n", at, end)
            stop = stop if stop >= 0 else end
            here = at
            at = stop + 1
            if (here == 0 and not at_row) or any(a < here < b for a, b in held):
                continue
            opens = not raw[begin:here].strip()
            mark = _MARK.match(raw, here, stop)
            if _SNIPPET.fullmatch(raw, here, stop):
                yield first, here
                first = at
            elif mark and (opens or listed or (mdx and not mark["number"])):
                yield first, here
                first, listed = mark.end(), True
                if mark["heading"]:
                    yield first, stop
                    first = at
        yield min(first, end), end


_BLOCK_SIGN = regex(r"^[ \t]*(?:[-*+#]|\d+[.)][ \t])", re.MULTILINE)


def _wraps(first_tag: str, first_role: Role, last_tag: str, last_role: Role) -> bool:
    return (
        first_tag != ""
        and first_tag == last_tag
        and first_role is Role.OPEN
        and last_role is Role.CLOSE
    )


def attributes(lines: Lines, content: str, at: int, end: int, collector: Collector) -> None:
    """Segments of the attributes between two places of a tag, or of an attribute list."""
    while match := _ATTRIBUTE.search(content, at, end):
        name = match[1]
        if match[2] is None and match[3] is None:  # an expression: JavaScript is not ours
            at = max(syntaxes.expression(content, match.end() - 1), match.end())
            continue
        at = match.end()
        group = 2 if match[2] is not None else 3
        if name.lower() not in collector.options.attributes:
            continue
        start, stop = match.span(group)
        slot = Slot(
            lines.locate(start), lines.locate(stop), Holder.HTML_ATTRIBUTE, "", content[start - 1]
        )
        text = " ".join(match[group].split("\n"))
        line = lines.numbers[lines.row(start)]
        collector.add(text, slot, Kind.ATTRIBUTE, line, syntax=Syntax.HTML, name=name)
