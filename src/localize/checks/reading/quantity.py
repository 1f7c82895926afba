"""The quantities of a text: exact values with the units they carry, from digits and from words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from functools import lru_cache, partial
from typing import NamedTuple, Protocol

from localize.checks.reading.clock import Time, hide, times
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.numerals import Form, Numeral, numerals
from localize.checks.reading.prose import Prose
from localize.checks.reading.tables import Tables, measures, symbol_at, symbols


class _Marked(Protocol):
    """What `dated` needs of a reading."""

    @property
    def prose(self) -> Prose: ...

    @property
    def marks(self) -> dict[str, list[Mark]]: ...


REQUIRED, SWAPPED, LOOSE = 2, 1, 0
"""How much a quantity counts: must be found again; counts where something else stands in its
place (ordinals, Roman numerals); may be matched, need not (`one`, `both`, `half`)."""


class Quantity(NamedTuple):
    """A value of a text, `plain[start:end]` with its unit."""

    value: Decimal
    start: int
    end: int
    unit: str = ""
    per: tuple[str, ...] = ()
    level: int = REQUIRED
    form: Form = Form.NUMBER
    text: str = ""
    digits: bool = True
    foreign: bool = False
    others: tuple[Decimal, ...] = ()
    """Other readings that are as right."""
    readings: tuple[tuple[Decimal, str], ...] = ()
    """Other values with their units that are as right: a fortnight is 14 days."""
    misread: Decimal | None = None
    """What it would be with the source's separators."""
    parts: tuple[Decimal, ...] = ()
    stop: int = 0
    """Where the digits end, before the unit."""
    lent: bool = False
    """Is the unit that of the number after it: 5 of “5 or 10 mg”?"""

    @property
    def shown(self) -> str:
        """Value and unit for a message."""
        value = f"{self.value.normalize():f}" if self.form is not Form.PHONE else self.text
        unit = "/".join((self.unit, *self.per)) if self.unit else ""
        return f"{value} {unit}".strip()


_quantity: Callable[[tuple[object, ...]], Quantity] = partial(tuple.__new__, Quantity)


def _with(
    quantity: Quantity, unit: str, per: tuple[str, ...] = (), end: int | None = None
) -> Quantity:
    """A quantity with its unit: what `_replace` does, at a third of the price."""
    value, start, stop, _, _, *rest = quantity
    return _quantity((value, start, stop if end is None else end, unit, per, *rest))


_LINK = re.compile(
    r"\s*(?:[-–—~,;/&]|(?:,\s*)?\b(?:to|and|or|a|o|y|u|e|ou|et|à|bis|und|oder|hasta|até|al|through|al|i|by|x|×|vs|em|para|auf|then|versus|gegenüber|contra|contre|puis|luego|poi|dann)\b|×)\s*",
    re.IGNORECASE,
)
_GAP = re.compile(r"[ \-]{0,3}")
_JOINT = re.compile(
    r"\s?/\s?|\s(?:per|por|par|pro|je|a|al|à|por cada|of|de|di)\s(?:cada\s|the\s|)", re.IGNORECASE
)
_ROMAN = re.compile(r"(?<![\w.])(?:X{0,3}(?:IX|IV|V?I{0,3}))(?![\w'])")
_decimal = lru_cache(maxsize=1024)(Decimal)
"""The value that a table gives as text."""
_PARTED = re.compile(r"[^\s\-\w]|\d")
"""Number words with one of these between them do not belong together."""
_WORD_FAMILIES = ("number", "scale", "loose", "ordinal")
_DENOMINATORS = {"kg", "g", "m²", "L", "dL", "mL", "µL", "nL", "mm³", "cm²", "m³", "mg", "lb"}
_TIME_DENOMINATORS = {"dose", "second", "minute", "hour", "day", "week", "month", "year"}
_DIGIT = re.compile("[0-9½¼¾⅓⅔⅛⅕]")
"""Of a plain text, which has no digits of other scripts: a set of characters is quickly looked for."""
_OF_UNIT = re.compile(r"\s(?:(?:de|di|of)\s|d')")
_STROKE = re.compile(r"\s?/\s?")
_ABBREVIATED = 3
"""Letters of a scale that is cut short: Mio., Tsd."""
_SPREAD = re.compile(
    r"(?:\s[^\W\d_]+){0,3}?\s(?:per|par|por|pro|je|al)\s|(?:\s[^\W\d_]+){1,2}\s?/\s?", re.IGNORECASE
)
_OF_IT = re.compile(
    r"\s(?:de|d'|of|di)\s?[^\W\d_]+\s(?:par|per|pro|por|al|a|every|each)\s", re.IGNORECASE
)
_FRACTION = re.compile(r"(?<![\d/.,])(\d{1,2})/(\d{1,2})(?![\d/])")


