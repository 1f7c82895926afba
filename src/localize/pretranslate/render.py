"""A part of a flow as an engine reads it, and what the engine wrote as a part of a flow again.

Paired markup is left out and put back around the right words; solid atoms become placeholders; literals are
shown as they are or become placeholders too. Law: what `restore` gives holds every atom of the
part exactly once, spans nested as they were; else it gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from localize.model import Role
from localize.pretranslate import literals
from localize.pretranslate.engines.base import Hypothesis
from localize.pretranslate.flow import BASE, Atom, Nature, atom_index, runs
from localize.regex import regex


class Span(NamedTuple):
    """Paired markup around `request[start:end]`."""

    start: int
    end: int
    opening: int
    closing: int


class Rendered(NamedTuple):
    """A part as an engine reads it."""

    text: str
    placeholders: tuple[tuple[str, str], ...]
    """(placeholder, what it stands for in the flow)."""
    clear: tuple[tuple[Atom, int], ...]
    """Literals and kept terms shown as they are, with their numbers."""
    spans: tuple[Span, ...]


def render(
    part: str,
    atoms: Sequence[Atom],
    style: str,
    *,
    hide: frozenset[int] = frozenset(),
    whole_spans: Mapping[int, str] | None = None,
) -> Rendered:
    """Write a part for an engine.

    Literals are shown as they are, but for the atoms in `hide`; `whole_spans` gives for opening atoms what the whole span is
    in the target already: a placeholder stands for it.
    """
    out: list[str] = []
    size = 0
    placeholders: list[tuple[str, str]] = []
    shown: list[tuple[Atom, int]] = []
    spans: list[Span] = []
    opened: dict[int, int] = {}
    at = 0

    def add(text: str) -> None:
        nonlocal size
        out.append(text)
        size += len(text)

    def hold(text: str) -> None:
        token = style.format(len(placeholders) + 1)
        placeholders.append((token, text))
        add(token)

    pieces = runs(part)
    while at < len(pieces):
        piece = pieces[at]
        index = atom_index(piece[0])
        at += 1
        if index is None:
            add(piece)
            continue
        atom = atoms[index]
        partner = None if atom.partner is None else chr(BASE + atom.partner)
        if partner and atom.role is Role.OPEN and partner in pieces:
            if whole_spans is not None and index in whole_spans:
                hold(whole_spans[index])
                at = pieces.index(partner, at) + 1
            else:
                opened[ord(partner) - BASE] = size
        elif index in opened:
            assert atom.partner is not None
            spans.append(Span(opened[index], size, atom.partner, index))
        elif atom.shown and index not in hide:
            shown.append((atom, index))
            add(atom.shown)
        else:
            hold(piece)
    return Rendered("".join(out), tuple(placeholders), tuple(shown), tuple(spans))


def styles_for(part: str, styles: Sequence[str]) -> list[str]:
    """The styles whose placeholders the text does not contain already, the best first."""
    free = []
    for style in styles:
        head, tail = style.split("{}") if style.count("{}") == 1 else ("{", "}")
        if not re.search(re.escape(head) + r"\s?\d+\s?" + re.escape(tail), part):
            free.append(style)
    return free


@dataclass(slots=True)
class _Edit:
    start: int
    end: int
    text: str


def restore(
    rendered: Rendered,
    hypothesis: Hypothesis,
    fragments: Mapping[int, str],
) -> tuple[str, bool] | None:
    """The hypothesis as a part of a flow, every atom back in its place; None where one has none.

    `fragments` gives for opening atoms how the text inside the span is translated on its own.
    The flag says whether attention had to place a span.
    """
    text = hypothesis.text
    edits: list[_Edit] = []
    for token, held in rendered.placeholders:
        found = list(re.finditer(_token_pattern(token), text))
        if len(found) != 1:
            return None
        edits.append(_Edit(found[0].start(), found[0].end(), held))
    if _place_clear(rendered, text, edits):
        return None
    edits.sort(key=lambda edit: edit.start)
    if any(a.end > b.start for a, b in pairwise(edits)):
        return None
    placed: list[tuple[int, int, Span]] = []
    by_attention = False
    for span in rendered.spans:
        place = _by_fragment(text, fragments.get(span.opening, ""))
        if place is None:
            place = _by_attention(rendered.text, span, hypothesis)
            by_attention = True
        if place is None:
            return None
        placed.append((*_widened(place, edits), span))
    if not _nested_alike(placed):
        return None
    return _compose(text, edits, placed), by_attention


def _token_pattern(token: str) -> str:
    spaced = r"\s?".join(re.escape(part) for part in re.split(r"(\d+)", token) if part)
    left = r"(?<!\w)" if token[0].isalnum() else ""
    right = r"(?!\w)" if token[-1].isalnum() else ""
    return f"{left}{spaced}{right}"


def lost(rendered: Rendered, text: str) -> frozenset[int]:
    """The atoms shown as they are that a hypothesis has not, or not as often as the source."""
    edits: list[_Edit] = []
    for token, held in rendered.placeholders:
        edits += [_Edit(m.start(), m.end(), held) for m in re.finditer(_token_pattern(token), text)]
    return _place_clear(rendered, text, edits)


def _place_clear(rendered: Rendered, text: str, edits: list[_Edit]) -> frozenset[int]:
    """Find the literals that were shown as they are, each as often as the source has it.

    Adds them to `edits`; gives the atoms of those that cannot be found.
    """
    wanted: dict[str, list[tuple[Atom, int]]] = {}
    for atom, index in rendered.clear:
        wanted.setdefault(atom.shown, []).append((atom, index))
    missing: set[int] = set()
    for shown in sorted(wanted, key=len, reverse=True):
        atoms = wanted[shown]
        for spans in _readings(text, atoms[0][0]):
            found = [
                (start, end)
                for start, end in spans
                if not any(e.start < end and start < e.end for e in edits)
            ]
            if len(found) == len(atoms):
                edits += [
                    _Edit(start, end, chr(BASE + index))
                    for (start, end), (_, index) in zip(found, atoms, strict=True)
                ]
                break
        else:
            missing |= {index for _, index in atoms}
    return frozenset(missing)


def _readings(text: str, atom: Atom) -> Iterator[list[tuple[int, int]]]:
    """Where a literal may stand in a hypothesis, by ever looser readings; each costs more than the one before."""
    if atom.nature is Nature.DATE:
        yield _in_any_case("".join(str(part) for part in atom.parts), text)
    yield _exactly(atom.shown, text)
    yield [match.span() for match in literals.loose(atom.shown).finditer(text)]
    yield _in_any_case(atom.shown, text)


def _in_any_case(wanted: str, text: str) -> list[tuple[int, int]]:
    small = text.lower()
    # A few capitals grow when they are made small; places would then be wrong.
    return _exactly(wanted.lower(), small) if len(small) == len(text) else []


def _exactly(wanted: str, text: str) -> list[tuple[int, int]]:
    """Where `wanted` stands as a whole: not in a longer word or number."""
    found = []
    at = text.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        if not _JOINED_BEFORE.search(text[max(0, at - 2) : at]) and not _JOINED_AFTER.match(
            text, end
        ):
            found.append((at, end))
        at = text.find(wanted, at + 1)
    return found


_JOINED_BEFORE = regex(r"(?:\w|\d[.,])\Z")
_JOINED_AFTER = regex(r"\w|[.,]\d")


def _by_fragment(text: str, fragment: str) -> tuple[int, int] | None:
    """Where the translation of the span's own text stands, if it stands there once."""
    bare = fragment.strip().rstrip(".,;:")
    if not bare:
        return None
    for variant in dict.fromkeys((bare, _without_article(bare))):
        pattern = rf"(?<!\w){re.escape(variant)}(?!\w)"
        for flags in (0, re.IGNORECASE):
            found = list(re.finditer(pattern, text, flags))
            if len(found) == 1:
                return found[0].span()
            if found:
                return None
    return None


