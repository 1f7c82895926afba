"""Which quantity of the target is which of the source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from localize.checks.reading.amounts import same_amount
from localize.checks.reading.numerals import CLOCK, CODE, NUMBER
from localize.checks.reading.quantity import LOOSE, REQUIRED, SHARE, SWAPPED, Quantity
from localize.checks.reading.tables import measures

_COUNTED = frozenset(
    ("time", "dose", "puff", "spray", "drop", "tablet", "capsule", "application", "session", "injection",
     "infusion", "meal", "cycle", "sachet", "fold", "teaspoon", "tablespoon", "cup", "glass")
)  # fmt: skip
"""Units that something is taken or done in so many times."""
_PARTS = frozenset({"ordinal", SHARE})
_PORTIONED = frozenset(
    ("tablet", "capsule", "syringe", "sachet", "vial", "ampoule", "puff", "cup", "glass",
     "teaspoon", "tablespoon")
)  # fmt: skip
_Pairs = tuple[tuple[Quantity, Quantity], ...]
_ECHO = 6
"""Characters between a number and its echo: “24 heures sur 24”."""


class Alignment:
    """What was found again, and what was not."""

    def __init__(
        self,
        pairs: _Pairs = (),
        converted: _Pairs = (),
        reunited: _Pairs = (),
        misread: _Pairs = (),
        missing: tuple[Quantity, ...] = (),
        added: tuple[Quantity, ...] = (),
    ) -> None:
        self.pairs = pairs
        self.converted = converted
        """The same amount, written with another unit."""
        self.reunited = reunited
        """The same number with another unit: 5 mg and 5 g."""
        self.misread = misread
        """The source's separators, read otherwise in the target locale."""
        self.missing = missing
        self.added = added
        self.sound = not (missing or added or reunited or misread)
        """Was everything found again, with its unit?"""
        self.matched = pairs + converted
        """All pairs that stand for the same thing."""


