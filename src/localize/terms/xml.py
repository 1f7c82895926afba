"""Reading XML of others without trusting it: what TBX and TMX have in common.

No entity is declared or expanded, no other file is opened, no network used.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.parsers import expat

from localize.errors import InputError, Place
from localize.regex import regex

NOT_XML = regex("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""What XML 1.0 has no way to write."""


class GuardedReader:
    """The events of one file, its text gathered while `_text` is a list."""

    def __init__(self, name: str, *, namespace_separator: str | None) -> None:
        self._name = name
        self._text: list[str] | None = None
        self._depth = 0
        self._parser = expat.ParserCreate(namespace_separator=namespace_separator)
        self._parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._data
        self._parser.EntityDeclHandler = self._entity
        # An entity that only an unread DTD declares would otherwise vanish without a word.
        self._parser.SkippedEntityHandler = self._skipped

    def _parse(self, chunks: Iterable[bytes]) -> None:
        """Raises InputError with line and column for what is no XML, or not safe to read."""
        try:
            for chunk in chunks:
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
        raise NotImplementedError

    def _data(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _end(self, name: str) -> None:
        raise NotImplementedError
