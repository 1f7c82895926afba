"""The data tables of a locale, loaded once and compiled into a lexicon."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any, NamedTuple

from localize.checks.reading import datafile
from localize.checks.reading.affixes import DENYING, bare
from localize.checks.reading.cognates import drug, phrases
from localize.checks.reading.counting import Counting
from localize.checks.reading.lexicon import Lexicon, flatten
from localize.checks.reading.parted import Parted
from localize.checks.reading.sets import joined, sets
from localize.regex import regex

_FAMILIES = (
    "number", "scale", "ordinal", "loose", "unit", "negation", "comparator", "comparator_after",
    "month", "plus", "scope", "fraction", "respectively", "clock", "range",
    "agegroup", "arm", "complaint", "exception", "frame", "order", "replace", "stance", "transfer", "institution", "someone",
)  # fmt: skip


class Measure(NamedTuple):
    """A unit of measurement."""

    name: str
    base: str = ""
    factor: Decimal | None = None
    soft: bool = False
    rounded: bool = False
    """Is it said in other units only nearly: inches, pounds?"""


class Concept(NamedTuple):
    """A set of meanings that must not turn into one another."""

    name: str
    title: str
    severity: str = "critical"
    denied: bool = False
    """To deny one member may be to say another: “not safe” for “dangerous”."""
    kept: bool = False
    """May no member be left out?"""
    compared: bool = False
    """Does a comparison from the other side say the other member: “higher”, “lower”?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """What is known of a locale. Without a data file: the separators only."""

    locale: str
    language: str
    """`pt` of `pt-BR`."""
    known: bool
    lexicon: Lexicon
    decimal: str
    group: str
    name: str = ""
    script: str = ""
    length: float = 0.0
    """Characters that it takes to say what English says in one; 0 where it is not known."""
    common: frozenset[str] = frozenset()
    joiners: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    abbreviations: tuple[str, ...] = ()
    doubles: frozenset[str] = frozenset()
    """Words that may stand twice in a row: “nous nous”."""
    date_order: str = "dmy"
    am: tuple[str, ...] = ()
    pm: tuple[str, ...] = ()
    clock: frozenset[str] = frozenset()
    """Words that a time of day stands behind."""
    concepts: frozenset[str] = frozenset()
    restriction: tuple[frozenset[str], frozenset[str], frozenset[str]] = (frozenset(),) * 3
    """Particles that deny only together with one word and merely restrict with another: ne … pas, ne … que."""
    concord: str = ""
    """What words that deny only together with another need before what they deny: “no coma nada”."""
    lessening: frozenset[str] = frozenset()
    """Words that turn the meaning of the next one round: less, *poco*."""
    compounds: bool = False
    """Does the language write compounds as one word?"""
    ends: Mapping[str, str] = field(default_factory=dict)
    """Word -> `from` or `to`, before what a change leads away from or to."""
    comparison: Mapping[str, str] = field(default_factory=dict)
    """Word, or two of them -> `up` or `down` for what says more or less of something, `none` for what seems to."""
    aims: Mapping[str, str] = field(default_factory=dict)
    """Word -> `by` or `to`, before the amount of a change."""
    replaced: Mapping[str, str] = field(default_factory=dict)
    """Word -> `by` or `for`, before what takes the place of another and before that other."""
    prepositions: Mapping[str, str] = field(default_factory=dict)
    """Word -> `of`, `to`, `by` or `other`: what part in a clause it gives to what it stands before."""
    verbs: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    """Verb that is spelled as a number -> what follows it and would not follow the number."""
    parted: Parted = field(default_factory=lambda: Parted({}))
    """Verbs whose particle stands apart."""
    typography: Mapping[str, Any] = field(default_factory=dict)

    @property
    def groups(self) -> str:
        """The signs that may group digits: a locale that groups by dots may use spaces (ISO 80000)."""
        return self.group if self.decimal == "." and self.group == "," else self.group + " "


