"""Abbreviations at their first mention: the long form as the glossary has it, then the abbreviation, once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from localize.config import Config
from localize.model import Segment
from localize.pretranslate import Engine, draft
from localize.pretranslate.abbreviations import is_abbreviation
from localize.pretranslate.glossary import Terms
from localize.terms import TermBase, TermEntry, Treatment

SegmentMaker = Callable[..., Segment]


def entry(term: str, *forms: str) -> TermEntry:
    """To be translated where there are forms, else to be kept."""
    treatment = Treatment.TRANSLATE if forms else Treatment.KEEP
    return TermEntry(term=term, treatment=treatment, targets={"es": forms} if forms else {})


BASE = TermBase(
    [
        entry(
            "brain-derived neurotrophic factor",
            "factor neurotrófico derivado del cerebro",
            "factor neurotrófico cerebral",
        ),
        entry("BDNF"),
        entry("World Health Organization", "Organización Mundial de la Salud"),
        entry("WHO", "OMS"),
        entry(
            "selective serotonin reuptake inhibitor",
            "inhibidor selectivo de la recaptación de serotonina",
        ),
        entry("angiotensin-converting enzyme 2", "enzima convertidora de la angiotensina 2"),
        entry("electroconvulsive therapy", "terapia electroconvulsiva"),
        entry("ECT", "TEC"),
    ]
)
FACTOR = "factor neurotrófico derivado del cerebro"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("the brain-derived neurotrophic factor (BDNF) rose", [f"{FACTOR} (BDNF)"]),
        ("the World Health Organization (WHO) says", ["Organización Mundial de la Salud (OMS)"]),
        (
            "selective serotonin reuptake inhibitors (SSRIs)",
            ["inhibidores selectivos de la recaptación de serotonina (SSRI)"],
        ),
        ("an ECT (electroconvulsive therapy) session", ["TEC (terapia electroconvulsiva)"]),
        ("brain-derived neurotrophic factor (a protein)", [FACTOR]),
        ("brain-derived neurotrophic factor (BDNF, a protein)", [FACTOR]),
        ("WHO (BDNF)", ["OMS"]),
        ("tablets (ECT)", ["TEC"]),
    ],
)
def test_the_two_are_asked_for_together(text: str, asked: list[str]) -> None:
    terms = Terms(BASE, "es")
    assert [terms.form(hit) for hit in terms.hits(text)] == asked


@pytest.mark.parametrize(
    ("target", "right"),
    [
        (f"el {FACTOR} (BDNF) aumentó", True),
        ("los factores neurotróficos cerebrales (BDNF) aumentaron", True),
        (f"el BDNF ({FACTOR}) aumentó", False),
        (f"el {FACTOR} aumentó (BDNF)", False),
        (f"el {FACTOR} aumentó", False),
        ("el factor del cerebro (BDNF) aumentó", False),
    ],
)
def test_a_target_has_both_side_by_side_in_order(target: str, right: bool) -> None:
    terms = Terms(BASE, "es")
    hits = terms.hits("the brain-derived neurotrophic factor (BDNF) rose")
    assert (not terms.missing(hits, target)) is right


def test_what_looks_like_an_abbreviation() -> None:
    assert all(map(is_abbreviation, ("BDNF", "mRNA", "TrkB", "ACE2", "COVID-19")))
    assert not any(map(is_abbreviation, ("a", "Ketamine", "2019", "see", "ANTIDEPRESSANTS")))


MARKED = [
    # source, target; the engine drops what it is not forced to write, and copies placeholders
    ("Raises brain-derived neurotrophic factor (BDNF) now.", f"Eleva {FACTOR} (BDNF) ya."),
    ("Raises **brain-derived neurotrophic factor** (BDNF) now.", f"Eleva **{FACTOR}** (BDNF) ya."),
    ("Raises **brain-derived neurotrophic factor (BDNF)** now.", f"Eleva **{FACTOR} (BDNF)** ya."),
    ("Raises [brain-derived neurotrophic factor](a.md) (*BDNF*) now.", f"Eleva [{FACTOR}](a.md) (*BDNF*) ya."),
    ("Raises angiotensin-converting enzyme 2 (ACE2) now.", "Eleva enzima convertidora de la angiotensina 2 (ACE2) ya."),
    ("Raises *World Health Organization* (WHO) now.", "Eleva *Organización Mundial de la Salud* (OMS) ya."),
]  # fmt: skip


@pytest.mark.parametrize(("source", "target"), MARKED)
def test_a_placeholder_stands_for_both_with_their_markup(
    segment: SegmentMaker, parrot: Any, tmp_path: Path, source: str, target: str
) -> None:
    class Vague(parrot):  # type: ignore[misc]
        def _answer(self, request: Any) -> Any:
            text = "Eleva [1] ya." if "[1]" in request.text else "Eleva algo ya."
            return type(super()._answer(request))((self._aligned(text, request.text),))

    one = segment(source)
    found = draft([one], config=Config(root=tmp_path), target="es", engine=Vague(), terms=BASE)
    assert (found[one.id].text, found[one.id].reasons) == (target, ())


def test_one_that_cannot_be_had_is_flagged(
    segment: SegmentMaker, parrot: Any, tmp_path: Path
) -> None:
    # Markup that ends inside the long form leaves no stretch to hold.
    one = segment("Raises brain-derived **neurotrophic factor (BDNF) now**.")
    bird = parrot({}, {"Raises": "Eleva", "now": "ya"}, styles=("[{}]",))
    found = draft([one], config=Config(root=tmp_path), target="es", engine=bird, terms=BASE)
    wanted = f"term: “brain-derived neurotrophic factor (BDNF)” should be “{FACTOR} (BDNF)”"
    assert wanted in found[one.id].reasons
    assert found[one.id].band != "high"


def test_the_model_is_brought_to_it(
    segment: SegmentMaker, model_project: Config, argos: Engine
) -> None:
    wanted = {
        "Ketamine raises the level of **brain-derived neurotrophic factor** (BDNF) in the brain.": f"**{FACTOR}** (BDNF)",
        "The World Health Organization (WHO) lists ketamine.": "Organización Mundial de la Salud (OMS)",
        "In the trial, ECT (electroconvulsive therapy) was used.": "TEC (terapia electroconvulsiva)",
        "Brain-derived neurotrophic factor (BDNF)": f"{FACTOR[0].upper()}{FACTOR[1:]} (BDNF)",
    }
    segments = [segment(text) for text in wanted]
    found = draft(segments, config=model_project, target="es", engine=argos, terms=BASE)
    for one in segments:
        assert found[one.id].text.count(wanted[one.text]) == 1
