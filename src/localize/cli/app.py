"""The Typer application and its outermost frame: errors become messages and exit codes here."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from localize import __version__
from localize.errors import LocalizeError

app = typer.Typer(
    name="localize",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"localize {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version and exit."
        ),
    ] = False,
) -> None:
    """Localize articles: Markdown to PO and back, with offline drafts, checks and verified builds."""


def main() -> None:
    """Run the command line; never returns."""
    from localize.cli.commands import register

    register(sys.argv[1:])
    try:
        app()
    except LocalizeError as error:
        sys.stdout.flush()
        typer.echo(f"localize: {error}", err=True)
        raise SystemExit(error.exit_code) from None
    except BrokenPipeError:
        # The reader of our output has gone, as `| head` does.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None


def interrupted() -> int:
    """Say that the user broke off; the exit code for it."""
    typer.echo("localize: interrupted; what was finished is saved", err=True)
    return 130
