"""What is wrong gets one clear message, its exit code, and changes nothing."""

from __future__ import annotations

import errno
import json
import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Run, snapshot
from tests.cli.po import accept_all, entries

ARTICLE = "# Title\n\nTake 5 mg of ketamine.\n"


@pytest.fixture(autouse=True)
def _article(project: Path) -> None:
    (project / "source/a.md").write_text(ARTICLE)


_IGNORED = """[[check.ignore]]
check = "quantity"
reason = "{reason}"
author = "Localize maintainers"
source_sha256 = "{digits}"
target_sha256 = "{digits}"
"""

CONFIGURATIONS: dict[str, tuple[str | bytes, str]] = {
    "an unknown key": (
        'target_locales = ["es"]\nsorce_locale = "en"\n',
        'localize.toml:2: sorce_locale: unknown key\n    sorce_locale = "en"\n    ^\nKnown here: source_locale',
    ),
    "an unknown key in a table": (
        "[translate]\nbeam = 3\n",
        "localize.toml:2: translate.beam: unknown key\n    beam = 3\n    ^\nKnown here: engine, beam_size",
    ),
    "an unknown table": ("[tranlate]\n", "localize.toml:1: tranlate: unknown key"),
    "a dotted key": ("build.lay = 1\n", "localize.toml:1: build.lay: unknown key"),
    "a string for a list": (
        'target_locales = "es"\n',
        "localize.toml:1: target_locales: must be a list",
    ),
    "a number for a string": ("source_locale = 5\n", "source_locale: must be a string"),
    "a number in a list": ("target_locales = [5]\n", "target_locales: must be a string"),
    "a string for a number": (
        '[translate]\nbeam_size = "2"\n',
        "beam_size: must be a whole number",
    ),
    "true for a number": ("[translate]\nbeam_size = true\n", "beam_size: must be a whole number"),
    "a number for true": ("[build]\nset_lang = 1\n", "build.set_lang: must be true or false"),
    "a number too large": ("[translate]\nbeam_size = 101\n", "must be between 1 and 100"),
    "a string for a table": ('build = "x"\n', "build: must be a table"),
    "a string for a mapping": ('[check]\nseverity = "x"\n', "check.severity: must be a table"),
    "an unknown value": (
        '[build]\nlayout = "hogo"\n',
        "localize.toml:2: build.layout: unknown value 'hogo'",
    ),
    "an unknown engine": (
        '[translate]\nengine = "deep"\n',
        "localize.toml:2: translate.engine: unknown value 'deep'",
    ),
    "an incomplete table": (
        '[[check.ignore]]\ncheck = "x"\n',
        "localize.toml:1: check.ignore: incomplete: reason, author, source_sha256, target_sha256 missing",
    ),
    "ignored without a reason": (
        _IGNORED.format(reason="the leaflet rounds up", digits="0" * 64)
        + _IGNORED.format(reason=" ", digits="0" * 64),
        "localize.toml:7: check.ignore: needs a reason and an author\n    [[check.ignore]]",
    ),
    "ignored for texts that are not named": (
        _IGNORED.format(reason="the leaflet rounds up", digits="3f1c9d0a7be24466"),
        "localize.toml:1: check.ignore: needs the SHA-256 of source and target, 64 hex digits each",
    ),
    "an unknown check": (
        '[check]\ndisable = ["quantities"]\n',
        "localize.toml:2: check.disable: unknown check 'quantities'\n    disable",
    ),
    "an unknown check with a severity": (
        '[check.severity]\nquantities = "minor"\n',
        "localize.toml:2: check.severity.quantities: unknown check 'quantities'",
    ),
    "an unknown severity": (
        '[check.severity]\nquantity = "bad"\n',
        "localize.toml:2: check.severity.quantity: unknown value 'bad'",
    ),
    "an unknown risk class": (
        '[build.require_risk]\ndosis = "second-person"\n',
        "localize.toml:2: build.require_risk.dosis: unknown risk class 'dosis'",
    ),
    "a key twice": (
        'source_locale = "en"\nsource_locale = "fr"\n',
        "localize.toml:2: not valid TOML: Cannot overwrite a value\n    source_locale",
    ),
    "nested without end": ("x = " + "[" * 5000 + "]" * 5000, "localize.toml: nested too deeply"),
    "broken TOML": (
        "[build\n",
        "localize.toml:1: not valid TOML: Expected ']' at the end of a table declaration\n    [build\n          ^",
    ),
    "TOML that ends too soon": ('a = """', "localize.toml"),
    "not UTF-8": (b"# ok\n# caf\xe9\n", "localize.toml:2: not UTF-8\nSave it as UTF-8."),
    "an unknown source locale": (
        'source_locale = "zz"\n',
        "localize.toml:1: source_locale: locale 'zz' has an unknown language, 'zz'",
    ),
    "an unknown target locale": (
        'target_locales = ["es", "spanish"]\n',
        "localize.toml:1: target_locales: locale 'spanish' is not a locale name",
    ),
    "the source locale as a target": (
        'source_locale = "en"\ntarget_locales = ["es", "en"]\n',
        "localize.toml:2: the source locale 'en' is among the target locales",
    ),
    "no target locale": ("", "no target locale\nName one with --to LOCALE"),
}


