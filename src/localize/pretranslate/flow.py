"""A segment as running text: what a translator would speak, everything else as single characters.

A flow's text is what the reader reads, in which each atom (markup, code, a literal, a term to keep) is one
private-use character. The alternative text of an image and the titles of links and images are flows of
their own, held by the atom they belong to. Law: `source(flow)` gives the segment's text again, but for entities and escapes that only
write a plain character.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from localize.model import Piece, PieceKind, Role, Segment
from localize.pretranslate import dates, literals
from localize.regex import regex
from localize.terms.entry import Hit, Treatment

BASE = 0xF0000
"""Atom number 0; a private-use plane that no article needs."""
_LIMIT = 0xFFFD
LONGEST = _LIMIT
"""Characters of a text that certainly has no more atoms than there are numbers for."""
_SAFE_ESCAPES = frozenset(".-+!#()\"',;:%/=?@")
"""Characters whose escape only matters at the start of a line, where the build sees to it."""
_CODE_TAGS = frozenset({"code", "kbd", "samp", "var", "tt", "pre", "script", "style"})


class Nature(StrEnum):
    """Why an atom is protected."""

    MARK = "markup"
    SOLID = "solid"
    """Stands for words: code, math, a template, a URL."""
    BREAK = "break"
    LITERAL = "literal"
    DATE = "date"
    TERM = "term"
    CHARACTER = "character"
    """A character that is written specially."""


class Atom(NamedTuple):
    """Something protected, one character of a flow's text."""

    nature: Nature
    parts: tuple[str | int, ...]
    """What stands there in the target: strings as they are, numbers for the nested flows."""
    source: tuple[str | int, ...]
    """What stands there in the source; `parts` differs for links that name their label by their text."""
    role: Role = Role.SOLO
    partner: int | None = None
    """The atom that closes or opens the same span, for paired markup."""
    shown: str = ""
    """As it may be shown to an engine; empty where only a placeholder will do."""
    floating: bool = False
    """May be moved to the edge of its sentence: footnote references, attributes, comments."""
    pieces: int = 1
    """How many protected pieces or literals it stands for, nested flows not counted."""


@dataclass(frozen=True, slots=True)
class Flow:
    """Running text with atoms."""

    text: str
    atoms: tuple[Atom, ...] = ()
    flows: tuple[Flow, ...] = field(default=())

    @property
    def protected(self) -> int:
        """How many pieces and literals are protected in it and its nested flows."""
        return sum(atom.pieces for atom in self.atoms) + sum(flow.protected for flow in self.flows)

    def rewritten(self) -> Iterator[tuple[str, str]]:
        """The numbers that are written otherwise in the target: (in the source, in the target)."""
        for atom in self.atoms:
            if atom.nature is Nature.LITERAL and atom.parts != atom.source:
                yield str(atom.source[0]), str(atom.parts[0])
        for flow in self.flows:
            yield from flow.rewritten()


def atom_index(char: str) -> int | None:
    """Which atom a character of a flow's text is; None for ordinary characters."""
    code = ord(char) - BASE
    return code if 0 <= code <= _LIMIT else None


_ATOMS = regex(f"[{chr(BASE)}-{chr(BASE + _LIMIT)}]")


def atom_signs(text: str) -> list[str]:
    """The atoms of a flow's text, as the characters they are."""
    return _ATOMS.findall(text)


def atom_indexes(text: str) -> list[int]:
    """The atoms of a flow's text, as numbers."""
    return [ord(sign) - BASE for sign in _ATOMS.findall(text)]


def runs(text: str) -> list[str]:
    """A flow's text, each atom and each stretch between atoms on its own; joined, the text again."""
    return [run for run in _RUNS.split(text) if run]


_RUNS = regex(f"([{chr(BASE)}-{chr(BASE + _LIMIT)}])")


def source(flow: Flow, text: str | None = None) -> str:
    """The source again, of the whole flow or of a part of its text."""

    def original(match: re.Match[str]) -> str:
        parts = flow.atoms[ord(match[0]) - BASE].source
        return "".join(p if isinstance(p, str) else source(flow.flows[p]) for p in parts)

    return _ATOMS.sub(original, flow.text if text is None else text)


