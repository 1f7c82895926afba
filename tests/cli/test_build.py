"""`build` and `status` from the outside: what goes out, what is held, and why."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from tests.cli.conftest import Run, snapshot
from tests.cli.po import accept, accept_all, type_fuzzy

ARTICLE = "---\ntitle: Doses\n---\n\n# Doses\n\nTake 5 mg.\n\nDrink water.\n"
DONE = {"Doses": "Dosis", "Take 5 mg.": "Tome 5 mg.", "Drink water.": "Beba agua."}
BUILT = "---\ntitle: Dosis\n---\n\n# Dosis\n\nTome 5 mg.\n\nBeba agua.\n"


@pytest.fixture
def po(project: Path, run: Run) -> Path:
    (project / "source/a.md").write_text(ARTICLE)
    assert run("sync", "--to", "es", "--no-translate").code == 0
    return project / "locales/es/a.po"


def test_an_accepted_article(project: Path, run: Run, po: Path) -> None:
    accept(po, DONE)
    result = run("build", "--to", "es", "--format", "json")
    assert result.code == 0
    assert set(result.json) == {"articles", "written", "removed", "findings", "errors", "summary"}
    assert (project / "build/es/a.md").read_text() == BUILT
    [row] = result.json["articles"]
    assert (row["state"], row["path"], row["fallback"], row["reviewed"]) == (
        "published",
        "es/a.md",
        0,
        3,
    )
    assert result.json["summary"]["held"] == 0
    manifest = json.loads((project / "build/manifest.json").read_text())
    assert manifest["version"] == 1
    [entry] = manifest["articles"]
    assert {k: entry[k] for k in ("article", "locale", "path", "state", "units", "reviewed")} == {
        "article": "source/a.md",
        "locale": "es",
        "path": "es/a.md",
        "state": "published",
        "units": 3,
        "reviewed": 3,
    }


def test_a_second_build_writes_nothing(project: Path, run: Run, po: Path) -> None:
    accept(po, DONE)
    run("build", "--to", "es")
    before = snapshot(project)
    again = run("build", "--to", "es")
    assert (again.code, again.out) == (0, "")
    assert "0 files written" in again.err
    assert snapshot(project) == before
    assert run("build", "--to", "es", "--check").code == 0
    shutil.rmtree(project / "build")
    run("build", "--to", "es")
    assert {k: v[0] for k, v in snapshot(project / "build").items()} == {
        k.removeprefix("build/"): v[0] for k, v in before.items() if k.startswith("build/")
    }


def test_held_by_default(project: Path, run: Run, po: Path) -> None:
    accept(po, {"Doses": "Dosis"})
    result = run("build", "--to", "es")
    assert result.code == 1
    assert result.out.split("\n")[1].startswith("held   es      source/a.md")
    assert "2 units are not translated" in result.out
    assert "1 article held back" in result.err
    assert not (project / "build/es/a.md").exists()
    assert (
        json.loads((project / "build/manifest.json").read_text())["articles"][0]["state"] == "held"
    )
    assert run("build", "--to", "es").code == 1  # nor the next time, from what it remembers


def test_a_held_article_keeps_its_last_good_build(project: Path, run: Run, po: Path) -> None:
    accept(po, DONE)
    run("build", "--to", "es")
    (project / "source/a.md").write_text(ARTICLE + "\nMore.\n")
    run("sync", "--to", "es", "--no-translate")
    result = run("build", "--to", "es")
    assert result.code == 1
    assert (project / "build/es/a.md").read_text() == BUILT


def test_fallback_source(project: Path, run: Run, po: Path) -> None:
    accept(po, {"Take 5 mg.": "Tome 5 mg."})
    result = run("build", "--to", "es", "--fallback", "source", "--format", "json")
    assert result.code == 0
    assert (project / "build/es/a.md").read_text() == ARTICLE.replace("Take 5 mg.", "Tome 5 mg.")
    assert result.json["articles"][0]["fallback"] == 2


def test_fallback_for_some_articles(project: Path, run: Run, po: Path) -> None:
    accept(po, {"Take 5 mg.": "Tome 5 mg."})
    (project / "localize.toml").write_text(
        '[build.fallback_for]\n"news/**" = "hold"\n"*.md" = "source"\n'
    )
    (project / "source/news").mkdir()
    (project / "source/news/b.md").write_text("News.\n")
    run("sync", "--to", "es", "--no-translate")
    result = run("build", "--to", "es", "--format", "json")
    assert [row["state"] for row in result.json["articles"]] == ["published", "held"]
    rows = run("status", "--to", "es", "--format", "json").json["articles"]
    assert [row["publishable"] for row in rows] == [True, False]
    result = run("build", "--to", "es", "--fallback", "hold", "--format", "json")
    assert [row["state"] for row in result.json["articles"]] == ["held", "held"]


def test_nothing_translated_is_the_source_to_the_byte(project: Path, run: Run) -> None:
    data = b"\xef\xbb\xbf# A  \r\n\r\nB\tc  \r\nd\r\n\r\n\r\n* e"
    (project / "source/a.md").write_bytes(data)
    run("sync", "--to", "es", "--no-translate")
    assert run("build", "--to", "es", "--fallback", "source").code == 0
    assert (project / "build/es/a.md").read_bytes() == data


def test_drafts(project: Path, run: Run, po: Path) -> None:
    run("sync", "--to", "es", "--engine", "pseudo")
    assert run("build", "--to", "es").code == 1
    result = run("build", "--to", "es", "--include-drafts", "--format", "json")
    assert result.code == 0
    assert result.json["articles"][0]["state"] == "draft"
    text = (project / "build/es/a.md").read_text()
    _, banner = text.split("---\n\n", 1)
    assert banner.startswith("> ")
    assert "Ţ" not in text  # pseudo's look-alikes stay what they are
    assert "orrador" in banner.split("\n\n")[0]
    manifest = json.loads((project / "build/manifest.json").read_text())
    assert manifest["articles"][0]["state"] == "draft"
    unmarked = run("build", "--to", "es", "--include-drafts", "--no-mark")
    assert unmarked.code == 0
    assert (project / "build/es/a.md").read_text().split("---\n\n", 1)[1] == banner.split(
        "\n\n", 1
    )[1]
    # Without drafts it is held again, and the draft does not stay as if it were good.
    assert run("build", "--to", "es").code == 1


def test_edited_and_stale_are_no_drafts_of_a_machine_and_held_too(
    project: Path, run: Run, po: Path
) -> None:
    accept_all(po)
    type_fuzzy(po, "Drink water.", "Beba.")
    result = run("build", "--to", "es")
    assert result.code == 1
    accept_all(po)
    run("sync", "--to", "es", "--no-translate")
    (project / "source/a.md").write_text(ARTICLE.replace("Drink water", "Drink fresh water"))
    run("sync", "--to", "es", "--no-translate")
    result = run("build", "--to", "es", "--format", "json")
    assert result.code == 1
    assert result.json["articles"][0]["stale"] == 1
    assert [r["code"] for r in result.json["articles"][0]["reasons"]] == ["stale"]


def test_a_critical_finding_holds(project: Path, run: Run, po: Path) -> None:
    accept(po, DONE | {"Take 5 mg.": "Tome 50 mg."})
    check = run("check", "--to", "es", "--format", "json")
    assert check.code == 1
    [finding] = [f for f in check.json["findings"] if f["severity"] == "critical"]
    assert (finding["source"], finding["target"]) == ("Take 5 mg.", "Tome 50 mg.")
    assert finding["file"] == "locales/es/a.po"
    assert po.read_text().split("\n")[finding["line"] - 1] == 'msgstr "Tome 50 mg."'
    result = run("build", "--to", "es")
    assert result.code == 1
    assert "held" in result.out
    (project / "localize.toml").write_text('[build]\nhold_on = "never"\n')
    assert run("build", "--to", "es").code == 0


def test_check_writes_nothing(project: Path, run: Run, po: Path) -> None:
    accept(po, DONE)
    before = snapshot(project)
    result = run("build", "--to", "es", "--check")
    assert result.code == 3
    assert "would change" in result.err
    assert {k: v for k, v in snapshot(project).items() if k != ".localize/lock"} == {
        k: v for k, v in before.items() if k != ".localize/lock"
    }
    assert not (project / "build").exists()


def test_out_and_quiet(project: Path, run: Run, po: Path) -> None:
    accept(po, DONE)
    result = run("build", "--to", "es", "--out", "site/content", "--quiet")
    assert (result.code, result.err) == (0, "")
    assert (project / "site/content/es/a.md").read_text() == BUILT
    assert not (project / "build").exists()


def test_out_elsewhere(
    project: Path, run: Run, po: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    accept(po, DONE)
    goal = tmp_path_factory.mktemp("site") / "out"
    result = run("build", "--to", "es", "--out", str(goal), "--format", "json")
    assert result.code == 0
    assert (goal / "es/a.md").read_text() == BUILT
    assert str(goal / "es/a.md") in result.json["written"]


def test_layouts_of_the_command_line_and_the_configuration(
    project: Path, run: Run, po: Path
) -> None:
    accept(po, DONE)
    assert run("build", "--to", "es", "--layout", "hugo-suffix").code == 0
    assert list((project / "build").rglob("a.es.md"))
    (project / "localize.toml").write_text('[build]\nlayout = "mkdocs"\n')
    assert run("build", "--to", "es").code == 0
    assert list((project / "build").rglob("docs/es/a.md"))


def test_html(project: Path, run: Run, po: Path) -> None:
    accept(po, DONE)
    result = run("build", "--to", "es", "--html", "--format", "json")
    assert result.code == 0
    [page] = (project / "build/es").rglob("a.html")
    text = page.read_text()
    assert 'lang="es"' in text
    assert "Beba agua." in text


def links(folder: Path) -> set[str]:
    """Every link of the pages that leads nowhere."""
    found = set()
    for page in folder.rglob("*.html"):
        for target in re.findall(r'<a [^>]*href="([^"#]+)', page.read_text()):
            if not (page.parent / target).exists():
                found.add(f"{page.relative_to(folder)}: {target}")
    return found


def test_pages_made_one_by_one_are_those_made_together(project: Path, run: Run, po: Path) -> None:
    (project / "localize.toml").write_text(
        'target_locales = ["es", "fr"]\n[build]\nbase_url = "https://example.org"\n'
    )
    (project / "source/b.md").write_text("---\ndate: 2026-03-01\n---\n# Water\n")
    run("sync", "--no-translate")
    for locale in ("es", "fr"):
        accept(project / f"locales/{locale}/a.po", DONE)
        accept(project / f"locales/{locale}/b.po", {"Water": f"Agua ({locale})"})
    run("sync", "--no-translate")
    assert run("build", "--html", "--out", "together").code == 0
    together = {k: v[0] for k, v in snapshot(project / "together").items()}
    for words in (("source/b.md", "--to", "es"), ("--to", "fr"), ("source/a.md", "--to", "es")):
        assert run("build", *words, "--html", "--out", "apart").code == 0
        assert links(project / "apart") == set()
        assert run("build", "verify", "apart").code == 0
    assert {k: v[0] for k, v in snapshot(project / "apart").items()} == together
    # A page that somebody changed is theirs to mend, and the next build's.
    page = project / "apart/fr/b.html"
    page.write_text(page.read_text() + "<!-- mine -->")
    # A held article's last good page keeps its name.
    (project / "source/b.md").write_text("---\ndate: 2026-03-01\n---\n# Water\n\nNew.\n")
    run("sync", "--no-translate")
    assert run("build", "source/b.md", "--html", "--out", "apart").code == 1
    assert "Agua (fr)</a>" in (project / "apart/index.html").read_text()
    assert page.read_text().endswith("<!-- mine -->")


def test_no_page_leads_to_one_that_is_gone(project: Path, run: Run, po: Path) -> None:
    (project / "localize.toml").write_text('target_locales = ["es", "fr"]\n')
    (project / "source/b.md").write_text("[A](a.md)\n")
    run("sync", "--to", "es", "--no-translate")
    run("sync", "--to", "fr", "--engine", "pseudo")
    accept(po, DONE)
    accept_all(project / "locales/es/b.po")
    assert run("build", "--html", "--include-drafts").code == 0
    assert links(project / "build") == set()
    run("build", "--to", "fr", "--html")  # what was let out is held
    assert not (project / "build/fr/a.html").exists()
    assert (project / "build/es/a.html").exists()
    assert links(project / "build") == set()
    (project / "source/b.md").unlink()
    assert run("build", "--to", "es", "--html").code == 0
    assert not (project / "build/es/b.html").exists()
    assert links(project / "build") == set()


def test_a_page_that_is_gone_comes_back_and_is_counted(project: Path, run: Run, po: Path) -> None:
    accept(po, DONE)
    run("build", "--to", "es", "--html")
    for name in ("es/a.html", "en/a.html", "index.html"):
        (project / "build" / name).unlink()
    asked = run("build", "--to", "es", "--html", "--check", "--format", "json")
    assert asked.code == 3
    assert sorted(asked.json["written"]) == [
        "build/en/a.html",
        "build/es/a.html",
        "build/index.html",
    ]
    assert "3 files would change" in run("build", "--to", "es", "--html", "--check").err
    assert "3 files written" in run("build", "--to", "es", "--html").err
    assert run("build", "--to", "es", "--html", "--check").code == 0


def test_an_article_that_goes_away(project: Path, run: Run, po: Path) -> None:
    (project / "source/b.md").write_text("Other.\n")
    run("sync", "--to", "es", "--no-translate")
    accept(po, DONE)
    accept_all(project / "locales/es/b.po")
    run("build", "--to", "es")
    (project / "source/b.md").unlink()
    result = run("build", "--to", "es", "--format", "json")
    assert result.code == 0
    assert [Path(p).name for p in result.json["removed"]] == ["b.md"]
    assert not (project / "build/es/b.md").exists()


def test_verify(project: Path, run: Run, po: Path) -> None:
    accept(po, DONE)
    run("sync", "--to", "es", "--no-translate")
    run("build", "--to", "es")
    good = run("build", "verify", "build", "--to", "es")
    assert good.code == 0
    assert "as its manifest and the ledger say" in good.err
    (project / "build/es/a.md").write_text(BUILT.replace("5 mg", "50 mg"))
    bad = run("build", "verify", "--to", "es")
    assert bad.code == 1
    assert "es/a.md: " in bad.out


STATUS_KEYS = {"article", "locale", "units", "words", "untranslated", "draft", "edited", "reviewed", "stale", "publishable", "worst"}  # fmt: skip


def test_status(project: Path, run: Run, po: Path) -> None:
    accept(po, {"Doses": "Dosis"})
    result = run("status", "--to", "es", "--format", "json")
    assert result.code == 0
    [row] = result.json["articles"]
    assert set(row) >= STATUS_KEYS
    assert (row["units"], row["reviewed"], row["untranslated"]) == (3, 1, 2)
    assert not row["publishable"]
    text = run("status", "--to", "es")
    assert "no: 2 units are not translated" in text.out
    accept(po, DONE)
    assert run("status", "--to", "es").out.split("\n")[1].split()[-1] == "yes"
    assert run("status", "--to", "es", "--badges", "badges").code == 0
    assert (project / "badges/es.svg").read_text().startswith("<svg")


def test_status_names_the_worst_drafts(project: Path, run: Run, po: Path) -> None:
    run("sync", "--to", "es", "--engine", "pseudo")
    [row] = run("status", "--to", "es", "--format", "json").json["articles"]
    assert row["draft"] == 3
    assert isinstance(row["worst"], list)


FAIL_ON = {
    "critical": {"critical"},
    "major": {"critical", "major"},
    "minor": {"critical", "major", "minor"},
    "never": set[str](),
}
TARGETS = {
    "critical": "Tome 50 mg.",
    "major": "Take the pill with a glass of water in the evening and 5 mg.",
    "minor": "Tome  5 mg..",
}


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("level", FAIL_ON)
def test_fail_on(project: Path, run: Run, level: str, target: str) -> None:
    source = TARGETS["major"] if target == "major" else "Take 5 mg."
    (project / "source/a.md").write_text(f"{source}\n")
    run("sync", "--to", "es", "--no-translate")
    accept(project / "locales/es/a.po", {source: TARGETS[target]})
    found = run("check", "--to", "es", "--format", "json").json["findings"]
    severities = {f["severity"] for f in found}
    assert target in severities
    expected = 1 if severities & FAIL_ON[level] else 0
    assert run("check", "--to", "es", "--fail-on", level).code == expected


def test_fail_on_critical_unless_said_otherwise(project: Path, run: Run) -> None:
    (project / "source/a.md").write_text(f"{TARGETS['major']}\n")
    run("sync", "--to", "es", "--no-translate")
    accept_all(project / "locales/es/a.po")
    result = run("check", "--to", "es")
    assert (result.code, result.out != "") == (0, True)


FINDING_KEYS = {"check", "dimension", "severity", "locale", "article", "unit", "source", "target", "span", "message", "file", "line"}  # fmt: skip


def test_check_formats(run: Run, po: Path) -> None:
    accept(po, DONE | {"Take 5 mg.": "Tome 50 mg."})
    found = run("check", "--to", "es", "--format", "json").json
    assert set(found["findings"][0]) >= FINDING_KEYS
    assert found["summary"]["units"]["reviewed"] == 3
    assert {"findings", "summary", "articles", "errors"} <= set(found)
    sarif = run("check", "--to", "es", "--format", "sarif")
    assert sarif.code == 1
    assert sarif.json["version"] == "2.1.0"
    github = run("check", "--to", "es", "--format", "github")
    assert github.out.startswith("::error file=locales/es/a.po,line=")
    junit = run("check", "--to", "es", "--format", "junit")
    assert "<testsuite" in junit.out
    text = run("check", "--to", "es")
    assert "50 mg" in text.out
    assert "^" in text.out
    assert "\x1b[" not in text.out


def test_annotations_name_files_as_the_repository_has_them(
    project: Path, run: Run, po: Path
) -> None:
    accept(po, DONE | {"Take 5 mg.": "Tome 50 mg."})
    (project.parent / ".git").mkdir()
    below = f"{project.name}/locales/es/a.po"
    assert f"::error file={below},line=" in run("check", "--to", "es", "--format", "github").out
    sarif = run("check", "--to", "es", "--format", "sarif").json
    place = sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == below
    assert run("check", "--to", "es", "--format", "json").json["findings"][0]["file"] == (
        "locales/es/a.po"
    )


def test_check_with_nothing_to_say(run: Run, po: Path) -> None:
    accept(po, DONE)
    assert run("check", "--to", "es").err == "no findings\n"
    assert run("check", "--to", "es", "--quiet").err == ""
    assert run("check", "source/a.md", "--to", "es", "--format", "json").json["findings"] == []


def test_an_ignored_finding(project: Path, run: Run, po: Path) -> None:
    accept(po, DONE | {"Take 5 mg.": "Tome 50 mg."})
    [finding] = [
        f
        for f in run("check", "--to", "es", "--format", "json").json["findings"]
        if f["severity"] == "critical"
    ]
    from localize.model import digest

    (project / "localize.toml").write_text(
        f"""\
[[check.ignore]]
check = "{finding["check"]}"
reason = "a test"
author = "Reviewer"
source_sha256 = "{digest(finding["source"])}"
target_sha256 = "{digest(finding["target"])}"
"""
    )
    assert run("check", "--to", "es").code == 0
    assert run("build", "--to", "es").code == 0
    accept(po, {"Take 5 mg.": "Tome 500 mg."})
    assert run("check", "--to", "es").code == 1
