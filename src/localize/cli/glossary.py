"""`localize glossary`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from localize.cli import printing
from localize.cli.app import app
from localize.cli.exchange import Out, need_out, write
from localize.cli.options import Format, OutputFormat, ProjectDir, Quiet, Teller, To, open_project

glossary = typer.Typer(help="The term base.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(glossary, name="glossary")

_HARMLESS = ("blank", "unused")


class Form(StrEnum):
    """What a glossary can be written as."""

    CSV = "csv"
    TBX = "tbx"
    TBX2 = "tbx2"


@glossary.command()
def check(
    to: To = None,
    project: ProjectDir = None,
    format: OutputFormat = Format.TEXT,
    quiet: Quiet = False,
) -> None:
    """Look for conflicts, duplicates, blanks and rows that no article uses; exit 1 for what is wrong."""
    from localize.pipeline.glossary import check as run
    from localize.pipeline.report import Report, error_dict

    report = Report()
    opened = open_project(project, to, Teller(quiet=quiet))
    problems = run(opened, report.errors)
    if format is Format.JSON:
        printing.as_json(
            {
                "problems": [
                    {
                        "kind": p.kind,
                        "file": p.place.file,
                        "line": p.place.line,
                        "message": p.reason,
                    }
                    for p in problems
                ],
                "errors": [error_dict(error) for error in report.errors],
            }
        )
    else:
        for problem in problems:
            typer.echo(f"{problem.place}: {problem.kind}: {problem.reason}")
        if not problems and not quiet:
            typer.echo("nothing wrong", err=True)
    printing.errors(report.errors)
    raise typer.Exit(report.exit_code(failing=any(p.kind not in _HARMLESS for p in problems)))


@glossary.command()
def find(
    project: ProjectDir = None,
    format: OutputFormat = Format.TEXT,
    quiet: Quiet = False,
) -> None:
    """List acronyms, names and recurring phrases of the articles that have no row."""
    from localize.pipeline.glossary import find as run
    from localize.pipeline.report import Report, error_dict

    report = Report()
    opened = open_project(project, None, Teller(quiet=quiet), need_locale=False)
    found = run(opened, report.errors)
    if format is Format.JSON:
        printing.as_json(
            {
                "candidates": [
                    {
                        "term": one.term,
                        "kind": one.kind.value,
                        "count": one.count,
                        "article": one.article,
                        "example": one.example,
                        "expansion": one.expansion or None,
                    }
                    for one in found
                ],
                "errors": [error_dict(error) for error in report.errors],
            }
        )
    elif found:
        rows = [[one.term, one.kind, one.count, one.expansion or one.example] for one in found]
        typer.echo(printing.table(["term", "kind", "times", "as in"], rows, right=[2]))
    printing.errors(report.errors)
    raise typer.Exit(report.exit_code())


@glossary.command("export")
def export_terms(
    form: Annotated[
        Form, typer.Option("--as", help="tbx is TBX v3 basic, tbx2 is TBX v2.")
    ] = Form.CSV,
    out: Out = None,
    project: ProjectDir = None,
    format: OutputFormat = Format.TEXT,
    quiet: Quiet = False,
) -> None:
    """Write the term base for another tool."""
    from localize.pipeline.glossary import export as run

    need_out(out, format)
    opened = open_project(project, None, Teller(quiet=quiet), need_locale=False)
    write(run(opened, form.value).encode(), out, opened.config.root, format)


@glossary.command("import")
def import_terms(
    file: Annotated[Path, typer.Argument(help="A .csv, .tsv or .tbx file.")],
    project: ProjectDir = None,
    format: OutputFormat = Format.TEXT,
    quiet: Quiet = False,
) -> None:
    """Add the new rows of a file to glossary/imported.csv; rows that contradict yours are told, not taken."""
    from localize.pipeline.glossary import import_file

    tell = Teller(quiet=quiet)
    opened = open_project(project, None, tell, need_locale=False)
    merged = import_file(opened, file)
    if format is Format.JSON:
        printing.as_json(
            {
                "added": len(merged.new),
                "known": merged.known,
                "clashes": [
                    {
                        "term": ours.term,
                        "file": ours.file,
                        "line": ours.line,
                        "their_line": theirs.line,
                    }
                    for theirs, ours in merged.clashes
                ],
            }
        )
    for theirs, ours in merged.clashes:
        typer.echo(
            f"{ours.file}:{ours.line}: {ours.term}: {file.name} says otherwise (line {theirs.line})",
            err=True,
        )
    tell(
        f"{printing.plural(len(merged.new), 'row')} added, {merged.known} known, {len(merged.clashes)} left out"
    )
    raise typer.Exit(1 if merged.clashes else 0)
