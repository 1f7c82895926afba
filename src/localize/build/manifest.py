"""manifest.json: what a build folder holds, made of what, and who answers for it.

Deterministic: entries in the order of article and locale, keys in the order written here, no clock.
Only where SOURCE_DATE_EPOCH is set does it say when it was built. Keys are added, never renamed; the
schema is docs/schemas/manifest.schema.json.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from localize import __version__
from localize.build.model import NO_EVIDENCE, Decision, Evidence, Outcome, OutputFile
from localize.errors import CatalogError, Place, UsageError
from localize.model import Finding, State, Unit

if TYPE_CHECKING:
    from localize.build.assemble import Assembled
    from localize.config import Config

FILE_NAME = "manifest.json"
VERSION = 1


class Provenance(NamedTuple):
    """What the whole build was made with."""

    engine: str = ""
    models: Mapping[str, str] = {}
    """Model file -> sha256."""
    glossary: Mapping[str, str] = {}
    """Glossary file, relative to the project -> sha256."""


class Entry(NamedTuple):
    """One article in one locale, as the manifest has it."""

    article: str
    locale: str
    state: str
    data: Mapping[str, Any]
    """All keys of the object in the file, those three included."""

    @property
    def key(self) -> tuple[str, str]:
        """What names it: article and locale."""
        return (self.article, self.locale)

    @property
    def files(self) -> tuple[str, ...]:
        """What lies in the build folder for it, a held article's last good build included."""
        return tuple(self.data.get("files", ()))


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """The whole manifest."""

    entries: tuple[Entry, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    """Every file of the build but the manifest itself -> sha256."""
    head: Mapping[str, Any] = field(default_factory=dict)
    """The other keys at the top."""

    def find(self, article: str, locale: str) -> Entry | None:
        """The entry of an article (below `source/`) in a locale."""
        return self._by_key.get((f"source/{article}", locale))

    def within(self, articles: Iterable[str], locales: Iterable[str]) -> Manifest:
        """The manifest without the entries of other articles (below `source/`) and locales."""
        known, wanted = {f"source/{path}" for path in articles}, {*locales}
        entries = tuple(e for e in self.entries if e.article in known and e.locale in wanted)
        return replace(self, entries=entries)

    @cached_property
    def _by_key(self) -> Mapping[tuple[str, str], Entry]:
        return {entry.key: entry for entry in self.entries}

    def encode(self) -> bytes:
        """The bytes of the file."""
        # An article a line: as quick to write as JSON gets, and a change shows as its article's.
        lines = [f'"version": {VERSION}']
        lines += [f'"{key}": {_json(value)}' for key, value in self.head.items()]
        articles = [_json(one.data) for one in sorted(self.entries, key=lambda e: e.key)]
        files = [_json({name: self.files[name]})[1:-1] for name in sorted(self.files)]
        lines.append(f'"articles": [{_block(articles)}]')
        lines.append(f'"files": {{{_block(files)}}}')
        return f"{{{_block(lines)}}}\n".encode()


_json = json.JSONEncoder(ensure_ascii=False).encode


def _block(lines: list[str]) -> str:
    return "\n" + ",\n".join(lines) + "\n" if lines else ""


def read(folder: Path) -> Manifest:
    """The manifest of a build folder; an empty one where there is none.

    Raises CatalogError for a file that is no manifest, UsageError for one of a later version.
    """
    path = folder / FILE_NAME
    place = Place(file=str(path))
    try:
        data = json.loads(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return Manifest()
    except (ValueError, OSError, RecursionError) as error:
        raise _damaged(place, str(error)) from error
    if not isinstance(data, dict) or not isinstance(data.get("version"), int):
        raise _damaged(place, "it has no version")
    if data["version"] > VERSION:
        raise UsageError(
            f"written by a later version of Localize ({data.get('tool')})",
            place=place,
            remedy="Update Localize, or build into another folder with --out DIR.",
        )
    try:
        entries = tuple(
            Entry(article=d["article"], locale=d["locale"], state=d["state"], data=d)
            for d in data["articles"]
        )
        files = {str(name): str(digest) for name, digest in data["files"].items()}
    except (KeyError, TypeError, AttributeError) as error:
        raise _damaged(place, "keys are missing") from error
    head = {
        key: value for key, value in data.items() if key not in ("version", "articles", "files")
    }
    return Manifest(entries=entries, files=files, head=head)


def _damaged(place: Place, why: str) -> CatalogError:
    return CatalogError(
        f"not a manifest that Localize wrote: {why}",
        place=place,
        remedy="Move it away, or build into another folder with --out DIR.",
    )


def entry(
    assembled: Assembled,
    decision: Decision,
    files: Iterable[OutputFile] = (),
    *,
    evidence: Mapping[str, Evidence] | None = None,
    previous: Entry | None = None,
) -> Entry:
    """The entry of one article; a held one refers to its last good build, if `previous` has one."""
    article = f"source/{assembled.article.path}"
    written = {str(file.path): file.sha256 for file in files}
    path = next(iter(written), None)
    counts = decision.counts.by_state
    data: dict[str, Any] = {
        "article": article,
        "locale": decision.locale,
        "path": path,
        "state": str(decision.outcome),
        "units": decision.counts.total,
        **{state.value: counts.get(state, 0) for state in _STATES},
        "approved": decision.approved,
        "fallback": len(decision.fallbacks),
        "source_sha256": assembled.article.sha256,
        "target_sha256": written[path] if path else None,
        "units_sha256": units_digest(assembled.units),
        "reasons": [{"code": r.code, "message": r.message} for r in decision.reasons],
        "fallbacks": list(decision.fallbacks),
        "drafts": len(decision.drafts),
        "models": list(decision.models),
        "reviewers": decision.reviewers,
        "roles": dict(decision.roles),
        "risks": _risks(assembled, evidence or {}),
        "findings": [_finding(f) for f in decision.findings if not f.ignored],
        "ignored": [_finding(f) for f in decision.findings if f.ignored],
        "files": list(written),
        "titles": {},
        "date": None,
        "last_good": None,
    }
    kept = _last_good(previous) if decision.outcome is Outcome.HELD else None
    if kept is not None and previous is not None:
        data |= {
            "path": previous.data["path"],
            "target_sha256": previous.data["target_sha256"],
            "files": list(previous.files),
            "last_good": kept,
            "titles": previous.data.get("titles", {}),
            "date": previous.data.get("date"),
        }
    return Entry(article=article, locale=decision.locale, state=data["state"], data=data)


_STATES = (State.REVIEWED, State.EDITED, State.DRAFT, State.UNTRANSLATED, State.STALE)


def units_digest(units: Iterable[Unit]) -> str:
    """One hash over what every unit says in its locale: source, target and state."""
    join = "\0".join  # formatting a StrEnum is ten times as slow, and there are many units
    said = sorted({join((unit.segment.id, unit.state, unit.target)) for unit in units})
    return hashlib.sha256("\0\n".join(said).encode("utf-8", "surrogatepass")).hexdigest()


def _risks(assembled: Assembled, evidence: Mapping[str, Evidence]) -> list[dict[str, Any]]:
    """The risk units and who accepted them: the ledger's names, for whoever has to answer."""
    found = []
    units = {unit.segment.id: unit for unit in assembled.units} if evidence else {}
    for unit in units.values():
        known = evidence.get(unit.id, NO_EVIDENCE)
        if known.risks:
            by = [{"person": a.person, "role": a.role, "date": a.date} for a in known.accepted]
            found.append(
                {
                    "unit": unit.id,
                    "risks": list(known.risks),
                    "state": unit.state.value,
                    "accepted": by if unit.state is State.REVIEWED else [],
                }
            )
    return found


def _finding(finding: Finding) -> dict[str, Any]:
    shown = {
        "check": finding.check,
        "severity": str(finding.severity),
        "unit": finding.unit,
        "message": finding.message,
    }
    return shown | {"reason": finding.ignored} if finding.ignored else shown


def _last_good(previous: Entry | None) -> dict[str, Any] | None:
    """What a held article's files were built from; None where nothing good lies there."""
    if previous is None or not previous.files:
        return None
    if previous.state == Outcome.HELD:
        kept = previous.data.get("last_good")
        return dict(kept) if kept else None
    if previous.state != Outcome.PUBLISHED:
        return None  # a draft must not stay where drafts were not asked for
    return {
        "state": previous.state,
        "source_sha256": previous.data.get("source_sha256"),
        "units_sha256": previous.data.get("units_sha256"),
    }


def manifest(
    entries: Iterable[Entry],
    files: Iterable[OutputFile],
    config: Config,
    *,
    layout: str = "plain",
    provenance: Provenance | None = None,
    previous: Manifest | None = None,
) -> Manifest:
    """The manifest of a whole build folder after this run.

    `entries` and `files` are this run's. What `previous` has beyond them stays, so that a build of
    one article forgets no other.
    """
    new = {entry.key: entry for entry in entries}
    old = previous or Manifest()
    kept = {entry.key: entry for entry in old.entries if entry.key not in new}
    hashes = {str(file.path): file.sha256 for file in files}
    for one in (*kept.values(), *new.values()):
        for name in one.files:
            if name not in hashes and name in old.files:
                hashes[name] = old.files[name]
    made = provenance or Provenance()
    head: dict[str, Any] = {
        "tool": f"localize {__version__}",
        "layout": layout,
        "source_locale": config.source_locale,
        "engine": made.engine,
        "models": dict(sorted(made.models.items())),
        "glossary": dict(sorted(made.glossary.items())),
    }
    if built := _built():
        head["built"] = built
    return Manifest(entries=tuple({**kept, **new}.values()), files=hashes, head=head)


def with_pages(one: Entry, files: Iterable[OutputFile], about: Mapping[str, Any]) -> Entry:
    """The entry with its HTML pages to its name, and what other pages say of them."""
    names = [*one.files, *(str(file.path) for file in files)]
    return one._replace(data={**one.data, "files": list(dict.fromkeys(names)), **about})


def _built() -> str | None:
    """When, by SOURCE_DATE_EPOCH, the only clock a build looks at. Raises UsageError."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return None
    try:
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC).isoformat()
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(f"SOURCE_DATE_EPOCH is no number of seconds: {epoch!r}") from error


def inside(folder: Path, name: str) -> Path:
    """The file a manifest's path means. Raises CatalogError for one that leads out of the folder."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.parts:
        raise _damaged(Place(file=str(folder / FILE_NAME)), f"{name!r} leads out of the folder")
    return folder / path
