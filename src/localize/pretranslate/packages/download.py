"""Get files over HTTP: streamed, with time limits, going on where an earlier try stopped.

Proxies come from the usual environment variables, certificate authorities from SSL_CERT_FILE,
REQUESTS_CA_BUNDLE or CURL_CA_BUNDLE, else from the system.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import re
import ssl
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit, urlunsplit

from localize import __version__
from localize.errors import InputError, LocalizeError, ModelError, WriteError
from localize.pretranslate.packages.archive import Progress

_CHUNK = 1 << 16
_FAILURES = (OSError, http.client.HTTPException)
"""What a broken connection raises: URLError and time-outs are OSErrors."""


def public(url: str) -> str:
    """The URL without user name, password, query and fragment: fit for a message or a file.

    >>> public("https://me:secret@host:8443/a.json?token=1#x")
    'https://host:8443/a.json'
    """
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects to the web only, and never from https to http."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        secure = urlsplit(req.full_url).scheme == "https"
        scheme = urlsplit(newurl).scheme
        if scheme not in ("http", "https") or (secure and scheme != "https"):
            raise urllib.error.HTTPError(public(newurl), code, "unsafe redirect", headers, fp)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


@dataclass(slots=True)
class Downloader:
    """Fetches what `models add` was told to fetch."""

    timeout: float = 30.0
    """Seconds without a byte."""
    attempts: int = 4
    pause: float = 1.0
    """Seconds before the second try; each further pause is twice as long."""
    largest: int = 2 << 30
    """Bytes that are taken at most."""
    _opener: urllib.request.OpenerDirector | None = field(default=None, init=False)

    def small(self, url: str, largest: int = 64 << 20) -> bytes:
        """A whole file in memory, such as an index. Raises ModelError, InputError."""
        problem: BaseException | None = None
        for attempt in range(self.attempts):
            self._wait(attempt)
            try:
                with self._open(url, {}) as response:
                    wanted = response.headers.get("Content-Length")
                    data: bytes = response.read(largest + 1)
                if len(data) > largest:
                    raise InputError(f"{public(url)}: larger than {largest:,} bytes")
                if wanted is None or len(data) == int(wanted):
                    return data
                problem = EOFError(f"{len(data):,} of {int(wanted):,} bytes came")
            except urllib.error.HTTPError as error:
                problem = error
                error.close()
                if error.code < 500 and error.code != 429:
                    break
            except _FAILURES as error:
                problem = error
        raise _failed(url, problem, begun=False) from problem

    def fetch(self, url: str, folder: Path, progress: Progress | None = None) -> Path:
        """Download into `folder`; the path of the complete file, which the caller removes.

        What came before a failure stays there and is completed by the next call, if the server
        still has the same file. Raises ModelError, InputError, WriteError.
        """
        name = hashlib.sha256(url.encode()).hexdigest()[:24]
        part, notes = folder / f"{name}.part", folder / f"{name}.json"
        problem: BaseException | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for attempt in range(self.attempts):
                self._wait(attempt)
                try:
                    if self._continue(url, part, notes, progress):
                        notes.unlink(missing_ok=True)
                        return part
                    problem = EOFError("the connection ended early")
                except _Disk as error:
                    raise error.error from error
                except urllib.error.HTTPError as error:
                    problem = error
                    error.close()
                    if error.code == 416:
                        part.unlink(missing_ok=True)
                    elif error.code < 500 and error.code != 429:
                        break
                except _FAILURES as error:
                    problem = error
        except OSError as error:
            raise WriteError(f"{folder}: cannot be written: {error.strerror}") from error
        raise _failed(url, problem, begun=part.exists()) from problem

    def _continue(self, url: str, part: Path, notes: Path, progress: Progress | None) -> bool:
        """One connection's worth; whether the file is complete now."""
        known = _read_notes(notes, url)
        have = part.stat().st_size if known and part.exists() else 0
        headers = {"Range": f"bytes={have}-", "If-Range": known} if have else {}
        with self._open(url, headers) as response:
            begins = re.match(r"bytes (\d+)-", response.headers.get("Content-Range", ""))
            if response.status == 206 and not (begins and int(begins[1]) == have):
                # A server that answers another range than it was asked for.
                part.unlink(missing_ok=True)
                return False
            if response.status != 206:
                have = 0
            length = response.headers.get("Content-Length")
            total = have + int(length) if length and length.isdigit() else 0
            if total > self.largest:
                raise InputError(f"{public(url)}: {total:,} bytes, more than {self.largest:,}")
            try:
                notes.write_text(json.dumps({"url": url, "validator": _validator(response)}))
                file = part.open("r+b" if have else "wb")
            except OSError as error:
                raise _Disk(_unwritable(part, error)) from error
            with file:
                file.seek(have)
                file.truncate()
                have = self._stream(url, response, file, have, total, progress)
        return not total or have == total

    def _stream(
        self,
        url: str,
        response: Any,  # noqa: ANN401 (typeshed has no name for what open returns)
        file: IO[bytes],
        have: int,
        total: int,
        progress: Progress | None,
    ) -> int:
        while chunk := response.read(_CHUNK):
            have += len(chunk)
            if have > self.largest:
                raise InputError(f"{public(url)}: more than {self.largest:,} bytes")
            try:
                file.write(chunk)
                file.flush()
            except OSError as error:
                raise _Disk(_unwritable(Path(file.name), error)) from error
            if progress:
                progress(have, total)
        return have

    def _open(self, url: str, headers: dict[str, str]) -> Any:  # noqa: ANN401 (see _stream)
        if self._opener is None:
            self._opener = _build_opener()
        # Encodings would make sizes and ranges mean something else.
        common = {"User-Agent": f"localize/{__version__}", "Accept-Encoding": "identity"}
        request = urllib.request.Request(url, headers=common | headers)  # noqa: S310 (http only)
        return self._opener.open(request, timeout=self.timeout)

    def _wait(self, attempt: int) -> None:
        if attempt:
            time.sleep(self.pause * 2 ** (attempt - 1))


