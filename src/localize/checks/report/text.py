"""Findings for a terminal: source and target side by side, a caret under what is meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from localize.checks.ignore import paste_line
from localize.checks.report.summary import summarize, table, worst_first
from localize.model import Finding, Severity

_COLOURS = {
    Severity.CRITICAL: "1;31",
    Severity.MAJOR: "33",
    Severity.MINOR: "36",
    Severity.NEUTRAL: "2",
}
_WIDTH = 88
"""Columns of text shown around a caret."""


def text(
    findings: Iterable[Finding],
    *,
    colour: bool = False,
    show_ignored: bool = False,
    hint: bool = True,
) -> str:
    """The findings, worst first, and a summary by locale and article.

    `colour` writes ANSI colours; `hint` adds the comment line that would ignore a finding.
    """
    every = list(findings)
    shown = [f for f in worst_first(every) if show_ignored or not f.ignored]
    blocks = ["\n".join(_block(finding, colour=colour, hint=hint)) for finding in shown]
    summary = summarize(every)
    if counts := table(summary):
        blocks.append(counts.rstrip("\n"))
    if summary.ignored:
        blocks.append(f"{summary.ignored} ignored, each with a reason")
    return "\n\n".join(blocks) + ("\n" if blocks else "")


def _block(finding: Finding, *, colour: bool, hint: bool) -> Iterator[str]:
    place = f"{finding.file or finding.article}{f':{finding.line}' if finding.line else ''}"
    severity = str(finding.severity)
    if colour:
        severity = f"\x1b[{_COLOURS[finding.severity]}m{severity}\x1b[0m"
    yield f"{place}: {severity}: {finding.check}: {finding.message}"
    if finding.source:
        yield from _line("source", finding.source, finding.source_span)
    if finding.target:
        yield from _line("target", finding.target, finding.span)
    if finding.ignored:
        yield f"    ignored: {finding.ignored}"
    elif hint and finding.unit and finding.severity is not Severity.NEUTRAL:
        yield f"    to ignore: {paste_line(finding)}"


def _line(name: str, shown: str, span: tuple[int, int] | None) -> Iterator[str]:
    start, end = span or (0, 0)
    first = 0
    if len(shown) > _WIDTH and start > _WIDTH // 2:
        first = start - _WIDTH // 3
    window = shown[first : first + _WIDTH].translate(_VISIBLE)
    before = "…" if first else ""
    after = "…" if first + _WIDTH < len(shown) else ""
    yield f"    {name}  {before}{window}{after}"
    if span:
        lead = _columns(before + window[: start - first])
        carets = max(1, _columns(window[start - first : min(end - first, _WIDTH)]))
        yield f"    {' ' * len(name)}  {' ' * lead}{'^' * carets}"


_VISIBLE = dict.fromkeys((10, 13), "↵") | {0x09: " "}
_VISIBLE |= dict.fromkeys((*range(8203, 8208), *range(8234, 8239), *range(8288, 8298), 65279), "·")
_VISIBLE |= {code: "?" for code in range(0x20) if code not in (0x09, 0x0A, 0x0D)}
# What a terminal would obey must not reach it.
_VISIBLE |= dict.fromkeys(range(127, 160), "?")


def _columns(text: str) -> int:
    """How many columns a terminal takes for a text."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )
