"""keep-term: what the glossary keeps is in the target exactly as in the source, and no short name becomes its neighbour."""

from __future__ import annotations

import re
from collections.abc import Iterator

from localize.checks.base import Check, Pair, Problem, Scope
from localize.checks.dimensions import TERMINOLOGY
from localize.checks.reading.predicates import rows_of
from localize.checks.reading.tables import Tables
from localize.model import Severity
from localize.terms.entry import Treatment

_ACRONYM = re.compile(r"(?:(?<![\w-])|(?<=[a-z]-))[A-Z][A-Z0-9]{2,}(?=s?(?!\w))")
_VOWEL = re.compile(r"[AEIOU]")
_TRANSLATED = {
    "ADHD": {"ADHS"},
    "ARB": {"ARA"},
    "ASD": {"ASS"},
    "BMD": {"KMD"},
    "BMT": {"KMT"},
    "CNS": {"ZNS"},
    "COC": {"AOC"},
    "DNA": {"DNS"},
    "DNR": {"ONR"},
    "DVT": {"TVT"},
    "ECG": {"EKG"},
    "ECT": {"EKT"},
    "HPA": {"HHA"},
    "HSCT": {"HSZT"},
    "MMR": {"MPR"},
    "MRI": {"MRT"},
    "PDA": {"PCA"},
    "PFT": {"PFR"},
    "PKU": {"PCU"},
    "PMR": {"PPR"},
    "PTSD": {"PTBS"},
    "RNA": {"RNS"},
    "SARS": {"SRAG", "SRAS"},
    "SIRS": {"SRIS"},
    "VBAC": {"AVAC", "PVAC"},
}
"""Alike, and right."""
_WORDS = frozenset(("comparator", "exception", "loose", "negation", "number", "scope", "stance"))
"""Families of the words that may stand in capitals for no name: NOT, ONLY, MUST."""
_CAPITALS = re.compile("[A-Z][A-Z0-9]")
"""Nothing is found in a source without any of these, but for Child-Pugh."""
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_SCALE = re.compile(
    r"(?<!\w)(?:CHA[2₂]DS[2₂]-VA(?:Sc|SC)?|CHADS[2₂]|HAS-BLED|ORBIT|NIHSS|GCS|qSOFA|SOFA|APACHE(?: II)?|SAPS(?: II)?|MELD|Child-Pugh"
    r"|FIB-4|PHQ-(?:2|4|9|15)|GAD-[27]|MADRS|HAM-[AD]|HDRS|HADS|BDI(?:-II)?|BPRS|PANSS|YMRS|CGI(?:-[SI])?|EPDS|AUDIT(?:-C)?"
    r"|MMSE|MoCA|EDSS|UPDRS|ASDAS|DAS28|BASDAI|SLEDAI|HAQ|WOMAC|PASI|EASI|DLQI|SCORAD|CURB-65|CRB-65|TIMI|GRACE|NYHA|ECOG|KDIGO"
    r"|BI-RADS|PI-RADS|FRAX|FLACC|NRS|VAS|RASS|CAM-ICU|IPSS|ICIQ|WHOQOL|SF-36|SF-12|EQ-5D|ASRS|Y-BOCS|CAPS-5|PCL-5|C-SSRS|ISI|ESS"
    r"|HbA1[cC]|HDL|LDL|VLDL|TSH|LDH|GGT|PSA|BNP|INR|CD4|CD8|CA[- ]?125|CA[- ]?19-9|CA[- ]?15-3)(?!\w)"
)
"""Scores and values that every language calls by one name."""
_LONG = 4
"""From here on, letters in any order make names alike: NMDA and MDMA."""


def _run(pair: Pair, scope: Scope) -> Iterator[Problem]:
    if pair.hits:
        yield from _kept(pair, scope)
    text = pair.source.prose.text
    if _CAPITALS.search(text):
        yield from _other_acronyms(pair)
        yield from _lost_names(pair)
    if "-" in text or "‑" in text:
        yield from _other_variants(pair)
    if _CAPITALS.search(text) or "Child" in text:
        yield from _other_scales(pair)


