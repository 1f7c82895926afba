"""The project's own articles, term base and catalogs: what a reader of the build is promised."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from localize.extract import article as take_apart
from localize.model import Article
from localize.terms.base import TermBase
from localize.terms.entry import Treatment
from localize.terms.table import read_folder

ROOT = Path(__file__).parents[2]
ARTICLES = sorted(
    path.relative_to(ROOT / "source").as_posix()
    for path in (ROOT / "source").rglob("*")
    if path.suffix in {".md", ".txt"}
)
LOCALES = ("es", "fr")
_MAIN = "from localize.cli import main; main()"


def _article(path: str) -> Article:
    return take_apart(path, (ROOT / "source" / path).read_bytes())


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy, for commands keep caches in the project they work on."""
    copy = tmp_path_factory.mktemp("content")
    for name in ("source", "glossary", "locales"):
        shutil.copytree(ROOT / name, copy / name)
    shutil.copy(ROOT / "localize.toml", copy)
    return copy


def _localize(project: Path, *arguments: str) -> dict[str, Any]:
    command = [sys.executable, "-c", _MAIN, *arguments, "--format", "json"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 1}, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def test_the_glossary_has_no_problem() -> None:
    found = read_folder(ROOT / "glossary", "en")
    assert found.problems == ()
    assert len(found.entries) >= 100
    for entry in found.entries:
        if entry.treatment is Treatment.TRANSLATE:
            assert all(entry.forms(locale) for locale in LOCALES), entry.term


def test_every_term_is_used_by_an_article() -> None:
    terms = TermBase.load(ROOT / "glossary")
    texts = [segment.text for path in ARTICLES for segment in _article(path).segments]
    used = {hit.entry.term for text in texts for hit in terms.match(text)}
    wanted = {entry.term for entry in terms.entries if entry.treatment is not Treatment.AVOID}
    assert wanted - used == set()


def test_articles_share_sentences() -> None:
    first, second = (
        {segment.text for segment in _article(path).segments}
        for path in ("ketamine-science.md", "ketamine-session.md")
    )
    assert len(first & second) >= 6


def test_links_inside_the_articles_lead_somewhere() -> None:
    for path in ARTICLES:
        text = (ROOT / "source" / path).read_text(encoding="utf-8")
        headings = {
            re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")
            for title in re.findall(r"^#+ (.+)$", text, re.MULTILINE)
        }
        targets = re.findall(r"\]\(([^) ]+)", text) + re.findall(
            r"^\[[^^].*?\]: (\S+)", text, re.MULTILINE
        )
        for target in targets:
            if target.startswith("#"):
                assert target[1:] in headings, (path, target)
            elif not target.startswith("https://"):
                assert (ROOT / "source" / target).is_file(), (path, target)


def test_every_unit_is_reviewed(project: Path) -> None:
    rows = _localize(project, "status")["articles"]
    assert {(row["article"], row["locale"]) for row in rows} == {
        (f"source/{path}", locale) for path in ARTICLES for locale in LOCALES
    }
    for row in rows:
        assert row["reviewed"] == row["units"], (row["article"], row["locale"])


def test_nothing_could_hurt_or_trip_a_reader(project: Path) -> None:
    findings = _localize(project, "check")["findings"]
    serious = [f for f in findings if f["severity"] in {"critical", "major"} and not f["ignored"]]
    assert [(f["file"], f["line"], f["check"], f["message"]) for f in serious] == []


def test_the_build_publishes_every_article(project: Path) -> None:
    rows = _localize(project, "build")["articles"]
    assert {row["state"] for row in rows} == {"published"}
    science = (project / "build/es/ketamine-science.md").read_text(encoding="utf-8")
    assert "0,5\N{NO-BREAK SPACE}mg/kg" in science
    assert "brain-derived" not in science