def flow_of(
    segment: Segment,
    hits: Sequence[Hit] = (),
    languages: tuple[str, str] | None = None,
    *,
    rewrite: Callable[[str], str] | None = None,
) -> Flow:
    """The segment's text as a flow; `hits` are term hits in `segment.text`, of which `keep` is used.

    With `languages`, the source language and the target locale, literals are atoms, and entities and
    escapes of plain characters are read as these; without them, only what is not running text is an atom.
    `rewrite` gives the target of a literal that is a number; by itself it is the literal.
    """
    kept = [(h.start, h.end) for h in hits if h.entry.treatment is Treatment.KEEP]
    pieces = segment.pieces or (
        (Piece(0, len(segment.text), PieceKind.TEXT),) if segment.text else ()
    )
    return _Builder(segment.text, pieces, kept, languages=languages, rewrite=rewrite).build(
        0, len(pieces)
    )


def written(flow: Flow, text: str, nested: Sequence[str]) -> str:
    """A target of the flow as a segment's target; `nested` are the targets of its nested flows, written."""

    def target(match: re.Match[str]) -> str:
        parts = flow.atoms[ord(match[0]) - BASE].parts
        return "".join(p if isinstance(p, str) else nested[p] for p in parts)

    return _ATOMS.sub(target, text)


@dataclass(slots=True)
class _Cell:
    """A character of the flow in the making."""

    char: str
    start: int
    end: int
    atom: Atom | None = None


