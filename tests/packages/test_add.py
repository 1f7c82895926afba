"""Adding a package: from every kind of index, and with everything that can go wrong on the way."""

from __future__ import annotations

import hashlib
import io
import json
import stat
import zipfile
from pathlib import Path

import pytest

from localize import errors
from localize.config import Config, Translate
from localize.pretranslate import packages
from localize.pretranslate.packages import archive, lockfile
from localize.pretranslate.packages.download import Downloader

from .conftest import Web, entry, package, tree

FILE = "models/translate-en_es-1_9.argosmodel"


def local_index(folder: Path, *entries: object, **files: bytes) -> Path:
    folder.mkdir(exist_ok=True)
    for name, data in files.items():
        (folder / f"{name}.argosmodel").write_bytes(data)
    (folder / "index.json").write_text(json.dumps(list(entries)))
    return folder / "index.json"


def test_from_an_index_on_the_web(web: Web, config: Config, quick: Downloader) -> None:
    data = package()
    web.files["/p/en_es.argosmodel"] = data
    url = web.index(
        entry("en", "es", "1.0", f"{web.url}/p/old.argosmodel"),
        entry("en", "es", "1.9", "ipfs://Qm", "p/en_es.argosmodel"),
        entry("en", "fr", "1.9", f"{web.url}/p/en_fr.argosmodel"),
        {"type": "sbd", "links": []},
        "nonsense",
    )
    seen: list[tuple[int, int]] = []
    added = packages.add(
        "en", "es-MX", url, config, lambda *now: seen.append(now), downloader=quick
    )
    assert added.file == FILE
    assert added.status is packages.Status.OK
    assert (config.root / FILE).read_bytes() == data
    assert seen[-1] == (len(data), len(data))
    [locked] = lockfile.read(config.root)
    assert locked == lockfile.Locked(
        file=FILE,
        source="en",
        target="es",
        version="1.9",
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        origin=f"{web.url}/p/en_es.argosmodel",
    )
    assert sorted(tree(config.root)) == ["models.lock", FILE]
    assert not list((config.state / "downloads").iterdir())


@pytest.mark.parametrize("location", ["{url}", "{url}/", "{url}/index.json"])
def test_an_index_is_found_in_its_folder(
    location: str, web: Web, config: Config, quick: Downloader
) -> None:
    web.files["/x.argosmodel"] = package()
    web.index(entry("en", "es", "1.9", "x.argosmodel"))
    assert packages.add("en", "es", location.format(url=web.url), config, downloader=quick)


def test_one_package_on_the_web(web: Web, config: Config, quick: Downloader) -> None:
    web.files["/a/b.argosmodel"] = package()
    web.redirects["/b.argosmodel"] = f"{web.url}/a/b.argosmodel"
    url = f"{web.url}/b.argosmodel?token=secret"
    web.redirects["/b.argosmodel?token=secret"] = f"{web.url}/a/b.argosmodel"
    assert packages.add("en", "es", url, config, downloader=quick).name == "en_es 1.9"
    assert "secret" not in (config.root / "models.lock").read_text()


