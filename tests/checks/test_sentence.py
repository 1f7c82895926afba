"""Which sentences of two texts translate one another."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.checks.helpers import find, unit

from localize.checks.base import Pair, Scope
from localize.checks.reading.reading import read
from localize.checks.reading.tables import tables
from localize.config import Config
from localize.model import Severity


def parts(source: str, target: str, locale: str = "es") -> list[tuple[str, str]]:
    scope = Scope(Config(root=Path("/")), locale, tables("en"), tables(locale))
    pair = Pair(unit(source, target, locale), scope)
    read([pair.source])
    read([pair.target])
    return [(p.source.prose.text.strip(), p.target.prose.text.strip()) for p in pair.parts]


def test_each_sentence_goes_with_its_translation() -> None:
    assert parts(
        "Take 5 mg in the morning. Do not take it with milk. Call us if you feel sick.",
        "Tome 5 mg por la mañana. No lo tome con leche. Llámenos si tiene náuseas.",
    ) == [
        ("Take 5 mg in the morning.", "Tome 5 mg por la mañana."),
        ("Do not take it with milk.", "No lo tome con leche."),
        ("Call us if you feel sick.", "Llámenos si tiene náuseas."),
    ]


def test_one_sentence_may_become_two() -> None:
    assert parts(
        "Keep the vial in the carton and do not freeze it. The tablets contain lactose.",
        "Conserve el vial en su caja. No lo congele. Los comprimidos contienen lactosa.",
    ) == [
        (
            "Keep the vial in the carton and do not freeze it.",
            "Conserve el vial en su caja. No lo congele.",
        ),
        ("The tablets contain lactose.", "Los comprimidos contienen lactosa."),
    ]


def test_sentences_that_have_changed_places_are_found() -> None:
    assert parts(
        "Tamsulosin can cause problems during cataract surgery. Call the doctor if your temperature rises above 39 °C.",
        "Llame al médico si la temperatura supera los 39 °C. La tamsulosina puede causar problemas en la operación de cataratas.",
    ) == [
        (
            "Tamsulosin can cause problems during cataract surgery.",
            "La tamsulosina puede causar problemas en la operación de cataratas.",
        ),
        (
            "Call the doctor if your temperature rises above 39 °C.",
            "Llame al médico si la temperatura supera los 39 °C.",
        ),
    ]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Take it with food.", "Tómelo con comida."),
        ("Take it, e.g. at noon. ", "Tómelo, p. ej. a mediodía."),
        ("Ask Dr. Brown about it.", "Pregunte al Dr. Brown."),
        ("Take it. Rest.", "Tómelo y descanse."),
        # A line break within an amount parts nothing.
        ("It releases 25 micrograms per  \nhour.", "Libera 25 microgramos por  \nhora."),
    ],
)
def test_a_single_sentence_has_no_parts(source: str, target: str) -> None:
    assert parts(source, target) == []


def test_a_text_told_anew_has_none() -> None:
    """What stands in one sentence of the source is spread over all of the target."""
    assert (
        parts(
            "Ketamine raised the pressure. Aspirin, warfarin and insulin did not.",
            "La aspirina no la aumentó; la warfarina, tampoco. Con la insulina y la ketamina, la presión.",
        )
        == []
    )


def test_a_problem_of_a_sentence_has_its_place_in_the_whole_text() -> None:
    source = "Do not drive. Take **5 mg** at night. Rest for 2 days."
    target = "No conduzca. Tome **50 mg** por la noche. Descanse 2 días."
    (finding,) = [
        f for f in find(unit(source, target, "es"), locale="es") if f.severity is Severity.CRITICAL
    ]
    assert finding.span is not None
    assert target[slice(*finding.span)].startswith("50")
    assert finding.source_span is not None
    assert source[slice(*finding.source_span)].startswith("5 mg")


@pytest.mark.parametrize(
    "target",
    [
        # A negation that one sentence has too many does not make up for one that another has lost.
        "Tómelo con leche. Las reacciones no son raras. No beba alcohol.",
        # Nor a number that another sentence has.
        "No lo tome con leche. Las reacciones son raras: 2 de 100. No beba alcohol durante 5 días.",
    ],
)
def test_no_sentence_makes_up_for_another(target: str) -> None:
    source = (
        "Do not take it with milk. Reactions are rare: 5 in 100. Do not drink alcohol for 2 days."
    )
    if "100" not in target:
        source = "Do not take it with milk. Reactions are rare. Do not drink alcohol."
    findings = find(unit(source, target, "es"), locale="es")
    assert any(finding.severity is Severity.CRITICAL for finding in findings)


def test_a_number_may_be_said_once_for_two_sentences() -> None:
    source = "The usual dose is 20 mg. Twice that dose may be needed."
    target = "La dosis habitual es de 20 mg. Pueden ser necesarios 40 mg."
    assert not [
        f for f in find(unit(source, target, "es"), locale="es") if f.severity is Severity.CRITICAL
    ]
