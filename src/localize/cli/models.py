"""`localize models`: the Argos packages that draft offline."""

from __future__ import annotations

import typer

from localize.cli.app import app

models = typer.Typer(help="Argos packages: what drafts offline.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(models, name="models")
