"""Units to other tools and back: XLIFF, CSV, TMX."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from localize import __version__, exchange
from localize.catalog import Decision
from localize.errors import InputError, LocalizeError, Place, UsageError, WriteError
from localize.model import State, Unit, digest
from localize.pipeline.reviewing import Applied, take

if TYPE_CHECKING:
    from localize.exchange import Imported
    from localize.pipeline.project import Project


def export(
    project: Project,
    locale: str,
    kind: str,
    paths: Iterable[str],
    errors: list[LocalizeError],
    *,
    fill: bool = False,
) -> bytes:
    """All units of the articles in one locale: `xliff` (1.2), `xliff2` (2.1) or `csv`.

    `fill` copies the source into the empty targets of XLIFF.
    """
    articles: dict[str, Sequence[Unit]] = {}
    for article in project.articles(project.select(paths), errors):
        try:
            articles[f"source/{article.path}"] = project.workspace.load(article, locale)
        except LocalizeError as error:
            errors.append(error)
    if kind == "csv":
        return exchange.csv.export(articles)
    return exchange.xliff.export(
        articles,
        source_locale=project.config.source_locale,
        locale=locale,
        version="2.1" if kind == "xliff2" else "1.2",
        tool=f"localize {__version__}",
        fill=fill,
    )


def import_file(project: Project, file: Path, kind: str, who: str) -> Applied:
    """Take translations in by unit and source hash; what no longer fits is refused, one by one."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror}", place=Place(file=str(file))
        ) from error
    read = exchange.csv.read if kind == "csv" else exchange.xliff.read
    groups: dict[tuple[str, str], list[Imported]] = {}
    for row in read(data, name=str(file)):
        groups.setdefault((row.article.removeprefix("source/"), row.locale), []).append(row)
    outcome = Applied()
    with project.workspace.lock(say=project.say):
        for (path, locale), group in groups.items():
            try:
                _import(project, path, locale, group, who, outcome)
            except LocalizeError as error:
                outcome.errors.append(error)
        project.workspace.flush()
    return outcome


def _import(
    project: Project, path: str, locale: str, group: Sequence[Imported], who: str, outcome: Applied
) -> None:
    if path not in project.all_paths or locale not in project.locales:
        outcome.refused += [
            (f"{locale}:source/{path}:{row.unit}", "the project has no such article and locale")
            for row in group
        ]
        return
    article = project.read(path)
    units: Mapping[str, Unit] = {unit.id: unit for unit in project.workspace.load(article, locale)}
    wanted: list[Decision] = []
    for row in group:
        unit = units.get(row.unit)
        reason = exchange.refusal(row, unit)
        if reason or unit is None:
            outcome.refused.append((f"{locale}:source/{path}:{row.unit}", reason))
        elif exchange.changes(row, unit):
            state = State.REVIEWED if row.state is State.REVIEWED else State.EDITED
            wanted.append(
                Decision(
                    unit=unit.id,
                    source_sha256=row.source_sha256,
                    target_sha256=digest(unit.target),
                    target=row.target,
                    state=state,
                    who=who,
                    role="translator",
                    comment=row.comment if row.comment != "\n".join(unit.comments) else "",
                )
            )
    take(project, article, locale, wanted, outcome)


def export_tmx(project: Project) -> tuple[str, int, int]:
    """The approved translations of all locales as TMX: the text, how many, how many were left out."""
    from localize.pretranslate import tmx
    from localize.pretranslate.memory import Accepted

    pairs: list[Accepted] = []
    errors: list[LocalizeError] = []
    for article in project.articles(project.all_paths, errors):
        for locale in project.locales:
            units = project.workspace.load(article, locale)
            accepted = project.workspace.ledger(locale)
            pairs += [
                Accepted(
                    source=unit.segment.text,
                    target=unit.target,
                    context=unit.segment.context,
                    article=f"source/{article.path}",
                    locale=locale,
                    approved=accepted.accepted(unit.id, unit.segment.text, unit.target),
                )
                for unit in units
                if unit.state is State.REVIEWED
            ]
    if errors:
        raise errors[0]
    made = tmx.write(pairs, project.config.source_locale)
    return made.text, made.written, made.unapproved + made.unwritable


def import_tmx(project: Project, file: Path) -> int:
    """Keep a TMX file's pairs where the memory finds them: `.localize/memory/`; how many there are."""
    from localize.pretranslate import tmx

    pairs = tmx.read(file, project.config.source_locale)
    usable = [pair for pair in pairs if pair.locale in project.locales]
    if not usable:
        raise UsageError(
            f"{file}: nothing in it from {project.config.source_locale} to {', '.join(project.locales)}"
        )
    goal = project.config.state / "memory" / f"{file.stem}.tmx"
    try:
        goal.parent.mkdir(parents=True, exist_ok=True)
        goal.write_bytes(file.read_bytes())
    except OSError as error:
        raise WriteError(
            f"cannot be written: {error.strerror}", place=Place(file=str(goal))
        ) from error
    return len(usable)
