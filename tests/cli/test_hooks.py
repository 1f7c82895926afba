"""The hooks for pre-commit, run the way it runs them: by their entry, without file names, in the repository's root."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.cli.conftest import Run
from tests.cli.po import accept

HOOKS: dict[str, dict[str, Any]] = {
    hook["id"]: hook
    for hook in yaml.safe_load(
        (Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text("utf-8")
    )
}
DOSE = "Take 5 mg."


@pytest.fixture
def article(project: Path, run: Run) -> Path:
    (project / "localize.toml").write_text('target_locales = ["es"]\n')
    path = project / "source/a.md"
    path.write_text(DOSE + "\n")
    assert run("sync", "--no-translate").code == 0
    return path


def hook(run: Run, name: str) -> Any:
    command, *arguments = shlex.split(HOOKS[name]["entry"])
    assert command == "localize"
    assert HOOKS[name]["pass_filenames"] is False
    return run(*arguments)


def test_a_dangerous_translation_does_not_go_in(project: Path, run: Run, article: Path) -> None:
    po = project / "locales/es/a.po"
    accept(po, {DOSE: "Tome 5 mg."})
    assert hook(run, "localize-check").code == 0
    accept(po, {DOSE: "Tome 50 mg."})
    result = hook(run, "localize-check")
    assert result.code == 1
    assert "5 mg became 50 mg" in result.out


def test_an_article_does_not_go_in_without_its_catalogs(run: Run, article: Path) -> None:
    assert hook(run, "localize-sync-check").code == 0
    article.write_text(f"{DOSE}\n\nDrink water.\n")
    result = hook(run, "localize-sync-check")
    assert result.code == 3
    assert result.err.endswith("To bring them up to date: localize sync\n")
    assert run("sync", "--no-translate").code == 0
    assert hook(run, "localize-sync-check").code == 0


@pytest.mark.parametrize(
    ("path", "hooks"),
    [
        ("source/guide/a.md", ["localize-check", "localize-sync-check"]),
        ("glossary/terms.csv", ["localize-check", "localize-sync-check"]),
        ("localize.toml", ["localize-check", "localize-sync-check"]),
        ("locales/es/a.po", ["localize-check"]),
        ("README.md", []),
        ("docs/source/a.md", []),
    ],
)
def test_what_sets_them_off(path: str, hooks: list[str]) -> None:
    assert [name for name, hook in HOOKS.items() if re.search(hook["files"], path)] == hooks
