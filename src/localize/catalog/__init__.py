"""Units <-> PO files: reading, merging, writing, and never losing a translator's work.

`Workspace` is the door; what stands in other modules here is nobody else's business.
"""

from localize.catalog.drafts import draft_note
from localize.catalog.ledger import Event, Happening
from localize.catalog.pending import Decision, Pending, Written
from localize.catalog.workspace import Accepted, OutdatedError, Workspace

__all__ = [
    "Accepted",
    "Decision",
    "Event",
    "Happening",
    "OutdatedError",
    "Pending",
    "Workspace",
    "Written",
    "draft_note",
]
