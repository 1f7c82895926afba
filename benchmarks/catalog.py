"""What four ways of changing one translation do to the rest of a PO file, on the tricky files of the tests.

    python benchmarks/catalog.py [FOLDER]

Each tool reads the file, gives the entry "Alpha dose" (or else the first one) another translation,
and writes the file. Then the file is compared with what it was: what became of the other entries
(a translation, source, context, state or previous text that is lost or different), of the comments and header
lines, and how many of the bytes outside the one entry changed. For files that are broken, it counts how
often a tool reads one without a word, and so writes a file that says something else.
"""

from __future__ import annotations

import contextlib
import difflib
import io
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import polib
from babel.messages import pofile as babel_po

from localize.catalog import comments, lexer, writer
from localize.catalog.syntax import Document, Entry
from localize.catalog.writer import Splice, Wanted
from localize.errors import CatalogError

TRICKY = Path(__file__).parents[1] / "tests" / "catalog" / "tricky"
NEW = "Dosis nueva"


def read(data: bytes) -> Document:
    """Our own reading, which the others are measured with."""
    text, bom = lexer.decode(data, "x.po")
    return lexer.read(text, "x.po", bom=bom)


def chosen(document: Document) -> Entry | None:
    """The entry that gets another translation."""
    live = [e for e in document.entries if not e.obsolete and not e.domain and e.plural is None]
    return next((e for e in live if e.source == "Alpha dose"), live[0] if live else None)


def with_localize(data: bytes) -> bytes:
    """Ours."""
    document = read(data)
    entry = chosen(document)
    if entry is None:
        return data
    wanted = Wanted(
        entry.context,
        entry.source,
        NEW,
        entry.fuzzy,
        entry.previous,
        entry.previous_context,
        None,
        comments.parse(entry.comments).references,
    )
    new = writer.changed(document, entry, wanted)
    splice = Splice(replaced={document.entries.index(entry): new or ""})
    return (b"\xef\xbb\xbf" if document.bom else b"") + writer.spliced(document, splice).encode()


def with_polib(data: bytes) -> bytes:
    """polib.pofile, then save."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.po"
        path.write_bytes(data)
        po = polib.pofile(str(path))
        live = [e for e in po if not e.obsolete and not e.msgid_plural]
        for entry in [e for e in live if e.msgid == "Alpha dose"][:1] or live[:1]:
            entry.msgstr = NEW
        po.save()
        return path.read_bytes()


def with_babel(data: bytes) -> bytes:
    """babel's read_po, then write_po."""
    with warnings.catch_warnings(), contextlib.redirect_stdout(None):
        warnings.simplefilter("ignore")
        catalog = babel_po.read_po(io.BytesIO(data))
        live = [m for m in catalog if m.id and isinstance(m.id, str)]
        for message in [m for m in live if m.id == "Alpha dose"][:1] or live[:1]:
            message.string = NEW
        out = io.BytesIO()
        babel_po.write_po(out, catalog)
    return out.getvalue()


def with_msgcat(data: bytes) -> bytes:
    """GNU msgcat; the change itself is made by us beforehand, as it has no command for that."""
    run = subprocess.run(
        ["msgcat", "-"], input=with_localize(data), capture_output=True, check=False
    )
    if run.returncode:
        raise ValueError(run.stderr)
    return run.stdout


TOOLS: dict[str, Callable[[bytes], bytes]] = {
    "localize": with_localize,
    "polib": with_polib,
    "babel": with_babel,
    "msgcat": with_msgcat,
}


def said(document: Document, but: Entry | None) -> Counter[tuple[object, ...]]:
    """What all entries say, except the one that was changed."""
    found: Counter[tuple[object, ...]] = Counter()
    for e in document.entries:
        if but is None or (e.key, e.domain, e.obsolete) != (but.key, but.domain, but.obsolete):
            flag = e.fuzzy and bool(e.target)
            found[(e.domain, e.context, e.source, e.target, e.targets, flag, e.previous)] += 1
    return found


