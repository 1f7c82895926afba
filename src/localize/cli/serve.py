"""`localize serve`."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from localize.cli.app import app
from localize.cli.options import Format, OutputFormat, ProjectDir, Quiet, Teller, To, open_project


@app.command()
def serve(
    to: To = None,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0 for a free one.")] = 0,
    include_drafts: Annotated[
        bool, typer.Option("--include-drafts/--no-drafts", help="Show drafts, marked.")
    ] = True,
    project: ProjectDir = None,
    format: OutputFormat = Format.TEXT,
    quiet: Quiet = False,
) -> None:
    """Build pages, serve them on 127.0.0.1, and build again whenever something changes."""
    from localize.build import Options
    from localize.build.serve import serve as run
    from localize.cli import printing
    from localize.pipeline.building import build

    tell = Teller(quiet=quiet)
    opened = open_project(project, to, tell)
    out = opened.config.state / "preview"
    options = Options(include_drafts=include_drafts, fallback="source", html=True)

    def rebuild() -> None:
        # A fresh look: the glossary, the catalogs and the configuration may have changed.
        now = open_project(project, to, tell)
        report = build(now, (), options, out=out)
        printing.errors(report.errors)

    rebuild()
    watched = [opened.config.source, opened.config.locales, opened.config.glossary]
    run(
        out,
        rebuild,
        [path for path in watched if path.is_dir()],
        port=port,
        announce=partial(printing.address, format=format, note=f" shows {out}; Ctrl+C ends it"),
        say=lambda text: typer.echo(f"localize: {text}", err=True),
    )
