"""The parts that merging and writing are made of."""

from __future__ import annotations

import fcntl
import os
import threading
from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from soak import LOCALE, Desk, article, segment

import localize.catalog
from localize.catalog import comments, inventory, journal, lexer, near, store, writer
from localize.catalog.drafts import draft_note, parse_note
from localize.catalog.merge import Memory, merge
from localize.catalog.writer import Wanted
from localize.errors import LockError, WriteError
from localize.model import Draft, State, unit_id

line = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=20)


@given(
    st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=40),
    st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=40),
    st.lists(line.map(str.strip), max_size=3),
    st.booleans(),
    st.none() | st.just("noun"),
)
def test_a_new_entry_is_what_polib_writes(
    source: str, target: str, notes: list[str], fuzzy: bool, context: str | None
) -> None:
    notes = [note for note in notes if note]
    wanted = Wanted(
        context, f"x{source}", target, fuzzy, notes=tuple(notes), references=("s/a.md",)
    )
    entry = polib.POEntry(
        msgid=f"x{source}",
        msgstr=target,
        msgctxt=context,
        comment="\n".join(notes),
        occurrences=[("s/a.md", "")],
        flags=["fuzzy"] if fuzzy else [],
    )
    assert writer.created(wanted) == entry.__unicode__(wrapwidth=0)


RISKS: dict[tuple[str, str], bool] = {
    ("Take 5 mg.", "Take 50 mg."): True,
    ("Take 5 mg.", "Take 5 mcg."): True,
    ("Take 5 mg.", "Swallow 5 mg."): True,
    ("Use in pregnancy.", "Do not use in pregnancy!"): True,
    ("More than 5", "Less than 5"): True,
    ("Levels of at least x", "Levels of at most x"): True,
    ("It doesn't help", "It does help"): True,
    ("a < b", "a > b"): True,
    ("Left arm", "Right arm"): True,
    ("Treats hypotension", "Treats hypertension"): True,
    ("A typical case", "An atypical case"): True,
    ("An effective drug", "An ineffective drug"): True,
    ("Before meals", "After meals"): True,
    ("0.5 ml", "0,5 ml"): True,
    ("See [x](https://e.org/1)", "See [x](https://e.org/2)"): False,
    ("A smal mistake", "A small mistake"): False,
    ("Well known", "Well-known"): False,
    ("The brain adapts.", "The brain adapts slowly."): False,
}


@pytest.mark.parametrize(("old", "new"), RISKS)
def test_a_translation_follows_no_change_of_meaning(old: str, new: str) -> None:
    assert near.risky(old, new) is RISKS[old, new]
    assert near.risky(new, old) is RISKS[old, new]


def test_a_changed_term_is_a_risk() -> None:
    def terms(text: str) -> list[str]:
        return [word for word in ("ketamine", "esketamine") if word in text.split()]

    assert near.risky("Give ketamine slowly", "Give esketamine slowly", terms)
    assert not near.risky("Give ketamine slow", "Give ketamine slowly", terms)


def test_pairs_go_by_place_and_likeness() -> None:
    old = [(0, "The first paragraph, about mice."), (1, "The second paragraph, about rats.")]
    new = [(0, "The second paragraph, about a rat."), (1, "The first paragraph, about a mouse.")]
    assert sorted(near.pairs(new, old, lambda *_: True)) == [(0, 1), (1, 0)]
    assert near.pairs(new, [], lambda *_: True) == []
    assert near.pairs([(0, "Yes")], [(0, "Yet")], lambda *_: True) == []


NOBODY = Memory(wrote=lambda *_: False, accepted=lambda *_: False)


def merged(text: str, *sources: str) -> tuple[list[tuple[str, str, State]], list[str], list[str]]:
    document = lexer.read(text)
    found = merge(document, article(*sources).segments, NOBODY)
    plans = [(p.segment.text, p.target, p.state) for p in found.plans]
    return plans, [k.source for k in found.kept], [line for p in found.plans for line in p.added]


def entry(source: str, target: str, comment: str = "", sign: str = "") -> str:
    note = f"# {comment}\n" if comment else ""
    return f'{note}{sign}msgid "{source}"\n{sign}msgstr "{target}"\n\n'


def test_a_live_and_an_obsolete_entry_become_one() -> None:
    live, gone = entry("Lead", "Plomo", "mine"), entry("Lead", "Guía", "hers", "#~ ")
    plans, kept, added = merged(live + gone, "Lead")
    assert plans == [("Lead", "Plomo", State.REVIEWED)]
    assert kept == []
    assert added == ["hers", "Also translated as: Guía"]
    plans, _, added = merged(entry("Lead", "", "mine") + gone, "Lead")
    assert plans == [("Lead", "Guía", State.REVIEWED)]
    assert added == ["mine"]
    _, _, added = merged(live + entry("Lead", "Plomo", "", "#~ "), "Lead")
    assert added == []


