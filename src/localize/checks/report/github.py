"""Findings as GitHub workflow commands. Only ten of a kind show per step: the worst come first."""

from __future__ import annotations

from collections.abc import Iterable

from localize.checks.report.summary import worst_first
from localize.model import Finding, Severity

_COMMAND = {
    Severity.CRITICAL: "error",
    Severity.MAJOR: "warning",
    Severity.MINOR: "notice",
    Severity.NEUTRAL: "notice",
}


def github(findings: Iterable[Finding]) -> str:
    """A line per finding that counts."""
    lines = []
    for finding in worst_first(findings):
        if finding.ignored:
            continue
        title = f"{finding.check} ({finding.severity}, {finding.locale})"
        fields = [f"file={_property(finding.file or finding.article)}"]
        if finding.line:
            fields.append(f"line={finding.line}")
        fields.append(f"title={_property(title)}")
        shown = f"{finding.message}\nsource: {finding.source}\ntarget: {finding.target}"
        lines.append(f"::{_COMMAND[finding.severity]} {','.join(fields)}::{_data(shown)}\n")
    return "".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
