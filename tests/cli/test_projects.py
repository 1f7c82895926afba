"""`init`, `doctor`, `models`, `serve`, and what the command line is made of."""

from __future__ import annotations

import ast
import inspect
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import typer.core
import typer.main
from tests.cli.conftest import Run, snapshot
from tests.cli.po import accept_all, entries

from localize.cli.app import app
from localize.cli.commands import HOMES, register
from localize.errors import LocalizeError

MODELS = Path(__file__).parents[2] / "models"
HEAVY = (
    "ctranslate2",
    "sentencepiece",
    "argostranslate",
    "babel",
    "polib",
    "markdown_it",
    "yaml",
    "lxml",
    "rapidfuzz",
    "ahocorasick",
)


@pytest.mark.parametrize("args", [["--help"], ["--version"], ["sync", "--help"], ["frobnicate"]])
def test_help_loads_no_translation_library(args: list[str]) -> None:
    code = f"""
import sys
from contextlib import closing
sys.argv = ["localize", *{args!r}]
from localize.cli import main
try:
    main()
except SystemExit:
    pass
loaded = sorted(set(sys.modules) & set({HEAVY!r}))
print("LOADED", loaded)
"""
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.splitlines()[-1] == "LOADED []"
    assert (found.stdout + found.stderr).count("\n") > 1


def test_each_command_stands_where_the_list_says() -> None:
    register()
    known = typer.main.get_command(app)
    assert isinstance(known, typer.core.TyperGroup)
    found = {}
    for name, command in known.commands.items():
        some = next(iter(getattr(command, "commands", {"": command}).values()))
        assert some.callback is not None
        found[name] = inspect.unwrap(some.callback).__module__.rpartition(".")[2]
    assert found == HOMES


@pytest.mark.parametrize("name", ["sync", "models", "build"])
def test_a_command_loads_no_other(name: str) -> None:
    code = f"""
import sys
from contextlib import closing
from localize.cli.commands import register
register([{name!r}])
print(sorted(m for m in sys.modules if m.startswith("localize.cli.")))
"""
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {module.rpartition(".")[2] for module in ast.literal_eval(found.stdout)}
    assert loaded & set(HOMES.values()) == {HOMES[name]}


@pytest.mark.parametrize("shape", ["json", "text", "github"])
def test_a_check_that_finds_nothing_new_loads_no_rule(tmp_path: Path, shape: str) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "source/a.md").write_text("Take 5 mg.\n", "utf-8")
    po = tmp_path / "locales/es/a.po"
    po.parent.mkdir(parents=True)
    po.write_text('msgid ""\nmsgstr ""\n\nmsgid "Take 5 mg."\nmsgstr "Tome 50 mg."\n', "utf-8")
    (tmp_path / "localize.toml").write_text('target_locales = ["es"]\n', "utf-8")
    code = f"""
import sys
sys.argv = ["localize", "check", "--format", {shape!r}, "--project", {str(tmp_path)!r}]
from localize.cli import main
try:
    main()
except SystemExit as done:
    print("\\nEXIT", done.code, sum(name.startswith("localize.checks.rules.") for name in sys.modules))
"""
    first, second = (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        for _ in range(2)
    )
    *shown, ending = first.stdout.splitlines()
    assert ending.startswith("EXIT 1 ")
    assert ending != "EXIT 1 0"
    assert second.stdout.splitlines() == [*shown, "EXIT 1 0"]
    assert "50 mg" in second.stdout


def test_help_names_every_command(run: Run) -> None:
    text = run("--help").out
    for name in (
        "init", "sync", "check", "status", "build", "review", "models", "glossary", "tm",
        "export", "import", "serve", "history", "recover", "doctor",
    ):  # fmt: skip
        assert f"\n  {name} " in text


def test_without_arguments(run: Run) -> None:
    result = run()
    assert result.code == 2
    assert "Usage" in result.out + result.err


def test_init(project: Path, run: Run) -> None:
    result = run("init", "new", "--source", "en", "--to", "es", "--to", "pt_br", "--to", "es")
    assert result.code == 0
    assert set(result.out.split()) == {
        "source/", "locales/", "glossary/", "models/", "localize.toml", "glossary/terms.csv",
        ".gitignore", ".gitattributes",
    }  # fmt: skip
    root = project / "new"
    assert (root / "localize.toml").read_text() == (
        'source_locale = "en"\ntarget_locales = ["es", "pt-BR"]\n'
    )
    assert (
        (root / "glossary/terms.csv").read_text().startswith("term,treatment,match,es,pt-BR,note")
    )
    assert "locales/*/ledger.jsonl merge=union" in (root / ".gitattributes").read_text()
    (root / "source/a.md").write_text("Text.\n")
    assert run("sync", "--no-translate", cwd=root).code == 0
    assert (root / "locales/pt-BR/a.po").is_file()


