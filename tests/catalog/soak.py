"""Author, translator and tool at work on one catalog, against a model of what every person typed.

`python tests/catalog/soak.py SECONDS` plays for that long and prints what was tried; the tests play
a short game. After every step of the tool:

- every text that a person typed is in the file, as a translation or in a comment;
- a person's last word about a source is its translation again whenever that source is in the article;
- nothing counts as reviewed but what a person accepted, to the character, for just that source;
- a second sync writes no byte and asks for no draft.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import polib
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from localize.catalog import Workspace, Written, draft_note, files, lexer
from localize.catalog.syntax import Document
from localize.config import Config
from localize.errors import LocalizeError
from localize.model import Article, Draft, Kind, Segment, State, Unit, unit_id

LOCALE = "es"
TALLY: Counter[str] = Counter()
"""What was tried, over all games."""

SENTENCES = (
    "Take 5 mg of ketamine daily.",
    "Take 50 mg of ketamine daily.",
    "Use in pregnancy.",
    "Do not use in pregnancy!",
    "Glutamate is the main excitatory transmitter of the brain.",
    "Glutamate is the main excitatory transmitter in the brain.",
    "Glutamate is the main excitatory transmiter of the brain.",
    "Treats hypotension within an hour.",
    "Treats hypertension within an hour.",
    "See the [guide](https://example.org/a) for more.",
    "See the [guide](https://example.org/b) for more.",
    'He said "**stop**" and left\\right.',
    "First line  \nsecond line.",
    "Synaptic plasticity changes how strongly neurons talk to each other. It lasts for days.",
    "Synaptic plasticity changes how strongly neurons talk to each other.",
    "It lasts for days.",
    "Yes",
    "No",
)


class Died(BaseException):
    """The process was killed here."""


def segment(text: str, context: str | None = None) -> Segment:
    """A paragraph."""
    return Segment(id=unit_id(text, context), text=text, kind=Kind.PARAGRAPH, context=context)


def article(*texts: str | Segment, path: str = "guide/a.md") -> Article:
    """An article of paragraphs."""
    segments = tuple(text if isinstance(text, Segment) else segment(text) for text in texts)
    return Article(path=path, text="", segments=segments)


class Desk:
    """A project folder, and the tool on it with an engine that always answers the same."""

    def __init__(self, root: Path, **options: object) -> None:
        self.root = root
        self.config = Config(root=root, target_locales=(LOCALE,))
        self.engine = "M1"
        self.asked = 0
        self.time = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
        self.options = options

    def workspace(self) -> Workspace:
        """A new run's."""
        return Workspace(self.config, clock=lambda: self.time, **self.options)  # type: ignore[arg-type]

    def draft(self, text: str) -> Draft:
        """What the engine says."""
        return Draft(
            text=f"{self.engine}:{text}",
            engine="fake",
            model=self.engine,
            band="low",
            reasons=("x",),
        )

    def sync(
        self,
        current: Article,
        *,
        fill: bool = True,
        redraft: bool = False,
        others: tuple[str, ...] = (),
    ) -> Written:
        """What `localize sync` does with one article."""
        workspace = self.workspace()
        with workspace.lock(wait_s=5):
            pending = workspace.merge(current, LOCALE, others)
            drafts = {s.id: self.draft(s.text) for s in pending.wants} if fill else {}
            self.asked = len(drafts)
            if redraft:
                drafts |= {u.id: self.draft(u.segment.text) for u in pending.redraftable}
            known = {u.id: drafts.get(u.id) or u.draft for u in pending.units}
            notes = {
                name: ("(paragraph)", *((draft_note(draft),) if draft else ()))
                for name, draft in known.items()
            }
            written = workspace.commit(pending, drafts, notes)
            workspace.flush()
        return written

    def units(self, current: Article) -> dict[str, Unit]:
        """By source, as `check` and `build` see them."""
        return {u.segment.text: u for u in self.workspace().load(current, LOCALE)}

    def path(self, current: Article) -> Path:
        """Of the PO file."""
        return self.workspace().path(current.path, LOCALE)

    def read(self, current: Article) -> Document:
        """The PO file, taken apart."""
        text, bom = lexer.decode(self.path(current).read_bytes(), "x.po")
        return lexer.read(text, "x.po", bom=bom)

    def edit(
        self, current: Article, source: str, target: str, *, fuzzy: bool, comment: str = ""
    ) -> None:
        """Type a translation, the way an editor saves it."""
        path = self.path(current)
        po = polib.pofile(str(path), wrapwidth=0)
        entry = next(e for e in po if e.msgid == source and not e.obsolete)
        entry.msgstr = target
        entry.flags = [f for f in entry.flags if f != "fuzzy"] + (["fuzzy"] if fuzzy else [])
        if comment:
            entry.tcomment = f"{entry.tcomment}\n{comment}".strip()
        if not fuzzy:
            entry.previous_msgid = None
        path.write_text(str(po), encoding="utf-8", newline="")


