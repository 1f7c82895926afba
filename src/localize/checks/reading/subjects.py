"""Who does what a verb of a target says, and to whom it is done: told by the order of words, by prepositions, and by German cases."""

from __future__ import annotations

from collections.abc import Sequence

from localize.checks.reading.persons import SIGN, YOU, Person
from localize.checks.reading.reading import Reading
from localize.regex import regex

Doers = tuple[Person | None, Person | None, bool]
"""Who does it, and to whom it is done, None where it cannot be told; and is it in the passive?"""
_UNTOLD: Doers = (None, None, False)
_BEFORE = 9
"""Words from whom a sentence is about to its verb."""
_LEADING = 3
"""Words before whom a clause is about."""
_BEHIND, _GIVEN = 3, 8
"""Words from a verb to whom it is done to, and to whom something is given."""
_BE = frozenset(
    ("es", "son", "fue", "fueron", "era", "eran", "ser", "sido", "sea", "sean", "será", "serán", "sería", "serían", "fuera", "est", "sont", "était",
     "étaient", "être", "été", "soit", "soient", "sera", "seront", "serait", "seraient", "è", "sono", "fu", "furono", "essere", "stato", "stata",
     "stati", "state", "sia", "siano", "sarà", "saranno", "viene", "vengono", "venga", "vengano", "verrà", "verranno", "foi", "foram", "é", "são",
     "seja", "sejam", "sendo", "seria", "seriam")
)  # fmt: skip
_PARTICIPLE = regex(r".*(?:[adeéi]+e?s?|[dt][oaie]s?|s[oaie]s?|ch[oa]s?|ts?|tes?)$")
_APART = regex(r",\s(?:(?:y|e|et)\s)?(?:no|non|pas|não|nunca|jamais)\s[^,;.]*,\s")
"""“A, and not B, does it”."""
_REFLEXIVE = frozenset(("se", "s'", "si", "sich"))
_ITSELF = regex(r".*[aei]r(?:se|si)$")
_ADDRESSING = regex(r"(?:.*ez|êtes|faites|dites)$")
"""French verbs of whom is spoken to."""
_TO = frozenset(
    ("a", "al", "à", "au", "aux", "ao", "aos", "às", "alla", "allo", "all'", "ai", "agli", "alle", "para")
)  # fmt: skip
"""Before whom something is given or said to."""
_ARTICLES = frozenset(
    ("el", "la", "los", "las", "lo", "un", "una", "le", "les", "l'", "une", "il", "i", "gli", "un'", "uno", "o", "a", "os", "as", "um", "uma", "du",
     "des", "del", "do", "da", "al", "ao", "au", "aux", "della", "dell'", "dello", "dei", "alla", "su", "sa", "son")
)  # fmt: skip
_SMALL = frozenset(
    ("ne", "n'", "no", "non", "não", "le", "lo", "la", "les", "los", "las", "l'", "lui", "leur", "leurs", "gli", "li", "lhe", "lhes", "me", "te",
     "nos", "vous", "ci", "vi", "en", "y", "já", "ya", "déjà", "già", "également", "también", "também", "anche", "aussi")
)  # fmt: skip
"""What may stand between two verbs and what joins them."""


def doers(reading: Reading, people: Sequence[Person], at: int) -> Doers | None:
    """Who does what the word at a place says, and to whom it is done; None where it is a noun."""
    return (_german if reading.tables.compounds else _romance)(reading, people, at)


def _sign(reading: Reading, index: int) -> bool:
    """Does a sign stand before a word?"""
    places = reading.places
    return SIGN.search(reading.prose.plain, places[index - 1].end, places[index].start) is not None


def caught(reading: Reading, at: int) -> bool:
    """Does a verb say that someone got an illness: “se contagió”?"""
    words = reading.words
    # German *sich* may stand far before its verb: “können sich bei Neugeborenen anstecken”.
    reach = _FAR if reading.tables.compounds else _CLOSE
    itself = not _REFLEXIVE.isdisjoint(words[max(0, at - reach) : at]) or _ITSELF.match(words[at])
    return bool(itself) and _PASSING.match(words[at]) is not None


_CLOSE, _FAR = 2, 8
_PASSING = regex(r"(?:contagi|infe[ct]|contamin|angesteckt|ansteck)")


