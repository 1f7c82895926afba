"""An engine's answer, judged: does it keep everything, and what is still wrong with it?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from localize.model import Role
from localize.pretranslate.cues import (
    invents_number,
    loses_abbreviation,
    loses_negation,
    repeats,
    unbalanced,
)
from localize.pretranslate.engines.base import Hypothesis, Output
from localize.pretranslate.flow import Atom, Nature, atom_index, atom_signs, runs
from localize.pretranslate.glossary import agreeing
from localize.pretranslate.render import Rendered, restore
from localize.pretranslate.rungs import Climbed, Facts, Rung, Setting
from localize.pretranslate.surface import Prepared, finish
from localize.regex import regex
from localize.terms import Hit


class Candidate(NamedTuple):
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
        return self.asks + 2 * self.slips + len(self.facts.odd)

    def climbed(self, setting: Setting) -> Climbed:
        """Where the climb ends that takes it, and what it owes the term base."""
        reasons = []
        if setting.terms:
            reasons = [
                f"term: “{hit.text or hit.entry.term}” should be “{setting.terms.form(hit)}”"
                for hit in self.missing
            ]
        reasons += [f"term to avoid: “{form}”" for form in self.unwanted]
        return Climbed(text=self.text, rung=self.rung, facts=(self.facts,), reasons=tuple(reasons))


class Case(NamedTuple):
    """One core on its ladder: what it takes to judge an engine's answer."""

    core: str
    prepared: Prepared
    fragments: dict[int, str]
    """Opening atom -> the text of its span, translated on its own."""
    forms: dict[int, str]
    """Opening atom -> the glossary's form, where its span is nothing but a term."""
    setting: Setting

    def accept(self, rendered: Rendered, output: Output) -> Candidate | None:
        """The best hypothesis that keeps everything: the one the term base asks least of."""
        found: Candidate | None = None
        for hypothesis in output.hypotheses:
            if not hypothesis.text or (found and not _comparable(hypothesis, output.best)):
                continue
            candidate = self.judge(rendered, hypothesis, output)
            if candidate and (found is None or candidate.faults < found.faults):
                found = candidate
            if found and not found.faults:
                break
        return found

    def judge(self, rendered: Rendered, hypothesis: Hypothesis, output: Output) -> Candidate | None:
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
        text = kept(
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
        facts = facts_of(rendered.text, hypothesis, output, spelling=setting.verdict.spelling)
        return Candidate(
            text=text,
            rung=rung,
            rendered=rendered,
            hypothesis=hypothesis,
            facts=facts,
            missing=missing,
            unwanted=unwanted,
            slips=loses_negation(rendered.text, hypothesis.text, setting.languages)
            + unbalanced(rendered.text, hypothesis.text)
            + loses_abbreviation(rendered.text, hypothesis.text)
            + invents_number(rendered.text, hypothesis.text)
            + repeats(rendered.text, hypothesis.text),
        )


_BEFORE_DATE = regex(r"(?<!\w)([Ee])n (?=([\U000F0000-\U000FFFFD]))")


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


def kept(core: str, target: str, setting: Setting) -> str | None:
    """The target, escaped if need be, where it keeps the markup and every atom; else None."""
    if sorted(atom_signs(core)) != sorted(atom_signs(target)):
        return None
    if setting.keeps(core, target):
        return target
    safe = "".join(run if is_atom(run[0]) else setting.escape(run) for run in runs(target))
    return safe if setting.keeps(core, safe) else None


def is_atom(char: str) -> bool:
    """Whether a character of a flow's text stands for something protected."""
    return atom_index(char) is not None


def facts_of(source: str, hypothesis: Hypothesis, output: Output, *, spelling: bool) -> Facts:
    """How sure the engine was of a hypothesis; `spelling` is whether its odd words mean something."""
    from rapidfuzz.distance import LCSseq

    others = [h.text for h in output.hypotheses if h.text != hypothesis.text]
    likeness = (
        LCSseq.normalized_similarity(hypothesis.text.split(), others[0].split()) if others else 1.0
    )
    known = set(source.split())
    return Facts(
        source=source,
        target=hypothesis.text,
        score=hypothesis.score,
        agreement=likeness,
        odd=tuple(word for word in hypothesis.odd if word not in known) if spelling else (),
    )