def quantities(
    prose: Prose, tables: Tables, words: Sequence[str], marks: dict[str, list[Mark]]
) -> tuple[Quantity, ...]:
    """The quantities of a text, in order."""
    plain = prose.plain
    found: list[Quantity] = []
    if _DIGIT.search(plain):
        for numeral in numerals(
            plain, prose.text, tables.decimal, tables.groups, tables.date_order
        ):
            if numeral.form is Form.NUMBER and numeral[5:] == _NO_MORE:
                start, end = numeral.start, numeral.end
                found.append(Quantity(numeral.values[0], start, end, stop=end))
            else:
                found += _from_numeral(numeral, plain, tables)
        if "/" in plain:
            found = _simple_fractions(found, plain)
    if not marks.keys().isdisjoint(_WORD_FAMILIES):
        found += _from_words(plain, words, marks, tables)
    if "I" in plain or "V" in plain or "X" in plain:
        found += _romans(plain)
    if not found:
        return ()
    if len(found) > 1 or "scale" in marks or "plus" in marks:
        found.sort(key=lambda q: (q.start, -q.end))
    if "clock" in marks:
        found = _clocks(found, plain, marks, tables)
    if len(found) > 1 or "scale" in marks or "plus" in marks:
        found = _scaled(found, plain, marks)
    units = {mark.start: mark for mark in marks.get("unit", ())}
    found = [_with_unit(q, plain, units, marks) for q in found]
    if "half" in marks:
        found = [_with_half(q, plain, marks["half"]) for q in found]
    if len(found) > 1:
        found = _shared_units(found, plain, {mark.end for mark in units.values()})
    return tuple(found)


_NO_MORE = (False, (), False, None)
"""What a number is, all but its value, where nothing is to be said of it."""


def _from_numeral(numeral: Numeral, plain: str, tables: Tables) -> Iterable[Quantity]:
    start, end = numeral.start, numeral.end
    if numeral.form is Form.CODE:
        yield Quantity(
            Decimal(0), start, end, level=LOOSE, form=Form.CODE, text=numeral.text, stop=end
        )
    elif numeral.form is Form.PHONE:
        yield Quantity(
            Decimal(numeral.text), start, end, form=Form.PHONE, text=numeral.text, stop=end
        )
    elif numeral.form is Form.CLOCK:
        hour, minute = numeral.values
        yield Quantity(
            hour,
            start,
            end,
            form=Form.CLOCK,
            others=(hour + 12,) if hour <= 12 else (hour - 12,),
            stop=end,
        )
        level = REQUIRED if minute else LOOSE
        yield Quantity(minute, start, end, form=Form.CLOCK, level=level, stop=end)
    elif numeral.form is Form.DATE:
        day, month, *years = numeral.values
        yield Quantity(day, start, end, form=Form.DATE, stop=end, text="day")
        yield Quantity(month, start, end, form=Form.DATE, stop=end, text="month")
        for year in years:
            yield Quantity(
                year,
                start,
                end,
                form=Form.DATE,
                stop=end,
                text="year",
                others=() if numeral.text[-4:].isdigit() else (year % 100,),
            )
    else:
        value = numeral.values[0]
        foreign = numeral.foreign and not _is_label(plain, start, tables)
        decade = numeral.other is not None and numeral.text.endswith("s")
        yield Quantity(
            value,
            start,
            end,
            level=SWAPPED if numeral.ordinal else REQUIRED,
            foreign=foreign,
            others=(numeral.other,) if decade and numeral.other is not None else (),
            misread=None if decade else numeral.other,
            parts=numeral.parts,
            text="ordinal" if numeral.ordinal else "",
            stop=end,
        )


