"""What one command costs: wall time, CPU time of it and everything it started, peak memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """The cost of a command, or of several, one after the other."""

    wall: float = 0.0
    """Seconds."""
    cpu: float = 0.0
    """Seconds, user and system, of all processes."""
    peak: float = 0.0
    """MB of the largest process; with `sample`, of all processes at one moment."""

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            wall=self.wall + other.wall,
            cpu=self.cpu + other.cpu,
            peak=max(self.peak, other.peak),
        )


class CommandError(Exception):
    """A measured command failed, so its time means nothing."""


def run(
    argv: Sequence[str], folder: Path, *, accept: Iterable[int] = (0,), sample: bool = False
) -> Usage:
    """Run a command in `folder` and say what it cost.

    `sample` adds up the memory of all its processes every 20 ms (Linux); as that costs time
    itself, it is for runs whose time is not reported.

    Raises CommandError with the end of what the command wrote if it exits with another status.
    """
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            argv, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
        sampler = _Sampler(process.pid) if sample else None
        _, status, spent = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        peak = sampler.stop() if sampler else 0.0
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in accept:
            output.seek(0)
            said = output.read().decode("utf-8", "replace")[-2000:]
            raise CommandError(f"{' '.join(argv)}: exit {process.returncode}\n{said}")
    unit = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes, Linux kilobytes
    return Usage(
        wall=wall,
        cpu=spent.ru_utime + spent.ru_stime,
        peak=max(peak, spent.ru_maxrss * unit / 1e6),
    )


class _Sampler:
    """Adds up the resident memory of a process and its descendants until told to stop."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._peak = 0.0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> float:
        """The peak so far, in MB."""
        self._done.set()
        self._thread.join()
        return self._peak

    def _watch(self) -> None:
        while not self._done.wait(0.02):
            self._peak = max(self._peak, _tree_memory(self._pid) / 1e6)


def _tree_memory(pid: int) -> int:
    """Bytes that `pid` and its descendants hold, shared pages counted once for each."""
    total = 0
    pending = [pid]
    while pending:
        current = pending.pop()
        base = Path("/proc") / str(current)
        try:
            total += int((base / "statm").read_text().split()[1]) * _PAGE
            for task in (base / "task").iterdir():
                pending += map(int, (task / "children").read_text().split())
        except (FileNotFoundError, ProcessLookupError):
            continue  # it ended meanwhile
    return total
