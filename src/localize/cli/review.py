"""`localize review`: the page, and what comes back from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from localize.cli import printing
from localize.cli.app import app
from localize.cli.options import Format, OutputFormat, ProjectDir, Quiet, Teller, To, open_project
from localize.cli.writing import write_file
from localize.errors import InputError, LocalizeError, Place, UsageError, worst

if TYPE_CHECKING:
    from localize.pipeline.project import Project
    from localize.pipeline.reviewing import Applied

review = typer.Typer(
    help="Review side by side: write the page, serve it, take decisions in.",
    invoke_without_command=True,
    rich_markup_mode=None,
)
app.add_typer(review, name="review")

As = Annotated[
    str,
    typer.Option(
        "--as", metavar="NAME", help="Who decides, for the ledger; approve takes git's user else."
    ),
]
Role = Annotated[
    str, typer.Option("--role", help="In which role, for the ledger: reviewer, clinician, …")
]


@review.callback()
def page(
    context: typer.Context,
    to: To = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="FILE.html", help="Where to write the page; else review.html."
        ),
    ] = None,
    serve: Annotated[
        bool, typer.Option("--serve", help="Serve it on 127.0.0.1; decisions are written at once.")
    ] = False,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="For --serve; 0 for a free one.")
    ] = 0,
    name: As = "",
    project: ProjectDir = None,
    format: OutputFormat = Format.TEXT,
    quiet: Quiet = False,
) -> None:
    """Write the side-by-side review page: one file that needs no network."""
    if context.invoked_subcommand is not None:
        _nothing_given(context)
        return
    from localize import __version__
    from localize.pipeline import reviewing
    from localize.review import page as compose

    tell = Teller(quiet=quiet)
    opened = open_project(project, to, tell)
    if serve:
        _serve(opened, port, name, format)
        return
    errors: list[LocalizeError] = []
    rows = reviewing.rows(opened, errors)
    text = compose(
        rows,
        title=opened.config.root.name,
        version=__version__,
        source_locale=opened.config.source_locale,
        who=name,
    )
    goal = out or Path("review.html")
    write_file(goal, text.encode(), opened.config.root)
    if format is Format.JSON:
        printing.as_json({"written": [str(goal)], "errors": _dicts(errors)})
    else:
        typer.echo(goal)
    _fail(errors)


def _nothing_given(context: typer.Context) -> None:
    """Options before `apply` and `approve` would be lost on them: somebody's name, a locale."""
    given = [
        name
        for name in context.params
        if getattr(context.get_parameter_source(name), "name", "DEFAULT") != "DEFAULT"
    ]
    if given:
        command = context.invoked_subcommand
        raise UsageError(
            f"options of `review {command}` stand after its name",
            remedy=f"Write: localize review {command} … and then the options.",
        )


def _serve(project: Project, port: int, name: str, format: Format) -> None:
    from localize import __version__
    from localize.config import FILE_NAME
    from localize.pipeline import reviewing
    from localize.review import Site, file_stamp, serve

    def rows() -> object:
        errors: list[LocalizeError] = []
        found = reviewing.rows(project, errors)
        if errors:
            raise errors[0]
        return found

    config = project.config

    def watched() -> Iterable[Path]:
        # Looked up anew every time: articles come and go.
        for folder in (config.source, config.locales, config.glossary):
            yield from (path for path in folder.rglob("*") if path.is_file())
        yield config.root / FILE_NAME

    serve(
        rows,  # type: ignore[arg-type]
        lambda decision: reviewing.apply_one(project, decision),
        site=Site(
            title=project.config.root.name,
            version=__version__,
            source_locale=project.config.source_locale,
            who=name,
        ),
        announce=partial(printing.address, format=format),
        stamp=lambda: file_stamp(watched()),
        port=port,
    )


@review.command()
def apply(
    decisions: Annotated[
        Path, typer.Argument(metavar="DECISIONS.json", help="The file the page exported.")
    ],
    name: As = "",
    role: Role = "",
    project: ProjectDir = None,
    format: OutputFormat = Format.TEXT,
    quiet: Quiet = False,
) -> None:
    """Write decisions from the review page into the PO files and the ledger; stale ones are refused."""
    from localize.pipeline import reviewing
    from localize.review import read_decisions

    tell = Teller(quiet=quiet)
    opened = open_project(project, None, tell)
    try:
        data = decisions.read_bytes()
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror}", place=Place(file=str(decisions))
        ) from error
    outcome = reviewing.apply(opened, read_decisions(data, name=str(decisions)), name, role)
    report_applied(outcome, format, tell)


@review.command()
def approve(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Articles or folders of them.")
    ],
    to: To = None,
    name: As = "",
    role: Role = "",
    project: ProjectDir = None,
    format: OutputFormat = Format.TEXT,
    quiet: Quiet = False,
) -> None:
    """Note in the ledger that a second person approves every reviewed unit of these articles."""
    from localize.pipeline import reviewing

    tell = Teller(quiet=quiet)
    name = name.strip() or _git_user()
    if not name:
        raise UsageError("who approves?", remedy='Say it: --as "Name <address>"')
    opened = open_project(project, to, tell)
    done = reviewing.approve(opened, paths, name, role)
    if format is Format.JSON:
        printing.as_json(
            {"approved": done.noted, "waiting": done.alone, "errors": _dicts(done.errors)}
        )
    tell(f"{printing.plural(done.noted, 'unit')} approved")
    if done.alone:
        tell(
            f"{done.alone} of them still wait for a second person: {name} reviewed them, or nobody is named as their"
            " reviewer (Last-Translator in the PO file when it was synced)"
        )
    _fail(done.errors)


def _git_user() -> str:
    """Who git takes the user for, as `Name <address>`; empty where it does not know."""
    import subprocess

    found = []
    for key in ("user.name", "user.email"):
        try:
            asked = subprocess.run(  # noqa: S603 (git, with constant arguments)
                ["git", "config", "--get", key],  # noqa: S607
                capture_output=True,
                text=True,
                check=False,
            )
        except OSError:
            return ""
        found.append(asked.stdout.strip())
    name, address = found
    return f"{name} <{address}>" if name and address else name


def report_applied(outcome: Applied, format: Format, tell: Teller) -> None:
    """Say what became of decisions or imported rows, and exit accordingly."""
    if format is Format.JSON:
        printing.as_json(
            {
                "taken": outcome.taken,
                "written": outcome.written,
                "refused": [{"unit": unit, "reason": reason} for unit, reason in outcome.refused],
                "errors": _dicts(outcome.errors),
            }
        )
    else:
        for path in outcome.written:
            typer.echo(path)
        tell(f"{outcome.taken} taken, {len(outcome.refused)} refused")
    for unit, reason in outcome.refused:
        typer.echo(f"localize: {unit}: refused: {reason}", err=True)
    if outcome.refused and not outcome.errors:
        raise typer.Exit(1)
    _fail(outcome.errors)


def _dicts(errors: Iterable[LocalizeError]) -> list[dict[str, object]]:
    from localize.pipeline.report import error_dict

    return [error_dict(error) for error in errors]


def _fail(errors: Sequence[LocalizeError]) -> None:
    printing.errors(errors)
    if errors:
        raise typer.Exit(worst(error.exit_code for error in errors))
