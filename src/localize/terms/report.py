"""What a glossary lacks: rows that clash, are blank or unused, and terms that have no row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from localize.errors import Place
from localize.regex import regex
from localize.terms.base import TermBase
from localize.terms.entry import TermEntry, Treatment
from localize.terms.matcher import key
from localize.terms.problems import Problem
from localize.terms.table import read_folder
from localize.terms.words import HYPHENS, blank, pattern_for

if TYPE_CHECKING:
    from localize.model import Segment


@dataclass(frozen=True, slots=True)
class Passage:
    """A source text to look through."""

    article: str
    text: str
    skip: tuple[tuple[int, int], ...] = ()
    """What of it is no running text."""

    @classmethod
    def of(cls, article: str, segment: Segment) -> Passage:
        """A segment of an article, its code, URLs and markup left out."""
        ranges = tuple((p.start, p.end) for p in segment.pieces if not p.is_text)
        return cls(article, segment.text, ranges)


def check(
    folder: Path, source_locale: str, locales: Iterable[str], passages: Iterable[Passage]
) -> tuple[Problem, ...]:
    """Everything wrong with a glossary folder: what stops a command, then blanks, then unused rows.

    Each with file and line. Kinds beyond those of `Problem`: `blank` (a `translate` row without a
    form for one of the target locales), `unused` (no passage has the term).
    """
    found = read_folder(folder, source_locale)
    terms = TermBase(found.entries, source_locale)
    used: set[int] = set()
    for passage in passages:
        for hit in (
            *terms.match(passage.text, skip=passage.skip),
            *terms.discouraged(passage.text, skip=passage.skip),
        ):
            used.add(id(hit.entry))
    wanted = tuple(locales)
    return (
        *found.problems,
        *(problem for entry in found.entries for problem in _blanks(entry, wanted)),
        *(
            _problem("unused", entry, f"{entry.term!r} is in no source text")
            for entry in found.entries
            # What is to be avoided is in no text, if all goes well.
            if id(entry) not in used and entry.treatment is not Treatment.AVOID
        ),
    )


def _blanks(entry: TermEntry, locales: Sequence[str]) -> Iterator[Problem]:
    if entry.treatment is Treatment.TRANSLATE:
        missing = [locale for locale in locales if not entry.forms(locale)]
        if missing:
            yield _problem("blank", entry, f"{entry.term!r} has no form for {', '.join(missing)}")


def _problem(kind: str, entry: TermEntry, reason: str) -> Problem:
    return Problem(kind=kind, reason=reason, place=Place(file=entry.file, line=entry.line))


class CandidateKind(StrEnum):
    """Why a stretch of text may be a term."""

    ACRONYM = "acronym"
    NAME = "name"
    PHRASE = "phrase"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Something the sources say again and again, and the glossary does not know."""

    term: str
    """As it is most often written."""
    kind: CandidateKind
    count: int
    article: str
    """Where it is first."""
    example: str
    """A stretch of text around its first place."""
    expansion: str = ""
    """For an acronym that is explained in brackets somewhere: the words it stands for."""


@dataclass(slots=True)
class _Sighting:
    kind: CandidateKind
    article: str
    example: str
    words: tuple[str, ...]
    count: int = 0
    spellings: Counter[str] = field(default_factory=Counter)


_ACRONYM = regex(r"(?=\w*[A-Z]\w*[A-Z0-9])[A-Za-z][A-Za-z0-9]{1,9}")
_LONGEST = 4
_SIGN = regex(r"[^\w'’-]")

# Words that begin or end no term. English in full; of the others what is most common.
_SMALL_WORDS = """
    asks becomes comes drink drinks gives goes happens helps keeps leads looks says shows stops
    takes tells treat treats wants works
    a about above after again against all almost also although always am among an and another
    any are around as at away be became because become been before began being below between
    both but by came can cannot come could day days did different do does doing done down
    during each either enough even ever every few find first for found from further gave get
    give given go good got had has have having he help helps her here high him himself his how
    however i if in into is it its itself just keep kept know known large last later least
    less let like likely little long look low made make makes making many may me mean means
    might more most much must my near need needs never new next no nor not nothing now of off
    often old on once one only or other others our out over own part people per perhaps place
    point put quite rather read really right said same say see seem seen several shall she
    should show shows since small so some something sometimes soon still such take taken than
    that the their them themselves then there these they thing things this those though three
    through thus to today together too toward two under until up upon us use used uses using
    usually very want was way ways we well were what when where whether which while who whole
    whom whose why will with within without would year years yet you your el la los las lo un
    una unos unas de del al y o que en con por para se su sus es son si como más pero le les
    este esta estos estas ese esa muy sin sobre entre cuando du des au aux et ou qui dans avec
    par pour ce cette ces sa ses est sont ne pas plus sur der die das den dem ein eine einer
    eines und oder mit von zu im auf für ist sind nicht als auch bei aus nach wie sich wird
    werden os um uma da dos em não ao il gli uno di dei delle della nel nella e che sono non
    più
"""
_STOP = frozenset(_SMALL_WORDS.split())


