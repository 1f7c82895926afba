"""A whole build: articles, pages and pictures together, and noticing what is out of date."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from localize.build import Manifest, Options, choose, decide, entry, manifest, render, write
from localize.build.assemble import assemble
from localize.build.complete import complete, settled
from localize.build.manifest import read
from localize.build.proof import verify
from localize.extract import article as extract
from localize.model import State, Unit


@pytest.fixture
def site(project: Any) -> Any:
    """Two articles, one picture; building them all."""
    config = project()
    source = config.source
    (source / "img").mkdir()
    (source / "img/a.png").write_bytes(b"png")
    (source / "a.md").write_text("# A\n\n[b](b.md) ![i](img/a.png)\n")
    (source / "b.md").write_text("# B\n")

    def build(options: Options | None = None) -> Any:
        options = options or Options()
        out = config.root / "build"
        previous = read(out)
        paths = sorted(p.name for p in source.glob("*.md"))
        entries: list[Any] = []
        files: list[Any] = []
        items: list[Any] = []
        for path in paths:
            taken = extract(path, (source / path).read_bytes(), config.extract)
            for locale in config.target_locales:
                state = State.REVIEWED if locale == "es" else State.DRAFT
                units = [
                    Unit(segment=s, locale=locale, target=s.text, state=state)
                    for s in taken.segments
                ]
                targets = choose(units, config.build, options)
                given = assemble(
                    taken,
                    locale,
                    units,
                    targets,
                    lambda t: extract("a.md", t.encode(), config.extract),
                )
                decision = decide(given, config.build, options)
                made = render(given, decision, config, options)
                items.append((given, decision))
                entries.append(entry(given, decision, made, previous=previous.find(path, locale)))
                files += made
        previous = previous.within(paths, config.target_locales)
        every, all_files = complete(
            entries, files, config, options, out=out, articles=paths, previous=previous, items=items
        )
        whole = manifest(every, all_files, config, layout=options.layout, previous=previous)
        return write(out, all_files, whole, root=config.root)

    def is_settled(options: Options | None = None) -> bool:
        out = config.root / "build"
        paths = sorted(p.name for p in source.glob("*.md"))
        return settled(config, options or Options(), out=out, articles=paths, previous=read(out))

    return config.root, build, is_settled


def test_pictures_go_where_something_goes_out(site: Any) -> None:
    root, build, is_settled = site
    assert build().written == ("es/a.md", "es/b.md", "es/img/a.png")
    assert is_settled()
    assert not build().changed
    assert verify(root / "build") == ()


def test_pages_and_all(site: Any) -> None:
    root, build, is_settled = site
    options = Options(html=True, include_drafts=True)
    assert len(build(options).written) == 14
    assert is_settled(options)
    assert not build(options).changed
    assert verify(root / "build") == ()
    assert (root / "build/en/img/a.png").read_bytes() == b"png"
    # Without pages the next time, they go.
    assert not is_settled()
    build()
    assert sorted(p.name for p in (root / "build").rglob("*") if p.is_file()) == [
        "a.md",
        "a.png",
        "b.md",
        "manifest.json",
    ]


@pytest.mark.parametrize("change", ["changed", "new", "gone", "article gone"])
def test_what_is_out_of_date_is_noticed(site: Any, change: str) -> None:
    root, build, is_settled = site
    build()
    source: Path = root / "source"
    if change == "changed":
        (source / "img/a.png").write_bytes(b"other")
    elif change == "new":
        (source / "b.png").write_bytes(b"new")
    elif change == "gone":
        (source / "img/a.png").unlink()
    else:
        (source / "b.md").unlink()
    assert not is_settled()
    assert build().changed
    assert is_settled()
    assert verify(root / "build") == ()


def test_nothing_goes_along_with_nothing(project: Any) -> None:
    config = project()
    (config.source / "a.png").write_bytes(b"png")
    more = {"out": config.root / "build", "articles": ()}
    assert complete([], [], config, Options(), **more) == ([], [])
    assert settled(config, Options(), previous=Manifest(), **more)
