"""A put-together article -> the file of a build: banner, front matter, anchors, and its place."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from localize.build import banner, front_matter, layouts
from localize.build.edit import Edit, apply
from localize.build.model import Decision, Options, Outcome, OutputFile

if TYPE_CHECKING:
    from localize.build.assemble import Assembled
    from localize.config import Config


def place(article: str, locale: str, options: Options) -> PurePosixPath:
    """Where a localized article goes, below the build folder."""
    return layouts.find(options.layout).place(PurePosixPath(article), locale)


def render(
    assembled: Assembled, decision: Decision, config: Config, options: Options
) -> tuple[OutputFile, ...]:
    """The files of one article in one locale; none where it is held.

    Nothing is added to the text unless the configuration, the layout or a draft asks for it.
    """
    if not decision.goes_out:
        return ()
    layout = layouts.find(options.layout)
    edits: list[Edit] = []
    if config.build.pin_anchors:
        from localize.build.anchors import pins

        edits += pins(assembled, layout)
    if layout.page:
        from localize.build.links import addressed

        edits += addressed(assembled, layout.page)
    text = apply(assembled.text, edits)
    if config.build.localize_dates:
        text = front_matter.localize_dates(text, assembled.locale, keep=layout.reads_dates)
    if config.build.localize_numbers:
        text = front_matter.localize_numbers(
            text, config.build.localize_numbers, assembled.locale, keep=layout.reads_dates
        )
    if layout.needs_front_matter:
        text = front_matter.ensure(text)
    if layout.lang_key or config.build.set_lang:
        create = assembled.article.path.endswith((".md", ".mdx", ".markdown"))
        text = front_matter.set_key(
            text, layout.lang_key or "lang", assembled.locale, create=create
        )
    if decision.outcome is Outcome.DRAFT and options.mark:
        text = banner.insert(text, decision)
    path = layout.place(PurePosixPath(assembled.article.path), assembled.locale)
    return (OutputFile(path=path, data=text.encode()),)
