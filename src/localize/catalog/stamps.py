"""Which PO files are known to be unchanged, by their size and times: `.localize/stamps.json`."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from localize.catalog import files
from localize.model import Counts, State

_COARSE = 2_000_000_000
_FINE = 20_000_000
"""How old, in ns, a file must be before its time proves anything: a file system's clock ticks
every 4 to 10 ms, or every 2 s where times have no fractions."""


class Stamp(NamedTuple):
    """What tells one state of a file from another without opening it."""

    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int

    @classmethod
    def of(cls, path: Path) -> Stamp | None:
        """The stamp of a file, None where there is none."""
        try:
            found = os.stat(path)  # noqa: PTH116 (hot path)
        except OSError:
            return None
        return cls(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)

    def settled(self, now_ns: int) -> bool:
        """Say whether a later change would be sure to get another time."""
        needed = _FINE if self.mtime_ns % 1_000_000_000 else _COARSE
        return now_ns - self.mtime_ns > needed


class Stamps:
    """Read when first asked, written by `save` if something was put in."""

    def __init__(self, path: Path, clock: Callable[[], dt.datetime]) -> None:
        self._path = path
        self._clock = clock
        self._known: dict[str, list[object]] | None = None
        self._new = False

    def known(self, article: str, locale: str, fingerprint: str, catalog: Path) -> Counts | None:
        """The counts noted for an article, if its fingerprint and file are what they were."""
        noted = self._load().get(f"{locale}/{article}")
        if noted is None or noted[0] != fingerprint:
            return None
        stamp = Stamp.of(catalog)
        if stamp is None or list(stamp) != noted[1]:
            return None
        counts = noted[2]
        assert isinstance(counts, dict)
        return Counts(by_state={State(state): int(number) for state, number in counts.items()})

    def put(
        self, article: str, locale: str, fingerprint: str, stamp: Stamp, counts: Counts
    ) -> None:
        """Note a file as it is now."""
        self._load()[f"{locale}/{article}"] = [
            fingerprint,
            list(stamp),
            {str(state): number for state, number in counts.by_state.items()},
        ]
        self._new = True

    def save(self) -> None:
        """Write what was put in, once no file is younger than its file system's clock can tell."""
        import time

        if not self._new or self._known is None:
            return
        youngest = max((_mtime(noted) for noted in self._known.values()), default=0)
        wait = youngest + _FINE - time.time_ns()
        if 0 < wait <= _FINE:
            time.sleep(wait / 1e9)
        now = time.time_ns()
        sure = {
            key: noted
            for key, noted in self._known.items()
            if Stamp(*noted[1]).settled(now)  # type: ignore[misc]
        }
        data = json.dumps({"version": 1, "files": sure}, separators=(",", ":"))
        files.write_cache(self._path, data.encode("utf-8"))
        self._new = False

    def _load(self) -> dict[str, list[object]]:
        if self._known is None:
            self._known = {}
            try:
                raw = json.loads(files.read(self._path) or b"{}")
                if raw.get("version") == 1:
                    self._known = {str(key): list(noted) for key, noted in raw["files"].items()}
            except (ValueError, KeyError, TypeError, AttributeError):
                self._known = {}
        return self._known


def _mtime(noted: list[object]) -> int:
    stamp = noted[1]
    assert isinstance(stamp, list)
    return int(stamp[1])
