"""What a sync saw last, so that the next one need not look again.

An article in a locale is up to date when nothing it depends on changed: the source file, the PO file and the template
(by size and time), the configuration, the glossary, the engine asked for, the tool. Losing the file costs time, no more.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from localize import __version__

Stat = tuple[int, int, int, int]
"""Size in bytes, times of change of content and inode in nanoseconds, the inode."""


def _tick() -> float:
    """Seconds that the clock of a file system may stand still: a file younger than this could change and keep its times.

    Linux stamps files by its coarse clock, and says how coarse that is: 1 to 10 ms.
    """
    if sys.platform != "linux":
        return 0.02
    return 2 * time.clock_getres(_CLOCK_REALTIME_COARSE)


_CLOCK_REALTIME_COARSE = 5
"""linux/time.h; Python has no name for it."""


def stat(path: str | Path) -> Stat | None:
    """Of a file; None where there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 (a hot path: Path.stat costs twice as much)
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


class Stamps:
    """Kept in `.localize/stamps.json`. Articles by `locale/path`, each with what it was seen with."""

    def __init__(self, path: Path, basis: str, glossary: str = "") -> None:
        """`basis` is a digest of everything all articles depend on, `glossary` one of the glossary alone."""
        self._path = path
        self._glossary = glossary
        self._glossaries: dict[str, str] = {}
        self._seen: dict[str, list[object]] = {}
        self._changed = False
        self._read = stat(path)
        self._newest = 0
        self._basis = f"{__version__} {basis}"
        try:
            data = json.loads(path.read_bytes())
        except (OSError, ValueError, RecursionError):
            return
        if isinstance(data, dict):
            self._glossaries = data.get("glossaries", {})
            if data.get("basis") == self._basis:
                self._seen = data.get("seen", {})

    def fresh(self, key: str, *stats: Stat | None) -> Mapping[str, int] | None:
        """The counts by state of an article seen with just these files; None where anything differs."""
        known = self._seen.get(key)
        if known is None or None in stats or known[0] != [list(s) for s in stats if s]:
            return None
        counts = known[1]
        return counts if isinstance(counts, dict) else None

    def outrun(self) -> bool:
        """Has another process written them since they were read?"""
        return stat(self._path) != self._read

    def outdated(self, key: str) -> bool:
        """Was the article last brought up to date with another glossary?"""
        return self._glossaries.get(key, self._glossary) != self._glossary

    def set(self, key: str, counts: Mapping[str, int], *stats: Stat | None) -> None:
        """The article is up to date with these files now."""
        if None in stats:
            self.forget(key)
            return
        self._seen[key] = [[list(s) for s in stats if s], dict(counts)]
        self._glossaries[key] = self._glossary
        self._newest = max(self._newest, *(s[1] for s in stats if s))
        self._changed = True

    def forget(self, key: str) -> None:
        """The article has to be looked at again."""
        self._changed |= self._seen.pop(key, None) is not None

    def save(self) -> None:
        """Write them down. A cache that cannot be written is no error."""
        if not self._changed:
            return
        age = (time.time_ns() - self._newest) / 1e9
        tick = _tick()
        if age < tick:
            time.sleep(min(tick, tick - age))
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            temporary = self._path.with_suffix(f".{os.getpid()}.tmp")
            temporary.write_text(
                json.dumps(
                    {"basis": self._basis, "seen": self._seen, "glossaries": self._glossaries}
                )
            )
            temporary.replace(self._path)
