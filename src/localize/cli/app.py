"""The Typer application and its outermost frame: errors become messages and exit codes here."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import Annotated

import typer

from localize import __version__
from localize.errors import LocalizeError, UsageError, WorkError

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


def run() -> None:
    """Run the command line, and end the process with the exit code. Raises KeyboardInterrupt."""
    from localize.cli.commands import register

    register(sys.argv[1:])
    try:
        app()
    except LocalizeError as error:
        sys.stdout.flush()
        typer.echo(f"localize: {error}", err=True)
        _tell(error)
        raise SystemExit(error.exit_code) from None
    except SystemExit as ended:
        cause = ended.__context__
        if ended.code == INTERRUPTED:
            _tell(WorkError("interrupted; what was finished is saved"))
            raise KeyboardInterrupt from None
        if isinstance(cause, BrokenPipeError):
            _close_stdout()  # the reader of our output has gone, as `| head` does
            raise SystemExit(0) from None
        said = getattr(cause, "format_message", None)
        if said is not None:  # wrong arguments, which have been told in words by now
            _tell(UsageError(said()))
        raise
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        typer.echo(f"localize: {where}{error.strerror or error}", err=True)
        _close_stdout()
        raise SystemExit(WorkError.exit_code) from None


INTERRUPTED = 130
"""The exit code of a run that the user broke off."""


def _tell(error: LocalizeError) -> None:
    """The object that `--format json` promises, for a command that ended before it had one."""
    if wants_json(sys.argv[1:]):
        from localize.cli import printing
        from localize.pipeline.report import error_dict

        printing.as_json({"errors": [error_dict(error)]})


def wants_json(arguments: Sequence[str]) -> bool:
    """Do the arguments ask for JSON? For errors that come before, or instead of, their parsing.

    >>> wants_json(["sync", "--format", "json"]), wants_json(["sync", "--", "--format=json"])
    (True, False)
    """
    asked = [*takewhile(lambda argument: argument != "--", arguments)]
    return "--format=json" in asked or ("--format", "json") in pairwise(asked)


def _close_stdout() -> None:
    """Let the interpreter's last flush go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
