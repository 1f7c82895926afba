from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

HERE = Path(__file__).parent / "articles"


def _corpus() -> Path | None:
    """A folder with CommonMark's examples; not ours to ship, so it may be missing."""
    named = os.environ.get("LOCALIZE_CORPUS")
    folder = Path(named) if named else Path(__file__).parents[3] / "shared" / "corpus"
    return folder if folder.is_dir() else None


@pytest.fixture(scope="session")
def commonmark() -> list[tuple[str, bytes]]:
    folder = _corpus()
    if folder is None:
        pytest.skip(
            "no CommonMark examples: set LOCALIZE_CORPUS to a folder with commonmark-*.json"
        )
    [path] = sorted(folder.glob("commonmark-*.json"))
    examples = json.loads(path.read_text())
    return [(f"{e['example']:03}.md", e["markdown"].encode()) for e in examples]


@pytest.fixture(scope="session")
def articles() -> list[tuple[str, bytes]]:
    own = [(p.name, p.read_bytes()) for p in sorted(HERE.iterdir())]
    project = sorted((Path(__file__).parents[2] / "source").rglob("*"))
    return own + [(p.name, p.read_bytes()) for p in project if p.suffix in (".md", ".mdx", ".txt")]
