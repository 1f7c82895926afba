"""Find the Argos packages that translate from one locale into another, directly or through others.

Packages come from the project's model folders first, then from the user's Argos folder. Nothing here
loads a model.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from localize.config import Config
from localize.errors import InputError, ModelError, Place

SUFFIX = ".argosmodel"
_REMEDY = "Remove it and add the model again: localize models add FROM TO"
_OWN_CODES = {"zh-hant": "zt", "zh-tw": "zt", "zh-hk": "zt", "pt-br": "pb", "nb": "nb", "no": "nb"}
"""Locales for which Argos has a code of its own."""


class Package(NamedTuple):
    """An Argos package: a folder, or a zip that is unpacked when it is first used."""

    path: Path
    source: str
    target: str
    version: str

    @property
    def name(self) -> str:
        """As translators see it: `en_es 0.1`."""
        return f"{self.source}_{self.target} {self.version}".rstrip()


def engine_codes(locale: str) -> tuple[str, ...]:
    """Argos codes that may stand for a locale, the closest first.

    >>> engine_codes("es-MX"), engine_codes("zh-Hant")
    (('es-mx', 'es'), ('zt', 'zh-hant', 'zh'))
    """
    lower = locale.lower().replace("_", "-")
    codes = (_OWN_CODES.get(lower, lower), lower, lower.split("-")[0])
    return tuple(dict.fromkeys(codes))


def find_route(config: Config, source: str, target: str) -> tuple[Package, ...]:
    """The packages to go through, one after the other; the fewest that lead from source to target.

    Raises ModelError with the command that would add one when there is no way.
    """
    broken: list[ModelError] = []
    known = list(_project_packages(config, broken))
    route = _shortest(known, source, target)
    if route is None:
        route = _shortest([*known, *_user_packages()], source, target)
    if route is not None:
        return route
    if broken:
        raise broken[0]
    codes = engine_codes(source)[-1], engine_codes(target)[-1]
    raise ModelError(
        f"no model translates from {source} to {target}",
        remedy=f"Add one with: localize models add {codes[0]} {codes[1]}",
    )


def find_direct(config: Config, source: str, target: str) -> Package | None:
    """The package that goes straight from `source` to `target`; None where there is none."""
    known = [*_project_packages(config, []), *_user_packages()]
    starts, goals = engine_codes(source), engine_codes(target)
    fitting = [p for p in known if p.source in starts and p.target in goals]
    return min(fitting, key=lambda p: (starts.index(p.source), goals.index(p.target)), default=None)


def _shortest(known: Sequence[Package], source: str, target: str) -> tuple[Package, ...] | None:
    goals = engine_codes(target)
    for start in engine_codes(source):
        routes: list[tuple[Package, ...]] = [
            (package,) for package in known if package.source == start
        ]
        seen = {start}
        while routes:
            for goal in goals:
                for route in routes:
                    if route[-1].target == goal:
                        return route
            seen.update(route[-1].target for route in routes)
            routes = [
                (*route, package)
                for route in routes
                for package in known
                if package.source == route[-1].target and package.target not in seen
            ]
    return None


def _project_packages(config: Config, broken: list[ModelError]) -> Iterator[Package]:
    for name in config.translate.models:
        folder = config.root / name
        try:
            entries = sorted(folder.iterdir(), key=lambda path: path.name)
        except OSError:
            continue
        for path in entries:
            try:
                if path.suffix == SUFFIX and path.is_file():
                    yield _read_zip(path, _shown(path, config.root))
                elif (path / "metadata.json").is_file():
                    yield _read_folder(path, _shown(path, config.root))
            except ModelError as error:
                broken.append(error)


def _user_packages() -> Iterable[Package]:
    """What the Argos command-line tools installed for this user."""
    try:
        # Creates the Argos folders of this user, and may not be allowed to.
        from argostranslate import package as argos
        from argostranslate import settings
    except (ImportError, OSError):
        return []
    found = []
    try:
        found = [(p.package_path, p) for p in argos.get_installed_packages()]
    except (OSError, ValueError, TypeError, AttributeError):
        # One stray folder makes the whole listing fail: look at them one by one.
        for folder in settings.package_dirs:
            for path in sorted(folder.iterdir()) if folder.is_dir() else ():
                try:
                    found.append((path, argos.Package(path)))
                except (OSError, ValueError, TypeError, AttributeError):
                    continue
    return [
        Package(
            path=Path(path), source=p.from_code, target=p.to_code, version=str(p.package_version)
        )
        for path, p in found
        if getattr(p, "type", "translate") == "translate" and p.from_code and p.to_code
    ]


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def _damaged(shown: str, reason: str) -> ModelError:
    return ModelError(
        f"not a usable Argos package: {reason}",
        place=Place(file=shown),
        remedy=_REMEDY,
    )


def _metadata(raw: bytes, path: Path, shown: str) -> Package:
    # Imported late: the package manager needs this module's codes.
    from localize.pretranslate.packages.archive import metadata

    try:
        found = metadata(raw, shown)
    except InputError as error:
        raise ModelError(error.reason, place=error.place, remedy=_REMEDY) from error
    return Package(path=path, source=found.source, target=found.target, version=found.version)


def _read_folder(path: Path, shown: str) -> Package:
    try:
        return _metadata((path / "metadata.json").read_bytes(), path, shown)
    except OSError as error:
        raise _damaged(shown, f"metadata.json cannot be read: {error.strerror}") from error


def _read_zip(path: Path, shown: str) -> Package:
    try:
        with zipfile.ZipFile(path) as archive:
            names = [
                name
                for name in archive.namelist()
                if PurePosixPath(name).name == "metadata.json"
                and len(PurePosixPath(name).parts) <= 2
            ]
            if len(names) != 1 or archive.getinfo(names[0]).file_size > 1 << 20:
                raise _damaged(shown, "it has no metadata.json in its one folder")
            return _metadata(archive.read(names[0]), path, shown)
    except (OSError, zipfile.BadZipFile, EOFError, RuntimeError) as error:
        raise _damaged(shown, "it is not a complete zip archive") from error


def unpacked(package: Package, config: Config) -> Path:
    """The folder of a package, unpacking it once into `.localize/models/<sha256>/`.

    Raises ModelError where the archive is damaged, unsafe, or not the one the project pinned.
    """
    if package.path.is_dir():
        return package.path
    shown = _shown(package.path, config.root)
    try:
        with package.path.open("rb") as file:
            sha = hashlib.file_digest(file, "sha256").hexdigest()
        _check_pin(shown, sha, config)
        place = config.state / "models" / sha
        if not place.is_dir():
            place.parent.mkdir(parents=True, exist_ok=True)
            _unpack(package.path, place, shown)
    except OSError as error:
        raise _damaged(shown, f"it cannot be unpacked: {error.strerror or error}") from error
    return place


def _check_pin(shown: str, sha: str, config: Config) -> None:
    from localize.pretranslate.packages import lockfile

    for pin in lockfile.read(config.root):
        if pin.file == shown and pin.sha256 != sha:
            raise ModelError(
                f"not the package that {lockfile.NAME} pins: its SHA-256 differs",
                place=Place(file=shown),
                remedy="Look at it with: localize models verify",
            )


def _unpack(path: Path, place: Path, shown: str) -> None:
    """Unpack beside `place` and move there: a folder that is there is whole."""
    from localize.pretranslate.packages.archive import inspect

    try:
        root = inspect(path, shown).root
    except InputError as error:
        raise ModelError(error.reason, place=error.place, remedy=_REMEDY) from error
    beside = Path(tempfile.mkdtemp(prefix=".unpack-", dir=place.parent))
    try:
        with zipfile.ZipFile(path) as archive:
            archive.extractall(beside)  # every name in it was just found to be safe
        try:
            (beside / root).rename(place)
        except OSError:
            # Another process was first.
            if not place.is_dir():
                raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)
