"""Glossary files: what spreadsheets save is read, what is wrong is said with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.errors import ConfigError
from localize.terms import Match, TermBase, TermEntry, Treatment
from localize.terms.table import read_file, read_folder, safe, unsafe, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "glossary"
    path.mkdir()
    return path


def save(folder: Path, text: str | bytes, name: str = "g.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


PLAIN = (
    "term,treatment,match,es,note\nNMDA receptor,translate,,receptor NMDA | receptor de NMDA,n\n"
)


@pytest.mark.parametrize(
    "data",
    [
        PLAIN.encode(),
        b"\xef\xbb\xbf" + PLAIN.encode(),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace(",", ";").encode(),
        PLAIN.replace(",", "\t").encode(),
        ("sep=;\r\n" + PLAIN.replace(",", ";").replace("\n", "\r\n")).encode(),
        ("sep=,\n" + PLAIN).encode(),
        b"\nNote , ES,Match, TREATMENT,Term\nn,receptor NMDA|receptor de NMDA|,,Translate,NMDA receptor\n",
        PLAIN.replace("NMDA receptor", '"NMDA receptor"').encode() + b",,,,\n \n",
        PLAIN.rstrip("\n").encode(),
        PLAIN.replace("term,", "en,").encode(),
        PLAIN.replace("translate", "").encode(),
    ],
    ids=range(12),
)
def test_what_spreadsheets_save(data: bytes, folder: Path) -> None:
    save(folder, data)
    [entry] = TermBase.load(folder, "en").entries
    assert entry == TermEntry(
        term="NMDA receptor",
        treatment=Treatment.TRANSLATE,
        match=Match.NOCASE,
        targets={"es": ("receptor NMDA", "receptor de NMDA")},
        note="n",
        file="glossary/g.csv",
        line=entry.line,
    )


def test_lines_are_those_of_the_file(folder: Path) -> None:
    save(folder, 'sep=,\nterm,treatment,note\na,keep,"two\nlines"\n\nb,keep,\n')
    assert [(e.term, e.line) for e in TermBase.load(folder).entries] == [("a", 3), ("b", 6)]
    save(folder, "\n\nterm,treatment\na,keep\n", "h.csv")
    assert [e.line for e in read_file(folder / "h.csv", "en").entries] == [4]


def test_all_files_by_name(folder: Path) -> None:
    save(folder, "term,treatment\nb,keep\n", "2.csv")
    save(folder, "term,treatment\na,keep\n", "1.csv")
    save(folder, "nonsense", "~$1.csv")
    save(folder, "nonsense", ".hidden.csv")
    save(folder, "nonsense", "notes.txt")
    assert [e.term for e in TermBase.load(folder).entries] == ["a", "b"]


def test_no_folder_is_an_empty_term_base(tmp_path: Path) -> None:
    assert len(TermBase.load(tmp_path / "none")) == 0


def test_locales_are_spelt_the_canonical_way(folder: Path) -> None:
    save(folder, "term,treatment,pt_br,ZH-hant,fil\na,translate,b,c,d\n")
    [entry] = TermBase.load(folder).entries
    assert set(entry.targets) == {"pt-BR", "zh-Hant", "fil"}
    assert entry.forms("pt-BR") == ("b",)
    assert entry.forms("fr") == ()


def test_a_language_stands_for_its_regions(folder: Path) -> None:
    save(folder, "term,treatment,es,es-MX\na,translate,b,c\nd,translate,e,\n")
    one, other = TermBase.load(folder).entries
    assert (one.forms("es-MX"), other.forms("es-MX")) == (("c",), ("e",))


def test_acronyms_count_their_capitals_unless_told(folder: Path) -> None:
    save(folder, "term,treatment,match\nWHO,keep,\nDose,keep,\nIV,keep,NoCase\n")
    assert [e.match for e in TermBase.load(folder).entries] == ["case", "nocase", "nocase"]


def test_spreadsheet_formulas_are_taken_off(folder: Path) -> None:
    save(folder, "term,treatment,es\n'-itis,translate,'-itis\n'tis,keep,\n")
    assert [e.term for e in TermBase.load(folder).entries] == ["-itis", "'tis"]


WRONG = [
    ("no term", "term,treatment\n,keep\n", 2, "without a term", 1),
    ("two treatments", "term,treatment\na,keep | translate\n", 2, "two treatments", 3),
    ("unknown treatment", "term,treatment\na,ignore\n", 2, "unknown treatment 'ignore'", 3),
    ("twice the same and more", "term,treatment\na,keep keep\n", 2, "unknown treatment", 3),
    ("no treatment", "term,treatment\na,\n", 2, "no treatment", 3),
    ("no treatment column", "term,es\na,\n", 2, "no treatment", None),
    ("unknown match", "term,treatment,match\na,keep,exact\n", 2, "unknown match 'exact'", 8),
    ("unknown column", "term,treatment,remarks\na,keep,x\n", 1, "unknown column 'remarks'", 16),
    ("no such locale", "term,treatment,qqq\n", 1, "unknown column 'qqq'", 16),
    ("column twice", "term,es,ES\n", 1, "'es' is there twice", 9),
    ("no term column", "treatment,es\n", 1, "no column 'term'", 1),
    ("empty", "", 1, "empty", None),
    ("too many cells", "term,treatment,es\na,translate,b, c\n", 2, "more cells", 15),
    ("unclosed quote", 'term,treatment\na,"keep\nb,keep\n', 2, "opened and not closed", 3),
    ("unclosed, closed later", 'term,treatment\na,"keep\nb,"keep"\n', 2, "after a closing", 3),
    ("after a quote", 'term,treatment\n"a"b,keep\n', 2, "after a closing quote", 3),
    ("not UTF-8", b"term,treatment\na,keep\n\xe9,keep\n", 3, "not UTF-8", None),
    ("UTF-16", "term,treatment\na,keep\n".encode("utf-16"), None, "UTF-16", None),
    (
        "duplicate",
        "term,treatment\na,keep\nA,keep\n",
        3,
        "'A' is already in glossary/g.csv:2",
        None,
    ),
    ("conflict", "term,treatment,es\na,keep,\na,translate,b\n", 3, "'a' is translate here", None),
    ("match conflict", "term,treatment,match\na,keep,case\na,keep,nocase\n", 3, "by nocase", None),
    ("forms conflict", "term,es\na,b\na,c\n", 3, "'a' is 'c' (es) here", None),
    (
        "avoided and accepted",
        "term,treatment,es\na,translate,b | c\na,avoid,c\n",
        3,
        "'c' (es)",
        None,
    ),
    ("accepted and avoided", "term,treatment,es\na,avoid,c\na,translate,c\n", 3, "'c' (es)", None),
]


@pytest.mark.parametrize(
    ("data", "line", "reason", "column"), [row[1:] for row in WRONG], ids=[r[0] for r in WRONG]
)
def test_what_is_wrong_is_said(
    data: str | bytes, line: int | None, reason: str, column: int | None, folder: Path
) -> None:
    save(folder, data)
    with pytest.raises(ConfigError) as caught:
        TermBase.load(folder, "en")
    error = caught.value
    assert reason in error.reason
    assert error.place is not None
    assert (error.place.file, error.place.line) == ("glossary/g.csv", line)
    assert error.place.column == column
    assert error.remedy
    assert error.exit_code == 2
    if column is not None:
        assert str(error).splitlines()[2].index("^") == 4 + column - 1


def test_a_cell_without_end(folder: Path) -> None:
    save(folder, 'term,treatment\na,"' + "x" * 200_000)
    with pytest.raises(ConfigError, match="opened and not closed"):
        TermBase.load(folder)


def test_what_may_stand_side_by_side(folder: Path) -> None:
    save(folder, "term,treatment,match,es\nAIDS,keep,case,\naids,translate,nocase,ayudas\n")
    save(folder, "term,treatment,es\ndrug,translate,fármaco\ndrug,avoid,droga\n", "h.csv")
    assert len(TermBase.load(folder)) == 4


def test_a_file_that_cannot_be_read(folder: Path) -> None:
    (folder / "g.csv").mkdir()
    with pytest.raises(ConfigError, match="cannot be read"):
        TermBase.load(folder)


def test_every_problem_is_gathered(folder: Path) -> None:
    save(folder, "term,treatment\n,keep\na,x\nb,keep\n")
    found = read_folder(folder, "en")
    assert [problem.place.line for problem in found.problems] == [2, 3]
    assert [entry.term for entry in found.entries] == ["b"]


CELL = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"], exclude_characters="|\ufeff"),
    min_size=1,
    max_size=8,
)


@given(
    st.lists(
        st.builds(
            TermEntry,
            term=CELL,
            treatment=st.sampled_from(Treatment),
            match=st.sampled_from(Match),
            targets=st.dictionaries(
                st.sampled_from(["es", "pt-BR"]),
                st.lists(CELL, min_size=1, max_size=2, unique=True).map(tuple),
            ),
            note=CELL,
        ),
        min_size=1,
    )
)
def test_what_is_written_reads_back(entries: list[TermEntry]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "g.csv"
        path.write_text(write(entries), encoding="utf-8", newline="")
        found = read_file(path, "en")
    assert not found.problems
    asked = [(e.term, e.treatment, e.match, e.targets, e.note) for e in entries]
    assert [(e.term, e.treatment, e.match, e.targets, e.note) for e in found.entries] == asked


def test_columns_that_are_asked_for() -> None:
    entry = TermEntry(term="=a", treatment=Treatment.KEEP, targets={"es": ("x", "y")})
    assert write([entry], locales=["fr", "es"]) == (
        "term,treatment,match,fr,es,note\n'=a,keep,nocase,,x | y,\n"
    )


@given(st.text())
def test_safe_cells_read_back(cell: str) -> None:
    assert not safe(cell).startswith(("=", "+", "-", "@"))
    assert unsafe(safe(cell)) == cell


@given(st.binary(max_size=60) | st.text('ab",;\n\r\t =|term', max_size=60).map(str.encode))
def test_whatever_the_bytes_there_are_rows_or_problems(data: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "g.csv"
        for head in (b"", b"term,treatment,es\n"):
            path.write_bytes(head + data)
            found = read_file(path, "en")
            for problem in found.problems:
                assert str(problem.error())
            for entry in found.entries:
                assert entry.term
