"""Light stemming: enough to see that two words are forms of one noun or adjective, no more.

English loses its plural only; the other languages also their gender and case endings. A stem is
made to be compared with other stems of the same language, never to be shown.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache

_IRREGULAR_EN = {
    "analyses": "analysis",
    "axes": "axis",
    "bacteria": "bacterium",
    "calves": "calf",
    "children": "child",
    "cortices": "cortex",
    "crises": "crisis",
    "criteria": "criterion",
    "diagnoses": "diagnosis",
    "emphases": "emphasis",
    "feet": "foot",
    "fibroses": "fibrosis",
    "foci": "focus",
    "fungi": "fungus",
    "ganglia": "ganglion",
    "halves": "half",
    "hippocampi": "hippocampus",
    "hypotheses": "hypothesis",
    "indices": "index",
    "knives": "knife",
    "leaves": "leaf",
    "lives": "life",
    "matrices": "matrix",
    "media": "medium",
    "men": "man",
    "metastases": "metastasis",
    "mice": "mouse",
    "mitochondria": "mitochondrion",
    "necroses": "necrosis",
    "neuroses": "neurosis",
    "nuclei": "nucleus",
    "ova": "ovum",
    "paralyses": "paralysis",
    "parentheses": "parenthesis",
    "people": "person",
    "phenomena": "phenomenon",
    "prognoses": "prognosis",
    "prostheses": "prosthesis",
    "psychoses": "psychosis",
    "radii": "radius",
    "sepses": "sepsis",
    "stenoses": "stenosis",
    "stimuli": "stimulus",
    "syntheses": "synthesis",
    "teeth": "tooth",
    "theses": "thesis",
    "thrombi": "thrombus",
    "thromboses": "thrombosis",
    "uteri": "uterus",
    "vertebrae": "vertebra",
    "wives": "wife",
    "women": "woman",
}
# Words that end like plurals and are none, or whose singular is another word.
_FIXED = "always does goes lens means news perhaps rabies series shingles species thus whereas"
_FIXED_EN = frozenset(_FIXED.split())
_HISSING = ("se", "xe", "ze", "che", "she")


def _english(word: str) -> str:
    if word in _IRREGULAR_EN:
        return _stem_e(_IRREGULAR_EN[word])
    if len(word) < 4 or word in _FIXED_EN or word.endswith(("ss", "us", "is", "ics")):
        return word
    if word.endswith("s"):
        if word.endswith("ies") and len(word) > 4:
            return word[:-3] + "y"
        word = word[:-1]
    return _stem_e(word)


def _stem_e(word: str) -> str:
    # viruses and doses look alike, so both lose what may or may not belong to the ending.
    if len(word) > 3 and (word.endswith(_HISSING) or word.endswith("oe")):
        return word[:-1]
    return word


def _plain(word: str) -> str:
    """Without accents; ñ and ç stay letters of their own.

    >>> _plain("depresión"), _plain("niño"), _plain("größe")
    ('depresion', 'niño', 'grosse')
    """
    if word.isascii():
        return word
    word = word.replace("ß", "ss")
    return "".join(sign if sign in "ñç" else unicodedata.normalize("NFD", sign)[0] for sign in word)


def _spanish(word: str) -> str:
    stressed = word.endswith(("ás", "és", "ís", "ós", "ús"))
    word = _plain(word)
    # interés, francés: what ends in a stressed vowel and s is no plural.
    if len(word) < 4 or stressed:
        return word
    if word.endswith("eses") and len(word) > 5:
        return word[:-2]
    if word.endswith("ces"):
        return word[:-3] + "z"
    word = word.removesuffix("s")
    return word[:-1] if len(word) > 3 and word.endswith(("o", "a", "e")) else word


def _french(word: str) -> str:
    word = _plain(word)
    if len(word) < 4:
        return word
    if word.endswith("aux") and len(word) > 5:
        return word[:-3] + "al"
    if word.endswith(("euse", "euses")):
        return word[: word.rindex("euse")] + "eu"
    if word.endswith(("s", "x")):
        word = word[:-1]
    if word.endswith("e") and len(word) > 3:
        word = word[:-1]
    if word.endswith("iv"):
        return word[:-1] + "f"
    if len(word) > 3 and word[-1] == word[-2] and word[-1] in "lnst":
        word = word[:-1]
    return word


def _german(word: str) -> str:
    word = _plain(word)
    for size, endings in ((3, ("ern",)), (2, ("em", "en", "er", "es")), (1, ("e", "s", "n"))):
        if len(word) - size >= 3 and word.endswith(endings):
            return word[:-size]
    return word


def _portuguese(word: str) -> str:
    if word.endswith(("ões", "ães", "ãos")):
        return word[:-3] + "ao"
    word = _plain(word)
    if len(word) < 4:
        return word
    for ending, singular in (
        ("ais", "al"),
        ("eis", "el"),
        ("ois", "ol"),
        ("uis", "ul"),
        ("ns", "m"),
    ):
        if word.endswith(ending):
            return word[: -len(ending)] + singular
    if word.endswith(("res", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith("is"):
        word = word[:-1]
    if len(word) > 3 and word.endswith(("o", "a", "e")) and not word.endswith("ao"):
        word = word[:-1]
    return word


def _italian(word: str) -> str:
    word = _plain(word)
    for _ in range(2):
        if len(word) > 2 and word[-1] in "aeio":
            word = word[:-1]
    return word[:-1] if word.endswith(("ch", "gh")) else word


_STEMMERS: dict[str, Callable[[str], str]] = {
    "de": _german,
    "en": _english,
    "es": _spanish,
    "fr": _french,
    "it": _italian,
    "pt": _portuguese,
}

_FUNCTION_WORDS = {
    "de": "der die das den dem des ein eine einer eines einem einen",
    "en": "the a an of",
    "es": "el la los las lo un una unos unas de del al a",
    "fr": "le la les l un une des du de d au aux à",
    "it": "il lo la i gli le l un uno una di del dello della dei degli delle dell d al alla",
    "pt": "o a os as um uma uns umas de do da dos das ao à",
}
FUNCTION_WORDS: dict[str, frozenset[str]] = {
    language: frozenset(words.split()) for language, words in _FUNCTION_WORDS.items()
}
"""Words that come and go inside a term: `receptor NMDA`, `receptor de NMDA`."""


def shared(one: str, other: str) -> int:
    """How many signs two words have in common from the start.

    >>> shared("synapse", "synaptic")
    5
    """
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


@lru_cache(maxsize=65536)
def stem(word: str, language: str) -> str:
    """The stem of a case-folded word in a language; the word itself where no rules are known.

    >>> stem("receptors", "en"), stem("doses", "en") == stem("dose", "en")
    ('receptor', True)
    >>> stem("depresiones", "es") == stem("depresión", "es")
    True
    >>> stem("cérébraux", "fr") == stem("cérébral", "fr")
    True
    """
    rule = _STEMMERS.get(language)
    return rule(word) if rule else word


# The end of a stem that some form of the word may not have: voz, voces; cérébral, cérébraux.
_UNSTEADY = {"en": ("y", "f", "x"), "es": ("z",), "fr": ("al", "f"), "pt": ("ao", "l", "m")}
_PLURALS_EN: dict[str, list[str]] = {}
for _plural, _singular in _IRREGULAR_EN.items():
    _PLURALS_EN.setdefault(_stem_e(_singular), []).append(_plural)


def inflects(folded: str, language: str) -> bool:
    """Whether a word may have other forms that count as the same."""
    return language in _STEMMERS and len(folded) > 2 and folded.isalpha()


def beginnings(folded: str, root: str, language: str) -> tuple[str, ...]:
    """How the forms of a word may begin: from its spelling and its stem, both without accents.

    >>> beginnings("therapies", "therapy", "en"), beginnings("mouse", "mous", "en")
    (('therap',), ('mous', 'mice'))
    """
    steady = root if folded.startswith(root) else folded[: shared(folded, root)]
    for ending in _UNSTEADY.get(language, ()):
        if steady.endswith(ending) and len(steady) > len(ending) + 1:
            steady = steady[: -len(ending)]
            break
    partners = _PLURALS_EN.get(root, ()) if language == "en" else ()
    return (steady, *partners)


def alike(one: str, other: str, language: str) -> bool:
    """Whether two case-folded words are forms of one word.

    Without rules for the language: a common beginning of four letters or more, and endings of
    at most three.

    >>> alike("receptoru", "receptorów", "pl"), alike("receptor", "reakcja", "pl")
    (True, False)
    """
    if one == other or stem(one, language) == stem(other, language):
        return True
    if language in _STEMMERS:
        return False
    same = shared(one, other)
    return same >= 4 and max(len(one), len(other)) - same <= 3
