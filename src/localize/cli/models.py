"""`localize models`."""

from __future__ import annotations

import typer

from localize.cli import printing
from localize.cli.app import app
from localize.cli.options import Format, OutputFormat, ProjectDir, Quiet, Teller, open_project

models = typer.Typer(help="Argos packages: what drafts offline.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(models, name="models")
