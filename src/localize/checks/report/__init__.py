"""Findings for eyes and for machines: text, JSON, SARIF, GitHub annotations, JUnit."""

from localize.checks.report.github import github
from localize.checks.report.json import as_json
from localize.checks.report.junit import junit
from localize.checks.report.sarif import sarif
from localize.checks.report.summary import Summary, summarize, table
from localize.checks.report.text import text

__all__ = ["Summary", "as_json", "github", "junit", "sarif", "summarize", "table", "text"]
