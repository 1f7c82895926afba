"""`check --since`: only what a branch changed."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.cli.conftest import Run
from tests.cli.po import accept, accept_all


def git(project: Path, *args: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *args],
        cwd=project,
        check=True,
        capture_output=True,
    )


def test_since(project: Path, run: Run) -> None:
    (project / "source/a.md").write_text("Take 5 mg.\n\nTake 6 mg.\n")
    run("sync", "--to", "es", "--no-translate")
    po = project / "locales/es/a.po"
    accept(po, {"Take 5 mg.": "Tome 50 mg.", "Take 6 mg.": "Tome 6 mg."})
    git(project, "init", "-q")
    git(project, "add", "source", "locales")
    git(project, "commit", "-q", "-m", "begin")
    assert run("check", "--to", "es").code == 1
    assert run("check", "--to", "es", "--since", "HEAD").code == 0
    accept(po, {"Take 6 mg.": "Tome 60 mg."})
    result = run("check", "--to", "es", "--since", "HEAD", "--format", "json")
    assert result.code == 1
    assert {f["source"] for f in result.json["findings"]} == {"Take 6 mg."}
    (project / "source/b.md").write_text("Take 7 mg.\n")
    run("sync", "--to", "es", "--no-translate")
    accept_all(project / "locales/es/b.po", "70 ")
    found = run("check", "--to", "es", "--since", "HEAD", "--format", "json").json["findings"]
    assert {f["source"] for f in found if f["severity"] == "critical"} == {
        "Take 6 mg.",
        "Take 7 mg.",
    }
