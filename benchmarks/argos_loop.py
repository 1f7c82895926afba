"""Argos Translate's own API over paragraphs, timed: started by translate.py in a process of its own.

    python argos_loop.py PACKAGE_FOLDER < paragraphs.json > result.json

With a Python that has all of argostranslate (`pip install argostranslate`: torch, stanza, spacy) nothing is
replaced: the package is installed into a folder of its own, with a rule-based spaCy pipeline as the sentence splitter it
brings along: of the three kinds argostranslate knows the fastest, and the only one that downloads nothing.
Without them, stand-ins take the place of the modules that are missing and sentencex splits the sentences: what is timed
is then argostranslate's loop.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
import types
from pathlib import Path
from typing import Any


def stand_in() -> list[str]:
    """Put empty modules where argostranslate imports what is not installed; their names."""
    missing = []
    for name in ("stanza", "minisbd", "spacy"):
        try:
            __import__(name)
        except ImportError:
            missing.append(name)
            if name == "spacy":
                continue
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


def installed(package: Path, home: Path) -> Any:
    """The translation of a package, through argostranslate's own listing of what is installed."""
    import spacy

    codes = json.loads((package / "metadata.json").read_text(encoding="utf-8"))
    place = home / "packages" / "measured"
    shutil.copytree(package, place)
    pipeline = spacy.blank(codes["from_code"])
    pipeline.to_disk(place / "spacy")
    # Asked for at import, never loaded; without it a model would be downloaded.
    cache = home / "cache" / "argos-translate" / "spacy"
    cache.parent.mkdir(parents=True)
    pipeline.to_disk(cache)
    (cache / "senter").mkdir()
    (cache / "senter" / "model").touch()
    os.environ |= {
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "ARGOS_PACKAGES_DIR": str(home / "packages"),
        "ARGOS_CHUNK_TYPE": "SPACY",
    }
    from argostranslate import translate

    return translate.get_translation_from_codes(codes["from_code"], codes["to_code"])


def looped(folder: Path) -> Any:
    """The translation of a package, with a stand-in for the splitter."""
    from argostranslate import package, translate

    found = package.Package(folder)
    source = translate.Language(found.from_code, found.from_name)
    target = translate.Language(found.to_code, found.to_name)
    translation = translate.PackageTranslation(source, target, found)
    translation.sentencizer = Sentences()
    return translation


def main() -> None:
    missing = stand_in()
    os.environ.setdefault("ARGOS_BEAM_SIZE", "2")
    paragraphs = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as home:
        package = Path(sys.argv[1])
        translation = looped(package) if missing else installed(package, Path(home))
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
