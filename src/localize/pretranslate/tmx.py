"""Accepted translations as TMX 1.4, out and in.

Reading trusts nothing: no entity is declared or expanded, no other file is opened, no network used.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from localize import locales
from localize.errors import ConfigError, InputError, Place
from localize.pretranslate.memory import Accepted
from localize.terms.xml import NOT_XML, GuardedReader

_CONTEXT, _ARTICLE = "x-context", "x-article"
_HEADER = (
    '  <header creationtool="Localize" creationtoolversion="1" segtype="block" o-tmf="PO"'
    ' adminlang="en" srclang={} datatype="plaintext"/>'
)
_CHUNK = 1 << 16


class Exported(NamedTuple):
    """A TMX file's text, and how many translations are in it or had to stay out."""

    text: str
    written: int
    unapproved: int
    unwritable: int
    """With characters XML cannot hold."""


def write(pairs: Iterable[Accepted], source_locale: str) -> Exported:
    """The approved pairs, each once, in the order given."""
    units: dict[tuple[str, str | None, str], dict[str, str]] = {}
    unapproved = unwritable = 0
    for pair in pairs:
        if not pair.approved:
            unapproved += 1
        elif NOT_XML.search(f"{pair.source}{pair.target}{pair.context or ''}{pair.article}"):
            unwritable += 1
        else:
            units.setdefault((pair.source, pair.context, pair.article), {})[pair.locale] = (
                pair.target
            )
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<tmx version="1.4">',
        _HEADER.format(quoteattr(source_locale)),
        "  <body>",
    ]
    for (source, context, article), targets in units.items():
        lines.append("    <tu>")
        if article:
            lines.append(f'      <prop type="{_ARTICLE}">{_xml(article)}</prop>')
        if context is not None:
            lines.append(f'      <prop type="{_CONTEXT}">{_xml(context)}</prop>')
        for locale, text in ((source_locale, source), *targets.items()):
            lines.append(f"      <tuv xml:lang={quoteattr(locale)}><seg>{_xml(text)}</seg></tuv>")
        lines.append("    </tu>")
    lines += ["  </body>", "</tmx>", ""]
    written = sum(len(targets) for targets in units.values())
    return Exported("\n".join(lines), written, unapproved, unwritable)


def _xml(text: str) -> str:
    # A bare carriage return would be read back as a line feed.
    return escape(text, {"\r": "&#13;"})


def read(path: Path, source_locale: str, *, approved: bool = False) -> tuple[Accepted, ...]:
    """The pairs of a TMX file whose source is in the source locale or its language.

    Markup of other tools inside a segment is kept as the text it stands for. `approved` is what
    the pairs are taken for: a file from elsewhere has not been accepted by anyone here.

    Raises InputError with line and column for what is not TMX, or not safe to read.
    """
    try:
        with path.open("rb") as file:
            return _Reader(path.name, source_locale, approved=approved).read(file)
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror}", place=Place(file=path.name)
        ) from error


@dataclass(slots=True)
class _Unit:
    article: str = ""
    context: str | None = None
    texts: list[tuple[str, str]] = field(default_factory=list)


class _Reader(GuardedReader):
    """The events of one file."""

    def __init__(self, name: str, source_locale: str, *, approved: bool) -> None:
        super().__init__(name, namespace_separator=None)
        self._source = source_locale
        self._approved = approved
        self._pairs: list[Accepted] = []
        self._unit: _Unit | None = None
        self._lang = ""
        self._prop = ""

    def read(self, file: BinaryIO) -> tuple[Accepted, ...]:
        self._parse(iter(lambda: file.read(_CHUNK), b""))
        return tuple(self._pairs)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 1 and name != "tmx":
            raise self._refuse(f"not TMX: its first element is {name!r}")
        if name == "tu":
            self._unit = _Unit()
        elif name == "tuv":
            self._lang = attributes.get("xml:lang") or attributes.get("lang") or ""
        elif name == "prop":
            self._prop = attributes.get("type", "")
            self._text = []
        elif name == "seg":
            self._text = []

    def _end(self, name: str) -> None:
        self._depth -= 1
        unit = self._unit
        text = "".join(self._text or ())
        if name in ("prop", "seg"):
            self._text = None
        if unit is None:
            return
        if name == "prop" and self._prop == _CONTEXT:
            unit.context = text
        elif name == "prop" and self._prop == _ARTICLE:
            unit.article = text
        elif name == "seg":
            unit.texts.append((self._lang, text))
        elif name == "tu":
            self._unit = None
            self._pairs += self._accepted(unit)

    def _accepted(self, unit: _Unit) -> Sequence[Accepted]:
        named = [(_tag(lang), text) for lang, text in unit.texts if text.strip()]
        language = _tag(self._source).split("-")[0]
        sources = [text for tag, text in named if tag == _tag(self._source)]
        sources += [text for tag, text in named if tag.split("-")[0] == language]
        if not sources:
            return ()
        pairs = []
        for tag, text in named:
            if tag.split("-")[0] == language:
                continue
            try:
                locale = locales.check(tag)
            except ConfigError as error:
                raise self._refuse(f"xml:lang {tag!r}: {error.reason}", error.remedy) from error
            pairs.append(
                Accepted(
                    source=sources[0],
                    target=text,
                    context=unit.context,
                    article=unit.article or self._name,
                    locale=locale,
                    approved=self._approved,
                )
            )
        return pairs


def _tag(lang: str) -> str:
    return lang.replace("_", "-").lower()
