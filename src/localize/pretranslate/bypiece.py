"""Drafts of an engine that takes running text as it stands: everything protected stays where it is."""

from __future__ import annotations

from collections.abc import Sequence

from localize.model import Draft, Segment
from localize.pretranslate.engines.base import Engine, Request
from localize.pretranslate.flow import Flow, atom_index, flow_of, runs, written
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
    pieces = runs(flow.text)
    asked = [number for number, piece in enumerate(pieces) if atom_index(piece[0]) is None]
    answers = engine.translate([Request(pieces[number]) for number in asked])
    for number, answer in zip(asked, answers, strict=True):
        pieces[number] = answer.best.text
    return written(flow, "".join(pieces), [_translated(nested, engine) for nested in flow.flows])
