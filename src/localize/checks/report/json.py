"""Findings as one JSON object."""

from __future__ import annotations

import json
from collections.abc import Iterable

from localize.checks.report.summary import summarize, worst_first
from localize.model import Finding


def as_json(findings: Iterable[Finding]) -> str:
    """`{"findings": […], "summary": {…}}`, worst first, ignored ones with their reason."""
    every = worst_first(findings)
    data = {"findings": [f.as_dict() for f in every], "summary": summarize(every).as_dict()}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