@lru_cache(maxsize=1)
def measures() -> Mapping[str, Measure]:
    """The units of measurement by name."""
    data = datafile.read("units")
    return {
        name: Measure(
            name=name,
            base=entry.get("base", ""),
            factor=Decimal(entry["factor"]) if "factor" in entry else None,
            soft=entry.get("soft", False),
            rounded=entry.get("rounded", False),
        )
        for name, entry in data.items()
    }


def is_time(unit: str) -> bool:
    """Does a unit measure lengths of time, or age?"""
    return bool(unit) and measures()[unit].base in ("s", "age")


@lru_cache(maxsize=1)
def symbols() -> Mapping[str, str]:
    """Unit symbol -> unit, as written and, where that is not taken, in small letters."""
    data = datafile.read("units")
    exact = {symbol: name for name, entry in data.items() for symbol in entry.get("symbols", ())}
    # G/L counts cells, g/L weighs.
    loose = {
        symbol.lower(): name
        for symbol, name in exact.items()
        if len(symbol) > 1 and "/" not in symbol
    }
    return loose | exact


@lru_cache(maxsize=1)
def concepts() -> Mapping[str, Concept]:
    """The sets of opposite meanings by name."""
    return {
        name: Concept(
            name=name,
            title=entry["title"],
            severity=entry.get("severity", "critical"),
            denied=entry.get("denied", False),
            kept=entry.get("kept", False),
            compared=entry.get("compared", False),
        )
        for name, entry in datafile.read("concepts").items()
    }


@lru_cache(maxsize=1)
def _separators() -> Mapping[str, Any]:
    """The signs in numbers by locale, and what a version stands behind in any language."""
    return datafile.read("separators")


@lru_cache(maxsize=64)
def separators(locale: str) -> tuple[str, str]:
    """Decimal and grouping sign, by CLDR, for the locale or the nearest that is listed.

    >>> separators("es"), separators("es-MX"), separators("de-AT")
    ((',', '.'), ('.', ','), (',', '.'))
    """
    parts = locale.split("-")
    listed = {name: entry for entry in _separators()["signs"].values() for name in entry["locales"]}
    for name in (locale, "-".join((parts[0], parts[-1])), parts[0]):
        if entry := listed.get(name):
            return entry["decimal"], entry["group"]
    return ".", ","