class _Builder:
    def __init__(
        self,
        text: str,
        pieces: Sequence[Piece],
        kept: Sequence[tuple[int, int]],
        *,
        languages: tuple[str, str] | None,
        rewrite: Callable[[str], str] | None,
    ) -> None:
        self._languages = languages
        self._rewrite = rewrite
        self._text = text
        self._pieces = pieces
        self._kept = kept

    def build(self, low: int, high: int) -> Flow:
        cells: list[_Cell] = []
        flows: list[Flow] = []
        opened: list[tuple[int, Piece]] = []
        pairs: dict[int, int] = {}
        at = low
        while at < high:
            piece = self._pieces[at]
            raw = self._text[piece.start : piece.end]
            if piece.kind is PieceKind.TEXT:
                cells += [_Cell(c, piece.start + i, piece.start + i + 1) for i, c in enumerate(raw)]
            elif piece.kind in (PieceKind.ENTITY, PieceKind.ESCAPE):
                cells.append(self._character(piece, raw))
            elif piece.kind is PieceKind.IMAGE or self._is_code(piece):
                last = self._end_of(at, high)
                cells.append(self._solid(at, last, flows))
                at = last
            elif piece.role is Role.CLOSE and opened and _fits(opened[-1][1], piece):
                begin, opening = opened.pop()
                parts = (self._label(opening, raw, piece),)
                pairs[begin] = len(cells)
                pairs[len(cells)] = begin
                cells.append(self._mark(piece, (raw,), parts))
            elif piece.kind is PieceKind.LINK and piece.role is Role.SOLO:
                # `](target "` title `")`: up to the end of the link.
                last = self._end_of(at, high, inside=True)
                cells.append(self._tail(at, last, flows))
                if opened:
                    begin, _ = opened.pop()
                    pairs[begin] = len(cells) - 1
                    pairs[len(cells) - 1] = begin
                at = last
            else:
                if piece.role is Role.OPEN:
                    opened.append((len(cells), piece))
                cells.append(self._mark(piece, (raw,), (raw,)))
            at += 1
        return self._finish(cells, flows, pairs)

    @staticmethod
    def _is_code(piece: Piece) -> bool:
        return (
            piece.kind is PieceKind.HTML
            and piece.role is Role.OPEN
            and piece.tag.lower() in _CODE_TAGS
        )

    def _character(self, piece: Piece, raw: str) -> _Cell:
        char = html.unescape(raw) if piece.kind is PieceKind.ENTITY else (piece.value or raw[1:])
        plain = (
            self._languages is not None
            and len(char) == 1
            and (
                char in _SAFE_ESCAPES
                if piece.kind is PieceKind.ESCAPE
                else (char.isalnum() or (not char.isascii() and atom_index(char) is None))
            )
        )
        if plain:
            return _Cell(char, piece.start, piece.end)
        atom = Atom(nature=Nature.CHARACTER, parts=(raw,), source=(raw,), pieces=0)
        return _Cell(char if len(char) == 1 else "?", piece.start, piece.end, atom)

    def _mark(
        self, piece: Piece, raw: tuple[str | int, ...], parts: tuple[str | int, ...]
    ) -> _Cell:
        floating = piece.role is Role.SOLO and (
            piece.kind in (PieceKind.FOOTNOTE, PieceKind.ATTRIBUTES)
            or (piece.kind is PieceKind.HTML and not piece.tag)
        )
        nature = Nature.MARK
        if piece.kind is PieceKind.BREAK or piece.tag.lower() == "br":
            nature = Nature.BREAK
        elif piece.role is Role.SOLO and not floating and piece.kind is not PieceKind.HTML:
            nature = Nature.SOLID
        atom = Atom(nature=nature, parts=parts, source=raw, role=piece.role, floating=floating)
        return _Cell("", piece.start, piece.end, atom)

    def _label(self, opening: Piece, raw: str, closing: Piece) -> str:
        """How a link ends in the target: one that was named by its text needs the name written out."""
        if closing.kind is PieceKind.LINK and raw in ("]", "][]"):
            return f"][{self._text[opening.end : closing.start]}]"
        return raw

    def _end_of(self, at: int, high: int, *, inside: bool = False) -> int:
        """Index of the piece that closes the one at `at` (or the link `at` is in)."""
        first = self._pieces[at]
        depth = 1 if inside else 0
        for index in range(at, high):
            piece = self._pieces[index]
            if piece.kind is not first.kind or piece.tag != first.tag:
                continue
            depth += {Role.OPEN: 1, Role.CLOSE: -1}.get(piece.role, 0)
            if depth == 0:
                return index
        return at

    def _solid(self, at: int, last: int, flows: list[Flow]) -> _Cell:
        """An image, its texts as nested flows; or an HTML element that holds code."""
        first, closing = self._pieces[at], self._pieces[last]
        if first.kind is not PieceKind.IMAGE:
            raw = self._text[first.start : closing.end]
            count = sum(not piece.is_text for piece in self._pieces[at : last + 1])
            atom = Atom(nature=Nature.SOLID, parts=(raw,), source=(raw,), pieces=count)
            return _Cell("", first.start, closing.end, atom)
        middle = next(
            (
                i
                for i in range(at + 1, last)
                if self._pieces[i].kind is PieceKind.IMAGE and self._pieces[i].role is Role.SOLO
            ),
            last,
        )
        parts: list[str | int] = [self._text[first.start : first.end]]
        self._nest(at + 1, middle, parts, flows)
        if middle != last:
            parts.append(self._raw(middle))
            self._nest(middle + 1, last, parts, flows)
        written = list(parts)
        end = self._raw(last)
        parts.append(end)
        if end in ("]", "][]"):
            end = f"][{self._text[first.end : closing.start]}]"
        written.append(end)
        atom = Atom(
            nature=Nature.SOLID,
            parts=tuple(written),
            source=tuple(parts),
            pieces=2 + (middle != last),
        )
        return _Cell("", first.start, closing.end, atom)

    def _tail(self, at: int, last: int, flows: list[Flow]) -> _Cell:
        parts: list[str | int] = [self._raw(at)]
        self._nest(at + 1, last, parts, flows)
        parts.append(self._raw(last))
        piece = Piece(
            self._pieces[at].start, self._pieces[last].end, PieceKind.LINK, Role.CLOSE, "a"
        )
        cell = self._mark(piece, tuple(parts), tuple(parts))
        assert cell.atom is not None
        return replace(cell, atom=cell.atom._replace(pieces=2))

    def _raw(self, at: int) -> str:
        return self._text[self._pieces[at].start : self._pieces[at].end]

    def _nest(self, low: int, high: int, parts: list[str | int], flows: list[Flow]) -> None:
        if low < high:
            parts.append(len(flows))
            flows.append(self.build(low, high))

    def _finish(self, cells: list[_Cell], flows: list[Flow], pairs: dict[int, int]) -> Flow:
        """Number the atoms, literals and kept terms among them."""
        seen = "".join(cell.char or "\ufffc" for cell in cells)
        spans = self._spans(cells, seen)
        out: list[str] = []
        atoms: list[Atom] = []
        number: dict[int, int] = {}
        at = 0
        while at < len(cells):
            span = spans.get(at)
            cell = cells[at]
            if span is not None:
                end, atom = span
                out.append(chr(BASE + len(atoms)))
                atoms.append(atom)
                at = end
                continue
            if cell.atom is not None:
                number[at] = len(atoms)
                out.append(chr(BASE + len(atoms)))
                atoms.append(cell.atom)
            elif atom_index(cell.char) is not None:
                # The article itself uses the private plane.
                raw = self._text[cell.start : cell.end]
                out.append(chr(BASE + len(atoms)))
                atoms.append(Atom(nature=Nature.CHARACTER, parts=(raw,), source=(raw,), pieces=0))
            else:
                out.append(cell.char)
            at += 1
        for begin, end in pairs.items():
            index = number[begin]
            atoms[index] = atoms[index]._replace(partner=number[end])
        return Flow("".join(out), tuple(atoms), tuple(flows))

    def _rewritten(self, literal: literals.Literal, cells: Sequence[_Cell], seen: str) -> str:
        """A number as it is written in the target; empty for what stays as it is."""
        if self._rewrite is None or not literals.is_amount(literal, seen):
            return ""
        return self._rewrite(self._text[cells[literal.start].start : cells[literal.end - 1].end])

    def _spans(self, cells: list[_Cell], seen: str) -> dict[int, tuple[int, Atom]]:
        """Literals and kept terms: start -> (end, atom), in cells."""
        starts = {cell.start: i for i, cell in enumerate(cells)}
        ends = {cell.end: i + 1 for i, cell in enumerate(cells)}
        found: list[tuple[int, int, Nature, str]] = []
        for low, high in self._kept:
            if low in starts and high in ends and "\ufffc" not in seen[starts[low] : ends[high]]:
                found.append((starts[low], ends[high], Nature.TERM, ""))
        if self._languages:
            found += [
                (f.start, f.end, Nature.LITERAL, self._rewritten(f, cells, seen))
                for f in literals.find(seen)
            ]
            for start, end, date, with_year in dates.find(seen, self._languages[0]):
                text = dates.localized(date, with_year=with_year, locale=self._languages[1])
                if text:
                    found.append((start, end, Nature.DATE, text))
        spans: dict[int, tuple[int, Atom]] = {}
        taken = 0
        # Longest first where they begin together, so that a literal inside a term is the term's.
        for low, high, nature, localized in sorted(found, key=lambda f: (f[0], -f[1])):
            if low < taken:
                continue
            raw = self._text[cells[low].start : cells[high - 1].end]
            shown = seen[low:high]
            stable = literals.Literal(0, 0, shown, "").stable
            spans[low] = (
                high,
                Atom(
                    nature=nature,
                    parts=(localized or raw,),
                    source=(raw,),
                    shown=shown if stable and raw == shown else "",
                ),
            )
            taken = high
        return spans


def _fits(opening: Piece, closing: Piece) -> bool:
    return opening.kind is closing.kind and opening.tag == closing.tag


_LETTER = regex(r"[^\W\d_]{2}|[\u3040-\u9fff]")


def has_words(text: str) -> bool:
    """Whether there is anything to translate in a flow's text."""
    return bool(_LETTER.search(text))
