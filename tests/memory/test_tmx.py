"""TMX, out and in."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.errors import InputError
from localize.pretranslate import tmx
from localize.pretranslate.memory import Accepted


def pair(
    source: str = "a",
    target: str = "b",
    context: str | None = None,
    article: str = "a.md",
    locale: str = "es",
    *,
    approved: bool = True,
) -> Accepted:
    return Accepted(source, target, context, article, locale, approved)


def read(tmp_path: Path, text: str | bytes, source_locale: str = "en") -> tuple[Accepted, ...]:
    path = tmp_path / "m.tmx"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return tmx.read(path, source_locale, approved=True)


def test_only_approved_ones_go_out(tmp_path: Path) -> None:
    pairs = [
        pair("Dose", "Dosis", "noun"),
        pair("Dose", "Dose", "noun", locale="fr"),
        pair("Bare", "Desnudo", article=""),
        pair("x", "draft", approved=False),
        pair("x", "\x02"),
        pair("line\r\nbreak <b> & co", " spaced "),
    ]
    exported = tmx.write(pairs, "en")
    assert (exported.written, exported.unapproved, exported.unwritable) == (4, 1, 1)
    assert "draft" not in exported.text
    assert exported.text.count("<tu>") == 3
    assert read(tmp_path, exported.text) == (
        pairs[0],
        pairs[1],
        pairs[2]._replace(article="m.tmx"),
        pairs[5],
    )


def test_other_tools_can_read_it() -> None:
    from lxml import etree

    exported = tmx.write([pair("Dose", "Dosis", "noun", "guide/a.md")], "en")
    root = etree.fromstring(exported.text.encode())
    assert root.get("version") == "1.4"
    header = root.find("header")
    assert header is not None
    needed = "creationtool creationtoolversion segtype o-tmf adminlang srclang datatype"
    assert set(header.attrib) == set(needed.split())
    assert [prop.text for prop in root.iter("prop")] == ["guide/a.md", "noun"]
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    assert [(v.get(lang), v.findtext("seg")) for v in root.iter("tuv")] == [
        ("en", "Dose"),
        ("es", "Dosis"),
    ]


TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff", include_characters="\t\n\r"), min_size=1
).filter(str.strip)  # fmt: skip


@given(TEXT, TEXT, st.none() | TEXT)
def test_texts_come_back_as_they_were(source: str, target: str, context: str | None) -> None:
    import tempfile

    one = pair(source, target, context)
    with tempfile.TemporaryDirectory() as name:
        assert read(Path(name), tmx.write([one], "en").text) == (one,)


FOREIGN = """<?xml version="1.0" encoding="utf-16"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header srclang="*all*"><prop type="x">y</prop></header><body>
<tu><note>n</note>
 <tuv xml:lang="EN-US"><seg>An <hi>apple</hi> <bpt i="1">&lt;b></bpt>now</seg></tuv>
 <tuv lang="pt_br"><prop type="other">z</prop><seg>Uma maçã</seg></tuv>
 <tuv xml:lang="en-GB"><seg>other English</seg></tuv>
 <tuv xml:lang="es"><seg> </seg></tuv></tu>
<tu><tuv xml:lang="de"><seg>ohne Quelle</seg></tuv></tu>
</body></tmx>"""


def test_tmx_of_others(tmp_path: Path) -> None:
    [one] = read(tmp_path, FOREIGN.encode("utf-16"))
    assert one == Accepted("An apple <b>now", "Uma maçã", None, "m.tmx", "pt-BR", approved=True)
    [british] = read(tmp_path, FOREIGN.encode("utf-16"), "en-GB")
    assert british.source == "other English"


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ('<?xml version="1.0" encoding="klingon"?><tmx/>', "encoding cannot be read", 1),
        ('<?xml version="1.0" encoding="gb18030"?><tmx/>', "encoding cannot be read", 1),
        ("<xliff/>", "not TMX: its first element is 'xliff'", 1),
        ("<tmx>\n<body></tmx>", "not well-formed XML: mismatched tag", 2),
        ("", "not well-formed XML: no element found", 1),
        ('<!DOCTYPE tmx [\n<!ENTITY a "aaaa">]><tmx>&a;</tmx>', "declares an entity", 2),
        ('<!DOCTYPE tmx SYSTEM "x" [<!ENTITY a SYSTEM "/etc/passwd">]><tmx/>', "declares", 1),
        (
            '<tmx><body><tu><tuv xml:lang="en"><seg>a</seg></tuv>\n<tuv xml:lang="??"><seg>b</seg></tuv></tu></body></tmx>',
            "xml:lang '??'",
            2,
        ),
    ],
)
def test_tmx_that_is_refused(text: str, reason: str, line: int, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, text)
    assert reason in caught.value.reason
    assert caught.value.place is not None
    assert (caught.value.place.file, caught.value.place.line) == ("m.tmx", line)


def test_an_entity_that_only_the_dtd_knows(tmp_path: Path) -> None:
    # The DTD is never opened, so nothing says what it is.
    text = '<!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx><body><tu><tuv xml:lang="en"><seg>a&b;c</seg></tuv><tuv xml:lang="es"><seg>d</seg></tuv></tu></body></tmx>'
    with pytest.raises(InputError, match="uses the entity 'b'"):
        read(tmp_path, text)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read: No such file"):
        tmx.read(tmp_path / "none.tmx", "en")


@given(st.text("<>/&;a='\"! tmxuvseg", max_size=40), st.integers(0, len(FOREIGN)))
def test_damaged_tmx_is_refused_and_nothing_else(text: str, at: int) -> None:
    import contextlib
    import tempfile

    with tempfile.TemporaryDirectory() as name, contextlib.suppress(InputError):
        read(Path(name), (FOREIGN[:at] + text + FOREIGN[at:]).encode("utf-16"))