def _merge(base: dict[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in over.items():
        known = merged.get(key)
        merged[key] = (
            _merge(known, value) if isinstance(value, dict) and isinstance(known, dict) else value
        )
    return merged


@lru_cache(maxsize=64)
def has_tables(locale: str) -> bool:
    """Is there a file for a locale, or for its language? No table is read."""
    return any(
        datafile.place(name).is_file() for name in {locale, locale.split("-", maxsplit=1)[0]}
    )


@lru_cache(maxsize=8)
def _data(locale: str) -> dict[str, Any]:
    language = locale.split("-", maxsplit=1)[0]
    data = _known(language)
    if more := sets(language):
        data["concept"] = joined(data.get("concept", {}), more)
    if locale != language and (region := _known(locale)):
        data = _merge(data, region)
    return data


def _known(locale: str) -> dict[str, Any]:
    """What its file holds; nothing where it has none."""
    return datafile.read(locale) if datafile.place(locale).is_file() else {}


def _date_order(locale: str, head: Mapping[str, Any]) -> str:
    """In which order a date is written: 3/4 is the third of April in `en-GB`, not in `en`.

    >>> tables("en").date_order, tables("en-GB").date_order
    ('mdy', 'dmy')
    """
    first = locale.rpartition("-")[2] in head.get("day_first", ())
    return "dmy" if first else head.get("date_order", "dmy")


@lru_cache(maxsize=16)
def common(language: str) -> frozenset[str]:
    """The small words of a language, without the rest of its tables: of the file only the first one is read."""
    head = _SECOND.split(datafile.place(language).read_text("utf-8"), maxsplit=1)[0]
    return frozenset(datafile.loads(head)["language"]["common"])


_SECOND = regex(r"^\[(?!language\])", re.MULTILINE)
"""What begins with the table behind that of the language."""


def _values(table: Mapping[str, list[str]]) -> dict[str, str]:
    """Phrase -> its value."""
    return {phrase: value for value, phrases in table.items() for phrase in phrases}


@lru_cache(maxsize=64)
def tables(locale: str) -> Tables:
    """The tables of a locale: of its language, with what the region's file changes."""
    data = _data(locale)
    language = locale.split("-", maxsplit=1)[0]
    head = data.get("language", {})
    families = {name: data[name] for name in _FAMILIES if name in data}
    families |= {f"concept.{name}": values for name, values in data.get("concept", {}).items()}
    families["drug"] = phrases()
    families["half"] = {name: head.get(name, ()) for name in ("am", "pm", "night")}
    decimal, group = separators(locale)
    names_drug = partial(drug, compounds=head.get("compounds", False))
    named: dict[str, Callable[[str], str]] = {"drug": names_drug, DENYING: bare}
    if counting := head.get("counting"):
        named["number"] = Counting(data["number"], **counting)
    return Tables(
        locale=locale,
        language=language,
        known=bool(data),
        lexicon=Lexicon(
            flatten(families),
            elision=head.get("elision", False),
            language=language,
            named=named,
        ),
        decimal=decimal,
        group=group,
        name=head.get("name", ""),
        script=head.get("script", ""),
        length=head.get("length", 0.0),
        common=frozenset(head.get("common", ())),
        joiners=frozenset(head.get("joiners", ())),
        labels=frozenset((*head.get("labels", ()), *_separators()["labels"])),
        doubles=frozenset(head.get("doubles", ())),
        abbreviations=tuple(head.get("abbreviations", ())),
        date_order=_date_order(locale, head),
        concord=head.get("concord", ""),
        am=tuple(head.get("am", ())),
        pm=tuple(head.get("pm", ())),
        clock=frozenset(head.get("clock", ())),
        concepts=frozenset(data.get("concept", {})),
        lessening=frozenset(head.get("lessening", ())),
        compounds=head.get("compounds", False),
        restriction=(
            frozenset(head.get("particles", ())),
            frozenset(head.get("particles_only", ())),
            frozenset(head.get("particles_full", ())),
        ),
        ends=_values(data.get("ends", {})),
        comparison=_values(data.get("comparison", {})),
        aims=_values(data.get("aim", {})),
        replaced=_values(data.get("replaced", {})),
        prepositions=_values(data.get("preposition", {})),
        verbs={
            verb: re.compile(follows, re.IGNORECASE)
            for verb, follows in head.get("verbs", {}).items()
        },
        parted=Parted(data.get("parted", {})),
        typography=data.get("typography", {}),
    )


def symbol_at(plain: str, at: int) -> re.Match[str] | None:
    """The unit symbol that stands at a place, the longest, not followed by more letters."""
    pattern = _symbol_patterns().get(plain[at : at + 1].casefold())
    return pattern.match(plain, at) if pattern else None


@lru_cache(maxsize=1)
def _symbol_patterns() -> Mapping[str, re.Pattern[str]]:
    """First character, its case left aside -> the symbols that begin with it."""
    names = sorted(symbols(), key=len, reverse=True)
    by_first: dict[str, list[str]] = {}
    for name in names:
        # A giga of cells a litre is no gram a litre.
        exact = f"(?-i:{re.escape(name)})" if "/" in name else re.escape(name)
        by_first.setdefault(name[0].casefold(), []).append(exact)
    patterns = {
        first: re.compile(f"(?:{'|'.join(some)})(?![^\\W\\d_])(?!\\.\\w)", re.IGNORECASE)
        for first, some in by_first.items()
    }
    return patterns | {"%": re.compile("%")}  # 95%CI
