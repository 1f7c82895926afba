"""Jekyll with jekyll-polyglot: a folder a locale, the language in the front matter.

https://github.com/untra/polyglot

By its documentation: never tried.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from localize.build.layouts.layout import Anchor, Layout


def _place(article: PurePosixPath, locale: str) -> PurePosixPath:
    return PurePosixPath(locale) / article


JEKYLL = Layout(
    name="jekyll",
    place=_place,
    lang_key="lang",
    needs_front_matter=True,
    anchor=Anchor.ATTRIBUTE,
)