def test_an_entry_that_leaves_takes_an_older_one_of_its_source_along() -> None:
    text = entry("Lead", "Plomo") + entry("Lead", "Guía", "hers", "#~ ")
    _, kept, _ = merged(text, "Quite another")
    assert kept == ["Lead"]


def test_an_empty_entry_goes_unless_somebody_noted_something() -> None:
    assert merged(entry("Lead", ""), "Quite another")[1] == []
    assert merged(entry("Lead", "", "mine"), "Quite another")[1] == ["Lead"]


def test_a_domain_of_its_own_is_left_alone(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    current = article("Lead")
    desk.sync(current)
    path = desk.path(current)
    text = path.read_text() + '\ndomain "other"\n\nmsgid "Lead"\nmsgstr "Otro"\n'
    path.write_text(text)
    assert desk.units(current)["Lead"].target == "M1:Lead"
    desk.sync(article("Lead", "More"))
    assert path.read_text().endswith('domain "other"\n\nmsgid "Lead"\nmsgstr "Otro"\n')


def test_a_stale_unit_that_is_changed_back_by_another_tool() -> None:
    """No obsolete entry keeps the old pair, as after msgmerge: its translation is not lost."""
    text = '#, fuzzy\n#| msgid "Old text"\nmsgid "New text"\nmsgstr "Viejo"\n'
    plans, _, _ = merged(text, "Old text")
    assert plans == [("Old text", "Viejo", State.EDITED)]
    accepting = Memory(wrote=lambda *_: False, accepted=lambda *_: True)
    found = merge(lexer.read(text), article("Old text").segments, accepting)
    assert found.plans[0].state is State.REVIEWED
    plans, _, _ = merged(text, "New texts")
    assert plans == [("New texts", "Viejo", State.STALE)]


def test_a_plural_entry_is_kept_with_its_forms(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    current = article("one dose of it all")
    desk.sync(current)
    path = desk.path(current)
    plural = 'msgid_plural "doses"\nmsgstr[0] "una"\nmsgstr[1] "varias"\n'
    text = path.read_text().replace('msgstr "M1:one dose of it all"\n', plural)
    path.write_text(text.replace("#, fuzzy\n", ""))
    assert desk.units(current)["one dose of it all"].target == "una"
    assert not desk.sync(current).changed
    desk.sync(article("one dose of it"))
    text = path.read_text()
    assert 'msgid "one dose of it"\nmsgid_plural "doses"\nmsgstr[0] "una"\n' in text
    assert '#~ msgid_plural "doses"\n#~ msgstr[0] "una"\n#~ msgstr[1] "varias"\n' in text


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (entry("a", "A"), entry("b", "B"), "the translation in line 2 would be lost"),
        (entry("a", "A", "mine"), entry("a", "A"), "the comment above line 2 would be lost: mine"),
        (entry("a", "A"), 'msgid "a\n', "could not be read"),
        (entry("", "X: 1\\n") + entry("a", "A"), entry("a", "A"), "header would be lost: X: 1"),
        (entry("", "X: 1\\nY: 2\\n"), entry("", "Y: 2\\n"), "header would be lost: X: 1"),
        (entry("a", "A"), entry("b", "A"), "the entry in line 1 would be lost"),
    ],
)
def test_a_text_that_lacks_something_is_not_written(old: str, new: str, says: str) -> None:
    with pytest.raises(WriteError, match=says):
        inventory.prove(lexer.read(old, "a.po"), new, ())


def test_machine_texts_and_what_a_person_gave_up_may_go() -> None:
    old = lexer.read(entry("a", "A") + entry("b", "B"))
    inventory.prove(old, "", {"A"}, {"B"})


def test_notes_about_drafts_are_read_back() -> None:
    draft = Draft(text="x", engine="argos", model="en_es 0.1", band="low", reasons=("a", "b: c"))
    assert parse_note(draft_note(draft), "x") == draft
    assert parse_note("Draft without a colon") is None
    assert parse_note(draft_note(Draft(text="", engine="pseudo"))) == Draft(
        text="", engine="pseudo"
    )


def test_comments_are_told_apart() -> None:
    block = '# a\n#b\n#\n#. c\n#: d \u2068e f\u2069:3\n#, fuzzy, no-wrap\n#~ # g\n#| msgid "h"\n'
    found = comments.parse(block)
    assert found.typed == ("a", "b", "", "g")
    assert found.references == ("d", "\u2068e f\u2069:3")
    assert found.flags == ("fuzzy", "no-wrap")
    assert comments.reference("source/my file.md") == "\u2068source/my file.md\u2069"


