"""XML read without surprises: no DTD, no entities, no network, line numbers kept; and written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from localize.errors import InputError, Place
from localize.exchange.imported import MAX_BYTES
from localize.regex import regex

_DEEP = 100

ILLEGAL = regex("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, written in any way."""


@dataclass(slots=True)
class Element:
    """An element with its namespace, where it stands and what is in it."""

    space: str
    name: str
    attributes: dict[str, str]
    """Names with a namespace are written `namespace name`."""
    line: int
    children: list[Element | str] = field(default_factory=list)

    def all(self, name: str) -> list[Element]:
        """Its child elements of that name, in its own namespace."""
        return [
            child
            for child in self.children
            if isinstance(child, Element) and (child.space, child.name) == (self.space, name)
        ]

    def first(self, name: str) -> Element | None:
        """The first of them."""
        return next(iter(self.all(name)), None)

    @property
    def text(self) -> str:
        """All text in it."""
        return "".join(c if isinstance(c, str) else c.text for c in self.children)


class _Tree:
    def __init__(self, data: bytes, name: str) -> None:
        self.data = data
        self.name = name
        self.root: Element | None = None
        self.stack: list[Element] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = self.doctype

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self.stack) >= _DEEP:
            self.fail("nested too deeply")
        space, _, local = name.rpartition(" ")
        element = Element(space, local, attributes, self.parser.CurrentLineNumber)
        if self.stack:
            self.stack[-1].children.append(element)
        else:
            self.root = element
        self.stack.append(element)

    def end(self, _name: str) -> None:
        self.stack.pop()

    def characters(self, text: str) -> None:
        self.stack[-1].children.append(text)

    def doctype(self, *_: object) -> NoReturn:
        self.fail("has a document type declaration: entities and outside parts are not read")

    def fail(self, reason: str) -> NoReturn:
        raise InputError(reason, place=Place(file=self.name, line=self.parser.CurrentLineNumber))


def parse(data: bytes, name: str) -> Element:
    """The outermost element. Raises InputError with the place for what is not plain XML."""
    if len(data) > MAX_BYTES:
        raise InputError(f"larger than {MAX_BYTES // 1024 // 1024} MB", place=Place(file=name))
    tree = _Tree(data, name)
    try:
        tree.parser.Parse(data, True)
    except expat.ExpatError as error:
        lines = data.split(b"\n")
        shown = (
            lines[error.lineno - 1].decode("utf-8", "replace")
            if error.lineno <= len(lines)
            else None
        )
        raise InputError(
            f"not valid XML: {expat.errors.messages[error.code]}",
            place=Place(file=name, line=error.lineno, column=error.offset + 1, text=shown),
        ) from error
    assert tree.root is not None
    return tree.root


def escape(text: str) -> str:
    """Text as it stands in an element; a carriage return would be read as a line feed."""
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\r", "&#13;")):
        text = text.replace(sign, entity)
    return text


def attributes(**values: str | int | None) -> str:
    """Attributes, each after a space; None leaves one out, `_` in a name stands for `-`.

    Names that begin with `xml_` or `lz_` have that prefix. Characters XML cannot hold are left out.
    """
    found = []
    for name, value in values.items():
        if value is None:
            continue
        prefix, _, rest = name.partition("_")
        shown = (
            f"{prefix}:{rest.replace('_', '-')}"
            if prefix in ("xml", "lz")
            else name.replace("_", "-")
        )
        text = escape(ILLEGAL.sub("", str(value))).replace('"', "&quot;")
        found.append(f' {shown}="{text.replace(chr(10), "&#10;").replace(chr(9), "&#9;")}"')
    return "".join(found)
