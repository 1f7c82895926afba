"""The checks, in the order they run and are documented. To add one: write its file, name it here."""

from __future__ import annotations

from localize.checks.base import Check
from localize.checks.rules import (
    comparator,
    direction,
    drug,
    glossary,
    keep_term,
    negation,
    quantity,
    separator,
    structure,
    untranslated,
)

REGISTRY: tuple[Check, ...] = (
    quantity.CHECK,
    separator.CHECK,
    negation.CHECK,
    comparator.CHECK,
    direction.CHECK,
    drug.CHECK,
    keep_term.CHECK,
    structure.CHECK,
    glossary.CHECK,
    untranslated.CHECK,
)

CROSS: tuple[Check, ...] = ()
"""Checks that look at all articles of a locale together."""
