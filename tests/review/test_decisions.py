"""DECISIONS.json is read strictly: nothing is taken of a file in which something is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.errors import InputError
from localize.model import State, digest
from localize.review import Action, Decision, ReviewRow, read_decisions, refusal

GOOD = {
    "unit": "0123456789ab",
    "article": "source/a.md",
    "locale": "es",
    "source_sha256": digest("Take 5 mg."),
    "target_sha256": digest("Tome 5 mg."),
    "action": "accept",
    "target": "Tome 5 mg.",
    "comment": "good",
    "who": "A. Reviewer <a@example.org>",
    "when": "2026-03-01T10:00:00+01:00",
}


def file(*items: object, **head: object) -> bytes:
    document = {"kind": "localize-decisions", "version": 1, "decisions": list(items), **head}
    return json.dumps(document, indent=1).encode()


def test_a_decision_is_read() -> None:
    (decision,) = read_decisions(b"\xef\xbb\xbf" + file(GOOD))
    assert decision == Decision(**{**GOOD, "action": Action.ACCEPT})  # type: ignore[arg-type]
    assert not decision.changes_text
    assert read_decisions(file()) == ()


@pytest.mark.parametrize(
    ("action", "current", "after"),
    [
        ("accept", State.DRAFT, State.REVIEWED),
        ("edit", State.DRAFT, State.EDITED),
        ("reject", State.REVIEWED, State.EDITED),
        ("comment", State.REVIEWED, State.REVIEWED),
        ("comment", State.STALE, State.STALE),
    ],
)
def test_the_state_after_it(action: str, current: State, after: State) -> None:
    (decision,) = read_decisions(file({**GOOD, "action": action}))
    assert decision.state(current) is after


def test_a_new_text_is_seen() -> None:
    (decision,) = read_decisions(file({**GOOD, "action": "edit", "target": "Tómese 5 mg."}))
    assert decision.changes_text


WRONG_ITEMS = {
    "no object": (["x"], "decisions[0]: must be an object"),
    "unknown key": ({**GOOD, "tagret": "x"}, "decisions[0].tagret: unknown key"),
    "missing key": (
        {k: v for k, v in GOOD.items() if k != "locale"},
        "decisions[0].locale: missing",
    ),
    "no string": ({**GOOD, "target": 5}, "decisions[0].target: must be a string"),
    "control character": ({**GOOD, "target": "a\x00"}, "control character '\\x00'"),
    "lone surrogate": ({**GOOD, "target": "a\ud800"}, "control character '\\ud800'"),
    "carriage return": ({**GOOD, "target": "a\r\nb"}, "control character '\\r'"),
    "unit": ({**GOOD, "unit": "../../etc"}, "unit: must be twelve hexadecimal digits"),
    "source hash": ({**GOOD, "source_sha256": "abc"}, "source_sha256: must be a SHA-256"),
    "target hash": ({**GOOD, "target_sha256": "A" * 64}, "target_sha256: must be a SHA-256"),
    "locale": ({**GOOD, "locale": "../es"}, "locale: must be a locale name"),
    "article above": ({**GOOD, "article": "source/../../x.md"}, "must be a path in the project"),
    "article absolute": ({**GOOD, "article": "/etc/passwd"}, "must be a path in the project"),
    "article empty": ({**GOOD, "article": ""}, "must be a path in the project"),
    "action": ({**GOOD, "action": "approve"}, "must be one of accept, edit, reject, comment"),
    "reject with text": (
        {**GOOD, "action": "reject", "target": "x"},
        "must not change with 'reject'",
    ),
    "comment with text": ({**GOOD, "action": "comment", "target": "x"}, "must not change"),
    "empty comment": ({**GOOD, "action": "comment", "comment": " "}, "must not be empty"),
    "two-line name": ({**GOOD, "who": "a\nb"}, "who: must be one line"),
    "time": ({**GOOD, "when": "yesterday"}, "must be a time with an offset"),
    "time without offset": (
        {**GOOD, "when": "2026-03-01T10:00:00"},
        "must be a time with an offset",
    ),
}


@pytest.mark.parametrize(("item", "message"), WRONG_ITEMS.values(), ids=WRONG_ITEMS.keys())
def test_what_is_wrong_in_a_decision_is_said(item: object, message: str) -> None:
    with pytest.raises(InputError) as caught:
        read_decisions(file(item), name="d.json")
    assert message in caught.value.reason
    assert caught.value.exit_code == 4
    assert str(caught.value).startswith("d.json:")
    assert "Export it again" in str(caught.value)


WRONG_FILES = {
    "empty": (b"", "not valid JSON", 1),
    "cut off": (file(GOOD)[:-20], "not valid JSON", 15),
    "latin-1": ('{"kind":\n"á"}'.encode("latin-1"), "not UTF-8", 2),
    "a list": (b"[]", "not a file of decisions", 1),
    "another kind": (file(kind="x"), "not a file of decisions", 1),
    "version": (file(version=2), "version 2 is not known here", 1),
    "no list": (file(decisions={}), "decisions: must be a list", 1),
    "key twice": (b'{"kind": "localize-decisions", "kind": "x"}', "stands twice", 1),
    "deep": (b'{"a":' + b"[" * 200_000, "nested too deeply", 1),
    "huge": (b" " * (64 * 1024 * 1024 + 1), "larger than 64 MB", None),
}


@pytest.mark.parametrize(("data", "message", "line"), WRONG_FILES.values(), ids=WRONG_FILES.keys())
def test_what_is_no_such_file_is_refused(data: bytes, message: str, line: int | None) -> None:
    with pytest.raises(InputError) as caught:
        read_decisions(data)
    assert message in caught.value.reason
    assert caught.value.place is not None
    assert caught.value.place.line == line


def test_the_line_of_the_wrong_one_is_named() -> None:
    first, second = json.dumps(GOOD), json.dumps({**GOOD, "unit": "x"})
    text = f'{{"version": 1, "extra": [{{}}, "]"], "decisions": [\n{first},\n\n  {second}\n],\n"kind": "localize-decisions"}}'
    with pytest.raises(InputError) as caught:
        read_decisions(text.encode())
    assert caught.value.place is not None
    assert (caught.value.place.line, caught.value.place.column) == (4, 3)
    assert caught.value.place.caret().endswith("^")


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_whatever_comes_it_is_read_or_refused(data: bytes) -> None:
    try:
        read = read_decisions(data)
    except InputError as error:
        place = error.place
        assert place is not None
    else:
        assert isinstance(read, tuple)


def test_a_decision_fits_or_the_reason_is_given(row: Callable[..., ReviewRow]) -> None:
    unit = row("Take 5 mg.", "Tome 5 mg.").unit
    (decision,) = read_decisions(file({**GOOD, "unit": unit.id}))
    assert refusal(decision, unit) == ""
    assert "no longer has" in refusal(decision, None)
    assert "no longer has" in refusal(decision, unit._replace(state=State.OBSOLETE))
    assert "translation changed" in refusal(decision, unit._replace(target="Tome 5 g."))
    assert "source changed" in refusal(decision, row("Take 6 mg.", "Tome 5 mg.").unit)
    empty = decision._replace(target=" ", target_sha256=digest(""))
    assert "no translation" in refusal(empty, unit._replace(target=""))
