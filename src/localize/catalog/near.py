"""Which changed source text continues which old one, and when a translation may not follow it.

A translation follows its source through a change of wording, flagged as stale. It never follows
through a change that turns a correct sentence into a wrong one: another number, unit, negation,
comparison or term. The old translation is then only a suggestion.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence

from localize.regex import regex

IN_PLACE = 55.0
"""Similarity, in percent, that is enough where the old text stood at the same place."""
ELSEWHERE = 80.0
"""The same for a text that also moved, and for short texts."""
SHORT = 12

_URL = regex(r"(?<=\])\([^)\s]*\)|https?://\S+|<[^<>\s]+@[^<>\s]+>")
_WORD = regex(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+(?:[.,\u00a0\u202f]\d+)*|[<>≤≥±=~≈×÷%‰°µμ+/-]")

# Source-language words that turn a sentence's meaning around. English first, and what the
# commonest other source languages have for it; a longer list only makes the tool more careful.
_SENSE = frozenset(
    """
    no not never none nor neither without cannot nothing nobody nowhere hardly barely unless
    except less more fewer greater larger smaller higher lower above below over under least most
    minimum maximum up down before after until since during within between at only increase
    increases increased increasing decrease decreases decreased decreasing reduce reduces
    reduced raise raises raised high low left right start starts stop stops begin end first last
    always sometimes often rarely may must should can daily weekly monthly hourly once twice
    oral intravenous intramuscular male female men women adult adults child children positive
    negative allowed forbidden safe unsafe avoid use take ningún ninguno ninguna nunca jamás sin
    ni nadie nada más menos mayor menor hasta desde antes después sólo solo ne pas jamais aucun
    aucune sans ni rien personne plus moins avant après jusque seulement nicht nie kein keine
    keinen keinem keiner ohne mehr weniger vor nach bis nur mindestens höchstens não nem sem
    mais non mai senza né più meno prima dopo fino
    """.split()  # noqa: SIM905 (a list of words reads best as words)
)
_UNITS = frozenset(
    """
    g kg mg mcg µg μg ng pg l dl ml µl μl cl m cm mm km nm µm μm mol mmol µmol μmol nmol iu ie
    ui u meq mval kcal kj cal j w hz khz mhz h hr hrs hour hours min mins minute minutes s sec
    second seconds day days week weeks month months year years d wk mo yr kpa mmhg bar pa °c °f
    k percent drop drops tablet tablets capsule capsules vial vials puff puffs unit units dose
    doses lb lbs oz ft in bpm ms
    """.split()  # noqa: SIM905 (a list of words reads best as words)
)
_PREFIXES = tuple(
    """
    un in im ir il non dis de anti contra hypo hyper over under mis pre post sub super ab ad a an
    intra inter extra
    """.split()  # noqa: SIM905 (a list of words reads best as words)
)


def meaning(text: str) -> Counter[str]:
    """What of a text must not change under a translation: numbers, units, signs, turning words.

    >>> sorted(meaning("Take no more than 5 mg."))
    ['5', 'mg', 'more', 'no', 'take']
    """
    found: Counter[str] = Counter()
    for word in _WORD.findall(_URL.sub(" ", text)):
        lower = word.lower()
        if not word[0].isalpha():
            # A hyphen or slash between words is spelling; between numbers it is a range or ratio,
            # whose numbers are counted anyway.
            if word not in "-/":
                found[word] += 1
        elif lower in _SENSE or lower in _UNITS or lower.endswith(("n't", "n’t")):
            found[lower] += 1
    return found


def risky(old: str, new: str, terms: Callable[[str], Collection[str]] | None = None) -> bool:
    """Say whether the translation of `old` must not be kept for `new`, not even flagged.

    >>> risky("Use in pregnancy.", "Do not use in pregnancy!")
    True
    >>> risky("Treats hypotension", "Treats hypertension")
    True
    >>> risky("This is a smal mistake.", "This is a small mistake.")
    False
    """
    if meaning(old) != meaning(new):
        return True
    if terms is not None and Counter(terms(old)) != Counter(terms(new)):
        return True
    before = Counter(word.lower() for word in _WORD.findall(_URL.sub(" ", old)))
    after = Counter(word.lower() for word in _WORD.findall(_URL.sub(" ", new)))
    gone, came = before - after, after - before
    return any(_turned(a, b) for a in gone for b in came)


def _turned(one: str, other: str) -> bool:
    """Say whether these are the same word but for a prefix that turns its meaning."""
    stems = {one[len(p) :] for p in _PREFIXES if one.startswith(p) and len(one) - len(p) > 3}
    others = {other[len(p) :] for p in _PREFIXES if other.startswith(p) and len(other) - len(p) > 3}
    return other in stems or one in others or bool(stems & others)


def pairs(
    new: Sequence[tuple[int, str]],
    old: Sequence[tuple[int, str]],
    in_place: Callable[[int, int], bool],
) -> list[tuple[int, int]]:
    """Which new text continues which old one; each is used once.

    new, old: key and text, in the order of the article and of the file.
    in_place: does the old one (second) stand where the new one (first) stands now?
    """
    if not new or not old:
        return []
    from rapidfuzz import fuzz, process

    texts = [text for _, text in old]
    found: list[tuple[float, int, int, int]] = []
    for rank, (key, text) in enumerate(new):
        for _, score, at in process.extract(
            text, texts, scorer=fuzz.ratio, score_cutoff=IN_PLACE, limit=8
        ):
            near = in_place(key, old[at][0])
            if score >= ELSEWHERE or (near and len(text) >= SHORT):
                found.append((-score - (10 if near else 0), abs(rank - at), rank, at))
    found.sort()
    used_new: set[int] = set()
    used_old: set[int] = set()
    chosen = []
    for _, _, rank, at in found:
        if rank not in used_new and at not in used_old:
            used_new.add(rank)
            used_old.add(at)
            chosen.append((new[rank][0], old[at][0]))
    return chosen
