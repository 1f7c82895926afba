"""`localize doctor`."""

from __future__ import annotations

import typer

from localize.cli import printing
from localize.cli.app import app
from localize.cli.options import Format, OutputFormat, ProjectDir, Quiet, Teller, To, open_project
from localize.errors import worst


@app.command()
def doctor(
    to: To = None,
    project: ProjectDir = None,
    format: OutputFormat = Format.TEXT,
    quiet: Quiet = False,
) -> None:
    """Examine the project: configuration, articles, catalogs, ledgers, glossary and models."""
    from localize.pipeline.doctor import examine

    opened = open_project(project, to, Teller(quiet=quiet), need_locale=False)
    found = examine(opened)
    if format is Format.JSON:
        printing.as_json({"checks": [one.as_dict() for one in found]})
    else:
        rows = [
            row
            for one in found
            if not (quiet and one.ok)
            for row in _rows("ok" if one.ok else "PROBLEM", one.subject, one.says)
        ]
        if rows:
            typer.echo(printing.table(["", "what", "says"], rows))
    raise typer.Exit(worst(one.exit_code for one in found))


def _rows(state: str, subject: str, says: str) -> list[list[str]]:
    """One row, and one for each further line of what there is to say."""
    first, *rest = says.split("\n")
    return [[state, subject, first], *(["", "", line] for line in rest)]
