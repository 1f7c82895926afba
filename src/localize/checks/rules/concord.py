"""Words that deny only together with another: “no coma nada”. Behind a verb they cannot stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from localize.checks.base import Pair, Problem
from localize.checks.reading.denial import ALWAYS, CLAUSE, FULL, clause_start, restricts
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.predicates import echoed
from localize.checks.reading.reach import words_after
from localize.checks.reading.reading import Reading
from localize.regex import regex

_ADVERBS = frozenset(
    ("jamais", "jamás", "mai", "non", "nunca", "pas", "tampoco", "tampouco", "affatto")
)
"""They may stand anywhere, or are the other half themselves."""
_TOGETHER = frozenset(("chained", "carried"))
"""What a negation may be that denies only together with another."""
_EITHER = frozenset(("tampoco", "tampouco", "neanche", "nemmeno", "neppure"))
_NEVER_DENIED = frozenset(
    ("casi", "e", "ma", "mas", "o", "pero", "que", "u", "y", "presque", "quase", "quasi", "caso", "cuando", "quando", "qualora", "quand", "lorsque", "se", "si", "mientras",
     "enquanto", "mentre", "porque", "perché", "car", "cual", "cuales", "quais", "qual", "quale", "quali", "cui")
)  # fmt: skip
"""What a subject that denies may stand behind: “almost nobody”, “for which no method is there”."""
_PREPOSITIONS = frozenset({"a", "con", "com", "de", "di", "em", "en", "in"})
_SURELY = ("ment", "mente", "=")
_SUBJECT = regex(
    r"\w+ (?:d[aeio]s?|de[il]|degli|dell\w*|delle|des|d'entre|que|che|qui|se|si|lo|la|le|ha|han|hanno|fue|foi|è|sempre|siempre|sequer|siquiera|mesmo|tod[ao]s?|tutti"
    r"|\w*(?:r[ií]an?|rán?|rão|aban?|avam?|ía[ns]?))\b"
    r"|\w+ \w+ (?:es|son|era[nm]?o?|est[áã]o?n?|fue(?:ron)?|han?|puede[n]?|tienen?|deben?|se|é|são|foi|foram|t[eê]m|podem?|devem?|è|sono|può|possono|deve|devono)\b",
    re.IGNORECASE,
)
"""“Nessuno dei due”, “ni se trató ni se notificó”, “nem sempre”: what denies alone."""

_PERSON = regex(r"(?:nessuno|nadie|ninguém|ninguno|nenhum)\s?[,(–—]", re.IGNORECASE)
"""“Nessuno, all'infuori di …, può”: a subject, with an insertion behind it."""


def alone(pair: Pair, ours: Sequence[Mark], theirs: Sequence[Mark]) -> Iterator[Problem]:
    """“Coma nada”, “conduzca ni maneje” for “do not”: the *no* is gone that the rest of the denial needs.

    `ours` and `theirs` are the negations of a sentence. Only the first of the target, or an adverb that is the first of its
    clause, can lack it, and only where a word that says something stands right before it: as a subject (“nadie sabe”) it
    denies alone.
    """
    partner = pair.target.tables.concord
    if not partner or not ours or _TOGETHER.isdisjoint([mark.value for mark in theirs]):
        return
    words, plain = pair.target.words, pair.target.prose.plain
    if any(words[other.first] in ("n'", "ne") for other in theirs):
        return
    for mark in theirs:
        if mark.value not in _TOGETHER:
            continue
        if mark is theirs[0] and _unlicensed(
            words, mark, last=_END.match(plain, mark.end) is not None
        ):
            yield _gone(pair, ours[0], mark)
            return
        if mark.value == "carried" and "even" in pair.source.words:
            continue  # “nem sabe”
        if words[mark.first] in _EITHER and mark is not theirs[0]:
            continue  # “no contiene látex, y su envase tampoco”
        if mark.value == "carried" and any(
            other.first > mark.last and words[other.first] == words[mark.first] for other in theirs
        ):
            continue  # “ni saltan ni vuelan” denies both
        start = clause_start(plain, mark.start)
        first = mark is theirs[0] or not any(
            other.value in (*FULL, "carried") and start <= other.start < mark.start
            for other in theirs
        )
        adverb = mark.first != mark.last or words[mark.first] in _ADVERBS
        if not first or not (_BEHIND.match(plain, mark.end) if adverb else mark is theirs[0]):
            continue
        at = mark.first - 1
        if at > 0 and words[at] in _PREPOSITIONS:
            if "none" in pair.source.words:
                continue  # “four of these, compared with none of those”
            at -= 1
        if at < 0 or words[at] in pair.target.tables.common or words[at] in _NEVER_DENIED:
            continue
        if words[at].endswith(_SURELY) and at <= 1:
            continue  # “Et certainement aucun signe de …”
        beside = plain[: mark.start].lower().endswith(" ".join(words[at : mark.first]) + " ")
        subject = _PERSON.match(plain, mark.start) or _SUBJECT.match(plain, mark.start)
        if beside and (adverb or not subject):
            yield _gone(pair, ours[0], mark)
            return


