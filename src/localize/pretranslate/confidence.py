"""How far a translator may trust a draft: a band, a score to sort by, and why.

The score is the chrF a human reference would give, as predicted from what the engine and the ladder know; its
weights were fitted on one half of the TICO-19 development sentences and checked on the other (correlation 0.59; 0.56
with a glossary). The log-probability of the worst word was measured too: it adds nothing (0.12) and costs half a
translation.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from localize.pretranslate.cues import (
    invents_number,
    loses_abbreviation,
    loses_negation,
    repeats,
    unbalanced,
)
from localize.pretranslate.ladder import Climbed, Facts, Rung

HIGH, FAIR = 0.62, 0.49
"""Scores from which a draft is in the band: on the evaluation set a fifth is high, a fifth low."""
_CERTAINTY, _AGREEMENT, _LENGTH, _BASE = 0.812, 0.068, 0.248, -0.35
_WORST_COUNTS = 0.2
"""How much the worst sentence of a draft counts beside the mean of all."""
_LONG_ENOUGH = 1.15
"""A translation this much longer than its source is as long as it should be."""
_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Confidence:
    """What a translator is told about a draft."""

    band: str
    """`high`, `fair` or `low`."""
    score: float
    """0 to 1; higher is better."""
    reasons: tuple[str, ...]


def assess(
    source: str, target: str, rung: Rung, climbed: Sequence[Climbed], languages: tuple[str, str]
) -> Confidence:
    """Judge a draft by what is known of how it came about; `languages` are source and target."""
    facts = [fact for part in climbed for fact in part.facts]
    reasons = [reason for part in climbed for reason in part.reasons]
    if rung is Rung.SOURCE:
        return Confidence("low", 0.0, ("source kept: no translation kept its markup", *reasons))
    if not facts:
        # Nothing was left to an engine: only literals, or a term the glossary has.
        return Confidence("high", 1.0, tuple(reasons))
    predicted, unsure = _predicted(facts, target)
    limit = 1.0
    if reasons:
        limit = min(limit, HIGH - 0.01)
    if rung is Rung.SPLIT:
        limit = min(limit, FAIR - 0.01)
        reasons.append("translated in pieces around what is protected")
    for reason, found in (
        ("negation may be lost", loses_negation(source, target, languages)),
        ("repeats itself", repeats(source, target)),
        ("it has a number the source has not", invents_number(source, target)),
        ("a bracket is missing", unbalanced(source, target)),
        ("an abbreviation is no longer introduced", loses_abbreviation(source, target)),
        ("mostly copied from the source", _copied(source, target)),
        ("much shorter than its source", len(target) < 0.6 * len(source) and len(source) > 25),
        ("much longer than its source", len(target) > 2.0 * len(source) + 20),
    ):
        if found:
            reasons.append(reason)
            limit = min(limit, FAIR - 0.01)
    score = round(min(predicted, limit), 3)
    if predicted < HIGH:
        reasons += unsure
    band = "high" if score >= HIGH else "fair" if score >= FAIR else "low"
    # A comment of the PO file parts them by semicolons.
    return Confidence(band, score, tuple(dict.fromkeys(r.replace(";", ",") for r in reasons)))


def _predicted(facts: Sequence[Facts], target: str) -> tuple[float, list[str]]:
    weights = [len(fact.source) for fact in facts]
    scores = [_score(fact) for fact in facts]
    total = sum(weights) or 1
    mean = sum(w * s for w, s in zip(weights, scores, strict=True)) / total
    score = (1 - _WORST_COUNTS) * mean + _WORST_COUNTS * min(scores)
    certainty = sum(w * math.exp(f.score) for w, f in zip(weights, facts, strict=True)) / total
    reasons = [f"the engine is {round(certainty * 100)} % sure of its words"]
    worst = min(zip(scores, facts, strict=True), key=lambda pair: pair[0])
    begun = " ".join(worst[1].target.split()[:6])
    # Only what the translator will find: not where placeholders stood or the surface was mended.
    if len(facts) > 1 and worst[0] < FAIR and begun in target:
        reasons.append(f"least sure of “{begun} …”")
    if any(fact.agreement < 0.5 for fact in facts):
        reasons.append("its two best translations differ")
    return min(1.0, max(0.0, score)), reasons


def _score(fact: Facts) -> float:
    length = min(len(fact.target) / max(1, len(fact.source)), _LONG_ENOUGH)
    return (
        _BASE + _CERTAINTY * math.exp(fact.score) + _AGREEMENT * fact.agreement + _LENGTH * length
    )


def _copied(source: str, target: str) -> bool:
    words = _WORD.findall(target.lower())
    known = set(_WORD.findall(source.lower()))
    return len(words) > 2 and sum(word in known for word in words) > 0.6 * len(words)
