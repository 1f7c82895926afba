"""What was worked out of a text once is known until the text, the tool or the configuration changes.

Files in `.localize/known/`, JSON and nothing else: a project may come from anybody. Losing them costs time, no more; one
that cannot be read or written is as if it were not there.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from localize import __version__


class Known:
    """Values by name, each with a mark of what it was worked out of."""

    def __init__(self, folder: Path, *basis: object) -> None:
        """`basis`: everything all values depend on, besides the tool itself."""
        self._folder = os.fspath(folder)
        told = repr((__version__, tool_mark(), basis))
        self._basis = hashlib.sha256(told.encode()).hexdigest()

    def get(self, name: str, mark: str) -> Any:  # noqa: ANN401 (JSON)
        """The value kept under a name, if it was kept with this mark; else None."""
        try:
            with open(self._path(name), "rb") as stream:  # noqa: PTH123 (a hot path)
                found = json.loads(stream.read())
            if found[0] == self._basis and found[1] == mark:
                return found[2]
        except (OSError, ValueError, LookupError, TypeError, RecursionError):
            pass
        return None

    def keep(self, name: str, mark: str, value: object) -> None:
        """Keep a value that JSON can say."""
        path = self._path(name)
        temporary = f"{path}.{os.getpid()}"
        data = json.dumps([self._basis, mark, value], ensure_ascii=False, separators=(",", ":"))
        try:
            try:
                stream = open(temporary, "w", encoding="utf-8")  # noqa: PTH123, SIM115 (see below)
            except FileNotFoundError:
                os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
                stream = open(temporary, "w", encoding="utf-8")  # noqa: PTH123, SIM115
            with stream:
                stream.write(data)
            os.replace(temporary, path)  # noqa: PTH105 (a Path costs more than the write)
        except (OSError, UnicodeEncodeError):
            with suppress(OSError):
                os.unlink(temporary)  # noqa: PTH108 (what a full disk took)

    def _path(self, name: str) -> str:
        return f"{self._folder}/{name}.json"


@lru_cache(maxsize=1)
def tool_mark() -> str:
    """A digest of the program: of the times and sizes of its modules and data, and of the parsers it stands on."""
    seen: list[object] = []
    folders = [os.path.dirname(os.path.dirname(__file__))]  # noqa: PTH120
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    if entry.name != "__pycache__":
                        folders.append(entry.path)
                else:
                    found = entry.stat()
                    seen.append((entry.path, found.st_size, found.st_mtime_ns))
    for name in ("markdown_it", "yaml"):
        spec = find_spec(name)
        if spec and spec.origin:
            found = os.stat(spec.origin)  # noqa: PTH116
            seen.append((spec.origin, found.st_size, found.st_mtime_ns))
    return hashlib.sha256(repr(sorted(map(str, seen))).encode()).hexdigest()
