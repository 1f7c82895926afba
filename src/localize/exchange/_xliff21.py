"""XLIFF 2.1 (ISO 21720): spans are `pc`, other codes `ph`, what they hold is in `originalData`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from localize.exchange._xliff12 import OURS, comments, notes
from localize.exchange._xml import ILLEGAL, Element, attributes, escape
from localize.exchange.codes import Part, is_nested, numbered_like, parts_of
from localize.exchange.imported import Imported, state_after
from localize.model import PieceKind, Role, State, Unit, digest

SPACE = "urn:oasis:names:tc:xliff:document:2.0"
"""Versions 2.0 and 2.1 share it."""

_STATES = {
    State.UNTRANSLATED: ("initial", None),
    State.DRAFT: ("initial", "localize:draft"),
    State.STALE: ("initial", "localize:stale"),
    State.EDITED: ("translated", None),
    State.REVIEWED: ("reviewed", None),
}
_ORDER = ("initial", "translated", "reviewed", "final")
_TYPES = {
    PieceKind.EMPHASIS: "fmt",
    PieceKind.BREAK: "fmt",
    PieceKind.LINK: "link",
    PieceKind.AUTOLINK: "link",
    PieceKind.URL: "link",
    PieceKind.IMAGE: "image",
}
_SUBTYPES = {
    "strong": "xlf:b",
    "b": "xlf:b",
    "em": "xlf:i",
    "i": "xlf:i",
    "u": "xlf:u",
    "br": "xlf:lb",
}


def write(
    articles: Mapping[str, Sequence[Unit]], source_locale: str, locale: str, *, fill: bool
) -> str:
    """The document."""
    names = attributes(version="2.1", srcLang=source_locale, trgLang=locale, xml_space="preserve")
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<xliff xmlns="{SPACE}" xmlns:lz="{OURS}"{names}>',
    ]
    for number, (article, units) in enumerate(articles.items(), 1):
        present = [unit for unit in units if unit.state is not State.OBSOLETE]
        if present:  # a file without units is not valid
            lines.append(f"<file{attributes(id=f'f{number}', original=article)}>")
            lines += [_unit(unit, fill) for unit in present]
            lines.append("</file>")
    return "\n".join([*lines, "</xliff>", ""])


def _unit(unit: Unit, fill: bool) -> str:
    segment = unit.segment
    source = parts_of(segment.text, segment)
    target = numbered_like(source, parts_of(unit.target, segment))
    data: dict[str, str] = {}
    source_text, target_text = _content(source, data), _content(target, data)
    lines = [f"<unit{attributes(id=unit.id, lz_target_sha256=digest(unit.target))}>", "<notes>"]
    lines += [
        f"<note{attributes(category=who)}>{escape(ILLEGAL.sub('', text))}</note>"
        for who, text in notes(unit)
    ]
    if unit.previous is not None:
        old = escape(ILLEGAL.sub("", unit.previous))
        lines.append(f'<note category="localize">the source was: {old}</note>')
    lines.append("</notes>")
    if data:
        lines.append("<originalData>")
        lines += [f'<data id="{name}">{_characters(raw)}</data>' for raw, name in data.items()]
        lines.append("</originalData>")
    state, sub = _STATES[unit.state]
    lines += [
        f"<segment{attributes(state=state, subState=sub)}>",
        f"<source>{source_text}</source>",
    ]
    if unit.target:
        lines.append(f"<target>{target_text}</target>")
    elif fill:
        lines.append(f"<target>{source_text}</target>")
    return "\n".join([*lines, "</segment>", "</unit>"])


def _content(parts: Sequence[Part], data: dict[str, str]) -> str:
    """The parts as XML; what codes hold is added to `data`: text -> its name."""
    closing = {part.id: part for part in parts if part.role is Role.CLOSE}
    nested = is_nested(parts)
    found = []
    for part in parts:
        if part.kind is None:
            found.append(_characters(part.raw))
        elif part.role is Role.SOLO:
            found.append(f"<ph{_names(part)}{_reference('dataRef', part, data)}/>")
        elif part.role is Role.OPEN and nested:
            start = _reference("dataRefStart", part, data)
            end = _reference("dataRefEnd", closing[part.id], data)
            found.append(f"<pc{_names(part)}{start}{end}>")
        elif part.role is Role.OPEN:
            found.append(f"<sc{_names(part)}{_reference('dataRef', part, data)}/>")
        elif nested:
            found.append("</pc>")
        else:
            found.append(f'<ec startRef="{part.id}"{_reference("dataRef", part, data)}/>')
    return "".join(found)


def _names(part: Part) -> str:
    sub = _SUBTYPES.get(part.tag)
    kind = _TYPES.get(part.kind or PieceKind.TEXT, "other")
    solo = part.role is Role.SOLO
    return attributes(
        id=part.id,
        type=kind,
        subType=sub if kind == "fmt" else None,
        equiv=part.shown or None if solo else None,
        disp=part.raw if solo else None,
        canDelete=None if part.deletable else "no",
    )


def _reference(name: str, part: Part, data: dict[str, str]) -> str:
    return attributes(**{name: data.setdefault(part.raw, f"d{len(data) + 1}")})


def _characters(text: str) -> str:
    """Text; a character XML cannot hold is a `cp` element that names it."""
    found, at = [], 0
    for match in ILLEGAL.finditer(text):
        found += [escape(text[at : match.start()]), f'<cp hex="{ord(match[0]):04X}"/>']
        at = match.end()
    return "".join([*found, escape(text[at:])])


# Reading ------------------------------------------------------------------------------------------


def read(root: Element) -> tuple[Imported, ...]:
    """The units of all files, groups included."""
    locale = root.attributes.get("trgLang", "")
    return tuple(
        _imported(unit, file.attributes.get("original", ""), locale)
        for file in root.all("file")
        for unit in _units(file)
    )


def _units(element: Element) -> Iterable[Element]:
    for child in element.children:
        if not isinstance(child, Element) or child.space != SPACE:
            continue
        if child.name == "unit":
            yield child
        elif child.name == "group":
            yield from _units(child)


def _imported(element: Element, article: str, locale: str) -> Imported:
    problems: list[str] = []
    original = element.first("originalData")
    data = (
        {d.attributes.get("id", ""): _text(d, {}, problems) for d in original.all("data")}
        if original
        else {}
    )
    segments = [
        child
        for child in element.children
        if isinstance(child, Element)
        and child.space == SPACE
        and child.name in ("segment", "ignorable")
    ]
    source = "".join(_side(part, "source", data, problems) for part in segments)
    target = _target(segments, data, problems)
    was = element.attributes.get(f"{OURS} target-sha256", "")
    said = [part.attributes.get("state", "initial") for part in segments if part.name == "segment"]
    sub = {part.attributes.get("subState") for part in segments}
    out = next((s for s, (_, name) in _STATES.items() if name and name in sub), State.EDITED)
    # Segments of one unit may be in several states: the least of them is the unit's.
    least = min((_ORDER.index(state) for state in said if state in _ORDER), default=0)
    if target == source and least == 0 and was == digest(""):
        target = ""  # a copy that nobody touched
    if not target:
        state = State.UNTRANSLATED
    else:
        state = state_after(out, approved=least >= 2, new_text=digest(target) != was)
    holder = element.first("notes")
    return Imported(
        unit=element.attributes.get("id", ""),
        article=article,
        locale=locale,
        source=source,
        source_sha256=digest(source),
        target=target,
        target_sha256=was,
        state=state,
        comment=comments(holder.all("note") if holder else (), "category"),
        line=element.line,
        problem="; ".join(dict.fromkeys(problems)),
    )


def _side(part: Element, name: str, data: Mapping[str, str], problems: list[str]) -> str:
    found = part.first(name)
    return _text(found, data, problems) if found else ""


def _target(segments: Sequence[Element], data: Mapping[str, str], problems: list[str]) -> str:
    """The targets in their order, where all segments have one; what is between them as it was."""
    if not any(part.first("target") for part in segments if part.name == "segment"):
        return ""
    ordered: list[tuple[int, str]] = []
    for number, part in enumerate(segments, 1):
        target = part.first("target")
        if target is None and part.name == "segment":
            problems.append("only a part of it is translated")
        place = target.attributes.get("order", "") if target else ""
        text = _side(part, "target" if target else "source", data, problems)
        ordered.append((int(place) if place.isdecimal() else number, text))
    return "".join(text for _, text in sorted(ordered, key=lambda item: item[0]))


def _text(element: Element, data: Mapping[str, str], problems: list[str]) -> str:
    found: list[str] = []
    for child in element.children:
        if isinstance(child, str):
            found.append(child)
            continue
        get = child.attributes.get
        match child.name:
            case "cp":
                found.append(_character(get("hex", ""), problems))
            case "pc":
                found.append(_data(child, "dataRefStart", data, problems))
                found.append(_text(child, data, problems))
                found.append(_data(child, "dataRefEnd", data, problems))
            case "ph" | "sc" | "ec":
                found.append(_data(child, "dataRef", data, problems))
            case "mrk":
                found.append(_text(child, data, problems))
            case "sm" | "em":
                continue
            case _:
                problems.append(f"an inline code that is not in the source: <{child.name}>")
    return "".join(found)


def _data(code: Element, name: str, data: Mapping[str, str], problems: list[str]) -> str:
    reference = code.attributes.get(name)
    if reference is None or reference not in data:
        problems.append(f"an inline code that is not in the source: <{code.name}>")
        return ""
    return data[reference]


def _character(code: str, problems: list[str]) -> str:
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        problems.append(f"no character has the number {code!r}")
        return ""
