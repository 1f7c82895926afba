"""CSV: nothing runs or is mangled in a spreadsheet; what goes out comes back."""

from __future__ import annotations

import csv as stdlib_csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.errors import InputError
from localize.exchange import changes, csv, refusal
from localize.exchange.csv import COLUMNS, guard, unguard
from localize.model import State, digest

from .conftest import make_unit, sample_units


def table(data: bytes) -> list[list[str]]:
    return list(stdlib_csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def written(rows: list[list[str]], delimiter: str = ",") -> bytes:
    out = io.StringIO(newline="")
    stdlib_csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode()


@given(st.text() | st.from_regex(r"'*[=+@\-\t\r0-9]?.{0,5}"))
def test_what_is_guarded_comes_back(text: str) -> None:
    assert unguard(guard(text)) == text


DANGEROUS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "＋1", "－1", "＠x",
    '=HYPERLINK("http://evil.example","x")', "=cmd|' /C calc'!A0", "|x", "%x",
]  # fmt: skip
MANGLED = [
    "5",
    "0.50",
    "1,000",
    "1-2",
    "1/2",
    "MARCH1",
    "5 de mayo",
    "10:30 pm",
    "1e5",
    "TRUE",
    "(5)",
    "5 %",
    "٥",
]


@pytest.mark.parametrize("text", DANGEROUS + MANGLED)
def test_no_cell_is_a_formula_or_a_date(text: str) -> None:
    assert guard(text) == f"'{text}"
    data = csv.export({text: [make_unit(text, text, comments=(text,))]})
    for cell in table(data)[1]:
        assert cell.startswith(("'", "u:", "sha256:")) or cell in ("es", "draft") or " › " in cell


@pytest.mark.parametrize("text", ["Take 5 mg daily.", "abc", "", "a-b", "* item"])
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert guard(text) == text


def test_what_goes_out_comes_back() -> None:
    units = [unit for unit in sample_units() if unit.state is not State.OBSOLETE]
    data = csv.export({"source/a.md": sample_units()})
    assert data.startswith(b"\xef\xbb\xbf")
    assert data == csv.export({"source/a.md": sample_units()})
    found = csv.read(data)
    assert len(found) == len(units)
    for imported, unit in zip(found, units, strict=True):
        assert (imported.unit, imported.article, imported.locale) == (unit.id, "source/a.md", "es")
        assert (imported.source, imported.target) == (unit.segment.text, unit.target)
        assert imported.state is unit.state
        assert imported.comment == "\n".join(unit.comments)
        assert refusal(imported, unit) == ""
        assert not changes(imported, unit)
    assert [imported.line for imported in found][:2] == [2, 3]


@given(st.text(), st.text())
def test_every_text_comes_back(source: str, target: str) -> None:
    unit = make_unit(source, target)
    (imported,) = csv.read(csv.export({"source/a.md": [unit]}))
    assert (imported.source, imported.target) == (source, target)
    assert refusal(imported, unit) == ""


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_what_a_spreadsheet_saves(delimiter: str) -> None:
    unit = make_unit("Take 5 mg,\nor 10; no more.", "x")
    rows = table(csv.export({"source/a.md": [unit]}))
    rows[1][COLUMNS.index("target")] = "Tome 5 mg,\r\no 10; no más."
    rows[1][COLUMNS.index("state")] = "Reviewed "
    # Columns moved, one added, an empty row at the end.
    order = sorted(range(len(COLUMNS)), key=lambda n: COLUMNS[n])
    rows = [[row[n] for n in order] + ["extra"] for row in rows] + [[""] * 11]
    (imported,) = csv.read(written(rows, delimiter))
    assert imported.target == "Tome 5 mg,\no 10; no más."
    assert imported.state is State.REVIEWED
    assert refusal(imported, unit) == ""
    assert changes(imported, unit)


def test_utf_16_is_read() -> None:
    unit = make_unit("Take it.", "Tómelo.")
    text = csv.export({"source/a.md": [unit]}).decode("utf-8-sig")
    (imported,) = csv.read(text.encode("utf-16"))
    assert imported.target == "Tómelo."


def test_a_source_that_was_changed_in_the_table_is_refused() -> None:
    unit = make_unit("Take it.", "Tómelo.")
    data = csv.export({"source/a.md": [unit]}).replace(b"Take it.", b"Take it now.")
    (imported,) = csv.read(data)
    assert refusal(imported, unit) == "the source was changed in the file"


def test_rows_that_cannot_be_taken_keep_no_other() -> None:
    units = [make_unit("a", "x"), make_unit("b", "y"), make_unit("c", "z")]
    rows = table(csv.export({"source/a.md": units}))
    rows[1][COLUMNS.index("state")] = "ok"
    rows[2] = rows[2][:-1]
    first, second, third = csv.read(written(rows))
    assert "unknown state 'ok'" in first.problem
    assert "fewer cells" in second.problem
    assert third.problem == ""


def test_an_empty_target_deletes_nothing() -> None:
    unit = make_unit("a", "x", State.REVIEWED)
    rows = table(csv.export({"source/a.md": [unit]}))
    rows[1][COLUMNS.index("target")] = ""
    (imported,) = csv.read(written(rows))
    assert imported.state is State.UNTRANSLATED
    assert not changes(imported, unit)


def test_an_empty_state_is_the_translators() -> None:
    rows = table(csv.export({"source/a.md": [make_unit("a", "x")]}))
    rows[1][COLUMNS.index("state")] = ""
    assert csv.read(written(rows))[0].state is State.EDITED


def test_a_very_long_cell() -> None:
    unit = make_unit("word " * 60_000)
    (imported,) = csv.read(csv.export({"source/a.md": [unit]}))
    assert imported.source_sha256 == digest(imported.source)


BAD: dict[str, tuple[bytes, str, int | None]] = {
    "empty": (b"", "the column 'article' is missing", 1),
    "column": (b"article,locale,unit,source,target\n", "the column 'source_sha256' is missing", 1),
    "latin-1": (b"article\n\xe1", "not UTF-8", 2),
    "half UTF-16": (b"\xff\xfea", "not UTF-16", None),
    "unclosed quote": (csv.export({"a": [make_unit("a")]})[:-10], "not a table", 2),
}


@pytest.mark.parametrize(("data", "message", "line"), BAD.values(), ids=BAD.keys())
def test_what_is_no_such_table_is_refused(data: bytes, message: str, line: int | None) -> None:
    with pytest.raises(InputError) as caught:
        csv.read(data, name="a.csv")
    assert message in caught.value.reason
    assert caught.value.place is not None
    assert (caught.value.place.file, caught.value.place.line) == ("a.csv", line)


def test_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("localize.exchange.csv.MAX_BYTES", 1024 * 1024)
    with pytest.raises(InputError, match="larger than 1 MB"):
        csv.read(b" " * (1024 * 1024 + 1))
