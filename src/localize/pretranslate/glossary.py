"""What the term base asks of one translated part, and the means to get it from an engine.

`keep` entries never come here: they are atoms of the flow. `translate` entries are asked for in steps (see
`ladder`), of which this module makes the requests: a forced beginning, a placeholder, a replacement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from localize.pretranslate.abbreviations import Introduction, introductions
from localize.pretranslate.engines.base import Hypothesis
from localize.pretranslate.render import Rendered, Span
from localize.regex import regex
from localize.terms import Hit, TermBase, Treatment

_ENOUGH = 0.4
"""Share of a word's attention on a term for the word to count as the term's translation."""


class Terms(NamedTuple):
    """A term base, asked for one target locale."""

    base: TermBase
    locale: str

    @property
    def language(self) -> str:
        """Of the target."""
        return self.locale.partition("-")[0]

    def hits(self, text: str) -> tuple[Hit, ...]:
        """The `translate` terms of a source text that have a form for the locale.

        A term and the abbreviation that stands for it in brackets are one term.
        """
        hits = self.base.match(text)
        introduced = [one.hit for one in introductions(text, hits, self.form, self.locale)]
        alone = [
            hit
            for hit in hits
            if hit.entry.treatment is Treatment.TRANSLATE
            and hit.entry.forms(self.locale)
            and not any(one.start <= hit.start and hit.end <= one.end for one in introduced)
        ]
        return tuple(sorted((*introduced, *alone), key=lambda hit: hit.start))

    def introduced(self, text: str) -> Iterator[Introduction]:
        """The terms a source text introduces an abbreviation for."""
        return introductions(text, self.base.match(text), self.form, self.locale)

    def missing(self, hits: Sequence[Hit], target: str) -> tuple[Hit, ...]:
        """The hits that the target does not honour, a term asked for twice being there twice."""
        lacking = []
        used: dict[int, int] = {}
        for hit in hits:
            places = self.base.places(hit, target, self.locale)
            apart = _disjoint([(place.start, place.end) for place in places])
            before = used.get(id(hit.entry), 0)
            used[id(hit.entry)] = before + 1
            if not places or (before and apart <= before and apart < _MANY):
                lacking.append(hit)
        return tuple(lacking)

    def unwanted(self, target: str) -> tuple[str, ...]:
        """Forms in the target that an `avoid` entry forbids."""
        return tuple(
            dict.fromkeys(
                target[hit.start : hit.end] for hit in self.base.avoided(target, self.locale)
            )
        )

    def form(self, hit: Hit) -> str:
        """The preferred form as it would stand in a sentence, in the plural where the source is."""
        form = hit.entry.forms(self.locale)[0]
        term = hit.entry.term
        if self.language != "de" and term[:1].islower() and form[:1].isupper():
            # Spreadsheets like to begin with a capital.
            form = form[0].lower() + form[1:] if form[1:2].islower() else form
        shown = hit.text or term
        if _more_than_one(shown) and not _more_than_one(term) and self.language == "es":
            return _spanish_plural(form)
        return form

    def whole(self, text: str) -> str | None:
        """The form, where the text is nothing but one term: single words are what engines do worst."""
        bare = text.strip(" .:;,!?")
        if not bare:
            return None
        hits = self.hits(text)
        if len(hits) != 1 or text[hits[0].start : hits[0].end] != bare:
            return None
        at = text.index(bare)
        return text[:at] + self.form(hits[0]) + text[at + len(bare) :]


_MANY = 2
"""Repeating a term three times is no longer asked for: languages have pronouns."""


def _disjoint(places: Sequence[tuple[int, int]]) -> int:
    count, at = 0, -1
    for start, end in sorted(places):
        if start >= at:
            count += 1
            at = end
    return count


def _more_than_one(text: str) -> bool:
    last = text.rpartition(" ")[2]
    return last.endswith("s") and not last.endswith(("ss", "us", "is")) and len(last) > 3


def _spanish_plural(form: str) -> str:
    """`receptor NMDA` -> `receptores NMDA`, `vía neural` -> `vías neurales`."""
    words = form.split(" ")
    for number, word in enumerate(words):
        if number and word.lower() in _LINKS:
            break
        if word.isupper() or not word.isalpha() or word.endswith("s"):
            continue
        if word[-1] in "aeiouáéó":
            words[number] = word + "s"
        elif word.endswith("z"):
            words[number] = word[:-1] + "ces"
        else:
            words[number] = re.sub("ión$", "ion", word) + "es"
    return " ".join(words)


_LINKS = frozenset(
    ("de", "del", "con", "por", "para", "en", "a", "al", "sin", "contra", "entre", "y", "o")
)


def _aligned(source: str, hit: Hit, hypothesis: Hypothesis) -> list[int]:
    """Which words of the hypothesis were written while the model looked at the term."""
    inside = set()
    at = 0
    for number, word in enumerate(source.split()):
        start = source.index(word, at)
        at = start + len(word)
        if start < hit.end and at > hit.start:
            inside.add(number)
    found = []
    for number, written in enumerate(hypothesis.words):
        share = sum(s for i, s in written.sources if i in inside)
        if share >= _ENOUGH and written.end - written.start > 1:
            found.append(number)
    while (
        found
        and hypothesis.text[
            hypothesis.words[found[0]].start : hypothesis.words[found[0]].end
        ].lower()
        in _LIGHT
    ):
        found.pop(0)
    return found


def forced_beginning(source: str, hit: Hit, hypothesis: Hypothesis, terms: Terms) -> str | None:
    """The hypothesis up to the wrong word, then the term's form: what the engine goes on from."""
    aligned = _aligned(source, hit, hypothesis)
    if not aligned:
        return None
    before = hypothesis.text[: hypothesis.words[aligned[0]].start]
    form = terms.form(hit)
    if before.rstrip().endswith("("):
        before = before.rstrip()
    return agreeing(before, form, terms.language) + form


