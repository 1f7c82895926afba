"""Nothing a person typed is lost, whatever the tool does or is killed doing."""

from __future__ import annotations

import datetime as dt
import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
import soak
from soak import LOCALE, Desk, article, segment

from localize.catalog import files
from localize.errors import LocalizeError, UnsafePathError, WriteError
from localize.model import State


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_game_of_author_translator_and_tool() -> None:
    soak.play(10, 25, random_seed=1)
    assert soak.TALLY["second sync still"] > 50
    assert soak.TALLY["translator"] > 3


BEFORE = article("Take 5 mg daily, with water.", "Use in pregnancy.", "Keep it dry and cool.")
AFTER = article("Take 50 mg daily, with water.", "Use in pregnancy.", "New.", "Keep it dry, cool.")


def prepared(root: Path) -> Desk:
    """Reviewed, edited and drafted units, a comment, and a change of the source to sync."""
    desk = Desk(root)
    desk.sync(BEFORE)
    desk.edit(BEFORE, "Take 5 mg daily, with water.", "Tome 5 mg", fuzzy=False, comment="mine")
    desk.edit(BEFORE, "Keep it dry and cool.", "Mantener seco", fuzzy=True)
    return desk


TYPED = ("Tome 5 mg", "Mantener seco", "# mine")


def child(root: Path, at: int) -> int:
    """Sync in a process of its own that dies, without any clean-up, at its `at`-th step."""
    pid = os.fork()
    if not pid:
        code = 1
        try:
            with soak.interrupted(at, lambda: os._exit(9)):
                Desk(root).sync(AFTER)
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def test_dying_between_any_two_steps_leaves_every_file_whole(tmp_path: Path) -> None:
    points = 0
    while True:
        root = tmp_path / str(points)
        desk = prepared(root)
        old = desk.path(BEFORE).read_bytes()
        code = child(root, points)
        assert code in (0, 9)
        new = desk.path(AFTER).read_bytes()
        assert new == old or b"Take 50 mg" in new
        desk.read(AFTER)
        desk.sync(AFTER)
        text = desk.path(AFTER).read_text(encoding="utf-8")
        assert all(typed in text for typed in TYPED)
        units = desk.units(AFTER)
        assert units["Take 50 mg daily, with water."].state is State.DRAFT
        assert units["Keep it dry, cool."].state is State.STALE
        assert units["New."].state is State.DRAFT
        assert desk.workspace().ledger(LOCALE).problems() == []
        assert not desk.sync(AFTER).changed
        if code == 0:
            break
        points += 1
    assert points >= 15


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES])
def test_a_disk_that_fails_at_any_step_costs_nothing(tmp_path: Path, number: int) -> None:
    point = 0
    while True:
        desk = prepared(tmp_path / f"{point}")
        old = desk.path(BEFORE).read_bytes()
        with soak.interrupted(point, soak.fail_with(number)) as reached:
            told: WriteError | None = None
            try:
                desk.sync(AFTER)
            except WriteError as error:
                told = error
        assert told is None or (told.exit_code == 5 and told.remedy)
        if told is not None and "exchange" not in reached[:-1]:
            assert desk.path(BEFORE).read_bytes() == old
        desk.sync(AFTER)
        text = desk.path(AFTER).read_text(encoding="utf-8")
        assert all(typed in text for typed in TYPED)
        left = [p for p in desk.config.locales.rglob("*") if files.TEMPORARY in p.name]
        assert left == []
        if len(reached) <= point:
            break
        point += 1
    assert point >= 15


def test_a_read_only_folder_is_told_and_left_alone(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.sync(BEFORE)
    old = desk.path(BEFORE).read_bytes()
    real = os.open

    def refuse(path: str, flags: int, *rest: int, **more: int) -> int:
        if files.TEMPORARY in str(path) and str(path).endswith(f".po{files.TEMPORARY}"):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path, flags, *rest, **more)

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(WriteError, match="Permission denied") as caught:
        desk.sync(AFTER)
    assert caught.value.place is not None
    assert caught.value.place.file.endswith("a.po")
    assert desk.path(BEFORE).read_bytes() == old


