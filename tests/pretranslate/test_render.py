from __future__ import annotations

from collections.abc import Callable

import pytest

from localize.model import Segment
from localize.pretranslate.engines import Hypothesis, Word
from localize.pretranslate.flow import flow_of, source
from localize.pretranslate.render import lost, render, restore, styles_for
from localize.terms import Hit, TermEntry, Treatment

SegmentMaker = Callable[..., Segment]


def restored(
    segment: Segment,
    text: str,
    *,
    hide_all: bool = False,
    fragments: dict[int, str] | None = None,
    looks: dict[str, list[int]] | None = None,
    hits: tuple[Hit, ...] = (),
) -> str | None:
    """What `text`, said by an engine, is as a target; `looks` says which source words each word looked at."""
    flow = flow_of(segment, hits, ("en", "es"))
    hide = frozenset(range(len(flow.atoms))) if hide_all else frozenset[int]()
    rendered = render(flow.text, flow.atoms, "[{}]", hide=hide)
    words, at = [], 0
    for word in text.split() if looks else ():
        start = text.index(word, at)
        at = start + len(word)
        at_words = looks.get(word.strip(".,"), []) if looks else []
        words.append(Word(start, at, tuple((i, 1 / len(at_words)) for i in at_words)))
    found = restore(rendered, Hypothesis(text, -0.1, tuple(words)), fragments or {})
    return None if found is None else source(flow, found[0])


def test_what_an_engine_reads(segment: SegmentMaker) -> None:
    flow = flow_of(
        segment("Give **5 mg** of `x`, 5 µg, [a *b*](c.md)[^1]."), languages=("en", "es")
    )
    assert render(flow.text, flow.atoms, "[{}]").text == "Give 5 mg of [1], [2], a b[3]."
    everything = frozenset(range(len(flow.atoms)))
    assert (
        render(flow.text, flow.atoms, "<{}>", hide=everything).text
        == "Give <1> of <2>, <3>, a b<4>."
    )
    opening = next(i for i, a in enumerate(flow.atoms) if a.source == ("[",))
    whole = render(flow.text, flow.atoms, "[{}]", whole_spans={opening: "w"})
    assert whole.text == "Give 5 mg of [1], [2], [3][4]."


@pytest.mark.parametrize(
    ("text", "styles"),
    [
        ("plain", ["[{}]", "<{}>"]),
        ("see [1]", ["<{}>"]),
        ("see [ 12 ] < 3 >", []),
        ("a[x]", ["[{}]", "<{}>"]),
    ],
)
def test_a_style_the_text_uses_itself_is_not_free(text: str, styles: list[str]) -> None:
    assert styles_for(text, ("[{}]", "<{}>")) == styles


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Dé [1] de [2].", "Dé `x` de `y`."),
        ("Dé [ 2 ] de [1].", "Dé `y` de `x`."),
        ("Dé [1].", None),
        ("Dé [1] de [2] de [2].", None),
        ("Dé [1] de [12].", None),
    ],
)
def test_placeholders_come_back_once(
    segment: SegmentMaker, said: str, expected: str | None
) -> None:
    assert restored(segment("Give `x` of `y`."), said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Dé 5 mg y 15 mg.", "Dé 5 mg y 15 mg."),
        ("Dé 5mg y 15 MG.", "Dé 5 mg y 15 mg."),
        ("Dé 15 mg.", None),
        ("Dé 5 mg, 5 mg y 15 mg.", None),
    ],
)
def test_literals_shown_are_found_whole_and_as_often(
    segment: SegmentMaker, said: str, expected: str | None
) -> None:
    assert restored(segment("Give 5 mg and 15 mg."), said) == expected


def test_what_is_lost_is_named(segment: SegmentMaker) -> None:
    flow = flow_of(segment("Give 5 mg of `x` and 7 mL."), languages=("en", "es"))
    rendered = render(flow.text, flow.atoms, "[{}]")
    assert lost(rendered, "Dé [1] y 7 mL.") == {0}
    assert lost(rendered, "Dé 5 mg de [1] y 7 mL.") == frozenset()


