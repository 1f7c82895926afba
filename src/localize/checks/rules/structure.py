"""structure: links, code, placeholders and markup of the source are all in the target, nested the same way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from localize.checks.base import Check, Pair, Problem, Scope
from localize.checks.dimensions import MARKUP
from localize.checks.reading.links import exchanged
from localize.checks.reading.slots import Slot, swapped
from localize.checks.rules.stressed import rightly_stressed, stress_moved
from localize.markdown.inline import refused_links
from localize.model import Piece, PieceKind, Role, Severity
from localize.regex import regex

_MARKS = {"em": "*…*", "strong": "**…**", "s": "~~…~~"}


_SLOT = regex(
    r"(?<!\d)(?<!\d )%(?:\d+\$)?[sdif](?!\w)|%\(\w+\)[sdif]|\{\{ ?[\w.]+ ?\}\}|\[\[\w+\]\]|\$?\{\w*\}"
    r"|%[A-Za-z]\w+%|\$[A-Za-z_]\w+|#[A-Z][A-Z_]+#|\[[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\]|(?<![\w.@])@[A-Za-z]\w+"
    r"|(?P<site>(?<![\w@./-])(?:[A-Za-z0-9-]+\.)+(?:org|com|net|gov|edu|info)(?![\w@-])(?:/[\w./?=&#%-]*\w)?)"
    r"|[\w.+-]+@[\w-]+\.[\w.-]*\w|https?://[^\s<>()\"'«»]*[^\s<>()\"'«».,;:!?]"
)
"""A variable, an address: in running text these are no markup, and must stay all the same."""
_BARE = 2
"""Characters of `%s`."""
_SIGN = regex(r"[{@%\[$#:.](?:(?<![:.])[\w({}\[-]|(?<=[:.])(?://|org|com|net|gov|edu|info))")
"""Where none of these is, there is none of them: a sign with what may follow it, `://`, or the end of the name of a site."""


def _run(pair: Pair, scope: Scope) -> Iterator[Problem]:
    ours, theirs = pair.source.prose, pair.target.prose
    if ours.offsets is not None or theirs.offsets is not None:  # else both are running text
        yield from _pieces(pair, scope)
    if _SIGN.search(ours.text) or _SIGN.search(theirs.text):
        yield from _slots(pair)
    if "](" in pair.target.raw or "<" in pair.target.raw:
        yield from _refused(pair)
    if pair.source.raw[:1] == "|":
        yield from _cells(pair)
    if "{" in pair.source.raw and _MESSAGE.search(pair.source.raw):
        yield from _messages(pair)


def _cells(pair: Pair) -> Iterator[Problem]:
    """A row of a table, `| a | b |`, has as many cells as that of the source."""
    ours, theirs = (len(_CELL.findall(r.raw.strip())) - 1 for r in (pair.source, pair.target))
    if ours > 0 and pair.source.raw.rstrip()[-1:] == "|" and ours != theirs:
        yield Problem(f"{ours} cells became {max(theirs, 0)}", (0, len(pair.target.raw)))


_CELL = regex(r"(?<!\\)\|")


def _refused(pair: Pair) -> Iterator[Problem]:
    """A link to a script is text to our parser; another one may take it for a link."""
    target = pair.target.raw
    spans = refused_links(target, pair.target.pieces)
    if not spans:
        return
    # What is no link in the source either is text there, and may be translated.
    known = len(refused_links(pair.source.raw, pair.source.pieces))
    for start, end in spans[known:]:
        yield Problem(f"“{target[start:end]}” is a link that is refused", (start, end))


_MESSAGE = regex(r"\{\s*(\w+)\s*,\s*(\w+)\s*,")
"""How a message begins that is chosen by a number or a word: `{count, plural,`."""
_CHOICE = regex(r"(=\d+|\w+)\s*\{")
_NUMBERS = frozenset({"zero", "one", "two", "few", "many", "other"})
"""What languages tell apart: each has its own of these."""


def _messages(pair: Pair) -> Iterator[Problem]:
    """The words of such a message are no text: `plural`, `one`, `other` stay."""
    source, target = pair.source.raw, pair.target.raw
    heads = [m.groups() for m in _MESSAGE.finditer(source)]
    theirs = [m.groups() for m in _MESSAGE.finditer(target)]
    for found in _MESSAGE.finditer(source):
        if heads.count(found.groups()) > theirs.count(found.groups()):
            yield Problem(f"“{found.group()}” is missing", None, found.span())
            return
    plural = all(kind != "select" for _, kind in heads)
    here, there = _choices(source), _choices(target)
    for name, span in there.items():
        if name not in here and not (plural and name in _NUMBERS):
            yield Problem(f"“{name}” is no choice of the source", span)
    for name, span in here.items():
        if name not in there and not (plural and name in _NUMBERS - {"other"}):
            yield Problem(f"the choice “{name}” is missing", None, span)


def _choices(raw: str) -> dict[str, tuple[int, int]]:
    """The choices of such a message, each where it stands."""
    head = _MESSAGE.search(raw)
    return {m[1]: m.span(1) for m in _CHOICE.finditer(raw, head.end())} if head else {}


def _slots(pair: Pair) -> Iterator[Problem]:
    source, target = pair.source.prose.text, pair.target.prose.text
    ours, theirs = (list(_SLOT.finditer(t)) for t in (source, target))
    if not ours and not theirs:
        return
    missing = Counter(map(_named, ours)) - Counter(map(_named, theirs))
    added = Counter(map(_named, theirs)) - Counter(map(_named, ours))
    if not missing and not added:
        # Unnumbered ones are filled in the order in which they stand.
        mine, other = ([m for m in some if len(m.group()) == _BARE] for some in (ours, theirs))
        for was, new in zip(mine, other, strict=True):
            if was.group() != new.group():
                yield Problem(
                    f"“{new.group()}” stands where the source has “{was.group()}”: they are filled in order",
                    pair.target.place(*new.span()),
                    pair.source.place(*was.span()),
                )
                return
        yield from _swapped(
            pair, *([Slot(m.group(), *m.span()) for m in some] for some in (ours, theirs))
        )
    for found in ours:
        if missing[_named(found)]:
            missing[_named(found)] -= 1
            yield Problem(f"“{found.group()}” is missing", None, pair.source.place(*found.span()))
    for found in theirs:
        if added[_named(found)]:
            added[_named(found)] -= 1
            yield Problem(
                f"“{found.group()}” is not in the source", pair.target.place(*found.span())
            )


def _named(slot: re.Match[str]) -> str:
    """What it is known by: capitals do not count in the name of a site, ClinicalTrials.gov."""
    return slot[0].lower() if slot["site"] else slot[0]


def _swapped(pair: Pair, ours: Sequence[Slot], theirs: Sequence[Slot]) -> Iterator[Problem]:
    for (a, b), (c, _) in swapped(pair, ours, theirs):
        yield Problem(
            f"“{a.name}” and “{c.name}” have changed places",
            pair.target.place(b.start, b.end),
            pair.source.place(a.start, a.end),
        )


_HELD = frozenset({PieceKind.CODE, PieceKind.TEMPLATE, PieceKind.FOOTNOTE})


def _pieces(pair: Pair, _scope: Scope) -> Iterator[Problem]:
    ours = [p for p in pair.source.pieces if not p.is_text]
    theirs = [p for p in pair.target.pieces if not p.is_text]
    if not ours and not theirs:
        return
    if len(theirs) > len(ours):
        extra = rightly_stressed(pair, theirs)
        theirs = [piece for piece in theirs if piece.start not in extra]
    mine, other = Counter(p.key for p in ours), Counter(p.key for p in theirs)
    raw, target = pair.source.raw, pair.target.raw
    found = False
    for piece in ours:
        if piece.role is not Role.CLOSE and mine[piece.key] > other[piece.key]:
            mine[piece.key] -= 1
            found = True
            yield Problem(f"{_shown(piece, raw)} is missing", None, (piece.start, piece.end))
    mine = Counter(p.key for p in ours)
    for piece in theirs:
        if piece.role is not Role.CLOSE and other[piece.key] > mine[piece.key]:
            other[piece.key] -= 1
            found = True
            yield Problem(f"{_shown(piece, target)} is not in the source", (piece.start, piece.end))
    if not found and Counter(p.key for p in ours) != Counter(p.key for p in theirs):
        yield Problem("a tag is not closed, or closed without being opened")
    elif not found and _nesting(ours) != _nesting(theirs):
        yield Problem("the markup is nested otherwise than in the source")
    elif not found and (lost := _reworded(pair, ours, theirs)):
        yield lost
    elif not found and (links := exchanged(pair)):
        yield Problem("two links have changed places", links[1], links[0])
    elif not found:
        if sum(piece.kind in _HELD for piece in ours) > 1:
            yield from _swapped(
                pair, *([Slot(*one) for one in r.held(_HELD)] for r in (pair.source, pair.target))
            )
        yield from stress_moved(pair)


_LITERAL = frozenset({"code", "tt", "pre"})
"""Tags between which stands what a machine reads."""


def _reworded(pair: Pair, ours: Sequence[Piece], theirs: Sequence[Piece]) -> Problem | None:
    """What stands between `<code>` and `</code>` is no text."""
    if not any(piece.tag in _LITERAL for piece in ours):
        return None
    mine, other = _literals(pair.source.raw, ours), _literals(pair.target.raw, theirs)
    for text, span in mine.items():
        if text not in other:
            return Problem(f"“{text}” is missing", None, span)
    return None


def _literals(raw: str, pieces: Sequence[Piece]) -> dict[str, tuple[int, int]]:
    """What stands between such tags, with its place."""
    return {
        raw[one.end : two.start]: (one.end, two.start)
        for one, two in pairwise(pieces)
        if one.tag == two.tag in _LITERAL and one.role is Role.OPEN and two.role is Role.CLOSE
    }


def _nesting(pieces: Sequence[Piece]) -> Counter[tuple[tuple[str, str], ...]]:
    """How often each span stands in which spans."""
    open_now: list[tuple[str, str]] = []
    found: Counter[tuple[tuple[str, str], ...]] = Counter()
    for piece in pieces:
        if piece.role is Role.CLOSE:
            if open_now and open_now.pop()[0] != (piece.tag or str(piece.kind)):
                found[(("/", piece.tag),)] += 1  # “<td>…</tr></td>”
            continue
        name = (piece.tag or str(piece.kind), piece.value)
        found[(*open_now, name)] += 1
        if piece.role is Role.OPEN:
            open_now.append(name)
    return found


def _shown(piece: Piece, text: str) -> str:
    match piece.kind:
        case PieceKind.EMPHASIS:
            return f"the markup {_MARKS.get(piece.tag, piece.tag)}"
        case PieceKind.LINK:
            return f"the link to {piece.value}"
        case PieceKind.IMAGE:
            return f"the image {piece.value}"
        case PieceKind.BREAK:
            return "a line break"
        case _:
            return f"“{text[piece.start : piece.end]}”"


CHECK = Check(
    name="structure",
    dimension=MARKUP,
    severity=Severity.CRITICAL,
    run=_run,
    summary="Links, code, placeholders and markup are all there, nested the same way.",
)
