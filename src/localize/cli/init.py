"""`localize init`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from localize.cli import printing
from localize.cli.app import app
from localize.cli.options import Format, OutputFormat, ProjectDir, Quiet, Teller
from localize.errors import UsageError


@app.command()
def init(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="[DIR]", help="The project folder; else the current one."),
    ] = None,
    source: Annotated[
        str, typer.Option("--source", metavar="LOCALE", help="The locale of the articles.")
    ] = "en",
    to: Annotated[
        list[str] | None,
        typer.Option("--to", metavar="LOCALE", help="A target locale; may be repeated."),
    ] = None,
    project: ProjectDir = None,
    format: OutputFormat = Format.TEXT,
    quiet: Quiet = False,
) -> None:
    """Make a project: localize.toml and the folders, nothing that is there already is touched."""
    from localize.config import FILE_NAME, load
    from localize.locales import check
    from localize.pipeline.starting import init as run

    if folder is not None and project is not None:
        raise UsageError("the project folder is named twice", remedy="Leave out --project.")
    root = (folder or project or Path()).resolve()
    made = run(root, source, tuple(to or ()))
    if format is Format.JSON:
        printing.as_json({"made": made})
    else:
        for path in made:
            typer.echo(path)
    tell = Teller(quiet=quiet)
    if not made:
        tell("everything is there already")
    known = load(root).target_locales
    missing = [name for name in map(check, to or ()) if name not in known]
    if missing:
        tell(f"{FILE_NAME} stays as it is: add {', '.join(missing)} to its target_locales")
    tell("Put articles into source/, then: localize sync")