def _clocks(
    found: list[Quantity], plain: str, marks: dict[str, list[Mark]], tables: Tables
) -> list[Quantity]:
    """`half past two` is an hour and its minutes, as 2:30 is."""
    numbers = [q for q in found if q.form is Form.NUMBER and not q.unit]
    for time in list(times(numbers, plain, marks["clock"], tables.clock)):
        found = [q for q in found if q.end <= time.start or time.end <= q.start]
        found += _of_day(time)
        hide(marks, time.start, time.end)
    return sorted(found, key=lambda q: (q.start, -q.end))


def _of_day(time: Time) -> Iterable[Quantity]:
    start, end, hour, minute = time
    others = () if hour > 12 else (hour + 12,) if hour else (12, 24)
    whole = Quantity(Decimal(hour), start, end, form=Form.CLOCK, digits=False, stop=end)
    yield whole._replace(others=tuple(map(Decimal, others)))
    yield whole._replace(value=Decimal(minute), level=REQUIRED if minute else LOOSE)


def _is_label(plain: str, start: int, tables: Tables) -> bool:
    """Is this the number of a section, a figure, a version?"""
    before = re.search(r"([^\W\d_]+)[\s.]*$", plain[max(0, start - 20) : start])
    return bool(before and before[1].lower() in tables.labels)


def _simple_fractions(found: list[Quantity], plain: str) -> list[Quantity]:
    """`1/2` is one value, not two."""
    for match in _FRACTION.finditer(plain):
        top, bottom = int(match[1]), int(match[2])
        if not (0 < top < bottom and bottom in (2, 3, 4, 5, 8)):
            continue
        value = Decimal(top) / Decimal(bottom)
        found = [q for q in found if not (match.start() <= q.start < match.end())]
        found.append(
            Quantity(
                round(value, 3).normalize(),
                match.start(),
                match.end(),
                stop=match.end(),
                text="fraction",
                parts=(Decimal(top), Decimal(bottom)),
            )
        )
    return found


def _from_words(
    plain: str, words: Sequence[str], marks: dict[str, list[Mark]], tables: Tables
) -> Iterable[Quantity]:
    loose = list(marks.get("loose", ()))
    parts: list[Mark] = []
    for mark in marks.get("number", ()):
        (parts if _PLAIN.fullmatch(mark.value) else loose).append(mark)
    parts += marks.get("scale", ())
    if len(parts) > 1:
        parts.sort(key=lambda mark: mark.first)
    yield from _sums(plain, parts, words, tables)
    units = {mark.start: mark for mark in marks.get("unit", ())}
    for mark in loose:
        (value, unit), *others = _measured(mark.value)
        if value == _HALF and (portion := _portion(plain, mark, marks, units)):
            yield Quantity(value, mark.start, mark.end, portion, digits=False, stop=mark.end)
            continue
        if not others:
            level = LOOSE if mark.family == "loose" else REQUIRED
            yield Quantity(
                value, mark.start, mark.end, unit, level=level, digits=False, stop=mark.end
            )
            continue
        yield Quantity(
            value,
            mark.start,
            mark.end,
            unit,
            level=LOOSE,
            digits=False,
            stop=mark.end,
            others=tuple(value for value, unit in others if not unit),
            readings=tuple(reading for reading in others if reading[1]),
        )
    for mark in marks.get("ordinal", ()):
        # “Take this one first.” counts nothing.
        adverb = mark.value == "1" and plain[mark.end : mark.end + 1] in _CLAUSE_END
        yield Quantity(
            _decimal(mark.value),
            mark.start,
            mark.end,
            level=LOOSE if adverb else SWAPPED,
            digits=False,
            text="ordinal",
            stop=mark.end,
        )