def noted(document: Document) -> Counter[str]:
    """All comments, and the lines of the header."""
    every = [*document.entries, *([document.header] if document.header else [])]
    found = Counter(t for e in every for t in comments.parse(e.comments).of("#", "#.") if t)
    found.update(document.header.target.split("\n") if document.header else [])
    found.update(comments.parse(document.text[max((e.end for e in every), default=0) :]).of("#"))
    return found


def bytes_changed(before: bytes, after: bytes, document: Document, but: Entry | None) -> int:
    """How many bytes of the file are gone or new, outside the msgstr that was to change."""
    mark = 3 if document.bom else 0
    old = before
    if but is not None:
        start = mark + len(document.text[: but.value].encode())
        end = mark + len(document.text[: but.end].encode())
        old = before[:start] + document.newline.encode() + before[end:]
    lines = old.split(b"\n")
    said = f'msgstr "{NEW}"'.encode()
    left = (after if but is None else after.replace(said, b"")).split(b"\n")
    matcher = difflib.SequenceMatcher(None, lines, left, autojunk=False)
    return sum(
        sum(len(line) + 1 for line in (*lines[a:b], *left[c:d]))
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    )


def measure(name: str, folder: Path) -> dict[str, int]:
    """Every count for one tool."""
    tool = TOOLS[name]
    counts = Counter[str]()
    for path in sorted((folder / "good").glob("*.po")):
        before = path.read_bytes()
        document = read(before)
        but = chosen(document)
        counts["files"] += 1
        counts["of entries"] += sum(said(document, but).values())
        try:
            after = tool(before)
        except Exception:  # noqa: BLE001 (whatever it is that a tool refuses a file with)
            counts["refused"] += 1
            continue
        changed = bytes_changed(before, after, document, but)
        counts["bytes changed"] += changed
        counts["files changed"] += changed > 0
        try:
            result = read(after)
        except CatalogError:
            counts["written broken"] += 1
            continue
        counts["entries lost"] += sum((said(document, but) - said(result, but)).values())
        counts["notes lost"] += sum((noted(document) - noted(result)).values())
    for path in sorted((folder / "bad").glob("*.po")):
        counts["broken files"] += 1
        try:
            tool(path.read_bytes())
        except Exception:  # noqa: BLE001
            continue
        counts["read without a word"] += 1
    return counts


COLUMNS = (
    "refused",
    "entries lost",
    "notes lost",
    "files changed",
    "bytes changed",
    "written broken",
    "read without a word",
)


def speed() -> None:
    """How fast a large file is read."""
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    entry = '\n#. Heading (paragraph)\n#: source/a.md\n#, fuzzy\nmsgid "{0}: some \\"text\\" of a length."\nmsgstr "{0}: un «texto» cualquiera."\n'
    text = head + "".join(entry.format(number) for number in range(10_000))
    best = 9.0
    for _ in range(5):
        start = time.perf_counter()
        lexer.read(text)
        best = min(best, time.perf_counter() - start)
    size = len(text.encode()) / 1e6
    print(f"\nReading {size:.1f} MB, 10,000 entries: {best:.3f} s, {size / best:.0f} MB/s")


def main() -> None:
    """Print the table."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else TRICKY
    names = [name for name in TOOLS if name != "msgcat" or shutil.which("msgcat")]
    rows = {name: measure(name, folder) for name in names}
    first = rows["localize"]
    print(
        f"{first['files']} files that GNU gettext reads ({first['of entries']} entries besides the one"
        f" that is changed), {first['broken files']} broken ones\n"
    )
    print(f"| | {' | '.join(COLUMNS)} |\n|---|{'---:|' * len(COLUMNS)}")
    for name, counts in rows.items():
        print(f"| {name} | {' | '.join(str(counts.get(column, 0)) for column in COLUMNS)} |")
    speed()


if __name__ == "__main__":
    main()
