"""Work in several processes: it ends with the one that asked for it, and says when it was ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence

import pytest

from localize.errors import WorkError
from localize.pipeline.spread import PARALLEL_FROM, spread

PATHS = [f"{number}.md" for number in range(PARALLEL_FROM)]

FOREVER = """
import os, time
from localize.pipeline.spread import spread
def work(paths):
    if "0" in paths:
        return  # done before there are other processes
    os.write(1, b"at work\\n")  # in one piece: both write to one pipe
    time.sleep(3600)
list(spread(work, [str(n) for n in range(24)], 2))
"""


def test_processes_end_with_the_one_that_was_killed() -> None:
    parent = subprocess.Popen([sys.executable, "-c", FOREVER], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    assert [parent.stdout.readline() for _ in range(2)] == ["at work\n"] * 2
    parent.send_signal(signal.SIGKILL)
    # Both processes hold the other end of this pipe: it ends when they do.
    assert parent.communicate(timeout=60)[0] == ""


def test_a_process_ended_from_outside_is_told() -> None:
    def dies(paths: Sequence[str]) -> None:
        if PATHS[0] not in paths:
            os._exit(9)

    with pytest.raises(WorkError, match="ended from outside"):
        list(spread(dies, PATHS, 2))
