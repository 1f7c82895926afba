"""One contract for every engine, and what each does beyond it."""

from __future__ import annotations

import json
import string
import sys
from collections.abc import Sequence
from pathlib import Path
from subprocess import run
from typing import Any

import pytest

from localize.config import Config, Translate
from localize.errors import ModelError, UsageError
from localize.pretranslate import draft
from localize.pretranslate.engines import (
    Engine,
    Hypothesis,
    Output,
    Request,
    Verdict,
    load_engine,
    load_reverse,
)
from localize.pretranslate.engines.argos import ArgosEngine, Model, _Decoded, _doubted, _odd, _words
from localize.pretranslate.engines.probe import probe
from localize.pretranslate.engines.pseudo import LETTERS, PseudoEngine

SENTENCES = [
    "Ketamine blocks the NMDA receptor.",
    "",
    "   ",
    "The dose was given twice.",
    "Ketamine blocks the NMDA receptor.",
    "A " + "very " * 40 + "long sentence.",
    "x² · 🎉 ½",
]


@pytest.fixture(params=["pseudo", "argos"])
def engine(request: pytest.FixtureRequest, argos: Engine, model_project: Config) -> Engine:
    return argos if request.param == "argos" else load_engine("pseudo", model_project, "en", "es")


class TestContract:
    def test_one_output_a_request_in_order(self, engine: Engine) -> None:
        requests = [Request(text) for text in SENTENCES]
        outputs = engine.translate(requests, n_best=2)
        assert len(outputs) == len(requests)
        assert outputs[0].best.text == outputs[4].best.text
        assert [engine.translate([r], n_best=2)[0].best.text for r in requests[:4]] == [
            o.best.text for o in outputs[:4]
        ]

    def test_nothing_asked_nothing_said(self, engine: Engine) -> None:
        assert engine.translate([]) == []

    def test_blank_texts_come_back(self, engine: Engine) -> None:
        assert [o.best.text for o in engine.translate([Request(""), Request(" \n")])] == ["", " \n"]

    def test_the_best_first_and_not_too_many(self, engine: Engine) -> None:
        for output in engine.translate([Request(text) for text in SENTENCES], n_best=2):
            scores = [hypothesis.score for hypothesis in output.hypotheses]
            assert 1 <= len(scores) <= 2
            assert scores == sorted(scores, reverse=True)
            assert all(score <= 0 for score in scores)

    def test_a_prefix_is_what_the_hypothesis_begins_with(self, engine: Engine) -> None:
        request = Request("Ketamine blocks the receptor.", prefix="La ketamina inhibe")
        assert engine.translate([request])[0].best.text.startswith("La ketamina inhibe")

    def test_progress_ends_at_the_total(self, engine: Engine) -> None:
        told: list[tuple[int, int]] = []
        engine.translate(
            [Request("One."), Request("Two.")], progress=lambda d, t: told.append((d, t))
        )
        assert told
        assert told[-1][0] == told[-1][1] > 0
        assert told == sorted(told)

    def test_words_lie_in_their_hypothesis_and_look_at_the_source(self, engine: Engine) -> None:
        (output,) = engine.translate([Request("The study began in 1998.", aligned=True)])
        text = output.best.text
        for word in output.best.words:
            assert text[word.start : word.end].split() == [text[word.start : word.end]]
            assert all(0 <= index < 5 and 0 <= share <= 1.01 for index, share in word.sources)

    def test_one_opinion_a_pair_in_order(self, engine: Engine) -> None:
        right, wrong = "La dosis se administró dos veces.", "Un gato duerme en el tejado rojo."
        pairs = [("The dose was given twice.", target) for target in (right, wrong, right)]
        found = engine.score(pairs)
        assert len(found) == 3
        assert all(one.score <= 0 for one in found)
        assert found[0].score >= found[1].score
        assert engine.score([]) == []
        for (_, target), one in zip(pairs, found, strict=True):
            assert all(word in target for word in one.doubted)

    def test_it_has_a_name_and_a_fingerprint_that_stay(self, engine: Engine) -> None:
        assert engine.name in ("argos", "pseudo")
        assert engine.fingerprint == engine.fingerprint != ""


