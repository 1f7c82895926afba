"""What MDX adds at block level: imports, exports and expressions, which are JavaScript and not text."""

from __future__ import annotations

import re
from typing import Any

from localize.extract.source import Lines
from localize.markdown.syntaxes import expression
from localize.regex import regex

_ESM = regex(r"(?:import|export)(?:\s|\{|\*)")
_COMMENTS = regex(r"(?:\{/\*(?:(?!\*/).)*\*/\}\s*)+", re.DOTALL)
_FENCE = regex(r"[ \t]{0,3}(`{3,}(?=[^`]*$)|~{3,})")


_IMPORT = regex(
    r"^import[ \t]+(?:[\w*{][^'\"\n]*[ \t}]from[ \t]+)?(?P<quote>['\"])[^'\"\n]+(?P=quote);?[ \t\r]*(?:import\b.*)?$",
    re.MULTILINE,
)
_CODE_BEFORE = regex(r"^[ \t\ufeff]*(?:`{3}|~{3}|<script\b)", re.MULTILINE | re.IGNORECASE)


def is_mdx(text: str) -> bool:
    """Does a text import before any code begins? Docusaurus and others read `.md` as MDX.

    >>> is_mdx("# A\\n\\nimport Tabs from '@theme/Tabs';\\n"), is_mdx("import duties from abroad")
    (True, False)
    """
    if "import " not in text:
        return False
    found = _IMPORT.search(text)
    return found is not None and not _CODE_BEFORE.search(text, 0, found.start())


def comment_blocks(tokens: list[Any]) -> list[Any]:
    """Paragraphs that are MDX comments and nothing else, as what HTML comments are: HTML blocks."""
    found: list[Any] = []
    skip = 0
    for index, token in enumerate(tokens):
        if skip:
            skip -= 1
        elif token.type == "paragraph_open" and _COMMENTS.fullmatch(tokens[index + 1].content):
            block = token.copy(
                type="html_block", tag="", nesting=0, content=tokens[index + 1].content
            )
            found.append(block)
            skip = 2
        else:
            found.append(token)
    return found


def opaque_rows(lines: Lines) -> frozenset[int]:
    """Rows that hold JavaScript.

    From `import` or `export` to the blank line after balanced brackets, and expressions that begin a block
    and run over several lines.
    """
    found: set[int] = set()
    fence = ""
    previous_blank = True
    row = 0
    while row < len(lines):
        text = lines.texts[row]
        opener = _FENCE.match(text)
        if fence:
            if opener and opener[1].startswith(fence) and not text[opener.end() :].strip():
                fence = ""
        elif opener:
            fence = opener[1]
        elif previous_blank and _ESM.match(text):
            end = _esm_end(lines, row)
            found.update(range(row, end))
            row = end
            previous_blank = True
            continue
        elif previous_blank and text.startswith("{"):
            rest = "\n".join(lines.texts[row:])
            stop = expression(rest, 0)
            height = rest.count("\n", 0, stop) if stop > 0 else 0
            if (
                height
                and not rest[stop : rest.find("\n", stop) if "\n" in rest[stop:] else None].strip()
            ):
                found.update(range(row, row + height + 1))
                row += height + 1
                previous_blank = True
                continue
        previous_blank = not text.strip()
        row += 1
    return frozenset(found)


def _esm_end(lines: Lines, start: int) -> int:
    """The row after the statements that begin at `start`."""
    depth = 0
    in_template = False
    row = start
    while row < len(lines):
        text = lines.texts[row]
        if not text.strip() and depth <= 0 and not in_template:
            return row
        if text.count("`") % 2:
            in_template = not in_template
        code = re.sub(r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|`[^`]*`|//.*", "", text)
        depth += sum(code.count(c) for c in "([{") - sum(code.count(c) for c in ")]}")
        row += 1
    # Unbalanced to the end of the file: only the paragraph is taken for JavaScript.
    row = start
    while row < len(lines) and lines.texts[row].strip():
        row += 1
    return row
