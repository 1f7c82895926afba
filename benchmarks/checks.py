"""How well and how fast the checks work: `python benchmarks/checks.py [battery|paragraphs|speed|project|references FILE]`.

`battery` runs the pairs of tests/checks/battery: how many of the wrong ones get a finding, how many of the right
ones. `paragraphs` makes paragraphs of them, by chance: right sentences, and right ones around a wrong one. `speed` checks 12,500, 25,000 and 50,000 units in two processes. `project` runs `localize check` over
500 articles of 100 units, twice. `references` takes a file of tab-separated pairs that are right by definition
and says how many get a critical finding.
"""

from __future__ import annotations

import gc
import html
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any

from localize.checks import run
from localize.config import Config
from localize.model import Article, Finding, Kind, Segment, Severity, State, Unit, unit_id

BATTERY = Path(__file__).parent.parent / "tests" / "checks" / "battery"
CONFIG = Config(root=Path("/"))
ARTICLE = Article(path="a.md", text="")
SERIOUS = (Severity.CRITICAL, Severity.MAJOR)


def units(pairs: Iterable[tuple[str, str]], locale: str) -> list[Unit]:
    return [
        Unit(
            segment=Segment(id=unit_id(source), text=source, kind=Kind.PARAGRAPH),
            locale=locale,
            target=target,
            state=State.DRAFT,
        )
        for source, target in pairs
    ]


def check(pairs: Sequence[tuple[str, str]], locale: str) -> tuple[Finding, ...]:
    return run(units(pairs, locale), config=CONFIG, locale=locale, terms=None, article=ARTICLE)


def _cases(*halves: str) -> Iterator[dict[str, Any]]:
    """The pairs of some parts of the battery."""
    for half in halves:
        yield from map(json.loads, (BATTERY / f"{half}.jsonl").read_text("utf-8").splitlines())


