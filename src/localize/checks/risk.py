"""Risk classes: what of a text could hurt someone if it were wrong."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from localize.checks.reading import datafile
from localize.checks.reading.hint import Hint
from localize.checks.reading.lexicon import Lexicon, flatten
from localize.checks.reading.prose import pieces_of, prose_of
from localize.config import Config
from localize.model import Segment

RISKS: tuple[str, ...] = (
    "dose",
    "contraindication",
    "interaction",
    "pregnancy",
    "children",
    "emergency",
    "self-harm",
)
"""The classes, in the order they are shown."""

_DIRECTIVE = "risk:"
"""Not by importlib.resources, which loads zipfile and tempfile for it: every sync asks for risks."""


class RiskTables(NamedTuple):
    """The risk phrases of a locale: apart from its other tables, since they are asked in every sync."""

    lexicon: Lexicon
    hint: Hint
    """Whether a text may have a risk phrase: cheap to be asked first."""


@lru_cache(maxsize=64)
def risk_tables(locale: str) -> RiskTables:
    """The risk phrases of a locale, or of its language."""
    data = datafile.read("risk")
    known = dict(data.get(locale) or data.get(locale.split("-", maxsplit=1)[0]) or {})
    elision = known.pop("elision", False)
    return RiskTables(
        Lexicon(flatten({"risk": known}), elision=elision),
        Hint(phrase for phrases in known.values() for phrase in phrases),
    )


def risks(segment: Segment, config: Config) -> tuple[str, ...]:
    """The risk classes of a source text, in the order of RISKS, own classes of the project last.

    By the term lists of the source locale, the terms of `[check.risk]`, and `<!-- localize: note risk: dose -->`.
    """
    known = risk_tables(config.source_locale)
    found: set[str] = set()
    # A tag could stand inside a phrase: then nothing is skipped.
    asked = [known.lexicon] if "<" in segment.text or known.hint(segment.text) else []
    if config.check.risk:
        asked.append(_own(tuple((name, tuple(terms)) for name, terms in config.check.risk.items())))
    if asked:
        pieces = segment.pieces or pieces_of(segment.text, segment.syntax, segment.labels)
        plain = prose_of(segment.text, pieces).plain
        for lexicon in asked:
            found |= {mark.value for mark in lexicon.scan(plain).marks.get("risk", ())}
    for note in segment.notes:
        if note.strip().lower().startswith(_DIRECTIVE):
            named = note.strip()[len(_DIRECTIVE) :].replace(",", " ").split()
            found |= {name for name in named if name in RISKS or name in config.check.risk}
    return tuple(name for name in _order(config) if name in found)


def _order(config: Config) -> Iterable[str]:
    return (*RISKS, *(name for name in config.check.risk if name not in RISKS))


@lru_cache(maxsize=8)
def _own(entries: tuple[tuple[str, tuple[str, ...]], ...]) -> Lexicon:
    return Lexicon(("risk", name, term.lower()) for name, terms in entries for term in terms)