def wrong_words(source: str, hit: Hit, hypothesis: Hypothesis) -> str:
    """What the engine wrote for the term, where attention shows one stretch; empty where it does not."""
    aligned = _aligned(source, hit, hypothesis)
    if not aligned or aligned[-1] - aligned[0] + 1 > len(aligned) + 2:
        return ""
    start, end = hypothesis.words[aligned[0]].start, hypothesis.words[aligned[-1]].end
    return hypothesis.text[start:end].strip('.,;:!?()«»“”"')


def held(rendered: Rendered, hit: Hit, terms: Terms, style: str) -> Rendered | None:
    """The request with a placeholder for the term that stands for its form."""
    if any(hit.start < span.end and span.start < hit.end for span in rendered.spans) and not any(
        span.start <= hit.start and hit.end <= span.end for span in rendered.spans
    ):
        return None
    token = style.format(len(rendered.placeholders) + 1)
    shift = len(token) - (hit.end - hit.start)
    spans = tuple(
        Span(
            span.start + (shift if span.start >= hit.end else 0),
            span.end + (shift if span.end >= hit.end else 0),
            span.opening,
            span.closing,
        )
        for span in rendered.spans
    )
    return rendered._replace(
        text=rendered.text[: hit.start] + token + rendered.text[hit.end :],
        placeholders=(*rendered.placeholders, (token, terms.form(hit))),
        spans=spans,
    )


def replaced(source: str, hit: Hit, hypothesis: Hypothesis, terms: Terms) -> Hypothesis | None:
    """The hypothesis with the form in place of what the engine wrote for the term."""
    wrong = wrong_words(source, hit, hypothesis)
    if not wrong or hypothesis.text.count(wrong) != 1:
        return None
    at = hypothesis.text.index(wrong)
    form = terms.form(hit)
    before = agreeing(hypothesis.text[:at], form, terms.language)
    text = before + form + hypothesis.text[at + len(wrong) :]
    return Hypothesis(text, hypothesis.score)


_LIGHT = frozenset(
    (
        "el",
        "la",
        "los",
        "las",
        "un",
        "una",
        "unos",
        "unas",
        "de",
        "del",
        "al",
        "a",
        "en",
        "y",
        "o",
        "le",
        "les",
        "des",
        "du",
        "lo",
        "su",
        "sus",
        "the",
        "of",
    )
)
_ARTICLES = (
    ("el", "la", "los", "las"),
    ("un", "una", "unos", "unas"),
    ("del", "de la", "de los", "de las"),
    ("al", "a la", "a los", "a las"),
)
"""Spanish articles: masculine, feminine, and the same in the plural."""
_LAST_ARTICLE = regex(
    r"(?<!\w)(de la|de los|de las|del|a la|a los|a las|al|el|la|los|las|un|una|unos|unas)\s+$",
    re.IGNORECASE,
)
_FEMININE = regex(r"(?:[^m]a|ión|dad|tad|tud|umbre|ez|itis|osis|isis)$")
_NOT_FEMININE = frozenset({"día", "mapa", "planeta", "insulinoma"})


def agreeing(before: str, form: str, language: str) -> str:
    """What stands before a Spanish term, its article agreeing with the term.

    >>> agreeing("Bloquea el ", "vía", "es"), agreeing("Efecto de la ", "receptor NMDA", "es")
    ('Bloquea la ', 'Efecto del ')
    """
    found = _LAST_ARTICLE.search(before) if language == "es" else None
    if not found:
        return before
    head = form.partition(" ")[0].lower()
    plural = head.endswith("s") and not head.endswith(("sis", "itis", "us"))
    single = head
    if plural:
        single = head[:-5] + "ión" if head.endswith("iones") else head.removesuffix("s")
        single = single[:-1] if single.endswith(("dade", "tade", "tude")) else single
    feminine = bool(_FEMININE.search(single)) and single not in _NOT_FEMININE
    number = (2 if plural else 0) + (1 if feminine else 0)
    written = found[1]
    for group in _ARTICLES:
        if written.lower() in group:
            chosen = group[number]
            if written[0].isupper():
                chosen = chosen[0].upper() + chosen[1:]
            return before[: found.start(1)] + chosen + " "
    return before
