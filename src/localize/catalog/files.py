"""Reading and replacing files so that no moment of death leaves one of them broken.

Every write goes to a temporary file in the same folder first, named after its target. A new file
appears by a hard link, which fails where another process was faster. An existing one is exchanged
in one step with the temporary file; what comes out is compared with what the change was made
from, and where somebody saved in between, it is exchanged back and `Moved` tells the caller to
merge again. Where the file system cannot exchange, the comparison is made right before the
replacement.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

from localize.errors import Place, UnsafePathError, WriteError

TEMPORARY = ".localize-tmp"

step: Callable[[str], None] = lambda _: None  # noqa: E731
"""Called before every step that changes the disk: where tests die or fail on purpose."""


class Moved(Exception):  # noqa: N818 (no error: the caller merges again)
    """The file is no longer what it was read as."""


def temporary(path: Path) -> Path:
    """Where the next content of a file is prepared."""
    return path.with_name(f".{path.name}{TEMPORARY}")


class Resolver:
    """Follows links, inside one folder only; folders are looked at once per run."""

    def __init__(self, root: Path) -> None:
        self._root = os.path.realpath(root)
        self._given = root
        self._folders: dict[str, str] = {}

    def __call__(self, path: str) -> str:
        """The path without links.

        Raises UnsafePathError where the file, or a folder on the way to it, is outside the root.
        """
        folder, name = os.path.split(path)
        real_folder = self._folders.get(folder)
        if real_folder is None:
            real_folder = self._folders[folder] = os.path.realpath(folder)
            self._check(real_folder, path)
        real = f"{real_folder}{os.sep}{name}"
        if os.path.islink(real):  # noqa: PTH114 (hot path)
            real = os.path.realpath(real)
            self._check(real, path)
        return real

    def _check(self, real: str, path: str) -> None:
        if real != self._root and not real.startswith(self._root + os.sep):
            shown = os.path.relpath(path, self._given)
            raise UnsafePathError(
                f"leads out of the project, to {real}",
                place=Place(file=shown),
                remedy="Replace the link by a folder or file inside the project.",
            )


def shown(path: Path | str) -> str:
    """A path as the user would type it: relative to the current folder where it lies in it."""
    text, here = str(path), f"{Path.cwd()}{os.sep}"
    return text.removeprefix(here).replace(os.sep, "/")


def read(path: Path | str) -> bytes | None:
    """The bytes of a file, or None where there is none.

    Raises WriteError (it is the place, not the content, that is wrong) where it cannot be read.
    """
    try:
        with open(path, "rb") as stream:  # noqa: PTH123 (hot path)
            return stream.read()
    except FileNotFoundError:
        return None
    except NotADirectoryError:
        return None
    except OSError as error:
        raise WriteError(
            f"cannot be read: {error.strerror}", place=Place(file=shown(path))
        ) from error


def replace(path: Path, data: bytes, *, before: bytes | None, durable: bool = True) -> None:
    """Give a file new content.

    before: what it contained when the change was prepared; None for no file.
    durable: wait until the new content is on the disk (needless for what can be made again).

    Raises Moved when it contains something else by now, WriteError when it cannot be written;
    then it is as it was.
    """
    prepared = temporary(path)
    try:
        try:
            _prepare(prepared, data, path, durable=durable)
        except FileNotFoundError:
            step("mkdir")
            path.parent.mkdir(parents=True, exist_ok=True)
            _prepare(prepared, data, path, durable=durable)
        if before is None:
            _create(prepared, path)
        else:
            _exchange(prepared, path, data, before)
        if durable:
            _sync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError, WriteError):
            left = read(prepared)
            # Anything else in there is what somebody saved during the exchange: it stays, and
            # the next sync puts it into the journal.
            if left is not None and (left == before or data.startswith(left)):
                prepared.unlink()
        raise WriteError(
            f"cannot be written: {error.strerror or error}",
            place=Place(file=shown(path)),
            remedy=_remedy(error),
        ) from error


def remove(path: Path, *, before: bytes) -> None:
    """Delete a file that still contains `before`; else raise Moved."""
    aside = temporary(path)
    try:
        step("rename")
        path.rename(aside)
        if read(aside) != before:
            os.link(aside, path)
            aside.unlink()
            raise Moved
        step("unlink")
        aside.unlink()
    except OSError as error:
        raise WriteError(
            f"cannot be deleted: {error.strerror or error}",
            place=Place(file=shown(path)),
            remedy=_remedy(error),
        ) from error


def write_cache(path: Path, data: bytes) -> None:
    """Write a file that can be made again: whole or not at all, without waiting for the disk."""
    prepared = temporary(path)
    try:
        try:
            _prepare(prepared, data, None, durable=False)
        except FileNotFoundError:
            step("mkdir")
            path.parent.mkdir(parents=True, exist_ok=True)
            _prepare(prepared, data, None, durable=False)
        step("replace")
        os.replace(prepared, path)  # noqa: PTH105 (hot path)
    except OSError as error:
        with contextlib.suppress(OSError):
            prepared.unlink(missing_ok=True)
        raise WriteError(
            f"cannot be written: {error.strerror or error}",
            place=Place(file=shown(path)),
            remedy=_remedy(error),
        ) from error


def append(path: Path, data: bytes, *, durable: bool = False) -> None:
    """Add to the end of a file in one write; a part that did not fit on the disk is taken back."""
    try:
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
        except FileNotFoundError:
            step("mkdir")
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
        try:
            size = os.fstat(descriptor).st_size
            step("append")
            try:
                _write(descriptor, data)
                if durable:
                    step("fsync")
                    os.fsync(descriptor)
            except OSError:
                os.ftruncate(descriptor, size)
                raise
        finally:
            os.close(descriptor)
    except OSError as error:
        raise WriteError(
            f"cannot be written: {error.strerror or error}",
            place=Place(file=shown(path)),
            remedy=_remedy(error),
        ) from error


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock on a file for a moment, waiting as long as it takes. Raises WriteError."""
    import fcntl

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise WriteError(
            f"cannot be written: {error.strerror or error}",
            place=Place(file=shown(path)),
            remedy=_remedy(error),
        ) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def discard(path: Path) -> None:
    """Delete a file of the tool's own, if it is there. Raises WriteError."""
    try:
        step("unlink")
        path.unlink(missing_ok=True)
    except OSError as error:
        raise WriteError(
            f"cannot be deleted: {error.strerror or error}",
            place=Place(file=shown(path)),
            remedy=_remedy(error),
        ) from error


