"""What a served review page shows, and who is told when it changes."""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from localize.errors import LocalizeError
from localize.review.compose import Json, languages, row_data
from localize.review.decisions import Decision
from localize.review.row import ReviewRow


class Outcome(NamedTuple):
    """What became of a decision."""

    applied: bool
    reason: str = ""
    """Why it was not applied."""
    row: ReviewRow | None = None
    """The unit as it is now. Where it is missing, all rows are read again."""


class Message(NamedTuple):
    """An event for the page."""

    event: str
    number: int
    data: object

    def encode(self) -> bytes:
        """As a server-sent event; JSON has no line break, so one `data` line does."""
        text = json.dumps(self.data, ensure_ascii=True, separators=(",", ":"))
        return f"id: {self.number}\nevent: {self.event}\ndata: {text}\n\n".encode()


Subscriber = queue.SimpleQueue[Message | None]


@dataclass(slots=True)
class Board:
    """The rows as last read, their changes by number, and the pages that listen.

    One lock lets `rows` and `apply` run one at a time: the pipeline needs no thread safety.
    """

    rows: Callable[[], Sequence[ReviewRow]]
    apply: Callable[[Decision], Outcome]
    stamp: Callable[[], object]
    source_locale: str
    number: int = 0
    current: Sequence[ReviewRow] = ()
    _data: dict[str, Json] = field(default_factory=dict)
    _made: dict[ReviewRow, Json] = field(default_factory=dict)
    _reading: list[int] = field(default_factory=list)
    _touched: dict[str, int] = field(default_factory=dict)
    """Key -> the number of the change that last touched it, also for rows that are gone."""
    _stamped: object = None
    _problem: str = ""
    _subscribers: set[Subscriber] = field(default_factory=set)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def start(self) -> None:
        """Read the rows for the first time. Raises what `rows` raises."""
        with self._lock:
            self._stamped = self.stamp()
            self._take(self.rows())

    def page_rows(self) -> tuple[Sequence[ReviewRow], int]:
        """The rows and the number of the last change in them."""
        with self._lock:
            return self.current, self.number

    def look(self) -> None:
        """Read the rows again where the stamp is another one; a file that cannot be read is said."""
        with self._lock:
            stamp = self.stamp()
            if stamp == self._stamped:
                return
            # Taken before reading: what is saved meanwhile is read next time.
            self._stamped = stamp
            self._read()

    def decide(self, decision: Decision) -> tuple[Outcome, Json | None]:
        """Apply a decision; with the row's data as they are now, for the page that sent it."""
        key = f"{decision.locale}:{decision.article}:{decision.unit}"
        with self._lock:
            try:
                outcome = self.apply(decision)
            except LocalizeError as error:
                outcome = Outcome(applied=False, reason=str(error))
            if outcome.row is None:
                self._read()
            else:
                fresh = outcome.row
                self._take([fresh if row.key == fresh.key else row for row in self.current])
            return outcome, self._data.get(key)

    def subscribe(self, since: int) -> Subscriber:
        """A queue that begins with what changed after `since`; None in it means good-bye."""
        found: Subscriber = queue.SimpleQueue()
        with self._lock:
            if since != self.number:
                found.put(self._changes([k for k, n in self._touched.items() if n > since]))
            if self._problem:
                found.put(Message("problem", self.number, self._problem))
            self._subscribers.add(found)
        return found

    def unsubscribe(self, subscriber: Subscriber) -> None:
        """The page is gone."""
        with self._lock:
            self._subscribers.discard(subscriber)

    def close(self) -> None:
        """Send the listeners away."""
        with self._lock:
            for subscriber in self._subscribers:
                subscriber.put(None)

    def _read(self) -> None:
        try:
            rows = self.rows()
        except LocalizeError as error:
            self._say(str(error))
            return
        self._say("")
        self._take(rows)

    def _say(self, problem: str) -> None:
        if problem != self._problem:
            self._problem = problem
            self._tell(Message("problem", self.number, problem))

    def _take(self, rows: Sequence[ReviewRow]) -> None:
        self.current = rows
        self._made, reading = row_data(rows, self._made)
        before, self._data = self._data, {str(data["key"]): data for data in self._made.values()}
        moved, self._reading = self._reading != reading, reading
        touched = [key for key, data in self._data.items() if before.get(key) != data]
        touched += [key for key in before if key not in self._data]
        if touched or moved or not self.number:
            self.number += 1
            self._touched.update(dict.fromkeys(touched, self.number))
            self._tell(self._changes(touched))

    def _changes(self, keys: Iterable[str]) -> Message:
        listed = list(keys)
        data = {
            "rows": [self._data[key] for key in listed if key in self._data],
            "gone": [key for key in listed if key not in self._data],
            "order": list(self._data),
            "reading": self._reading,
            "locales": languages(self.current, self.source_locale),
        }
        return Message("rows", self.number, data)

    def _tell(self, message: Message) -> None:
        for subscriber in self._subscribers:
            subscriber.put(message)


def file_stamp(paths: Iterable[Path]) -> tuple[tuple[str, int, int], ...]:
    """Sizes and times of the files that are there: another stamp means that something was saved."""
    found = []
    for path in sorted(paths):
        try:
            status = path.stat()
        except OSError:
            continue
        found.append((str(path), status.st_mtime_ns, status.st_size))
    return tuple(found)
