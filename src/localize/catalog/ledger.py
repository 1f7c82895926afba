"""Who accepted which target for which source: `locales/<locale>/ledger.jsonl`.

Append-only. A line is a JSON object that tells one happening, for one or many units of an article:

    {"hash": "…", "prev": ["…"], "at": "2026-03-01T10:00:00Z", "event": "reviewed", "article": "a.md",
     "who": "…", "role": "…", "with": "…", "units": [["unit", "source hash", "target hash"], …]}

`hash` is the SHA-256 of the line without it, and `prev` names the lines before: one, or after a
merge of two branches, the last of each. So no line can be changed or taken out unnoticed, except at
the end. Text hashes are the first 32 digits of the SHA-256. A line that a dying process left unfinished at
the end is dropped at the next write.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from localize.catalog import files
from localize.errors import CatalogError, Place
from localize.model import Unit, digest

SHORT = 32
"""Digits of a text's hash in the ledger."""


class Event(StrEnum):
    """What can happen to a unit."""

    DRAFTED = "drafted"
    EDITED = "edited"
    REVIEWED = "reviewed"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"
    PUBLISHED = "published"


_ACCEPTING = (Event.REVIEWED, Event.APPROVED)


def short(text: str) -> str:
    """How the ledger names a text."""
    return digest(text)[:SHORT]


Named = tuple[tuple[str, str, str], ...]
"""Unit id, source hash, target hash: how the ledger names what some units say."""


def named(units: Iterable[Unit]) -> Named:
    """What units say, as the ledger names it."""
    return tuple([(unit.id, short(unit.segment.text), short(unit.target)) for unit in units])


