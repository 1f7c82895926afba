"""How a draft is told to the translator in a `#.` line, and read back from there.

The line is all that a fresh clone has of the engine's confidence, so it must say everything that
the comments are composed of: a second `sync` there writes the same line.
"""

from __future__ import annotations

from localize.catalog.comments import parse
from localize.catalog.syntax import Entry
from localize.model import Draft
from localize.regex import regex

_NOTE = regex(r"Draft: ([^\s,:]+)(?: ([^,:]+))?(?:, confidence (\w+))?(?:: (.*))?")


def draft_note(draft: Draft) -> str:
    """The comment line about a draft.

    >>> draft_note(Draft(text="x", engine="argos", model="en_es 0.1", band="fair", reasons=("long",)))
    'Draft: argos en_es 0.1, confidence fair: long'
    """
    origin = f"{draft.engine} {draft.model}".strip()
    band = f", confidence {draft.band}" if draft.band else ""
    reasons = f": {'; '.join(draft.reasons)}" if draft.reasons else ""
    return f"Draft: {origin}{band}{reasons}"


def parse_note(line: str, text: str = "") -> Draft | None:
    """The draft that a comment line is about, or None.

    >>> parse_note("Draft: argos en_es 0.1, confidence fair: long; rare").reasons
    ('long', 'rare')
    """
    found = _NOTE.fullmatch(line)
    if not found:
        return None
    engine, model, band, reasons = found.groups()
    return Draft(
        text=text,
        engine=engine,
        model=model or "",
        band=band or "",
        reasons=tuple(reasons.split("; ")) if reasons else (),
    )


def of_entry(entry: Entry, text: str) -> Draft | None:
    """The draft that an entry's comments tell of."""
    if "Draft: " not in entry.comments:
        return None
    for line in parse(entry.comments).of("#."):
        if draft := parse_note(line, text):
            return draft
    return None
