"""`status`: how far every article is, and what keeps it from being published."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from localize import build as stage
from localize.build.status import Row, row
from localize.errors import LocalizeError
from localize.model import State, Unit
from localize.pipeline.evidence import evidence
from localize.pipeline.localizing import decided

if TYPE_CHECKING:
    from localize.pipeline.project import Project

WORST = 10
"""How many units to look at first are named for an article."""


def status(
    project: Project, errors: list[LocalizeError], paths: Iterable[str] = ()
) -> list[tuple[Row, list[dict[str, object]]]]:
    """A row for every article and locale, and the units to look at first; nothing is written."""
    rows: list[tuple[Row, list[dict[str, object]]]] = []
    config = project.config
    options = stage.Options(layout=config.build.layout)
    for article in project.articles(project.select(paths), errors):
        for locale in project.locales:
            try:
                units = project.workspace.load(article, locale)
                _, decision = decided(
                    project,
                    article,
                    locale,
                    units,
                    options,
                    evidence(project, article, locale, units),
                )
            except LocalizeError as error:
                errors.append(error)
                continue
            rows.append((row(decision, units), _worst(units)))
    return rows


def _worst(units: Iterable[Unit]) -> list[dict[str, object]]:
    """The drafts the engine is least sure of."""
    drafts = [
        (u.draft.score, u)
        for u in units
        if u.state is State.DRAFT and u.draft and u.draft.score is not None
    ]
    return [
        {"unit": unit.id, "score": score, "source": unit.segment.text, "line": unit.line}
        for score, unit in sorted(drafts, key=lambda pair: pair[0])[:WORST]
    ]
