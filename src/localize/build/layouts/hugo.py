"""Hugo, translation by content folder: `languages.es.contentDir = "content/es"`.

https://gohugo.io/content-management/multilingual/#translation-by-content-directory

Tried with Hugo 0.168: pages, links between articles and pinned ids are right. Hugo finds a picture beside an article
in a page bundle only (`guide/doses/index.md`), in every language alike.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from localize.build.layouts.layout import Anchor, Layout


def _place(article: PurePosixPath, locale: str) -> PurePosixPath:
    # Hugo lowers its language keys: content/pt-br.
    return PurePosixPath("content") / locale.lower() / article


HUGO = Layout(name="hugo", place=_place, anchor=Anchor.ATTRIBUTE)
