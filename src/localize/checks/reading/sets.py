"""Sets of opposites and of what is easily taken for one another, one a line: read in a third of the time that TOML takes."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources

Sets = dict[str, dict[str, list[str]]]
"""Set -> member -> phrases."""


def sets(language: str) -> Sets:
    """Those of `data/sets/LANGUAGE.txt`; none where there is no such file."""
    place = resources.files("localize.checks") / "data" / "sets" / f"{language}.txt"
    return parse(place.read_text("utf-8")) if place.is_file() else {}


def parse(text: str) -> Sets:
    """Sets as they are written: `set: member = phrase, phrase | member = phrase`.

    >>> parse("taste: sweet = sweet, sugary | none = sweet potato*")
    {'taste': {'sweet': ['sweet', 'sugary'], 'none': ['sweet potato*']}}
    """
    found: Sets = {}
    for line in text.splitlines():
        name, colon, members = line.partition(": ")
        if not colon or line.startswith("#"):
            continue
        known = found.setdefault(name, {})
        for member in members.split(" | "):
            value, _, phrases = member.partition(" = ")
            known[value] = phrases.split(", ")
    return found


def joined(tables: Mapping[str, Mapping[str, list[str]]], more: Sets) -> Sets:
    """Sets of a table with what others add to them.

    >>> joined({"kin": {"son": ["son"]}}, {"kin": {"son": ["sons"], "uncle": ["uncle"]}})
    {'kin': {'son': ['son', 'sons'], 'uncle': ['uncle']}}
    """
    found = {name: dict(members) for name, members in tables.items()}
    for name, members in more.items():
        known = found.setdefault(name, {})
        for value, phrases in members.items():
            known[value] = [*known.get(value, ()), *phrases]
    return found
