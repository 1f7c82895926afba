from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.checks.helpers import ARTICLE, CONFIG, find, unit

from localize.checks import RISKS, risks, run
from localize.checks.cross import cross, said
from localize.config import Check, Config, Ignore
from localize.model import Finding, Kind, Segment, Severity, State, Unit, digest, unit_id

WRONG = ("Take 5 mg.", "Tome 50 mg.")


def test_a_finding_says_where_it_is() -> None:
    (finding,) = find(unit(*WRONG))
    assert (finding.check, finding.dimension, finding.severity) == (
        "quantity",
        "accuracy",
        Severity.CRITICAL,
    )
    assert (finding.file, finding.line, finding.article) == (
        "locales/es/a.po",
        8,
        "source/guide/a.md",
    )
    assert finding.span is not None
    assert finding.source_span is not None
    assert WRONG[1][slice(*finding.span)] == "50 mg"
    assert WRONG[0][slice(*finding.source_span)] == "5 mg"


@pytest.mark.parametrize("state", list(State))
def test_only_untranslated_and_obsolete_units_are_skipped(state: State) -> None:
    skipped = state in (State.UNTRANSLATED, State.OBSOLETE)
    assert bool(find(unit(*WRONG, state=state))) is not skipped


def test_an_empty_target_is_not_checked() -> None:
    assert not find(unit("Take 5 mg.", "  "))


def test_a_check_can_be_turned_off_or_weighed_otherwise() -> None:
    assert not find(unit(*WRONG), check=Check(disable=("quantity",)))
    (finding,) = find(unit(*WRONG), check=Check(severity={"quantity": "minor"}))
    assert finding.severity is Severity.MINOR


COPY = "Take the tablets with 1,000 ml of water !"


@pytest.mark.parametrize("severity", ["critical", "minor"])
def test_a_copy_has_to_be_translated_before_anything_else_is_said_of_it(severity: str) -> None:
    (finding,) = find(unit(COPY, COPY), check=Check(severity={"untranslated": severity}))
    assert (finding.check, finding.severity) == ("untranslated", Severity(severity))


def test_a_copy_that_may_stay_is_read_like_any_other_text() -> None:
    checks = {f.check for f in find(unit(COPY, COPY), check=Check(disable=("untranslated",)))}
    assert "ismp" in checks


def test_an_ignore_of_the_configuration_holds_for_both_texts_and_names_its_author() -> None:
    entry = Ignore(
        check="quantity",
        reason="a joke",
        author="M. Roca",
        source_sha256=digest(WRONG[0]),
        target_sha256=digest(WRONG[1]),
    )
    (finding,) = find(unit(*WRONG), check=Check(ignore=(entry,)))
    assert finding.ignored == "a joke (M. Roca)"
    for changed in (
        entry._replace(check="negation"),
        entry._replace(source_sha256="0" * 64),
        entry._replace(target_sha256="0" * 64),
        entry._replace(reason=" "),
        entry._replace(author=""),
    ):
        (finding,) = find(unit(*WRONG), check=Check(ignore=(changed,)))
        assert not finding.ignored


def test_markup_does_not_hide_a_number_and_places_are_those_of_the_raw_text() -> None:
    target = "Tome **50 mg** de [ketamina](https://a.org/5)."
    findings = find(unit("Take **5 mg** of [ketamine](https://a.org/5).", target))
    assert [f.check for f in findings] == ["quantity"]
    assert findings[0].span == (7, 12)


def test_entities_escapes_and_decomposed_letters_are_read_as_what_they_show() -> None:
    assert not find(unit("x &lt; 5&nbsp;mg \\* y", "x &lt; 5&nbsp;mg \\* y"))
    assert not find(unit("Take it in the evening.", "To\u0301melo por la noche."))


@given(st.text(max_size=60))
def test_no_text_breaks_the_checks(text: str) -> None:
    run(
        [unit("Take 5 mg (1.5) on 3/4/2026 at 8:30, not more.", text)],
        config=CONFIG,
        locale="es",
        terms=None,
        article=ARTICLE,
    )
    run(
        [unit(text, "No más de 5 mg.", "fr")],
        config=CONFIG,
        locale="fr",
        terms=None,
        article=ARTICLE,
    )


