"""Terms in a text: whole words, the longest first, from left to right.

Three steps. An Aho-Corasick automaton runs over the folded text and says where a term may begin:
its patterns are beginnings of terms that no inflection changes. There a few tokens are read, and
their joined keys looked up in a dictionary. What is found is held against the case rule.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from localize.terms.entry import Match
from localize.terms.folding import fold
from localize.terms.stems import beginnings, inflects, shared, stem
from localize.terms.words import (
    HYPHENS,
    begins_word,
    blank,
    closed,
    hyphenated,
    pattern_for,
    tidy,
    visible,
)

_JOIN = "\x1f"
_LONGEST_ACRONYM = 5


class Pattern(NamedTuple):
    """What the matcher looks for, and a number by which its owner knows it."""

    text: str
    match: Match
    number: int


class Found(NamedTuple):
    """A pattern in a text: `text[start:end]`."""

    start: int
    end: int
    number: int


@lru_cache(maxsize=131072)
def key(word: str, language: str) -> str:
    """What has to be equal for two words to be taken for the same, capitals apart.

    Short words in capitals are acronyms: their S is no plural.

    >>> key("SSRIs", "en") == key("SSRI", "en"), key("AIDS", "en") == key("aid", "en")
    (True, False)
    """
    shown = visible(word)
    folded = shown.casefold()
    if shown.isupper() and len(shown) <= _LONGEST_ACRONYM:
        return folded
    if len(shown) > 2 and shown[-1] == "s" and shown[:-1].isupper():
        return folded[:-1]
    return stem(folded, language)


def words_of(text: str, language: str) -> list[str]:
    """The tokens of a text, as written."""
    return pattern_for(text, language).findall(text)


def same_case(term: str, word: str) -> bool:
    """Whether the capitals of a word are those of the term, an ending in small letters apart.

    >>> same_case("SSRI", "SSRIs"), same_case("AID", "AIDS"), same_case("WHO", "who")
    (True, False, False)
    """
    if term == word:
        return True
    same = shared(term, word)
    rest = term[same:] + word[same:]
    return same > 0 and rest == rest.casefold()


class Matcher:
    """Finds patterns in texts of one language. Picklable; its index is built at the first text."""

    def __init__(self, patterns: Iterable[Pattern], language: str) -> None:
        self.language = language
        self._patterns = tuple(patterns)
        self._index: dict[str, list[Pattern]] = {}
        self._lengths: dict[str, list[int]] = {}
        self._automaton: Any = None

    def __bool__(self) -> bool:
        return bool(self._patterns)

    def __reduce__(self) -> tuple[object, ...]:
        # The automaton cannot travel, and building it again is cheaper than sending it.
        return (Matcher, (self._patterns, self.language))

    def find(self, text: str, skip: Iterable[tuple[int, int]] = ()) -> list[Found]:
        """The patterns in `text`, in order, none overlapping another or a `skip` range.

        Of two that begin at the same word the longer one is taken; of two for the same words the
        one whose case rule is the stricter, then the one written the same, then the first.
        """
        if not self._patterns:
            return []
        if self._automaton is None:
            self._build()
        text = blank(text, skip)
        result: list[Found] = []
        end = 0
        for start in self._starts(text):
            if start >= end and (found := self._longest(text, start)):
                result.append(found)
                end = found.end
        return result

    def _build(self) -> None:
        import ahocorasick

        automaton = ahocorasick.Automaton()
        for pattern in self._patterns:
            lengths = self._lengths
            # Composed, as its beginnings are: a joined accent would hide the hyphen after it.
            for keys in _variants(tidy(pattern.text), self.language):
                self._index.setdefault(_JOIN.join(keys), []).append(pattern)
                sizes = lengths.setdefault(keys[0], [])
                if len(keys) not in sizes:
                    sizes.append(len(keys))
            for beginning in _beginnings(pattern.text, self.language):
                automaton.add_word(beginning, len(beginning) - 1)
        for sizes in self._lengths.values():
            sizes.sort(reverse=True)
        # An automaton without a word refuses to search.
        automaton.add_word("\0\0", 1)
        automaton.make_automaton()
        self._automaton = automaton

    def _starts(self, text: str) -> list[int]:
        """Where a pattern may begin, in order."""
        result = fold(text)
        if result is None:
            return [found.start() for found in pattern_for(text, self.language).finditer(text)]
        folded, places = result
        starts = {
            start
            for end, before in self._automaton.iter(folded)
            # The middle of a word, seen at once; scripts without spaces come after Devanagari.
            if not (start := end - before)
            or not (left := folded[start - 1]).isalnum()
            or max(left, folded[start]) > "\u0dff"
        }
        if places is not None:
            starts = {places[start] for start in starts}
        # pre-clinical, where the term is written preclinical
        starts.update(hyphenated(text))
        return sorted(start for start in starts if begins_word(text, start))

    def _longest(self, text: str, start: int) -> Found | None:
        """The longest pattern that begins at `start`."""
        pattern = pattern_for(text, self.language)
        first = pattern.match(text, start)
        if first is None:
            return None
        end = first.end()
        word = key(first[0], self.language)
        if sizes := self._lengths.get(word):
            if sizes == [1]:
                found = self._accept(text, word, start, end)
            else:
                found = self._among(text, [word], [(start, end)], sizes)
            if found:
                return found
        if text[end : end + 1] in HYPHENS and (second := pattern.match(text, end + 1)):
            word = key(first[0] + second[0], self.language)
            if sizes := self._lengths.get(word):
                return self._among(text, [word], [(start, second.end())], sizes)
        return None

    def _among(
        self, text: str, keys: list[str], spans: list[tuple[int, int]], sizes: list[int]
    ) -> Found | None:
        """The longest pattern of one of the sizes whose first word is read already."""
        tokens = pattern_for(text, self.language).finditer(text, spans[0][1])
        for token in islice(tokens, sizes[0] - 1):
            keys.append(key(token[0], self.language))
            spans.append(token.span())
        for size in sizes:
            if size <= len(keys):
                joined = _JOIN.join(keys[:size])
                if found := self._accept(text, joined, spans[0][0], spans[size - 1][1]):
                    return found
        return None

    def _accept(self, text: str, joined: str, start: int, end: int) -> Found | None:
        candidates = self._index.get(joined)
        if candidates is None or _inside_number(text, start, end):
            return None
        surface = text[start:end]
        best = (False, False)
        chosen: Pattern | None = None
        for pattern in candidates:
            cased = pattern.match is Match.CASE
            if cased and not _cased_alike(pattern.text, surface, self.language):
                continue
            rank = (cased, pattern.text == surface)
            if chosen is None or rank > best:
                chosen, best = pattern, rank
        return Found(start, end, chosen.number) if chosen else None


def _variants(text: str, language: str) -> Iterable[tuple[str, ...]]:
    """The key sequences under which a pattern is found."""
    words = words_of(text, language)
    if not words:
        return ()
    result = {tuple([key(word, language) for word in words])}
    # For `aids` in the glossary and AIDS in the text, and the other way round.
    if text.isascii() and text.islower():
        result.add(tuple(words))
    else:
        folded = [visible(word).casefold() for word in words]
        result.add(tuple(folded))
        if not text.isupper() or len(text) > _LONGEST_ACRONYM:
            result.add(tuple([stem(word, language) for word in folded]))
    shut = closed(text)
    if shut != text:
        result.add(tuple(key(word, language) for word in words_of(shut, language)))
    return result


def _beginnings(text: str, language: str) -> Iterable[str]:
    """How every form of a pattern begins in a folded text, in the spellings it may have."""
    for spelling in {text, closed(text)}:
        shown = tidy(spelling)
        before = ""
        end = None
        for found in pattern_for(shown, language).finditer(shown):
            word = found[0]
            folded = _folded(word)
            if folded is None or (end is not None and not word[0].isalnum()):
                # Spaces around other signs may differ: up to there, then.
                break
            gap = " " if end is not None and found.start() > end else ""
            if inflects(folded, language):
                # Its stem as an acronym and as any other word: one of the two will be asked for.
                for root in {key(word, language), stem(visible(word).casefold(), language)}:
                    for form in beginnings(folded, _folded(root) or "", language):
                        yield before + gap + form
                before = ""
                break
            before += gap + folded
            end = found.end()
        if before:
            yield before


def _folded(word: str) -> str | None:
    if word.isascii():
        return word.lower()
    result = fold(word)
    return result[0] if result else None


def _cased_alike(term: str, surface: str, language: str) -> bool:
    if term == surface:
        return True
    wanted = [visible(word) for word in words_of(term, language)]
    found = [visible(word) for word in words_of(surface, language)]
    if len(wanted) != len(found):
        wanted, found = ["".join(wanted)], ["".join(found)]
    return all(map(same_case, wanted, found))


def _inside_number(text: str, start: int, end: int) -> bool:
    """Whether the stretch would cut a number in two, as `5 mg` in `2.5 mg`."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if text[start].isdigit() and len(before) == 2 and before[0].isdigit() and before[1] in ".,":
        return True
    return text[end - 1].isdigit() and len(after) == 2 and after[0] in ".," and after[1].isdigit()
