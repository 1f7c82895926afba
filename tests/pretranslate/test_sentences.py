from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.model import Segment
from localize.pretranslate.flow import flow_of, source
from localize.pretranslate.sentences import MAX_WORDS, split

SegmentMaker = Callable[..., Segment]

CASES = [
    ("One. Two! Three?", ["One.", "Two!", "Three?"]),
    ("Take it p.o. or i.v., e.g. 5 mg, approx. daily (Fig. 2). Then stop.",
     ["Take it p.o. or i.v., e.g. 5 mg, approx. daily (Fig. 2).", "Then stop."]),
    ("Dr. Smith et al. saw it vs. placebo, see Sect. 3.", ["Dr. Smith et al. saw it vs. placebo, see Sect. 3."]),
    ("Doses, pauses, etc. The next day.", ["Doses, pauses, etc.", "The next day."]),
    ("**Onset of action:** It is rapid.", ["**Onset of action:**", "It is rapid."]),
    ("**Onset of action**: It is rapid.", ["**Onset of action**:", "It is rapid."]),
    ("**Less inhibition.** Ketamine acts.", ["**Less inhibition.**", "Ketamine acts."]),
    ("It fades.[^1] Then again.", ["It fades.[^1]", "Then again."]),
    ("First line\\\nsecond line", ["First line", "second line"]),
    ("First<br>second", ["First", "second"]),
    ("Call `a.b. C` now.", ["Call `a.b. C` now."]),
    ("**One. Two.** Three.", ["**One. Two.**", "Three."]),
    ("See (it is. Really) now.", ["See (it is. Really) now."]),
    ("   ", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_where_sentences_end(segment: SegmentMaker, text: str, expected: list[str]) -> None:
    flow = flow_of(segment(text), languages=("en", "es"))
    parts = split(flow.text, flow.atoms, "en")
    assert [source(flow, flow.text[a:b]) for a, b in parts] == expected


LONG = (
    "The infusion was given slowly over the course of the whole morning; the patients, who had not eaten, "
    "were watched closely by two nurses, and their blood pressure was taken every ten minutes until noon"
)


def test_long_sentences_are_cut_at_clauses() -> None:
    parts = [LONG[a:b] for a, b in split(LONG, (), "en")]
    assert parts[0] == "The infusion was given slowly over the course of the whole morning;"
    assert len(parts) > 1
    assert all(len(part.split()) <= MAX_WORDS for part in parts)


def test_a_dash_between_clauses_stays_outside() -> None:
    text = "It is important because it allows you to build new connections between the regions of your brain—and this ability is what makes it work"
    parts = split(text, (), "en")
    assert text[parts[0][1] : parts[1][0]] == "—"


def test_clauses_are_not_cut_inside_brackets_or_spans(segment: SegmentMaker) -> None:
    text = (
        "It was seen (in all of the patients, which was expected, and in their relatives, who came with them) "
        "and also in **people who never took it, which nobody expected, and which is not explained**"
    )
    flow = flow_of(segment(text), languages=("en", "es"))
    for start, end in split(flow.text, flow.atoms, "en"):
        part = source(flow, flow.text[start:end])
        assert part.count("(") == part.count(")")
        assert part.count("**") % 2 == 0


def test_an_endless_sentence_is_cut_between_words() -> None:
    text = "word " * 150
    parts = split(text, (), "en")
    assert len(parts) > 1
    assert " ".join(text[a:b] for a, b in parts).split() == text.split()


def test_an_endless_bracket_is_cut_too() -> None:
    text = "(" + "word " * 150 + ")"
    parts = [text[a:b] for a, b in split(text, (), "en")]
    assert all(len(part.split()) <= 60 for part in parts)


def test_other_languages_are_cut_at_signs_only() -> None:
    text = "Das ist so und bleibt so, weil es immer schon so war; und es wird auch weiterhin so sein, wie man es nun einmal kennt"
    assert next(text[a:b] for a, b in split(text, (), "de")).endswith(";")


@given(
    st.lists(
        st.sampled_from(
            [
                "One word. ",
                "**b** ",
                "a, and b; ",
                "`c`. ",
                "(x. ",
                ") ",
                "—",
                "e.g. ",
                "\n",
                "*i. J* ",
                "5 mg. ",
            ]
        ),
        max_size=14,
    ).map("".join)
)
def test_nothing_but_space_and_dashes_lies_between_parts(segment: SegmentMaker, text: str) -> None:
    flow = flow_of(segment(text), languages=("en", "es"))
    at = 0
    for start, end in split(flow.text, flow.atoms, "en"):
        assert at <= start < end
        assert not flow.text[at:start].strip(" \n—–-")
        assert flow.text[start:end] == flow.text[start:end].strip()
        at = end
    assert not flow.text[at:].strip()
