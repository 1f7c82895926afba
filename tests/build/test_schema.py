"""The manifest keeps the schema that publishers are promised."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from localize.build import (
    Acceptance,
    Evidence,
    Options,
    Provenance,
    decide,
    entry,
    manifest,
    render,
)

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs/schemas/manifest.schema.json").read_text(encoding="utf-8")
)


@pytest.fixture
def example(unit: Any, assembled: Any, project: Any, finding: Any) -> Any:
    """A manifest with something under every key."""
    config = project(require_risk={"dose": "clinician"})
    entries: list[Any] = []
    files: list[Any] = []
    previous = None
    for path, text, options in (
        ("c.md", "a", Options()),
        ("a.md", "a", Options()),
        ("a.md", "", Options()),
        ("b.md", "b", Options(include_drafts=True, fallback="source")),
    ):
        units = (
            unit("Take 5 mg.", text),
            unit("B", "b" if path != "b.md" else "", model="en_es 0.1"),
            unit("C", "c", "reviewed" if path != "b.md" else "draft", model="en_es 0.1"),
        )
        known = {
            units[0].id: Evidence(
                risks=("dose",),
                accepted=(Acceptance(person="ana", role="clinician", date="2026-01-02"),),
            )
        }
        found = [finding(units[0], "minor"), finding(units[1], ignored="as it should be")]
        given = assembled(units, path=path)
        decision = decide(given, config.build, options, findings=found, evidence=known)
        made = render(given, decision, config, options)
        previous = entry(given, decision, made, evidence=known, previous=previous)
        entries.append(previous)
        files += made
    return manifest(
        entries,
        files,
        config,
        provenance=Provenance(engine="argos", models={"m": "0" * 64}, glossary={"g": "1" * 64}),
    )


def test_a_manifest_is_valid(example: Any) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    data = json.loads(example.encode())
    assert {one["state"] for one in data["articles"]} == {"published", "held", "draft"}
    jsonschema.validate(data, SCHEMA)


def test_the_schema_names_every_key(example: Any) -> None:
    """And no key that there is not."""
    data = json.loads(example.encode())
    assert set(data) == set(SCHEMA["properties"]) - {"built"}
    for one in data["articles"]:
        assert list(one) == list(SCHEMA["properties"]["articles"]["items"]["properties"])


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("version",), 2),
        (("files", "es/a.md"), "short"),
        (("articles", 0, "state"), "perhaps"),
        (("articles", 0, "units"), -1),
        (("articles", 0, "article"), "a.md"),
        (("articles", 0, "ignored", 0, "reason"), None),
    ],
)
def test_the_schema_refuses(example: Any, path: Any, value: Any) -> None:
    data = copy.deepcopy(json.loads(example.encode()))
    place = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, SCHEMA)
