"""Verbs in two parts: the particle at the end of a German clause says whether something rises or falls, begins or ends.

*Der Blutdruck nimmt unter der Behandlung ab.* In English it stands behind the object, “turn the oxygen up”. No phrase of a lexicon can hold this, since anything may stand between.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from localize.checks.reading.lexicon import Mark
from localize.regex import regex

_REACH = 120
"""Characters between the verb and its particle."""
_END = (
    r"(?=\s*(?:[.,;:!?)–—]|$|(?:und|oder|sowie|wenn|als|bis|sobald|weil|da|dass"
    r"|after|and|at|before|by|for|from|if|of|or|to|until|when|with|without)\b))"
)


class Parted:
    """The verbs in two parts of a locale."""

    def __init__(self, tables: Mapping[str, Mapping[str, Iterable[str]]]) -> None:
        """`tables`: concept, or `negation` -> member -> phrases of a verb and its particle."""
        self._values: dict[tuple[str, str], list[tuple[str, str]]] = {}
        ends: dict[str, set[str]] = {}
        for concept, members in tables.items():
            family = concept if concept == "negation" else f"concept.{concept}"
            for member, phrases in members.items():
                for phrase in phrases:
                    verb, particle = phrase.split()
                    known = self._values.setdefault((verb, particle), [])
                    known.append((family, member))
                    ends.setdefault(particle, set()).add(verb)
        self._particles = frozenset(ends)
        self._verbs: frozenset[str] = frozenset().union(*ends.values())
        self._patterns = [
            (
                particle,
                frozenset(verbs),
                re.compile(
                    rf"\b({'|'.join(sorted(verbs))})\b[^.,;:!?()]{{1,{_REACH}}}?\b({particle})\b{_END}",
                    re.IGNORECASE,
                ),
            )
            for particle, verbs in ends.items()
        ]

    def add(self, plain: str, words: Sequence[str], marks: dict[str, list[Mark]]) -> None:
        """Add the marks of a text; what the verb seemed to say alone is taken away."""
        if self._verbs.isdisjoint(words) or self._particles.isdisjoint(words):
            return
        known = set(words)
        for particle, verbs, pattern in self._patterns:
            if particle not in known or verbs.isdisjoint(known):
                continue
            for found in pattern.finditer(plain):
                key = (found[1].lower(), found[2].lower())
                # Placed at the particle: a negation stands before it.
                first = sum(1 for _ in _WORD.finditer(plain, 0, found.start(2)))
                for family, value in self._values.get(key, ()):
                    if any(
                        m.start == found.start(1) and m.end >= found.end(2)
                        for m in marks.get(family, ())
                    ):
                        continue  # “kept out of” is known as a whole
                    kept = [m for m in marks.get(family, ()) if m.start != found.start(1)]
                    mark = Mark(family, value, found.start(2), found.end(2), first, first)
                    marks[family] = sorted([*kept, mark], key=lambda m: m.start)


_WORD = regex(r"[^\W\d_]+(?:'[^\W\d_]+)*|[≥≤<>=±~≈+%]+|\ufffc")
