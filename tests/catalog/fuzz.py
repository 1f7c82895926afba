"""Damaged PO files for the lexer: `python tests/catalog/fuzz.py SECONDS`, after `soak.py`'s example.

Mutates the tricky files. The lexer must read a file whole or refuse it with a place; both its ways of reading
must agree; and what GNU gettext reads it must read the same, unless it refuses it for a reason of its own.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from localize.catalog import lexer
from localize.catalog.syntax import Document
from localize.errors import CatalogError

TRICKY = Path(__file__).parent / "tricky"
OURS = re.compile(
    r"control character|lone CR|UTF-8|UTF-16|second (entry|header)|charset|unknown escape|"
    r"a previous msg|without an entry|msgstr\[\d+\] expected|partly obsolete"
)
"""Reasons to refuse what gettext takes: it would lose text there, or guess."""

_BITS = (
    *(b'"', b"\\", b"\n", b"#", b"#~ ", b"#| ", b"#, fuzzy\n", b"msgid ", b'msgstr "x"\n', b"\r\n"),
    *(b'"a"', b" ", b"\t", b"[0]", b'msgctxt "c"\n', b'msgid_plural "p"\n', b"# c\n", b"\xc3\xa9"),
)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The file with a few bits put in, taken out, doubled or swapped."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(out) + 1)
        match chance.randrange(4):
            case 0:
                out[at:at] = chance.choice(_BITS)
            case 1:
                del out[at : at + chance.randint(1, 6)]
            case 2:
                lines = bytes(out).split(b"\n")
                line = chance.randrange(len(lines))
                lines.insert(chance.randrange(len(lines) + 1), lines[line])
                out = bytearray(b"\n".join(lines))
            case _:
                lines = bytes(out).split(b"\n")
                del lines[chance.randrange(len(lines))]
                out = bytearray(b"\n".join(lines))
    return bytes(out)


def parse(data: bytes) -> Document:
    """A file, read."""
    text, bom = lexer.decode(data, "x.po")
    return lexer.read(text, "x.po", bom=bom)


def joined(document: Document) -> str:
    """What the writer relies on: gaps and entries in turn are the file."""
    position, out = 0, []
    every = [*document.entries, *([document.header] if document.header else [])]
    for entry in sorted(every, key=lambda e: e.start):
        out += [document.text[position : entry.start], document.text[entry.start : entry.end]]
        position = entry.end
    return "".join([*out, document.text[position:]])


def said(document: Document) -> list[tuple[object, ...]]:
    """What the entries say, in an order of its own."""
    return sorted(
        (
            *(e.domain, str(e.context), e.source, e.target, e.targets, e.obsolete, str(e.plural)),
            e.fuzzy and bool(e.target),  # msgcat unflags what is empty
        )
        for e in document.entries
    )


def gettext_reads(data: bytes) -> bytes | None:
    """What msgcat makes of a file; None where it refuses it, or is not here."""
    run = subprocess.run(["msgcat", "--no-wrap", "-"], input=data, capture_output=True, check=False)
    return run.stdout if run.returncode == 0 else None


class _Never:
    """In place of the pattern for simple entries."""

    @staticmethod
    def match(_text: str, _position: int) -> None:
        """No entry is simple."""


def slowly(data: bytes) -> Document | None:
    """A file read by the whole grammar alone; None where it is refused."""
    fast = lexer._FAST
    lexer._FAST = _Never  # type: ignore[assignment]
    try:
        return parse(data)
    except CatalogError:
        return None
    finally:
        lexer._FAST = fast


def once(data: bytes, tally: Counter[str], *, compare: bool) -> None:
    """Try one file. Raises AssertionError where the lexer breaks its law."""
    document: Document | None = None
    refused: CatalogError | None = None
    try:
        document = parse(data)
    except CatalogError as error:
        refused = error
    assert slowly(data) == document, data
    if document is not None:
        tally["read"] += 1
        assert joined(document) == document.text, data
    else:
        tally["refused"] += 1
        assert refused is not None
        assert refused.place is not None, data
    if not compare or data.startswith(b"\xef\xbb\xbf"):
        return
    theirs = gettext_reads(data)
    tally["compared with gettext"] += 1
    if theirs is None:
        tally["read by us alone"] += document is not None
    elif refused is not None and b"\\\n" not in data:
        # (gettext also continues a line that ends in a backslash outside of strings.)
        assert OURS.search(refused.reason), (refused.reason, data)
        tally["read by gettext alone"] += 1
    elif document is not None:
        try:
            read_again = parse(theirs)
        except CatalogError as error:
            assert OURS.search(error.reason), (error.reason, data)  # noqa: PT017 (no test)
            return  # msgcat writes some control characters as they are
        assert said(read_again) == said(document), data


def run(seconds: float, tally: Counter[str]) -> int:
    """Mutate for as long; the seed that repeats it."""
    until = time.monotonic() + seconds
    corpus = [
        path.read_bytes() for path in sorted(TRICKY.glob("*/*.po")) if path.stat().st_size < 9000
    ]
    number = random.randrange(1 << 32)
    chance = random.Random(number)
    has_gettext = shutil.which("msgcat") is not None
    while time.monotonic() < until:
        data = mutated(chance.choice(corpus), chance)
        once(data, tally, compare=has_gettext and chance.random() < 0.1)
    return number


def main() -> None:
    """Mutate for as many seconds as the command line says."""
    tally: Counter[str] = Counter()
    number = run(float(sys.argv[1] if len(sys.argv) > 1 else 30), tally)
    print(f"seed {number}: {dict(tally)}")  # noqa: T201 (a program)


if __name__ == "__main__":
    main()
