"""The term base: what a glossary asks for, where its terms stand, whether a target honours them."""

from localize.terms.base import TermBase
from localize.terms.difference import dangerous_difference
from localize.terms.entry import Hit, Match, TermEntry, Treatment
from localize.terms.words import protected

__all__ = [
    "Hit",
    "Match",
    "TermBase",
    "TermEntry",
    "Treatment",
    "dangerous_difference",
    "protected",
]
