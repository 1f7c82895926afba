"""What becomes of the entries of a PO file when its article is as it is now.

Entries are found by context and source. What is left over on both sides is matched by content, in
order. Nothing here writes; `Merged` says what the file shall look like, and the law it keeps is:
every text a person typed is in it, as the translation of the source it was typed for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from localize.catalog import comments, near
from localize.catalog.comments import OURS
from localize.catalog.syntax import Document, Entry
from localize.model import Segment, State, unit_id

Key = tuple[str | None, str]


class Plan(NamedTuple):
    """One unit of the article after the merge."""

    segment: Segment
    times: int
    """How often it stands in the article."""
    at: int = -1
    """The entry it continues; -1 for a new one."""
    target: str = ""
    state: State = State.UNTRANSLATED
    previous: str | None = None
    previous_context: str | None = None
    added: tuple[str, ...] = ()
    """New lines of comment: suggestions, and what a removed entry's translator had noted."""


class Kept(NamedTuple):
    """A pair that leaves the article and stays in the file as an obsolete entry."""

    at: int
    """The entry whose comments it takes along."""
    context: str | None
    source: str
    target: str
    fuzzy: bool
    previous: str | None = None
    previous_context: str | None = None
    added: tuple[str, ...] = ()


class Merged(NamedTuple):
    """What a file shall hold."""

    plans: tuple[Plan, ...] = ()
    """In the order of the article."""
    kept: tuple[Kept, ...] = ()
    """New obsolete entries."""
    removed: frozenset[int] = frozenset()
    """Entries that go: moved, made obsolete, or empty."""


class Memory(NamedTuple):
    """What the merge asks the store, the ledger and the term base."""

    wrote: Callable[[str, str, str], bool]
    """Unit id, source, target: did the machine write just this?"""
    accepted: Callable[[str, str, str], bool]
    """Unit id, source, target: has a person accepted just this?"""
    terms: Callable[[str], Collection[str]] | None = None
    """The terms of the term base in a source text."""


def state_of(entry: Entry, unit: str, memory: Memory) -> State:
    """The state an entry shows, obsolete or not."""
    if not entry.target:
        return State.UNTRANSLATED
    if not entry.fuzzy:
        return State.REVIEWED
    if memory.wrote(unit, entry.source, entry.target):
        return State.DRAFT
    return State.EDITED if entry.previous is None else State.STALE


def distinct(segments: Sequence[Segment]) -> dict[Key, tuple[Segment, int]]:
    """The segments of an article without repetitions, and how often each stands there."""
    found: dict[Key, tuple[Segment, int]] = {}
    for segment in segments:
        key = (segment.context, segment.text)
        known = found.get(key)
        found[key] = (segment, 1) if known is None else (known[0], known[1] + 1)
    return found


def merge(document: Document, segments: Sequence[Segment], memory: Memory) -> Merged:
    """Match an article with its PO file."""
    wanted = distinct(segments)
    if not document.entries:
        return Merged(plans=tuple([Plan(segment, count) for segment, count in wanted.values()]))
    return _Merge(document.entries, wanted, memory).run()


