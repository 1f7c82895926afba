from __future__ import annotations

import json
import sys
import types
import zipfile
from pathlib import Path

import pytest

from localize.config import Config, Translate
from localize.errors import ModelError
from localize.pretranslate.engines import locate
from localize.pretranslate.engines.locate import engine_codes, find_route, unpacked


def metadata(source: str, target: str, version: str = "1.0") -> str:
    return json.dumps({"from_code": source, "to_code": target, "package_version": version})


def package(path: Path, source: str, target: str, **extra: str) -> Path:
    """A zip that looks like an Argos package."""
    files = {
        "metadata.json": metadata(source, target),
        "model/model.bin": "weights",
        "model/shared_vocabulary.json": "[]",
        "sentencepiece.model": "pieces",
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"{source}_{target}/{name}", content)
        for name, content in extra.items():
            archive.writestr(name, content)
    return path


@pytest.fixture
def project(tmp_path: Path) -> Config:
    (tmp_path / "models").mkdir()
    return Config(root=tmp_path)


def names(config: Config, source: str, target: str) -> list[str]:
    return [p.name for p in find_route(config, source, target)]


@pytest.mark.parametrize(
    ("locale", "codes"),
    [
        ("es", ("es",)),
        ("es-MX", ("es-mx", "es")),
        ("zh-Hant", ("zt", "zh-hant", "zh")),
        ("zh_TW", ("zt", "zh-tw", "zh")),
        ("pt-BR", ("pb", "pt-br", "pt")),
    ],
)
def test_codes_an_engine_may_use_for_a_locale(locale: str, codes: tuple[str, ...]) -> None:
    assert engine_codes(locale) == codes


def test_a_direct_model_is_better_than_a_detour(project: Config) -> None:
    models = project.root / "models"
    for source, target in (("en", "de"), ("de", "fr"), ("en", "fr")):
        package(models / f"{source}_{target}.argosmodel", source, target)
    assert names(project, "en-GB", "fr-CA") == ["en_fr 1.0"]


def test_the_shortest_detour(project: Config) -> None:
    models = project.root / "models"
    for source, target in (("de", "en"), ("en", "fr"), ("fr", "es"), ("en", "es"), ("es", "pt")):
        package(models / f"{source}_{target}.argosmodel", source, target)
    assert names(project, "de", "pt") == ["de_en 1.0", "en_es 1.0", "es_pt 1.0"]


def test_folders_are_packages_too(project: Config) -> None:
    folder = project.root / "models" / "en_fr"
    folder.mkdir()
    (folder / "metadata.json").write_text(metadata("en", "fr", ""))
    with pytest.raises(ModelError, match="package_version"):
        find_route(project, "en", "fr")
    (folder / "metadata.json").write_text(metadata("en", "fr"))
    (route,) = find_route(project, "en", "fr")
    assert unpacked(route, project) == folder


def test_a_damaged_package_is_only_named_when_nothing_else_fits(project: Config) -> None:
    models = project.root / "models"
    (models / "a.argosmodel").write_bytes(b"not a zip")
    package(models / "b.argosmodel", "en", "fr")
    assert names(project, "en", "fr") == ["en_fr 1.0"]
    with pytest.raises(ModelError) as caught:
        find_route(project, "en", "de")
    assert str(caught.value).startswith("models/a.argosmodel: not a usable Argos package")


@pytest.mark.parametrize(
    "content",
    [b"[]", b"{", b'{"from_code": 1, "to_code": "fr"}', b'{"from_code": "en"}', b"\xff"],
)
def test_metadata_that_says_nothing(project: Config, content: bytes) -> None:
    folder = project.root / "models" / "en_fr"
    folder.mkdir()
    (folder / "metadata.json").write_bytes(content)
    with pytest.raises(ModelError, match="not a usable Argos package"):
        find_route(project, "en", "fr")


def test_a_zip_with_metadata_anywhere_else(project: Config) -> None:
    with zipfile.ZipFile(project.root / "models" / "a.argosmodel", "w") as archive:
        archive.writestr("a/b/metadata.json", metadata("en", "fr"))
    with pytest.raises(ModelError, match="no metadata"):
        find_route(project, "en", "fr")


def test_no_models_folder_is_no_model(tmp_path: Path) -> None:
    config = Config(root=tmp_path, translate=Translate(models=("weights", "more")))
    with pytest.raises(ModelError, match="no model translates from en to fr"):
        find_route(config, "en", "fr")


