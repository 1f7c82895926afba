"""What every command promises: its options, one JSON object on stdout, one clear message on stderr."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main
from tests.cli.conftest import Run
from tests.cli.po import accept_all

from localize.cli.app import app
from localize.cli.commands import register


@pytest.fixture(autouse=True)
def _article(project: Path) -> None:
    (project / "source/a.md").write_text("# Title\n\nTake 5 mg of ketamine.\n")
    (project / "localize.toml").write_text('target_locales = ["es"]\n')


def _commands(command: Any, *names: str) -> Iterator[tuple[str, set[str]]]:
    options = {option for p in command.params for option in p.opts}
    if names and (not hasattr(command, "commands") or command.invoke_without_command):
        yield " ".join(names), options
    for name, below in getattr(command, "commands", {}).items():
        yield from _commands(below, *names, name)


register()
OPTIONS = dict(_commands(typer.main.get_command(app)))


@pytest.mark.parametrize("command", OPTIONS)
def test_options_of_every_command(command: str) -> None:
    assert {"--project", "--format", "--quiet"} <= OPTIONS[command]


JSON = {
    "init": ("init --to es", {"made"}),
    "sync": ("sync --no-translate", {"articles", "written", "recorded", "errors", "summary"}),
    "check": ("check", {"findings", "summary", "articles", "errors"}),
    "status": ("status", {"articles", "summary", "errors"}),
    "build": ("build", {"articles", "written", "removed", "findings", "errors", "summary"}),
    "build verify": ("build verify", {"problems"}),
    "review": ("review", {"written", "errors"}),
    "review approve": ("review approve source --as Ana", {"approved", "waiting", "errors"}),
    "doctor": ("doctor", {"checks"}),
    "recover": ("recover", {"versions"}),
    "recover one": ("recover source/a.md", {"recovered", "errors"}),
    "history": ("history {unit}", {"history"}),
    "export": ("export --as csv --out x.csv", {"written", "errors"}),
    "import": ("import --as csv x.csv", {"taken", "written", "refused", "errors"}),
    "tm export": ("tm export --out x.tmx", {"written", "translations", "left_out"}),
    "tm import": ("tm import x.tmx", {"translations"}),
    "glossary check": ("glossary check", {"problems", "errors"}),
    "glossary find": ("glossary find", {"candidates", "errors"}),
    "glossary export": ("glossary export --out terms.csv", {"written"}),
    "glossary import": ("glossary import more.csv", {"added", "known", "clashes"}),
    "models list": ("models list", {"models"}),
    "models verify": ("models verify", {"models"}),
    "models remove": ("models remove en es", {"errors"}),
    "models add": ("models add en es --index nowhere", {"errors"}),
}


def test_every_command_answers_in_json(project: Path, run: Run) -> None:
    """With the results of the one before at hand, as in a project's life."""
    run("sync", "--no-translate")
    accept_all(project / "locales/es/a.po")
    (project / "more.csv").write_text("term,treatment,es\nketamine,translate,ketamina\n")
    unit = ""
    for name, (line, keys) in JSON.items():
        result = run(*line.format(unit=unit).split(), "--format", "json")
        assert set(result.json) == keys, name
        if name == "status":
            from localize.model import unit_id

            unit = unit_id("Title", None)
        if name == "review approve":
            # Something for the journal to bring back.
            path = project / "locales/es/a.po"
            path.write_text(path.read_text().replace('msgstr "Title"', 'msgstr "Título"'))
            run("sync", "--no-translate")


WRONG = {
    "a locale": (2, "usage", "sync --to zz"),
    "a path": (2, "usage", "status elsewhere.md"),
    "an option": (2, "usage", "sync --frobnicate"),
    "a command": (2, "usage", "frobnicate"),
    "a missing argument": (2, "usage", "history"),
    "an export to stdout": (2, "usage", "export --as csv"),
    "a memory to stdout": (2, "usage", "tm export"),
    "a file": (4, "input", "import --as csv missing.csv"),
    "a place": (5, "work", "review --out nowhere/x.html"),
}


@pytest.mark.parametrize("case", WRONG)
def test_errors_in_json(run: Run, case: str) -> None:
    code, kind, line = WRONG[case]
    result = run(*line.split(), "--format=json")
    assert result.code == code
    assert [error["kind"] for error in result.json["errors"]] == [kind]
    assert result.json["errors"][0]["reason"].splitlines()[0] in result.err


def test_badges_that_cannot_be_written_are_one_more_error(project: Path, run: Run) -> None:
    result = run("status", "--badges", "source/a.md", "--format", "json")
    assert result.code == 5
    assert [row["article"] for row in result.json["articles"]] == ["source/a.md"]
    assert [error["kind"] for error in result.json["errors"]] == ["work"]


def test_an_option_before_approve_is_not_lost(project: Path, run: Run) -> None:
    run("sync", "--no-translate")
    accept_all(project / "locales/es/a.po")
    run("sync", "--no-translate")
    before = (project / "locales/es/ledger.jsonl").read_bytes()
    result = run("review", "--as", "Ana", "approve", "source")
    assert result.code == 2
    assert "stand after its name" in result.err
    assert (project / "locales/es/ledger.jsonl").read_bytes() == before


def test_recovering_says_what_each_locale_has(project: Path, run: Run) -> None:
    run("sync", "--no-translate", "--to", "es", "--to", "fr")
    accept_all(project / "locales/es/a.po")
    run("sync", "--no-translate", "--to", "es")
    (project / "locales/es/a.po").unlink()
    result = run("recover", "source/a.md", "--to", "es", "--to", "fr")
    assert result.code == 2
    assert "locales/es/a.po: brought back" in result.out
    assert "locales/fr/a.po: the journal has no version" in result.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_behind_stdout(project: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-c", "import localize.cli; localize.cli.main()", "status"],
            cwd=project,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (5, "localize: No space left on device\n")


BROKEN_OFF = """\
import sys, localize.cli
class Broken:
    def find_spec(self, name, *_):
        if name == "typer":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Broken())
localize.cli.main()
"""


def test_broken_off_before_it_began() -> None:
    done = subprocess.run(
        [sys.executable, "-c", BROKEN_OFF], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr == "localize: interrupted; what was finished is saved\n"
