"""Units made up for the pictures of the review page, mistakes included."""

from __future__ import annotations

import re

from localize.model import Draft, Finding, Kind, Segment, Severity, State, Unit, unit_id
from localize.review import Event, Mark, MarkKind, ReviewRow

_MARKS = {
    MarkKind.NUMBER: r"\d+(?:[.,]\d+)*",
    MarkKind.UNIT: r"\bmg(?:/kg)?\b|%|\bminut[eo]s\b|\bhours\b|\bhoras\b|\bdays\b|\bdías\b",
    MarkKind.NEGATION: r"\b(?:not|no|never|nunca)\b|^لا",
}
_TERMS = {
    "ketamine": "ketamina",
    "blood pressure": "presión arterial",
    "NMDA receptor": "receptor NMDA",
    "infusion": "infusión",
}


def marks(text: str, *, target: bool) -> tuple[Mark, ...]:
    """What to highlight in the made-up texts."""
    found = [
        Mark(*hit.span(), kind)
        for kind, pattern in _MARKS.items()
        for hit in re.finditer(pattern, text, re.IGNORECASE)
    ]
    found += [
        Mark(*hit.span(), MarkKind.TERM, f"{term} → {form}")
        for term, form in _TERMS.items()
        for hit in re.finditer(form if target else term, text, re.IGNORECASE)
    ]
    return tuple(found)


def row(
    source: str,
    target: str,
    state: State,
    *,
    heading: str,
    kind: Kind = Kind.PARAGRAPH,
    locale: str = "es",
    previous: str | None = None,
    draft: Draft | None = None,
    risks: tuple[str, ...] = (),
    history: tuple[Event, ...] = (),
    problems: tuple[tuple[Severity, str, str, str], ...] = (),
) -> ReviewRow:
    """A made-up unit; `problems` are severity, check, message and the place in the target."""
    article = "source/ketamine-science.md"
    segment = Segment(id=unit_id(source), text=source, kind=kind, headings=(heading,))
    unit = Unit(
        segment=segment,
        locale=locale,
        target=target,
        state=state,
        file=f"locales/{locale}/ketamine-science.po",
        line=len(source),
        previous=previous,
        draft=draft,
    )
    findings = tuple(
        Finding(
            check=check,
            dimension="accuracy",
            severity=severity,
            locale=locale,
            article=article,
            unit=unit.id,
            message=message,
            span=(target.index(part), target.index(part) + len(part)) if part else None,
        )
        for severity, check, message, part in problems
    )
    return ReviewRow(
        unit=unit,
        article=article,
        title="Ketamine for depression: what the science says",
        findings=findings,
        risks=risks,
        source_marks=marks(source, target=False),
        target_marks=marks(target, target=True),
        history=history,
    )


def drafted(text: str, band: str, *reasons: str) -> Draft:
    """Machine output for the pictures."""
    return Draft(text=text, engine="argos", model="en_es 0.1", band=band, reasons=reasons)


ROWS = (
    row(
        "A typical dose is **0.5 mg/kg** of ketamine, given as an [infusion](#session) over 40 minutes.",
        "Una dosis habitual es de **5 mg/kg** de ketamina, administrada en una [infusión](#session) de 40 minutos.",
        State.DRAFT,
        heading="How it is given",
        risks=("dose",),
        draft=drafted(
            "", "low", "it has a number the source has not", "the engine is 41 % sure of its words"
        ),
        problems=(
            (Severity.CRITICAL, "quantity", "0.5 mg/kg became 5 mg/kg. Write 0,5 mg/kg", "5 mg/kg"),
        ),
    ),
    row(
        "Do not drive until the next day, after a full night's sleep.",
        "Conduzca hasta el día siguiente, después de dormir toda la noche.",
        State.EDITED,
        heading="After the session",
        kind=Kind.ITEM,
        risks=("emergency",),
        problems=(
            (
                Severity.CRITICAL,
                "negation",
                "the source says “not”; nothing in the target denies it",
                "Conduzca",
            ),
        ),
    ),
    row(
        "In one trial, 64% had responded after 24 hours, compared with 28% of those given midazolam.",
        "En un ensayo, el 64 % había respondido a las 24 horas, frente al 28 % con midazolam.",
        State.STALE,
        heading="From anesthetic to antidepressant",
        previous="In one trial, 64% had responded after 24 hours.",
        history=(
            Event(
                what="drafted",
                when="2026-03-02T09:14:00+00:00",
                detail="argos en_es 0.1",
                current=False,
            ),
            Event(
                what="reviewed", when="2026-03-03T15:40:00+00:00", role="translator", current=False
            ),
        ),
        problems=((Severity.MAJOR, "stale", "the source was changed after the review", ""),),
    ),
    row(
        "Ketamine is an NMDA receptor antagonist: it enters the open channel and *blocks* it.",
        "La ketamina es un antagonista del receptor NMDA: entra en el canal abierto y lo *bloquea*.",
        State.DRAFT,
        heading="Glutamate and its receptors",
        draft=drafted("", "high", "the engine is 92 % sure of its words"),
    ),
    row(
        "Your blood pressure is checked before, during and for 2 hours after it.",
        "Su presión arterial se controla antes, durante y hasta 2 horas después.",
        State.REVIEWED,
        heading="On the day",
    ),
)
ARABIC = (
    row(
        "Do not take more than **5 mg** a day.",
        "لا تتناول أكثر من **5 mg** في اليوم.",
        State.EDITED,
        heading="How it is given",
        locale="ar",
        risks=("dose",),
    ),
    row("Ask your doctor.", "اسأل طبيبك.", State.REVIEWED, heading="On the day", locale="ar"),
)
