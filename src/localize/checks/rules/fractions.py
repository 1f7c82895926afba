"""Shares of a whole and the amounts of a change: a third must not become a quarter, nor “by 25 %” “to 25 %”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from localize.checks.base import Pair, Problem
from localize.checks.reading.bytwos import reassigned
from localize.checks.reading.nearness import changed_places
from localize.checks.reading.numerals import NUMBER
from localize.checks.reading.quantity import HALF, Quantity
from localize.checks.reading.reading import Reading
from localize.checks.reading.remainders import rests
from localize.checks.reading.shares import Share, percents, portion, upended
from localize.checks.rules.told import told_swapped
from localize.regex import regex


def in_percent(known: Sequence[Share], other: Reading) -> list[Quantity]:
    """The percentages of the other side that say one of these shares."""
    return [q for q in percents(other) if any(share.same(portion(q)) for share in known)]


def other_shares(pair: Pair, ours: Sequence[Share], theirs: Sequence[Share]) -> Iterator[Problem]:
    """A third must not become a quarter, nor two shares change places."""
    text, other = pair.source.prose.text, pair.target.prose.text
    rest = set(rests(pair.source, pair.target, ours, theirs))
    lost = [a for a in ours if a not in rest and not _told(a, theirs, pair.target)]
    came = [b for b in theirs if b not in rest and not _told(b, ours, pair.source)]
    came, lost = (
        [b for b in came if b.named or _half(b, other) or any(a.named for a in lost)],
        [a for a in lost if a.named or _half(a, text) or any(b.named for b in came)],
    )
    if lost and came:
        (a, *_), (b, *_) = lost, came
        yield pair.problem(f"“{text[a.start : a.end]}” became “{other[b.start : b.end]}”", a, b)
        return
    if pair.alignment.sound and (whole := _whole(ours, pair)):
        yield Problem(
            f"“{text[whole.start : whole.end]}” is missing",
            None,
            pair.source.place(whole.start, whole.end),
        )
    if len(ours) > len(theirs) and (wrong := upended(pair.target, ours)):
        message = f"{wrong[0].shown} out of {wrong[1].shown} cannot be"
        yield Problem(message, pair.target.place(wrong[0].start, wrong[1].end))
    known = [*theirs] if theirs else _as_shares(percents(pair.target))
    ours = ours or _as_shares(percents(pair.source))
    if len(ours) != _TWO or len(known) != _TWO or ours[0].same(ours[1].value):
        return
    if all(a.same(b.value) for a, b in zip(ours, known, strict=True)):
        # “Half the men and a quarter of the women”, of which the men and the women may have changed places
        if reassigned(
            pair, *((_counted(a), _counted(b)) for a, b in zip(ours, known, strict=True))
        ):
            yield told_swapped(pair, ours[0], ours[1], known[1])
        return
    if not all(a.same(b.value) for a, b in zip(ours, reversed(known), strict=True)):
        return
    ends = ((text, ours), (other, known))
    if all(_AND.fullmatch(prose, one.end, two.start) for prose, (one, two) in ends):
        return  # “between 1 in 10 and 1 in 100” as “entre 1 et 10 sur 100”
    one, two = (ours[0], known[1]), (ours[1], known[0])
    verdict = reassigned(pair, *((_counted(a), _counted(b)) for a, b in (one, two)))
    if changed_places(pair, one, two) if verdict is None else verdict:
        yield told_swapped(pair, ours[0], ours[1], known[0])


_AND = regex(r"\s(?:and|to|y|a|e|et|à|und|bis)\s", re.IGNORECASE)


def _counted(share: Share) -> Share:
    """A share where its first number stands: of “one child in four”, the child is what it goes with."""
    return share if share.named else share._replace(end=share.members[0].end)


def _as_shares(quantities: Sequence[Quantity]) -> list[Share]:
    """“25 % of the children” is a quarter of them."""
    return [Share(portion(q), q.start, q.end, (q,)) for q in quantities]


def _half(share: Share, text: str) -> bool:
    """Is it half of something, not half past or a half-life?"""
    return (
        _HALVES.match(text, share.start) is not None
        or _BY_HALF.match(text, share.start) is not None
    )


_HALVES = regex(r"(?:half (?:of|the|that)|mitad|moitié|Hälfte|metà|metade)\b", re.IGNORECASE)
_BY_HALF = regex(r"(?<=\b(?:by|in) )half\b(?![\s-](?:an?|hour|past|life))", re.IGNORECASE)
_TWO = 2
"""Shares that can change places."""


def _whole(known: Sequence[Share], pair: Pair) -> Share | None:
    """Half of something that the target says nothing of, so that a whole one came: “half a tablet” as “un comprimido”."""
    half = next((share for share in known if share.value == HALF and len(share.members) == 1), None)
    if half is None or _SAID_HALF.search(pair.target.prose.plain):
        return None
    text = pair.source.prose.plain
    idle = _IN_FULL.search(text, 0, half.start) or _NO_HALF.match(text, half.start)
    return None if idle or "concept.multiple" in pair.target.marks else half


_SAID_HALF = regex(
    r"halb|hälfte|50[ \u202f]?(?:%|Prozent|per|pour|por)|[½¾]|[,.]5|(?:\b|[a-z]')(?:demi|semi|emi|hemi|medi|mitad|moitié|mezz|metà|dimezz|meia|meio|metade|quin[cz]|dos|deux|zwei|due|dois|duas|seis|six|sechs|sei|6)",
    re.IGNORECASE,
)
"""What half of something may be said with: half a year is six months, every second patient half of them."""
_IN_FULL = regex(r"\b(?:and (?:a )?|first |second |other )$", re.IGNORECASE)
_NO_HALF = regex(
    r"half[ -](?:past|li[fv]e|way|an? (?:inch|mile|pound|pint|foot|stone))", re.IGNORECASE
)
"""What is no half of anything, or said in another unit."""


def _told(share: Share, others: Sequence[Share], reading: Reading) -> bool:
    values = [other.value for other in others] + [portion(q) for q in percents(reading)]
    values += [q.value for q in reading.quantities]
    return any(share.same(value) for value in values)


def aims(pair: Pair, ours: Sequence[Share], theirs: Sequence[Share]) -> Iterator[Problem]:
    """“by 25 %” must not become “to 25 %”."""
    text, other = pair.source.prose.text, pair.target.prose.text
    both = "concept.change" in pair.source.marks and "concept.change" in pair.target.marks
    amounts: list[tuple[Quantity | Share, Quantity | Share]] = [
        (a, b) for a, b in pair.alignment.matched if a.unit == "%" or (a.unit and both)
    ]
    amounts += [(a, b) for a in ours for b in theirs if a.value == b.value]
    amounts += [(a, b) for a in ours for b in percents(pair.target) if a.same(portion(b))]
    amounts += [(a, b) for a in percents(pair.source) for b in theirs if b.same(portion(a))]
    for a, b in amounts:
        if HALF in (a.value, b.value):
            continue  # what falls by half falls to half
        here = _aim(a, pair.source)
        there = _aim(b, pair.target) if here else ""
        if (here, there) in (("by", "to"), ("to", "by")):
            yield pair.problem(
                f"{here} “{text[a.start : a.end]}” became {there} “{other[b.start : b.end]}”",
                a,
                b,
            )


def _aim(quantity: Quantity | Share, reading: Reading) -> str:
    """What the word right before a quantity says of a change."""
    aim = reading.before(quantity.start, reading.tables.aims)
    if not aim and isinstance(quantity, Share):
        aim = reading.before(quantity.head, reading.tables.aims)
    if not aim or any(
        0 <= quantity.start - mark.end <= 1 and not mark.value.endswith("?")
        for mark in reading.marks.get("comparator", ())
    ):
        return ""  # “superiore a 1 °C”
    plain = reading.prose.plain
    stands = _STANDS.search(plain, max(0, quantity.start - _STANDING), quantity.start)
    return "" if stands else aim


_STANDS = regex(
    r"\b(?:est|sont|était|étaient|soit|fut|sera|serait|restait|que|es|son|era|eran|fue|sea|é|são|foi|eram|seja|ser|è|sono|erano|sia|essere)\s(?:d[ei]|d[ei]l(?:la|l')?|d')\s?$",
    re.IGNORECASE,
)
"""“N'était plus que de 64 %” says what something came to, not by how much."""
_STANDING = 16


def set_apart(q: Quantity, here: Reading) -> bool:
    """“A three-dimensional (3D) scan”: a number in words that a name in brackets says again."""
    again = _AGAIN.match(here.prose.plain, q.stop)
    return again is not None and again[1] == f"{q.value:f}"


_AGAIN = regex(r"[\s-]\w+ \((\d+)[A-Z]\)")


def whole_group(q: Quantity, here: Reading) -> bool:
    """“126/663 (19 %)” as “126 (19 %)”, where the text has said that they are 663."""
    plain = here.prose.plain
    return (
        q.form is NUMBER
        and not q.unit
        and plain[q.start - 1 : q.start] in ("/", " ")
        and _SHARE.search(plain, max(0, q.start - _LONG), q.start) is not None
        and any(p.value == q.value and p is not q for p in here.quantities)
    )


_SHARE = regex(r"(?<![\d/.,])\d+ ?/ ?$")
_LONG = 12
"""Characters of a count and its stroke at most."""