def test_init_again_touches_nothing(project: Path, run: Run) -> None:
    run("init", "--to", "es")
    before = snapshot(project)
    again = run("init", "--to", "es")
    assert (again.code, again.out) == (0, "")
    assert "everything is there already" in again.err
    other = run("init", "--to", "fr")
    assert "localize.toml stays as it is: add fr to its target_locales" in other.err
    assert snapshot(project) == before
    assert run("init", "--to", "es", "--quiet").err == ""


def test_init_without_locales(project: Path, run: Run) -> None:
    assert run("init").code == 0
    assert not (project / "glossary/terms.csv").exists()
    assert "target_locales = []" in (project / "localize.toml").read_text()


@pytest.mark.parametrize("args", [("--to", "spanish"), ("--source", "xx"), ("--to", "en")])
def test_init_with_a_wrong_locale_makes_nothing(
    project: Path, run: Run, args: tuple[str, ...]
) -> None:
    assert run("init", "new", *args).code == 2
    assert not (project / "new").exists()


def test_doctor(project: Path, run: Run) -> None:
    (project / "source/a.md").write_text("Some text.\n")
    result = run("doctor", "--format", "json")
    assert result.code == 0
    subjects = {check["subject"]: check for check in result.json["checks"]}
    assert subjects["articles"]["says"] == "1 with 1 segments"
    assert set(subjects["articles"]) == {"subject", "ok", "says", "exit_code"}
    run("sync", "--to", "es", "--no-translate")
    accept_all(project / "locales/es/a.po")
    run("sync", "--to", "es", "--no-translate")
    (project / "localize.toml").write_text('[translate]\nengine = "pseudo"\n')
    found = run("doctor", "--to", "es")
    assert found.code == 0
    assert "catalogs es" in found.out
    assert "1 lines, chain whole" in found.out
    assert run("doctor", "--to", "es", "--quiet").out == ""


def test_doctor_goes_on(project: Path, run: Run) -> None:
    """One thing wrong does not hide another."""
    (project / "source/a.md").write_text("Some text.\n")
    (project / "source/b.md").write_bytes(b"\xff\n")
    run("sync", "--to", "es", "--no-translate")
    po = project / "locales/es/a.po"
    po.write_text(po.read_text() + 'msgid "x\n')
    (project / "glossary").mkdir()
    (project / "glossary/g.csv").write_text("term,treatment\n,keep\n")
    result = run("doctor", "--to", "es", "--format", "json")
    wrong = [check for check in result.json["checks"] if not check["ok"]]
    said = "\n".join(check["says"] for check in wrong)
    for place in ("source/b.md:1", "locales/es/a.po:", "glossary/g.csv:2", "no model"):
        assert place in said
    assert result.code == 2


