"""Engines: what turns sentences into sentences."""

from localize.pretranslate.engines.base import (
    Engine,
    Hypothesis,
    Opinion,
    Output,
    Progress,
    Request,
    Verdict,
    Word,
)
from localize.pretranslate.engines.loading import load_engine, load_reverse

__all__ = [
    "Engine",
    "Hypothesis",
    "Opinion",
    "Output",
    "Progress",
    "Request",
    "Verdict",
    "Word",
    "load_engine",
    "load_reverse",
]
