"""How fast glossaries are loaded and their terms found: by size of the glossary.

    python benchmarks/terms.py [ARTICLE.md]

The article's paragraphs (of the project's first article without one) are matched again and again
until they make a megabyte, against glossaries of made-up terms beside the project's own.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path

from localize.terms import TermBase

SIZES = (100, 1_000, 10_000, 100_000)
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def glossary(size: int, own: Path) -> str:
    """The project's rows and made-up ones, `size` in all."""
    random.seed(size)
    words = ["".join(random.choices(LETTERS, k=random.randint(4, 12))) for _ in range(20_000)]
    rows: dict[str, str] = {}
    for number, line in enumerate(own.read_text(encoding="utf-8").splitlines()[1:]):
        if number < size // 2:
            term = line.split(",")[0]
            rows.setdefault(term.casefold(), f"{term},keep,nocase,")
    while len(rows) < size:
        term = " ".join(random.choices(words, k=random.randint(1, 3)))
        rows.setdefault(term, f"{term},translate,nocase,{term[::-1]}")
    return "\n".join(["term,treatment,match,es", *rows.values(), ""])


def main() -> None:
    """Print one line for each size."""
    root = Path(__file__).parent.parent
    article = Path(sys.argv[1]) if sys.argv[1:] else min((root / "source").rglob("*.md"))
    paragraphs = article.read_text(encoding="utf-8").replace("\n", " ").split("  ")
    texts = paragraphs * (1_000_000 // sum(map(len, paragraphs)) + 1)
    size = sum(map(len, texts))
    print(f"{'entries':>8} {'load':>9} {'index':>9} {'match':>12} {'hits':>8}")
    for entries in SIZES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "glossary"
            folder.mkdir()
            (folder / "g.csv").write_text(
                glossary(entries, root / "glossary" / "medical.csv"), encoding="utf-8"
            )
            start = time.process_time()
            terms = TermBase.load(folder)
            loaded = time.process_time()
            terms.match("a")
            indexed = time.process_time()
            hits = sum(len(terms.match(text)) for text in texts)
            matched = time.process_time()
        speed = size / 1e6 / (matched - indexed)
        print(
            f"{entries:>8,} {(loaded - start) * 1e3:>6.1f} ms {(indexed - loaded) * 1e3:>6.1f} ms"
            f" {speed:>7.2f} MB/s {hits:>8,}"
        )


if __name__ == "__main__":
    main()
