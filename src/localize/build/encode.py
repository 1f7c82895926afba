"""How a target is written into its slot so that it stays the text the translator meant.

What would turn into markup there is escaped: `1. Mai` at the start of a paragraph, a `|` in a cell, a quote in a title,
`<script>`. Whether it worked is for `verify` to say.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from localize.markdown.inline import analyse
from localize.model import Holder, Kind, Piece, PieceKind, Segment, Slot, Syntax
from localize.regex import regex

_BLOCK_START = regex(
    r"(?P<number>\d{1,9})(?=[.)](?:[ \t]|$))"
    r"|(?P<sign>[-+*](?=[ \t]|$)|\#(?=\#{0,5}(?:[ \t]|$))|>|`{3,}|~{3,}|=+[ \t]*$|-+[ \t]*$|\*(?=[ \t]*\*[ \t]*\*)"
    r"|_(?=[ \t]*_[ \t]*_)|:::|!!!|\?\?\?|///|\[(?=[^\]]*\]:)|:(?=[ \t])|<(?=[!?/A-Za-z])|\|)"
)
_SPACES = regex(r"[ \t]*\n[ \t\n]*")


def settle(segment: Segment, target: str) -> str:
    """The target as it will be read.

    Line breaks that mean nothing are spaces, and tags that the source does not have are text.
    """
    if "\r" in target:  # a line end to Markdown and to YAML
        target = target.replace("\r\n", "\n").replace("\r", "\n")
    pieces = analyse(target, segment.syntax, segment.labels)
    known = {p.value for p in segment.pieces if p.kind is PieceKind.HTML}
    # A literal block of front matter has lines that mean something.
    several_lines = segment.kind is Kind.FRONT_MATTER and "\n" in segment.text
    parts: list[str] = []
    for piece in pieces:
        raw = target[piece.start : piece.end]
        if piece.kind is PieceKind.HTML and raw not in known:
            raw = ("&lt;" if segment.syntax is not Syntax.MARKDOWN else "\\<") + raw[1:]
        if piece.kind not in _LINE_KEEPERS and not several_lines:
            raw = _SPACES.sub(" ", raw)
        parts.append(raw)
    return "".join(parts).strip()


_LINE_KEEPERS = frozenset({PieceKind.BREAK, PieceKind.HTML, PieceKind.TEMPLATE})


_STRAY = regex(r"[*`]|(?<!\w)_|_(?!\w)")
_MARKDOWN = frozenset(
    {
        Holder.BLOCK,
        Holder.INLINE,
        Holder.SETEXT,
        Holder.LINE,
        Holder.CELL,
        Holder.ALT,
        Holder.LINK_TITLE,
    }
)


def encode(segment: Segment, slot: Slot, target: str, source: str) -> str:
    """A settled target in the form its slot needs, where `source` stands. Line ends are `\\n`."""
    holder = slot.holder
    if holder in _MARKDOWN and _STRAY.search(target):
        target = _without_strays(segment, target)
    if holder in _MARKDOWN and (len(target) - len(target.rstrip("\\"))) % 2:
        target += "\\"  # a last backslash would escape what follows the slot, or break the line
    if holder in (Holder.BLOCK, Holder.INLINE, Holder.SETEXT):
        target, kept = _kept_lines(segment, target, source)
        return _restored(_block(segment, slot, target), kept)
    if holder is Holder.YAML:
        return yaml_scalar(target, slot.style)
    if holder is Holder.TOML:
        return toml_string(target, slot.style)
    line = _SPACES.sub(" ", target)
    if holder is Holder.LINE:
        return re.sub(r"(^|[ \t])(#+)$", lambda m: f"{m[1]}\\{m[2]}", line)
    if holder is Holder.CELL:
        return line.replace("|", "\\|")
    if holder is Holder.ALT:
        line = line if _balanced(line) else re.sub(r"(?<!\\)[\[\]]", r"\\\g<0>", line)
        return line.replace("|", "\\|") if slot.indent == "cell" else line
    if holder is Holder.LINK_TITLE:
        if slot.style == "(":  # escaped by backslashes they would read as a formula
            line = line.replace("(", "&#40;").replace(")", "&#41;")
        else:
            line = re.sub(rf"(?<!\\){re.escape(slot.style)}", r"\\\g<0>", line)
        return line.replace("|", "\\|") if slot.indent == "cell" else line
    if holder is Holder.HTML_ATTRIBUTE:
        return line.replace(slot.style, "&quot;" if slot.style == '"' else "&#39;")
    if holder is Holder.SHORTCODE:
        return line.replace('"', '\\"')
    if holder is Holder.HTML_TEXT:
        target, kept = _kept_lines(segment, target, source)
        line = _SPACES.sub(" ", target)
        if segment.syntax is Syntax.MDX:  # Markdown right behind a tag
            line = _escape_start(line, segment)
        return _restored(_html_text(segment, line), kept)
    return line


def _without_strays(segment: Segment, target: str) -> str:
    """Escape signs that pair with nothing: another line of the paragraph could have their partner."""
    kept = {
        c for p in segment.pieces if p.kind is PieceKind.TEXT for c in segment.text[p.start : p.end]
    }
    parts = []
    for piece in analyse(target, segment.syntax, segment.labels):
        raw = target[piece.start : piece.end]
        if piece.kind is PieceKind.TEXT:
            raw = _STRAY.sub(lambda m: m[0] if m[0] in kept else f"\\{m[0]}", raw)
        parts.append(raw)
    return "".join(parts)


_RAW = frozenset({PieceKind.CODE, PieceKind.HTML, PieceKind.MATH, PieceKind.TEMPLATE})
_GAP = r"(?:[ \t]*\r?\n[ \t>]*|[ \t]+)"


def _kept_lines(segment: Segment, target: str, source: str) -> tuple[str, tuple[str, ...]]:
    """The target with a stand-in for what runs over lines in the source: code spans, tags, templates, math; and these.

    Their indentation is part of them, and a comment in a formula ends with its line: they keep the source's bytes.
    """
    if "\n" not in source:
        return target, ()
    parts: list[str] = []
    kept: list[str] = []
    found: dict[str, Iterator[re.Match[str]]] = {}
    apart = False
    for piece in analyse(target, segment.syntax, segment.labels):
        raw = target[piece.start : piece.end]
        if apart and piece.kind is PieceKind.TEXT and raw.startswith(" "):
            raw = "\n" + raw.lstrip(" ")
        apart = False
        words = re.split(r"[ \t\n]+", raw) if piece.kind in _RAW else []
        if len(words) > 1:
            pattern = _GAP.join(map(re.escape, words))
            match = next(found.setdefault(pattern, re.finditer(pattern, source)), None)
            if match and "\n" in match[0]:
                raw = f"\0{len(kept)}\0"
                kept.append(match[0].replace("\r\n", "\n"))
                if piece.kind is PieceKind.MATH:  # many know it by lines of its own
                    if source[: match.start()].rstrip(" \t>").endswith("\n") and parts:
                        parts[-1] = re.sub(r" +\Z", "\n", parts[-1])
                    apart = source[match.end() :].lstrip(" \t").startswith(("\r", "\n"))
        parts.append(raw)
    return "".join(parts), tuple(kept)


def _restored(text: str, kept: Sequence[str]) -> str:
    for number, raw in enumerate(kept):
        text = text.replace(f"\0{number}\0", raw)
    return text


def _block(segment: Segment, slot: Slot, target: str) -> str:
    lines = target.split("\n")
    # The first line of an inline slot follows other text: nothing there begins a block.
    first = lines[0] if slot.holder is Holder.INLINE else _escape_start(lines[0], segment)
    rest = [slot.indent + _escape_start(line.lstrip(" \t"), segment) for line in lines[1:]]
    return "\n".join([first, *rest])


def _escape_start(line: str, segment: Segment) -> str:
    """Escape what would begin another block than a paragraph.

    >>> from localize.model import Kind
    >>> plain = Segment(id="", text="May 1", kind=Kind.PARAGRAPH)
    >>> _escape_start("1. Mai", plain), _escape_start("# x", plain)
    ('1\\\\. Mai', '\\\\# x')
    """
    match = _BLOCK_START.match(line)
    if not match:
        return line
    if match["sign"] and segment.text.startswith(match[0]):
        return line  # the source begins like this too, so it is no block here
    if match["number"]:
        return f"{match['number']}\\{line[match.end() :]}"
    if match["sign"] == "<" and any(
        p.start == 0 and p.kind in (PieceKind.HTML, PieceKind.AUTOLINK)
        for p in _first(line, segment)
    ):
        return line  # a tag of the source's own
    return f"\\{line}"


def _first(line: str, segment: Segment) -> tuple[Piece, ...]:
    return analyse(line, segment.syntax, segment.labels)[:1]


def _balanced(text: str) -> bool:
    depth = 0
    for char in re.sub(r"\\.", "", text):
        depth += {"[": 1, "]": -1}.get(char, 0)
        if depth < 0:
            return False
    return depth == 0


def _html_text(segment: Segment, line: str) -> str:
    parts = []
    for piece in analyse(line, segment.syntax, segment.labels):
        raw = line[piece.start : piece.end]
        if piece.kind is PieceKind.TEXT:
            raw = raw.replace("<", "&lt;")
            if segment.syntax is Syntax.MDX:
                raw = raw.replace("{", "&#123;").replace("}", "&#125;")
        parts.append(raw)
    return "".join(parts)


def yaml_scalar(value: str, style: str) -> str:
    """A string as a YAML scalar in the style of the source, or double-quoted where that cannot hold it.

    >>> yaml_scalar("Dosis: 5 mg", ""), yaml_scalar("l'eau", "'"), yaml_scalar("5\\tmg", "")
    ('"Dosis: 5 mg"', "'l''eau'", '"5\\\\tmg"')
    """
    if style[:1] in ("|", ">"):
        header, indent = style.split("\n", 1)
        gap = "\n\n" if header.startswith(">") else "\n"
        body = gap.join(value.split("\n"))
        return f"{header}\n" + "\n".join(indent + line if line else "" for line in body.split("\n"))
    if style == "'" and "\n" not in value:
        return "'" + value.replace("'", "''") + "'"
    if style in ("", "\n") and _plain_yaml(value):
        return value
    return json.dumps(value, ensure_ascii=False)


def _plain_yaml(value: str) -> bool:
    import yaml

    if re.search(r"[\t\n,\[\]{}#\\\"]|: |:$", value) or value != value.strip():
        return False
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return bool(yaml.load(f"k: {value}", loader) == {"k": value})  # noqa: S506 (a safe loader)
    except yaml.YAMLError:
        return False


def toml_string(value: str, style: str) -> str:
    """A string as a TOML string in the style of the source, or basic where that cannot hold it."""
    if style == "'" and not re.search(r"['\n\x00-\x08\x0b-\x1f]", value):
        return f"'{value}'"
    if style == "'''" and "''" not in value and not value.endswith("'"):
        return f"'''{value}'''"
    if style == '"""':
        inner = value.replace("\\", "\\\\").replace('"""', '""\\"')
        return f'"""{inner}"""' if not inner.endswith('"') else f'"""{inner[:-1]}\\""""'
    return json.dumps(value, ensure_ascii=False)