@contextlib.contextmanager
def interrupted(at: int, how: Callable[[], None]) -> Iterator[list[str]]:
    """Do `how` at the `at`-th step that changes the disk. Yields the steps that were reached."""
    reached: list[str] = []

    def step(name: str) -> None:
        reached.append(name)
        if len(reached) == at + 1:
            how()

    before = files.step
    files.step = step
    try:
        yield reached
    finally:
        files.step = before


def die() -> None:
    """Be killed."""
    raise Died


def fail_with(number: int) -> Callable[[], None]:
    """An error of the disk."""

    def fail() -> None:
        raise OSError(number, os.strerror(number))

    return fail


def _sense(text: str) -> tuple[list[str], bool]:
    """Numbers, and whether it says not."""
    return re.findall(r"\d+", text), "not" in text.split()


class Game(RuleBasedStateMachine):
    """The state machine."""

    def __init__(self) -> None:
        super().__init__()
        memory = Path("/dev/shm")  # a game waits for no disk
        where = memory if os.access(memory, os.W_OK) else None
        self.root = Path(tempfile.mkdtemp(prefix="localize-soak-", dir=where))
        self.desk = Desk(self.root)
        self.texts: list[str] = []
        self.past: list[list[str]] = []
        self.said: dict[str, tuple[str, bool]] = {}
        """Source -> a person's last word about it: the text, and whether it was accepted."""
        self.accepted: set[tuple[str, str]] = set()
        self.typed: set[str] = set()
        """Texts and comments that a person typed and did not take out again."""
        self.number = 0
        self.synced = False

    def teardown(self) -> None:
        shutil.rmtree(self.root, ignore_errors=True)

    @property
    def article(self) -> Article:
        return article(*self.texts)

    # The author.

    @initialize(texts=st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6))
    def begin(self, texts: list[str]) -> None:
        self.texts = texts
        self.sync()

    def _write(self, texts: list[str]) -> None:
        self.past.append(self.texts)
        self.texts = texts
        self.synced = False
        TALLY["author"] += 1

    @rule(text=st.sampled_from(SENTENCES), at=st.integers(0, 8))
    def insert(self, text: str, at: int) -> None:
        self._write([*self.texts[:at], text, *self.texts[at:]])

    @rule(at=st.integers(0, 8))
    def delete(self, at: int) -> None:
        self._write([t for i, t in enumerate(self.texts) if i != at])

    @rule(at=st.integers(0, 8), to=st.integers(0, 8))
    def move(self, at: int, to: int) -> None:
        if at < len(self.texts):
            rest = [t for i, t in enumerate(self.texts) if i != at]
            self._write([*rest[:to], self.texts[at], *rest[to:]])

    @rule(at=st.integers(0, 8), text=st.sampled_from(SENTENCES))
    def change(self, at: int, text: str) -> None:
        if at < len(self.texts):
            self._write([text if i == at else t for i, t in enumerate(self.texts)])

    @rule(at=st.integers(0, 8), how=st.sampled_from(["digit", "word", "dot", "case"]))
    def tinker(self, at: int, how: str) -> None:
        if at < len(self.texts):
            old = self.texts[at]
            new = {
                "digit": re.sub(r"\d+", lambda m: f"{m[0]}0", old),
                "word": f"{old} Indeed",
                "dot": old.rstrip(".!") or old,
                "case": old[:1].lower() + old[1:],
            }[how]
            self._write([new if i == at else t for i, t in enumerate(self.texts)])

    @rule(at=st.integers(0, 8))
    def split_or_join(self, at: int) -> None:
        if at < len(self.texts) and ". " in self.texts[at]:
            head, tail = self.texts[at].split(". ", 1)
            self._write([*self.texts[:at], f"{head}.", tail, *self.texts[at + 1 :]])
        elif at + 1 < len(self.texts):
            both = f"{self.texts[at]} {self.texts[at + 1]}"[:300]
            self._write([*self.texts[:at], both, *self.texts[at + 2 :]])

    @rule(back=st.integers(1, 4))
    def undo(self, back: int) -> None:
        if len(self.past) >= back:
            self._write(self.past[-back])

    # The translator.

    def _saved(self, source: str, target: str, *, fuzzy: bool) -> None:
        if fuzzy and target.startswith("M"):
            # The machine's very text, flagged again: a draft like any other.
            self.said.pop(source, None)
            self.typed.discard(target)
        elif target:
            self.said[source] = (target, not fuzzy)
            self.typed.add(target)
            if not fuzzy:
                self.accepted.add((source, target))
        else:
            self.said.pop(source, None)
        TALLY["translator"] += 1

    @rule(
        at=st.integers(0, 8),
        how=st.sampled_from(["new", "accept", "unaccept", "empty"]),
        comment=st.booleans(),
    )
    def translate(self, at: int, how: str, *, comment: bool) -> None:
        live = [e for e in self.desk.read(self.article).entries if not e.obsolete]
        if not live:
            return
        entry = live[at % len(live)]
        self.number += 1
        target = {"new": f'T{self.number} "q" \\ é', "empty": ""}.get(how, entry.target)
        if entry.source.endswith("\n") or (not target and how != "empty"):
            return
        fuzzy = how == "unaccept" or (how == "new" and self.number % 2 == 0)
        if how in ("new", "empty") and not self._elsewhere(entry.target, entry.source):
            self.typed.discard(entry.target)
        if how == "unaccept" and entry.fuzzy:
            return  # nothing typed
        note = f"note {self.number}" if comment else ""
        self.desk.edit(self.article, entry.source, target, fuzzy=fuzzy, comment=note)
        if note:
            self.typed.add(note)
        self._saved(entry.source, target, fuzzy=fuzzy)
        self.synced = False

    @rule(accept=st.booleans())
    def translate_all(self, *, accept: bool) -> None:
        """Type something for all that is no person's yet."""
        for entry in self.desk.read(self.article).entries:
            if entry.obsolete or entry.source in self.said:
                continue
            self.number += 1
            target = f"T{self.number}"
            if not self._elsewhere(entry.target, entry.source):
                self.typed.discard(entry.target)
            self.desk.edit(self.article, entry.source, target, fuzzy=not accept)
            self._saved(entry.source, target, fuzzy=not accept)
        self.synced = False

    def _elsewhere(self, target: str, source: str) -> bool:
        """Is a text also the last word about another source?"""
        return any(t == target for s, (t, _) in self.said.items() if s != source)

    @rule(how=st.sampled_from(["polib", "msgcat", "wrap", "crlf"]))
    def save_through_an_editor(self, how: str) -> None:
        path = self.desk.path(self.article)
        data = path.read_bytes()
        if how == "polib":
            path.write_text(
                str(polib.pofile(str(path), wrapwidth=60)), encoding="utf-8", newline=""
            )
        elif how == "crlf":
            lines = data.replace(b"\r\n", b"\n")
            path.write_bytes(lines.replace(b"\n", b"\r\n") if b"\r" not in data else lines)
        elif shutil.which("msgcat"):
            width = ["--width=50"] if how == "wrap" else ["--no-wrap"]
            run = subprocess.run(
                ["msgcat", *width, "-"], input=data, capture_output=True, check=False
            )
            assert run.returncode == 0, run.stderr
            path.write_bytes(run.stdout)
        # What the editor itself dropped (comments of obsolete entries, say) is not the tool's loss.
        targets, comments = self._texts()
        self.typed = {text for text in self.typed if text in targets or text in comments}
        self.synced = False
        TALLY[f"saved by {how}"] += 1

    def _texts(self) -> tuple[set[str], str]:
        entries = self.desk.read(self.article).entries
        return {e.target for e in entries}, "\n".join(e.comments for e in entries)

    # The tool.

    @rule(redraft=st.booleans())
    def sync(self, *, redraft: bool = False) -> None:
        self.desk.sync(self.article, redraft=redraft)
        self.synced = True
        TALLY["sync"] += 1

    @rule()
    def another_engine(self) -> None:
        self.desk.engine = f"M{int(self.desk.engine[1:]) + 1}"

    @rule()
    def clone_afresh(self) -> None:
        shutil.rmtree(self.root / ".localize", ignore_errors=True)
        TALLY["fresh clone"] += 1

    @rule(at=st.integers(0, 14))
    def die_in_sync(self, at: int) -> None:
        before = self.desk.path(self.article).read_bytes()
        with contextlib.suppress(Died), interrupted(at, die) as reached:
            self.desk.sync(self.article)
        died = len(reached) == at + 1
        TALLY[f"killed before {reached[-1]}" if died else "sync"] += 1
        self._whole(before)
        self.synced = False

    @rule(at=st.integers(0, 14), number=st.sampled_from([errno.ENOSPC, errno.EIO, errno.EROFS]))
    def disk_fails_in_sync(self, at: int, number: int) -> None:
        before = self.desk.path(self.article).read_bytes()
        with contextlib.suppress(LocalizeError), interrupted(at, fail_with(number)):
            self.desk.sync(self.article)
        TALLY["disk failed"] += 1
        self._whole(before)
        self.synced = False

    @rule(days=st.integers(-400, 400))
    def clock_jumps(self, days: int) -> None:
        self.desk.time += dt.timedelta(days=days)

    def _whole(self, before: bytes) -> None:
        """The file can be read, and is either the old or the new one."""
        document = self.desk.read(self.article)
        if self.desk.path(self.article).read_bytes() != before:
            assert {e.source for e in document.entries if not e.obsolete} >= set(self.texts)

    # The law.

    @invariant()
    def nothing_is_lost(self) -> None:
        if not self.texts and not self.synced:
            return
        targets, comments = self._texts()
        for text in self.typed:
            assert text in targets or text in comments, f"lost: {text!r}"
        if not self.synced:
            return
        units = self.desk.units(self.article)
        for source in self.texts:
            unit = units[source]
            assert unit.target, "a segment without a draft"
            if unit.state is State.REVIEWED:
                assert (source, unit.target) in self.accepted, "accepted by nobody"
            if unit.state is State.DRAFT:
                assert unit.target not in self.typed, "a person's text counts as a draft"
            if unit.state is State.STALE:
                assert unit.previous is not None
                assert _sense(unit.previous) == _sense(source), "a translation followed a dose"
            if source in self.said:
                target, accepted = self.said[source]
                assert unit.target == target, "a person's last word is not the translation"
                assert accepted == (unit.state is State.REVIEWED), f"it is {unit.state}"

    @invariant()
    def a_second_sync_is_still(self) -> None:
        if not self.synced:
            return
        before = {p: p.read_bytes() for p in (self.root / "locales").rglob("*") if p.is_file()}
        written = self.desk.sync(self.article)
        assert not written.changed
        assert not self.desk.asked
        after = {p: p.read_bytes() for p in (self.root / "locales").rglob("*") if p.is_file()}
        assert before == after
        TALLY["second sync still"] += 1


