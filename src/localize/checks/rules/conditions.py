"""A condition that is left out: “you may go back, provided the fever has gone” as “you may go back”.

Its words are not in the target, nor is anything that a condition is said with. Where one of the two is there, it may have been
put otherwise: “in fever”, “those who have a fever”.
"""

from __future__ import annotations

import re

from localize.checks.base import Pair, Problem, Span
from localize.checks.reading.predicates import light_words, rows_of, translates
from localize.model import Severity
from localize.regex import regex

_CASE = regex(
    r"\b(?:if\b(?<!\beven if)(?<!\bas if)(?<!\bwhat if)(?<!\bsee if)(?<!\bcheck if)(?<!\bknow if)(?<!\bask if)(?<!\bsure if)(?<!\bwonder if)"
    r"(?! (?:any|at all|appropriate|applicable|ever|necessary|in doubt|possible|so|left|not|taken|given|un\w+ed|\w{4,}ed"
    r"|you (?:can|like|prefer|want|wish))\b)"
    r"|unless\b(?! (?:\w+ )?(?:otherwise|told|advised|instructed))"
    r"|provided\b(?:(?<=, provided)| that\b)|providing (?:that|the|you)\b|(?:as|so) long as\b(?! (?:\d|before|possible|you can))"
    r"|(?<!\beven )(?:when(?:ever)?|until|till)\b(?! (?:to|\w{3,}(?:ed|ing)|taken|given|necessary|possible|further)\b|[^.,;]*\bone[.,;])"
    r"|on condition that\b|in (?:case|the event) of\b)",
    re.IGNORECASE,
)
"""What a condition begins with that no translation leaves out. What must not stand before an *if* is asked behind it: there are few."""
_TIME = regex("when(?:ever)?|until|till", re.IGNORECASE)
_END = regex(r"[,;:.](?!\d)|\s[–—-]\s|$")
_ASKED = regex(
    r"\b(?:if|when|whenever|unless|provid(?:ed|ing)|long as|on condition|in (?:\w+ )?case|event of|until|till|only|without|while|except|once|after|before|whether)\b"
)
"""What a condition, or what comes near to one, is said with, in lower case."""
_SAID = {
    language: regex(rf"\b(?:{words})")
    for language, words in {
        "es": r"(?:si|cuando|siempre (?:que|y)|casos?|menos que|no ser|salvo|excepto|sol[oa]|sólo|mientras|ante|hasta|con tal|fuera de|durante|momento|sin|aún|todavía|esper\w+|quien(?:es)?"
        r"|al \w+[aei]r(?:se)?|(?:^|(?<=[,;] ))de (?:no )?\w+[aei]r|en presencia|en ausencia|aunque|antes|después|tras|una vez|según"
        r"|^\w+[ai]d[oa]s?)\b|condici|except|supuesto",
        "fr": r"(?:si|s'ils?|lorsqu\w*|quand|cas|moins (?:que|d)|sauf|tant qu\w*|hors|seul\w*|dès|en présence|en l'absence|jusqu\w*|hormis|lors|moment|pendant|sans|encore|attend\w+|à défaut"
        r"|en \w+ant|qui|avant|après|une fois|selon|faute|^\w+(?:ée?|is?e?)s?)\b|condition|pourvu|except|réserve|sur avis",
        "de": r"(?:wenn|falls|sofern|solange|beim?|außer|ausser|vorausgesetzt|sobald|im fall\w*|fällen?|nur|ohne"
        r"|(?:^|(?<=[,;.] ))sollten?|sei denn|bis|während|zeitpunkt|noch|ab?wart\w*|soweit|wer|bevor|nach|vor|je nach|ob|erst)\b"
        r"|(?:(?:^|(?<=[.;:–] ))\w+(?:t|te|en)\s(?:das|der|die|eine?|er|es|ihre?|keine?|man|sich|sie)\b[^.;]*,)"
        r"|bedingung|voraussetz|ausnahm|ausgenommen|im zweifel",
        "pt": r"(?:se|quando|casos?|desde que|menos que|não ser|salvo|exceto|só|enquanto|até|durante|momento|ainda|aguard\w+|esper\w+|perante|sem|quem|ao \w+r"
        r"|em presença|na presença|na ausência|antes|depois|após|uma vez|^\w+[ai]d[oa]s?)\b|condiç|apenas|contanto|somente|except",
        "it": r"(?:se|quando|qualora|cas[io]|purché|patto|meno (?:che|di)|salvo|tranne|finché|fintanto|solo|soltanto|fino|durante|momento|ancora|aspett\w+|attes[ao]|attend\w+|senza|chi"
        r"|in presenza|in assenza|in mancanza|prima|dopo|una volta|^\w+[aiu]t[oaie])\b|s'|condizion|eccett|eccezion|ove\b",
    }.items()
}
"""The same in the target, in lower case, and what a condition may be put into there: “al …”, “en cas de”, a German verb that comes first."""


def condition_lost(pair: Pair) -> Span | None:
    """Where a condition stands that the target has left out, or one of two."""
    if _BEGUN.isdisjoint(pair.source.words):
        return None
    return _whole_lost(pair) or _alternative_lost(pair)