@pytest.mark.parametrize("when", ["open", "exchange", "compare"])
def test_a_save_during_the_sync_wins(tmp_path: Path, when: str) -> None:
    """An editor saves between the merge and the replacement, or right around it."""
    desk = prepared(tmp_path)
    path = desk.path(BEFORE)
    saved: list[bool] = []

    def step(name: str) -> None:
        if name == when and not saved:
            saved.append(True)
            if when == "compare":
                return  # the exchange has happened: whoever saves now saves over the new file
            data = path.read_bytes().replace(b"Tome 5 mg", b"Tome 5 mg al d\xc3\xada")
            aside = path.with_name("editor")
            aside.write_bytes(data)
            aside.rename(path)

    before = files.step
    files.step = step
    try:
        written = desk.sync(AFTER)
    finally:
        files.step = before
    assert saved
    assert written.changed
    text = path.read_text(encoding="utf-8")
    if when != "compare":
        assert "Tome 5 mg al día" in text
    assert not desk.sync(AFTER).changed


def test_saves_that_never_end_are_given_up(tmp_path: Path) -> None:
    desk = prepared(tmp_path)
    path = desk.path(BEFORE)
    saves: list[int] = []

    def step(name: str) -> None:
        if name == "open":
            saves.append(1)
            path.write_bytes(path.read_bytes() + b"\n# %d\n" % len(saves))

    before = files.step
    files.step = step
    try:
        with pytest.raises(LocalizeError, match="all the time"):
            desk.sync(AFTER)
    finally:
        files.step = before
    assert all(typed in path.read_text(encoding="utf-8") for typed in TYPED)


def test_a_file_that_appears_meanwhile_is_merged(desk: Desk) -> None:
    path = desk.path(BEFORE)

    def step(name: str) -> None:
        if name == "link":
            path.write_text('msgid "Use in pregnancy."\nmsgstr "Usar"\n', encoding="utf-8")

    before = files.step
    files.step = step
    try:
        desk.sync(BEFORE)
    finally:
        files.step = before
    assert desk.units(BEFORE)["Use in pregnancy."].target == "Usar"
    assert not desk.sync(BEFORE).changed


