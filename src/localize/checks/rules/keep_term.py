"""keep-term: what the glossary keeps is in the target exactly as in the source, and no short name becomes its neighbour."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from localize.checks.base import TERMINOLOGY, Check, Pair, Problem, Scope
from localize.model import Severity
from localize.terms.entry import Treatment

_ACRONYM = re.compile(r"(?<![\w-])[A-Z][A-Z0-9]{2,}(?!\w)")
_VOWEL = re.compile(r"[AEIOU]")
_TRANSLATED = {
    "ADHD": {"ADHS", "DDAI", "PHDA", "TDAH"},
    "CNS": {"ZNS"},
    "COPD": {"BPCO", "DPOC", "EPOC"},
    "DNA": {"DNS"},
    "DVT": {"TVT"},
    "ECG": {"EKG"},
    "ECT": {"EKT"},
    "GERD": {"DRGE", "ERGE"},
    "MERS": {"SRMO", "SROM"},
    "MMR": {"MPR"},
    "MRI": {"MRT"},
    "PTSD": {"PTBS", "TEPT"},
    "RNA": {"RNS"},
    "SARS": {"SRAG", "SRAS"},
}
"""Alike, and right."""
_LONG = 4
"""From here on, letters in any order make names alike: NMDA and MDMA."""


def _run(pair: Pair, scope: Scope) -> Iterator[Problem]:
    yield from _kept(pair, scope)
    yield from _other_acronyms(pair)


def _other_acronyms(pair: Pair) -> Iterator[Problem]:
    """“BDNF” as “GDNF”: another name, one letter away. Words in capitals have more vowels."""
    text, other = pair.source.prose.text, pair.target.prose.text
    lost = [m for m in _ACRONYM.finditer(text) if m[0] not in other and _short(m[0])]
    came = [m for m in _ACRONYM.finditer(other) if m[0] not in text] if lost else []
    for was in lost:
        for new in came:
            if _alike(was[0], new[0]) and new[0] not in _TRANSLATED.get(was[0], ()):
                yield Problem(
                    f"“{was[0]}” became “{new[0]}”",
                    pair.target.place(*new.span()),
                    pair.source.place(*was.span()),
                )


def _alike(one: str, other: str) -> bool:
    """One letter apart. The same letters in another order are a translation: DNA, ADN."""
    if len(one) != len(other) or sorted(one) == sorted(other):
        return False
    shared = (Counter(one) & Counter(other)).total()
    apart = sum(a != b for a, b in zip(one, other, strict=True))
    return apart == 1 or (len(one) >= _LONG and shared == len(one) - 1)


def _short(acronym: str) -> bool:
    return len(_VOWEL.findall(acronym)) <= 1


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
