"""Reading a PO file so that no byte of it goes unaccounted for.

`read(text, file)` takes a decoded PO file apart into entries that know where they stand. Joining
`text[previous end : start]` and `text[start : end]` of all entries, and what follows the last one,
yields the text again: that is what the writer splices. What is between entries is blank, a
`domain` line or, at the very end, comments; anything else is refused with line, column and remedy.

What GNU gettext accepts is accepted. An entry written the way every tool writes it is read by one
regular expression; everything else goes through `_Slow`, which knows the whole grammar.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple, NoReturn

from localize.errors import CatalogError, Place

SPACE = " \t\r\f\v"

_STRING = r'"[^"\\\n]*(?:\\[^\n][^"\\\n]*)*"'
_STRINGS = rf"({_STRING}(?:[ \t\r\n]*{_STRING})*)"
_FAST = re.compile(
    r"((?:#(?![~|])[^\n]*\n)*)"
    rf"(?:msgctxt[ \t]+{_STRINGS}[ \t]*\r?\n)?"
    rf"msgid[ \t]+{_STRINGS}[ \t]*\r?\n"
    rf"msgstr[ \t]+{_STRINGS}[ \t]*(?:\r?\n|\Z)"
)
_BLANK = re.compile(r"[ \t\r\f\v\n]*")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_FUZZY = re.compile(r"^[ \t\r\f\v]*(?:#~[ \t]*)?#,(?:.*[,\s])?fuzzy(?:[,\s]|\Z)", re.MULTILINE)
_PART = re.compile(_STRING)
_ESCAPE = re.compile(r"((?:\\[0-7]{1,3}|\\x[0-9A-Fa-f]+)+)|\\(.)", re.DOTALL)
_CODE = re.compile(r"\\(?:x([0-9A-Fa-f]+)|([0-7]{1,3}))")
_PLAIN = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    '"': '"',
    "\\": "\\",
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "v": "\v",
}


class Entry(NamedTuple):
    """One entry of a PO file: what it says, and where."""

    start: int
    """Offset of its first character: its comments belong to it."""
    body: int
    """Offset of its msgctxt or msgid, after the comments."""
    value: int
    """Offset of its msgstr keyword."""
    end: int
    """Offset after it, its line ending included."""
    line: int
    """1-based line of the msgid keyword."""
    target_line: int
    context: str | None
    source: str
    target: str
    """The msgstr; for a plural entry the first one."""
    fuzzy: bool
    comments: str
    """The comment lines as they stand, `#|` included."""
    obsolete: bool = False
    plural: str | None = None
    targets: tuple[str, ...] = ()
    """All msgstr of a plural entry."""
    previous: str | None = None
    previous_context: str | None = None
    domain: str = ""
    """Set by a `domain` line: such an entry is kept and never matched."""
    plain: bool = True
    """Does it stand on lines of its own? Others are written anew when they change."""

    @property
    def key(self) -> tuple[str | None, str]:
        """What identifies it."""
        return (self.context, self.source)


@dataclass(frozen=True, slots=True)
class Document:
    """A PO file, taken apart."""

    text: str
    """Without the byte order mark."""
    entries: tuple[Entry, ...]
    """In the order of the file; the header is not among them."""
    header: Entry | None = None
    bom: bool = False
    file: str = ""

    @property
    def newline(self) -> str:
        """The line ending that the file uses."""
        first = self.text.find("\n")
        return "\r\n" if first > 0 and self.text[first - 1] == "\r" else "\n"

    def header_field(self, name: str) -> str:
        """A field of the header, empty where it has none."""
        if self.header is None:
            return ""
        found = re.search(rf"(?mi)^{re.escape(name)}:[ \t]*(.*)$", self.header.target)
        return found[1].strip() if found else ""


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
        if found := _FAST.match(text, start):
            entry = _fast(found, start, line, domain, file)
        else:
            slow = _Slow(text, start, file, domain)
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
        None if context is None else _joined(context, text, found.start(2), file),
        _joined(source, text, at_source, file),
        _joined(target, text, at_target, file),
        _is_fuzzy(comments),
        comments,
        domain=domain,
    )


def _is_fuzzy(comments: str) -> bool:
    if "fuzzy" not in comments:
        return False
    return comments.endswith("\n#, fuzzy\n") or _FUZZY.search(comments) is not None


def _joined(raw: str, text: str, offset: int, file: str) -> str:
    """The value of one or more quoted strings."""
    if "\\" not in raw:
        if raw.count('"') == 2:
            return raw[1:-1]
        return "".join([part[1:-1] for part in _PART.findall(raw)])
    if "\\\\" not in raw and raw.count('"') == 2 + raw.count('\\"'):
        raw = raw[1:-1]
        # The two escapes that nearly all strings with escapes have no others than.
        value = raw.replace('\\"', '"').replace("\\n", "\n")
        if "\\" not in value:
            return value
    else:
        raw = "".join([part[1:-1] for part in _PART.findall(raw)])
    return unescape(raw, text, offset, file)


def unescape(raw: str, text: str = "", offset: int = 0, file: str = "") -> str:
    r"""The value of the inside of a quoted string.

    >>> unescape(r'a\tb \"c\" \\nu \x41\303\251')
    'a\tb "c" \\nu Aé'
    """

    def one(found: re.Match[str]) -> str:
        codes, plain = found.groups()
        if plain is not None:
            value = _PLAIN.get(plain)
            if value is None:
                at = text.find(found[0], offset)
                fail(
                    text or raw,
                    max(at, 0),
                    file,
                    f"unknown escape {found[0]}",
                    f"Write \\\\{plain} for a backslash followed by {plain}.",
                )
            return value
        numbers = [int(a, 16) if a else int(b, 8) for a, b in _CODE.findall(codes)]
        try:
            return bytes(numbers).decode("utf-8")
        except ValueError:  # above 255, or bytes that are no UTF-8
            at = text.find(codes, offset)
            fail(
                text or raw, max(at, 0), file, f"{codes} is no UTF-8", "Write the character itself."
            )

    return _ESCAPE.sub(one, raw)


def fail(text: str, offset: int, file: str, reason: str, remedy: str = "") -> NoReturn:
    """Refuse the file, pointing at the place."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    raise CatalogError(
        reason,
        place=Place(
            file=file,
            line=text.count("\n", 0, offset) + 1,
            column=offset - start + 1,
            text=text[start : len(text) if end < 0 else end],
        ),
        remedy=remedy,
    )


