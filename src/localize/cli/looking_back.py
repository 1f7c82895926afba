"""`localize history` and `localize recover`."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from localize.cli import printing
from localize.cli.app import app
from localize.cli.options import Format, OutputFormat, ProjectDir, Quiet, Teller, To, open_project
from localize.errors import LocalizeError, UsageError, worst

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from localize.catalog.care import Recovered


@app.command()
def history(
    unit: Annotated[
        str, typer.Argument(help="A unit's id, or how it begins, as findings name it.")
    ],
    to: To = None,
    project: ProjectDir = None,
    format: OutputFormat = Format.TEXT,
    quiet: Quiet = False,
) -> None:
    """Tell the story of a unit: who drafted, edited, accepted and published what, and when."""
    opened = open_project(project, to, Teller(quiet=quiet))
    unit = unit.removeprefix("u:")  # as a spreadsheet has it
    found = opened.workspace.history(unit, opened.locales)
    if not found:
        raise UsageError(
            f"the ledgers know no unit {unit!r}", remedy="Findings and --format json give unit ids."
        )
    if format is Format.JSON:
        printing.as_json(
            {
                "history": [
                    {
                        "unit": told.unit,
                        "locale": told.locale,
                        "article": told.article,
                        "event": told.event.value,
                        "at": told.at,
                        "who": told.who,
                        "role": told.role,
                        "with": told.by,
                        "source": told.source,
                        "target": told.target,
                    }
                    for told in found
                ]
            }
        )
        return
    for told in found:
        who = " ".join(
            part for part in (told.who, f"({told.role})" if told.role else "", told.by) if part
        )
        typer.echo(
            f"{told.at}  {told.locale}  {told.event.value:<9}  {told.unit}  {told.article}  {who}".rstrip()
        )
        for name, text in (("source", told.source), ("target", told.target)):
            if text:
                typer.echo(f"    {name}  {text}")


@app.command()
def recover(
    article: Annotated[str | None, typer.Argument(help="The article, source/a.md.")] = None,
    at: Annotated[
        str | None,
        typer.Option(
            "--at", metavar="TIME", help="As it was then: 2026-05-07T12:00, UTC unless it says."
        ),
    ] = None,
    to: To = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would come back; write nothing.")
    ] = False,
    project: ProjectDir = None,
    format: OutputFormat = Format.TEXT,
    quiet: Quiet = False,
) -> None:
    """Bring a PO file back from the journal; without an ARTICLE, list what the journal has."""
    tell = Teller(quiet=quiet)
    opened = open_project(project, to, tell)
    workspace = opened.workspace
    when = _time(at) if at else None
    if article is None:
        versions = sorted(
            (version.at, locale, f"source/{path}")
            for path in opened.all_paths
            for locale in opened.locales
            for version in workspace.versions(path, locale)
        )
        if format is Format.JSON:
            keys = ("saved", "locale", "article")
            printing.as_json({"versions": [dict(zip(keys, one, strict=True)) for one in versions]})
        else:
            typer.echo(printing.table(["saved (UTC)", "locale", "article"], versions))
        return
    recovered: list[Recovered] = []
    errors: list[LocalizeError] = []
    with workspace.lock(say=tell):
        for path in opened.select([article]):
            for locale in opened.locales:
                try:
                    recovered.append(workspace.recover(path, locale, when, write=not dry_run))
                except LocalizeError as error:
                    errors.append(error)
    _told(recovered, errors, format, workspace.shown, dry_run=dry_run)
    printing.errors(errors)
    raise typer.Exit(worst(error.exit_code for error in errors))


def _told(
    recovered: Iterable[Recovered],
    errors: Iterable[LocalizeError],
    format: Format,
    shown: Callable[[Path], str],
    *,
    dry_run: bool,
) -> None:
    from localize.pipeline.report import error_dict

    if format is Format.JSON:
        printing.as_json(
            {
                "recovered": [
                    {
                        "file": shown(found.path),
                        "version": found.version.at,
                        "written": found.written,
                        "gained": [_pair(*texts) for texts in found.gained],
                        "lost": [_pair(*texts) for texts in found.lost],
                    }
                    for found in recovered
                ],
                "errors": [error_dict(error) for error in errors],
            }
        )
        return
    for found in recovered:
        verb = "brought back" if found.written else "would bring back" if dry_run else "is already"
        typer.echo(f"{shown(found.path)}: {verb} the version of {found.version.at}")
        for source, target in found.gained:
            typer.echo(f"  + {source}\n    {target}")
        for source, target in found.lost:
            typer.echo(f"  - {source}\n    {target}")


def _pair(source: str, target: str) -> dict[str, str]:
    return {"source": source, "target": target}


def _time(text: str) -> dt.datetime:
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(
            f"--at {text}: not a time", remedy="Write it like 2026-05-07T12:00."
        ) from error
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)