def test_the_journal_skips_what_is_damaged_and_keeps_every_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = tmp_path / "a.log"
    for number in range(5):
        journal.add(where, entry("a", f"A{number}").encode(), "2026-01-01T00:00:00Z")
    data = where.read_bytes()
    where.write_bytes(
        data[: len(data) // 2] + b"?" + data[len(data) // 2 + 1 :] + b"localize-journal 1 x"
    )
    assert len(journal.versions(where)) == 4
    monkeypatch.setattr(journal, "LIMIT", 1000)
    monkeypatch.setattr(journal, "NEWEST", 2)
    for number in range(30):
        journal.add(where, entry("a", f"B{number % 3}").encode(), "2026-01-02T00:00:00Z")
    kept = [version.data for version in journal.versions(where)]
    assert len(kept) < 12
    texts = {target for version in kept for _, _, target in journal.texts(version)}
    assert texts >= {"B0", "B1", "B2", "A0", "A4"}
    assert journal.texts(b"no PO file") != journal.texts(b"another")
    assert journal.versions(tmp_path / "none") == []


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b'{"version":0}', b'{"version":1,"drafts":{"u":[1]},"before":{},"seen":{}}'],
)
def test_a_damaged_store_is_an_empty_one(tmp_path: Path, data: bytes) -> None:
    where = tmp_path / "a.json"
    where.write_bytes(data)
    assert store.load(where) == store.Record()


def test_the_store_remembers_drafts_wholly(tmp_path: Path) -> None:
    draft = Draft(text="é\n", engine="e", model="m", band="b", reasons=("r",), rung="x", score=0.5)
    record = store.Record({"u": draft}, {"u": "old"}, {"u": ("draft", "ff")}, "abc")
    store.save(tmp_path / "x" / "a.json", record)
    assert store.load(tmp_path / "x" / "a.json") == record
    assert record.wrote("u", "old")
    assert not record.wrote("v", "old")


def test_the_lock_waits_says_so_and_gives_up(tmp_path: Path) -> None:
    workspace = Desk(tmp_path).workspace()
    said: list[str] = []
    with workspace.lock(), pytest.raises(LockError) as caught, workspace.lock(0.2, said.append):
        pass
    assert said == [f"waiting for process {os.getpid()}, which is working on this project"]
    assert caught.value.exit_code == 5
    holder = os.open(tmp_path / ".localize" / "lock", os.O_RDWR)
    fcntl.flock(holder, fcntl.LOCK_EX)
    threading.Timer(0.2, os.close, [holder]).start()
    with workspace.lock(30, said.append):
        assert len(said) == 2
    assert (tmp_path / ".localize" / ".gitignore").read_text() == "*\n"


def test_a_folder_that_cannot_be_locked_is_told(tmp_path: Path) -> None:
    (tmp_path / ".localize").write_text("a file")
    with pytest.raises(WriteError), Desk(tmp_path).workspace().lock():
        pass


def test_accepted_translations_are_listed(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    assert list(desk.workspace().accepted(LOCALE)) == []
    current = article("Lead", segment("Lead", "metal"))
    desk.sync(current)
    desk.edit(current, "Lead", "Guía", fuzzy=False)
    (desk.config.locales / LOCALE / "broken.po").write_text("garbage")
    [pair] = desk.workspace().accepted(LOCALE)
    assert (pair.source, pair.target, pair.context, pair.article) == (
        "Lead",
        "Guía",
        None,
        "guide/a",
    )


def test_exact_matches_may_count_as_reviewed_and_suggestions_are_comments(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    current = article("Lead", "Zinc\n")
    workspace = desk.workspace()
    pending = workspace.merge(current, LOCALE)
    drafts = {unit_id("Lead"): Draft(text="Guía", engine="memory")}
    drafts[unit_id("Zinc\n")] = Draft(text="Cinc", engine="memory")
    workspace.commit(
        pending,
        drafts,
        suggestions={unit_id("Zinc\n"): ("92 %: Zinc",)},
        reviewed=[unit_id("Lead")],
    )
    units = desk.units(current)
    assert units["Lead"].state is State.REVIEWED
    assert units["Zinc\n"].target == "Cinc\n"
    assert "# Localize: 92 %: Zinc\n" in desk.path(current).read_text()
    desk.edit(current, "Zinc\n", "Cinc\n", fuzzy=False)
    desk.sync(current)
    assert "Localize: 92" not in desk.path(current).read_text()
    pending = workspace.merge(article("New"), LOCALE)
    assert workspace.commit(pending, {unit_id("New"): Draft(text="\n", engine="x")}).changed


def test_an_older_version_can_be_loaded(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    current = article("Lead")
    data = b"\xef\xbb\xbf" + entry("Lead", "Guía").encode()
    [unit] = desk.workspace().load_bytes(current, LOCALE, data)
    assert (unit.target, unit.state, unit.line) == ("Guía", State.REVIEWED, 1)


def test_ascii_headers_are_put_right(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    current = article("Lead")
    desk.sync(current)
    path = desk.path(current)
    path.write_text(path.read_text().replace("charset=UTF-8", "charset=US-ASCII"))
    desk.sync(current)
    assert "charset=UTF-8" in path.read_text()


def test_the_door_shows_this_much() -> None:
    assert sorted(localize.catalog.__all__) == localize.catalog.__all__
    assert all(hasattr(localize.catalog, name) for name in localize.catalog.__all__)
    assert len(localize.catalog.__all__) <= 12