def test_a_package_is_unpacked_once(project: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    package(project.root / "models" / "a.argosmodel", "en", "fr")
    (route,) = find_route(project, "en", "fr")
    folder = unpacked(route, project)
    assert (folder / "model" / "model.bin").read_text() == "weights"
    assert folder.parent == project.state / "models"
    monkeypatch.setattr(locate, "_unpack", None)
    assert unpacked(route, project) == folder
    assert [p.name for p in folder.parent.iterdir()] == [folder.name]


@pytest.mark.parametrize("name", ["../evil", "/evil", "en_fr/../../evil", "other/file"])
def test_an_unsafe_package_is_not_unpacked(project: Config, name: str) -> None:
    package(project.root / "models" / "a.argosmodel", "en", "fr", **{name: "x"})
    (route,) = find_route(project, "en", "fr")
    with pytest.raises(ModelError, match="not a usable Argos package"):
        unpacked(route, project)
    assert list((project.state / "models").iterdir()) == []
    assert not (project.root.parent / "evil").exists()


def test_a_truncated_package_is_not_unpacked(project: Config) -> None:
    path = package(project.root / "models" / "a.argosmodel", "en", "fr")
    (route,) = find_route(project, "en", "fr")
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(ModelError, match="damaged or cut off"):
        unpacked(route, project)


def test_another_package_than_the_pinned_one(project: Config) -> None:
    package(project.root / "models" / "a.argosmodel", "en", "fr")
    (project.root / "models.lock").write_text(
        'version = 1\n\n[[package]]\nfile = "models/a.argosmodel"\nfrom = "en"\nto = "fr"\n'
        f'version = "1.0"\nsize = 1\nsha256 = "{"0" * 64}"\n'
    )
    (route,) = find_route(project, "en", "fr")
    with pytest.raises(ModelError, match="SHA-256 differs") as caught:
        unpacked(route, project)
    assert "localize models verify" in str(caught.value)


def test_a_package_that_vanished(project: Config) -> None:
    path = package(project.root / "models" / "a.argosmodel", "en", "fr")
    (route,) = find_route(project, "en", "fr")
    path.unlink()
    with pytest.raises(ModelError, match="cannot be unpacked"):
        unpacked(route, project)


# ── the user's Argos folder ──────────────────────────────────────────────


@pytest.fixture
def user_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    from argostranslate import settings

    folder = tmp_path / "argos"
    monkeypatch.setattr(settings, "package_dirs", [folder])
    return folder


def installed(folder: Path, source: str, target: str) -> None:
    place = folder / f"{source}_{target}"
    place.mkdir(parents=True)
    (place / "metadata.json").write_text(metadata(source, target))
    (place / "sentencepiece.model").write_text("pieces")


def test_packages_of_the_user_come_after_the_project(project: Config, user_folder: Path) -> None:
    installed(user_folder, "en", "fr")
    assert names(project, "en", "fr") == ["en_fr 1.0"]
    installed(user_folder, "en", "de")
    package(project.root / "models" / "a.argosmodel", "en", "de")
    (route,) = find_route(project, "en", "de")
    assert route.path.name == "a.argosmodel"


def test_a_stray_folder_does_not_hide_the_others(project: Config, user_folder: Path) -> None:
    installed(user_folder, "en", "fr")
    (user_folder / "stray").mkdir()
    (user_folder / "broken").mkdir()
    (user_folder / "broken" / "metadata.json").write_text("{")
    assert names(project, "en", "fr") == ["en_fr 1.0"]


def test_no_user_folder_and_no_argostranslate(
    project: Config, user_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not user_folder.exists()
    with pytest.raises(ModelError, match="no model translates"):
        find_route(project, "en", "fr")
    monkeypatch.setitem(sys.modules, "argostranslate", None)
    with pytest.raises(ModelError, match="no model translates"):
        find_route(project, "en", "fr")


def test_a_package_that_does_not_translate(
    project: Config, user_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from argostranslate import package as argos

    other = types.SimpleNamespace(
        package_path=user_folder, type="sbd", from_code="en", to_code="fr", package_version="1"
    )
    monkeypatch.setattr(argos, "get_installed_packages", lambda: [other])
    with pytest.raises(ModelError, match="no model translates"):
        find_route(project, "en", "fr")
