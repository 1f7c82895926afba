"""What was worked out once is known again: the same, only while nothing it came from has changed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from localize import extract
from localize.checks import run, seal
from localize.config import Check, Config
from localize.errors import ArticleError
from localize.model import Article, Finding, Kind, Segment, Severity, State, Unit, digest, unit_id
from localize.pipeline import checking
from localize.pipeline.articles import Articles
from localize.pipeline.checked import Checked
from localize.pipeline.known import Known
from localize.pipeline.project import Project

ROOT = Path(__file__).parents[2]
SAMPLES = [
    *sorted((ROOT / "tests/laws/articles").iterdir()),
    *sorted(p for p in (ROOT / "source").rglob("*") if p.suffix in (".md", ".txt")),
]


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(root=tmp_path)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.name)
def test_an_article_is_known_again(
    path: Path, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = path.read_bytes()
    first = Articles(config)
    article = first.take(path.name, data, remember=True)
    assert article == extract.article(path.name, data, config.extract)
    assert len([p for p in config.state.rglob("*") if p.is_file()]) == 1
    monkeypatch.delattr(extract, "article")
    again = Articles(config)
    assert again.take(path.name, data) == article
    assert again.risks(article) == first.risks(article)


def test_another_text_is_taken_apart_anew(config: Config) -> None:
    Articles(config).take("a.md", b"Take 5 mg daily.\n", remember=True)
    found = Articles(config)
    assert [s.text for s in found.take("a.md", b"One apple.\n").segments] == ["One apple."]
    assert set(Articles(config).take("a.md", b"Take 5 mg daily.\n").segments)
    assert not found.risks(found.take("a.md", b"One apple.\n"))


def test_another_configuration_takes_apart_anew(config: Config) -> None:
    data = b"---\ntitle: A\nlead: B\n---\n\nC\n"
    Articles(config).take("a.md", data, remember=True)
    other = config._replace(extract=config.extract._replace(front_matter=("lead",)))
    assert [s.text for s in Articles(other).take("a.md", data).segments] == ["B", "C"]
    risky = config._replace(check=Check(risk={"fruit": ("apple*",)}))
    apples = b"An apple.\n"
    Articles(config).take("b.md", apples, remember=True)
    asked = Articles(risky)
    assert list(asked.risks(asked.take("b.md", apples)).values()) == [("fruit",)]


@pytest.mark.parametrize(
    "damaged",
    [b"", b"\xff", b"[]", b"{}", b'["x","y",1]', b"[1,2", b"nothing"],
)
def test_a_damaged_file_is_as_none(config: Config, damaged: bytes) -> None:
    Articles(config).take("a.md", b"Text.\n", remember=True)
    [file] = config.state.rglob("a.md.json")
    file.write_bytes(damaged)
    assert Articles(config).take("a.md", b"Text.\n") == extract.article("a.md", b"Text.\n")


def test_a_value_of_another_form_is_as_none(config: Config) -> None:
    articles = Articles(config)
    for value in (1, [], [[["x"]], [], [], [], {}], [[], [[0]], [], [], {}]):
        articles._known.keep("a.md", digest("Text.\n"), value)
        assert articles.take("a.md", b"Text.\n") == extract.article("a.md", b"Text.\n")


def test_what_cannot_be_taken_apart_is_not_kept(config: Config) -> None:
    with pytest.raises(ArticleError):
        Articles(config).take("a.md", b"\xff", remember=True)
    assert not config.state.exists()


def test_a_folder_that_cannot_be_written_is_no_error(config: Config) -> None:
    config.state.write_text("a file where a folder should be")
    assert Articles(config).take("a.md", b"Text.\n", remember=True).segments
    known = Known(config.state / "known/x")
    known.keep("a", "b", "c")
    assert known.get("a", "b") is None


# ── findings ──────────────────────────────────────────────────────────────

ARTICLE = Article(path="a.md", text="")
WRONG = ("Take 5 mg daily.", "Tome 50 mg al día.")
RIGHT = ("Take 7 mg daily.", "Tome 7 mg al día.")


def unit(source: str, target: str, state: State = State.REVIEWED, comment: str = "") -> Unit:
    return Unit(
        segment=Segment(id=unit_id(source), text=source, kind=Kind.PARAGRAPH),
        locale="es",
        target=target,
        state=state,
        file="locales/es/a.po",
        target_line=7,
        comments=(comment,) if comment else (),
    )


class Looker:
    """Runs the checks, and says what it was asked."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.asked: list[str] = []

    def __call__(self, article: Article, locale: str, units: Sequence[Unit]) -> tuple[Finding, ...]:
        self.asked += [u.segment.text for u in units]
        return run(units, config=self.config, locale=locale, terms=None, article=article)