@pytest.mark.parametrize("command", ["sync", "check", "build", "status"])
@pytest.mark.parametrize("case", CONFIGURATIONS)
def test_configuration(project: Path, run: Run, case: str, command: str) -> None:
    text, expected = CONFIGURATIONS[case]
    data = text if isinstance(text, bytes) else text.encode()
    (project / "localize.toml").write_bytes(data)
    before = snapshot(project)
    result = run(command)
    assert (result.code, result.out) == (2, "")
    assert expected in result.err
    assert snapshot(project) == before


def test_a_configuration_that_is_a_folder(project: Path, run: Run) -> None:
    (project / "localize.toml").mkdir()
    result = run("sync", "--to", "es")
    assert result.code == 2
    assert "localize.toml: cannot be read: Is a directory" in result.err


LOCALES = {
    "spanish": "Did you mean es?",
    "english": "Did you mean en?",
    "xx": "unknown language, 'xx'\nUse a BCP 47 name, like es or pt-BR.",
    "es-ZZZ": "not a locale name",
    "": "not a locale name",
    "en": "the source locale 'en' is among the target locales",
}


@pytest.mark.parametrize("locale", LOCALES)
def test_locales(project: Path, run: Run, locale: str) -> None:
    before = snapshot(project)
    result = run("sync", "--to", "es", "--to", locale)
    assert (result.code, result.out) == (2, "")
    assert LOCALES[locale] in result.err
    assert snapshot(project) == before


USAGE = {
    "an unknown command": (("frobnicate",), "No such command 'frobnicate'"),
    "an unknown option": (("sync", "--frobnicate"), "No such option"),
    "an unknown engine": (("sync", "--to", "es", "--engine", "deep"), "unknown engine 'deep'\nChoose one of argos, pseudo."),
    "an unknown format": (("sync", "--to", "es", "--format", "yaml"), "'yaml' is not one of 'text', 'json'"),
    "an unknown severity": (("check", "--to", "es", "--fail-on", "bad"), "'bad' is not one of 'critical'"),
    "an unknown layout": (("build", "--to", "es", "--layout", "hogo"), "unknown layout 'hogo'"),
    "an unknown fallback": (("build", "--to", "es", "--fallback", "x"), "unknown fallback 'x'\nChoose one of hold, source."),
    "no mark and no drafts": (("build", "--to", "es", "--no-mark"), "only means something with --include-drafts"),
    "no such project": (("sync", "--project", "nowhere"), "--project nowhere: no such folder"),
    "negative jobs": (("sync", "--to", "es", "--jobs", "-1"), "x>=0"),
    "an approval by nobody": (("review", "approve", "source"), 'Say it: --as "Name <address>"'),
    "no such time": (("recover", "--to", "es", "--at", "noon"), "--at noon: not a time"),
    "no such unit": (("history", "--to", "es", "abc"), "the ledgers know no unit 'abc'"),
    "no such revision": (("check", "--to", "es", "--since", "nope"), "git knows no such revision"),
    "two locales in one export": (("export", "--as", "csv", "--to", "es", "--to", "fr"), "one locale at a time\nName it: --to es"),
    "a build among the articles": (("build", "--to", "es", "--out", "source"), "is not for builds"),
}  # fmt: skip


