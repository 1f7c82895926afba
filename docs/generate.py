"""Writes the pages of docs/reference/ that the program itself knows best: commands, configuration.

make docs                              writes them
python docs/generate.py --check        exit 1 and a list if one is out of date
"""

from __future__ import annotations

import argparse
import ast
import importlib
import inspect
import re
import sys
import types
import typing
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

REFERENCE = Path(__file__).parent / "reference"
MARK = (
    "<!-- Written by docs/generate.py: change the source it is made from, then run `make docs`. -->"
)


def pages() -> dict[Path, str]:
    """Every generated page: where it goes and what it says."""
    return {
        REFERENCE / "commands.md": commands(),
        REFERENCE / "configuration.md": configuration(),
        REFERENCE / "layouts.md": layouts(),
    }


# --- configuration: the tables of config.py and the docstrings under their fields ---


def configuration() -> str:
    """The page of all keys of localize.toml."""
    from localize import config

    notes = _field_docstrings(inspect.getsource(config))
    parts = [
        MARK,
        "# Configuration",
        "`localize.toml` in the project folder. Every key has a default: a project that has only `source/` needs "
        "no file at all. An unknown key, a wrong type or an unknown value is an error that names the file, the line "
        "and the key, and nothing is done (exit 2).",
        "A whole file:",
        "```toml\n" + _EXAMPLE + "```",
    ]
    parts += _tables(config.Config, "", config, notes)
    return "\n\n".join(parts) + "\n"


_EXAMPLE = """\
source_locale = "en"
target_locales = ["es", "fr"]
include = ["**/*.md"]
exclude = ["drafts/**"]

[extract]
front_matter = ["title", "description"]

[translate]
engine = "argos"
beam_size = 2
models = ["models"]

[build]
layout = "hugo"
fallback = "hold"
require = "reviewed"

[build.fallback_for]
"news/**" = "source"

[build.require_risk]
dose = "second-person"

[check]
disable = ["untranslated"]

[check.severity]
glossary = "minor"
"""


def _field_docstrings(source: str) -> dict[tuple[str, str], str]:
    """Class and field name -> the string under the field."""
    found = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef):
            for field, after in zip(node.body, node.body[1:], strict=False):
                if (
                    isinstance(field, ast.AnnAssign)
                    and isinstance(field.target, ast.Name)
                    and isinstance(after, ast.Expr)
                    and isinstance(after.value, ast.Constant)
                ):
                    text = inspect.cleandoc(str(after.value.value))
                    found[node.name, field.target.id] = " ".join(text.split())
    return found


def _tables(
    cls: type[typing.NamedTuple],
    prefix: str,
    module: types.ModuleType,
    notes: Mapping[tuple[str, str], str],
) -> Iterator[str]:
    hints = typing.get_type_hints(cls)
    rows, inner = [], []
    for field in cls._fields:
        hint = hints[field]
        nested = _nested(hint)
        if field == "root":
            continue
        if hasattr(hint, "_fields"):
            inner.append((f"{prefix}{field}", hint))
            continue
        text = notes[cls.__name__, field]
        choices = module._CHOICES.get(f"{prefix and prefix + '.'}{field}")
        if choices:
            text += f" One of {', '.join(f'`{choice}`' for choice in choices)}."
        defaults = cls._field_defaults
        shown = f"`{_toml(defaults[field])}`" if field in defaults else "required"
        rows.append(f"| `{field}` | {_kind(hint)} | {shown} | {_cell(text)} |")
        if nested:
            inner.append((f"{prefix and prefix + '.'}{field}", nested))
    yield f"## {f'`[{prefix}]`' if prefix else 'Top level'}"
    if prefix:
        yield inspect.cleandoc(cls.__doc__ or "")
    yield "| key | type | default | meaning |\n|---|---|---|---|\n" + "\n".join(rows)
    for name, nested_cls in inner:
        yield from _tables(nested_cls, name, module, notes)


def _nested(hint: Any) -> type[typing.NamedTuple] | None:
    inner = [a for a in typing.get_args(hint) if hasattr(a, "_fields")]
    return inner[0] if inner else None


def _kind(hint: Any) -> str:
    names = {str: "string", int: "whole number", bool: "true or false"}
    if hint in names:
        return names[hint]
    arguments = typing.get_args(hint)
    if typing.get_origin(hint) is tuple:
        return "list of tables" if _nested(hint) else f"list of {names[arguments[0]]}s"
    value = arguments[1]
    return f"table, each value a {names.get(value) or _kind(value)}"


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (tuple, list)):
        return f"[{', '.join(_toml(item) for item in value)}]"
    if isinstance(value, Mapping):
        return "{}"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


# --- layouts: the table of build/layouts ---