def test_pseudo_letters_are_one_to_one_letters_that_are_not_ascii() -> None:
    mapped = list(LETTERS.values())
    shown = "".join(mapped)
    assert len(set(mapped)) == len(string.ascii_letters) == len(LETTERS)
    assert not any(char.isascii() for char in shown)
    assert shown.isalpha()
    for letter in string.ascii_lowercase:
        assert letter.translate(LETTERS).upper() == letter.upper().translate(LETTERS)


def test_argos_keeps_an_underscore(argos: Engine) -> None:
    # argostranslate's own decoding turns it into a space.
    (output,) = argos.translate([Request("The BDNF_Val66Met variant is common.")])
    assert "BDNF_Val66Met" in output.best.text


def test_argos_tells_which_placeholders_it_copies_and_where_it_looked(argos: Engine) -> None:
    verdict = argos.verdict()
    assert "[{}]" in verdict.styles[:4]
    assert "XX{}XX" not in verdict.styles
    assert verdict.attention
    (output,) = argos.translate(
        [Request("There were 365 patients in the hospital last year.", aligned=True)]
    )
    word = next(w for w in output.best.words if output.best.text[w.start : w.end] == "365")
    assert word.sources[0][0] == 2


def test_argos_doubts_the_word_that_is_wrong(argos: Engine) -> None:
    source = "The dose was given twice a day."
    (found,) = argos.score([(source, "La dosis se administró dos tejados al día.")])
    assert found.doubted[0] == "tejados"
    # Signs, numbers and what is too short are no words to look at.
    (found,) = argos.score([("Take 5 mg of it.", "Tome 7 mg (de él).")])
    assert not {"7", "mg", "de", "él"} & set(found.doubted)


def test_a_word_written_in_other_pieces_than_it_is_read_in_is_odd() -> None:
    pieces, read = ["▁La", "▁on", "e", "c", "ción", "."], ["▁La", "▁one", "cción", "."]
    assert _odd("La onección.", pieces, read) == ("onección",)
    assert _odd("La onección.", read, read) == ()
    # Signs and numbers are no words, and what cannot be told apart word by word is left alone.
    assert _odd("12 a.", ["▁1", "2", "▁a", "."], ["▁12", "▁a."]) == ()
    assert _odd("La onección.", ["▁La", "▁on", "▁e", "cción."], read) == ()


def test_a_suppressed_word_is_not_written(argos: Engine) -> None:
    source = "Ketamine blocks the receptor."
    plain = argos.translate([Request(source)])[0].best.text
    assert "bloquea" in plain
    changed = argos.translate([Request(source, suppress=("bloquea",)), Request(source)])
    assert "bloquea" not in changed[0].best.text.split()
    assert changed[1].best.text == plain


def test_the_fingerprint_changes_with_the_parameters(model_project: Config, argos: Engine) -> None:
    wider = Config(root=model_project.root, translate=Translate(beam_size=4))
    assert load_engine("argos", wider, "en", "es").fingerprint != argos.fingerprint


def test_one_long_run_gives_what_single_sentences_give(argos: Engine) -> None:
    texts = [f"The patient took {n} tablets of the medicine every day." for n in range(40)]
    together = [o.best.text for o in argos.translate([Request(t) for t in texts])]
    assert together[7] == argos.translate([Request(texts[7])])[0].best.text
    assert len(set(together)) > 30


def test_a_pivot_goes_through_both_models(model_project: Config) -> None:
    from localize.pretranslate.engines.locate import find_route, unpacked

    (package,) = find_route(model_project, "en", "es")
    folder = unpacked(package, model_project)
    first, second = Model(folder, beam_size=1), Model(folder, beam_size=2)
    engine = ArgosEngine([first, second], model="en_es + en_es", beam_size=2)
    middle = ArgosEngine([first], model="", beam_size=1).translate([Request("The dose.")])[0].best
    through = engine.translate([Request("The dose."), Request(" ")])
    assert (
        through[0].best.text
        == ArgosEngine([second], model="", beam_size=2)
        .translate([Request(middle.text)])[0]
        .best.text
    )
    assert through[0].best.words == ()
    # What the second model read is not known any more, so it doubts nothing.
    assert engine.score([("The dose.", "La dosis.")])[0].doubted == ()
    assert through[1].best.text == " "


