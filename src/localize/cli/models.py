"""`localize models`: the Argos packages that draft offline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from localize.cli import printing
from localize.cli.app import app
from localize.cli.options import Format, OutputFormat, ProjectDir, Quiet, Teller, open_project

if TYPE_CHECKING:
    from collections.abc import Sequence

    from localize.pretranslate.packages import Installed

models = typer.Typer(
    help="Argos packages: what drafts offline.", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(models, name="models")

From = Annotated[str, typer.Argument(metavar="FROM", help="Source language, en.")]
Into = Annotated[str, typer.Argument(metavar="TO", help="Target language, es.")]


@models.command()
def add(
    from_code: From,
    to_code: Into,
    index: Annotated[
        str | None,
        typer.Option(
            "--index",
            metavar="WHERE",
            help="An index (URL, file:// or folder), or one .argosmodel file.",
        ),
    ] = None,
    project: ProjectDir = None,
    format: OutputFormat = Format.TEXT,
    quiet: Quiet = False,
) -> None:
    """Get a package and put it into the project, verified and tried out. The only command that may use the network."""
    from localize.pretranslate import load_engine, packages, probe

    tell = Teller(quiet=quiet)
    opened = open_project(project, None, tell, need_locale=False)
    with tell.bar("fetching") as progress:
        made = packages.add(
            from_code,
            to_code,
            index,
            opened.config,
            lambda done, total: progress(done, total or done),
        )
    with tell.bar("trying it out"):
        engine = load_engine("argos", opened.config, made.source, made.target)
        verdict = probe(engine, opened.config)
    if format is Format.JSON:
        printing.as_json(
            {
                "file": made.file,
                "name": made.name,
                "placeholders": list(verdict.styles),
                "attention": verdict.attention,
            }
        )
    else:
        copied = " ".join(style.format(1) for style in verdict.styles) or "none"
        use = "of use" if verdict.attention else "of no use"
        typer.echo(f"{made.file}  {made.name}")
        typer.echo(f"placeholders it copies: {copied}; its attention is {use}")


@models.command("list")
def list_packages(
    project: ProjectDir = None,
    format: OutputFormat = Format.TEXT,
    quiet: Quiet = False,
) -> None:
    """List the packages of the project and those in your Argos folder."""
    from localize.pretranslate import packages

    opened = open_project(project, None, Teller(quiet=quiet), need_locale=False)
    _tell(packages.list_packages(opened.config), format, quiet=quiet)


@models.command()
def verify(
    project: ProjectDir = None,
    format: OutputFormat = Format.TEXT,
    quiet: Quiet = False,
) -> None:
    """Read every package of the project from end to end and hold it against models.lock."""
    from localize.pretranslate import packages

    opened = open_project(project, None, Teller(quiet=quiet), need_locale=False)
    _tell(packages.verify(opened.config), format, quiet=quiet)


@models.command()
def remove(
    from_code: From,
    to_code: Into,
    project: ProjectDir = None,
    format: OutputFormat = Format.TEXT,
    quiet: Quiet = False,
) -> None:
    """Take a package out of the project."""
    from localize.pretranslate import packages

    opened = open_project(project, None, Teller(quiet=quiet), need_locale=False)
    removed = packages.remove(from_code, to_code, opened.config)
    if format is Format.JSON:
        printing.as_json({"removed": [str(path) for path in removed]})
    else:
        for path in removed:
            typer.echo(f"removed {path}")


def _tell(found: Sequence[Installed], format: Format, *, quiet: bool) -> None:
    if format is Format.JSON:
        printing.as_json(
            {
                "models": [
                    {
                        "file": one.file,
                        "from": one.source,
                        "to": one.target,
                        "version": one.version,
                        "origin": one.origin.value,
                        "status": one.status.value,
                        "sha256": one.sha256 or None,
                        "problem": one.problem or None,
                    }
                    for one in found
                ]
            }
        )
    elif found:
        rows = [
            [one.source, one.target, one.version, one.origin, one.status, one.file] for one in found
        ]
        typer.echo(printing.table(["from", "to", "version", "whose", "status", "file"], rows))
    elif not quiet:
        typer.echo("no packages; add one with: localize models add FROM TO --index WHERE", err=True)
    wrong = [one for one in found if one.problem]
    for one in wrong:
        typer.echo(f"localize: {one.file}: {one.problem}", err=True)
    if wrong:
        raise typer.Exit(5)
