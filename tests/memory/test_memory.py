"""Accepted translations offered again: never the wrong one, and never for a dangerous change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.model import Kind, Segment, unit_id
from localize.pretranslate.memory import (
    ELSEWHERE,
    SAME_CONTEXT,
    Accepted,
    Memory,
    difference,
)
from localize.terms import TermBase, TermEntry, Treatment


def segment(text: str, context: str | None = None) -> Segment:
    return Segment(id=unit_id(text, context), text=text, kind=Kind.PARAGRAPH, context=context)


def pair(source: str, target: str, context: str | None = None, article: str = "a.md") -> Accepted:
    return Accepted(source, target, context, article, "es", approved=True)


SLOWLY = pair("Drink it slowly with cool water.", "Bébalo despacio con agua fresca.")


@pytest.mark.parametrize(
    ("known", "wanted", "text", "rung", "reasons"),
    [
        ([], segment("x"), None, "", ()),
        ([SLOWLY], segment("Drink it slowly."), None, "", ()),
        (
            [SLOWLY],
            segment(SLOWLY.source),
            SLOWLY.target,
            SAME_CONTEXT,
            ("accepted in a.md",),
        ),
        # A short text without a context says too little to be taken over as reviewed.
        ([pair("Dose", "Dosis")], segment("Dose"), "Dosis", ELSEWHERE, ("accepted in a.md",)),
        (
            [pair("Dose", "Dosis", "noun")],
            segment("Dose", "noun"),
            "Dosis",
            SAME_CONTEXT,
            ("accepted in a.md",),
        ),
        (
            [pair("Dose", "Dosis", "noun")],
            segment("Dose", "verb"),
            "Dosis",
            ELSEWHERE,
            ("accepted in a.md as “noun”",),
        ),
        (
            [pair("Dose", "Dosificar", "verb"), pair("Dose", "Dosis", "noun")],
            segment("Dose", "verb"),
            "Dosificar",
            SAME_CONTEXT,
            ("accepted in a.md",),
        ),
        (
            [pair("Say it again now", "A", article=""), pair("Say it again now", "B")],
            segment("Say it again now"),
            "B",
            ELSEWHERE,
            ("accepted in a.md", "accepted elsewhere: A"),
        ),
        (
            [pair("Say it again now", "A", article="")] * 2 + [pair("Say it again now", "B")],
            segment("Say it again now"),
            "A",
            ELSEWHERE,
            ("accepted before", "accepted elsewhere: B"),
        ),
        ([pair("", "x"), pair("y", "")], segment("y"), None, "", ()),
    ],
)
def test_exact(
    known: list[Accepted],
    wanted: Segment,
    text: str | None,
    rung: str,
    reasons: tuple[str, ...],
) -> None:
    draft = Memory(known).exact(wanted)
    if text is None:
        assert draft is None
    else:
        assert draft is not None
        assert (draft.text, draft.engine, draft.rung) == (text, "memory", rung)
        assert draft.reasons == reasons
        assert draft.band == ("high" if len(reasons) == 1 else "fair")


def test_near() -> None:
    memory = Memory(
        [
            SLOWLY,
            pair("Drink it slowly with cold water.", "Bébalo despacio con agua fría."),
            pair("Something else altogether.", "Otra cosa."),
        ]
    )
    assert len(memory) == 3
    found = memory.near(segment("Drink it slowly with cool tap water."))
    assert [one.target for one in found] == [
        "Bébalo despacio con agua fresca.",
        "Bébalo despacio con agua fría.",
    ]
    assert found[0].difference == "“tap” added"
    assert 90 <= found[0].similarity < 100
    assert found[0].article == "a.md"
    assert memory.near(segment("Drink it slowly with cool tap water.")) == found


def test_the_very_same_text_is_no_near_one() -> None:
    assert Memory([SLOWLY]).near(segment(SLOWLY.source)) == ()
    assert Memory([]).near(segment("x")) == ()


def test_suggestions_differ_and_are_few() -> None:
    sources = [
        f"Drink it {how} with cool water." for how in ("quickly", "calmly", "quietly", "gladly")
    ]
    same = Memory([pair(source, "Bébalo.") for source in sources])
    assert len(same.near(segment(SLOWLY.source))) == 1
    many = Memory([pair(source, source.upper()) for source in sources], near=50)
    assert len(many.near(segment(SLOWLY.source))) == 3


@pytest.mark.parametrize(
    "text",
    [
        "Do not drink it slowly with cool water.",
        "Drink it slowly with cool water 3 times.",
        "Drink it slowly without cool water.",
        "Drink it slowly with at most cool water.",
        "Drink it slowly with cool water, 5 ml.",
    ],
)
def test_never_for_a_dangerous_change(text: str) -> None:
    assert Memory([SLOWLY], near=50).near(segment(text)) == ()


def test_never_for_another_term() -> None:
    terms = TermBase([TermEntry(term="juice", treatment=Treatment.TRANSLATE)])
    wanted = segment("Drink it slowly with cool juice.")
    assert Memory([SLOWLY]).near(wanted)
    assert Memory([SLOWLY], terms=terms).near(wanted) == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("a b c", "a x c", "“b” became “x”"),
        ("a b c", "a c", "“b” left out"),
        ("a c", "a b c d", "“b” added; “d” added"),
        ("a  b", "a b", "white space"),
    ],
)
def test_differences_in_words(old: str, new: str, said: str) -> None:
    assert difference(old, new) == said


WORDS = st.lists(
    st.sampled_from(["drink", "it", "slowly", "with", "cool", "fresh", "water", "now", "please"]),
    min_size=1,
)


@given(st.lists(WORDS, max_size=5), WORDS, st.integers(50, 95))
def test_the_index_misses_nothing(known: list[list[str]], wanted: list[str], near: int) -> None:
    """What is similar enough among all texts is found, though only few are compared."""
    from rapidfuzz import fuzz

    texts = [" ".join(words) for words in known]
    text = " ".join(wanted)
    memory = Memory([pair(t, t.upper()) for t in texts], near=near)
    best = [t for t in dict.fromkeys(texts) if t != text and fuzz.ratio(text, t) >= max(near, 80)]
    # Long texts only: in one of a few words, one other word is more than the least similarity.
    if best and len(set(wanted)) > 3:
        assert memory.near(segment(text))
