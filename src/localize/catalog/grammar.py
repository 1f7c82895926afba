"""One entry of a PO file by the whole grammar of GNU gettext, token by token.

For entries that no tool writes but every tool reads: several on a line, strings side by side,
obsolete ones with comments, previous texts, plural forms. And for saying what is wrong.
"""

from __future__ import annotations

import re
from typing import NamedTuple, NoReturn

from localize.catalog.syntax import PART, STRING, Entry, fail, is_fuzzy, joined
from localize.regex import regex

_SPACE = r"[ \t\r\f\v]*"
_SIGN = regex(rf"{_SPACE}(#~\||#\||#~)")
_TOKEN = regex(
    rf"(?P<space>[ \t\r\f\v]+)|(?P<string>{STRING})|(?P<word>[A-Za-z_]\w*)"
    r"|(?P<index>\[[ \t]*\d+[ \t]*\])|(?P<comment>#[^\n]*)"
)
_DOMAIN = regex(rf"domain[ \t\r\f\v\n]*({STRING})")
_REST = regex(rf"{_SPACE}(\n|\Z)")
_CONFLICT = regex(r"<{7}|={7}|>{7}|\|{7}")
_QUOTES = "“”„«»'‘’"
_KEYWORDS = ("msgctxt", "msgid", "msgid_plural", "msgstr")
_FOLLOW = {
    "": ("msgctxt", "msgid"),
    "msgctxt": ("msgid",),
    "msgid": ("msgid_plural", "msgstr"),
    "msgid_plural": ("msgstr",),
    "msgstr": ("msgstr",),
}
"""Which keyword may come after which."""


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    sign: str
    """`#~`, `#|` or `#~|` where the line begins with that."""

    @property
    def old(self) -> bool:
        """True in a line about the previous msgid."""
        return "|" in self.sign


