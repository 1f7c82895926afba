"""Every command and where it stands. One that is run is the only one loaded: a command line is asked often."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

HOMES = {
    "build": "build",
    "check": "check",
    "doctor": "doctor",
    "export": "exchange",
    "glossary": "glossary",
    "history": "looking_back",
    "import": "exchange",
    "init": "init",
    "models": "models",
    "recover": "looking_back",
    "review": "review",
    "serve": "serve",
    "status": "status",
    "sync": "sync",
    "tm": "exchange",
}
"""Command -> the module here that registers it when it is imported."""


def register(arguments: Sequence[str] = ()) -> None:
    """Register the command that the arguments begin with; all of them where they begin with none."""
    home = HOMES.get(arguments[0]) if arguments else None
    for name in (home,) if home else sorted(set(HOMES.values())):
        import_module(f"localize.cli.{name}")
