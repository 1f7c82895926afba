from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from localize.config import Config
from localize.errors import ModelError
from localize.model import Segment
from localize.pretranslate import draft
from localize.pretranslate.confidence import FAIR, HIGH, assess
from localize.pretranslate.engines import Opinion, Output, Request, Verdict
from localize.pretranslate.rungs import Climbed, Facts, Rung
from localize.pretranslate.store import Store

SegmentMaker = Callable[..., Segment]
LANGUAGES = ("en", "es")


def climbed(
    probability: float = 0.95, agreement: float = 0.9, reasons: tuple[str, ...] = ()
) -> Climbed:
    facts = Facts(source=SOURCE, target=TARGET, score=math.log(probability), agreement=agreement)
    return Climbed(text="y", rung=Rung.PLAIN, facts=(facts,), reasons=reasons)


SOURCE = "Ketamine blocks the receptor in the brain."
TARGET = "La ketamina bloquea el receptor en el cerebro."


def test_a_sure_engine_is_trusted() -> None:
    found = assess(SOURCE, TARGET, Rung.PLAIN, [climbed()], LANGUAGES)
    assert (found.band, found.reasons) == ("high", ())
    assert HIGH <= found.score <= 1


def test_scores_fall_with_the_engine() -> None:
    scores = [
        assess(SOURCE, TARGET, Rung.PLAIN, [climbed(p)], LANGUAGES).score
        for p in (0.95, 0.8, 0.6, 0.3, 0.01)
    ]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)
    found = assess(SOURCE, TARGET, Rung.PLAIN, [climbed(0.5, 0.2)], LANGUAGES)
    assert found.band == "low"
    assert found.reasons == (
        "the engine is 50 % sure of its words",
        "its two best translations differ",
    )


@pytest.mark.parametrize(
    ("source", "target", "reason"),
    [
        ("Do not take it.", "Tome este medicamento.", "negation may be lost"),
        (SOURCE, "co co co co co co co co co co co co co co", "repeats itself"),
        (SOURCE, "Ketamine blocks receptor brain", "mostly copied from the source"),
        (SOURCE, "La ketamina.", "much shorter than its source"),
        ("Dose", "La dosis que se le da a un paciente", "much longer than its source"),
        (
            "It rose by 3 mg here.",
            "Aumentó 3 mg en 199 casos.",
            "it has a number the source has not",
        ),
        ("a factor (BDNF) is here", "un factor (BDNF está aquí mismo", "a bracket is missing"),
        (
            "a factor (BDNF) is here",
            "un factor (en el) está aquí",
            "an abbreviation is no longer introduced",
        ),
    ],
)
def test_hard_facts_make_it_low(source: str, target: str, reason: str) -> None:
    found = assess(source, target, Rung.PLAIN, [climbed(1.0)], LANGUAGES)
    assert found.band == "low"
    assert found.score < FAIR
    assert reason in found.reasons


def test_the_worst_sentence_is_named_and_counts() -> None:
    sure, unsure = climbed(0.95), climbed(0.3)
    together = assess(SOURCE * 2, TARGET * 2, Rung.PLAIN, [sure, unsure], LANGUAGES)
    alone = [assess(SOURCE, TARGET, Rung.PLAIN, [one], LANGUAGES).score for one in (sure, unsure)]
    assert together.score < sum(alone) / 2
    assert "least sure of “La ketamina bloquea el receptor en …”" in together.reasons
    elsewhere = assess(SOURCE * 2, "Otra cosa " * 6, Rung.PLAIN, [sure, unsure], LANGUAGES)
    assert not [reason for reason in elsewhere.reasons if "least sure" in reason]


def test_reasons_can_be_told_apart_by_semicolons() -> None:
    found = assess(SOURCE, TARGET, Rung.PLAIN, [climbed(reasons=("term: a; b",))], LANGUAGES)
    assert found.reasons == ("term: a, b",)


