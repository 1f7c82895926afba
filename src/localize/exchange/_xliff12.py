"""XLIFF 1.2 (OASIS standard of 2008): paired codes are `bpt` and `ept`, others `ph`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from localize.exchange._xml import ILLEGAL, Element, attributes, escape
from localize.exchange.codes import Part, numbered_like, parts_of
from localize.exchange.imported import Imported, state_after
from localize.model import PieceKind, Role, Segment, State, Unit, digest

SPACE = "urn:oasis:names:tc:xliff:document:1.2"
OURS = "urn:localize:exchange:1"

_STATES = {
    State.DRAFT: {"state": "needs-review-translation", "state_qualifier": "mt-suggestion"},
    State.EDITED: {"state": "translated"},
    State.REVIEWED: {"state": "final"},
    State.STALE: {"state": "needs-review-translation", "state_qualifier": "x-localize-stale"},
}
_COPY = "needs-translation"
"""The state of a target that is only a copy of its source."""
_APPROVED = ("final", "signed-off")
_CTYPES = {"strong": "bold", "b": "bold", "em": "italic", "i": "italic", "u": "underlined"}
_CHARACTER = "x-localize-character-"


def write(
    articles: Mapping[str, Sequence[Unit]],
    source_locale: str,
    locale: str,
    tool: str,
    *,
    fill: bool,
) -> str:
    """The document."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<xliff version="1.2" xmlns="{SPACE}" xmlns:lz="{OURS}">',
    ]
    for article, units in articles.items():
        names = attributes(
            original=article,
            source_language=source_locale,
            target_language=locale,
            datatype="x-markdown",
            xml_space="preserve",
        )
        lines += [
            f"<file{names}>",
            f"<header><tool{attributes(tool_id='localize', tool_name=tool)}/></header>",
            "<body>",
        ]
        lines += [_unit(unit, fill) for unit in units if unit.state is not State.OBSOLETE]
        lines += ["</body>", "</file>"]
    return "\n".join([*lines, "</xliff>", ""])


def _unit(unit: Unit, fill: bool) -> str:
    segment = unit.segment
    source = _parts(segment.text, segment)
    approved = "yes" if unit.state is State.REVIEWED else "no"
    names = attributes(
        id=unit.id, approved=approved, xml_space="preserve", lz_target_sha256=digest(unit.target)
    )
    lines = [f"<trans-unit{names}>", f"<source>{_content(source)}</source>"]
    if unit.target:
        target = numbered_like(source, _parts(unit.target, segment))
        lines.append(
            f"<target{attributes(**_STATES.get(unit.state, {}))}>{_content(target)}</target>"
        )
    elif fill:
        lines.append(f'<target state="{_COPY}">{_content(source)}</target>')
    lines += [
        f"<note{attributes(**{'from': who})}>{escape(ILLEGAL.sub('', text))}</note>"
        for who, text in notes(unit)
    ]
    if unit.previous is not None:
        old = _content(_parts(unit.previous, segment))
        lines.append(
            f'<alt-trans alttranstype="previous-version"><source>{old}</source><target/></alt-trans>'
        )
    return "\n".join([*lines, "</trans-unit>"])


def notes(unit: Unit) -> Iterator[tuple[str, str]]:
    """What to tell a translator about the unit, and who says it."""
    segment = unit.segment
    where = " › ".join((*segment.headings, segment.field or str(segment.kind)))
    yield "localize", where
    yield from (("author", note) for note in segment.notes)
    if segment.context:
        yield "author", f"context: {segment.context}"
    if unit.draft is not None and unit.draft.reasons:
        yield "localize", f"{unit.draft.band} confidence: {', '.join(unit.draft.reasons)}"
    yield from (("translator", comment) for comment in unit.comments)


def _parts(text: str, segment: Segment) -> tuple[Part, ...]:
    parts = parts_of(text, segment)
    if any(part.kind is not None and ILLEGAL.search(part.raw) for part in parts):
        # What a code holds cannot be written here; as running text its characters can.
        return (Part(raw=text),)
    return parts


def _content(parts: Iterable[Part]) -> str:
    return "".join(escape_text(part.raw) if part.kind is None else _code(part) for part in parts)


def escape_text(text: str) -> str:
    """Running text; a character XML cannot hold is an empty code that names it."""
    found, at = [], 0
    for match in ILLEGAL.finditer(text):
        code = ord(match[0])
        found.append(escape(text[at : match.start()]))
        found.append(f'<x id="c{match.start()}" ctype="{_CHARACTER}{code:04x}"/>')
        at = match.end()
    return "".join([*found, escape(text[at:])])