def battery(
    half: str, *, verbose: bool = False, severities: Sequence[Severity] = SERIOUS
) -> dict[str, Counter[str]]:
    """Per locale: wrong, caught, right, alarms."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for case in _cases(half):
        found = [
            f
            for f in check([(case["source"], case["target"])], case["locale"])
            if f.severity in severities
        ]
        name = ("right" if case["right"] else "wrong", "alarms" if case["right"] else "caught")
        counts[case["locale"]][name[0]] += 1
        counts[case["locale"]][name[1]] += bool(found)
        if verbose and bool(found) == case["right"]:
            print(f"{'FALSE ALARM' if found else 'MISSED'} {case['locale']} {case['kind']}")
            print(f"   {case['source']}\n   {case['target']}")
            for finding in found:
                print(f"   {finding.check} {finding.severity}: {finding.message}")
    return counts


def show(half: str, counts: dict[str, Counter[str]]) -> None:
    total: Counter[str] = Counter()
    for locale, count in sorted(counts.items()):
        total.update(count)
        print(_row(half, locale, count))
    print(_row(half, "all", total))


def _row(half: str, locale: str, c: Counter[str]) -> str:
    caught, alarms = (
        100 * c[n] / (c[of] or 1) for n, of in (("caught", "wrong"), ("alarms", "right"))
    )
    return (
        f"{half:5} {locale:4} caught {c['caught']:3}/{c['wrong']:3} ({caught:5.1f} %)"
        f"  false alarms {c['alarms']:3}/{c['right']:3} ({alarms:4.1f} %)"
    )


def paragraphs(size: int, number: int = 1_500) -> None:
    """Paragraphs of as many sentences, each of which is judged rightly alone: how many are judged rightly together?"""
    known: dict[tuple[str, bool], list[tuple[str, str]]] = defaultdict(list)
    for case in _cases("right", "tune"):
        text = case["source"], case["target"]
        if all(t.endswith(".") and not set(t) & set("\n<`[|#*{") for t in text):
            known[case["locale"], case["right"]].append(text)
    chance = random.Random(size)
    counts: Counter[str] = Counter()
    locales = sorted({locale for locale, _ in known})
    for _ in range(number):
        locale = chance.choice(locales)
        right = chance.sample(known[locale, True], size)
        wrong = chance.choice(known[locale, False])
        if any(_serious([pair], locale) for pair in right):
            continue
        counts["right"] += 1
        counts["alarms"] += _serious(right, locale)
        if _serious([wrong], locale):
            right[chance.randrange(size)] = wrong
            counts["wrong"] += 1
            counts["caught"] += _serious(right, locale)
    print(_row(f"of {size}", "all", counts))


def _serious(sentences: Sequence[tuple[str, str]], locale: str) -> bool:
    """Has a text of these sentences a finding that counts?"""
    pair = " ".join(s for s, _ in sentences), " ".join(t for _, t in sentences)
    return any(finding.severity in SERIOUS for finding in check([pair], locale))


@lru_cache(maxsize=4)
def _pairs(locale: str, number: int) -> list[tuple[str, str]]:
    """Pairs of the battery over and over, with another word in each of them, so that no text comes twice."""
    mine = [
        (c["source"], c["target"]) for c in _cases("right", "tune", "held") if c["locale"] == locale
    ]
    return [
        (f"{source} {_name(n)}", f"{target} {_name(n)}")
        for n, (source, target) in zip(range(number), mine * 1000, strict=False)
    ]


def _some(batch: tuple[str, int, int]) -> tuple[str, int, int, float]:
    """Check some of so many units of a locale, from a place on: how many they are, how many findings they have, and the processor time."""
    locale, number, at = batch
    pairs = _pairs(locale, number)[at : at + _BATCH]
    gc.freeze()  # as the processes of `localize check` do
    gc.set_threshold(50_000)
    start = time.process_time()
    found = len(check(pairs, locale))
    return locale, len(pairs), found, time.process_time() - start


def _name(number: int) -> str:
    """A name that any language could have: *bacedi*."""
    syllables = [a + b for a in "bcdfglmnprstv" for b in "aeio"]
    size = len(syllables)
    return "".join(syllables[number // size**place % size] for place in range(3))


def speed() -> None:
    """Units of two locales, handed out in batches to two processes, as the articles of a project are."""
    for number in (12_500, 25_000, 50_000):
        half = number // 2
        batches = [(locale, half, at) for at in range(0, half, _BATCH) for locale in ("es", "it")]
        totals: dict[str, list[float]] = defaultdict(lambda: [0, 0, 0])
        start = time.perf_counter()
        with ProcessPoolExecutor(2) as pool:
            for locale, *figures in pool.map(_some, batches):
                totals[locale] = [a + b for a, b in zip(totals[locale], figures, strict=True)]
        for locale, (units, found, seconds) in totals.items():
            print(
                f"  {locale}: {units:,} units, {found} findings, {seconds:.1f} s of processor time"
            )
        print(f"{number:,} units in {time.perf_counter() - start:.1f} s, two processes")


_BATCH = 2_500


def project(articles: int = 500, size: int = 100) -> None:
    """`localize check` over a project: the first run, and one with nothing changed."""
    import polib

    pairs = _pairs("es", articles * size)
    known = {" ".join(source.split()): target for source, target in pairs}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "source").mkdir()
        (root / "localize.toml").write_text('target_locales = ["es"]\n', "utf-8")
        for n in range(articles):
            texts = [source for source, _ in pairs[n * size : (n + 1) * size]]
            (root / "source" / f"a{n:03}.md").write_text("\n\n".join(texts) + "\n", "utf-8")
        localize = str(Path(sys.executable).with_name("localize"))
        here = ["--project", folder]
        subprocess.run(
            [localize, "sync", "--no-translate", "--quiet", *here],
            stdout=subprocess.DEVNULL,
            check=True,
        )
        for path in root.glob("locales/es/*.po"):
            file = polib.pofile(str(path))
            for entry in file:
                entry.msgstr = known.get(entry.msgid, "")
            file.save()
        for run in ("first run", "nothing changed"):
            before, start = os.times(), time.perf_counter()
            subprocess.run(
                [localize, "check", "--format", "json", *here],
                stdout=subprocess.DEVNULL,
                check=False,
            )
            after, wall = os.times(), time.perf_counter() - start
            used = sum(after[2:4]) - sum(before[2:4])
            print(
                f"{run}: {articles * size:,} units in {wall:.1f} s, {used:.1f} s of processor time"
            )


def references(path: Path, locale: str = "es") -> None:
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
    pairs = [(html.unescape(row[0]), html.unescape(row[1])) for row in rows if len(row) == 2]
    found = check(pairs, locale)
    critical = {f.source for f in found if f.severity is Severity.CRITICAL}
    print(
        f"{len(pairs)} pairs, {len(critical)} with a critical finding ({100 * len(critical) / len(pairs):.2f} %)"
    )
    for (name, severity), number in Counter(
        (f.check, str(f.severity)) for f in found
    ).most_common():
        print(f"  {name:14} {severity:9} {number}")


def main() -> None:
    what = sys.argv[1] if len(sys.argv) > 1 else "battery"
    if what == "speed":
        speed()
    elif what == "project":
        project()
    elif what == "paragraphs":
        for size in (2, 3, 5):
            paragraphs(size)
    elif what == "references":
        references(Path(sys.argv[2]))
    else:
        for half in [a for a in sys.argv[2:] if a != "-v"] or ("tune", "held"):
            show(half, battery(half, verbose="-v" in sys.argv))


if __name__ == "__main__":
    main()
