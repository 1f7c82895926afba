"""Add, list, verify and remove the Argos packages of a project."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from localize.config import Config
from localize.errors import InputError, ModelError, Place, UnsafePathError, UsageError, WriteError
from localize.pretranslate.engines.locate import engine_codes
from localize.pretranslate.packages import archive, index, lockfile
from localize.pretranslate.packages.archive import SUFFIX, Contents, Progress
from localize.pretranslate.packages.download import Downloader, public
from localize.pretranslate.packages.lockfile import Locked


class Origin(StrEnum):
    """Whose package it is."""

    PROJECT = "project"
    USER = "user"
    """In the user's Argos folder: used, never changed."""


class Status(StrEnum):
    """How a package stands to `models.lock`."""

    OK = "ok"
    UNLOCKED = "unlocked"
    """Not in the lock file: nothing says what it must be."""
    CHANGED = "changed"
    MISSING = "missing"
    DAMAGED = "damaged"


class Installed(NamedTuple):
    """A package that is there, or that `models.lock` says should be."""

    file: str
    """Relative to the project; for the user's own, its folder."""
    source: str
    target: str
    version: str
    origin: Origin
    status: Status
    size: int = 0
    """Bytes; 0 for a folder."""
    sha256: str = ""
    """Where it is known without reading the file, or was verified."""
    problem: str = ""
    """What is wrong with it, and what to do."""

    @property
    def name(self) -> str:
        """As translators see it: `en_es 0.1`."""
        return f"{self.source}_{self.target} {self.version}".strip()


def add(
    from_code: str,
    to_code: str,
    index_location: str | None,
    config: Config,
    progress: Progress | None = None,
    *,
    downloader: Downloader | None = None,
) -> Installed:
    """Get the newest package for a pair and put it into the project, whole and verified, or not at all.

    `index_location` is a URL, a `file://` URL, a folder, an index.json or one `.argosmodel`; without
    one, where `models.lock` says the pair came from, else the index argostranslate is set to. A
    newer package takes the place of the older one that this command added.

    Raises UsageError for a wrong location or another pair in the file given, InputError for a package
    that is damaged, unsafe or not what the index says, ModelError where none is found or reached or
    it is not what `models.lock` demands, WriteError where the disk refuses. Nothing is changed then.
    """
    locked = lockfile.read(config.root)
    folder = _folder(config)
    sources, targets = engine_codes(from_code), engine_codes(to_code)
    pinned = [one for one in locked if one.source in sources and one.target in targets]
    location = index_location or _known_origin(pinned, config) or _default_index()
    downloader = downloader or Downloader()
    found = index.read(location, downloader)
    offer = None if found.package else index.choose(found, sources, targets)
    links = [found.package] if found.package else list(offer.links if offer else ())
    with _fetched(links, config, downloader, progress, found.shown) as (path, link):
        shown = public(link) if index.is_web(link) else _relative(Path(link), config.root)
        contents = archive.inspect(path, shown)
        if contents.source not in sources or contents.target not in targets:
            pair = f"it translates from {contents.source} to {contents.target}"
            wanted = f"not from {from_code} to {to_code}"
            if offer is None:
                raise UsageError(
                    f"{shown}: {pair}, {wanted}",
                    remedy=f"localize models add {contents.source} {contents.target} --index …",
                )
            raise archive.refusal(shown, f"{pair}, {wanted} as the index says")
        if offer is not None and contents.version != offer.version:
            raise archive.refusal(
                shown, f"it is version {contents.version}, not {offer.version} as the index says"
            )
        origin = shown if index.is_web(link) else Path(link).name
        return _install(path, contents, origin, folder, locked, config)


def list_packages(config: Config) -> tuple[Installed, ...]:
    """The project's packages, those missing by `models.lock`, and the user's. Reads no whole file."""
    return (*_project(config, whole=False), *_user_packages())


def verify(config: Config) -> tuple[Installed, ...]:
    """The project's packages, each read from end to end and held against `models.lock`."""
    return tuple(_project(config, whole=True))


def remove(from_code: str, to_code: str, config: Config) -> tuple[str, ...]:
    """Take a pair's packages out of the project and of `models.lock`; the files removed.

    Raises UsageError where the project has none, WriteError where one cannot be removed.
    """
    sources, targets = engine_codes(from_code), engine_codes(to_code)
    here = [
        one
        for one in _project(config, whole=False)
        if one.source in sources and one.target in targets
    ]
    if not here:
        mine = any(p.source in sources and p.target in targets for p in _user_packages())
        raise UsageError(
            f"the project has no package from {from_code} to {to_code}",
            remedy="The one in your own Argos folder is not touched; argospm removes it."
            if mine
            else "See what there is: localize models list",
        )
    gone = {one.file for one in here}
    try:
        for one in here:
            path = config.root / one.file
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
    except OSError as error:
        raise WriteError(
            f"cannot be removed: {error.strerror}", place=Place(file=one.file)
        ) from error
    locked = lockfile.read(config.root)
    kept = [one for one in locked if one.file not in gone]
    if len(kept) != len(locked):
        lockfile.write(config.root, kept)
    return tuple(sorted(gone))


