"""Front matter in a build: where it is, a language key where one is asked for, dates as readers write them.

Every edit changes one line and leaves the rest as it stands: order, comments, quotes, line ends.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Collection, Mapping
from typing import NamedTuple

from localize.regex import regex

BOM = "\ufeff"

_END = r"(?:\r\n|\r|\n)"
_BLOCK = regex(
    rf"(?:---[ \t]*{_END}(?P<yaml>(?:[^\r\n]*{_END})*?)(?:---|\.\.\.)[ \t]*(?:{_END}|\Z))"
    rf"|(?:\+\+\+[ \t]*{_END}(?P<toml>(?:[^\r\n]*{_END})*?)\+\+\+[ \t]*(?:{_END}|\Z))"
)
_ENTRY = regex(
    r"^(?P<key>[A-Za-z_][\w-]*)(?P<sign>[ \t]*[:=][ \t]*)"
    r"(?P<value>\"[^\"\r\n]*\"|'[^'\r\n]*'|[^\s#\"'\[{|>][^#\r\n]*?)(?P<rest>[ \t]*(?:[ \t]#[^\r\n]*)?)$",
    re.MULTILINE,
)
_DATE = regex(r"(?P<day>\d{4}-\d{2}-\d{2})(?:[T ][\d:.]+[ ]?(?:Z|[+-]\d{2}:?\d{2})?)?")

DATE_KEYS = (
    "date",
    "lastmod",
    "last_modified_at",
    "last_update",
    "updated",
    "published",
    "modified",
)
"""Front matter keys that hold dates, in the generators' words."""


class Split(NamedTuple):
    """A text taken apart: `head + body` is the text again.

    `head` is the BOM and the front matter with its fences; `start` and `end` are where the lines
    between the fences stand in it.
    """

    head: str
    body: str
    language: str = ""
    """`yaml`, `toml`, or empty where there is no front matter."""
    start: int = 0
    end: int = 0

    @property
    def inner(self) -> str:
        """The lines between the fences."""
        return self.head[self.start : self.end]


def split(text: str) -> Split:
    r"""Take a text apart into front matter and body.

    >>> split("---\ntitle: A\n---\nText\n").body
    'Text\n'
    >>> split("Text\n").head
    ''
    """
    begin = len(BOM) if text.startswith(BOM) else 0
    if text[begin : begin + 3] not in ("---", "+++"):
        return Split(text[:begin], text[begin:])
    found = _BLOCK.match(text, begin)
    if found is None:
        return Split(text[:begin], text[begin:])
    language = "toml" if found["toml"] is not None else "yaml"
    start, end = found.span(language)
    return Split(text[: found.end()], text[found.end() :], language, start, end)


def line_end(text: str) -> str:
    r"""The line end a text uses, by its first one; `\n` where it has none."""
    found = re.search(_END, text)
    return found[0] if found else "\n"


def values(text: str) -> dict[str, str]:
    r"""The one-line values at the top level of a text's front matter, unquoted.

    >>> values("---\ntitle: 'A'  # why\ndate: 2026-03-01\ntags: [a]\n---\n")
    {'title': 'A', 'date': '2026-03-01'}
    """
    found: dict[str, str] = {}
    for entry in _ENTRY.finditer(_top_level(split(text))):
        found.setdefault(entry["key"], _unquoted(entry["value"]))
    return found


def set_key(text: str, key: str, value: str, *, create: bool = False) -> str:
    r"""The text with a front matter key set to a value; `create` gives it front matter if it has none.

    >>> set_key("---\ntitle: A\n---\n", "lang", "es")
    '---\nlang: es\ntitle: A\n---\n'
    """
    parts = split(text)
    end = line_end(text)
    if not parts.language:
        if not create:
            return text
        return f"{parts.head}---{end}{key}: {_scalar(value, 'yaml')}{end}---{end}{parts.body}"
    if parts.inner.lstrip().startswith("{"):
        return text  # a flow mapping: a line more would break it
    written = _scalar(value, parts.language)
    for entry in _ENTRY.finditer(_top_level(parts)):
        if entry["key"] == key:
            at, stop = (parts.start + place for place in entry.span("value"))
            return parts.head[:at] + written + parts.head[stop:] + parts.body
    sign = " = " if parts.language == "toml" else ": "
    line = f"{key}{sign}{written}{end}"
    # First: in TOML what follows a table header would belong to the table.
    return parts.head[: parts.start] + line + parts.head[parts.start :] + parts.body


def ensure(text: str) -> str:
    """The text with front matter, empty if it has none: for generators that skip files without."""
    parts = split(text)
    if parts.language:
        return text
    end = line_end(text)
    return f"{parts.head}---{end}---{end}{parts.body}"


def dates(text: str) -> Mapping[str, dt.date]:
    """The dates in the front matter, by key, in the order they stand in."""
    found = {}
    for key, value in values(text).items():
        if key in DATE_KEYS and (date := parse_date(value)) is not None:
            found[key] = date
    return found


def parse_date(value: str) -> dt.date | None:
    """The day of an ISO 8601 date or timestamp; None for anything else."""
    found = _DATE.fullmatch(value.strip())
    if found is None:
        return None
    try:
        return dt.date.fromisoformat(found["day"])
    except ValueError:
        return None


def localize_dates(text: str, locale: str, *, keep: bool) -> str:
    """The text with its front matter dates written as the locale's readers do.

    With `keep` the ISO date stays, because a generator reads it, and `<key>_localized` is added.
    """
    found = dates(text)
    if not found:
        return text
    from localize.locales import format_date

    for key, date in reversed([*found.items()]):
        text = set_key(text, f"{key}_localized" if keep else key, format_date(date, locale))
    return text


def localize_numbers(text: str, keys: Collection[str], locale: str, *, keep: bool) -> str:
    """The text with the numbers of these front matter keys written as the locale's readers do; `keep`: as for dates.

    >>> localize_numbers("---\\npeople: 12000.5\\n---\\n", ["people"], "de", keep=False)
    '---\\npeople: "12.000,5"\\n---\\n'
    """
    found = {k: v for k, v in values(text).items() if k in keys and _NUMBER.fullmatch(v)}
    if not found:
        return text
    from localize.locales import format_number

    for key, value in reversed([*found.items()]):
        text = set_key(text, f"{key}_localized" if keep else key, format_number(value, locale))
    return text


_NUMBER = regex(r"-?\d+(?:\.\d+)?")


def _top_level(parts: Split) -> str:
    """The front matter, cut before TOML's first table; nested YAML is indented anyway."""
    if parts.language != "toml":
        return parts.inner
    table = re.search(r"^[ \t]*\[", parts.inner, re.MULTILINE)
    return parts.inner[: table.start()] if table else parts.inner


def _unquoted(value: str) -> str:
    return value[1:-1] if value[:1] in ("'", '"') else value


def _scalar(value: str, language: str) -> str:
    if (
        language == "yaml"
        and re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*", value)
        and value.lower()
        not in (
            # Norwegian is not false.
            *("no", "yes", "on", "off", "true", "false", "null", "y", "n"),
        )
    ):
        return value
    return json.dumps(value, ensure_ascii=False)