@pytest.mark.parametrize("case", USAGE)
def test_usage(project: Path, run: Run, case: str) -> None:
    args, expected = USAGE[case]
    if args[0] == "review":
        (project / "localize.toml").write_text('target_locales = ["es"]\n')
    before = snapshot(project / "source")
    result = run(*args)
    assert result.code == 2
    assert expected in result.err
    assert snapshot(project / "source") == before


@pytest.mark.parametrize(
    "command", ["sync", "check", "status", "build", "review", "doctor", "serve", "recover"]
)
def test_no_project_here(run: Run, command: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    result = run(command, cwd=tmp_path_factory.mktemp("empty"))
    assert result.code == 2
    assert "no localize.toml in" in result.err
    assert "localize init --to LOCALE" in result.err


def test_no_source_folder(project: Path, run: Run) -> None:
    shutil.rmtree(project / "source")
    (project / "localize.toml").write_text('target_locales = ["es"]\n')
    result = run("sync")
    assert result.code == 2
    assert "no source folder" in result.err
    assert "Make it and put the articles there" in result.err


def test_two_articles_with_one_catalog(project: Path, run: Run) -> None:
    (project / "source/a.txt").write_text("Other.\n")
    before = snapshot(project)
    for command in ("sync", "check", "build", "status"):
        result = run(command, "--to", "es")
        assert result.code == 2
        assert "source/a.md and source/a.txt would share the catalog a.po" in result.err
        assert "exclude" in result.err
    assert snapshot(project) == before
    doctor = run("doctor", "--to", "es", "--format", "json")
    assert doctor.code == 2  # though a model is missing as well
    assert next(c["says"] for c in doctor.json["checks"] if c["subject"] == "articles").startswith(
        "source/a.md and source/a.txt"
    )


ARTICLES = {
    "not UTF-8": (b"# Title\n\nCaf\xe9 au lait\n", "source/b.md:3: not UTF-8: byte 0xe9 at column 4\n    Caf\ufffd au lait\n       ^\nConvert it, for example: iconv"),
    "UTF-16": ("Text".encode("utf-16"), "source/b.md:1: not UTF-8: byte 0xff at column 1"),
    "a NUL": (b"one\ntwo \0 three\n", "source/b.md:2: contains a NUL character"),
}  # fmt: skip


@pytest.mark.parametrize("command", ["sync", "check", "build", "status"])
@pytest.mark.parametrize("case", ARTICLES)
def test_an_article_that_cannot_be_read(project: Path, run: Run, case: str, command: str) -> None:
    data, expected = ARTICLES[case]
    run("sync", "--to", "es", "--no-translate")
    accept_all(project / "locales/es/a.po")
    (project / "source/b.md").write_bytes(data)
    result = run(command, "--to", "es", "--format", "json")
    assert result.code == 4
    assert expected in result.err
    [error] = result.json["errors"]
    assert error["kind"] == "input"
    assert error["file"] == "source/b.md"
    assert error["line"] == int(expected.split(":")[1])
    # The other one is done.
    [row] = result.json["articles"]
    assert row["article"] == "source/a.md"
    if command == "build":
        assert (project / "build/es/a.md").read_text() == ARTICLE
    assert not (project / "locales/es/b.po").exists()


def test_an_article_that_cannot_be_opened(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "source/b.md").write_text("Text.\n")
    read = Path.read_bytes

    def refusing(path: Path) -> bytes:
        if path.name == "b.md":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refusing)
    result = run("sync", "--to", "es", "--no-translate")
    assert result.code == 4
    assert "source/b.md: cannot be read: Permission denied" in result.err
    assert (project / "locales/es/a.po").is_file()


