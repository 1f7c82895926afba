"""What is known about locales: names, plural rules, dates, separators, text direction.

The only importer of babel, and a lazy one: checking that a locale name is well formed costs no
import of babel's data until a function here is called. Every function takes BCP 47 names
(`es`, `pt-BR`, `zh-Hant`, `de-x-leicht`) and answers for the nearest locale that CLDR has data
for: `vi-US` dates like `vi`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from localize.errors import ConfigError
from localize.regex import regex

if TYPE_CHECKING:
    import datetime as dt

    from babel.core import Locale

_TAG = regex(
    r"(?P<language>[a-z]{2,3})"
    r"(?:-(?P<script>[a-z]{4}))?"
    r"(?:-(?P<territory>[a-z]{2}|[0-9]{3}))?"
    r"(?P<variants>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)"
    r"(?P<private>-x(?:-[a-z0-9]{1,8})+)?",
    re.IGNORECASE,
)
_SCRIPT_MODIFIER = {"Latn": "latin", "Cyrl": "cyrillic", "Deva": "devanagari", "Arab": "arabic"}
"""What glibc calls a script that is not the language's usual one."""


@lru_cache(maxsize=256)
def check(locale: str) -> str:
    """The canonical BCP 47 spelling of a locale name.

    Raises ConfigError, with the nearest known names, for what is not one or what CLDR does not know.

    >>> check("pt_br"), check("ZH-hant-tw"), check("de-X-Leicht")
    ('pt-BR', 'zh-Hant-TW', 'de-x-leicht')
    """
    found = _TAG.fullmatch(locale.strip().replace("_", "-"))
    if not found:
        raise _unknown(locale, "is not a locale name")
    language = found["language"].lower()
    script = (found["script"] or "").title()
    territory = (found["territory"] or "").upper()
    if not _has_data(language, script, territory):
        _check_parts(locale, language, script, territory)
    tail = (found["variants"] + (found["private"] or "")).lower()
    return "-".join(part for part in (language, script, territory) if part) + tail


def _has_data(language: str, script: str, territory: str) -> bool:
    """Does CLDR have data for just this locale? Quicker to ask than which languages there are."""
    from babel.localedata import exists

    return language != "root" and exists("_".join(filter(None, (language, script, territory))))


def _check_parts(locale: str, language: str, script: str, territory: str) -> None:
    english = _parse("en")
    if language not in english.languages or language in ("und", "mul", "zxx", "root"):
        raise _unknown(locale, f"has an unknown language, {language!r}")
    if script and script not in english.scripts:
        raise _unknown(locale, f"has an unknown script, {script!r}")
    if territory and territory not in english.territories:
        raise _unknown(locale, f"has an unknown region, {territory!r}")


def plural_forms(locale: str) -> str:
    """The value of a PO file's Plural-Forms header.

    >>> plural_forms("es"), plural_forms("ja")
    ('nplurals=2; plural=(n != 1);', 'nplurals=1; plural=0;')
    """
    from babel.messages.plurals import get_plural

    return str(get_plural(str(_nearest(locale))))


def display_name(locale: str, in_locale: str | None = None) -> str:
    """The name of a locale, written in another one (or in itself).

    >>> display_name("pt-BR", "en"), display_name("es"), display_name("la", "en")
    ('Portuguese (Brazil)', 'español', 'Latin')
    """
    canonical = check(locale)
    data = _nearest(in_locale or locale)
    found = _TAG.fullmatch(canonical)
    assert found is not None
    name = data.languages.get(found["language"]) or found["language"]
    details = [
        names.get(part) or part
        for part, names in (
            (found["script"], data.scripts),
            (found["territory"], data.territories),
        )
        if part
    ]
    tail = (found["variants"] + (found["private"] or "").replace("-x-", "-")).strip("-")
    details += [tail.replace("-", " ")] if tail else []
    return f"{name} ({', '.join(details)})" if details else str(name)


def text_direction(locale: str) -> Literal["ltr", "rtl"]:
    """`rtl` for locales written from right to left.

    >>> text_direction("ar"), text_direction("az-Latn"), text_direction("pa-Arab")
    ('rtl', 'ltr', 'rtl')
    """
    script = _TAG.fullmatch(check(locale))
    if script and script["script"]:
        return "rtl" if script["script"] in _RIGHT_TO_LEFT else "ltr"
    return "rtl" if _nearest(locale).text_direction == "rtl" else "ltr"


_RIGHT_TO_LEFT = frozenset(
    {"Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi"}
)


def format_date(date: dt.date, locale: str) -> str:
    """A date in the locale's long form.

    >>> import datetime
    >>> format_date(datetime.date(2026, 3, 1), "es")
    '1 de marzo de 2026'
    """
    from babel.dates import format_date as babel_format_date

    return babel_format_date(date, format="long", locale=_nearest(locale))


def format_number(number: str, locale: str) -> str:
    """A number, given in ASCII digits with a decimal point, as the locale writes it; no digit is lost.

    >>> format_number("12000.50", "de"), format_number("15000", "es"), format_number("-3", "fr")
    ('12.000,50', '15.000', '-3')
    """
    from decimal import Decimal

    from babel.numbers import format_decimal

    value = Decimal(number)
    places = len(number.partition(".")[2])
    pattern = f"#,##0.{'0' * places}" if places else "#,##0"
    return str(format_decimal(value, format=pattern, locale=_nearest(locale)))


def decimal_symbol(locale: str) -> str:
    """What stands before the decimals: a comma or a point.

    >>> decimal_symbol("es"), decimal_symbol("es-MX")
    (',', '.')
    """
    return _number_symbol(locale, "decimal")


