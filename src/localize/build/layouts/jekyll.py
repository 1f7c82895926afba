"""Jekyll: a folder a locale, the language in the front matter.

https://github.com/untra/polyglot

Tried with Jekyll 4.3, alone and with jekyll-polyglot 1.5 and its state of July 2026. Links between articles lead to pages
with jekyll-relative-links. Polyglot knows the versions of a page by their equal `permalink`: give every article one.
Without Polyglot give it none, or all versions claim one address.
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
