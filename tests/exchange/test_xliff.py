"""XLIFF: what goes out comes back, bound to what it was made from; nothing else does."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.errors import InputError, UsageError
from localize.exchange import Imported, changes, refusal, xliff
from localize.model import State, Unit, digest

from .conftest import TEXTS, make_unit, sample_units

VERSIONS = xliff.VERSIONS
ARTICLE = "source/a & b.md"


def export(*units: Unit, version: str, locale: str = "es") -> bytes:
    return xliff.export({ARTICLE: units}, source_locale="en", locale=locale, version=version)


def back(*units: Unit, version: str) -> tuple[Imported, ...]:
    return xliff.read(export(*units, version=version))


def edited(data: bytes, before: str, after: str) -> tuple[Imported, ...]:
    text = data.decode()
    assert before in text
    return xliff.read(text.replace(before, after, 1).encode())


@pytest.mark.parametrize("version", VERSIONS)
def test_what_goes_out_comes_back(version: str) -> None:
    units = [unit for unit in sample_units() if unit.state is not State.OBSOLETE]
    found = back(*sample_units(), version=version)
    assert len(found) == len(units)
    for imported, unit in zip(found, units, strict=True):
        assert imported.unit == unit.id
        assert imported.article == ARTICLE
        assert imported.locale == "es"
        assert imported.source == unit.segment.text
        assert imported.target == unit.target
        assert imported.target_sha256 == digest(unit.target)
        assert imported.problem == ""
        assert refusal(imported, unit) == ""
        assert not changes(imported, unit)
        expected = State.EDITED if unit.state is State.OBSOLETE else unit.state
        assert imported.state is expected
        assert imported.line


@pytest.mark.parametrize("version", VERSIONS)
def test_same_input_same_bytes(version: str) -> None:
    assert export(*sample_units(), version=version) == export(*sample_units(), version=version)


ANY = st.text(alphabet=st.characters(exclude_categories=[]), max_size=30)
PIECES = st.lists(
    st.sampled_from(
        ["*", "**", "a", " ", "`", "[", "](u)", "<b>", "</b>", "![", '](x "t")', "&amp;", "\\*", "<br>",
         "{{x}}", "$y$", "\x00", "\x0b", "\ufffe", "\r", "\n", "]]>", "--", "\ud800", "𝒳"]
    ),
    max_size=12,
).map("".join)  # fmt: skip


@pytest.mark.parametrize("version", VERSIONS)
@given(source=ANY | PIECES, target=ANY | PIECES)
def test_every_text_comes_back(version: str, source: str, target: str) -> None:
    (imported,) = back(make_unit(source, target), version=version)
    assert (imported.source, imported.target) == (source, target)
    assert imported.problem == ""


@pytest.mark.parametrize("version", VERSIONS)
def test_a_code_with_what_xml_cannot_hold(version: str) -> None:
    (imported,) = back(make_unit("a `\x01` \x02", "b `\x01`"), version=version)
    assert (imported.source, imported.target) == ("a `\x01` \x02", "b `\x01`")


def test_codes_are_paired_and_numbered_alike_in_both_texts() -> None:
    unit = make_unit("**a** and *b* `c`", "*B* y **A** `c` `d`")
    text = export(unit, version="1.2").decode()
    source, target = re.findall(r"<(?:source|target)[^>]*>(.*?)</(?:source|target)>", text)
    assert source == (
        '<bpt id="1" rid="1" ctype="bold">**</bpt>a<ept id="1" rid="1">**</ept> and '
        '<bpt id="2" rid="2" ctype="italic">*</bpt>b<ept id="2" rid="2">*</ept> '
        '<ph id="3" ctype="x-code">`c`</ph>'
    )
    assert target == (
        '<bpt id="2" rid="2" ctype="italic">*</bpt>B<ept id="2" rid="2">*</ept> y '
        '<bpt id="1" rid="1" ctype="bold">**</bpt>A<ept id="1" rid="1">**</ept> '
        '<ph id="3" ctype="x-code">`c`</ph> <ph id="4" ctype="x-code">`d`</ph>'
    )


def test_codes_of_2_1() -> None:
    text = export(make_unit("**a** [l](u) `c`", "x"), version="2.1").decode()
    assert (
        '<pc id="1" type="fmt" subType="xlf:b" dataRefStart="d1" dataRefEnd="d1">a</pc> '
        '<pc id="2" type="link" canDelete="no" dataRefStart="d2" dataRefEnd="d3">l</pc> '
        '<ph id="3" type="other" disp="`c`" canDelete="no" dataRef="d4"/>'
    ) in text
    assert '<data id="d3">](u)</data>' in text


def test_crossed_spans_do_not_need_nesting() -> None:
    text = export(make_unit("*a <sub>b* c</sub>"), version="2.1").decode()
    assert '<sc id="1"' in text
    assert '<ec startRef="1"' in text


STATES = {
    "1.2": {
        'approved="no"': ('approved="yes"', State.REVIEWED),
        'state="translated"': ('state="signed-off"', State.REVIEWED),
        '<target state="translated">': ("<target>", State.EDITED),
        "Editado.": ("Otro.", State.EDITED),
        ">Editado.<": ("><", State.UNTRANSLATED),
    },
    "2.1": {
        'state="translated"': ('state="reviewed"', State.REVIEWED),
        ' state="translated"': (' state="final"', State.REVIEWED),
        "Editado.": ("Otro.", State.EDITED),
        ">Editado.<": ("><", State.UNTRANSLATED),
    },
}


@pytest.mark.parametrize(
    ("version", "before", "after", "state"),
    [(v, before, *rest) for v, cases in STATES.items() for before, rest in cases.items()],
)
def test_states_that_come_back(version: str, before: str, after: str, state: State) -> None:
    unit = make_unit("Edited.", "Editado.", State.EDITED)
    (imported,) = edited(export(unit, version=version), before, after)
    assert imported.state is state
    assert refusal(imported, unit) == ""
    assert changes(imported, unit) is (state is State.REVIEWED or imported.target == "Otro.")


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("state", [State.DRAFT, State.STALE])
def test_a_draft_that_someone_typed_over_is_edited(version: str, state: State) -> None:
    unit = make_unit("Draft.", "Borrador.", state)
    (imported,) = edited(export(unit, version=version), "Borrador.", "El borrador.")
    assert imported.state is State.EDITED
    assert imported.new_text


@pytest.mark.parametrize("version", VERSIONS)
def test_what_no_longer_fits_is_refused(version: str) -> None:
    unit = make_unit("Take 5 mg.", "Tome 5 mg.", State.REVIEWED)
    (same,) = back(unit, version=version)
    (new,) = edited(export(unit, version=version), "Tome 5 mg.", "Tome 5 mg ya.")
    moved = unit._replace(target="Tome 50 mg.")
    assert refusal(new, moved) == "the translation changed after the export"
    assert refusal(same, moved) == "the translation changed after the export"
    assert refusal(new, None) == "the article no longer has this text"
    assert (
        refusal(new, unit._replace(state=State.OBSOLETE)) == "the article no longer has this text"
    )
    assert (
        refusal(new, make_unit("Take 6 mg.", "Tome 5 mg.")) == "the source changed after the export"
    )
    # Somebody did the same elsewhere meanwhile: nothing is lost by taking it.
    assert refusal(new, unit._replace(target=new.target)) == ""


@pytest.mark.parametrize("version", VERSIONS)
def test_without_the_hash_nothing_is_overwritten(version: str) -> None:
    reviewed = make_unit("Take 5 mg.", "Tome 5 mg.", State.REVIEWED)
    data = re.sub(r' lz:target-sha256="[^"]*"', "", export(reviewed, version=version).decode())
    (imported,) = xliff.read(data.replace("Tome 5", "Tome ya 5").encode())
    assert imported.target_sha256 == ""
    assert "does not say which translation" in refusal(imported, reviewed)
    assert refusal(imported, reviewed._replace(state=State.DRAFT)) == ""


def test_a_source_changed_in_the_file_is_seen() -> None:
    unit = make_unit("Take 5 mg.", "Tome 5 mg.")
    (imported,) = edited(export(unit, version="1.2"), "Take 5", "Take 50")
    assert refusal(imported, unit) == "the source changed after the export"


@pytest.mark.parametrize("version", VERSIONS)
def test_comments_come_back_and_ours_do_not(version: str) -> None:
    unit = make_unit("Edited.", "Editado.", comments=("mine",), notes=("the author's",))
    data = export(unit, version=version).decode()
    note = "<note>new &amp; good</note>"
    data = data.replace("</notes>", f"{note}</notes>") if version == "2.1" else data.replace("</trans-unit>", f"{note}</trans-unit>")  # fmt: skip
    (imported,) = xliff.read(data.encode())
    assert imported.comment == "mine\nnew & good"


PROBLEMS = {
    "1.2": [
        ("y ", '<g id="9">y</g> ', "not in the source: <g>"),
        ("y ", '<x id="9"/>', "not in the source: <x>"),
        ("y ", '<x id="9" ctype="x-localize-character-zz"/>', "no character has the number 'zz'"),
    ],
    "2.1": [
        ("y ", '<ph id="9"/>', "not in the source: <ph>"),
        ("y ", '<ph id="9" dataRef="d99"/>', "not in the source: <ph>"),
        ("y ", "<strange/>", "not in the source: <strange>"),
        ("y ", '<cp hex="zz"/>', "no character has the number 'zz'"),
        ("y ", '<cp hex="FFFFFFFFFF"/>', "no character has the number"),
        ("</segment>", "</segment><segment><source>x</source></segment>", "only a part of it"),
    ],
}


@pytest.mark.parametrize(
    ("version", "before", "after", "problem"),
    [(version, *case) for version, cases in PROBLEMS.items() for case in cases],
)
def test_a_unit_that_cannot_be_taken_keeps_no_other(
    version: str, before: str, after: str, problem: str
) -> None:
    units = (make_unit("a", "y "), make_unit("b", "z"))
    first, second = edited(export(*units, version=version), before, after)
    assert problem in first.problem
    assert refusal(first, units[0]) == first.problem
    assert second.problem == ""


def test_what_tools_of_1_2_do_to_codes() -> None:
    unit = make_unit("a `c` **d**", "A `c` **D**")
    data = export(unit, version="1.2").decode()
    # Codes emptied, a marker around text, a group around the unit, another namespace's element.
    head, target = data.split("<target", 1)
    target = target.replace(
        '<ph id="1" ctype="x-code">`c`</ph>', '<mrk mtype="term"><x id="1"/></mrk>'
    )
    target = target.replace('<ept id="2" rid="2">**</ept>', '<ept id="2" rid="2"/>')
    data = f"{head}<target{target}"
    data = data.replace("<body>", '<body><group id="g">').replace(
        "</body>", '<foo xmlns="x"/></group></body>'
    )
    (imported,) = xliff.read(data.encode())
    assert imported.problem == ""
    assert imported.target == unit.target


def test_what_tools_of_2_1_do_to_segments() -> None:
    unit = make_unit("One. Two.", "x")
    data = export(unit, version="2.1").decode()
    head, rest = data.split("<segment", 1)
    tail = rest.split("</segment>", 1)[1]
    data = (
        (
            f'{head}<segment state="final"><source>One.</source><target order="3"><mrk id="m1">Uno</mrk>.</target></segment>'
            '<ignorable><source> </source></ignorable><segment state="translated"><source>Two.</source>'
            f'<target order="1"><sm id="m2"/>Dos.<em startRef="m2"/></target></segment>{tail}'
        )
        .replace("<unit ", '<group id="g"><foo xmlns="x"/><unit ')
        .replace("</unit>", "</unit></group>")
    )
    (imported,) = xliff.read(data.encode())
    assert imported.source == "One. Two."
    assert imported.target == "Dos. Uno."
    assert imported.state is State.EDITED


@pytest.mark.parametrize("version", VERSIONS)
def test_copies_of_the_source_are_no_translations(version: str) -> None:
    unit = make_unit("Take **5 mg**.")
    data = xliff.export(
        {ARTICLE: [unit]}, source_locale="en", locale="es", version=version, fill=True
    )
    (imported,) = xliff.read(data)
    assert (imported.target, imported.state) == ("", State.UNTRANSLATED)
    before, after = data.decode().rsplit("Take", 1)
    (imported,) = xliff.read(f"{before}Tome{after}".encode())
    assert (imported.target, imported.state) == ("Tome **5 mg**.", State.EDITED)
    assert changes(imported, unit)


def test_the_old_source_goes_along() -> None:
    assert "<alt-trans" in export(*sample_units(), version="1.2").decode()
    assert "the source was: It was **so**." in export(*sample_units(), version="2.1").decode()


def test_an_article_without_units_is_no_file_of_2_1() -> None:
    data = xliff.export({"source/a.md": ()}, source_locale="en", locale="es", version="2.1")
    assert b"<file" not in data
    assert xliff.read(data) == ()


def test_another_version_is_not_written() -> None:
    with pytest.raises(UsageError, match=r"XLIFF 1\.0 is not written"):
        export(version="1.0")


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><xliff>&b;</xliff>'
BAD: dict[str, tuple[bytes, str, int | None]] = {
    "empty": (b"", "not valid XML: no element found", 1),
    "cut off": (export(*sample_units(), version="1.2")[:700], "not valid XML", 8),
    "not XML": (b"article,unit", "not valid XML: syntax error", 1),
    "entities": (BOMB.encode(), "document type declaration", 1),
    "outside": (b'<!DOCTYPE x SYSTEM "file:///etc/passwd">\n<x/>', "document type declaration", 1),
    "deep": (b"<a>\n" * 200, "nested too deeply", 101),
    "another format": (b"<tmx/>", "not an XLIFF document", 1),
    "another version": (b'<xliff xmlns="urn:oasis:names:tc:xliff:document:9"/>', "not an XLIFF", 1),
}


@pytest.mark.parametrize(("data", "message", "line"), BAD.values(), ids=BAD.keys())
def test_what_is_no_xliff_is_refused_with_its_place(data: bytes, message: str, line: int) -> None:
    with pytest.raises(InputError) as caught:
        xliff.read(data, name="a.xlf")
    assert message in caught.value.reason
    assert caught.value.place is not None
    assert (caught.value.place.file, caught.value.place.line) == ("a.xlf", line)


def test_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("localize.exchange._xml.MAX_BYTES", 1024 * 1024)
    with pytest.raises(InputError, match="larger than 1 MB"):
        xliff.read(b" " * (1024 * 1024 + 1))


@given(st.binary(max_size=100))
def test_whatever_comes_it_is_read_or_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        xliff.read(data)


# Through translate-toolkit ------------------------------------------------------------------------


def test_through_translate_toolkit_1_2() -> None:
    poxliff = pytest.importorskip(
        "translate.storage.xliff", reason="translate-toolkit is not installed"
    )
    units = (make_unit("One.", "Uno."), make_unit("a **b** `c`", "A **B** `c`"), make_unit("Two."))
    store = poxliff.xlifffile.parsestring(export(*units, version="1.2"))
    first, second, third = store.units
    assert first.getid().endswith(units[0].id)
    assert first.source == "One."
    assert "b" in str(second.source)
    assert not first.isapproved()
    first.markapproved()
    third.target = "Dos."
    third.addnote("new", origin="translator")
    out = io.BytesIO()
    store.serialize(out)
    found = xliff.read(out.getvalue())
    assert [imported.target for imported in found] == ["Uno.", "A **B** `c`", "Dos."]
    assert [imported.source for imported in found] == [unit.segment.text for unit in units]
    # The toolkit approves what is typed with it.
    assert [imported.state for imported in found] == [State.REVIEWED, State.DRAFT, State.REVIEWED]
    assert [refusal(imported, unit) for imported, unit in zip(found, units, strict=True)] == [
        "",
        "",
        "",
    ]
    assert found[2].comment == "new"


def test_through_translate_toolkit_2_1() -> None:
    xliff2 = pytest.importorskip("translate.storage.xliff2", reason="translate-toolkit is too old")
    units = (make_unit("One.", "Uno."), make_unit("a **b** `c`", "A **B** `c`"), make_unit("Two."))
    store = xliff2.Xliff2File.parsestring(export(*units, version="2.1"))
    store.units[2].target = "Dos."
    out = io.BytesIO()
    store.serialize(out)
    found = xliff.read(out.getvalue())
    assert [imported.target for imported in found] == ["Uno.", "A **B** `c`", "Dos."]
    assert [refusal(imported, unit) for imported, unit in zip(found, units, strict=True)] == [
        "",
        "",
        "",
    ]


def test_the_texts_hold_markup_of_every_kind() -> None:
    text = export(*(make_unit(text) for text in TEXTS), version="1.2").decode()
    kinds = set(re.findall(r'ctype="([^"]+)"', text))
    assert {
        "bold",
        "italic",
        "link",
        "x-image",
        "lb",
        "x-code",
        "x-html",
        "x-entity",
        "x-escape",
        "x-template",
    } <= kinds