def _gone(pair: Pair, source: Mark, mark: Mark) -> Problem:
    """The problem of a word that denies only together with another, without that."""
    target = pair.target
    said = target.prose.plain[mark.start : mark.end]
    return pair.problem(
        f"“{said}” needs a “{target.tables.concord}” before what it denies", source, mark
    )


def _unlicensed(words: Sequence[str], mark: Mark, *, last: bool) -> bool:
    """Does what only goes on with a denial, the first of its text, stand behind a verb? “Debe superar en ningún caso”.

    `last` says that the sentence ends there.
    """
    word, behind = words[mark.first], words[mark.last + 1 : mark.last + 2]
    if mark.first < _FEW:
        return False
    before = words[mark.first - _FEW : mark.first]
    if words[mark.last] in _EITHER_WAY:
        return not _PHRASE.isdisjoint(behind)
    if word in _NOR and word not in words[mark.last + 1 :]:
        return _ALONE.isdisjoint(behind) and before[-1] not in _NEVER_DENIED
    return (mark.value == "carried" or word in _LEADING) and (
        (last and word in _LEADING)
        or before[-1] in _VERBS
        or before[-1].endswith(_INFINITIVES)
        or (not _VERBS.isdisjoint(before) and before[-1].endswith(_PARTICIPLES))
    )


_END = regex(r"\s?(?:[.;!]|\Z)")
_FEW = 3
"""Words among which the verb stands; fewer are before what denies its own clause: “y ni siquiera”."""
_ALONE = frozenset(
    ("mesmo", "sempre", "siquiera", "sequer", "tod", "toda", "todas", "todo", "todos", "um", "uma", "un", "una")
)  # fmt: skip
"""What follows a word that denies without another: “que nem sempre”."""
_LEADING = frozenset({"bajo", "em", "en", "in", "per", "por", "sob", "sotto"})
_NOR = frozenset({"ni", "né", "nem"})
_EITHER_WAY = frozenset({"neanche", "nemmeno", "neppure", "siquiera", "sequer", "mesmo"})
_PHRASE = frozenset(
    ("a", "ai", "al", "alla", "com", "con", "da", "depois", "después", "di", "dopo", "durante", "em", "en", "in", "na", "nas", "nei", "nel", "nella",
     "no", "nos", "para", "per", "por", "quando", "se", "si", "sotto", "su", "tras", "após")
)  # fmt: skip
"""What begins no clause behind “nemmeno”."""
_VERBS = frozenset(
    ("debe", "deben", "debería", "deberían", "es", "está", "están", "ha", "han", "puede", "pueden", "son", "deve", "devem", "deveria",
     "deveriam", "estão", "foi", "foram", "pode", "podem", "são", "é", "dev'", "devono", "dovrebbe", "dovrebbero", "possono", "può", "sono",
     "va", "vanno", "viene", "vengono", "è")
)  # fmt: skip
_INFINITIVES = ("ar", "er", "ir", "are", "ere", "ire", "arsi", "ersi", "irsi", "arse", "erse", "irse")  # fmt: skip
_PARTICIPLES = ("ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas", "ato", "ata", "ati", "ate", "uto", "uta", "uti", "ute", "sto",
                "sta", "sti", "ste", "nto", "nta", "nti", "nte", "tto", "tta", "tti", "tte")  # fmt: skip


_BEHIND = regex(
    r"\s*(?:$|[.;!?]|(?:a|al|ao|alla|con|com|da|de|del|di|do|el|em|en|il|in|na|no|para|per|por|um|uma|un|una)\b)",
    re.IGNORECASE,
)
"""What follows an adverb that stands behind its verb: “la mezcle nunca con alcohol”, not “nunca la mezcle”."""


def unopposed(pair: Pair, ours: Sequence[Mark], target: tuple[int, int]) -> Iterator[Problem]:
    """“Wird entfernt, sondern …”: what says “but” of an opposite, in a sentence of the target with nothing denied before it."""
    found = _SONDERN.search(pair.target.prose.plain, *target) if ours else None
    if found and not _DENIED_BEFORE.search(pair.target.prose.plain, target[0], found.start()):
        yield Problem(
            f"“{found[0]}” needs something denied before it",
            pair.target.place(*found.span()),
            pair.source.place(ours[0].start, ours[0].end),
        )


