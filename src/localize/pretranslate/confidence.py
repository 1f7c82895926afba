"""How much a translator should trust a draft: a band, a score to sort by, and why."""

from __future__ import annotations

from collections.abc import Sequence

from localize.model import Segment
from localize.pretranslate.ladder import Climbed, Rung

HIGH, FAIR = 0.7, 0.4


def assess(
    segment: Segment, target: str, rung: Rung, climbed: Sequence[Climbed]
) -> tuple[str, float, tuple[str, ...]]:
    """(band, score in 0..1, reasons) of a draft."""
    facts = [fact for c in climbed for fact in c.facts]
    reasons: list[str] = [reason for c in climbed for reason in c.reasons]
    if rung is Rung.SOURCE:
        return "low", 0.0, ("source kept: no translation kept the markup", *reasons)
    score = min((max(0.0, 1 + fact.score) for fact in facts), default=1.0)
    if rung is Rung.SPLIT:
        reasons.append("translated piece by piece")
        score *= 0.5
    if facts and target.strip() == segment.text.strip():
        reasons.append("same as the source")
        score *= 0.3
    band = "high" if score >= HIGH else "fair" if score >= FAIR else "low"
    return band, round(score, 3), tuple(dict.fromkeys(reasons))
