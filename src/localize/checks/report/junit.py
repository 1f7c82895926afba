"""Findings as JUnit XML: a suite per article and locale, a failing case per finding."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from localize.checks.report.summary import worst_first
from localize.model import Finding, Severity
from localize.regex import regex

_FAILS = (Severity.CRITICAL, Severity.MAJOR)
_FORBIDDEN = regex("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(findings: Iterable[Finding]) -> str:
    """One `testsuites` document. Critical and major findings fail, ignored ones are skipped, the rest are told."""
    suites: dict[tuple[str, str], list[Finding]] = {}
    for finding in worst_first(findings):
        suites.setdefault((finding.locale, finding.article), []).append(finding)
    parts = ['<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="localize">\n']
    for (locale, article), members in sorted(suites.items()):
        failures = sum(f.severity in _FAILS and not f.ignored for f in members)
        skipped = sum(bool(f.ignored) for f in members)
        parts.append(
            f'  <testsuite name={_attribute(f"{article} ({locale})")} tests="{len(members)}" '
            f'failures="{failures}" skipped="{skipped}">\n'
        )
        parts += map(_case, members)
        parts.append("  </testsuite>\n")
    return "".join((*parts, "</testsuites>\n"))


def _case(finding: Finding) -> str:
    place = f"{finding.file}:{finding.line}" if finding.line else finding.file
    name = f"{finding.check}: {finding.source[:80]}"
    body = escape(
        _clean(f"{finding.message}\nsource: {finding.source}\ntarget: {finding.target}\n{place}")
    )
    if finding.ignored:
        inner = f"<skipped message={_attribute(finding.ignored)}/>"
    elif finding.severity in _FAILS:
        inner = f"<failure type={_attribute(str(finding.severity))} message={_attribute(finding.message)}>{body}</failure>"
    else:
        inner = f"<system-out>{body}</system-out>"
    head = f"    <testcase classname={_attribute(finding.file or finding.article)} name={_attribute(name)}>"
    return f"{head}{inner}</testcase>\n"


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)


def _attribute(text: str) -> str:
    return quoteattr(_clean(text))