_SONDERN = regex(r"\b(?:sondern|sino(?= que\b)|bensì)\b")
_DENIED_BEFORE = regex(
    r"\b(?:nicht\w*|kein\w*|nie|niemals|nirgend\w*|weder|ohne|wenig\w*|kaum|selten\w*|statt|un\w+|no|ni|ning\w+|nunca|nada|nadie|jamás|sin|más|otr\w+|non|né"
    r"|ness\w+|mai|nulla|niente|senza|meno|poco)\b",
    re.IGNORECASE,
)


def not_always(
    pair: Pair, ours: Sequence[Mark], theirs: Sequence[Mark]
) -> tuple[Mark, Mark] | None:
    """“Never swallow it” as “do not always swallow it”: what denies, and the *always* that is new behind it."""
    known = pair.target.marks.get("concept.frequency")
    if not known or not ours or "concept.frequency" in pair.source.marks:
        return None
    words, plain = pair.target.words, pair.target.prose.plain
    said = pair.source.words
    if "never" not in said and said[0] != "don't" and said[:2] != ["do", "not"]:
        return None  # “does not rule it out” may be “no siempre lo descarta”
    if not _NOT_ALL.isdisjoint(said):
        return None
    for mark in known:
        if words[mark.first] not in ALWAYS or mark.value != "always":
            continue
        for cue in theirs:
            if (
                cue.value in FULL
                and 0 < mark.first - cue.last <= _DENIED
                and not CLAUSE.search(plain, cue.end, mark.start)
                and words[mark.last + 1 : mark.last + 2] != ["pas"]  # “ne va toujours pas”: not yet
            ):
                return ours[0], mark
    return None


def always_instead(cue: Mark, source: Reading, target: Reading) -> bool:
    """Is “never by the handle” said as “always by the handle”?"""
    if source.words[cue.first] != "never" or "always" in source.words or restricts(target):
        return False  # “never more than one” as “immer nur eins”
    denied = list(islice(words_after(cue, source), _ALWAYS_SO))
    words = target.words
    for index, word in enumerate(words):
        if word in ALWAYS:
            near = words[index + 1 : index + 1 + _DENIED]
            if any(echoed(each.text, source, target, near) for each in denied):
                return True
    return False


_ALWAYS_SO = 2
"""Words behind *never* of which one stands behind the *always* that it became."""
_DENIED = 4
"""Words from a negation to the *always* that it denies."""
_NOT_ALL = frozenset(
    ("all", "any", "can", "consistently", "constantly", "continuously", "each", "every", "everybody", "everyone", "few", "may", "might",
     "necessarily", "need", "some", "still", "throughout", "whole", "yet", "must", "without")
)  # fmt: skip
"""What may be said as “not always”."""


def no_worse(pair: Pair) -> Mark | None:
    """The negation of “no less effective than” where the target says “less effective than”."""
    found = _NO_WORSE.search(pair.source.prose.plain)
    worse = _WORSE.get(pair.target.tables.language) if found else None
    if found is None or worse is None:
        return None
    plain = pair.target.prose.plain
    if _DENIES.search(plain) or _AS_GOOD.search(plain):
        return None
    if not worse[found[1].lower() == "better"].search(plain):
        return None
    return next(
        (m for m in pair.source.marks.get("negation", ()) if m.start == found.start()), None
    )


_NO_WORSE = regex(
    r"\b(?:no|not(?: any)?) (less(?! than (?:an? )?\d)|worse|inferior|better)\b(?=.*\b(?:than|to)\b)",
    re.IGNORECASE,
)
_WORSE = {
    language: tuple(regex(rf"\b(?:{words})", re.IGNORECASE) for words in pair_of)
    for language, pair_of in {
        "es": (r"(?<!al )(?<!por lo )(?<!nada )menos\b|peor|inferior", r"más\b|mejor"),
        "fr": (r"(?<!au )moins\b|pire|inférieur", r"plus\b|meilleur|mieux"),
        "de": (r"weniger\b|schlechter|unterlegen|geringer", r"besser|mehr\b|überlegen"),
        "pt": (r"(?<!ao )(?<!pelo )menos\b|pior|inferior", r"mais\b|melhor"),
        "it": (r"meno\b|peggi|inferior", r"più\b|migliore|meglio"),
    }.items()
}
"""What is less or worse in a target, and what is better."""
_DENIES = regex(
    r"\b(?:no|nada|ni|nunca|ne|n'|pas|nicht|kein\w*|nie|não|nem|non|né|nessun\w*|mai|in nichts)(?!\w)",
    re.IGNORECASE,
)
_AS_GOOD = regex(
    r"\b(?:almeno|al menos|por lo menos|au moins|mindestens|zumindest|pelo menos|ao menos|igual\w*|tan\b|tanto|aussi|autant|égal\w*|même|gleich\w*|ebenso|genauso|so gut|tão|mesm\w+|altrettanto|uguale|ugualmente|stess\w+|equivalen\w+|équivalen\w+|equival\w+|kaum|apenas|a malapena|à peine)\b",
    re.IGNORECASE,
)