LINKS = ["a file", "a folder"]


@pytest.mark.parametrize("kind", LINKS)
def test_a_link_out_of_the_project(
    project: Path, run: Run, kind: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "x.md").write_text("Secret.\n")
    if kind == "a file":
        (project / "source/b.md").symlink_to(outside / "x.md")
    else:
        (project / "locales").mkdir()
        (project / "locales/es").symlink_to(outside)
    before = snapshot(outside)
    result = run("sync", "--to", "es", "--no-translate")
    assert result.code == 4
    assert "leaves the project" in result.err or "leads out of the project" in result.err
    assert snapshot(outside) == before
    if kind == "a file":
        assert (project / "locales/es/a.po").is_file()
        assert not (project / "locales/es/b.po").exists()


def test_a_link_within_the_project_is_an_article(project: Path, run: Run) -> None:
    (project / "source/b.md").symlink_to(project / "source/a.md")
    assert run("sync", "--to", "es", "--no-translate").code == 0
    assert (project / "locales/es/b.po").is_file()


CATALOGS = {
    "a string not closed": ('msgstr "Adag 10\n', "a string without its closing quote"),
    "garbage": ('msgstr "x"\nwhat is this\n', ""),
    "conflict markers": ('<<<<<<< HEAD\nmsgstr "a"\n=======\nmsgstr "b"\n>>>>>>> x\n', ""),
}


@pytest.mark.parametrize("command", ["sync", "check", "build", "status"])
@pytest.mark.parametrize("case", CATALOGS)
def test_a_broken_po_file(project: Path, run: Run, case: str, command: str) -> None:
    bad, expected = CATALOGS[case]
    (project / "source/b.md").write_text("Other text.\n")
    run("sync", "--to", "es", "--no-translate")
    accept_all(project / "locales/es/b.po")
    path = project / "locales/es/a.po"
    path.write_text(path.read_text() + '\nmsgid "new"\n' + bad)
    line = path.read_text().count("\n", 0, path.read_text().index(bad)) + 1
    before = path.read_bytes()
    result = run(command, "--to", "es", "--format", "json")
    assert result.code == 4
    [error] = result.json["errors"]
    assert error["file"] == "locales/es/a.po"
    assert line <= error["line"] <= line + 5
    assert expected in error["reason"]
    assert f"locales/es/a.po:{error['line']}: " in result.err
    assert "^" in result.err
    assert path.read_bytes() == before
    assert [row["article"] for row in result.json["articles"]] == ["source/b.md"]
    if command == "build":
        assert (project / "build/es/b.md").read_text() == "Other text.\n"


LEDGERS: dict[str, tuple[Callable[[bytes], bytes], int]] = {
    "no JSON": (lambda good: b"{not json\n" + good, 1),
    "nested without end": (lambda good: good + b"[" * 100_000 + b"\n", 3),
    "a line changed": (lambda good: good.replace(b'"who":""', b'"who":"X"', 1), 1),
    "the first line gone": (lambda good: good.split(b"\n", 1)[1], 1),
    "conflict markers": (lambda good: b"<<<<<<< HEAD\n" + good, 1),
}


