"""Pictures of the review page for the docs, made in a real Chromium: `make screenshots`.

    docs/images/review.png          at work: findings, highlights, a changed source
    docs/images/review-dark.png     the same page where the system is dark
    docs/images/review-edit.png     an editor, a decision, details
    docs/images/review-phone.png    on a phone
    docs/images/review-rtl.png      a target written from right to left

The units are made up for the pictures, mistakes included. Needs selenium, Chromium and its driver
(Debian: chromium chromium-driver).
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from localize import __version__
from localize.model import Draft, Finding, Kind, Segment, Severity, State, Unit, unit_id
from localize.review import Event, Mark, MarkKind, ReviewRow, page

IMAGES = Path(__file__).parent / "images"
ESCAPE = "\ue00c"

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
    return Draft(text=text, engine="argos", model="en_es 1.9", band=band, reasons=reasons)


ROWS = (
    row(
        "A typical dose is **0.5 mg/kg** of ketamine, given as an [infusion](#session) over 40 minutes.",
        "Una dosis habitual es de **5 mg/kg** de ketamina, administrada en una [infusión](#session) de 40 minutos.",
        State.DRAFT,
        heading="How it is given",
        risks=("dose",),
        draft=drafted("", "low", "a number differs", "the reverse translation disagrees"),
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
                detail="argos en_es 1.9",
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
        draft=drafted("", "high", "the reverse translation agrees"),
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


def main() -> int:
    """Make the pictures; the exit status."""
    try:
        from selenium import webdriver
        from selenium.webdriver import ActionChains
    except ImportError:
        sys.stderr.write("screenshots: selenium is not installed\n")
        return 2
    browser_path, driver_path = shutil.which("chromium"), shutil.which("chromedriver")
    if not browser_path or not driver_path:
        sys.stderr.write(
            "screenshots: no Chromium with its driver (Debian: chromium chromium-driver)\n"
        )
        return 2
    options = webdriver.ChromeOptions()
    options.binary_location = browser_path
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--hide-scrollbars",
    ):
        options.add_argument(argument)
    browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver_path))

    def keys(*pressed: str) -> None:
        for key in pressed:
            ActionChains(browser).send_keys(key).perform()

    def shoot(
        name: str,
        rows: tuple[ReviewRow, ...],
        *,
        width: int = 1280,
        height: int = 860,
        scale: int = 1,
        dark: bool = False,
        do: Callable[[], None] = lambda: None,
    ) -> None:
        file = Path(folder, f"{name}.html")
        file.write_text(
            page(rows, title="Ketamine articles", version=__version__), encoding="utf-8"
        )
        browser.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": width < 600},
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
        browser.get(file.as_uri())
        browser.execute_script("localStorage.clear()")
        browser.refresh()
        do()
        # The message at the bottom has gone again.
        browser.execute_script("document.getElementById('toast')?.remove()")
        browser.save_screenshot(str(IMAGES / f"{name}.png"))

    IMAGES.mkdir(exist_ok=True)
    try:
        with tempfile.TemporaryDirectory() as folder:
            shoot("review", ROWS, do=lambda: keys("j"))
            shoot("review-dark", ROWS, dark=True, do=lambda: keys("j"))
            shoot(
                "review-edit", ROWS, do=lambda: keys("j", "a", "a", "e", ESCAPE, "d", "j", "d", "e")
            )
            shoot("review-phone", ROWS, width=390, height=844, scale=2)
            shoot("review-rtl", ARABIC, height=430)
    finally:
        browser.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
