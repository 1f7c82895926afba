from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.pretranslate import dates, literals

FOUND = [
    ("Mean rose by 10 mmHg (95% CI 4–16).", ["10 mmHg", "95%", "4–16"]),
    ("p < 0.05 in 1,000 patients", ["p < 0.05", "1,000"]),
    ("every 6–8 h at −5 °C", ["6–8 h", "−5 °C"]),
    ("1.5 µg/mL of CYP3A4, 5-HT2A and SARS-CoV-2", ["1.5 µg/mL", "CYP3A4", "5-HT2A", "SARS-CoV-2"]),
    ("patients ≥ 65 years", ["≥ 65"]),
    ("a 40-minute infusion, a 5-year-old", ["40", "5"]),
    ("in the 1990s, the 19th century", ["1990"]),
    ("on 2024-05-07 at 10:30, version v1.2.3", ["2024-05-07", "10:30", "v1.2.3"]),
    ("open config.yaml or ~/notes/a.md", ["config.yaml", "~/notes/a.md"]),
    (
        "BDNF_Val66Met, Ca²⁺, H2O, 10⁻⁶ kg/m², ½ tablet",
        ["BDNF_Val66Met", "Ca²⁺", "H2O", "10⁻⁶ kg/m²", "½"],
    ),
    ("1 to 4.5 mg/kg", ["1", "4.5 mg/kg"]),
    ("COVID-19-related and non-COVID-19", ["COVID-19", "COVID-19"]),
    ("$5, 2 x 5 mg, 1/2 tablet, 10 000 cells", ["$5", "2 x 5 mg", "1/2", "10 000"]),
    ("NMDA receptors and BDNF are words here", []),
    ("the 1st, 2nd and 3rd", []),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_what_counts_as_a_literal(text: str, expected: list[str]) -> None:
    assert [literal.text for literal in literals.find(text)] == expected


@given(st.text("0123456789.,-–/%µ²½ mgkLhxAaT_():°", max_size=60))
def test_literals_are_in_order_apart_and_where_they_say(text: str) -> None:
    at = 0
    for literal in literals.find(text):
        assert at <= literal.start < literal.end
        assert text[literal.start : literal.end] == literal.text
        assert literal.text == literal.text.strip()
        at = literal.end


@pytest.mark.parametrize(
    ("text", "stable"),
    [
        ("10 mg", True),
        ("10⁻⁶", False),
        ("kg/m²", False),
        ("½", False),
        ("5 µg", False),
        ("Ca²⁺", False),
    ],
)
def test_what_sentencepiece_would_change(text: str, stable: bool) -> None:
    (literal,) = literals.find(text) if text != "kg/m²" else (literals.Literal(0, 5, text, ""),)
    assert literal.stable is stable


@pytest.mark.parametrize(
    ("literal", "written", "same"),
    [
        ("0.5 mg/kg", "0,5 mg/kg", True),
        ("37%", "37 %", True),
        ("1.5 µg", "1,5 μg", True),
        ("4–16", "4-16", True),
        ("5 mg", "15 mg", False),
        ("5 mg", "5 mg/kg", True),
        ("1.5", "1.57", False),
        ("1.5", "21.5", False),
        ("12", "0.12", False),
    ],
)
def test_how_a_model_may_have_written_a_literal(literal: str, written: str, same: bool) -> None:
    assert bool(literals.loose(literal).search(f"de {written} al")) is same


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("On May 7, 2024, it began.", "en", ["7 de mayo de 2024"]),
        ("on 11 March and 28 Feb 2020", "en", ["28 de febrero de 2020", "11 de marzo"]),
        ("the 3rd of June, 1999", "en", ["3 de junio de 1999"]),
        ("February 30, 2020 and May 2020", "en", []),
        ("it may 5 times", "en", []),
        ("7 mai 2024", "fr", []),
    ],
)
def test_dates_are_written_by_the_calendar(text: str, language: str, expected: list[str]) -> None:
    found = [
        dates.localized(date, with_year=with_year, locale="es")
        for _, _, date, with_year in dates.find(text, language)
    ]
    assert found == expected


def test_a_date_without_year_is_left_alone_where_the_locale_ends_on_more_than_a_year() -> None:
    ((_, _, date, with_year),) = dates.find("on 11 March", "en")
    assert not with_year
    assert dates.localized(date, with_year=False, locale="ja") is None
