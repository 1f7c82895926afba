"""Small Argos packages, an index of them, and a server on loopback that can misbehave."""

from __future__ import annotations

import http.server
import io
import json
import re
import threading
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from localize.config import Config
from localize.pretranslate.packages.download import Downloader

FILES: Mapping[str, bytes] = {
    "README.md": b"A package for tests.\n",
    "model/config.json": b"{}",
    "model/model.bin": bytes(range(256)) * 1200,
    "model/shared_vocabulary.json": b"[]",
    "sentencepiece.model": b"pieces",
}


def package(
    source: str = "en",
    target: str = "es",
    version: str = "1.9",
    *,
    root: str = "translate-en_es-1_9/",
    files: Mapping[str, bytes | None] | None = None,
    metadata: object = None,
) -> bytes:
    """An Argos package; `files` adds to it, replaces, or (None) leaves out."""
    said = metadata or {
        "package_version": version,
        "argos_version": "1.9",
        "from_code": source,
        "from_name": source,
        "to_code": target,
        "to_name": target,
    }
    contents: dict[str, bytes | None] = {f"{root}{name}": data for name, data in FILES.items()}
    contents[f"{root}metadata.json"] = (
        said if isinstance(said, bytes) else json.dumps(said).encode()
    )
    contents |= files or {}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in contents.items():
            if data is not None:
                archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data)
    return out.getvalue()


def entry(source: str, target: str, version: str, *links: str) -> dict[str, object]:
    """An entry of an Argos index."""
    return {
        "package_version": version,
        "argos_version": "1.9",
        "from_code": source,
        "from_name": source.upper(),
        "to_code": target,
        "to_name": target.upper(),
        "links": list(links),
    }


@dataclass
class Web:
    """What the server has, how it misbehaves, and what it was asked."""

    url: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    etags: dict[str, str] = field(default_factory=dict)
    cut: list[int] = field(default_factory=list)
    """After how many bytes the next answers break off, one a request."""
    status: list[int] = field(default_factory=list)
    """Status of the next answers."""
    redirects: dict[str, str] = field(default_factory=dict)
    ranges: bool = True
    lie_about_range: bool = False
    lengths: bool = True
    asked: list[tuple[str, str]] = field(default_factory=list)
    """Path and Range of every request."""

    def index(self, *entries: object) -> str:
        self.files["/index.json"] = json.dumps(list(entries)).encode()
        return f"{self.url}/index.json"


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    web: Web

    def do_GET(self) -> None:
        web = self.web
        wanted = self.headers.get("Range", "")
        web.asked.append((self.path, wanted))
        self.close_connection = True
        status = web.status.pop(0) if web.status else 200
        if self.path in web.redirects:
            self._answer(302, b"", {"Location": web.redirects[self.path]})
            return
        data = web.files.get(self.path)
        if data is None or status >= 400:
            self._answer(404 if data is None else status, b"no", {})
            return
        headers = {}
        tag = web.etags.get(self.path)
        if tag:
            headers["ETag"] = tag
        asked = re.fullmatch(r"bytes=(\d+)-", wanted)
        if asked and web.ranges and self.headers.get("If-Range") == tag:
            start = int(asked[1])
            if start >= len(data):
                self._answer(416, b"", {})
                return
            if web.lie_about_range:
                start = 0
            headers["Content-Range"] = f"bytes {start}-{len(data) - 1}/{len(data)}"
            self._answer(206, data[start:], headers)
            return
        self._answer(200, data, headers)

    def _answer(self, status: int, data: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if self.web.lengths:
            self.send_header("Content-Length", str(len(data)))
        self.send_header("Connection", "close")
        self.end_headers()
        if status < 300 and self.web.cut:
            data = data[: self.web.cut.pop(0)]
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the base class's name)
        pass


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    web = Web()
    handler = type("Handler", (_Handler,), {"web": web})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        web.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield web
        server.shutdown()
        thread.join()


@pytest.fixture
def config(tmp_path: Path) -> Config:
    root = tmp_path / "project"
    (root / "source").mkdir(parents=True)
    return Config(root=root)


@pytest.fixture
def quick() -> Downloader:
    """Waits for nothing."""
    return Downloader(pause=0, timeout=5)


def tree(root: Path) -> dict[str, bytes]:
    """Every file below a folder, but for the parts of downloads that may go on later."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".localize" not in path.parts
    }
