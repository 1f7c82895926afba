"""The command line: arguments, printing and exit codes, nothing else.

Each command is a module that imports the pipeline when it runs, so that `--help` stays light.
"""

from __future__ import annotations

from localize.cli.app import main

__all__ = ["main"]
