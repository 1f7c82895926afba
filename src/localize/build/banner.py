"""The draft banner: what a reader must know before reading, in the reader's language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from localize.build.front_matter import line_end, split
from localize.build.wording import wording
from localize.model import State

if TYPE_CHECKING:
    from localize.build.model import Decision


def sentences(decision: Decision) -> tuple[str, tuple[str, ...]]:
    """The banner's heading, and its sentences: the warning, then the evidence."""
    words = wording(decision.locale)
    said = [words.warning]
    if decision.models:
        said.append(f"{words.machine}: {', '.join(_plain(model) for model in decision.models)}.")
    reviewed = decision.counts.by_state.get(State.REVIEWED, 0)
    said.append(f"{words.reviewed}: {reviewed} / {decision.counts.total}.")
    if reviewed and decision.reviewers:
        said.append(f"{words.reviewers}: {decision.reviewers}.")
    return words.draft, tuple(said)


def insert(text: str, decision: Decision) -> str:
    """The Markdown text with the banner as a block quote under its front matter."""
    heading, (warning, *evidence) = sentences(decision)
    parts = split(text)
    end = line_end(text)
    quote = end.join((f"> **{heading}.** {warning}", ">", f"> {' '.join(evidence)}"))
    before = ""
    if parts.language:
        before = end if parts.head.endswith(("\n", "\r")) else end * 2
    after = end if parts.body.startswith(("\n", "\r")) else end * 2
    return f"{parts.head}{before}{quote}{after}{parts.body}"


def _plain(model: str) -> str:
    """A model's name with nothing in it that Markdown or HTML would take for markup."""
    return re.sub(r"[^\w .,+:/-]", "", model)
