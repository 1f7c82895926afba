"""Rows and sums a manager reads, and badges."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Any

import pytest

from localize.build import Options, decide
from localize.build.status import HEADER, Row, badge, cells, count_words, row, sums, table
from localize.config import Build
from localize.model import Kind, Piece, PieceKind, Segment, State


@pytest.fixture
def rows(unit: Any, assembled: Any, finding: Any) -> list[Row]:
    made = []
    for path, locale, units in (
        ("a.md", "es", (unit("One two three", "uno"), unit("Four five", "x", "draft"))),
        ("b.md", "es", (unit("Six", "seis"),)),
        ("a.md", "fr", (unit("One two three"), unit("Gone", "x", "obsolete"))),
    ):
        given = assembled(units, path=path, locale=locale)
        found = [finding(units[0])] if path == "b.md" else []
        made.append(row(decide(given, Build(), Options(), findings=found), given.units))
    return made


def test_rows(rows: list[Row]) -> None:
    assert rows[0].as_dict() == {
        "article": "source/a.md",
        "locale": "es",
        "units": 2,
        "words": 5,
        "words_left": 2,
        "untranslated": 0,
        "draft": 1,
        "edited": 0,
        "reviewed": 1,
        "stale": 0,
        "approved": 0,
        "critical": 0,
        "publishable": False,
        "why": "1 unit is a draft",
    }
    assert rows[1].critical == 1
    assert rows[1].why == "1 critical finding: quantity"


def test_the_table_has_sums_where_there_is_something_to_sum(rows: list[Row]) -> None:
    shown = table(rows)
    assert {len(line) for line in shown} == {len(HEADER)}
    assert [line[:4] for line in shown] == [
        ("es", "source/a.md", "2", "5"),
        ("es", "source/b.md", "1", "1"),
        ("es", "all", "3", "6"),
        ("fr", "source/a.md", "1", "3"),
    ]
    assert [line[-1] for line in shown] == [
        "no: 1 unit is a draft",
        "no: 1 critical finding: quantity",
        "0 of 2",
        "no: 1 unit is not translated",
    ]
    assert cells(Row(article="source/a.md", locale="es", publishable=1))[-1] == "yes"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One two-fold, three.", 3),
        ("0.5 mg/kg", 3),
        ("it’s", 1),
        ("", 0),
        ("谷氨酸 NMDA 受体", 6),
        ("グルタミン酸", 6),
        ("Αποκλεισμός του υποδοχέα", 3),
    ],
)
def test_words(text: str, count: int) -> None:
    assert count_words(Segment(id="", text=text, kind=Kind.PARAGRAPH)) == count


def test_markup_and_code_are_no_words() -> None:
    text = "Run `make all` now"
    pieces = (
        Piece(0, 4, PieceKind.TEXT),
        Piece(4, 14, PieceKind.CODE),
        Piece(14, 18, PieceKind.TEXT),
    )
    assert count_words(Segment(id="", text=text, kind=Kind.PARAGRAPH, pieces=pieces)) == 2


@pytest.mark.parametrize(
    ("words", "left", "said"),
    [
        (100, 0, "100% reviewed"),
        (1000, 1, "99% reviewed"),
        (100, 40, "60% reviewed"),
        (100, 100, "0% reviewed"),
        (0, 0, "100% reviewed"),
    ],
)
def test_badges(words: int, left: int, said: str) -> None:
    total = Row(article="", locale="pt-BR", words=words, words_left=left)
    root = ET.fromstring(badge(total))
    space = "{http://www.w3.org/2000/svg}"
    assert [t.text for t in root.iter(f"{space}text")] == ["pt-BR", said]
    assert root.findtext(f"{space}title") == f"pt-BR: {said}, {left} words left"
    assert int(root.attrib["width"]) > 100


def test_sums_add_up(rows: list[Row]) -> None:
    spanish, french = sums(rows)
    assert spanish.counts[State.REVIEWED] == 2
    assert (spanish.publishable, spanish.articles, french.articles) == (0, 2, 1)
