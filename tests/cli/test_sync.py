"""`sync`: what it writes, when it writes nothing, and what it says."""

from __future__ import annotations

import os
import time
from pathlib import Path

import polib
import pytest
from tests.cli.conftest import Run, snapshot
from tests.cli.po import accept, entries, fuzzy, obsolete, type_fuzzy

from localize.pipeline.project import Project

ARTICLE = """\
---
title: Ketamine
date: 2026-05-07
---

# Ketamine

Take 5 mg of ketamine.

- One
- Two

Take 5 mg of ketamine.

## Later

Drink water.
"""

TEXTS = ["Ketamine", "Take 5 mg of ketamine.", "One", "Two", "Later", "Drink water."]

KEYS = {
    "article",
    "locale",
    "file",
    "units",
    "untranslated",
    "draft",
    "edited",
    "reviewed",
    "stale",
    "obsolete",
    "written",
    "drafted",
    "reused",
    "protected",
    "flagged",
}


@pytest.fixture
def po(project: Path) -> Path:
    return project / "locales/es/a.po"


@pytest.fixture
def synced(project: Path, run: Run, po: Path) -> Path:
    (project / "source/a.md").write_text(ARTICLE)
    assert run("sync", "--to", "es", "--no-translate").code == 0
    return po


def test_only_a_source_folder(project: Path, run: Run, synced: Path) -> None:
    found = polib.pofile(str(synced))
    assert [entry.msgid for entry in found] == TEXTS
    assert not any(entry.msgstr for entry in found)
    assert found.metadata["Language"] == "es"
    assert found.metadata["Plural-Forms"].startswith("nplurals=")
    assert found.metadata["X-Generator"].startswith("Localize")
    assert "charset=UTF-8" in found.metadata["Content-Type"]
    template = polib.pofile(str(project / "locales/templates/a.pot"))
    assert [entry.msgid for entry in template] == TEXTS
    assert [entry.comment for entry in template] == [entry.comment for entry in found]
    assert not (project / "localize.toml").exists()


def test_duplicates_are_one_entry_with_its_places(synced: Path) -> None:
    twice = entries(synced)["Take 5 mg of ketamine."]
    assert {name for name, _ in twice.occurrences} == {"source/a.md"}
    title = entries(synced)["Ketamine"]
    assert "front matter: title" in title.comment
    assert "heading" in title.comment
    assert "Later (paragraph)" in entries(synced)["Drink water."].comment
    assert 'Take 5 mg of ketamine."\nmsgstr' in synced.read_text()


