"""`localize export`, `localize import` and `localize tm`."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

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
from localize.cli.review import report_applied
from localize.cli.writing import write_file
from localize.errors import UsageError


class Kind(StrEnum):
    """Formats of other tools."""

    XLIFF = "xliff"
    XLIFF2 = "xliff2"
    CSV = "csv"


As = Annotated[Kind, typer.Option("--as", help="xliff is XLIFF 1.2, xliff2 is XLIFF 2.1.")]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="Where to write; else to stdout.")
]

Fill = Annotated[
    bool,
    typer.Option(
        "--fill",
        help="In XLIFF, copy the source into empty targets: OmegaT translates what stands there.",
    ),
]


def need_out(out: Path | None, format: Format) -> None:
    """Raises UsageError where two things would have to go to stdout: an export, and the JSON about it."""
    if out is None and format is Format.JSON:
        raise UsageError(
            "--format json needs --out FILE: without it the export itself goes to stdout"
        )


def write(data: bytes, out: Path | None, root: Path, format: Format, **more: object) -> None:
    """To the file named, or to stdout. `root`: the project; `more`: what else there is to say of it, in JSON."""
    if out is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    write_file(out, data, root)
    if format is Format.JSON:
        printing.as_json({"written": [str(out)], **more})
    else:
        typer.echo(out)


@app.command("export")
def export_units(
    kind: As,
    paths: Paths = None,
    to: To = None,
    out: Out = None,
    fill: Fill = False,
    project: ProjectDir = None,
    format: OutputFormat = Format.TEXT,
    quiet: Quiet = False,
) -> None:
    """Write the units of one locale for another tool: XLIFF, or CSV for a spreadsheet."""
    from localize.pipeline import exchanging
    from localize.pipeline.report import Report, error_dict

    need_out(out, format)
    opened = open_project(project, to, Teller(quiet=quiet))
    if len(opened.locales) != 1:
        raise UsageError("one locale at a time", remedy=f"Name it: --to {opened.locales[0]}")
    report = Report()
    data = exchanging.export(
        opened, opened.locales[0], kind.value, paths or (), report.errors, fill=fill
    )
    if not report.errors:
        write(data, out, opened.config.root, format, errors=[])
    elif format is Format.JSON:
        printing.as_json({"written": [], "errors": [error_dict(e) for e in report.errors]})
    printing.errors(report.errors)
    raise typer.Exit(report.exit_code())


@app.command("import")
def import_units(
    file: Annotated[
        Path, typer.Argument(help="What localize export wrote and another tool changed.")
    ],
    kind: As,
    who: Annotated[
        str, typer.Option("--who", metavar="NAME", help="Who translated, for the ledger.")
    ] = "",
    project: ProjectDir = None,
    format: OutputFormat = Format.TEXT,
    quiet: Quiet = False,
) -> None:
    """Take translations in from XLIFF or CSV, by unit and source; what no longer fits is refused."""
    from localize.pipeline import exchanging

    tell = Teller(quiet=quiet)
    opened = open_project(project, None, tell)
    report_applied(exchanging.import_file(opened, file, kind.value, who), format, tell)


memory = typer.Typer(
    help="The translation memory, as TMX.", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(memory, name="tm")


@memory.command("export")
def export_memory(
    to: To = None,
    out: Out = None,
    project: ProjectDir = None,
    format: OutputFormat = Format.TEXT,
    quiet: Quiet = False,
) -> None:
    """Write accepted translations as TMX 1.4."""
    from localize.pipeline import exchanging

    need_out(out, format)
    tell = Teller(quiet=quiet)
    opened = open_project(project, to, tell)
    text, written, left = exchanging.export_tmx(opened)
    write(text.encode(), out, opened.config.root, format, translations=written, left_out=left)
    tell(f"{printing.plural(written, 'translation')}; {left} left out (not accepted)")


@memory.command("import")
def import_memory(
    file: Annotated[Path, typer.Argument(metavar="FILE.tmx", help="A TMX 1.4 file.")],
    to: To = None,
    project: ProjectDir = None,
    format: OutputFormat = Format.TEXT,
    quiet: Quiet = False,
) -> None:
    """Keep a TMX file for drafts: its translations are offered, never taken for reviewed."""
    from localize.pipeline import exchanging

    tell = Teller(quiet=quiet)
    count = exchanging.import_tmx(open_project(project, to, tell), file)
    if format is Format.JSON:
        printing.as_json({"translations": count})
    tell(f"{printing.plural(count, 'translation')} to draw on")