_TOKEN = re.compile(
    rf"(?P<space>[ \t\r\f\v]+)|(?P<string>{_STRING})|(?P<word>[A-Za-z_][\w]*)"
    r"|(?P<index>\[[ \t]*\d+[ \t]*\])|(?P<comment>#[^\n]*)"
)
_CONFLICT = re.compile(r"<{7}|={7}|>{7}|\|{7}")
_ORDER = ("msgctxt", "msgid", "msgid_plural", "msgstr")


class _Slow:
    """One entry by the whole grammar of GNU gettext, token by token."""

    def __init__(self, text: str, position: int, file: str, domain: str) -> None:
        self.text = text
        self.position = position
        self.file = file
        self.domain = domain

    def domain_line(self) -> bool:
        """Step over `domain "name"`, if that is what stands here."""
        found = re.compile(rf"domain[ \t\r\f\v\n]*({_STRING})").match(self.text, self.position)
        if found:
            name = _joined(found[1], self.text, found.start(1), self.file)
            self.domain = "" if name == "messages" else name
            self.position = found.end()
        return found is not None

    def entry(self, line: int) -> Entry | None:
        """The entry that begins here; None where only comments follow to the end of the file.

        Raises CatalogError for all that is not an entry.
        """
        text, start, size = self.text, self.position, len(self.text)
        position = start
        body = value = -1
        source_at = 0
        end = start
        strings: dict[str, list[tuple[str, int]]] = {}
        current = ""
        marks: dict[bool, int] = {}
        sign = ""
        at_line_start = True
        old = False
        while position < size:
            char = text[position]
            if char == "\n":
                position += 1
                at_line_start, sign = True, ""
                continue
            if at_line_start or (char == "#" and not sign):
                found = re.compile(r"[ \t\r\f\v]*(#~\||#\||#~)").match(text, position)
                at_line_start = False
                if found:
                    sign = found[1]
                    old = "|" in sign
                    if current == "msgstr" and (old or "msgstr" not in strings):
                        break
                    if old and current and not current.startswith("old "):
                        if self._complete(strings):
                            break
                        fail(text, position, self.file, "a previous msgid inside an entry")
                    if old and body < 0 and not current:
                        current = "old "
                    position = found.end()
                    continue
            found = _TOKEN.match(text, position)
            if not found:
                self._refuse(position)
            kind = found.lastgroup
            if kind == "space":
                position = found.end()
                continue
            old = "|" in sign
            if kind == "comment":
                if self._complete(strings):
                    break
                if body >= 0:
                    fail(
                        text,
                        position,
                        self.file,
                        "a comment inside an entry",
                        "Move it above the msgid.",
                    )
                position = found.end()
                continue
            if kind == "word":
                word = found[0]
                if word not in _ORDER and word != "domain":
                    self._refuse(position)
                name = f"old {word}" if old else word
                if (
                    not old
                    and self._complete(strings)
                    and (word != "msgstr" or "msgstr" in strings)
                ):
                    begins = word != "msgstr"
                    if begins:
                        break
                if word == "domain":
                    self._refuse(position)
                if not old:
                    obsolete = sign == "#~"
                    marks.setdefault(obsolete, position)
                    if len(marks) == 2:
                        fail(
                            text, position, self.file, "an entry that is only partly obsolete (#~)"
                        )
                    if body < 0:
                        body = position
                        if obsolete:
                            body = text.rfind("#~", start, position)
                    self._order(word, strings, position)
                    if word == "msgid":
                        source_at = position
                    if word == "msgstr" and value < 0:
                        value = position
                        if obsolete:
                            value = text.rfind("#~", start, position)
                elif word == "msgstr":
                    fail(
                        text,
                        position,
                        self.file,
                        "a previous msgstr; only msgid has a previous one",
                    )
                current = name
                position = found.end()
                if word == "msgstr":
                    after = _TOKEN.match(text, position)
                    while after and after.lastgroup == "space":
                        position = after.end()
                        after = _TOKEN.match(text, position)
                    if after and after.lastgroup == "index":
                        position = after.end()
                    elif "msgid_plural" in strings:
                        fail(
                            text, position, self.file, "msgstr[0] expected: the entry has a plural"
                        )
                    current = f"msgstr{len([k for k in strings if k.startswith('msgstr')])}"
                    if after and after.lastgroup == "index":
                        if "msgid_plural" not in strings:
                            fail(text, position, self.file, "msgstr[…] without a msgid_plural")
                        number = int(after[0][1:-1])
                        if current != f"msgstr{number}":
                            fail(
                                text,
                                after.start(),
                                self.file,
                                f"{current[:6]}[{current[6:]}] expected",
                            )
                    strings[current] = []
                else:
                    strings[current] = []
                continue
            if kind == "index" or not current or current == "old ":
                self._refuse(position)
            if (current.startswith("old ")) != old:
                fail(text, position, self.file, "a string that belongs to nothing")
            if not old and (sign == "#~") not in marks:
                fail(text, position, self.file, "an entry that is only partly obsolete (#~)")
            strings[current].append((found[0], position))
            position = end = found.end()
        if body < 0:
            if any(name.startswith("old ") for name in strings):
                fail(text, start, self.file, "a previous msgid without an entry")
            return None
        for name, parts in strings.items():
            if not parts:
                fail(text, body, self.file, f"{name.rstrip('0123456789')} without its string")
        if not self._complete(strings):
            missing = "msgstr" if "msgid" in strings else "msgid"
            fail(text, body, self.file, f"an entry without {missing}")
        return self._built(start, body, value, end, source_at, line, strings, marks)

    def _built(
        self,
        start: int,
        body: int,
        value: int,
        end: int,
        source_at: int,
        line: int,
        strings: dict[str, list[tuple[str, int]]],
        marks: dict[bool, int],
    ) -> Entry:
        text = self.text
        rest = re.compile(r"[ \t\r\f\v]*(\n|\Z)").match(text, end)
        line_start = text.rfind("\n", 0, start) + 1
        body_line_start = text.rfind("\n", 0, body) + 1
        plain = (
            rest is not None
            and not text[line_start:start].strip()
            and (body_line_start <= start or not text[body_line_start:body].strip())
            and not text[text.rfind("\n", 0, value) + 1 : value].strip()
        )
        if rest is not None:
            end = rest.end()
        values = {
            name: "".join(_joined(raw, text, at, self.file) for raw, at in parts)
            for name, parts in strings.items()
        }
        targets = tuple(v for name, v in values.items() if name.startswith("msgstr"))
        comments = text[start:body]
        return Entry(
            start,
            body,
            value,
            end,
            line + text.count("\n", start, source_at),
            line + text.count("\n", start, value),
            values.get("msgctxt"),
            values["msgid"],
            targets[0],
            _is_fuzzy(comments),
            comments,
            True in marks,
            values.get("msgid_plural"),
            targets if "msgid_plural" in values else (),
            values.get("old msgid"),
            values.get("old msgctxt"),
            self.domain,
            plain,
        )

    @staticmethod
    def _complete(strings: dict[str, list[tuple[str, int]]]) -> bool:
        return "msgstr0" in strings and bool(strings["msgstr0"])

    def _order(self, word: str, strings: dict[str, list[tuple[str, int]]], position: int) -> None:
        """Refuse keywords that are doubled or out of order."""
        names = [name for name in strings if not name.startswith("old ")]
        reached = names[-1].rstrip("0123456789") if names else ""
        if names and not strings[names[-1]]:
            fail(self.text, position, self.file, f"{reached} without its string")
        allowed = {
            "": ("msgctxt", "msgid"),
            "msgctxt": ("msgid",),
            "msgid": ("msgid_plural", "msgstr"),
            "msgid_plural": ("msgstr",),
            "msgstr": ("msgstr",),
        }[reached]
        if word not in allowed or (reached == "msgstr" and "msgid_plural" not in strings):
            expected = " or ".join(allowed)
            fail(self.text, position, self.file, f"{word} where {expected} is expected")

    def _refuse(self, position: int) -> NoReturn:
        text, file = self.text, self.file
        if _CONFLICT.match(text, position):
            fail(
                text,
                position,
                file,
                "a conflict marker of a version control system",
                "Resolve the conflict, then delete the marker.",
            )
        line_end = text.find("\n", position)
        rest = text[position : len(text) if line_end < 0 else line_end]
        if rest.startswith('"'):
            bad = re.match(r'"[^"\\]*(?:\\.[^"\\]*)*\\$', rest)
            fail(
                text,
                position,
                file,
                "a string that ends in a lone backslash"
                if bad
                else "a string without its closing quote",
                'Close it with " before the end of the line; a quote inside is written \\".',
            )
        if rest[0] in "“”„«»'‘’":
            fail(
                text, position, file, f'{rest[0]} where " is expected', 'Write straight quotes: "…"'
            )
        before = text[text.rfind("\n", 0, position) + 1 : position]
        if re.fullmatch(r'[ \t]*(msg\w+|msgstr\[\d+\])?[ \t]*"[^"]*".*', before):
            fail(
                text,
                position,
                file,
                "text after the closing quote",
                'A quote inside a string is written \\".',
            )
        if re.search(r'"[ \t\r]*$', rest) and rest.count('"') % 2:
            fail(text, position, file, "a string without its opening quote", 'Begin it with ".')
        fail(text, position, file, "this is no PO syntax", 'Comments begin with #, texts with ".')
