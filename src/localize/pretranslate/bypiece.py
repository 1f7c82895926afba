"""Drafts of an engine that takes running text as it stands: everything protected stays where it is."""

from __future__ import annotations

from collections.abc import Sequence

from localize.model import Draft, Segment
from localize.pretranslate.engines.base import Engine, Request
from localize.pretranslate.flow import Atom, Flow, atom_index, flow_of
from localize.terms.entry import Hit


def draft_by_piece(segment: Segment, hits: Sequence[Hit], engine: Engine) -> Draft:
    """One segment, its running text handed to the engine run by run."""
    # Only markup and kept terms are left alone: the letters of `5 mg` are text a reader sees.
    flow = flow_of(segment, hits)
    text = _translated(flow, engine)
    return Draft(
        text=text, engine=engine.name, model=engine.model, rung="plain", protected=flow.protected
    )


def _translated(flow: Flow, engine: Engine) -> str:
    runs: list[str | Atom] = []
    for char in flow.text:
        index = atom_index(char)
        if index is not None:
            runs.append(flow.atoms[index])
        elif runs and isinstance(runs[-1], str):
            runs[-1] += char
        else:
            runs.append(char)
    asked = [Request(run) for run in runs if isinstance(run, str)]
    answers = iter(engine.translate(asked))
    out: list[str] = []
    for run in runs:
        if isinstance(run, str):
            out.append(next(answers).best.text)
        else:
            out += [
                part if isinstance(part, str) else _translated(flow.flows[part], engine)
                for part in run.parts
            ]
    return "".join(out)
