"""What the parts of a build hand to each other: options, evidence, decisions, files."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from localize.model import Counts, Finding


class Outcome(StrEnum):
    """What becomes of an article in one locale."""

    PUBLISHED = "published"
    DRAFT = "draft"
    HELD = "held"


class Options(NamedTuple):
    """What one run of `build` was asked for, configuration and command line taken together."""

    layout: str = "plain"
    fallback: str = ""
    """`hold` or `source`, for all articles; empty for what the configuration says of each."""
    include_drafts: bool = False
    mark: bool = True
    """Show the draft banner where drafts are included."""
    html: bool = False


class Acceptance(NamedTuple):
    """One person's acceptance of the very target a unit has now, from the ledger."""

    person: str
    role: str = ""
    date: str = ""
    """As the ledger has it, ISO 8601."""


class Evidence(NamedTuple):
    """What is known about one unit beside its text."""

    risks: tuple[str, ...] = ()
    """Risk classes the checks see in its source: `dose`, `negation`, …"""
    accepted: tuple[Acceptance, ...] = ()

    @property
    def people(self) -> frozenset[str]:
        """Who accepted it; the same person twice counts once."""
        return frozenset(acceptance.person for acceptance in self.accepted)


NO_EVIDENCE = Evidence()


class Reason(NamedTuple):
    """Why an article is held, or why it is a draft."""

    code: str
    """`untranslated`, `draft`, `edited`, `stale`, `approval`, `risk`, `structure`, `finding`."""
    message: str
    units: tuple[str, ...] = ()
    """The ids of the units concerned, in document order."""


class Decision(NamedTuple):
    """What goes out of one article in one locale, and why."""

    article: str
    """Below `source/`."""
    locale: str
    outcome: Outcome
    reasons: tuple[Reason, ...] = ()
    counts: Counts = Counts()
    approved: int = 0
    """Units that two people or more accepted."""
    fallbacks: tuple[str, ...] = ()
    """Units whose source text goes out, or would."""
    drafts: tuple[str, ...] = ()
    """Units whose target goes out without being accepted."""
    findings: tuple[Finding, ...] = ()
    """Open and ignored ones, in the order of the article."""
    models: tuple[str, ...] = ()
    """What drafted the units that go out as drafts: `argos en_es 0.1`."""
    reviewers: int = 0
    """How many people accepted at least one of its units."""
    roles: Mapping[str, int] = {}
    """How many people in each role did."""

    @property
    def goes_out(self) -> bool:
        """True where the article is written."""
        return self.outcome is not Outcome.HELD


@dataclass(frozen=True, kw_only=True)
class OutputFile:
    """One file of a build."""

    path: PurePosixPath
    """Below the build folder."""
    data: bytes = b""
    copy_of: Path | None = None
    """Where its bytes are instead, for files too large to carry about."""
    digest: str = ""
    """The SHA-256 of its bytes, where it is known already."""

    @cached_property
    def sha256(self) -> str:
        """Of its bytes, in hex. Raises OSError where `copy_of` cannot be read."""
        if self.digest:
            return self.digest
        if self.copy_of is None:
            return hashlib.sha256(self.data).hexdigest()
        with self.copy_of.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
