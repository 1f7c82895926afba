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

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from localize.model import Role
from localize.pretranslate.engines.base import Hypothesis, Output, Request, Verdict
from localize.pretranslate.flow import BASE, Atom, Nature, atom_index, has_words
from localize.pretranslate.render import Rendered, render, restore, style_for
from localize.pretranslate.surface import Prepared, finish, prepare


class Rung(StrEnum):
    """Where on the ladder a draft was accepted, best first."""

    PLAIN = "plain"
    EDGE = "edge"
    FRAGMENT = "fragment"
    PROJECTED = "projected"
    PLACEHOLDER = "placeholder"
    SPLIT = "split"
    SOURCE = "source"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of how sure the engine was, one engine sentence each."""

    source: str
    target: str
    score: float
    worst: float
    agreement: float
    """Likeness of the two best hypotheses, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Climbed:
    """Where a part ended up."""

    text: str
    """The target, as a part of the flow."""
    rung: Rung
    facts: tuple[Facts, ...] = ()
    reasons: tuple[str, ...] = ()


Climb = Generator[tuple[Request, ...], tuple[Output, ...], Climbed]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the ladders of one flow share."""

    atoms: Sequence[Atom]
    verdict: Verdict
    language: str
    """Target language, without region."""
    keeps: Callable[[str, str], bool]
    """Given a part and its target, does the target keep the markup?"""
    escape: Callable[[str], str]
    """Running text written so that none of it is markup."""


def climb(part: str, setting: Setting) -> Climb:
    """Translate one part of a flow: asks for what it needs, gives the best rung that held."""
    lead, core, trail = hoisted(part, setting.atoms)
    if not has_words(core):
        return Climbed(text=part, rung=Rung.PLAIN)
    found = yield from _climb_core(core, setting)
    rung = found.rung
    if (lead or trail) and rung is Rung.PLAIN:
        rung = Rung.EDGE
    return replace(found, text=lead + found.text + trail, rung=rung)


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
    style = style_for(core, setting.verdict.styles)
    indexes = [i for i in map(atom_index, core) if i is not None]
    if indexes and not style and any(not _showable(atoms[i]) for i in indexes):
        return (yield from _split(core, setting))

    first = render(prepared.text, atoms, style, clear=True)
    inner = [(s.opening, first.text[s.start : s.end]) for s in first.spans]
    outputs = yield (
        Request(first.text),
        *(Request(text) for _, text in inner),
    )
    fragments = {
        opening: output.best.text for (opening, _), output in zip(inner, outputs[1:], strict=True)
    }
    found = _accept(core, prepared, first, outputs[0], fragments, setting)
    if found is not None:
        return found

    masked = render(prepared.text, atoms, style, clear=False)
    wholes = yield from _whole_spans(prepared.text, setting)
    if wholes is None:
        return (yield from _split(core, setting))
    requests = [masked]
    if wholes:
        requests += [
            render(prepared.text, atoms, style, clear=True, whole_spans=wholes),
            render(prepared.text, atoms, style, clear=False, whole_spans=wholes),
        ]
    outputs = yield tuple(Request(r.text) for r in requests)
    for rendered, output in zip(requests, outputs, strict=True):
        found = _accept(core, prepared, rendered, output, fragments, setting)
        if found is not None:
            return found
    return (yield from _split(core, setting))


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


def _accept(
    core: str,
    prepared: Prepared,
    rendered: Rendered,
    output: Output,
    fragments: dict[int, str],
    setting: Setting,
) -> Climbed | None:
    """The best hypothesis that keeps everything, or None."""
    for hypothesis in output.hypotheses:
        if not hypothesis.text:
            continue
        restored = restore(rendered, hypothesis, fragments)
        if restored is None:
            continue
        text, by_attention = restored
        kept = _kept(core, finish(core, text, prepared, setting.language), setting)
        if kept is None:
            continue
        rung = Rung.PLAIN
        if rendered.placeholders:
            rung = Rung.PLACEHOLDER
        elif rendered.spans:
            rung = Rung.PROJECTED if by_attention else Rung.FRAGMENT
        facts = facts_of(rendered.text, hypothesis, output)
        return Climbed(text=kept, rung=rung, facts=(facts,))
    return None


def _kept(core: str, target: str, setting: Setting) -> str | None:
    """The target, escaped if need be, where it keeps the markup and every atom; else None."""
    if sorted(filter(_is_atom, core)) != sorted(filter(_is_atom, target)):
        return None
    if setting.keeps(core, target):
        return target
    safe = "".join(c if _is_atom(c) else setting.escape(c) for c in target)
    return safe if setting.keeps(core, safe) else None


def _is_atom(char: str) -> bool:
    return atom_index(char) is not None


def facts_of(source: str, hypothesis: Hypothesis, output: Output) -> Facts:
    """How sure the engine was of a hypothesis."""
    from rapidfuzz.distance import LCSseq

    others = [h.text for h in output.hypotheses if h.text != hypothesis.text]
    likeness = (
        LCSseq.normalized_similarity(hypothesis.text.split(), others[0].split()) if others else 1.0
    )
    return Facts(
        source=source,
        target=hypothesis.text,
        score=hypothesis.score,
        worst=output.best.worst,
        agreement=likeness,
    )


def _split(core: str, setting: Setting) -> Climb:
    """Translate the text between the atoms run by run; the atoms stay where they are."""
    runs: list[str] = []
    for char in core:
        if not runs or _is_atom(char) or _is_atom(runs[-1][-1]):
            runs.append(char)
        else:
            runs[-1] += char
    asked = [run for run in runs if not _is_atom(run[0]) and has_words(run)]
    outputs = yield tuple(Request(prepare(run.strip()).text) for run in asked)
    answers = iter(zip(asked, outputs, strict=True))
    parts, facts = [], []
    for run in runs:
        if _is_atom(run[0]) or not has_words(run):
            parts.append(run)
            continue
        _, output = next(answers)
        bare = run.strip()
        text = finish(bare, output.best.text or bare, prepare(bare), setting.language)
        start = run.index(bare)
        parts.append(run[:start] + text + run[start + len(bare) :])
        facts.append(facts_of(bare, output.best, output))
    kept = _kept(core, "".join(parts), setting)
    if kept is None:
        return Climbed(text=core, rung=Rung.SOURCE, facts=tuple(facts))
    return Climbed(text=kept, rung=Rung.SPLIT, facts=tuple(facts))
