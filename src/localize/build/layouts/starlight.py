"""Starlight: a folder a locale below the docs collection.

https://starlight.astro.build/guides/i18n/

Tried with Starlight 0.36 on Astro 5.18: pages, pictures, links between articles and pinned ids are right.

Starlight leaves links between articles as they are written, so a build writes the address of the page, relative, for
Astro's default `build.format: "directory"`. In the articles of the source language
astro-rehype-relative-markdown-links (`collectionBase: false`) does the same; the two go together.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from localize.build.layouts.layout import Layout
from localize.build.layouts.slug import Slug, slugify


def _place(article: PurePosixPath, locale: str) -> PurePosixPath:
    # The folder is the key of `locales` in the configuration, lower case in its documentation.
    return PurePosixPath("src/content/docs") / locale.lower() / article


def _page(article: PurePosixPath) -> PurePosixPath:
    # Astro's: every part of the path as a heading's id would be, `index` being its folder.
    parts = [slugify(part, Slug.GITHUB) for part in article.with_suffix("").parts]
    return PurePosixPath(*(parts[:-1] if parts[-1] == "index" else parts))


STARLIGHT = Layout(name="starlight", place=_place, page=_page)