def _portion(
    plain: str, half: Mark, marks: Mapping[str, Sequence[Mark]], units: Mapping[int, Mark]
) -> str:
    """What is taken by halves: “half a tablet”, “medio comprimido”, “half the dose”; not “two and a half”."""
    if any(plus.start <= half.start < plus.end for plus in marks.get("plus", ())):
        return ""
    gap = _ARTICLES.match(plain, half.end)
    mark = units.get(gap.end()) if gap else None
    return mark.value if mark and mark.value in _PORTIONS else ""


_PLAIN = re.compile(r"[\d.]+")
_CLAUSE_END = ("", ".", ",", ";", ":", "!", "?")
_HALF = Decimal("0.5")
_PORTIONS = {
    "L",
    "g",
    "kg",
    "mg",
    "mL",
    "tablet",
    "dose",
    "teaspoon",
    "tablespoon",
    "cup",
    "glass",
    "sachet",
    "ampoule",
    "vial",
    "patch",
}
_ARTICLES = re.compile(
    r"[\s-](?:(?:an?|the|of|one|de|la|las|el|los|du|des|d'|da|do|der|die|das|del|della|delle|dei)\s?){0,2}",
    re.IGNORECASE,
)


@lru_cache(maxsize=1024)
def _measured(text: str) -> tuple[tuple[Decimal, str], ...]:
    """The values with their units of a word: of `14 day|2 week`, or of `14`."""
    parts = (part.partition(" ") for part in text.split("|"))
    return tuple((Decimal(value), unit) for value, _, unit in parts)


def _sums(
    plain: str, parts: list[Mark], words: Sequence[str], tables: Tables
) -> Iterable[Quantity]:
    """Number words that stand together make one number: `two hundred and five`."""
    run: list[Mark] = []
    for part in parts:
        if run and not _joins(run, part, plain, words, tables):
            yield from _sum(run)
            run = []
        run.append(part)
    yield from _sum(run)


def _joins(run: list[Mark], part: Mark, plain: str, words: Sequence[str], tables: Tables) -> bool:
    last = run[-1]
    between = words[last.last + 1 : part.first]
    if len(between) > 1 or (between and between[0] not in tables.joiners):
        return False
    if _PARTED.search(plain, last.end, part.start):
        return False
    value, before = _decimal(part.value), _decimal(last.value)
    if part.family == "scale":
        return not between and (last.family != "scale" or before < value)
    if last.family == "scale":
        return value < before
    if between and not (before >= 20 and value < 10) and before < 100:
        return False  # "five and six" are two numbers
    return (
        (before >= 20 and value < 10 and before % 10 == 0)
        or (before >= 100 and value < 100)
        or (before in (60, 80) and value < 20)
    )


def _sum(run: list[Mark]) -> Iterable[Quantity]:
    if not run:
        return
    total = current = Decimal(0)
    for part in run:
        value = _decimal(part.value)
        if part.family == "number":
            current += value
        elif value == 100:
            current = max(current, Decimal(1)) * value
        else:
            total, current = total + max(current, Decimal(1)) * value, Decimal(0)
    value = total + current
    level = LOOSE if value == 1 else REQUIRED
    if all(part.family == "scale" for part in run):
        level = LOOSE  # "a million", or part of "5 million"
    yield Quantity(value, run[0].start, run[-1].end, level=level, digits=False, stop=run[-1].end)


_ROMANS = {"I": 1, "V": 5, "X": 10}
_ROMAN_DIGIT = re.compile("[IVX]")


