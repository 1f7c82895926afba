"""Other tools that take Markdown to PO and back, driven the fastest way each one offers.

Every tool gets the same documents, the same translations and the same three questions. They are not
installed by `make setup`; give the folder of their programs: `--rival po4a=/usr/bin`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

Commands = Sequence[Sequence[str]]

_MDPO = """
import sys, pathlib
from mdpo.md2po import markdown_to_pofile
from mdpo.po2md import pofile_to_markdown
for article in sorted(pathlib.Path("source").rglob("*.md")):
    name = article.relative_to("source")
    po, out = pathlib.Path("po", name).with_suffix(".po"), pathlib.Path("out", name)
    po.parent.mkdir(parents=True, exist_ok=True)
    out.parent.mkdir(parents=True, exist_ok=True)
    if sys.argv[1] == "extract":
        markdown_to_pofile(str(article), save=True, po_filepath=str(po), wrapwidth=0)
    else:
        pofile_to_markdown(str(article), str(po), save=str(out), wrapwidth=0)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """How a tool is driven in a folder that has the articles in `source/`."""

    name: str
    catalogs: str
    """Glob of the PO files that a translator would fill."""
    output: str
    """The folder of the localized articles."""
    extract: Callable[[Path, Path], Commands]
    """Folder of its programs, project -> the commands that make or update the PO files."""
    build: Callable[[Path, Path], Commands]
    """The commands that write the localized articles."""
    together: bool = False
    """`extract` builds too: it is the only way to run it."""


def _po4a(programs: Path, root: Path) -> Commands:
    config = root / "po4a.cfg"
    # One catalog for all: with one a document, 300 documents take twenty times as long.
    lines = ["[po4a_langs] es", "[po4a_paths] po/all.pot $lang:po/all.es.po"]
    for article in sorted((root / "source").rglob("*.md")):
        name = article.relative_to(root / "source").as_posix()
        lines.append(f'[type: text] source/{name} $lang:out/{name} opt:"-o markdown -k 0"')
    text = "\n".join(lines) + "\n"
    if not config.exists() or config.read_text() != text:
        config.write_text(text)
    return [[str(programs / "po4a"), "--quiet", str(config)]]


def _translate_toolkit(programs: Path, root: Path) -> Commands:
    if not (root / "po").exists():
        return [[str(programs / "md2po"), "--progress=none", "--duplicates=merge", "source", "po"]]
    return [
        [str(programs / "md2po"), "--progress=none", "--duplicates=merge", "-P", "source", "pot"],
        [str(programs / "pot2po"), "--progress=none", "--nofuzzymatching", "-t", "po", "pot", "po"],
    ]


RIVALS = (
    Rival(
        name="po4a",
        catalogs="po/*.po",
        output="out",
        extract=_po4a,
        build=lambda _programs, _root: [],
        together=True,
    ),
    Rival(
        name="mdpo",
        catalogs="po/**/*.po",
        output="out",
        extract=lambda programs, _root: [[str(programs / "python"), "-c", _MDPO, "extract"]],
        build=lambda programs, _root: [[str(programs / "python"), "-c", _MDPO, "build"]],
    ),
    Rival(
        name="translate-toolkit",
        catalogs="po/**/*.po",
        output="out",
        extract=_translate_toolkit,
        build=lambda programs, _root: [
            [str(programs / "po2md"), "--progress=none", "-t", "source", "po", "out"]
        ],
    ),
)


def find(given: Sequence[str]) -> list[tuple[Rival, Path]]:
    """The rivals that were named as NAME=FOLDER, with the folder of their programs.

    Raises ValueError for a name that is not known and a folder that is not there.
    """
    known = {rival.name: rival for rival in RIVALS}
    found = []
    for text in given:
        name, _, folder = text.partition("=")
        if name not in known:
            raise ValueError(f"unknown rival {name}; known: {', '.join(known)}")
        if not os.path.isdir(folder):  # noqa: PTH112 (an empty text is not a folder here)
            raise ValueError(f"{name}: no folder {folder!r}")
        found.append((known[name], Path(folder).resolve()))
    return found
