"""What engines once said, kept in `.localize/drafts.sqlite3`: memory of sentences.

An interrupted run resumes, an unchanged one starts no engine. A key is the engine's fingerprint and the whole request: what the glossary demands of a sentence is part of its
requests, so that a changed entry asks anew only for the sentences it touches. It is a cache: damaged, it is
thrown away.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Self

from localize.pretranslate.engines.base import (
    Hypothesis,
    Opinion,
    Output,
    Request,
    Verdict,
    Word,
)

NAME = "drafts.sqlite3"
_VERSION = 3
_KEEP_DAYS = 400
_DAY = 86_400


class Store:
    """Outputs by engine and request; a context manager."""

    def __init__(self, folder: Path | None) -> None:
        """Open the store in `folder`; None keeps it in memory."""
        self._path = folder / NAME if folder is not None else None
        self._connection: sqlite3.Connection | None = None
        self._today = int(time.time()) // _DAY

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _open(self) -> sqlite3.Connection:
        if self._connection is not None:
            return self._connection
        try:
            self._connection = self._connect(self._path)
        except (sqlite3.Error, OSError):
            try:
                if self._path is not None:
                    self._path.unlink(missing_ok=True)
                self._connection = self._connect(self._path)
            except (sqlite3.Error, OSError):
                # Unwritable: do without, the drafts matter more.
                self._connection = self._connect(None)
        return self._connection

    def _connect(self, path: Path | None) -> sqlite3.Connection:
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(":memory:" if path is None else path, timeout=30)
        try:
            if connection.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
                connection.executescript(
                    f"DROP TABLE IF EXISTS outputs; DROP TABLE IF EXISTS verdicts;"
                    f"CREATE TABLE outputs(key BLOB PRIMARY KEY, value TEXT NOT NULL, day INTEGER NOT NULL) WITHOUT ROWID;"
                    f"CREATE TABLE verdicts(fingerprint TEXT PRIMARY KEY, value TEXT NOT NULL);"
                    f"PRAGMA user_version={_VERSION};"
                )
            connection.execute("SELECT count(*) FROM verdicts").fetchone()
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def get(
        self, fingerprint: str, n_best: int, requests: Sequence[Request]
    ) -> dict[Request, Output]:
        """What is known of the requests."""
        keys = {_key(fingerprint, n_best, request): request for request in requests}
        try:
            return {keys[key]: _output(value) for key, value in self._values(list(keys))}
        except (sqlite3.Error, ValueError, TypeError, IndexError):
            return {}

    def put(self, fingerprint: str, n_best: int, outputs: Iterable[tuple[Request, Output]]) -> None:
        """Remember outputs."""
        self._remember((_key(fingerprint, n_best, r), _written(o)) for r, o in outputs)

    def opinions(
        self, fingerprint: str, pairs: Sequence[tuple[str, str]]
    ) -> dict[tuple[str, str], Opinion]:
        """What the engine is known to think of (source, target) pairs."""
        keys = {_hashed(fingerprint, "pair", *pair): pair for pair in pairs}
        try:
            known = {}
            for key, value in self._values(list(keys)):
                score, *doubted = json.loads(value)
                known[keys[key]] = Opinion(float(score), tuple(map(str, doubted)))
        except (sqlite3.Error, ValueError, TypeError):
            return {}
        return known

    def put_opinions(
        self, fingerprint: str, opinions: Iterable[tuple[tuple[str, str], Opinion]]
    ) -> None:
        """Remember what the engine thinks of pairs."""
        self._remember(
            (
                _hashed(fingerprint, "pair", *pair),
                json.dumps([round(found.score, 4), *found.doubted], ensure_ascii=False),
            )
            for pair, found in opinions
        )

    def _values(self, keys: Sequence[bytes]) -> Iterator[tuple[bytes, str]]:
        connection = self._open()
        for low in range(0, len(keys), 500):
            chunk = keys[low : low + 500]
            marks = ",".join("?" * len(chunk))
            query = f"SELECT key, value FROM outputs WHERE key IN ({marks})"  # noqa: S608 (question marks only)
            yield from connection.execute(query, chunk)

    def _remember(self, values: Iterable[tuple[bytes, str]]) -> None:
        rows = [(key, value, self._today) for key, value in values]
        connection = self._open()
        try:
            with connection:
                connection.executemany("INSERT OR REPLACE INTO outputs VALUES (?, ?, ?)", rows)
                connection.execute("DELETE FROM outputs WHERE day < ?", (self._today - _KEEP_DAYS,))
        except sqlite3.Error:
            # A full disk or a locked file costs speed at the next run, not this run's work.
            return

    def verdict(self, fingerprint: str) -> Verdict | None:
        """What probing the engine showed, if it was probed."""
        try:
            row = (
                self._open()
                .execute("SELECT value FROM verdicts WHERE fingerprint = ?", (fingerprint,))
                .fetchone()
            )
            if row is None:
                return None
            data = json.loads(row[0])
            return Verdict(
                tuple(data["styles"]),
                attention=bool(data["attention"]),
                spelling=bool(data["spelling"]),
            )
        except (sqlite3.Error, ValueError, KeyError, TypeError):
            return None

    def put_verdict(self, fingerprint: str, verdict: Verdict) -> None:
        """Remember what probing showed."""
        value = json.dumps(
            {
                "styles": verdict.styles,
                "attention": verdict.attention,
                "spelling": verdict.spelling,
            }
        )
        connection = self._open()
        try:
            with connection:
                connection.execute(
                    "INSERT OR REPLACE INTO verdicts VALUES (?, ?)", (fingerprint, value)
                )
        except sqlite3.Error:
            return


def _key(fingerprint: str, n_best: int, request: Request) -> bytes:
    wish = f"{n_best} aligned" if request.aligned else str(n_best)
    return _hashed(fingerprint, wish, request.text, request.prefix, *request.suppress)


def _hashed(*parts: str) -> bytes:
    return hashlib.blake2b(
        "\x00".join(parts).encode("utf-8", "surrogatepass"), digest_size=16
    ).digest()


def _written(output: Output) -> str:
    return json.dumps(
        [
            [
                h.text,
                round(h.score, 4),
                [[w.start, w.end, w.sources] for w in h.words],
                h.odd,
            ]
            for h in output.hypotheses
        ],
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _output(value: str) -> Output:
    return Output(
        tuple(
            Hypothesis(
                text,
                score,
                tuple(
                    Word(s, e, tuple((i, share) for i, share in sources)) for s, e, sources in words
                ),
                tuple(odd),
            )
            for text, score, words, odd in json.loads(value)
        )
    )