def play(
    examples: int, steps: int, *, random_seed: int | None = None, shrink: bool = False
) -> None:
    """Play some games. Raises AssertionError with the moves that broke the law.

    shrink: look for the shortest such game, which can take minutes.
    """
    options = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
        phases=[Phase.generate, Phase.shrink] if shrink else [Phase.generate],
    )
    machine = Game if random_seed is None else seed(random_seed)(Game)
    run_state_machine_as_test(machine, settings=options)


def main() -> None:
    """Play for as many seconds as the command line says, and tell what was tried."""
    import fuzz

    until = time.monotonic() + float(sys.argv[1] if len(sys.argv) > 1 else 60)
    damaged: Counter[str] = Counter()
    while time.monotonic() < until:
        number = random.randrange(1 << 32)
        try:
            play(10, 40, random_seed=number)
        except AssertionError:
            print(f"broken with play(10, 40, random_seed={number})", file=sys.stderr)  # noqa: T201
            raise
        TALLY["games"] += 10
        fuzz.run(2, damaged)
    kills = sum(number for name, number in TALLY.items() if name.startswith("killed"))
    rows = [*sorted(TALLY.items()), ("killed in all", kills)]
    rows += [(f"damaged files {name}", number) for name, number in sorted(damaged.items())]
    for name, number in rows:
        print(f"{number:8} {name}")  # noqa: T201 (a program)


if __name__ == "__main__":
    main()
