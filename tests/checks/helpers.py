"""Units and findings for the tests of the checks."""

from __future__ import annotations

from pathlib import Path

from localize.checks import run
from localize.config import Check, Config
from localize.model import Article, Finding, Kind, Segment, State, Syntax, Unit, unit_id
from localize.terms import TermBase, TermEntry, Treatment

CONFIG = Config(root=Path("/project"))
ARTICLE = Article(path="guide/a.md", text="")
TERMS = TermBase(
    [
        TermEntry(term="NMDA", treatment=Treatment.KEEP),
        TermEntry(term="dose", treatment=Treatment.TRANSLATE, targets={"es": ("dosis",)}),
        TermEntry(
            term="drug",
            treatment=Treatment.AVOID,
            targets={"es": ("droga",)},
            note="say medicamento",
        ),
    ]
)


def unit(
    source: str,
    target: str,
    locale: str = "es",
    *,
    state: State = State.DRAFT,
    comments: tuple[str, ...] = (),
    syntax: Syntax = Syntax.MARKDOWN,
    context: str | None = None,
) -> Unit:
    segment = Segment(
        id=unit_id(source), text=source, kind=Kind.PARAGRAPH, syntax=syntax, context=context
    )
    return Unit(
        segment=segment,
        locale=locale,
        target=target,
        state=state,
        file=f"locales/{locale}/a.po",
        line=7,
        target_line=8,
        comments=comments,
    )


def find(
    *units: Unit, locale: str = "es", terms: TermBase | None = None, check: Check | None = None
) -> tuple[Finding, ...]:
    config = CONFIG._replace(check=check) if check else CONFIG
    return run(units, config=config, locale=locale, terms=terms, article=ARTICLE)
