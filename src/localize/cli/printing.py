"""Tables, JSON and findings on stdout; errors on stderr."""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import typer

from localize.cli.options import Format

if TYPE_CHECKING:
    from localize.errors import LocalizeError


def width(text: str) -> int:
    """Columns a text takes in a terminal."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def table(
    header: Sequence[str], rows: Iterable[Sequence[object]], *, right: Iterable[int] = ()
) -> str:
    """An aligned table; columns in `right` are set flush right.

    >>> print(table(["a", "n"], [["x", 10], ["long", 2]], right=[1]))
    a      n
    x     10
    long   2
    """
    lines = [[*header], *([str(cell) for cell in row] for row in rows)]
    flush = set(right)
    widths = [max(width(line[i]) for line in lines) for i in range(len(header))]
    out = []
    for line in lines:
        cells = []
        for i, cell in enumerate(line):
            gap = " " * (widths[i] - width(cell))
            cells.append(gap + cell if i in flush else cell + gap)
        out.append("  ".join(cells).rstrip())
    return "\n".join(out)


def as_json(data: Mapping[str, object]) -> None:
    """One object on stdout."""
    typer.echo(json.dumps(data, ensure_ascii=False, indent=1))


def colours() -> bool:
    """May output be coloured? Not where NO_COLOR is set, the terminal knows none, or nobody looks."""
    return (
        not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb" and sys.stdout.isatty()
    )


def errors(found: Iterable[LocalizeError]) -> None:
    """Every error of a run, on stderr."""
    for error in found:
        typer.echo(f"localize: {error}", err=True)


def address(url: str, format: Format, note: str = "") -> None:
    """Where something is served."""
    if format is Format.JSON:
        as_json({"url": url})
    else:
        typer.echo(f"{url}{note}")


def plural(number: int, one: str, many: str | None = None) -> str:
    """A number and its noun.

    >>> plural(1, "unit"), plural(2, "entry", "entries")
    ('1 unit', '2 entries')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"
