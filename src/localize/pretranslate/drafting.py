"""Segments -> drafts: take apart, ask the engine, put together, verify.

All the sentences of a run climb their ladders side by side: each round is one engine call for everything
that is asked in it, less what the store knows. Segments go in windows, so that memory does not grow with
the number of articles.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from localize.config import Config
from localize.locales import rewrite_numbers
from localize.model import Draft, Segment
from localize.pretranslate.bypiece import draft_by_piece
from localize.pretranslate.confidence import assess, worst
from localize.pretranslate.engines.base import Engine, Opinion, Output, Request, Verdict
from localize.pretranslate.flow import LONGEST, Flow, flow_of, source, written
from localize.pretranslate.glossary import Terms
from localize.pretranslate.ladder import climb
from localize.pretranslate.rungs import Climb, Climbed, Rung, Setting
from localize.pretranslate.sentences import split
from localize.pretranslate.store import Store
from localize.pretranslate.verify import escaped, keeps_markup, part_keeps_markup
from localize.terms import TermBase

SLICE = 1_000
"""Requests in one call of the engine: what an interrupted run may lose."""
WINDOW = 400_000
"""Characters of source text worked on at a time."""


def draft(
    segments: Sequence[Segment],
    *,
    config: Config,
    target: str,
    engine: Engine,
    reverse: Engine | None = None,
    terms: TermBase | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, Draft]:
    """A draft for every segment, by segment id; none for one of more than `LONGEST` characters.

    `reverse` translates back into the source language: it is asked how probable the sources are, given the drafts.
    `progress` is told (done, total) characters of the distinct segments. Raises ModelError where the
    engine cannot translate; what it has said until then is kept in the store.
    """
    distinct = {
        segment.id: segment
        for segment in segments
        if segment.text.strip() and len(segment.text) <= LONGEST
    }
    total = sum(len(segment.text) for segment in distinct.values())
    done = 0
    drafts: dict[str, Draft] = {}
    with Store(config.state) as store:
        for window in _windows(distinct.values()):
            size = sum(len(segment.text) for segment in window)
            if engine.by_piece:
                for segment in window:
                    hits = terms.match(segment.text) if terms else ()
                    drafts[segment.id] = draft_by_piece(segment, hits, engine)
            else:

                def tell(share: float, before: int = done, size: int = size) -> None:
                    if progress:
                        progress(before + int(share * size), total)

                session = _Session(engine, reverse, store, target, terms, config, tell)
                drafts |= session.run(window)
            done += size
            if progress:
                progress(done, total)
    return drafts


def probe(engine: Engine, config: Config) -> Verdict:
    """Try an engine out now, so that the first draft need not: what it showed is kept in the store.

    Raises ModelError where its model cannot be used.
    """
    with Store(config.state) as store:
        return known_verdict(engine, store)


def known_verdict(engine: Engine, store: Store) -> Verdict:
    """What probing the engine showed, the first time or now."""
    known = store.verdict(engine.fingerprint)
    if known is None:
        known = engine.verdict()
        store.put_verdict(engine.fingerprint, known)
    return known


def _windows(segments: Iterable[Segment]) -> Iterator[list[Segment]]:
    window: list[Segment] = []
    size = 0
    for segment in segments:
        window.append(segment)
        size += len(segment.text)
        if size >= WINDOW:
            yield window
            window, size = [], 0
    if window:
        yield window


@dataclass(slots=True)
class _Work:
    """A flow being translated: its parts' ladders and where they ended."""

    flow: Flow
    setting: Setting
    parts: list[tuple[int, int]]
    climbed: list[Climbed | None]
    nested: list[_Work] = field(default_factory=list)

    def everyone(self) -> Iterator[_Work]:
        yield self
        for work in self.nested:
            yield from work.everyone()

    def text(self) -> str:
        """The flow's target, written."""
        out, at = [], 0
        for (start, end), climbed in zip(self.parts, self.climbed, strict=True):
            assert climbed is not None
            out += [self.flow.text[at:start], climbed.text]
            at = end
        out.append(self.flow.text[at:])
        return written(self.flow, "".join(out), [work.text() for work in self.nested])


