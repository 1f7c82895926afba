"""What the pages say is so: links lead somewhere, commands and options exist, configuration loads."""

from __future__ import annotations

import json
import re
import runpy
import shlex
from collections.abc import Iterator
from itertools import pairwise, takewhile
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import typer.main
from markdown_it import MarkdownIt

from localize import config
from localize.cli.app import app
from localize.cli.commands import register

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    path
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("*/README.md"))
    if not any(part.startswith(".") for part in path.relative_to(ROOT).parts)
)
SCHEMAS = sorted((ROOT / "docs/schemas").glob("*.json"))
MARKDOWN = MarkdownIt("commonmark").enable("table")
register()


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _slug(heading: str) -> str:
    text = re.sub(r"[^\w\- ]", "", heading.lower())
    return text.strip().replace(" ", "-")


def anchors(page: Path) -> set[str]:
    """The ids that headings get where Markdown is shown, and those of `<a id>`."""
    tokens = MARKDOWN.parse(page.read_text("utf-8"))
    found = {
        _slug("".join(c.content for c in after.children or ()))
        for token, after in pairwise(tokens)
        if token.type == "heading_open"
    }
    return found | set(re.findall(r"""<a (?:id|name)=["']([^"']+)""", page.read_text("utf-8")))


def links(page: Path) -> Iterator[str]:
    for token in MARKDOWN.parse(page.read_text("utf-8")):
        for child in token.children or ():
            target = child.attrGet("href") or child.attrGet("src")
            if target:
                yield str(target)


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_links_lead_somewhere(page: Path) -> None:
    dead = []
    for target in links(page):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        file = (page.parent / name).resolve() if name else page
        if not file.exists() or (anchor and file.suffix == ".md" and anchor not in anchors(file)):
            dead.append(target)
    assert not dead


# --- commands ---


def command_lines(page: Path) -> Iterator[str]:
    """Lines of code blocks, and code spans, that call `localize`."""
    for token in MARKDOWN.parse(page.read_text("utf-8")):
        if token.type in ("code_block", "fence"):
            if token.info not in ("", "sh", "bash", "console", "yaml"):
                continue
            for line in token.content.splitlines():
                found = re.match(r"\s*(?:\$ |- run: |entry: )?(?:\.venv/bin/)?(localize .*)", line)
                if found:
                    yield found[1].partition("  #")[0].partition("   ")[0]
        for child in token.children or ():
            if child.type == "code_inline" and child.content.startswith("localize "):
                yield child.content


def _problem(line: str) -> str | None:
    """Why the command line cannot be right, or None."""
    lexer = shlex.shlex(line.partition("…")[0], posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    words = list(takewhile(lambda word: not re.fullmatch(r"[|<>;&()]+|\[.*", word), lexer))[1:]
    command: Any = typer.main.get_command(app)
    while words and words[0] in getattr(command, "commands", {}):
        command = command.commands[words.pop(0)]
    if getattr(command, "commands", {}) and words and not words[0].startswith("-"):
        return f"no command {words[0]!r}"
    known = {o for p in command.params for o in (*p.opts, *p.secondary_opts)} | {"--help"}
    root = {o for p in typer.main.get_command(app).params for o in (*p.opts, *p.secondary_opts)}
    for word in words:
        if word.startswith("-") and len(word) > 1 and word.partition("=")[0] not in known | root:
            return f"no option {word!r}"
    return None


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_commands_and_options_exist(page: Path) -> None:
    wrong = {line: _problem(line) for line in command_lines(page)}
    assert not {line: problem for line, problem in wrong.items() if problem}


def test_commands_are_found_in_the_pages() -> None:
    assert sum(1 for page in PAGES for _ in command_lines(page)) > 30


# --- configuration ---

TOML = [
    pytest.param(token.content, id=f"{_name(page)}:{token.map[0]}")
    for page in PAGES
    for token in MARKDOWN.parse(page.read_text("utf-8"))
    if token.type == "fence" and token.info == "toml" and token.map
]


@pytest.mark.parametrize("text", TOML)
def test_configuration_in_the_pages_loads(text: str, tmp_path: Path) -> None:
    (tmp_path / config.FILE_NAME).write_text(text, encoding="utf-8")
    config.load(tmp_path)


# --- generated pages and schemas ---


@pytest.mark.parametrize("name", ["commands.md", "configuration.md"])
def test_generated_pages_are_current(name: str) -> None:
    path = ROOT / "docs/reference" / name
    wanted = runpy.run_path(str(ROOT / "docs/generate.py"))["pages"]()
    [text] = [text for file, text in wanted.items() if file.name == name]
    assert path.read_text("utf-8") == text, "run `make docs`"


@pytest.mark.parametrize("path", SCHEMAS, ids=_name)
def test_schemas_are_schemas(path: Path) -> None:
    schema = json.loads(path.read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"]


# --- the example at the top ---


def test_the_example_of_the_readme_is_a_real_one() -> None:
    blocks = {
        token.info: token.content
        for token in reversed(MARKDOWN.parse((ROOT / "README.md").read_text("utf-8")))
        if token.type == "fence"
    }
    assert blocks["markdown"] in (ROOT / "source/ketamine-science.md").read_text("utf-8")
    [msgid] = re.findall(r'(?m)^(msgid ".+")$', blocks["po"])
    catalog = (ROOT / "locales/es/ketamine-science.po").read_text("utf-8")
    assert msgid in catalog


def test_the_built_line_of_the_readme_is_the_accepted_translation() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    [built] = re.findall(r"(?m)^- (La \*\*ketamina\*\* .+)$", text)
    assert f'msgstr "{built}"' in (ROOT / "locales/es/ketamine-science.po").read_text("utf-8")