def _romance(reading: Reading, people: Sequence[Person], at: int) -> Doers | None:
    words, known = reading.words, reading.tables.prepositions
    here = words[max(0, at - 2) : at]
    itself = not _REFLEXIVE.isdisjoint(here) or _ITSELF.match(words[at]) is not None
    if at and (
        (words[at - 1] in _ARTICLES and not any(one.last == at - 2 for one in people))
        or reading.prose.plain[reading.places[at].start - 1] == "-"
    ):
        return None
    passive = not _BE.isdisjoint(words[max(0, at - 3) : at]) and bool(_PARTICIPLE.match(words[at]))
    about = _about(reading, people, at)
    if passive:
        by = [
            one
            for one in people
            if 0 < one.lead - at <= _GIVEN
            and one.governed == "by"
            and not _parted(reading, at, one)
        ]
        return (by[0] if by else None), about, True
    to = None
    for one in people:
        if one.lead <= at or one.lead - at > _GIVEN or _parted(reading, at, one):
            continue
        between = [known.get(word, "") for word in words[at + 1 : one.lead]]
        if "clause" in between or "that" in between or "joint" in between:
            break
        given = one.governed == "to" and not _TO.isdisjoint(words[one.lead - 1 : one.lead + 1])
        direct = (
            not one.governed
            and (
                about
                or reading.tables.language == "fr"
                or at == 0
                or _sign(reading, at)
                or known.get(words[at - 1]) == "joint"
            )
            and reading.tables.language != "es"
            and one.lead - at <= _BEHIND
            and not any(between)
        )
        if (given and not (one.keys == YOU and reading.tables.language == "fr")) or (
            direct and one.keys != YOU and not itself
        ):
            to = one
            break
    if caught(reading, at):
        return about, None, False
    if itself or (about and to and about.same(to)):
        return None, to if itself else None, False  # it may be done by nobody
    return about, to, False


def _parted(reading: Reading, at: int, one: Person) -> bool:
    """Does a sign stand between a verb and whom is named behind it?"""
    places = reading.places
    return SIGN.search(reading.prose.plain, places[at].end, one.start) is not None


def _about(reading: Reading, people: Sequence[Person], at: int) -> Person | None:
    """Whom the clause of a verb is about: the only one who stands before it, governed by nothing."""
    words, known = reading.words, reading.tables.prepositions
    plain, places = reading.prose.plain, reading.places
    start = at
    joined = False
    aside = range(0)
    while start > 0:
        if _sign(reading, start):
            comma = plain.rfind(",", 0, places[start - 1].start)
            if comma < 0 or _APART.fullmatch(plain, comma, places[start].start) is None:
                break
            aside = range(comma, places[start].start)
            while start > 0 and places[start - 1].end > comma:
                start -= 1
        kind = known.get(words[start - 1], "")
        if kind == "joint":
            if not _SMALL.issuperset(words[start:at]):
                joined = True
                break
        elif kind == "that":
            which = next((one for one in people if start - 3 <= one.last <= start - 2), None)
            if (
                which
                and _subject(reading, which)
                and (which.lead == 0 or _sign(reading, which.lead))
                and not any(start <= one.lead < at and _subject(reading, one) for one in people)
            ):
                return which if _plainly(reading, which, at) else None
            break
        elif kind == "clause":
            break
        start -= 1
    near = [
        one
        for one in people
        if start <= one.lead and one.last < at and _subject(reading, one) and one.start not in aside
    ]
    if near and known.get(words[at - 1]) == "joint":
        near = near[:1]  # “the midwife calls the doctor and decides”
    if (
        len(near) != 1
        or (near[0].lead - start > _LEADING and near[0].keys != YOU)
        or at - near[0].last > _BEFORE
    ):
        return None
    if joined and near[0].lead == start:
        return None  # “the doctor and the nurse”
    return near[0] if _plainly(reading, near[0], at) else None


def _plainly(reading: Reading, one: Person, at: int) -> bool:
    """Is the word at a place no other verb that is led by a preposition, “helps the mother to”?"""
    index = at - 1
    while index > one.last and reading.words[index] in _SMALL:
        index -= 1
    kind = reading.tables.prepositions.get(reading.words[index], "")
    return index == one.last or kind in ("", "that", "joint")


