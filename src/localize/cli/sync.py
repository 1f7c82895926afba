"""`localize sync`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from localize.cli import printing
from localize.cli.app import app
from localize.cli.options import (
    Format,
    Jobs,
    OutputFormat,
    Paths,
    ProjectDir,
    Quiet,
    Teller,
    To,
    open_project,
)
from localize.errors import UsageError

if TYPE_CHECKING:
    from localize.pipeline.report import Report


@app.command()
def sync(
    paths: Paths = None,
    to: To = None,
    engine: Annotated[
        str | None,
        typer.Option(help="The engine that drafts: argos, pseudo; else the configured one."),
    ] = None,
    no_translate: Annotated[bool, typer.Option("--no-translate", help="Make no drafts.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit 3 if something would change.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Write nothing; say what would change.")
    ] = False,
    jobs: Jobs = 0,
    project: ProjectDir = None,
    format: OutputFormat = Format.TEXT,
    quiet: Quiet = False,
) -> None:
    """Bring the PO files up to date with the articles, and draft what is untranslated.

    Never touches what a person wrote. A second run with nothing changed writes nothing.
    """
    from localize.config import ENGINES
    from localize.pipeline.syncing import SyncOptions
    from localize.pipeline.syncing import sync as run

    tell = Teller(quiet=quiet)
    opened = open_project(project, to, tell)
    if engine is not None and engine not in ENGINES:
        raise UsageError(
            f"unknown engine {engine!r}", remedy=f"Choose one of {', '.join(ENGINES)}."
        )
    name = "" if no_translate else engine or opened.config.translate.engine
    options = SyncOptions(engine=name, write=not (check or dry_run), jobs=jobs)
    with tell.bar("drafting" if name else "syncing") as progress:
        report = run(opened, paths or (), options, progress)
    if format is Format.JSON:
        _json(report)
    else:
        _text(report, writing=options.write, quiet=quiet)
        if check and report.would_change and not quiet:
            typer.echo("To bring them up to date: localize sync", err=True)
    printing.errors(report.errors)
    raise typer.Exit(report.exit_code(check=check))


def _json(report: Report) -> None:
    from localize.pipeline.report import error_dict, totals

    printing.as_json(
        {
            "articles": [row.as_dict() for row in report.articles],
            "written": report.written + [path for row in report.articles for path in row.written],
            "recorded": report.recorded,
            "errors": [error_dict(error) for error in report.errors],
            "summary": totals(report.articles),
        }
    )


def _text(report: Report, *, writing: bool, quiet: bool) -> None:
    changed = [row for row in report.articles if row.written]
    if changed:
        header = [
            "article",
            "locale",
            "units",
            "drafted",
            "draft",
            "edited",
            "reviewed",
            "stale",
            "untranslated",
        ]
        rows = []
        for row in changed:
            counts = row.counts
            units = sum(n for state, n in counts.items() if state != "obsolete")
            rows.append(
                [
                    row.article,
                    row.locale,
                    units,
                    row.drafted,
                    *(counts.get(s, 0) for s in header[4:]),
                ]
            )
        typer.echo(printing.table(header, rows, right=range(2, len(header))))
    if quiet:
        return
    files = len({path for row in changed for path in row.written}) + len(report.written)
    same = len(report.articles) - len(changed)
    verb = "written" if writing else "would change"
    protected = sum(row.protected for row in report.articles)
    drafted = sum(row.drafted for row in report.articles)
    reused = sum(row.reused for row in report.articles)
    flagged = sum(row.flagged for row in report.articles)
    said = [f"{printing.plural(files, 'file')} {verb}", f"{same} unchanged"]
    if drafted:
        said.append(f"{drafted} drafted ({reused} reused, {flagged} to look at first)")
        said.append(f"{printing.plural(protected, 'piece')} protected")
    if report.recorded:
        said.append(
            f"{printing.plural(report.recorded, 'review or edit', 'reviews and edits')} recorded"
        )
    typer.echo("; ".join(said), err=True)
