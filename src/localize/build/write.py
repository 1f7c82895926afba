"""Files -> a build folder, replaced whole or not at all.

Only what changed is written: a file whose bytes are the same keeps its inode's time. A folder that
holds nothing but an earlier build is prepared anew beside it and exchanged in one step; one that has
other files too (a site's own) is changed in place, every new file being on the disk before the first
old one goes, and is put back if a step fails.

A build is made again at will, so nothing is synced to the disk; but a file that a person changed, or
put where a built one goes, is kept in `.localize/replaced/` before it is overwritten.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from localize.build.manifest import FILE_NAME, Manifest, inside, read
from localize.build.model import OutputFile
from localize.build.replace import Change, in_place, swap
from localize.config import OWN_FOLDERS
from localize.errors import Place, UnsafePathError, UsageError, WriteError

PREVIEW = Path(".localize", "preview")
"""The one place among Localize's own files where a build may be: `serve` shows it."""


class WriteResult(NamedTuple):
    """What was written, or under `check` what would be."""

    written: tuple[str, ...] = ()
    """New and changed files, below the build folder, without the manifest."""
    removed: tuple[str, ...] = ()
    unchanged: int = 0
    replaced: tuple[str, ...] = ()
    """Those of `written` and `removed` that a person had changed or put there."""
    manifest: bool = False
    """Is the manifest a new one?"""

    @property
    def changed(self) -> bool:
        """True where anything is different from before."""
        return bool(self.written or self.removed or self.manifest)


def write(
    out_dir: Path,
    files: Iterable[OutputFile],
    manifest: Manifest,
    *,
    root: Path,
    old: Manifest | None = None,
    check: bool = False,
) -> WriteResult:
    """Bring a build folder to what `manifest` says, the new files' bytes being in `files`.

    `root` is the project, `old` the manifest that lies in the folder, where it has been read already. Files of the manifest that are not among `files` stay as they lie there;
    files of the earlier manifest that the new one does not have are removed; files of others stay.
    Raises UnsafePathError where a link leads away, UsageError for a folder that is not for builds,
    WriteError for what cannot be written: then everything is as it was.
    """
    shown = _shown(out_dir, root)
    out = _safe(out_dir, root, shown)
    old = old or read(out)
    wanted = _by_path(files)
    _keep_off(out, root, wanted, shown)
    try:
        _no_links(out, (*wanted, *old.files), shown)
        last = OutputFile(path=PurePosixPath(FILE_NAME), data=manifest.encode())
        result = _compare(out, wanted, manifest, old, last)
        if not check and result.changed:
            _save(out, result.replaced, root)
            _replace(out, wanted, manifest, old, last, result)
    except OSError as error:
        where = shown
        if isinstance(error.filename, str) and error.filename.startswith(f"{out}{os.sep}"):
            where = str(Path(shown) / Path(error.filename).relative_to(out))
        if error.errno == errno.ELOOP:
            raise UnsafePathError(
                "a link, which a build does not write through",
                place=Place(file=where),
                remedy="Remove the link, or choose another folder with --out DIR.",
            ) from error
        raise WriteError(
            f"cannot be written: {error.strerror or error}",
            place=Place(file=where),
            remedy="The build folder is as it was.",
        ) from error
    else:
        return result


def _compare(
    out: Path,
    wanted: Mapping[str, OutputFile],
    manifest: Manifest,
    old: Manifest,
    last: OutputFile,
) -> WriteResult:
    """What differs between the folder and what it is to be."""
    written: list[str] = []
    replaced: list[str] = []
    for name, file in wanted.items():
        there = _digest(f"{out}/{name}", file)
        if there == file.sha256:
            continue
        written.append(name)
        if there is not None and there != old.files.get(name):
            replaced.append(name)
    removed = []
    for name in old.files.keys() - manifest.files.keys() - wanted.keys():
        there = _digest(f"{out}/{name}")
        if there is not None:
            removed.append(name)
            if there != old.files[name]:
                replaced.append(name)
    return WriteResult(
        written=tuple(sorted(written)),
        removed=tuple(sorted(removed)),
        unchanged=len(wanted) - len(written),
        replaced=tuple(sorted(replaced)),
        manifest=_bytes(f"{out}/{FILE_NAME}") != last.data,
    )


def _replace(
    out: Path,
    wanted: Mapping[str, OutputFile],
    manifest: Manifest,
    old: Manifest,
    last: OutputFile,
    result: WriteResult,
) -> None:
    going = {*result.written, *result.removed}
    change = Change(
        # The manifest comes last: in a folder changed in place it vouches for what is there already.
        written=(*(wanted[written] for written in result.written), last),
        removed=result.removed,
        stays=tuple(n for n in dict.fromkeys((*wanted, *manifest.files)) if n not in going),
    )
    ours = _only_ours(out, {*old.files, *wanted, FILE_NAME}) and not _in_use(out)
    if not (ours and swap(out, change)):
        in_place(out, change)


