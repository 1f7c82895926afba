"""Writing entries, and splicing them into a file whose other bytes stay as they are.

Entries that are written whole are polib's `POEntry`: its model and its escaping, not its
file handling, which loses work. The text of one is what `str(entry)` of polib gives without
wrapping, plus what polib leaves out: previous texts of obsolete entries, CRLF, and the isolates
around references with spaces.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import polib

from localize.catalog import comments as notes_of
from localize.catalog.syntax import Document, Entry
from localize.regex import regex

_RAW_CONTROL = regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Wanted(NamedTuple):
    """What an entry shall say."""

    context: str | None
    source: str
    target: str
    fuzzy: bool = False
    previous: str | None = None
    previous_context: str | None = None
    notes: tuple[str, ...] | None = ()
    """The `#.` lines; None leaves them as they are."""
    references: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    """Lines to add to the translator's comments."""
    settled: bool = False
    """Take the tool's own suggestions out of the comments."""
    obsolete: bool = False


def escape(text: str) -> str:
    r"""The inside of a quoted string.

    >>> escape('a "b" \\ c')
    'a \\"b\\" \\\\ c'
    """
    if '"' not in text and "\\" not in text and text.isprintable():
        return text
    return _RAW_CONTROL.sub(lambda m: f"\\{ord(m[0]):03o}", str(polib.escape(text)))


def field_lines(keyword: str, text: str, prefix: str = "") -> str:
    r"""A keyword and its string, on several lines where the text has line ends.

    >>> print(field_lines("msgid", "a\nb"), end="")
    msgid ""
    "a\n"
    "b"
    """
    if "\n" not in text:
        return f'{prefix}{keyword} "{escape(text)}"\n'
    parts = text.split("\n")
    lines = [f'{prefix}"{escape(part)}\\n"\n' for part in parts[:-1]]
    if parts[-1]:
        lines.append(f'{prefix}"{escape(parts[-1])}"\n')
    if len(lines) == 1:
        return f"{prefix}{keyword} {lines[0][len(prefix) :]}"
    return f'{prefix}{keyword} ""\n{"".join(lines)}'


def serialise(entry: polib.POEntry) -> str:
    """The lines of an entry, without wrapping, with LF."""
    out: list[str] = []
    sign = "#~ " if entry.obsolete else ""
    if entry.tcomment:
        out.append(_commented("#", entry.tcomment))
    if not entry.obsolete:
        if entry.comment:
            out.append(_commented("#.", entry.comment))
        if entry.occurrences:
            out.append(f"#: {' '.join([path for path, _ in entry.occurrences])}\n")
    if entry.flags:
        out.append(f"#, {', '.join(entry.flags)}\n")
    if (
        not sign
        and entry.msgctxt is None
        and entry.previous_msgid is None
        and (not entry.msgid_plural and entry.previous_msgctxt is None)
    ):
        out.append(field_lines("msgid", entry.msgid))
        out.append(field_lines("msgstr", entry.msgstr))
        return "".join(out)
    before = "#~| " if entry.obsolete else "#| "
    if entry.previous_msgctxt is not None:
        out.append(field_lines("msgctxt", entry.previous_msgctxt, before))
    if entry.previous_msgid is not None:
        out.append(field_lines("msgid", entry.previous_msgid, before))
    if entry.msgctxt is not None:
        out.append(field_lines("msgctxt", entry.msgctxt, sign))
    out.append(field_lines("msgid", entry.msgid, sign))
    if entry.msgid_plural:
        out.append(field_lines("msgid_plural", entry.msgid_plural, sign))
        out += [
            field_lines(f"msgstr[{number}]", text, sign)
            for number, text in sorted(entry.msgstr_plural.items())
        ]
    else:
        out.append(field_lines("msgstr", entry.msgstr, sign))
    return "".join(out)


def _commented(sign: str, text: str) -> str:
    lines = f"{sign} {text}\n".replace("\n", f"\n{sign} ")[: -len(sign) - 1]
    return lines.replace(f"{sign} \n", f"{sign}\n") if f"{sign} \n" in lines else lines


