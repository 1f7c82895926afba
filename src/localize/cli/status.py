"""`localize status`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from localize.cli import printing
from localize.cli.app import app
from localize.cli.options import (
    Format,
    OutputFormat,
    Paths,
    ProjectDir,
    Quiet,
    Teller,
    To,
    open_project,
)
from localize.cli.writing import write_file
from localize.errors import LocalizeError, Place, WriteError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from localize.build.status import Row


@app.command()
def status(
    paths: Paths = None,
    to: To = None,
    badges: Annotated[
        Path | None,
        typer.Option("--badges", metavar="DIR", help="Write an SVG badge for each locale."),
    ] = None,
    project: ProjectDir = None,
    format: OutputFormat = Format.TEXT,
    quiet: Quiet = False,
) -> None:
    """Say how far every article is in every locale, and what keeps it from being published."""
    from localize.build.status import HEADER, sums, table
    from localize.pipeline.report import Report, error_dict
    from localize.pipeline.standing import status as run

    opened = open_project(project, to, Teller(quiet=quiet))
    report = Report()
    found = run(opened, report.errors, paths or ())
    rows = [row for row, _ in found]
    if badges is not None:
        try:
            _badges(badges, sums(rows), opened.config.root)
        except LocalizeError as error:
            report.errors.append(error)
    if format is Format.JSON:
        printing.as_json(
            {
                "articles": [row.as_dict() | {"worst": worst} for row, worst in found],
                "summary": [
                    row.as_dict() | {"publishable": row.publishable, "articles": row.articles}
                    for row in sums(rows)
                ],
                "errors": [error_dict(error) for error in report.errors],
            }
        )
    else:
        typer.echo(printing.table(HEADER, table(rows), right=range(2, len(HEADER) - 1)))
    printing.errors(report.errors)
    raise typer.Exit(report.exit_code())


def _badges(folder: Path, totals: Sequence[Row], root: Path) -> None:
    from localize.build.status import badge

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for total in totals:
            write_file(folder / f"{total.locale}.svg", badge(total).encode(), root)
    except OSError as error:
        raise WriteError(
            f"cannot be written: {error.strerror}", place=Place(file=str(folder))
        ) from error