def test_a_kept_term_may_come_in_other_capitals(segment: SegmentMaker) -> None:
    entry = TermEntry(term="Spravato", treatment=Treatment.KEEP)
    said = "La dosis de spravato."
    assert (
        restored(segment("The Spravato dose."), said, hits=(Hit(4, 12, entry),))
        == "La dosis de Spravato."
    )


SPAN = "The **red pill** is big."


@pytest.mark.parametrize(
    ("said", "fragment", "expected"),
    [
        ("La pastilla roja es grande.", "pastilla roja", "La **pastilla roja** es grande."),
        ("La pastilla roja es grande.", "la pastilla roja.", "**La pastilla roja** es grande."),
        ("Es una pastilla roja grande.", "la pastilla roja", "Es una **pastilla roja** grande."),
        ("Una pastilla roja, otra pastilla roja.", "pastilla roja", None),
        ("El comprimido es grande.", "pastilla roja", None),
        ("El comprimido es grande.", " ", None),
    ],
)
def test_a_span_where_its_own_translation_stands_once(
    segment: SegmentMaker, said: str, fragment: str, expected: str | None
) -> None:
    assert restored(segment(SPAN), said, fragments={0: fragment}) == expected


@pytest.mark.parametrize(
    ("said", "looks", "expected"),
    [
        (
            "La pastilla roja es grande.",
            {"pastilla": [2], "roja": [1]},
            "La **pastilla roja** es grande.",
        ),
        (
            "La pastilla es roja, grande.",
            {"pastilla": [2], "roja": [1]},
            "La **pastilla es roja**, grande.",
        ),
        ("Roja es la muy grande pastilla aquí.", {"Roja": [1], "pastilla": [2]}, None),
        ("La pastilla roja es grande.", {"La": [0]}, None),
        ("La «pastilla» es grande.", {"«pastilla»": [1, 2]}, "La «**pastilla**» es grande."),
        (
            "Uno dos tres cuatro cinco seis siete ocho.",
            {w: [1, 2] for w in ("Uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho")},
            None,
        ),
    ],
)
def test_a_span_where_attention_says_so(
    segment: SegmentMaker, said: str, looks: dict[str, list[int]], expected: str | None
) -> None:
    assert restored(segment(SPAN), said, looks=looks) == expected


def test_no_attention_no_projection(segment: SegmentMaker) -> None:
    assert restored(segment(SPAN), "El comprimido es grande.") is None


def test_spans_stay_nested_as_they_were(segment: SegmentMaker) -> None:
    nested = segment("See **the *red* pill** now.")
    assert (
        restored(nested, "Vea la pastilla roja ya.", fragments={0: "la pastilla roja", 1: "roja"})
        == "Vea **la pastilla *roja*** ya."
    )
    assert (
        restored(nested, "Vea la pastilla roja ya.", fragments={0: "pastilla", 1: "roja"}) is None
    )
    apart = segment("See **one** and **two**.")
    assert restored(apart, "Vea uno y dos.", fragments={0: "uno", 2: "uno y dos"}) is None


def test_a_span_never_cuts_a_literal_in_two(segment: SegmentMaker) -> None:
    source_segment = segment("Take **5 mg** now.")
    assert restored(source_segment, "Tome 5 mg ya.", fragments={0: "5"}) == "Tome **5 mg** ya."
    assert restored(source_segment, "Tome 5 mg ya.", fragments={0: "mg"}) == "Tome **5 mg** ya."


def test_a_capital_that_grows_when_small_moves_nothing(segment: SegmentMaker) -> None:
    assert restored(segment("Open A_b now."), "İ abre A_B ya.") is None
    assert restored(segment("Open A_b now."), "I abre A_B ya.") == "I abre A_b ya."