@given(st.text(alphabet="0123456789.,:/-+ %×⁰⁶½IVXmg°C", max_size=30))
def test_numbers_that_are_left_alone_are_never_missed(text: str) -> None:
    found = find(unit(text, text, "en-GB"), locale="en-GB")
    assert "quantity" not in {finding.check for finding in found}


def across(units: dict[str, list[Unit]], *, config: Config, locale: str) -> tuple[Finding, ...]:
    live = [one for article, some in units.items() for one in said(article, some)]
    return cross(live, config=config, locale=locale)


def test_a_locale_without_tables_says_so_once() -> None:
    units = {
        "a.md": [unit("Take 5 mg.", "5 mg を服用。", "ja")] * 2,
        "b.md": [unit("Hi", "ハイ", "ja")],
    }
    found = across(units, config=CONFIG, locale="ja")
    assert [f.check for f in found] == ["tables"]
    assert found[0].severity is Severity.NEUTRAL
    assert not across({"a.md": []}, config=CONFIG, locale="ja")
    quiet = CONFIG._replace(check=Check(disable=("tables",)))
    assert not across(units, config=quiet, locale="ja")


def test_one_source_with_two_translations_is_found_across_articles() -> None:
    units = {
        "a.md": [unit("Side effects", "Efectos secundarios"), unit("Fine", "Bien")],
        "b.md": [unit("Side effects", "Efectos secundarios")],
        "c.md": [unit("Side effects", "Efectos adversos"), unit("Good", "Bien")],
    }
    (finding,) = across(units, config=CONFIG, locale="es")
    assert (finding.check, finding.article) == ("inconsistent", "source/c.md")
    assert "Efectos secundarios" in finding.message
    quiet = CONFIG._replace(check=Check(disable=("inconsistent", "conflated")))
    assert not across(units, config=quiet, locale="es")


def test_a_context_makes_two_translations_right() -> None:
    units = {"a.md": [unit("Charge", "Carga", context="x"), unit("Charge", "Precio", context="y")]}
    assert not across(units, config=CONFIG, locale="es")


def test_one_translation_of_two_sources_is_found() -> None:
    long = "Stop the infusion now"
    units = {
        "a.md": [unit(long, "Pare la infusión"), unit("Slow the infusion down", "Pare la infusión")]
    }
    (finding,) = across(units, config=CONFIG, locale="es")
    assert (finding.check, finding.severity) == ("conflated", Severity.MAJOR)
    same = {"a.md": [unit(long, "Pare"), unit(long + ".", "Pare")]}
    assert not across(same, config=CONFIG, locale="es")
    weighed = CONFIG._replace(check=Check(severity={"conflated": "minor"}))
    (finding,) = across(units, config=weighed, locale="es")
    assert finding.severity is Severity.MINOR


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Take 5 mg.", ("dose",)),
        ("Do not take it with alcohol.", ("contraindication", "interaction")),
        ("If you are pregnant or breastfeeding", ("pregnancy",)),
        ("Keep out of reach of children.", ("children",)),
        ("Call an ambulance.", ("emergency",)),
        ("If you have thoughts of suicide, call the crisis line.", ("self-harm",)),
        ("The weather is fine.", ()),
    ],
)
def test_a_text_is_marked_with_what_could_hurt(text: str, expected: tuple[str, ...]) -> None:
    segment = Segment(id=unit_id(text), text=text, kind=Kind.PARAGRAPH)
    assert risks(segment, CONFIG) == expected
    assert set(expected) <= set(RISKS)


def test_risks_come_from_the_configuration_and_from_a_note_too() -> None:
    config = Config(
        root=CONFIG.root, check=Check(risk={"dose": ("spoonful*",), "legal": ("liable",)})
    )
    segment = Segment(
        id="x",
        text="One spoonful; we are liable.",
        kind=Kind.PARAGRAPH,
        notes=("risk: emergency, nonsense", "a note"),
    )
    assert risks(segment, config) == ("dose", "emergency", "legal")
