"""What came back from another tool for one unit, and whether it still fits."""

from __future__ import annotations

from dataclasses import dataclass

from localize.model import State, Unit, digest

MAX_BYTES = 256 * 1024 * 1024
"""Files larger than this are not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A unit as a file from another tool has it."""

    unit: str
    """The unit's id."""
    article: str
    """Source path, `source/a.md`."""
    locale: str
    source: str
    """The source text in the file, markup put back."""
    source_sha256: str
    """Of the source the file was made from."""
    target: str
    target_sha256: str = ""
    """Of the target the catalog had at the export; empty where the other tool dropped it."""
    state: State
    """What the file says of the target: `reviewed`, `edited`, or what it was when it went out."""
    comment: str = ""
    """What the translator noted."""
    line: int | None = None
    """1-based line in the file."""
    problem: str = ""
    """Why the row cannot be taken at all; empty where it can."""

    @property
    def new_text(self) -> bool:
        """Whether the target is another one than at the export."""
        return digest(self.target) != self.target_sha256


def refusal(imported: Imported, unit: Unit | None) -> str:
    """Why the row does not fit the unit as it is now; empty where it may be taken.

    `unit` is what the catalog holds under the row's locale, article and unit id.
    """
    if imported.problem:
        return imported.problem
    if unit is None or unit.state is State.OBSOLETE:
        return "the article no longer has this text"
    if imported.source_sha256 != digest(unit.segment.text):
        return "the source changed after the export"
    if digest(imported.source) != imported.source_sha256:
        return "the source was changed in the file"
    if imported.target_sha256:
        if imported.target_sha256 != digest(unit.target) and imported.target != unit.target:
            return "the translation changed after the export"
    elif unit.state not in (State.UNTRANSLATED, State.DRAFT) and imported.target != unit.target:
        return "the file does not say which translation it was made from, and there is one now"
    return ""


def changes(imported: Imported, unit: Unit) -> bool:
    """Whether taking the row, which fits, would change the unit's text or state.

    An empty target changes nothing: a translator who skips a unit does not delete its translation.
    The same text on a reviewed unit changes nothing, whatever state another tool gave it.
    """
    if not imported.target.strip():
        return False
    if imported.target != unit.target:
        return True
    return imported.state is State.REVIEWED and unit.state is not State.REVIEWED


def state_after(state: State, *, approved: bool, new_text: bool) -> State:
    """The state of a row: approved there, typed there, or as it went out."""
    if approved:
        return State.REVIEWED
    if new_text or state is State.REVIEWED:
        # Reviewed when it went out and no longer approved: somebody took it back, or a tool that
        # knows no approval dropped it. `changes` makes nothing of it while the text is the same.
        return State.EDITED
    return state
