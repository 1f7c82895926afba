"""Front matter: the values of chosen keys, in YAML or TOML, with their places.

Everything else of it - order, comments, lists, dates, quoting - stays as it stands.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from typing import Any

from localize.extract.collector import Collector
from localize.extract.source import BOM
from localize.markdown.inline import READABLE
from localize.model import Holder, Kind, Slot, Syntax
from localize.regex import regex

_YAML = regex(r"---[ \t]*\n(?P<body>(?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_TOML = regex(r"\+\+\+[ \t]*\n(?P<body>(?:.*\n)*?)\+\+\+[ \t]*(?:\n|\Z)")
_TOML_TABLE = regex(r"[ \t]*\[(?P<array>\[)?[ \t]*(?P<name>[^\[\]]+?)[ \t]*\]")
_TOML_STRING = regex(
    r"[ \t]*(?P<key>[\w.\"'-]+)[ \t]*=[ \t]*"
    r"(?P<value>\"\"\"(?:\\.|[^\\])*?\"\"\"|'''.*?'''|\"(?:\\.|[^\"\\\n])*\"|'[^'\n]*')",
    re.DOTALL,
)


def extract(text: str, collector: Collector) -> int:
    """Take in the front matter of an article's text, if it has any.

    Returns where the body begins, in characters; 0 where there is no front matter (after a BOM, 1 is 0).
    """
    begin = len(BOM) if text.startswith(BOM) else 0
    if text.startswith("{", begin):
        return _json(text, begin, collector)
    opener = text[begin : begin + 3]
    if opener not in ("---", "+++"):
        return 0
    # One pass over line endings: with CRLF the offsets of the normalised text are mapped back.
    norm, back = _normalise(text[begin:])
    match = (_YAML if opener == "---" else _TOML).match(norm)
    if not match:
        return 0
    body, offset = match["body"], match.start("body")
    values = _yaml_values(body, collector) if opener == "---" else _toml_values(body, collector)
    if values is None:
        return 0
    for name, start, end, value, style in values:
        holder = Holder.YAML if opener == "---" else Holder.TOML
        slot = Slot(begin + back(offset + start), begin + back(offset + end), holder, "", style)
        line = norm.count("\n", 0, offset + start) + 1
        collector.add(value, slot, Kind.FRONT_MATTER, line, syntax=Syntax.MARKDOWN, name=name)
    keys = re.sub(r"(?m)^[ \t]*#.*$", "", body) if not values else ""
    collector.shape.append(("front matter", opener, len(values), keys))
    return int(begin + back(match.end()))


def _normalise(text: str) -> tuple[str, Any]:
    if "\r" not in text:
        return text, int
    norm = text.replace("\r\n", "\n").replace("\r", "\n")
    removed = [m.start() for m in re.finditer(r"\r\n", text)]
    # removed[i] - i: where the i-th dropped CR stood in the normalised text.
    places = [at - i for i, at in enumerate(removed)]

    def back(offset: int) -> int:
        from bisect import bisect_left

        return offset + bisect_left(places, offset)

    return norm, back


def _json(text: str, begin: int, collector: Collector) -> int:
    """Hugo's JSON front matter: kept as it stands."""
    try:
        data, end = json.JSONDecoder().raw_decode(text, begin)
    except (ValueError, RecursionError):
        return 0
    if not isinstance(data, dict) or not data or text[end : end + 1] not in ("", "\n", "\r"):
        return 0
    collector.shape.append(("front matter", "json", text[begin:end]))
    collector.notices.append(
        (1, "JSON front matter is kept as it stands; use YAML or TOML to translate it")
    )
    return end


Value = tuple[str, int, int, str, str]
"""Key path, start and end in the body, the value, how it is quoted."""


def _yaml_values(body: str, collector: Collector) -> list[Value] | None:
    """None where it is no front matter at all: text between two thematic breaks."""
    import yaml

    try:
        loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        root = yaml.compose(body, loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = (mark.line if mark else 0) + 2
        if re.match(r"[ \t]*[\w-]+:(?:[ \t]|\n)", body) is None:
            return None
        problem = getattr(error, "problem", None) or "not valid"
        collector.notices.append((line, f"YAML front matter is kept as it stands: {problem}"))
        return []
    if root is None:
        return []
    if not isinstance(root, yaml.MappingNode):
        return None
    return sorted(_yaml_walk(root, "", body, collector.options.front_matter), key=lambda v: v[1])


def _yaml_walk(node: Any, prefix: str, body: str, wanted: tuple[str, ...]) -> Iterator[Value]:  # noqa: ANN401
    import yaml

    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            continue
        path = f"{prefix}{key.value}"
        if isinstance(value, yaml.MappingNode):
            if any(name.startswith(f"{path}.") for name in wanted):
                yield from _yaml_walk(value, f"{path}.", body, wanted)
        elif isinstance(value, yaml.SequenceNode):
            for item in value.value:
                if path in wanted and isinstance(item, yaml.ScalarNode):
                    yield from _yaml_scalar(path, item, body)
                elif isinstance(item, yaml.MappingNode):
                    yield from _yaml_walk(item, f"{path}.", body, wanted)
        elif path in wanted:
            yield from _yaml_scalar(path, value, body)


def _yaml_scalar(path: str, node: Any, body: str) -> Iterator[Value]:  # noqa: ANN401
    start, end = node.start_mark.index, node.end_mark.index
    raw = body[start:end]
    if (
        node.tag != "tag:yaml.org,2002:str"
        or raw[:1] in ("&", "!", "*")
        or not READABLE.search(node.value)
    ):
        return
    style = node.style or ""
    if style in ("|", ">"):
        end = start + len(raw.rstrip())
        lines = body[start:end].split("\n")
        indents = [line[: len(line) - len(line.lstrip())] for line in lines[1:] if line.strip()]
        if not indents or re.search(r"\d", lines[0]):
            return
        style = f"{lines[0]}\n{min(indents, key=len)}"
    elif not style and "\n" in raw:
        style = "\n"
    yield path, start, end, node.value.strip("\n"), style


def _toml_values(body: str, collector: Collector) -> list[Value] | None:
    try:
        tomllib.loads(body)
    except RecursionError:
        collector.notices.append((1, "TOML front matter is kept as it stands: nested too deeply"))
        return []
    except tomllib.TOMLDecodeError as error:
        reason, _, where = str(error).partition(" (at ")
        row = re.match(r"line (\d+)", where)
        line = 1 + (int(row[1]) if row else 1)
        collector.notices.append((line, f"TOML front matter is kept as it stands: {reason}"))
        return []
    wanted = collector.options.front_matter
    values: list[Value] = []
    table = ""
    at = 0
    while at < len(body):
        if head := _TOML_TABLE.match(body, at):
            table = head["name"].replace('"', "").replace("'", "") + "."
        elif found := _TOML_STRING.match(body, at):
            path = table + found["key"].replace('"', "").replace("'", "")
            raw = found["value"]
            value = tomllib.loads(f"x = {raw}")["x"]
            if path in wanted and READABLE.search(value):
                style = raw[:3] if raw[:3] in ('"""', "'''") else raw[0]
                values.append(
                    (path, found.start("value"), found.end("value"), value.strip("\n"), style)
                )
            at = found.end()
        following = body.find("\n", at)
        at = following + 1 if following >= 0 else len(body)
    return values
