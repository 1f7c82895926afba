"""Find a package in an Argos index: a URL, a `file://` URL, a folder, an index file, one package."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit
from urllib.request import url2pathname

from localize.errors import InputError, ModelError, UsageError
from localize.pretranslate.packages.archive import SUFFIX, metadata
from localize.pretranslate.packages.download import Downloader, public

_WEB = ("http", "https")


class Offer(NamedTuple):
    """A package that can be had."""

    source: str
    target: str
    version: str
    links: tuple[str, ...]
    """URLs, or paths of files on this machine."""


class Index(NamedTuple):
    """What a location offers, or the one package that it is."""

    shown: str
    offers: tuple[Offer, ...] = ()
    package: str | None = None
    """URL or path, where the location names one package."""


def is_web(location: str) -> bool:
    """Whether it takes the network to get there."""
    return urlsplit(location).scheme.lower() in _WEB


def read(location: str, downloader: Downloader) -> Index:
    """What is to be had at a location.

    Raises UsageError for what is no location, InputError for an index that is not understood,
    ModelError where it cannot be reached.
    """
    scheme = urlsplit(location).scheme.lower()
    if scheme in _WEB:
        return _read_web(location, downloader)
    if scheme == "file":
        path = Path(url2pathname(urlsplit(location).path))
    elif re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", location):
        raise UsageError(
            f"{public(location)}: an index is read from http, https or file addresses",
            remedy="Give --index a URL, a folder, an index.json or one .argosmodel file.",
        )
    else:
        path = Path(location).expanduser()
    return _read_local(path, location)


def _read_web(location: str, downloader: Downloader) -> Index:
    path = urlsplit(location).path
    if path.endswith(SUFFIX):
        return Index(public(location), package=location)
    url = location
    if not path.endswith(".json"):
        url = urljoin(location if path.endswith("/") else f"{location}/", "index.json")
    shown = public(url)
    offers = parse(downloader.small(url), shown)
    return Index(
        shown,
        tuple(
            Offer(
                source=offer.source,
                target=offer.target,
                version=offer.version,
                links=tuple(
                    link for link in (urljoin(url, x) for x in offer.links) if is_web(link)
                ),
            )
            for offer in offers
        ),
    )


def _read_local(path: Path, shown: str) -> Index:
    if path.is_dir():
        listed = path / "index.json"
        if not listed.is_file():
            return Index(shown, tuple(_packages_in(path)))
        path = listed
    elif path.is_file() and path.suffix.lower() != ".json":
        return Index(shown, package=str(path))
    elif not path.is_file():
        raise UsageError(
            f"{shown}: no such file or folder",
            remedy="Give --index a URL, a folder, an index.json or one .argosmodel file.",
        )
    try:
        offers = parse(path.read_bytes(), shown)
    except OSError as error:
        raise InputError(f"{shown}: cannot be read: {error.strerror}") from error
    return Index(
        shown,
        tuple(
            Offer(
                source=offer.source,
                target=offer.target,
                version=offer.version,
                links=tuple(_beside(path.parent, offer.links)),
            )
            for offer in offers
        ),
    )


def _beside(folder: Path, links: Sequence[str]) -> Iterable[str]:
    """The files of a local index: its links as they are, or by their names beside the index.

    A local index never leads to the network: only what it was given may.
    """
    for link in links:
        parts = urlsplit(link)
        if parts.scheme == "file":
            yield url2pathname(parts.path)
        elif not parts.scheme:
            yield str(folder / link)
        name = PurePosixPath(unquote(parts.path)).name
        if name and (folder / name).is_file():
            yield str(folder / name)


def _packages_in(folder: Path) -> Iterable[Offer]:
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        try:
            with zipfile.ZipFile(path) as archive:
                names = [n for n in archive.namelist() if re.fullmatch(r"[^/]+/metadata\.json", n)]
                if len(names) != 1 or archive.getinfo(names[0]).file_size > 1 << 20:
                    continue
                contents = metadata(archive.read(names[0]), path.name)
        except (OSError, zipfile.BadZipFile, EOFError, RuntimeError, InputError):
            # Another package of the folder may be the one that is wanted.
            continue
        yield Offer(
            source=contents.source,
            target=contents.target,
            version=contents.version,
            links=(str(path),),
        )


def parse(data: bytes, shown: str) -> tuple[Offer, ...]:
    """The translation packages of an index.json; entries of other kinds are passed over.

    Raises InputError where it is no Argos index.
    """
    try:
        entries = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise InputError(
            f"{shown}: not an Argos index: it is not JSON",
            remedy="An index is a JSON list of packages, usually called index.json.",
        ) from error
    if not isinstance(entries, list):
        raise InputError(
            f"{shown}: not an Argos index: it is not a list",
            remedy="An index is a JSON list of packages, usually called index.json.",
        )
    offers = []
    for entry in entries:
        if not isinstance(entry, dict) or entry.get("type", "translate") != "translate":
            continue
        links = entry.get("links")
        source, target = entry.get("from_code"), entry.get("to_code")
        version = entry.get("package_version")
        if (
            isinstance(source, str)
            and isinstance(target, str)
            and isinstance(version, str)
            and isinstance(links, list)
        ):
            texts = tuple(link for link in links if isinstance(link, str))
            offers.append(Offer(source=source, target=target, version=version, links=texts))
    return tuple(offers)


def choose(index: Index, sources: Sequence[str], targets: Sequence[str]) -> Offer:
    """The newest package for the first pair of codes that the index has.

    Raises ModelError, naming a way through another language where there is one.
    """
    for source in sources:
        for target in targets:
            found = [o for o in index.offers if (o.source, o.target) == (source, target)]
            if found:
                return max(found, key=lambda offer: version_key(offer.version))
    reason = f"{index.shown}: no package translates from {sources[-1]} to {targets[-1]}"
    middles = sorted(
        {o.target for o in index.offers if o.source in sources}
        & {o.source for o in index.offers if o.target in targets}
    )
    if middles:
        middle = "en" if "en" in middles else middles[0]
        remedy = (
            f"Two packages lead there: localize models add {sources[-1]} {middle}"
            f"   and   localize models add {middle} {targets[-1]}"
        )
    else:
        pairs = sorted({f"{o.source} {o.target}" for o in index.offers})
        few = ", ".join(pairs[:12]) + (", …" if len(pairs) > 12 else "")
        remedy = f"It has: {few}." if pairs else "It has no package at all."
    raise ModelError(reason, remedy=remedy)


def version_key(version: str) -> tuple[tuple[int, str], ...]:
    """Orders versions: number by number.

    >>> version_key("1.10") > version_key("1.9") > version_key("1")
    True
    """
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in version.split("."))