def _subject(reading: Reading, one: Person) -> bool:
    """May someone do something?"""
    if one.governed:
        return False
    if one.keys == YOU and reading.tables.language == "fr":
        behind = [
            word for word in reading.words[one.last + 1 : one.last + 3] if word not in ("ne", "n'")
        ]
        return bool(behind) and _ADDRESSING.match(behind[0]) is not None
    return True


_WERDEN = frozenset(("wird", "werden", "wurde", "wurden", "worden", "werde", "würde", "würden"))
_GERMAN_PARTICIPLE = regex(
    r"(?:(?:ab|an|auf|aus|bei|ein|her|hin|mit|nach|um|vor|weg|weiter|zu|zurück)?ge\w+|\w+(?:iert|[^e]t|et))$"
)
_PLURAL = frozenset(
    ("können", "sollen", "müssen", "dürfen", "sollten", "könnten", "müssten", "dürften", "werden", "haben", "sind", "wollen", "würden", "möchten")
)  # fmt: skip
_ONE = frozenset(("das", "der", "ein", "dem", "jeder", "jedes"))


def _german(reading: Reading, people: Sequence[Person], at: int) -> Doers | None:
    words, known = reading.words, reading.tables.prepositions
    if reading.prose.plain[reading.places[at].start].isupper() and at and not _sign(reading, at):
        return None
    start, end = at, at + 1
    while start > 0 and not _sign(reading, start) and known.get(words[start - 1], "") != "joint":
        start -= 1
    while end < len(words) and not _sign(reading, end) and known.get(words[end], "") != "joint":
        end += 1
    joined = start > 0 and not _sign(reading, start)
    near = [one for one in people if start <= one.lead and one.last < end]
    about = _nominative(reading, near, start, end, joined=joined)
    if (not _WERDEN.isdisjoint(words[start:end]) and _GERMAN_PARTICIPLE.match(words[at])) or (
        words[at - 1] == "zu" and not _IS.isdisjoint(words[start:end])
    ):
        by = [one for one in near if one.governed in ("by", "of|by")]
        return (by[0] if by else None), about, True
    if any(_LETS.match(words[index]) for index in range(start, end) if index != at):
        return _UNTOLD
    others = [
        one
        for one in near
        if one is not about and one.keys != YOU and one.governed in ("", "object", "oblique")
    ]
    return about, (others[0] if about and len(others) == 1 else None), False


_IS = frozenset(("ist", "sind"))
_LETS = regex(r"l[aä]ss")


def _nominative(
    reading: Reading, near: Sequence[Person], start: int, end: int, *, joined: bool
) -> Person | None:
    """Whom a German clause is about."""
    sure = [one for one in near if one.governed == "subject"]
    if sure:
        return sure[0] if len(sure) == 1 else None
    words = reading.words
    for one in near:
        if one.keys == YOU and _addressed(words, one.lead, start, end):
            return one
    if joined:
        return None
    for one in near:
        if one.governed or one.keys == YOU:
            continue
        led = one.lead == start or (
            one.lead == start + 1
            and (
                reading.tables.prepositions.get(words[start]) == "clause" or words[start] in _FINITE
            )
        )
        if not led or (words[one.lead] in _ONE and not _PLURAL.isdisjoint(words[start:end])):
            return None
        return one
    return None


_FINITE = _PLURAL | frozenset(
    ("kann", "soll", "muss", "darf", "sollte", "könnte", "müsste", "dürfte", "wird", "hat", "ist", "will", "würde", "möchte")
)  # fmt: skip
_CONJUNCTIONS = frozenset(
    (
        "wenn",
        "dass",
        "ob",
        "falls",
        "bevor",
        "sobald",
        "solange",
        "weil",
        "damit",
        "die",
        "das",
        "sofern",
    )
)  # fmt: skip


def _addressed(words: Sequence[str], at: int, start: int, end: int) -> bool:
    """Is *Sie* who does it: does a verb in the plural go with it?"""
    behind = words[at + 1] if at + 1 < end else ""
    before = words[at - 1] if at > start else ""
    if at == start:
        return behind.endswith(("en", "ern", "eln")) or behind == "sind"
    if before in _PLURAL:
        return True
    return (
        at == start + 1
        and before in _CONJUNCTIONS
        and words[end - 1].endswith(("en", "ern", "eln", "sind"))
    )
