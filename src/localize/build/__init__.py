"""Catalog and skeleton -> localized articles, their files in a layout, and the manifest.

    choose ─▶ assemble ─▶ decide ─▶ render ─▶ entry ┐
                                                    ├─▶ complete ─▶ manifest ─▶ write
                  (every article on its own)  ──────┘

`choose` says which targets may go out, `assemble` puts them into the article and verifies it, `decide`
says what becomes of it, `render` makes its file, `complete` adds pages and pictures, `manifest` says what
was done, `write` replaces the build folder. `settled` says whether there is any need to.
"""

from __future__ import annotations

from localize.build.complete import complete, settled
from localize.build.decide import choose, decide
from localize.build.manifest import Manifest, Provenance, entry, manifest
from localize.build.model import (
    Acceptance,
    Decision,
    Evidence,
    Options,
    Outcome,
    OutputFile,
    Reason,
)
from localize.build.render import render
from localize.build.write import WriteResult, write

__all__ = [
    "Acceptance",
    "Decision",
    "Evidence",
    "Manifest",
    "Options",
    "Outcome",
    "OutputFile",
    "Provenance",
    "Reason",
    "WriteResult",
    "choose",
    "complete",
    "decide",
    "entry",
    "manifest",
    "render",
    "settled",
    "write",
]
