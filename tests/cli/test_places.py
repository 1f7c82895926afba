"""Names, links and PATHs: what a project reaches, and what it keeps its hands off."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Run, snapshot
from tests.cli.po import accept_all

from localize.config import load
from localize.errors import LockError

ARTICLE = "# Title\n\nTake 5 mg of ketamine.\n"
SYNC = ("sync", "--to", "es", "--no-translate")


@pytest.fixture(autouse=True)
def _article(project: Path) -> None:
    (project / "source/a.md").write_text(ARTICLE)


NAMES = {
    "a line end": (b"new\nline.md", r"source/new\x0aline.md"),
    "not UTF-8": (b"caf\xe9.md", r"source/caf\udce9.md"),
}


@pytest.mark.parametrize("case", NAMES)
def test_a_name_that_no_catalog_can_have(project: Path, run: Run, case: str) -> None:
    name, shown = NAMES[case]
    try:
        Path(os.fsdecode(os.fsencode(project / "source") + b"/" + name)).write_text(ARTICLE)
    except OSError:
        pytest.skip("the file system has no such names")
    for command in (SYNC, ("check", "--to", "es"), ("status", "--to", "es")):
        result = run(*command, "--format", "json")
        assert result.code == 4
        assert f"localize: {shown}: a name that no catalog can have" in result.err
        assert [error["file"] for error in result.json["errors"]] == [shown]
        assert {row["article"] for row in result.json["articles"]} == {"source/a.md"}
    assert [path.name for path in (project / "locales/es").glob("*.po")] == ["a.po"]


OUTSIDE = {
    "the state": (".localize", SYNC),
    "the journal": (".localize/journal", SYNC),
    "the ledger": ("locales/es/ledger.jsonl", SYNC),
    "a folder of articles": ("source/more", SYNC),
    "the glossary": ("glossary", ("glossary", "import", "terms.csv")),
}


@pytest.mark.parametrize("case", OUTSIDE)
def test_nothing_is_written_through_a_link_that_leaves(
    project: Path, run: Run, case: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    where, command = OUTSIDE[case]
    (project / "terms.csv").write_text("term,treatment\nNMDA,keep\n")
    outside = tmp_path_factory.mktemp("outside")
    (outside / "b.md").write_text("Secret.\n")
    link = project / where
    link.parent.mkdir(parents=True, exist_ok=True)
    if link.suffix:
        run(*SYNC)
        accept_all(project / "locales/es/a.po")
        (outside / "ledger").touch()
        link.symlink_to(outside / "ledger")
    else:
        link.symlink_to(outside)
    before = snapshot(outside)
    result = run(*command)
    assert result.code == 4
    assert where in result.err
    assert "out of the project" in result.err or "leaves the project" in result.err
    assert snapshot(outside) == before
    if case == "a folder of articles":
        assert (project / "locales/es/a.po").is_file()
        (project / "localize.toml").write_text('exclude = ["more/**"]\n')
        assert run(*command).code == 0
    if case == "the ledger":
        doctor = run("doctor", "--to", "es")
        assert "ledger.jsonl: leads out of the project" in doctor.out
        link.unlink()
        assert run(*SYNC).code == 0
        assert b'"reviewed"' in link.read_bytes()


def test_a_link_to_a_folder_within_the_project_is_followed_once(project: Path, run: Run) -> None:
    (project / "shared").mkdir()
    (project / "shared/b.md").write_text("Shared.\n")
    (project / "shared/round").symlink_to(project / "shared")
    (project / "source/more").symlink_to(project / "shared")
    (project / "source/circle").symlink_to(project / "source")
    result = run(*SYNC, "--format", "json")
    assert result.code == 0
    assert [row["article"] for row in result.json["articles"]] == [
        "source/a.md",
        "source/more/b.md",
    ]


def test_paths_as_messages_print_them_hold_in_every_folder(
    project: Path, run: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (project / "source/guide").mkdir()
    (project / "source/guide/b.md").write_text("Other.\n")
    (project / "localize.toml").write_text('target_locales = ["es"]\n')
    linked = tmp_path_factory.mktemp("elsewhere") / "linked"
    linked.symlink_to(project)
    for path, cwd, wanted in (
        ("source/a.md", project / "source/guide", "source/a.md"),
        ("b.md", project / "source/guide", "source/guide/b.md"),
        (str(linked / "source/a.md"), project, "source/a.md"),
    ):
        result = run("status", path, "--format", "json", cwd=cwd)
        assert [row["article"] for row in result.json["articles"]] == [wanted]


def test_a_sync_with_nothing_to_do_touches_nothing_and_waits_for_nobody(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from localize.catalog import Workspace

    run(*SYNC)
    before = snapshot(project)

    def held(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(Workspace, "lock", held)
    assert run(*SYNC).code == 0
    assert snapshot(project) == before


def test_what_a_dead_run_left_for_the_ledger_is_told_even_so(project: Path, run: Run) -> None:
    run(*SYNC)
    accept_all(project / "locales/es/a.po")
    run(*SYNC)
    ledger = project / "locales/es/ledger.jsonl"
    line = ledger.read_text().splitlines()[-1]
    outbox = project / ".localize/outbox/es.jsonl"
    outbox.write_text(line.replace('"article":"a.md"', '"article":"b.md"') + "\n")
    assert run(*SYNC).code == 0
    assert '"article":"b.md"' in ledger.read_text()
    assert not outbox.exists()


def test_what_a_build_could_not_tell_the_ledger_the_next_one_does(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from localize.catalog import Workspace

    run(*SYNC)
    accept_all(project / "locales/es/a.po")
    run(*SYNC)
    ledger = project / "locales/es/ledger.jsonl"
    with monkeypatch.context() as patch:

        def held(*_: object, **__: object) -> None:
            raise LockError("another process is at work")

        patch.setattr(Workspace, "lock", held)
        assert run("build", "--to", "es").code == 5
    assert '"published"' not in ledger.read_text()
    assert run("build", "--to", "es").code == 0
    assert ledger.read_text().count('"published"') == 1


def test_another_sync_while_this_one_waited(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the other did is not done again, and what it noted is not lost."""
    from contextlib import nullcontext

    from localize.catalog import Workspace

    (project / "source/b.md").write_text("Other.\n")
    real, turns = Workspace.lock, []

    def lock(self: Workspace, *args: Any, **kwargs: Any) -> Any:
        turns.append(1)
        if len(turns) == 1:
            run(*SYNC)
            return nullcontext()
        return real(self, *args, **kwargs)

    monkeypatch.setattr(Workspace, "lock", lock)
    result = run(*SYNC, "--format", "json")
    assert result.json["written"] == []
    assert len(result.json["articles"]) == 2
    monkeypatch.undo()


