"""What could hurt someone in a translation, and what a reader would stumble over."""

from localize.checks.base import Check, Pair, Problem, Scope
from localize.checks.cross import cross
from localize.checks.engine import run
from localize.checks.ignore import paste_line, seal
from localize.checks.registry import REGISTRY
from localize.checks.risk import RISKS, risks

__all__ = [
    "REGISTRY",
    "RISKS",
    "Check",
    "Pair",
    "Problem",
    "Scope",
    "cross",
    "paste_line",
    "risks",
    "run",
    "seal",
]