@pytest.mark.parametrize("case", LEDGERS)
def test_a_damaged_ledger_is_told_by_every_sync(project: Path, run: Run, case: str) -> None:
    """Also by one that has nothing to tell it, or nothing to do."""
    for name in ("a", "b"):
        (project / f"source/{name}.md").write_text(f"Text of {name}.\n")
        run("sync", "--to", "es", "--no-translate")
        accept_all(project / f"locales/es/{name}.po")
        run("sync", "--to", "es", "--no-translate")
    ledger = project / "locales/es/ledger.jsonl"
    damage, line = LEDGERS[case]
    good = ledger.read_bytes()
    bad = damage(good)
    ledger.write_bytes(bad)
    for arguments in ((), ("--check",)):
        result = run("sync", "--to", "es", "--no-translate", *arguments)
        assert result.code == 4
        assert result.err.count(f"locales/es/ledger.jsonl:{line}: the ledger is damaged") == 1
    (project / "source/a.md").write_text("Other.\n")
    assert run("sync", "--to", "es", "--no-translate").code == 4
    assert "Other." in entries(project / "locales/es/a.po")
    assert ledger.read_bytes() == bad
    ledger.write_bytes(good.replace(b"\n", b"\r\n"))  # as git may check it out
    assert run("sync", "--to", "es", "--no-translate").code == 0
    assert run("status", "--to", "es").code == 0


@pytest.mark.parametrize("command", ["sync", "build", "status"])
def test_a_damaged_ledger(project: Path, run: Run, command: str) -> None:
    (project / "source/b.md").write_text("Other text.\n")
    run("sync", "--to", "es", "--no-translate")
    accept_all(project / "locales/es/a.po")
    run("sync", "--to", "es", "--no-translate")
    ledger = project / "locales/es/ledger.jsonl"
    ledger.write_text("{not json\n" + ledger.read_text())
    before = ledger.read_bytes()
    accept_all(project / "locales/es/b.po")
    result = run(command, "--to", "es", *(("--no-translate",) if command == "sync" else ()))
    assert result.code == 4
    assert "locales/es/ledger.jsonl:1" in result.err
    assert ledger.read_bytes() == before
    doctor = run("doctor", "--to", "es")
    assert doctor.code in (4, 5)
    assert "ledger.jsonl" in doctor.out


def test_a_repaired_ledger_learns_what_waited(project: Path, run: Run) -> None:
    run("sync", "--to", "es", "--no-translate")
    accept_all(project / "locales/es/a.po")
    run("sync", "--to", "es", "--no-translate")
    ledger = project / "locales/es/ledger.jsonl"
    good = ledger.read_bytes()
    (project / "source/b.md").write_text("Other text.\n")
    run("sync", "--to", "es", "--no-translate")
    ledger.write_bytes(b"{not json\n" + good)
    accept_all(project / "locales/es/b.po")
    result = run("sync", "--to", "es", "--no-translate", "--format", "json")
    assert result.code == 4
    assert result.json["errors"][-1]["file"] == "locales/es/ledger.jsonl"
    ledger.write_bytes(good)
    assert run("sync", "--to", "es", "--no-translate").code == 0
    assert ledger.read_bytes().startswith(good)
    assert b'"article":"b.md"' in ledger.read_bytes()


GLOSSARIES = {
    "a row without a term": ("term,treatment,es\n,keep,\n", "glossary/terms.csv:2: a row without a term"),
    "two treatments": ("term,treatment,es\nx,keep,\nNMDA,keep|translate,\n", "glossary/terms.csv:3: two treatments: keep|translate"),
    "two rows that differ": ("term,treatment,es\nNMDA,keep,\nNMDA,translate,x\n", "glossary/terms.csv:3: 'NMDA'"),
    "an unknown column": ("begriff,es\nx,y\n", "glossary/terms.csv:1: unknown column 'begriff'"),
}  # fmt: skip


@pytest.mark.parametrize("case", GLOSSARIES)
def test_glossaries(project: Path, run: Run, case: str) -> None:
    text, expected = GLOSSARIES[case]
    (project / "glossary").mkdir()
    (project / "glossary/terms.csv").write_text(text)
    before = snapshot(project)
    result = run("sync", "--to", "es", "--no-translate")
    assert result.code == 2
    assert expected in result.err
    assert ("^" in result.err) == (case != "two rows that differ")
    assert {k: v for k, v in snapshot(project).items() if not k.startswith(".localize")} == before


