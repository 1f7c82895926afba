"""A project on disk, what a sync remembers of it, and the comments it writes."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from localize.config import pattern
from localize.errors import (
    ArticleError,
    ConfigError,
    InputError,
    ModelError,
    UnsafePathError,
    UsageError,
    WriteError,
)
from localize.model import Draft, Finding, Kind, Segment, Severity, State, unit_id
from localize.pipeline import notes
from localize.pipeline.project import Project
from localize.pipeline.report import ArticleReport, Report, error_dict, totals
from localize.pipeline.spread import batches
from localize.pipeline.stamps import Stamps, stat
from localize.terms import TermBase

PATTERNS = {
    "**/*.md": ({"a.md", "b/a.md", "b/c/a.md"}, {"a.mdx", "a.md/b"}),
    "*.md": ({"a.md"}, {"b/a.md"}),
    "b/**": ({"b/a", "b/c/a.md"}, {"a", "bb/a"}),
    "a?.md": ({"ab.md"}, {"a.md", "a/.md", "abc.md"}),
    "a.md": ({"a.md"}, {"aXmd"}),
}


@pytest.mark.parametrize("glob", PATTERNS)
def test_patterns(glob: str) -> None:
    good, bad = PATTERNS[glob]
    assert {p for p in good | bad if pattern(glob).fullmatch(p)} == good


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path in ("a.md", "guide/b.md", "guide/c.txt"):
        (tmp_path / "source" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "source" / path).write_text("Some text.\n")
    return tmp_path


def test_open_and_select(root: Path) -> None:
    project = Project.open(root, ["pt_br", "es", "pt-BR"])
    assert project.locales == ("pt-BR", "es")
    assert project.all_paths == ("a.md", "guide/b.md", "guide/c.txt")
    assert project.select([]) == project.all_paths
    assert project.select([root / "source/guide"]) == ("guide/b.md", "guide/c.txt")
    assert project.select(["source/guide", "source/a.md"]) == project.all_paths
    with pytest.raises(UsageError, match="no article there"):
        project.select(["source/guid"])
    with pytest.raises(UsageError, match="not below source/"):
        project.select(["README.md"])


def test_open_without_locales(root: Path) -> None:
    with pytest.raises(UsageError, match="no target locale"):
        Project.open(root)
    assert Project.open(root, need_locale=False).locales == ()


@pytest.mark.parametrize("name", ["mkdocs.yml", "mkdocs.yaml"])
def test_the_dialect_of_mkdocs(root: Path, name: str) -> None:
    assert Project.open(root, ["es"]).config.extract.dialect == "auto"
    (root / name).write_text("")
    assert Project.open(root, ["es"]).config.extract.dialect == "mkdocs"
    (root / "localize.toml").write_text('[extract]\ndialect = "commonmark"\n')
    assert Project.open(root, ["es"]).config.extract.dialect == "commonmark"


@pytest.mark.parametrize(
    ("layout", "dialect"), [("mkdocs-suffix", "mkdocs"), ("hugo", "gfm"), ("plain", "auto")]
)
def test_the_dialect_of_a_layout(root: Path, layout: str, dialect: str) -> None:
    (root / "localize.toml").write_text(f'[build]\nlayout = "{layout}"\n')
    assert Project.open(root, ["es"]).config.extract.dialect == dialect


def test_reading(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    project = Project.open(root, ["es"])
    assert project.read("a.md").segments[0].text == "Some text."
    with pytest.raises(ArticleError, match="cannot be read: No such file"):
        project.read("zzz.md")
    outside = tmp_path_factory.mktemp("outside") / "x.md"
    outside.write_text("x\n")
    (root / "source/l.md").symlink_to(outside)
    with pytest.raises(UnsafePathError, match="leaves the project"):
        project.read("l.md")
    errors: list[object] = []
    found = project.articles(["a.md", "l.md", "guide/b.md"], errors)  # type: ignore[arg-type]
    assert [article.path for article in found] == ["a.md", "guide/b.md"]
    assert len(errors) == 1


def test_a_broken_glossary(root: Path) -> None:
    assert Project.open(root, ["es"]).terms is None
    (root / "glossary").mkdir()
    (root / "glossary/g.csv").write_text("term,treatment\n,keep\n")
    with pytest.raises(ConfigError, match="a row without a term"):
        _ = Project.open(root, ["es"]).terms


# Stamps


def test_stamps(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("x")
    path = tmp_path / "state/stamps.json"
    stamps = Stamps(path, "basis")
    stamps.save()
    assert not path.exists()  # nothing to save
    stamps.set("es/a", {"draft": 1}, stat(file))
    stamps.save()
    again = Stamps(path, "basis")
    assert again.fresh("es/a", stat(file)) == {"draft": 1}
    assert again.fresh("es/b", stat(file)) is None
    assert again.fresh("es/a", None) is None
    assert Stamps(path, "other").fresh("es/a", stat(file)) is None
    file.write_text("xy")
    assert again.fresh("es/a", stat(file)) is None
    again.forget("es/a")
    again.save()
    assert Stamps(path, "basis").fresh("es/a", stat(file)) is None


def test_a_file_of_the_same_size_and_time_is_another(tmp_path: Path) -> None:
    file, other = tmp_path / "a", tmp_path / "b"
    file.write_text("x")
    stamps = Stamps(tmp_path / "stamps.json", "basis")
    stamps.set("k", {}, stat(file))
    other.write_text("y")
    times = file.stat()
    os.utime(other, ns=(times.st_atime_ns, times.st_mtime_ns))
    other.replace(file)
    assert stamps.fresh("k", stat(file)) is None


def test_a_missing_file_is_no_stamp(tmp_path: Path) -> None:
    stamps = Stamps(tmp_path / "stamps.json", "basis")
    (tmp_path / "a").write_text("x")
    stamps.set("k", {}, stat(tmp_path / "a"))
    stamps.set("k", {}, stat(tmp_path / "a"), stat(tmp_path / "missing"))
    assert stamps.fresh("k", stat(tmp_path / "a")) is None


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"basis": 1}', '{"seen": {}}'])
def test_damaged_stamps_cost_time_only(tmp_path: Path, text: str) -> None:
    path = tmp_path / "stamps.json"
    path.write_text(text)
    stamps = Stamps(path, "basis")
    (tmp_path / "a").write_text("x")
    assert stamps.fresh("k", stat(tmp_path / "a")) is None
    stamps.set("k", {"draft": 2}, stat(tmp_path / "a"))
    stamps.save()
    assert Stamps(path, "basis").fresh("k", stat(tmp_path / "a")) == {"draft": 2}


def test_stamps_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("in the way")
    (tmp_path / "a").write_text("x")
    stamps = Stamps(tmp_path / "state/stamps.json", "basis")
    stamps.set("k", {}, stat(tmp_path / "a"))
    stamps.save()
    assert (tmp_path / "state").read_text() == "in the way"


def test_stamps_of_counts_that_are_none(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    path = tmp_path / "stamps.json"
    stamps = Stamps(path, "basis")
    stamps.set("k", {}, stat(tmp_path / "a"))
    stamps.save()
    data = json.loads(path.read_text())
    data["seen"]["k"][1] = None
    path.write_text(json.dumps(data))
    assert Stamps(path, "basis").fresh("k", stat(tmp_path / "a")) is None


# Notes


def segment(text: str, **known: object) -> Segment:
    return Segment(**({"id": unit_id(text), "text": text, "kind": Kind.PARAGRAPH} | known))  # type: ignore[arg-type]


def compose(
    *segments: Segment,
    terms: TermBase | None = None,
    drafts: dict[str, Draft] | None = None,
    risks: tuple[str, ...] = (),
) -> list[tuple[str, ...]]:
    known = notes.general(segments, {s.id: risks for s in segments if risks})
    found = notes.compose(known, segments, "es", terms, drafts or {})
    return list(found.values())


def test_where_a_text_stands() -> None:
    assert compose(segment("a")) == [("(paragraph)",)]
    assert compose(segment("a", headings=("Top",))) == [("(paragraph)",)]
    assert compose(segment("a", headings=("Top", "Sub"), kind=Kind.ITEM)) == [("Sub (list item)",)]
    assert compose(segment("a", headings=("One",)), segment("b", headings=("Two",))) == [
        ("One (paragraph)",),
        ("Two (paragraph)",),
    ]
    assert compose(segment("a", kind=Kind.FRONT_MATTER, field="title")) == [
        ("(front matter: title)",)
    ]
    assert compose(segment("a", kind=Kind.ATTRIBUTE, field="alt")) == [("(attribute: alt)",)]


def test_a_text_in_several_places() -> None:
    twice = segment("a", headings=("T", "X")), segment("a", headings=("T", "Y"), notes=("n",))
    assert compose(*twice) == [("X (paragraph)", "Y (paragraph)", "Note: n")]
    assert compose(segment("a"), segment("a")) == [("(paragraph)",)]


def test_what_else_a_translator_should_know(tmp_path: Path) -> None:
    (tmp_path / "g.csv").write_text(
        "term,treatment,match,es,note\n"
        "BDNF,keep,case,,a protein\n"
        "ketamine,translate,nocase,ketamina | la ketamina,\n"
        "drug,avoid,nocase,droga,\n"
        "dose,translate,nocase,,\n"
    )
    terms = TermBase.load(tmp_path, "en")
    draft = Draft(text="x", engine="argos", model="en_es 0.1", band="low", reasons=("short",))
    text = segment("The drug ketamine raises BDNF: a dose of ketamine.", notes=("careful",))
    [lines] = compose(text, terms=terms, drafts={text.id: draft}, risks=("dose",))
    assert lines[:3] == ("(paragraph)", "Note: careful", "Risk: dose")
    assert set(lines[3:-1]) == {
        "Glossary: drug: do not use droga",
        "Glossary: ketamine → ketamina | la ketamina",
        "Glossary: BDNF: keep as it is (a protein)",
    }
    assert "argos" in lines[-1]
    assert "low" in lines[-1]


# Reports


def test_exit_codes() -> None:
    usage, refused, failed = UsageError("x"), InputError("y"), ModelError("z")
    assert Report().exit_code() == 0
    assert Report(would_change=True).exit_code() == 0
    assert Report(would_change=True).exit_code(check=True) == 3
    assert Report(held=1, would_change=True).exit_code(check=True) == 1
    assert Report().exit_code(failing=True) == 1
    assert Report(errors=[failed], held=1).exit_code(failing=True) == 5
    assert Report(errors=[failed, refused], held=1).exit_code() == 4
    assert Report(errors=[failed, refused, usage]).exit_code() == 2


@pytest.mark.parametrize(
    ("error", "kind"),
    [(ConfigError("x"), "usage"), (ArticleError("x"), "input"), (WriteError("x"), "work")],
)
def test_errors_as_json(error: WriteError, kind: str) -> None:
    assert error_dict(error) == {
        "kind": kind,
        "file": None,
        "line": None,
        "reason": "x",
        "remedy": None,
        "message": "x",
    }


def test_totals_and_batches() -> None:
    rows = [
        ArticleReport(article="source/a.md", locale="es", counts={"draft": 2, "obsolete": 1}),
        ArticleReport(article="source/b.md", locale="es", counts={"draft": 1}),
    ]
    assert totals(rows)["draft"] == 3
    assert set(totals([])) == set(State)
    assert rows[0].as_dict()["units"] == 2
    assert [list(b) for b in batches("abcde", 2)] == [["a", "b"], ["c", "d"], ["e"]]


def test_findings_as_json() -> None:
    finding = Finding(
        check="c",
        dimension="d",
        severity=Severity.MAJOR,
        locale="es",
        article="source/a.md",
        message="m",
        span=(1, 2),
    )
    assert finding.as_dict()["span"] == [1, 2]
    assert finding.as_dict()["ignored"] is None
    assert (
        Severity.CRITICAL.rank < Severity.MAJOR.rank < Severity.MINOR.rank < Severity.NEUTRAL.rank
    )