_ARTICLE = regex(
    r"^(?:el|la|los|las|un|una|le|les|l'|une|des|der|die|das|o|os|as|il|lo|i|gli)\s+", re.IGNORECASE
)


def _without_article(text: str) -> str:
    return _ARTICLE.sub("", text) or text


def _by_attention(source: str, span: Span, hypothesis: Hypothesis) -> tuple[int, int] | None:
    """The words the model wrote while it looked at the span: contiguous and with enough mass, or nothing."""
    inside = set()
    at = 0
    for number, word in enumerate(source.split()):
        start = source.index(word, at)
        at = start + len(word)
        if start < span.end and at > span.start:
            inside.add(number)
    if not inside or not hypothesis.words:
        return None
    mass = [sum(share for i, share in word.sources if i in inside) for word in hypothesis.words]
    strong = [i for i, share in enumerate(mass) if share >= 0.5]
    if not strong:
        return None
    first, last = strong[0], strong[-1]
    chosen = mass[first : last + 1]
    if sum(chosen) < 0.65 * sum(mass) or sum(chosen) < 0.6 * len(chosen):
        return None
    if not len(inside) / 2 - 1 <= len(chosen) <= 2 * len(inside) + 2:
        return None
    start, end = hypothesis.words[first].start, hypothesis.words[last].end
    while end > start and hypothesis.text[end - 1] in ".,;:!?)»”":
        end -= 1
    while start < end and hypothesis.text[start] in "¿¡(«“":
        start += 1
    return (start, end) if start < end else None


def _widened(place: tuple[int, int], edits: Sequence[_Edit]) -> tuple[int, int]:
    """A span that cuts into a literal takes all of it."""
    start, end = place
    for edit in edits:
        if edit.start < start < edit.end:
            start = edit.start
        if edit.start < end < edit.end:
            end = edit.end
    return start, end


def _nested_alike(placed: Sequence[tuple[int, int, Span]]) -> bool:
    for i, (start, end, span) in enumerate(placed):
        for other_start, other_end, other in placed[i + 1 :]:
            apart_there = end <= other_start or other_end <= start
            apart_here = span.end <= other.start or other.end <= span.start
            if apart_here != apart_there:
                return False
            if apart_here:
                continue
            # Spans are in the order they close: `other` holds `span`, or they are equal in extent.
            if not (other_start <= start and end <= other_end):
                return False
    return True


def _compose(text: str, edits: Sequence[_Edit], placed: Sequence[tuple[int, int, Span]]) -> str:
    opens: dict[int, list[tuple[int, int]]] = {}
    closes: dict[int, list[int]] = {}
    for order, (start, end, span) in enumerate(placed):
        opens.setdefault(start, []).append((-order, span.opening))
        closes.setdefault(end, []).append(span.closing)
    replaced = {edit.start: edit for edit in edits}
    out: list[str] = []
    at = 0
    for stop in sorted({*opens, *closes, *replaced, len(text)}):
        out.append(text[at:stop])
        at = max(at, stop)
        out += [chr(BASE + closing) for closing in closes.get(stop, ())]
        out += [chr(BASE + opening) for _, opening in sorted(opens.get(stop, ()))]
        if stop in replaced:
            out.append(replaced[stop].text)
            at = replaced[stop].end
    out.append(text[at:])
    return "".join(out)