def looked(
    config: Config, units: Sequence[Unit], glossary: str = ""
) -> tuple[list[str], list[Finding]]:
    """What the checks were asked, and what was found."""
    look = Looker(config)
    found = Checked(config, glossary, look).findings(ARTICLE, "es", units, remember=True)
    return look.asked, list(found)


def test_findings_are_known_again(config: Config) -> None:
    units = [unit(*WRONG), unit(*RIGHT), unit("Never.", "", State.UNTRANSLATED)]
    asked, found = looked(config, units)
    assert asked == [WRONG[0], RIGHT[0]]
    assert [f.severity for f in found] == [Severity.CRITICAL]
    assert looked(config, units) == ([], found)
    assert looked(config, [units[1]]) == ([], [])
    assert looked(config, [unit("Never.", "", State.UNTRANSLATED)]) == ([], [])


def test_only_what_changed_is_looked_at(config: Config) -> None:
    looked(config, [unit(*WRONG), unit(*RIGHT)])
    mended = unit(WRONG[0], "Tome 5 mg al día.")
    assert looked(config, [mended, unit(*RIGHT)]) == ([WRONG[0]], [])
    assert looked(config, [unit(*WRONG)])[0] == [WRONG[0]], "what is gone from an article is gone"


def test_what_findings_depend_on(config: Config) -> None:
    units = [unit(*WRONG)]
    looked(config, units)
    minor = config._replace(check=Check(severity={"quantity": "minor"}))
    assert looked(minor, units)[1][0].severity is Severity.MINOR
    assert looked(config, units, glossary="another")[0] == [WRONG[0]]


def test_a_known_finding_is_where_its_unit_is_and_can_be_ignored(config: Config) -> None:
    (before,) = looked(config, [unit(*WRONG)])[1]
    moved = (unit(*WRONG))._replace(target_line=70)
    assert looked(config, [moved]) == ([], [before._replace(line=70)])
    line = f"localize-ignore: {before.check} as the leaflet says (A. Name) [{seal(*WRONG)}]"
    asked, (ignored,) = looked(config, [unit(*WRONG, comment=line)])
    assert not asked
    assert ignored.ignored.startswith("as the leaflet says")


def test_a_build_finds_what_it_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Through the project: with the glossary's and the structure's findings, and nothing kept where not asked."""
    (tmp_path / "source").mkdir()
    (tmp_path / "source/a.md").write_text("Take **5 mg** daily.\n")
    project = Project.open(tmp_path, ["es"])
    article = project.read("a.md")
    broken = (unit("Take **5 mg** daily.", "Tome 5 mg al día."))._replace(
        segment=article.segments[0]
    )
    first = checking.findings(project, article, "es", [broken])
    assert {f.check for f in first} == {"structure"}
    assert not project.config.state.exists()
    assert checking.findings(project, article, "es", [broken], remember=True) == first

    def refuse(*_: object) -> tuple[Finding, ...]:
        raise AssertionError("looked again")

    monkeypatch.setattr(checking, "look", refuse)
    again = Project.open(tmp_path, ["es"])
    assert checking.findings(again, article, "es", [broken]) == first
