"""`glossary`: what is wrong, what is missing, and to other tools and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Run

GOOD = "term,treatment,match,es,note\nketamine,translate,nocase,ketamina,\nBDNF,keep,case,,\n"


@pytest.fixture(autouse=True)
def _glossary(project: Path) -> None:
    (project / "localize.toml").write_text('target_locales = ["es"]\n')
    (project / "glossary").mkdir()
    (project / "glossary/terms.csv").write_text(GOOD)
    (project / "source/a.md").write_text(
        "Ketamine raises BDNF.\n\nThe NMDA receptor and NMDA again, and NMDA.\n"
    )


def test_check_of_a_good_one(run: Run) -> None:
    result = run("glossary", "check")
    assert (result.code, result.out) == (0, "")


def test_check_of_a_bad_one(project: Path, run: Run) -> None:
    (project / "glossary/terms.csv").write_text(GOOD + "BDNF,translate,case,FNDC,\n")
    result = run("glossary", "check", "--format", "json")
    assert result.code == 1
    problems = [p for p in result.json["problems"] if p["line"] == 4]
    assert {p["file"] for p in problems} == {"glossary/terms.csv"}
    assert "glossary/terms.csv:4" in run("glossary", "check").out


def test_an_unused_row_is_told_and_harmless(project: Path, run: Run) -> None:
    (project / "glossary/terms.csv").write_text(GOOD + "zebra,translate,nocase,cebra,\n")
    result = run("glossary", "check", "--format", "json")
    assert result.code == 0
    assert [p["kind"] for p in result.json["problems"]] == ["unused"]


def test_check_with_an_article_that_cannot_be_read(project: Path, run: Run) -> None:
    (project / "source/b.md").write_bytes(b"\xff")
    assert run("glossary", "check").code == 4
    assert run("glossary", "find").code == 4


def test_find(run: Run) -> None:
    result = run("glossary", "find", "--format", "json")
    assert result.code == 0
    found = {c["term"]: c for c in result.json["candidates"]}
    assert found["NMDA"]["count"] == 3
    assert "BDNF" not in found
    text = run("glossary", "find")
    assert text.out.splitlines()[0].split()[:3] == ["term", "kind", "times"]


@pytest.mark.parametrize("form", ["csv", "tbx", "tbx2"])
def test_round_trip(project: Path, run: Run, form: str) -> None:
    name = f"x.{form.rstrip('2')}"
    out = run("glossary", "export", "--as", form, "--out", name)
    assert (out.code, out.out) == (0, f"{name}\n")
    again = run("glossary", "import", name)
    assert again.code == 0
    assert "0 rows added, 2 known, 0 left out" in again.err
    (project / "glossary/terms.csv").unlink()
    fresh = run("glossary", "import", name)
    assert "2 rows added, 0 known" in fresh.err
    assert "ketamina" in (project / "glossary/imported.csv").read_text()


def test_rows_that_contradict_are_not_taken(project: Path, run: Run) -> None:
    (project / "other.csv").write_text("term,treatment,match,es\nBDNF,translate,case,FNDC\n")
    result = run("glossary", "import", "other.csv")
    assert result.code == 1
    assert "glossary/terms.csv:3: BDNF: other.csv says otherwise (line 2)" in result.err
    assert not (project / "glossary/imported.csv").exists()


def test_import_of_nothing(project: Path, run: Run) -> None:
    result = run("glossary", "import", "missing.csv")
    assert result.code == 2
    assert "missing.csv: no such file" in result.err
    (project / "other.csv").write_text("term,treatment,match,es\nzebra,translate,case,cebra\n")
    (project / "glossary/imported.csv").mkdir()
    blocked = run("glossary", "import", "other.csv")
    assert blocked.code in (2, 5)
    assert "imported.csv" in blocked.err