def _alternative_lost(pair: Pair) -> Span | None:
    """Where one of two conditions stands that the target has left out: “if you are pregnant or have asthma” as “if you have asthma”."""
    if "or" not in pair.source.words:
        return None
    plain, joined = pair.source.prose.plain, _JOINED.get(pair.target.tables.language)
    if joined is None or joined.search(pair.target.prose.plain):
        return None
    for case in _CASE.finditer(plain):
        end = _END.search(plain, case.end())
        stop = end.start() if end else len(plain)
        halves = [found.span() for found in _OR.finditer(plain, case.end(), stop)]
        if len(halves) != 1:
            continue
        ((start, behind),) = halves
        if any(m.start <= start < m.end for m in pair.source.marks.get("comparator_after", ())):
            continue  # “if it is 40 kg or above”
        spans = (case.end() + 1, start - 1), (behind + 1, stop)
        one, other = (_rows(pair, span) for span in spans)
        if one & other or _DOUBTS.search(plain, case.end(), stop):
            continue  # “if it hurts or is painful”
        for span in spans:
            if _unsaid(pair, span):
                return span
    return None


def _rows(pair: Pair, span: Span) -> frozenset[str]:
    """What the words of a stretch of the source may be translated by."""
    language = pair.source.tables.language
    light = light_words(language)
    return frozenset().union(
        *(
            rows_of(word.text, language)
            for word in pair.source.places
            if span[0] <= word.start < span[1] and word.text not in light
        )
    )


_DOUBTS = regex(r"\b(?:concern\w*|doubts?|questions?|quer(?:y|ies)|unsure|worr(?:y|ies|ied))\b")
"""“questions or concerns” may be one word."""
_OR = regex(r"\bor\b")
_JOINED = {
    language: regex(rf"[,;/]|\b(?:{words})\b", re.IGNORECASE)
    for language, words in {
        "es": "o|u|ni|y|e",
        "fr": "ou|ni|et|soit",
        "de": r"oder|noch|und|bzw|sowie|bei\b.*\bbei",
        "pt": "ou|nem|e",
        "it": "o|od|né|e|ed|oppure",
    }.items()
}
"""What may join two conditions."""


def _whole_lost(pair: Pair) -> Span | None:
    """Where the condition stands that the target has left out."""
    plain = pair.source.prose.plain
    said = _SAID.get(pair.target.tables.language)
    if said is None:
        return None
    asked = len(_ASKED.findall(plain.lower()))
    there = 0
    for there, _ in enumerate(said.finditer(pair.target.prose.plain.lower()), 1):
        if there >= asked:
            return None  # as mostly: the rest need not be counted
    for case in _CASE.finditer(plain):
        end = _END.search(plain, case.end())
        span = case.start(), end.start() if end else len(plain)
        if there and _TIME.fullmatch(case[0]):
            continue  # “before the stitches are out”
        if _POINTING.search(plain, case.end(), span[1]):
            continue
        if _unsaid(pair, (case.end(), span[1])):
            return span
    return None


_POINTING = regex(r"\b(?:above|after|before|beyond|below|over|than|under) (?:that|this)\b")
"""“if it is longer than that” is said in a word: “au-delà”."""


def without_condition(pair: Pair, span: Span) -> Problem:
    """How it is told that a condition has been left out."""
    said = pair.source.prose.text[slice(*span)]
    message = f"the source says “{said}”; nothing in the target stands for it"
    return Problem(message, None, pair.source.place(*span), Severity.MAJOR)


_BEGUN = frozenset(
    {
        "case",
        "condition",
        "event",
        "if",
        "long",
        "provided",
        "providing",
        "till",
        "unless",
        "until",
        "when",
        "whenever",
    }
)


def _unsaid(pair: Pair, span: Span) -> bool:
    """Is nothing of a stretch of the source said in the target, though it is known how it could be?

    What the rest of the source says too may be translated from there.
    """
    source, target = pair.source, pair.target
    light = light_words(source.tables.language)
    inside: list[str] = []
    outside: list[str] = []
    for word in source.places:
        if word.text not in light:
            (inside if span[0] <= word.start < span[1] else outside).append(word.text)
    if not any(rows_of(word, source.tables.language) for word in inside) and not any(
        span[0] <= mark.start < span[1]
        for family in _ILLNESSES
        for mark in source.marks.get(family, ())
    ):
        return False
    counted = {q.value for q in source.quantities if span[0] <= q.start < span[1]} - {1}
    if any(q.value in counted for q in target.quantities):
        return False
    asked = [translates(word, source, target) for word in inside]
    said = [word for word in target.words if any(says(word) for says in asked)]
    if said:
        known = [translates(word, source, target) for word in outside]
        if not all(any(says(word) for says in known) for word in said):
            return False
    return not any(
        any(mark.value in here for mark in target.marks.get(family, ()))
        for family, marks in source.marks.items()
        if (family.startswith("concept.") or family in _THINGS)
        and (here := {m.value for m in marks if span[0] <= m.start < span[1]})
        and here.isdisjoint(m.value for m in marks if not span[0] <= m.start < span[1])
    )


_ILLNESSES = ("concept.disease", "concept.symptom", "complaint")
_THINGS = frozenset({"agegroup", "complaint", "drug", "unit"})
