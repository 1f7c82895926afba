"""Where a flow's text is cut before it meets an engine.

Sentences by sentencex; after a bold or colon lead-in; at hard breaks; and, in sentences longer than small
models get through, at clauses. Never inside a span, a placeholder or a bracket.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from localize.model import Role
from localize.pretranslate.flow import Atom, Nature, atom_index
from localize.regex import regex

MAX_WORDS = 20
"""Sentences longer than this are cut at clauses where they have any: what small models get through
undamaged, measured on the shared evaluation set (see docs/machine-translation.md)."""
_MIN_WORDS = 5
"""A clause shorter than this says too little to be translated alone."""
_HARD_WORDS = 60
"""Beyond this a sentence is cut between words if nothing better offers."""

_ABBREVIATIONS = frozenset(
    re.findall(
        r"\S+",
        """
    e.g. i.e. cf. viz. etc. al. approx. ca. vs. v. dr. prof. mr. mrs. ms. st. fig. figs. tab.
    sect. sec. ch. eq. eqs. ref. refs. vol. no. nos. pp. p. ed. eds. min. max. temp. wt. conc.
    dept. est. resp. incl. excl. i.v. i.m. s.c. p.o. p.r. s.l. b.i.d. t.i.d. q.i.d. q.d. o.d.
    b.d. t.d.s. q.h. q.s. p.r.n. a.c. p.c. h.s. subsp. spp. sp. var. syn. hr. hrs. wk. wks. yr.
    yrs. mo. mos. jan. feb. mar. apr. jun. jul. aug. sept. oct. nov. dec.
    """,
    )
)
"""Medical and scholarly abbreviations whose full stop ends no sentence. `etc.` and `al.` may, before a capital."""
_MAY_END = frozenset(
    {"etc.", "al.", "p.", "no.", "min.", "max.", "mo.", "p.o.", "i.v.", "i.m.", "s.c."}
)

_CLAUSES = tuple(
    regex(pattern)
    for pattern in (
        r"[;:](?P<cut>\s+)",
        r"(?P<cut>\s*—\s*|\s+–\s+|\s*--+\s*)",
        (
            r",(?P<cut>\s+)(?=(?:and|but|or|nor|yet|which|who|whose|while|whereas|although|though|because"
            r"|since|so|if|when|where|with|including|such as|as well as)\b)"
        ),
        r",(?P<cut>\s+)",
        r"(?P<cut>\s+)(?=(?:and|but|or|because|while|which|that|when|if|although|whereas)\b)",
    )
)
"""Where an English clause ends, the surest sign first. Other languages have the first two and the commas."""
_LANGUAGE_FREE = (0, 1, 3)


def split(text: str, atoms: Sequence[Atom], language: str) -> list[tuple[int, int]]:
    """Parts of a flow's text for an engine, in order; what lies between them stays as it is.

    >>> [(a, b) for a, b in split("One. Two, e.g. three.", (), "en")]
    [(0, 4), (5, 21)]
    """
    depths = _depths(text, atoms)
    parts: list[tuple[int, int]] = []
    for start, end in _lines(text, atoms):
        for low, high in _sentences(text, start, end, depths, language, atoms):
            parts += _clauses(text, low, high, depths, language, MAX_WORDS)
    return parts


def _lines(text: str, atoms: Sequence[Atom]) -> Iterator[tuple[int, int]]:
    start = 0
    for at, char in enumerate(text):
        index = atom_index(char)
        if index is not None and atoms[index].nature is Nature.BREAK:
            yield start, at
            start = at + 1
    yield start, len(text)


def _depths(text: str, atoms: Sequence[Atom]) -> list[int]:
    """How many spans and brackets are open before each character."""
    depths, depth, brackets = [], 0, 0
    for char in text:
        index = atom_index(char)
        if index is None:
            if char in "([":
                brackets += 1
            elif char in ")]" and brackets:
                depths.append(depth + brackets)
                brackets -= 1
                continue
        elif atoms[index].partner is not None:
            if atoms[index].role is Role.CLOSE:
                depths.append(depth)
                depth -= 1
                continue
            depths.append(depth + brackets)
            depth += 1
            continue
        depths.append(depth + brackets)
    return [*depths, 0]


def _sentences(
    text: str,
    start: int,
    end: int,
    depths: Sequence[int],
    language: str,
    atoms: Sequence[Atom],
) -> Iterator[tuple[int, int]]:
    import sentencex

    body = text[start:end]
    if not body.strip():
        return
    cuts = [0]
    for found in sentencex.get_sentence_boundaries(language, body):
        cut = found["end_index"]
        # A cut without a space before it is one before a note's reference, which belongs to the sentence.
        glued = not body[cut - 1].isspace() and atom_index(body[cut : cut + 1] or " ") is not None
        whole = cut < len(body) and depths[start + cut] == 0
        if whole and not glued and not _abbreviated(body, cut):
            cuts.append(cut)
    cuts += [
        match.end()
        for pattern in (_LEAD_IN, _CLOSED)
        for match in pattern.finditer(body)
        if depths[start + match.end()] == 0 and _closes(match[0], atoms)
    ]
    cuts = sorted({*cuts, len(body)})
    for low, high in pairwise(cuts):
        part = _trimmed(text, start + low, start + high)
        if part[0] < part[1]:
            yield part


_LEAD_IN = regex(
    r"\A\W*[^.:;!?]{2,80}(?::[\U000F0000-\U000FFFFD]|[\U000F0000-\U000FFFFD]:)\s+(?=\S)"
)
"""`**Onset of action:** …` and `**Onset of action**: …`: a heading in all but name."""
_CLOSED = regex(r"[.!?…][\U000F0000-\U000FFFFD]+\s+(?=[\U000F0000-\U000FFFFD]*[^\W\d_a-z])")
"""`**Less inhibition.** Ketamine …`: a sentence that ends inside its markup."""


def _closes(matched: str, atoms: Sequence[Atom]) -> bool:
    """Whether the atoms a sentence seems to end on are ends: of markup, or references to a note."""
    found = [atoms[i] for i in map(atom_index, matched.rstrip()[-3:]) if i is not None]
    return any(atom.role is Role.CLOSE or atom.floating for atom in found)


def _abbreviated(body: str, cut: int) -> bool:
    words = body[:cut].split()
    last = words[-1].lower().lstrip("([“\"'") if words else ""
    if last not in _ABBREVIATIONS:
        return False
    following = body[cut:].lstrip()[:1]
    return not (last in _MAY_END and following.isupper())


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _clauses(
    text: str, start: int, end: int, depths: Sequence[int], language: str, limit: int
) -> list[tuple[int, int]]:
    words = len(text[start:end].split())
    if words <= limit:
        return [(start, end)]
    for index, pattern in enumerate(_CLAUSES):
        if language != "en" and index not in _LANGUAGE_FREE:
            continue
        cuts = []
        for match in pattern.finditer(text, start, end):
            low, high = match.span("cut")
            before, after = len(text[start:low].split()), len(text[high:end].split())
            if min(before, after) >= _MIN_WORDS and depths[low] == depths[start]:
                cuts.append((abs(before - after), low, high))
        if cuts:
            _, low, high = min(cuts)
            left = _clauses(text, start, low, depths, language, limit)
            return left + _clauses(text, high, end, depths, language, limit)
    if words > _HARD_WORDS:
        spaces = list(re.finditer(r"\s+", text[start:end]))
        if spaces:
            # Outside spans and brackets if that can be had; then near the middle.
            middle = min(
                spaces,
                key=lambda m: (depths[start + m.start()], abs(m.start() - (end - start) // 2)),
            )
            low, high = start + middle.start(), start + middle.end()
            left = _clauses(text, start, low, depths, language, limit)
            return left + _clauses(text, high, end, depths, language, limit)
    return [(start, end)]
