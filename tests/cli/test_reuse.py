"""Accepted translations elsewhere: drafts, reviewed where the project says so, near ones as suggestions."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Run
from tests.cli.po import accept, entries, fuzzy

from localize.errors import WriteError

LONG = "The patient should drink a glass of water in the evening."


@pytest.fixture
def accepted(project: Path, run: Run) -> Path:
    (project / "localize.toml").write_text('target_locales = ["es"]\n')
    (project / "source/a.md").write_text(f"{LONG}\n")
    run("sync", "--no-translate")
    accept(project / "locales/es/a.po", {LONG: "El paciente debe beber un vaso de agua."})
    run("sync", "--no-translate")
    return project


@pytest.mark.parametrize("reuse", ["draft", "reviewed"])
def test_the_same_text_elsewhere(accepted: Path, run: Run, reuse: str) -> None:
    with (accepted / "localize.toml").open("a") as stream:
        stream.write(f'[translate]\nreuse = "{reuse}"\n')
    (accepted / "source/b.md").write_text(f"{LONG}\n")
    result = run("sync", "--format", "json")
    assert result.code == 0  # no engine was needed
    [row] = [row for row in result.json["articles"] if row["article"] == "source/b.md"]
    assert (row["drafted"], row["reused"]) == (1, 1)
    entry = entries(accepted / "locales/es/b.po")[LONG]
    assert entry.msgstr == "El paciente debe beber un vaso de agua."
    assert fuzzy(entry) == (reuse == "draft")


def test_a_near_text_is_only_a_suggestion(accepted: Path, run: Run) -> None:
    near = LONG.replace("patient should", "patients should")
    (accepted / "source/b.md").write_text(f"{near}\n")
    assert run("sync").code == 5  # no model
    entry = entries(accepted / "locales/es/b.po")[near]
    assert entry.msgstr == ""
    assert "El paciente debe beber un vaso de agua." in entry.tcomment
    assert "% like" in entry.tcomment


def test_what_the_ledger_cannot_learn_now_it_learns_next_time(
    accepted: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from localize.catalog import Workspace

    (accepted / "source/b.md").write_text("Water.\n")
    run("sync", "--no-translate")
    accept(accepted / "locales/es/b.po", {"Water.": "Agua."})

    def full(_: object) -> None:
        raise WriteError("cannot be written: No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Workspace, "flush", full)
        result = run("sync", "--no-translate", "--format", "json")
        assert result.code == 5
        assert result.json["errors"][0]["kind"] == "work"
        assert len(result.json["articles"]) == 2
    ledger = accepted / "locales/es/ledger.jsonl"
    assert '"b.md"' not in ledger.read_text()
    assert run("sync", "--no-translate").code == 0
    assert '"b.md"' in ledger.read_text()
    with monkeypatch.context() as patched:
        patched.setattr(Workspace, "flush", full)
        assert run("build").code == 5
    assert (accepted / "build/es/b.md").read_text() == "Agua.\n"


def test_a_unit_that_breaks_the_structure_is_told(project: Path, run: Run) -> None:
    (project / "source/a.md").write_text("Run `x` now.\n")
    run("sync", "--to", "es", "--no-translate")
    accept(project / "locales/es/a.po", {"Run `x` now.": "Corra y."})
    result = run("build", "--to", "es", "--fallback", "source")
    assert result.code == 0
    assert "locales/es/a.po:" in result.err
    assert "critical: " in result.err
    assert "`x`" in result.err
