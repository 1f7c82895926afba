"""Plain text articles: paragraphs between blank lines, list markers left out, nothing else is markup."""

from __future__ import annotations

import re

from localize.extract.collector import Collector
from localize.extract.source import Lines
from localize.model import Holder, Kind, Slot, Syntax
from localize.regex import regex

_MARKER = regex(r"[ \t]*(?:(?:\d{1,3}|[A-Za-z])[.)]|[-*+•–])[ \t]+(?=\S)")
_INDENT = regex(r"[ \t]*")
_RULE = regex(r"[ \t]*([-=*_~#])(?:[ \t]*\1)*[ \t]*$")
WRAP_COLUMN = 50
"""A line at least this long that ends in mid-sentence is taken to run on in the next one."""


def extract(lines: Lines, collector: Collector) -> None:
    """A segment for each paragraph, list item or line of its own."""
    collector.shape.append("plain")
    row = 0
    while row < len(lines):
        if not lines.texts[row].strip() or _RULE.match(lines.texts[row]):
            row += 1
            continue
        end = _paragraph_end(lines, row)
        first = lines.texts[row]
        marker = _MARKER.match(first)
        begin = marker.end() if marker else len(first) - len(first.lstrip())
        last = len(lines.texts[end - 1].rstrip())
        text = " ".join(t.strip() for t in (first[begin:], *lines.texts[row + 1 : end]))
        kind = Kind.ITEM if marker else _kind(lines, row, end)
        if kind is Kind.HEADING:
            collector.leave(1)
        indent = _INDENT.match(lines.texts[row + 1])[0] if end - row > 1 else ""  # type: ignore[index]
        slot = Slot(lines.starts[row] + begin, lines.starts[end - 1] + last, Holder.PLAIN, indent)
        collector.add(text.rstrip(), slot, kind, lines.numbers[row], syntax=Syntax.PLAIN)
        if kind is Kind.HEADING:
            collector.heading(1, text.strip())
        row = end


def _paragraph_end(lines: Lines, start: int) -> int:
    """The row after the paragraph: lines that were wrapped belong together, short ones do not."""
    row = start + 1
    while row < len(lines):
        before, here = lines.texts[row - 1].rstrip(), lines.texts[row]
        if not here.strip() or _MARKER.match(here) or _RULE.match(here):
            break
        if len(before) < WRAP_COLUMN:
            break
        row += 1
    return row


def _kind(lines: Lines, start: int, end: int) -> Kind:
    """A short single line between blank lines that ends like no sentence is a heading."""
    text = lines.texts[start].strip()
    alone = end - start == 1 and _apart(lines, start - 1) and _apart(lines, end)
    ends = text[-1] in ".!?:;,…\"'”"
    if (
        alone
        and not ends
        and len(text) <= 80
        and re.search(r"[^\W\d_]{3}", text)
        and not re.search(r"\d{4}$", text)
    ):
        return Kind.HEADING
    return Kind.PARAGRAPH


def _apart(lines: Lines, row: int) -> bool:
    """Does this row keep its neighbours apart: blank, a rule, or none at all?"""
    return (
        not 0 <= row < len(lines)
        or not lines.texts[row].strip()
        or _RULE.match(lines.texts[row]) is not None
    )