class _Disk(Exception):  # noqa: N818 (a signal inside this module)
    """A failure of this machine's disk, not of the connection: no reason to try again."""

    def __init__(self, error: LocalizeError) -> None:
        super().__init__(str(error))
        self.error = error


def _unwritable(path: Path, error: OSError) -> WriteError:
    return WriteError(f"{path.parent}: cannot be written: {error.strerror}")


def _build_opener() -> urllib.request.OpenerDirector:
    bundle = None
    if not os.environ.get("SSL_CERT_FILE"):
        bundle = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE")
    try:
        context = ssl.create_default_context(cafile=bundle or None)
    except OSError as error:
        raise ModelError(
            f"the certificate bundle {bundle} cannot be read",
            remedy="Look at REQUESTS_CA_BUNDLE and CURL_CA_BUNDLE.",
        ) from error
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(context=context),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _Redirects(),
    ):
        opener.add_handler(handler)
    return opener


def _validator(response: Any) -> str:  # noqa: ANN401 (see Downloader._stream)
    """What If-Range can be asked with; empty where nothing would prove that the file is the same."""
    tag: str = response.headers.get("ETag", "")
    if tag and not tag.startswith("W/"):
        return tag
    modified: str = response.headers.get("Last-Modified", "")
    return modified


def _read_notes(notes: Path, url: str) -> str:
    try:
        data = json.loads(notes.read_text())
        return str(data["validator"]) if data["url"] == url else ""
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _failed(url: str, problem: BaseException | None, *, begun: bool) -> ModelError:
    if isinstance(problem, urllib.error.HTTPError):
        reason = f"the server answers {problem.code} {problem.reason}"
    elif isinstance(problem, urllib.error.URLError):
        reason = f"cannot be reached: {problem.reason}"
    else:
        reason = f"the download broke off: {problem or 'no answer'}"
    remedy = (
        "Run the same command again: it goes on where it stopped."
        if begun
        else "Look at the address, the network and the proxy, or give --index a file or folder."
    )
    return ModelError(f"{public(url)}: {reason}", remedy=remedy)
