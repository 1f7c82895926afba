"""The data files are TOML, whatever way they are read."""

import tomllib
from pathlib import Path

import pytest

from localize.checks.reading import datafile

FILES = sorted((Path(datafile.__file__).parent.parent / "data").glob("*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_says_what_any_reader_of_toml_reads_in_it(path: Path) -> None:
    text = path.read_text("utf-8")
    # tomllib refuses what is said twice, which the quick way would not see
    assert datafile.loads(text) == tomllib.loads(text)
    assert datafile.read(path.stem) == tomllib.loads(text)


@pytest.mark.parametrize(
    "text",
    [
        "a = 1.5\nb = true\nc = '\\d'\n",
        'a = "\\u00e9"\n[b.c]\n"d|e" = ["f", "g"]\n',
        "a = [\n  'b', # why\n]\n",
        '[[a]]\nb = "c"\n',
        "[a.'b c']\nd = 1\n",
        "a.b = 1\n",
        "a = [\n" + '"b",\n"c",\n]\nd = { e = "f" }\n',
        "a = 2026-01-01\n",
    ],
)
def test_other_lines_are_left_to_tomllib(text: str) -> None:
    assert datafile.loads(text) == tomllib.loads(text)


@pytest.mark.parametrize("text", ['a = ["b"\n', 'a = [\n"b",\n', "a\n", 'a = "b', "[a\n"])
def test_what_is_no_toml_is_refused(text: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        datafile.loads(text)