class _Merge:
    def __init__(
        self, entries: Sequence[Entry], wanted: dict[Key, tuple[Segment, int]], memory: Memory
    ) -> None:
        self.entries = entries
        self.wanted = wanted
        self.memory = memory
        self.live: dict[Key, int] = {}
        self.gone: dict[Key, int] = {}
        for index, entry in enumerate(entries):
            if entry.domain:
                continue
            if not entry.obsolete:
                self.live[entry.key] = index
            elif entry.target and (
                entry.key not in self.gone or entries[self.gone[entry.key]].fuzzy
            ):
                self.gone[entry.key] = index
        self.plans: dict[Key, Plan] = {}
        self.kept: list[Kept] = []
        self.removed: set[int] = set()

    def run(self) -> Merged:
        self._exact()
        left = [i for key, i in self.live.items() if key not in self.wanted]
        if left or len(self.plans) < len(self.wanted):
            self._undone(left)
            self._near(left)
        for index in left:
            if index not in self.removed and index not in self._continued():
                self._retire(index)
        plans = tuple(
            self.plans.get(key) or Plan(segment, count)
            for key, (segment, count) in self.wanted.items()
        )
        return Merged(plans=plans, kept=tuple(self.kept), removed=frozenset(self.removed))

    def _continued(self) -> set[int]:
        return {plan.at for plan in self.plans.values()}

    def _plan(self, key: Key, index: int, added: tuple[str, ...] = ()) -> None:
        """The unit continues an entry that says the same source, with the state it shows."""
        segment, count = self.wanted[key]
        entry = self.entries[index]
        state = state_of(entry, segment.id, self.memory)
        self.plans[key] = Plan(
            segment,
            count,
            index,
            entry.target,
            state,
            entry.previous,
            entry.previous_context,
            added,
        )

    def _exact(self) -> None:
        for key in self.wanted:
            index, old = self.live.get(key), self.gone.get(key)
            if index is None:
                if old is not None:
                    self._plan(key, old)
                continue
            if old is None:
                self._plan(key, index)
                continue
            # Both live and obsolete, as other tools leave it: one entry, and no text lost.
            entry, other = self.entries[index], self.entries[old]
            if not entry.target:
                self._plan(key, old, comments.typed(entry))
                self.removed.add(index)
                continue
            self._plan(key, index, (*comments.typed(other), *_also(other, entry)))
            self.removed.add(old)

    def _undone(self, left: list[int]) -> None:
        """Sources that are what they were before a change: the change is taken back."""
        for index in left:
            entry = self.entries[index]
            if entry.previous is None:
                continue
            key = (entry.previous_context, entry.previous)
            if key not in self.wanted:
                continue
            plan = self.plans.get(key)
            if plan is None:
                segment, count = self.wanted[key]
                accepted = self.memory.accepted(segment.id, segment.text, entry.target)
                state = State.REVIEWED if accepted else State.EDITED
                self.plans[key] = Plan(segment, count, index, entry.target, state)
            elif plan.target == entry.target:
                # The old pair is back already, from its obsolete entry.
                mine = comments.typed(entry)
                have = (*comments.typed(self.entries[plan.at]), *plan.added)
                more = tuple(line for line in mine if line not in have)
                self.plans[key] = plan._replace(added=(*plan.added, *more))
                self.removed.add(index)

    def _near(self, left: list[int]) -> None:
        keys = list(self.wanted)
        missing = [i for i, key in enumerate(keys) if key not in self.plans]
        old = [
            index
            for index in left
            if index not in self.removed
            and self.entries[index].target
            and index not in self._continued()
            and self._state(index) is not State.DRAFT
        ]
        if not missing or not old:
            return
        anchors = [
            (i, self.plans[key].at)
            for i, key in enumerate(keys)
            if key in self.plans and not self.entries[self.plans[key].at].obsolete
        ]
        places = [i for i, _ in anchors]

        def in_place(new: int, index: int) -> bool:
            at = bisect_left(places, new)
            before = anchors[at - 1][1] if at else -1
            after = anchors[at][1] if at < len(anchors) else len(self.entries)
            return before < index < after

        chosen = near.pairs(
            [(i, keys[i][1]) for i in missing],
            [(index, self.entries[index].source) for index in old],
            in_place,
        )
        for i, index in chosen:
            self._follow(keys[i], index)

    def _state(self, index: int) -> State:
        entry = self.entries[index]
        return state_of(entry, unit_id(entry.source, entry.context), self.memory)

    def _follow(self, key: Key, index: int) -> None:
        """A new source continues an old one: the translation follows, or is only suggested."""
        segment, count = self.wanted[key]
        entry = self.entries[index]
        stale = entry.fuzzy and entry.previous is not None
        was: Key = (entry.previous_context, entry.previous or "") if stale else entry.key
        if near.risky(was[1], segment.text, self.memory.terms) or near.risky(
            entry.source, segment.text, self.memory.terms
        ):
            text = f"{OURS}before the source changed, “{was[1]}” was translated as: {entry.target}"
            self.plans[key] = Plan(segment, count, added=(" ".join(text.split()),))
            return
        self.plans[key] = Plan(segment, count, index, entry.target, State.STALE, was[1], was[0])
        if not stale:
            # The pair as it was stays too: should the change be taken back, nothing has to be
            # guessed, even if the translation has been adapted meanwhile.
            self._keep(index)

    def _retire(self, index: int) -> None:
        """An entry leaves the article."""
        entry = self.entries[index]
        self.removed.add(index)
        if not entry.target and not comments.typed(entry):
            return
        if entry.previous is not None and entry.fuzzy:
            home = (entry.previous_context, entry.previous)
            other = self.gone.get(home)
            if (
                other is not None
                and self.entries[other].target == entry.target
                and not comments.typed(entry)
            ):
                return  # its translation stands there, with the source it was made for
        self._keep(index, entry.previous, entry.previous_context)

    def _keep(
        self, index: int, previous: str | None = None, previous_context: str | None = None
    ) -> None:
        entry = self.entries[index]
        added: tuple[str, ...] = ()
        other = self.gone.get(entry.key)
        if other is not None:
            self.removed.add(other)
            added = (*comments.typed(self.entries[other]), *_also(self.entries[other], entry))
        self.kept.append(
            Kept(
                index,
                entry.context,
                entry.source,
                entry.target,
                entry.fuzzy,
                previous,
                previous_context,
                added,
            )
        )


def _also(other: Entry, entry: Entry) -> tuple[str, ...]:
    """A second translation of one source, kept as a comment like a person's: it stays."""
    if other.target == entry.target:
        return ()
    return tuple(f"Also translated as: {other.target}".split("\n"))
