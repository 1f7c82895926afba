"""Glossary files (CSV as spreadsheets save it) -> term entries, or what is wrong with them.

Accepted: columns in any order, a BOM, CRLF, commas, semicolons or tabs, cells over several
lines, Excel's `sep=` line. Columns: `term` (or the source locale's name), `treatment`, `match`,
`note`, and one for each target locale; accepted forms in a cell are separated by ` | `.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from localize import errors, locales
from localize.terms.entry import Match, TermEntry, Treatment
from localize.terms.problems import Problem, clashes
from localize.terms.words import visible

TREATMENTS = ", ".join(Treatment)
# Two-letter codes are looked up here: babel would cost more than reading a small glossary.
_CODES = """
    aa ab af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cv cy da de
    dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy
    hz ia id ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg
    li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om
    or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv
    sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
_ISO_639_1 = frozenset(_CODES.split())
_OWN_COLUMNS = ("term", "treatment", "match", "note")
_TREATMENTS = {str(one): one for one in Treatment}
_MATCHES = {str(one): one for one in Match}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Glossary(NamedTuple):
    """The entries of one or several files, in order, and their problems, in order."""

    entries: tuple[TermEntry, ...]
    problems: tuple[Problem, ...]


def read_folder(folder: Path, source_locale: str) -> Glossary:
    """Every `*.csv` of a folder, by name; an absent folder has none.

    Rows that have a problem are left out of the entries.
    """
    entries: list[TermEntry] = []
    problems: list[Problem] = []
    paths = sorted(path for path in folder.glob("*.csv") if not path.name.startswith((".", "~")))
    for path in paths:
        found = read_file(path, source_locale)
        entries += found.entries
        problems += found.problems
    problems += clashes(entries)
    return Glossary(tuple(entries), tuple(problems))


def read_file(path: Path, source_locale: str) -> Glossary:
    """One glossary file, its rows seen one by one: clashes between rows are not looked for."""
    name = f"{path.parent.name}/{path.name}"
    try:
        data = path.read_bytes()
    except OSError as error:
        problem = Problem(
            kind="encoding",
            reason=f"cannot be read: {error.strerror}",
            place=errors.Place(file=name),
        )
        return Glossary((), (problem,))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        problem = Problem(
            kind="encoding",
            reason="is UTF-16, not UTF-8" if wide else f"not UTF-8 (byte {error.start + 1})",
            place=errors.Place(file=name, line=None if wide else line),
            remedy="Save it as UTF-8; in Excel: Save As, CSV UTF-8 (Comma delimited).",
        )
        return Glossary((), (problem,))
    return _Table(name, text, source_locale).read()


def safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula.

    >>> safe("-itis"), safe("ketamine")
    ("'-itis", 'ketamine')
    """
    return f"'{cell}" if cell.lstrip("'").startswith(_FORMULA) else cell


def unsafe(cell: str) -> str:
    """The cell that `safe` was given.

    >>> unsafe("'-itis"), unsafe("'tis")
    ('-itis', "'tis")
    """
    return cell[1:] if cell[:1] == "'" and cell.lstrip("'").startswith(_FORMULA) else cell


def write(entries: Sequence[TermEntry], *, locales: Sequence[str] = ()) -> str:
    """The entries as a glossary file: CSV with commas, quoted where needed, safe in spreadsheets.

    Columns for the locales given, else for all that have forms. `read_file` reads back the same.
    Raises InputError for a form with the sign in it that separates forms.
    """
    for entry in entries:
        if any("|" in form for forms in entry.targets.values() for form in forms):
            raise errors.InputError(
                f"a form of {entry.term!r} has a | in it, which separates forms in a cell",
                place=errors.Place(file=entry.file, line=entry.line) if entry.file else None,
            )
    columns = list(locales) or sorted({name for entry in entries for name in entry.targets})
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["term", "treatment", "match", *columns, "note"])
    for entry in entries:
        forms = [" | ".join(entry.targets.get(name, ())) for name in columns]
        row = [entry.term, str(entry.treatment), str(entry.match), *forms, entry.note]
        writer.writerow([safe(cell) for cell in row])
    return out.getvalue()


class _Table:
    """One file being read."""

    def __init__(self, name: str, text: str, source_locale: str) -> None:
        self._name = name
        self._text = text
        # Not splitlines(), which ends lines where csv does not.
        self._lines = re.split(r"\r\n|\r|\n", text)
        self._source = source_locale
        self._problems: list[Problem] = []
        self._first_line = 1
        if found := re.fullmatch(r"sep=(.)", self._lines[0].strip(" ")):
            self._delimiter = found[1]
            self._first_line = 2
            self._text = text[len(self._lines[0]) :].removeprefix("\r").removeprefix("\n")
        else:
            head = re.sub(r'"[^"]*"', "", self._lines[0])
            self._delimiter = max(",;\t", key=head.count)

    def read(self) -> Glossary:
        rows = self._rows()
        try:
            line, cells = next(rows, (1, []))
            columns = self._columns(line, cells)
            if columns is None:
                return Glossary((), tuple(self._problems))
            entries = []
            for line, cells in rows:
                if entry := self._entry(line, cells, columns):
                    entries.append(entry)
        except csv.Error as error:
            return Glossary((), (*self._problems, self._syntax(error)))
        return Glossary(tuple(entries), tuple(self._problems))

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        """Line number and stripped cells of every row that is not empty."""
        self._row_line = self._first_line
        reader = csv.reader(
            io.StringIO(self._text, newline=""), delimiter=self._delimiter, strict=True
        )
        for cells in reader:
            line = self._row_line
            self._row_line = self._first_line + reader.line_num
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                yield line, [unsafe(cell) if cell[:1] == "'" else cell for cell in stripped]

    def _syntax(self, error: csv.Error) -> Problem:
        line = self._row_line
        shown = self._lines[line - 1] if line <= len(self._lines) else ""
        quote = shown.rfind('"')
        wild = "field larger" in str(error) or "unexpected end" in str(error)
        return Problem(
            kind="syntax",
            reason="a quote is opened and not closed" if wild else "text after a closing quote",
            place=errors.Place(file=self._name, line=line, column=quote + 1 or None, text=shown),
            remedy='Close the quote, or write "" for a quote inside a quoted cell.',
        )

    def _problem(
        self, kind: str, reason: str, line: int, column: int | None = None, remedy: str = ""
    ) -> None:
        shown = self._lines[line - 1] if line <= len(self._lines) else ""
        at = None if column is None else _offset(shown, self._delimiter, column)
        place = errors.Place(file=self._name, line=line, column=at, text=shown)
        self._problems.append(Problem(kind=kind, reason=reason, place=place, remedy=remedy))

    def _columns(self, line: int, cells: Sequence[str]) -> Mapping[str, int] | None:
        """Column names and their positions; None where the table cannot be read."""
        columns: dict[str, int] = {}
        before = len(self._problems)
        for at, cell in enumerate(cells):
            name = cell.casefold()
            if not name:
                continue
            if name not in _OWN_COLUMNS:
                known = self._locale(cell)
                if known is None:
                    self._problem(
                        "column",
                        f"unknown column {cell!r}: neither term, treatment, match, note nor a locale",
                        line,
                        at,
                        "The first row names the columns, as in: term,treatment,match,es,fr,note",
                    )
                    continue
                name = known
            if name in columns:
                self._problem(
                    "column",
                    f"the column {name!r} is there twice",
                    line,
                    at,
                    "Remove one of the two.",
                )
            columns.setdefault(name, at)
        if "term" not in columns and self._source in columns:
            columns["term"] = columns.pop(self._source)
        if "term" not in columns and len(self._problems) == before:
            self._problem(
                "column",
                "no column 'term'" if cells else "empty: not even a first row with column names",
                line,
                0 if cells else None,
                "The first row names the columns, as in: term,treatment,match,es,fr,note",
            )
        return columns if len(self._problems) == before else None

    def _locale(self, name: str) -> str | None:
        if name in _ISO_639_1:
            return name
        try:
            return locales.check(name)
        except errors.ConfigError:
            return None

    def _entry(
        self, line: int, cells: Sequence[str], columns: Mapping[str, int]
    ) -> TermEntry | None:
        before = len(self._problems)
        used = max(columns.values())
        # Rows of a spreadsheet may be shorter than the first; the empty cell stands for columns
        # that are not there.
        cells = [*cells, *[""] * (used + 2 - len(cells))]
        if any(cells[used + 1 :]):
            self._problem(
                "column",
                "more cells than the first row has columns",
                line,
                used + 1,
                f'Put quotes around a cell that has a "{self._delimiter}" in it.',
            )
        term = cells[columns["term"]]
        if not term:
            self._problem(
                "term", "a row without a term", line, columns["term"], "Fill it or delete the row."
            )
        targets = {}
        for name, at in columns.items():
            if name not in _OWN_COLUMNS and (cell := cells[at]):
                forms = _forms(cell) if "|" in cell else (cell,)
                if forms:
                    targets[name] = forms
        said = cells[columns.get("treatment", -1)]
        treatment = _TREATMENTS.get(said)
        if treatment is None:
            treatment = self._treatment(line, columns, said, bool(targets))
        match = self._match(line, columns, cells[columns.get("match", -1)], term)
        if len(self._problems) > before or treatment is None:
            return None
        return TermEntry(
            term=term,
            treatment=treatment,
            match=match,
            targets=targets,
            note=cells[columns.get("note", -1)],
            file=self._name,
            line=line,
        )

    def _treatment(
        self, line: int, columns: Mapping[str, int], text: str, has_forms: bool
    ) -> Treatment | None:
        if not text and has_forms:
            return Treatment.TRANSLATE
        names = [name for name in re.split(r"[\s|,;/+&]+", text.casefold()) if name]
        at = columns.get("treatment")
        if len(set(names) & set(Treatment)) > 1:
            self._problem(
                "treatment", f"two treatments: {text}", line, at, f"Choose one of {TREATMENTS}."
            )
        elif not names:
            self._problem(
                "treatment",
                "no treatment, and no form in any locale",
                line,
                at,
                f"Choose one of {TREATMENTS}.",
            )
        elif len(names) > 1 or names[0] not in set(Treatment):
            self._problem(
                "treatment", f"unknown treatment {text!r}", line, at, f"Choose one of {TREATMENTS}."
            )
        else:
            return Treatment(names[0])
        return None

    def _match(self, line: int, columns: Mapping[str, int], text: str, term: str) -> Match:
        match = _MATCHES.get(text.casefold())
        if match:
            return match
        if text:
            self._problem(
                "match",
                f"unknown match {text!r}",
                line,
                columns.get("match"),
                f"Choose one of {', '.join(Match)}, or leave it empty.",
            )
        return default_match(term)


def default_match(term: str) -> Match:
    """The case rule of a row that names none: capitals count in acronyms, so that WHO is not who.

    >>> [str(default_match(term)) for term in ("WHO", "mTOR", "Ketamine", "NMDA receptor")]
    ['case', 'case', 'nocase', 'nocase']
    """
    if term.islower():
        return Match.NOCASE
    shown = visible(term)
    acronym = " " not in shown and sum(sign.isupper() for sign in shown) > 1
    return Match.CASE if acronym else Match.NOCASE


def _forms(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(str.strip, cell.split("|")))))


def _offset(line: str, delimiter: str, column: int) -> int:
    """Where a cell begins in a line of CSV, 1-based; the end of the line where it has none."""
    at = seen = 0
    quoted = False
    while at < len(line) and seen < column:
        if line[at] == '"':
            quoted = not quoted
        elif line[at] == delimiter and not quoted:
            seen += 1
        at += 1
    return at + 1
