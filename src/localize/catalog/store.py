"""What the tool knows about a catalog besides the PO file: `.localize/units/<locale>/<article>.json`.

What the machine wrote last, unit by unit, and what was seen at the last sync. One small file per
article and locale, so that memory does not grow with the number of articles and several
processes never write the same one. All of it may be lost at any time: then every fuzzy text
counts as a person's unless the ledger says that the machine wrote it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from localize.catalog import files
from localize.model import Draft

VERSION = 1


class Record(NamedTuple):
    """What is remembered about one article in one locale."""

    drafts: Mapping[str, Draft] = {}
    """By unit: what the machine wrote last."""
    before: Mapping[str, str] = {}
    """By unit: what it had written before that, until the next write. A process that dies between
    the two files leaves the one or the other in the PO file, and both are the machine's."""
    seen: Mapping[str, tuple[str, str]] = {}
    """By unit: state and short target hash that the ledger knows about."""
    journaled: str = ""
    """SHA-256 of the PO file that the journal has last."""

    def wrote(self, unit: str, text: str) -> bool:
        """Say whether this is, to the character, what the machine wrote last for the unit."""
        draft = self.drafts.get(unit)
        return (draft is not None and draft.text == text) or self.before.get(unit) == text


def path(state: Path, article: str, locale: str) -> Path:
    """Where the record of an article is kept. `article`: its path without suffix."""
    return Path(f"{state}/units/{locale}/{article}.json")


def load(where: Path) -> Record:
    """Read a record; an absent or damaged one is an empty one."""
    data = files.read(where)
    if data is None:
        return Record()
    try:
        raw = json.loads(data)
        if raw["version"] != VERSION:
            return Record()
        return Record(
            drafts={unit: _draft(values) for unit, values in raw["drafts"].items()},
            before=dict(raw["before"]),
            seen={unit: (str(state), str(short)) for unit, (state, short) in raw["seen"].items()},
            journaled=str(raw["journaled"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return Record()


def save(where: Path, record: Record) -> None:
    """Write a record. Raises WriteError."""
    files.write_cache(where, dumped(record))


def dumped(record: Record) -> bytes:
    """The bytes of a record."""
    return json.dumps(
        {
            "version": VERSION,
            "journaled": record.journaled,
            "before": record.before,
            "seen": record.seen,
            "drafts": {unit: _values(draft) for unit, draft in record.drafts.items()},
        },
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode("utf-8", "surrogatepass")


def _values(draft: Draft) -> tuple[object, ...]:
    return (
        draft.text,
        draft.engine,
        draft.model,
        draft.band,
        draft.reasons,
        draft.rung,
        draft.score,
        draft.protected,
    )


def _draft(values: list[object]) -> Draft:
    text, engine, model, band, reasons, rung, score, protected = values
    assert isinstance(reasons, list)
    return Draft(
        text=str(text),
        engine=str(engine),
        model=str(model),
        band=str(band),
        reasons=tuple(str(reason) for reason in reasons),
        rung=str(rung),
        score=score if isinstance(score, float) else None,
        protected=protected if isinstance(protected, int) else 0,
    )