class Happening(NamedTuple):
    """One line of the ledger."""

    event: Event
    article: str
    units: Named
    who: str = ""
    role: str = ""
    by: str = ""
    """Engine and model, or `memory`."""
    at: str = ""
    """ISO 8601, UTC."""
    line: int = 0
    mark: str = ""
    """The hash of the line: of all it says, and of what came before."""

    def values(self) -> dict[str, object]:
        """The keys of the line that this is."""
        return {
            "at": self.at,
            "event": str(self.event),
            "article": self.article,
            "who": self.who,
            "role": self.role,
            "with": self.by,
            "units": [list(unit) for unit in self.units],
        }

    def dumped(self) -> str:
        """As a line of the outbox: not chained yet."""
        return json.dumps(self.values(), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_values(cls, values: dict[str, object], line: int = 0, mark: str = "") -> Happening:
        """From the keys of a line. Raises ValueError, KeyError or TypeError for others."""
        units = values["units"]
        if not isinstance(units, list):
            raise TypeError
        return cls(
            event=Event(str(values["event"])),
            article=str(values["article"]),
            units=tuple([(unit, source, target) for unit, source, target in units]),
            who=str(values["who"]),
            role=str(values["role"]),
            by=str(values["with"]),
            at=str(values["at"]),
            line=line,
            mark=mark,
        )


@dataclass(slots=True)
class Story:
    """What the ledger says about one unit."""

    drafted: str = ""
    """Target hash of what the machine wrote last."""
    by: str = ""
    """What it was written with."""
    pairs: dict[tuple[str, str], Event] = field(default_factory=dict)
    """Source and target hash -> the last thing that happened to just this pair."""
    accepted_by: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    """Who accepted a pair, since it was last withdrawn."""
    approved: set[tuple[str, str]] = field(default_factory=set)
    articles: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    """In which articles a pair was accepted, since it was last withdrawn."""


class Ledger:
    """The ledger of a locale, read whole when first asked."""

    def __init__(self, path: Path, shown: str = "") -> None:
        self.path = path
        self._shown = shown or str(path)
        self._stories: dict[str, Story] | None = None
        self._lines: tuple[tuple[int, int] | None, list[Happening]] | None = None
        self._heads: tuple[str, ...] = ()
        self._size = 0
        """Bytes of it that are whole lines."""
        self._ended = True
        """Does its last line end with a line feed? Some editors leave it out."""
        self._stamp: tuple[int, int] | None = None
        self._published: dict[str, Named] = {}

    def story(self, unit: str) -> Story | None:
        """What happened to a unit, or None. Raises CatalogError for a damaged ledger."""
        if self._stories is None:
            self._load()
        assert self._stories is not None
        return self._stories.get(unit)

    def wrote(self, unit: str, target: str) -> bool:
        """Say whether this is what the machine wrote last for the unit."""
        story = self.story(unit)
        return story is not None and story.drafted == short(target)

    def status(self, unit: str, source: str, target: str) -> Event | None:
        """The last thing that happened to a unit with just this source and target."""
        story = self.story(unit)
        return None if story is None else story.pairs.get((short(source), short(target)))

    def accepted(self, unit: str, source: str, target: str) -> bool:
        """Say whether a person has accepted just this, and not withdrawn it."""
        return self.status(unit, source, target) in (*_ACCEPTING, Event.PUBLISHED)

    def accepted_in(self, article: str, unit: str, source: str, target: str) -> bool:
        """Say whether a person has accepted just this in this article, and not withdrawn it.

        The same words in another article may stand in another light: there they are a proposal.
        """
        story = self.story(unit)
        if story is None or not self.accepted(unit, source, target):
            return False
        return article in story.articles.get((short(source), short(target)), ())

    def approved(self, unit: str, source: str, target: str) -> bool:
        """Say whether it was approved, by someone other than the one who reviewed it."""
        story = self.story(unit)
        if story is None:
            return False
        pair = (short(source), short(target))
        return pair in story.approved and len(story.accepted_by.get(pair, ())) > 1

    def published_units(self, article: str) -> Named:
        """What was last published of an article."""
        self._load()
        return self._published.get(article, ())

    def append(self, happenings: Iterable[Happening], at: str, *, durable: bool) -> int:
        """Chain happenings to the ledger; how many lines that made. `at`: for those without a time.

        Raises CatalogError for a damaged ledger, WriteError where it cannot be written.
        """
        new = list(happenings)
        if not new:
            return 0
        # A process that died between writing here and emptying the outbox would tell it all twice.
        last = {happening.dumped() for happening in self._read()[-2 * len(new) :]}
        heads = self._heads
        lines = []
        for happening in new:
            if last and happening.dumped() in last:
                continue
            values = {"prev": list(heads), **happening.values()}
            values["at"] = happening.at or at
            rest = json.dumps(values, ensure_ascii=False, separators=(",", ":"))[1:]
            mark = _mark(rest)
            lines.append(f'{{"hash":"{mark}",{rest}\n')
            heads = (mark,)
        if not lines:
            return 0
        data = "".join(lines).encode("utf-8", "surrogatepass")
        if not self._ended:
            data = b"\n" + data
        existing = files.read(self.path)
        if existing and len(existing) != self._size:
            # What a dying process left unfinished.
            files.replace(self.path, existing[: self._size] + data, before=existing)
        else:
            files.append(self.path, data, durable=durable)
        self._stories = None
        return len(lines)

    def blank(self) -> bool:
        """Is there no line in it, or no file?"""
        stamp = self._stat()
        return stamp is None or stamp[0] == 0

    def happenings(self) -> list[Happening]:
        """Every line, in the order of the file."""
        return self._read()

    def problems(self) -> list[str]:
        """What is wrong with the chain, the first broken line first; forks are no problem."""
        try:
            self._read()
        except CatalogError as error:
            return [str(error)]
        return []

    def _load(self) -> None:
        stamp = self._stat()
        if self._stories is not None and stamp == self._stamp:
            return
        self._stamp = stamp
        stories: dict[str, Story] = {}
        self._published = {}
        for happening in self._read():
            event = happening.event
            if event is Event.PUBLISHED:
                self._published[happening.article] = happening.units
            for unit, source, target in happening.units:
                story = stories.get(unit)
                if story is None:
                    story = stories[unit] = Story()
                pair = (source, target)
                if event is not Event.PUBLISHED:
                    story.pairs[pair] = event
                if event is Event.DRAFTED:
                    story.drafted, story.by = target, happening.by
                elif event in _ACCEPTING:
                    story.articles.setdefault(pair, set()).add(happening.article)
                    people = story.accepted_by.setdefault(pair, set())
                    if happening.who:  # nobody knows whether an unnamed one is a second person
                        people.add(happening.who)
                    if event is Event.APPROVED:
                        story.approved.add(pair)
                elif event is Event.WITHDRAWN:
                    story.accepted_by.pop(pair, None)
                    story.articles.pop(pair, None)
                    story.approved.discard(pair)
        self._stories = stories

    def _stat(self) -> tuple[int, int] | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return (found.st_size, found.st_mtime_ns)

    def _read(self) -> list[Happening]:
        stamp = self._stat()
        if self._lines is None or self._lines[0] != stamp:
            self._lines = (stamp, self._lines_read())
        return self._lines[1]

    def _lines_read(self) -> list[Happening]:
        data = files.read(self.path)
        self._heads, self._size, self._ended = (), 0, True
        if not data:
            return []
        whole = data.rfind(b"\n") + 1
        if _is_whole(data[whole:]):
            whole, self._ended = len(data), False
        self._size = whole
        lines = data[:whole].split(b"\n")
        found = []
        known: set[str] = set()
        heads: dict[str, None] = {}
        for number, whole_line in enumerate(lines[:-1] if self._ended else lines, 1):
            raw = whole_line.removesuffix(b"\r")  # where git checks text out for Windows
            if not raw:
                continue
            try:
                line = raw.decode("utf-8")
                values = json.loads(line)
                mark = str(values["hash"])
                happening = Happening.from_values(values, number, mark)
                parents = [str(parent) for parent in values["prev"]]
            except (ValueError, KeyError, TypeError, RecursionError) as error:
                raise self._broken(number, raw, "is no line of a ledger") from error
            if not line.startswith(f'{{"hash":"{mark}",') or _mark(line[len(mark) + 11 :]) != mark:
                raise self._broken(number, raw, "was changed after it was written")
            missing = [parent for parent in parents if parent not in known]
            if missing or (not parents and known):
                raise self._broken(number, raw, "follows a line that is missing")
            known.add(mark)
            for parent in parents:
                heads.pop(parent, None)
            heads[mark] = None
            found.append(happening)
        self._heads = tuple(heads)
        return found

    def _broken(self, number: int, raw: bytes, reason: str) -> CatalogError:
        shown = raw.decode("utf-8", "replace").rstrip("\r")
        remedy = "Restore the ledger from version control; nothing was written."
        if shown.startswith(("<<<<<<<", "=======", ">>>>>>>")):
            reason = "is a conflict marker"
            remedy = "Keep the lines of both sides and delete the markers: forks are joined by themselves."
        return CatalogError(
            f"the ledger is damaged: this line {reason}",
            place=Place(file=self._shown, line=number, text=shown[:100]),
            remedy=remedy,
        )


def _is_whole(raw: bytes) -> bool:
    """Is this a line, and not the beginning of one that a dying process left?"""
    try:
        json.loads(raw)
    except (ValueError, RecursionError):
        return False
    return True


def _mark(rest: str) -> str:
    return sha256(("{" + rest).encode("utf-8", "surrogatepass")).hexdigest()


class Outbox:
    """Happenings on their way into the ledger.

    Any process may add some, each by one write at the end of a file; the one that holds the
    project's lock moves them. What a dying process left here goes into the ledger with the next
    flush.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, locale: str, happenings: Sequence[Happening]) -> None:
        """Put happenings in."""
        if happenings:
            text = "".join([happening.dumped() + "\n" for happening in happenings])
            with self.alone():
                files.append(self._path(locale), text.encode("utf-8", "surrogatepass"))

    def alone(self) -> AbstractContextManager[None]:
        """Keep other processes from putting something in, or taking something out, meanwhile."""
        return files.locked(self._folder / "lock")

    def waiting(self, locale: str) -> list[Happening]:
        """What is in it. Lines that cannot be read are left out."""
        data = files.read(self._path(locale)) or b""
        found = []
        for raw in data.split(b"\n"):
            try:
                found.append(Happening.from_values(json.loads(raw)))
            except (ValueError, KeyError, TypeError, RecursionError):
                continue  # the end of a write that was cut off
        return found

    def locales(self) -> list[str]:
        """Those with something in."""
        if not self._folder.is_dir():
            return []
        return sorted(path.stem for path in self._folder.glob("*.jsonl"))

    def clear(self, locale: str) -> None:
        """Empty it, once the ledger has everything."""
        files.discard(self._path(locale))

    def _path(self, locale: str) -> Path:
        return self._folder / f"{locale}.jsonl"
