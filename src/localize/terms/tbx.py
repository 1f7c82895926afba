"""Term entries as TBX, version 2 (TBX-Basic, 2008) and version 3 (ISO 30042:2019), out and in.

Reading trusts nothing: no entity is declared or expanded, no other file is opened, no network used.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from localize import locales
from localize.errors import ConfigError, InputError, Place
from localize.regex import regex
from localize.terms.entry import Match, TermEntry, Treatment
from localize.terms.table import default_match
from localize.terms.xml import NOT_XML, GuardedReader

Version = Literal[2, 3]

_PREFERRED, _ADMITTED, _DEPRECATED = (
    f"{status}-admn-sts" for status in ("preferredTerm", "admittedTerm", "deprecatedTerm")
)
_MARK = regex(r"\[(keep|translate|avoid), (case|nocase)\]\s?")
"""How a note says what TBX has no word for."""
_HEADS: dict[Version, str] = {
    2: (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">\n'
        '<martif type="TBX-Basic" xml:lang={lang}>\n'
        "  <martifHeader><fileDesc><sourceDesc><p>Localize</p></sourceDesc></fileDesc></martifHeader>\n"
        "  <text><body>\n"
    ),
    3: (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<tbx type="TBX-Basic" style="dca" xml:lang={lang} xmlns="urn:iso:std:iso:30042:ed-2">\n'
        "  <tbxHeader><fileDesc><sourceDesc><p>Localize</p></sourceDesc></fileDesc></tbxHeader>\n"
        "  <text><body>\n"
    ),
}
_TAILS: dict[Version, str] = {
    2: "  </body></text>\n</martif>\n",
    3: "  </body></text>\n</tbx>\n",
}
_NAMES: dict[Version, tuple[str, str, str]] = {
    2: ("termEntry", "langSet", "tig"),
    3: ("conceptEntry", "langSec", "termSec"),
}


def write(entries: Iterable[TermEntry], source_locale: str, version: Version = 3) -> str:
    """The entries as a TBX file. Treatment and case rule stand at the start of each note.

    Raises InputError for a character that XML cannot hold.
    """
    concept, section, term = _NAMES[version]
    parts = [_HEADS[version].format(lang=quoteattr(source_locale))]
    for number, entry in enumerate(entries, 1):
        parts.append(f'    <{concept} id="c{number}">\n')
        note = f"[{entry.treatment}, {entry.match}] {entry.note}".strip()
        parts.append(f"      <note>{_xml(note, entry)}</note>\n")
        avoid = entry.treatment is Treatment.AVOID
        source_status = _DEPRECATED if avoid and not entry.targets else _PREFERRED
        groups = [(source_locale, [(entry.term, source_status)])]
        for locale, forms in sorted(entry.targets.items()):
            usual = [_PREFERRED, *[_ADMITTED] * len(forms)]
            statuses = [_DEPRECATED] * len(forms) if avoid else usual
            groups.append((locale, list(zip(forms, statuses, strict=False))))
        for locale, forms_and_statuses in groups:
            parts.append(f"      <{section} xml:lang={quoteattr(locale)}>\n")
            for form, status in forms_and_statuses:
                parts.append(
                    f"        <{term}><term>{_xml(form, entry)}</term>"
                    f'<termNote type="administrativeStatus">{status}</termNote></{term}>\n'
                )
            parts.append(f"      </{section}>\n")
        parts.append(f"    </{concept}>\n")
    parts.append(_TAILS[version])
    return "".join(parts)


def _xml(text: str, entry: TermEntry) -> str:
    if found := NOT_XML.search(text):
        raise InputError(
            f"{entry.term!r} has the character U+{ord(found[0]):04X}, which XML cannot hold",
            place=Place(file=entry.file, line=entry.line) if entry.file else None,
        )
    return escape(text, {"\r": "&#13;"})


def read(data: bytes, name: str, source_locale: str) -> tuple[TermEntry, ...]:
    """The entries of a TBX file of either version and style; `name` is what messages call it.

    Concepts without a term in the source locale or its language are passed over. Forms come in
    the order preferred, admitted, others; deprecated ones become an `avoid` entry of their own.
    Without a note by Localize an entry whose every form is the term itself is `keep`.

    Raises InputError with line and column for what is not TBX, or not safe to read.
    """
    return _Reader(name, source_locale).read(data)


@dataclass(slots=True)
class _Form:
    locale: str
    text: str = ""
    status: str = ""


@dataclass(slots=True)
class _Concept:
    line: int
    forms: list[_Form] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class _Reader(GuardedReader):
    """The events of one file."""

    def __init__(self, name: str, source_locale: str) -> None:
        # With a separator names come as `uri name`: the style with elements for types uses several.
        super().__init__(name, namespace_separator=" ")
        self._source = source_locale.lower()
        self._entries: list[TermEntry] = []
        self._concept: _Concept | None = None
        self._lang = ""
        self._form: _Form | None = None
        self._kind = ""

    def read(self, data: bytes) -> tuple[TermEntry, ...]:
        self._parse((data,))
        return tuple(self._entries)

    def _start(self, qualified: str, attributes: dict[str, str]) -> None:
        name = qualified.rpartition(" ")[2]
        self._depth += 1
        if self._depth == 1 and name not in ("martif", "tbx"):
            raise self._refuse(f"not TBX: its first element is {name!r}")
        if name in ("termEntry", "conceptEntry"):
            self._concept = _Concept(self._parser.CurrentLineNumber)
        elif name in ("langSet", "langSec"):
            xml = "http://www.w3.org/XML/1998/namespace lang"
            self._lang = attributes.get(xml, attributes.get("lang", ""))
        elif name in ("tig", "ntig", "termSec"):
            self._form = _Form(self._lang)
        elif name in ("term", "note", "termNote", "administrativeStatus"):
            self._kind = attributes.get("type", "") if name == "termNote" else name
            self._text = []

    def _end(self, qualified: str) -> None:
        name = qualified.rpartition(" ")[2]
        self._depth -= 1
        concept = self._concept
        if concept is None:
            return
        if name in ("termEntry", "conceptEntry"):
            self._concept = None
            self._entries += self._entries_of(concept)
        elif name in ("tig", "ntig", "termSec"):
            if self._form is not None and self._form.text:
                concept.forms.append(self._form)
            self._form = None
        elif (
            name in ("term", "note", "termNote", "administrativeStatus") and self._text is not None
        ):
            text = " ".join("".join(self._text).split())
            self._text = None
            if name == "note" and self._form is None and text:
                concept.notes.append(text)
            elif name == "term" and self._form is not None:
                self._form.text = text
            elif self._kind == "administrativeStatus" and self._form is not None:
                self._form.status = text

    def _entries_of(self, concept: _Concept) -> Sequence[TermEntry]:
        language = self._source.split("-")[0]
        own = [f for f in concept.forms if _tag(f.locale) == self._source]
        own += [
            f for f in concept.forms if f not in own and _tag(f.locale).split("-")[0] == language
        ]
        own.sort(key=_rank)
        if not own:
            return ()
        targets: dict[str, list[_Form]] = {}
        for form in concept.forms:
            if form not in own:
                targets.setdefault(self._locale(form.locale), []).append(form)
        note = "; ".join(concept.notes)
        marked = _MARK.match(note)
        if marked:
            note = note[marked.end() :]
        wanted = {name: _texts(forms, deprecated=False) for name, forms in targets.items()}
        unwanted = {name: _texts(forms, deprecated=True) for name, forms in targets.items()}
        wanted = {name: forms for name, forms in wanted.items() if forms}
        unwanted = {name: forms for name, forms in unwanted.items() if forms}
        term = own[0].text
        match = Match(marked[2]) if marked else default_match(term)
        same = bool(wanted) and all(forms == (term,) for forms in wanted.values())
        if marked:
            treatment = Treatment(marked[1])
        elif same:
            treatment, wanted = Treatment.KEEP, {}
        else:
            treatment = Treatment.TRANSLATE

        def entry(treatment: Treatment, forms: dict[str, tuple[str, ...]]) -> TermEntry:
            return TermEntry(
                term=term,
                treatment=treatment,
                match=match,
                targets=forms,
                note=note,
                file=self._name,
                line=concept.line,
            )

        result = []
        if treatment is not Treatment.AVOID and (wanted or marked or not unwanted):
            result.append(entry(treatment, wanted))
        if unwanted or treatment is Treatment.AVOID:
            result.append(entry(Treatment.AVOID, unwanted))
        return result

    def _locale(self, lang: str) -> str:
        try:
            return locales.check(lang)
        except ConfigError as error:
            raise self._refuse(f"xml:lang {lang!r}: {error.reason}", error.remedy) from error


def _texts(forms: Sequence[_Form], *, deprecated: bool) -> tuple[str, ...]:
    chosen = [f for f in forms if (_rank(f) == 3) is deprecated]
    return tuple(dict.fromkeys(form.text for form in sorted(chosen, key=_rank)))


def _rank(form: _Form) -> int:
    order = ("preferredTerm", "admittedTerm", "", "deprecatedTerm")
    status = form.status.removesuffix("-admn-sts")
    return order.index(status) if status in order else 3 if status == "supersededTerm" else 2


def _tag(lang: str) -> str:
    return lang.replace("_", "-").lower()
