"""TBX and CSV, out and in."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.errors import InputError, LocalizeError, UsageError
from localize.terms import Match, TermEntry, Treatment, exchange, problems, tbx

ENTRIES = (
    TermEntry(
        term="NMDA receptor",
        treatment=Treatment.TRANSLATE,
        targets={"es": ("receptor NMDA", "receptor de NMDA"), "pt-BR": ("receptor <NMDA> & co",)},
        note="a note",
    ),
    TermEntry(term="BDNF", treatment=Treatment.KEEP, match=Match.CASE),
    TermEntry(term="drug", treatment=Treatment.AVOID, targets={"es": ("droga",)}),
    TermEntry(term="Special K", treatment=Treatment.AVOID, note="slang"),
    TermEntry(term="dose", treatment=Treatment.TRANSLATE, match=Match.CASE),
)


def said(entries: tuple[TermEntry, ...]) -> list[tuple[object, ...]]:
    return [(e.term, e.treatment, e.match, dict(e.targets), e.note) for e in entries]


@pytest.mark.parametrize("form", exchange.FORMATS)
def test_what_is_written_reads_back(form: str, tmp_path: Path) -> None:
    path = tmp_path / ("g.csv" if form == "csv" else "g.tbx")
    path.write_text(exchange.write(ENTRIES, form, "en"), encoding="utf-8")
    assert said(exchange.read(path, "en")) == said(ENTRIES)


@pytest.mark.parametrize("version", [2, 3])
def test_the_files_are_what_other_tools_expect(version: Literal[2, 3]) -> None:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(tbx.write(ENTRIES, "en", version).encode(), parser)
    name = etree.QName(root)
    if version == 2:
        assert name.text == "martif"
        assert root.get("type") == "TBX-Basic"
        path = ".//termEntry/langSet/tig/term"
        assert root.findall(path)[0].text == "NMDA receptor"
    else:
        assert (name.namespace, name.localname) == ("urn:iso:std:iso:30042:ed-2", "tbx")
        ns = {"t": name.namespace}
        assert (
            root.findall(".//t:conceptEntry/t:langSec/t:termSec/t:term", ns)[0].text
            == "NMDA receptor"
        )


V2 = """<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><text><body>
<termEntry id="1">
 <descrip type="definition">ignored</descrip><note>from afar</note><note>twice</note>
 <langSet xml:lang="en-US"><ntig><termGrp><term>glutamate</term></termGrp></ntig></langSet>
 <langSet xml:lang="es">
  <tig><term>malo</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
  <tig><term>otro</term><termNote type="administrativeStatus">admittedTerm-admn-sts</termNote>
   <note>of the term</note><termNote type="partOfSpeech">noun</termNote></tig>
  <tig><term>glutamato</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
  <tig><term>viejo</term><termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></tig>
  <tig><term>raro</term><termNote type="administrativeStatus">odd</termNote></tig>
  <tig></tig>
 </langSet></termEntry>
<termEntry><langSet xml:lang="fr"><tig><term>seul</term></tig></langSet></termEntry>
<termEntry><langSet xml:lang="en"><tig><term>BDNF</term></tig></langSet>
 <langSet xml:lang="fr"><tig><term>BDNF</term></tig></langSet></termEntry>
<termEntry><langSet xml:lang="en"><tig><term>only bad</term></tig></langSet>
 <langSet xml:lang="fr"><tig><term>mal</term>
 <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig></langSet></termEntry>
</body></text></martif>"""

DCT = """<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
 xmlns:min="http://www.tbxinfo.net/ns/min"><text><body>
