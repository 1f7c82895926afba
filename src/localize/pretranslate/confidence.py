"""How far a translator may trust a draft: a band, a score to sort by, and why.

The score is the chrF a human reference would give, as predicted from what the engine and the ladder know; its
weights were fitted on one half of the TICO-19 development sentences and checked on the other (correlation 0.59; 0.56
with a glossary). The log-probability of the least probable word adds nothing to it (correlation 0.10, 0.56 together),
but the word itself is the place to look at: 83 % of those named are not in the human reference, of all words 43 %.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from localize.pretranslate.cues import (
    invents_number,
    loses_abbreviation,
    loses_negation,
    repeats,
    unbalanced,
)
from localize.pretranslate.rungs import Climbed, Facts, Rung
from localize.regex import regex

HIGH, FAIR = 0.62, 0.49
"""Scores from which a draft is in the band: on the evaluation set a fifth is high, a fifth low."""
_CERTAINTY, _AGREEMENT, _LENGTH, _BASE = 0.812, 0.068, 0.248, -0.35
_WORST_COUNTS = 0.2
"""How much the worst sentence of a draft counts beside the mean of all."""
_LONG_ENOUGH = 1.15
"""A translation this much longer than its source is as long as it should be."""
_FAINT, _LOST = 0.03, 0.01
"""A sentence less probable than this, given its draft, is not said to be safe, or is said to be doubtful. Nothing here is
fitted on a reverse model: of human translations 5 % and 1 % score below (the shipped model asked about the references), of
texts held against half of their source 75 % and 25 %. A good way back proves little, so it raises no band."""
_WORD = regex(r"[^\W\d_]{4,}")


class Confidence(NamedTuple):
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
    seen = set(re.findall(r"\w+", target))
    if odd := [f"“{word}”" for fact in facts for word in fact.odd if word in seen]:
        reasons.append(f"odd spelling: {', '.join(dict.fromkeys(odd))}")
    if reasons:
        limit = min(limit, HIGH - 0.01)
    back = min((math.exp(fact.back) for fact in facts if fact.back is not None), default=1.0)
    if back < _FAINT:
        limit = min(limit, (HIGH if back >= _LOST else FAIR) - 0.01)
        reasons.append("the way back finds little of its source in it")
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
    if least := _least_sure(facts, target):
        reasons.append(f"least sure of {least}")
    if any(fact.agreement < 0.5 for fact in facts):
        reasons.append("its two best translations differ")
    return min(1.0, max(0.0, score)), reasons


def worst(climbed: Sequence[Climbed]) -> Facts | None:
    """The sentence the engine should be asked about word by word; None where it is sure enough."""
    facts = [fact for part in climbed for fact in part.facts]
    chosen = min(facts, key=_score, default=None)
    return chosen if chosen and _score(chosen) < HIGH else None


def _least_sure(facts: Sequence[Facts], target: str) -> str:
    """The word, and of several sentences the one it is in; empty where nothing of it is found in the target."""
    fact = min(facts, key=_score)
    begun = " ".join(fact.target.split()[:6])
    # Only what the translator will find: not where placeholders stood or the surface was mended.
    seen = set(re.findall(r"\w+", target))
    words = [f"“{word}”" for word in fact.doubted if word in seen][:1]
    if len(facts) > 1 and _score(fact) < FAIR and begun in target:
        words.append(f"“{begun} …”")
    return " in ".join(words)


def _score(fact: Facts) -> float:
    length = min(len(fact.target) / max(1, len(fact.source)), _LONG_ENOUGH)
    return (
        _BASE + _CERTAINTY * math.exp(fact.score) + _AGREEMENT * fact.agreement + _LENGTH * length
    )


def _copied(source: str, target: str) -> bool:
    words = _WORD.findall(target.lower())
    known = set(_WORD.findall(source.lower()))
    return len(words) > 2 and sum(word in known for word in words) > 0.6 * len(words)