def test_what_the_ladder_says_counts() -> None:
    split = assess(SOURCE, TARGET, Rung.SPLIT, [climbed(1.0)], LANGUAGES)
    assert (split.band, split.reasons) == (
        "low",
        ("translated in pieces around what is protected",),
    )
    kept = assess(SOURCE, SOURCE, Rung.SOURCE, [climbed(1.0)], LANGUAGES)
    assert (kept.band, kept.score) == ("low", 0.0)
    term = assess(SOURCE, TARGET, Rung.PLAIN, [climbed(1.0, reasons=("term: x",))], LANGUAGES)
    assert (term.band, term.reasons) == ("fair", ("term: x",))
    alone = assess("Dose", "Dosis", Rung.PLAIN, [Climbed(text="Dosis", rung=Rung.PLAIN)], LANGUAGES)
    assert (alone.band, alone.score) == ("high", 1.0)


def test_an_odd_word_keeps_a_draft_from_being_trusted() -> None:
    facts = climbed(0.99).facts[0]._replace(odd=("bloquea", "mended"))
    found = assess(
        SOURCE, TARGET, Rung.PLAIN, [Climbed(text="y", rung=Rung.PLAIN, facts=(facts,))], LANGUAGES
    )
    assert (found.band, found.reasons) == ("fair", ("odd spelling: “bloquea”",))


def test_another_of_the_best_without_an_odd_word_is_taken(
    segment: SegmentMaker, parrot: Any, tmp_path: Path
) -> None:
    class Speller(parrot):  # type: ignore[misc]
        def _answer(self, request: Any) -> Any:
            first, second = super()._answer(request).hypotheses
            return Output((first._replace(odd=("onección", "COVID")), second))

    text = segment("The onset of COVID is here.")
    bird = Speller({text.text: ["La onección de COVID.", "El inicio de COVID."]})
    found = draft([text], config=Config(root=tmp_path), target="es", engine=bird)[text.id]
    assert found.text == "El inicio de COVID."
    assert not [reason for reason in found.reasons if reason.startswith("odd")]


def test_the_word_the_engine_is_least_sure_of_is_named() -> None:
    facts = climbed(0.4).facts[0]._replace(doubted=("otra", "bloquea", "receptor"))
    alone = assess(
        SOURCE, TARGET, Rung.PLAIN, [Climbed(text="y", rung=Rung.PLAIN, facts=(facts,))], LANGUAGES
    )
    # "otra" is not in the target any more: the surface was mended.
    assert "least sure of “bloquea”" in alone.reasons
    more = assess(
        SOURCE * 2,
        f"Sí. {TARGET}",
        Rung.PLAIN,
        [climbed(1.0), Climbed(text="y", rung=Rung.PLAIN, facts=(facts,))],
        LANGUAGES,
    )
    assert "least sure of “bloquea” in “La ketamina bloquea el receptor en …”" in more.reasons


@pytest.mark.parametrize(
    ("probability", "band"), [(0.5, "high"), (0.04, "high"), (0.02, "fair"), (0.005, "low")]
)
def test_a_way_back_that_finds_little_lowers_the_band(probability: float, band: str) -> None:
    facts = climbed().facts[0]._replace(back=math.log(probability))
    found = assess(
        SOURCE, TARGET, Rung.PLAIN, [Climbed(text="y", rung=Rung.PLAIN, facts=(facts,))], LANGUAGES
    )
    assert found.band == band
    assert ("the way back finds little of its source in it" in found.reasons) is (band != "high")


def test_doubtful_sentences_are_looked_at_word_by_word_once(
    segment: SegmentMaker, parrot: Any, tmp_path: Path
) -> None:
    target = "La ketamina bloquea el receptor."
    segments = [segment("Ketamine blocks the receptor."), segment("The dose is high.")]
    book = {segments[0].text: target, segments[1].text: "La dosis es alta."}
    bird = parrot(book, certainty=-1.2, opinions={target: Opinion(-1.2, ("bloquea",))})
    config = Config(root=tmp_path)
    found = draft(segments, config=config, target="es", engine=bird)
    assert "least sure of “bloquea”" in found[segments[0].id].reasons
    assert not [r for r in found[segments[1].id].reasons if r.startswith("least sure")]
    again = parrot(book)
    assert draft(segments, config=config, target="es", engine=again) == found
    assert (len(bird.scored), again.scored) == (2, [])
    sure = parrot(book, fingerprint="sure", certainty=-0.01)
    draft(segments, config=config, target="es", engine=sure)
    assert sure.scored == []