<conceptEntry id="c1"><langSec xml:lang="en"><termSec><term>dose</term></termSec></langSec>
<langSec xml:lang="es"><termSec><term>toma</term>
<min:administrativeStatus>admittedTerm-admn-sts</min:administrativeStatus></termSec>
<termSec><term>dosis</term>
<min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec></langSec>
</conceptEntry></body></text></tbx>"""


KLINGON = """<martif><body><termEntry><langSet xml:lang="en"><tig><term>a</term></tig></langSet>
<langSet xml:lang="klingon!"><tig><term>b</term></tig></langSet></termEntry></body></martif>"""


def test_tbx_of_others() -> None:
    entries = tbx.read(V2.encode(), "x.tbx", "en")
    translate, avoid = Treatment.TRANSLATE, Treatment.AVOID
    assert said(entries) == [
        (
            "glutamate",
            translate,
            Match.NOCASE,
            {"es": ("glutamato", "otro", "raro")},
            "from afar; twice",
        ),
        ("glutamate", avoid, Match.NOCASE, {"es": ("malo", "viejo")}, "from afar; twice"),
        ("BDNF", Treatment.KEEP, Match.CASE, {}, ""),
        ("only bad", avoid, Match.NOCASE, {"fr": ("mal",)}, ""),
    ]
    assert entries[0].line == 4
    [dose] = tbx.read(DCT.encode(), "x.tbx", "en")
    assert dose.targets == {"es": ("dosis", "toma")}


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ('<?xml version="1.0" encoding="klingon"?><tbx/>', "encoding cannot be read", 1),
        ("<a/>", "its first element is 'a'", 1),
        ("<tbx>\n<", "not well-formed", 2),
        ('<!DOCTYPE tbx [<!ENTITY a "b">]>\n<tbx>&a;</tbx>', "declares an entity", 1),
        ('<!DOCTYPE tbx [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]><tbx/>', "declares", 1),
        ('<!DOCTYPE tbx SYSTEM "x">\n<tbx>&b;</tbx>', "uses the entity 'b'", 2),
        (
            KLINGON,
            "xml:lang 'klingon!'",
            2,
        ),
    ],
)
def test_tbx_that_is_refused(text: str, reason: str, line: int) -> None:
    with pytest.raises(InputError) as caught:
        tbx.read(text.encode(), "x.tbx", "en")
    assert reason in caught.value.reason
    assert caught.value.place is not None
    assert (caught.value.place.file, caught.value.place.line) == ("x.tbx", line)


def test_a_character_xml_cannot_hold() -> None:
    entry = TermEntry(term="a\x02", treatment=Treatment.KEEP, file="glossary/g.csv", line=3)
    with pytest.raises(InputError, match=r"U\+0002") as caught:
        tbx.write([entry], "en")
    assert str(caught.value).startswith("glossary/g.csv:3: ")
    with pytest.raises(InputError):
        tbx.write([TermEntry(term="a\x02", treatment=Treatment.KEEP)], "en")


@pytest.mark.parametrize(
    ("name", "text", "error"),
    [
        ("g.csv", "term,treatment\n,keep\n", "without a term"),
        ("g.xlsx", "", "neither CSV nor TBX"),
        ("none.tbx", None, "cannot be read"),
    ],
)
def test_files_that_are_refused(name: str, text: str | None, error: str, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / name).write_text(text)
    with pytest.raises(LocalizeError, match=error):
        exchange.read(tmp_path / name, "en")


def test_an_unknown_format() -> None:
    with pytest.raises(UsageError, match="unknown format 'xls'"):
        exchange.write([], "xls", "en")


def row(
    term: str, *es: str, match: Match = Match.NOCASE, treatment: Treatment = Treatment.TRANSLATE
) -> TermEntry:
    return TermEntry(
        term=term, treatment=treatment, match=match, targets={"es": es} if es else {}, file="g"
    )


AVOID = Treatment.AVOID


@pytest.mark.parametrize(
    ("imported", "verdict"),
    [
        (row("Dose", "toma"), "known"),
        (row("dose"), "known"),
        (row("dose", "otra"), "clash"),
        (row("dose", treatment=Treatment.KEEP), "clash"),
        (row("dose", "toma", treatment=AVOID), "clash"),
        (row("dose", "dosificación", treatment=AVOID), "new"),
        (row("who", "quién"), "new"),
        (row("WHO", "OMS", match=Match.CASE), "known"),
        (row("synapse", "sinapsis"), "new"),
    ],
)
def test_merging(imported: TermEntry, verdict: str) -> None:
    known = [row("dose", "dosis", "toma"), row("WHO", "OMS", match=Match.CASE)]
    merged = exchange.merge(known, [imported, imported])
    if verdict == "new":
        assert (merged.new, merged.known, merged.clashes) == ((imported,), 1, ())
    elif verdict == "known":
        assert (merged.new, merged.known, merged.clashes) == ((), 2, ())
    else:
        assert (merged.new, merged.known) == ((), 0)
        assert merged.clashes == ((imported, known[0]),) * 2
    assert not list(problems.clashes([*known, *merged.new]))


def test_a_form_that_a_cell_cannot_hold() -> None:
    with pytest.raises(InputError, match=r"has a \| in it"):
        exchange.write([row("dose", "a|b")], "csv", "en")


@given(st.text("<>/&;a='\"! tbxtermEntry", max_size=60), st.integers(0, len(V2)))
def test_damaged_tbx_is_refused_and_nothing_else(text: str, at: int) -> None:
    with contextlib.suppress(InputError):
        tbx.read((V2[:at] + text + V2[at:]).encode(), "x.tbx", "en")
