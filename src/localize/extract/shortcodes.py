"""What the tags of Hugo and Jekyll say to a reader: `{{< figure alt="…" caption="…" >}}`, `{% include figure.html alt="…" %}`.

Of a tag that is alone in its lines those attributes are translated that are of an HTML tag; one amid text stays to the letter.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from localize.extract.collector import Collector
from localize.markdown.inline import analyse
from localize.model import Holder, Kind, PieceKind, Slot, Syntax
from localize.regex import regex

if TYPE_CHECKING:
    from localize.extract.source import Lines

_TAG = regex(
    r"\{\{[<%]\s+[\w./-]+(?P<hugo>(?:\s+(?:[\w-]+=)?(?:\"(?:\\.|[^\"\\])*\"|`[^`]*`|[^\s\"`<>]+))*)\s*/?[>%]\}\}"
    r"|\{%-?\s*include(?:_cached|_relative)?\s+(?P<liquid>[^%{}]*)%\}"
)
_ATTRIBUTE = regex(r"(?<=\s)(?P<name>[\w-]+)=(?:\"(?P<value>(?:\\\"|[^\"\\\n])*)\"|`[^`]*`|\S+)")
QUICK = regex(r"\{[{%].*=\"", re.DOTALL)
"""A text without a match has no such tag."""


def extract(run: Lines, collector: Collector) -> None:
    """Segments of the tags in a paragraph that are alone in their lines."""
    content = run.content
    for piece in analyse(content, collector.syntax, references=collector.references):
        if piece.kind is not PieceKind.TEMPLATE:
            continue
        before = content[content.rfind("\n", 0, piece.start) + 1 : piece.start]
        after = content[piece.end :].partition("\n")[0]
        tag = _TAG.fullmatch(content, piece.start, piece.end)
        if before.strip() or after.strip() or not tag:
            continue
        group = "hugo" if tag["hugo"] is not None else "liquid"
        for match in _ATTRIBUTE.finditer(content, tag.start(group), tag.end(group)):
            if match["value"] and match["name"].lower() in collector.options.attributes:
                start, end = match.span("value")
                holder = Holder.SHORTCODE if group == "hugo" else Holder.HTML_ATTRIBUTE
                collector.add(
                    match["value"].replace('\\"', '"'),
                    Slot(run.locate(start), run.locate(end), holder, "", '"'),
                    Kind.ATTRIBUTE,
                    run.numbers[run.row(start)],
                    syntax=Syntax.HTML,
                    name=match["name"],
                )
