"""spacing: spaces where the locale wants them, and none where it does not."""

from __future__ import annotations

from collections.abc import Iterator

from localize.checks.base import Check, Pair, Problem, Scope
from localize.checks.dimensions import LOCALE
from localize.model import Kind, Severity
from localize.regex import regex

_FIXED = "\u00a0\u202f"
_BEFORE = regex(r"(?<=[^\s(\[¿¡])\s+(?=[,;:!?](?:\s|$))")
_DOUBLE = regex(r"(?<=\S)  +(?=\S)")
_TIGHT = regex(
    r"(?<![\w.,/-])\d+(?:[.,]\d+)?(?=(?:mg|kg|mcg|µg|ml|mL|mmol|cm|mm|km|mmHg)(?![\w/]))"
)
_MISSING = regex(r"[,;!?](?<=[^\W\d_]{2}.)(?=[^\W\d_]{2})")
_LOOSE = regex(r"[,;:!?](?<=\s.)")
_NUMBER = regex(r"[mkµc](?<=\d.)")
"""What a text must have for one of these to match: far quicker to look for."""


def _run(pair: Pair, scope: Scope) -> Iterator[Problem]:
    text, target = pair.target.prose.text, pair.target
    wide = scope.target.typography.get("space_before", "")
    if wide:
        yield from _wide(pair, wide)
    elif (
        _LOOSE.search(text)
        and (found := _BEFORE.search(text))
        and not _BEFORE.search(pair.source.prose.text)
    ):
        yield Problem("no space before a punctuation mark", target.place(*found.span()))
    if (
        "  " in text
        and (double := _DOUBLE.search(text))
        and not _DOUBLE.search(pair.source.prose.text)
    ):
        yield Problem("two spaces", target.place(*double.span()))
    if scope.target.known:
        if _NUMBER.search(text) and target.quantities and (found := _TIGHT.search(text)):
            yield Problem("a space belongs between number and unit", target.place(*found.span()))
        if (close := _MISSING.search(text)) and not _MISSING.search(pair.source.prose.text):
            yield Problem(
                "a space is missing after the punctuation mark", target.place(*close.span())
            )
    source, written = pair.unit.segment.text, pair.unit.target
    if (
        source[:1].isspace() != written[:1].isspace()
        or source[-1:].isspace() != written[-1:].isspace()
    ):
        yield from _edges(pair)


def _wide(pair: Pair, signs: str) -> Iterator[Problem]:
    """French: a space, and one that does not break, before the high signs and inside « »."""
    text = pair.target.prose.text
    for at, character in enumerate(text):
        if at == 0 or character not in signs:
            continue
        before = text[at - 1]
        if (
            before in _FIXED
            or before in signs
            or before in ".…(["
            or (before.strip() != before and at == 1)
        ):
            continue
        following = text[at + 1 : at + 2]
        if (
            character in ":%"
            and (before.isdigit() or character == ":")
            and following not in ("", " ", "\n")
            and character == ":"
        ):
            continue  # 8:30, a URL, an emoji
        place = pair.target.place(at - 1, at + 1)
        if before == " ":
            if following in ("", " ", "\n", *_FIXED) or character == "»":
                yield Problem(
                    f"the space before “{character}” should not break",
                    place,
                    None,
                    Severity.NEUTRAL,
                )
                return
        elif character != "%" or before.isdigit():
            severity = Severity.NEUTRAL if character == "%" else None
            yield Problem(f"a space belongs before “{character}”", place, None, severity)
            return


def _edges(pair: Pair) -> Iterator[Problem]:
    source, target = pair.unit.segment.text, pair.unit.target
    if pair.unit.segment.kind is Kind.HTML:
        return
    for name, here, there in (
        ("begins", source[:1].isspace(), target[:1].isspace()),
        ("ends", source[-1:].isspace(), target[-1:].isspace()),
    ):
        if here != there:
            place = (0, 1) if name == "begins" else (max(0, len(target) - 1), len(target))
            yield Problem(f"only one of the two {name} with a space", place)


CHECK = Check(
    name="spacing",
    dimension=LOCALE,
    severity=Severity.MINOR,
    run=_run,
    summary="Spaces stand where the locale wants them.",
)
