"""What `--format json` prints is what the schemas in docs/schemas/ say."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

SCHEMAS = Path(__file__).parents[2] / "docs/schemas"
ARTICLE = """\
---
title: Doses
---

# Doses

Take 5 mg of **ketamine** with [water](https://example.org) in the morning.

Do not drive.
"""


def validate(name: str, data: object) -> None:
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(data)


def localize(root: Path, *arguments: str) -> Any:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from localize.cli import main; main()",
            *arguments,
            "--format",
            "json",
        ],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    return json.loads(done.stdout)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Three articles: one drafted with a dose changed, one accepted, one that cannot be read."""
    source = tmp_path / "source"
    source.mkdir()
    (tmp_path / "localize.toml").write_text('target_locales = ["es"]\n')
    (source / "wrong.md").write_text(ARTICLE)
    (source / "right.md").write_text("# Rest\n")
    localize(tmp_path, "sync", "--no-translate")
    wrong, right = (tmp_path / "locales/es" / f"{name}.po" for name in ("wrong", "right"))
    text = wrong.read_text()
    assert 'msgid "Doses"\nmsgstr ""' in text
    accepted = "Tome 50 mg de **ketamina** con [agua](https://example.org) por la mañana."
    wrong.write_text(re.sub(r'(in the morning[.]"\nmsgstr) ""', f'\\1 "{accepted}"', text))
    right.write_text(
        right.read_text().replace('msgid "Rest"\nmsgstr ""', 'msgid "Rest"\nmsgstr "Descanso"')
    )
    (source / "broken.md").write_bytes(b"\xff\n")
    return tmp_path


def test_sync(project: Path) -> None:
    data = localize(project, "sync", "--engine", "pseudo")
    validate("sync", data)
    assert [error["file"] for error in data["errors"]] == ["source/broken.md"]
    [wrong] = [row for row in data["articles"] if row["article"] == "source/wrong.md"]
    assert wrong["drafted"] > 0
    assert wrong["reviewed"] == 1


def test_check(project: Path) -> None:
    data = localize(project, "check")
    validate("check", data)
    critical = [f for f in data["findings"] if f["severity"] == "critical"]
    assert [f["check"] for f in critical] == ["quantity"]
    assert data["summary"]["critical"] == 1


def test_status(project: Path) -> None:
    data = localize(project, "status")
    validate("status", data)
    publishable = {row["article"]: row["publishable"] for row in data["articles"]}
    assert publishable == {"source/right.md": True, "source/wrong.md": False}


def test_build_and_manifest(project: Path) -> None:
    data = localize(project, "build")
    validate("build", data)
    states = {row["article"]: row["state"] for row in data["articles"]}
    assert states == {"source/right.md": "published", "source/wrong.md": "held"}
    assert data["summary"]["held"] == 1
    validate("manifest", json.loads((project / "build/manifest.json").read_text("utf-8")))


@pytest.mark.parametrize("arguments", [("sync", "--to", "zz"), ("build", "--bogus"), ("history",)])
def test_a_command_that_stopped(project: Path, arguments: tuple[str, ...]) -> None:
    data = localize(project, *arguments)
    validate("error", data)
    assert [error["kind"] for error in data["errors"]] == ["usage"]


def test_the_schemas_can_say_no() -> None:
    for path in SCHEMAS.glob("*.schema.json"):
        with pytest.raises(jsonschema.ValidationError):
            validate(path.name.partition(".")[0], {})
