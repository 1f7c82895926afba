"""Argos Translate's own loop over paragraphs, timed: started by translate.py in a process of its own.

    python argos_loop.py PACKAGE_FOLDER < paragraphs.json > result.json

Where stanza and minisbd are not installed (they bring torch and onnxruntime), empty stand-ins take their
place and sentencex splits the sentences, which is faster than either: what is timed is argostranslate's loop.
"""

from __future__ import annotations

import json
import os
import sys
import time
import types
from pathlib import Path


def stand_in() -> list[str]:
    """Modules that argostranslate imports and this run can do without; the names of those not installed."""
    missing = []
    for name in ("stanza", "minisbd"):
        try:
            __import__(name)
        except ImportError:
            missing.append(name)
            module = types.ModuleType(name)
            module.SBDetect = None  # type: ignore[attr-defined]
            module.models = types.SimpleNamespace(  # type: ignore[attr-defined]
                cache_dir="", list_models=lambda: ["en"]
            )
            sys.modules[name] = module
    return missing


class Sentences:
    """What argostranslate asks of a sentence splitter."""

    def split_sentences(self, text: str) -> list[str]:
        import sentencex

        return [s.strip() for s in sentencex.segment("en", text) if s.strip()]


def main() -> None:
    missing = stand_in()
    os.environ.setdefault("ARGOS_BEAM_SIZE", "2")
    paragraphs = json.load(sys.stdin)
    from argostranslate import package, translate

    found = package.Package(Path(sys.argv[1]))
    source = translate.Language(found.from_code, found.from_name)
    target = translate.Language(found.to_code, found.to_name)
    translation = translate.PackageTranslation(source, target, found)
    if missing:
        translation.sentencizer = Sentences()
    translation.translate("Ready.")
    started, spent = time.perf_counter(), time.process_time()
    texts = [translation.translate(paragraph) for paragraph in paragraphs]
    result = {
        "seconds": time.perf_counter() - started,
        "cpu": time.process_time() - spent,
        "texts": texts,
        "stand_ins": missing,
    }
    json.dump(result, sys.stdout)


main()
