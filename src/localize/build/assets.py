"""Pictures and other files beside the articles: where a build has to have them too.

An article says `![](images/synapse.svg)`. In a layout that puts the localized article into a folder of
its own, that path leads nowhere unless the picture is there as well; so every file below `source/` that
is no article is copied there. Where localized articles lie beside their sources nothing is copied.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path, PurePosixPath

from localize.build import layouts
from localize.build.layouts.layout import page_place
from localize.build.manifest import Manifest
from localize.build.model import Options, OutputFile

TEXTS = frozenset({".md", ".mdx", ".markdown", ".txt", ".rst", ".adoc"})
"""Never copied: a text that is not localized must not look as if it were."""


def find_assets(source: Path, articles: Collection[str] = ()) -> tuple[str, ...]:
    """The files below `source/` that go along with articles, sorted.

    Not the articles themselves, other texts, hidden files, or links.
    """
    return tuple(sorted(path for path in _walk(source, "") if path not in articles))


def _walk(folder: Path, prefix: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".") or entry.is_symlink():
                continue
            if entry.is_dir():
                yield from _walk(Path(entry.path), f"{prefix}{entry.name}/")
            elif PurePosixPath(entry.name).suffix.lower() not in TEXTS:
                yield f"{prefix}{entry.name}"


def copies(
    source: Path,
    assets: Iterable[str],
    locales: Iterable[str],
    options: Options,
    *,
    out: Path,
    source_locale: str,
    previous: Manifest | None = None,
) -> tuple[OutputFile, ...]:
    """The copies that a build for these locales needs, and with HTML pages those of the source.

    What the `previous` manifest has in other locales stays in the build, so its pictures do too.

    A file that is in the build folder `out` with the size and time of its source is taken for the
    same, and its hash for the one the `previous` manifest has.
    """
    layout = layouts.find(options.layout)
    known = previous.files if previous else {}
    names = [PurePosixPath(name) for name in assets]
    there = sorted({entry.locale for entry in previous.entries if entry.files}) if previous else []
    targets = list(dict.fromkeys((*locales, *there)))
    places: dict[PurePosixPath, PurePosixPath] = {}
    for name in names:
        if layout.copies_assets:
            places |= {layout.place(name, locale): name for locale in targets}
        if options.html:
            every = [*targets, source_locale] if targets else []
            places |= {page_place(name, locale, layout.name): name for locale in every}
    return tuple(
        _copy(source / name, place, out / place, known.get(str(place), ""))
        for place, name in places.items()
    )


def _copy(source: Path, path: PurePosixPath, target: Path, digest: str) -> OutputFile:
    if digest:
        try:
            there, here = target.lstat(), source.stat()
        except FileNotFoundError:
            digest = ""
        else:
            if (there.st_size, there.st_mtime_ns) != (here.st_size, here.st_mtime_ns):
                digest = ""
    return OutputFile(path=path, copy_of=source, digest=digest)
