"""What the term base says about a target, and fingerprints."""

from __future__ import annotations

import pytest

from localize.terms import Hit, Match, TermBase, TermEntry, Treatment
from localize.terms.stems import alike


def entry(
    term: str, treatment: str = "translate", match: str = "nocase", **forms: str
) -> TermEntry:
    return TermEntry(
        term=term,
        treatment=Treatment(treatment),
        match=Match(match),
        targets={name.replace("_", "-"): tuple(text.split(" | ")) for name, text in forms.items()},
    )


def hit(one: TermEntry, surface: str = "") -> Hit:
    return Hit(0, len(surface or one.term), one, surface or one.term)


NMDA = entry("NMDA receptor", es="receptor NMDA | receptor de NMDA", fr="récepteur NMDA")


@pytest.mark.parametrize(
    ("target", "locale", "level"),
    [
        ("El receptor NMDA.", "es", "exact"),
        ("Receptor NMDA", "es", "exact"),
        ("el receptor de NMDA", "es-MX", "form"),
        ("los receptores de NMDA", "es", "stem"),
        ("los receptores del NMDA", "es", "stem"),
        ("RECEPTORES NMDA", "es", "stem"),
        ("el receptor AMPA", "es", None),
        ("receptor, NMDA", "es", None),
        ("les récepteurs de l’NMDA", "fr", "stem"),
        ("der NMDA-Rezeptor", "de", None),
    ],
)
def test_translate(target: str, locale: str, level: str | None) -> None:
    assert TermBase([NMDA]).satisfied(hit(NMDA), target, locale) == level


@pytest.mark.parametrize(
    ("term", "match", "surface", "target", "level"),
    [
        ("SSRI", "case", "SSRIs", "los SSRI", "exact"),
        ("SSRI", "case", "SSRIs", "los SSRIs", "exact"),
        ("SSRI", "case", "SSRIs", "los ISRS", None),
        ("SSRI", "case", "SSRI", "ssri", None),
        ("NMDA", "case", "NMDA", "NMDAR", None),
        ("Spravato", "nocase", "Spravato", "spravato", "exact"),
        ("Spravato", "nocase", "Spravato", "sPRAVATO", None),
        ("5-HT2A", "nocase", "5-HT2A", "el 5-HT2A,", "exact"),
        ("ketamine", "nocase", "Ketamine", "con ketamine", "exact"),
    ],
)
def test_keep(term: str, match: str, surface: str, target: str, level: str | None) -> None:
    one = entry(term, "keep", match)
    assert TermBase([one]).satisfied(hit(one, surface), target, "es") == level


def test_places_come_best_first_and_once() -> None:
    found = TermBase([NMDA]).places(
        hit(NMDA), "receptores NMDA y receptor de NMDA, receptor NMDA", "es"
    )
    assert [(p.start, p.level) for p in found] == [(36, "exact"), (18, "form"), (0, "stem")]


def test_an_entry_for_other_locales_asks_for_nothing() -> None:
    assert TermBase([NMDA]).satisfied(hit(NMDA), "receptor NMDA", "pt") is None
    avoid = entry("x", "avoid", es="x")
    assert TermBase([avoid]).places(hit(avoid), "x", "es") == ()


def test_a_form_of_small_words_only() -> None:
    one = entry("the", es="la")
    assert TermBase([one]).satisfied(hit(one), "la", "es") == "exact"
    assert TermBase([one]).satisfied(hit(one), "lo", "es") is None
    assert TermBase([entry("x", es="‑")]).satisfied(hit(entry("x", es=" ")), "y", "es") is None


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("La quetamina", ["quetamina"]),
        ("Quetaminas y ketamina", ["Quetaminas"]),
        ("receptor ionotrópico de quetamina", []),
        ("Special K", ["Special K"]),
        ("nada", []),
    ],
)
def test_avoided(target: str, found: list[str]) -> None:
    terms = TermBase(
        [
            entry("ketamine", "avoid", es="quetamina"),
            entry("ketamine receptor", es="receptor ionotrópico de quetamina"),
            entry("quetamina receptor", es="quetamina"),
            entry("Special K", "avoid"),
            entry("keep", "keep"),
        ]
    )
    assert [one.text for one in terms.avoided(target, "es")] == found
    assert terms.avoided(target, "es") == terms.avoided(target, "es")
    assert [one.text for one in terms.avoided("quetamina", "fr")] == []


