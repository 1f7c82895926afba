"""Accepted translations as TMX 1.4, out and in.

Reading trusts nothing: no entity is declared or expanded, no other file is opened, no network used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from localize import locales
from localize.errors import ConfigError, InputError, Place
from localize.pretranslate.memory import Accepted

# What XML 1.0 has no way to write.
_NOT_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_CONTEXT, _ARTICLE = "x-context", "x-article"
_HEADER = (
    '  <header creationtool="Localize" creationtoolversion="1" segtype="block" o-tmf="PO"'
    ' adminlang="en" srclang={} datatype="plaintext"/>'
)
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Exported:
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
        elif _NOT_XML.search(f"{pair.source}{pair.target}{pair.context or ''}{pair.article}"):
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


class _Reader:
    """The events of one file."""

    def __init__(self, name: str, source_locale: str, *, approved: bool) -> None:
        self._name = name
        self._source = source_locale
        self._approved = approved
        self._pairs: list[Accepted] = []
        self._unit: _Unit | None = None
        self._lang = ""
        self._prop = ""
        self._text: list[str] | None = None
        self._depth = 0
        self._parser = expat.ParserCreate(namespace_separator=None)
        self._parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._data
        self._parser.EntityDeclHandler = self._entity
        # An entity that only an unread DTD declares would otherwise vanish without a word.
        self._parser.SkippedEntityHandler = self._skipped

    def read(self, file: BinaryIO) -> tuple[Accepted, ...]:
        try:
            while chunk := file.read(_CHUNK):
                self._parser.Parse(chunk, False)
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            place = Place(file=self._name, line=error.lineno, column=error.offset + 1)
            reason = expat.ErrorString(error.code)
            raise InputError(f"not well-formed XML: {reason}", place=place) from error
        except (LookupError, ValueError) as error:
            # What pyexpat raises for the encodings that it does not know, or not well enough.
            raise self._refuse(
                f"its encoding cannot be read: {error}", "Save it as UTF-8."
            ) from error
        return tuple(self._pairs)

    def _refuse(self, reason: str, remedy: str = "") -> InputError:
        place = Place(
            file=self._name,
            line=self._parser.CurrentLineNumber,
            column=self._parser.CurrentColumnNumber + 1,
        )
        return InputError(reason, place=place, remedy=remedy)

    def _entity(self, *_: object) -> None:
        raise self._refuse("declares an entity", "Remove the declarations from its DOCTYPE.")

    def _skipped(self, name: str, _: bool) -> None:
        raise self._refuse(
            f"uses the entity {name!r}, which it does not declare", "Write its text."
        )

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

    def _data(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

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
