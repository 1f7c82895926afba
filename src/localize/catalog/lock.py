"""One writer at a time: an advisory lock on `.localize/lock` that dies with its process."""

from __future__ import annotations

import contextlib
import errno
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from localize.catalog import files
from localize.errors import LockError, Place, WriteError


@contextlib.contextmanager
def hold(folder: Path, wait_s: float, say: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock of a project.

    folder: the project's `.localize`, made if need be.
    say: told once, who is being waited for.

    Raises LockError when another process still holds it after `wait_s` seconds.
    """
    path = folder / "lock"
    try:
        prepare(folder)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise WriteError(
            f"cannot be written: {error.strerror}",
            place=Place(file=files.shown(path)),
            remedy="Allow writing in the project folder, then run the same command again.",
        ) from error
    try:
        _wait(descriptor, path, wait_s, say)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode("ascii"), 0)
        yield
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def hold_folder(folder: Path, wait_s: float, say: Callable[[str], None]) -> Iterator[None]:
    """Hold a folder itself, or the next one above it that is there; nothing is written into it.

    Raises as `hold` does.
    """
    there = next(path for path in (folder, *folder.parents) if path.is_dir())
    descriptor = os.open(there, os.O_RDONLY)
    try:
        _wait(descriptor, there, wait_s, say)
        yield
    finally:
        os.close(descriptor)


def _wait(descriptor: int, path: Path, wait_s: float, say: Callable[[str], None]) -> None:
    import fcntl

    until = time.monotonic() + wait_s
    told = False
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.EACCES, errno.EWOULDBLOCK):
                raise WriteError(
                    f"cannot be locked: {error.strerror}", place=Place(file=files.shown(path))
                ) from error
        else:
            return
        who = _holder(descriptor)
        if not told:
            say(f"waiting for {who}, which is working on this project")
            told = True
        if time.monotonic() >= until:
            raise LockError(
                f"{who} has been working on this project for more than {wait_s:g} s",
                remedy="Wait until it has finished, then run the same command again.",
            )
        time.sleep(0.05)


def _holder(descriptor: int) -> str:
    try:
        number = os.pread(descriptor, 64, 0).decode("ascii", "replace").strip()
    except IsADirectoryError:
        number = ""
    return f"process {number}" if number else "another process"


def prepare(folder: Path) -> None:
    """Make `.localize`, which keeps itself out of version control."""
    ignore = folder / ".gitignore"
    if not ignore.exists():
        folder.mkdir(parents=True, exist_ok=True)
        ignore.write_text("*\n", encoding="ascii")
