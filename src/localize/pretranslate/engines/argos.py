"""The Argos engine: Argos packages run by CTranslate2 and SentencePiece, without torch, stanza and spacy.

Of argostranslate only `argostranslate.package` is used: its `translate` module loads what is not needed here
and feeds the model one paragraph at a time.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from localize.errors import ModelError, Place
from localize.pretranslate.engines.base import (
    Hypothesis,
    Opinion,
    Output,
    Progress,
    Request,
    Verdict,
    Word,
)
from localize.pretranslate.engines.probe import probe

BATCH_TOKENS = 1024
"""Source pieces in a batch: what a core computes at a time."""
_BATCHES_AHEAD = 8
"""Batches per core in a window: what is under way before results are taken back."""
_LONGEST_INPUT = 1024
"""Pieces of a sentence the model is given; sentences are cut long before (see `sentences`)."""


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Decoded(NamedTuple):
    """One request's result from one model: pieces of the hypotheses and what is known of them."""

    texts: tuple[str, ...]
    scores: tuple[float, ...]
    pieces: tuple[tuple[str, ...], ...]
    odd: tuple[tuple[str, ...], ...] = ()
    attention: Any = None


class Model:
    """One Argos package, loaded when it is first asked for a translation."""

    def __init__(self, folder: Path, *, beam_size: int) -> None:
        self._folder = folder
        self._beam_size = beam_size

    @cached_property
    def _tokenizer(self) -> Any:  # noqa: ANN401 (argostranslate has no types)
        try:
            from argostranslate.package import Package
        except ImportError as error:
            raise ModelError(
                "argostranslate is not installed",
                remedy="Install it as requirements/README.md says.",
            ) from error
        try:
            package = Package(self._folder)
            self._target_prefix: str = package.target_prefix or ""
            tokenizer = package.tokenizer
            # Its own decode() turns every `_` into a space; the raw processor does not.
            raw = getattr(tokenizer, "lazy_processor", None)
            return raw() if raw else tokenizer
        except (OSError, ValueError, AttributeError, RuntimeError, ImportError) as error:
            raise self._broken("its tokenizer cannot be loaded") from error

    @cached_property
    def _translator(self) -> Any:  # noqa: ANN401 (CTranslate2 has no types)
        try:
            import ctranslate2
        except ImportError as error:
            raise ModelError(
                "ctranslate2 is not installed", remedy="Install it as requirements/README.md says."
            ) from error
        try:
            return ctranslate2.Translator(
                str(self._folder / "model"),
                device="cpu",
                inter_threads=_cores(),
                intra_threads=1,
                compute_type="int8",
            )
        except (RuntimeError, ValueError, OSError) as error:
            raise self._broken("its model cannot be loaded") from error

    def _broken(self, reason: str) -> ModelError:
        return ModelError(
            f"damaged Argos package: {reason}",
            place=Place(file=str(self._folder)),
            remedy="Remove it and add the model again: localize models add FROM TO",
        )

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the files that decide what the model says."""
        total = hashlib.sha256()
        try:
            names = [p for p in sorted(self._folder.rglob("*")) if p.is_file()]
            for path in names:
                if path.suffix in (".bin", ".model", ".json", ".txt"):
                    total.update(path.relative_to(self._folder).as_posix().encode())
                    with path.open("rb") as file:
                        total.update(hashlib.file_digest(file, "sha256").digest())
        except OSError as error:
            raise self._broken(f"it cannot be read: {error.strerror}") from error
        return total.hexdigest()

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        """Pieces of each text."""
        tokenizer = self._tokenizer
        if hasattr(tokenizer, "decode_pieces"):
            return tokenizer.encode(list(texts), out_type=str)  # type: ignore[no-any-return]
        return [tokenizer.encode(text) for text in texts]

    def writable(self, texts: Sequence[str]) -> list[list[str]]:
        """Pieces of each text the model can be made to write; none where it lacks one of them."""
        unknown = getattr(self._tokenizer, "piece_to_id", None)
        if unknown is None:
            return self.encode(texts)
        lacking = self._tokenizer.unk_id()
        return [
            [] if any(unknown(piece) == lacking for piece in pieces) else pieces
            for pieces in self.encode(texts)
        ]

    def decode(self, pieces: Sequence[str]) -> str:
        """The text of the pieces."""
        tokenizer = self._tokenizer
        if hasattr(tokenizer, "decode_pieces"):
            return str(tokenizer.decode_pieces(list(pieces)))
        return str(tokenizer.decode(list(pieces)))

    def run(
        self,
        sources: Sequence[Sequence[str]],
        prefixes: Sequence[Sequence[str]],
        suppress: Sequence[str],
        *,
        n_best: int,
        attention: bool,
    ) -> Iterator[tuple[int, _Decoded]]:
        """Translate pieces; yields (index, result) as batches come back, the longest first."""
        translator = self._translator
        marker = self._target_prefix
        cores = _cores()
        order = sorted(range(len(sources)), key=lambda i: -len(sources[i]))
        total = sum(map(len, sources))
        # With little to do, smaller batches, so that no core is left without one.
        batch = max(64, min(BATCH_TOKENS, -(-total // (2 * cores))))
        banned = [p for word in suppress for p in (self.encode([word])[0],) if p]
        pending: list[tuple[list[int], list[Any]]] = []
        for window in _windows(order, sources, batch * cores * _BATCHES_AHEAD):
            chosen = [[marker, *prefixes[i]] if marker else list(prefixes[i]) for i in window]
            try:
                results = translator.translate_batch(
                    [list(sources[i]) for i in window],
                    chosen if any(chosen) else None,
                    max_batch_size=batch,
                    batch_type="tokens",
                    beam_size=self._beam_size,
                    num_hypotheses=max(1, min(n_best, self._beam_size)),
                    return_scores=True,
                    return_attention=attention,
                    max_input_length=_LONGEST_INPUT,
                    # A loop must not cost more than an honest long translation.
                    max_decoding_length=max(
                        len(sources[i]) * 2 + len(prefixes[i]) + 16 for i in window
                    ),
                    suppress_sequences=banned or None,
                    asynchronous=True,
                )
            except (RuntimeError, ValueError) as error:
                raise self._broken(f"it cannot translate: {error}") from error
            pending.append((window, results))
            if len(pending) > 1:
                yield from self._collect(*pending.pop(0))
        for window, results in pending:
            yield from self._collect(window, results)

    def score(
        self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]
    ) -> Iterator[tuple[float, ...]]:
        """How probable each target's pieces are, and its end: natural logarithms, in order."""
        translator = self._translator
        marker = [self._target_prefix] if self._target_prefix else []
        try:
            results = translator.score_batch(
                [list(pieces) for pieces in sources],
                [[*marker, *pieces] for pieces in targets],
                max_batch_size=BATCH_TOKENS,
                batch_type="tokens",
                max_input_length=_LONGEST_INPUT,
            )
        except (RuntimeError, ValueError) as error:
            raise self._broken(f"it cannot score: {error}") from error
        for result in results:
            yield tuple(result.log_probs[len(marker) :])

    def _collect(self, window: list[int], results: list[Any]) -> Iterator[tuple[int, _Decoded]]:
        skip = 1 if self._target_prefix else 0
        for index, handle in zip(window, results, strict=True):
            try:
                result = handle.result()
            except (RuntimeError, ValueError) as error:
                raise self._broken(f"it cannot translate: {error}") from error
            pieces = tuple(tuple(h[skip:]) for h in result.hypotheses)
            texts = tuple(self.decode(p).strip() for p in pieces)
            read = self.encode(texts)
            yield (
                index,
                _Decoded(
                    texts=texts,
                    scores=tuple(result.scores),
                    pieces=pieces,
                    odd=tuple(map(_odd, texts, pieces, read)),
                    attention=result.attention[0][skip:] if result.attention else None,
                ),
            )


