"""DECISIONS.json: what a reviewer decided on the page, read strictly.

    {"kind": "localize-decisions", "version": 1, "decisions": [
      {"unit": "…", "article": "source/a.md", "locale": "es", "source_sha256": "…",
       "target_sha256": "…", "action": "accept", "target": "…", "comment": "…", "who": "…", "when": "…"}
    ]}

A decision is about one source and one target text, named by their hashes; where the catalog holds
others by now it is out of date and `refusal` says so.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import PurePosixPath
from typing import NamedTuple

from localize.errors import InputError, Place
from localize.model import State, Unit, digest
from localize.regex import regex

KIND = "localize-decisions"
VERSION = 1
MAX_BYTES = 64 * 1024 * 1024


class Action(StrEnum):
    """What a reviewer may do with a unit."""

    ACCEPT = "accept"
    """The target, as `Decision.target` has it, is right."""
    EDIT = "edit"
    """A better target, not yet accepted."""
    REJECT = "reject"
    """The target as it stands must not go out; its text stays, the acceptance goes."""
    COMMENT = "comment"
    """Only a word to whoever works on it next."""


class Decision(NamedTuple):
    """What a person decided about one unit in one locale."""

    unit: str
    article: str
    """Source path, `source/a.md`."""
    locale: str
    source_sha256: str
    """Of the source text it is about."""
    target_sha256: str
    """Of the target text it was made on: what must still be in the catalog."""
    action: Action
    target: str
    """The text that shall stand: the same for `reject` and `comment`, maybe a new one else."""
    comment: str = ""
    who: str = ""
    """`Name <address>`, or a name; empty where the page was not told."""
    when: str = ""
    """ISO 8601 with an offset."""

    @property
    def changes_text(self) -> bool:
        """Whether the decision brings another target than the one it was made on."""
        return digest(self.target) != self.target_sha256

    def state(self, current: State) -> State:
        """The state the unit has after it."""
        match self.action:
            case Action.ACCEPT:
                return State.REVIEWED
            case Action.EDIT | Action.REJECT:
                return State.EDITED
            case Action.COMMENT:
                return current


def refusal(decision: Decision, unit: Unit | None) -> str:
    """Why the decision no longer fits the unit as it is now; empty where it fits.

    `unit` is what the catalog holds under the decision's locale, article and unit id.
    """
    if unit is None or unit.state is State.OBSOLETE:
        return "the article no longer has this text"
    if decision.source_sha256 != digest(unit.segment.text):
        return "the source changed after the decision"
    if decision.target_sha256 != digest(unit.target):
        return "the translation changed after the decision"
    if decision.action is Action.ACCEPT and not decision.target.strip():
        return "there is no translation to accept"
    return ""


def read_decisions(data: bytes, *, name: str = "DECISIONS.json") -> tuple[Decision, ...]:
    """The decisions of a file, in its order.

    Raises InputError with the line for what is not such a file; then nothing of it is taken.
    `name` is what the messages call the file.
    """
    if len(data) > MAX_BYTES:
        raise InputError(
            f"larger than {MAX_BYTES // 1024 // 1024} MB", place=Place(file=name), remedy=_REMEDY
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError("not UTF-8", place=Place(file=name, line=line), remedy=_REMEDY) from error
    return _Reader(text, name).all()


_REMEDY = "Export it again from the review page."
_HASH = regex(r"[0-9a-f]{64}")
_UNIT = regex(r"[0-9a-f]{12}")
_CONTROL = regex(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_SPACES = regex(r"[ \t\r\n]*")


class _DuplicateKeyError(ValueError):
    """A key that stands twice: one of the two values would be lost unseen."""


def _pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise _DuplicateKeyError(key)
        found[key] = value
    return found


class _Reader:
    """Checks a parsed file; knows the text to say where something is wrong."""

    def __init__(self, text: str, name: str) -> None:
        self._text = text
        self._name = name
        self._decoder = json.JSONDecoder(object_pairs_hook=_pairs)

    def all(self) -> tuple[Decision, ...]:
        try:
            document = self._decoder.decode(self._text)
        except json.JSONDecodeError as error:
            raise self._error(f"not valid JSON: {error.msg}", error.pos) from error
        except _DuplicateKeyError as error:
            raise self._error(f"the key {str(error)!r} stands twice in one object", 0) from error
        except RecursionError as error:
            raise self._error("nested too deeply", 0) from error
        if not isinstance(document, dict) or document.get("kind") != KIND:
            raise self._error("not a file of decisions", 0)
        if document.get("version") != VERSION:
            raise self._error(
                f"version {document.get('version')!r} is not known here", 0, f"Known: {VERSION}."
            )
        items = document.get("decisions")
        if not isinstance(items, list):
            raise self._error("decisions: must be a list", 0)
        return tuple(self._decision(item, index) for index, item in enumerate(items))

    def _decision(self, item: object, index: int) -> Decision:
        if not isinstance(item, dict):
            raise self._item_error(index, "", "must be an object")
        known = Decision._fields
        for key in item:
            if key not in known:
                raise self._item_error(index, key, "unknown key")
        for key in (
            "unit",
            "article",
            "locale",
            "source_sha256",
            "target_sha256",
            "action",
            "target",
        ):
            if key not in item:
                raise self._item_error(index, key, "missing")
        for key, value in item.items():
            if not isinstance(value, str):
                raise self._item_error(index, key, "must be a string")
            if found := _CONTROL.search(value):
                raise self._item_error(index, key, f"has the control character {found[0]!r}")
        self._check(item, index)
        return Decision(**{**item, "action": Action(item["action"])})

    def _check(self, item: Mapping[str, str], index: int) -> None:
        for key, pattern, what in (
            ("unit", _UNIT, "twelve hexadecimal digits"),
            ("source_sha256", _HASH, "a SHA-256 in hexadecimal digits"),
            ("target_sha256", _HASH, "a SHA-256 in hexadecimal digits"),
            ("locale", re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*"), "a locale name"),
        ):
            if not pattern.fullmatch(item[key]):
                raise self._item_error(index, key, f"must be {what}")
        article = PurePosixPath(item["article"])
        if (
            article.is_absolute()
            or ".." in article.parts
            or "\n" in item["article"]
            or not article.parts
        ):
            raise self._item_error(index, "article", "must be a path in the project")
        if item["action"] not in list(Action):
            raise self._item_error(index, "action", f"must be one of {', '.join(Action)}")
        if item["action"] in (Action.REJECT, Action.COMMENT) and (
            digest(item["target"]) != item["target_sha256"]
        ):
            raise self._item_error(index, "target", f"must not change with {item['action']!r}")
        if item["action"] == Action.COMMENT and not item.get("comment", "").strip():
            raise self._item_error(index, "comment", "must not be empty with 'comment'")
        if "\n" in item.get("who", ""):
            raise self._item_error(index, "who", "must be one line")
        if item.get("when") and not _is_time(item["when"]):
            raise self._item_error(index, "when", "must be a time with an offset, in ISO 8601")

    def _item_error(self, index: int, key: str, reason: str) -> InputError:
        where = f"decisions[{index}]{'.' if key else ''}{key}"
        return self._error(f"{where}: {reason}", self._offset(index))

    def _offset(self, index: int) -> int:
        """Where the item of the list begins; the text is known to be valid."""
        for key, at in self._members():
            if key == "decisions":
                for number, start in enumerate(self._items(at)):
                    if number == index:
                        return start
        raise AssertionError("the item was there a moment ago")

    def _members(self) -> Iterator[tuple[str, int]]:
        """Keys of the outermost object and where their values begin."""
        at = self._skip(0) + 1
        while self._text[self._skip(at)] != "}":
            key, at = self._decoder.raw_decode(self._text, self._skip(at))
            at = self._skip(self._skip(at) + 1)
            yield key, at
            _, at = self._decoder.raw_decode(self._text, at)
            at = self._skip(at)
            at += self._text[at] == ","

    def _items(self, at: int) -> Iterator[int]:
        """Where the values of the list at `at` begin."""
        at = self._skip(at + 1)
        while self._text[at] != "]":
            yield at
            _, at = self._decoder.raw_decode(self._text, at)
            at = self._skip(at)
            at = self._skip(at + (self._text[at] == ","))

    def _skip(self, at: int) -> int:
        found = _SPACES.match(self._text, at)
        assert found is not None
        return found.end()

    def _error(self, reason: str, offset: int, remedy: str = _REMEDY) -> InputError:
        before = self._text[:offset]
        start = before.rfind("\n") + 1
        end = self._text.find("\n", offset)
        return InputError(
            reason,
            place=Place(
                file=self._name,
                line=before.count("\n") + 1,
                column=offset - start + 1,
                text=self._text[start : end if end >= 0 else None],
            ),
            remedy=remedy,
        )


def _is_time(text: str) -> bool:
    try:
        return dt.datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