def _romans(plain: str) -> Iterable[Quantity]:
    for digit in _ROMAN_DIGIT.finditer(plain):
        match = _ROMAN.match(plain, digit.start())
        if match is None:
            continue
        text = match.group()
        value = 0
        for letter, following in zip(text, [*text[1:], ""], strict=True):
            size = _ROMANS[letter]
            value += -size if following and _ROMANS[following] > size else size
        sure = len(text) > 1 and text != "IV"
        yield Quantity(
            Decimal(value),
            match.start(),
            match.end(),
            level=SWAPPED if sure else LOOSE,
            digits=False,
            text="roman",
            stop=match.end(),
        )


def _scaled(found: list[Quantity], plain: str, marks: dict[str, list[Mark]]) -> list[Quantity]:
    """`1.5 million`, `2 mil`: digits and the word behind them; `1½` and `3 and a half`."""
    result: list[Quantity] = []
    scales = {mark.start: mark for mark in marks.get("scale", ())}
    halves = {mark.start: mark for mark in marks.get("plus", ())}
    for each in found:
        quantity = each
        if (
            result
            and result[-1].stop > quantity.start
            and quantity.form is Form.NUMBER
            and result[-1].form is Form.NUMBER
        ):
            if quantity.level >= result[-1].level and quantity.end > result[-1].end:
                result[-1] = quantity
            elif quantity.level == LOOSE:
                result.append(quantity)
            continue
        at = quantity.stop
        if plain[at : at + 1] in (" ", "-"):
            at += 1
        if quantity.form is Form.NUMBER and quantity.digits and (scale := scales.get(at)):
            size = Decimal(scale.value)
            end = scale.end
            if plain.startswith(".", end) and end - scale.start <= _ABBREVIATED:
                end += 1  # 1,2 Mio. I.E.
            following = scales.get(end + 1)
            if following:  # mil millones
                size, end = size * Decimal(following.value), following.end
            quantity = quantity._replace(value=quantity.value * size, end=end, stop=end, misread=None if quantity.misread is None else quantity.misread * size
            )  # fmt: skip
            if (
                result
                and result[-1].form is Form.NUMBER
                and _LINK.fullmatch(plain, result[-1].stop, quantity.start)
            ):
                result[-1] = result[-1]._replace(
                    others=(*result[-1].others, result[-1].value * size)
                )
        elif half := halves.get(at):
            quantity = quantity._replace(
                value=quantity.value + Decimal(half.value),
                end=half.end,
                stop=half.end,
                level=REQUIRED,
            )
            if scale := scales.get(half.end + 1):  # one and a half million
                quantity = quantity._replace(
                    value=quantity.value * Decimal(scale.value), end=scale.end, stop=scale.end
                )
        elif (
            (
                (result and quantity.text == "fraction")
                or (quantity.value < 1 and quantity.end - quantity.start == 1)
            )
            and result
            and result[-1].digits
            and quantity.start - result[-1].stop <= 1
            and result[-1].form is Form.NUMBER
        ):
            result[-1] = result[-1]._replace(
                value=result[-1].value + quantity.value,
                end=quantity.end,
                stop=quantity.stop,
            )
            continue
        if (
            result
            and quantity.digits
            and quantity.value < 100
            and 1500 <= result[-1].value < 2200
            and re.fullmatch(r"[-–/]", plain[result[-1].stop : quantity.start])
        ):  # 2019–20
            century = result[-1].value // 100 * 100
            quantity = quantity._replace(others=(*quantity.others, century + quantity.value))
        result.append(quantity)
    return result


