"""Segments by hand, the real model, and an engine that says what a test tells it to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from localize.config import Config
from localize.markdown.inline import analyse
from localize.model import Kind, Segment, Syntax, unit_id
from localize.pretranslate.engines import (
    Engine,
    Hypothesis,
    Opinion,
    Output,
    Progress,
    Request,
    Verdict,
    Word,
    load_engine,
)

REPOSITORY = Path(__file__).parents[2]
MODEL = REPOSITORY / "models" / "translate-en_es-0_1.argosmodel"

SegmentMaker = Callable[..., Segment]


def make_segment(
    text: str,
    *,
    syntax: Syntax = Syntax.MARKDOWN,
    labels: tuple[tuple[str, str], ...] = (),
    kind: Kind = Kind.PARAGRAPH,
) -> Segment:
    return Segment(
        id=unit_id(text),
        text=text,
        kind=kind,
        syntax=syntax,
        labels=labels,
        pieces=analyse(text, syntax, labels),
    )


@pytest.fixture(scope="session")
def segment() -> SegmentMaker:
    return make_segment


@dataclass
class Parrot:
    """Answers from a phrase book; what is not in it, it translates word by word."""

    book: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    name: str = "parrot"
    model: str = "parrot 1"
    fingerprint: str = "parrot"
    by_piece: bool = False
    styles: tuple[str, ...] = ("[{}]", "<{}>")
    certainty: float = -0.1
    forced: Mapping[str, str] = field(default_factory=dict)
    """Prefix -> how it goes on."""
    asked: list[Request] = field(default_factory=list)
    calls: int = 0
    opinions: Mapping[str, Opinion] = field(default_factory=dict)
    """Target -> what it thinks of it, whatever the source."""
    scored: list[tuple[str, str]] = field(default_factory=list)

    def verdict(self) -> Verdict:
        return Verdict(self.styles, attention=True)

    def translate(
        self, requests: Sequence[Request], *, n_best: int = 1, progress: Progress | None = None
    ) -> list[Output]:
        del n_best
        self.calls += 1
        self.asked += requests
        if progress:
            progress(len(requests), len(requests))
        return [self._answer(request) for request in requests]

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[Opinion]:
        self.scored += pairs
        return [self.opinions.get(target, Opinion(self.certainty)) for _, target in pairs]

    def _answer(self, request: Request) -> Output:
        if not request.text.strip():
            return Output((Hypothesis(request.text),))
        if request.prefix:
            text = request.prefix + self.forced.get(request.prefix, "")
            return Output((self._aligned(text, request.text),))
        answer = self.book.get(request.text)
        if answer is None:
            answer = " ".join(self._word(word) for word in request.text.split())
        texts = [answer] if isinstance(answer, str) else list(answer)
        return Output(tuple(self._aligned(text, request.text) for text in texts))

    def _word(self, word: str) -> str:
        bare = word.strip(".,:;!?()")
        return word.replace(bare, self.words.get(bare, bare)) if bare else word

    def _aligned(self, text: str, source: str) -> Hypothesis:
        """Attention as a dictionary has it: a word looks at the word it is a translation of, else at its place."""
        back = {self._word(w): i for i, w in enumerate(source.split())}
        words, at = [], 0
        for number, word in enumerate(text.split()):
            start = text.index(word, at)
            at = start + len(word)
            place = back.get(word, min(number, max(0, len(source.split()) - 1)))
            words.append(Word(start, at, ((place, 0.9),)))
        return Hypothesis(text, self.certainty, tuple(words))


@pytest.fixture(scope="session")
def parrot() -> type[Parrot]:
    return Parrot


@pytest.fixture(scope="session")
def model_project(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """A project that has the shipped model and nothing else."""
    root = tmp_path_factory.mktemp("project")
    (root / "models").mkdir()
    (root / "models" / MODEL.name).symlink_to(MODEL)
    return Config(root=root)


@pytest.fixture(scope="session")
def argos(model_project: Config) -> Engine:
    return load_engine("argos", model_project, "en", "es")