@pytest.mark.parametrize("way", ["no exchange", "no hard links"])
def test_file_systems_that_can_do_less(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    if way == "no exchange":
        monkeypatch.setattr(files, "_renameat2", lambda: None)
    else:

        def refuse(*_: object) -> None:
            raise OSError(errno.EPERM, "Operation not permitted")

        monkeypatch.setattr(os, "link", refuse)
    desk = prepared(tmp_path)
    desk.sync(AFTER)
    assert all(typed in desk.path(AFTER).read_text(encoding="utf-8") for typed in TYPED)


def test_permissions_and_links_inside_the_project_are_kept(desk: Desk) -> None:
    desk.sync(BEFORE)
    path = desk.path(BEFORE)
    real = desk.root / "kept.po"
    path.rename(real)
    real.chmod(0o640)
    path.symlink_to(real)
    desk.sync(AFTER)
    assert path.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert b"Take 50 mg" in real.read_bytes()


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_link_out_of_the_project_is_refused(tmp_path: Path, what: str) -> None:
    desk = Desk(tmp_path / "project")
    outside = tmp_path / "outside"
    outside.mkdir()
    path = desk.path(BEFORE)
    if what == "file":
        path.parent.mkdir(parents=True)
        path.symlink_to(outside / "a.po")
    else:
        path.parent.parent.mkdir(parents=True)
        path.parent.symlink_to(outside)
    with pytest.raises(UnsafePathError) as caught:
        desk.sync(BEFORE)
    assert caught.value.exit_code == 4
    assert list(outside.iterdir()) == []


def test_what_another_process_left_in_its_hands_goes_into_the_journal(tmp_path: Path) -> None:
    desk = prepared(tmp_path)
    desk.sync(BEFORE)
    left = files.temporary(desk.path(BEFORE))
    left.write_bytes(b'msgid "x"\nmsgstr "typed in the last second"\n')
    [problem] = desk.workspace().verify([LOCALE])
    assert "left by a process that died" in problem.says
    desk.sync(AFTER)
    versions = desk.workspace().versions("guide/a.md", LOCALE)
    assert any(b"typed in the last second" in version.data for version in versions)
    assert not left.exists()


def flip(desk: Desk, *texts: str) -> None:
    for text in texts:
        desk.sync(article(text))


ROUNDS: tuple[tuple[str, str, str], ...] = (
    ("number", "Take 5 mg daily, with water.", "Take 50 mg daily, with water."),
    ("typo", "Glutamate is releesed in the brain.", "Glutamate is released in the brain."),
    ("split", "It begins fast. It lasts for days.", "It begins fast."),
    ("negation", "Do not use in pregnancy!", "Use in pregnancy!"),
    ("deleted", "The first block of it all.", "Quite another thing."),
)


@pytest.mark.parametrize(("name", "one", "other"), ROUNDS)
def test_every_undo_restores_the_acceptance(desk: Desk, name: str, one: str, other: str) -> None:
    flip(desk, one)
    desk.edit(article(one), one, "ACCEPTED", fuzzy=False, comment="why")
    flip(desk, one)
    before = desk.path(article(one)).read_bytes()
    flip(desk, other)
    assert desk.units(article(other))[other].state is not State.REVIEWED
    flip(desk, one)
    unit = desk.units(article(one))[one]
    assert (unit.target, unit.state, unit.comments) == ("ACCEPTED", State.REVIEWED, ("why",))
    if name == "typo":
        assert desk.path(article(one)).read_bytes() == before


def test_an_adapted_translation_does_not_stop_the_undo(desk: Desk) -> None:
    """5, 50, 5 mg where the 50 was translated and accepted in between, and no journal is left."""
    one, other = "Take 5 mg daily, with water.", "Take 50 mg daily, with water."
    flip(desk, one)
    desk.edit(article(one), one, "FIVE", fuzzy=False)
    flip(desk, other)
    desk.edit(article(other), other, "FIFTY", fuzzy=False)
    flip(desk, other, one)
    assert desk.units(article(one))[one].target == "FIVE"
    flip(desk, other)
    unit = desk.units(article(other))[other]
    assert (unit.target, unit.state) == ("FIFTY", State.REVIEWED)


def test_another_text_never_inherits_an_acceptance(desk: Desk) -> None:
    one = "Glutamate is releesed in the brain."
    flip(desk, one)
    desk.edit(article(one), one, "ACCEPTED", fuzzy=False)
    flip(desk, one)
    other = "Glutamate is released in the brain."
    flip(desk, other)
    unit = desk.units(article(other))[other]
    assert (unit.state, unit.previous, unit.target) == (State.STALE, one, "ACCEPTED")


def test_a_fresh_clone_knows_drafts_by_the_ledger(desk: Desk) -> None:
    desk.sync(BEFORE)
    desk.edit(BEFORE, "Use in pregnancy.", "Usar", fuzzy=True)
    before = desk.path(BEFORE).read_bytes()
    import shutil

    shutil.rmtree(desk.config.state)
    units = desk.units(BEFORE)
    assert units["Use in pregnancy."].state is State.EDITED
    draft = units["Keep it dry and cool."].draft
    assert draft is not None
    assert (draft.engine, draft.model, draft.band, draft.reasons) == ("fake", "M1", "low", ("x",))
    assert not desk.sync(BEFORE).changed
    assert desk.path(BEFORE).read_bytes() == before
    # Without the ledger as well, every fuzzy text counts as a person's.
    shutil.rmtree(desk.config.state)
    (desk.config.locales / LOCALE / "ledger.jsonl").unlink()
    assert {u.state for u in desk.units(BEFORE).values()} == {State.EDITED}


def test_a_better_draft_replaces_a_draft_and_nothing_else(desk: Desk) -> None:
    desk.sync(BEFORE)
    desk.edit(BEFORE, "Use in pregnancy.", "Usar", fuzzy=True)
    desk.edit(BEFORE, "Keep it dry and cool.", "Seco", fuzzy=False)
    desk.engine = "M2"
    desk.sync(BEFORE, redraft=True)
    targets = {source: unit.target for source, unit in desk.units(BEFORE).items()}
    assert targets == {
        "Take 5 mg daily, with water.": "M2:Take 5 mg daily, with water.",
        "Use in pregnancy.": "Usar",
        "Keep it dry and cool.": "Seco",
    }


def test_an_engine_that_answers_what_a_person_wrote_changes_nothing(desk: Desk) -> None:
    """Drafts for units that want none are ignored."""
    desk.sync(BEFORE)
    desk.edit(BEFORE, "Use in pregnancy.", "Usar", fuzzy=True)
    workspace = desk.workspace()
    pending = workspace.merge(BEFORE, LOCALE)
    drafts = {u.id: desk.draft("WRONG") for u in pending.units if u.state is State.EDITED}
    assert drafts
    assert not workspace.commit(pending, drafts).changed


def test_a_duplicate_context_and_a_repetition(desk: Desk) -> None:
    current = article("Lead", segment("Lead", "metal"), "Lead", "Other")
    desk.sync(current)
    text = desk.path(current).read_text(encoding="utf-8")
    assert text.count("#: source/guide/a.md source/guide/a.md\n") == 1
    assert text.count('msgctxt "metal"\n') == 1
    assert len(desk.workspace().load(current, LOCALE)) == 3


def test_a_renamed_article_keeps_its_units(desk: Desk) -> None:
    desk.sync(BEFORE)
    desk.edit(BEFORE, "Use in pregnancy.", "Usar", fuzzy=False, comment="mine")
    desk.sync(BEFORE)
    template = desk.workspace().template_path(BEFORE.path)
    desk.workspace().write_template(BEFORE)
    renamed = article(*(s.text for s in BEFORE.segments), path="other/b.md")
    dry = desk.workspace().merge(renamed, LOCALE, ["other/b.md"])
    assert dry.renamed_from == "locales/es/guide/a.po"
    assert desk.workspace().commit(dry, write=False).changed
    written = desk.sync(renamed, others=("other/b.md",))
    assert written.renamed_from == "locales/es/guide/a.po"
    assert not desk.path(BEFORE).exists()
    assert not template.exists()
    states = {source: unit.state for source, unit in desk.units(renamed).items()}
    assert states["Use in pregnancy."] is State.REVIEWED
    assert states["Keep it dry and cool."] is State.DRAFT
    assert "source/other/b.md" in desk.path(renamed).read_text(encoding="utf-8")
    assert not desk.sync(renamed, others=("other/b.md",)).changed


def test_another_article_is_not_taken_for_a_renamed_one(desk: Desk) -> None:
    desk.sync(BEFORE)
    path = desk.path(BEFORE)
    other = article("Something else.", "Use in pregnancy.", "And more.", path="b.md")
    assert desk.sync(other, others=("b.md",)).renamed_from == ""
    assert path.exists()
    path.write_bytes(b"garbage\n")
    again = article(*(s.text for s in BEFORE.segments), path="c.md")
    assert desk.sync(again, others=("b.md", "c.md")).renamed_from == ""


def test_the_journal_brings_back_what_an_accident_took(desk: Desk) -> None:
    desk.sync(BEFORE)
    desk.edit(BEFORE, "Use in pregnancy.", "Usar", fuzzy=False)
    desk.time += dt.timedelta(hours=1)
    desk.sync(BEFORE)
    noon = desk.time
    good = desk.path(BEFORE).read_bytes()
    workspace = desk.workspace()
    assert not workspace.merge(BEFORE, LOCALE).vanished
    desk.path(BEFORE).unlink()
    assert workspace.merge(BEFORE, LOCALE).vanished
    desk.time += dt.timedelta(hours=1)
    desk.sync(BEFORE)
    dry = workspace.recover("guide/a.md", LOCALE, noon, write=False)
    assert ("Use in pregnancy.", "Usar") in dry.gained
    assert not dry.written
    found = workspace.recover("guide/a.md", LOCALE, noon)
    assert found.written
    assert desk.path(BEFORE).read_bytes() == good
    # And the undoing can be undone.
    back = workspace.recover("guide/a.md", LOCALE)
    assert ("Use in pregnancy.", "Usar") in back.lost
    with pytest.raises(LocalizeError, match="no version"):
        workspace.recover("guide/a.md", LOCALE, noon - dt.timedelta(days=9))
    assert not workspace.recover("guide/a.md", LOCALE, desk.time, write=False).written


Change = Callable[[str], str]
SURROUNDINGS: dict[str, Change] = {
    "crlf": lambda text: text.replace("\n", "\r\n"),
    "bom": lambda text: "\ufeff" + text,
    "comments at the end": lambda text: f"{text}\n# the end\n",
    "blank lines": lambda text: text.replace("\n\n", "\n\n\n\n"),
    "no final newline": lambda text: text.rstrip("\n"),
    "header keys": lambda text: text.replace(
        '"Language: es\\n"\n', '"Language: es\\n"\n"X-Mine: 1\\n"\n"X-Mine: 2\\n"\n'
    ),
    "wrapped": lambda text: text.replace('msgstr "M1:Use', 'msgstr ""\n"M1:"\n"Use'),
    "entry order": lambda text: (
        "\n\n".join([(parts := text.rstrip("\n").split("\n\n"))[0], *reversed(parts[1:])]) + "\n"
    ),
    "flags": lambda text: text.replace("#, fuzzy\n", "#,no-wrap,  fuzzy\n"),
    "comments without space": lambda text: text.replace("#: source", "#mine\n#: source"),
}


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_a_changed_entry_changes_no_byte_of_the_others(desk: Desk, name: str) -> None:
    desk.sync(BEFORE)
    path = desk.path(BEFORE)
    text = SURROUNDINGS[name](path.read_text(encoding="utf-8"))
    path.write_text(text, encoding="utf-8", newline="")
    assert not desk.sync(BEFORE).changed
    newline = "\r\n" if name == "crlf" else "\n"
    longer = article(*(s.text for s in BEFORE.segments), "Quite new.")
    desk.sync(longer)
    after = path.read_bytes().decode()
    added = after.replace("\r\n", "\n")
    assert "Quite new." in added
    lines = after.split(newline)
    # What was there is there in the same order: only lines were added.
    it = iter(lines)
    assert all(line in it for line in text.split(newline) if line)
    assert len(lines) - len(text.split(newline)) <= 8
    desk.sync(BEFORE)
    assert path.read_bytes().decode().startswith(text.rstrip("\n")[:200])


def test_a_file_without_a_header_is_given_one(desk: Desk) -> None:
    path = desk.path(BEFORE)
    path.parent.mkdir(parents=True)
    path.write_text('msgid "Use in pregnancy."\nmsgstr "Usar"\n', encoding="utf-8")
    desk.sync(BEFORE)
    assert desk.read(BEFORE).header_field("Language") == "es"
    assert desk.units(BEFORE)["Use in pregnancy."].state is State.REVIEWED
    assert not desk.sync(BEFORE).changed


def test_a_template_is_written_once(desk: Desk) -> None:
    workspace = desk.workspace()
    assert workspace.write_template(BEFORE, {}, write=False)
    assert not workspace.template_path(BEFORE.path).exists()
    assert workspace.write_template(BEFORE)
    assert not workspace.write_template(BEFORE)
    text = workspace.template_path(BEFORE.path).read_text(encoding="utf-8")
    assert 'msgid "Use in pregnancy."\nmsgstr ""\n' in text
    assert workspace.write_template(AFTER)
