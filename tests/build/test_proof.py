"""A published folder is proved right, or what is wrong with it is said."""

from __future__ import annotations

from typing import Any

import pytest

from localize.build import Manifest, Options, decide, entry, manifest, render, write
from localize.build.manifest import units_digest
from localize.build.proof import Standing, verify
from localize.errors import CatalogError


@pytest.fixture
def built(unit: Any, assembled: Any, project: Any) -> Any:
    """A build of one article, and what the project knows of it."""
    config = project()
    given = assembled((unit("A", "a"),))
    decision = decide(given, config.build, Options())
    files = render(given, decision, config, Options())
    one = entry(given, decision, files)
    folder = config.root / "build"
    write(folder, files, manifest([one], files, config), root=config.root)
    now = Standing(source_sha256=given.article.sha256, units_sha256=units_digest(given.units))
    return folder, {("guide/a.md", "es"): now}, one


def codes(problems: Any) -> list[tuple[str, str]]:
    return [(problem.code, problem.path) for problem in problems]


def test_a_build_as_it_was_written(built: Any) -> None:
    folder, standing, _ = built
    assert verify(folder, standing) == ()
    assert verify(folder) == ()


def test_files(built: Any) -> None:
    folder, _, _ = built
    (folder / "es/guide/a.md").write_text("other")
    (folder / "es/more.md").write_text("theirs")
    assert codes(verify(folder)) == [("changed", "es/guide/a.md"), ("unknown", "es/more.md")]
    (folder / "es/guide/a.md").unlink()
    assert codes(verify(folder))[0] == ("missing", "es/guide/a.md")
    (folder / "es/guide/a.md").symlink_to(folder / "es/more.md")
    assert codes(verify(folder))[0] == ("missing", "es/guide/a.md")


def test_a_manifest_that_contradicts_itself(built: Any) -> None:
    folder, _, one = built
    forged = one._replace(data={**one.data, "target_sha256": "0" * 64})
    files = dict.fromkeys(one.files, one.data["target_sha256"])
    (folder / "manifest.json").write_bytes(Manifest(entries=(forged,), files=files).encode())
    assert codes(verify(folder)) == [("changed", "es/guide/a.md")]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"source_sha256": "0"}, "outdated"),
        ({"units_sha256": "0"}, "outdated"),
        ({"unaccepted": ("abc",)}, "unaccepted"),
    ],
)
def test_the_project_has_moved_on(built: Any, change: Any, code: str) -> None:
    folder, standing, _ = built
    now = {key: value._replace(**change) for key, value in standing.items()}
    assert codes(verify(folder, now)) == [(code, "es/guide/a.md")]


def test_an_article_that_is_gone(built: Any) -> None:
    folder, _, _ = built
    assert codes(verify(folder, {})) == [("gone", "es/guide/a.md")]


def test_a_held_article_is_held_against_what_it_was_built_from(
    built: Any, unit: Any, assembled: Any, project: Any
) -> None:
    folder, standing, good = built
    config = project()
    given = assembled((unit("A2"),))
    held = entry(given, decide(given, config.build, Options()), previous=good)
    never = entry(
        assembled((unit("B"),), path="b.md"),
        decide(assembled((unit("B"),), path="b.md"), config.build, Options()),
    )
    files = manifest(
        [held, never],
        [],
        config,
        previous=Manifest(files=dict.fromkeys(good.files, good.data["target_sha256"])),
    )
    (folder / "manifest.json").write_bytes(files.encode())
    assert verify(folder, standing) == ()
    now = {("guide/a.md", "es"): Standing(source_sha256=given.article.sha256, units_sha256="0")}
    assert codes(verify(folder, now)) == [("outdated", "es/guide/a.md")]


def test_a_folder_without_a_manifest(project: Any) -> None:
    with pytest.raises(CatalogError, match="not a build folder"):
        verify(project().root)
