"""The pseudo engine: every ASCII letter becomes a look-alike that is not ASCII.

What still shows plain letters afterwards, the extraction missed.
"""

from __future__ import annotations

from collections.abc import Sequence

from localize.pretranslate.engines.base import (
    Hypothesis,
    Opinion,
    Output,
    Progress,
    Request,
    Verdict,
)

_LOWER = dict(zip("abcdefghijklmnopqrstuvwxyz", "áƀçđéƒğħíĵķłɱñóþɋřšŧúʋŵχýž", strict=True))
LETTERS = str.maketrans({**_LOWER, **{k.upper(): v.upper() for k, v in _LOWER.items()}})
"""ASCII letter -> its look-alike: one to one, capitals to capitals."""


class PseudoEngine:
    """Turns letters into look-alikes; everything else stays as it is."""

    name = "pseudo"
    model = ""
    fingerprint = "pseudo 1"
    by_piece = True

    def verdict(self) -> Verdict:
        """It needs no placeholders: protected text never reaches it."""
        return Verdict((), attention=False)

    def translate(
        self, requests: Sequence[Request], *, n_best: int = 1, progress: Progress | None = None
    ) -> list[Output]:
        """One hypothesis each, whatever `n_best` asks for."""
        del n_best
        outputs = [
            Output((Hypothesis(request.prefix + request.text.translate(LETTERS)),))
            for request in requests
        ]
        if progress:
            progress(len(requests), len(requests))
        return outputs

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[Opinion]:
        """It is sure of everything."""
        return [Opinion(0.0) for _ in pairs]
