"""Findings as SARIF 2.1.0, for code scanning."""

from __future__ import annotations

import json
from collections.abc import Iterable
from urllib.parse import quote

from localize import __version__
from localize.checks.base import Check
from localize.checks.cross import CrossCheck
from localize.checks.registry import CROSS, REGISTRY
from localize.checks.report.summary import worst_first
from localize.model import Finding, Severity, digest

_LEVEL = {
    Severity.CRITICAL: "error",
    Severity.MAJOR: "warning",
    Severity.MINOR: "note",
    Severity.NEUTRAL: "none",
}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(findings: Iterable[Finding], *, help_uri: str = "") -> str:
    """One SARIF log. `help_uri` is where the checks are documented; each has its anchor there."""
    every = worst_first(findings)
    names = list(dict.fromkeys([*_known(), *(f.check for f in every)]))
    rules = [_rule(name, help_uri) for name in names]
    run = {
        "tool": {"driver": {"name": "localize", "version": __version__, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, names.index(finding.check)) for finding in every],
    }
    return (
        json.dumps(
            {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2
        )
        + "\n"
    )


def _fingerprint(finding: Finding) -> str:
    parts = (finding.check, finding.locale, finding.article, finding.unit, finding.message)
    return digest("\x00".join(parts))


def _known() -> dict[str, Check | CrossCheck]:
    return {**{c.name: c for c in REGISTRY}, **{c.name: c for c in CROSS}}


def _rule(name: str, help_uri: str) -> dict[str, object]:
    known = _known()
    rule: dict[str, object] = {"id": name}
    if check := known.get(name):
        rule["shortDescription"] = {"text": check.summary}
        rule["defaultConfiguration"] = {"level": _LEVEL[check.severity]}
        rule["properties"] = {"dimension": check.dimension}
    if help_uri:
        rule["helpUri"] = f"{help_uri}#{name}"
    return rule


def _result(finding: Finding, index: int) -> dict[str, object]:
    place: dict[str, object] = {
        "artifactLocation": {"uri": quote(finding.file or finding.article)},
    }
    if finding.line:
        place["region"] = {"startLine": finding.line}
    where: dict[str, object] = {"physicalLocation": place}
    message = f"{finding.message}\nsource: {finding.source}\ntarget: {finding.target}"
    result: dict[str, object] = {
        "ruleId": finding.check,
        "ruleIndex": index,
        "level": _LEVEL[finding.severity],
        "message": {"text": message},
        "locations": [where],
        "partialFingerprints": {"unit/v1": _fingerprint(finding)},
        "properties": {
            "locale": finding.locale,
            "severity": str(finding.severity),
            "unit": finding.unit,
        },
    }
    if finding.ignored:
        result["suppressions"] = [{"kind": "external", "justification": finding.ignored}]
    return result
