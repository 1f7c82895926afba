"""Rows to review, and a browser to review them in."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from localize.model import Draft, Finding, Kind, Segment, Severity, State, Syntax, Unit, unit_id
from localize.review import Event, Mark, MarkKind, ReviewRow

if TYPE_CHECKING:
    from selenium.webdriver.chrome.webdriver import WebDriver


def mark(text: str, part: str, kind: MarkKind, note: str = "") -> Mark:
    start = text.index(part)
    return Mark(start, start + len(part), kind, note)


def make_row(
    source: str,
    target: str = "",
    state: State = State.DRAFT,
    *,
    locale: str = "es",
    article: str = "source/a.md",
    title: str = "The science behind ketamine",
    headings: tuple[str, ...] = ("Dosing",),
    previous: str | None = None,
    syntax: Syntax = Syntax.MARKDOWN,
    draft: Draft | None = None,
    **more: object,
) -> ReviewRow:
    segment = Segment(
        id=unit_id(source), text=source, kind=Kind.PARAGRAPH, headings=headings, syntax=syntax
    )
    unit = Unit(
        segment=segment,
        locale=locale,
        target=target,
        state=state,
        previous=previous,
        draft=draft,
        file=f"locales/{locale}/a.po",
        line=12,
    )
    return (ReviewRow(unit=unit, article=article, title=title))._replace(**more)  # type: ignore[arg-type]


def make_finding(
    row: ReviewRow,
    severity: Severity = Severity.CRITICAL,
    *,
    check: str = "quantity",
    message: str = "5 mg became 50 mg",
    part: str = "",
    ignored: str = "",
) -> Finding:
    target = row.unit.target
    return Finding(
        check=check,
        dimension="accuracy",
        severity=severity,
        locale=row.unit.locale,
        article=row.article,
        unit=row.unit.id,
        source=row.unit.segment.text,
        target=target,
        message=message,
        span=(target.index(part), target.index(part) + len(part)) if part else None,
        ignored=ignored,
    )


def sample_rows() -> tuple[ReviewRow, ...]:
    """One of everything, in reading order."""
    source = "Give **0.5 mg/kg** of ketamine over 40 minutes; do not exceed `max_dose`."
    target = "Administre **5 mg/kg** de ketamina en 40 minutos; no supere `max_dose`."
    dose = make_row(
        source,
        target,
        draft=Draft(
            text=target,
            engine="argos",
            model="en_es 1.9",
            band="low",
            reasons=("a number differs", "reverse model disagrees"),
            score=0.31,
        ),
        risks=("dose",),
        source_marks=(
            mark(source, "0.5", MarkKind.NUMBER),
            mark(source, "mg/kg", MarkKind.UNIT),
            mark(source, "ketamine", MarkKind.TERM, "ketamine → ketamina"),
            mark(source, "not", MarkKind.NEGATION),
        ),
        target_marks=(
            mark(target, "5", MarkKind.NUMBER),
            mark(target, "mg/kg", MarkKind.UNIT),
            mark(target, "ketamina", MarkKind.TERM, "ketamine → ketamina"),
            mark(target, "no", MarkKind.NEGATION),
        ),
        history=(
            Event(what="drafted", when="2026-03-01T10:00:00+00:00", detail="argos en_es 1.9"),
        ),
    )
    dose = dose._replace(
        findings=(
            make_finding(dose, message="0.5 mg/kg became 5 mg/kg: write 0,5 mg/kg", part="5 mg/kg"),
            make_finding(
                dose, Severity.MINOR, check="spacing", message="two spaces", ignored="quoted so"
            ),
        ),
    )
    stale = make_row(
        "Effects appear within hours and last about a week.",
        "Los efectos aparecen en horas y duran unos tres días.",
        State.STALE,
        previous="Effects appear within hours and last about three days.",
        headings=("Onset",),
    )
    stale = stale._replace(
        findings=(
            make_finding(
                stale,
                Severity.MAJOR,
                check="untouched",
                message="the source changed",
                part="tres días",
            ),
        ),
    )
    done = make_row(
        'Ketamine blocks the [NMDA receptor](https://example.org/nmda "what it is").',
        'La ketamina bloquea el [receptor NMDA](https://example.org/nmda "qué es").',
        State.REVIEWED,
        headings=("Mechanism",),
        history=(
            Event(what="drafted", when="2026-03-01T10:00:00+00:00", detail="argos"),
            Event(
                what="reviewed",
                when="2026-03-02T09:30:00+00:00",
                who="A. Reviewer",
                role="translator",
            ),
        ),
    )
    open_ = make_row(
        "Ask your doctor.", "", State.UNTRANSLATED, article="source/b.md", title="Session"
    )
    arabic = make_row(
        "Take 5 mg with H<sub>2</sub>O.",
        "تناول 5 mg مع H<sub>2</sub>O.",
        State.EDITED,
        locale="ar",
        article="source/b.md",
        title="Session",
    )
    return (done, dose, stale, open_, arabic)


@pytest.fixture
def rows() -> tuple[ReviewRow, ...]:
    return sample_rows()


@pytest.fixture(name="row")
def _row() -> Callable[..., ReviewRow]:
    return make_row


@pytest.fixture(name="finding")
def _finding() -> Callable[..., Finding]:
    return make_finding


@pytest.fixture(scope="session")
def _browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebDriver]:
    """Debian's Chromium, or another one, headless."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if not browser or not driver:
        pytest.skip("no Chromium with its driver (Debian: chromium chromium-driver)")
    downloads = tmp_path_factory.mktemp("downloads")
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        f"--user-data-dir={tmp_path_factory.mktemp('profile')}",
        "--window-size=1280,900",
    ):
        options.add_argument(argument)
    options.add_experimental_option("prefs", {"download.default_directory": str(downloads)})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    # The driver is asked on loopback: a proxy of whoever runs the tests must not come between.
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost"
    found = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    found.downloads = downloads
    yield found
    found.quit()


