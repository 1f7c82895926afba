"""What `make setup` installs is pinned, checked by hash, and free of what inference does not need."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

FOLDER = Path(__file__).parents[2] / "requirements"
FILES = ("base.txt", "argos.txt", "axe.txt", "dev.txt")
UNWANTED = {"torch", "stanza", "spacy", "triton", "tensorflow", "transformers"}


def entries(name: str) -> list[str]:
    """The logical lines of a requirements file."""
    text = (FOLDER / name).read_text("utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize("name", FILES)
def test_every_requirement_is_pinned_and_hashed(name: str) -> None:
    found = entries(name)
    assert found
    for entry in found:
        assert re.match(r"[a-z0-9][a-z0-9._-]*==[\w.+]+ ", entry), entry
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry


@pytest.mark.parametrize("name", FILES)
def test_no_requirement_names_an_index_or_a_path(name: str) -> None:
    text = (FOLDER / name).read_text("utf-8")
    assert "://" not in text
    assert "index" not in text
    assert not re.search(r"(?m)^(?:-|/)|(?<!sha256):\s*/", text)


@pytest.mark.parametrize("name", FILES)
def test_nothing_heavy_is_required(name: str) -> None:
    names = {entry.partition("==")[0] for entry in entries(name)}
    assert not names & UNWANTED
    assert not [n for n in names if n.startswith("nvidia")]


def test_one_version_of_each_package() -> None:
    """base.txt and dev.txt go into one environment."""
    versions: dict[tuple[str, str], set[str]] = {}
    for name in FILES:
        for entry in entries(name):
            pin, _, marker = entry.partition("--hash")[0].partition(";")
            package, _, version = pin.strip().partition("==")
            versions.setdefault((package, marker.strip()), set()).add(version)
    assert not {key: found for key, found in versions.items() if len(found) > 1}


def test_the_files_name_everything_their_packages_ask_for() -> None:
    """`make setup` resolves nothing (`--no-deps`), so whatever is missing here would be missing there."""
    pinned = {entry.partition("==")[0] for name in FILES for entry in entries(name)}
    missing = set()
    for name in pinned - {"argostranslate", "axe-playwright-python"}:
        try:
            asked = distribution(name).requires or []
        except PackageNotFoundError:  # another platform's
            continue
        for line in asked:
            requirement = Requirement(line)
            wanted = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
            if wanted and canonicalize_name(requirement.name) not in pinned:
                missing.add(f"{name} asks for {line}")
    assert not missing
