"""Configuration, errors and the command line's own tools."""

from __future__ import annotations

import io
import os
import pickle
import sys
from pathlib import Path

import pytest

from localize import config
from localize.cli import app, printing
from localize.cli.options import Teller
from localize.errors import ConfigError, LocalizeError, Place, UsageError


def test_defaults(tmp_path: Path) -> None:
    found = config.load(tmp_path)
    assert found == config.Config(root=tmp_path)
    assert (found.source, found.locales, found.glossary, found.state) == tuple(
        tmp_path / name for name in ("source", "locales", "glossary", ".localize")
    )


def test_every_key(tmp_path: Path) -> None:
    (tmp_path / "localize.toml").write_text(
        """\ufeff\
source_locale = "de"
target_locales = ["es", "fr"]
exclude = ["x.md"]
[extract]
dialect = "mdx"
front_matter = ["title"]
[translate]
beam_size = 4
models = ["a", "b"]
[build]
set_lang = true
[build.require_risk]
dose = "second-person"
[check]
disable = ["quotes"]
severity = { capitals = "minor" }
[check.risk]
dose = ["drip", "bolus"]
[[check.ignore]]
check = "c"
reason = "r"
author = "a"
source_sha256 = "s"
target_sha256 = "t"
"""
    )
    found = config.load(tmp_path)
    assert found.source_locale == "de"
    assert found.target_locales == ("es", "fr")
    assert found.extract.dialect == "mdx"
    assert found.translate.models == ("a", "b")
    assert found.build.set_lang
    assert found.build.require_risk == {"dose": "second-person"}
    assert found.check.risk == {"dose": ("drip", "bolus")}
    assert found.check.ignore[0].author == "a"
    assert found.check.severity == {"capitals": "minor"}


def test_the_nearest_project(tmp_path: Path) -> None:
    deep = tmp_path / "a/b"
    deep.mkdir(parents=True)
    with pytest.raises(UsageError, match=r"no localize\.toml in"):
        config.require_project(deep)
    (deep / "source").mkdir()
    assert config.require_project(deep) == deep
    (tmp_path / "localize.toml").write_text("")
    assert config.require_project(deep) == tmp_path
    assert config.find_root(deep) == tmp_path


def test_the_place_of_a_key(tmp_path: Path) -> None:
    (tmp_path / "localize.toml").write_text(
        "# c\n[build]\n  'layout' = 'x'\n[check.severity]\na = 1\n"
    )
    assert str(config.place(tmp_path, "build.layout")) == "localize.toml:3"
    assert config.place(tmp_path, "build.layout").column == 3
    assert config.place(tmp_path, "check.severity").line == 4
    assert config.place(tmp_path, "check.severity.a").line == 5
    assert config.place(tmp_path, "nothing").line is None
    (tmp_path / "localize.toml").write_text(
        '[build.fallback_for]\n"g/**" = "x"\n[check."risk"]\n"my class" = "x"\nb . "c.d"=1\n'
    )
    assert config.place(tmp_path, "build.fallback_for.g/**").line == 2
    assert config.place(tmp_path, "check.risk.my class").line == 4
    assert config.place(tmp_path, "check.risk.b.c.d").line == 5
    (tmp_path / "localize.toml").write_text("check = { severity = { a = 1 } }\n")
    assert config.place(tmp_path, "check.severity.a").line == 1
    with pytest.raises(ConfigError) as caught:
        config.load(tmp_path)
    assert str(caught.value.place) == "localize.toml:1"


def test_the_values_of_a_table_are_looked_at_too(tmp_path: Path) -> None:
    (tmp_path / "localize.toml").write_text('[build.fallback_for]\n"a.md" = "sauce"\n')
    with pytest.raises(ConfigError, match="unknown value 'sauce'") as caught:
        config.load(tmp_path)
    assert caught.value.place == Place(
        file="localize.toml", line=2, column=1, text='"a.md" = "sauce"'
    )


def test_errors_cross_process_borders() -> None:
    error = ConfigError("r", place=Place(file="f", line=2, column=1, text="x\ty"), remedy="m")
    again = pickle.loads(pickle.dumps(error))
    assert isinstance(again, ConfigError)
    assert (again.reason, again.place, again.remedy) == (error.reason, error.place, error.remedy)
    assert str(again) == "f:2: r\n    x y\n    ^\nm"


def test_carets() -> None:
    assert Place(file="f").caret() == ""
    assert Place(file="f", text="abc\n").caret() == "    abc"
    long = Place(file="f", line=1, column=200, text="x" * 300)
    shown, caret = long.caret().split("\n")
    assert len(shown) <= 104
    assert len(caret) - 5 < 100
    assert str(LocalizeError("only this")) == "only this"


def test_tables_are_as_wide_as_they_look() -> None:
    assert printing.width("日本e\u0301") == 5
    assert printing.table(["a", "b"], [["日本", 1], ["x", 22]], right=[1]) == (
        "a      b\n日本   1\nx     22"
    )


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("no_color", "term", "wanted"),
    [(None, "xterm", True), ("", "xterm", True), ("1", "xterm", False), (None, "dumb", False)],
)
def test_colours(
    monkeypatch: pytest.MonkeyPatch, no_color: str | None, term: str, wanted: bool
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    if no_color is not None:
        monkeypatch.setenv("NO_COLOR", no_color)  # by convention, an empty one says nothing
    monkeypatch.setenv("TERM", term)
    monkeypatch.setattr(sys, "stdout", Terminal())
    assert printing.colours() == wanted
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert not printing.colours()


def test_a_bar_only_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    quiet = io.StringIO()
    monkeypatch.setattr(sys, "stderr", quiet)
    with Teller(quiet=False).bar("drafting") as progress:
        progress(1, 2)
    assert quiet.getvalue() == ""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with Teller(quiet=False).bar("drafting") as progress:
        progress(0, 0)
        progress(1, 2)
        progress(2, 2)
    assert "drafting" in terminal.getvalue()
    silent = Terminal()
    monkeypatch.setattr(sys, "stderr", silent)
    with Teller(quiet=True).bar("drafting") as progress:
        progress(1, 1)
    assert silent.getvalue() == ""


def test_a_reader_that_goes_away_is_no_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def gone() -> None:
        ended = SystemExit(1)  # which is what Typer makes of it
        ended.__context__ = BrokenPipeError()
        raise ended

    from localize.cli.commands import register

    register()  # with the real application, before another stands in its place
    monkeypatch.setattr(app, "app", gone)
    with (tmp_path / "out").open("w") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        with pytest.raises(SystemExit) as caught:
            app.run()
        assert os.fstat(stream.fileno()).st_rdev == Path(os.devnull).stat().st_rdev
    assert caught.value.code == 0
