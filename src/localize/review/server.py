"""The review page on 127.0.0.1: decisions are applied as they are taken, edits in an editor show up.

Nobody else gets in: the server listens on the loopback address alone; every path begins with a secret
that changes with every start; requests that name another host (a name rebound to 127.0.0.1) or come
from another site are refused before anything is looked at.
"""

from __future__ import annotations

import hmac
import json
import queue
import secrets
import sys
import threading
from collections.abc import Callable, Sequence
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import socket
from typing import NamedTuple, Self
from urllib.parse import parse_qs, urlsplit

from localize.errors import InputError, WorkError
from localize.review.board import Board, Outcome
from localize.review.compose import page
from localize.review.decisions import KIND, VERSION, Decision, read_decisions
from localize.review.row import ReviewRow

HOST = "127.0.0.1"
MAX_BODY = 1024 * 1024
_EVERY = 0.7
"""Seconds between two looks at the files."""
_ALIVE = 15.0
"""Seconds after which a silent event stream says that it lives."""
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class Site(NamedTuple):
    """What the pages of one server say."""

    title: str
    version: str
    source_locale: str = "en"
    who: str = ""


class ReviewServer:
    """The served review page; `with` starts it and takes it down.

    `rows` gives the rows as the files are now, in reading order; `apply` writes one decision and
    says what became of it; `stamp` gives a value that is another one once a file changed (see
    `file_stamp`). They are never called at the same time.
    Raises WorkError where the port is taken, and what `rows` raises at the start.
    """

    def __init__(
        self,
        rows: Callable[[], Sequence[ReviewRow]],
        apply: Callable[[Decision], Outcome],
        *,
        site: Site,
        stamp: Callable[[], object] = lambda: None,
        port: int = 0,
    ) -> None:
        self.site = site
        self.board = Board(rows, apply, stamp, site.source_locale)
        self.token = secrets.token_urlsafe(24)
        self.stopping = threading.Event()
        self.board.start()
        try:
            self._http = _Http(self, port)
        except OSError as error:
            raise WorkError(
                f"cannot listen on {HOST}:{port}: {error.strerror}",
                remedy="Choose another port, or none for a free one.",
            ) from error
        self.port: int = self._http.server_address[1]
        self.hosts = (f"{HOST}:{self.port}", f"localhost:{self.port}")
        self._threads = (
            threading.Thread(target=self._http.serve_forever, args=(0.1,), daemon=True),
            threading.Thread(target=self._watch, daemon=True),
        )

    @property
    def url(self) -> str:
        """Where the page is; whoever knows it can decide."""
        return f"http://{HOST}:{self.port}/{self.token}/"

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        self.board.close()
        self._http.shutdown()
        for thread in self._threads:
            thread.join()
        self._http.server_close()

    def _watch(self) -> None:
        while not self.stopping.wait(_EVERY):
            self.board.look()


def serve(
    rows: Callable[[], Sequence[ReviewRow]],
    apply: Callable[[Decision], Outcome],
    *,
    site: Site,
    announce: Callable[[str], None],
    stamp: Callable[[], object] = lambda: None,
    port: int = 0,
) -> None:
    """Serve the page until the user interrupts; `announce` is told its URL. See `ReviewServer`."""
    with ReviewServer(rows, apply, site=site, stamp=stamp, port=port) as server:
        try:
            announce(server.url)
            server.stopping.wait()
        except KeyboardInterrupt:
            return


