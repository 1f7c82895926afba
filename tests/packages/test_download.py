"""Downloads that break, stall, lie and go on."""

from __future__ import annotations

import http.client
import io
import json
import ssl
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from localize import errors
from localize.config import Config
from localize.pretranslate import packages
from localize.pretranslate.packages import download
from localize.pretranslate.packages.download import Downloader

from .conftest import Web, entry, package, tree

DATA = package()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "downloads"


def serve(web: Web, tag: str = '"one"') -> str:
    web.files["/p"] = DATA
    if tag:
        web.etags["/p"] = tag
    return f"{web.url}/p"


def test_goes_on_where_the_connection_broke(web: Web, folder: Path, quick: Downloader) -> None:
    url = serve(web)
    web.cut = [100_000, 50_000]
    assert quick.fetch(url, folder).read_bytes() == DATA
    assert [asked for _, asked in web.asked] == ["", "bytes=100000-", "bytes=150000-"]


def test_goes_on_in_another_call(web: Web, folder: Path) -> None:
    url = serve(web)
    web.cut = [100_000]
    with pytest.raises(errors.ModelError, match="broke off") as caught:
        Downloader(attempts=1).fetch(url, folder)
    assert "goes on where it stopped" in caught.value.remedy
    assert Downloader(attempts=1).fetch(url, folder).read_bytes() == DATA
    assert web.asked[-1][1] == "bytes=100000-"


def test_begins_anew_when_the_file_has_changed(web: Web, folder: Path) -> None:
    url = serve(web)
    web.cut = [100_000]
    with pytest.raises(errors.ModelError):
        Downloader(attempts=1).fetch(url, folder)
    web.etags["/p"] = '"two"'
    web.files["/p"] = DATA[::-1]
    assert Downloader(attempts=1).fetch(url, folder).read_bytes() == DATA[::-1]


@pytest.mark.parametrize("tag", ["", 'W/"weak"'])
def test_never_goes_on_with_what_nothing_vouches_for(
    tag: str, web: Web, folder: Path, quick: Downloader
) -> None:
    url = serve(web, tag)
    web.cut = [100_000]
    assert quick.fetch(url, folder).read_bytes() == DATA
    assert [asked for _, asked in web.asked] == ["", ""]


def test_a_server_without_ranges(web: Web, folder: Path, quick: Downloader) -> None:
    url = serve(web)
    web.ranges = False
    web.cut = [100_000]
    assert quick.fetch(url, folder).read_bytes() == DATA


def test_a_server_that_answers_another_range(web: Web, folder: Path, quick: Downloader) -> None:
    url = serve(web)
    web.lie_about_range = True
    web.cut = [100_000]
    assert quick.fetch(url, folder).read_bytes() == DATA


def test_a_part_longer_than_the_file(web: Web, folder: Path, quick: Downloader) -> None:
    url = serve(web)
    web.cut = [100_000]
    with pytest.raises(errors.ModelError):
        Downloader(attempts=1).fetch(url, folder)
    [part] = folder.glob("*.part")
    part.write_bytes(b"x" * (len(DATA) + 5))
    assert quick.fetch(url, folder).read_bytes() == DATA


@pytest.mark.parametrize("notes", ["{", "[]", '{"url": "other", "validator": "x"}'])
def test_notes_that_are_damaged(notes: str, web: Web, folder: Path, quick: Downloader) -> None:
    url = serve(web)
    web.cut = [100_000]
    with pytest.raises(errors.ModelError):
        Downloader(attempts=1).fetch(url, folder)
    [path] = folder.glob("*.json")
    path.write_text(notes)
    assert quick.fetch(url, folder).read_bytes() == DATA
    assert web.asked[-1][1] == ""


def test_a_server_that_does_not_say_how_long(web: Web, folder: Path, quick: Downloader) -> None:
    url = serve(web)
    web.lengths = False
    totals = []
    assert quick.fetch(url, folder, lambda _, total: totals.append(total)).read_bytes() == DATA
    assert set(totals) == {0}


@pytest.mark.parametrize("status", [500, 503, 429])
def test_tries_again_when_the_server_stumbles(
    status: int, web: Web, folder: Path, quick: Downloader
) -> None:
    url = serve(web)
    web.status = [status, status]
    assert quick.fetch(url, folder).read_bytes() == DATA
    web.status = [status]
    assert quick.small(url) == DATA


def test_gives_up_at_once_on_what_is_not_there(web: Web, folder: Path, quick: Downloader) -> None:
    with pytest.raises(errors.ModelError, match="answers 404") as caught:
        quick.fetch(f"{web.url}/none?key=1", folder)
    assert "key=1" not in str(caught.value)
    with pytest.raises(errors.ModelError, match="answers 404"):
        quick.small(f"{web.url}/none")
    assert len(web.asked) == 2


