"""The checks, in the order they run and are documented. To add one: write its file, name it here."""

from __future__ import annotations

from localize.checks.base import Check
from localize.checks.cross import CONFLATED, INCONSISTENT, TABLES, CrossCheck
from localize.checks.rules import (
    abbreviation,
    capitals,
    comparator,
    direction,
    doubled,
    drug,
    glossary,
    invisible,
    ismp,
    keep_term,
    language,
    length,
    negation,
    punctuation,
    quantity,
    quotes,
    repetition,
    sentences,
    separator,
    spacing,
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
    language.CHECK,
    repetition.CHECK,
    length.CHECK,
    sentences.CHECK,
    abbreviation.CHECK,
    ismp.CHECK,
    invisible.CHECK,
    punctuation.CHECK,
    quotes.CHECK,
    spacing.CHECK,
    capitals.CHECK,
    doubled.CHECK,
)

CROSS: tuple[CrossCheck, ...] = (INCONSISTENT, CONFLATED, TABLES)
"""Checks that look at all articles of a locale together."""
