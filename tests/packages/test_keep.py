"""Listing, verifying and removing what is there, and the lock file."""

from __future__ import annotations

import contextlib
import json
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize import errors
from localize.config import Config
from localize.pretranslate import packages
from localize.pretranslate.packages import Status, archive, index, lockfile, manage

from .conftest import package, tree

SMALL = package(files={"translate-en_es-1_9/model/model.bin": b"weights"})
FILE = "models/translate-en_es-1_9.argosmodel"


@pytest.fixture
def added(config: Config, tmp_path: Path) -> Path:
    given = tmp_path / "given.argosmodel"
    given.write_bytes(package())
    packages.add("en", "es", str(given), config)
    return config.root / FILE


def statuses(config: Config) -> dict[str, tuple[Status, Status]]:
    """By file: what list says, and what verify says."""
    verified = {one.file: one.status for one in packages.verify(config)}
    return {one.file: (one.status, verified[one.file]) for one in packages.list_packages(config)}


def test_what_was_added_is_well(config: Config, added: Path) -> None:
    assert added.is_file()
    [one] = packages.verify(config)
    assert (one.status, one.name, one.problem) == (Status.OK, "en_es 1.9", "")
    assert one.size == added.stat().st_size
    assert packages.list_packages(config) == (one,)


@pytest.mark.parametrize(
    ("damage", "listed", "verified"),
    [
        (lambda data: data[:-1] + b"\1", Status.OK, Status.CHANGED),
        (lambda data: data[:-100], Status.CHANGED, Status.CHANGED),
    ],
    ids=["a byte", "cut off"],
)
def test_damage_is_seen(
    damage: object, listed: Status, verified: Status, config: Config, added: Path
) -> None:
    assert callable(damage)
    added.write_bytes(damage(added.read_bytes()))
    assert statuses(config) == {FILE: (listed, verified)}
    [one] = packages.verify(config)
    assert "models add en es" in one.problem


def test_what_is_missing_is_said(config: Config, added: Path) -> None:
    added.unlink()
    assert statuses(config) == {FILE: (Status.MISSING, Status.MISSING)}


def test_what_nobody_locked(config: Config, added: Path) -> None:
    models = added.parent
    (models / "broken.argosmodel").write_bytes(b"no zip")
    with zipfile.ZipFile(models / "bare.argosmodel", "w") as archive:
        archive.writestr("x/readme", "no metadata")
    (models / "other.argosmodel").write_bytes(package("en", "fr"))
    unpacked = models / "en_de"
    unpacked.mkdir()
    (unpacked / "metadata.json").write_text(
        json.dumps({"from_code": "en", "to_code": "de", "package_version": "1"})
    )
    odd = models / "odd"
    odd.mkdir()
    (odd / "metadata.json").write_text("{")
    (models / "stray folder").mkdir()
    assert statuses(config) == {
        "models/bare.argosmodel": (Status.DAMAGED, Status.DAMAGED),
        "models/broken.argosmodel": (Status.DAMAGED, Status.DAMAGED),
        "models/en_de": (Status.UNLOCKED, Status.UNLOCKED),
        "models/odd": (Status.DAMAGED, Status.DAMAGED),
        "models/other.argosmodel": (Status.UNLOCKED, Status.UNLOCKED),
        FILE: (Status.OK, Status.OK),
    }
    by_file = {one.file: one for one in packages.list_packages(config)}
    assert by_file["models/en_de"].name == "en_de 1"
    assert "--index models/other.argosmodel" in by_file["models/other.argosmodel"].problem


def test_removing(config: Config, added: Path) -> None:
    models = added.parent
    (models / "README.md").write_text("stays")
    (models / "en_fr").mkdir()
    (models / "en_fr" / "metadata.json").write_text(
        json.dumps({"from_code": "en", "to_code": "fr", "package_version": "1"})
    )
    assert packages.remove("en", "fr", config) == ("models/en_fr",)
    assert packages.remove("en", "es", config) == (FILE,)
    assert sorted(tree(config.root)) == ["models/README.md"]
    with pytest.raises(errors.UsageError, match="no package from en to es") as caught:
        packages.remove("en", "es", config)
    assert "models list" in caught.value.remedy