def _code(part: Part) -> str:
    if part.role is Role.SOLO:
        names = attributes(id=part.id, ctype=_ctype(part), equiv_text=part.shown or None)
        return f"<ph{names}>{escape(part.raw)}</ph>"
    name = "bpt" if part.role is Role.OPEN else "ept"
    ctype = _ctype(part) if part.role is Role.OPEN else None
    return f"<{name}{attributes(id=part.id, rid=part.id, ctype=ctype)}>{escape(part.raw)}</{name}>"


def _ctype(part: Part) -> str:
    if part.role is Role.OPEN:
        special = {PieceKind.LINK: "link"}.get(part.kind or PieceKind.TEXT)
        return special or _CTYPES.get(part.tag) or f"x-{part.kind}"
    return {PieceKind.IMAGE: "image", PieceKind.BREAK: "lb"}.get(
        part.kind or PieceKind.TEXT
    ) or f"x-{part.kind}"


# Reading ------------------------------------------------------------------------------------------


def read(root: Element) -> tuple[Imported, ...]:
    """The units of all files, groups included."""
    found = []
    for file in root.all("file"):
        for body in file.all("body"):
            found += [_imported(file, element) for element in _trans_units(body)]
    return tuple(found)


def _trans_units(element: Element) -> Iterator[Element]:
    for child in element.children:
        if not isinstance(child, Element) or child.space != SPACE:
            continue
        if child.name == "trans-unit":
            yield child
        elif child.name == "group":
            yield from _trans_units(child)


def _imported(file: Element, element: Element) -> Imported:
    source, target = element.first("source"), element.first("target")
    codes = _codes(source) if source else {}
    problems: list[str] = []
    source_text = _text(source, codes, problems) if source else ""
    target_text = _text(target, codes, problems) if target else ""
    was = element.attributes.get(f"{OURS} target-sha256", "")
    said = target.attributes.get("state", "") if target else ""
    qualifier = target.attributes.get("state-qualifier", "") if target else ""
    out = next((s for s, a in _STATES.items() if a == _as(said, qualifier)), State.EDITED)
    approved = element.attributes.get("approved") == "yes" or said in _APPROVED
    if said in (_COPY, "new") and target_text == source_text:
        target_text = ""
    if not target_text:
        state = State.UNTRANSLATED
    else:
        state = state_after(out, approved=approved, new_text=digest(target_text) != was)
    return Imported(
        unit=element.attributes.get("id", ""),
        article=file.attributes.get("original", ""),
        locale=file.attributes.get("target-language", ""),
        source=source_text,
        source_sha256=digest(source_text),
        target=target_text,
        target_sha256=was,
        state=state,
        comment=comments(element.all("note"), "from"),
        line=element.line,
        problem="; ".join(dict.fromkeys(problems)),
    )


def _as(state: str, qualifier: str) -> dict[str, str]:
    return {"state": state, **({"state_qualifier": qualifier} if qualifier else {})}


def comments(elements: Iterable[Element], who: str) -> str:
    """The notes that are not ours and not the author's, joined."""
    kept = (e for e in elements if e.attributes.get(who) not in ("localize", "author"))
    return "\n".join(text for element in kept if (text := element.text.strip()))


def _codes(source: Element) -> dict[tuple[str, str], str]:
    """What the source's codes hold, by name and number: tools that empty a code keep its number."""
    return {
        (child.name, child.attributes.get("id", "")): child.text
        for child in source.children
        if isinstance(child, Element)
    }


def _text(element: Element, codes: Mapping[tuple[str, str], str], problems: list[str]) -> str:
    found: list[str] = []
    for child in element.children:
        if isinstance(child, str):
            found.append(child)
        elif child.name == "mrk":
            found.append(_text(child, codes, problems))
        elif child.name in ("bpt", "ept", "ph", "it"):
            found.append(child.text or codes.get((child.name, child.attributes.get("id", "")), ""))
        elif child.name == "x" and child.attributes.get("ctype", "").startswith(_CHARACTER):
            found.append(_character(child.attributes["ctype"].removeprefix(_CHARACTER), problems))
        elif child.name == "x" and ("ph", child.attributes.get("id", "")) in codes:
            found.append(codes["ph", child.attributes["id"]])
        else:
            problems.append(f"an inline code that is not in the source: <{child.name}>")
    return "".join(found)


def _character(code: str, problems: list[str]) -> str:
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        problems.append(f"no character has the number {code!r}")
        return ""
