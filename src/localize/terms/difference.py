"""Whether two source texts differ only harmlessly.

Asked wherever a translation of one text is offered for another: by the memory, for near matches,
and when an article's text changes under its translation. The answer errs on the side of danger.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from localize.regex import regex
from localize.terms.cues import (
    COMPARATORS,
    NEGATIONS,
    NUMBERS,
    OPPOSITES,
    UNIT_SYMBOLS,
    UNIT_WORDS,
)

if TYPE_CHECKING:
    from localize.terms.base import TermBase

_TOKEN = regex(
    r"""
      (?P<code>    [^\W\d_]+ [-\u2010\u2011]? \d \w* )
    | (?P<number>  \d+ (?: [.,'\u2019\u00a0\u202f\u2009] \d+ )* | [\u00bc-\u00be\u2150-\u215e] )
    | (?P<power>   [\u2070\u00b9\u00b2\u00b3\u2074-\u207e\u2080-\u208e]+ )
    | (?P<unit>    % | \u2030 | \u00b0 [CFK]? )
    | (?P<word>    [^\W\d_]+ (?: ['\u2019] [^\W\d_]+ )* )
    | (?P<compare> [<>]=? | [\u2264\u2265\u2260\u2248\u00b1~=\u226a\u226b\u00d7\u00f7\u2191\u2193+] )
    | (?P<range>   (?<=\d) \s? [\u2010-\u2015\u2212-] \s? (?=\d)
                 | (?<![\w)]) [\u2212-] (?=\d)
                 | / (?=[\w\u00b5]) )
    """,
    re.VERBOSE,
)
# Tags, and where links lead to: markup is compared where structure is checked.
_MARKUP = regex(
    r"""</?[A-Za-z][\w-]*(?:\s[^<>]*=[^<>]*)?/?> | (?<=\])\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*
    (?:\s+"[^"]*")?\) | <?https?://[^\s<>()]+>?""",
    re.VERBOSE,
)
_PREFIXES = (
    "anti", "ar", "bi", "contra", "de", "dex", "di", "dis", "dys", "es", "extra", "hyper", "hypo",
    "il", "im", "in", "infra", "inter", "intra", "ir", "levo", "macro", "micro", "mis", "mono",
    "non", "nor", "over", "per", "post", "pre", "pro", "sub", "super", "supra", "tri", "un", "under",
)  # fmt: skip
_ROMAN = regex(r"[IVX]+")
_RANKS = frozenset(
    [
        "type",
        "phase",
        "grade",
        "class",
        "stage",
        "factor",
        "level",
        "tipo",
        "fase",
        "grado",
        "type",
        "typ",
        "klasse",
    ]
)
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))
_LIMIT = 1500


class _Mark(NamedTuple):
    """A piece of a text that a small change must not touch, or a plain word."""

    kind: str
    """`number`, `unit`, `negation`, `comparator`, `opposite`; empty for a plain word."""
    value: str
    """What has to be equal."""
    shown: str


_KIND_NAMES = {
    "number": "number",
    "unit": "unit",
    "negation": "negation",
    "comparator": "comparison",
    "opposite": "word",
}


def dangerous_difference(old: str, new: str, terms: TermBase | None, locale: str) -> str | None:
    """Why a translation of `old` must not be taken for one of `new`; None where it may.

    A number, unit, negation, comparison, word of direction or glossary term that differs, is new,
    is gone or has moved is a reason. `locale` is that of the two texts. Spelling, punctuation,
    capitals, white space and markup are none.

    >>> dangerous_difference("Take 5 mg.", "Take 50 mg.", None, "en")
    'the number 5 became 50'
    >>> dangerous_difference("Use in pregnancy.", "Do not use in pregnancy!", None, "en")
    'the negation “not” is new'
    >>> dangerous_difference("Take 5mg dayly.", "Take 5 mg, dayly.", None, "en") is None
    True
    """
    if old == new:
        return None
    language = locale.split("-", maxsplit=1)[0].lower()
    before, after = tuple(_marks(old, language)), tuple(_marks(new, language))
    return _changed_marks(before, after) or (_changed_terms(old, new, terms) if terms else None)


def _changed_marks(before: Sequence[_Mark], after: Sequence[_Mark]) -> str | None:
    if max(len(before), len(after)) > _LIMIT:
        # Too long to align: then what is marked has to be the same, in the same order.
        before = [mark for mark in before if mark.kind]
        after = [mark for mark in after if mark.kind]
    matcher = difflib.SequenceMatcher(
        None,
        [(mark.kind, mark.value) for mark in before],
        [(mark.kind, mark.value) for mark in after],
        autojunk=False,
    )
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        gone = [mark for mark in before[a:b] if mark.kind]
        come = [mark for mark in after[c:d] if mark.kind]
        if gone and come and gone[0].kind == come[0].kind:
            name = _KIND_NAMES[gone[0].kind]
            return f"the {name} {_quoted(gone[0])} became {_quoted(come[0])}"
        if gone:
            return f"the {_KIND_NAMES[gone[0].kind]} {_quoted(gone[0])} is gone"
        if come:
            return f"the {_KIND_NAMES[come[0].kind]} {_quoted(come[0])} is new"
        for one in before[a:b]:
            for other in after[c:d]:
                if _turned(one.value, other.value):
                    return f"the word “{one.shown}” became “{other.shown}”"
    return None


def _turned(one: str, other: str) -> bool:
    """Whether the words differ by a prefix that changes what is said.

    >>> _turned("hypertension", "hypotension"), _turned("esketamine", "ketamine")
    (True, True)
    >>> _turned("recieve", "receive")
    False
    """
    bare = {word[len(p) :] for word in (one,) for p in ("", *_PREFIXES) if word.startswith(p)}
    others = {word[len(p) :] for word in (other,) for p in ("", *_PREFIXES) if word.startswith(p)}
    return any(len(rest) > 3 for rest in bare & others)


def _quoted(mark: _Mark) -> str:
    return mark.shown if mark.kind in ("number", "unit") else f"“{mark.shown}”"


def _changed_terms(old: str, new: str, terms: TermBase) -> str | None:
    before = [hit.entry.term for hit in terms.match(old)]
    after = [hit.entry.term for hit in terms.match(new)]
    if before == after:
        return None
    for term in before:
        if before.count(term) > after.count(term):
            return f"the term “{term}” is gone"
    for term in after:
        if after.count(term) > before.count(term):
            return f"the term “{term}” is new"
    return "the terms changed places"


@cache
def _cues(language: str) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First word -> the cues that begin with it, the longest first, each with its kind."""
    result: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for kind, table in (
        ("negation", NEGATIONS),
        ("comparator", COMPARATORS),
        ("opposite", OPPOSITES),
        ("number", NUMBERS),
        ("unit", UNIT_WORDS),
    ):
        for cue in table.get(language, "").split("|"):
            if cue:
                words = tuple((cue if language == "en" else re.sub("['-]", " ", cue)).split())
                result.setdefault(words[0], []).append((words, kind))
    for cues in result.values():
        # Stable: of equal length, the kind named first above wins.
        cues.sort(key=lambda cue: -len(cue[0]))
    return result


class _Token(NamedTuple):
    kind: str
    text: str
    joined: bool
    """Whether nothing stands between it and the token before."""


def _tokens(text: str, language: str) -> list[_Token]:
    text = _MARKUP.sub(" ", unicodedata.normalize("NFC", text))
    result = []
    end = -1
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup or ""
        shown = found[0].strip().replace("\u2019", "'")
        # l'eau, n'est: the article or particle is a word of its own.
        parts = shown.split("'") if kind == "word" and language != "en" else [shown]
        result += [_Token(kind, part, found.start() == end) for part in parts]
        end = found.end()
    return result


def _marks(text: str, language: str) -> Iterator[_Mark]:
    """The text as marks, plain words included, punctuation and markup left out."""
    cues = _cues(language)
    tokens = _tokens(text, language)
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.kind == "word":
            mark, used = _word(tokens, at, cues)
            yield mark
            at += used
            continue
        value = token.text.translate(_DASHES)
        if token.kind == "number":
            value = re.sub("['\u00a0\u202f\u2009]", "", value)
        yield _Mark(_SIGN_KINDS[token.kind], value, token.text)
        at += 1


_SIGN_KINDS = {
    "code": "number",
    "number": "number",
    "power": "number",
    "unit": "unit",
    "compare": "comparator",
    "range": "number",
}


def _word(
    tokens: Sequence[_Token], at: int, cues: dict[str, list[tuple[tuple[str, ...], str]]]
) -> tuple[_Mark, int]:
    """The mark that begins with the word at `at`, and how many tokens it takes."""
    token = tokens[at]
    shown = token.text
    before = tokens[at - 1] if at else None
    counted = before is not None and (before.kind in ("number", "power") or before.text == "/")
    if shown in UNIT_SYMBOLS and (counted or (len(shown) > 1 and shown not in _WORDS_TOO)):
        return _Mark("unit", shown.replace("\u03bc", "\u00b5"), shown), 1
    if counted and token.joined and before is not None and before.text != "/":
        # 2A, 3rd: letters that belong to a number.
        return _Mark("number", shown, shown), 1
    ranked = before is not None and before.text.casefold() in _RANKS
    if _ROMAN.fullmatch(shown) and (len(shown) > 1 or ranked):
        return _Mark("number", shown, shown), 1
    folded = shown.casefold()
    for words, kind in cues.get(folded, ()):
        stretch = tokens[at : at + len(words)]
        if tuple(word.text.casefold() for word in stretch) == words:
            said = " ".join(word.text for word in stretch)
            return _Mark(kind, " ".join(words), said), len(words)
    return _Mark("", folded, shown), 1


_WORDS_TOO = frozenset(["bar", "in", "lb", "min", "mins", "mo", "ms", "px", "sec", "wk", "yr"])
