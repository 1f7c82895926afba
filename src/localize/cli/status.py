"""`localize status`."""

from __future__ import annotations

import typer

from localize.cli import printing
from localize.cli.app import app
from localize.cli.options import Format, OutputFormat, ProjectDir, Quiet, Teller, To, open_project


@app.command()
def status(
    to: To = None,
    project: ProjectDir = None,
    format: OutputFormat = Format.TEXT,  # noqa: A002 (the option's name)
    quiet: Quiet = False,
) -> None:
    """Say how far every article is in every locale, and what keeps it from being published."""
    from localize.pipeline.report import error_dict, totals
    from localize.pipeline.standing import status as run

    opened = open_project(project, to, Teller(quiet=quiet))
    report = run(opened)
    if format is Format.JSON:
        printing.as_json(
            {
                "articles": [row.as_dict() for row in report.articles],
                "errors": [error_dict(error) for error in report.errors],
                "summary": totals(report.articles),
            }
        )
    else:
        states = ["untranslated", "draft", "edited", "reviewed", "stale"]
        header = ["article", "locale", "units", "words", *states, "critical", "words left", "publishable"]
        rows = []
        for row in report.articles:
            extra = row.extra
            units = sum(row.counts.get(s, 0) for s in states)
            rows.append(
                [
                    row.article,
                    row.locale,
                    units,
                    extra["words"],
                    *(row.counts.get(s, 0) for s in states),
                    extra["critical"],
                    extra["words_left"],
                    "yes" if extra["publishable"] else f"no: {extra['why']}",
                ]
            )
        typer.echo(printing.table(header, rows, right=range(2, 11)))
    printing.errors(report)
    raise typer.Exit(report.exit_code())