def align(
    source: Sequence[Quantity], target: Sequence[Quantity], *, loose_units: bool = False
) -> Alignment:
    """Align the quantities of two texts; exact agreement first, then what is as good.

    `loose_units`: the target locale has no unit words in its tables, so that a unit may seem absent.
    """
    if not source and not target:
        return Alignment()
    ours, theirs = [q for q in source if q.level != LOOSE], [q for q in target if q.level != LOOSE]
    if not ours and not theirs:
        return Alignment()  # “a” and “un” need not be matched
    if plain := _one_to_one(ours, theirs):
        return Alignment(plain)
    left = [q for q in source if q.form is not CODE]
    right = [q for q in target if q.form is not CODE]
    parted = free = False
    for q in (*left, *right):
        if q.parts:
            parted = True
        if q.readings or q.others:
            free = True
    if parted:
        right = _split(right, left)
        left = _split(left, right)
    pairs: list[tuple[Quantity, Quantity]] = []

    def soft(a: Quantity, b: Quantity) -> bool:
        return _unit_fits(a, b) or (loose_units and not (a.unit and b.unit))

    here, there = {q.value for q in left}, {q.value for q in right}

    def said(a: Quantity, b: Quantity) -> bool:
        # Nine of “9 p.m. to 9 a.m.” is 21 before it is nine.
        return not _late(a, there) and not _late(b, here)

    # Whether they agree, and whether their values have to: then it is asked of few.
    passes: tuple[tuple[Callable[[Quantity, Quantity], bool], bool], ...] = (
        (lambda a, b: a.unit == b.unit and a.per == b.per and said(a, b), True),
        (lambda a, b: said(a, b) and soft(a, b), True),
        (lambda a, b: _reads_as(a, b) and (soft(a, b) or LOOSE in (a.level, b.level)), False),
        (soft, True),
    )
    ones = [[q for q in side if q.value == 1 and q.level == REQUIRED] for side in (left, right)]
    if len(ones[0]) != len(ones[1]):
        # 1 and “un” are the same to a translator: which of them stands where does not matter.
        left, right = [_one(q) for q in left], [_one(q) for q in right]
    converted: list[tuple[Quantity, Quantity]] = []
    alike = free or not here.isdisjoint(there)  # else no pass finds anything
    before = 2 * REQUIRED + 1
    for level in (2 * REQUIRED, REQUIRED + SWAPPED, REQUIRED, SWAPPED):
        if not left or not right:
            break
        if alike:
            sums = {a.level + b.level for a in left for b in right}
            if not sums.isdisjoint(range(level, before)):  # else nothing is new to any pass
                for agree, equal in passes:
                    if left and right and (equal or free):
                        left, right = _take(left, right, agree, pairs, level, equal=equal)
        if level == 2 * REQUIRED and left and right:
            # Two weeks are 14 days, before they are taken for the second of something.
            left, right = _take(left, right, same_amount, converted, level)
            # The second episode is the second one, before it may be the 2 of “2 years” without its unit.
            left, right = _take(left, right, _ordinals, pairs, 2 * SWAPPED, equal=True)
        before = level
    misread: list[tuple[Quantity, Quantity]] = []
    if left and right:
        left, right = _take(left, right, same_amount, converted, SWAPPED)
        if any(q.misread is not None for q in right):
            left, right = _take(left, right, _misread, misread, SWAPPED)
    missing = [q for q in left if q.level == REQUIRED]
    added = [q for q in right if q.level == REQUIRED]
    # What was used up already may be said again: "5 mg … that dose of 5 mg".
    known = (*pairs, *converted) if missing or added else ()
    if missing:
        missing = [q for q in missing if not _said(q, pairs)]
        missing = [q for q in missing if not _restated(q, [a for a, _ in known])]
    if added:
        mine = [b for _, b in known]
        added = [q for q in added if not _said(q, pairs)]
        added = [q for q in added if not (_echoed(q, mine) or _restated(q, mine))]
    # An ordinal or a Roman numeral counts where something else stands in its place.
    weak_left = [q for q in left if q.level == SWAPPED]
    weak_right = [q for q in right if q.level == SWAPPED]
    if weak_left and (weak_right or added) and not missing:
        missing, added = weak_left, added or weak_right
    elif weak_right and missing and not added:
        added = weak_right
    reunited: list[tuple[Quantity, Quantity]] = []
    if missing and added:
        missing, added = _take(missing, added, lambda *_: True, reunited, LOOSE, equal=True)
        if elliptic := [match for match in reunited if _elliptic(*match, source, target)]:
            pairs += elliptic
            reunited = [match for match in reunited if match not in elliptic]
    return Alignment(
        tuple(pairs),
        tuple(converted),
        tuple(reunited),
        tuple(misread),
        tuple(missing),
        tuple(added),
    )


def _late(quantity: Quantity, others: set[Decimal]) -> bool:
    """Is it an hour that the other text has as a clock of 24 hours has it?"""
    return (
        bool(quantity.others)
        and quantity.value < _NOON
        and quantity.value not in quantity.others
        and not others.isdisjoint(quantity.others)
    )


_NOON = 12


def _elliptic(
    a: Quantity, b: Quantity, source: Sequence[Quantity], target: Sequence[Quantity]
) -> bool:
    """“600 micrograms, compared with 400 micrograms” as “600 microgrammi, contro i 400”: no percent sign goes so."""
    full, bare, others = (a, b, target) if a.unit else (b, a, source)
    if bare.unit or bare.per or (bare is b and full.unit == "%"):
        return False
    return any(q.unit == full.unit for q in others)


def _one_to_one(
    left: Sequence[Quantity], right: Sequence[Quantity]
) -> tuple[tuple[Quantity, Quantity], ...]:
    """The pairs of two texts that have the same quantities, each once: most texts."""
    if len(left) != len(right):
        return ()
    pairs = tuple(zip(left, right, strict=True))
    for a, b in pairs:
        if a.value != b.value or a.unit != b.unit or a.per != b.per or a.form is not b.form:
            if len(pairs) == 1:
                return ()
            break
    else:
        if len(pairs) == 1 or len({q.value for q in left}) == len(left):
            return pairs  # in the same order, too
    if {q.value for q in left} != {q.value for q in right}:
        return ()
    ours = {(q.value, q.unit, q.per, q.form): q for q in left}
    theirs = {(q.value, q.unit, q.per, q.form): q for q in right}
    if ours.keys() != theirs.keys() or len(ours) < len(left):
        return ()
    return tuple((q, theirs[key]) for key, q in ours.items())