class _Session:
    """The drafting of one window of segments."""

    def __init__(
        self,
        engine: Engine,
        reverse: Engine | None,
        store: Store,
        target: str,
        terms: TermBase | None,
        config: Config,
        tell: Callable[[float], None],
    ) -> None:
        self._engine = engine
        self._reverse = reverse
        self._store = store
        self._target = target
        self._terms = terms
        self._language = config.source_locale.partition("-")[0]
        self._rewrite: Callable[[str], str] | None = None
        if config.translate.numbers == "locale":
            self._rewrite = partial(rewrite_numbers, source=config.source_locale, target=target)
        self._tell = tell
        self._n_best = max(2, config.translate.beam_size)
        self._known: dict[Request, Output] = {}

    def run(self, segments: Sequence[Segment]) -> dict[str, Draft]:
        verdict = known_verdict(self._engine, self._store)
        works = {segment.id: self._work(segment, verdict) for segment in segments}
        self._climb([part for work in works.values() for part in work.everyone()])
        climbed = {
            name: [c for w in work.everyone() for c in w.climbed if c is not None]
            for name, work in works.items()
        }
        self._look_back(climbed)
        self._doubt(climbed)
        return {s.id: self._draft(s, works[s.id], climbed[s.id]) for s in segments}

    def _look_back(self, climbed: Mapping[str, list[Climbed]]) -> None:
        """Ask the reverse engine, if there is one, about every sentence."""
        if self._reverse is None:
            return
        parts = [part for found in climbed.values() for part in found]
        pairs = [(fact.target, fact.source) for part in parts for fact in part.facts]
        known = self._opinions(self._reverse, pairs)
        for found in climbed.values():
            for number, part in enumerate(found):
                facts = (f._replace(back=known[f.target, f.source].score) for f in part.facts)
                found[number] = part._replace(facts=tuple(facts))

    def _doubt(self, climbed: Mapping[str, list[Climbed]]) -> None:
        """Ask the engine which words of the most doubtful sentences it is least sure of."""
        doubtful = {name: fact for name, found in climbed.items() if (fact := worst(found))}
        known = self._opinions(self._engine, [(f.source, f.target) for f in doubtful.values()])
        for name, fact in doubtful.items():
            words = known[fact.source, fact.target].doubted
            found = climbed[name]
            for number, part in enumerate(found):
                facts = (f._replace(doubted=words) if f == fact else f for f in part.facts)
                found[number] = part._replace(facts=tuple(facts))

    def _opinions(
        self, engine: Engine, pairs: Iterable[tuple[str, str]]
    ) -> dict[tuple[str, str], Opinion]:
        """What an engine thinks of (source, target) pairs, from the store or from itself."""
        wanted = list(dict.fromkeys(pairs))
        known = self._store.opinions(engine.fingerprint, wanted) if wanted else {}
        missing = [pair for pair in wanted if pair not in known]
        for low in range(0, len(missing), SLICE):
            chunk = missing[low : low + SLICE]
            found = dict(zip(chunk, engine.score(chunk), strict=True))
            self._store.put_opinions(engine.fingerprint, found.items())
            known |= found
        return known

    def _work(self, segment: Segment, verdict: Verdict) -> _Work:
        hits = self._terms.match(segment.text) if self._terms else ()
        languages = self._language, self._target
        flow = flow_of(segment, hits, languages, rewrite=self._rewrite)
        return self._flow_work(segment, flow, verdict)

    def _flow_work(self, segment: Segment, flow: Flow, verdict: Verdict) -> _Work:
        originals = [source(nested) for nested in flow.flows]

        def keeps(part: str, translated: str) -> bool:
            return part_keeps_markup(
                source(flow, part),
                written(flow, translated, originals),
                segment.syntax,
                segment.labels,
            )

        setting = Setting(
            atoms=flow.atoms,
            verdict=verdict,
            languages=(self._language, self._target.partition("-")[0]),
            keeps=keeps,
            escape=lambda text: escaped(text, segment.syntax),
            terms=Terms(self._terms, self._target) if self._terms else None,
        )
        parts = split(flow.text, flow.atoms, self._language)
        return _Work(
            flow,
            setting,
            parts,
            [None] * len(parts),
            [self._flow_work(segment, nested, verdict) for nested in flow.flows],
        )

    def _climb(self, works: Sequence[_Work]) -> None:
        """All the ladders, round by round."""
        climbing: list[tuple[_Work, int, Climb, tuple[Request, ...]]] = []
        for work in works:
            for number, (start, end) in enumerate(work.parts):
                ladder = climb(work.flow.text[start:end], work.setting)
                self._step(work, number, ladder, None, climbing)
        rounds = 0
        while climbing:
            # Each round is mostly about what the one before left over: a third of it, say.
            spans = 1 - 0.3**rounds, 1 - 0.3 ** (rounds + 1)
            self._ask((r for *_, requests in climbing for r in requests), spans)
            waiting, climbing = climbing, []
            for work, number, ladder, requests in waiting:
                answers = tuple(self._known[request] for request in requests)
                self._step(work, number, ladder, answers, climbing)
            rounds += 1
            self._tell(spans[1])
        self._known.clear()

    @staticmethod
    def _step(
        work: _Work,
        number: int,
        ladder: Climb,
        answers: tuple[Output, ...] | None,
        climbing: list[tuple[_Work, int, Climb, tuple[Request, ...]]],
    ) -> None:
        try:
            requests = next(ladder) if answers is None else ladder.send(answers)
        except StopIteration as finished:
            work.climbed[number] = finished.value
        else:
            climbing.append((work, number, ladder, requests))

    def _ask(self, requests: Iterator[Request], spans: tuple[float, float]) -> None:
        """Answer requests: from this run, from the store, from the engine.

        `spans` is the share of the work that is done before and after it.
        """
        wanted = [r for r in dict.fromkeys(requests) if r not in self._known]
        fingerprint = self._engine.fingerprint
        self._known |= self._store.get(fingerprint, self._n_best, wanted)
        # The longest first, so that batches are even; in slices, so that an interrupted run resumes.
        missing = sorted((r for r in wanted if r not in self._known), key=_by_length)
        total = sum(len(request.text) for request in missing) or 1
        answered_size = 0
        for low in range(0, len(missing), SLICE):
            chunk = missing[low : low + SLICE]
            size = sum(len(request.text) for request in chunk)

            def tell(done: int, of: int, before: int = answered_size, size: int = size) -> None:
                share = (before + size * done / max(1, of)) / total
                self._tell(spans[0] + (spans[1] - spans[0]) * share)

            outputs = self._engine.translate(chunk, n_best=self._n_best, progress=tell)
            answered_size += size
            answered = dict(zip(chunk, outputs, strict=True))
            self._store.put(fingerprint, self._n_best, answered.items())
            self._known |= answered

    def _draft(self, segment: Segment, work: _Work, climbed: Sequence[Climbed]) -> Draft:
        ranks = list(Rung)
        rung = max((c.rung for c in climbed), key=ranks.index, default=Rung.PLAIN)
        text = _edges(segment.text, work.text())
        if not keeps_markup(segment, text):
            text, rung = segment.text, Rung.SOURCE
        source, rewritten = segment.text, dict(work.flow.rewritten())
        if rewritten and rung is not Rung.SOURCE:
            # Said of each draft: whoever reads it has to know that a number is not as in the source.
            said = ", ".join(f"{old} → {new}" for old, new in rewritten.items())
            note = html.unescape(f"numbers as in {self._target}: {said}")
            climbed = [*climbed, Climbed(text="", rung=Rung.PLAIN, reasons=(note,))]
            for old, new in rewritten.items():
                source = source.replace(old, new)
        found = assess(
            source, text, rung, climbed, (self._language, self._target.partition("-")[0])
        )
        return Draft(
            text=text,
            engine=self._engine.name,
            model=self._engine.model,
            band=found.band,
            reasons=found.reasons,
            rung=str(rung),
            score=found.score,
            protected=work.flow.protected,
        )


def _by_length(request: Request) -> int:
    return -len(request.text)


def _edges(original: str, text: str) -> str:
    """White space at the edges as the source has it."""
    bare = original.strip()
    start = original.index(bare) if bare else 0
    return original[:start] + text.strip() + original[start + len(bare) :]