@pytest.fixture
def both_ways(model_project: Config, tmp_path: Path) -> Config:
    """A project with a package there and one straight back: the shipped model, which says it goes the other way."""
    from localize.pretranslate.engines.locate import find_route, unpacked

    (package,) = find_route(model_project, "en", "es")
    folder = unpacked(package, model_project)
    for source, target in (("en", "es"), ("es", "en")):
        place = tmp_path / "models" / f"{source}_{target}"
        place.mkdir(parents=True)
        for path in folder.iterdir():
            if path.name != "metadata.json":
                (place / path.name).symlink_to(path)
        metadata = {"from_code": source, "to_code": target, "package_version": "0.1"}
        (place / "metadata.json").write_text(json.dumps(metadata))
    return Config(root=tmp_path)


def test_a_model_straight_back_is_found(both_ways: Config, model_project: Config) -> None:
    back = load_reverse("argos", both_ways, "en", "es-MX")
    assert back is not None
    assert back.model == "es_en 0.1"
    right, wrong = back.score([("The dose.", "La dosis."), ("The dose.", "Los gatos duermen.")])
    assert right.score > wrong.score
    assert load_reverse("argos", model_project, "en", "es") is None
    assert load_reverse("pseudo", both_ways, "en", "es") is None


def test_an_unknown_engine(model_project: Config) -> None:
    with pytest.raises(UsageError, match="unknown engine 'deep'") as caught:
        load_engine("deep", model_project, "en", "es")
    assert "argos" in str(caught.value)


def test_no_model(model_project: Config) -> None:
    with pytest.raises(ModelError) as caught:
        load_engine("argos", model_project, "en", "fr-CA")
    assert caught.value.remedy == "Add one with: localize models add en fr"


@pytest.mark.parametrize("damage", ["model/model.bin", "sentencepiece.model", "metadata.json"])
def test_a_damaged_model_is_named(damage: str, model_project: Config, tmp_path: Path) -> None:
    import shutil

    from localize.pretranslate.engines.locate import find_route, unpacked

    (package,) = find_route(model_project, "en", "es")
    folder = tmp_path / "package"
    shutil.copytree(unpacked(package, model_project), folder)
    (folder / damage).write_bytes(b"nothing of use")
    engine = ArgosEngine([Model(folder, beam_size=2)], model="", beam_size=2)
    with pytest.raises(ModelError, match="damaged Argos package") as caught:
        engine.translate([Request("The dose.")])
    assert "localize models add" in str(caught.value)


def _missing(modules: Sequence[str], code: str) -> str:
    blocked = "".join(f"sys.modules[{name!r}] = None\n" for name in modules)
    done = run(
        [sys.executable, "-c", f"import sys\n{blocked}{code}"],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize("name", ["ctranslate2", "argostranslate.package"])
def test_a_library_that_is_not_installed(name: str, model_project: Config) -> None:
    code = (
        "from pathlib import Path\n"
        "from localize.config import Config\n"
        "from localize.pretranslate.engines import Request, load_engine\n"
        "from localize.errors import ModelError\n"
        f"engine = load_engine('argos', Config(root=Path({str(model_project.root)!r})), 'en', 'es')\n"
        "try:\n    engine.translate([Request('The dose.')])\n"
        "except ModelError as error:\n    print('SAID', error)\n"
    )
    assert "SAID" in _missing([name], code)


def test_loading_an_engine_loads_no_translation_library(model_project: Config) -> None:
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from localize.config import Config\n"
        "from localize.pretranslate import load_engine\n"
        f"engine = load_engine('argos', Config(root=Path({str(model_project.root)!r})), 'en', 'es')\n"
        "engine.fingerprint\n"
        "heavy = {'ctranslate2', 'sentencepiece', 'torch', 'argostranslate.translate', 'numpy'}\n"
        "print('LOADED', sorted(heavy & set(sys.modules)))\n"
    )
    assert "LOADED []" in _missing([], code)


# ── packages of another make ─────────────────────────────────────────────


class Pieces:
    """A tokenizer as argostranslate has it for packages without SentencePiece."""

    def encode(self, text: str) -> list[str]:
        return text.split()

    def decode(self, pieces: Sequence[str]) -> str:
        return " ".join(pieces)


class Answer:
    def __init__(self, pieces: list[str]) -> None:
        self.hypotheses = [pieces]
        self.scores = [-0.2]
        self.attention: list[list[list[float]]] = []

    def result(self) -> Answer:
        if self.hypotheses[0][-1] == "fail":
            raise RuntimeError("no memory")
        return self


