"""Names with numbers in them are those of the source: COVID-19, the V3 of an ECG."""

from __future__ import annotations

import re
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
        if any(_numbers(q) <= _numbers(o) for o in kin):
            continue  # “L4-5” as “L4-L5”
        gone = [o for o in kin if plain(o) not in said]
        if not gone and len(kin) == sum(_letters(p) == _letters(q) for p in theirs):
            gone = kin  # one of several of the same name
        if gone:
            yield pair.problem(f"{gone[0].text} became {q.text}", gone[0], q)


def _numbers(q: Quantity) -> set[str]:
    return set(re.findall(r"\d+", q.text))


def plain(q: Quantity) -> str:
    """A code without its hyphens, in capitals."""
    return re.sub(r"[\W_]", "", q.text).upper()


def _lead(q: Quantity) -> str:
    """What a family of names begins with: CYP2D6, CYP3A4."""
    found = _LEAD.match(q.text)
    return found[1] if found else q.text


_LEAD = regex(r"([A-Z]{2,})-?\d")


def _letters(q: Quantity) -> str:
    return re.sub(r"[\W\d_]", "", q.text).upper()
