"""Layouts: one file each, and this table of them."""

from __future__ import annotations

from collections.abc import Mapping

from localize.build.layouts.docusaurus import DOCUSAURUS
from localize.build.layouts.hugo import HUGO
from localize.build.layouts.hugo_suffix import HUGO_SUFFIX
from localize.build.layouts.jekyll import JEKYLL
from localize.build.layouts.layout import Anchor, Layout
from localize.build.layouts.mkdocs import MKDOCS
from localize.build.layouts.mkdocs_suffix import MKDOCS_SUFFIX
from localize.build.layouts.plain import PLAIN
from localize.build.layouts.slug import Slug, slugify
from localize.build.layouts.starlight import STARLIGHT
from localize.errors import UsageError

__all__ = ["LAYOUTS", "NAMES", "Anchor", "Layout", "Slug", "find", "slugify"]

LAYOUTS: Mapping[str, Layout] = {
    layout.name: layout
    for layout in (
        PLAIN,
        HUGO,
        HUGO_SUFFIX,
        DOCUSAURUS,
        MKDOCS,
        MKDOCS_SUFFIX,
        STARLIGHT,
        JEKYLL,
    )
}

NAMES = tuple(LAYOUTS)


def find(name: str) -> Layout:
    """The layout of that name. Raises UsageError for an unknown one."""
    try:
        return LAYOUTS[name]
    except KeyError:
        raise UsageError(
            f"unknown layout {name!r}", remedy=f"Choose one of {', '.join(LAYOUTS)}."
        ) from None