def test_removing_one_keeps_the_lock_of_the_other(
    config: Config, added: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.argosmodel"
    other.write_bytes(package("en", "fr"))
    packages.add("en", "fr", str(other), config)
    packages.remove("en", "fr", config)
    assert [one.file for one in lockfile.read(config.root)] == [FILE]
    assert added.is_file()


def test_removing_what_is_only_in_the_lock_file(config: Config, added: Path) -> None:
    added.unlink()
    assert packages.remove("en", "es", config) == (FILE,)
    assert lockfile.read(config.root) == ()


def test_what_cannot_be_removed(
    config: Config, added: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    assert added.is_file()
    before = tree(config.root)
    monkeypatch.setattr(Path, "unlink", refuses)
    with pytest.raises(errors.WriteError, match="Permission denied") as caught:
        packages.remove("en", "es", config)
    assert FILE in str(caught.value)
    monkeypatch.undo()
    assert tree(config.root) == before


def test_the_users_packages_are_listed_and_left_alone(
    config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from argostranslate import settings

    theirs = tmp_path / "theirs"
    for name, text in {
        "en_es": '{"from_code": "en", "to_code": "es", "package_version": "1.0"}',
        "sbd": '{"type": "sbd", "from_code": "en", "to_code": "es"}',
        "list": "[]",
        "broken": "{",
        "stray": None,
    }.items():
        (theirs / name).mkdir(parents=True)
        if text is not None:
            (theirs / name / "metadata.json").write_text(text)
    monkeypatch.setattr(settings, "package_dirs", [theirs, tmp_path / "absent"])
    [one] = packages.list_packages(config)
    assert (one.name, one.origin, one.file) == (
        "en_es 1.0",
        packages.Origin.USER,
        str(theirs / "en_es"),
    )
    with pytest.raises(errors.UsageError) as caught:
        packages.remove("en", "es", config)
    assert "not touched" in caught.value.remedy


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("x", "not valid TOML"),
        ("version = 2", "version 1"),
        ("version = 1\npackage = 3", "version 1"),
        ('version = 1\n[[package]]\nfile = "a"', "package 1 is incomplete"),
        ("version = 1\n[[package]]\nfile = 1", "not a string"),
    ],
)
def test_a_lock_file_that_is_not_understood(text: str, reason: str, config: Config) -> None:
    (config.root / "models.lock").write_text(text)
    with pytest.raises(errors.InputError, match=reason) as caught:
        packages.list_packages(config)
    assert str(caught.value).startswith("models.lock: ")
    assert caught.value.remedy


def test_a_lock_file_in_another_charset(config: Config) -> None:
    (config.root / "models.lock").write_bytes(b"\xff")
    with pytest.raises(errors.InputError, match="cannot be read"):
        lockfile.read(config.root)


def test_the_lock_file_reads_back(tmp_path: Path) -> None:
    entries = tuple(
        lockfile.Locked(
            file=f"models/{name}",
            source="en",
            target="es",
            version="1",
            size=3,
            sha256="0" * 64,
            origin='quote " backslash \\ née',
        )
        for name in ("a", "b")
    )
    lockfile.write(tmp_path, entries[::-1])
    assert lockfile.read(tmp_path) == entries
    lockfile.write(tmp_path, ())
    assert not (tmp_path / "models.lock").exists()


def test_half_a_lock_file_is_never_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "models.lock"
    target.write_bytes(b"old")

    def breaks(_: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("os.fsync", breaks)
    with pytest.raises(OSError, match="Input/output"):
        lockfile.replace(target, b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["models.lock"]
    assert target.read_bytes() == b"old"


def test_paths_outside_are_shown_whole(tmp_path: Path) -> None:
    assert manage._relative(tmp_path / "x", tmp_path / "project") == str(tmp_path / "x")


@given(st.binary(max_size=80) | st.text(max_size=80).map(str.encode))
def test_whatever_an_index_or_a_package_is_it_is_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(errors.InputError):
        index.parse(data, "x")
    with contextlib.suppress(errors.InputError):
        archive.metadata(data, "x")


@given(st.integers(0, len(SMALL) - 1), st.binary(min_size=1, max_size=4))
def test_a_package_with_a_few_bytes_changed_is_read_or_refused(at: int, noise: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "p.argosmodel"
        path.write_bytes(SMALL[:at] + noise + SMALL[at + len(noise) :])
        with contextlib.suppress(errors.InputError):
            archive.inspect(path, "p")
