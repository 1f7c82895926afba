"""`localize serve`: the build in a browser, built and loaded anew whenever something changes.

Served on 127.0.0.1 and to nobody else: a page from elsewhere that has its name point here (DNS
rebinding) is refused by its Host, and nothing but reading is offered.
"""

from __future__ import annotations

import html
import mimetypes
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote, unquote, urlsplit

from localize.build.manifest import read
from localize.errors import LocalizeError, WorkError

_OWN = "/.localize/"
_SCRIPT = b"""\
let seen;
new EventSource("/.localize/events").onmessage = (event) => {
  if (seen !== undefined && seen !== event.data) location.reload();
  seen = event.data;
};
"""
_TAG = b'<script src="/.localize/reload.js"></script>'
_TYPES = {
    ".md": "text/plain; charset=utf-8",
    ".mdx": "text/plain; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".xml": "application/xml",
}
_HEARTBEAT = 15.0
"""Seconds after which a silent stream says something, so that a closed page is noticed."""


class Preview:
    """A server for one build folder. As a context manager it serves until the block ends."""

    def __init__(self, folder: Path, port: int = 0) -> None:
        """Bind to 127.0.0.1. Raises WorkError where the port is taken."""
        self.folder = folder
        self.version = 0
        self.closing = False
        self.news = threading.Condition()
        try:
            self._server = _Server(("127.0.0.1", port), _Handler)
        except OSError as error:
            raise WorkError(
                f"cannot serve on 127.0.0.1:{port}: {error.strerror}",
                remedy="Choose another port with --port, or leave it out.",
            ) from error
        self._server.preview = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True)

    @property
    def url(self) -> str:
        """Where to look."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/"

    def reload(self) -> None:
        """Have every open page load itself anew."""
        with self.news:
            self.version += 1
            self.news.notify_all()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self.news:
            self.closing = True
            self.news.notify_all()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def serve(
    folder: Path,
    rebuild: Callable[[], None],
    watched: Iterable[Path],
    *,
    port: int = 0,
    announce: Callable[[str], None] = print,
    say: Callable[[str], None] = print,
    stop: threading.Event | None = None,
) -> None:
    """Serve `folder`, call `rebuild` on every change below `watched`, until `stop` or an interruption.

    `announce` is told the URL. What `rebuild` raises of ours is said, and the build before it stays on show.
    """
    stop = stop or threading.Event()
    with Preview(folder, port) as preview:
        announce(preview.url)
        try:
            for _ in changes([*watched], stop):
                try:
                    rebuild()
                except LocalizeError as error:
                    say(str(error))
                else:
                    preview.reload()
        except KeyboardInterrupt:
            stop.set()


def changes(paths: list[Path], stop: threading.Event, *, interval: float = 0.5) -> Iterator[None]:
    """Once for every time something below the paths has changed, until `stop`.

    By the system's own notices where watchfiles is installed, else by looking every `interval` seconds.
    """
    there = [path for path in paths if path.exists()]
    try:
        from watchfiles import watch
    except ImportError:
        yield from _poll(there, stop, interval)
        return
    for _ in watch(*there, stop_event=stop, debounce=200, rust_timeout=500, raise_interrupt=True):
        yield


def _poll(paths: list[Path], stop: threading.Event, interval: float) -> Iterator[None]:
    before = _snapshot(paths)
    while not stop.wait(interval):
        now = _snapshot(paths)
        if now != before:
            before = now
            yield


def _snapshot(paths: list[Path]) -> dict[str, tuple[int, int]]:
    found = {}
    for path in paths:
        tops = [(str(path.parent), [], [path.name])] if path.is_file() else os.walk(path)
        for top, _, names in tops:
            for name in names:
                file = os.path.join(top, name)  # noqa: PTH118 (os.walk speaks strings)
                try:
                    stat = os.stat(file)  # noqa: PTH116
                except OSError:
                    continue  # gone since it was listed
                found[file] = (stat.st_mtime_ns, stat.st_size)
    return found


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    preview: Preview


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    server_version = "localize"
    sys_version = ""

    def do_GET(self) -> None:
        preview = self.server.preview
        port = self.server.server_address[1]
        if self.headers.get("Host") not in (f"127.0.0.1:{port}", f"localhost:{port}"):
            self.send_error(HTTPStatus.FORBIDDEN, "Not for this host")
            return
        path = unquote(urlsplit(self.path).path)
        if path == f"{_OWN}events":
            self._events(preview)
        elif path == f"{_OWN}reload.js":
            self._send(_SCRIPT, "text/javascript")
        else:
            self._file(preview.folder, path)

    do_HEAD = do_GET  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class's name)
        """Nobody wants a line for every picture."""

    def _file(self, folder: Path, path: str) -> None:
        try:
            top = folder.resolve()
            file = (top / path.lstrip("/")).resolve()
            if not file.is_relative_to(top):
                raise FileNotFoundError
            if file.is_dir():
                if not path.endswith("/"):
                    self._redirect(f"{path}/")
                    return
                index = file / "index.html"
                if index.is_file():
                    file = index
                else:
                    self._send(_listing(folder, path), _TYPES[".html"])
                    return
            data = file.read_bytes()
        except (OSError, ValueError):
            # ValueError: a NUL in the path.
            self.send_error(HTTPStatus.NOT_FOUND, "No such file in the build")
            return
        kind = _TYPES.get(file.suffix.lower()) or mimetypes.guess_type(file.name)[0]
        if file.suffix.lower() == ".html":
            data = _live(data)
        self._send(data, kind or "application/octet-stream")

    def _redirect(self, path: str) -> None:
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        # One slash: two would name another host.
        self.send_header("Location", quote("/" + path.lstrip("/")))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, data: bytes, kind: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _events(self, preview: Preview) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        told = -1
        try:
            while not preview.closing:
                with preview.news:
                    if preview.version == told:
                        preview.news.wait(_HEARTBEAT)
                    version = preview.version
                said = f"data: {version}\n\n" if version != told else ": still here\n\n"
                told = version
                self.wfile.write(said.encode())
                self.wfile.flush()
        except OSError:
            return  # the page was closed


def _live(page: bytes) -> bytes:
    """The page with the one script that loads it anew, and a policy that lets just that one run."""
    page = page.replace(
        b"default-src &#x27;none&#x27;;",
        b"default-src &#x27;none&#x27;; script-src &#x27;self&#x27;; connect-src &#x27;self&#x27;;",
        1,
    )
    head, end, tail = page.rpartition(b"</body>")
    return head + _TAG + end + tail if end else page + _TAG


def _listing(folder: Path, path: str) -> bytes:
    """A page that lists what the build has below a path."""
    below = path.strip("/")
    start = f"{below}/" if below else ""
    items = "\n".join(
        f'<li><a href="/{html.escape(quote(name))}">{html.escape(name)}</a></li>'
        for name in sorted(read(folder).files)
        if name.startswith(start)
    )
    shown = html.escape(f"/{start}")
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{shown}</title>\n'
        f"</head>\n<body>\n<h1>{shown}</h1>\n<ul>\n{items}\n</ul>\n"
        f"{_TAG.decode()}</body>\n</html>\n"
    ).encode()