class Grammar:
    """Reads one entry that begins at `position`; `position` moves on."""

    def __init__(self, text: str, position: int, file: str, domain: str) -> None:
        self.text = text
        self.position = position
        self.file = file
        self.domain = domain
        self._start = self._end = position
        self._body = self._value = self._source = -1
        self._strings: dict[str, list[tuple[str, int]]] = {}
        self._current = ""
        self._obsolete: bool | None = None
        self._indexed = False

    def domain_line(self) -> bool:
        """Step over `domain "name"`, if that is what stands here."""
        found = _DOMAIN.match(self.text, self.position)
        if found:
            name = joined(found[1], self.text, found.start(1), self.file)
            self.domain = "" if name == "messages" else name
            self.position = found.end()
        return found is not None

    def entry(self, line: int) -> Entry | None:
        """The entry that begins here; None where only comments follow to the end of the file.

        Raises CatalogError for all that is not an entry.
        """
        take = {
            "comment": self._take_comment,
            "word": self._take_word,
            "string": self._take_string,
            "index": self._take_index,
        }
        for token in _Tokens(self):
            if token.old and self._complete:
                break
            if take[token.kind](token):
                break
        if self._body < 0:
            if self._strings:
                self._fail(self._start, "a previous msgid without an entry")
            return None
        for name, parts in self._strings.items():
            if not parts:
                self._fail(self._body, f"{_keyword(name)} without its string")
        if not self._complete:
            missing = "msgstr" if "msgid" in self._strings else "msgid"
            self._fail(self._body, f"an entry without {missing}")
        return self._built(line)

    @property
    def _complete(self) -> bool:
        """True once there is a msgstr with its string."""
        return bool(self._strings.get("msgstr0"))

    def _take_comment(self, token: _Token) -> bool:
        if self._complete:
            return True
        if self._body >= 0:
            self._fail(token.start, "a comment inside an entry", "Move it above the msgid.")
        return False

    def _take_word(self, token: _Token) -> bool:
        word = token.text
        if self._complete and not token.old and word in (*_KEYWORDS[:2], "domain"):
            return True
        if word not in _KEYWORDS:
            self.refuse(token.start)
        if token.old:
            if word == "msgstr":
                self._fail(token.start, "a previous msgstr; only msgid has a previous one")
            if self._body >= 0:
                self._fail(token.start, "a previous msgid inside an entry")
            self._current = f"old {word}"
        else:
            self._check_order(word, token)
            self._mark(token)
            place = self.text.rfind("#~", self._start, token.start) if token.sign else token.start
            if self._body < 0:
                self._body = place
            if word == "msgid":
                self._source = token.start
            elif word == "msgstr" and self._value < 0:
                self._value = place
            self._current = word if word != "msgstr" else f"msgstr{self._forms}"
        if self._current in self._strings:
            self._fail(token.start, f"a second {word}")
        self._strings[self._current] = []
        return False

    def _take_index(self, token: _Token) -> bool:
        number = int(token.text[1:-1])
        if not self._current.startswith("msgstr") or self._strings[self._current] or token.old:
            self.refuse(token.start)
        if "msgid_plural" not in self._strings:
            self._fail(token.start, "msgstr[…] without a msgid_plural")
        if self._current != f"msgstr{number}":
            self._fail(token.start, f"msgstr[{self._forms - 1}] expected")
        self._indexed = True
        return False

    def _take_string(self, token: _Token) -> bool:
        if not self._current or self._current.startswith("old ") is not token.old:
            self.refuse(token.start)
        plural = "msgid_plural" in self._strings
        if plural and self._current.startswith("msgstr") and not self._indexed:
            self._fail(token.start, f"msgstr[{self._forms - 1}] expected: there is a plural")
        if not token.old:
            self._mark(token)
        self._strings[self._current].append((token.text, token.start))
        self._end = token.start + len(token.text)
        return False

    @property
    def _forms(self) -> int:
        return sum(1 for name in self._strings if name.startswith("msgstr"))

    def _mark(self, token: _Token) -> None:
        """All of an entry is obsolete, or nothing of it."""
        obsolete = token.sign == "#~"
        if self._obsolete is None:
            self._obsolete = obsolete
        elif self._obsolete is not obsolete:
            self._fail(token.start, "an entry that is only partly obsolete (#~)")

    def _check_order(self, word: str, token: _Token) -> None:
        names = [name for name in self._strings if not name.startswith("old ")]
        last = names[-1] if names else ""
        if last and not self._strings[last]:
            self._fail(token.start, f"{_keyword(last)} without its string")
        allowed = _FOLLOW[_keyword(last)]
        if word not in allowed or (
            _keyword(last) == "msgstr" and "msgid_plural" not in self._strings
        ):
            self._fail(token.start, f"{word} where {' or '.join(allowed)} is expected")
        self._indexed = False

    def _built(self, line: int) -> Entry:
        text, start, body, value = self.text, self._start, self._body, self._value
        rest = _REST.match(text, self._end)
        plain = rest is not None and all(
            not text[text.rfind("\n", 0, place) + 1 : place].strip()
            for place in (start, body, value)
        )
        values = {
            name: joined(" ".join([raw for raw, _ in parts]), text, parts[0][1], self.file)
            for name, parts in self._strings.items()
        }
        targets = tuple([v for name, v in values.items() if name.startswith("msgstr")])
        comments = text[start:body]
        return Entry(
            start,
            body,
            value,
            self._end if rest is None else rest.end(),
            line + text.count("\n", start, self._source),
            line + text.count("\n", start, value),
            values.get("msgctxt"),
            values["msgid"],
            targets[0],
            is_fuzzy(comments),
            comments,
            bool(self._obsolete),
            values.get("msgid_plural"),
            targets if "msgid_plural" in values else (),
            values.get("old msgid"),
            values.get("old msgctxt"),
            self.domain,
            plain,
        )

    def _fail(self, place: int, reason: str, remedy: str = "") -> NoReturn:
        fail(self.text, place, self.file, reason, remedy)

    def refuse(self, position: int) -> NoReturn:
        """Say what is wrong with what stands at a position where nothing fits."""
        text = self.text
        if _CONFLICT.match(text, position):
            reason = "a conflict marker of a version control system"
            self._fail(position, reason, "Resolve the conflict, then delete the marker.")
        if PART.match(text, position):
            self._fail(position, "a string that belongs to nothing", "Begin it with msgstr.")
        line_end = text.find("\n", position)
        rest = text[position : len(text) if line_end < 0 else line_end]
        if rest.startswith('"'):
            remedy = 'Close it with " before the end of the line; a quote inside is written \\".'
            self._fail(position, "a string without its closing quote", remedy)
        if rest[0] in _QUOTES:
            self._fail(position, f'{rest[0]} where " is expected', 'Write straight quotes: "…"')
        before = text[text.rfind("\n", 0, position) + 1 : position]
        if '"' in before and not before.lstrip().startswith("#"):
            remedy = 'A quote inside a string is written \\".'
            self._fail(position, "text after the closing quote", remedy)
        if re.search(r'"[ \t\r]*$', rest) and rest.count('"') % 2:
            self._fail(position, "a string without its opening quote", 'Begin it with ".')
        self._fail(position, "this is no PO syntax", 'Comments begin with #, texts with ".')


class _Tokens:
    """The tokens from a grammar's position on, each with the sign of its line."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar
        self._position = grammar.position
        self._sign = ""
        self._fresh = True

    def __iter__(self) -> _Tokens:
        return self

    def __next__(self) -> _Token:
        text, size = self._grammar.text, len(self._grammar.text)
        while self._position < size:
            if text[self._position] == "\n":
                self._position += 1
                self._sign, self._fresh = "", True
                continue
            # A sign may also follow something else in its line: `msgstr "b" #~ msgid "c"`.
            if self._fresh or (text[self._position] == "#" and not self._sign):
                self._fresh = False
                if found := _SIGN.match(text, self._position):
                    self._sign = found[1]
                    self._position = found.end()
                    continue
            token = _TOKEN.match(text, self._position)
            if token is None:
                self._grammar.refuse(self._position)
            start, self._position = self._position, token.end()
            if token.lastgroup != "space":
                return _Token(str(token.lastgroup), token[0], start, self._sign)
        raise StopIteration


def _keyword(name: str) -> str:
    return name.removeprefix("old ").rstrip("0123456789")