class _Http(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, review: ReviewServer, port: int) -> None:
        self.review = review
        super().__init__((HOST, port), _Handler)

    def handle_error(self, request: socket | tuple[bytes, socket], client_address: object) -> None:
        """Say nothing of a browser that went away in the middle of an answer."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: _Http
    server_version = "localize"
    sys_version = ""
    timeout = 60

    def do_GET(self) -> None:
        path = self._path()
        if path == "":
            self._send_page()
        elif path == "events":
            self._send_events()
        elif path is not None:
            self._refuse(HTTPStatus.NOT_FOUND, "nothing is here")

    def do_POST(self) -> None:
        path = self._path()
        if path is None:
            return
        origin = self.headers.get("Origin")
        if origin is None or origin not in {f"http://{host}" for host in self.server.review.hosts}:
            self._refuse(HTTPStatus.FORBIDDEN, "asked from another site")
        elif path != "decide":
            self._refuse(HTTPStatus.NOT_FOUND, "nothing is here")
        elif self.headers.get_content_type() != "application/json":
            self._refuse(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "not JSON")
        else:
            self._decide()

    def _path(self) -> str | None:
        """The path below the secret; None where the request was refused already."""
        review = self.server.review
        if self.headers.get_all("Host", []) not in [[host] for host in review.hosts]:
            self._refuse(HTTPStatus.FORBIDDEN, "asked under another name")
            return None
        if self.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
            self._refuse(HTTPStatus.FORBIDDEN, "asked from another site")
            return None
        token, slash, rest = urlsplit(self.path).path.removeprefix("/").partition("/")
        if not slash or not hmac.compare_digest(
            token.encode("utf-8", "replace"), review.token.encode()
        ):
            self._refuse(
                HTTPStatus.NOT_FOUND, "nothing is here: use the whole address that was printed"
            )
            return None
        return rest

    def _send_page(self) -> None:
        review = self.server.review
        rows, number = review.board.page_rows()
        site = review.site
        text = page(
            rows,
            title=site.title,
            version=site.version,
            source_locale=site.source_locale,
            who=site.who,
            live=number,
        )
        self._answer(HTTPStatus.OK, "text/html; charset=utf-8", text.encode())

    def _decide(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > MAX_BODY:
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too long")
            return
        body = self.rfile.read(int(length))
        head = f'{{"kind": "{KIND}", "version": {VERSION}, "decisions": [\n'.encode()
        try:
            decisions = read_decisions(head + body + b"]}", name="decision")
        except InputError as error:
            self._refuse(HTTPStatus.BAD_REQUEST, error.reason)
            return
        if len(decisions) != 1:
            self._refuse(HTTPStatus.BAD_REQUEST, "not one decision")
            return
        outcome, row = self.server.review.board.decide(decisions[0])
        status = HTTPStatus.OK if outcome.applied else HTTPStatus.CONFLICT
        self._json(status, {"applied": outcome.applied, "reason": outcome.reason, "row": row})

    def _send_events(self) -> None:
        board = self.server.review.board
        asked = parse_qs(urlsplit(self.path).query).get("since", ["0"])[0]
        since = self.headers.get("Last-Event-ID", asked)
        subscriber = board.subscribe(int(since) if since.isdecimal() else 0)
        try:
            self.send_response(HTTPStatus.OK)
            self._send_headers("text/event-stream; charset=utf-8")
            self.end_headers()
            while True:
                try:
                    message = subscriber.get(timeout=_ALIVE)
                except queue.Empty:
                    self.wfile.write(b": here\n\n")
                    continue
                if message is None:
                    return
                self.wfile.write(message.encode())
        finally:
            board.unsubscribe(subscriber)

    def _refuse(self, status: HTTPStatus, reason: str) -> None:
        self._json(status, {"applied": False, "reason": reason, "row": None})

    def _json(self, status: HTTPStatus, data: object) -> None:
        text = json.dumps(data, ensure_ascii=True)
        self._answer(status, "application/json", text.encode())

    def _answer(self, status: HTTPStatus, content_type: str, body: bytes) -> None:
        self.send_response(status)
        self._send_headers(content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _send_headers(self, content_type: str) -> None:
        self.send_header("Content-Type", content_type)
        for name, value in _HEADERS.items():
            self.send_header(name, value)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class's name)
        """Nothing: the address holds the secret."""
