"""What a whole build has beyond its articles: pages, pictures; and whether anything of it is out of date.

Articles are made one by one, in processes of their own. What is said here needs all of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from localize.build.assets import copies, find_assets
from localize.build.manifest import Entry, Manifest, with_pages
from localize.build.model import Decision, Options, OutputFile

if TYPE_CHECKING:
    from localize.build.assemble import Assembled
    from localize.config import Config


def complete(
    entries: Sequence[Entry],
    files: Iterable[OutputFile],
    config: Config,
    options: Options,
    *,
    out: Path,
    articles: Collection[str],
    previous: Manifest | None = None,
    items: Iterable[tuple[Assembled, Decision]] = (),
) -> tuple[list[Entry], list[OutputFile]]:
    """The entries and files of this run with all that goes along with them.

    `items` are needed for HTML pages: every article of this run, held ones too. `articles` are all that
    the project has, below `source/`.
    """
    made = [*entries]
    more: list[OutputFile] = []
    if options.html:
        from localize.build.html import build_pages

        pages = build_pages(items, config, options, previous=previous, out=out)
        made = [
            with_pages(one, pages.pages.get(key, ()), pages.about.get(key, {}))
            for one in made
            for key in [(one.article.removeprefix("source/"), one.locale)]
        ]
        # The page of a source is the same for all its locales.
        more += {f.path: f for group in pages.pages.values() for f in group}.values()
        more += pages.shared
    more += _assets(made, config, options, out, articles, previous)
    return made, [*files, *more]


def settled(
    config: Config,
    options: Options,
    *,
    out: Path,
    articles: Collection[str],
    previous: Manifest,
) -> bool:
    """True where nothing beside the articles of the last build has changed.

    No article is gone, and no picture is new, changed or gone. Looks at sizes and times alone.
    """
    known = {f"source/{path}" for path in articles}
    if any(entry.article not in known for entry in previous.entries):
        return False
    assets = _assets((), config, options, out, articles, previous)
    owned = {name for entry in previous.entries for name in entry.files}
    owned |= {str(file.path) for file in assets}
    if options.html:
        owned |= {name for name in previous.files if name.endswith(("index.html", "sitemap.xml"))}
    return previous.files.keys() == owned and all(file.digest for file in assets)


def _assets(
    entries: Sequence[Entry],
    config: Config,
    options: Options,
    out: Path,
    articles: Collection[str],
    previous: Manifest | None,
) -> tuple[OutputFile, ...]:
    """The copies for the locales that something lies there in, now or since before."""
    current = {entry.key: entry for entry in (*(previous.entries if previous else ()), *entries)}
    locales = sorted({entry.locale for entry in current.values() if entry.files})
    if not locales:
        return ()
    return copies(
        config.source,
        find_assets(config.source, articles),
        locales,
        options,
        out=out,
        # Its hashes alone: which locales are left is known here.
        previous=Manifest(files=previous.files) if previous else None,
        source_locale=config.source_locale,
    )