@pytest.mark.parametrize("kind", ["package", "folder", "index", "folder with index", "file URL"])
def test_from_this_machine(kind: str, config: Config, tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    web_link = "https://example.org/en_es.argosmodel"
    listed = local_index(shelf, entry("en", "es", "1.9", web_link), en_es=package())
    if kind == "folder":
        listed.unlink()
        (shelf / "broken.argosmodel").write_bytes(b"no zip")
        (shelf / "other.argosmodel").write_bytes(package("en", "fr"))
    location = {
        "package": str(shelf / "en_es.argosmodel"),
        "folder": str(shelf),
        "index": str(listed),
        "folder with index": str(shelf),
        "file URL": listed.as_uri(),
    }[kind]
    # No server here: anything but the files would be refused by the suite's network guard.
    assert packages.add("en", "es", location, config).status is packages.Status.OK
    assert (config.root / FILE).read_bytes() == package()


def test_a_local_index_may_name_files_by_path_or_file_url(config: Config, tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "p.argosmodel").write_bytes(package())
    (tmp_path / "far" / "q.argosmodel").write_bytes(package("en", "fr"))
    listed = local_index(
        tmp_path / "shelf",
        entry("en", "es", "1.9", "../far/p.argosmodel"),
        entry("en", "fr", "1.9", (tmp_path / "far" / "q.argosmodel").as_uri()),
    )
    packages.add("en", "es", str(listed), config)
    packages.add("en", "fr", str(listed), config)
    assert len(packages.list_packages(config)) == 2


def test_a_newer_package_takes_the_place_of_the_older(config: Config, tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    local_index(shelf, entry("en", "es", "1.9", "a.argosmodel"), a=package())
    packages.add("en", "es", str(shelf), config)
    local_index(
        shelf,
        entry("en", "es", "1.9", "a.argosmodel"),
        entry("en", "es", "1.10", "b.argosmodel"),
        b=package(version="1.10"),
    )
    packages.add("en", "es", str(shelf), config)
    assert sorted(tree(config.root)) == ["models.lock", "models/translate-en_es-1_10.argosmodel"]
    assert [one.version for one in lockfile.read(config.root)] == ["1.10"]


def test_a_package_in_the_model_folder_is_locked_where_it_is(config: Config) -> None:
    (config.root / "models").mkdir()
    own = config.root / "models" / "mine.argosmodel"
    own.write_bytes(package())
    [unlocked] = packages.list_packages(config)
    assert unlocked.status is packages.Status.UNLOCKED
    assert "--index models/mine.argosmodel" in unlocked.problem
    packages.add("en", "es", str(own), config)
    assert sorted(tree(config.root)) == ["models.lock", "models/mine.argosmodel"]
    assert [one.status for one in packages.list_packages(config)] == [packages.Status.OK]


def test_without_an_index_the_lock_file_knows_the_way(
    web: Web, config: Config, quick: Downloader
) -> None:
    web.files["/p.argosmodel"] = package()
    packages.add("en", "es", f"{web.url}/p.argosmodel", config, downloader=quick)
    (config.root / FILE).unlink()
    [missing] = packages.list_packages(config)
    assert missing.status is packages.Status.MISSING
    packages.add("en", "es", None, config, downloader=quick)
    assert (config.root / FILE).read_bytes() == package()
    # And where the file is there, it is enough.
    web.files.clear()
    (config.root / "models.lock").write_text(
        (config.root / "models.lock").read_text().replace(web.url, "x")
    )
    packages.add("en", "es", None, config, downloader=quick)


def test_without_an_index_argostranslate_knows_one(
    web: Web, config: Config, quick: Downloader, monkeypatch: pytest.MonkeyPatch
) -> None:
    from argostranslate import settings

    web.files["/p.argosmodel"] = package()
    monkeypatch.setattr(
        settings, "remote_package_index", web.index(entry("en", "es", "1.9", "p.argosmodel"))
    )
    assert packages.add("en", "es", None, config, downloader=quick).name == "en_es 1.9"


# What must not get in. Each names what is wrong, leaves the project as it was.


def traversal(name: str) -> bytes:
    return package(files={name: b"gotcha"})


def linked() -> bytes:
    out = io.BytesIO(package())
    with zipfile.ZipFile(out, "a") as archive_:
        info = zipfile.ZipInfo("translate-en_es-1_9/link")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive_.writestr(info, "/etc/passwd")
    return out.getvalue()


def encrypted() -> bytes:
    data = bytearray(package())
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive_:
        archive_.writestr("r/zeros", bytes(65 << 20))
    return out.getvalue()


def lying() -> bytes:
    """Says that a file is one byte larger than it is."""
    data = bytearray(package())
    at = data.rindex(b"PK\x01\x02")
    size = int.from_bytes(data[at + 24 : at + 28], "little")
    data[at + 24 : at + 28] = (size + 1).to_bytes(4, "little")
    return bytes(data)


REFUSED = {
    "no zip": (b"hello", "damaged or cut off"),
    "cut off": (package()[:-200], "damaged or cut off"),
    "a flipped bit": (package().replace(bytes(range(256)), bytes(256), 1), "damaged or cut off"),
    "a size that lies": (lying(), "damaged or cut off|not as large"),
    "up": (traversal("translate-en_es-1_9/../../evil"), "unsafe path"),
    "absolute": (traversal("/evil"), "unsafe path"),
    "backslash": (traversal("translate-en_es-1_9\\..\\evil"), "unsafe path"),
    "drive": (traversal("C:evil"), "unsafe path"),
    "twice": (traversal("translate-en_es-1_9/MODEL/model.bin"), "unsafe path"),
    "two roots": (traversal("other/evil"), "2 folders"),
    "outside": (traversal("evil"), "outside its folder"),
    "a link": (linked(), "a link or a device"),
    "encrypted": (encrypted(), "encrypted"),
    "a bomb": (bomb(), "zip bomb"),
    "no model": (package(files={"translate-en_es-1_9/model/model.bin": None}), "lacks model/model"),
    "no vocabulary": (
        package(files={"translate-en_es-1_9/model/shared_vocabulary.json": None}),
        "lacks model/shared_vocabulary.json or",
    ),
    "no pieces": (
        package(files={"translate-en_es-1_9/sentencepiece.model": None}),
        "lacks sentencepiece.model or bpe.model",
    ),
    "no metadata": (package(files={"translate-en_es-1_9/metadata.json": None}), "lacks metadata"),
    "large metadata": (package(metadata=b" " * (2 << 20)), "metadata.json is too large"),
    "metadata no JSON": (package(metadata=b"{"), "not JSON"),
    "metadata no object": (package(metadata=[1]), "not a JSON object"),
    "no pair": (package(metadata={"from_code": "en", "package_version": "1"}), "to_code"),
    "a bad code": (package(source="../x"), "from_code .* is '../x'"),
    "a bad version": (package(version="../x"), "package_version .* is '../x'"),
    "another type": (package(metadata={"type": "sbd"}), "does not translate"),
    "empty": (b"PK\x05\x06" + bytes(18), "0 folders"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused(case: str, config: Config, tmp_path: Path) -> None:
    data, reason = REFUSED[case]
    (config.root / "models").mkdir()
    (config.root / "models" / "README.md").write_text("keep me")
    before = tree(tmp_path / "project")
    given = tmp_path / "given.argosmodel"
    given.write_bytes(data)
    with pytest.raises(errors.InputError, match=reason) as caught:
        packages.add("en", "es", str(given), config)
    assert "given.argosmodel" in str(caught.value)
    assert caught.value.remedy
    assert tree(tmp_path / "project") == before
    assert not (tmp_path / "evil").exists()


def test_too_many_files_or_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "p.argosmodel"
    path.write_bytes(package())
    with pytest.raises(errors.InputError, match="bytes unpacked"):
        archive.inspect(path, "p", largest=1000)
    monkeypatch.setattr(archive, "MOST_FILES", 3)
    with pytest.raises(errors.InputError, match="more than 3"):
        archive.inspect(path, "p")


def test_a_file_for_another_pair_is_a_wrong_command(config: Config, tmp_path: Path) -> None:
    path = tmp_path / "p.argosmodel"
    path.write_bytes(package("en", "fr"))
    with pytest.raises(errors.UsageError, match="from en to fr, not from en to es") as caught:
        packages.add("en", "es", str(path), config)
    assert "models add en fr" in caught.value.remedy
    assert not tree(config.root)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (package("en", "fr"), "translates from en to fr"),
        (package(version="1.0"), "version 1.0, not 1.9 as the index says"),
    ],
    ids=["pair", "stale"],
)
def test_a_package_that_is_not_what_the_index_says(
    data: bytes, reason: str, web: Web, config: Config, quick: Downloader
) -> None:
    web.files["/p.argosmodel"] = data
    url = web.index(entry("en", "es", "1.9", "p.argosmodel"))
    with pytest.raises(errors.InputError, match=reason):
        packages.add("en", "es", url, config, downloader=quick)
    assert not tree(config.root)
    assert not list((config.state / "downloads").iterdir())


def test_a_package_that_is_not_what_the_lock_file_says(config: Config, tmp_path: Path) -> None:
    path = tmp_path / "p.argosmodel"
    path.write_bytes(package())
    packages.add("en", "es", str(path), config)
    before = tree(config.root)
    path.write_bytes(package(files={"translate-en_es-1_9/model/model.bin": b"poisoned"}))
    with pytest.raises(errors.ModelError, match=r"not the package that models\.lock demands") as e:
        packages.add("en", "es", str(path), config)
    assert "models remove en es" in e.value.remedy
    assert tree(config.root) == before


@pytest.mark.parametrize(
    ("entries", "remedy"),
    [
        ([entry("en", "hu", "1", "a"), entry("hu", "es", "1", "a")], "models add en hu .* hu es"),
        ([entry("en", "hu", "1", "a")], "It has: en hu"),
        ([], "no package at all"),
    ],
)
def test_an_index_without_the_pair(
    entries: list[object], remedy: str, config: Config, tmp_path: Path
) -> None:
    listed = local_index(tmp_path / "shelf", *entries)
    with pytest.raises(errors.ModelError, match="no package translates from en to es") as caught:
        packages.add("en", "es", str(listed), config)
    import re

    assert re.search(remedy, caught.value.remedy)


@pytest.mark.parametrize(
    ("text", "reason"), [(b"{", "not JSON"), (b"{}", "not a list"), (b"\xff", "not JSON")]
)
def test_a_file_that_is_no_index(text: bytes, reason: str, config: Config, tmp_path: Path) -> None:
    path = tmp_path / "index.json"
    path.write_bytes(text)
    with pytest.raises(errors.InputError, match=reason):
        packages.add("en", "es", str(path), config)


@pytest.mark.parametrize(
    ("location", "reason"),
    [("/nowhere/at/all", "no such file"), ("ftp://host/index.json", "http, https or file")],
)
def test_a_location_that_is_none(location: str, reason: str, config: Config) -> None:
    with pytest.raises(errors.UsageError, match=reason) as caught:
        packages.add("en", "es", location, config)
    assert "--index" in caught.value.remedy


def test_a_local_index_never_leads_to_the_network(config: Config, tmp_path: Path) -> None:
    listed = local_index(
        tmp_path / "shelf", entry("en", "es", "1.9", "https://example.org/p.argosmodel")
    )
    with pytest.raises(errors.ModelError, match="none of its files is there"):
        packages.add("en", "es", str(listed), config)


def test_a_model_folder_outside_the_project(config: Config, tmp_path: Path) -> None:
    path = tmp_path / "p.argosmodel"
    path.write_bytes(package())
    outside = Config(root=config.root, translate=Translate(models=("../elsewhere",)))
    with pytest.raises(errors.UnsafePathError):
        packages.add("en", "es", str(path), outside)
    (config.root / "models").symlink_to(tmp_path)
    with pytest.raises(errors.UnsafePathError):
        packages.add("en", "es", str(path), config)


def test_a_lock_file_that_cannot_be_written_takes_the_package_back(
    config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "p.argosmodel"
    path.write_bytes(package())

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(lockfile, "replace", full)
    with pytest.raises(errors.WriteError, match="No space left"):
        packages.add("en", "es", str(path), config)
    assert not tree(config.root)


def test_a_disk_that_is_full(
    config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "p.argosmodel"
    path.write_bytes(package())

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(errors.WriteError, match="No space left"):
        packages.add("en", "es", str(path), config)
    assert not tree(config.root)


def test_a_copy_that_went_wrong(
    config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "p.argosmodel"
    path.write_bytes(package())

    def copies_badly(_file: object, sink: io.BufferedWriter, _size: int) -> None:
        sink.write(b"half")

    monkeypatch.setattr("shutil.copyfileobj", copies_badly)
    with pytest.raises(errors.WriteError, match="not what was read"):
        packages.add("en", "es", str(path), config)
    assert not tree(config.root)


def test_without_argostranslate_an_index_must_be_named(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "argostranslate", None)
    with pytest.raises(errors.UsageError, match="which index"):
        packages.add("en", "es", None, config)
    assert packages.list_packages(config) == ()