def test_what_a_translator_is_warned_of() -> None:
    terms = TermBase([entry("drug", "avoid", es="droga"), entry("drug", es="fármaco")])
    assert [one.entry.treatment for one in terms.match("drugs")] == [Treatment.TRANSLATE]
    assert [one.entry.treatment for one in terms.discouraged("drugs")] == [Treatment.AVOID]
    assert terms.avoided("x", "es") == ()
    assert TermBase([NMDA]).avoided("quetamina", "es") == ()


def test_code_and_urls_neither_satisfy_nor_offend() -> None:
    keep, avoid = entry("BDNF", "keep", "case"), entry("drug", "avoid", es="droga")
    terms = TermBase([keep, avoid])
    target, skip = "ver `BDNF` y `droga`", [(4, 10), (13, 20)]
    assert terms.satisfied(hit(keep), target, "es") == "exact"
    assert terms.satisfied(hit(keep), target, "es", skip=skip) is None
    assert terms.places(hit(keep), target, "es", skip=skip) == ()
    assert len(terms.avoided(target, "es")) == 1
    assert terms.avoided(target, "es", skip=skip) == ()


def test_fingerprints() -> None:
    one, other = entry("a", es="b", fr="c"), entry("d", "keep")
    print_ = TermBase.fingerprint
    assert print_([]) == ""
    assert print_([one, other]) == print_([other, one]) != print_([one])
    noted = TermEntry(term="a", treatment=one.treatment, targets=one.targets, note="n", line=7)
    assert print_([noted]) == print_([one])
    french = entry("a", es="b", fr="C")
    assert print_([french]) != print_([one])
    assert print_([french], "es") == print_([one], "es") != print_([one], "fr")
    assert print_([entry("a", match="case", es="b")], "es") != print_([one], "es")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "dose doses"),
        ("en", "wife wives"),
        ("en", "potato potatoes"),
        ("es", "receptor receptores"),
        ("es", "crónico crónica crónicos crónicas"),
        ("es", "interés intereses"),
        ("es", "vía vías"),
        ("es", "gen genes"),
        ("es", "mes meses"),
        ("es", "voz voces"),
        ("fr", "cérébral cérébrale cérébraux"),
        ("en", "mouse mice"),
        ("en", "bacterium bacteria"),
        ("en", "therapy therapies"),
        ("en", "cortex cortices"),
        ("pt", "via vias"),
        ("it", "via vie"),
        ("de", "Synapse Synapsen"),
        ("es", "rol roles"),
        ("fr", "actif active actifs actives"),
        ("fr", "nerveux nerveuse nerveuses"),
        ("fr", "bactérien bactérienne bactériens"),
        ("fr", "lieu lieux"),
        ("de", "Wirkung Wirkungen"),
        ("de", "Kind Kinder Kindern"),
        ("pt", "função funções"),
        ("pt", "receptor receptores"),
        ("pt", "comum comuns"),
        ("pt", "possível possíveis"),
        ("pt", "médico médica"),
        ("it", "cronico croniche cronici"),
        ("it", "studio studi"),
        ("pl", "receptor receptora receptorów"),
    ],
)
def test_forms_of_one_word(language: str, words: str) -> None:
    forms = words.casefold().split()
    first, *rest = forms
    assert [word for word in rest if not alike(first, word, language)] == []
    if language != "pl":
        # And each is found in a text where any other is in the glossary.
        for form in forms:
            terms = TermBase([entry(form)], language)
            assert [one.text for one in terms.match(" ".join(forms))] == forms


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "new", "news"),
        ("en", "analysis", "analyst"),
        ("en", "gas", "ga"),
        ("es", "caso", "cama"),
        ("es", "sol", "sal"),
        ("fr", "mal", "mer"),
        ("it", "sale", "sole"),
        ("pt", "mal", "mel"),
        ("de", "arm", "art"),
        ("pl", "receptor", "reakcja"),
    ],
)
def test_other_words(language: str, one: str, other: str) -> None:
    assert not alike(one, other, language)
