"""The term base: what a glossary asks for, where its terms stand, whether a target honours them.

`localize.terms.difference` and `.report` are imported where they are used.
"""

from localize.terms.base import TermBase
from localize.terms.entry import Hit, Match, TermEntry, Treatment
from localize.terms.words import protected

__all__ = [
    "Hit",
    "Match",
    "TermBase",
    "TermEntry",
    "Treatment",
    "protected",
]
