"""Cases as data: title, input, expected segments; one construct each, in `fixtures/`.

A segment is shown as `kind (field): text`, with its context and notes; `⏎` is a line end in a text. Notices to the
author follow as `! line: text`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from tests.laws.law import assert_identity, assert_structure

from localize import extract
from localize.config import Extract
from localize.model import Article

FIXTURES = Path(__file__).parent / "fixtures"
KINDS = {
    "blocks": ("a.md", Extract()),
    "html": ("a.md", Extract()),
    "front_matter": ("a.md", Extract()),
    "directives": ("a.md", Extract()),
    "mdx": ("a.mdx", Extract()),
    "gfm": ("a.md", Extract(dialect="gfm")),
    "gfm_mdx": ("a.mdx", Extract(dialect="gfm")),
    "mkdocs": ("a.md", Extract(dialect="mkdocs")),
    "plain": ("a.txt", Extract()),
}


def _cases() -> Iterator[ParameterSet]:
    for name in KINDS:
        lines = (FIXTURES / f"{name}.md").read_text(encoding="utf-8").split("\n")
        marks = [i for i, line in enumerate(lines) if line == "."]
        for first, second, third in zip(*[iter(marks)] * 3, strict=True):
            title = lines[first - 1]
            text = "\n".join(lines[first + 1 : second])
            expected = lines[second + 1 : third]
            yield pytest.param(name, text, expected, id=f"{name}: {title}")


CASES = list(_cases())


def shown(article: Article) -> list[str]:
    said = []
    for segment in article.segments:
        field = f" ({segment.field})" if segment.field else ""
        line = f"{segment.kind.value}{field}: {segment.text}".replace("\n", "⏎")
        line += f"  [context: {segment.context}]" if segment.context else ""
        said.append(line + "".join(f"  [note: {note}]" for note in segment.notes))
    return said + [f"! {line}: {text}" for line, text in article.notices]


@pytest.mark.parametrize(("name", "text", "expected"), CASES)
def test_segments(name: str, text: str, expected: list[str]) -> None:
    path, options = KINDS[name]
    assert shown(extract.article(path, text.encode(), options)) == expected


@pytest.mark.parametrize(("name", "text", "expected"), CASES)
@pytest.mark.parametrize("variant", ["CRLF", "BOM", "newline"])
def test_line_ends_and_marks_change_nothing(
    name: str, text: str, expected: list[str], variant: str
) -> None:
    path, options = KINDS[name]
    if variant == "CRLF":
        text = text.replace("\n", "\r\n")
    elif variant == "BOM":
        text = "\ufeff" + text
    else:
        text += "\n"
    found = extract.article(path, text.encode(), options)
    assert [line for line in shown(found) if line[0] != "!"] == [
        line for line in expected if line[0] != "!"
    ]


@pytest.mark.parametrize(("name", "text", "expected"), CASES)
def test_laws(name: str, text: str, expected: list[str]) -> None:
    assert expected is not None
    path, options = KINDS[name]
    if options == Extract():
        assert_identity(path, text.encode())
        assert_structure(path, text.encode())


def test_fixtures_are_all_read() -> None:
    assert {path.stem for path in FIXTURES.glob("*.md")} == set(KINDS)