def test_no_model(project: Path, run: Run) -> None:
    result = run("sync", "--to", "es", "--to", "fr", "--format", "json")
    assert result.code == 5
    assert [e["reason"] for e in result.json["errors"]] == [
        "no model translates from en to es",
        "no model translates from en to fr",
    ]
    assert (
        "localize: no model translates from en to es\nAdd one with: localize models add en es\n"
        in result.err
    )
    assert list(entries(project / "locales/es/a.po")) == ["Title", "Take 5 mg of ketamine."]
    assert (project / "locales/templates/a.pot").is_file()
    assert (project / "locales/fr/a.po").is_file()


def test_a_corrupt_model_for_the_way_back_costs_no_draft(project: Path, run: Run) -> None:
    models = Path(__file__).parents[2] / "models"
    (project / "models").mkdir()
    for path in models.glob("*.argosmodel"):
        (project / "models" / path.name).symlink_to(path)
    with zipfile.ZipFile(project / "models/back.argosmodel", "w") as package:
        metadata = {"from_code": "es", "to_code": "en", "package_version": "1.0"}
        package.writestr("es_en/metadata.json", json.dumps(metadata))
    result = run("sync", "--to", "es")
    assert result.code == 5
    assert "models/back.argosmodel: not a usable Argos package: it lacks" in result.err
    assert all(entry.msgstr for entry in entries(project / "locales/es/a.po").values())


def test_a_corrupt_model(project: Path, run: Run) -> None:
    (project / "models").mkdir()
    model = project / "models/translate-en_es-0_1.argosmodel"
    model.write_bytes(b"PK\x03\x04 and then nothing")
    result = run("sync", "--to", "es")
    assert result.code == 5
    assert "models/translate-en_es-0_1.argosmodel: not a usable Argos package" in result.err
    assert "localize models add" in result.err
    assert (project / "locales/es/a.po").is_file()
    assert model.read_bytes() == b"PK\x03\x04 and then nothing"
    for command in ("list", "verify"):
        found = run("models", command, "--format", "json")
        assert found.code == 5
        [row] = found.json["models"]
        assert row["status"] == "damaged"
        assert row["problem"]


PRECEDENCE = {
    "an article and a model: 4 over 5": (True, False, True, 4),
    "a model alone": (False, False, True, 5),
    "an article alone": (True, False, False, 4),
    "a glossary over all": (True, True, True, 2),
}


@pytest.mark.parametrize("case", PRECEDENCE)
def test_precedence(project: Path, run: Run, case: str) -> None:
    article, glossary, translate, code = PRECEDENCE[case]
    if article:
        (project / "source/b.md").write_bytes(b"\xff\n")
    if glossary:
        (project / "glossary").mkdir()
        (project / "glossary/g.csv").write_text('term\n"\n')
    assert run("sync", "--to", "es", *(() if translate else ("--no-translate",))).code == code


def test_an_unread_article_wins_over_a_held_one(project: Path, run: Run) -> None:
    assert run("build", "--to", "es").code == 1
    (project / "source/b.md").write_bytes(b"\xff\n")
    assert run("build", "--to", "es").code == 4
    assert run("build", "--to", "es", "--check").code == 4
    assert run("sync", "--to", "es", "--check").code == 4


BLOCKED = {
    "locales": ("locales", ("sync", "--to", "es", "--no-translate")),
    "a locale's folder": ("locales/es", ("sync", "--to", "es", "--no-translate")),
    "the build": ("build", ("build", "--to", "es", "--fallback", "source")),
}


@pytest.mark.parametrize("case", BLOCKED)
def test_a_file_where_a_folder_should_be(project: Path, run: Run, case: str) -> None:
    where, args = BLOCKED[case]
    (project / where).parent.mkdir(exist_ok=True)
    (project / where).write_text("in the way\n")
    result = run(*args)
    assert result.code == 5
    assert where in result.err
    assert (project / where).read_text() == "in the way\n"


