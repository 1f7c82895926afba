"""Reading a PO file so that no byte of it goes unaccounted for.

`read(text, file)` takes a decoded PO file apart into entries that know where they stand. Joining
`text[previous end : start]` and `text[start : end]` of all entries, and what follows the last one,
yields the text again: that is what the writer splices. What is between entries is blank, a
`domain` line or, at the very end, comments; anything else is refused with line, column and remedy.

What GNU gettext accepts is accepted. An entry written the way every tool writes it is read by one
regular expression; everything else goes through `grammar`, which knows the whole grammar.
"""

from __future__ import annotations

import re

from localize.catalog.grammar import Grammar
from localize.catalog.syntax import STRING, Document, Entry, fail, is_fuzzy, joined
from localize.errors import CatalogError, Place
from localize.regex import regex

# Possessive: all strings that follow belong to the entry, or it is none for the fast way.
_STRINGS = rf"({STRING}(?:[ \t\r\n]*{STRING})*+)"
_FAST = regex(
    r"((?:#(?![~|])[^\n]*\n)*)"
    rf"(?:msgctxt[ \t]+{_STRINGS}[ \t]*\r?\n)?"
    rf"msgid[ \t]+{_STRINGS}[ \t]*\r?\n"
    rf"msgstr[ \t]+{_STRINGS}[ \t]*(?:\r?\n|\Z)"
)
_BLANK = regex(r"[ \t\r\f\v\n]*")
_CONTROL = regex(r"[\x00-\x08\x0e-\x1f\x7f]")
_LONE_RETURN = regex(r"\r(?!\n)")


def decode(data: bytes, file: str) -> tuple[str, bool]:
    """The text of a PO file and whether it began with a byte order mark.

    Raises CatalogError for another charset, with the command that converts it.
    """
    remedy = f"Convert it with: msgconv -t UTF-8 -o '{file}' '{file}'"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise CatalogError(
            "is UTF-16; PO files must be UTF-8",
            place=Place(file=file),
            remedy=f"Convert it with: iconv -f UTF-16 -t UTF-8 '{file}' > '{file}.utf8'",
        )
    bom = data.startswith(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8-sig" if bom else "utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        found = re.search(rb"charset=([-\w.:]+)", data)
        named = found[1].decode("ascii") if found else ""
        if named.lower().replace("_", "-") in _UTF8:
            remedy = (
                "The file says that it is UTF-8: restore the damaged character, then try again."
            )
            named = ""
        shown = data.split(b"\n")[line - 1].decode("utf-8", "replace")
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        raise CatalogError(
            f"is not UTF-8{f' but {named}' if named else ''}",
            place=Place(file=file, line=line, column=column, text=shown),
            remedy=remedy,
        ) from error
    found_text = re.search(r"charset=([-\w.:]+)", text[:4000])
    if found_text and found_text[1].lower().replace("_", "-") not in (*_UTF8, *_ASCII):
        line = text.count("\n", 0, found_text.start()) + 1
        raise CatalogError(
            f"says its charset is {found_text[1]}; PO files must be UTF-8",
            place=Place(file=file, line=line, text=text.split("\n")[line - 1]),
            remedy=remedy,
        )
    return text, bom


_UTF8 = ("utf-8", "utf8")
_ASCII = ("ascii", "us-ascii", "charset", "ansi-x3.4-1968")


def read(text: str, file: str = "", *, bom: bool = False) -> Document:
    """Take a PO file apart. Raises CatalogError where it cannot be read without risk of loss."""
    if found := _CONTROL.search(text):
        fail(text, found.start(), file, f"control character U+{ord(found[0]):04X}", "Delete it.")
    if "\r" in text and (found := _LONE_RETURN.search(text)):
        remedy = f"Convert it with: sed -i 's/\\r$//; s/\\r/\\n/g' '{file}'"
        fail(
            text,
            found.start(),
            file,
            "line endings of neither Unix nor Windows (a lone CR)",
            remedy,
        )
    entries: list[Entry] = []
    seen: dict[tuple[str, str | None, str], Entry] = {}
    header: Entry | None = None
    position, line, domain, size = 0, 1, "", len(text)
    while True:
        if text.startswith("\n#", position):  # the usual gap
            start = position + 1
            line += 1
        else:
            start = _BLANK.match(text, position).end()  # type: ignore[union-attr]
            line += text.count("\n", position, start)
        if start == size:
            break
        own_line = start == 0 or text[start - 1] == "\n"
        if own_line and (found := _FAST.match(text, start)):
            entry = _fast(found, start, line, domain, file)
        else:
            slow = Grammar(text, start, file, domain)
            if slow.domain_line():
                domain, position = slow.domain, slow.position
                continue
            parsed = slow.entry(line)
            if parsed is None:
                break
            entry = parsed
        position = entry.end
        line += text.count("\n", start, position)
        if entry.source == "" and entry.context is None and not entry.obsolete and not domain:
            if header is not None:
                fail(
                    text, entry.body, file, f"a second header (the first is in line {header.line})"
                )
            header = entry
            continue
        if not entry.obsolete:
            key = (domain, entry.context, entry.source)
            if key in seen:
                fail(
                    text,
                    entry.body,
                    file,
                    f"a second entry with the same msgid (the first is in line {seen[key].line})",
                    "Keep one of the two: compare their translations, delete the other.",
                )
            seen[key] = entry
        entries.append(entry)
    return Document(text=text, entries=tuple(entries), header=header, bom=bom, file=file)


def _fast(found: re.Match[str], start: int, line: int, domain: str, file: str) -> Entry:
    comments, context, source, target = found.groups()
    body = start + len(comments)
    text = found.string
    at_source = found.start(3)
    at_target = found.start(4)
    # The keyword stands before its string with nothing but spaces between.
    value = text.rindex("msgstr", start, at_target)
    body_line = line + comments.count("\n")
    source_line = body_line if context is None else body_line + text.count("\n", body, at_source)
    return Entry(
        start,
        body,
        value,
        found.end(),
        source_line,
        source_line + text.count("\n", at_source, value),
        None if context is None else joined(context, text, found.start(2), file),
        joined(source, text, at_source, file),
        joined(target, text, at_target, file),
        is_fuzzy(comments),
        comments,
        domain=domain,
    )
