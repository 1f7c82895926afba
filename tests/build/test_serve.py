"""The preview: what is served, to whom, and that it follows changes."""

from __future__ import annotations

import http.client
import queue
import sys
import threading
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from localize.build import Manifest, OutputFile, write
from localize.build import serve as serving
from localize.build.html.body import Body, Language
from localize.build.html.page import Page, render
from localize.build.serve import Preview, changes, serve
from localize.errors import WorkError

PAGE = render(
    Page(
        body=Body(html="<p>Hola</p>", title="T"),
        language=Language(locale="es", direction="ltr"),
        title="T",
    )
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    (root / "source").mkdir(parents=True)
    (tmp_path / "secret.md").write_text("secret")
    contents = {
        "es/a.md": "# Á\n".encode(),
        "es/a.html": PAGE,
        "es/é.md": b"x",
        "es/x.bin": b"\0",
        "es/c.css": b"a{}",
    }
    files = [OutputFile(path=PurePosixPath(n), data=d) for n, d in contents.items()]
    write(
        root / "build",
        files,
        Manifest(files={str(f.path): f.sha256 for f in files}),
        root=root,
    )
    (root / "build/out").symlink_to(tmp_path)
    return root


@pytest.fixture
def preview(root: Path) -> Iterator[Preview]:
    with Preview(root / "build") as running:
        yield running


def get(preview: Preview, path: str, method: str = "GET", host: str = "") -> Any:
    port = int(preview.url.rstrip("/").rpartition(":")[2])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request(method, path, headers={"Host": host} if host else {})
    response = connection.getresponse()
    response.data = response.read()  # type: ignore[attr-defined]
    connection.close()
    return response


@pytest.mark.parametrize(
    ("path", "kind", "data"),
    [
        ("/es/a.md", "text/plain; charset=utf-8", "# Á\n".encode()),
        ("/es/a.md?x=1#y", "text/plain; charset=utf-8", "# Á\n".encode()),
        ("/es/%C3%A9.md", "text/plain; charset=utf-8", b"x"),
        ("/es/c.css", "text/css", b"a{}"),
        ("/es/x.bin", "application/octet-stream", b"\0"),
    ],
)
def test_files(preview: Preview, path: str, kind: str, data: bytes) -> None:
    response = get(preview, path)
    assert (response.status, response.headers["Content-Type"], response.data) == (200, kind, data)
    head = get(preview, path, "HEAD")
    assert (head.status, head.data) == (200, b"")
    assert head.headers["Content-Length"] == str(len(data))


def test_pages_load_themselves_anew(preview: Preview) -> None:
    page = get(preview, "/es/a.html").data
    assert b'<script src="/.localize/reload.js"></script></body>' in page
    assert b"script-src &#x27;self&#x27;; connect-src &#x27;self&#x27;;" in page
    assert b"unsafe" not in page
    assert b"EventSource" in get(preview, "/.localize/reload.js").data


def test_pages_of_others(root: Path, preview: Preview) -> None:
    (root / "build/es/b.html").write_text("<p>x")
    assert get(preview, "/es/b.html").data.endswith(b"</script>")


@pytest.mark.parametrize(
    "path",
    [
        "/none.md",
        "/../source",
        "/%2e%2e/source",
        "/..%2f..%2fsecret.md",
        "/out/secret.md",
        "/es/%00.md",
        "/etc/passwd",
        "//etc/passwd",
    ],
)
def test_nothing_but_the_build(preview: Preview, path: str) -> None:
    response = get(preview, path)
    assert response.status == 404
    assert b"secret" not in response.data


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1"])
def test_nobody_but_this_machine(preview: Preview, host: str) -> None:
    assert get(preview, "/es/a.md", host=host).status == 403


def test_its_own_names(preview: Preview) -> None:
    port = preview.url.rstrip("/").rpartition(":")[2]
    assert get(preview, "/es/a.md", host=f"localhost:{port}").status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_but_reading(preview: Preview, method: str) -> None:
    assert get(preview, "/es/a.md", method).status == 501


def test_folders(root: Path, preview: Preview) -> None:
    listing = get(preview, "/").data.decode()
    assert '<a href="/es/a.html">es/a.html</a>' in listing
    assert '<a href="/es/%C3%A9.md">es/é.md</a>' in listing
    moved = get(preview, "/es")
    assert (moved.status, moved.headers["Location"]) == (301, "/es/")
    assert "es/a.md" in get(preview, "/es/").data.decode()
    (root / "build/index.html").write_bytes(PAGE)
    assert b"Hola" in get(preview, "/").data


def test_a_redirect_stays_here(root: Path, preview: Preview) -> None:
    (root / "build/evil.example").mkdir()
    assert get(preview, "//evil.example").headers["Location"] == "/evil.example/"


def test_a_taken_port(preview: Preview, root: Path) -> None:
    port = int(preview.url.rstrip("/").rpartition(":")[2])
    with pytest.raises(WorkError, match="cannot serve"):
        Preview(root / "build", port)


def test_pages_are_told_of_changes(preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "_HEARTBEAT", 0.05)
    port = int(preview.url.rstrip("/").rpartition(":")[2])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", "/.localize/events")
    response = connection.getresponse()
    assert response.headers["Content-Type"] == "text/event-stream"
    assert response.readline() == b"data: 0\n"
    assert response.readline() == b"\n"
    assert response.readline() == b": still here\n"
    preview.reload()
    lines = (response.readline() for _ in range(1000))
    assert b"data: 1\n" in lines
    connection.close()


@pytest.mark.parametrize("installed", [True, False])
def test_changes_are_seen(tmp_path: Path, installed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not installed:
        monkeypatch.setitem(sys.modules, "watchfiles", None)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/a.md").write_text("1")
    (tmp_path / "file.toml").write_text("1")
    (tmp_path / "folder/dangling").symlink_to("nowhere")
    stop, seen = threading.Event(), queue.Queue[int]()
    paths = [tmp_path / "folder", tmp_path / "file.toml", tmp_path / "none"]

    def follow() -> None:
        for number, _ in enumerate(changes(paths, stop, interval=0.02)):
            seen.put(number)

    thread = threading.Thread(target=follow)
    thread.start()
    try:
        for name in ("folder/a.md", "file.toml", "folder/new.md"):
            while seen.empty():
                # Written again and again: the watcher may not have begun yet.
                with (tmp_path / name).open("a") as stream:
                    stream.write("more")
                stop.wait(0.05)
            while not seen.empty():
                seen.get()
    finally:
        stop.set()
        thread.join(20)
    assert not thread.is_alive()


def test_serving_builds_and_goes_on(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failed build is said and the next change builds again; Ctrl+C ends it."""
    said: list[str] = []
    builds: list[int] = []
    reloads: list[int] = []
    monkeypatch.setattr(Preview, "reload", lambda self: reloads.append(self.version))

    def three_changes(*_: Any) -> Iterator[None]:
        yield
        yield
        raise KeyboardInterrupt

    monkeypatch.setattr(serving, "changes", three_changes)

    def rebuild() -> None:
        builds.append(1)
        if len(builds) == 1:
            raise WorkError("the disk is full")

    stop = threading.Event()
    serve(
        root / "build",
        rebuild,
        [root / "source"],
        announce=said.append,
        say=said.append,
        stop=stop,
    )
    assert stop.is_set()
    assert said[0].startswith("http://127.0.0.1:")
    assert said[1:] == ["the disk is full"]
    assert (len(builds), len(reloads)) == (2, 1)


def test_serving_ends_when_it_is_told(root: Path) -> None:
    stop = threading.Event()
    stop.set()
    said: list[str] = []
    serve(root / "build", lambda: None, [root / "source"], announce=said.append, stop=stop)
    assert len(said) == 1
