"""Recognising the catalog of an article that was renamed, by its content."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from localize.catalog.syntax import Document
from localize.model import Article

_SHARE = 0.5
_FEW = 3


def orphans(folder: str, articles: Collection[str]) -> list[str]:
    """The PO files below a locale's folder that belong to none of the articles."""
    own = {article.rsplit(".", 1)[0] for article in articles}
    found = []
    for parent, _, names in os.walk(folder):
        below = parent[len(folder) + 1 :].replace(os.sep, "/")
        for name in names:
            if name.endswith(".po"):
                article = f"{below}/{name[:-3]}" if below else name[:-3]
                if article not in own:
                    found.append(f"{parent}{os.sep}{name}")
    return sorted(found)


def find(
    paths: Sequence[str], article: Article, load: Callable[[str], Document | None]
) -> tuple[Path, Document] | None:
    """The file that has most in common with the article: more than half of the smaller of the two.

    load: reads a file; None where it cannot be read, or is another article's by now.
    """
    wanted = {(segment.context, segment.text) for segment in article.segments}
    best: tuple[float, Path, Document] | None = None
    for path in paths:
        document = load(path)
        if document is None:
            continue
        live = {e.key for e in document.entries if not e.obsolete and not e.domain}
        common = len(wanted & live)
        share = common / max(1, min(len(wanted), len(live)))
        enough = share > _SHARE and common >= min(_FEW, len(wanted))
        if enough and (best is None or share > best[0]):
            best = (share, Path(path), document)
    return None if best is None else best[1:]
