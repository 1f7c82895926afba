"""What `glossary check` and `glossary find` say."""

from __future__ import annotations

from pathlib import Path

import pytest

from localize.model import Kind, Piece, PieceKind, Segment
from localize.terms import TermBase
from localize.terms.report import CandidateKind, Passage, check, find


def test_check(tmp_path: Path) -> None:
    folder = tmp_path / "glossary"
    folder.mkdir()
    (folder / "g.csv").write_text(
        "term,treatment,es,fr\n"
        "dose,translate,dosis,\n"
        "synapse,translate,sinapsis,synapse\n"
        "NMDA,keep,,\n"
        "drug,avoid,droga,\n"
        "neuron,keep,,\n"
        "neuron,keep,,\n"
        ",keep,,\n"
    )
    passages = [Passage("a.md", "A dose of `synapse`.", ((10, 19),)), Passage("b.md", "NMDA drug")]
    found = [(p.kind, p.place.line) for p in check(folder, "en", ["es", "fr"], passages)]
    assert found == [
        ("term", 8),
        ("duplicate", 7),
        ("blank", 2),
        ("unused", 3),
        ("unused", 6),
        ("unused", 7),
    ]
    [blank] = [p for p in check(folder, "en", ["es", "fr"], passages) if p.kind == "blank"]
    assert str(blank.error()) == "glossary/g.csv:2: 'dose' has no form for fr"


def test_a_passage_of_a_segment() -> None:
    pieces = (Piece(0, 2, PieceKind.TEXT), Piece(2, 5, PieceKind.CODE))
    segment = Segment(id="x", text="a `b`", kind=Kind.PARAGRAPH, pieces=pieces)
    assert Passage.of("a.md", segment) == Passage("a.md", "a `b`", ((2, 5),))


def kinds(*texts: str, glossary: str = "", tmp: Path | None = None) -> dict[str, tuple[str, int]]:
    terms = TermBase()
    if tmp is not None:
        (tmp / "g.csv").write_text(f"term,treatment\n{glossary}")
        terms = TermBase.load(tmp)
    passages = [Passage(f"{n}.md", text) for n, text in enumerate(texts)]
    return {c.term: (c.kind, c.count) for c in find(passages, terms)}


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["The BDNF level."], {"BDNF": ("acronym", 1)}),
        (["the mTOR and the GluN2B"], {"mTOR": ("acronym", 1), "GluN2B": ("acronym", 1)}),
        (["STOP TAKING IT NOW"], {}),
        (
            ["a synaptic plasticity", "of Synaptic plasticity here"],
            {"synaptic plasticity": ("phrase", 2)},
        ),
        (["dose escalation, dose escalations"], {"dose escalation": ("phrase", 2)}),
        (["theory of mind, the theory of mind"], {"theory of mind": ("phrase", 2)}),
        (["it is so, it is so"], {}),
        (["a blue, shift; a blue, shift"], {}),
        (["given Spravato and Spravato"], {"Spravato": ("name", 2)}),
        (["with Spravato, or Spravato."], {"Spravato": ("name", 2)}),
        (
            ["drug Spravato and drug Spravato"],
            {"drug Spravato": ("phrase", 2), "Spravato": ("name", 2)},
        ),
        (["long-term care, long-term care"], {}),
        (["phase 2 trial, phase 2 trial"], {}),
    ],
)
def test_candidates(texts: list[str], found: dict[str, tuple[str, int]]) -> None:
    assert kinds(*texts) == found


def test_the_longer_phrase_speaks_for_its_parts() -> None:
    found = kinds("acute stress disorder", "acute stress disorder", "a stress disorder")
    assert found == {
        "acute stress disorder": (CandidateKind.PHRASE, 2),
        "stress disorder": (CandidateKind.PHRASE, 3),
    }


def test_what_has_a_row_is_no_candidate(tmp_path: Path) -> None:
    texts = ["NMDA receptor", "NMDA receptor", "BDNF"]
    assert set(kinds(*texts, glossary="NMDA receptor,keep\nBDNF,keep\n", tmp=tmp_path)) == set()


def test_an_acronym_comes_with_what_it_stands_for() -> None:
    passages = [
        Passage("a.md", "Levels of BDNF rise."),
        Passage("b.md", "The brain-derived neurotrophic factor (BDNF) helps."),
        Passage("c.md", "Center for the Control of Disease (CCD) and nothing here (XYZ), AB (QX)."),
    ]
    found = {c.term: c for c in find(passages, TermBase()) if c.kind is CandidateKind.ACRONYM}
    assert found["BDNF"].expansion == "brain-derived neurotrophic factor"
    assert found["BDNF"].article == "a.md"
    assert found["BDNF"].example == "Levels of BDNF rise."
    assert found["CCD"].expansion == "Center for the Control of Disease"
    assert found["XYZ"].expansion == ""
    assert found["QX"].expansion == ""


def test_examples_are_cut_at_words() -> None:
    text = (
        "x" * 30
        + " one two three four five six seven BDNF eight nine ten eleven twelve "
        + "y" * 60
    )
    [found] = [c for c in find([Passage("a", text)], TermBase()) if c.term == "BDNF"]
    assert found.example == "…one two three four five six seven BDNF eight nine ten eleven twelve…"


def test_no_more_than_asked_for() -> None:
    text = "AB CD EF GH and so on, and so forth, in this and that."
    assert len(find([Passage("a", text)], TermBase(), most=2)) == 2
