"""Segments to drafts, with an engine that says what the test tells it to, and with the real ones."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from localize.config import Config, Translate
from localize.markdown.inline import analyse, protected_keys
from localize.model import Draft, Segment, Syntax
from localize.pretranslate import Engine, draft, load_engine, probe
from localize.pretranslate.engines import Output, Verdict
from localize.pretranslate.store import NAME
from localize.terms import TermBase, TermEntry, Treatment

SegmentMaker = Callable[..., Segment]

WORDS = {"The": "El", "dose": "dosis", "of": "de", "is": "es", "high": "alta", "blocks": "bloquea", "receptor": "receptor",
         "See": "Véase", "the": "la", "guide": "guía", "Ketamine": "Ketamina", "and": "y", "red": "roja", "not": "no",
         "pill": "pastilla", "small": "pequeña", "big": "grande", "text": "texto", "title": "título"}  # fmt: skip


def one(segment: Segment, engine: Any, root: Path, terms: TermBase | None = None) -> Draft:
    found = draft([segment], config=Config(root=root), target="es", engine=engine, terms=terms)
    assert list(found) == [segment.id]
    return found[segment.id]


RUNGS = [
    # source, phrase book, target, rung
    ("The dose is high.", {}, "El dosis es alta.", "plain"),
    ("**The dose is high.**", {}, "**El dosis es alta.**", "edge"),
    ("The dose is high.[^1]", {}, "El dosis es alta.[^1]", "edge"),
    ("The **red pill** is big.", {"The red pill is big.": "La pastilla roja es grande.", "red pill": "pastilla roja"},
     "La **pastilla roja** es grande.", "fragment"),
    ("The **red pill** is big.", {"The red pill is big.": "El roja pastilla es grande.", "red pill": "comprimido"},
     "El **roja pastilla** es grande.", "projected"),
    ("The `x` is big.", {}, "El `x` es grande.", "placeholder"),
    ("The **pill** and **pill**.", {"The pill and pill.": "Dos cosas.", "pill": "pastilla", "The [1] and [2].": "El [1] y [2]."},
     "El **pastilla** y **pastilla**.", "placeholder"),
    ("The `x` is big.", {"The [1] is big.": "Nada.", "The <1> is big.": "El <1> es grande."}, "El `x` es grande.", "placeholder"),
    ("The `x` is big.", {"The [1] is big.": "[1] [1]", "The <1> is big.": "Nada."}, "El `x` es grande.", "split"),
    ("Read [the guide](a.md).", {"Read the guide.": "Lea la guía.", "the guide": "la guía"}, "Lea [la guía](a.md).", "fragment"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "book", "target", "rung"), RUNGS)
def test_the_ladder(
    segment: SegmentMaker,
    parrot: Any,
    tmp_path: Path,
    source: str,
    book: dict[str, str],
    target: str,
    rung: str,
) -> None:
    found = one(segment(source), parrot(book, WORDS), tmp_path)
    assert (found.text, found.rung) == (target, rung)


LITERALS = [
    ("The dose is 0.5 mg.", {"The dose is 0.5 mg.": "La dosis es 0,5 mg."}, "La dosis es 0.5 mg."),
    ("The dose is 37%.", {"The dose is 37%.": "La dosis es del 37 %."}, "La dosis es del 37%."),
    ("The dose is 5 µg.", {"The dose is [1].": "La dosis es [1]."}, "La dosis es 5 µg."),
    ("The dose is 5 mg.", {"The dose is 5 mg.": "La dosis.", "The dose is [1].": "La dosis es [1]."}, "La dosis es 5 mg."),
    ("The dose is 5 mg or 5 mg.", {"The dose is 5 mg or 5 mg.": "Es 5 mg.", "The dose is [1] or [2].": "Es [1] o [2]."}, "Es 5 mg o 5 mg."),
    ("On May 7, 2024, it is high.", {"On May 7, 2024, it is high.": "En 7 de mayo de 2024, es alta."}, "El 7 de mayo de 2024, es alta."),
    ("On May 7, 2024, it is high.", {"On May 7, 2024, it is high.": "Es alta.", "On [1], it is high.": "En [1], es alta."},
     "El 7 de mayo de 2024, es alta."),
    ("May 7, 2024", {}, "7 de mayo de 2024"),
    ("See [1] and `x`.", {"See [1] and <1>.": "Véase [1] y <1>."}, "Véase [1] y `x`."),
]  # fmt: skip


@pytest.mark.parametrize(("source", "book", "target"), LITERALS)
def test_literals_are_as_in_the_source(
    segment: SegmentMaker,
    parrot: Any,
    tmp_path: Path,
    source: str,
    book: dict[str, str],
    target: str,
) -> None:
    assert one(segment(source), parrot(book, WORDS), tmp_path).text == target


NUMBERS = [
    ("The dose is 0.5–1.25 mg/kg.", "El dosis es 0,5–1,25 mg/kg.", "0.5–1.25 mg/kg → 0,5–1,25 mg/kg"),
    ("The dose is 0.5&nbsp;mg.", "El dosis es 0,5&nbsp;mg.", "0.5\u00a0mg → 0,5\u00a0mg"),
    ("The dose of 1,234 and 12,500.", "El dosis de 1234 y 12.500.", "1,234 → 1234, 12,500 → 12.500"),
    ("0.5 mg", "0,5 mg", "0.5 mg → 0,5 mg"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "target", "note"), NUMBERS)
def test_numbers_are_written_as_in_the_locale_where_that_is_wanted_and_the_draft_says_so(
    segment: SegmentMaker, parrot: Any, tmp_path: Path, source: str, target: str, note: str
) -> None:
    config = Config(root=tmp_path, translate=Translate(numbers="locale"))
    text = segment(source)
    found = draft([text], config=config, target="es", engine=parrot({}, WORDS))[text.id]
    assert (found.text, found.reasons) == (target, (f"numbers as in es: {note}",))
    assert found.band != "low"
    mexican = draft([text], config=config, target="es-MX", engine=parrot({}, WORDS))[text.id]
    assert mexican.text == one(text, parrot({}, WORDS), tmp_path).text


def test_what_only_looks_like_a_number_with_decimals_is_kept(
    segment: SegmentMaker, parrot: Any, tmp_path: Path
) -> None:
    config = Config(root=tmp_path, translate=Translate(numbers="locale"))
    text = segment("See Section 2.1, v1.2.3, CYP3A4 and 2024-05-07.")
    found = draft([text], config=config, target="es", engine=parrot({}, WORDS))[text.id]
    assert all(kept in found.text for kept in ("2.1,", "v1.2.3", "CYP3A4", "2024-05-07"))
    assert not [reason for reason in found.reasons if reason.startswith("numbers")]


def test_markup_that_an_engine_invents_is_escaped(
    segment: SegmentMaker, parrot: Any, tmp_path: Path
) -> None:
    book = {"The dose is high.": "La *dosis* es <b>alta."}
    found = one(segment("The dose is high."), parrot(book), tmp_path)
    assert found.text == "La \\*dosis\\* es \\<b\\>alta."


def test_what_no_rung_can_keep_stays_as_the_source(
    segment: SegmentMaker, parrot: Any, tmp_path: Path
) -> None:
    # Plain text has no way to escape a bare address, which the engine made up.
    source = segment("The dose is high.", syntax=Syntax.PLAIN)
    book = {"The dose is high.": "Véase https://evil.example ahora."}
    found = one(source, parrot(book), tmp_path)
    assert (found.text, found.rung, found.band) == (source.text, "source", "low")
    assert found.reasons[0].startswith("source kept")


def test_texts_inside_links_and_images_are_translated(
    segment: SegmentMaker, parrot: Any, tmp_path: Path
) -> None:
    source = 'See ![small text](a.png "big title") and [the guide](b.md "small title").'
    found = one(segment(source), parrot({}, WORDS), tmp_path)
    assert (
        found.text
        == 'Véase ![pequeña texto](a.png "grande título") y [la guía](b.md "pequeña título").'
    )


def test_lines_and_their_ends_stay(segment: SegmentMaker, parrot: Any, tmp_path: Path) -> None:
    found = one(segment("The dose\\\nis high<br>and red"), parrot({}, WORDS), tmp_path)
    assert found.text == "El dosis\\\nes alta<br>y roja"


def test_space_at_the_edges_stays(segment: SegmentMaker, parrot: Any, tmp_path: Path) -> None:
    assert one(segment("  The dose "), parrot({}, WORDS), tmp_path).text == "  El dosis "


def test_nothing_but_markup_asks_no_engine(
    segment: SegmentMaker, parrot: Any, tmp_path: Path
) -> None:
    bird = parrot({}, WORDS)
    found = one(segment("`x` **5 mg** [^1]"), bird, tmp_path)
    assert (found.text, found.rung, found.band) == ("`x` **5 mg** [^1]", "plain", "high")
    assert not bird.asked


# ── glossary ─────────────────────────────────────────────────────────────


def base(*entries: TermEntry) -> TermBase:
    return TermBase(entries)


def term(source: str, *forms: str, treatment: Treatment = Treatment.TRANSLATE) -> TermEntry:
    return TermEntry(term=source, treatment=treatment, targets={"es": forms} if forms else {})


def test_a_kept_term_is_as_in_the_source(
    segment: SegmentMaker, parrot: Any, tmp_path: Path
) -> None:
    book = {"The Spravato dose.": "La dosis de espravato.", "The [1] dose.": "La dosis de [1]."}
    terms = base(term("Spravato", treatment=Treatment.KEEP))
    assert (
        one(segment("The Spravato dose."), parrot(book), tmp_path, terms).text
        == "La dosis de Spravato."
    )


def test_another_of_the_best_that_has_the_term(
    segment: SegmentMaker, parrot: Any, tmp_path: Path
) -> None:
    book = {"The pill is big.": ["La píldora es grande.", "La pastilla es grande."]}
    bird = parrot(book)
    found = one(segment("The pill is big."), bird, tmp_path, base(term("pill", "pastilla")))
    assert found.text == "La pastilla es grande."
    assert len(bird.asked) == 1


def test_the_beginning_is_forced_up_to_the_term(
    segment: SegmentMaker, parrot: Any, tmp_path: Path
) -> None:
    book = {"The small pill is big.": "El pequeño comprimido es grande."}
    bird = parrot(book, {"pill": "comprimido"}, forced={"La pequeño pastilla": " es grande."})
    bird.forced = {"El pequeño pastilla": " es grande."}
    found = one(segment("The small pill is big."), bird, tmp_path, base(term("pill", "pastilla")))
    assert found.text == "El pequeño pastilla es grande."
    assert found.rung == "plain"


def test_the_article_before_a_forced_term_agrees(
    segment: SegmentMaker, parrot: Any, tmp_path: Path
) -> None:
    book = {"See the pill now.": "Véase el comprimido ahora."}
    bird = parrot(book, {"pill": "comprimido"}, forced={"Véase la pastilla": " ahora."})
    found = one(segment("See the pill now."), bird, tmp_path, base(term("pill", "pastilla")))
    assert found.text == "Véase la pastilla ahora."


def test_a_placeholder_for_a_term_no_surgery_brought(
    segment: SegmentMaker, parrot: Any, tmp_path: Path
) -> None:
    book = {"See the pill now.": "Véase ahora.", "See the [1] now.": "Véase [1] ahora."}
    found = one(
        segment("See the pill now."), parrot(book), tmp_path, base(term("pill", "pastilla"))
    )
    assert (found.text, found.rung) == ("Véase pastilla ahora.", "placeholder")


def test_a_term_that_cannot_be_had_is_flagged(
    segment: SegmentMaker, parrot: Any, tmp_path: Path
) -> None:
    book = {"See the pill now.": "Véase ahora.", "See the [1] now.": "Nada de nada."}
    found = one(
        segment("See the pill now."), parrot(book), tmp_path, base(term("pill", "pastilla"))
    )
    assert found.text == "Véase ahora."
    assert "term: “pill” should be “pastilla”" in found.reasons
    assert found.band != "high"


def test_a_form_to_avoid_is_suppressed_or_flagged(
    segment: SegmentMaker, parrot: Any, tmp_path: Path
) -> None:
    entry = term("pill", "grajea", treatment=Treatment.AVOID)
    found = one(segment("The pill."), parrot({"The pill.": "La grajea."}), tmp_path, base(entry))
    assert "term to avoid: “grajea”" in found.reasons


def test_a_text_that_is_a_term_needs_no_engine(
    segment: SegmentMaker, parrot: Any, tmp_path: Path
) -> None:
    bird = parrot({})
    terms = base(term("NMDA receptor", "receptor NMDA"))
    drafts = [
        one(segment(text), bird, tmp_path, terms).text
        for text in ("NMDA receptor", "**NMDA receptors:**")
    ]
    assert drafts == ["Receptor NMDA", "**Receptores NMDA:**"]
    assert not bird.asked


# ── a run ────────────────────────────────────────────────────────────────


def test_equal_sentences_are_asked_once_and_each_round_is_one_call(
    segment: SegmentMaker, parrot: Any, tmp_path: Path
) -> None:
    bird = parrot({}, WORDS)
    texts = ["The dose is high.", "The dose is high. The pill.", "The `x` pill.", "The `y` pill."]
    draft([segment(t) for t in texts * 2], config=Config(root=tmp_path), target="es", engine=bird)
    assert len(bird.asked) == len({r.text for r in bird.asked}) == 3
    assert bird.calls == 1


def test_what_was_said_once_is_not_asked_again(
    segment: SegmentMaker, parrot: Any, tmp_path: Path
) -> None:
    source = segment("The dose is high.")
    first = one(source, parrot({}, WORDS), tmp_path)
    again = parrot({}, WORDS)
    assert one(source, again, tmp_path) == first
    assert again.calls == 0
    other = replace(again, fingerprint="another model")
    one(source, other, tmp_path)
    assert other.calls == 1


def test_a_glossary_entry_asks_anew_only_where_it_matters(
    segment: SegmentMaker, parrot: Any, tmp_path: Path
) -> None:
    segments = [segment("The pill is big."), segment("The dose is high.")]
    config = Config(root=tmp_path)
    draft(segments, config=config, target="es", engine=parrot({}, WORDS))
    bird = parrot({}, WORDS, forced={"El comprimido": " es grande."})
    found = draft(
        segments, config=config, target="es", engine=bird, terms=base(term("pill", "comprimido"))
    )
    assert found[segments[0].id].text == "El comprimido es grande."
    assert {request.text for request in bird.asked} == {"The pill is big."}


def test_a_damaged_store_is_thrown_away(segment: SegmentMaker, parrot: Any, tmp_path: Path) -> None:
    (tmp_path / ".localize").mkdir()
    (tmp_path / ".localize" / NAME).write_bytes(b"SQLite format 3\0 but not quite" * 40)
    source = segment("The dose is high.")
    assert one(source, parrot({}, WORDS), tmp_path).text == "El dosis es alta."
    again = parrot({}, WORDS)
    one(source, again, tmp_path)
    assert again.calls == 0


def test_a_store_that_cannot_be_written_costs_no_draft(
    segment: SegmentMaker, parrot: Any, tmp_path: Path
) -> None:
    (tmp_path / ".localize").write_text("a file where the folder should be")
    assert (
        one(segment("The dose is high."), parrot({}, WORDS), tmp_path).text == "El dosis es alta."
    )


def test_an_engine_is_probed_once(segment: SegmentMaker, parrot: Any, tmp_path: Path) -> None:
    config = Config(root=tmp_path)

    class Probed(parrot):  # type: ignore[misc]
        probes = 0

        def verdict(self) -> Verdict:
            self.probes += 1
            return super().verdict()  # type: ignore[no-any-return]

    bird = Probed({}, WORDS)
    assert probe(bird, config).styles == ("[{}]", "<{}>")
    assert probe(bird, config).styles == ("[{}]", "<{}>")
    one(segment("The dose."), bird, tmp_path)
    assert bird.probes == 1


def test_progress_counts_up_to_all_of_it(
    segment: SegmentMaker, parrot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("localize.pretranslate.drafting.WINDOW", 30)
    told: list[tuple[int, int]] = []
    segments = [segment(f"The dose is {'very ' * n}high.") for n in range(5)]
    draft(
        [*segments, segment("  ")],
        config=Config(root=tmp_path),
        target="es",
        engine=parrot({}, WORDS),
        progress=lambda done, total: told.append((done, total)),
    )
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1] == sum(len(s.text) for s in segments)


# ── the real engines ─────────────────────────────────────────────────────

REAL = [
    'Give **0.5 mg/kg** of `x` [ketamine](http://a.b/c "The title") &amp; 5&nbsp;mg, see ![an **alternative** text](a.png)[^1].',
    "**NMDA receptor modulation:** Ketamine is an *NMDA receptor* antagonist. It rose by 10 mmHg (95% CI 4–16).",
    "See [guide] and [the *nice* page][guide].",
    "The dose was 1.5 µg/mL in 12 of 30 patients; p < 0.05, and 1,000 cells at −5 °C.",
    "<b>Warning:</b> call {{< name >}} now &amp; press <kbd>Ctrl</kbd>+<kbd>C</kbd>.",
    "Mail a@b.org or see https://a.b/c?d=1 for 10⁻⁶ kg/m² of Ca²⁺ and ½ tablet.",
]  # fmt: skip
LABELS = (("GUIDE", "http://q"),)
MUST_STAY = [
    "0.5 mg/kg",
    "5&nbsp;mg",
    "10 mmHg",
    "95%",
    "4–16",
    "1.5 µg/mL",
    "p < 0.05",
    "1,000",
    "−5 °C",
    "10⁻⁶ kg/m²",
    "Ca²⁺",
    "½",
]


@pytest.mark.parametrize("name", ["argos", "pseudo"])
@pytest.mark.parametrize("text", REAL)
def test_markup_survives(
    segment: SegmentMaker, model_project: Config, argos: Engine, name: str, text: str
) -> None:
    engine = argos if name == "argos" else load_engine(name, model_project, "en", "es")
    source = segment(text, labels=LABELS)
    found = draft([source], config=model_project, target="es", engine=engine)[source.id]
    assert found.text != text
    assert protected_keys(analyse(found.text, Syntax.MARKDOWN, LABELS)) == protected_keys(
        source.pieces
    )
    if name == "argos":
        assert found.protected > 0
        assert [s for s in MUST_STAY if (s in text) != (s in found.text)] == []
        assert found.band in ("high", "fair", "low")
        assert found.model == "en_es 0.1"


PIECES = [
    "Ketamine ",
    "**the dose** ",
    "`x` ",
    "[a guide](b.md) ",
    "5 mg ",
    "½ ",
    "is high. ",
    "*not* ",
    "&amp; ",
    "<br>",
    "[^1] ",
    "in 1998, ",
    "A_b_1 ",
    "(see below) ",
    "![alt](i.png) ",
]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join))
def test_no_markup_and_no_literal_is_ever_lost_silently(
    segment: SegmentMaker, model_project: Config, argos: Engine, text: str
) -> None:
    source = segment(text)
    if not text.strip():
        return
    found = draft([source], config=model_project, target="es", engine=argos)[source.id]
    assert protected_keys(analyse(found.text, Syntax.MARKDOWN, ())) == protected_keys(source.pieces)
    for literal in ("5 mg", "½", "1998", "A_b_1"):
        assert found.text.count(literal) == text.count(literal)


def test_pseudo_reaches_every_letter_of_text(segment: SegmentMaker, model_project: Config) -> None:
    engine = load_engine("pseudo", model_project, "en", "es")
    text = 'Take 5 mg of Spravato on May 7, 2024: **H2O** [link](a.md "Title") at a@b.org'
    source = segment(text)
    terms = base(term("Spravato", treatment=Treatment.KEEP))
    found = draft([source], config=model_project, target="es", engine=engine, terms=terms)[
        source.id
    ]
    left = found.text
    for kept in ("Spravato", "](a.md", "a@b.org"):
        assert kept in left
        left = left.replace(kept, "")
    assert not [c for c in left if c.isascii() and c.isalpha()]
    assert len(found.text) == len(text)
    assert unicodedata.normalize("NFC", found.text) == found.text


def test_single_words_capitals_and_dates(
    segment: SegmentMaker, model_project: Config, argos: Engine
) -> None:
    texts = [
        "KETAMINE IS NOT A CURE.",
        "Do not use in pregnancy!",
        "Side effects",
        "What happens in the brain?",
    ]
    segments = [segment(text) for text in texts]
    found = draft(segments, config=model_project, target="es", engine=argos)
    drafts = [found[s.id].text for s in segments]
    # Integer arithmetic differs between processors, and with it the last word: "CURA" or "CURACIÓN".
    assert drafts[0].isupper()
    assert drafts[0].startswith("LA KETAMINA NO ES UNA CURA")
    assert drafts[1].startswith("¡")
    assert drafts[2] == "Efectos secundarios"
    assert drafts[3] == "¿Qué ocurre en el cerebro?"


# ── an engine that copies no placeholder ─────────────────────────────────


@pytest.mark.parametrize(
    ("source", "book", "target"),
    [
        ("The `x` is big.", {}, "El `x` es grande."),
        ("The dose is 5 mg.", {"The dose is 5 mg.": "La dosis."}, "El dosis es 5 mg."),
        ("The **red pill** is big.", {"The red pill is big.": "Nada.", "red pill": "pastilla roja"},
         "El **pastilla roja** es grande."),
    ],
)  # fmt: skip
def test_without_placeholders_the_sentence_is_split(
    segment: SegmentMaker,
    parrot: Any,
    tmp_path: Path,
    source: str,
    book: dict[str, str],
    target: str,
) -> None:
    found = one(segment(source), parrot(book, WORDS, styles=()), tmp_path)
    assert (found.text, found.rung) == (target, "split")


def test_without_placeholders_all_can_still_be_shown(
    segment: SegmentMaker, parrot: Any, tmp_path: Path
) -> None:
    found = one(segment("The dose is 5 mg."), parrot({}, WORDS, styles=()), tmp_path)
    assert (found.text, found.rung) == ("El dosis es 5 mg.", "plain")


def test_a_term_is_put_in_where_attention_shows_the_wrong_word(
    segment: SegmentMaker, parrot: Any, tmp_path: Path
) -> None:
    # Forced, the engine rambles; given a placeholder, it drops it.
    book = {"See the pill now.": "Véase el comprimido ahora.", "See the [1] now.": "Nada."}
    bird = parrot(
        book, {"pill": "comprimido", "now": "ahora"}, forced={"Véase la pastilla": " y más" * 30}
    )
    found = one(segment("See the pill now."), bird, tmp_path, base(term("pill", "pastilla")))
    assert found.text == "Véase la pastilla ahora."


def test_a_suppressed_word_makes_room_for_the_term(
    segment: SegmentMaker, parrot: Any, tmp_path: Path
) -> None:
    class Obedient(parrot):  # type: ignore[misc]
        def _answer(self, request: Any) -> Any:
            if request.suppress:
                return Output((self._aligned("Véase la pastilla ahora.", request.text),))
            return super()._answer(request)

    bird = Obedient(
        {"See the pill now.": "Véase el comprimido ahora."},
        {"pill": "comprimido"},
        forced={"Véase la pastilla": " uno dos tres cuatro cinco seis siete ocho"},
    )
    found = one(segment("See the pill now."), bird, tmp_path, base(term("pill", "pastilla")))
    assert found.text == "Véase la pastilla ahora."
    assert any(request.suppress == ("comprimido",) for request in bird.asked)


def test_tags_an_engine_invents_are_text_in_html(
    segment: SegmentMaker, parrot: Any, tmp_path: Path
) -> None:
    source = segment("Call <b>the dose</b> now.", syntax=Syntax.HTML)
    book = {"Call the dose now.": "Llame a <i>la dosis ya.", "the dose": "la dosis"}
    found = one(source, parrot(book), tmp_path)
    assert found.text == "Llame a &lt;i&gt;<b>la dosis</b> ya."