def _take(
    left: Sequence[Quantity],
    right: Sequence[Quantity],
    agree: Callable[[Quantity, Quantity], bool],
    pairs: list[tuple[Quantity, Quantity]],
    level: int,
    *,
    equal: bool = False,
) -> tuple[list[Quantity], list[Quantity]]:
    """Pair greedily, in order, where at least one side counts for `level`; `equal`: only those of the same value."""
    rest: list[Quantity] = []
    pool = list(right)
    for quantity in left:
        value, least = quantity.value, level - quantity.level
        fit = [
            index
            for index, other in enumerate(pool)
            if (not equal or other.value == value)
            and other.level >= least
            and (level != SWAPPED or _together(quantity, other) >= level)
            and agree(quantity, other)
        ]
        if not fit:
            rest.append(quantity)
            continue
        if len(fit) > 1:
            # Where a value comes several times, the one that stands about as far into the text is meant.
            there = quantity.start * (max(q.end for q in right) / max(q.end for q in left))
            fit.sort(key=lambda index: (abs(there - pool[index].start), index))
        pairs.append((quantity, pool.pop(fit[0])))
    return rest, pool


def _ordinals(a: Quantity, b: Quantity) -> bool:
    return a.text == b.text == "ordinal" and a.unit == b.unit and a.per == b.per


def _one(quantity: Quantity) -> Quantity:
    if quantity.value != 1 or quantity.unit or quantity.form is not NUMBER:
        return quantity
    return quantity._replace(level=SWAPPED) if quantity.level == REQUIRED else quantity


def _together(a: Quantity, b: Quantity) -> int:
    """How much a pair of them counts: as much as its levels, but for words that are no number of the other's kind."""
    together = a.level + b.level
    if together == SWAPPED and "roman" in (a.text, b.text):
        return LOOSE  # “both” is no II
    if together == SWAPPED and "ordinal" in (a.text, b.text) and (a.unit or b.unit):
        return LOOSE  # nor is a third a trimester
    return together


def _split(these: Sequence[Quantity], those: Sequence[Quantity]) -> list[Quantity]:
    """`2 500 mg`: one number, unless the other side has the two of them."""
    values = {q.value for q in those}
    named = {q.value for q in those if q.level != REQUIRED}
    result: list[Quantity] = []
    for quantity in these:
        whole = quantity.text == "fraction" and quantity.parts[-1] in named  # “three quarters”
        apart = quantity.parts and quantity.value not in values and not whole
        if apart and set(quantity.parts) <= values:
            first = quantity._replace(value=quantity.parts[0], unit="", per=(), parts=())
            middle = [first._replace(value=part) for part in quantity.parts[1:-1]]
            last = quantity._replace(value=quantity.parts[-1], parts=())
            result += [first, *middle, last]
        else:
            result.append(quantity)
    return result


def _unit_fits(a: Quantity, b: Quantity) -> bool:
    if a.form is not b.form and CLOCK not in (a.form, b.form):
        return True  # a day of a date against a plain number
    if a.unit == b.unit:
        return _per_fits(a.per, b.per)
    if CLOCK in (a.form, b.form):
        return {a.unit, b.unit} <= {"", "hour", "minute"}
    known = measures()
    if (a.lent and not (b.unit or b.per)) or (b.lent and not (a.unit or a.per)):
        return True
    if (
        a.level != b.level
        and (a.unit or b.unit) in _PORTIONED
        and not _PARTS.isdisjoint((a.text, b.text))
    ):
        return False  # “a quarter of a tablet” is no four tablets, a third of it no three
    if (a.level == LOOSE and not a.unit) or (b.level == LOOSE and not b.unit):
        # "double", "half": their units are not read; "a" and "un" are no 1 mg, nor is "either" “twice a day”.
        unit = known.get(a.unit or b.unit)
        if unit is not None and unit.name == "time" and (a.per or b.per):
            return False
        return a.value != 1 or b.value != 1 or unit is None or unit.soft
    if not a.unit or not b.unit:
        if a.per and b.per and not _per_fits(a.per, b.per):
            return False  # “three a week” as “three a day”
        if (b.unit == "U" and not b.per) or (not a.per and (b.unit, b.per) in _EXPLAINED):
            return True  # “packs of 28” as “envases de 28 unidades”, “an index of 30” as “30 kg/m²”
        if b.unit == "°C" and (a.value == 0 or _COLDEST <= a.value <= _HOTTEST) and not a.per:
            return True  # “below zero”, “a temperature of 39.4”
        unit = known[a.unit or b.unit]
        return unit.soft or (
            unit.name in ("hour", "minute", "second", "U", "°") and a.level + b.level < 2 * REQUIRED
        )
    both = {a.unit, b.unit}
    if both == _DAYS and a.per == b.per and a.per and a.per[0] in ("week", "month"):
        return True  # “five days a week”: five times
    if "time" in both and both <= _COUNTED:
        return True  # “twice a day”: two doses, two puffs
    return both in _SAME


