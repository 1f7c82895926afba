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

import re
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from localize.model import Role
from localize.pretranslate import abbreviations
from localize.pretranslate.cues import (
    invents_number,
    loses_abbreviation,
    loses_negation,
    repeats,
    unbalanced,
)
from localize.pretranslate.engines.base import Hypothesis, Output, Request, Verdict
from localize.pretranslate.flow import (
    BASE,
    Atom,
    Nature,
    atom_index,
    atom_indexes,
    atom_signs,
    has_words,
    runs,
)
from localize.pretranslate.glossary import (
    Terms,
    agreeing,
    forced_beginning,
    held,
    replaced,
    wrong_words,
)
from localize.pretranslate.render import Rendered, lost, render, restore, styles_for
from localize.pretranslate.surface import Prepared, finish, prepare
from localize.terms import Hit


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
    agreement: float
    """Likeness of the two best hypotheses, 0 to 1."""
    doubted: tuple[str, ...] = ()
    """Its least probable words, the worst first, where the engine was asked."""
    back: float | None = None
    """How sure a model back into the source language is of the source; as `score`. None without one."""


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
    languages: tuple[str, str]
    """Source and target, without region."""
    keeps: Callable[[str, str], bool]
    """Given a part and its target, does the target keep the markup?"""
    escape: Callable[[str], str]
    """Running text written so that none of it is markup."""
    terms: Terms | None = None
    """What the glossary asks for."""


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
    case = _Case(
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
        if whole := _with_introductions(case, style):
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
        found = yield from _with_terms(found, case, style)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """A translation that keeps everything, and what the term base still asks of it."""

    text: str
    rung: Rung
    rendered: Rendered
    hypothesis: Hypothesis
    facts: Facts
    missing: tuple[Hit, ...] = ()
    unwanted: tuple[str, ...] = ()
    slips: int = 0
    """What else went wrong: a negation or a bracket lost, going round in circles."""

    @property
    def asks(self) -> int:
        """How many wishes of the term base are open."""
        return len(self.missing) + len(self.unwanted)

    @property
    def faults(self) -> int:
        """What another of the engine's best may do better."""
        return self.asks + 2 * self.slips

    def climbed(self, setting: Setting) -> Climbed:
        reasons = []
        if setting.terms:
            reasons = [
                f"term: “{hit.text or hit.entry.term}” should be “{setting.terms.form(hit)}”"
                for hit in self.missing
            ]
        reasons += [f"term to avoid: “{form}”" for form in self.unwanted]
        return Climbed(text=self.text, rung=self.rung, facts=(self.facts,), reasons=tuple(reasons))


@dataclass(frozen=True, slots=True)
class _Case:
    """One core on its ladder: what it takes to judge an engine's answer."""

    core: str
    prepared: Prepared
    fragments: dict[int, str]
    """Opening atom -> the text of its span, translated on its own."""
    forms: dict[int, str]
    """Opening atom -> the glossary's form, where its span is nothing but a term."""
    setting: Setting

    def accept(self, rendered: Rendered, output: Output) -> _Candidate | None:
        """The best hypothesis that keeps everything: the one the term base asks least of."""
        found: _Candidate | None = None
        for hypothesis in output.hypotheses:
            if not hypothesis.text or (found and not _comparable(hypothesis, output.best)):
                continue
            candidate = self.judge(rendered, hypothesis, output)
            if candidate and (found is None or candidate.faults < found.faults):
                found = candidate
            if found and not found.faults:
                break
        return found

    def judge(
        self, rendered: Rendered, hypothesis: Hypothesis, output: Output
    ) -> _Candidate | None:
        """What the hypothesis is as a target; None where it loses something."""
        setting = self.setting
        said = hypothesis.text.lower()
        forms = {o: form for o, form in self.forms.items() if form.lower() in said}
        restored = restore(rendered, hypothesis, self.fragments | forms)
        if restored is None:
            return None
        plain, by_attention = restored
        for _, form in rendered.placeholders:
            # What a placeholder stood for may want another article than the placeholder.
            before, there, after = plain.partition(form)
            if there and len(form) > 1:
                plain = agreeing(before, form, setting.languages[1]) + form + after
        if setting.languages[1] == "es":
            plain = _spanish_dates(plain, setting.atoms)
        text = _kept(
            self.core, finish(self.core, plain, self.prepared, setting.languages[1]), setting
        )
        if text is None:
            return None
        rung = Rung.PLAIN
        if rendered.placeholders:
            rung = Rung.PLACEHOLDER
        elif rendered.spans:
            rung = Rung.PROJECTED if by_attention else Rung.FRAGMENT
        missing: tuple[Hit, ...] = ()
        unwanted: tuple[str, ...] = ()
        if setting.terms:
            shown = _shown(text, setting.atoms)
            wanted = setting.terms.hits(_shown(self.prepared.text, setting.atoms))
            missing = setting.terms.missing(wanted, shown) if wanted else ()
            unwanted = setting.terms.unwanted(shown)
        return _Candidate(
            text=text,
            rung=rung,
            rendered=rendered,
            hypothesis=hypothesis,
            facts=facts_of(rendered.text, hypothesis, output),
            missing=missing,
            unwanted=unwanted,
            slips=loses_negation(rendered.text, hypothesis.text, setting.languages)
            + unbalanced(rendered.text, hypothesis.text)
            + loses_abbreviation(rendered.text, hypothesis.text)
            + invents_number(rendered.text, hypothesis.text)
            + repeats(rendered.text, hypothesis.text),
        )


_BEFORE_DATE = re.compile(r"(?<!\w)([Ee])n (?=([\U000F0000-\U000FFFFD]))")


def _spanish_dates(text: str, atoms: Sequence[Atom]) -> str:
    """`En 11 de marzo` is `El 11 de marzo`."""

    def article(match: re.Match[str]) -> str:
        index = atom_index(match[2])
        dated = index is not None and atoms[index].nature is Nature.DATE
        return f"{match[1]}l " if dated else match[0]

    return _BEFORE_DATE.sub(article, text)


def _shown(text: str, atoms: Sequence[Atom]) -> str:
    """A part as its reader sees it, near enough to look for terms in."""
    out = []
    for run in runs(text):
        index = atom_index(run[0])
        if index is None:
            out.append(run)
        elif atoms[index].shown:
            out.append(atoms[index].shown)
        elif atoms[index].role is Role.SOLO:
            out.append("\ufffc")
    return "".join(out)


def _comparable(hypothesis: Hypothesis, best: Hypothesis) -> bool:
    """Is a lower hypothesis as good a translation as the best, but for its words? Many only stop early."""
    return hypothesis.score >= best.score - 0.25 and len(hypothesis.text) >= 0.8 * len(best.text)


def _with_terms(
    found: _Candidate, case: _Case, style: str
) -> Generator[tuple[Request, ...], tuple[Output, ...], _Candidate]:
    """Get what the term base asks for, step by step; each step has to better the one before."""
    terms = case.setting.terms
    assert terms is not None
    given_up: set[str] = set()
    for _ in range(_SURGERIES):
        # Prefix surgery: the engine goes on from the right word.
        hits = {h.text: h for h in _open_hits(found, terms) if h.text not in given_up}
        begun = {
            name: prefix
            for name, hit in hits.items()
            if (prefix := forced_beginning(found.rendered.text, hit, found.hypothesis, terms))
        }
        if not begun:
            break
        outputs = yield tuple(
            Request(found.rendered.text, prefix=p, aligned=True) for p in begun.values()
        )
        better = found
        for output in outputs:
            candidate = case.judge(found.rendered, output.best, output)
            if candidate and candidate.asks < better.asks and _sane(candidate, found):
                # The score leaves the forced beginning out: the doubt there was before stays.
                doubt = min(candidate.facts.score, found.facts.score)
                better = replace(candidate, facts=replace(candidate.facts, score=doubt))
        if better is found:
            break
        found = better
    if not found.asks:
        return found

    # One more round of everything else there is.
    rendered = found.rendered
    hits_left = _open_hits(found, terms)
    banned = tuple(
        word for hit in hits_left if (word := wrong_words(rendered.text, hit, found.hypothesis))
    )
    tries: list[tuple[Rendered, Request]] = []
    if banned or found.unwanted:
        tries.append((rendered, Request(rendered.text, suppress=(*banned, *found.unwanted))))
    with_holes = rendered
    for hit in sorted(hits_left, key=lambda h: -h.start):
        with_holes = (style and held(with_holes, hit, terms, style)) or with_holes
    if with_holes is not rendered:
        tries.append((with_holes, Request(with_holes.text)))
    if style and (whole := _with_introductions(case, style, found.missing)):
        tries.append((whole, Request(whole.text)))
    outputs = yield tuple(request for _, request in tries)
    for (used, _), output in zip(tries, outputs, strict=True):
        candidate = case.judge(used, output.best, output)
        if candidate and candidate.asks < found.asks and _sane(candidate, found):
            return candidate
    for hit in hits_left:
        changed = replaced(rendered.text, hit, found.hypothesis, terms)
        candidate = case.judge(rendered, changed, Output((changed,))) if changed else None
        if candidate and candidate.asks < found.asks:
            return candidate
    return found


def _with_introductions(
    case: _Case, style: str, missing: Sequence[Hit] | None = None
) -> Rendered | None:
    """The part with a placeholder for each term that introduces its abbreviation, markup and all.

    Of those `missing`, if that is given; None where there are none.
    """
    terms, atoms = case.setting.terms, case.setting.atoms
    if terms is None:
        return None
    lacking = None if missing is None else {hit.text for hit in missing}

    def find(text: str) -> Iterator[abbreviations.Introduction]:
        return (one for one in terms.introduced(text) if lacking is None or one.hit.text in lacking)

    wanted = abbreviations.held(case.prepared.text, atoms, find)
    if not wanted:
        return None
    part, targets = case.prepared.text, {}
    extra = list(atoms)
    for start, end, target in reversed(wanted):
        sign = chr(BASE + len(extra))
        extra.append(Atom(nature=Nature.SOLID, parts=(), source=()))
        targets[sign] = target
        part = part[:start] + sign + part[end:]
    rendered = render(part, extra, style)
    placeholders = tuple((token, targets.get(text, text)) for token, text in rendered.placeholders)
    return replace(rendered, placeholders=placeholders)


_SURGERIES = 3
_STYLES = 3
"""How many styles of placeholders are tried before a sentence is taken apart."""


def _open_hits(found: _Candidate, terms: Terms) -> list[Hit]:
    """What is missing, as hits in the request's text."""
    lacking = {hit.entry.term for hit in found.missing}
    hits = [hit for hit in terms.hits(found.rendered.text) if hit.entry.term in lacking]
    still = {id(hit) for hit in terms.missing(hits, found.hypothesis.text)}
    return [hit for hit in hits if id(hit) in still]


def _sane(candidate: _Candidate, before: _Candidate) -> bool:
    """A forced word may derail an engine: no much less probable, shorter or longer sentence for a term."""
    lengths = len(candidate.hypothesis.text), len(before.hypothesis.text)
    return (
        candidate.hypothesis.score >= before.hypothesis.score - 0.7
        and 0.7 * lengths[1] - 4 <= lengths[0] <= 1.4 * lengths[1] + 12
    )


def _kept(core: str, target: str, setting: Setting) -> str | None:
    """The target, escaped if need be, where it keeps the markup and every atom; else None."""
    if sorted(atom_signs(core)) != sorted(atom_signs(target)):
        return None
    if setting.keeps(core, target):
        return target
    safe = "".join(run if _is_atom(run[0]) else setting.escape(run) for run in runs(target))
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
        agreement=likeness,
    )


def _split(core: str, setting: Setting) -> Climb:
    """Translate the text between the atoms run by run; the atoms stay where they are."""
    pieces = runs(core)
    asked = [run for run in pieces if not _is_atom(run[0]) and has_words(run)]
    outputs = yield tuple(Request(prepare(run.strip()).text) for run in asked)
    answers = iter(zip(asked, outputs, strict=True))
    parts, facts = [], []
    for run in pieces:
        if _is_atom(run[0]) or not has_words(run):
            parts.append(run)
            continue
        _, output = next(answers)
        bare = run.strip()
        text = finish(bare, output.best.text or bare, prepare(bare), setting.languages[1])
        start = run.index(bare)
        parts.append(run[:start] + text + run[start + len(bare) :])
        facts.append(facts_of(bare, output.best, output))
    kept = _kept(core, "".join(parts), setting)
    if kept is None:
        return Climbed(text=core, rung=Rung.SOURCE, facts=tuple(facts))
    return Climbed(text=kept, rung=Rung.SPLIT, facts=tuple(facts))
