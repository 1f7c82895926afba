"""Work on many articles, spread over processes where that is worth it."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from localize.errors import WorkError

if TYPE_CHECKING:
    from localize.pipeline.project import Project

T = TypeVar("T")

PARALLEL_FROM = 24
"""Fewer articles than this are not worth starting processes for."""
BATCH = 64
"""Articles that one process has in memory at a time."""

_work: Callable[[Sequence[str]], Any] | None = None
"""What a forked process does; set just before it is forked, so that it need not be pickled."""


def spread(work: Callable[[Sequence[str]], T], paths: Sequence[str], jobs: int = 0) -> Iterator[T]:
    """What `work` makes of the paths, batch by batch, in order. `jobs`: processes, 0 for as many as cores."""
    jobs = jobs or os.cpu_count() or 1
    if jobs == 1 or len(paths) < PARALLEL_FROM or not hasattr(os, "fork"):
        yield from map(work, batches(paths, BATCH))
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    global _work  # noqa: PLW0603 (how a forked process gets what cannot be pickled)
    _work = work
    # Some batches for each process, so that one with long articles does not keep the others waiting.
    size = max(4, min(BATCH, -(-len(paths) // (jobs * 4))))
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_end_with_parent) as pool:
        try:
            yield from pool.map(_call, batches(paths, size))
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


def warm(project: Project, paths: Iterable[str]) -> None:
    """Load what every process is going to need to work on these articles, once, before they are forked."""
    if not project.known(paths):
        import localize.extract.markdown  # noqa: F401
        from localize.checks.risk import risk_tables

        risk_tables(project.config.source_locale)
    # What is loaded now stays: there is no use in looking through it for garbage, in this process or a fork.
    gc.freeze()


def _call(paths: Sequence[str]) -> Any:  # noqa: ANN401 (whatever the work returns)
    assert _work is not None
    return _work(paths)


def batches(items: Sequence[str], size: int) -> Iterable[Sequence[str]]:
    """The items in runs of at most `size`."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
