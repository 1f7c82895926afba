"""The files of `data/`: TOML, nearly all of it in lines that JSON says alike, and that are read so in a tenth of the time."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from localize.regex import regex

_FOLDER = Path(__file__).parent.parent / "data"
_HEADER = regex(r"\[([\w-]+(?:\.[\w-]+)*)\]")
_ENTRY = regex(
    r"""(?:([\w-]+)|"([^"\\]+)") = (\[|\[?".*"\]?|[\d.]+|true|false|[{'].*)""",
)


def place(name: str) -> Path:
    """Where the file of this name is, or would be."""
    return _FOLDER / f"{name}.toml"


def read(name: str) -> dict[str, Any]:
    """What a file holds."""
    return loads(place(name).read_text("utf-8"))


def loads(text: str) -> dict[str, Any]:
    """As `tomllib.loads`, which is asked where a line is none of the plain ones.

    >>> loads('[a.b]\\nc = ["d"]\\n"e?" = "f"\\n')
    {'a': {'b': {'c': ['d'], 'e?': 'f'}}}
    >>> loads("a = 'b' # neither JSON's quotes nor its comments")
    {'a': 'b'}
    """
    try:
        return _plain(text)
    except ValueError:
        return tomllib.loads(text)


def _plain(text: str) -> dict[str, Any]:
    """What a file of plain lines holds; `ValueError` where one is not."""
    data: dict[str, Any] = {}
    table = data
    lines = iter(text.split("\n"))
    for line in lines:
        if not line or line[0] == "#":
            continue
        if header := _HEADER.fullmatch(line):
            table = data
            for name in header[1].split("."):
                table = table.setdefault(name, {})
        elif entry := _ENTRY.fullmatch(line):
            bare, quoted, value = entry.groups()
            if value == "[":
                value = f"[{' '.join(_members(lines)).rstrip().removesuffix(',')}]"
            other = value[0] in "{'"  # an inline table, a string without escapes
            table[bare or quoted] = (
                tomllib.loads(f"_ = {value}")["_"] if other else json.loads(value)
            )
        else:
            raise ValueError(line)
    return data


def _members(lines: Iterator[str]) -> Iterator[str]:
    """The lines of a list, up to the one that closes it."""
    for line in lines:
        if line == "]":
            return
        yield line
    raise ValueError("a list that nothing closes")