def _with_unit(
    quantity: Quantity, plain: str, units: Mapping[int, Mark], marks: dict[str, list[Mark]]
) -> Quantity:
    if quantity.unit == "time":
        return _how_often(quantity, plain, marks)
    if quantity.form is not Form.NUMBER or quantity.text in ("ordinal", "roman") or quantity.unit:
        return quantity
    if quantity.level == LOOSE and not quantity.digits and "plus" not in marks:
        unit, end = _unit_at(plain, quantity.stop + 1, units) if quantity.value == 1 else ("", 0)
        # “each millilitre” is 1 ml; of weeks and tablets it need not be told.
        return _with(quantity, unit, end=end) if unit and not measures()[unit].soft else quantity
    gap = _GAP.match(plain, quantity.stop)
    assert gap is not None
    unit, end = _unit_at(plain, gap.end(), units)
    if not unit and (of := _OF_UNIT.match(plain, quantity.stop)):  # 1,2 millones de UI
        other, after = _unit_at(plain, of.end(), units)
        if other and not measures()[other].soft:
            unit, end = other, after
    if not unit and (stroke := _STROKE.match(plain, quantity.stop)):  # 50 × 10⁹/L
        other, after = _unit_at(plain, stroke.end(), units)
        if other in _DENOMINATORS:
            return quantity._replace(per=(other,), end=after)
    if not unit and (spread := _SPREAD.match(plain, quantity.stop)):
        other, after = _unit_at(plain, spread.end(), units)
        if other in _DENOMINATORS and other not in ("kg", "g", "mg", "lb"):
            return quantity._replace(per=(other,))  # 12 × 10⁶ leucocytes par litre
    if not unit:
        unit, end = _soft_unit_near(quantity, plain, marks)
        return _with(quantity, unit) if unit else quantity
    for half in marks.get("plus", ()):
        if 0 <= half.start - end <= 1:  # un año y medio
            value = quantity.value + Decimal(half.value)
            return quantity._replace(value=value, unit=unit, end=half.end, level=REQUIRED)
    per: list[str] = []
    while joint := _JOINT.match(plain, end):
        # "per 1.73 m²" and "per 100 mL": the number in between is a quantity of its own.
        other, after = _unit_at(plain, joint.end(), units)
        slash = "/" in joint.group()
        if not other or not (other in _DENOMINATORS or other in _TIME_DENOMINATORS):
            break
        if not slash and not re.match(
            r"\s(?:per|por|par|pro|je|a cada)\b", joint.group(), re.IGNORECASE
        ):
            break
        per.append(other)
        end = after
    if unit == "time" and not per:
        return _how_often(quantity._replace(unit=unit, end=end), plain, marks)
    if not per:
        quantity = _how_often(quantity._replace(end=end), plain, marks)
        per += quantity.per
    if of := _OF_IT.match(plain, end):  # 15 mg/kg de paracétamol par jour
        other, _ = _unit_at(plain, of.end(), units)
        if other in _TIME_DENOMINATORS:
            per.append(other)
    return _with(quantity, unit, tuple(per), end)


def _how_often(quantity: Quantity, plain: str, marks: Mapping[str, Sequence[Mark]]) -> Quantity:
    """“Twice a week” is by the week."""
    for mark in marks.get("concept.period", ()):
        if mark.start >= quantity.end:
            if mark.start - quantity.end <= _OFTEN and _EACH.fullmatch(
                plain, quantity.end, mark.start
            ):
                return quantity._replace(per=(mark.value.rstrip("?"),))
            break
    return quantity


_OFTEN = 12
_EACH = re.compile(
    r"\s(?:(?:an?|per|each|every|in an?|al|a la|por|par|à la|au|cada|le|pro|am|je|in der|im|jeden|jede|die|alla|ao|à|na|no|em cada|in un|in una|a)\s)?",
    re.IGNORECASE,
)


def _with_half(quantity: Quantity, plain: str, halves: Sequence[Mark]) -> Quantity:
    """`11 pm` is 23 h."""
    if quantity.form is not Form.NUMBER or quantity.unit not in ("", "hour") or quantity.value > 12:
        return quantity
    half = next((h for h in halves if 0 <= h.start - quantity.end <= _HALF_GAP), None)
    if half is None or not _HALF_DAY.fullmatch(plain, quantity.end, half.start):
        return quantity
    value = quantity.value % 12 + (12 if half.value == "pm" else 0)
    return quantity._replace(others=(*quantity.others, value, value or Decimal(24)))