def _folder(config: Config) -> Path:
    """Where packages are put: the first model folder, inside the project."""
    name = config.translate.models[0] if config.translate.models else "models"
    folder = config.root / name
    if not folder.resolve().is_relative_to(config.root.resolve()):
        raise UnsafePathError(
            f"the model folder {name} lies outside the project",
            remedy='Name one inside it: [translate] models = ["models"]',
        )
    return folder


def _known_origin(pinned: Sequence[Locked], config: Config) -> str | None:
    for one in pinned:
        if index.is_web(one.origin):
            return one.origin
        if (config.root / one.file).is_file():
            return str(config.root / one.file)
    return None


def _default_index() -> str:
    try:
        # Creates the Argos folders of this user, and may not be allowed to.
        from argostranslate import settings
    except (ImportError, OSError) as error:
        raise UsageError(
            "which index? argostranslate, which knows one, cannot be imported",
            remedy="Give one: localize models add FROM TO --index URL-OR-FOLDER",
        ) from error
    return str(settings.remote_package_index)


@contextlib.contextmanager
def _fetched(
    links: Sequence[str],
    config: Config,
    downloader: Downloader,
    progress: Progress | None,
    shown: str,
) -> Iterator[tuple[Path, str]]:
    """The first link that can be got, as a file here. A downloaded one is removed afterwards."""
    problem: ModelError | None = None
    for link in links:
        if not index.is_web(link):
            if Path(link).is_file():
                yield Path(link), link
                return
            continue
        try:
            part = downloader.fetch(link, config.state / "downloads", progress)
        except ModelError as error:
            problem = problem or error
            continue
        try:
            yield part, link
        finally:
            with contextlib.suppress(OSError):
                part.unlink()
        return
    raise problem or ModelError(
        f"{shown}: the package is listed, but none of its files is there",
        remedy="A local index needs the .argosmodel files beside it; or give --index a URL.",
    )


def _install(
    path: Path,
    contents: Contents,
    origin: str,
    folder: Path,
    locked: Sequence[Locked],
    config: Config,
) -> Installed:
    """Move a verified package into place and lock it."""
    name = f"translate-{contents.source}_{contents.target}-{contents.version.replace('.', '_')}{SUFFIX}"
    if path.resolve().parent == folder.resolve():
        # Already where it belongs: then it is only locked.
        name = path.name
    goal = folder / name
    file = _relative(goal, config.root)
    sha = _sha256(path)
    size = path.stat().st_size
    before = next((one for one in locked if one.file == file), None)
    if before and before.sha256 != sha:
        raise ModelError(
            f"{file}: not the package that {lockfile.NAME} demands (its SHA-256 is {sha[:12]}…, "
            f"not {before.sha256[:12]}…)",
            remedy="If the change is meant: localize models remove "
            f"{contents.source} {contents.target}, then add it again.",
        )
    entry = Locked(
        file=file,
        source=contents.source,
        target=contents.target,
        version=contents.version,
        size=size,
        sha256=sha,
        origin=before.origin if before and before.origin else origin,
    )
    pair = (contents.source, contents.target)
    older = [one for one in locked if (one.source, one.target) == pair and one.file != file]
    placed = _place(path, goal, sha)
    try:
        kept = [one for one in locked if one.file != file and one not in older]
        lockfile.write(config.root, [*kept, entry])
    except BaseException:
        if placed:
            goal.unlink(missing_ok=True)
        raise
    for one in older:
        with contextlib.suppress(OSError):
            (config.root / one.file).unlink()
    return Installed(
        file=file,
        source=contents.source,
        target=contents.target,
        version=contents.version,
        origin=Origin.PROJECT,
        status=Status.OK,
        size=size,
        sha256=sha,
    )


