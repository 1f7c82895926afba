"""Every line of a PO file is accounted for, or the file is refused with its place."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import fuzz
import polib
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from localize.catalog import comments, lexer
from localize.catalog.syntax import Document, Entry, unescape
from localize.catalog.writer import Splice, Wanted, changed, escape, field_lines, spliced
from localize.errors import CatalogError

TRICKY = Path(__file__).parent / "tricky"
GOOD = sorted((TRICKY / "good").glob("*.po"))
BAD = json.loads((TRICKY / "bad.json").read_text(encoding="utf-8"))
GNU = shutil.which("msgcat")


def parse(data: bytes, file: str = "x.po") -> Document:
    text, bom = lexer.decode(data, file)
    return lexer.read(text, file, bom=bom)


def test_damaged_files_are_read_whole_or_refused() -> None:
    chance = random.Random(7)
    corpus = [path.read_bytes() for path in GOOD if path.stat().st_size < 9000]
    tally: Counter[str] = Counter()
    for number in range(400):
        data = fuzz.mutated(chance.choice(corpus), chance)
        fuzz.once(data, tally, compare=GNU is not None and number % 20 == 0)
    assert tally["read"] > 50
    assert tally["refused"] > 50


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_changing_one_translation_changes_no_other_byte(path: Path) -> None:
    before = path.read_bytes()
    document = parse(before)
    for number, entry in enumerate(document.entries):
        if entry.obsolete or entry.plural is not None:
            continue
        wanted = Wanted(
            *(entry.context, entry.source, "NEW", entry.fuzzy),
            *(entry.previous, entry.previous_context, None),
            comments.parse(entry.comments).references,
        )
        new = changed(document, entry, wanted)
        assert new is not None
        after = spliced(document, Splice(replaced={number: new}))
        start, end = document.text[: entry.value], document.text[entry.end :]
        assert after.startswith(start + ("#~ " if entry.obsolete else "") + 'msgstr "NEW"')
        assert after.endswith(end)
        assert len(after) - len(start) - len(end) <= len('msgstr "NEW"\r\n')


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_what_gettext_accepts_is_accepted_whole(path: Path) -> None:
    document = parse(path.read_bytes())
    assert fuzz.joined(document) == document.text
    data = document.text.encode()
    assert path.read_bytes() in (data, b"\xef\xbb\xbf" + data)


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_both_ways_of_reading_agree(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fast = parse(path.read_bytes())

    class Never:
        @staticmethod
        def match(text: str, position: int) -> None:
            """No entry is simple."""

    monkeypatch.setattr(lexer, "_FAST", Never)
    assert parse(path.read_bytes()) == fast


@pytest.mark.skipif(GNU is None, reason="needs GNU gettext")
@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_gettext_reads_the_same(path: Path) -> None:
    """What msgcat makes of the file says what the file says."""
    data = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    run = subprocess.run(["msgcat", "--no-wrap", "-"], input=data, capture_output=True, check=False)
    assert run.returncode == 0, run.stderr

    assert fuzz.said(parse(run.stdout)) == fuzz.said(parse(data))


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_without_loss_is_refused_with_its_place(name: str) -> None:
    with pytest.raises(CatalogError) as caught:
        parse((TRICKY / "bad" / f"{name}.po").read_bytes(), "locales/es/a.po")
    place = caught.value.place
    assert place is not None
    assert place.file == "locales/es/a.po"
    assert place.line == BAD[name]["line"]
    assert BAD[name]["says"] in caught.value.reason
    assert caught.value.exit_code == 4
    if place.column is not None:
        assert place.text is not None
        assert 1 <= place.column <= len(place.text) + 1
        assert "^" in str(caught.value)


def test_another_charset_comes_with_the_command_that_converts_it() -> None:
    with pytest.raises(CatalogError) as caught:
        parse((TRICKY / "bad" / "latin-1.po").read_bytes(), "locales/es/a.po")
    assert caught.value.remedy == (
        "Convert it with: msgconv -t UTF-8 -o 'locales/es/a.po' 'locales/es/a.po'"
    )


def test_every_bad_file_has_its_row() -> None:
    assert {path.stem for path in (TRICKY / "bad").glob("*.po")} == set(BAD)


def find(document: Document, source: str) -> Entry:
    return next(e for e in document.entries if e.source == source)


def test_an_entry_says_all_of_itself() -> None:
    document = parse((TRICKY / "good" / "comments-every-kind.po").read_bytes())
    entry = find(document, "Alpha dose")
    assert (entry.target, entry.fuzzy, entry.previous, entry.previous_context) == (
        *("Dosis alfa", True, "Alpha", "was"),
    )
    lines = document.text.split("\n")
    assert lines[entry.line - 1].startswith("msgid")
    assert lines[entry.target_line - 1].startswith("msgstr")
    assert document.header_field("Language") == "es"
    assert document.header_field("X-Nothing") == ""
    assert parse(b"").header_field("Language") == ""


def test_a_plural_entry_keeps_all_its_forms() -> None:
    document = parse((TRICKY / "good" / "plural-spaces.po").read_bytes())
    entry = find(document, "one dose")
    assert (entry.plural, entry.targets) == ("%d doses", ("una dosis", "%d dosis"))


texts = st.text(
    alphabet=st.one_of(
        st.sampled_from(list('"\\\nab #~|\t\rnx07é\u2028\x85\U0001f48a')),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=60,
)


@given(texts)
@example("\\nu \\rho \\theta")
@example('ends with "')
@example("\n")
@example("\\")
@example("\x00\x01\x7f9")
def test_what_is_written_is_read_again(text: str) -> None:
    entry = f'msgid "k"\n{field_lines("msgstr", text)}'
    assert lexer.read(entry).entries[0].target == text
    assert unescape(escape(text)) == text


@given(texts)
def test_strings_are_escaped_as_polib_does(text: str) -> None:
    ours = escape(text)
    if not any(ord(c) < 32 or ord(c) == 127 for c in text if c not in "\n\t\r"):
        assert ours == polib.escape(text)


pieces = st.sampled_from(
    [
        *('msgid "a"\n', 'msgid ""\n', 'msgstr "b"\n', 'msgstr ""\n', 'msgctxt "c"\n', '"more"\n'),
        *("# t\n", "#, fuzzy\n", "#. e\n", "#: r\n", '#| msgid "p"\n', '#~ msgid "o"\n'),
        *('#~ msgstr "v"\n', '#~| msgid "w"\n', "\n", " ", "\t", "\r\n", 'msgid_plural "s"\n'),
        *('msgstr[0] "z"\n', 'msgstr[1] "y"\n', '"', "\\", "#", "#~", 'domain "d"\n', "é", "msgid"),
        *('"a" "b"\n', "msgstr", "[0]", "<<<<<<< x\n", "#,fuzzy\n", "#~ \n", "#|\n"),
    ]
)


@given(st.lists(pieces, max_size=14).map("".join))
@example('#~ "x"')
@example('#| msgid "a"\n#| msgid "b"\nmsgid "c"\nmsgstr ""\n')
@example('msgid "a"\n#~ msgstr "b"\n')
@example('msgctxt "c" msgid "a" msgstr "b" # x')
def test_any_text_is_read_whole_or_refused_with_a_place(text: str) -> None:
    refused: CatalogError | None = None
    try:
        document = lexer.read(text, "x.po")
    except CatalogError as error:
        refused = error
    if refused is not None:
        assert refused.place is not None
        assert refused.place.line is not None
        assert 1 <= refused.place.line <= text.count("\n") + 1
        return
    assert fuzz.joined(document) == document.text
    for entry in document.entries:
        assert text[entry.start : entry.body] == entry.comments
        assert text[entry.value :].startswith(("msgstr", "#~"))
