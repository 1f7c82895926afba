"""The side-by-side page on which people decide, and the decisions they took there."""

from localize.review.decisions import Action, Decision, read_decisions, refusal
from localize.review.page import page
from localize.review.row import Event, Mark, MarkKind, ReviewRow, worst_first

__all__ = [
    "Action",
    "Decision",
    "Event",
    "Mark",
    "MarkKind",
    "ReviewRow",
    "page",
    "read_decisions",
    "refusal",
    "worst_first",
]
