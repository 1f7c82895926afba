"""Starlight: a folder a locale below the docs collection.

https://starlight.astro.build/guides/i18n/

Tried with Starlight 0.36 on Astro 5.18.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from localize.build.layouts.layout import Layout


def _place(article: PurePosixPath, locale: str) -> PurePosixPath:
    # The folder is the key of `locales` in the configuration, lower case in its documentation.
    return PurePosixPath("src/content/docs") / locale.lower() / article


STARLIGHT = Layout(name="starlight", place=_place)
