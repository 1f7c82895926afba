"""The page as bytes: self-contained, the same each time, and data stays data."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from importlib import resources
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import localize.review
from localize.model import Draft, Severity, State, digest
from localize.review import ReviewRow, page, worst_first
from localize.review.compose import embed, policy
from localize.review.render import ELEMENTS

from .conftest import make_finding, make_row, sample_rows


def build(*rows: ReviewRow, **more: Any) -> str:
    return page(rows, title=more.pop("title", "Test"), version="1.0", **more)


def data_of(text: str) -> Any:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def test_it_says_everything_about_a_unit() -> None:
    data = data_of(build(*sample_rows()))
    assert data["locales"]["ar"] == {"name": "Arabic", "dir": "rtl"}
    assert data["locales"]["en"] == {"name": "English", "dir": "ltr"}
    first = data["rows"][0]
    assert first["findings"][0]["severity"] == "critical"
    assert first["findings"][1]["ignored"] == "quoted so"
    assert first["risks"] == ["dose"]
    assert first["draft"]["reasons"] == ["a number differs", "reverse model disagrees"]
    assert first["terms"] == ["ketamine → ketamina"]
    assert first["protected"] == ["`max_dose`"]
    assert first["place"] == "locales/es/a.po:12"
    assert first["source_sha256"] == digest(first["source"]["text"])
    assert first["target_sha256"] == digest(first["target"]["text"])
    stale = data["rows"][1]
    assert ["gone", "three days"] in stale["previous"]
    assert "history" in data["rows"][-1]
    assert [data["rows"][n]["unit"] for n in data["reading"]] == [
        row.unit.id for row in sample_rows()
    ]


def test_worst_and_riskiest_first() -> None:
    plain = make_row("plain", "x", State.REVIEWED)
    low = make_row("low", "x", draft=Draft(text="x", engine="e", band="low"))
    high = make_row("high", "x", draft=Draft(text="x", engine="e", band="high"))
    doubtful = make_row("doubtful", "x", draft=Draft(text="x", engine="e", band="high", score=0.2))
    risky = make_row("risky", "x", risks=("dose",))
    bad = make_row("bad", "x")
    bad = bad._replace(findings=(make_finding(bad),))
    ignored = make_row("ignored", "x", State.REVIEWED)
    ignored = ignored._replace(findings=(make_finding(ignored, ignored="so"),))
    minor = make_row("minor", "x", State.REVIEWED)
    minor = minor._replace(findings=(make_finding(minor, Severity.MINOR),))
    stale = make_row("stale", "x", State.STALE)
    rows = (plain, ignored, high, low, doubtful, stale, risky, minor, bad)
    assert [row.unit.segment.text for row in worst_first(rows)] == [
        "bad", "minor", "risky", "stale", "low", "doubtful", "high", "plain", "ignored",
    ]  # fmt: skip


def test_obsolete_units_and_doubles_are_left_out() -> None:
    one = make_row("a", "x")
    data = data_of(build(make_row("gone", "x", State.OBSOLETE), one, one._replace(title="other")))
    assert [row["title"] for row in data["rows"]] == [one.title]
    assert data["reading"] == [0]


def test_an_edited_draft_shows_what_the_person_changed() -> None:
    row = make_row(
        "a dose", "una dosis", State.EDITED, draft=Draft(text="un dosis", engine="argos")
    )
    (shown,) = data_of(build(row))["rows"]
    assert shown["draft"]["changes"] == [["gone", "un"], ["new", "una"], ["same", " dosis"]]


def test_same_input_same_bytes() -> None:
    assert build(*sample_rows()) == build(*sample_rows())


def test_it_reaches_nothing() -> None:
    text = build(*sample_rows())
    outside = re.sub(r'<script type="application/json".*?</script>', "", text, flags=re.DOTALL)
    assert not re.search(r"""(?:src|href)=["'](?!#)""", outside)
    assert "@import" not in outside
    assert "url(" not in outside
    assert "connect-src 'none'" in text
    assert "connect-src 'self'" in build(live=1)


def test_the_policy_allows_the_one_script_and_the_one_style() -> None:
    text = build()
    scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    styles = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    assert (len(scripts), len(styles)) == (1, 1)
    found = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert found is not None
    for kind, body in (("script-src", scripts[0]), ("style-src", styles[0])):
        sha = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"{kind} 'sha256-{sha}';" in found[1]
    assert "unsafe" not in found[1]
    assert policy("a", "b", connect="'none'").startswith("default-src 'none'; ")


HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "]]></script>",
    "\u2028\u2029",
    "{{script}}{{data}}",
    '"><img src=x onerror=alert(1)>',
    "\ud800",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_in_the_data(text: str) -> None:
    row = make_row(text, text, title=text, headings=(text,), previous=f"old {text}", risks=(text,))
    row = row._replace(findings=(make_finding(row, message=text, check=text),))
    built = build(row, title=text if text.isprintable() else "t")
    built.encode()
    plain = build(make_row("a", "b"), title="t")
    assert len(re.findall(r"<[a-z!/]", built)) == len(re.findall(r"<[a-z!/]", plain))
    (shown,) = data_of(built)["rows"]
    assert shown["source"]["text"] == text


@given(
    st.recursive(
        st.text() | st.integers() | st.none(), lambda s: st.lists(s) | st.dictionaries(st.text(), s)
    )
)
def test_embedded_data_is_the_data_and_cannot_end_its_element(data: object) -> None:
    text = embed(data)
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == data


def test_the_script_builds_the_elements_that_trees_name() -> None:
    script = resources.files("localize.review").joinpath("dom.js").read_text("utf-8")
    listed = re.search(r'ELEMENTS = new Set\(\s*"([a-z ]+)"', script)
    assert listed is not None
    assert set(listed[1].split()) == ELEMENTS


def test_what_the_package_exports() -> None:
    assert localize.review.__all__ == sorted(localize.review.__all__, key=str)
