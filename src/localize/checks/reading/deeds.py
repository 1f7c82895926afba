"""What is done in a source: “the nurse adjusts the pump”, “tell your doctor”, each person with the verb of which it is subject or object."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from localize.checks.reading.persons import YOU, Person
from localize.checks.reading.reading import Reading
from localize.regex import regex

_TWO = 2
_SPAN, _NEAR, _FAR = 10, 4, 8
"""Words from someone to what is done, and from that to whom."""
_FLY = 4
"""Letters of a word in *-ly* that may be no adverb."""
_MODAL = frozenset(
    ("can", "cannot", "could", "may", "might", "must", "should", "will", "would", "shall", "do", "does", "did")
)  # fmt: skip
_BE = frozenset(
    ("is", "are", "was", "were", "be", "been", "being", "isn't", "aren't", "wasn't", "weren't")
)  # fmt: skip
_SAYING = _MODAL | _BE
_HAVE = frozenset(
    ("has", "have", "had", "having", "hasn't", "haven't", "hadn't")
)  # fmt: skip
_WANT = frozenset(
    ("need", "needs", "needed", "want", "wants", "wanted", "wish", "wishes", "tries", "try", "ought", "able", "allowed", "going", "supposed",
     "required", "advised", "asked", "likely")
)  # fmt: skip
"""“needs to”, “is allowed to”"""
_ADVERBS = frozenset(
    ("not", "never", "also", "only", "then", "always", "usually", "often", "still", "just", "now", "first", "later", "either", "ever", "soon",
     "again", "both", "all", "even")
)  # fmt: skip
_IRREGULAR = regex(
    r"(?:given|taken|told|caught|fed|held|seen|left|sent|brought|bled|put|kept|made|done|shown|known|born|begun|let|cut|met|paid|taught|drawn|bitten)$"
)
_NO_VERB = frozenset(
    ("a", "an", "the", "and", "or", "nor", "but", "of", "in", "on", "at", "by", "for", "from", "to", "with", "without", "as", "if", "when", "who",
     "that", "which", "your", "my", "his", "her", "its", "their", "our", "this", "these", "those", "it", "he", "she", "they", "you", "we", "i",
     "not", "than", "because", "until", "unless", "while", "where", "whose", "what", "how", "why", "there", "here", "about", "into", "onto", "over",
     "under", "after", "before", "during", "between", "among", "s", "per", "via", "both", "either", "neither", "all", "every", "each", "any", "some",
     "no", "one", "two", "three", "four", "five", "six", "half", "twice", "once", "double", "yes", "such", "same", "more", "less", "most", "least",
     "other", "another")
)  # fmt: skip
_DETERMINERS = frozenset(
    ("the", "a", "an", "your", "my", "his", "her", "their", "our", "this", "that", "these", "those", "each", "every", "any", "some", "all", "him",
     "it", "them", "me", "us", "whoever")
)  # fmt: skip
_PREPOSED = frozenset(
    ("with", "in", "on", "of", "from", "at", "without", "aged", "under", "over", "living", "who", "whose", "that")
)  # fmt: skip
_CONJUNCTIONS = frozenset(
    ("since", "if", "when", "that", "unless", "until", "before", "after", "while", "because", "once", "whether", "and", "but", "or", "where",
     "whereas", "as", "how", "what", "so")
)  # fmt: skip
_CLAUSES = frozenset(
    ("if", "when", "that", "who", "which", "and", "or", "but", "until", "unless", "before", "after", "while", "because", "by", "for", "from", "with")
)  # fmt: skip
_WHEN = frozenset(("before", "after", "until", "since"))
_COMPARED = frozenset(("than", "as", "like", "unlike"))
_DOING = frozenset(
    ("can", "could", "may", "might", "must", "should", "will", "would", "never", "not", "to")
)
"""Before a verb that is done to *you*."""
_TELLING = frozenset(("never", "always", "please", "and", "then", "don't"))
"""Before what one is told to do."""
_BREAK = regex(r"[,;:.!?()–—\d]")


class Deed(NamedTuple):
    """What someone does, or has done to oneself."""

    verb: int
    """Index of its word."""
    agent: Person | None
    patient: Person | None
    passive: bool = False


class Source:
    """The words of a source with its persons."""

    def __init__(self, reading: Reading, people: Sequence[Person]) -> None:
        self.words = reading.words
        self.people = people
        plain = reading.prose.plain
        self._parted = [True]
        """Before which words a sign stands, or a number."""
        self._parted += [
            _BREAK.search(plain, one.end, two.start) is not None
            for one, two in pairwise(reading.places)
        ]

    def deeds(self) -> Iterator[Deed]:
        """What is done, and by whom."""
        for one in self.people:
            if (one.governed and self.words[one.lead - 1] not in _WHEN) or not self._begins(one):
                continue
            for start in self._behind(one):
                if (found := self._verb(start)) is not None:
                    verb, passive = found
                    if passive:
                        yield Deed(verb, self._by(verb), one, passive=True)
                    else:
                        yield Deed(verb, one, self._object(verb))
        for index in range(1, len(self.words)):
            if (deed := self._told(index)) is not None:
                yield deed
        if self._commanded(0) and (whom := self._object(0)):
            yield Deed(0, None, whom)

    def _told(self, index: int) -> Deed | None:
        """What a word tells that stands behind what is done, “by the nurse”, or that one is told to do."""
        words, parted = self.words, self._parted
        word = words[index]
        if not parted[index]:
            if word == "by" and words[index - 1].endswith(("ed", "en")):
                agent = self._by(index - 1)
                return Deed(index - 1, agent, None) if agent else None
            if word == "to" and _participle(words[index - 1]):
                whom = self._object(index - 1)
                return Deed(index - 1, None, whom) if whom else None
            if word == "you":
                done = index > 1 and words[index - 2] in _DOING and not parted[index - 1]
                if not done or words[index - 1] in _NO_VERB:
                    return None
                you = next(one for one in self.people if one.lead == index)
                return Deed(index - 1, None, you)
        whom = self._object(index) if self._commanded(index) else None
        return Deed(index, None, whom) if whom else None

    def elliptic(self, one: Person) -> bool:
        """Does someone do what another does, or is compared with who does: “children get 5 mL, adults 15”, “sooner than girls”?"""
        words = self.words
        before = words[one.lead - 1] if one.lead else ""
        behind = words[one.last + 1 : one.last + 1 + _NEAR]
        return before in _COMPARED or (
            (self._parted[one.lead] or before in ("and", "or"))
            and "not" not in behind
            and _SAYING.isdisjoint(behind[:1])
            and all(self._verb(at) is None for at in self._behind(one))
        )

    def _behind(self, one: Person) -> list[int]:
        """The index of the word with which what is said of someone begins: behind a relative clause there is another one."""
        words, parted = self.words, self._parted
        index = one.last + 1
        if index >= len(words):
            return []
        if parted[index]:
            if words[index] == "who":
                return [index + 1]
            if "not" not in words[index : index + _TWO]:
                return []
            # “the nurse, and not the parent, should”
            far = range(index + 1, min(len(words), index + _FAR))
            return [at for at in far if parted[at]][:1]
        if words[index] not in _PREPOSED:
            return [index]
        found = [index + 1] if words[index] in ("who", "that") else []
        for at in range(index + 1, min(len(words), index + _SPAN)):
            if parted[at] or any(
                other.lead == at and not other.governed and words[at - 1] != "whose"
                for other in self.people
            ):
                break
            if words[at] in _MODAL and at > index + 1:
                found.append(at)
                break
        return found

    def _verb(self, start: int) -> tuple[int, bool] | None:
        """The verb of what is said from a place on, and whether it is in the passive."""
        words = self.words
        being = False
        index = start
        while index < min(len(words), start + _FAR) and (index == start or not self._parted[index]):
            word = words[index].removesuffix("n't")
            behind = words[index + 1] if index + 1 < len(words) else ""
            if word in _ADVERBS or word in _MODAL or (word.endswith("ly") and len(word) > _FLY):
                index += 1
            elif word in _HAVE:
                index += 1 + (behind == "to")
                if behind not in ("to", "been") and not _participle(behind):
                    return None
            elif word in _BE:
                being = True
                index += 1
            elif word in _WANT and behind == "to":
                being = False
                index += _TWO
            elif being:
                if word.endswith("ing"):
                    return index, False
                return (index, True) if _participle(word) else None
            else:
                return None if word in _NO_VERB else (index, False)
        return None

    def _begins(self, one: Person) -> bool:
        """Does a clause begin with someone, or is it told what someone does who is named elsewhere, “the nurse who decides”?"""
        words = self.words
        behind = words[one.last + 1] if one.last + 1 < len(words) else ""
        before = words[one.lead - 1] if one.lead else ""
        if self._parted[one.lead] or before in _CONJUNCTIONS:
            return True
        if one.keys == YOU:
            return behind in _MODAL or behind in ("need", "have", "are", "want")
        if behind in _MODAL:  # “unvaccinated siblings can”
            leads = range(max(0, one.lead - _TWO), one.lead)
            return any(self._parted[at] for at in leads) and _DETERMINERS.isdisjoint(
                words[leads[0] : one.lead]
            )
        return behind in ("who", "that")

    def _by(self, verb: int) -> Person | None:
        """By whom something is done."""
        for one in self.people:
            away = one.lead - verb
            if (
                one.governed == "by"
                and 0 < away <= _NEAR
                and not any(self._parted[verb + 1 : one.lead])
            ):
                return one
        return None

    def _object(self, verb: int) -> Person | None:
        """To whom something is done: right behind the verb, or led by *to*."""
        words = self.words
        one = next((one for one in self.people if one.lead > verb), None)
        if one is None or one.lead - verb > _FAR or any(self._parted[verb + 1 : one.last + 1]):
            return None
        between = words[verb + 1 : one.lead]
        if one.keys == YOU and one.last + 1 < len(words) and words[one.last + 1] in _MODAL:
            return None
        beside = not one.governed and len(between) < _TWO and _NO_VERB.isdisjoint(between)
        led = one.governed == "to" and between[-1:] == ["to"] and _CLAUSES.isdisjoint(between)
        return one if beside or led else None

    def _commanded(self, index: int) -> bool:
        """Is a word what one is told to do: “tell your doctor”, “do not leave the patient”?"""
        words = self.words
        word = words[index]
        if index + 1 >= len(words) or word in _NO_VERB or word in _SAYING or word in _ADVERBS:
            return False
        if self._parted[index + 1] or words[index + 1] not in _DETERMINERS:
            return False
        before = words[max(0, index - _TWO) : index]
        return (
            self._parted[index] or before == ["do", "not"] or not _TELLING.isdisjoint(before[-1:])
        )


def _participle(word: str) -> bool:
    return word.endswith("ed") or _IRREGULAR.match(word) is not None