class Translator:
    """Says the source backwards, after the prefix it is given."""

    def __init__(self) -> None:
        self.prefixes: list[list[str]] | None = None

    def translate_batch(
        self, sources: list[list[str]], prefixes: list[list[str]] | None, **options: object
    ) -> list[Answer]:
        if sources[0] == ["refuse"]:
            raise ValueError("not so")
        assert options["asynchronous"]
        self.prefixes = prefixes
        return [
            Answer([*(prefixes[i] if prefixes else []), *reversed(source)])
            for i, source in enumerate(sources)
        ]


@pytest.fixture
def other_make(model_project: Config, monkeypatch: pytest.MonkeyPatch) -> ArgosEngine:
    model = Model(model_project.root, beam_size=2)
    monkeypatch.setitem(model.__dict__, "_tokenizer", Pieces())
    monkeypatch.setitem(model.__dict__, "_translator", Translator())
    model._target_prefix = ">>pb<<"
    return ArgosEngine([model], model="x", beam_size=2)


def test_a_model_for_several_targets_is_told_which(other_make: ArgosEngine) -> None:
    requests = [Request("one two"), Request("one two", prefix="eins")]
    outputs = other_make.translate(requests)
    assert [output.best.text for output in outputs] == ["two one", "eins two one"]
    assert sorted(other_make._models[0]._translator.prefixes) == [[">>pb<<"], [">>pb<<", "eins"]]


@pytest.mark.parametrize("text", ["refuse", "fail one"])
def test_a_model_that_fails_is_named(other_make: ArgosEngine, text: str) -> None:
    with pytest.raises(ModelError, match="it cannot translate"):
        other_make.translate([Request(text)])


def test_many_sentences_go_in_windows(
    other_make: ArgosEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("localize.pretranslate.engines.argos._BATCHES_AHEAD", 0)
    texts = [f"{n} w" for n in range(200)]
    told: list[tuple[int, int]] = []
    outputs = other_make.translate(
        [Request(text) for text in texts], progress=lambda done, total: told.append((done, total))
    )
    assert [output.best.text for output in outputs] == [f"w {n}" for n in range(200)]
    assert len(told) > 2


def test_a_hypothesis_whose_words_cannot_be_told_apart_has_none() -> None:
    found = _Decoded(texts=("a b",), scores=(0.0,), pieces=(("▁ab",),), attention=[[1.0]])
    assert _words("x", ["▁x"], found) == ()
    found = _Decoded(texts=("a b",), scores=(0.0,), pieces=(("▁a", "▁b"),), attention=[[1.0]])
    assert _words("x", ["▁x"], found) == ()


def test_an_engine_that_loses_every_placeholder_is_given_none(parrot: Any) -> None:
    class Forgetful(parrot):  # type: ignore[misc]
        def translate(self, requests: Sequence[Request], **_: object) -> list[Output]:
            return [Output((Hypothesis("nada"),)) for _ in requests]

    verdict = probe(Forgetful())
    assert verdict.styles == ()
    assert not verdict.attention
    assert verdict.spelling


def test_odd_words_of_an_engine_that_writes_all_words_oddly_mean_nothing(
    segment: Any, parrot: Any, tmp_path: Path
) -> None:
    class Babbler(parrot):  # type: ignore[misc]
        def verdict(self) -> Verdict:
            return probe(self)

        def _answer(self, request: Any) -> Output:
            (best,) = super()._answer(request).hypotheses
            return Output((best._replace(odd=tuple(best.text.split())),))

    assert not Babbler().verdict().spelling
    text = segment("See it.")
    found = draft(
        [text], config=Config(root=tmp_path), target="es", engine=Babbler({text.text: "Véalo."})
    )
    assert not [reason for reason in found[text.id].reasons if reason.startswith("odd")]


def test_what_cannot_be_told_apart_word_by_word_is_not_doubted() -> None:
    assert _doubted("La dosis.", ["▁La", "▁do", "▁sis."], [-1.0, -9.0, -1.0]) == ()


def test_pseudo_tells_its_progress_and_needs_no_placeholders() -> None:
    assert PseudoEngine().verdict().styles == ()
