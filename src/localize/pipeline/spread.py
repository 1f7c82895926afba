"""Work on many articles, spread over processes where that is worth it."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from localize.errors import WorkError

T = TypeVar("T")

PARALLEL_FROM = 24
"""Fewer articles than this are not worth starting processes for."""
BATCH = 64
"""Articles that one process has in memory at a time."""

_work: Callable[[Sequence[str]], Any] | None = None
"""What a forked process does; set just before it is forked, so that it need not be pickled."""


def spread(work: Callable[[Sequence[str]], T], paths: Sequence[str], jobs: int = 0) -> Iterator[T]:
    """What `work` makes of the paths, batch by batch, in order. `jobs`: processes, 0 for as many as cores.

    The first path is worked on before other processes are forked: so they begin with all that it took to be loaded.
    """
    jobs = jobs or os.cpu_count() or 1
    if jobs == 1 or len(paths) < PARALLEL_FROM or not hasattr(os, "fork"):
        yield from map(work, batches(paths, BATCH))
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    yield work(paths[:1])
    # What is loaded now stays: there is no use in looking through it for garbage, in this process or a fork.
    gc.freeze()
    rest = paths[1:]
    global _work  # noqa: PLW0603 (how a forked process gets what cannot be pickled)
    _work = work
    # Some batches for each process, so that one with long articles does not keep the others waiting.
    size = max(4, min(BATCH, -(-len(rest) // (jobs * 4))))
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_end_with_parent) as pool:
        try:
            yield from pool.map(_call, batches(rest, size))
        except BrokenProcessPool as error:
            raise WorkError(
                "a process that worked on the articles was ended from outside",
                remedy="Is memory short? Run the same command with --jobs 1; what was finished is saved.",
            ) from error
    _work = None


def _end_with_parent() -> None:
    """Ends this process when the one that forked it is gone: killed, it can no longer say that there is no more work."""
    import multiprocessing
    import threading

    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _call(paths: Sequence[str]) -> Any:  # noqa: ANN401 (whatever the work returns)
    assert _work is not None
    return _work(paths)


def batches(items: Sequence[str], size: int) -> Iterable[Sequence[str]]:
    """The items in runs of at most `size`."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
