"""What goes along with the articles, and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from localize.build import Manifest, Options, write
from localize.build.assets import copies, find_assets
from localize.build.manifest import Entry


@pytest.fixture
def source(tmp_path: Path) -> Path:
    source = tmp_path / "source"
    for name in (
        "a.md",
        "old.MD",
        "fig.png",
        "guide/b.txt",
        "guide/img/c.svg",
        ".hidden/x.png",
        "guide/.DS_Store",
    ):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text(name)
    (source / "link.png").symlink_to("/etc/hostname")
    (source / "linked").symlink_to("/etc")
    return source


def test_what_goes_along(source: Path) -> None:
    assert find_assets(source) == ("fig.png", "guide/img/c.svg")
    assert find_assets(source, {"fig.png"}) == ("guide/img/c.svg",)


@pytest.mark.parametrize(
    ("options", "paths"),
    [
        (Options(), ["es/fig.png", "fr/fig.png"]),
        (Options(html=True), ["en/fig.png", "es/fig.png", "fr/fig.png"]),
        (Options(layout="hugo"), ["content/es/fig.png", "content/fr/fig.png"]),
        (Options(layout="hugo-suffix"), []),
        (
            Options(layout="mkdocs-suffix", html=True),
            ["html/en/fig.png", "html/es/fig.png", "html/fr/fig.png"],
        ),
    ],
)
def test_where_to(source: Path, options: Options, paths: list[str]) -> None:
    made = copies(
        source, ["fig.png"], ["es", "fr"], options, out=source.parent / "build", source_locale="en"
    )
    assert sorted(str(file.path) for file in made) == paths


def test_a_build_of_one_locale_keeps_the_pictures_of_the_others(source: Path) -> None:
    def entry(locale: str, files: list[str]) -> Entry:
        return Entry(article="source/a.md", locale=locale, state="published", data={"files": files})

    previous = Manifest(entries=(entry("fr", ["fr/a.md"]), entry("de", [])))
    made = copies(
        source, ["fig.png"], ["es"], Options(), out=source, source_locale="en", previous=previous
    )
    assert [str(file.path) for file in made] == ["es/fig.png", "fr/fig.png"]


def test_nothing_for_nobody(source: Path) -> None:
    options = Options(html=True)
    assert copies(source, ["fig.png"], [], options, out=source, source_locale="en") == ()


def test_a_hash_is_taken_again_only_where_something_changed(source: Path) -> None:
    root, out = source.parent, source.parent / "build"

    def made(previous: Manifest | None = None) -> Manifest:
        files = copies(
            source, ["fig.png"], ["es"], Options(), out=out, previous=previous, source_locale="en"
        )
        manifest = Manifest(files={str(f.path): f.sha256 for f in files})
        write(out, files, manifest, root=root)
        return manifest

    first = made()
    # What is believed without looking shows that there was no look.
    believed = Manifest(files={"es/fig.png": "believed"})
    assert made(believed).files == {"es/fig.png": "believed"}
    (source / "fig.png").write_text("changed")
    assert made(believed).files["es/fig.png"] not in ("believed", first.files["es/fig.png"])
    assert (out / "es/fig.png").read_text() == "changed"
    (out / "es/fig.png").unlink()
    assert made(believed).files["es/fig.png"] != "believed"
    assert (out / "es/fig.png").read_text() == "changed"
