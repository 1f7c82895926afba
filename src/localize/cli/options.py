"""The options that commands share, and how they tell things."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from localize.errors import UsageError

if TYPE_CHECKING:
    from localize.pipeline.project import Project


class Format(StrEnum):
    """How results are printed."""

    TEXT = "text"
    JSON = "json"


ProjectDir = Annotated[
    Path | None,
    typer.Option(
        "--project",
        metavar="DIR",
        help="The project folder; else the nearest one at or above here with a localize.toml.",
    ),
]
Paths = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PATH]...", help="Articles (source/a.md) or folders of them."),
]
To = Annotated[
    list[str] | None,
    typer.Option("--to", metavar="LOCALE", help="Only this target locale; may be repeated."),
]
OutputFormat = Annotated[Format, typer.Option("--format", help="How to print the results.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print results and errors only.")]
Jobs = Annotated[
    int, typer.Option("--jobs", min=0, help="Processes to use; 0 for as many as there are cores.")
]


class Teller:
    """Says things on stderr, unless told to be quiet."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet

    def __call__(self, text: str) -> None:
        """Say it."""
        if not self._quiet:
            typer.echo(text, err=True)

    @contextmanager
    def bar(self, label: str) -> Iterator[Callable[[int, int], None]]:
        """A progress bar where stderr is a terminal; elsewhere nothing."""
        if self._quiet or not sys.stderr.isatty():
            yield lambda _done, _total: None
            return
        with typer.progressbar(length=1, label=label, file=sys.stderr) as bar:

            def update(done: int, total: int) -> None:
                bar.length = max(total, 1)
                bar.update(max(0, done - bar.pos))

            yield update


def open_project(
    folder: Path | None, to: list[str] | None, tell: Teller, *, need_locale: bool = True
) -> Project:
    """The project a command works on. Raises UsageError where there is none."""
    from localize.config import require_project
    from localize.pipeline.project import Project

    if folder is not None and not folder.is_dir():
        raise UsageError(f"--project {folder}: no such folder")
    start = (folder or Path.cwd()).resolve()
    root = start if folder is not None else require_project(start)
    return Project.open(root, to or (), tell, need_locale=need_locale)
