"""The two ways to change a build folder: exchange it whole, or file by file with a way back."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from localize.build.model import OutputFile

_MARK = ".localize-"


class Change(NamedTuple):
    """What is to happen in a folder."""

    written: tuple[OutputFile, ...]
    """In the order they are put in place."""
    removed: tuple[str, ...]
    stays: tuple[str, ...]
    """Files to keep as they are; those that are not there are not missed."""


def swap(out: Path, change: Change) -> bool:
    """Prepare the folder anew beside itself and exchange the two; False if that cannot be done here.

    What stays is linked, so that it costs nothing and keeps its times. Raises OSError where a file
    cannot be written; the folder is then as it was.
    """
    parent = out.parent
    parent.mkdir(parents=True, exist_ok=True)
    try:
        stage = _stage(parent, f".{out.name}{_MARK}")
    except PermissionError:
        return False  # the folder may be ours where the one above is not
    try:
        made: set[str] = set()
        for name in change.stays:
            target = f"{stage}/{name}"
            _make_folder(target, made)
            _link(f"{out}/{name}", target)
        for file in change.written:
            target = f"{stage}/{file.path}"
            _make_folder(target, made)
            _put(file, target)
        # mkdtemp makes folders nobody else may read.
        stage.chmod(out.stat().st_mode & 0o7777 if out.exists() else 0o777 & ~_umask())
        return _exchange(stage, out)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def in_place(out: Path, change: Change) -> None:
    """Change the folder file by file; put everything back where a step fails.

    Raises OSError then.
    """
    out.mkdir(parents=True, exist_ok=True)
    stage = _stage(out, _MARK)
    try:
        for number, file in enumerate(change.written):
            _put(file, f"{stage}/{number}")
        with _undoing() as undo:
            made: set[str] = set()
            for number, file in enumerate(change.written):
                target = f"{out}/{file.path}"
                _make_folder(target, made)
                if os.path.lexists(target):
                    _move(target, f"{stage}/old{number}", undo)
                _move(f"{stage}/{number}", target, undo)
            for number, name in enumerate(change.removed):
                _move(f"{out}/{name}", f"{stage}/gone{number}", undo)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    for name in change.removed:
        _prune(out, (out / name).parent)


@contextmanager
def _undoing() -> Iterator[list[tuple[str, str]]]:
    """Moves noted in the list are taken back, last first, where the block does not end well."""
    undo: list[tuple[str, str]] = []
    try:
        yield undo
    except BaseException:  # an interruption too must leave the folder as it was
        for source, target in reversed(undo):
            with suppress(OSError):
                os.replace(target, source)  # noqa: PTH105
        raise


def _move(source: str, target: str, undo: list[tuple[str, str]]) -> None:
    os.replace(source, target)  # noqa: PTH105 (paths are strings here: a Path a file costs more than the move)
    undo.append((source, target))


def _stage(parent: Path, prefix: str) -> Path:
    """A fresh folder; those that killed runs left behind go."""
    for left in parent.glob(f"{prefix}*"):
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=prefix, dir=parent))


def _make_folder(path: str, made: set[str]) -> None:
    folder = path.rpartition("/")[0]
    if folder not in made:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
        made.add(folder)


def _put(file: OutputFile, target: str) -> None:
    if file.copy_of is not None:
        shutil.copyfile(file.copy_of, target)
        stat = file.copy_of.stat()
        os.utime(target, ns=(stat.st_atime_ns, stat.st_mtime_ns))
        return
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        left = memoryview(file.data)
        while left:
            left = left[os.write(handle, left) :]
    finally:
        os.close(handle)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except FileNotFoundError:
        return
    except OSError as error:
        # File systems without links, or with too many of this one.
        if error.errno not in (errno.EPERM, errno.EMLINK, errno.ENOTSUP, errno.EXDEV, errno.EACCES):
            raise
        shutil.copy2(source, target, follow_symlinks=False)


def _exchange(new: Path, out: Path) -> bool:
    """Put `new` in the place of `out`, and what was there in the place of `new`."""
    if not out.exists():
        new.rename(out)
        return True
    if _rename_exchange(new, out):
        return True
    aside = new.with_name(f"{new.name}.old")
    try:
        out.rename(aside)
    except OSError as error:
        if error.errno in (errno.EBUSY, errno.EXDEV, errno.EPERM, errno.EACCES, errno.EINVAL):
            return False  # a mounted folder, or one whose parent forbids it
        raise
    try:
        new.rename(out)
    except BaseException:
        aside.rename(out)
        raise
    shutil.rmtree(aside, ignore_errors=True)
    return True


def _rename_exchange(new: Path, out: Path) -> bool:
    """Exchange two folders in one step, where the system can: Linux 3.15 on most file systems."""
    if not sys.platform.startswith("linux"):
        return False
    import ctypes

    call = getattr(ctypes.CDLL(None), "renameat2", None)
    if call is None:
        return False
    at_cwd, exchange = -100, 2
    done: int = call(at_cwd, os.fsencode(new), at_cwd, os.fsencode(out), exchange)
    return done == 0


def _umask() -> int:
    # There is no way to read it but to set it.
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _prune(top: Path, folder: Path) -> None:
    """Remove folders that became empty, up to but not including the top."""
    while folder != top:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent
