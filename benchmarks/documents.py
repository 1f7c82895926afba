"""Markdown documents made of nothing but a seed: the same number gives the same bytes everywhere.

The mix is that of documentation and patient information: front matter, headings, wrapped paragraphs
with emphasis, code spans and links, lists, tables, quotes, fenced code, footnotes.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

AVERAGE_BYTES = 3070
"""300 documents make 0.92 MB."""

_NOUNS = [
    "dose",
    "infusion",
    "receptor",
    "patient",
    "clinic",
    "session",
    "monitor",
    "pressure",
    "synapse",
    "symptom",
    "trial",
    "response",
    "medicine",
    "antagonist",
    "channel",
    "neuron",
    "signal",
    "treatment",
    "interval",
    "nurse",
    "chart",
    "protocol",
    "consent",
    "record",
    "journal",
    "plan",
    "risk",
    "benefit",
    "interaction",
    "warning",
    "guideline",
    "study",
    "group",
    "placebo",
    "outcome",
    "measure",
    "scale",
    "score",
    "week",
    "month",
    "morning",
    "breakfast",
    "driver",
    "server",
    "request",
    "cache",
    "module",
    "release",
    "version",
    "pipeline",
    "table",
    "column",
    "index",
    "query",
]
_VERBS = [
    "reduces",
    "increases",
    "explains",
    "measures",
    "records",
    "confirms",
    "delays",
    "prevents",
    "follows",
    "requires",
    "describes",
    "repeats",
    "allows",
    "blocks",
    "activates",
    "supports",
    "replaces",
    "compares",
    "reports",
    "leaves",
]
_LINKS = ["because", "while", "although", "after", "before", "unless", "when", "until", "so"]
_ADJECTIVES = [
    "rapid",
    "careful",
    "second",
    "written",
    "common",
    "severe",
    "mild",
    "early",
    "single",
    "weekly",
    "typical",
    "local",
    "intravenous",
    "clinical",
    "public",
    "stable",
    "slow",
    "optional",
    "missing",
    "recent",
]
_CODE = ("retry_limit", "--verbose", "status.json", "dose_mg", "GET /sessions", "NR2B", "x = 1")


class _Writer:
    """Writes one document; every draw comes from one generator."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._seed = seed
        self._notes = 0

    def document(self, size: int) -> str:
        pick = self._random
        title = self._heading()
        parts = [
            (
                f'---\ntitle: "{title}"\ndescription: {self._sentence()}\n'
                f"date: 2026-0{pick.randint(1, 9)}-1{pick.randint(0, 9)}\ntags: [a, b]\n---"
            ),
            f"# {title}",
        ]
        blocks: list[tuple[Callable[[], str], int]] = [
            (self._paragraph, 50),
            (self._bullets, 14),
            (self._steps, 8),
            (lambda: f"{'#' * pick.randint(2, 4)} {self._heading()}", 16),
            (self._code, 8),
            (self._quote, 5),
            (self._table, 4),
            (self._footnote, 2),
        ]
        makers, weights = zip(*blocks, strict=True)
        while sum(map(len, parts)) + 2 * len(parts) < size:
            parts.append(pick.choices(makers, weights)[0]())
        return "\n\n".join(parts) + "\n"

    def _heading(self) -> str:
        pick = self._random
        return f"{pick.choice(_ADJECTIVES)} {pick.choice(_NOUNS)} and {pick.choice(_NOUNS)}".capitalize()

    def _clause(self) -> str:
        pick = self._random
        return (
            f"the {pick.choice(_ADJECTIVES)} {pick.choice(_NOUNS)} "
            f"{pick.choice(_VERBS)} {pick.choice(('the', 'a', 'each', 'every'))} {pick.choice(_NOUNS)}"
        )

    def _sentence(self) -> str:
        pick = self._random
        text = self._clause()
        while pick.random() < 0.4:
            text += f" {pick.choice(_LINKS)} {self._clause()}"
        if pick.random() < 0.2:
            text += (
                f" within {pick.randint(2, 90)} {pick.choice(('minutes', 'hours', 'mg', 'days'))}"
            )
        return text[0].upper() + text[1:] + "."

    def _inline(self) -> str:
        pick = self._random
        text = self._sentence()
        roll = pick.random()
        if roll < 0.12:
            text += f" See [{self._heading()}](article-{pick.randint(0, 299):04}.md#part-{pick.randint(1, 9)})."
        elif roll < 0.26:
            text += f" Set `{pick.choice(_CODE)}` first."
        elif roll < 0.38:
            text += f" **{self._clause().capitalize()}.**"
        elif roll < 0.46:
            text += f" This is *{pick.choice(_ADJECTIVES)}* & {pick.choice(_ADJECTIVES)}."
        return text

    def _paragraph(self) -> str:
        lines = [self._inline() for _ in range(self._random.randint(1, 5))]
        return ("\n" if self._random.random() < 0.5 else " ").join(lines)

    def _bullets(self) -> str:
        return "\n".join(f"- {self._inline()}" for _ in range(self._random.randint(2, 6)))

    def _steps(self) -> str:
        return "\n".join(
            f"{n}. **{self._heading()}.** {self._sentence()}\n   {self._inline()}"
            for n in range(1, self._random.randint(3, 6))
        )

    def _code(self) -> str:
        name = self._random.choice(_NOUNS)
        return f"```python\ndef {name}(value):\n    # not translated\n    return value * {self._random.randint(2, 9)}\n```"

    def _quote(self) -> str:
        return f"> **Note:** {self._sentence()}\n> {self._inline()}"

    def _table(self) -> str:
        pick = self._random
        rows = [
            f"| {pick.choice(_NOUNS)} | {pick.randint(1, 500)} mg | {self._clause()} |"
            for _ in range(pick.randint(2, 5))
        ]
        return "| Name | Amount | Meaning |\n|---|---:|---|\n" + "\n".join(rows)

    def _footnote(self) -> str:
        self._notes += 1
        label = f"{self._seed}-{self._notes}"
        return f"{self._sentence()}[^{label}]\n\n[^{label}]: {self._sentence()}"


def make(count: int) -> Iterator[tuple[str, str]]:
    """Names and texts of `count` documents, a few long ones among many short ones."""
    for number in range(count):
        size = random.Random(-1 - number).lognormvariate(0, 0.6) * AVERAGE_BYTES * 0.8
        yield f"article-{number:04}.md", _Writer(number).document(int(size))


def write(folder: Path, count: int) -> None:
    """Write `count` documents into `folder`, ten to a folder."""
    for number, (name, text) in enumerate(make(count)):
        path = folder / f"part-{number // 10:03}" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
