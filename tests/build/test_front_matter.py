"""Front matter: one line changed, the rest as it stands."""

from __future__ import annotations

import datetime as dt

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from localize.build.front_matter import (
    dates,
    ensure,
    line_end,
    localize_dates,
    localize_numbers,
    parse_date,
    set_key,
    split,
    values,
)

YAML = "---\n# why\ntitle: 'A: b'  # named\ndate: 2026-03-01\ntags: [a, b]\n---\n\nText\n"
TOML = '+++\ntitle = "A"\ndate = 2026-03-01T10:00:00Z\n[params]\ndate = 2020-01-01\n+++\nText\n'


@given(st.text(st.sampled_from("-+.\n\r ab:\ufeff"), max_size=30))
def test_the_parts_make_the_whole(text: str) -> None:
    parts = split(text)
    assert parts.head + parts.body == text
    assert parts.inner in parts.head


@pytest.mark.parametrize(
    ("text", "language", "body"),
    [
        (YAML, "yaml", "\nText\n"),
        (TOML, "toml", "Text\n"),
        ("\ufeff---\na: 1\n...\nText", "yaml", "Text"),
        ("---\r\na: 1\r\n---\r\nText\r\n", "yaml", "Text\r\n"),
        ("---\n---\nText\n", "yaml", "Text\n"),
        ("---\na: 1\n---", "yaml", ""),
        ("---\nno end\n", "", "---\nno end\n"),
        ("Text\n---\na: 1\n---\n", "", "Text\n---\na: 1\n---\n"),
        ("\ufeffText\n", "", "Text\n"),
        ("", "", ""),
    ],
)
def test_split(text: str, language: str, body: str) -> None:
    parts = split(text)
    assert (parts.language, parts.body) == (language, body)


def test_values_are_those_at_the_top() -> None:
    assert values(YAML) == {"title": "A: b", "date": "2026-03-01"}
    assert values(TOML) == {"title": "A", "date": "2026-03-01T10:00:00Z"}
    assert values("---\nhero:\n  title: inner\n---\n") == {}
    assert values("Text: no\n") == {}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("---\ntitle: A\n---\nText\n", "---\nlang: es\ntitle: A\n---\nText\n"),
        ("---\nlang: en  # keep\n---\n", "---\nlang: es  # keep\n---\n"),
        ("---\nlang: 'en'\n---\n", "---\nlang: es\n---\n"),
        ("---\r\ntitle: A\r\n---\r\n", "---\r\nlang: es\r\ntitle: A\r\n---\r\n"),
        ("\ufeff---\na: 1\n---\n", "\ufeff---\nlang: es\na: 1\n---\n"),
        ('+++\n[a]\nlang = "x"\n+++\n', '+++\nlang = "es"\n[a]\nlang = "x"\n+++\n'),
        ('+++\nlang = "en"\n+++\n', '+++\nlang = "es"\n+++\n'),
        ("---\n{a: 1}\n---\n", "---\n{a: 1}\n---\n"),
        ("Text\n", "Text\n"),
    ],
)
def test_set_key(before: str, after: str) -> None:
    assert set_key(before, "lang", "es") == after


def test_front_matter_is_made_where_it_is_asked_for() -> None:
    assert set_key("Text\n", "lang", "es", create=True) == "---\nlang: es\n---\nText\n"
    assert ensure("\ufeffText\r\n") == "\ufeff---\r\n---\r\nText\r\n"
    assert ensure(YAML) == YAML


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20))
def test_a_value_is_read_back_as_it_was(value: str) -> None:
    """Norwegian is not false, and a colon is no mapping."""
    inner = split(set_key("---\ntitle: A\n---\n", "lang", value)).inner
    assert yaml.safe_load(inner) == {"lang": value, "title": "A"}


@pytest.mark.parametrize("locale", ["no", "yes", "y", "on", "es", "pt-BR", "zh-Hant"])
def test_a_locale_stays_a_string(locale: str) -> None:
    inner = split(set_key("---\ntitle: A\n---\n", "lang", locale)).inner
    assert yaml.safe_load(inner)["lang"] == locale


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2026-03-01", dt.date(2026, 3, 1)),
        ("2026-03-01T10:00:00Z", dt.date(2026, 3, 1)),
        ("2026-03-01 10:00:00.5 +02:00", dt.date(2026, 3, 1)),
        ("2026-02-30", None),
        ("March 1", None),
        ("2026", None),
    ],
)
def test_parse_date(value: str, day: dt.date | None) -> None:
    assert parse_date(value) == day


def test_dates_as_readers_write_them() -> None:
    assert dates(YAML) == {"date": dt.date(2026, 3, 1)}
    assert '\ndate: "1 de marzo de 2026"\n' in localize_dates(YAML, "es", keep=False)
    kept = localize_dates(YAML, "fr", keep=True)
    assert 'date_localized: "1 mars 2026"\n' in kept
    assert "date: 2026-03-01\n" in kept
    assert localize_dates("---\ntitle: A\n---\n", "es", keep=False) == "---\ntitle: A\n---\n"
    assert 'date = "1. März 2026"\n[params]\ndate = 2020-01-01\n' in localize_dates(
        TOML, "de", keep=False
    )


def test_numbers_of_named_keys() -> None:
    text = "---\nweight: 1200\npeople: 12000.50  # of them\nshare: about 3\n---\n"
    keys = ["people", "share", "missing"]
    assert localize_numbers(text, keys, "es", keep=False) == text.replace("12000.50", '"12.000,50"')
    kept = localize_numbers(text, keys, "en-IN", keep=True)
    assert "people: 12000.50  # of them\n" in kept
    assert 'people_localized: "12,000.50"\n' in kept
    assert localize_numbers(text, ["share"], "es", keep=False) == text


@pytest.mark.parametrize(("text", "end"), [("a\r\nb\n", "\r\n"), ("a\rb", "\r"), ("a", "\n")])
def test_line_end(text: str, end: str) -> None:
    assert line_end(text) == end