def _other_acronyms(pair: Pair) -> Iterator[Problem]:
    """“BDNF” as “GDNF”: another name, one letter away. Words in capitals have more vowels, or are words of the tables: NOT."""
    text, other = pair.source.prose.text, pair.target.prose.text
    tables = pair.source.tables
    lost = [
        m
        for m in _ACRONYM.finditer(text)
        if _times(m[0], text) > _times(m[0], other)
        and m[0].lower() not in tables.common
        and _WORDS.isdisjoint(tables.lexicon.families(m[0].lower()))
        and (_short(m[0]) or not _word(m, tables))
    ]
    came = [m for m in _ACRONYM.finditer(other) if not _times(m[0], text)] if lost else []
    for was in lost:
        for new in came:
            if _alike(was[0], new[0]) and new[0] not in _TRANSLATED.get(was[0], ()):
                problem = _renamed(pair, was, new)
                yield (
                    problem if _sure(was[0], tables) else problem._replace(severity=Severity.MINOR)
                )


def _sure(name: str, tables: Tables) -> bool:
    """Is it a name that is not translated? Three letters that nobody knows may be an author's: “CTZ” as “KTZ”."""
    known = "concept.acronym" in tables.lexicon.families(name.lower())
    return known or len(name) >= _LONG or not name.isalpha()


def _times(name: str, text: str) -> int:
    """How often a text has a name, that with a *non* before it aside: “STEMI”, “NSTEMI”."""
    return text.count(name) - text.count(f"N{name}")


_NAMED = {
    name: re.compile(told, re.IGNORECASE)
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
        if name in text and not told.search(other) and not _ACRONYM.search(other):
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
        yield _renamed(pair, was, new)


_VARIANT = re.compile(
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
                yield _renamed(pair, was, new)
                return


def _renamed(pair: Pair, was: re.Match[str], new: re.Match[str]) -> Problem:
    return Problem(
        f"“{was[0]}” became “{new[0]}”",
        pair.target.place(*new.span()),
        pair.source.place(*was.span()),
    )


def _scale(name: str) -> str:
    """A name without the ways of writing it: CHA₂DS₂-VASc, CHA2DS2-VASC."""
    return name.translate(_SUBSCRIPTS).replace("-", "").replace(" ", "").upper()


def _alike(one: str, other: str) -> bool:
    """One letter apart. The same letters in another order are a translation: DNA, ADN."""
    if len(one) != len(other):  # “NSTEMI”, “STEMI”: the same with a *non* before it
        return min(len(one), len(other)) >= _LONG and other in (f"N{one}", one.removeprefix("N"))
    if sorted(one) == sorted(other):
        return len(one) >= _LONG and _transposed(one, other)
    apart = sum(a != b for a, b in zip(one, other, strict=True))
    return apart == 1 or (len(one) >= _LONG and _shifted(one, other))


def _shifted(one: str, other: str) -> bool:
    """Are all letters but one in the same order: “NMDA”, “MDMA”? In another they are a translation: “LVEF”, “FEVE”."""
    rest = {other[:i] + other[i + 1 :] for i in range(len(other))}
    return any(one[:i] + one[i + 1 :] in rest for i in range(len(one)))


def _transposed(one: str, other: str) -> bool:
    """Have two letters side by side changed places, and no more: “NMDA”, “NDMA”?"""
    apart = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return len(apart) == _PAIR and apart[1] - apart[0] == 1


_PAIR = 2


def _short(acronym: str) -> bool:
    return len(_VOWEL.findall(acronym)) <= 1


def _word(capitals: re.Match[str], tables: Tables) -> bool:
    """May it be a word in capitals, DOSE, alone or in a line of such? Short ones are as often translated, ETI as EDI."""
    word = capitals[0].lower()
    return (
        len(word) < _LONG
        or capitals.string.isupper()
        or bool(
            tables.lexicon.families(word) - {"concept.acronym"} or rows_of(word, tables.language)
        )
        or _SHOUTED.search(capitals.string, 0, capitals.start()) is not None
        or _SHOUTED_ON.match(capitals.string, capitals.end()) is not None
    )


_SHOUTED = re.compile(r"[A-Z]{3,}:? $")
_SHOUTED_ON = re.compile(r":? [A-Z]{3,}")


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
