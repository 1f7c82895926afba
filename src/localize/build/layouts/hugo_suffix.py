"""Hugo, translation by file name: `content/a.es.md` beside `content/a.md`.

https://gohugo.io/content-management/multilingual/#translation-by-file-name

Tried with Hugo 0.168: pages, links between articles and pinned ids are right. Hugo finds a picture beside an article
in a page bundle only (`guide/doses/index.md`), in every language alike.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from localize.build.layouts.layout import Anchor, Layout, suffixed


def _place(article: PurePosixPath, locale: str) -> PurePosixPath:
    return PurePosixPath("content") / suffixed(article, locale.lower())


HUGO_SUFFIX = Layout(name="hugo-suffix", place=_place, copies_assets=False, anchor=Anchor.ATTRIBUTE)