def _windows(
    order: Sequence[int], sources: Sequence[Sequence[str]], limit: int
) -> Iterator[list[int]]:
    window: list[int] = []
    size = 0
    for index in order:
        if window and size + len(sources[index]) > limit:
            yield window
            window, size = [], 0
        window.append(index)
        size += len(sources[index])
    if window:
        yield window


def _starts(pieces: Sequence[str]) -> list[int]:
    """Where words begin among pieces."""
    return [i for i, piece in enumerate(pieces) if i == 0 or piece.startswith("▁")]


def _odd(text: str, pieces: Sequence[str], read: Sequence[str]) -> tuple[str, ...]:
    """The words of a text that were written in other pieces than they are read in."""
    if list(pieces) == list(read):
        return ()
    written, expected = _starts(pieces), _starts(read)
    shown = text.split()
    if not len(shown) == len(written) == len(expected):
        return ()
    return tuple(
        bare
        for word, a, b, c, d in zip(
            shown,
            written,
            [*written[1:], len(pieces)],
            expected,
            [*expected[1:], len(read)],
            strict=True,
        )
        if list(pieces[a:b]) != list(read[c:d])
        and (bare := word.strip(_SIGNS)).isalpha()
        and len(bare) > _SHORT
    )


def _words(source: str, source_pieces: Sequence[str], found: _Decoded) -> tuple[Word, ...]:
    """The words of the best hypothesis, each with the source words its attention points at."""
    import numpy as np

    text, pieces = found.texts[0], found.pieces[0]
    target_starts, source_starts = _starts(pieces), _starts(source_pieces)
    shown = text.split()
    if len(shown) != len(target_starts) or len(source.split()) != len(source_starts):
        return ()
    matrix = np.asarray(found.attention, dtype=np.float32)[: len(pieces), : len(source_pieces)]
    if matrix.shape != (len(pieces), len(source_pieces)):
        return ()
    matrix = np.add.reduceat(np.add.reduceat(matrix, target_starts, axis=0), source_starts, axis=1)
    matrix /= np.maximum(matrix.sum(axis=1, keepdims=True), 1e-9)
    top = np.argsort(-matrix, axis=1, kind="stable")[:, :3]
    words, at = [], 0
    for row, word in enumerate(shown):
        start = text.index(word, at)
        at = start + len(word)
        sources = tuple((int(c), round(float(matrix[row, c]), 3)) for c in top[row])
        words.append(Word(start, at, sources))
    return tuple(words)