def _prepare(prepared: Path, data: bytes, like: Path | None, *, durable: bool) -> None:
    mode = 0o666
    kept: os.stat_result | None = None
    if like is not None:
        with contextlib.suppress(FileNotFoundError):
            kept = os.stat(like)  # noqa: PTH116 (hot path)
    step("open")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
    descriptor = os.open(prepared, flags, mode)
    try:
        step("write")
        _write(descriptor, data)
        if kept is not None:
            os.fchmod(descriptor, stat.S_IMODE(kept.st_mode))
        if durable:
            step("fsync")
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _create(prepared: Path, path: Path) -> None:
    step("link")
    try:
        os.link(prepared, path)
    except FileExistsError:
        prepared.unlink()
        raise Moved from None
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EXDEV):
            raise
        if path.exists():
            prepared.unlink()
            raise Moved from None
        os.replace(prepared, path)  # noqa: PTH105
        return
    step("unlink")
    os.unlink(prepared)  # noqa: PTH108 (hot path)


def _exchange(prepared: Path, path: Path, data: bytes, before: bytes) -> None:
    if read(path) != before:
        prepared.unlink()
        raise Moved
    exchange = _renameat2()
    step("exchange")
    if exchange is None or not exchange(prepared, path):
        os.replace(prepared, path)  # noqa: PTH105
        return
    step("compare")
    theirs = read(prepared)
    mine: bytes | None = data
    while theirs != before:
        # Somebody saved between the comparison and the exchange: theirs goes back in place.
        step("exchange")
        exchange(prepared, path)
        found = read(prepared)
        if found == mine:
            prepared.unlink()
            raise Moved
        mine, theirs = theirs, found  # saved once more: that one is the newest
    step("unlink")
    prepared.unlink()


@lru_cache(maxsize=1)
def _renameat2() -> Callable[[Path, Path], bool] | None:
    """Linux' exchange of two names, or None where there is none."""
    import ctypes

    try:
        function = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return None
    here, swap = -100, 2  # AT_FDCWD, RENAME_EXCHANGE

    def exchange(one: Path, other: Path) -> bool:
        done = function(here, os.fsencode(one), here, os.fsencode(other), swap)
        if done == 0:
            return True
        number = ctypes.get_errno()
        if number in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EPERM):
            return False  # a file system that cannot
        raise OSError(number, os.strerror(number), str(other))

    return exchange


def _sync_folder(folder: Path) -> None:
    try:
        descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    except OSError:
        return  # not on this system
    try:
        with contextlib.suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remedy(error: OSError) -> str:
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "Allow writing there, then run the same command again."
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "Make room on the disk, then run the same command again."
    return "The file is as it was. Run the same command again."
