"""XLIFF, 1.2 and 2.1: units out, units in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from localize.errors import InputError, Place, UsageError
from localize.exchange import _xliff12, _xliff21, _xml
from localize.exchange.imported import Imported
from localize.model import Unit

VERSIONS = ("1.2", "2.1")


def export(
    articles: Mapping[str, Sequence[Unit]],
    *,
    source_locale: str,
    locale: str,
    version: str = "1.2",
    tool: str = "localize",
    fill: bool = False,
) -> bytes:
    """The units of one locale, by article (`source/a.md`), as an XLIFF document in UTF-8.

    Markup is in inline codes, states are mapped, obsolete units are left out; `tool` names who
    made it. `fill` copies the source where nothing is translated, for tools that translate what
    stands in the target (OmegaT); `read` takes such a copy for no translation. Same input, same
    bytes. Raises UsageError for another version.
    """
    if version == "1.2":
        text = _xliff12.write(articles, source_locale, locale, tool, fill=fill)
    elif version == "2.1":
        text = _xliff21.write(articles, source_locale, locale, fill=fill)
    else:
        raise UsageError(
            f"XLIFF {version} is not written", remedy=f"Choose one of {', '.join(VERSIONS)}."
        )
    return text.encode("utf-8")


def read(data: bytes, *, name: str = "file.xlf") -> tuple[Imported, ...]:
    """What an XLIFF 1.2, 2.0 or 2.1 document holds, in its order.

    Raises InputError with the place for what is no such document. A unit that cannot be taken (a
    code nobody knows) has its `problem` said and does not keep the others. `name` is what messages
    call the file.
    """
    root = _xml.parse(data, name)
    if root.name == "xliff" and root.space == _xliff12.SPACE:
        return _xliff12.read(root)
    if root.name == "xliff" and root.space == _xliff21.SPACE:
        return _xliff21.read(root)
    raise InputError(
        f"not an XLIFF document of version 1.2, 2.0 or 2.1: it begins with <{root.name}>",
        place=Place(file=name, line=root.line),
    )
