"""A build folder is replaced whole or not at all, and only where something changed."""

from __future__ import annotations

import errno
import os
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from localize.build import Manifest, OutputFile, WriteResult, replace, write
from localize.build.manifest import read
from localize.errors import CatalogError, UnsafePathError, UsageError, WriteError


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    (root / "source").mkdir(parents=True)
    (root / "source" / "a.md").write_text("mine\n")
    return root


def outputs(contents: dict[str, str]) -> list[OutputFile]:
    return [OutputFile(path=PurePosixPath(n), data=t.encode()) for n, t in contents.items()]


def build(
    root: Path, contents: dict[str, str], out: str = "build", *, check: bool = False
) -> WriteResult:
    files = outputs(contents)
    manifest = Manifest(files={str(f.path): f.sha256 for f in files})
    return write(root / out, files, manifest, root=root, check=check)


def tree(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): p.read_text()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.name != "manifest.json"
    }


ways = pytest.mark.parametrize("foreign", [False, True], ids=["swapped", "in place"])


@pytest.fixture
def start(root: Path) -> Any:
    """A first build, in a folder that is ours alone or one with a file of somebody else."""

    def begin(foreign: bool, contents: dict[str, str]) -> dict[str, str]:
        others = {"es/theirs.css": "body {}"} if foreign else {}
        for name, text in others.items():
            (root / "build" / name).parent.mkdir(parents=True, exist_ok=True)
            (root / "build" / name).write_text(text)
        assert build(root, contents).written == tuple(sorted(contents))
        return others

    return begin


@ways
def test_new_changed_removed_and_kept(root: Path, start: Any, foreign: Any) -> None:
    others = start(foreign, {"es/a.md": "1", "es/b.md": "2", "es/deep/c.md": "3"})
    result = build(root, {"es/a.md": "1", "es/b.md": "two", "fr/a.md": "un"})
    assert result == WriteResult(
        written=("es/b.md", "fr/a.md"), removed=("es/deep/c.md",), unchanged=1, manifest=True
    )
    expected = {"es/a.md": "1", "es/b.md": "two", "fr/a.md": "un", **others}
    assert tree(root / "build") == dict(sorted(expected.items()))
    assert not (root / "build/es/deep").exists()


@ways
def test_nothing_is_written_when_nothing_changed(root: Path, start: Any, foreign: Any) -> None:
    start(foreign, {"es/a.md": "1"})
    before = {p: p.stat() for p in (root / "build", *(root / "build").rglob("*"))}
    result = build(root, {"es/a.md": "1"})
    assert not result.changed
    assert result.unchanged == 1
    assert {p: p.stat() for p in before} == before


@ways
def test_unchanged_files_keep_their_time(root: Path, start: Any, foreign: Any) -> None:
    start(foreign, {"es/a.md": "1", "es/b.md": "2"})
    os.utime(root / "build/es/a.md", ns=(10**18, 10**18))
    build(root, {"es/a.md": "1", "es/b.md": "two"})
    assert (root / "build/es/a.md").stat().st_mtime_ns == 10**18


@ways
def test_check_says_and_does_not(root: Path, start: Any, foreign: Any) -> None:
    others = start(foreign, {"es/a.md": "1", "es/b.md": "2"})
    result = build(root, {"es/a.md": "one", "es/c.md": "3"}, check=True)
    assert (result.written, result.removed) == (("es/a.md", "es/c.md"), ("es/b.md",))
    assert result.changed
    assert tree(root / "build") == dict(sorted({"es/a.md": "1", "es/b.md": "2", **others}.items()))


def test_check_makes_no_folder(root: Path) -> None:
    assert build(root, {"es/a.md": "1"}, check=True).changed
    assert not (root / "build").exists()