_HALF_DAY = re.compile(r"[\s.hH-]*|\so'clock(?:,?\s)")
_HALF_GAP = 10


def _unit_at(plain: str, at: int, units: Mapping[int, Mark]) -> tuple[str, int]:
    """The unit that begins at a place, and where it ends. `units`: unit words by where they begin."""
    if mark := units.get(at):
        return mark.value, mark.end
    if found := symbol_at(plain, at):
        text = found.group()
        name = symbols().get(text) or (symbols().get(text.lower()) if len(text) > 1 else None)
        if name and not (
            len(text) == 1 and text.isalpha() and plain[found.end() : found.end() + 1] in ("'", "-")
        ):
            return name, found.end()
    return "", at


def _soft_unit_near(
    quantity: Quantity, plain: str, marks: dict[str, list[Mark]]
) -> tuple[str, int]:
    """`5 consecutive days`: a soft unit up to two words further on."""
    units = marks.get("unit")
    if not units:
        return "", 0
    index = bisect_left(units, quantity.stop, key=lambda mark: mark.start)
    if index == len(units) or not measures()[units[index].value].soft:
        return "", 0
    gap = plain[quantity.stop : units[index].start]
    if len(gap) > 24 or not _BETWEEN.fullmatch(gap):
        return "", 0
    if any(
        quantity.stop <= mark.start < units[index].start
        for family in ("month", "number")
        for mark in marks.get(family, ())
    ):
        return "", 0  # “7 maggio alle ore 8”, “65 are three times”
    return units[index].value, units[index].end


_BETWEEN = re.compile(
    r"[\s-](?!(?:an?|per|each|every|for|with|in|among|and|or|to|para|por|con|en|pour|chez|avec|für|bei|mit|com|em)\b)[^\W\d_]+(?:[\s-][^\W\d_]+)?[\s-]",
    re.IGNORECASE,
)
"""“5 consecutive days”, but not “twice a week” nor “from age 50 for people”."""


def _shared_units(found: list[Quantity], plain: str, counted: AbstractSet[int]) -> list[Quantity]:
    """`5 to 10 mg`, `5, 10 and 20 mg`: the last one's unit is everyone's. `counted`: where unit words end."""
    for index in range(len(found) - 2, -1, -1):
        this, following = found[index], found[index + 1]
        if (
            this.value == _HALF
            and this.level == LOOSE
            and following.unit in _TIME_DENOMINATORS
            and _LINK.fullmatch(plain, this.end, following.start)
        ):
            found[index] = this._replace(unit=following.unit, lent=True)  # ein halbes bis ein Jahr
        if (
            not this.unit
            and not this.per
            and (following.unit or following.per)
            and this.form is Form.NUMBER is following.form
            and this.level == REQUIRED
            and this.text != "fraction"
            and _LINK.fullmatch(plain, this.end, following.start)
            and not (this.start - 1 in counted and plain[this.end] == ",")  # “week 4, 52 %”
        ):
            found[index] = this._replace(unit=following.unit, per=following.per, lent=True)
            if this.value == following.value and plain[this.end : following.start].strip() == "em":
                found[index] = found[index]._replace(level=LOOSE)  # de 8 em 8 horas
    return found


def dated(quantity: Quantity, reading: _Marked) -> bool:
    """Is this the day or the year of a date?"""
    plain = reading.prose.plain
    if not quantity.unit and 1500 <= quantity.value < 2200 and quantity.digits:
        return True
    months = reading.marks.get("month")
    return months is not None and any(
        -1 <= mark.start - quantity.stop <= 9 or 0 <= quantity.start - mark.end <= 2
        for mark in months
        if "," not in plain[quantity.stop : mark.start]
    )