def layouts() -> str:
    """The page of all layouts of a build."""
    from localize.build.layouts import LAYOUTS, Anchor

    parts = [
        MARK,
        "# Layouts",
        "`--layout NAME`, or `layout` in `[build]`. It says where a localized article goes below the build folder, and "
        "what a site generator needs in it.",
        "| layout | `source/guide/a.md` in `es` | in `pt-BR` | pictures |\n|---|---|---|---|\n"
        + "\n".join(
            f"| [`{name}`](#{name}) | `{layout.place(PurePosixPath('guide/a.md'), 'es')}` "
            f"| `{layout.place(PurePosixPath('guide/a.md'), 'pt-BR')}` "
            f"| {'copied' if layout.copies_assets else 'shared'} |"
            for name, layout in LAYOUTS.items()
        ),
        "*Copied* pictures lie beside the localized article; *shared* ones stay with the source, which the "
        "generator reads from the same folder.",
    ]
    for name, layout in LAYOUTS.items():
        module = importlib.import_module(f"localize.build.layouts.{name.replace('-', '_')}")
        ids = (
            "`{#id}` after a heading"
            if layout.anchor is Anchor.ATTRIBUTE
            else '`<a id="…"></a>` in a heading'
        )
        notes = [f"With `pin_anchors`, ids are pinned by {ids}."]
        if layout.lang_key:
            notes.append(f"`{layout.lang_key}` in the front matter names the locale.")
        if layout.needs_front_matter:
            notes.append("An article without front matter gets one.")
        if layout.page:
            notes.append("The targets of links between articles become addresses of pages.")
        if layout.reads_dates:
            notes.append("Dates in the front matter stay ISO 8601: the generator reads them.")
        parts += [f"## `{name}`", _linked(inspect.getdoc(module) or ""), " ".join(notes)]
    return "\n\n".join(parts) + "\n"


def _linked(text: str) -> str:
    return re.sub(r"(?m)^(https://\S+)$", r"<\1>", text)


# --- commands: the Typer app ---


def commands() -> str:
    """The page of all commands with their arguments and options."""
    import typer.main

    from localize.cli.app import app
    from localize.cli.commands import register

    register()
    root = typer.main.get_command(app)
    parts = [MARK, "# Commands", _first_lines(root)]
    parts += [_EXIT_CODES]
    parts += _command(root, "localize", heading=False)
    return "\n\n".join(part for part in parts if part) + "\n"


_EXIT_CODES = """\
| exit | meaning |
|---|---|
| 0 | done, nothing to report |
| 1 | findings at or above `--fail-on`, or a held article |
| 2 | wrong usage or configuration |
| 3 | `--check`: something would change |
| 4 | an input is unsafe or cannot be parsed; that file is untouched, the others are worked on |
| 5 | part of the work failed; the rest is done and saved, what failed is listed |
| 130 | interrupted; what was finished is saved |

Where several apply, 4 wins over 5, and 5 over 1. Results go to stdout, progress and warnings to stderr."""


def _command(command: Any, path: str, *, heading: bool = True) -> Iterator[str]:
    if getattr(command, "hidden", False):
        return
    params = [p for p in command.params if not getattr(p, "hidden", False) and p.name != "help"]
    children = getattr(command, "commands", {})
    if heading:
        yield f"## `{path}`"
        yield _first_lines(command)
    arguments = [p for p in params if p.param_type_name == "argument"]
    options = [p for p in params if p.param_type_name == "option"]
    if heading and not children:
        usage = [path, *("[OPTIONS]" for _ in options[:1]), *(_argument(p) for p in arguments)]
        yield "    " + " ".join(usage)
    if arguments:
        rows = [f"| `{_argument(p)}` | {_cell(p.help or '')} |" for p in arguments]
        yield "| argument | meaning |\n|---|---|\n" + "\n".join(rows)
    if options:
        rows = [f"| {_option(p)} | {_cell(p.help or '')}{_default(p)} |" for p in options]
        yield "| option | meaning |\n|---|---|\n" + "\n".join(rows)
    for name, child in children.items():
        yield from _command(child, f"{path} {name}")


def _first_lines(command: Any) -> str:
    text = inspect.cleandoc(command.help or "").partition("\f")[0]
    return text.replace("\b\n", "").strip()


def _argument(param: Any) -> str:
    name = (param.metavar or param.name).strip("[].").upper()
    text = f"{name}…" if param.nargs == -1 else name
    return text if param.required else f"[{text}]"


def _option(param: Any) -> str:
    flags = [*param.opts, *param.secondary_opts]
    names = ", ".join(f"`{flag}`" for flag in sorted(flags, key=lambda f: (f.startswith("--"), f)))
    if param.is_flag or param.count:
        return names
    choices = getattr(param.type, "choices", ())
    if choices:
        value = "\\|".join(str(getattr(choice, "value", choice)) for choice in choices)
    else:
        value = param.metavar or ("N" if param.type.name.startswith("int") else "TEXT")
    return f"{names} {value}"


def _default(param: Any) -> str:
    default = param.default
    if default in (None, False, True, (), [], "") or callable(default) or param.required:
        return ""
    return f" Default: `{getattr(default, 'value', default)}`."


def main() -> int:
    """Write the pages, or with `--check` say which are out of date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    stale = [
        path
        for path, text in pages().items()
        if not path.exists() or path.read_text("utf-8") != text
    ]
    for path in stale:
        if check:
            print(f"out of date, run `make docs`: {path}", file=sys.stderr)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(pages()[path], encoding="utf-8", newline="\n")
            print(f"written: {path}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
