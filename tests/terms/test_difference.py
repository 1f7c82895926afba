"""Which changes of a source text leave its translation right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.terms import Match, TermBase, TermEntry, Treatment
from localize.terms import difference as module
from localize.terms.difference import dangerous_difference

HARMLESS = {
    "en": [
        ("Same.", "Same."),
        ("It is safe.", "It is **safe**!"),
        ("Take 5mg dayly.", "Take 5 mg, dayly."),
        ("recieve it", "receive it"),
        ("It’s fine", "It's fine"),
        ("5–10 mg", "5-10 mg"),
        ("5 μg", "5 µg"),
        ("See [it](http://a/b).", "See [it](http://a/c)."),
        ("an <b>old</b> text", "an old text"),
        ("at a glance", "at the glance"),
        ("WHO says", "Who says"),
        ("1'000 people", "1\u202f000 people"),
        ("the heart", "the  heart"),
    ],
    "fr": [("L’eau est claire", "L'eau est claire."), ("c'est bon", "ceci est bon")],
    "hu": [("A gyógyszer jó", "A gyogyszer jó")],
}
DANGEROUS = {
    "en": [
        ("Take 5 mg", "Take 50 mg", "the number 5 became 50"),
        ("Take 0.5 mg", "Take .5 mg", "number"),
        ("Take 5 mg", "Take 5 g", "the unit mg became g"),
        ("5 mg/kg", "5 mg", "number / is gone"),
        ("5 mg of A and 10 mg of B", "10 mg of A and 5 mg of B", "number"),
        ("Use in pregnancy.", "Do not use in pregnancy!", "the negation “not” is new"),
        ("Never alone", "Ever alone", "the negation “Never” is gone"),
        ("Don't stop", "Do stop", "negation"),
        ("Not with food. In the morning.", "With food. Not in the morning.", "negation"),
        ("at least 5", "at most 5", "“at least” became “at most”"),
        ("p < 0.05", "p > 0.05", "“<” became “>”"),
        ("before meals", "after meals", "“before” became “after”"),
        ("one dose", "two doses", "the number one became two"),
        ("once daily", "twice daily", "the number once became twice"),
        ("high risk", "low risk", "“high” became “low”"),
        ("hypertension", "hypotension", "“hypertension” became “hypotension”"),
        ("ketamine", "esketamine", "“ketamine” became “esketamine”"),
        ("GluN2A", "GluN2B", "GluN2A became GluN2B"),
        ("the 5-HT2A", "the 5-HT2C", "HT2A became HT2C"),
        ("type 2A", "type 2B", "unit A is gone"),
        ("10⁻⁶ M", "10⁻⁹ M", "⁻⁶ became ⁻⁹"),
        ("½ tablet", "¼ tablet", "½ became ¼"),
        ("phase II", "phase III", "II became III"),
        ("type I", "type V", "I became V"),
        ("-5 °C", "5 °C", "-"),
        ("37 °C", "37 °F", "unit"),
        ("5 in", "5 min", "unit in became min"),
        ("5 %", "5 ‰", "unit"),
        ("in 3 days", "in 3 weeks", "unit days became weeks"),
        ("you may", "you must", "may"),
    ],
    "es": [("sin comida", "con comida", "negation"), ("al menos 5", "menos de 5", "comparison")],
    "fr": [
        ("Il n’est pas sûr", "Il est sûr", "negation"),
        ("jusqu’à 5", "au moins 5", "comparison"),
        ("contre-indiqué", "indiqué", "negation"),
    ],
    "de": [("kein Risiko", "ein Risiko", "negation"), ("vor dem Essen", "nach dem Essen", "vor")],
    "pt": [("não tome", "tome", "negation")],
    "it": [("senza cibo", "con cibo", "negation")],
    "hu": [("5 mg", "50 mg", "number")],
    "pt-BR": [("duas doses", "três doses", "number")],
}  # fmt: skip


@pytest.mark.parametrize(
    ("locale", "old", "new"), [(name, *pair) for name, pairs in HARMLESS.items() for pair in pairs]
)
def test_harmless(locale: str, old: str, new: str) -> None:
    assert dangerous_difference(old, new, None, locale) is None
    assert dangerous_difference(new, old, None, locale) is None


@pytest.mark.parametrize(
    ("locale", "old", "new", "reason"),
    [(name, *row) for name, rows in DANGEROUS.items() for row in rows],
)
def test_dangerous(locale: str, old: str, new: str, reason: str) -> None:
    assert reason in (dangerous_difference(old, new, None, locale) or "")
    assert dangerous_difference(new, old, None, locale)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("the glutamate here", "the calcium here", "the term “glutamate” is gone"),
        ("the water here", "the glutamate here", "the term “glutamate” is new"),
        ("serotonin or glutamate", "glutamate or serotonin", "changed places"),
        ("the glutamate here", "the glutamate there", None),
    ],
)
def test_terms(old: str, new: str, reason: str | None) -> None:
    terms = TermBase(
        TermEntry(term=term, treatment=Treatment.TRANSLATE, match=Match.NOCASE)
        for term in ("glutamate", "serotonin")
    )
    found = dangerous_difference(old, new, terms, "en")
    assert found == reason if reason is None else reason in (found or "")


def test_texts_too_long_to_align(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LIMIT", 3)
    assert dangerous_difference("a b c d 5 mg", "b a d c e 5 mg", None, "en") is None
    assert dangerous_difference("a b c d 5 mg", "a b c d 6 mg", None, "en")


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(["en", "fr", "hu"]))
def test_danger_has_no_direction(old: str, new: str, locale: str) -> None:
    there = dangerous_difference(old, new, None, locale)
    back = dangerous_difference(new, old, None, locale)
    assert (there is None) == (back is None)


@given(st.text(max_size=40), st.integers(0, 10**6), st.integers(0, 10**6))
def test_another_number_is_always_dangerous(text: str, one: int, other: int) -> None:
    if one != other:
        assert dangerous_difference(f"{text} {one}", f"{text} {other}", None, "en")