def test_files_the_manifest_keeps_stay(root: Path) -> None:
    build(root, {"es/held.md": "last good", "es/a.md": "1"})
    files = outputs({"es/a.md": "one"})
    manifest = Manifest(files={"es/a.md": files[0].sha256, "es/held.md": "x"})
    assert write(root / "build", files, manifest, root=root).removed == ()
    assert tree(root / "build") == {"es/a.md": "one", "es/held.md": "last good"}


@ways
@pytest.mark.parametrize("fails_at", range(1, 12))
def test_whole_or_not_at_all(
    root: Path, start: Any, foreign: Any, fails_at: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever system call fails, the folder is as it was; nothing is left beside it."""
    others = start(foreign, {"es/a.md": "1", "es/b.md": "2", "es/c.md": "3"})
    before = dict(sorted({"es/a.md": "1", "es/b.md": "2", "es/c.md": "3", **others}.items()))
    calls = 0

    def failing(real: Any) -> Any:
        def call(*args: Any, **kwargs: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls == fails_at:
                raise OSError(errno.ENOSPC, "No space left on device")
            return real(*args, **kwargs)

        return call

    with monkeypatch.context() as patch:
        for name in ("_put", "_move", "_make_folder", "_exchange"):
            patch.setattr(replace, name, failing(getattr(replace, name)))
        after = {"es/a.md": "one", "es/b.md": "two", "fr/d.md": "4"}
        failed = ""
        try:
            build(root, after)
        except WriteError as error:
            failed = error.reason
    assert ("No space left" in failed) == (calls >= fails_at)
    assert tree(root / "build") == (before if failed else dict(sorted({**after, **others}.items())))
    assert {p.name for p in root.iterdir()} == {"source", "build"}
    assert not list((root / "build").rglob(".localize-*"))


def test_an_interruption_leaves_the_folder_as_it_was(
    root: Path, start: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = start(True, {"es/a.md": "1", "es/b.md": "2"})
    real, moves = replace._move, []

    def interrupted(source: Any, target: Any, undo: Any) -> Any:
        moves.append(target)
        if len(moves) == 4:
            raise KeyboardInterrupt
        real(source, target, undo)

    monkeypatch.setattr(replace, "_move", interrupted)
    with pytest.raises(KeyboardInterrupt):
        build(root, {"es/a.md": "one", "es/b.md": "two"})
    assert tree(root / "build") == {"es/a.md": "1", "es/b.md": "2", **others}


def test_what_a_killed_run_left_goes(root: Path) -> None:
    build(root, {"es/a.md": "1"})
    (root / ".build.localize-dead" / "es").mkdir(parents=True)
    build(root, {"es/a.md": "2"})
    assert {p.name for p in root.iterdir()} == {"source", "build"}


def test_without_an_exchange_in_one_step(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(root, {"es/a.md": "1", "es/b.md": "2"})
    monkeypatch.setattr(replace, "_rename_exchange", lambda *_: False)
    build(root, {"es/a.md": "one"})
    assert tree(root / "build") == {"es/a.md": "one"}
    assert {p.name for p in root.iterdir()} == {"source", "build"}


def test_a_folder_that_cannot_be_renamed_is_changed_in_place(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(root, {"es/a.md": "1", "es/b.md": "2"})
    monkeypatch.setattr(replace, "_rename_exchange", lambda *_: False)
    real = Path.rename

    def busy(self: Path, target: Any) -> Any:
        if self.name == "build":
            raise OSError(errno.EBUSY, "Device or resource busy")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", busy)
    build(root, {"es/a.md": "one"})
    assert tree(root / "build") == {"es/a.md": "one"}


def test_a_failing_second_rename_is_undone(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(root, {"es/a.md": "1"})
    monkeypatch.setattr(replace, "_rename_exchange", lambda *_: False)
    real = Path.rename

    def second_fails(self: Path, target: Any) -> Any:
        if Path(target).name == "build" and not self.name.endswith(".old"):
            raise OSError(errno.EIO, "Input/output error")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", second_fails)
    with pytest.raises(WriteError, match="Input/output error"):
        build(root, {"es/a.md": "one"})
    assert tree(root / "build") == {"es/a.md": "1"}


def test_another_failure_of_the_first_rename_is_told(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(root, {"es/a.md": "1"})
    monkeypatch.setattr(replace, "_rename_exchange", lambda *_: False)

    def fails(*_: Any) -> Any:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Path, "rename", fails)
    with pytest.raises(WriteError, match="Input/output error"):
        build(root, {"es/a.md": "one"})


def test_a_parent_that_may_not_be_written(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(root, {"es/a.md": "1"})
    real = replace._stage

    def denied(parent: Any, prefix: Any) -> Any:
        if parent == root:
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(parent, prefix)

    monkeypatch.setattr(replace, "_stage", denied)
    build(root, {"es/a.md": "one"})
    assert tree(root / "build") == {"es/a.md": "one"}


@pytest.mark.parametrize("number", [errno.EPERM, errno.EMLINK])
def test_file_systems_without_links(
    root: Path, monkeypatch: pytest.MonkeyPatch, number: Any
) -> None:
    build(root, {"es/a.md": "1", "es/b.md": "2"})
    os.utime(root / "build/es/a.md", ns=(10**18, 10**18))

    def refused(*_: Any, **__: Any) -> Any:
        raise OSError(number, "no")

    monkeypatch.setattr(os, "link", refused)
    build(root, {"es/a.md": "1", "es/b.md": "two"})
    assert tree(root / "build") == {"es/a.md": "1", "es/b.md": "two"}
    assert (root / "build/es/a.md").stat().st_mtime_ns == 10**18


def test_a_link_that_fails_otherwise_fails_the_build(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(root, {"es/a.md": "1", "es/b.md": "2"})

    def refused(*_: Any, **__: Any) -> Any:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "link", refused)
    with pytest.raises(WriteError):
        build(root, {"es/a.md": "1", "es/b.md": "two"})


def test_systems_without_the_call(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(root, {"es/a.md": "1"})
    monkeypatch.setattr("sys.platform", "darwin")
    build(root, {"es/a.md": "2"})
    assert tree(root / "build") == {"es/a.md": "2"}


def test_c_libraries_without_the_call(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(root, {"es/a.md": "1"})
    monkeypatch.setattr("ctypes.CDLL", lambda _: object())
    build(root, {"es/a.md": "2"})
    assert tree(root / "build") == {"es/a.md": "2"}


def test_the_folder_keeps_its_permissions(root: Path) -> None:
    build(root, {"es/a.md": "1"})
    (root / "build").chmod(0o750)
    build(root, {"es/a.md": "2"})
    assert (root / "build").stat().st_mode & 0o777 == 0o750


def test_a_new_folder_is_readable_as_others_are(root: Path) -> None:
    (root / "beside").mkdir()
    build(root, {"es/a.md": "1"})
    assert (root / "build").stat().st_mode == (root / "beside").stat().st_mode


# What people wrote


@ways
def test_what_a_person_changed_is_kept(root: Path, start: Any, foreign: Any) -> None:
    start(foreign, {"es/a.md": "1", "es/b.md": "2"})
    (root / "build/es/a.md").write_text("changed by hand")
    (root / "build/es/b.md").write_text("this too")
    result = build(root, {"es/a.md": "one"})
    assert result.replaced == ("es/a.md", "es/b.md")
    kept = (root / ".localize/replaced").rglob("*")
    assert sorted(p.read_text() for p in kept if p.is_file()) == ["changed by hand", "this too"]
    assert (root / "build/es/a.md").read_text() == "one"


def test_a_foreign_file_in_the_way_is_kept(root: Path) -> None:
    (root / "build/es").mkdir(parents=True)
    (root / "build/es/a.md").write_text("theirs")
    (root / "build/es/b.md").write_text("same")
    result = build(root, {"es/a.md": "ours", "es/b.md": "same"})
    assert result.replaced == ("es/a.md",)
    (kept,) = (p for p in (root / ".localize/replaced").rglob("*") if p.is_file())
    assert kept.read_text() == "theirs"


def test_a_foreign_manifest_is_not_overwritten(root: Path) -> None:
    (root / "build").mkdir()
    (root / "build/manifest.json").write_text('{"name": "My app"}')
    with pytest.raises(CatalogError, match="not a manifest"):
        build(root, {"es/a.md": "1"})
    assert [p.name for p in (root / "build").iterdir()] == ["manifest.json"]


def test_a_folder_of_others_stays_though_it_is_empty(root: Path) -> None:
    (root / "build/layouts").mkdir(parents=True)
    build(root, {"es/a.md": "1"})
    build(root, {"es/a.md": "2"})
    assert (root / "build/layouts").is_dir()


# Places


@pytest.mark.parametrize(
    "out", ["source", "source/es", "locales", ".git/x", ".localize", "glossary"]
)
def test_not_where_people_write(root: Path, out: Any) -> None:
    with pytest.raises(UsageError, match="not for builds"):
        build(root, {"a.md": "1"}, out=out)


def test_the_preview_has_its_place(root: Path) -> None:
    build(root, {"es/a.md": "1"}, out=".localize/preview")
    assert tree(root / ".localize/preview") == {"es/a.md": "1"}


def test_not_over_the_sources_from_above(root: Path) -> None:
    with pytest.raises(UsageError, match=r"project's own source/"):
        build(root, {"source/a.md": "theirs"}, out=".")
    assert (root / "source/a.md").read_text() == "mine\n"


def test_the_project_folder_itself(root: Path) -> None:
    build(root, {"i18n/es/a.md": "1"}, out=".")
    build(root, {"i18n/es/b.md": "2"}, out=".")
    assert tree(root) == {"i18n/es/b.md": "2", "source/a.md": "mine\n"}


def test_the_working_folder_is_not_pulled_away(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(root, {"es/a.md": "1"})
    monkeypatch.chdir(root / "build/es")
    inode = (root / "build").stat().st_ino
    build(root, {"es/a.md": "2"})
    assert (root / "build").stat().st_ino == inode
    assert Path("a.md").read_text() == "2"


def test_a_working_folder_that_is_gone(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(root, {"es/a.md": "1"})

    def gone() -> Any:
        raise FileNotFoundError(errno.ENOENT, "No such file or directory")

    monkeypatch.setattr(Path, "cwd", gone)
    build(root, {"es/a.md": "2"})
    assert tree(root / "build") == {"es/a.md": "2"}


def test_a_link_out_of_the_project(root: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (root / "build").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UnsafePathError, match="leads out of the project"):
        build(root, {"es/a.md": "1"})
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_link_in_circles(root: Path) -> None:
    (root / "build").symlink_to(root / "build")
    with pytest.raises(UnsafePathError, match=r"leads nowhere|not a folder"):
        build(root, {"es/a.md": "1"})


def test_a_link_inside_the_project_is_followed(root: Path) -> None:
    (root / "site").mkdir()
    (root / "build").symlink_to(root / "site")
    build(root, {"es/a.md": "1"})
    assert tree(root / "site") == {"es/a.md": "1"}
    assert (root / "build").is_symlink()


def test_a_folder_outside_that_was_named(root: Path, tmp_path: Path) -> None:
    build(root, {"es/a.md": "1"}, out=str(tmp_path / "www" / "site"))
    assert tree(tmp_path / "www/site") == {"es/a.md": "1"}


def test_a_link_inside_the_build_is_refused(root: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (root / "build").mkdir()
    (root / "build/es").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UnsafePathError, match="does not follow") as caught:
        build(root, {"es/deep/a.md": "1"})
    assert str(caught.value.place) == "build/es"
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_linked_file_is_never_written_through(root: Path, tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("theirs")
    (root / "build/es").mkdir(parents=True)
    (root / "build/es/a.md").symlink_to(tmp_path / "precious")
    with pytest.raises(UnsafePathError):
        build(root, {"es/a.md": "1"})
    assert (tmp_path / "precious").read_text() == "theirs"


def test_a_file_where_the_folder_should_be(root: Path) -> None:
    (root / "build").write_text("a file")
    with pytest.raises(WriteError, match="not a folder"):
        build(root, {"es/a.md": "1"})


def test_a_folder_where_a_file_should_be(root: Path) -> None:
    (root / "build/es/a.md").mkdir(parents=True)
    with pytest.raises(WriteError) as caught:
        build(root, {"es/a.md": "1"})
    assert str(caught.value.place) == "build/es/a.md"


@pytest.mark.parametrize("name", ["../a.md", "/etc/a.md", "es/../../a.md"])
def test_paths_that_lead_out(root: Path, name: Any) -> None:
    with pytest.raises(UnsafePathError):
        build(root, {name: "1"})


def test_a_manifest_that_leads_out(root: Path) -> None:
    build(root, {"es/a.md": "1"})
    path = root / "build/manifest.json"
    path.write_text(path.read_text().replace("es/a.md", "../../source/a.md"))
    with pytest.raises(CatalogError, match="leads out"):
        build(root, {"es/b.md": "1"})


def test_two_files_of_one_name(root: Path) -> None:
    files = [*outputs({"es/a.md": "1"}), *outputs({"es/a.md": "2"})]
    with pytest.raises(UsageError, match=r"two files of the build would be es/a\.md"):
        write(root / "build", files, Manifest(), root=root)


def test_no_file_may_be_the_manifest(root: Path) -> None:
    with pytest.raises(UsageError):
        build(root, {"manifest.json": "{}"})


# Copies


def test_copies_keep_their_time_and_are_not_read_twice(root: Path) -> None:
    picture = root / "source/a.png"
    picture.write_bytes(b"\x89PNG")
    os.utime(picture, ns=(10**18, 10**18))
    file = OutputFile(path=PurePosixPath("es/a.png"), copy_of=picture)
    manifest = Manifest(files={"es/a.png": file.sha256})
    assert write(root / "build", [file], manifest, root=root).written == ("es/a.png",)
    copied = root / "build/es/a.png"
    assert (copied.read_bytes(), copied.stat().st_mtime_ns) == (b"\x89PNG", 10**18)
    assert not write(root / "build", [file], manifest, root=root).changed
    picture.write_bytes(b"\x89PNG2")
    again = OutputFile(path=PurePosixPath("es/a.png"), copy_of=picture)
    manifest = Manifest(files={"es/a.png": again.sha256})
    assert write(root / "build", [again], manifest, root=root).replaced == ()
    assert copied.read_bytes() == b"\x89PNG2"


contents = st.dictionaries(
    st.sampled_from(["a", "b", "es/a", "es/b", "es/x/c", "fr/a"]), st.text("ab\n", max_size=3)
)


@settings(deadline=None, max_examples=60)
@given(st.lists(contents, min_size=1, max_size=4), st.booleans())
def test_the_folder_is_what_the_last_build_says(
    tmp_path_factory: pytest.TempPathFactory, builds: Any, foreign: Any
) -> None:
    """Law: after any run of builds, the folder holds the last one and what others put there."""
    root = tmp_path_factory.mktemp("p")
    others = {}
    if foreign:
        (root / "build").mkdir()
        (root / "build/theirs").write_text("x")
        others = {"theirs": "x"}
    for files in builds:
        # "a" as a file and "a/…" as a folder cannot both be.
        build(root, files)
        assert tree(root / "build") == dict(sorted({**files, **others}.items()))
        assert read(root / "build").files.keys() == files.keys()