def test_a_build_that_was_not_written_says_so(project: Path, run: Run) -> None:
    (project / "build").write_text("in the way\n")
    result = run("build", "--to", "es", "--fallback", "source")
    assert result.code == 5
    assert "published" not in result.out
    assert result.err.startswith("0 files written")


def test_two_builds_go_one_after_the_other(project: Path, run: Run) -> None:
    """Each keeps what the other built."""
    run(*SYNC, "--to", "fr")
    (project / "localize.toml").write_text('target_locales = ["es", "fr"]\n')
    script = "import localize.cli; localize.cli.main()"
    building = ("build", "--fallback", "source", "--quiet", "--to")
    for _ in range(2):
        both = [
            subprocess.Popen([sys.executable, "-c", script, *building, locale], cwd=project)
            for locale in ("es", "fr")
        ]
        assert [one.wait() for one in both] == [0, 0]
        assert (project / "build/es/a.md").is_file()
        assert (project / "build/fr/a.md").is_file()
        assert run("build", "verify").code == 0
        shutil.rmtree(project / "build")


def test_a_build_waits_for_another_and_gives_up(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from localize.catalog import Workspace

    workspace = Workspace(load(project))
    said: list[str] = []
    with workspace.lock_folder(project / "not/there/yet", say=said.append):
        assert said == []
        with (
            pytest.raises(LockError, match="another process has been working"),
            workspace.lock_folder(project, wait_s=0, say=said.append),
        ):
            raise AssertionError
        # What changes nothing needs no lock.
        assert run("build", "--to", "es", "--fallback", "source", "--check").code == 3
    assert said == ["waiting for another process, which is working on this project"]
    assert run("build", "--to", "es", "--fallback", "source").code == 0


def test_every_file_of_a_build_is_counted(project: Path, run: Run) -> None:
    result = run("build", "--to", "es", "--fallback", "source", "--html", "--format", "json")
    built = {p for p in snapshot(project) if p.startswith("build/")}
    assert set(result.json["written"]) == built
    assert len(result.json["written"]) == len(built)
    (project / "source/a.md").write_text(ARTICLE + "\nMore.\n")
    result = run("build", "--to", "es", "--fallback", "source", "--html")
    assert result.err == "3 files written\n"


def test_doctor_names_the_catalogs_of_no_article(project: Path, run: Run) -> None:
    run(*SYNC)
    (project / "source/a.md").rename(project / "a.md")
    assert "locales/es/a.po: of no article now" in run("doctor", "--to", "es").out


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (("review", "--to", "de"), "locales/de/a.po"),
        (("export", "--as", "csv", "--to", "de"), "source/a.md"),
        (("tm", "export", "--to", "de"), "localize.toml"),
        (("glossary", "export"), "glossary/terms.csv"),
        (("glossary", "export"), "link"),
    ],
)
def test_nothing_is_exported_over_what_people_wrote(
    project: Path, run: Run, command: tuple[str, ...], name: str
) -> None:
    (project / "localize.toml").write_text("")
    run("sync", "--to", "de", "--no-translate")
    (project / "link").symlink_to(project / "source/a.md")
    (project / "glossary").mkdir(exist_ok=True)
    (project / "glossary/terms.csv").write_text("term,treatment,de\nBDNF,keep,\n")
    before = (project / name).read_bytes()
    result = run(*command, "--out", name)
    assert result.code == 2
    assert "the project's own" in result.err
    assert (project / name).read_bytes() == before


def test_nothing_is_exported_through_a_link_out_of_the_project(
    project: Path, run: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "page.html"
    outside.write_text("theirs")
    run("sync", "--to", "de", "--no-translate")
    (project / "review.html").symlink_to(outside)
    result = run("review", "--to", "de")
    assert result.code == 4
    assert "leads out of the project" in result.err
    assert outside.read_text() == "theirs"
    assert run("review", "--to", "de", "--out", str(outside)).code == 0


def test_a_file_that_a_build_replaces_is_kept_and_said(project: Path, run: Run) -> None:
    run("sync", "--to", "de", "--no-translate")
    (project / "build/de").mkdir(parents=True)
    (project / "build/de/a.md").write_text("by hand")
    built = run("build", "--to", "de", "--fallback", "source")
    assert built.code == 0
    assert "build/de/a.md was not as a build left it: kept in .localize/replaced/" in built.err
    [kept] = (project / ".localize/replaced/de").glob("a.md.*")
    assert kept.read_text() == "by hand"
