"""What a ladder is made of: its rungs, what a climb asks and gives, and what the climbs of a flow share."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from enum import StrEnum
from typing import NamedTuple

from localize.pretranslate.engines.base import Output, Request, Verdict
from localize.pretranslate.flow import Atom
from localize.pretranslate.glossary import Terms


class Rung(StrEnum):
    """Where on the ladder a draft was accepted, best first."""

    PLAIN = "plain"
    EDGE = "edge"
    FRAGMENT = "fragment"
    PROJECTED = "projected"
    PLACEHOLDER = "placeholder"
    SPLIT = "split"
    SOURCE = "source"


class Facts(NamedTuple):
    """What is known of how sure the engine was, one engine sentence each."""

    source: str
    target: str
    score: float
    agreement: float
    """Likeness of the two best hypotheses, 0 to 1."""
    odd: tuple[str, ...] = ()
    """Words put together from unusual pieces that the source has not: see `Hypothesis.odd`."""
    doubted: tuple[str, ...] = ()
    """Its least probable words, the worst first, where the engine was asked."""
    back: float | None = None
    """How sure a model back into the source language is of the source; as `score`. None without one."""


class Climbed(NamedTuple):
    """Where a part ended up."""

    text: str
    """The target, as a part of the flow."""
    rung: Rung
    facts: tuple[Facts, ...] = ()
    reasons: tuple[str, ...] = ()


Climb = Generator[tuple[Request, ...], tuple[Output, ...], Climbed]


class Setting(NamedTuple):
    """What the ladders of one flow share."""

    atoms: Sequence[Atom]
    verdict: Verdict
    languages: tuple[str, str]
    """Source and target, without region."""
    keeps: Callable[[str, str], bool]
    """Given a part and its target, does the target keep the markup?"""
    escape: Callable[[str], str]
    """Running text written so that none of it is markup."""
    terms: Terms | None = None
    """What the glossary asks for."""
