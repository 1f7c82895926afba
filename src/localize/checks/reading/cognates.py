"""Words that are the same word in several languages: ketamine, ketamina, kétamine, Ketamin, cetamina."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from localize.checks.reading import datafile
from localize.checks.reading.stems import Stems
from localize.regex import regex

_SPELLINGS = (
    ("zyk", "cic"), ("zill", "cil"), ("myz", "mic"),
    ("ph", "f"), ("mf", "nf"),
    ("ae", "e"), ("æ", "e"), ("oe", "e"), ("œ", "e"),
    ("ck", "c"), ("ch", "c"), ("qu", "c"), ("k", "c"), ("ct", "t"),
    ("h", ""), ("y", "i"), ("j", "i"), ("ss", "s"), ("x", "s"), ("w", "v"),
)  # fmt: skip
"""What languages write otherwise, in the order it is made alike."""
_SPELLED = regex("|".join(written for written, _ in _SPELLINGS))
_NASAL = regex("m(?=[cdglnrstv])")
"""Portuguese has an n there: *gencitabina*, *anlodipino*."""
_NASAL_END, _NASAL_LIKE = "om", "on"
"""And an m at the end: *ondansetrom*."""
_TWICE = regex(r"(.)\1")
_VOWELS, _AFTER_VOWELS = "aeiou", ("s", "um")
"""What a word ends with, and what may end that."""
_LEADING = ("esp", "est", "esc", "esk")
"""*espironolactona*: Spanish and Portuguese do not begin a word with s and another consonant."""


_LEVEL, _LEVELS = 4, frozenset({"emia", "emie", "émia", "émie", "ämie"})
"""Ends of words for what is in the blood: *digoxinémie*."""
_SHORTEST = 5
_BEFORE = 2
"""Letters before the end that makes a word a medicine."""
_COMPOUND = 10
"""Shorter German words are not taken apart."""


@lru_cache(maxsize=65_536)
def skeleton(word: str) -> str:
    """What is left of a word when the spelling habits of a language are taken off.

    >>> {skeleton(w) for w in ("ketamine", "ketamina", "kétamine", "Ketamin", "cetamina", "chetamina")}
    {'cetamin'}
    >>> skeleton("prednisone"), skeleton("prednisolona"), skeleton("ossicodone"), skeleton("oxycodone")
    ('prednison', 'prednisolon', 'osicodon', 'osicodon')
    """
    text = word.lower()
    if not text.isascii():
        text = text.replace("ä", "ae").replace("ö", "oe")
        parts = unicodedata.normalize("NFD", text)
        text = "".join([c for c in parts if not unicodedata.combining(c)])
    if text.startswith(_LEADING):
        text = text[1:]
    if _SPELLED.search(text):
        for written, to in _SPELLINGS:
            text = text.replace(written, to)
    if "m" in text:
        text = _NASAL.sub("n", text)
    if _TWICE.search(text):
        text = _TWICE.sub(_once, text)
    bare = text[:-1] if text.endswith(_AFTER_VOWELS) else text
    stem = bare.rstrip(_VOWELS)
    text = stem if len(stem) < len(bare) else text
    return text[:-2] + _NASAL_LIKE if text.endswith(_NASAL_END) else text


def _once(twice: re.Match[str]) -> str:
    return twice[1]


@lru_cache(maxsize=1)
def _data() -> Mapping[str, Any]:
    return datafile.read("drugs")


@lru_cache(maxsize=1)
def unfixed() -> frozenset[str]:
    """Substances that a translation may well call by another word."""
    return frozenset(_data()["loose"])


@lru_cache(maxsize=1)
def phrases() -> Mapping[str, Any]:
    """Drug -> its names of several words: *vitamin D*."""
    found: Mapping[str, Any] = _data()["phrases"]
    return found


@lru_cache(maxsize=1)
def mixtures() -> Mapping[str, tuple[str, ...]]:
    """Medicines with a name of their own that are made of several: the name -> its parts."""
    return {name: tuple(parts) for name, parts in _data()["mixtures"].items()}


class _Drugs(NamedTuple):
    """What medicines are known by."""

    names: Mapping[str, str]
    """Skeleton of a name -> its English one."""
    beginnings: frozenset[str]
    """The first letters of the names that may begin a compound."""
    stems: Stems[int]
    """The ends of names, with how long they are; the letters turned round."""
    ends: frozenset[str]
    """The last letters of these ends: most words have others."""


@lru_cache(maxsize=1)
def _drugs() -> _Drugs:
    data = _data()
    names = {_key(name): name for name in (*data["names"], *data["mixtures"])}
    for name, others in data["same"].items():
        names[_key(name)] = name
        names.update({_key(other): name for other in others})
    stems = Stems[int]()
    for stem in data["stems"]:
        stems.add(stem[::-1], len(stem))
    ends = frozenset(stem[-_ENDS:] for stem in data["stems"])
    return _Drugs(names, frozenset(key[:_SHORTEST] for key in names), stems, ends)


_ENDS = 3
"""Letters of the shortest end of a name."""


@lru_cache(maxsize=65_536)
def root_of(word: str) -> str:
    """What a word is known again by in another language: the first letters of its skeleton; empty where those are too few.

    >>> root_of("hypertension"), root_of("Hypertonie"), root_of("sea")
    ('ipert', 'ipert', '')
    """
    root = skeleton(word)[:_ROOT]
    return root if len(root) >= _FEWEST else ""


_ROOT, _FEWEST = 5, 4
"""Letters of a root, and how many of them there have to be."""


def _key(name: str) -> str:
    """The skeleton, or for a short one the word itself: “sodass” has that of sodium."""
    root = skeleton(name)
    return root if len(root) >= _SHORTEST else f"={name.lower()}"


def drug(word: str, *, compounds: bool = False) -> str:
    """The drug a word names, by its English name; empty for any other word.

    One that no list holds is known by the end of its name, and named by its skeleton.

    >>> drug("ketamina"), drug("acetaminofén"), drug("adrenalina"), drug("mesa")
    ('ketamine', 'paracetamol', 'epinephrine', '')
    >>> drug("imaginapril"), drug("Imaginapril"), drug("imaginaprile")
    ('~imaginapril', '~imaginapril', '~imaginapril')
    """
    if len(word) <= 3:
        return ""
    root, known = skeleton(word), _drugs()
    names, size = known.names, len(root)
    if found := names.get(root if size >= _SHORTEST else f"={word.lower()}", ""):
        return found
    if root.endswith("s") and size > _SHORTEST:
        # des Tetracyclins, des Kalziums, penicillins
        found = names.get(skeleton(word[:-1]) if compounds else root[:-1], "")
    if compounds and not found and len(word) >= _COMPOUND and root[:_SHORTEST] in known.beginnings:
        # Ketamintherapie: the longest known beginning; an Insulinpumpe speaks of insulin too.
        for part in range(size - 3, _SHORTEST, -1):
            begun = root[:part]
            if begun.endswith("n") and begun not in names:
                begun = f"{begun[:-1]}m"  # Lorazepamgabe
            if name := names.get(begun):
                return name
    if not found and word[-_LEVEL:].lower() in _LEVELS:
        return names.get(skeleton(word[:-_LEVEL]), "")
    if not found and root[-_ENDS:] in known.ends:
        sizes = known.stems.of(root[::-1])
        if sizes and size >= sizes[0] + _BEFORE:
            return f"~{root}"
    return found
