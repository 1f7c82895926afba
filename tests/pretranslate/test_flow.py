from __future__ import annotations

import html
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.model import Kind, Segment, Syntax
from localize.pretranslate.flow import BASE, Nature, atom_index, flow_of, source, written
from localize.terms import Hit, TermEntry, Treatment

SegmentMaker = Callable[..., Segment]
LANGUAGES = ("en", "es")
PARTS = (
    "Give ", "**0.5 mg/kg**", " of ", "`x`", ' [ketamine](http://a.b/c "The title") ', "&amp;", "5&nbsp;mg",
    '![an **alt** text](a.png "T")', "[^1]", "[ref]", "[the ref][ref]", "[ref][]", "<kbd>Ctrl</kbd>", "<b>bold</b>",
    "\\*", "foo\\_bar", " H₂O ", "{{< name >}}", "\\\n", "<br>", "$x^2$", "https://a.b/c?d=1",
    "a@b.org", "\U000f0000", "<!-- no -->", "~~gone~~", " *one **two** three* ", "![ref]", "<i>open", "May 7, 2024",
)  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=9).map("".join))
def test_a_flow_gives_its_source_again(segment: SegmentMaker, text: str) -> None:
    found = segment(text, labels=(("REF", "http://ref"),))
    assert source(flow_of(found)) == text
    # Entities that only write a plain character are read as that character.
    read = source(flow_of(found, languages=LANGUAGES))
    assert html.unescape(read) == html.unescape(text)


@given(st.lists(st.sampled_from(PARTS), max_size=9).map("".join))
def test_atoms_are_numbered_in_order_and_partners_know_each_other(
    segment: SegmentMaker, text: str
) -> None:
    flow = flow_of(segment(text), languages=LANGUAGES)
    assert [i for i in map(atom_index, flow.text) if i is not None] == list(range(len(flow.atoms)))
    for number, atom in enumerate(flow.atoms):
        if atom.partner is not None:
            assert flow.atoms[atom.partner].partner == number


def test_texts_of_links_and_images_are_flows_of_their_own(segment: SegmentMaker) -> None:
    flow = flow_of(segment('See ![an alt](a.png "A title") and [text](b.md "Another").'))
    assert [nested.text for nested in flow.flows] == ["an alt", "A title", "Another"]
    assert "text" in flow.text
    target = written(flow, flow.text, ["uno", "dos", "tres"])
    assert target == 'See ![uno](a.png "dos") and [text](b.md "tres").'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See [guide].", "See [guide][guide]."),
        ("See [guide][].", "See [guide][guide]."),
        ("See [the page][guide].", "See [the page][guide]."),
        ("![guide]", "![guide][guide]"),
    ],
)
def test_a_link_named_by_its_text_gets_its_name_written_out(
    segment: SegmentMaker, text: str, expected: str
) -> None:
    flow = flow_of(segment(text, labels=(("GUIDE", "http://a"),)))
    nested = [nested.text for nested in flow.flows]
    assert written(flow, flow.text, nested) == expected
    assert source(flow) == text


def test_kept_terms_are_atoms_and_others_are_not(segment: SegmentMaker) -> None:
    text = "Spravato is esketamine, `Spravato`."
    keep = TermEntry(term="Spravato", treatment=Treatment.KEEP)
    other = TermEntry(
        term="esketamine", treatment=Treatment.TRANSLATE, targets={"es": ("esketamina",)}
    )
    flow = flow_of(segment(text), (Hit(0, 8, keep), Hit(12, 22, other), Hit(25, 33, keep)))
    assert [atom.nature for atom in flow.atoms] == [Nature.TERM, Nature.SOLID]
    assert flow.atoms[0].shown == "Spravato"


@pytest.mark.parametrize(
    ("text", "nature", "shown"),
    [
        ("a 5&nbsp;mg dose", Nature.LITERAL, ""),
        ("a 5 mg dose", Nature.LITERAL, "5 mg"),
        ("a 5 µg dose", Nature.LITERAL, ""),
        ("the file foo\\_bar2 here", Nature.LITERAL, ""),
        ("on May 7, 2024 it", Nature.DATE, "May 7, 2024"),
        ("a \\* b", Nature.CHARACTER, ""),
        ("a &lt; b", Nature.CHARACTER, ""),
        ("a `code` b", Nature.SOLID, ""),
        ("a <code>b c</code> d", Nature.SOLID, ""),
        ("a<br>b", Nature.BREAK, ""),
    ],
)
def test_what_is_protected_and_how(
    segment: SegmentMaker, text: str, nature: Nature, shown: str
) -> None:
    (atom,) = flow_of(segment(text), languages=LANGUAGES).atoms
    assert (atom.nature, atom.shown) == (nature, shown)


def test_plain_characters_are_read_as_what_they_are(segment: SegmentMaker) -> None:
    flow = flow_of(segment("it&rsquo;s so\\. and &eacute;"), languages=LANGUAGES)
    assert flow.text == "it’s so. and é"
    assert not flow.atoms
    assert len(flow_of(segment("it&rsquo;s so\\. and &eacute;")).atoms) == 3


def test_a_private_character_of_the_article_is_protected(segment: SegmentMaker) -> None:
    flow = flow_of(segment(f"a {chr(BASE + 3)} b"))
    assert [atom.nature for atom in flow.atoms] == [Nature.CHARACTER]


def test_protected_counts_pieces_and_literals(segment: SegmentMaker) -> None:
    flow = flow_of(segment("**5 mg** of `x` ![a 3](b.png)"), languages=LANGUAGES)
    assert flow.protected == 7  # two signs, two literals, code, both ends of the image


def test_a_segment_without_pieces_is_plain_text() -> None:
    bare = Segment(id="1", text="Some *text*", kind=Kind.PARAGRAPH, syntax=Syntax.PLAIN)
    assert flow_of(bare).text == "Some *text*"
    assert not flow_of(Segment(id="2", text="", kind=Kind.PARAGRAPH)).text