def group_symbol(locale: str) -> str:
    r"""What separates thousands.

    >>> group_symbol("es"), group_symbol("fr")
    ('.', '\u202f')
    """
    return _number_symbol(locale, "group")


def rewrite_numbers(text: str, source: str, target: str) -> str:
    r"""Decimals and thousands in a literal, written with the target locale's signs instead of the source's.

    Four digits are not grouped. What could be read in two ways, and what is no number, stays as it is.

    >>> rewrite_numbers("0.5–1.25 mg of 12,500", "en", "es"), rewrite_numbers("1,000.5", "en", "fr")
    ('0,5–1,25 mg of 12.500', '1000,5')
    >>> rewrite_numbers("0.5 mg", "en", "es-MX"), rewrite_numbers("1.2.3 and 1,50", "en", "de")
    ('0.5 mg', '1.2.3 and 1,50')
    """
    here = decimal_symbol(source), group_symbol(source)
    there = decimal_symbol(target), group_symbol(target)
    if here == there:
        return text

    def rewritten(match: re.Match[str]) -> str:
        whole = match["whole"].replace(here[1], "")
        if len(whole) > 4:
            whole = f"{int(whole):,}".replace(",", there[1])
        return whole + (there[0] + match["rest"] if match["rest"] else "")

    return _number(*here).sub(rewritten, text)


@lru_cache(maxsize=64)
def _number(decimal: str, group: str) -> re.Pattern[str]:
    """Numbers with one of the two signs in them."""
    point, comma = re.escape(decimal), re.escape(group)
    return re.compile(
        rf"(?<![\d.,])(?P<whole>\d{{1,3}}(?:{comma}\d{{3}})+|\d+(?={point}\d))(?:{point}(?P<rest>\d+))?(?![.,]?\d)"
    )


def posix_name(locale: str) -> str:
    """The name as gettext's Language header has it.

    >>> [posix_name(n) for n in ("es", "pt-BR", "zh-Hant", "sr-Latn", "ca-valencia")]
    ['es', 'pt_BR', 'zh_TW', 'sr@latin', 'ca@valencia']
    """
    found = _TAG.fullmatch(check(locale))
    assert found is not None
    language, script, territory = found["language"], found["script"], found["territory"]
    modifier = (found["variants"].strip("-") or (found["private"] or "")[3:]).replace("-", "")
    if script and language == "zh" and not territory:
        territory = {"Hans": "CN", "Hant": "TW"}.get(script, "")
    elif script and language != "zh" and not modifier:
        modifier = _SCRIPT_MODIFIER.get(script, script.lower())
    name = f"{language}_{territory}" if territory else language
    return f"{name}@{modifier}" if modifier else name


def _number_symbol(locale: str, name: str) -> str:
    symbols = _nearest(locale).number_symbols
    return str((symbols.get("latn") or symbols["arab"])[name])


@lru_cache(maxsize=256)
def _parse(name: str) -> Locale:
    from babel.core import Locale

    return Locale.parse(name, sep="-")


@lru_cache(maxsize=256)
def _nearest(locale: str) -> Locale:
    """The locale CLDR has data for that is closest: less and less of the name is used."""
    from babel.core import UnknownLocaleError

    found = _TAG.fullmatch(check(locale))
    assert found is not None
    language, script, territory = found["language"], found["script"], found["territory"]
    for parts in ((language, script, territory), (language, script), (language, territory)):
        try:
            return _parse("-".join(part for part in parts if part))
        except UnknownLocaleError:
            continue
    try:
        return _parse(language)
    except UnknownLocaleError:
        # A language CLDR can name and nothing else (Klingon): neutral conventions.
        return _parse("en")


def _unknown(locale: str, reason: str) -> ConfigError:
    near = _near(locale)
    remedy = (
        f"Did you mean {' or '.join(near)}?" if near else "Use a BCP 47 name, like es or pt-BR."
    )
    return ConfigError(f"locale {locale!r} {reason}", remedy=remedy)


def _near(locale: str) -> list[str]:
    """Up to three names that may have been meant, the likeliest first."""
    import difflib

    from babel.core import get_global

    english = _parse("en")
    wanted = locale.strip().replace("_", "-")
    lowered = wanted.lower()
    language, _, rest = wanted.partition("-")
    candidates: list[str] = []

    def add(name: str) -> None:
        if name not in candidates and _known(name):
            candidates.append(name)

    # Its name in English or in itself: "spanish", "deutsch".
    for code, name in english.languages.items():
        if name.lower() == lowered:
            add(code)
    # The region's code taken for the language's: jp, cz, dk.
    if likely := get_global("likely_subtags").get(f"und_{language.upper()}"):
        add(likely.split("_")[0])
    # A code that was replaced by another: en-UK.
    for alias in get_global("territory_aliases").get(rest.upper(), ()):
        add(f"{language.lower()}-{alias}")
    for alias in (get_global("language_aliases").get(language.lower(), ""),):
        add(alias.split("_")[0])
    if rest and _known(language.lower()):
        add(language.lower())
    if not candidates:
        names = {str(name).lower(): str(code) for code, name in english.languages.items()}
        for name in difflib.get_close_matches(lowered, names, n=3, cutoff=0.75):
            add(names[name])
        codes = [code for code in names.values() if len(code) == 2]
        for code in difflib.get_close_matches(language.lower(), codes, n=3, cutoff=0.6):
            add(code)
    return candidates[:3]


def _known(name: str) -> bool:
    found = _TAG.fullmatch(name)
    english = _parse("en")
    return (
        found is not None
        and found["language"] in english.languages
        and (not found["territory"] or found["territory"].upper() in english.territories)
    )
