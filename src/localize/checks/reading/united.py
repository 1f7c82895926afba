"""The units of quantities: behind the number, further on, by the day, lent by the next one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from localize.checks.reading.lexicon import Mark
from localize.checks.reading.numerals import NUMBER
from localize.checks.reading.quantity import LOOSE, REQUIRED, Quantity, quantity_of
from localize.checks.reading.tables import measures, symbol_at, symbols
from localize.regex import regex

LINK = regex(
    r"\s*(?:-{2,3}|\+/?-|[-–—~,;/&±]|(?:,\s*)?\b(?:[ye]t? un|(?:y|ed?|et|und) (?:el|los|las|il?|gli|les?|os?|as|die|den|der)|to|and|or|a los|a|o|y|u|e|ou|et|à|bis zu|bis|und|oder|hasta los|hasta|até aos?|até os?|até|al|through|ai|agli|aos|i|by|x|×|vs|em|para|auf|then|versus|gegenüber|contra|contre|puis|luego|poi|dann)\b|×)\s*",
    re.IGNORECASE,
)


def _with(
    quantity: Quantity, unit: str, per: tuple[str, ...] = (), end: int | None = None
) -> Quantity:
    """A quantity with its unit: what `_replace` does, at a third of the price."""
    middle = (quantity.end if end is None else end, unit, per)
    return quantity_of(quantity[:2] + middle + quantity[5:])


_GAP = regex(r" {0,3}(?:-(?! ))?")
_JOINT = regex(
    r"\s?/\s?|\s(?:per|por|par|pro|je|a|al|à|por cada|of|de|di)\s(?:cada\s|the\s|)", re.IGNORECASE
)
_BEGIN = frozenset("/pPjJaAàÀoOdD")
"""What the second character is of what `_JOINT` and `_OF_IT` match, or the first."""
_DENOMINATORS = {"kg", "g", "m²", "L", "dL", "mL", "µL", "nL", "mm³", "cm²", "m³", "mg", "lb"}
TIME_DENOMINATORS = {"dose", "second", "minute", "hour", "day", "week", "month", "year"}
_OF_UNIT = regex(r"\s(?:(?:de|di|of)\s|d')")
_STROKE = regex(r"\s?/\s?")
_SPREAD = regex(
    r"(?:\s[^\W\d_]+){0,3}?\s(?:per|par|por|pro|je|al)\s|(?:\s[^\W\d_]+){1,2}\s?/\s?", re.IGNORECASE
)
_OF_IT = regex(
    r"\s(?:de|d'|of|di)\s?[^\W\d_]+(?:\s[^\W\d_]+)?\s(?:par|per|pro|por|al|a|every|each)\s",
    re.IGNORECASE,
)


def with_unit(
    quantity: Quantity, plain: str, units: Mapping[int, Mark], marks: dict[str, list[Mark]]
) -> Quantity:
    """A quantity with the unit that stands behind it, or a little further on."""
    if quantity.unit == "time":
        if _LATIN.fullmatch(plain, quantity.start, quantity.stop):
            return quantity._replace(per=("day",))
        return _how_often(quantity, plain, marks)
    if quantity.form is not NUMBER:
        return quantity
    if quantity.unit:  # half a gram
        per, end = _denominators(plain, quantity.end, units)
        return quantity._replace(per=tuple(per), end=end) if per else quantity
    if quantity.text in ("ordinal", "roman"):
        return quantity
    if quantity.level == LOOSE and not quantity.digits and "plus" not in marks:
        unit, end = unit_at(plain, quantity.stop + 1, units) if quantity.value == 1 else ("", 0)
        # “each millilitre” is 1 ml; of weeks and tablets it need not be told.
        counts = unit and (not measures()[unit].soft or unit in ("part", "°"))
        return _with(quantity, unit, end=end) if counts else quantity
    stop = quantity.stop
    following = plain[stop : stop + 1]
    if following == " " and plain[stop + 1 : stop + 2].isalnum():
        at = stop + 1  # as nearly always
    else:
        bracketed = following == ")" and plain[quantity.start - 1] == "("
        gap = _GAP.match(plain, stop + bracketed)  # “twenty (20) mg”
        assert gap is not None
        at = gap.end()
    unit, end = unit_at(plain, at, units)
    if not unit and following.isspace() and (of := _OF_UNIT.match(plain, stop)):
        other, after = unit_at(plain, of.end(), units)  # 1,2 millones de UI
        if other and not measures()[other].soft:
            unit, end = other, after
    if not unit:
        return _without(quantity, plain, units, marks)
    for half in marks.get("plus", ()):
        if 0 <= half.start - end <= 1:  # un año y medio
            value = quantity.value + Decimal(half.value)
            return quantity._replace(value=value, unit=unit, end=half.end, level=REQUIRED)
    per = []
    joined = plain.startswith("/", end) or plain[end + 1 : end + 2] in _BEGIN
    if joined:
        per, end = _denominators(plain, end, units)
    if unit == "time" and not per:
        return _how_often(_with(quantity, unit, quantity.per, end), plain, marks)
    if not per and "concept.period" in marks:
        per += _pace(end, plain, marks) or quantity.per
    if joined and (of := _OF_IT.match(plain, end)):  # 15 mg/kg de paracétamol par jour
        other, _ = unit_at(plain, of.end(), units)
        if other in TIME_DENOMINATORS:
            per.append(other)
    return _with(quantity, unit, tuple(per), end)


def _without(
    quantity: Quantity, plain: str, units: Mapping[int, Mark], marks: dict[str, list[Mark]]
) -> Quantity:
    """A quantity that no unit stands behind: what it is by, and a unit that stands elsewhere."""
    stop = quantity.stop
    spaced = plain[stop : stop + 1].isspace()
    if (spaced or plain.startswith("/", stop)) and (stroke := _STROKE.match(plain, stop)):
        other, after = unit_at(plain, stroke.end(), units)  # 50 × 10⁹/L
        if other in _DENOMINATORS:
            return quantity._replace(per=(other,), end=after)
    if spaced and (spread := _SPREAD.match(plain, stop)):
        other, after = unit_at(plain, spread.end(), units)
        if other in _DENOMINATORS and other not in ("kg", "g", "mg", "lb"):
            return quantity._replace(per=(other,))  # 12 × 10⁶ leucocytes par litre
    if plain[stop - 2 : stop - 1] == "°":
        return _with(quantity, "°")  # 38°5
    if plain.startswith("-", stop) and (paced := _PACED.match(plain, stop)):
        if quantity.value == _FORTNIGHT and not paced[1]:
            quantity = quantity._replace(readings=((Decimal(2), "week"),))
        return _with(quantity, paced[1] or "day", end=paced.end())
    unit, _ = _soft_unit_near(quantity, plain, marks)
    return _with(quantity, unit) if unit else _how_often(quantity, plain, marks)


def _denominators(plain: str, end: int, units: Mapping[int, Mark]) -> tuple[list[str], int]:
    """What a quantity is by, and where that ends: “/kg/h”."""
    per: list[str] = []
    while joint := _JOINT.match(plain, end):
        # "per 1.73 m²" and "per 100 mL": the number in between is a quantity of its own.
        other, after = unit_at(plain, joint.end(), units)
        if not other or not (other in _DENOMINATORS or other in TIME_DENOMINATORS):
            break
        if "/" not in joint.group() and not _PER.match(joint.group()):
            break
        per.append(other)
        end = after
    if per and (more := _AND_BY.match(plain, end)):  # pro kg Körpergewicht und Stunde
        other, after = unit_at(plain, more.end(), units)
        if other in TIME_DENOMINATORS:
            return [*per, other], after
    return per, end


_AND_BY = regex(
    r"(?:\s(?:of )?(?:body ?weight|Körpergewicht|de peso(?: corporal| corpóreo)?|de poids(?: corporel)?|di peso(?: corporeo)?))?"
    r"\s(?:and|und|y|e|et)\s(?:(?:per|par|por|pro|je)\s)?",
    re.IGNORECASE,
)


_PER = regex(r"\s(?:per|por|par|pro|je|a cada)\b", re.IGNORECASE)


def _how_often(quantity: Quantity, plain: str, marks: Mapping[str, Sequence[Mark]]) -> Quantity:
    """“Twice a week” is by the week."""
    if "concept.period" in marks and (per := _pace(quantity.end, plain, marks)):
        return quantity._replace(per=per)
    return quantity


def _pace(end: int, plain: str, marks: Mapping[str, Sequence[Mark]]) -> tuple[str, ...]:
    """What something is by that ends at a place."""
    for mark in marks["concept.period"]:
        if mark.start >= end:
            if mark.start - end <= _OFTEN and _EACH.fullmatch(plain, end, mark.start):
                if any(
                    m.start <= mark.start < m.end and not m.value.startswith("1 ")
                    for m in marks.get("loose", ())
                ):
                    break  # “once a fortnight” is not once a week
                return (mark.value.rstrip("?"),)
            break
    return ()


_OFTEN = 12
_EACH = regex(
    r"\s(?:(?:an?|per|each|every|in an?|al|a la|por|par|à la|au|cada|le|pro|am|je|in der|im|jeden|jede|die|alla|ao|à|na|no|em cada|in un|in una|em uma?|num|numa|en una?|en une?|in eine[mr]|dans une?|a)\s|(?:al)?l')?",
    re.IGNORECASE,
)


def with_half(quantity: Quantity, plain: str, halves: Sequence[Mark]) -> Quantity:
    """`11 pm` is 23 h."""
    if quantity.form is not NUMBER or quantity.unit not in ("", "hour") or quantity.value > 12:
        return quantity
    half = next(
        (
            half
            for half in halves
            for end in (quantity.end, quantity.stop)  # “11 Uhr nachts”: “Uhr” belongs to both
            if 0 <= half.start - end <= _HALF_GAP and _HALF_DAY.fullmatch(plain, end, half.start)
        ),
        None,
    )
    if half is None:
        return quantity
    value = quantity.value % 12 + (12 if half_of(half, quantity.value) == "pm" else 0)
    return quantity._replace(others=(*quantity.others, value, value or Decimal(24)))


def half_of(mark: Mark, hour: Decimal) -> str:
    """Is it before noon or after: “two at night”, “eleven at night”, “22h da noite”?"""
    if mark.value != "night":
        return mark.value
    return "pm" if hour % _DAY >= _DAWN and hour != _NOON else "am"


_DAWN, _NOON, _DAY = 6, 12, 24
_HALF_DAY = regex(r"[\s.hH-]*|\so'clock(?:,?\s)")
_HALF_GAP = 10


def shared_halves(found: list[Quantity], plain: str) -> list[Quantity]:
    """“From 4 to 8 p.m.”: both are after noon."""
    for index in range(len(found) - 2, -1, -1):
        this, following = found[index], found[index + 1]
        if (
            following.others
            and following.form is this.form is NUMBER
            and following.unit in ("", "hour")
            and not (this.unit or this.others)
            and this.digits
            and 0 < this.value <= _NOON
            and LINK.fullmatch(plain, this.end, following.start)
        ):
            found[index] = this._replace(others=(this.value, this.value + _NOON))
    return found


def unit_at(plain: str, at: int, units: Mapping[int, Mark]) -> tuple[str, int]:
    """The unit that begins at a place, and where it ends. `units`: unit words by where they begin."""
    if mark := units.get(at):
        # “18 I.E. pro kg”: the last dot is the unit's.
        dotted = mark.value == "IU" and plain[mark.end - 2] == "." == plain[mark.end : mark.end + 1]
        return mark.value, mark.end + dotted
    if found := symbol_at(plain, at):
        text = found.group()
        if text == "%":
            return "%", at + (3 if plain.startswith("%ig", at) else 1)  # 2,5%ige
        name = symbols().get(text)
        if name is None and len(text) > 1 and text not in _ABBREVIATIONS:
            name = symbols().get(text.lower())
        if name and not (
            len(text) == 1 and text.isalpha() and plain[found.end() : found.end() + 1] in ("'", "-")
        ):
            return name, found.end()
    return "", at


_PACED = regex(r"-(?:(hour|week|month|year)ly|täglich\w*)\b")
"""“3-weekly cycles”, “14-täglich”; of “three weekly doses” there are three."""
_FORTNIGHT = 14
_LATIN = regex(r"[btq]\.?\s?[id]\.?\s?[ds]?\.?", re.IGNORECASE)
"""b.i.d., TID, qds: by the day."""
_ABBREVIATIONS = frozenset(("DM", "MS", "PG", "NG", "ATM", "KB", "MO"))
"""What capital letters say otherwise: “40 MS patients” have multiple sclerosis."""


def _soft_unit_near(
    quantity: Quantity, plain: str, marks: dict[str, list[Mark]]
) -> tuple[str, int]:
    """`5 consecutive days`: a soft unit up to two words further on."""
    units = marks.get("unit")
    if not units:
        return "", 0
    index = bisect_left(units, quantity.stop, key=lambda mark: mark.start)
    if index == len(units) or units[index].value in ("part", "°"):
        return "", 0  # “18 took part”, “70 have some degree of”
    gap = plain[quantity.stop : units[index].start]
    if not measures()[units[index].value].soft and not _MORE.fullmatch(gap):
        return "", 0
    if len(gap) > 24 or not _BETWEEN.fullmatch(gap):
        return "", 0
    if units[index].value == "day" and _OF_THE.fullmatch(gap):
        return "", 0  # “alle ore 9 del giorno successivo”
    if any(
        quantity.stop <= mark.start < units[index].start
        for family in ("month", "number", "half")
        for mark in marks.get(family, ())
    ):
        return "", 0  # “7 maggio alle ore 8”, “65 are three times”, “the 10 pm tablet”
    return units[index].value, units[index].end


_OF_THE = regex(r"\s(?:del|do|du|des|of the)\s", re.IGNORECASE)
_MORE = regex(
    r"\s(?:extra|additional|more|further|full|whole|zusätzliche[nr]?|weitere[nr]?|ganze[nr]?|volle[nr]?|mehr|más|mais|di più|de plus|bons|bonnes|pleins|buenos)\s",
    re.IGNORECASE,
)
"""“85,000 extra kilocalories”."""
_BETWEEN = regex(
    r"[\s-](?!(?:an?|at|from|until|per|each|every|for|with|in|among|and|or|to|the|after|before|within|during|on|by|unless|until|if|when|et|y|und|ou|oder|sauf|salvo|außer|se|si|wenn|para|por|con|en|tras|antes|después|durante|pour|chez|avec|avant|après|pendant|für|bei|mit|nach|vor|während|com|em|após|depois|dopo|prima|par|pro|je|al|alla|à|au|am|ao|cada|ogni|chaque|jeden|jede|many)\b)[^\W\d_]+(?:[\s-](?!(?:per|para|por|par|pro|je|al|alla|am|im|à|ao|cada|ogni|a|an|every|each)\b)"
    r"(?:(?<=\b(?:of|de|di)[\s-])|(?<=\bvon[\s-])|(?!(?:the|their|los|las|les|leurs?|die|das|ihre|il|lo|gli|os|as|suas?|seus?)\b))[^\W\d_]+)?[\s-]",
    re.IGNORECASE,
)
"""“5 consecutive days”, but not “twice a week”, “from age 50 for people”, “by 70 many people” nor “30 stopped the tablets”."""


def and_a_half(
    found: Sequence[Quantity], units: Sequence[Mark], halves: Sequence[Mark]
) -> Iterator[Quantity]:
    """“Año y medio”, “heure et demie”: one and a half, though nothing says the one."""
    for half in halves:
        unit = next((mark for mark in units if mark.end == half.start - 1), None)
        if unit and not any(q.start <= unit.start < q.end for q in found if q.unit):
            yield Quantity(
                1 + Decimal(half.value),
                unit.start,
                half.end,
                unit.value,
                digits=False,
                stop=half.end,
            )