def test_too_large(web: Web, folder: Path) -> None:
    url = serve(web)
    small = Downloader(largest=1000)
    with pytest.raises(errors.InputError, match="more than 1,000"):
        small.fetch(url, folder)
    web.lengths = False
    with pytest.raises(errors.InputError, match="more than 1,000"):
        small.fetch(url, folder)
    with pytest.raises(errors.InputError, match="larger than 10"):
        small.small(url, 10)


def test_a_short_index_is_asked_for_again(web: Web, quick: Downloader) -> None:
    url = serve(web)
    web.cut = [10, 20]
    assert quick.small(url) == DATA
    web.cut = [10] * 4
    with pytest.raises(errors.ModelError, match="broke off"):
        quick.small(url)


@pytest.mark.parametrize("what", ["index", "package"])
def test_offline(what: str, config: Config) -> None:
    # Port 9 of this machine: nobody listens.
    name = "http://127.0.0.1:9/" + ("index.json" if what == "index" else "p.argosmodel")
    with pytest.raises(errors.ModelError, match="cannot be reached") as caught:
        packages.add("en", "es", name, config, downloader=Downloader(attempts=1))
    assert "network" in caught.value.remedy
    assert not tree(config.root)


def test_another_link_where_the_first_is_dead(web: Web, config: Config, quick: Downloader) -> None:
    web.files["/good.argosmodel"] = DATA
    url = web.index(entry("en", "es", "1.9", "dead.argosmodel", "good.argosmodel"))
    assert packages.add("en", "es", url, config, downloader=quick)
    url = web.index(entry("en", "fr", "1.9", "dead.argosmodel"))
    with pytest.raises(errors.ModelError, match=r"dead\.argosmodel: the server answers 404"):
        packages.add("en", "fr", url, config, downloader=quick)


@pytest.mark.parametrize("scheme", ["file:///etc/passwd", "ftp://127.0.0.1/x"])
def test_redirects_stay_on_the_web(scheme: str, web: Web, folder: Path, quick: Downloader) -> None:
    web.redirects["/p"] = scheme
    with pytest.raises(errors.ModelError, match=r"(?i)redirect"):
        quick.fetch(f"{web.url}/p", folder)


def test_redirects_never_leave_https() -> None:
    request = urllib.request.Request("https://host/a")
    headers = http.client.HTTPMessage()
    redirects = download._Redirects()
    assert redirects.redirect_request(request, io.BytesIO(), 302, "", headers, "https://other/b")
    with pytest.raises(urllib.error.HTTPError, match="unsafe redirect") as caught:
        redirects.redirect_request(request, io.BytesIO(), 302, "", headers, "http://other/b")
    caught.value.close()


def test_a_proxy_from_the_environment(
    web: Web, quick: Downloader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", web.url)
    web.files["http://index.invalid/index.json"] = b"[]"
    assert quick.small("http://index.invalid/index.json") == b"[]"


def test_certificates_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: Downloader
) -> None:
    seen = []

    def create(cafile: str | None = None) -> ssl.SSLContext:
        seen.append(cafile)
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)

    monkeypatch.setattr(ssl, "create_default_context", create)
    for name in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in (
        ("CURL_CA_BUNDLE", "a"),
        ("REQUESTS_CA_BUNDLE", "b"),
        ("SSL_CERT_FILE", "c"),
    ):
        monkeypatch.setenv(name, value)
        download._build_opener()
    assert seen == ["a", "b", None]
    monkeypatch.undo()
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "none.pem"))
    with pytest.raises(errors.ModelError, match="certificate bundle"):
        quick.small("https://127.0.0.1:9/")


def test_a_folder_that_cannot_be_written(web: Web, tmp_path: Path, quick: Downloader) -> None:
    (tmp_path / "downloads").write_text("a file")
    with pytest.raises(errors.WriteError):
        quick.fetch(serve(web), tmp_path / "downloads")


def test_a_disk_that_fills_up(
    web: Web, folder: Path, quick: Downloader, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(io.FileIO):
        def write(self, _: object) -> int:
            raise OSError(28, "No space left on device")

    real = Path.open

    def opens(path: Path, mode: str = "r", **more: object) -> object:
        return Full(path, "w") if path.suffix == ".part" else real(path, mode, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", opens)
    with pytest.raises(errors.WriteError, match="No space left"):
        quick.fetch(serve(web), folder)
    assert len(web.asked) == 1

    def refuses(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", real)
    monkeypatch.setattr(Path, "write_text", refuses)
    with pytest.raises(errors.WriteError, match="Permission denied"):
        quick.fetch(serve(web), folder)


def test_pauses_grow(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr("time.sleep", slept.append)
    url = serve(web)
    web.status = [500, 500, 500]
    Downloader(pause=1).small(url)
    assert slept == [1, 2, 4]


def test_an_index_that_is_read(web: Web, quick: Downloader) -> None:
    url = web.index(entry("en", "es", "1", "x"))
    assert json.loads(quick.small(url))[0]["links"] == ["x"]
