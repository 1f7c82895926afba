"""Names with numbers in them are those of the source: COVID-19, the V3 of an ECG."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from localize.checks.base import Pair, Problem
from localize.checks.reading.numerals import Form
from localize.checks.reading.quantity import Quantity
from localize.regex import regex


def codes(pair: Pair) -> Iterator[Problem]:
    """COVID-19 may go unsaid; COVID-91 may not come, nor V7 for the V3 of “V3, V4 and V5”."""
    ours = [q for q in pair.source.quantities if q.form is Form.CODE]
    theirs = [q for q in pair.target.quantities if q.form is Form.CODE] if ours else []
    known, said = {plain(q) for q in ours}, {plain(q) for q in theirs}
    for q in theirs:
        if plain(q) in known:
            continue
        kin = [o for o in ours if _letters(o) == _letters(q)]
        kin = kin or [o for o in ours if _lead(o) == _lead(q)]
        if any(_among(_numbers(q), _numbers(o)) for o in kin):
            continue  # “L4-5” as “L4-L5”
        gone = [o for o in kin if plain(o) not in said]
        if not gone and len(kin) == sum(_letters(p) == _letters(q) for p in theirs):
            gone = kin  # one of several of the same name
        if gone:
            yield pair.problem(f"{gone[0].text} became {q.text}", gone[0], q)


def translated(pair: Pair) -> Iterator[Problem]:
    """The word of a code is part of it: HELP24 is to be typed as it stands."""
    here, there = pair.source.prose.plain, pair.target.prose.plain
    for code in _WORDED.finditer(here):
        for other in _WORDED.finditer(there) if code[0] not in there else ():
            if other[1] == code[1] and other[0] not in here:
                yield Problem(
                    f"{code[0]} became {other[0]}",
                    pair.target.place(*other.span()),
                    pair.source.place(*code.span()),
                )


_WORDED = regex(r"[A-Z]{3,}-?(\d{3,}(?:-[A-Z\d]+)*|(?<=[A-Z]{4})\d{2})(?!\w)")
"""It begins with a letter, for which a text is searched faster than for where a word begins."""


def _numbers(q: Quantity) -> list[str]:
    return re.findall(r"\d+", q.text)


def _among(some: list[str], others: list[str]) -> bool:
    """Are all of them among the others, in their order?"""
    rest = iter(others)
    return all(number in rest for number in some)


def plain(q: Quantity) -> str:
    """A code without its hyphens, in capitals."""
    return re.sub(r"[\W_]", "", q.text).upper()


def _lead(q: Quantity) -> str:
    """What a family of names begins with: CYP2D6, CYP3A4."""
    found = _LEAD.match(q.text)
    return found[1] if found else q.text


_LEAD = regex(r"([A-Z]{2,})-?\d")


def _letters(q: Quantity) -> str:
    letters = unicodedata.normalize("NFD", re.sub(r"[\W\d_]", "", q.text).upper())
    return re.sub(r"[^A-Z]", "", letters).replace("PH", "F")  # oméga-3, alfa-2
