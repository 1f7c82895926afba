"""A table of what a sync drafted, kept and protected: SYNC.json and the PO file it wrote."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import polib


def main(report: str, catalog: str) -> None:
    """Print the table."""
    [row] = json.loads(Path(report).read_text("utf-8"))["articles"]
    entries = [entry for entry in polib.pofile(catalog) if not entry.obsolete]
    bands = {"high": 0, "fair": 0, "low": 0}
    keep, kept, terms, found = 0, 0, 0, 0
    for entry in entries:
        for line in entry.comment.splitlines():
            if band := re.match(r"Draft: .* confidence (\w+)", line):
                bands[band[1]] += 1
            elif term := re.match(r"Glossary: (.+?): keep as it is", line):
                keep += 1
                kept += entry.msgstr.count(term[1]) >= entry.msgid.count(term[1])
            elif term := re.match(r"Glossary: .+? → (.+?)(?: \(.*\))?$", line):
                forms = term[1].casefold().split(" | ")
                terms += 1
                found += any(form in entry.msgstr.casefold() for form in forms)
    rows = [
        (
            "drafted",
            f"{row['drafted']} of {row['units']} units; confidence: "
            + ", ".join(f"{number} {band}" for band, number in bands.items()),
        ),
        ("kept", f"{kept} of {keep} terms that the glossary wants as they are"),
        (
            "translated",
            f"{found} of {terms} glossary terms, by a form the glossary has (inflected ones not counted)",
        ),
        ("protected", f"{row['protected']} pieces: numbers with units, links, code, names"),
    ]
    for name, text in rows:
        print(f"  {name:12}{text}")


if __name__ == "__main__":
    main(*sys.argv[1:])
