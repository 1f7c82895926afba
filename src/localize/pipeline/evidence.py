"""Who accepted what, and which units are risky: what `build` and `status` ask of the ledger and the checks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING
from zlib import crc32

from localize.build import Acceptance, Evidence
from localize.catalog import Event
from localize.catalog.ledger import short
from localize.model import Article, Unit

if TYPE_CHECKING:
    from localize.pipeline.project import Project

_Pair = tuple[str, str, str]
"""Unit id, source hash, target hash, as the ledger has them."""


@cache
def _acceptances(project: Project, locale: str) -> Mapping[_Pair, tuple[Acceptance, ...]]:
    """By pair: who accepted it and has not withdrawn it since."""
    found: dict[_Pair, list[Acceptance]] = {}
    for happening in project.workspace.ledger(locale).happenings():
        if happening.event is Event.WITHDRAWN:
            for pair in happening.units:
                found.pop(pair, None)
        # Without a name it was somebody, but nobody who could be told from another.
        elif happening.event in (Event.REVIEWED, Event.APPROVED) and happening.who:
            accepted = Acceptance(person=happening.who, role=happening.role, date=happening.at)
            for pair in happening.units:
                found.setdefault(pair, []).append(accepted)
    return {pair: tuple(people) for pair, people in found.items()}


def evidence(
    project: Project, article: Article, locale: str, units: Sequence[Unit]
) -> Mapping[str, Evidence]:
    """Risk classes and acceptances of the units that have any, by unit id.

    Raises CatalogError for a damaged ledger.
    """
    classes = project.risks(article)
    accepted = _acceptances(project, locale)
    found: dict[str, Evidence] = {}
    for unit in units:
        risks = classes.get(unit.id, ())
        people: tuple[Acceptance, ...] = ()
        if accepted:  # two hashes a unit, for nothing where nobody has accepted anything by name
            people = accepted.get((unit.id, short(unit.segment.text), short(unit.target)), ())
        if risks or people:
            found[unit.id] = Evidence(risks=risks, accepted=people if unit.target else ())
    return found


def acceptance_mark(project: Project, path: str, locale: str) -> int:
    """A number that changes when the ledger tells something new of what people did to an article.

    Where the project asks for more than a review, of what they did to any article: a text accepted in one
    place counts in all.
    """
    build = project.config.build
    strict = build.require == "approved" or bool(build.require_risk)
    return _marks(project, locale).get("" if strict else path, 0)


@cache
def _marks(project: Project, locale: str) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for happening in project.workspace.ledger(locale).happenings():
        if happening.event in (Event.REVIEWED, Event.APPROVED, Event.WITHDRAWN):
            for name in ("", happening.article):
                found[name] = crc32(happening.mark.encode(), found.get(name, 0))
    return found
