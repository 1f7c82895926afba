"""Words that are the same word in several languages: ketamine, ketamina, kétamine, Ketamin, cetamina."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

_SPELLINGS = (
    ("ph", "f"), ("mf", "nf"),
    ("ae", "e"), ("æ", "e"), ("oe", "e"), ("œ", "e"),
    ("ck", "c"), ("ch", "c"), ("qu", "c"), ("k", "c"), ("ct", "t"),
    ("h", ""), ("y", "i"), ("j", "i"), ("ss", "s"), ("x", "s"), ("w", "v"),
)  # fmt: skip
"""What languages write otherwise, in the order it is made alike."""
_TWICE = re.compile(r"(.)\1")
_ENDING = re.compile("(?:[aeiou]*u[ms]|[aeiou]+s?)$")
_LEADING = re.compile("^es(?=[ptc])")
"""*espironolactona*: Spanish and Portuguese do not begin a word with s and another consonant."""


_LEVEL = re.compile("(?:emi[ae]|émi[ae]|ämie)$", re.IGNORECASE)
"""Ends of words for what is in the blood: *digoxinémie*."""
_SHORTEST = 5
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
        text = "".join(c for c in parts if not unicodedata.combining(c))
    text = _LEADING.sub("s", text)
    for written, to in _SPELLINGS:
        if written in text:
            text = text.replace(written, to)
    if _TWICE.search(text):
        text = _TWICE.sub(r"\1", text)
    return _ENDING.sub("", text)


@lru_cache(maxsize=1)
def _data() -> Mapping[str, Any]:
    place = resources.files("localize.checks") / "data" / "drugs.toml"
    return tomllib.loads(place.read_text("utf-8"))


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
def _drugs() -> Mapping[str, str]:
    data = _data()
    known = {_key(name): name for name in data["names"]}
    for name, others in data["same"].items():
        known[_key(name)] = name
        known.update({_key(other): name for other in others})
    return known


@lru_cache(maxsize=1)
def _stems() -> re.Pattern[str]:
    return re.compile(f".{{2,}}(?:{'|'.join(_data()['stems'])})")


def _key(name: str) -> str:
    """The skeleton, or for a short one the word itself: “sodass” has that of sodium."""
    root = skeleton(name)
    return root if len(root) >= _SHORTEST else f"={name.lower()}"


@lru_cache(maxsize=65_536)
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
    root = skeleton(word)
    found = _drugs().get(root, "") or _drugs().get(f"={word.lower()}", "")
    if not found and compounds and len(word) >= _COMPOUND:
        # Ketamintherapie: the longest known beginning; an Insulinpumpe speaks of insulin too.
        for size in range(len(root) - 3, 5, -1):
            if name := _drugs().get(root[:size]):
                return name
    if not found and (level := _LEVEL.search(word)):
        return _drugs().get(skeleton(word[: level.start()]), "")
    if not found and _stems().fullmatch(root):
        return f"~{root}"
    return found
