"""Units to exchange."""

from __future__ import annotations

from localize.markdown.inline import analyse
from localize.model import Draft, Kind, Segment, State, Syntax, Unit, unit_id


def make_unit(
    source: str,
    target: str = "",
    state: State | None = None,
    *,
    locale: str = "es",
    syntax: Syntax = Syntax.MARKDOWN,
    labels: tuple[tuple[str, str], ...] = (),
    previous: str | None = None,
    comments: tuple[str, ...] = (),
    draft: Draft | None = None,
    notes: tuple[str, ...] = (),
    context: str | None = None,
) -> Unit:
    segment = Segment(
        id=unit_id(source, context),
        text=source,
        kind=Kind.PARAGRAPH,
        syntax=syntax,
        labels=labels,
        headings=("Dosing & <safety>",),
        notes=notes,
        context=context,
        pieces=analyse(source, syntax, labels),
    )
    if state is None:
        state = State.DRAFT if target else State.UNTRANSLATED
    return Unit(
        segment=segment,
        locale=locale,
        target=target,
        state=state,
        previous=previous,
        comments=comments,
        draft=draft,
    )


TEXTS = (
    'Plain text & <b>more</b> of "it".',
    "**Bold** and *both **of** them*.",
    '[link](https://e.org "a title") and ![alt](i.png)',
    "`code` 10 &nbsp;mg \\* $x^2$ {{< shortcode >}}",
    "a<br>b\\\nc",
    "crossed *a <sub>b* c</sub>",
    "see [the label] and <https://e.org>",
    "[^1] note, ]]> and --> and <!-- c -->",
    "  spaces  ",
    "non-BMP 𝒳 and 服用 and تناول",
)
LABELS = (("THE LABEL", "/x"),)


def sample_units() -> tuple[Unit, ...]:
    """One of every state and every kind of markup."""
    units = [
        make_unit(text, text.upper() if "<" not in text else text, labels=LABELS) for text in TEXTS
    ]
    return (
        *units,
        make_unit("Not yet."),
        make_unit("Edited.", "Editado.", State.EDITED, comments=("Is it?", "Two\nlines")),
        make_unit("Reviewed.", "Revisado.", State.REVIEWED, context="menu", notes=("a note",)),
        make_unit("Stale.", "Viejo.", State.STALE, previous="It was **so**."),
        make_unit("Gone.", "Ido.", State.OBSOLETE),
        make_unit(
            "Draft.",
            "Borrador.",
            draft=Draft(text="Borrador.", engine="argos", band="low", reasons=("short",)),
        ),
    )
