"""What could hurt someone in a translation, and what a reader would stumble over."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from localize.checks.base import Check, Pair, Problem, Scope
    from localize.checks.engine import run
    from localize.checks.ignore import Ignores, paste_line, seal
    from localize.checks.registry import REGISTRY
    from localize.checks.risk import RISKS, risks

__all__ = [
    "REGISTRY",
    "RISKS",
    "Check",
    "Ignores",
    "Pair",
    "Problem",
    "Scope",
    "paste_line",
    "risks",
    "run",
    "seal",
]

_HOMES = {
    "REGISTRY": "registry",
    "RISKS": "risk",
    "Check": "base",
    "Ignores": "ignore",
    "Pair": "base",
    "Problem": "base",
    "Scope": "base",
    "paste_line": "ignore",
    "risks": "risk",
    "run": "engine",
    "seal": "ignore",
}


def __getattr__(name: str) -> object:
    """Loaded when asked for: who asks for risk classes needs none of the rules."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    return found
