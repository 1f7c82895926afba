"""The command line: arguments, printing and exit codes, nothing else.

Each command is a module that imports the pipeline when it runs, so that `--help` stays light.
"""

from __future__ import annotations

import gc
import sys

__all__ = ["main"]


def main() -> None:
    """Run the command line; never returns."""
    # Most of what a command loads stays: looking through it for garbage is time lost, at the end too.
    gc.set_threshold(50_000)
    try:
        from localize.cli.app import run

        run()
    except KeyboardInterrupt:  # also while the libraries are loaded
        sys.stderr.write("localize: interrupted; what was finished is saved\n")
        raise SystemExit(130) from None
    finally:
        gc.freeze()
