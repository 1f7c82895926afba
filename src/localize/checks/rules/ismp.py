"""ismp: no notation that is known to be misread: 5.0 mg, .5 mg, 10U. After the ISMP's list of error-prone ones."""

from __future__ import annotations

from collections.abc import Iterator

from localize.checks.base import Check, Pair, Problem, Scope
from localize.checks.dimensions import ACCURACY
from localize.model import Severity
from localize.regex import regex

_UNIT = r"(?=\s?(?:mg|mcg|µg|ug|g|kg|ng|mL|ml|L|l|mmol|IU|UI|U|mEq)(?![^\W\d_]))"
_TRAILING = regex(rf"(?<![\d.,])\d+[.,]0+{_UNIT}")
_NAKED = regex(rf"(?<![\w.,])[.,]\d+{_UNIT}")
_UNITS = regex(r"(?<![\w.,])\d+(?:[.,]\d+)?\s?(?:U|IU|u)(?![\w']|\.\w)")
_MISREAD = (
    (regex("[.,]0"), _TRAILING, "a zero after the decimal sign can be read as ten times as much: leave it out"),
    (regex(r"[.,](?<![\w.,].)\d"), _NAKED, "a decimal sign without a zero before it can be overlooked: write 0 before it"),
    (regex(r"[Uu](?![\w'])"), _UNITS, "“U” can be read as a zero: spell the unit out"),
)  # fmt: skip
"""What a text has that has one of them, which is quickly looked for, what it is, and why it is one."""


def _run(pair: Pair, _scope: Scope) -> Iterator[Problem]:
    plain = pair.target.prose.plain
    for sign, pattern, message in _MISREAD:
        if not sign.search(plain) or not pair.target.quantities:
            continue
        for found in pattern.finditer(plain):
            same = pattern.search(pair.source.prose.plain)
            yield Problem(
                f"“{found.group()}”: {message}",
                pair.target.place(*found.span()),
                pair.source.place(*same.span()) if same else None,
                # The author wrote it so: worth knowing, not the translator's doing.
                Severity.MINOR if same else None,
            )


CHECK = Check(
    name="ismp",
    dimension=ACCURACY,
    severity=Severity.MAJOR,
    run=_run,
    summary="Doses are written so that they cannot be misread.",
)
