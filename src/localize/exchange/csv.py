"""A table for a spreadsheet, that no cell of can run or be mangled, and the way back.

A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula, and `1-2`, `MARCH1`,
`0.50` or `1e5` for a date or a number that it writes back as another text. Such cells go out with
an apostrophe before them, and so do cells that begin with an apostrophe themselves: what is read
back is always what went out (`unguard(guard(text)) == text`).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence

from localize.errors import InputError, Place
from localize.exchange.imported import MAX_BYTES, Imported, state_after
from localize.model import State, Unit, digest
from localize.regex import regex

COLUMNS = (
    "article",
    "locale",
    "unit",
    "where",
    "source",
    "target",
    "state",
    "comment",
    "source_sha256",
    "target_sha256",
)
_NEEDED = ("article", "locale", "unit", "source", "target", "source_sha256")
_REMEDY = "Export it again, or put the column back: " + ", ".join(COLUMNS) + "."

# Full-width signs are formulas to some; white space before a sign is trimmed by others.
_FORMULA = regex(r"\s*[=+\-@＝＋－＠\t\r\n|%]")
# At most two words among digits and signs: `5 May`, `10:30 pm`, `SEPT2`, `1e5`.
_MANGLED = regex(
    r"(?=\D*\d)[\W\d_]{0,24}(?:[^\W\d_]{1,10}[\W\d_]{0,16}){0,2}|\s*(?:true|false)\s*",
    re.IGNORECASE,
)
_DELIMITERS = ",;\t"


def guard(text: str) -> str:
    """A cell that a spreadsheet shows and keeps as it is.

    >>> guard("=1+1"), guard("1-2"), guard("'s avonds"), guard("Take it.")
    ("'=1+1", "'1-2", "''s avonds", 'Take it.')
    """
    return f"'{text}" if text.startswith("'") or _needs_guard(text) else text


def unguard(cell: str) -> str:
    """What `guard` made the cell of; a cell that a person typed as it is.

    >>> unguard("'=1+1"), unguard("''s avonds"), unguard("'s avonds")
    ('=1+1', "'s avonds", "'s avonds")
    """
    if cell.startswith("'") and (cell[1:2] == "'" or _needs_guard(cell[1:])):
        return cell[1:]
    return cell


def _needs_guard(text: str) -> bool:
    return bool(_FORMULA.match(text) or _MANGLED.fullmatch(text))


def export(articles: Mapping[str, Sequence[Unit]]) -> bytes:
    """The units, by article (`source/a.md`), as CSV in UTF-8 with a BOM, which Excel asks for.

    One row a unit, in article order; obsolete units are left out. Set `state` to `reviewed` to
    accept a translation. Same input, same bytes.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for article, units in articles.items():
        for unit in units:
            if unit.state is not State.OBSOLETE:
                writer.writerow(_row(article, unit))
    return ("\ufeff" + out.getvalue()).encode("utf-8", "surrogatepass")


def _row(article: str, unit: Unit) -> list[str]:
    segment = unit.segment
    where = " › ".join((*segment.headings, segment.field or str(segment.kind)))
    return [
        guard(article),
        unit.locale,
        # Twelve digits, or `12e4…`, would come back as another number.
        f"u:{unit.id}",
        guard(where),
        guard(segment.text),
        guard(unit.target),
        str(unit.state),
        guard("\n".join(unit.comments)),
        f"sha256:{digest(segment.text)}",
        f"sha256:{digest(unit.target)}",
    ]


def read(data: bytes, *, name: str = "file.csv") -> tuple[Imported, ...]:
    """What a table holds that `export` made and a spreadsheet saved, in its order.

    Commas, semicolons and tabs separate; columns may be moved or added, rows sorted or left out.
    Raises InputError with the place for what is no such table. A row that cannot be taken has its
    `problem` said and does not keep the others. `name` is what messages call the file.
    """
    text = _decode(data, name)
    head = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=head.count)
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))  # a cell may be as long as it is
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = [cell.strip() for cell in next(reader, [])]
        missing = [column for column in _NEEDED if column not in columns]
        if missing:
            raise InputError(
                f"the column {missing[0]!r} is missing",
                place=Place(file=name, line=1),
                remedy=_REMEDY,
            )
        found = []
        line = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                found.append(
                    _imported(
                        dict(zip(columns, cells, strict=False)), line, len(cells) < len(columns)
                    )
                )
            line = reader.line_num + 1
    except csv.Error as error:
        raise InputError(
            f"not a table: {error}", place=Place(file=name, line=reader.line_num), remedy=_REMEDY
        ) from error
    return tuple(found)


def _decode(data: bytes, name: str) -> str:
    if len(data) > MAX_BYTES:
        raise InputError(f"larger than {MAX_BYTES // 1024 // 1024} MB", place=Place(file=name))
    # What Excel calls Unicode text.
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return data.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = None if utf16 else data.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"not {'UTF-16' if utf16 else 'UTF-8'}",
            place=Place(file=name, line=line),
            remedy="Save it as CSV UTF-8.",
        ) from error


def _imported(cells: Mapping[str, str], line: int, short: bool) -> Imported:
    source_sha256 = cells.get("source_sha256", "").strip().removeprefix("sha256:")
    was = cells.get("target_sha256", "").strip().removeprefix("sha256:")
    source, target = _text(cells, "source", source_sha256), _text(cells, "target", was)
    said = cells.get("state", "").strip().lower()
    problem = "the row has fewer cells than the first one" if short else ""
    if said and said not in list(State):
        problem = f"unknown state {said!r}: use reviewed, edited or what was there"
    state = State.EDITED if problem or not said else State(said)
    if not target:
        state = State.UNTRANSLATED
    else:
        state = state_after(state, approved=state is State.REVIEWED, new_text=digest(target) != was)
    return Imported(
        unit=cells.get("unit", "").strip().removeprefix("u:"),
        article=_text(cells, "article").strip(),
        locale=cells.get("locale", "").strip(),
        source=source,
        source_sha256=source_sha256,
        target=target,
        target_sha256=was,
        state=state,
        comment=_text(cells, "comment").strip(),
        line=line,
        problem=problem,
    )


def _text(cells: Mapping[str, str], column: str, sha256: str = "") -> str:
    """The cell's text; line breaks are as they were where the hash says so, else line feeds."""
    text = unguard(cells.get(column, ""))
    return text if digest(text) == sha256 else text.replace("\r\n", "\n")