def test_a_second_sync_writes_nothing_and_starts_no_engine(
    project: Path, run: Run, synced: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept(synced, {text: f"«{text}»" for text in TEXTS})
    assert run("sync", "--to", "es").code == 0
    before = _still(project)

    def started(*_: object) -> None:
        raise AssertionError("an engine was started")

    monkeypatch.setattr(Project, "engine", started)
    again = run("sync", "--to", "es")
    assert (again.code, again.out) == (0, "")
    assert "0 files written; 1 unchanged" in again.err
    assert _still(project) == before
    # Not even without what it remembers of the last time.
    (project / ".localize/stamps.json").unlink()
    assert run("sync", "--to", "es").code == 0
    stamps = ".localize/stamps.json"
    assert _still(project) | {stamps: before[stamps]} == before


def _still(project: Path) -> dict[str, tuple[bytes, int]]:
    """All files but the lock, which says whose turn it is."""
    return {k: v for k, v in snapshot(project).items() if k != ".localize/lock"}


@pytest.mark.parametrize("option", ["--check", "--dry-run"])
def test_check_and_dry_run_write_nothing(project: Path, run: Run, option: str) -> None:
    (project / "source/a.md").write_text(ARTICLE)
    before = snapshot(project)
    folders = sorted(p.name for p in project.iterdir())
    result = run("sync", "--to", "es", option, "--format", "json")
    assert result.code == (3 if option == "--check" else 0)
    assert "locales/es/a.po" in result.json["written"]
    assert snapshot(project) == before
    assert sorted(p.name for p in project.iterdir()) == folders


def test_check_of_what_is_up_to_date(run: Run, synced: Path) -> None:
    accept(synced, {text: text for text in TEXTS})
    run("sync", "--to", "es")
    result = run("sync", "--to", "es", "--check")
    assert (result.code, result.out) == (0, "")


def test_check_where_something_would_be_drafted(run: Run, synced: Path) -> None:
    result = run("sync", "--to", "es", "--check", "--engine", "pseudo")
    assert result.code == 3
    assert "1 file would change" in result.err
    assert run("sync", "--to", "es", "--check", "--no-translate").code == 0


def test_check_where_no_model_would_draft_it(run: Run, synced: Path) -> None:
    result = run("sync", "--to", "es", "--check")
    assert (result.code, "0 files would change" in result.err) == (0, True)


def test_json(project: Path, run: Run) -> None:
    (project / "source/a.md").write_text(ARTICLE)
    result = run("sync", "--to", "es", "--to", "fr", "--engine", "pseudo", "--format", "json")
    assert set(result.json) == {"articles", "written", "recorded", "errors", "summary"}
    first, second = result.json["articles"]
    assert set(first) == KEYS
    assert (first["article"], first["locale"], first["file"]) == (
        "source/a.md",
        "es",
        "locales/es/a.po",
    )
    assert (first["units"], first["draft"], first["drafted"]) == (6, 6, 6)
    assert second["locale"] == "fr"
    assert result.json["written"] == [
        "locales/templates/a.pot",
        "locales/es/a.po",
        "locales/fr/a.po",
    ]
    assert result.json["summary"]["draft"] == 12
    assert result.json["errors"] == []


def test_text_and_quiet(project: Path, run: Run) -> None:
    (project / "source/a.md").write_text(ARTICLE)
    result = run("sync", "--to", "es", "--engine", "pseudo")
    header, row = result.out.splitlines()
    assert header.split()[:4] == ["article", "locale", "units", "drafted"]
    assert row.split()[:4] == ["source/a.md", "es", "6", "6"]
    assert "2 files written" in result.err
    assert "drafted (0 reused" in result.err
    (project / "source/a.md").write_text(ARTICLE + "\nMore of it.\n")
    assert run("sync", "--to", "es", "--engine", "pseudo", "--quiet").err == ""


PATHS = {
    "an article": ("source/a.md", {"a.md"}),
    "a folder": ("source/guide", {"guide/b.md", "guide/deep/c.txt"}),
    "a folder with a slash": ("source/guide/", {"guide/b.md", "guide/deep/c.txt"}),
    "all": ("source", {"a.md", "guide/b.md", "guide/deep/c.txt"}),
    "dots": ("./source/../source/a.md", {"a.md"}),
}


@pytest.fixture
def tree(project: Path) -> Path:
    for path in ("a.md", "guide/b.md", "guide/deep/c.txt", ".hidden/x.md", "guide/.x.md", "no.rst"):
        (project / "source" / path).parent.mkdir(parents=True, exist_ok=True)
        (project / "source" / path).write_text("Some text.\n")
    return project


@pytest.mark.parametrize("case", PATHS)
def test_paths(tree: Path, run: Run, case: str) -> None:
    given, expected = PATHS[case]
    result = run("sync", given, "--to", "es", "--no-translate", "--format", "json")
    assert {row["article"] for row in result.json["articles"]} == {f"source/{p}" for p in expected}
    written = {str(p.relative_to(tree / "locales/es")) for p in tree.glob("locales/es/**/*.po")}
    assert written == {str(Path(p).with_suffix(".po")) for p in expected}


def test_paths_from_within_the_project(tree: Path, run: Run) -> None:
    (tree / "localize.toml").write_text('target_locales = ["es"]\n')
    result = run("sync", "b.md", "--no-translate", cwd=tree / "source/guide")
    assert result.code == 0
    assert result.out.splitlines()[1].split()[0] == "source/guide/b.md"
    assert run("sync", str(tree / "source/a.md"), "--no-translate", cwd=tree / "source").code == 0


@pytest.mark.parametrize("path", ["../x.md", "locales", "/etc/passwd", "source/../locales/es"])
def test_a_path_outside_the_source_folder(tree: Path, run: Run, path: str) -> None:
    result = run("sync", path, "--to", "es")
    assert result.code == 2
    assert path in result.err
    assert "not below source/" in result.err


@pytest.mark.parametrize("path", ["source/missing.md", "source/no.rst", "source/gui"])
def test_a_path_that_is_no_article(tree: Path, run: Run, path: str) -> None:
    result = run("sync", path, "--to", "es")
    assert result.code == 2
    assert f"{path}: no article there" in result.err


def test_include_and_exclude(tree: Path, run: Run) -> None:
    (tree / "localize.toml").write_text('include = ["**/*.rst", "guide/*"]\nexclude = ["**/b.*"]\n')
    result = run("sync", "--to", "es", "--no-translate", "--format", "json")
    assert [row["article"] for row in result.json["articles"]] == ["source/no.rst"]


@pytest.mark.parametrize("name", ["guide", "guide/", "guide/**"])
def test_a_folder_is_excluded_by_its_name(tree: Path, run: Run, name: str) -> None:
    (tree / "localize.toml").write_text(f'exclude = ["{name}"]\n')
    result = run("status", "--to", "es", "--format", "json")
    found = {row["article"] for row in result.json["articles"]}
    assert found
    assert not any(article.startswith("source/guide/") for article in found)


def test_no_article_at_all_is_said(project: Path, run: Run) -> None:
    result = run("sync", "--to", "es")
    assert result.code == 0
    assert "no articles" in result.err
    assert "**/*.md" in result.err


def test_what_looks_like_an_article_and_is_none_is_said(tree: Path, run: Run) -> None:
    (tree / "source/page.mdx").write_text("Some text.\n")
    (tree / "source/guide/more.mdx").write_text("More text.\n")
    result = run("sync", "--to", "es", "--no-translate")
    assert result.code == 0
    assert "source/guide/more.mdx is passed over, and 1 more" in result.err
    assert '"**/*.mdx"' in result.err
    (tree / "localize.toml").write_text('exclude = ["**/*.mdx"]\n')
    assert "passed over" not in run("sync", "--to", "es", "--no-translate").err
    (tree / "localize.toml").write_text('include = ["**/*.md", "**/*.mdx"]\n')
    result = run("sync", "--to", "es", "--no-translate", "--format", "json")
    assert "passed over" not in result.err
    assert "source/page.mdx" in {row["article"] for row in result.json["articles"]}


def test_locales_of_the_configuration(project: Path, run: Run) -> None:
    (project / "localize.toml").write_text('target_locales = ["fr", "es"]\n')
    (project / "source/a.md").write_text("Some text.\n")
    rows = run("sync", "--no-translate", "--format", "json").json["articles"]
    assert [row["locale"] for row in rows] == ["fr", "es"]
    rows = run("sync", "--no-translate", "--format", "json", "--to", "de").json["articles"]
    assert [row["locale"] for row in rows] == ["de"]


def test_a_project_elsewhere(
    project: Path, run: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (project / "source/a.md").write_text("Some text.\n")
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    result = run("sync", "--project", str(project), "--to", "es", "--no-translate", cwd=elsewhere)
    assert result.code == 0
    assert (project / "locales/es/a.po").is_file()
    assert run("sync", "--to", "es", cwd=elsewhere).code == 2


def test_an_unknown_engine_is_refused_even_where_none_is_needed(run: Run, synced: Path) -> None:
    from localize.config import ENGINES
    from localize.pretranslate.engines import loading

    accept(synced, {text: text for text in TEXTS})
    result = run("sync", "--to", "es", "--engine", "deep")
    assert result.code == 2
    assert "unknown engine 'deep'\nChoose one of argos, pseudo." in result.err
    assert loading.NAMES == ENGINES


# What an author does


def test_an_inserted_paragraph_changes_no_other_entry(
    project: Path, run: Run, synced: Path
) -> None:
    accept(synced, {"Drink water.": "Bebe agua."})
    run("sync", "--to", "es", "--no-translate")
    before = synced.read_text().split("\n\n")
    source = project / "source/a.md"
    source.write_text(ARTICLE.replace("- One", "A new one.\n\n- One"))
    run("sync", "--to", "es", "--no-translate")
    after = synced.read_text().split("\n\n")
    new = [block for block in after if block not in before]
    assert len(new) == 1
    assert 'msgid "A new one."' in new[0]
    assert [block for block in before if block not in after] == []


def test_a_number_that_comes_back_is_accepted_again(project: Path, run: Run, synced: Path) -> None:
    source = project / "source/a.md"
    accept(synced, {"Take 5 mg of ketamine.": "Tome 5 mg de ketamina."})
    run("sync", "--to", "es", "--no-translate")
    source.write_text(ARTICLE.replace("5 mg", "50 mg"))
    run("sync", "--to", "es", "--no-translate")
    changed = entries(synced)["Take 50 mg of ketamine."]
    assert changed.msgstr != "Tome 5 mg de ketamina." or fuzzy(changed)
    source.write_text(ARTICLE)
    run("sync", "--to", "es", "--no-translate")
    back = entries(synced)["Take 5 mg of ketamine."]
    assert (back.msgstr, fuzzy(back)) == ("Tome 5 mg de ketamina.", False)


def test_a_changed_source_makes_it_stale(project: Path, run: Run, synced: Path) -> None:
    accept(synced, {"Drink water.": "Bebe agua."})
    run("sync", "--to", "es", "--no-translate")
    (project / "source/a.md").write_text(ARTICLE.replace("Drink water.", "Drink fresh water."))
    result = run("sync", "--to", "es", "--no-translate", "--format", "json")
    stale = entries(synced)["Drink fresh water."]
    assert (stale.msgstr, stale.previous_msgid, fuzzy(stale)) == (
        "Bebe agua.",
        "Drink water.",
        True,
    )
    assert result.json["summary"]["stale"] == 1
    assert "#| msgid" in synced.read_text()


def test_obsolete_and_revived(project: Path, run: Run, synced: Path) -> None:
    accept(synced, {"Two": "Dos", "One": "Uno"})
    run("sync", "--to", "es", "--no-translate")
    source = project / "source/a.md"
    source.write_text(ARTICLE.replace("- Two\n", ""))
    result = run("sync", "--to", "es", "--no-translate", "--format", "json")
    assert obsolete(synced)["Two"].msgstr == "Dos"
    assert "Two" not in entries(synced)
    assert result.json["articles"][0]["obsolete"] == 1
    assert result.json["articles"][0]["units"] == 5
    source.write_text(ARTICLE)
    run("sync", "--to", "es", "--no-translate")
    assert (entries(synced)["Two"].msgstr, fuzzy(entries(synced)["Two"])) == ("Dos", False)
    assert not obsolete(synced)


def test_a_moved_block_keeps_its_translation(project: Path, run: Run, synced: Path) -> None:
    accept(synced, {"Drink water.": "Bebe agua."})
    run("sync", "--to", "es", "--no-translate")
    body = ARTICLE.replace("\nDrink water.\n", "").replace(
        "# Ketamine\n", "# Ketamine\n\nDrink water.\n"
    )
    (project / "source/a.md").write_text(body)
    run("sync", "--to", "es", "--no-translate")
    assert (entries(synced)["Drink water."].msgstr, fuzzy(entries(synced)["Drink water."])) == (
        "Bebe agua.",
        False,
    )


def test_a_renamed_article_keeps_its_states(project: Path, run: Run, synced: Path) -> None:
    accept(synced, {text: f"«{text}»" for text in TEXTS if text != "Two"})
    type_fuzzy(synced, "Two", "Dos quizá")
    run("sync", "--to", "es", "--no-translate")
    (project / "source/guide").mkdir()
    (project / "source/a.md").rename(project / "source/guide/b.md")
    result = run("sync", "--to", "es", "--no-translate", "--format", "json")
    moved = entries(project / "locales/es/guide/b.po")
    assert moved["Drink water."].msgstr == "«Drink water.»"
    assert not fuzzy(moved["Drink water."])
    assert (moved["Two"].msgstr, fuzzy(moved["Two"])) == ("Dos quizá", True)
    assert result.json["summary"]["reviewed"] == 5
    assert result.json["summary"]["edited"] == 1
    assert not synced.exists()


# What a translator does


@pytest.mark.parametrize("engine", ["pseudo", ""])
def test_what_a_person_typed_is_never_overwritten(run: Run, synced: Path, engine: str) -> None:
    type_fuzzy(synced, "Drink water.", "Bebe agua, ¿no?")
    args = ("--engine", engine) if engine else ("--no-translate",)
    for _ in range(2):
        result = run("sync", "--to", "es", *args, "--format", "json")
        assert entries(synced)["Drink water."].msgstr == "Bebe agua, ¿no?"
        assert fuzzy(entries(synced)["Drink water."])
        assert result.json["summary"]["edited"] == 1


def test_drafts_are_fuzzy_and_an_edit_of_one_is_kept(run: Run, synced: Path) -> None:
    run("sync", "--to", "es", "--engine", "pseudo")
    draft = entries(synced)["Drink water."]
    assert fuzzy(draft)
    assert draft.msgstr not in ("", "Drink water.")
    assert "pseudo" in draft.comment
    type_fuzzy(synced, "Drink water.", draft.msgstr + " Sí.")
    run("sync", "--to", "es", "--engine", "pseudo")
    assert entries(synced)["Drink water."].msgstr == draft.msgstr + " Sí."


def test_a_translators_comment_stays(run: Run, synced: Path) -> None:
    po = polib.pofile(str(synced), wrapwidth=0)
    po[1].tcomment = "¿Es «tome» o «toma»?"
    po.save(str(synced))
    run("sync", "--to", "es", "--no-translate")
    assert polib.pofile(str(synced))[1].tcomment == "¿Es «tome» o «toma»?"


def test_people_are_recorded(run: Run, synced: Path, project: Path) -> None:
    accept(synced, {"Drink water.": "Bebe agua."})
    result = run("sync", "--to", "es", "--no-translate", "--format", "json")
    assert result.json["recorded"] == 1
    assert (project / "locales/es/ledger.jsonl").read_text().count("\n") >= 1
    accept(synced, {"One": "Uno", "Two": "Dos"})
    assert "2 reviews and edits recorded" in run("sync", "--to", "es", "--no-translate").err


def test_a_lost_po_file_is_made_again(run: Run, synced: Path) -> None:
    synced.unlink()
    assert run("sync", "--to", "es", "--no-translate").code == 0
    assert synced.is_file()


def test_a_changed_glossary_drafts_again_what_it_touches(
    project: Path, run: Run, synced: Path
) -> None:
    pseudo = ("sync", "--to", "es", "--engine", "pseudo", "--format", "json")
    run(*pseudo)
    type_fuzzy(synced, "Ketamine", "La ketamina")
    run(*pseudo)
    before = {source: entry.msgstr for source, entry in entries(synced).items()}
    (project / "glossary").mkdir()
    (project / "glossary/g.csv").write_text("term,treatment,match\nketamine,keep,nocase\n")
    result = run(*pseudo)
    assert result.json["articles"][0]["drafted"] == 1
    after = {source: entry.msgstr for source, entry in entries(synced).items()}
    dose = "Take 5 mg of ketamine."
    assert "ketamine" in after[dose]
    assert "ketamine" not in before[dose]
    assert after | {dose: ""} == before | {dose: ""}
    assert run(*pseudo).json["written"] == []


# Directives


def test_directives(project: Path, run: Run) -> None:
    (project / "source/a.md").write_text(
        """\
<!-- localize: context month -->
May

May

<!-- localize: note Address patients formally. -->
Ask your doctor.

<!-- localize: off -->
Not this.

Nor this.
<!-- localize: on -->

<!-- localize: skip -->
Skipped.

Shown. <!-- localize: note inline -->

<!-- localize: nonsense -->
End.
"""
    )
    result = run("sync", "--to", "es", "--no-translate")
    assert result.code == 0
    found = polib.pofile(str(project / "locales/es/a.po"))
    assert [(e.msgctxt, e.msgid) for e in found] == [
        ("month", "May"),
        (None, "May"),
        (None, "Ask your doctor."),
        (None, "Shown."),
        (None, "End."),
    ]
    assert "Note: Address patients formally." in found[2].comment
    assert "Note: inline" in found[3].comment
    assert "Note" not in found[4].comment
    assert "source/a.md:20: unknown directive 'nonsense'; known: off, on, skip" in result.err


def test_two_contexts_are_translated_apart(project: Path, run: Run) -> None:
    (project / "source/a.md").write_text("<!-- localize: context month -->\nMay\n\nMay\n")
    run("sync", "--to", "de", "--no-translate")
    path = project / "locales/de/a.po"
    po = polib.pofile(str(path))
    po[0].msgstr, po[1].msgstr = "Mai", "Darf"
    po.save(str(path))
    assert run("build", "--to", "de").code == 0
    text = (project / "build/de/a.md").read_text()
    assert text == "<!-- localize: context month -->\nMai\n\nDarf\n"


# Many articles


@pytest.mark.parametrize("count", [30])
def test_processes_do_the_same(
    project: Path, run: Run, count: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("other")
    (other / "source").mkdir()
    for root in (project, other):
        for i in range(count):
            (root / f"source/a{i:02}.md").write_text(f"# Part {i}\n\nTake {i} mg.\n")
        (root / "source/bad.md").write_bytes(b"caf\xe9\n")
    made = []
    for root, jobs in ((project, "1"), (other, "2")):
        result = run(
            "sync", "--to", "es", "--engine", "pseudo", "--jobs", jobs, "--format", "json", cwd=root
        )
        assert result.code == 4
        built = run(
            "build", "--to", "es", "--include-drafts", "--jobs", jobs, "--format", "json", cwd=root
        )
        assert built.code == 4
        pos = {
            str(p.relative_to(root)): p.read_bytes().split(b"\n\n", 1)[1]
            for p in root.glob("locales/**/*.po")
        }
        html = {str(p.relative_to(root)): p.read_bytes() for p in root.glob("build/es/*.md")}
        made.append((result.json, built.json, pos, html))
        again = run("sync", "--to", "es", "--engine", "pseudo", "--jobs", jobs, cwd=root)
        assert f"{count} unchanged" in again.err
    assert len(made[0][2]) == len(made[0][3]) == count
    assert made[0] == made[1]


def test_a_save_just_after_a_sync_is_seen(project: Path, run: Run, synced: Path) -> None:
    text = synced.read_text().replace(
        'msgid "Drink water."\nmsgstr ""', 'msgid "Drink water."\nmsgstr "Bebe agua."'
    )
    synced.write_text(text)
    os.utime(synced, ns=(time.time_ns(), time.time_ns()))
    result = run("sync", "--to", "es", "--no-translate", "--format", "json")
    assert result.json["summary"]["reviewed"] == 1


def test_a_deleted_catalog_is_told(project: Path, run: Run) -> None:
    (project / "source/a.md").write_text("Take 5 mg.\n")
    run("sync", "--to", "es", "--no-translate")
    path = project / "locales/es/a.po"
    path.write_text(
        path.read_text().replace(
            'msgid "Take 5 mg."\nmsgstr ""', 'msgid "Take 5 mg."\nmsgstr "Tome 5 mg."'
        )
    )
    run("sync", "--to", "es", "--no-translate")
    path.unlink()
    result = run("sync", "--to", "es", "--no-translate")
    assert "localize recover source/a.md --to es" in result.err
    assert run("recover", "source/a.md", "--to", "es").code == 0
    assert "Tome 5 mg." in path.read_text()


@pytest.mark.parametrize("lost", ["gone", "empty"])
def test_a_ledger_that_was_lost_learns_again_what_people_accepted(
    project: Path, run: Run, lost: str
) -> None:
    (project / "source/a.md").write_text("Take 5 mg.\n")
    run("sync", "--to", "es", "--no-translate")
    accept(project / "locales/es/a.po", {"Take 5 mg.": "Tome 5 mg."})
    run("sync", "--to", "es", "--no-translate")
    ledger = project / "locales/es/ledger.jsonl"
    assert ledger.read_text().count("reviewed") == 1
    if lost == "gone":
        ledger.unlink()
    else:
        ledger.write_bytes(b"")
    run("sync", "--to", "es", "--no-translate")
    assert ledger.read_text().count("reviewed") == 1
    before = snapshot(project)
    run("sync", "--to", "es", "--no-translate")
    assert snapshot(project) == before


def test_a_text_too_long_for_a_draft_keeps_nobody_from_theirs(project: Path, run: Run) -> None:
    (project / "source/a.md").write_text("word **bold** [l](u) 5 mg " * 4_000)
    (project / "source/b.md").write_text("Take it.\n")
    result = run("sync", "--to", "es", "--engine", "pseudo", "--format", "json")
    assert result.code == 0
    drafted = {a["article"]: a["drafted"] for a in result.json["articles"]}
    assert drafted == {"source/a.md": 0, "source/b.md": 1}