def _by_path(files: Iterable[OutputFile]) -> dict[str, OutputFile]:
    wanted: dict[str, OutputFile] = {}
    for file in files:
        name = str(file.path)
        if file.path.is_absolute() or ".." in file.path.parts:
            raise UnsafePathError(f"{name} leads out of the build folder")
        if name in wanted or name == FILE_NAME:
            raise UsageError(
                f"two files of the build would be {name}", remedy="Rename one of the two articles."
            )
        wanted[name] = file
    return wanted


def _shown(out_dir: Path, root: Path) -> str:
    """The folder as the user would type it."""
    return str(out_dir.relative_to(root)) if out_dir.is_relative_to(root) else str(out_dir)


def _safe(out_dir: Path, root: Path, shown: str) -> Path:
    """The real folder, made sure to be in the project where its name says so."""
    place = Place(file=shown)
    try:
        real = out_dir.resolve()
        if out_dir.is_relative_to(root) and not real.is_relative_to(root.resolve()):
            raise UnsafePathError(
                f"a link that leads out of the project, to {real}",
                place=place,
                remedy=f"Name the place itself: --out {real}",
            )
    except (OSError, RuntimeError) as error:
        raise UnsafePathError("a link that leads nowhere", place=place) from error
    if real.exists() and not real.is_dir():
        raise WriteError("not a folder", place=place, remedy="Choose another one with --out DIR.")
    return real


def _keep_off(out: Path, root: Path, wanted: Iterable[str], shown: str) -> None:
    """No build in a folder that holds what people write."""
    for folder in OWN_FOLDERS:
        own = root.resolve() / folder
        if out.is_relative_to(own) and out != root.resolve() / PREVIEW:
            raise UsageError(
                f"{folder}/ is not for builds",
                place=Place(file=shown),
                remedy="Choose another folder with --out DIR.",
            )
        if own.is_relative_to(out):
            start = f"{own.relative_to(out).as_posix()}/"
            for name in wanted:
                if name.startswith(start):
                    raise UsageError(
                        f"the build would write {name}, in the project's own {folder}/",
                        place=Place(file=shown),
                        remedy="Choose another folder with --out DIR.",
                    )


def _no_links(out: Path, names: Iterable[str], shown: str) -> None:
    """No folder on the way to a file of the build may be a link."""
    folders = {parent for name in names for parent in PurePosixPath(name).parents} - {
        PurePosixPath()
    }
    for folder in sorted(folders):
        inside(out, str(folder))
        if os.path.islink(f"{out}/{folder}"):  # noqa: PTH114 (a Path a folder costs more than the check)
            raise UnsafePathError(
                "a link, which a build does not follow",
                place=Place(file=f"{shown}/{folder}"),
                remedy="Remove the link, or choose another folder with --out DIR.",
            )


def _bytes(path: str) -> bytes | None:
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    except (FileNotFoundError, NotADirectoryError):
        return None
    # Descriptors: half of what a file object takes, and this is done for every file of a build.
    try:
        size = os.fstat(handle).st_size
        data = os.read(handle, size + 1)
        while len(data) < size and (more := os.read(handle, size)):
            data += more
    except IsADirectoryError as error:
        error.filename = path  # a descriptor says nothing to anybody
        raise
    else:
        return data
    finally:
        os.close(handle)


def _digest(path: str, new: OutputFile | None = None) -> str | None:
    """The hash of what lies there; None for nothing. Equal bytes are not hashed twice."""
    if new is not None and new.copy_of is not None:
        # An asset: its times tell, as they do for make.
        source = new.copy_of.stat()
        try:
            found = os.lstat(path)
        except (FileNotFoundError, NotADirectoryError):
            return None
        if (found.st_size, found.st_mtime_ns) == (source.st_size, source.st_mtime_ns):
            return new.sha256
    data = _bytes(path)
    if data is None:
        return None
    if new is not None and new.copy_of is None and data == new.data:
        return new.sha256
    return hashlib.sha256(data).hexdigest()


def _save(out: Path, names: Iterable[str], root: Path) -> None:
    """Keep what a person wrote where the build is about to write."""
    for name in names:
        data = (out / name).read_bytes()
        kept = root / ".localize" / "replaced" / f"{name}.{hashlib.sha256(data).hexdigest()[:8]}"
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(data)


def _only_ours(out: Path, ours: set[str]) -> bool:
    """True where the folder holds nothing, not even an empty folder, that no build made."""
    folders = {str(parent) for name in ours for parent in PurePosixPath(name).parents}
    return all(name in ours or name in folders for name in _walk(str(out), ""))


def _walk(folder: str, prefix: str) -> Iterator[str]:
    """All that lies below, one after the other: a look at a large site ends with what comes first."""
    folders = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                yield f"{prefix}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.name)
    except FileNotFoundError:
        return
    for name in folders:
        yield from _walk(f"{folder}/{name}", f"{prefix}{name}/")


def _in_use(out: Path) -> bool:
    """True where an exchange would pull the folder from under this process, or it is a disk."""
    try:
        here = Path.cwd()
    except OSError:
        return True
    return here.is_relative_to(out) or out.is_mount()