def test_a_reverse_engine_is_asked_for_the_way_back_once(
    segment: SegmentMaker, parrot: Any, tmp_path: Path
) -> None:
    segments = [segment("The dose is high."), segment("The pill is red.")]
    book = {segments[0].text: "La dosis es alta.", segments[1].text: "Los gatos duermen."}
    back = parrot(fingerprint="back", opinions={"The pill is red.": Opinion(-6.0)})
    config = Config(root=tmp_path)
    for _ in range(2):
        found = draft(segments, config=config, target="es", engine=parrot(book), reverse=back)
        assert [found[one.id].band for one in segments] == ["high", "low"]
    assert back.scored == [(found[one.id].text, one.text) for one in segments]


# ── the store ────────────────────────────────────────────────────────────


def test_an_interrupted_run_resumes(
    segment: SegmentMaker, parrot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("localize.pretranslate.drafting.SLICE", 2)
    texts = [f"The dose number {word} is high." for word in ("one", "two", "three", "four", "five")]
    segments = [segment(text) for text in texts]

    class Broken(parrot):  # type: ignore[misc]
        def translate(self, requests: Any, **options: Any) -> Any:
            if self.calls == 2:
                raise ModelError("out of memory")
            return super().translate(requests, **options)

    config = Config(root=tmp_path)
    broken = Broken()
    with pytest.raises(ModelError):
        draft(segments, config=config, target="es", engine=broken)
    again = parrot()
    draft(segments, config=config, target="es", engine=again)
    assert len(broken.asked) == 4
    assert len(again.asked) == 1


def test_a_store_keeps_what_it_is_given(tmp_path: Path, parrot: Any) -> None:
    bird = parrot({"One.": ["Uno.", "1."]})
    request, other = Request("One.", aligned=True), Request("One.")
    (output,) = bird.translate([request])
    verdict = Verdict(("[{}]",), attention=True)
    with Store(tmp_path) as store:
        assert store.verdict("f") is None
        store.put("f", 2, [(request, output)])
        store.put_verdict("f", verdict)
    with Store(tmp_path) as store:
        assert store.get("f", 2, [request, other]) == {request: output}
        assert store.get("f", 3, [request]) == {}
        assert store.get("g", 2, [request]) == {}
        assert store.verdict("f") == verdict


def test_a_store_that_says_nonsense_says_nothing(tmp_path: Path, parrot: Any) -> None:
    import sqlite3

    request = Request("One.")
    with Store(tmp_path) as store:
        store.put("f", 2, [(request, parrot().translate([request])[0])])
        store.put_verdict("f", Verdict((), attention=False))
    connection = sqlite3.connect(tmp_path / "drafts.sqlite3")
    with connection:
        connection.execute("UPDATE outputs SET value = '{'")
        connection.execute("UPDATE verdicts SET value = '[]'")
    connection.close()
    with Store(tmp_path) as store:
        assert store.get("f", 2, [request]) == {}
        assert store.verdict("f") is None


def test_a_store_that_fails_while_writing_costs_nothing(tmp_path: Path, parrot: Any) -> None:
    request = Request("One.")
    output: Output = parrot().translate([request])[0]
    with Store(tmp_path) as store:
        store.put("f", 2, [(request, output)])
        (tmp_path / "drafts.sqlite3").chmod(0o400)
        connection = store._open()
        connection.execute("PRAGMA query_only=ON")
        store.put("f", 2, [(Request("Two."), output)])
        store.put_verdict("f", Verdict((), attention=False))
        assert store.get("f", 2, [request]) == {request: output}
        connection.execute("DROP TABLE IF EXISTS none")
        connection.close()
        assert store.get("f", 2, [request]) == {}
        assert store.verdict("f") is None
