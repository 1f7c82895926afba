"""The served page: who gets in, what is applied, who is told."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from localize.errors import CatalogError, LockError, Place, WorkError
from localize.model import State, digest
from localize.review import (
    Decision,
    Outcome,
    ReviewRow,
    ReviewServer,
    Site,
    file_stamp,
    refusal,
    serve,
)
from localize.review.board import Board, Message

from .conftest import make_row, sample_rows


@dataclass
class Desk:
    """Stands in for the pipeline: rows that can be decided about and edited."""

    rows: list[ReviewRow] = field(default_factory=lambda: list(sample_rows()))
    stamp: int = 0
    broken: str = ""
    applied: list[Decision] = field(default_factory=list)
    hand_back: bool = True
    busy: threading.Lock = field(default_factory=threading.Lock)

    def read(self) -> list[ReviewRow]:
        if self.broken:
            raise CatalogError(self.broken, place=Place(file="a.po", line=3))
        return list(self.rows)

    def edit(self, index: int, target: str) -> None:
        row = self.rows[index]
        self.rows[index] = row._replace(unit=row.unit._replace(target=target, state=State.EDITED))
        self.stamp += 1

    def apply(self, decision: Decision) -> Outcome:
        with self.busy:
            return self._apply(decision)

    def _apply(self, decision: Decision) -> Outcome:
        if decision.comment == "locked":
            raise LockError("another process holds the project")
        for index, row in enumerate(self.rows):
            unit = row.unit
            if (unit.id, row.article, unit.locale) == (
                decision.unit,
                decision.article,
                decision.locale,
            ):
                if reason := refusal(decision, unit):
                    return Outcome(applied=False, reason=reason, row=row)
                self.applied.append(decision)
                self.rows[index] = fresh = row._replace(
                    unit=unit._replace(target=decision.target, state=decision.state(unit.state)),
                )
                return Outcome(applied=True, row=fresh if self.hand_back else None)
        return Outcome(applied=False, reason="the article no longer has this text")


def decision_of(
    row: ReviewRow, action: str = "accept", target: str | None = None, **more: str
) -> dict[str, str]:
    return {
        "unit": row.unit.id,
        "article": row.article,
        "locale": row.unit.locale,
        "source_sha256": digest(row.unit.segment.text),
        "target_sha256": digest(row.unit.target),
        "action": action,
        "target": row.unit.target if target is None else target,
        **more,
    }


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def server(desk: Desk) -> Iterator[ReviewServer]:
    site = Site(title="Test", version="1.0")
    with ReviewServer(desk.read, desk.apply, site=site, stamp=lambda: desk.stamp) as running:
        yield running


Ask = Callable[..., tuple[int, dict[str, str], str]]


@pytest.fixture
def ask(server: ReviewServer) -> Ask:
    """A request as a browser on the page makes it, but for what the test says."""

    def ask_(
        path: str = "",
        body: object = None,
        *,
        token: str | None = None,
        method: str = "",
        **headers: str | None,
    ) -> tuple[int, dict[str, str], str]:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        send: dict[str, str | None] = {"Host": f"127.0.0.1:{server.port}"}
        if body is not None:
            send |= {
                "Origin": f"http://127.0.0.1:{server.port}",
                "Content-Type": "application/json",
            }
        send |= {name.replace("_", "-"): value for name, value in headers.items()}
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        connection.putrequest(
            method or ("GET" if body is None else "POST"),
            f"/{server.token if token is None else token}/{path}",
            skip_host=True,
        )
        if body is not None and "Content_Length" not in headers:
            send["Content-Length"] = str(len(data))
        for name, value in send.items():
            if value is not None:
                connection.putheader(name, value)
        connection.endheaders(data if body is not None else None)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, dict(answer.getheaders()), text

    return ask_


def test_the_page_is_served_and_kept_nowhere(ask: Ask) -> None:
    status, headers, text = ask()
    assert status == 200
    assert "<title>Review · Test</title>" in text
    assert "connect-src 'self'" in text
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] == "DENY"
    assert "Access-Control-Allow-Origin" not in headers
    assert "Python" not in headers["Server"]


def test_it_listens_on_the_loopback_alone(server: ReviewServer) -> None:
    assert server._http.socket.getsockname()[0] == "127.0.0.1"
    assert server.url.startswith("http://127.0.0.1:")
    assert len(server.token) >= 32


REFUSED: dict[str, tuple[int, dict[str, Any]]] = {
    "no secret": (404, {"token": ""}),
    "wrong secret": (404, {"token": "x" * 32}),
    "secret not ASCII": (404, {"token": "%C3%A1"}),
    "a rebound name": (403, {"Host": "evil.example"}),
    "another port": (403, {"Host": "127.0.0.1:1"}),
    "no host": (403, {"Host": None}),
    "from another site": (403, {"Sec_Fetch_Site": "cross-site"}),
    "from another port": (403, {"Sec_Fetch_Site": "same-site"}),
    "another path": (404, {"path": "etc/passwd"}),
    "climbing": (404, {"path": "../../x"}),
    "posted by another site": (
        403,
        {"path": "decide", "body": {}, "Origin": "http://evil.example"},
    ),
    "posted by nobody": (403, {"path": "decide", "body": {}, "Origin": None}),
    "posted from a file": (403, {"path": "decide", "body": {}, "Origin": "null"}),
    "posted elsewhere": (404, {"path": "page", "body": {}}),
    "posted without secret": (404, {"path": "decide", "body": {}, "token": ""}),
    "a form": (415, {"path": "decide", "body": {}, "Content_Type": "text/plain"}),
    "too long": (413, {"path": "decide", "body": b"", "Content_Length": "99999999999"}),
    "no length": (413, {"path": "decide", "body": b"", "Content_Length": "-1"}),
    "no decision": (400, {"path": "decide", "body": {}}),
    "no JSON": (400, {"path": "decide", "body": b"{"}),
    "none": (400, {"path": "decide", "body": b""}),
    "another method": (501, {"method": "PUT"}),
}


@pytest.mark.parametrize(("status", "request_"), REFUSED.values(), ids=REFUSED.keys())
def test_who_does_not_get_in(ask: Ask, desk: Desk, status: int, request_: dict[str, Any]) -> None:
    found, _, text = ask(**request_)
    assert found == status
    assert "Review · Test" not in text
    assert not desk.applied


def test_two_decisions_are_not_one(ask: Ask, desk: Desk) -> None:
    one = json.dumps(decision_of(desk.rows[0]))
    assert ask("decide", f"{one},{one}".encode())[0] == 400
    assert not desk.applied


@pytest.mark.parametrize("hand_back", [True, False], ids=["with its row", "reading again"])
def test_a_decision_is_applied(ask: Ask, desk: Desk, hand_back: bool) -> None:
    desk.hand_back = hand_back
    status, _, text = ask("decide", decision_of(desk.rows[1], who="A. Reviewer"))
    answer = json.loads(text)
    assert (status, answer["applied"], answer["reason"]) == (200, True, "")
    assert answer["row"]["state"] == "reviewed"
    assert desk.applied[0].who == "A. Reviewer"
    assert desk.rows[1].unit.state is State.REVIEWED


def test_a_stale_decision_is_refused_with_the_reason_and_the_unit_as_it_is(
    ask: Ask, desk: Desk
) -> None:
    late = decision_of(desk.rows[1])
    desk.edit(1, "Otra cosa.")
    status, _, text = ask("decide", late)
    answer = json.loads(text)
    assert status == 409
    assert answer["reason"] == "the translation changed after the decision"
    assert answer["row"]["target"]["text"] == "Otra cosa."


def test_an_error_while_applying_is_an_answer(ask: Ask, desk: Desk) -> None:
    status, _, text = ask("decide", decision_of(desk.rows[1], comment="locked"))
    assert (status, json.loads(text)["reason"]) == (409, "another process holds the project")


def test_a_unit_that_is_no_more(ask: Ask, desk: Desk) -> None:
    gone = decision_of(desk.rows[0])
    del desk.rows[0]
    status, _, text = ask("decide", gone)
    assert (status, json.loads(text)["row"]) == (409, None)


class Stream:
    """Events as they come."""

    def __init__(self, server: ReviewServer, since: str, **headers: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
        self.connection.request("GET", f"/{server.token}/events{since}", headers=headers)
        self.answer = self.connection.getresponse()
        assert self.answer.headers["Content-Type"].startswith("text/event-stream")

    def next(self) -> tuple[str, Any] | None:
        event = data = ""
        for line in self.answer:
            name, _, value = line.decode().rstrip("\n").partition(": ")
            if name == "event":
                event = value
            elif name == "data":
                data = value
            elif not name and event:
                return event, json.loads(data)
        return None


def test_edits_in_a_file_are_told(server: ReviewServer, desk: Desk) -> None:
    number = server.board.number
    stream = Stream(server, f"?since={number}")
    desk.edit(1, "Nuevo.")
    told = stream.next()
    assert told is not None
    event, data = told
    assert event == "rows"
    assert [row["target"]["text"] for row in data["rows"]] == ["Nuevo."]
    assert (data["gone"], len(data["order"])) == ([], len(desk.rows))
    desk.broken = "unclosed quote"
    desk.stamp += 1
    assert stream.next() == ("problem", "a.po:3: unclosed quote")
    late = Stream(server, "", **{"Last-Event-ID": str(server.board.number)})
    assert late.next() == ("problem", "a.po:3: unclosed quote")
    desk.broken = ""
    gone = desk.rows.pop(0)
    desk.stamp += 1
    assert stream.next() == ("problem", "")
    told = stream.next()
    assert told is not None
    assert told[1]["gone"] == [gone.key]
    behind = Stream(server, f"?since={number}")
    told = behind.next()
    assert told is not None
    assert [row["target"]["text"] for row in told[1]["rows"]] == ["Nuevo."]
    assert told[1]["gone"] == [gone.key]


def test_a_silent_stream_says_that_it_lives(
    server: ReviewServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("localize.review.server._ALIVE", 0.01)
    stream = Stream(server, f"?since={server.board.number}")
    assert stream.answer.readline() == b": here\n"


def test_the_streams_end_with_the_server(desk: Desk) -> None:
    with ReviewServer(desk.read, desk.apply, site=Site(title="T", version="1")) as server:
        stream = Stream(server, f"?since={server.board.number}")
    assert stream.next() is None


def test_a_browser_that_goes_away_is_no_error(
    server: ReviewServer, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    stream = Stream(server, f"?since={server.board.number}")
    # A reset instead of a farewell: the next write fails.
    raw = stream.answer.fp.raw._sock  # type: ignore[attr-defined]
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    stream.answer.close()
    stream.connection.close()
    waiting = threading.Event()
    for number in range(200):
        desk.edit(1, f"Nuevo {number}.")
        server.board.look()
        if not server.board._subscribers:
            break
        waiting.wait(0.02)
    assert not server.board._subscribers
    assert capsys.readouterr().err == ""


def test_a_taken_port_is_said(server: ReviewServer, desk: Desk) -> None:
    with pytest.raises(WorkError, match=f"cannot listen on 127.0.0.1:{server.port}"):
        ReviewServer(desk.read, desk.apply, site=server.site, port=server.port)


def test_serve_runs_until_it_is_interrupted(desk: Desk) -> None:
    told: list[str] = []

    def announce(url: str) -> None:
        told.append(url)
        # As Ctrl-C does, soon after.
        main = threading.get_ident()
        threading.Timer(0.1, signal.pthread_kill, (main, signal.SIGINT)).start()

    serve(desk.read, desk.apply, site=Site(title="T", version="1"), announce=announce)
    assert told[0].startswith("http://127.0.0.1:")
    port = int(told[0].split(":")[2].split("/")[0])
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=5)


def test_nothing_is_told_when_nothing_changed(desk: Desk) -> None:
    board = Board(desk.read, desk.apply, lambda: desk.stamp, "en")
    board.start()
    listener = board.subscribe(board.number)
    board.look()
    desk.stamp += 1
    board.look()
    assert listener.empty()
    board.unsubscribe(listener)
    desk.edit(0, "x")
    board.look()
    assert listener.empty()


def test_a_row_in_between_touches_no_other(desk: Desk) -> None:
    board = Board(desk.read, desk.apply, lambda: desk.stamp, "en")
    board.start()
    listener = board.subscribe(board.number)
    desk.rows.insert(0, make_row("New.", "Nuevo."))
    desk.stamp += 1
    board.look()
    message = listener.get_nowait()
    assert isinstance(message, Message)
    assert isinstance(message.data, dict)
    assert [row["source"]["text"] for row in message.data["rows"]] == ["New."]
    assert len(message.data["reading"]) == len(desk.rows)


def test_a_saved_file_has_another_stamp(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    assert file_stamp([path]) == ()
    path.write_text("a")
    before = file_stamp([path])
    assert before == file_stamp([path])
    path.write_text("ab")
    os.utime(path, ns=(1, 1))
    assert file_stamp([path]) != before