def _full(*_: Any, **__: Any) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_in_sync(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("sync", "--to", "es", "--no-translate")
    accept_all(project / "locales/es/a.po")
    run("sync", "--to", "es", "--no-translate")
    before = snapshot(project / "locales/es")
    (project / "source/a.md").write_text(ARTICLE + "\nMore.\n")
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", _full)
        result = run("sync", "--to", "es", "--no-translate")
    assert result.code == 5
    assert "No space left on device" in result.err
    assert snapshot(project / "locales/es") == before
    again = run("sync", "--to", "es", "--no-translate")
    assert again.code == 0
    assert "More." in entries(project / "locales/es/a.po")


def test_a_full_disk_in_build(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("build", "--to", "es", "--fallback", "source").code == 0
    before = snapshot(project / "build")
    (project / "source/a.md").write_text(ARTICLE + "\nMore.\n")
    with monkeypatch.context() as patched:
        patched.setattr(os, "write", _full)
        result = run("build", "--to", "es", "--fallback", "source")
    assert result.code == 5
    assert "No space left on device" in result.err
    assert snapshot(project / "build") == before


WRITING = {
    "an export": ("export", "--as", "csv", "--to", "es", "--out", "nowhere/x.csv"),
    "a memory": ("tm", "export", "--to", "es", "--out", "nowhere/x.tmx"),
    "a review page": ("review", "--to", "es", "--out", "nowhere/x.html"),
    "badges": ("status", "--to", "es", "--badges", "source/a.md"),
    "a project": ("init", "source/a.md", "--to", "es"),
}


@pytest.mark.parametrize("case", WRITING)
def test_what_cannot_be_written(run: Run, case: str) -> None:
    result = run(*WRITING[case])
    assert result.code == 5
    assert "cannot be written: " in result.err


READING = {
    "no file": ("missing", None, "cannot be read: No such file or directory"),
    "no XML": ("x.xlf", "no xml", "x.xlf:1: not valid XML"),
    "no CSV of ours": ("x.csv", "a,b\n1,2\n", "x.csv:1: the column 'article' is missing"),
    "no decisions": ("x.json", "{", "x.json:1: not valid JSON"),
    "no TMX": ("x.tmx", "nope", "x.tmx:1: not well-formed XML"),
}


@pytest.mark.parametrize("case", READING)
def test_what_cannot_be_taken_in(project: Path, run: Run, case: str) -> None:
    (project / "localize.toml").write_text('target_locales = ["es"]\n')
    name, text, expected = READING[case]
    if text is not None:
        (project / name).write_text(text)
    before = snapshot(project)
    kinds: dict[str, list[tuple[str, ...]]] = {
        ".xlf": [("import", "--as", "xliff"), ("import", "--as", "xliff2")],
        ".csv": [("import", "--as", "csv")],
        ".json": [("review", "apply")],
        ".tmx": [("tm", "import")],
        "": [("import", "--as", "csv"), ("review", "apply"), ("tm", "import")],
    }
    for command in kinds[Path(name).suffix]:
        result = run(*command, name)
        assert result.code == 4
        assert expected in result.err
    after = {k: v for k, v in snapshot(project).items() if k != ".localize/lock"}
    assert after == before


@pytest.mark.parametrize("command", [("sync", "--no-translate"), ("build",)])
def test_interrupted(
    project: Path, run: Run, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    from localize.catalog import Workspace

    def broken_off(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Workspace, "merge", broken_off)
    monkeypatch.setattr(Workspace, "load", broken_off)
    result = run(*command, "--to", "es", "--format", "json")
    assert result.code == 130
    assert result.err == "localize: interrupted; what was finished is saved\n"
    assert [error["reason"] for error in result.json["errors"]] == [
        "interrupted; what was finished is saved"
    ]


def test_a_second_process_gives_up(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from localize.catalog import Workspace
    from localize.errors import LockError

    def held(*_: object, **__: object) -> None:
        raise LockError("another localize is at work in this project")

    monkeypatch.setattr(Workspace, "lock", held)
    result = run("sync", "--to", "es", "--no-translate")
    assert result.code == 5
    assert "another localize is at work" in result.err