def test_doctor_and_folders_that_cannot_be_written(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    monkeypatch.setattr(os, "access", lambda *_: False)
    result = run("doctor", "--format", "json")
    [folders] = [c for c in result.json["checks"] if c["subject"] == "folders"]
    assert folders["says"].startswith("not writable: .")
    assert not folders["ok"]
    assert result.code == 5


def test_models_come_and_go(project: Path, run: Run) -> None:
    [package] = MODELS.glob("*.argosmodel")
    empty = run("models", "list")
    assert (empty.code, empty.out) == (0, "")
    assert "no packages" in empty.err
    assert run("models", "list", "--quiet").err == ""
    added = run("models", "add", "en", "es", "--index", str(package))
    assert added.code == 0
    # Tried out at once, and the verdict kept for the first draft.
    assert "placeholders it copies: [1]" in added.out
    with closing(sqlite3.connect(project / ".localize" / "drafts.sqlite3")) as store:
        assert store.execute("SELECT count(*) FROM verdicts").fetchone() == (1,)
    assert (project / "models" / package.name).is_file()
    assert (project / "models.lock").is_file()
    listed = run("models", "list")
    assert listed.out.splitlines()[1].split()[:2] == ["en", "es"]
    assert run("models", "verify").code == 0
    removed = run("models", "remove", "en", "es")
    assert removed.out.startswith("removed models/")
    assert not list((project / "models").glob("*.argosmodel"))
    assert run("models", "remove", "en", "es").code == 2


def test_models_that_are_none(project: Path, run: Run) -> None:
    (project / "x.argosmodel").write_text("nope")
    result = run("models", "add", "en", "es", "--index", "x.argosmodel")
    assert result.code == 4
    assert "not a usable Argos package" in result.err
    assert run("models", "add", "en", "es", "--index", "nowhere").code == 2
    assert run("models", "add", "en").code == 2


def test_the_model_drafts(project: Path, run: Run) -> None:
    """The real one, on an article with what must not be lost."""
    shutil.copytree(MODELS, project / "models")
    lock = MODELS.parent / "models.lock"
    if lock.is_file():
        shutil.copy(lock, project)
    (project / "glossary").mkdir()
    (project / "glossary/g.csv").write_text(
        "term,treatment,match,es\nBDNF,keep,case,\nketamine,translate,nocase,ketamina\n"
    )
    (project / "source/a.md").write_text(
        "# Ketamine\n\nKetamine raises **BDNF** within 24 hours. See [the study](https://example.org/x_y).\n"
        "\nRun `localize sync`.\n\nKetamine raises **BDNF** within 24 hours.\n"
    )
    result = run("sync", "--to", "es", "--format", "json")
    assert result.code == 0, result.err
    [row] = result.json["articles"]
    assert (row["units"], row["drafted"], row["untranslated"]) == (4, 4, 0)
    assert row["protected"] >= 3
    found = entries(project / "locales/es/a.po")
    for entry in found.values():
        assert "fuzzy" in entry.flags
        assert "argos" in entry.comment
    long = next(e for s, e in found.items() if "study" in s)
    assert "**" in long.msgstr
    assert "BDNF" in long.msgstr
    assert "24" in long.msgstr
    assert "(https://example.org/x_y)" in long.msgstr
    assert "ketamina" in long.msgstr.lower()
    assert "`localize sync`" in found["Run `localize sync`."].msgstr
    assert "Glossary: BDNF: keep as it is" in long.comment
    before = snapshot(project / "locales")
    again = run("sync", "--to", "es")
    assert again.code == 0
    assert snapshot(project / "locales") == before
    assert run("build", "--to", "es", "--include-drafts").code in (0, 1)


def test_pseudo_shows_what_the_extraction_reaches(project: Path, run: Run) -> None:
    (project / "source/a.md").write_text(
        "---\ntitle: One\nslug: one\n---\n\n# Two\n\nThree `four` [five](six.md).\n\n```sh\nseven\n```\n\n"
        "| eight |\n|---|\n| nine |\n\n![ten](eleven.png)\n"
    )
    run("sync", "--to", "es", "--engine", "pseudo")
    accept = run("build", "--to", "es", "--include-drafts", "--no-mark")
    assert accept.code == 0
    text = (project / "build/es/a.md").read_text()
    for word in ("slug: one", "`four`", "(six.md)", "seven", "(eleven.png)"):
        assert word in text
    for word in ("One", "Two", "Three", "five", "eight", "nine", "ten"):
        assert word not in text.replace("eleven", "")


def test_serve_builds_and_builds_again(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from localize.build import serve

    (project / "source/a.md").write_text("Some text.\n")
    seen: list[Any] = []

    def run_server(
        out: Path, rebuild: Any, watched: Any, *, port: int, announce: Any, say: Any
    ) -> None:
        seen.append((sorted(p.name for p in out.rglob("*.html")), [p.name for p in watched], port))
        (project / "source/b.md").write_text("Other.\n")
        rebuild()
        seen.append(sorted(p.name for p in out.rglob("*.html")))
        announce("http://127.0.0.1:8123/")
        say("the disk is full")

    monkeypatch.setattr(serve, "serve", run_server)
    result = run("serve", "--to", "es", "--port", "8123")
    assert result.code == 0
    assert result.out.startswith("http://127.0.0.1:8123/ shows ")
    assert result.err.endswith("localize: the disk is full\n")
    names, watched, port = seen[0]
    assert "a.html" in names
    assert "source" in watched
    assert port == 8123
    assert "b.html" in seen[1]


def test_review_serve_writes_through_the_catalog(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.cli.test_review import decision

    from localize import review

    (project / "source/a.md").write_text("Take 5 mg.\n")
    run("sync", "--to", "es", "--no-translate")
    seen: list[Any] = []

    def serve(rows: Any, apply: Any, *, site: Any, announce: Any, stamp: Any, port: int) -> None:
        seen.append([row.unit.target for row in rows()])
        before = stamp()
        made = review.Decision(
            **decision("Take 5 mg.", "", target="Tome 5 mg.", action=review.Action.ACCEPT)
        )
        seen.append(apply(made))
        seen.append(apply(made))
        seen.append(stamp() != before)
        seen.append([row.unit.target for row in rows()])
        (project / "locales/es/a.po").write_text('msgid "x\n')
        seen.append(apply(made))
        with pytest.raises(LocalizeError):
            rows()
        announce(site.source_locale)

    monkeypatch.setattr(review, "serve", serve)
    result = run("review", "--serve", "--to", "es", "--as", "Ana")
    assert result.code == 0, result.err
    assert result.out == "en\n"
    assert seen[0] == [""]
    assert seen[1].applied
    assert not seen[2].applied
    assert seen[2].reason == "the translation changed after the decision"
    assert seen[3]
    assert seen[4] == ["Tome 5 mg."]
    assert "locales/es/a.po" in seen[5].reason