def created(wanted: Wanted, base: Entry | None = None) -> str:
    """An entry written whole; with `base`, its comments, flags and plural forms are carried on."""
    flags = ["fuzzy"] if wanted.fuzzy else []
    if base is None:
        return serialise(
            polib.POEntry(
                msgid=wanted.source,
                msgstr=wanted.target,
                msgctxt=wanted.context,
                comment="\n".join(wanted.notes or ()),
                tcomment="\n".join(wanted.added),
                occurrences=[(reference, "") for reference in wanted.references],
                flags=flags,
                previous_msgid=wanted.previous,
                previous_msgctxt=wanted.previous_context,
            )
        )
    old = notes_of.parse(base.comments)
    tcomment = list(old.typed if wanted.settled else old.of("#"))
    tcomment += [line for line in wanted.added if line not in tcomment]
    notes = old.of("#.") if wanted.notes is None else wanted.notes
    return serialise(
        polib.POEntry(
            msgid=wanted.source,
            msgstr=wanted.target,
            msgctxt=wanted.context,
            msgid_plural=base.plural or "",
            msgstr_plural={}
            if base.plural is None
            else dict(enumerate((wanted.target, *base.targets[1:]))),
            obsolete=wanted.obsolete,
            comment="\n".join(notes),
            tcomment="\n".join(tcomment),
            occurrences=[(reference, "") for reference in wanted.references],
            flags=flags + [flag for flag in old.flags if flag != "fuzzy"],
            previous_msgid=wanted.previous,
            previous_msgctxt=wanted.previous_context,
        )
    )


def changed(document: Document, entry: Entry, wanted: Wanted) -> str | None:
    """The new text of an entry, or None where it says all that is wanted already.

    Parts that say the same keep their bytes: an editor's wrapping of a text, comments, flags.
    """
    newline = document.newline
    comments = _comments(entry, wanted, newline)
    same_source = (entry.context, entry.source) == (wanted.context, wanted.source)
    same_target = entry.target == wanted.target
    same_place = entry.obsolete == wanted.obsolete
    if same_place and same_source and same_target and comments == entry.comments:
        return None
    only_target = same_source and comments == entry.comments
    if not same_place or not (entry.plain or only_target):
        text = created(wanted, entry)
        return text if newline == "\n" else text.replace("\n", newline)
    source = document.text[entry.body : entry.value]
    target = document.text[entry.value : entry.end]
    if not same_source:
        source = field_lines("msgid", wanted.source)
        if wanted.context is not None:
            source = field_lines("msgctxt", wanted.context) + source
        if entry.plural is not None:
            source += field_lines("msgid_plural", entry.plural)
        source = source.replace("\n", newline)
    if not same_target:
        if entry.plural is None:
            target = field_lines("msgstr", wanted.target)
        else:
            target = "".join(
                field_lines(f"msgstr[{number}]", text)
                for number, text in enumerate((wanted.target, *entry.targets[1:]))
            )
        target = target.replace("\n", newline)
    if not target.endswith("\n"):
        target += newline
    return comments + source + target


def _comments(entry: Entry, wanted: Wanted, newline: str) -> str:
    """The comment block that is wanted, made of the lines there are as far as they will do."""
    if not (wanted.added or wanted.settled) and wanted.notes is not None:
        # What the tool itself writes is by far the commonest: one comparison settles it.
        block = "".join([f"#. {line}\n" if line else "#.\n" for line in wanted.notes])
        block += f"#: {' '.join(wanted.references)}\n" if wanted.references else ""
        block += "#, fuzzy\n" if wanted.fuzzy else ""
        if block == entry.comments and wanted.previous is None:
            return block
    have = notes_of.parse(entry.comments)
    lines = list(have.lines)

    def replace(signs: tuple[str, ...], rank: int, new: Sequence[str]) -> None:
        at = next((i for i, line in enumerate(lines) if line.sign in signs), None)
        if at is None:
            at = sum(1 for line in lines if line.rank < rank)
            at = max((i + 1 for i, line in enumerate(lines) if line.rank < rank), default=0)
        before = [line for line in lines[:at] if line.sign not in signs]
        after = [line for line in lines[at:] if line.sign not in signs]
        made = [notes_of.Line(signs[0], "", text + newline) for text in new]
        lines[:] = [*before, *made, *after]

    if wanted.notes is not None and _words(have.of("#.")) != _words(wanted.notes):
        replace(("#.",), 1, [f"#. {line}" if line else "#." for line in wanted.notes])
    if have.references != wanted.references:
        new = [f"#: {' '.join(wanted.references)}"] if wanted.references else []
        replace(("#:",), 2, new)
    if entry.fuzzy != wanted.fuzzy:
        flags = [flag for flag in have.flags if flag != "fuzzy"]
        flags = ["fuzzy", *flags] if wanted.fuzzy else flags
        replace(("#,", "#="), 3, [f"#, {', '.join(flags)}"] if flags else [])
    if (entry.previous, entry.previous_context) != (wanted.previous, wanted.previous_context):
        text = ""
        if wanted.previous_context is not None:
            text += field_lines("msgctxt", wanted.previous_context, "#| ")
        if wanted.previous is not None:
            text += field_lines("msgid", wanted.previous, "#| ")
        replace(("#|", "#~|"), 4, text.splitlines())
    if wanted.settled:
        lines = [x for x in lines if x.sign != "#" or not x.text.startswith(notes_of.OURS)]
    present = {line.text for line in lines if line.sign == "#"}
    added = [text for text in wanted.added if text not in present]
    if added:
        at = max((i + 1 for i, line in enumerate(lines) if line.rank == 0), default=0)
        lines[at:at] = [notes_of.Line("#", t, (f"# {t}" if t else "#") + newline) for t in added]
    return "".join(line.raw for line in lines)


