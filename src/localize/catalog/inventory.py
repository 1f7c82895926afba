"""The proof that a new text of a PO file has everything a person put into the old one."""

from __future__ import annotations

from collections.abc import Collection

from localize.catalog import comments
from localize.catalog.lexer import read
from localize.catalog.syntax import Document
from localize.errors import CatalogError, Place, WriteError


def prove(
    old: Document, new: str, machine: Collection[str], released: Collection[str] = ()
) -> Document:
    """Compare a file with what shall replace it.

    machine: targets that a machine wrote, and `released` those that a person gave up with the
    change that is being written: only they may be missing.

    Returns the new text, read. Raises WriteError where something is missing: nothing was written.
    """
    try:
        document = read(new, old.file)
    except CatalogError as error:
        raise _lost(old, f"the new text could not be read: {error.reason}") from error
    old_every = [*old.entries, *([old.header] if old.header else [])]
    new_every = [*document.entries, *([document.header] if document.header else [])]
    free = {*machine, *released, ""}
    # Texts that moved into a comment count: that is where a second translation goes.
    said: set[str] = set()
    targets: set[str] = set()
    typed: set[str] = set()
    for entry in new_every:
        targets.update((entry.target, *entry.targets))
        if "#" in entry.comments:
            parsed = comments.parse(entry.comments)
            typed.update(parsed.typed)
            said.add("\n".join(parsed.typed))
    for entry in old.entries:
        for target in (entry.target, *entry.targets):
            if target not in targets and target not in free and not any(target in s for s in said):
                raise _lost(old, f"the translation in line {entry.target_line} would be lost")
    for entry in old_every:
        for line in comments.typed(entry):
            if line not in typed:
                raise _lost(old, f"the comment above line {entry.line} would be lost: {line}")
    if old.header is not None:
        kept = document.header.target.split("\n") if document.header else []
        for line in old.header.target.split("\n"):
            # The charset is the one value that the tool itself may put right.
            if line not in kept and not (line.startswith("Content-Type:") and kept):
                raise _lost(old, f"this field of the header would be lost: {line}")
    keys = {(entry.domain, *entry.key) for entry in document.entries}
    for entry in old.entries:
        human = entry.target and entry.target not in free
        if human and (entry.domain, *entry.key) not in keys and entry.previous is None:
            raise _lost(old, f"the entry in line {entry.line} would be lost")
    return document


def _lost(old: Document, reason: str) -> WriteError:
    return WriteError(
        f"not written, because {reason}",
        place=Place(file=old.file),
        remedy="Please report this with the file; it is as it was.",
    )