def _place(path: Path, goal: Path, sha: str) -> bool:
    """Copy beside the goal, verify the copy, move it; whether there was anything to do."""
    try:
        if goal.is_file() and _sha256(goal) == sha:
            return False
        goal.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(prefix=".add-", suffix=".part", dir=goal.parent)
        beside = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as sink, path.open("rb") as file:
                shutil.copyfileobj(file, sink, 1 << 20)
                sink.flush()
                os.fsync(sink.fileno())
            if _sha256(beside) != sha:
                raise WriteError(f"{goal.name}: the copy is not what was read", remedy="Try again.")
            beside.chmod(0o644)
            beside.replace(goal)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise WriteError(f"{goal.parent}: cannot be written: {error.strerror}") from error
    return True


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _relative(path: Path, root: Path) -> str:
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return str(path)


def _project(config: Config, *, whole: bool) -> Iterator[Installed]:
    locked = {one.file: one for one in lockfile.read(config.root)}
    seen = set()
    for name in config.translate.models:
        folder = config.root / name
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            zipped = path.suffix == SUFFIX and path.is_file()
            if zipped or (path / "metadata.json").is_file():
                found = _look(path, config.root, locked, whole=whole, zipped=zipped)
                seen.add(found.file)
                yield found
    for file in sorted(locked.keys() - seen):
        one = locked[file]
        yield Installed(
            file=file,
            source=one.source,
            target=one.target,
            version=one.version,
            origin=Origin.PROJECT,
            status=Status.MISSING,
            size=one.size,
            sha256=one.sha256,
            problem=f"Not there. Get it again: localize models add {one.source} {one.target}",
        )


def _look(
    path: Path, root: Path, locked: Mapping[str, Locked], *, whole: bool, zipped: bool
) -> Installed:
    """One package of the project: by its table of contents, or from end to end."""
    file = f"{path.parent.relative_to(root).as_posix()}/{path.name}"
    lock = locked.get(file)
    size = path.stat().st_size if zipped else 0
    found = Installed(
        file=file,
        source=lock.source if lock else "",
        target=lock.target if lock else "",
        version=lock.version if lock else "",
        origin=Origin.PROJECT,
        status=Status.OK if lock else Status.UNLOCKED,
        size=size,
        sha256=lock.sha256 if lock else "",
    )
    remedy = f"Get it again: localize models add {found.source or 'FROM'} {found.target or 'TO'}"
    try:
        if whole and zipped:
            found = found._replace(sha256=_sha256(path))
        if lock and zipped and (size != lock.size or found.sha256 != lock.sha256):
            problem = f"Not what {lockfile.NAME} says. {remedy}"
            return found._replace(status=Status.CHANGED, problem=problem)
        contents = (
            archive.inspect(path, file) if whole and zipped else _glance(path, file, zipped=zipped)
        )
    except (InputError, OSError) as error:
        reason = error.reason if isinstance(error, InputError) else str(error.strerror)
        return found._replace(status=Status.DAMAGED, problem=f"{reason}. {remedy}")
    found = found._replace(source=contents.source, target=contents.target, version=contents.version)
    if lock is None:
        pin = f"localize models add {contents.source} {contents.target} --index {file}"
        return found._replace(problem=f"Not in {lockfile.NAME}. Put it there: {pin}")
    return found


def _glance(path: Path, file: str, *, zipped: bool) -> Contents:
    if not zipped:
        return archive.metadata((path / "metadata.json").read_bytes(), file)
    try:
        with zipfile.ZipFile(path) as package:
            names = [n for n in package.namelist() if re.fullmatch(r"[^/]+/metadata\.json", n)]
            if len(names) != 1 or package.getinfo(names[0]).file_size > 1 << 20:
                raise archive.refusal(file, "it has no metadata.json in its one folder")
            return archive.metadata(package.read(names[0]), file)
    except (zipfile.BadZipFile, EOFError, RuntimeError) as error:
        raise archive.refusal(file, "the zip is damaged or cut off") from error


def _user_packages() -> Iterator[Installed]:
    """What Argos' own tools installed for this user; what cannot be read is passed over."""
    try:
        # Creates the Argos folders of this user, and may not be allowed to.
        from argostranslate import package, settings
    except (ImportError, OSError):
        return
    for folder in settings.package_dirs:
        # Not get_installed_packages(): one stray folder makes it fail altogether.
        for path in sorted(Path(folder).iterdir()) if Path(folder).is_dir() else ():
            if not (path / "metadata.json").is_file():
                continue
            try:
                one = package.Package(path)
            except (OSError, ValueError, TypeError, AttributeError):
                continue
            if one.type == "translate" and one.from_code and one.to_code:
                yield Installed(
                    file=str(path),
                    source=str(one.from_code),
                    target=str(one.to_code),
                    version=str(one.package_version),
                    origin=Origin.USER,
                    status=Status.UNLOCKED,
                )
