from __future__ import annotations

import json
from xml.etree import ElementTree as ET

from tests.checks.helpers import find, unit

from localize.checks import REGISTRY
from localize.checks.report.github import github
from localize.checks.report.junit import junit
from localize.checks.report.sarif import sarif
from localize.checks.report.summary import summarize, table
from localize.checks.report.text import text
from localize.model import Finding, Severity

CRITICAL = find(unit("Take 5 mg.", "Tome 50 mg."))[0]
MINOR = CRITICAL._replace(
    check="punctuation",
    severity=Severity.MINOR,
    message="100 %, a:b\nc",
    locale="fr",
    line=None,
)
IGNORED = CRITICAL._replace(ignored="a joke (M. Roca)")
EVERY = (MINOR, IGNORED, CRITICAL)


def test_text_shows_both_sides_with_carets_and_the_line_that_would_ignore_it() -> None:
    shown = text([CRITICAL])
    assert shown.splitlines()[:5] == [
        "locales/es/a.po:8: critical: quantity: 5 mg became 50 mg",
        "    source  Take 5 mg.",
        "                 ^^^^",
        "    target  Tome 50 mg.",
        "                 ^^^^^",
    ]
    assert "# localize-ignore: quantity REASON (NAME) [" in shown
    assert "localize-ignore" not in text([CRITICAL], hint=False)


def test_text_is_worst_first_counts_and_keeps_the_ignored_ones_back() -> None:
    shown = text(EVERY)
    assert shown.index("quantity") < shown.index("punctuation")
    assert "1 ignored" in shown
    assert "a joke" not in shown
    assert "ignored: a joke" in text(EVERY, show_ignored=True)
    assert "\x1b[1;31mcritical\x1b[0m" in text(EVERY, colour=True)
    assert text([]) == ""


def test_text_shows_a_window_of_a_long_line_and_nothing_a_terminal_obeys() -> None:
    long = "a" * 200 + "\x1b[2J\u202e50 mg\n" + "b" * 200
    at = long.index("50 mg")
    finding = CRITICAL._replace(target=long, span=(at, at + 5))
    shown = text([finding], hint=False)
    target, caret = shown.splitlines()[3:5]
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert target.index("50 mg") == caret.index("^")
    assert max(map(len, shown.splitlines()[:5])) < 110


def test_carets_reckon_with_wide_and_combining_characters() -> None:
    finding = CRITICAL._replace(target="日本e\u0301 50 mg", span=(5, 10))
    caret = text([finding], hint=False).splitlines()[4]
    assert caret.index("^") == 4 + 6 + 2 + 6


def test_the_summary_table_is_by_locale_and_article() -> None:
    rows = table(summarize(EVERY))
    assert rows.splitlines()[0].split() == [
        "locale",
        "article",
        "critical",
        "major",
        "minor",
        "neutral",
    ]
    assert rows.splitlines()[1].split() == ["es", "source/guide/a.md", "1", "·", "·", "·"]
    assert table(summarize([])) == ""


def test_the_summary_counts_by_severity_and_article() -> None:
    data = json.loads(json.dumps(summarize(EVERY).as_dict()))
    assert data["critical"] == 1
    assert data["ignored"] == 1
    assert data["articles"][0]["article"] == "source/guide/a.md"


def test_github_annotations_escape_their_text_and_come_worst_first() -> None:
    first, second = github(EVERY).splitlines()
    assert first.startswith(
        "::error file=locales/es/a.po,line=8,title=quantity (critical%2C es)::5 mg became 50 mg%0Asource"
    )
    assert second.startswith("::notice file=locales/es/a.po,title=")
    assert "100 %25, a:b%0Ac" in second


def test_sarif_names_every_check_and_suppresses_the_ignored_ones() -> None:
    log = json.loads(
        sarif([*EVERY, CRITICAL._replace(check="house-rule")], help_uri="https://x.org/checks")
    )
    run = log["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert log["version"] == "2.1.0"
    assert {check.name for check in REGISTRY} <= set(rules)
    assert "house-rule" in rules
    assert run["tool"]["driver"]["rules"][0]["helpUri"] == "https://x.org/checks#quantity"
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
    suppressed = [r for r in run["results"] if "suppressions" in r]
    assert [r["suppressions"][0]["justification"] for r in suppressed] == ["a joke (M. Roca)"]
    assert run["results"][0]["locations"][0]["physicalLocation"]["region"] == {"startLine": 8}
    assert "helpUri" not in sarif([CRITICAL])


def test_junit_is_xml_with_failures_and_skips() -> None:
    odd = CRITICAL._replace(message='a "b" <c> \x01', article="source/<x>.md")
    root = ET.fromstring(junit([*EVERY, odd]))
    suites = {suite.get("name"): suite for suite in root}
    suite = suites["source/guide/a.md (es)"]
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("2", "1", "1")
    assert suites["source/<x>.md (es)"][0][0].get("message") == 'a "b" <c> \ufffd'
    assert suites["source/guide/a.md (fr)"][0][0].tag == "system-out"


def test_a_finding_without_a_text_is_reported_too() -> None:
    bare = Finding(
        check="tables",
        dimension="locale conventions",
        severity=Severity.NEUTRAL,
        locale="ja",
        article="source/a.md",
        message="no tables",
    )
    assert "source/a.md: neutral: tables: no tables" in text([bare])
    assert "file=source/a.md" in github([bare])
    assert "source/a.md" in sarif([bare])
    assert "source/a.md" in junit([bare])
