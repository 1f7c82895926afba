from __future__ import annotations

import pytest

from localize.pretranslate.engines import Hypothesis, Word
from localize.pretranslate.glossary import Terms, forced_beginning, held, replaced, wrong_words
from localize.pretranslate.render import Rendered, Span
from localize.terms import Hit, TermBase, TermEntry, Treatment


def terms(*rows: tuple[str, ...], locale: str = "es") -> Terms:
    return Terms(
        TermBase(
            TermEntry(term=term, treatment=Treatment.TRANSLATE, targets={locale: tuple(forms)})
            for term, *forms in rows
        ),
        locale,
    )


def said(text: str, *looks: int) -> Hypothesis:
    words, at = [], 0
    for word, index in zip(text.split(), looks, strict=True):
        start = text.index(word, at)
        at = start + len(word)
        words.append(Word(start, at, ((index, 0.9),)))
    return Hypothesis(text, -0.1, tuple(words))


@pytest.mark.parametrize(
    ("entry", "text", "form"),
    [
        (("receptor", "receptor"), "the receptors", "receptores"),
        (("neural pathway", "vía neural"), "neural pathways", "vías neurales"),
        (("side effect", "efecto de la dosis"), "side effects", "efectos de la dosis"),
        (("NMDA receptor", "receptor NMDA"), "NMDA receptors", "receptores NMDA"),
        (("injection", "inyección"), "injections", "inyecciones"),
        (("virus", "virus"), "the virus", "virus"),
        (("seed", "luz"), "seeds", "luces"),
        (("acute bronchitis", "Bronquitis aguda"), "acute bronchitis", "bronquitis aguda"),
        (("Black Plague", "Peste negra"), "Black Plague", "Peste negra"),
        (("flu", "ARN"), "flu", "ARN"),
    ],
)
def test_the_form_as_it_stands_in_a_sentence(entry: tuple[str, ...], text: str, form: str) -> None:
    base = terms(entry)
    (hit,) = base.hits(text)
    assert base.form(hit) == form


def test_german_nouns_keep_their_capital() -> None:
    base = terms(("receptor", "Rezeptor"), locale="de")
    (hit,) = base.hits("a receptor")
    assert base.form(hit) == "Rezeptor"


def test_a_term_asked_for_twice_is_wanted_twice() -> None:
    base = terms(("dose", "dosis"))
    hits = base.hits("a dose and a dose")
    assert base.missing(hits, "una dosis y otra dosis") == ()
    assert len(base.missing(hits, "una dosis y otra")) == 1
    assert len(base.missing(hits, "nada")) == 2


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Dose", "dosis"),
        (" dose: ", " dosis: "),
        ("the dose", None),
        ("dose dose", None),
        ("...", None),
        ("other", None),
    ],
)
def test_a_text_that_is_one_term(text: str, whole: str | None) -> None:
    assert terms(("dose", "dosis")).whole(text) == whole


@pytest.mark.parametrize(
    ("text", "looks", "beginning"),
    [
        ("Vea el comprimido ahora", (0, 1, 2, 3), "Vea la pastilla"),
        ("Vea (comprimido) ahora", (0, 2, 3), "Vea pastilla"),
        ("Es del comprimido ahora", (0, 1, 2, 3), "Es de la pastilla"),
        ("Vea nada de ahora", (0, 1, 1, 3), None),
    ],
)
def test_how_far_a_hypothesis_is_kept(
    text: str, looks: tuple[int, ...], beginning: str | None
) -> None:
    base = terms(("pill", "pastilla"))
    (hit,) = base.hits("See the pill now")
    assert forced_beginning("See the pill now", hit, said(text, *looks), base) == beginning


@pytest.mark.parametrize(
    ("form", "before", "agreed"),
    [
        ("receptor NMDA", "Bloquea la", "Bloquea el"),
        ("vía", "Bloquea el", "Bloquea la"),
        ("vías", "El", "Las"),
        ("problema", "una", "un"),
        ("capacidades", "Con los", "Con las"),
        ("inyecciones", "al", "a las"),
        ("dosis", "el", "la"),
        ("virus", "de la", "del"),
    ],
)
def test_the_article_agrees(form: str, before: str, agreed: str) -> None:
    base = terms(("pill", form))
    (hit,) = base.hits("pill")
    text = f"{before} cosa"
    found = forced_beginning(
        "pill", hit, said(text, *(0 if w == "cosa" else 5 for w in text.split())), base
    )
    assert found == f"{agreed} {form}"


def test_what_the_engine_wrote_for_a_term() -> None:
    base = terms(("pill", "pastilla"))
    source = "See the pill now"
    (hit,) = base.hits(source)
    assert wrong_words(source, hit, said("Vea el comprimido, ya", 0, 1, 2, 3)) == "comprimido"
    assert wrong_words(source, hit, said("Vea una cosa ya", 0, 1, 1, 3)) == ""
    scattered = said("comprimido uno dos tres cuatro comprimido", 2, 0, 0, 0, 0, 2)
    assert wrong_words(source, hit, scattered) == ""


def test_an_aligned_replacement() -> None:
    base = terms(("pill", "pastilla"))
    source = "See the pill now"
    (hit,) = base.hits(source)
    changed = replaced(source, hit, said("Vea el comprimido ya", 0, 1, 2, 3), base)
    assert changed is not None
    assert changed.text == "Vea la pastilla ya"
    assert replaced(source, hit, said("comprimido y comprimido", 0, 1, 2), base) is None


def test_a_placeholder_for_a_form_moves_the_spans_after_it() -> None:
    base = terms(("small pill", "pastilla"))
    text = "See the small pill now"
    (hit,) = base.hits(text)
    rendered = Rendered(text, (("[1]", "x"),), (), (Span(19, 22, 0, 1), Span(4, 18, 2, 3)))
    found = held(rendered, hit, base, "[{}]")
    assert found is not None
    assert found.text == "See the [2] now"
    assert [found.text[s.start : s.end] for s in found.spans] == ["now", "the [2]"]
    assert found.placeholders[-1] == ("[2]", "pastilla")
    crossing = Rendered(text, (), (), (Span(4, 13, 0, 1),))
    assert held(crossing, hit, base, "[{}]") is None


def test_forms_to_avoid() -> None:
    base = Terms(
        TermBase([TermEntry(term="pill", treatment=Treatment.AVOID, targets={"es": ("píldora",)})]),
        "es-MX",
    )
    assert base.unwanted("la píldora y la píldora") == ("píldora",)
    assert base.language == "es"


def test_keep_entries_and_entries_without_a_form_ask_for_nothing_here() -> None:
    base = Terms(
        TermBase(
            [
                TermEntry(term="Spravato", treatment=Treatment.KEEP),
                TermEntry(term="dose", treatment=Treatment.TRANSLATE, targets={"fr": ("dose",)}),
            ]
        ),
        "es",
    )
    assert base.hits("Spravato dose") == ()
    assert Hit(0, 1, base.base.entries[0]).entry.treatment is Treatment.KEEP
