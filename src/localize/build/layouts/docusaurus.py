"""Docusaurus: the translated docs of the classic preset's docs plugin.

https://docusaurus.io/docs/i18n/tutorial#translate-markdown-files

Tried with Docusaurus 3.10: pages, pictures, links between articles and pinned ids are right.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from localize.build.layouts.layout import Anchor, Layout


def _place(article: PurePosixPath, locale: str) -> PurePosixPath:
    docs = PurePosixPath("i18n") / locale / "docusaurus-plugin-content-docs" / "current"
    return docs / article


DOCUSAURUS = Layout(name="docusaurus", place=_place, anchor=Anchor.ATTRIBUTE)
