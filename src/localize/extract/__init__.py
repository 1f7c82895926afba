"""An article -> its segments and where they stand. The first stage.

`article` is all there is to call. Which module does what: `source` decodes and keeps lines, `front_matter`, `markdown`
(with `blocks`, `html`, `machine`, `mdx`, `directives`, `shortcodes`, `places`) and `plain` find segments, `collector`
gathers them.
"""

from __future__ import annotations

from localize.config import Extract
from localize.extract.collector import Collector
from localize.extract.source import Lines, decode
from localize.model import Article, Slot, Syntax

__all__ = ["article"]


def article(path: str, data: bytes, options: Extract | None = None) -> Article:
    """Take an article apart.

    `path` is below `source/` and says by its suffix what the article is: `.txt` plain text, `.mdx` MDX, else
    Markdown. Raises ArticleError where the bytes are not UTF-8 text.
    """
    options = options or Extract()
    text = decode(path, data)
    plain = path.lower().endswith(".txt")
    collector = Collector(options, Syntax.MARKDOWN)
    lines = Lines.of(text)
    if plain:
        from localize.extract.plain import extract as plain_text

        plain_text(lines, collector)
    else:
        from localize.extract import front_matter, markdown, mdx

        if options.dialect == "mdx" or (
            options.dialect in ("auto", "gfm")
            and (path.lower().endswith(".mdx") or mdx.is_mdx(text))
        ):
            collector.syntax = Syntax.MDX
        body = front_matter.extract(text, collector)
        if body:
            row = next((i for i, start in enumerate(lines.starts) if start >= body), len(lines))
            lines = lines.slice(row, len(lines))
        markdown.extract(lines, collector, options.dialect)
        if collector.off:
            collector.notices.append(
                (
                    lines.numbers[-1] if len(lines) else 1,
                    "`localize: off` is never switched on again",
                )
            )
    order = _in_order(collector.slots)
    return Article(
        path=path,
        text=text,
        segments=tuple(collector.segments[i] for i in order),
        slots=tuple(collector.slots[i] for i in order),
        shape=tuple(collector.shape),
        notices=tuple(collector.notices),
    )


def _in_order(slots: list[Slot]) -> list[int]:
    """Indices of the slots as they stand in the text; one that overlaps the one before it is left out."""
    kept: list[int] = []
    at = 0
    for index in sorted(range(len(slots)), key=lambda i: slots[i].start):
        if slots[index].start >= at:
            kept.append(index)
            at = slots[index].end
    return kept
