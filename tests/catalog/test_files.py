"""Files are whole at every moment, and what somebody else saved is never thrown away."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from soak import interrupted

from localize.catalog import files
from localize.errors import UnsafePathError, WriteError

OLD, NEW, THEIRS = b"old\n", b"new\n", b"theirs\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "a.po"
    found.write_bytes(OLD)
    return found


def save(path: Path) -> None:
    path.write_bytes(THEIRS)


def at_step(
    monkeypatch: pytest.MonkeyPatch, name: str, number: int, action: Callable[[], None]
) -> None:
    """Do something right before the `number`-th step of a name."""
    seen: list[str] = []

    def step(reached: str) -> None:
        seen.append(reached)
        if reached == name and seen.count(name) == number:
            action()

    monkeypatch.setattr(files, "step", step)


def test_a_save_right_before_the_exchange_goes_back_in_place(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_step(monkeypatch, "exchange", 1, lambda: save(path))
    with pytest.raises(files.Moved):
        files.replace(path, NEW, before=OLD)
    assert path.read_bytes() == THEIRS
    assert not files.temporary(path).exists()


def test_of_two_saves_the_newer_one_stays(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []

    def step(name: str) -> None:
        if name == "exchange":
            seen.append(1)
            if len(seen) < 3:
                path.write_bytes(b"save %d\n" % len(seen))

    monkeypatch.setattr(files, "step", step)
    with pytest.raises(files.Moved):
        files.replace(path, NEW, before=OLD)
    assert path.read_bytes() == b"save 2\n"
    assert not files.temporary(path).exists()


def test_an_error_during_the_exchange_deletes_nobodys_save(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_step(monkeypatch, "exchange", 1, lambda: save(path))
    first = files.step

    def step(name: str) -> None:
        first(name)
        if name == "compare":
            raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(files, "step", step)
    with pytest.raises(WriteError):
        files.replace(path, NEW, before=OLD)
    assert files.temporary(path).read_bytes() == THEIRS


@pytest.mark.parametrize("what", ["changed", "same"])
def test_a_file_is_deleted_only_as_it_was_read(path: Path, what: str) -> None:
    if what == "changed":
        path.write_bytes(THEIRS)
        with pytest.raises(files.Moved):
            files.remove(path, before=OLD)
        assert path.read_bytes() == THEIRS
    else:
        files.remove(path, before=OLD)
        assert list(path.parent.iterdir()) == []


def fail(*_: object, **__: object) -> None:
    raise PermissionError(errno.EACCES, "Permission denied")


WRITES: dict[str, Callable[[Path], object]] = {
    "remove": lambda path: files.remove(path, before=OLD),
    "discard": files.discard,
    "write_cache": lambda path: files.write_cache(path, NEW),
    "append": lambda path: files.append(path, NEW, durable=True),
    "replace": lambda path: files.replace(path, NEW, before=OLD),
}


@pytest.mark.parametrize("name", WRITES)
def test_what_fails_is_told_and_undone(path: Path, name: str) -> None:
    point = 0
    while True:
        with interrupted(point, fail) as reached:
            try:
                WRITES[name](path)
                told = None
            except WriteError as error:
                told = error
        if len(reached) <= point:
            break
        assert told is not None
        assert told.remedy == "Allow writing there, then run the same command again."
        if name == "append":
            assert path.read_bytes() == OLD
        assert path.exists() or name in ("discard", "remove")
        if "exchange" in reached[:-1] or "rename" in reached[:-1]:
            path.write_bytes(OLD)
        for left in path.parent.glob(f".*{files.TEMPORARY}"):
            left.unlink()
        path.write_bytes(OLD)
        point += 1
    assert point >= 1


def test_what_cannot_be_read_is_told(path: Path) -> None:
    with pytest.raises(WriteError, match="Is a directory"):
        files.read(path.parent)
    assert files.read(path / "below") is None
    assert files.read(path.parent / "none") is None


def test_a_lock_that_cannot_be_made_is_told(path: Path) -> None:
    with pytest.raises(WriteError), files.locked(path / "lock"):
        pass


@pytest.mark.parametrize("number", [errno.EINVAL, errno.EIO])
def test_what_the_system_says_about_an_exchange(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    import ctypes

    class Library:
        renameat2 = staticmethod(lambda *_: -1)

    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: Library)
    monkeypatch.setattr(ctypes, "get_errno", lambda: number)
    files._renameat2.cache_clear()
    try:
        if number == errno.EINVAL:
            files.replace(path, NEW, before=OLD)
            assert path.read_bytes() == NEW
        else:
            with pytest.raises(WriteError):
                files.replace(path, NEW, before=OLD)
            assert path.read_bytes() == OLD
        monkeypatch.setattr(ctypes, "CDLL", fail)
        files._renameat2.cache_clear()
        assert files._renameat2() is None
    finally:
        files._renameat2.cache_clear()


def test_no_hard_links_and_a_file_that_appeared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "b.po"

    def refuse(*_: object) -> None:
        path.write_bytes(THEIRS)
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    with pytest.raises(files.Moved):
        files.replace(path, NEW, before=None)
    assert path.read_bytes() == THEIRS

    def broken(*_: object) -> None:
        raise OSError(errno.EMLINK, "Too many links")

    monkeypatch.setattr(os, "link", broken)
    with pytest.raises(WriteError, match="Too many links"):
        files.replace(tmp_path / "c.po", NEW, before=None)


def test_links_are_followed_inside_only(tmp_path: Path) -> None:
    root = tmp_path / "project"
    (root / "real").mkdir(parents=True)
    (root / "link").symlink_to(root / "real")
    (root / "loop.po").symlink_to(root / "real" / "x.po")
    (root / "out.po").symlink_to(tmp_path / "x.po")
    resolve = files.Resolver(root)
    assert resolve(str(root / "link" / "a.po")) == str(root.resolve() / "real" / "a.po")
    assert resolve(str(root / "loop.po")) == str(root.resolve() / "real" / "x.po")
    with pytest.raises(UnsafePathError) as caught:
        resolve(str(root / "out.po"))
    assert caught.value.place is not None
    assert caught.value.place.file == "out.po"


def test_paths_are_shown_as_one_would_type_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert files.shown(tmp_path / "a" / "b.po") == "a/b.po"
    assert files.shown("/elsewhere/b.po") == "/elsewhere/b.po"
