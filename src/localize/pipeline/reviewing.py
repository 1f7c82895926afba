"""Rows for the review page, and the decisions that come back from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from localize import review
from localize.catalog import Decision, Happening, Written
from localize.catalog.ledger import short
from localize.checks.ignore import sealed
from localize.checks.reading.reading import Reading, read
from localize.checks.reading.tables import tables
from localize.errors import LocalizeError
from localize.markdown.inline import analyse
from localize.model import Article, Finding, State, Unit
from localize.pipeline import checking
from localize.pipeline.notes import code_spans
from localize.review import Mark, MarkKind, ReviewRow

if TYPE_CHECKING:
    from localize.pipeline.project import Project


def rows(
    project: Project, errors: list[LocalizeError], paths: Iterable[str] = ()
) -> tuple[ReviewRow, ...]:
    """Every unit with what helps to judge it, article by article. What cannot be read is in `errors`."""
    found: list[ReviewRow] = []
    histories = {locale: _happenings(project, locale) for locale in project.locales}
    for article in project.articles(project.select(paths), errors):
        for locale in project.locales:
            try:
                found += _article_rows(project, article, locale, histories[locale])
            except LocalizeError as error:
                errors.append(error)
    return tuple(found)


_Happened = tuple[Happening, str, str]
"""What happened, and the hashes of the source and the target it happened to."""


def _article_rows(
    project: Project, article: Article, locale: str, history: Mapping[str, Sequence[_Happened]]
) -> Iterable[ReviewRow]:
    units = project.workspace.load(article, locale)
    by_unit: dict[str, list[Finding]] = {}
    for finding in checking.findings(project, article, locale, units):
        by_unit.setdefault(finding.unit, []).append(finding)
    title = next((s.text for s in article.segments if s.field == "title"), "")
    classes = project.risks(article)
    for unit in units:
        source, target = _marks(project, unit)
        yield ReviewRow(
            unit=unit,
            article=f"source/{article.path}",
            title=title,
            findings=tuple(by_unit.get(unit.id, ())),
            risks=classes.get(unit.id, ()),
            source_marks=source,
            target_marks=target,
            history=tuple(_event(unit, *told) for told in history.get(unit.id, ())),
        )


def _event(unit: Unit, happening: Happening, source: str, target: str) -> review.Event:
    return review.Event(
        what=happening.event.value,
        when=happening.at,
        who=happening.who,
        role=happening.role,
        detail=happening.by,
        current=(source, target) == (short(unit.segment.text), short(unit.target)),
    )


def _happenings(project: Project, locale: str) -> Mapping[str, Sequence[_Happened]]:
    found: dict[str, list[_Happened]] = {}
    for happening in project.workspace.ledger(locale).happenings():
        for unit, source, target in happening.units:
            found.setdefault(unit, []).append((happening, source, target))
    return found


def _marks(project: Project, unit: Unit) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """Numbers, units, negations and terms on both sides."""
    segment = unit.segment
    config = project.config
    pieces = analyse(unit.target, segment.syntax, segment.labels)
    source = [*_reading_marks(Reading(segment.text, segment.pieces, tables(config.source_locale)))]
    target = (
        [*_reading_marks(Reading(unit.target, pieces, tables(unit.locale)))] if unit.target else []
    )
    if project.terms is not None:
        for hit in project.terms.match(segment.text, skip=code_spans(segment)):
            forms = " | ".join(hit.entry.forms(unit.locale))
            note = (
                "keep exactly" if hit.entry.treatment == "keep" else f"→ {forms}" if forms else ""
            )
            source.append(Mark(hit.start, hit.end, MarkKind.TERM, note))
            places = project.terms.places(hit, unit.target, unit.locale)[:1]
            target += [Mark(p.start, p.end, MarkKind.TERM, hit.entry.term) for p in places]
    return tuple(source), tuple(target)


def _reading_marks(reading: Reading) -> Iterable[Mark]:
    read([reading])
    for quantity in reading.quantities:
        if not quantity.digits:
            continue  # `a` and `one` are articles more often than numbers
        start, end = reading.place(quantity.start, quantity.stop or quantity.end)
        yield Mark(start, end, MarkKind.NUMBER)
        if quantity.unit and quantity.stop and quantity.stop < quantity.end:
            start, end = reading.place(quantity.stop, quantity.end)
            yield Mark(start, end, MarkKind.UNIT)
    for mark in reading.marks.get("negation", ()):
        start, end = reading.place(mark.start, mark.end)
        yield Mark(start, end, MarkKind.NEGATION)


@dataclass(slots=True)
class Applied:
    """What became of decisions."""

    written: list[str] = field(default_factory=list)
    """PO files, relative to the project."""
    taken: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)
    """Unit (`es:source/a.md:1a2b…`) and why."""
    errors: list[LocalizeError] = field(default_factory=list)


def apply(
    project: Project, decisions: Iterable[review.Decision], who: str = "", role: str = ""
) -> Applied:
    """Write decisions through the catalogs; those that no longer fit are refused one by one.

    `who` stands where a decision names nobody.
    """
    groups: dict[tuple[str, str], list[review.Decision]] = {}
    for decision in decisions:
        groups.setdefault((decision.article.removeprefix("source/"), decision.locale), []).append(
            decision
        )
    outcome = Applied()
    with project.workspace.lock(say=project.say):
        for (path, locale), group in groups.items():
            try:
                _apply(project, path, locale, group, who, role, outcome)
            except LocalizeError as error:
                outcome.errors.append(error)
        project.workspace.flush()
    return outcome


def _apply(
    project: Project,
    path: str,
    locale: str,
    group: Sequence[review.Decision],
    who: str,
    role: str,
    outcome: Applied,
) -> None:
    if path not in project.all_paths or locale not in project.locales:
        why = (
            "the project has no such article"
            if path not in project.all_paths
            else "not a locale of this project"
        )
        outcome.refused += [(_name(d), why) for d in group]
        return
    article = project.read(path)
    units = {unit.id: unit for unit in project.workspace.load(article, locale)}
    wanted: list[Decision] = []
    for decision in group:
        reason = review.refusal(decision, units.get(decision.unit))
        if reason:
            outcome.refused.append((_name(decision), reason))
            continue
        wanted.append(
            Decision(
                unit=decision.unit,
                source_sha256=decision.source_sha256,
                target_sha256=decision.target_sha256,
                target=decision.target,
                state=decision.state(units[decision.unit].state),
                who=decision.who or who,
                role=role or "reviewer",
                comment=sealed(
                    decision.comment,
                    units[decision.unit].segment.text,
                    decision.target,
                    decision.who or who,
                ),
            )
        )
    take(project, article, locale, wanted, outcome)


def take(
    project: Project, article: Article, locale: str, wanted: Sequence[Decision], outcome: Applied
) -> Written | None:
    """Write decisions about one article; the lock is the caller's."""
    if not wanted:
        return None
    written, refused = project.workspace.decide(article, locale, wanted)
    outcome.refused += [
        (f"{locale}:source/{article.path}:{decision.unit}", reason) for decision, reason in refused
    ]
    outcome.taken += len(wanted) - len(refused)
    if written.changed:
        outcome.written.append(project.workspace.shown(written.path))
    return written


