"""`review`, `export` and `import`, `tm`, `history`, `recover`: what people decide comes in, and nothing stale does."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import polib
import pytest
from tests.cli.conftest import Run, snapshot
from tests.cli.po import accept, accept_all, entries, fuzzy, type_fuzzy

from localize.model import digest, unit_id

ARTICLE = "Take 5 mg.\n\nDrink **much** water.\n"
DOSE, WATER = "Take 5 mg.", "Drink **much** water."


@pytest.fixture
def po(project: Path, run: Run) -> Path:
    (project / "localize.toml").write_text('target_locales = ["es"]\n')
    (project / "source/a.md").write_text(ARTICLE)
    assert run("sync", "--no-translate").code == 0
    path = project / "locales/es/a.po"
    type_fuzzy(path, DOSE, "Tome 5 mg.")
    type_fuzzy(path, WATER, "Beba **mucha** agua.")
    assert run("sync", "--no-translate").code == 0
    return path


def decision(source: str, old: str, action: str = "accept", **changes: Any) -> dict[str, Any]:
    return {
        "unit": unit_id(source),
        "article": "source/a.md",
        "locale": "es",
        "source_sha256": digest(source),
        "target_sha256": digest(old),
        "action": action,
        "target": old,
        "comment": "",
        "who": "Ana <ana@example.org>",
        "when": "2026-05-07T12:00:00+00:00",
        **changes,
    }


def decisions(project: Path, *given: dict[str, Any]) -> str:
    path = project / "decisions.json"
    path.write_text(
        json.dumps({"kind": "localize-decisions", "version": 1, "decisions": list(given)})
    )
    return str(path)


def test_the_page(project: Path, run: Run, po: Path) -> None:
    before = snapshot(project)
    result = run("review", "--out", "page.html")
    assert (result.code, result.out) == (0, "page.html\n")
    page = (project / "page.html").read_text()
    assert "Tome 5 mg." in page
    assert "Content-Security-Policy" in page
    assert {k: v for k, v in snapshot(project).items() if k != "page.html"} == before
    assert run("review").out == "review.html\n"


def test_the_page_of_a_project_with_a_broken_article(project: Path, run: Run, po: Path) -> None:
    (project / "source/b.md").write_bytes(b"\xff")
    result = run("review")
    assert result.code == 4
    assert "source/b.md:1: not UTF-8" in result.err
    assert "Tome 5 mg." in (project / "review.html").read_text()


def test_accepting(project: Path, run: Run, po: Path) -> None:
    result = run(
        "review", "apply", decisions(project, decision(DOSE, "Tome 5 mg.")), "--format", "json"
    )
    assert result.code == 0
    assert set(result.json) == {"taken", "written", "refused", "errors"}
    assert (result.json["taken"], result.json["written"]) == (1, ["locales/es/a.po"])
    assert not fuzzy(entries(po)[DOSE])
    assert fuzzy(entries(po)[WATER])
    ledger = (project / "locales/es/ledger.jsonl").read_text()
    assert "Ana <ana@example.org>" in ledger
    history = run("history", unit_id(DOSE), "--format", "json").json["history"]
    assert [h["event"] for h in history] == ["edited", "reviewed"]
    assert history[-1]["who"] == "Ana <ana@example.org>"
    assert set(history[0]) == {
        "unit", "locale", "article", "event", "at", "who", "role", "with", "source", "target"
    }  # fmt: skip
    assert "Ana <ana@example.org> (reviewer)" in run("history", unit_id(DOSE)[:6]).out


def test_editing_rejecting_commenting(project: Path, run: Run, po: Path) -> None:
    accept(po, {DOSE: "Tome 5 mg."})
    run("sync", "--no-translate")
    result = run(
        "review",
        "apply",
        decisions(
            project,
            decision(DOSE, "Tome 5 mg.", "reject", comment="¿Usted?"),
            decision(WATER, "Beba **mucha** agua.", "edit", target="Beba **bastante** agua."),
        ),
        "--as",
        "Nobody",
    )
    assert (result.code, result.err) == (0, "2 taken, 0 refused\n")
    assert result.out == "locales/es/a.po\n"
    assert fuzzy(entries(po)[DOSE])
    assert entries(po)[DOSE].msgstr == "Tome 5 mg."
    assert "¿Usted?" in entries(po)[DOSE].tcomment
    assert entries(po)[WATER].msgstr == "Beba **bastante** agua."
    assert fuzzy(entries(po)[WATER])


def test_ignoring_a_finding_by_a_comment(project: Path, run: Run, po: Path) -> None:
    accept(po, {DOSE: "Tome 50 mg."})
    run("sync", "--no-translate")
    assert run("check").code == 1
    asked = "localize-ignore: quantity the leaflet says so"
    given = decision(DOSE, "Tome 50 mg.", "comment", comment=f"¿Seguro?\n{asked}")
    assert run("review", "apply", decisions(project, given)).code == 0
    assert f"{asked} (Ana <ana@example.org>) [" in entries(po)[DOSE].tcomment
    result = run("check", "--format", "json")
    assert result.code == 0
    (finding,) = result.json["findings"]
    assert finding["ignored"] == "the leaflet says so (Ana <ana@example.org>)"
    accept(po, {DOSE: "Tome 500 mg."})
    assert run("check").code == 1


STALE = {
    "another source": ({"source_sha256": digest("x")}, "the source changed after the decision"),
    "another target": (
        {"target_sha256": digest("x")},
        "the translation changed after the decision",
    ),
    "no such text": ({"unit": unit_id("x")}, "the article no longer has this text"),
    "no such article": ({"article": "source/b.md"}, "the project has no such article"),
    "no such locale": ({"locale": "fr"}, "not a locale of this project"),
    "nothing to accept": ({"target": " "}, "there is no translation to accept"),
}


@pytest.mark.parametrize("case", STALE)
def test_refusals(project: Path, run: Run, po: Path, case: str) -> None:
    changes, reason = STALE[case]
    given = decisions(
        project,
        decision(DOSE, "Tome 5 mg.", **changes),
        decision(WATER, "Beba **mucha** agua."),
    )
    result = run("review", "apply", given, "--format", "json")
    assert result.code == 1
    assert result.json["taken"] == 1
    [refused] = result.json["refused"]
    assert refused["reason"] == reason
    assert f"refused: {reason}" in result.err
    assert fuzzy(entries(po)[DOSE])
    assert not fuzzy(entries(po)[WATER])


def test_decisions_about_a_broken_catalog(project: Path, run: Run, po: Path) -> None:
    po.write_text(po.read_text() + 'msgid "x\n')
    before = po.read_bytes()
    result = run("review", "apply", decisions(project, decision(DOSE, "Tome 5 mg.")))
    assert result.code == 4
    assert "locales/es/a.po:" in result.err
    assert po.read_bytes() == before


def test_approving(project: Path, run: Run, po: Path) -> None:
    run("review", "apply", decisions(project, decision(DOSE, "Tome 5 mg.")))
    result = run("review", "approve", "source/a.md", "--as", "Luz", "--role", "clinician")
    assert (result.code, result.err) == (0, "1 unit approved\n")
    again = run("review", "approve", "source", "--as", "Luz", "--quiet")
    assert (again.code, again.err) == (0, "")
    [row] = run("status", "--format", "json").json["articles"]
    assert row["approved"] == 1
    (project / "source/b.md").write_bytes(b"\xff")
    assert run("review", "approve", "source", "--as", "Luz").code == 4


@pytest.mark.parametrize("kind", ["xliff", "xliff2", "csv"])
def test_a_round_trip_changes_nothing(project: Path, run: Run, po: Path, kind: str) -> None:
    before = po.read_bytes()
    result = run("export", "--as", kind, "--to", "es", "--out", "x.out")
    assert (result.code, result.out) == (0, "x.out\n")
    assert run("export", "--as", kind).out.replace("\r\n", "\n") == (project / "x.out").read_text()
    back = run("import", "x.out", "--as", kind, "--format", "json")
    assert back.code == 0
    assert (back.json["taken"], back.json["refused"]) == (0, [])
    assert po.read_bytes() == before


@pytest.mark.parametrize("kind", ["xliff", "xliff2"])
def test_a_tool_that_translates_what_stands_in_the_target(
    project: Path, run: Run, kind: str
) -> None:
    """OmegaT leaves alone, and so unseen, what has no target."""
    (project / "localize.toml").write_text('target_locales = ["es"]\n')
    (project / "source/a.md").write_text("Drink **water**.\n\nRest.\n")
    run("sync", "--no-translate")
    assert "<target" not in run("export", "--as", kind).out
    filled = run("export", "--as", kind, "--fill").out
    before, after = filled.rsplit("Rest.", 1)
    (project / "x.xlf").write_text(f"{before}Descanse.{after}")
    back = run("import", "x.xlf", "--as", kind, "--format", "json")
    assert (back.json["taken"], back.json["refused"]) == (1, [])
    found = entries(project / "locales/es/a.po")
    assert (found["Rest."].msgstr, found["Drink **water**."].msgstr) == ("Descanse.", "")


def test_a_spreadsheet_comes_back(project: Path, run: Run, po: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("export", "--as", "csv").out.lstrip("\ufeff"))))
    assert [row["source"] for row in rows] == [
        f"'{DOSE}",
        WATER,
    ]  # a spreadsheet could take it for a date
    rows[0]["target"], rows[0]["state"] = "Tome 5 mg ya.", "reviewed"
    rows[1]["target"] = "Beba."
    rows[1]["source_sha256"] = digest("something else")
    stray = rows[0] | {"article": "source/zzz.md"}
    with (project / "x.csv").open("w", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows([*rows, stray])
    result = run("import", "x.csv", "--as", "csv", "--who", "Luis", "--format", "json")
    assert result.code == 1
    assert result.json["taken"] == 1
    assert len(result.json["refused"]) == 2
    assert "no such article" in result.err
    assert (entries(po)[DOSE].msgstr, fuzzy(entries(po)[DOSE])) == ("Tome 5 mg ya.", False)
    assert entries(po)[WATER].msgstr == "Beba **mucha** agua."
    assert "Luis" in (project / "locales/es/ledger.jsonl").read_text()


def test_nothing_is_exported_of_what_cannot_be_read(project: Path, run: Run, po: Path) -> None:
    po.write_text(po.read_text() + 'msgid "x\n')
    result = run("export", "--as", "csv", "--out", "x.csv")
    assert result.code == 4
    assert not (project / "x.csv").exists()
    bad = run("import", "x.csv", "--as", "csv")
    assert bad.code == 4


def test_importing_into_a_broken_catalog(project: Path, run: Run, po: Path) -> None:
    run("export", "--as", "csv", "--out", "x.csv")
    po.write_text(po.read_text() + 'msgid "x\n')
    before = po.read_bytes()
    result = run("import", "x.csv", "--as", "csv", "--format", "json")
    assert result.code == 4
    assert result.json["errors"][0]["file"] == "locales/es/a.po"
    assert po.read_bytes() == before


def test_the_memory_goes_round(
    project: Path, run: Run, po: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    accept(po, {DOSE: "Tome 5 mg."})
    run("sync", "--no-translate")
    result = run("tm", "export", "--out", "memory.tmx")
    assert result.code == 0
    assert "1 translation; 0 left out" in result.err
    assert "Tome 5 mg." in run("tm", "export").out
    other = tmp_path_factory.mktemp("other")
    (other / "source").mkdir()
    (other / "source/b.md").write_text(ARTICLE)
    taken = run("tm", "import", str(project / "memory.tmx"), "--to", "es", cwd=other)
    assert (taken.code, taken.err) == (0, "1 translation to draw on\n")
    synced = run("sync", "--to", "es", "--format", "json", cwd=other)
    assert synced.code == 5  # no model for the other one
    assert synced.json["articles"][0]["reused"] == 1
    entry = entries(other / "locales/es/b.po")[DOSE]
    assert (entry.msgstr, fuzzy(entry)) == ("Tome 5 mg.", True)
    wrong = run("tm", "import", str(project / "memory.tmx"), "--to", "fr", cwd=other)
    assert wrong.code == 2
    assert "nothing in it from en to fr" in wrong.err
    (project / "source/z.md").write_bytes(b"\xff")
    assert run("tm", "export").code == 4


def test_recovering(project: Path, run: Run, po: Path) -> None:
    accept(po, {DOSE: "Tome 5 mg.", WATER: "Beba **mucha** agua."})
    run("sync", "--no-translate")
    saved = po.read_bytes()
    listed = run("recover")
    assert listed.code == 0
    assert listed.out.splitlines()[0].split() == ["saved", "(UTC)", "locale", "article"]
    assert "es      source/a.md" in listed.out
    accept(po, {WATER: "Ups"})
    spoilt = po.read_bytes()
    dry = run("recover", "source/a.md", "--dry-run")
    assert dry.code == 0
    assert "would bring back" in dry.out
    assert po.read_bytes() == spoilt
    done = run("recover", "source/a.md", "--at", "2999-01-01")
    assert done.code == 0
    assert "Beba **mucha** agua." in done.out
    assert entries(po)[WATER].msgstr == "Beba **mucha** agua."
    po.unlink()
    assert run("recover", "source/a.md").code == 0
    assert entries(po)[DOSE].msgstr == "Tome 5 mg."
    assert saved
    early = run("recover", "source/a.md", "--at", "2001-01-01T00:00")
    assert early.code == 2
    assert "the journal has no version of 2001-01-01" in early.err


def test_recovering_what_was_never_saved(project: Path, run: Run) -> None:
    (project / "source/a.md").write_text(ARTICLE)
    result = run("recover", "source/a.md", "--to", "es")
    assert result.code == 2
    assert "journal" in result.err


def test_a_tmx_that_cannot_be_kept(project: Path, run: Run, po: Path) -> None:
    accept_all(po)
    run("sync", "--no-translate")
    run("tm", "export", "--out", "memory.tmx")
    (project / ".localize/memory").write_text("in the way")
    result = run("tm", "import", "memory.tmx")
    assert result.code == 5
    assert "cannot be written" in result.err


def test_the_page_marks_what_matters(project: Path, run: Run) -> None:
    """Numbers, units, negations and terms on both sides, findings and history beside them."""
    from localize.pipeline import reviewing
    from localize.pipeline.project import Project
    from localize.review import MarkKind

    (project / "glossary").mkdir()
    (project / "glossary/g.csv").write_text(
        "term,treatment,match,es\nketamine,translate,nocase,ketamina\nBDNF,keep,case,\nrisk,translate,nocase,\n"
    )
    source, target = "Do not take 5 mg of ketamine: BDNF risk.", "No tome 50 mg de ketamina: BDNF."
    (project / "source/a.md").write_text(f"{source}\n\nOther.\n")
    run("sync", "--to", "es", "--no-translate")
    po = project / "locales/es/a.po"
    accept(po, {source: target})
    run("sync", "--to", "es", "--no-translate")
    errors: list[Any] = []
    first, other = reviewing.rows(Project.open(project, ["es"]), errors)
    assert errors == []

    def shown(marks: Any, text: str) -> set[tuple[MarkKind, str]]:
        return {(m.kind, text[m.start : m.end]) for m in marks}

    assert {
        (MarkKind.NUMBER, "5"),
        (MarkKind.UNIT, "mg"),
        (MarkKind.TERM, "ketamine"),
        (MarkKind.TERM, "BDNF"),
        (MarkKind.TERM, "risk"),
    } <= {(kind, text.strip()) for kind, text in shown(first.source_marks, source)}
    assert {(MarkKind.TERM, "ketamina"), (MarkKind.TERM, "BDNF")} <= shown(
        first.target_marks, target
    )
    assert any(kind is MarkKind.NEGATION for kind, _ in shown(first.target_marks, target))
    assert [f.severity for f in first.findings if f.severity == "critical"]
    assert [event.what for event in first.history] == ["reviewed"]
    assert other.target_marks == ()
    po.write_text(po.read_text() + 'msgid "x\n')
    assert run("review", "approve", "source", "--to", "es", "--as", "Luz").code == 4
    assert run("review", "--to", "es").code == 4


def test_a_project_with_several_target_locales_exports_one(
    project: Path, run: Run, po: Path
) -> None:
    (project / "localize.toml").write_text('target_locales = ["es", "fr"]\n')
    assert run("export", "--as", "csv").code == 2
    assert "Tome 5 mg." in run("export", "--as", "csv", "--to", "es").out
    assert "Tome 5 mg." not in run("export", "--as", "csv", "--to", "fr").out


@pytest.mark.parametrize(("reviewer", "waits"), [("Luz", True), ("", True), ("Ana", False)])
def test_an_approval_that_makes_no_second_person_says_so(
    project: Path, run: Run, reviewer: str, waits: bool
) -> None:
    (project / "source/a.md").write_text("Take 5 mg.\n")
    run("sync", "--to", "es", "--no-translate")
    path = project / "locales/es/a.po"
    accept(path, {"Take 5 mg.": "Tome 5 mg."})
    catalog = polib.pofile(str(path))
    catalog.metadata["Last-Translator"] = reviewer
    catalog.save()
    run("sync", "--to", "es", "--no-translate")
    result = run("review", "approve", "source/a.md", "--to", "es", "--as", "Luz")
    assert result.code == 0
    assert ("still wait for a second person" in result.err) is waits


def test_who_approves_is_known_to_git(
    project: Path,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    home = tmp_path_factory.mktemp("approver")
    (home / ".gitconfig").write_text("[user]\n\tname = Reviewer Two\n\temail = two@example.org\n")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home))
    (project / "source/a.md").write_text("Take 5 mg.\n")
    run("sync", "--to", "es", "--no-translate")
    path = project / "locales/es/a.po"
    path.write_text(path.read_text().replace('mg."\nmsgstr ""', 'mg."\nmsgstr "Tome 5 mg."'))
    run("sync", "--to", "es", "--no-translate")
    assert run("review", "approve", "source/a.md", "--to", "es").code == 0
    assert "Reviewer Two <two@example.org>" in (project / "locales/es/ledger.jsonl").read_text()