def _words(lines: Iterable[str]) -> list[str]:
    # Some editors rewrap these lines; that is no reason to write them again.
    return " ".join(lines).split()


class Splice(NamedTuple):
    """How a file shall change. Indices are those of `Document.entries`."""

    replaced: Mapping[int, str] = {}
    """Entry -> its new text."""
    removed: frozenset[int] = frozenset()
    inserted: Mapping[int, Sequence[str]] = {}
    """Entry -> new entries after it; -1 for those at the top, after the header."""
    appended: Sequence[str] = ()
    """New entries at the end."""
    header: str | None = None
    """A new header; None leaves it."""

    @property
    def empty(self) -> bool:
        """True where it changes nothing."""
        return not (
            self.replaced
            or self.removed
            or self.inserted
            or self.appended
            or self.header is not None
        )


def spliced(document: Document, splice: Splice) -> str:
    """The new text of the file."""
    if splice.empty:
        return document.text
    newline, text = document.newline, document.text
    out: list[str] = []
    position = 0
    every = list(enumerate(document.entries))
    top = [(-1, document.header)] if document.header is not None else []
    ordered: list[tuple[int, Entry]] = sorted([*top, *every], key=lambda pair: pair[1].start)
    if not top:
        header = [splice.header] if splice.header is not None else []
        new_top = (*header, *splice.inserted.get(-1, ()))
        out += [_ended(new, newline) + newline for new in new_top]
    for index, entry in ordered:
        gap = text[position : entry.start]
        position = entry.end
        if index in splice.removed:
            # Its blank lines go with it, unless something else stands between.
            out.append(gap if gap.strip() else "")
            continue
        out.append(gap)
        new_text = splice.header if index == -1 else splice.replaced.get(index)
        old_text = text[entry.start : entry.end]
        out.append(old_text if new_text is None else _ended(new_text, newline))
        for new in splice.inserted.get(index, ()):
            _end(out, newline)
            out.append(newline + _ended(new, newline))
    tail = text[position:]
    for new in splice.appended:
        _end(out, newline)
        out.append(newline + _ended(new, newline))
    if tail.strip() or not splice.appended:
        out.append(tail)
    if "".join(out[:1]).isspace() and not text[:1].isspace():
        out[0] = ""
    return "".join(out)


def _ended(text: str, newline: str) -> str:
    if newline != "\n" and "\r" not in text:
        text = text.replace("\n", newline)
    return text if text.endswith("\n") else text + newline


def _end(out: list[str], newline: str) -> None:
    for part in reversed(out):
        if part:
            if not part.endswith("\n"):
                out.append(newline)
            return


def header(fields: Mapping[str, str], comment: Sequence[str] = (), *, fuzzy: bool = False) -> str:
    """A header entry."""
    entry = polib.POEntry(
        msgid="",
        msgstr="".join(f"{name}: {value}\n" for name, value in fields.items()),
        tcomment="\n".join(comment),
        flags=["fuzzy"] if fuzzy else [],
    )
    return serialise(entry)
