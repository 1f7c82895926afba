"""keep-term: what the glossary keeps is in the target exactly as in the source, and no short name becomes its neighbour."""

from __future__ import annotations

import re
from collections.abc import Iterator

from localize.checks.base import Check, Pair, Problem, Scope
from localize.checks.dimensions import TERMINOLOGY
from localize.checks.rules.acronyms import (
    ACRONYM,
    GREEK,
    other_acronyms,
    other_letters,
    other_names,
    renamed,
)
from localize.model import Severity
from localize.regex import regex
from localize.terms.entry import Treatment

_CAPITALS = regex("[A-Z0-9](?:(?<=[A-Za-z][A-Z])|(?<=[A-Z][0-9]))")
"""Nothing is found in a source without any of these, but for Child-Pugh and (R)-: a capital behind a letter, a digit behind one.

The last character stands first: so it is looked for four times as fast.
"""
_GREEK = ("lpha", "eta", "amma", "elta", "appa", "mega", "igma", "mu ", "mu-", "Mu ")
_GREEK_SIGNS = regex("[αβγδκµμωσ]")
"""Nothing is a letter of Greek without any of these; to look for them takes a tenth of the time."""
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_SCALE = regex(
    r"(?<!\w)(?:CHA[2₂]DS[2₂]-VA(?:Sc|SC)?|CHADS[2₂]|HAS-BLED|ORBIT|NIHSS|GCS|qSOFA|SOFA|APACHE(?: II)?|SAPS(?: II)?|MELD|Child-Pugh"
    r"|FIB-4|PHQ-(?:2|4|9|15)|GAD-[27]|MADRS|HAM-[AD]|HDRS|HADS|BDI(?:-II)?|BPRS|PANSS|YMRS|CGI(?:-[SI])?|EPDS|AUDIT(?:-C)?"
    r"|MMSE|MoCA|EDSS|UPDRS|ASDAS|DAS28|BASDAI|SLEDAI|HAQ|WOMAC|PASI|EASI|DLQI|SCORAD|CURB-65|CRB-65|TIMI|GRACE|NYHA|ECOG|KDIGO"
    r"|BI-RADS|PI-RADS|FRAX|FLACC|NRS|VAS|RASS|CAM-ICU|IPSS|ICIQ|WHOQOL|SF-36|SF-12|EQ-5D|ASRS|Y-BOCS|CAPS-5|PCL-5|C-SSRS|ISI|ESS"
    r"|HbA1[cC]|HDL|LDL|VLDL|TSH|LDH|GGT|PSA|BNP|INR|CD4|CD8|CA[- ]?125|CA[- ]?19-9|CA[- ]?15-3)(?!\w)"
)
"""Scores and values that every language calls by one name."""


def _run(pair: Pair, scope: Scope) -> Iterator[Problem]:
    if scope.terms is not None and pair.hits:
        yield from _kept(pair, scope)
    text = pair.source.prose.text
    named = _CAPITALS.search(text) is not None
    if named:
        yield from other_acronyms(pair)
        yield from other_names(pair)
        yield from _lost_names(pair)
    if _may_be_greek(text) and GREEK.search(text):
        yield from other_letters(pair)
    if ")-" in text or (named and ("-" in text or "‑" in text)):
        yield from _other_variants(pair)
    if named or "Child" in text:
        yield from _other_scales(pair)


def _may_be_greek(text: str) -> bool:
    for letter in _GREEK:
        if letter in text:
            return True
    return not text.isascii() and _GREEK_SIGNS.search(text) is not None


_NAMED = {
    name: regex(told, re.IGNORECASE)
    for name, told in {
        "NMDA": "nmda|aspart",
        "AMPA": "ampa|propi[oó]n|isoxa",
        "BDNF": "bdnf|neurotro|neurotró|hirn",
        "GABA": "gaba|gamma|γ",
        "VEGF": "vegf|vascul|gefäß|endot",
        "CGRP": "cgrp|calcit",
        "TrkB": "trkb|tropomio|tropomyo|kinas|quinas|chinas|cinas",
        "mTOR": "mtor|rapami|rapamy",
    }.items()
}
"""What every language calls so, and what is there where a name is spelled out."""


def _lost_names(pair: Pair) -> Iterator[Problem]:
    """“NMDA channel” as “calcium channel”: a name that is the same everywhere, and is gone altogether."""
    text, other = pair.source.prose.text, pair.target.prose.text
    for name, told in _NAMED.items():
        if name in text and not told.search(other) and not ACRONYM.search(other):
            at = text.index(name)
            yield Problem(
                f"“{name}” is not in the target", None, pair.source.place(at, at + len(name))
            )


def _other_scales(pair: Pair) -> Iterator[Problem]:
    """A score or a scale that became another one: “CHA2DS2-VASc” as “HAS-BLED”."""
    text, other = pair.source.prose.text, pair.target.prose.text
    ours = {_scale(m[0]): m for m in _SCALE.finditer(text)}
    if not ours:
        return
    theirs = {_scale(m[0]): m for m in _SCALE.finditer(other)}
    lost = [match for name, match in ours.items() if name not in theirs]
    came = [match for name, match in theirs.items() if name not in ours]
    for was, new in zip(lost, came, strict=False):
        yield renamed(pair, was, new)


_VARIANT = regex(
    r"(?<!\w)(?:([A-Z]{3,})[-‑]([A-Z]|\d)(?!\w)|()\((\d*[RSEZ](?:,\s?\d*[RSEZ])*)\)(?=-))"
)
"""A name with a letter that tells it from its kin: GABA-A, (2R,6R)-."""


def _other_variants(pair: Pair) -> Iterator[Problem]:
    """“GABA-A” as “GABA-B”, “(2R,6R)-” as “(2S,6S)-”."""
    text, other = pair.source.prose.text, pair.target.prose.text
    ours = [m for m in _VARIANT.finditer(text) if m[0] not in other]
    theirs = [m for m in _VARIANT.finditer(other) if m[0] not in text] if ours else []
    for was in ours:
        for new in theirs:
            if was[1] == new[1] and (was[2], was[4]) != (new[2], new[4]):
                yield renamed(pair, was, new)
                return


def _scale(name: str) -> str:
    """A name without the ways of writing it: CHA₂DS₂-VASc, CHA2DS2-VASC."""
    return name.translate(_SUBSCRIPTS).replace("-", "").replace(" ", "").upper()


def _kept(pair: Pair, scope: Scope) -> Iterator[Problem]:
    seen: set[str] = set()
    for hit in pair.hits:
        if hit.entry.treatment is not Treatment.KEEP or hit.entry.term in seen:
            continue
        seen.add(hit.entry.term)
        if (
            scope.terms is None
            or scope.terms.satisfied(hit, pair.unit.target, scope.locale) is not None
        ):
            continue
        shown = pair.unit.segment.text[hit.start : hit.end]
        yield Problem(f"“{shown}” must stay as it is", None, (hit.start, hit.end))


CHECK = Check(
    name="keep-term",
    dimension=TERMINOLOGY,
    severity=Severity.CRITICAL,
    run=_run,
    summary="What the glossary keeps is in the target exactly as in the source.",
)