_SAME = tuple(map(frozenset, (
    ("IU", "U"), ("°", "°C"), ("°", "°F"), ("dose", "time"), ("fold", "time"), ("part", "time"),
    ("cal", "kcal"), ("application", "dose"), ("dose", "injection"), ("dose", "infusion"),
    ("dose", "puff"), ("puff", "spray"), ("dose", "spray"), ("application", "spray"),
    ("application", "puff"), ("injection", "syringe"), ("breaths", "rpm"), ("ampoule", "vial"),
    ("breaths", "cycle"), ("breaths", "time"), ("U", "part"),
)))  # fmt: skip
"""Units that say the same where the number does."""
_DAYS = {"day", "time"}
_EXPLAINED = {
    ("mmHg", ()), ("kg", ("m²",)), ("mg", ("dL",)), ("g", ("dL",)), ("mmol", ("L",)),
}  # fmt: skip
"""Units that a translator adds where English leaves them to the reader: of blood pressure, body mass, sugar in the blood."""
_COLDEST, _HOTTEST = 34, 43
"""What a body may be as warm as."""


def _per_fits(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """The same denominators; those of time may be said otherwise ("daily"), but not differ."""
    if a == b:
        return True
    if [u for u in a if u not in _TIMES] != [u for u in b if u not in _TIMES]:
        return False
    first, second = [u for u in a if u in _TIMES], [u for u in b if u in _TIMES]
    return not first or not second or first == second


_TIMES = frozenset(("second", "minute", "hour", "day", "week", "month", "year", "dose"))


def _reads_as(a: Quantity, b: Quantity) -> bool:
    if (a.readings and (b.value, b.unit) in a.readings) or (a.value, a.unit) in b.readings:
        return True
    if a.unit != b.unit and ((a.unit and b.unit) or a.per or b.per):
        return False  # “every second week” is no “every second day”, “either” no “twice a day”
    return b.value in a.others or a.value in b.others or bool(set(a.others) & set(b.others))


def _misread(a: Quantity, b: Quantity) -> bool:
    """Does the target mean the source's number, but write it so that it is another one?"""
    return b.misread is not None and b.misread == a.value and (a.unit == b.unit or not b.unit)


def _echoed(q: Quantity, others: Sequence[Quantity]) -> bool:
    """24 heures sur 24, 24 ore su 24."""
    return any(
        p.value == q.value
        and 0 < max(q.start - p.end, p.start - q.end) <= _ECHO
        and (p.unit or q.unit)
        and "" in (q.unit, p.unit)
        for p in others
    ) or any(
        p.value == q.value and 0 < q.start - p.end <= _ECHO and p.unit == q.unit != ""
        for p in others
    )


def _restated(q: Quantity, others: Sequence[Quantity]) -> bool:
    """“Forty-six (46)” says one thing."""
    return any(
        p.value == q.value
        and p.digits is not q.digits
        and (p.unit == q.unit or "" in (p.unit, q.unit))
        and 0 < max(q.start - p.end, p.start - q.end) <= _BRACKET
        for p in others
    )


_BRACKET = 2


def _said(q: Quantity, pairs: Sequence[tuple[Quantity, Quantity]]) -> bool:
    year = not q.unit and _EARLIEST <= q.value <= _LATEST
    if q.digits and not year:
        return False
    return any(q.value == p.value and q.unit == p.unit for pair in pairs for p in pair)


_EARLIEST, _LATEST = 1900, 2100
"""Years may be said again: “between 1 January and 31 March 2025” as “dall'1.1.2025 al 31.3.2025”."""
