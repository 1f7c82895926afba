"""Engines: what turns sentences into sentences."""

from localize.pretranslate.engines.base import (
    Engine,
    Hypothesis,
    Output,
    Progress,
    Request,
    Verdict,
    Word,
)
from localize.pretranslate.engines.loading import load_engine

__all__ = [
    "Engine",
    "Hypothesis",
    "Output",
    "Progress",
    "Request",
    "Verdict",
    "Word",
    "load_engine",
]
