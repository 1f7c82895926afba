"""The manifest says what lies in the build folder, and says the same every time."""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import Any

import pytest

from localize.build import (
    Acceptance,
    Evidence,
    Manifest,
    Options,
    OutputFile,
    Provenance,
    decide,
    entry,
    manifest,
    render,
)
from localize.build.manifest import inside, read, with_pages
from localize.errors import CatalogError, UsageError
from localize.model import digest

HOLD, DRAFTS = Options(), Options(include_drafts=True)


def step(given: Any, config: Any, options: Options = HOLD, **more: Any) -> Any:
    """Entry and files of one article."""
    findings = more.pop("findings", ())
    decision = decide(
        given, config.build, options, findings=findings, evidence=more.get("evidence")
    )
    files = render(given, decision, config, options)
    return entry(given, decision, files, **more), files


def test_an_entry_has_the_keys_of_the_design(
    unit: Any, assembled: Any, project: Any, finding: Any
) -> None:
    units = (unit("A", "a"), unit("B", "b", "draft", model="en_es 0.1"))
    evidence = {
        units[0].id: Evidence(
            risks=("dose",),
            accepted=(Acceptance(person="ana", role="clinician", date="2026-01-02"),),
        ),
        units[1].id: Evidence(risks=("dose",), accepted=(Acceptance(person="ben"),)),
    }
    findings = [finding(units[1], "major"), finding(units[0], "major", ignored="it is right")]
    one, files = step(assembled(units), project(), DRAFTS, evidence=evidence, findings=findings)
    assert one.data == {
        "article": "source/guide/a.md",
        "locale": "es",
        "path": "es/guide/a.md",
        "state": "draft",
        "units": 2,
        "reviewed": 1,
        "edited": 0,
        "draft": 1,
        "untranslated": 0,
        "stale": 0,
        "approved": 0,
        "fallback": 0,
        "source_sha256": digest("A\n\nB\n"),
        "target_sha256": files[0].sha256,
        "units_sha256": one.data["units_sha256"],
        "reasons": [{"code": "draft", "message": "1 unit is a draft"}],
        "fallbacks": [],
        "drafts": 1,
        "models": ["argos en_es 0.1"],
        "reviewers": 2,
        "roles": {"clinician": 1},
        "risks": [
            {
                "unit": units[0].id,
                "risks": ["dose"],
                "state": "reviewed",
                "accepted": [{"person": "ana", "role": "clinician", "date": "2026-01-02"}],
            },
            {"unit": units[1].id, "risks": ["dose"], "state": "draft", "accepted": []},
        ],
        "findings": [
            {
                "check": "quantity",
                "severity": "major",
                "unit": units[1].id,
                "message": "5 mg became 50 mg",
            }
        ],
        "ignored": [
            {
                "check": "quantity",
                "severity": "major",
                "unit": units[0].id,
                "message": "5 mg became 50 mg",
                "reason": "it is right",
            }
        ],
        "files": ["es/guide/a.md"],
        "titles": {},
        "date": None,
        "last_good": None,
    }


def test_a_held_article_refers_to_its_last_good_build(
    unit: Any, assembled: Any, project: Any
) -> None:
    config = project()
    good, files = step(assembled((unit("A", "a"),)), config)
    held, none = step(assembled((unit("A2"),)), config, previous=good)
    assert none == ()
    assert (held.state, held.data["path"]) == ("held", "es/guide/a.md")
    assert held.data["target_sha256"] == files[0].sha256
    assert held.data["source_sha256"] == digest("A2\n")
    assert held.data["last_good"]["source_sha256"] == digest("A\n")
    # And goes on doing so.
    again, _ = step(assembled((unit("A3"),)), config, previous=held)
    assert again.data["last_good"] == held.data["last_good"]
    kept = manifest([again], [], config, previous=Manifest(files={"es/guide/a.md": "x"}))
    assert kept.files == {"es/guide/a.md": "x"}


def test_a_held_article_without_a_good_build(unit: Any, assembled: Any, project: Any) -> None:
    config = project()
    never, _ = step(assembled((unit("A"),)), config)
    assert (never.data["path"], never.data["last_good"], never.files) == (None, None, ())
    again, _ = step(assembled((unit("A"),)), config, previous=never)
    assert again.data["last_good"] is None
    # A draft is not a good build: it goes when drafts are not asked for any more.
    draft, _ = step(assembled((unit("A", "a", "draft"),)), config, DRAFTS)
    held, _ = step(assembled((unit("A", "a", "draft"),)), config, previous=draft)
    assert (held.data["path"], held.files) == (None, ())


