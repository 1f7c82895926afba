"""Locale names in, locale facts out."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pytest

from localize import locales
from localize.errors import ConfigError


@pytest.mark.parametrize(
    ("name", "canonical"),
    [
        ("es", "es"),
        ("ES", "es"),
        (" fr ", "fr"),
        ("es_mx", "es-MX"),
        ("es-419", "es-419"),
        ("zh-hans-cn", "zh-Hans-CN"),
        ("zh-TW", "zh-TW"),
        ("vi-US", "vi-US"),
        ("ca-Valencia", "ca-valencia"),
        ("de-1996", "de-1996"),
        ("de-x-leicht", "de-x-leicht"),
        ("fil", "fil"),
        ("tlh", "tlh"),
    ],
)
def test_names_are_made_canonical(name: str, canonical: str) -> None:
    assert locales.check(name) == canonical
    assert locales.check(canonical) == canonical


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("xx", ""),
        ("jp", "ja"),
        ("cz", "cs"),
        ("dk", "da"),
        ("en-UK", "en-GB"),
        ("iww", ""),
        ("spanish", "es"),
        ("Spansh", "es"),
        ("german", "de"),
        ("es-", "es"),
        ("es-ZZZ", "es"),
        ("es-QQ9", "es"),
        ("es-Xyzw", "es"),
        ("es-XY", "es"),
        ("../es", ""),
        ("", ""),
        ("und", ""),
    ],
)
def test_unknown_names_come_with_what_was_meant(name: str, near: str) -> None:
    with pytest.raises(ConfigError) as caught:
        locales.check(name)
    assert caught.value.exit_code == 2
    assert repr(name) in caught.value.reason
    assert caught.value.remedy
    if near:
        assert near in caught.value.remedy.replace("?", "").split()


@pytest.mark.parametrize(
    ("locale", "forms"),
    [
        ("es", "nplurals=2; plural=(n != 1);"),
        ("es-419", "nplurals=2; plural=(n != 1);"),
        ("fr", "nplurals=2; plural=(n > 1);"),
        ("ja", "nplurals=1; plural=0;"),
        ("vi-US", "nplurals=1; plural=0;"),
        ("pt-BR", "nplurals=2; plural=(n > 1);"),
    ],
)
def test_plural_forms(locale: str, forms: str) -> None:
    assert locales.plural_forms(locale) == forms


def test_display_names() -> None:
    assert locales.display_name("es") == "español"
    assert locales.display_name("es-MX", "en") == "Spanish (Mexico)"
    assert locales.display_name("zh-Hant", "en") == "Chinese (Traditional)"
    assert locales.display_name("de-x-leicht", "en") == "German (leicht)"
    assert locales.display_name("tlh") == "Klingon"


def test_text_direction() -> None:
    assert [locales.text_direction(name) for name in ("es", "ar", "he", "ur-PK", "ks-Deva")] == [
        *("ltr", "rtl", "rtl", "rtl", "ltr")
    ]


def test_dates_and_numbers() -> None:
    day = dt.date(2026, 3, 1)
    assert locales.format_date(day, "en") == "March 1, 2026"
    assert locales.format_date(day, "fr") == "1 mars 2026"
    assert locales.format_date(day, "vi-US") == locales.format_date(day, "vi")
    assert (locales.decimal_symbol("de"), locales.group_symbol("de")) == (",", ".")
    assert (locales.decimal_symbol("es-MX"), locales.group_symbol("es-MX")) == (".", ",")
    assert locales.decimal_symbol("ar") in {".", ",", "٫"}


def test_posix_names() -> None:
    assert locales.posix_name("zh-Hans-SG") == "zh_SG"
    assert locales.posix_name("zh-Hans") == "zh_CN"
    assert locales.posix_name("sr-Latn-RS") == "sr_RS@latin"
    assert locales.posix_name("de-x-leicht") == "de@leicht"


def test_babel_is_imported_only_when_asked_something() -> None:
    code = "import sys, localize.locales; sys.exit('babel' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