def find(
    passages: Iterable[Passage], terms: TermBase, *, at_least: int = 2, most: int = 200
) -> tuple[Candidate, ...]:
    """Acronyms, names and recurring noun phrases without a row, the most promising first.

    A phrase is two to four words that begin and end in none of the small words, said at least
    `at_least` times (acronyms once); part of a longer one only where it is also said without it.
    """
    language = terms.source_locale.split("-")[0]
    seen: dict[tuple[str, ...], _Sighting] = {}
    expansions: dict[str, str] = {}
    for passage in passages:
        text = blank(passage.text, passage.skip)
        covered = [(hit.start, hit.end) for hit in terms.match(passage.text, skip=passage.skip)]
        for kind, start, end, words in _stretches(text, language):
            if any(a <= start and end <= b for a, b in covered):
                continue
            keys = tuple(key(word, language) for word in words)
            if kind is CandidateKind.ACRONYM:
                keys = (words[0],)
                if found := _expansion(text, start, end):
                    expansions.setdefault(words[0], found)
            sighting = seen.get(keys)
            if sighting is None:
                example = _example(passage.text, start, end)
                sighting = seen[keys] = _Sighting(kind, passage.article, example, keys)
            sighting.count += 1
            sighting.spellings[" ".join(text[start:end].split())] += 1
    chosen = list(_worthy(seen, at_least))
    chosen.sort(key=lambda s: (-s.count * len(s.words), s.kind is CandidateKind.PHRASE, s.words))
    return tuple(
        Candidate(
            term=(term := _spelling(sighting)),
            kind=sighting.kind,
            count=sighting.count,
            article=sighting.article,
            example=sighting.example,
            expansion=expansions.get(term, ""),
        )
        for sighting in chosen[:most]
    )


def _worthy(seen: dict[tuple[str, ...], _Sighting], at_least: int) -> Iterator[_Sighting]:
    inside: Counter[tuple[str, ...]] = Counter()
    for keys, sighting in seen.items():
        if sighting.count >= at_least:
            for size in range(2, len(keys)):
                for at in range(len(keys) - size + 1):
                    part = keys[at : at + size]
                    inside[part] = max(inside[part], sighting.count)
    for keys, sighting in seen.items():
        if sighting.kind is CandidateKind.ACRONYM or (
            sighting.count >= at_least and sighting.count > inside[keys]
        ):
            yield sighting


def _stretches(
    text: str, language: str
) -> Iterator[tuple[CandidateKind, int, int, tuple[str, ...]]]:
    """Every stretch of a text that may be a term: kind, place and words."""
    tokens = list(pattern_for(text, language).finditer(text))
    capitals = sum(token[0].isupper() and len(token[0]) > 1 for token in tokens)
    shouted = capitals * 2 > len(tokens)
    for at, token in enumerate(tokens):
        word = token[0]
        if _ACRONYM.fullmatch(word) and not shouted:
            yield CandidateKind.ACRONYM, token.start(), token.end(), (word,)
        elif _is_name(text, tokens, at):
            yield CandidateKind.NAME, token.start(), token.end(), (word,)
        if not _bears(word) or text[token.start() - 1 : token.start()] in HYPHENS:
            continue
        for last in range(at + 1, min(at + _LONGEST, len(tokens))):
            if _SIGN.search(text[tokens[last - 1].end() : tokens[last].start()].strip()):
                break
            following = tokens[last][0]
            if not following[0].isalpha():
                break
            if _bears(following):
                words = tuple(one[0] for one in tokens[at : last + 1])
                # A small word inside is one too many, but for the `of` of a noun phrase.
                if all(_bears(one) or one == "of" for one in words):
                    yield CandidateKind.PHRASE, token.start(), tokens[last].end(), words


def _bears(word: str) -> bool:
    return word[0].isalpha() and len(word) > 2 and word.casefold() not in _STOP


def _is_name(text: str, tokens: Sequence[re.Match[str]], at: int) -> bool:
    """A capitalised word inside a sentence."""
    word = tokens[at][0]
    if at == 0 or not (word[0].isupper() and word[1:].islower() and len(word) > 3):
        return False
    before = tokens[at - 1][0]
    between = text[tokens[at - 1].end() : tokens[at].start()]
    return before[-1].isalnum() and before.islower() and between.isspace()


def _expansion(text: str, start: int, end: int) -> str:
    """The words that an acronym in brackets stands for: those before it, by their first letters."""
    if text[max(0, start - 1) : start] != "(" or text[end : end + 1] != ")":
        return ""
    letters = [sign.lower() for sign in text[start:end] if sign.isupper()]
    words = list(re.finditer(r"[^\W\d_]+", text[: start - 1]))
    at = len(words)
    for letter in reversed(letters):
        at -= 1
        while at >= 0 and words[at][0][0].lower() != letter and words[at][0].casefold() in _STOP:
            at -= 1
        if at < 0 or words[at][0][0].lower() != letter:
            return ""
    return text[words[at].start() : words[-1].end()]


def _spelling(sighting: _Sighting) -> str:
    # Of two spellings equally often the one with fewer capitals: not that of a sentence's start.
    return min(
        sighting.spellings,
        key=lambda s: (-sighting.spellings[s], sum(sign.isupper() for sign in s), len(s), s),
    )


def _example(text: str, start: int, end: int, around: int = 40) -> str:
    left = max(0, start - around)
    right = min(len(text), end + around)
    while 0 < left < start and not text[left - 1].isspace():
        left += 1
    while end < right < len(text) and not text[right].isspace():
        right -= 1
    shown = " ".join(text[left:right].split())
    return f"{'…' if left else ''}{shown}{'…' if right < len(text) else ''}"
