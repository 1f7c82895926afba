"""What a layout is: where a site generator looks for a localized article, and what it needs in it."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import PurePosixPath
from typing import NamedTuple

from localize.build.layouts.slug import Slug


class Anchor(StrEnum):
    """How a heading is given an id."""

    ATTRIBUTE = "attribute"
    """`# Heading {#id}`"""
    HTML = "html"
    """`# <a id="id"></a>Heading`: for renderers that know no attribute syntax."""


class Layout(NamedTuple):
    """Where an article goes, and how it has to look there."""

    name: str
    place: Callable[[PurePosixPath, str], PurePosixPath]
    """Article below `source/`, locale -> path below the build folder."""
    copies_assets: bool = True
    """Do pictures and other files have to lie beside the localized article too?"""
    lang_key: str = ""
    """The front matter key by which the generator knows the language, if it needs one."""
    needs_front_matter: bool = False
    """Does the generator overlook files without front matter?"""
    anchor: Anchor = Anchor.HTML
    slug: Slug = Slug.GITHUB
    page: Callable[[PurePosixPath], PurePosixPath] | None = None
    """Where a generator shows an article, as a folder, if it leaves links between articles as they are."""
    reads_dates: bool = True
    """Does the generator read front matter dates, so that they have to stay ISO 8601?"""


def suffixed(path: PurePosixPath, locale: str) -> PurePosixPath:
    """The path with the locale before its suffix.

    >>> suffixed(PurePosixPath("guide/a.md"), "es")
    PurePosixPath('guide/a.es.md')
    """
    return path.with_name(f"{path.stem}.{locale}{path.suffix}")


def page_place(path: PurePosixPath, locale: str, layout: str) -> PurePosixPath:
    """Where standalone pages and what goes with them lie.

    Apart from the articles in a generator's layout: it would take pages beside them for its own.

    >>> page_place(PurePosixPath("a.png"), "es", "plain"), page_place(PurePosixPath("a.png"), "es", "hugo")
    (PurePosixPath('es/a.png'), PurePosixPath('html/es/a.png'))
    """
    below = PurePosixPath(locale) / path
    return below if layout == "plain" else PurePosixPath("html") / below
