"""The side-by-side page on which people decide, and the decisions they took there."""

from localize.review.board import Outcome, file_stamp
from localize.review.compose import page
from localize.review.decisions import Action, Decision, read_decisions, refusal
from localize.review.row import Event, Mark, MarkKind, ReviewRow, worst_first
from localize.review.server import ReviewServer, Site, serve

__all__ = [
    "Action",
    "Decision",
    "Event",
    "Mark",
    "MarkKind",
    "Outcome",
    "ReviewRow",
    "ReviewServer",
    "Site",
    "file_stamp",
    "page",
    "read_decisions",
    "refusal",
    "serve",
    "worst_first",
]
