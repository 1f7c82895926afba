from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.pretranslate import cues
from localize.pretranslate.flow import BASE, atom_index
from localize.pretranslate.surface import Prepared, finish, prepare

ATOM = chr(BASE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Science Behind Ketamine Therapy", "The science behind ketamine therapy"),
        ("What to Expect: The First Session", "What to expect: The first session"),
        ("A Guide To A Good Life", "A guide to a good life"),
        ("How BDNF Helps Neurons Grow", "How BDNF helps neurons grow"),
        ("Side effects", "Side effects"),
        ("Smith and Jones saw it.", "Smith and Jones saw it."),
        ("Berger, Domino and Zarate were first.", "Berger, Domino and Zarate were first."),
        ("DO NOT DRIVE TODAY", "Do not drive today"),
        ("NMDA", "NMDA"),
        ("BDNF and NMDA", "BDNF and NMDA"),
        (f"WAIT {ATOM} HOURS", f"Wait {ATOM} hours"),
    ],
)
def test_capitals_before_an_engine_reads_them(text: str, expected: str) -> None:
    assert prepare(text).text == expected


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Side effects", "Efectos secundarios.", "Efectos secundarios"),
        ("Stop it.", "Deténgalo", "Deténgalo."),
        ("the dose", "La dosis", "la dosis"),
        ("The dose", "la dosis", "La dosis"),
        ("the BDNF", "BDNF", "BDNF"),
        ("a protein", "A proteínas", "a proteínas"),
        ("It lists:", "Enumera.", "Enumera:"),
        ("Do not stop!", "No pare!", "¡No pare!"),
        ("What now?", "Qué ocurre?", "¿Qué ocurre?"),
        ("It works. What now?", "Funciona. qué ocurre?", "Funciona. ¿qué ocurre?"),
        ("It works.", "¿Funciona.", "Funciona."),
        ("(see it)", "(Véalo.)", "(véalo)"),
        ("“Stop.”", "«Pare».", "«Pare»."),
        ("It is of the brain", "Es de la de la cerebro", "Es de la cerebro"),
        ("He said no no", "Dijo no no", "Dijo no no"),
        ("more...", "más…", "más…"),
        ("", "nada", "nada"),
        (f"{ATOM} is a drug", f"{ATOM} es un fármaco", f"{ATOM} es un fármaco"),
        ("It rose 5", "Aumentó 5!", "Aumentó 5"),
        ("What? is it", "¿Qué es?", "¿Qué es?"),
    ],
)
def test_what_an_engine_wrote_gets_the_surface_of_its_source(
    source: str, target: str, expected: str
) -> None:
    assert finish(source, target, Prepared(""), "es") == expected


def test_shouted_text_is_shouted_again() -> None:
    prepared = prepare("DO NOT DRIVE.")
    assert finish("DO NOT DRIVE.", "No conduzca.", prepared, "es") == "NO CONDUZCA."


def test_other_languages_have_no_opening_signs() -> None:
    assert finish("What now?", "Quoi donc?", Prepared(""), "fr") == "Quoi donc?"


@given(
    st.text(f"aB .!?:,¿¡()“”{ATOM}{chr(BASE + 1)}", max_size=20),
    st.text(f"cD .!?:¿¡(){ATOM}{chr(BASE + 1)}", max_size=20),
)
def test_atoms_are_never_touched(source: str, target: str) -> None:
    before = [c for c in target if atom_index(c) is not None]
    after = [c for c in finish(source, target, prepare(source), "es") if atom_index(c) is not None]
    assert after == before


@pytest.mark.parametrize(
    ("source", "target", "lost"),
    [
        ("Do not stop.", "Pare.", True),
        ("Do not stop.", "No pare.", False),
        ("It isn't safe.", "Es seguro.", True),
        ("without food", "sin alimentos", False),
        ("It is safe.", "Es seguro.", False),
        ("I cannot", "Puedo", True),
    ],
)
def test_a_negation_that_went_missing(source: str, target: str, lost: bool) -> None:
    assert cues.loses_negation(source, target, ("en", "es")) is lost


def test_languages_without_a_table_lose_no_negation() -> None:
    assert not cues.loses_negation("Do not stop.", "x", ("en", "xx"))
    assert not cues.loses_negation("Nicht.", "x", ("de", "es"))


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("co co co co", True),
        ("la vida es la vida", False),
        ("cocococococo", True),
        ("de la de la de la casa", True),
    ],
)
def test_going_round_in_circles(target: str, found: bool) -> None:
    assert cues.repeats("Life", target) is found
