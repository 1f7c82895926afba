"""Articles, units and projects to build from, made in a line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from localize.build.assemble import Assembled
from localize.config import Build, Config
from localize.model import Article, Draft, Finding, Kind, Segment, Severity, State, Unit, unit_id

MakeUnit = Callable[..., Unit]
MakeAssembled = Callable[..., Assembled]


@pytest.fixture
def unit() -> MakeUnit:
    """A unit by its texts and state."""

    def make(source: str, target: str = "", state: State | str = "", **more: Any) -> Unit:
        default = State.REVIEWED if target else State.UNTRANSLATED
        segment = Segment(
            id=unit_id(source), text=source, kind=more.pop("kind", Kind.PARAGRAPH), pieces=()
        )
        locale = more.pop("locale", "es")
        if model := more.pop("model", ""):
            more["draft"] = Draft(text=target, engine="argos", model=model)
        return Unit(
            segment=segment, locale=locale, target=target, state=State(state or default), **more
        )

    return make


@pytest.fixture
def assembled() -> MakeAssembled:
    """An assembled article: its source is the units' sources as paragraphs unless given."""

    def make(units: tuple[Unit, ...] = (), text: str | None = None, **more: Any) -> Assembled:
        source = more.pop("source", "\n\n".join(u.segment.text for u in units) + "\n")
        localized = "\n\n".join(u.target or u.segment.text for u in units) + "\n"
        article = Article(
            path=more.pop("path", "guide/a.md"),
            text=source,
            segments=tuple(u.segment for u in units),
        )
        return Assembled(
            article=article,
            locale=more.pop("locale", "es"),
            text=localized if text is None else text,
            units=units,
            fallbacks=more.pop("fallbacks", ()),
            findings=more.pop("findings", ()),
            **more,
        )

    return make


@pytest.fixture
def finding() -> Callable[..., Finding]:
    """A finding on a unit."""

    def make(unit: Unit | None, severity: Severity | str = "critical", **more: Any) -> Finding:
        return Finding(
            check=more.pop("check", "quantity"),
            dimension="accuracy",
            severity=Severity(severity),
            locale="es",
            article="source/guide/a.md",
            message=more.pop("message", "5 mg became 50 mg"),
            unit=unit.id if unit else "",
            **more,
        )

    return make


@pytest.fixture
def project(tmp_path: Path) -> Callable[..., Config]:
    """A project folder with its configuration; keywords are those of `[build]`."""

    def make(**build: Any) -> Config:
        root = tmp_path / "project"
        (root / "source").mkdir(parents=True, exist_ok=True)
        return Config(root=root, target_locales=("es", "fr"), build=Build(**build))

    return make