@pytest.fixture
def browser(_browser: WebDriver) -> Iterator[WebDriver]:
    """The browser with an empty storage and an empty console, as big as a desk."""
    _browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    _browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    _browser.get_log("browser")  # type: ignore[no-untyped-call]
    yield _browser
    # Chromium keeps one storage for all pages opened from disk.
    _browser.execute_cdp_cmd(
        "Storage.clearDataForOrigin", {"origin": "file://", "storageTypes": "all"}
    )


@pytest.fixture
def open_page(browser: WebDriver, tmp_path: Path) -> Callable[[str], WebDriver]:
    """Open a page from disk and wait until it is drawn."""

    def open_(text: str) -> WebDriver:
        from selenium.webdriver.support.wait import WebDriverWait

        path = tmp_path / "review.html"
        path.write_text(text, encoding="utf-8")
        browser.get(path.as_uri())
        WebDriverWait(browser, 60).until(
            lambda b: b.execute_script("return document.documentElement.dataset.ready === 'true'")
        )
        return browser

    return open_


def many_rows() -> Sequence[ReviewRow]:
    """5,000 units over ten articles."""
    found = []
    for number in range(5_000):
        source = f"Patient group {number} took {number % 90 + 1} mg of **ketamine** and did not improve by week {number % 7}."
        target = f"El grupo {number} tomó {number % 90 + 1} mg de **ketamina** y no mejoró en la semana {number % 7}."
        row = make_row(
            source,
            target,
            list(State)[number % 4],
            article=f"source/part-{number // 500}.md",
            title=f"Part {number // 500}",
            source_marks=(
                mark(source, "mg", MarkKind.UNIT),
                mark(source, "not", MarkKind.NEGATION),
            ),
            target_marks=(mark(target, "mg", MarkKind.UNIT), mark(target, "no", MarkKind.NEGATION)),
        )
        if number % 5 == 0:
            row = row._replace(
                findings=(
                    make_finding(
                        row, list(Severity)[number % 3], part="mg", message=f"finding {number}"
                    ),
                ),
            )
        found.append(row)
    return found