def _name(decision: review.Decision) -> str:
    return f"{decision.locale}:{decision.article}:{decision.unit}"


def apply_one(project: Project, decision: review.Decision) -> review.Outcome:
    """One decision, for the served page."""
    outcome = apply(project, (decision,))
    if outcome.errors:
        return review.Outcome(applied=False, reason=str(outcome.errors[0]))
    if outcome.refused:
        return review.Outcome(applied=False, reason=outcome.refused[0][1])
    errors: list[LocalizeError] = []
    path = decision.article.removeprefix("source/")
    row = next(
        (
            r
            for r in rows(project, errors, [f"source/{path}"])
            if r.unit.id == decision.unit and r.unit.locale == decision.locale
        ),
        None,
    )
    return review.Outcome(applied=True, row=row)


class Approvals(NamedTuple):
    """What came of approving."""

    noted: int
    """Units the approval was noted for."""
    alone: int
    """Those among them that still wait for a second person: the reviewer is the same one, or nobody knows who it was."""
    errors: list[LocalizeError]


def approve(project: Project, paths: Iterable[str], who: str, role: str = "") -> Approvals:
    """Note in the ledger that a person approves every reviewed unit of the articles."""
    errors: list[LocalizeError] = []
    noted: list[tuple[str, Unit]] = []
    workspace = project.workspace
    with workspace.lock(say=project.say):
        for article in project.articles(project.select(paths), errors):
            for locale in project.locales:
                try:
                    units = workspace.load(article, locale)
                    reviewed = [unit.id for unit in units if unit.state is State.REVIEWED]
                    done = set(workspace.approve(article, locale, reviewed, who, role))
                    noted += [(locale, unit) for unit in units if unit.id in done]
                except LocalizeError as error:
                    errors.append(error)
        workspace.flush()
    alone = sum(
        not workspace.ledger(locale).approved(unit.id, unit.segment.text, unit.target)
        for locale, unit in noted
    )
    return Approvals(len(noted), alone, errors)
