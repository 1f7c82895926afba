"""How fast and how good the drafts are.

    python benchmarks/translate.py [--pairs FILE.tsv [--glossary FILE.csv]] [--articles FOLDER]
        [--sentences N] [--argos PYTHON]

Without `--pairs` (source, tab, human reference), only speed and the ladder on the project's own articles (or those of
`--articles`) are measured. Speeds are the best of three runs, taken in turns; tokens are source pieces of the model.
`--argos` names a Python with all of argostranslate, in an environment of its own: see argos_loop.py.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from localize.config import Config, load
from localize.extract import article
from localize.markdown.inline import analyse
from localize.model import Draft, Kind, Segment, Syntax, unit_id
from localize.pretranslate import Engine, draft, literals, load_engine
from localize.pretranslate.engines import Request
from localize.pretranslate.sentences import split
from localize.terms import TermBase, TermEntry, Treatment

ROOT = Path(__file__).parents[1]
HERE = Path(__file__).parent


def segment(text: str) -> Segment:
    return Segment(
        id=unit_id(text), text=text, kind=Kind.PARAGRAPH, syntax=Syntax.PLAIN, pieces=analyse(text, Syntax.PLAIN)
    )  # fmt: skip


def articles(folder: Path, config: Config) -> list[Segment]:
    found = [
        article(path.relative_to(folder).as_posix(), path.read_bytes(), config.extract)
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".md", ".txt")
    ]
    return [one for each in found for one in each.segments]


def timed(work: Callable[[], Any]) -> tuple[float, float]:
    started, spent = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - started, time.process_time() - spent


def speed(texts: Sequence[str], engine: Engine, python: str) -> None:
    """Our engine, raw CTranslate2 and argostranslate's own loop on the same sentences, in turns."""
    model = engine._models[0]  # type: ignore[attr-defined]
    sentences = [text[a:b] for text in texts for a, b in split(text, (), "en")]
    pieces = model.encode(sentences)
    tokens = sum(map(len, pieces))
    translator = model._translator
    requests = [Request(sentence) for sentence in sentences]

    def raw() -> None:
        translator.translate_batch(
            pieces, beam_size=2, max_batch_size=1024, batch_type="tokens", max_decoding_length=256
        )

    def ours() -> None:
        engine.translate(requests, n_best=2)

    def whole() -> None:
        with tempfile.TemporaryDirectory() as folder:
            draft(
                [segment(t) for t in texts],
                config=Config(root=Path(folder)),
                target="es",
                engine=engine,
            )

    best: dict[str, tuple[float, float]] = {}
    raw()
    for _ in range(3):
        for name, work in (("raw CTranslate2", raw), ("engine", ours), ("whole draft()", whole)):
            wall, cpu = timed(work)
            known = best.get(name, (wall, cpu))
            best[name] = min(known[0], wall), min(known[1], cpu)
    print(f"speed: {len(sentences)} sentences, {tokens} tokens")
    for name, (wall, cpu) in best.items():
        print(f"  {name:<16}{tokens / wall:8.0f} tokens/s{tokens / cpu:8.0f} tokens per CPU second")
    base = best["raw CTranslate2"]
    by_wall, by_cpu = (base[i] / best["engine"][i] for i in (0, 1))
    print(
        f"  engine / raw: {by_wall:.2f} by the clock, {by_cpu:.2f} by CPU seconds (on a busy machine, read the latter)"
    )
    paragraphs = texts[: max(20, len(texts) // 4)]
    share = sum(map(len, model.encode(paragraphs)))
    for beam, named in ((2, "the same beam, 2"), (4, "its own default beam, 4")):
        argos(python, model._folder, paragraphs, share, beam, named, tokens / best["engine"][0])


def argos(
    python: str,
    package: Path,
    paragraphs: Sequence[str],
    tokens: int,
    beam: int,
    named: str,
    ours: float,
) -> None:
    """Argostranslate's API on paragraphs, in a process and perhaps an environment of its own."""
    done = subprocess.run(
        [python, str(HERE / "argos_loop.py"), str(package)],
        input=json.dumps(paragraphs),
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"ARGOS_BEAM_SIZE": str(beam)},
    )
    if done.returncode:
        print(f"  argostranslate did not run: {done.stderr.strip().splitlines()[-1:]}")
        return
    result = json.loads(done.stdout)
    wall, cpu = tokens / result["seconds"], tokens / result["cpu"]
    print(f"  argostranslate  {wall:8.0f} tokens/s{cpu:8.0f} tokens per CPU second ({named})")
    if result["stand_ins"]:
        print(f"    its loop, with stand-ins for {', '.join(result['stand_ins'])}: see --argos")
    print(f"  engine / argostranslate: {ours / wall:.1f} by the clock")


def terms_of(path: Path) -> TermBase:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return TermBase(
        TermEntry(
            term=row["en"],
            treatment=Treatment.TRANSLATE,
            targets={"es": tuple(form.strip() for form in row["es"].split("|"))},
        )
        for row in rows
    )


def term_rates(base: TermBase, sources: Sequence[str], targets: Sequence[str]) -> str:
    counts: Counter[str] = Counter()
    for source, target in zip(sources, targets, strict=True):
        for hit in base.match(source):
            counts[base.satisfied(hit, target, "es") or "none"] += 1
    total = sum(counts.values())
    shares = {level: counts[level] / total for level in ("exact", "form", "stem", "none")}
    return f"{total} terms: " + ", ".join(f"{level} {share:.1%}" for level, share in shares.items())


_DIGITS = re.compile(r"\d")


def lost_literals(sources: Sequence[str], drafts: Sequence[Draft]) -> tuple[int, int, int]:
    """(literals, missing but flagged, missing and not flagged)."""
    total = flagged = silent = 0
    for source, found in zip(sources, drafts, strict=True):
        dates = [source[a:b] for a, b, *_ in _dates(source)]
        bare = source
        for date in dates:
            bare = bare.replace(date, " ")
        for literal in literals.find(bare):
            total += 1
            if literal.text not in found.text:
                if found.rung == "source" or found.reasons:
                    flagged += 1
                else:
                    silent += 1
    return total, flagged, silent


def _dates(text: str) -> Sequence[tuple[int, int, Any, bool]]:
    from localize.pretranslate.dates import find

    return list(find(text, "en"))


def quality(
    pairs: Sequence[tuple[str, str]], base: TermBase | None, config: Config, engine: Engine
) -> None:
    import sacrebleu

    sources, references = [p[0] for p in pairs], [p[1] for p in pairs]
    segments = [segment(source) for source in sources]
    for name, terms in (("without a glossary", None), ("with the glossary", base)):
        if terms is None and name.startswith("with the"):
            continue
        found = draft(segments, config=config, target="es", engine=engine, terms=terms)
        drafts = [found[one.id] for one in segments]
        texts = [one.text for one in drafts]
        bleu = sacrebleu.corpus_bleu(texts, [references]).score
        chrf = sacrebleu.corpus_chrf(texts, [references]).score
        print(f"quality {name}: BLEU {bleu:.1f}, chrF {chrf:.1f}")
        if base is not None:
            print(f"  drafts      {term_rates(base, sources, texts)}")
            print(f"  references  {term_rates(base, sources, references)}")
        total, flagged, silent = lost_literals(sources, drafts)
        print(f"  literals: {total}, missing and flagged {flagged}, lost silently {silent}")
        print(f"  rungs: {shares(drafts)}")
        for band in ("high", "fair", "low"):
            chosen = [i for i, one in enumerate(drafts) if one.band == band]
            if chosen:
                score = sacrebleu.corpus_chrf(
                    [texts[i] for i in chosen], [[references[i] for i in chosen]]
                ).score
                print(
                    f"  {band:<5}{len(chosen) / len(drafts):6.0%} of the drafts, chrF {score:.1f}"
                )


def shares(drafts: Sequence[Draft]) -> str:
    counts = Counter(one.rung for one in drafts)
    return ", ".join(f"{rung} {count / len(drafts):.1%}" for rung, count in counts.most_common())


def ladder(segments: Sequence[Segment], config: Config, engine: Engine) -> None:
    terms = TermBase.load(config.glossary, config.source_locale)
    found: Mapping[str, Draft] = draft(
        segments, config=config, target="es", engine=engine, terms=terms
    )
    marked = {s.id for s in segments if any(not piece.is_text for piece in s.pieces)}
    print(f"ladder on {len(found)} units of articles: {shares(list(found.values()))}")
    print(f"  of {len(marked)} with markup: {shares([found[name] for name in sorted(marked)])}")
    keeps = [
        (s, hit)
        for s in segments
        for hit in terms.match(s.text)
        if hit.entry.treatment is Treatment.KEEP
    ]
    kept = sum((hit.text or hit.entry.term) in found[s.id].text for s, hit in keeps)
    print(f"  terms to keep: {kept} of {len(keeps)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--pairs", type=Path, help="source TAB reference, a pair a line")
    parser.add_argument("--glossary", type=Path, help="CSV with the columns en and es")
    parser.add_argument("--articles", type=Path, help="a folder to climb ladders on; else source/")
    parser.add_argument("--sentences", type=int, default=400, help="how many the speed is taken on")
    parser.add_argument("--argos", default=sys.executable, help="a Python that has argostranslate")
    chosen = parser.parse_args()
    project = load(ROOT)
    pairs: list[tuple[str, str]] = []
    if chosen.pairs:
        for line in chosen.pairs.read_text(encoding="utf-8").splitlines():
            source, _, reference = line.partition("\t")
            pairs.append((source, reference))
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "models").symlink_to(ROOT / "models")
        for name in ("source", "glossary"):
            (Path(folder) / name).symlink_to(ROOT / name)
        config = Config(root=Path(folder), extract=project.extract, translate=project.translate)
        engine = load_engine("argos", config, "en", "es")
        segments = articles(chosen.articles or config.source, config)
        texts = [pair[0] for pair in pairs] or [one.text for one in segments]
        speed(texts[: chosen.sentences], engine, chosen.argos)
        ladder(segments, config, engine)
        if pairs:
            base = terms_of(chosen.glossary) if chosen.glossary else None
            quality(pairs, base, config, engine)


if __name__ == "__main__":
    main()