class ArgosEngine:
    """Translates through one or more Argos packages, hop by hop over the whole batch."""

    name = "argos"
    by_piece = False

    def __init__(self, models: Sequence[Model], *, model: str, beam_size: int) -> None:
        self._models = tuple(models)
        self._beam_size = beam_size
        self.model = model

    @cached_property
    def fingerprint(self) -> str:
        """Of the model files and of everything here that decides on the output."""
        parts = ["argos 2", f"beam {self._beam_size}", *(m.digest for m in self._models)]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def verdict(self) -> Verdict:
        """Which placeholders the model copies, and whether its attention is any use."""
        return self._verdict

    @cached_property
    def _verdict(self) -> Verdict:
        return probe(self)

    def translate(
        self, requests: Sequence[Request], *, n_best: int = 1, progress: Progress | None = None
    ) -> list[Output]:
        """All the requests in one go; `progress` counts source pieces of all hops."""
        outputs: list[Output | None] = [
            None if request.text.strip() else Output((Hypothesis(request.text),))
            for request in requests
        ]
        texts = {i: request.text for i, request in enumerate(requests) if outputs[i] is None}
        for hop in self._models[:-1]:
            texts = self._through(hop, texts)
        if texts:
            for index, output in self._last(texts, requests, n_best, progress):
                outputs[index] = output
        return [output for output in outputs if output is not None]

    @staticmethod
    def _through(model: Model, texts: dict[int, str]) -> dict[int, str]:
        keys = list(texts)
        sources = model.encode([texts[k] for k in keys])
        done = dict(texts)
        empty: list[list[str]] = [[]] * len(keys)
        for index, found in model.run(sources, empty, (), n_best=1, attention=False):
            done[keys[index]] = found.texts[0]
        return done

    def _last(
        self,
        texts: dict[int, str],
        requests: Sequence[Request],
        n_best: int,
        progress: Progress | None,
    ) -> Iterator[tuple[int, Output]]:
        model = self._models[-1]
        keys = list(texts)
        sources = model.encode([texts[k] for k in keys])
        prefixes = model.writable([requests[k].prefix for k in keys])
        # Words are pointed at in the request's text: through a pivot they are not.
        attention = len(self._models) == 1
        total, done = sum(map(len, sources)), 0
        groups: dict[tuple[tuple[str, ...], bool], list[int]] = {}
        for index, key in enumerate(keys):
            wanted = requests[key].aligned and attention
            groups.setdefault((requests[key].suppress, wanted), []).append(index)
        for (suppress, aligned), group in groups.items():
            inner = model.run(
                [sources[i] for i in group],
                [prefixes[i] for i in group],
                suppress,
                n_best=n_best,
                attention=aligned,
            )
            kept: list[tuple[int, _Decoded]] = []
            for position, found in inner:
                kept.append((group[position], found))
                done += len(sources[group[position]])
                if progress and len(kept) % 64 == 0:
                    progress(done, total)
            for index, found in kept:
                words = (
                    _words(texts[keys[index]], sources[index], found)
                    if found.attention and found.pieces[0]
                    else ()
                )
                hypotheses = tuple(
                    Hypothesis(text, score, words if not rank else (), odd)
                    for rank, (text, score, odd) in enumerate(
                        zip(found.texts, found.scores, found.odd, strict=True)
                    )
                )
                yield keys[index], Output(hypotheses)
        if progress:
            progress(total, total)

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[Opinion]:
        """What the model thinks of translations; it has no doubts where it went through others."""
        if len(self._models) != 1:
            # What the last one read is not known any more.
            return [Opinion(0.0) for _ in pairs]
        model = self._models[0]
        targets = model.encode([target for _, target in pairs])
        found = model.score(model.encode([source for source, _ in pairs]), targets)
        return [
            Opinion(sum(logs) / max(1, len(logs)), _doubted(target, pieces, logs))
            for (_, target), pieces, logs in zip(pairs, targets, found, strict=True)
        ]


def _doubted(text: str, pieces: Sequence[str], logs: Sequence[float]) -> tuple[str, ...]:
    """The words of a text whose least probable piece is the least probable, the worst first."""
    starts = _starts(pieces)
    shown = text.split()
    if len(shown) != len(starts):
        return ()
    ranked = sorted(
        (min(logs[low:high]), bare)
        for word, low, high in zip(shown, starts, [*starts[1:], len(pieces)], strict=True)
        if (bare := word.strip(_SIGNS)).isalpha() and len(bare) > _SHORT
    )
    return tuple(bare for _, bare in ranked[:_DOUBTED])


_SIGNS = "\"'.,:;!?()[]¡¿«»“”‘’…"
_SHORT = 2
"""Letters of a word that says too little to be doubted."""
_DOUBTED = 3
