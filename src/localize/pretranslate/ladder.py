"""The ladder a part of a text climbs down until a translation keeps everything that is protected.

    plain        nothing protected in the way of the words (literals may have been shown as they are)
    edge         markup only at the edges, put back around the translation
    fragment     a span's own translation was found once in the sentence's
    projected    attention showed which words a span belongs to
    placeholder  placeholders stood for what is protected, and each came back once
    split        translated piece by piece between what is protected
    source       nothing worked: the source, flagged

Each ladder is a generator that asks for translations and is sent them, so that every round of all the
ladders of a run is one call of the engine.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence

from localize.model import Role
from localize.pretranslate.candidates import Case, facts_of, is_atom, kept
from localize.pretranslate.engines.base import Output, Request
from localize.pretranslate.flow import BASE, Atom, Nature, atom_index, atom_indexes, has_words, runs
from localize.pretranslate.mending import with_introductions, with_terms
from localize.pretranslate.render import Rendered, lost, render, styles_for
from localize.pretranslate.rungs import Climb, Climbed, Rung, Setting
from localize.pretranslate.surface import finish, prepare

_STYLES = 3
"""How many styles of placeholders are tried before a sentence is taken apart."""


def climb(part: str, setting: Setting) -> Climb:
    """Translate one part of a flow: asks for what it needs, gives the best rung that held."""
    lead, core, trail = hoisted(part, setting.atoms)
    if not has_words(core):
        return Climbed(text=part, rung=Rung.PLAIN)
    found = yield from _climb_core(core, setting)
    rung = found.rung
    if (lead or trail) and rung is Rung.PLAIN:
        rung = Rung.EDGE
    return found._replace(text=lead + found.text + trail, rung=rung)


def hoisted(part: str, atoms: Sequence[Atom]) -> tuple[str, str, str]:
    """Markup at the edges, and what is between: (lead, core, trail)."""
    start, end = 0, len(part)
    while True:
        before = (start, end)
        while start < end and (part[start].isspace() or _loose(part, start, end, atoms)):
            start += 1
        while end > start and (part[end - 1].isspace() or _loose(part, end - 1, end, atoms, start)):
            end -= 1
        if end - start >= 2:
            first = atom_index(part[start])
            if first is not None and atoms[first].role is Role.OPEN:
                partner = atoms[first].partner
                if partner is not None and part[end - 1] == chr(BASE + partner):
                    start, end = start + 1, end - 1
        if before == (start, end):
            return part[:start], part[start:end], part[end:]


def _loose(part: str, at: int, end: int, atoms: Sequence[Atom], start: int | None = None) -> bool:
    """Whether the atom at an edge can stay outside: nothing in the part depends on it."""
    index = atom_index(part[at])
    if index is None:
        return False
    atom = atoms[index]
    if atom.floating or atom.nature is Nature.BREAK:
        return True
    if atom.role is Role.SOLO:
        return False
    # Half of a span whose other half is in another part.
    inside = part[0 if start is None else start : end]
    return atom.partner is None or chr(BASE + atom.partner) not in inside


def _climb_core(core: str, setting: Setting) -> Climb:
    atoms = setting.atoms
    prepared = prepare(core)
    styles = styles_for(core, setting.verdict.styles)
    style = styles[0] if styles else ""
    indexes = atom_indexes(core)
    if not indexes and setting.terms and (form := setting.terms.whole(core)):
        return Climbed(text=finish(core, form, prepared, setting.languages[1]), rung=Rung.PLAIN)
    if indexes and not style and any(not _showable(atoms[i]) for i in indexes):
        return (yield from _split(core, setting))

    first = render(prepared.text, atoms, style)
    inner = [(s.opening, first.text[s.start : s.end]) for s in first.spans]
    outputs = yield (
        _request(first, setting),
        *(Request(text) for _, text in inner),
    )
    case = Case(
        core,
        prepared,
        {o: output.best.text for (o, _), output in zip(inner, outputs[1:], strict=True)},
        {
            opening: form
            for opening, text in inner
            if setting.terms and (form := setting.terms.whole(text))
        },
        setting,
    )
    found = case.accept(first, outputs[0])
    if found is None:
        if not style:
            return (yield from _split(core, setting))
        wholes = yield from _whole_spans(prepared.text, setting)
        if wholes is None:
            return (yield from _split(core, setting))
        # What was lost behind a placeholder; then everything; then in another style.
        everything = frozenset(indexes)
        hidden = [lost(first, outputs[0].best.text), everything]
        tries = [render(prepared.text, atoms, style, hide=hide) for hide in hidden if hide]
        tries += [render(prepared.text, atoms, s, hide=everything) for s in styles[1:_STYLES]]
        if wholes:
            tries += [
                render(prepared.text, atoms, style, hide=hide, whole_spans=wholes)
                for hide in (frozenset[int](), *hidden)
            ]
        if whole := with_introductions(case, style):
            tries.append(whole)
        tries = list({r.text: r for r in tries if r.text != first.text}.values())
        outputs = yield tuple(_request(r, setting) for r in tries)
        for rendered, output in zip(tries, outputs, strict=True):
            found = case.accept(rendered, output)
            if found is not None:
                break
    if found is None:
        return (yield from _split(core, setting))
    if found.asks:
        found = yield from with_terms(found, case, style)
    return found.climbed(setting)


def _request(rendered: Rendered, setting: Setting) -> Request:
    """The request for a rendered part; attention is only asked for where it may be of use."""
    useful = bool(rendered.spans) or bool(setting.terms and setting.terms.hits(rendered.text))
    return Request(rendered.text, aligned=useful and setting.verdict.attention)


def _showable(atom: Atom) -> bool:
    return bool(atom.shown) or atom.partner is not None


def _whole_spans(
    core: str, setting: Setting
) -> Generator[tuple[Request, ...], tuple[Output, ...], dict[int, str] | None]:
    """Translate what is inside the outermost spans on its own: opening atom -> the span in the target."""
    wholes: dict[int, str] = {}
    at = 0
    while at < len(core):
        index = atom_index(core[at])
        if index is not None and setting.atoms[index].role is Role.OPEN:
            partner = setting.atoms[index].partner
            close = core.find(chr(BASE + partner), at) if partner is not None else -1
            if partner is not None and close > at:
                inside = yield from climb(core[at + 1 : close], setting)
                if inside.rung is Rung.SOURCE:
                    return None
                wholes[index] = core[at] + inside.text + core[close]
                at = close
        at += 1
    return wholes


def _split(core: str, setting: Setting) -> Climb:
    """Translate the text between the atoms run by run; the atoms stay where they are."""
    pieces = runs(core)
    asked = [run for run in pieces if not is_atom(run[0]) and has_words(run)]
    outputs = yield tuple(Request(prepare(run.strip()).text) for run in asked)
    answers = iter(zip(asked, outputs, strict=True))
    parts, facts = [], []
    for run in pieces:
        if is_atom(run[0]) or not has_words(run):
            parts.append(run)
            continue
        _, output = next(answers)
        bare = run.strip()
        text = finish(bare, output.best.text or bare, prepare(bare), setting.languages[1])
        start = run.index(bare)
        parts.append(run[:start] + text + run[start + len(bare) :])
        facts.append(facts_of(bare, output.best, output, spelling=setting.verdict.spelling))
    target = kept(core, "".join(parts), setting)
    if target is None:
        return Climbed(text=core, rung=Rung.SOURCE, facts=tuple(facts))
    return Climbed(text=target, rung=Rung.SPLIT, facts=tuple(facts))