def outputs(*names: str) -> list[OutputFile]:
    return [OutputFile(path=PurePosixPath(name), data=name.encode()) for name in names]


def test_a_build_of_one_article_forgets_no_other(unit: Any, assembled: Any, project: Any) -> None:
    config = project()

    def one(path: str, locale: str) -> Any:
        return step(assembled((unit("A", "a"),), path=path, locale=locale), config)

    first = [one("a.md", "es"), one("b.md", "es"), one("gone.md", "es"), one("b.md", "de")]
    old = manifest([e for e, _ in first], [f for _, fs in first for f in fs], config)
    second, files = one("a.md", "fr")
    new = manifest(
        [second],
        files,
        config,
        previous=old.within(["a.md", "b.md"], ["es", "fr"]),
    )
    assert sorted(new.files) == ["es/a.md", "es/b.md", "fr/a.md"]
    assert [e.key for e in sorted(new.entries, key=lambda e: e.key)] == [
        ("source/a.md", "es"),
        ("source/a.md", "fr"),
        ("source/b.md", "es"),
    ]
    every = manifest([second], files, config, previous=old)
    assert len(every.entries) == 5
    assert new.find("b.md", "es") is not None
    assert new.find("b.md", "fr") is None


def test_the_same_every_time(unit: Any, assembled: Any, project: Any) -> None:
    config = project()
    steps = [step(assembled((unit("Á", "á"),), path=p), config) for p in ("b.md", "a.md")]
    made = Provenance(engine="argos", models={"z": "1", "a": "2"}, glossary={"t": "3"})

    def encoded(steps: Any) -> bytes:
        entries, files = [e for e, _ in steps], [f for _, fs in steps for f in fs]
        return manifest(entries, files, config, provenance=made).encode()

    assert encoded(steps) == encoded(steps[::-1])
    data = json.loads(encoded(steps))
    assert list(data) == [
        "version",
        "tool",
        "layout",
        "source_locale",
        "engine",
        "models",
        "glossary",
        "articles",
        "files",
    ]
    assert [a["path"] for a in data["articles"]] == ["es/a.md", "es/b.md"]
    assert data["models"] == {"a": "2", "z": "1"}


def test_what_was_written_is_read_back(unit: Any, assembled: Any, project: Any) -> None:
    config = project()
    one, files = step(assembled((unit("A", "a"),)), config)
    built = manifest([one], files, config)
    (config.root / "manifest.json").write_bytes(built.encode())
    again = read(config.root)
    assert again.encode() == built.encode()
    assert again == built
    assert read(config.root / "nothing") == Manifest()


def test_the_only_clock_is_source_date_epoch(project: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "built" not in manifest([], [], project()).head
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    assert manifest([], [], project()).head["built"] == "2026-01-01T00:00:00+00:00"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "today")
    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH"):
        manifest([], [], project())


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        "{}",
        '{"version": "1"}',
        '{"version": 1}',
        '{"version": 1, "articles": [{}], "files": {}}',
        '{"version": 1, "articles": [], "files": []}',
        '{"version": 1, "articles": [1], "files": {}}',
    ],
)
def test_files_that_are_no_manifest(project: Any, text: str) -> None:
    root = project().root
    (root / "manifest.json").write_text(text)
    with pytest.raises(CatalogError, match="not a manifest that Localize wrote"):
        read(root)


def test_a_folder_in_its_place(project: Any) -> None:
    root = project().root
    (root / "manifest.json").mkdir()
    with pytest.raises(CatalogError):
        read(root)


def test_a_manifest_of_a_later_version(project: Any) -> None:
    root = project().root
    (root / "manifest.json").write_text('{"version": 2, "tool": "localize 9"}')
    with pytest.raises(UsageError, match="later version of Localize"):
        read(root)


def test_more_files_for_an_article(unit: Any, assembled: Any, project: Any) -> None:
    one, _ = step(assembled((unit("A", "a"),)), project())
    assert with_pages(one, outputs("es/guide/a.html"), {}).files == (
        "es/guide/a.md",
        "es/guide/a.html",
    )
    assert with_pages(one, outputs("es/guide/a.md"), {}).files == ("es/guide/a.md",)


@pytest.mark.parametrize("name", ["/a", "../a", "a/../../b", "."])
def test_paths_that_lead_out(project: Any, name: str) -> None:
    with pytest.raises(CatalogError, match="leads out"):
        inside(project().root, name)
