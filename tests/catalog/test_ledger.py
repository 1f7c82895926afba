"""Who accepted what: chained, joined after a merge of branches, and told again."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from soak import LOCALE, Desk, article

from localize.catalog import Decision, Event, Happening, OutdatedError
from localize.catalog.ledger import Ledger, Outbox, named, short
from localize.errors import CatalogError
from localize.model import State, digest

ONE = article("Take 5 mg daily.", "Use in pregnancy.")
AT = "2026-01-01T00:00:00Z"


def happening(event: Event, unit: str = "u1", target: str = "t", who: str = "") -> Happening:
    return Happening(
        event=event, article="a.md", units=((unit, short("s"), short(target)),), who=who, by="fake"
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.jsonl"


def test_every_line_is_chained_to_the_one_before(path: Path) -> None:
    ledger = Ledger(path)
    assert ledger.append([], AT, durable=False) == 0
    assert ledger.append([happening(Event.DRAFTED)], AT, durable=False) == 1
    ledger.append(
        [happening(Event.REVIEWED, who="Ana"), happening(Event.PUBLISHED)], AT, durable=True
    )
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [line["prev"] for line in lines] == [[], [lines[0]["hash"]], [lines[1]["hash"]]]
    assert Ledger(path).problems() == []
    assert Ledger(path).accepted("u1", "s", "t")
    assert not Ledger(path).accepted("u1", "s", "another")
    assert not Ledger(path).accepted("u2", "s", "t")
    assert Ledger(path).wrote("u1", "t")
    assert [h.line for h in Ledger(path).happenings()] == [1, 2, 3]
    assert ledger.published_units("a.md") == (("u1", short("s"), short("t")),)


def test_a_withdrawn_acceptance_is_none(path: Path) -> None:
    ledger = Ledger(path)
    ledger.append([happening(Event.REVIEWED, who="Ana")], AT, durable=False)
    ledger.append([happening(Event.APPROVED, who="Ben")], AT, durable=False)
    assert ledger.approved("u1", "s", "t")
    ledger.append([happening(Event.WITHDRAWN, who="Ana")], AT, durable=False)
    assert not ledger.accepted("u1", "s", "t")
    assert not ledger.approved("u1", "s", "t")


def test_one_person_alone_does_not_make_an_approval(path: Path) -> None:
    ledger = Ledger(path)
    ledger.append([happening(Event.REVIEWED, who="Ana")], AT, durable=False)
    ledger.append([happening(Event.APPROVED, who="Ana")], AT, durable=False)
    assert not ledger.approved("u1", "s", "t")
    assert not ledger.approved("u9", "s", "t")
    ledger.append([happening(Event.REVIEWED, who="")], AT, durable=False)
    assert not ledger.approved("u1", "s", "t")


def test_two_branches_are_joined_by_the_next_line(path: Path) -> None:
    Ledger(path).append([happening(Event.DRAFTED)], AT, durable=False)
    base = path.read_bytes()
    Ledger(path).append([happening(Event.REVIEWED, who="Ana")], AT, durable=False)
    ours = path.read_bytes()
    path.write_bytes(base)
    Ledger(path).append([happening(Event.EDITED, who="Ben")], AT, durable=False)
    theirs = path.read_bytes()[len(base) :]
    path.write_bytes(ours + theirs)  # what git's union driver makes of it
    ledger = Ledger(path)
    assert ledger.problems() == []
    ledger.append([happening(Event.REVIEWED, who="Cy")], AT, durable=False)
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert lines[-1]["prev"] == [lines[1]["hash"], lines[2]["hash"]]
    assert Ledger(path).problems() == []


def tampered(lines: list[str], how: str) -> list[str]:
    match how:
        case "changed":
            return [lines[0], lines[1].replace("Ben", "Eve"), *lines[2:]]
        case "removed":
            return [lines[0], *lines[2:]]
        case "first removed":
            return lines[1:]
        case "reordered":
            return [lines[0], lines[2], lines[1], *lines[3:]]
        case "conflict":
            return [lines[0], "<<<<<<< HEAD", *lines[1:]]
        case "no JSON":
            return [lines[0], "{", *lines[1:]]
        case "no object":
            return [lines[0], '{"hash":"x"}', *lines[1:]]
        case "units":
            return [lines[0], lines[1].replace('"units":[', '"units":7,"x":['), *lines[2:]]
        case _:
            return [lines[0], lines[1].replace('{"hash"', '{ "hash"'), *lines[2:]]


@pytest.mark.parametrize(
    ("how", "line", "says"),
    [
        ("changed", 2, "was changed"),
        ("removed", 2, "follows a line that is missing"),
        ("first removed", 1, "follows a line that is missing"),
        ("reordered", 2, "follows a line that is missing"),
        ("conflict", 2, "conflict marker"),
        ("no JSON", 2, "no line of a ledger"),
        ("no object", 2, "no line of a ledger"),
        ("units", 2, "no line of a ledger"),
        ("reformatted", 2, "was changed"),
    ],
)
def test_the_first_broken_line_is_named(path: Path, how: str, line: int, says: str) -> None:
    for who in ("Ana", "Ben", "Cy", "Dee"):
        Ledger(path).append([happening(Event.REVIEWED, who=who, target=who)], AT, durable=False)
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(tampered(lines, how)) + "\n", encoding="utf-8")
    [problem] = Ledger(path, "locales/es/ledger.jsonl").problems()
    assert problem.startswith(f"locales/es/ledger.jsonl:{line}:")
    assert says in problem
    before = path.read_bytes()
    with pytest.raises(CatalogError) as caught:
        Ledger(path).append([happening(Event.EDITED)], AT, durable=False)
    assert caught.value.exit_code == 4
    assert path.read_bytes() == before


def test_an_unfinished_line_at_the_end_is_dropped(path: Path) -> None:
    Ledger(path).append([happening(Event.REVIEWED)], AT, durable=False)
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"hash":"abc","pr')
    assert Ledger(path).problems() == []
    Ledger(path).append([happening(Event.EDITED)], AT, durable=False)
    assert path.read_bytes().startswith(whole)
    assert len(Ledger(path).happenings()) == 2


@pytest.mark.parametrize("end", [b"", b"\r"])
def test_a_last_line_without_its_line_feed_is_a_line(path: Path, end: bytes) -> None:
    ledger = Ledger(path)
    ledger.append([happening(Event.REVIEWED, who="Ana")], AT, durable=False)
    ledger.append([happening(Event.APPROVED, who="Ben")], AT, durable=False)
    path.write_bytes(path.read_bytes().rstrip() + end)
    again = Ledger(path)
    assert again.approved("u1", "s", "t")
    again.append([happening(Event.PUBLISHED)], AT, durable=False)
    assert [h.event for h in Ledger(path).happenings()] == ["reviewed", "approved", "published"]


def test_a_last_line_without_its_line_feed_is_looked_at_too(path: Path) -> None:
    Ledger(path).append([happening(Event.REVIEWED, who="Ana")], AT, durable=False)
    path.write_bytes(path.read_bytes().rstrip().replace(b"Ana", b"Bob"))
    before = path.read_bytes()
    with pytest.raises(CatalogError, match="was changed"):
        Ledger(path).append([happening(Event.PUBLISHED)], AT, durable=False)
    assert path.read_bytes() == before


def test_blank_lines_and_crlf_do_no_harm(path: Path) -> None:
    Ledger(path).append([happening(Event.REVIEWED)], AT, durable=False)
    path.write_bytes(path.read_bytes() + b"\n\r\n")
    assert Ledger(path).problems() == []


def test_what_is_told_twice_is_written_once(tmp_path: Path, path: Path) -> None:
    outbox = Outbox(tmp_path / "outbox")
    assert outbox.locales() == []
    outbox.add("es", [])
    outbox.add("es", [happening(Event.DRAFTED)])
    with (tmp_path / "outbox" / "es.jsonl").open("ab") as stream:
        stream.write(b'{"cut o')
    assert len(outbox.waiting("es")) == 1
    at = [Happening(event=Event.DRAFTED, article="a", units=(), at=AT)]
    assert Ledger(path).append(at, AT, durable=False) == 1
    assert Ledger(path).append(at, AT, durable=False) == 0
    assert outbox.locales() == ["es"]
    outbox.clear("es")
    assert outbox.waiting("es") == []


# Through the door.


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def events(desk: Desk) -> list[tuple[str, str]]:
    return [(h.event.value, h.who) for h in desk.workspace().ledger(LOCALE).happenings()]


def decision(
    desk: Desk, source: str, state: State, target: str | None = None, **more: str
) -> Decision:
    unit = desk.units(ONE)[source]
    return Decision(
        unit=unit.id,
        source_sha256=digest(source),
        target_sha256=digest(unit.target),
        target=unit.target if target is None else target,
        state=state,
        **more,
    )


def test_the_ledger_follows_what_people_do_in_their_editors(desk: Desk) -> None:
    desk.sync(ONE)
    path = desk.path(ONE)
    name = '"Last-Translator: Ana <ana@example.org>\\n"'
    path.write_text(path.read_text().replace('"Last-Translator: \\n"', name))
    desk.edit(ONE, "Use in pregnancy.", "Usar", fuzzy=True)
    desk.sync(ONE)
    desk.edit(ONE, "Use in pregnancy.", "Usar", fuzzy=False)
    desk.sync(ONE)
    desk.edit(ONE, "Use in pregnancy.", "Usar", fuzzy=True)
    desk.sync(ONE)
    desk.sync(ONE)
    ana = "Ana <ana@example.org>"
    assert events(desk) == [("drafted", ""), ("edited", ana), ("reviewed", ana), ("withdrawn", ana)]


def test_decisions_are_written_and_told(desk: Desk) -> None:
    desk.sync(ONE)
    accept = decision(desk, "Take 5 mg daily.", State.REVIEWED, who="Ana", role="reviewer")
    edit = decision(
        desk, "Use in pregnancy.", State.EDITED, "Usar", who="Ana", comment="Not sure.\nAsk."
    )
    workspace = desk.workspace()
    written, refused = workspace.decide(ONE, LOCALE, [accept, edit])
    workspace.flush()
    assert written.changed
    assert refused == ()
    units = desk.units(ONE)
    assert units["Take 5 mg daily."].state is State.REVIEWED
    assert units["Use in pregnancy."].state is State.EDITED
    assert units["Use in pregnancy."].comments == ("Not sure.", "Ask.")
    assert events(desk) == [("drafted", ""), ("reviewed", "Ana"), ("edited", "Ana")]
    assert not desk.sync(ONE).changed
    assert len(events(desk)) == 3


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ("unit", "no longer has this text"),
        ("source_sha256", "the source changed"),
        ("target_sha256", "the translation changed"),
        ("target", "no translation to accept"),
    ],
)
def test_a_decision_about_another_text_changes_nothing(desk: Desk, what: str, says: str) -> None:
    desk.sync(ONE)
    before = desk.path(ONE).read_bytes()
    unit = desk.units(ONE)["Use in pregnancy."]
    values = {
        "unit": unit.id,
        "source_sha256": digest("Use in pregnancy."),
        "target_sha256": digest(unit.target),
        "target": "Usar",
    } | {what: " " if what == "target" else "0" * 12}
    with pytest.raises(OutdatedError, match=says) as caught:
        desk.workspace().set_target(ONE, LOCALE, state=State.REVIEWED, **values)
    assert caught.value.exit_code == 5
    assert desk.path(ONE).read_bytes() == before


def test_a_target_that_a_person_replaces_may_go_and_is_in_the_journal(desk: Desk) -> None:
    desk.sync(ONE)
    desk.edit(ONE, "Use in pregnancy.", "First", fuzzy=False)
    workspace = desk.workspace()
    workspace.set_target(
        ONE,
        LOCALE,
        desk.units(ONE)["Use in pregnancy."].id,
        digest("Use in pregnancy."),
        digest("First"),
        "Second",
        State.REVIEWED,
        who="Ben",
    )
    workspace.flush()
    assert desk.units(ONE)["Use in pregnancy."].target == "Second"
    assert any(b"First" in v.data for v in workspace.versions("guide/a.md", LOCALE))
    unit = desk.units(ONE)["Use in pregnancy."]
    first, second = workspace.history(unit.id[:8], [LOCALE])
    assert (first.event, first.target) == (Event.DRAFTED, "M1:Use in pregnancy.")
    assert (second.event, second.who, second.target) == (Event.REVIEWED, "Ben", "Second")


def test_emptying_a_target_makes_it_untranslated(desk: Desk) -> None:
    desk.sync(ONE)
    desk.workspace().decide(ONE, LOCALE, [decision(desk, "Use in pregnancy.", State.EDITED, "")])
    assert desk.units(ONE)["Use in pregnancy."].state is State.UNTRANSLATED


def test_approval_and_publication(desk: Desk) -> None:
    desk.sync(ONE)
    workspace = desk.workspace()
    take = decision(desk, "Take 5 mg daily.", State.REVIEWED, who="Ana")
    workspace.decide(ONE, LOCALE, [take])
    every = [unit.id for unit in desk.units(ONE).values()]
    assert workspace.approve(ONE, LOCALE, every, "Ben", "physician") == (take.unit,)
    assert workspace.approve(ONE, LOCALE, [], "Ben") == ()
    workspace.flush()
    units = workspace.load(ONE, LOCALE)
    assert desk.workspace().approved(units) == {take.unit}
    published = {"guide/a.md": named(units)}
    assert workspace.publish(LOCALE, published)
    workspace.flush()
    assert not desk.workspace().publish(LOCALE, published)
    assert [e for e, _ in events(desk)] == ["drafted", "reviewed", "approved", "published"]


def test_processes_may_commit_while_the_parent_flushes(desk: Desk) -> None:
    workspace = desk.workspace()
    articles = [article(f"Text {n}.", path=f"{n}.md") for n in range(40)]
    children = []
    with workspace.lock():
        for part in range(4):
            pid = os.fork()
            if not pid:
                code = 1
                try:
                    for current in articles[part::4]:
                        pending = workspace.merge(current, LOCALE)
                        drafts = {s.id: desk.draft(s.text) for s in pending.wants}
                        workspace.commit(pending, drafts)
                    code = 0
                finally:
                    os._exit(code)
            children.append(pid)
        while children:
            workspace.flush()
            pid, status = os.waitpid(children[0], os.WNOHANG)
            if pid:
                assert status == 0
                children.pop(0)
        workspace.flush()
    told = workspace.ledger(LOCALE).happenings()
    assert sorted(h.article for h in told) == sorted(a.path for a in articles)
    assert workspace.ledger(LOCALE).problems() == []


def test_a_damaged_ledger_stops_the_sync_that_needs_it(desk: Desk) -> None:
    desk.sync(ONE)
    ledger = desk.config.locales / LOCALE / "ledger.jsonl"
    ledger.write_text("{}\n")
    desk.edit(ONE, "Use in pregnancy.", "Usar", fuzzy=True)
    before = desk.path(ONE).read_bytes()
    with pytest.raises(CatalogError):
        desk.sync(ONE)
    assert desk.path(ONE).read_bytes() == before
    desk.workspace().outbox.add(LOCALE, [happening(Event.EDITED)])
    with pytest.raises(CatalogError):
        desk.workspace().flush()
    assert desk.workspace().outbox.locales() == [LOCALE]
    [problem] = desk.workspace().verify([LOCALE, "fr"])
    assert problem.exit_code == 4
    assert problem.file == "locales/es/ledger.jsonl"


def test_a_draft_that_was_accepted_once_is_accepted_again(desk: Desk) -> None:
    desk.sync(ONE)
    workspace = desk.workspace()
    workspace.decide(ONE, LOCALE, [decision(desk, "Use in pregnancy.", State.REVIEWED, who="Ana")])
    workspace.flush()
    desk.path(ONE).unlink()
    desk.sync(ONE)
    states = {source: unit.state for source, unit in desk.units(ONE).items()}
    assert states == {"Use in pregnancy.": State.REVIEWED, "Take 5 mg daily.": State.DRAFT}
    assert events(desk).count(("reviewed", "Ana")) == 1
    assert ("reviewed", "") not in events(desk)
