"""No generator: a folder a locale, each a mirror of `source/`."""

from __future__ import annotations

from pathlib import PurePosixPath

from localize.build.layouts.layout import Layout


def _place(article: PurePosixPath, locale: str) -> PurePosixPath:
    return PurePosixPath(locale) / article


PLAIN = Layout(name="plain", place=_place, reads_dates=False)
