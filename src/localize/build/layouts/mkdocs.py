"""MkDocs with mkdocs-static-i18n, `docs_structure: folder`.

https://ultrabug.github.io/mkdocs-static-i18n/getting-started/quick-start/

Tried with MkDocs 1.6 and mkdocs-static-i18n 1.3: pages, pictures, links between articles and pinned ids are right.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from localize.build.layouts.layout import Anchor, Layout
from localize.build.layouts.slug import Slug


def _place(article: PurePosixPath, locale: str) -> PurePosixPath:
    # MkDocs wants its locales as babel writes them: pt_BR.
    return PurePosixPath("docs") / locale.replace("-", "_") / article


MKDOCS = Layout(name="mkdocs", place=_place, anchor=Anchor.ATTRIBUTE, slug=Slug.PYTHON_MARKDOWN)
