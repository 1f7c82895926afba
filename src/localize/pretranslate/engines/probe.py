"""Try a model once: which placeholders it copies, whether its attention and its spelling are worth a look.

Models differ, and none was trained to copy anything: a placeholder style is only used where it was
seen to survive, and attention only where it found words whose translation is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from localize.pretranslate.engines.base import Request, Verdict

if TYPE_CHECKING:
    from localize.pretranslate.engines.base import Engine

STYLES = ("[{}]", "<{}>", "__{}__", "Q{}Z", "X{}", "#{}", "{{{}}}", "ID{}", "N{}", "XX{}XX")
"""Candidates, the most legible first."""
_GOOD_ENOUGH = 0.7
_FRAMES = (
    "{0} is used in adults.",
    "The dose of {0} is given over {1}.",
    "See {0} and {1} for details.",
    "{0}: take it once a day with {1}.",
    "Patients who took {0} had fewer symptoms than those who took {1}.",
    "In this study, {0} was compared with {1} and {2}.",
    "The level of {0} rose by {1} in {2} of the patients.",
    "Open the {0} menu and choose {1}.",
)
"""English; other source languages are probed with their bare placeholders in a row."""
_NUMBERED = ("1998", "2014", "365", "1250", "72")
_ATTENTION = (
    "In {0}, the study began.",
    "The study of {0} showed good results.",
    "There were {0} patients in the hospital last year.",
    "We saw a total of {0} cases and they were treated.",
)


def probe(engine: Engine) -> Verdict:
    """What `engine` copies, best first, and whether its attention is worth a look."""
    requests, expected = [], []
    for style in STYLES:
        for frame in _FRAMES:
            wanted = [style.format(n) for n in range(1, frame.count("{") + 1)]
            requests.append(Request(frame.format(*wanted)))
            expected.append(wanted)
    sentences = [Request(f.format(n), aligned=True) for f in _ATTENTION for n in _NUMBERED]
    outputs = engine.translate([*requests, *sentences])
    kept = [
        all(output.best.text.count(mark) == 1 for mark in wanted)
        for output, wanted in zip(outputs, expected, strict=False)
    ]
    share = {
        style: sum(kept[i * len(_FRAMES) : (i + 1) * len(_FRAMES)]) / len(_FRAMES)
        for i, style in enumerate(STYLES)
    }
    styles = sorted((s for s in STYLES if share[s] >= _GOOD_ENOUGH), key=lambda s: -share[s])
    tried = outputs[len(requests) :]
    right = [
        _points_at_number(request.text, output.best.text, output.best.words)
        for request, output in zip(sentences, tried, strict=True)
    ]
    known = [r for r in right if r is not None]
    attention = len(known) * 2 >= len(right) and sum(known) >= _GOOD_ENOUGH * len(known)
    odd = sum(bool(output.best.odd) for output in tried)
    return Verdict(tuple(styles), attention=attention, spelling=odd * 4 <= len(tried))


def _points_at_number(source: str, target: str, words: Sequence[object]) -> bool | None:
    """Does the number in the target look at the number in the source? None where it is lost."""
    from localize.pretranslate.engines.base import Word

    wanted = next(i for i, word in enumerate(source.split()) if word.strip(".,").isdigit())
    number = source.split()[wanted].strip(".,")
    for word in words:
        if isinstance(word, Word) and target[word.start : word.end].strip(".,") == number:
            return bool(word.sources) and word.sources[0][0] == wanted
    return None
