"""Getting a term into a translation that lacks it, step by step; each step has to better the one before."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence

from localize.pretranslate import abbreviations
from localize.pretranslate.candidates import Candidate, Case
from localize.pretranslate.engines.base import Output, Request
from localize.pretranslate.flow import BASE, Atom, Nature
from localize.pretranslate.glossary import (
    Terms,
    forced_beginning,
    held,
    replaced,
    wrong_words,
)
from localize.pretranslate.render import Rendered, render
from localize.terms import Hit

_SURGERIES = 3


def with_terms(
    found: Candidate, case: Case, style: str
) -> Generator[tuple[Request, ...], tuple[Output, ...], Candidate]:
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
                better = candidate._replace(facts=candidate.facts._replace(score=doubt))
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
    if style and (whole := with_introductions(case, style, found.missing)):
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


def with_introductions(
    case: Case, style: str, missing: Sequence[Hit] | None = None
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
    return rendered._replace(placeholders=placeholders)


def _open_hits(found: Candidate, terms: Terms) -> list[Hit]:
    """What is missing, as hits in the request's text."""
    lacking = {hit.entry.term for hit in found.missing}
    hits = [hit for hit in terms.hits(found.rendered.text) if hit.entry.term in lacking]
    still = {id(hit) for hit in terms.missing(hits, found.hypothesis.text)}
    return [hit for hit in hits if id(hit) in still]


def _sane(candidate: Candidate, before: Candidate) -> bool:
    """A forced word may derail an engine: no much less probable, shorter or longer sentence for a term."""
    lengths = [(len(candidate.hypothesis.text), len(before.hypothesis.text))]
    if candidate.rendered is not before.rendered:
        # A placeholder is shorter, or longer, than what it stands for.
        lengths.append((len(candidate.text), len(before.text)))
    return candidate.hypothesis.score >= before.hypothesis.score - 0.7 and any(
        0.7 * old - 4 <= new <= 1.4 * old + 12 for new, old in lengths
    )
