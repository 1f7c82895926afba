"""separator: decimals and thousands are written the way the locale writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from localize.checks.base import Check, Pair, Problem, Scope
from localize.checks.dimensions import LOCALE
from localize.checks.reading.quantity import Quantity
from localize.model import Severity
from localize.regex import regex

_NATIVE = regex(r"[^\D0-9]+")
"""Digits of other scripts."""
_BEYOND = regex("[\u0660-\u1fff\u2e80-\U0010ffff]")
"""Where such digits are, with more: quickly looked for."""


def _run(pair: Pair, scope: Scope) -> Iterator[Problem]:
    target = pair.target
    if not target.quantities:
        return
    tables = scope.target
    for a, b in pair.alignment.misread:
        shown = target.prose.text[b.start : b.stop]
        yield Problem(
            f"“{shown}” is read as {b.value.normalize():f} in {scope.locale}; {a.value.normalize():f} is meant. "
            f"Write {_written(str(a.value), tables.decimal, tables.group)}",
            target.place(b.start, b.stop),
            pair.source.place(a.start, a.end),
        )
    text = target.prose.text
    other = tables.script == "LATIN" and not text.isascii() and _BEYOND.search(text)
    native = _NATIVE.search(text) if other else None
    if native and not _NATIVE.search(pair.source.prose.text):
        yield Problem(
            f"“{native.group()}” is not written with the digits of {scope.locale}",
            target.place(*native.span()),
        )
    for quantity in target.quantities:
        if quantity.foreign and not _named(quantity, pair):
            right = _written(str(abs(quantity.value)), tables.decimal, tables.group)
            yield Problem(
                f"“{target.prose.text[quantity.start : quantity.stop]}” is not written as in {scope.locale}: "
                f"the decimal sign is “{tables.decimal}”. Write {right}",
                target.place(quantity.start, quantity.stop),
            )


def _named(quantity: Quantity, pair: Pair) -> bool:
    """Does a name end with it that stands in the source too, “Equil 5.3”, or is it a value of code?"""
    text = pair.target.prose.text
    if quantity.unit:
        return False
    if "`" in pair.target.raw and "`" in pair.source.raw:  # set `x` to 0.5
        return text[quantity.start : quantity.stop] in pair.source.prose.text
    if _VERSION.search(text, 0, quantity.start):
        return text[quantity.start : quantity.stop] in pair.source.prose.text
    name = _NAME.search(text, 0, quantity.start)
    return name is not None and text[name.start() : quantity.stop] in pair.source.prose.text


_NAME = regex(r"(?<!\w)[A-Z]\w*[ -]$")
_VERSION = regex(r"(?:version|versi[óo]n|versione|vers[ãa]o|release) $", re.IGNORECASE)
"""“Softwareversion 3.1”: what it ends with is no decimal."""


def _written(value: str, decimal: str, group: str) -> str:
    """The number as the locale writes it; four digits are not grouped.

    >>> _written("12500.5", ",", "."), _written("1000", ",", ".")
    ('12.500,5', '1000')
    """
    whole, _, fraction = value.partition(".")
    if len(whole) > 4:
        whole = f"{int(whole):,}".replace(",", "\u202f" if group == " " else group)
    return f"{whole}{decimal}{fraction}" if fraction.strip("0") else whole


CHECK = Check(
    name="separator",
    dimension=LOCALE,
    severity=Severity.CRITICAL,
    run=_run,
    summary="Decimals and thousands are written the way the locale writes them.",
)
