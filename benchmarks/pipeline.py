#!/usr/bin/env python3
"""How long the way from articles to PO files and back takes, without machine translation.

    python benchmarks/pipeline.py [FOLDER] [--docs 300] [--scale 75,300,1200] [--runs 3]
                                  [--rival po4a=/usr/bin] [--json FILE]

Measures, on documents it makes itself or on the Markdown of FOLDER:

  cold        nothing there yet: `sync --no-translate`, `build --fallback source`
  translated  every unit has just been translated and accepted: the same two commands
  unchanged   the same two commands again
  one changed the same again after one paragraph of one article changed

and, with `--scale`, how cold time and memory grow with the number of articles. Times are medians.
Where `--rival` names other tools (see rivals.py), they do the same work in the same run.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import documents
from measure import CommandError, Usage, run
from rivals import Commands, Rival, find

STEPS = ("cold", "translated", "unchanged", "one changed")

# The whole source as the translation, for the time of real entries without the time of making them.
_EMPTY = re.compile(r'^(msgid (?:"(?:.+)"|""(?:\n".*")+)\n)msgstr ""\n(?!")', re.MULTILINE)


def _fill(catalogs: Sequence[Path]) -> int:
    """Give every untranslated entry its source as its translation; how many there were."""
    filled = 0
    for path in catalogs:
        text = path.read_bytes().decode()
        new, n = _EMPTY.subn(lambda m: m[1] + "msgstr" + m[1].removeprefix("msgid"), text)
        path.write_bytes(new.encode())
        filled += n
    return filled


class Bench:
    """One project in a folder of its own, and the commands that work on it."""

    def __init__(
        self, root: Path, catalogs: str, steps: Callable[[], Commands], made: Sequence[str]
    ) -> None:
        self._root = root
        self._catalogs = catalogs
        self._steps = steps
        self._made = made
        self._edits = 0

    def run(self, *, sample: bool = False) -> Usage:
        """The whole way once."""
        return sum(
            (run(argv, self._root, accept=(0, 1), sample=sample) for argv in self._steps()), Usage()
        )

    def fresh(self) -> None:
        """Back to articles and nothing else."""
        for name in self._made:
            shutil.rmtree(self._root / name, ignore_errors=True)

    def fill(self) -> int:
        """Translate every entry."""
        return _fill(sorted(self._root.glob(self._catalogs)))

    def edit(self) -> None:
        """Change one paragraph of one article."""
        self._edits += 1
        articles = sorted((self._root / "source").rglob("*.md"))
        path = articles[len(articles) // 2]
        path.write_bytes(
            path.read_bytes().rstrip() + f"\n\nAdded in pass {self._edits}.\n".encode()
        )

    def measure(self, runs: int) -> dict[str, Usage]:
        """Medians of every step."""
        seen: dict[str, list[Usage]] = {step: [] for step in STEPS}
        for _ in range(runs):
            self.fresh()
            seen["cold"].append(self.run())
            if not self.fill():
                raise CommandError(f"no empty entry in {self._root / self._catalogs}")
            seen["translated"].append(self.run())
            seen["unchanged"].append(self.run())
            self.edit()
            seen["one changed"].append(self.run())
        return {step: _median(usages) for step, usages in seen.items()}


def _median(usages: Sequence[Usage]) -> Usage:
    return Usage(
        wall=statistics.median(u.wall for u in usages),
        cpu=statistics.median(u.cpu for u in usages),
        peak=max(u.peak for u in usages),
    )


def _localize(command: Sequence[str], root: Path) -> Bench:
    (root / "localize.toml").write_text('source_locale = "en"\ntarget_locales = ["es"]\n')
    steps = [
        [*command, "sync", "--no-translate", "--quiet"],
        [*command, "build", "--fallback", "source", "--quiet"],
    ]
    return Bench(root, "locales/es/**/*.po", lambda: steps, ("locales", "build", ".localize"))


def _rival(rival: Rival, programs: Path, root: Path) -> Bench:
    def steps() -> Commands:
        (root / rival.output).mkdir(exist_ok=True)
        return [*rival.extract(programs, root), *rival.build(programs, root)]

    return Bench(root, rival.catalogs, steps, ("po", "pot", "out"))


def _project(work: Path, name: str, corpus: Path | None, docs: int) -> Path:
    root = work / name
    if corpus is None:
        documents.write(root / "source", docs)
    else:
        for path in sorted(corpus.rglob("*.md")):
            target = root / "source" / path.relative_to(corpus)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    return root


def _size(root: Path) -> tuple[int, float]:
    sizes = [path.stat().st_size for path in (root / "source").rglob("*.md")]
    return len(sizes), sum(sizes) / 1e6


def _identical(root: Path, output: str) -> int:
    """How many articles came out with the very bytes of their source."""
    return sum(
        (root / output / path.relative_to(root / "source")).is_file()
        and (root / output / path.relative_to(root / "source")).read_bytes() == path.read_bytes()
        for path in (root / "source").rglob("*.md")
    )


def _parse_seconds(root: Path) -> float:
    """What markdown-it-py alone takes to parse the articles once, on one core."""
    code = (
        "import pathlib, time\n"
        "from markdown_it import MarkdownIt\n"
        "texts = [p.read_text('utf-8') for p in pathlib.Path('source').rglob('*.md')]\n"
        "parser = MarkdownIt('commonmark').enable('table')\n"
        "start = time.perf_counter()\n"
        "for text in texts: parser.parse(text)\n"
        "print(time.perf_counter() - start)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, check=True, capture_output=True, text=True
    )
    return float(done.stdout)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, help="Markdown to take instead")
    parser.add_argument("--docs", type=int, default=300, help="documents to make (300)")
    parser.add_argument("--scale", default="75,300,1200", help="numbers of documents, or 0")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--rival", action="append", default=[], metavar="NAME=FOLDER")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    parser.add_argument(
        "--localize", default=str(Path(sys.executable).with_name("localize")), help="the command"
    )
    return parser.parse_args()


def main() -> int:
    """Print the figures; 1 if a command failed."""
    options = _arguments()
    command = options.localize.split()
    figures: dict[str, object] = {}
    with tempfile.TemporaryDirectory(prefix="localize-bench-") as temporary:
        work = Path(temporary)
        try:
            _compare(options, command, work, figures)
            _scale(options, command, work, figures)
        except (CommandError, ValueError) as error:
            print(error, file=sys.stderr)
            return 1
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n")
    return 0


def _compare(
    options: argparse.Namespace, command: list[str], work: Path, figures: dict[str, object]
) -> None:
    root = _project(work, "localize", options.folder, options.docs)
    count, megabytes = _size(root)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    print(
        f"{count} articles, {megabytes:.2f} MB; {cores} cores, Python {platform.python_version()}"
    )
    benches = {"localize": (_localize(command, root), root, "build/es")}
    for rival, programs in find(options.rival):
        place = _project(work, rival.name, options.folder, options.docs)
        benches[rival.name] = (_rival(rival, programs, place), place, rival.output)
    parse = _parse_seconds(root)
    print(
        f"markdown-it-py alone, parsing once on one core: {parse:.2f} s, {megabytes / parse:.2f} MB/s\n"
    )
    print(f"{'':18} {'':12} {'wall s':>8} {'CPU s':>8} {'peak MB':>8} {'MB/s':>8} {'times':>7}")
    ours: dict[str, Usage] = {}
    for name, (bench, place, output) in benches.items():
        result = bench.measure(options.runs)
        ours = ours or result
        for step, usage in result.items():
            ratio = f"{usage.wall / ours[step].wall:.1f}" if result is not ours else ""
            print(
                f"{name:18} {step:12} {usage.wall:8.2f} {usage.cpu:8.2f} {usage.peak:8.0f} "
                f"{megabytes / usage.wall:8.2f} {ratio:>7}"
            )
            figures[f"{name}: {step}"] = {"wall": usage.wall, "cpu": usage.cpu, "peak": usage.peak}
        same = _identical(place, output)
        print(
            f"{name:18} {same} of {count} articles, translated by their source, have its very bytes\n"
        )
        figures[f"{name}: identical"] = same
    figures["markdown-it-py: parse"] = parse


def _scale(
    options: argparse.Namespace, command: list[str], work: Path, figures: dict[str, object]
) -> None:
    counts = [int(text) for text in options.scale.split(",") if int(text) > 0]
    if not counts or options.folder is not None:
        return
    print(
        f"{'cold, by articles':18} {'wall s':>8} {'CPU s':>8} {'ms each':>8} {'peak MB, all processes':>24}"
    )
    for count in counts:
        bench = _localize(command, _project(work, f"scale-{count}", None, count))
        usages = []
        for _ in range(options.runs):
            bench.fresh()
            usages.append(bench.run())
        usage = _median(usages)
        bench.fresh()
        peak = bench.run(sample=True).peak
        print(
            f"{count:18} {usage.wall:8.2f} {usage.cpu:8.2f} {1000 * usage.wall / count:8.2f} {peak:24.0f}"
        )
        figures[f"scale {count}"] = {"wall": usage.wall, "cpu": usage.cpu, "peak": peak}


if __name__ == "__main__":
    start = time.perf_counter()
    status = main()
    print(f"\n{time.perf_counter() - start:.0f} s in all", file=sys.stderr)
    sys.exit(status)
