"""How many findings of which severity, by locale and article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from localize.model import Finding, Severity


class Summary(NamedTuple):
    """Counts of the findings that count; ignored ones stand apart."""

    by_severity: Mapping[Severity, int]
    by_article: Mapping[tuple[str, str], Mapping[Severity, int]]
    """(locale, article) -> counts."""
    ignored: int = 0

    def as_dict(self) -> dict[str, object]:
        """The `summary` of the JSON report."""
        return {
            "findings": sum(self.by_severity.values()),
            **{str(severity): self.by_severity.get(severity, 0) for severity in Severity},
            "ignored": self.ignored,
            "articles": [
                {
                    "locale": locale,
                    "article": article,
                    **{str(severity): counts.get(severity, 0) for severity in Severity},
                }
                for (locale, article), counts in sorted(self.by_article.items())
            ],
        }


def summarize(findings: Iterable[Finding]) -> Summary:
    """Count findings."""
    total: Counter[Severity] = Counter()
    by_article: dict[tuple[str, str], Counter[Severity]] = {}
    ignored = 0
    for finding in findings:
        if finding.ignored:
            ignored += 1
            continue
        total[finding.severity] += 1
        by_article.setdefault((finding.locale, finding.article), Counter())[finding.severity] += 1
    return Summary(total, by_article, ignored)


def table(summary: Summary) -> str:
    """A table by locale and article, worst columns first; empty without findings."""
    if not summary.by_article:
        return ""
    rows: list[Sequence[str]] = [("locale", "article", *map(str, Severity))]
    for (locale, article), counts in sorted(summary.by_article.items()):
        rows.append((locale, article, *(str(counts.get(s, 0) or "·") for s in Severity)))
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = []
    for row in rows:
        head = [cell.ljust(width) for cell, width in zip(row[:2], widths[:2], strict=True)]
        tail = [cell.rjust(width) for cell, width in zip(row[2:], widths[2:], strict=True)]
        lines.append("  ".join((*head, *tail)).rstrip())
    return "\n".join(lines) + "\n"


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """By severity, then by file and line."""
    return sorted(findings, key=lambda f: (f.severity.rank, f.file, f.line or 0, f.check))
