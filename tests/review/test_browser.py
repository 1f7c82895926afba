"""The page in a real browser: keys, filters, decisions, hostile text, size, accessibility."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from localize.model import State, digest
from localize.review import (
    Action,
    Decision,
    ReviewRow,
    ReviewServer,
    Site,
    page,
    read_decisions,
    refusal,
)

from .conftest import make_finding, make_row, many_rows, sample_rows
from .test_serve import Desk

if TYPE_CHECKING:
    from selenium.webdriver.chrome.webdriver import WebDriver

Open = Callable[[str], "WebDriver"]


def built(*rows: ReviewRow, **more: Any) -> str:
    return page(rows or sample_rows(), title="Test", version="1.0", **more)


class Desktop:
    """The page as a reviewer's hands and eyes have it."""

    def __init__(self, browser: WebDriver) -> None:
        self.browser = browser

    def js(self, code: str, *values: object) -> Any:
        return self.browser.execute_script(code, *values)

    def keys(self, *keys: str) -> None:
        from selenium.webdriver import ActionChains

        for key in keys:
            ActionChains(self.browser).send_keys(key).perform()

    def control_enter(self) -> None:
        from selenium.webdriver import ActionChains, Keys

        ActionChains(self.browser).key_down(Keys.CONTROL).send_keys(Keys.ENTER).key_up(
            Keys.CONTROL
        ).perform()

    def click(self, selector: str) -> None:
        self.browser.find_element("css selector", selector).click()

    def choose(self, id_: str, value: str) -> None:
        self.js(
            "const s = document.getElementById(arguments[0]); s.value = arguments[1];"
            "s.dispatchEvent(new Event('change', {bubbles: true}))",
            id_,
            value,
        )

    def wait(self, code: str, *values: object) -> Any:
        from selenium.webdriver.support.wait import WebDriverWait

        return WebDriverWait(self.browser, 30, 0.05).until(lambda _: self.js(code, *values))

    def reload(self) -> None:
        """Load the page anew, and wait for the new one: the old one is complete already."""
        self.js("document.documentElement.dataset.complete = 'old'")
        self.browser.refresh()
        self.wait("return document.documentElement.dataset.complete === 'true'")

    @property
    def current(self) -> str:
        return str(
            self.js(
                "return document.querySelector('.current .column.source .text')?.textContent ?? ''"
            )
        )

    @property
    def shown(self) -> list[str]:
        return list(
            self.js(
                "return [...document.querySelectorAll('article.unit:not([hidden])')]"
                ".map((e) => e.querySelector('.column.source .text').textContent)"
            )
        )

    @property
    def said(self) -> str:
        return str(self.js("return document.getElementById('toast')?.textContent ?? ''"))

    def decision(self, selector: str = ".current") -> str:
        return str(
            self.js("return document.querySelector(arguments[0]).dataset.decision", selector)
        )

    def complaints(self) -> list[str]:
        return [str(entry["message"]) for entry in self.browser.get_log("browser")]  # type: ignore[no-untyped-call]


@pytest.fixture
def desk(open_page: Open) -> Iterator[Desktop]:
    desktop = Desktop(open_page(built()))
    desktop.wait("return document.documentElement.dataset.complete === 'true'")
    yield desktop
    assert desktop.complaints() == []


@pytest.fixture
def export(desk: Desktop) -> Callable[[], tuple[Decision, ...]]:
    """Press x and read what was saved."""

    def export_() -> tuple[Decision, ...]:
        folder: Path = desk.browser.downloads  # type: ignore[attr-defined]
        for path in folder.iterdir():
            path.unlink()
        desk.keys("x")
        if desk.js("return document.getElementById('ask').open"):
            desk.keys("A. Reviewer <a@example.org>", "\ue007")
        desk.wait("return document.getElementById('notice-exported') !== null")
        for _ in range(200):
            found = [path for path in folder.iterdir() if path.suffix == ".json"]
            if found:
                break
            desk.js("return new Promise((done) => setTimeout(done, 25))")
        (path,) = found
        return read_decisions(path.read_bytes(), name=path.name)

    return export_


def test_the_worst_comes_first_and_all_is_said(desk: Desktop) -> None:
    assert desk.shown[0].startswith("Give 0.5 mg/kg of ketamine")
    first = desk.js("return document.querySelector('article.unit').innerText")
    for part in (
        "critical · quantity",
        "low confidence",
        "dose",
        "draft",
        "ignored: quoted so",
        "English",
        "Spanish",
    ):
        assert part in first
    marks = desk.js("return [...document.querySelectorAll('article.unit')[0].querySelectorAll('.target mark')].map((m) => [m.className, m.textContent])")  # fmt: skip
    assert ["finding number", "5"] in marks
    assert ["term", "ketamina"] in marks
    assert ["negation", "no"] in marks
    changed = desk.js("return document.querySelector('.changed').innerHTML")
    assert "<del>three days</del><ins>a week</ins>" in changed


def test_j_and_k_go_and_the_focus_with_them(desk: Desktop) -> None:
    order = desk.shown
    desk.keys("j")
    assert desk.current == order[0]
    desk.keys("j", "j")
    assert desk.current == order[2]
    desk.keys("k")
    assert desk.current == order[1]
    assert desk.js("return document.activeElement.classList.contains('current')")
    desk.keys("j", "j", "j", "j")
    assert desk.current == order[-1]
    assert desk.said == "This is the last unit."
    assert (
        desk.wait("return document.getElementById('say').textContent") == "This is the last unit."
    )


def test_accepting_goes_on_and_a_critical_finding_asks_once_more(desk: Desktop) -> None:
    order = desk.shown
    desk.keys("j", "a")
    assert desk.decision() == ""
    assert "critical finding" in desk.said
    desk.keys("a")
    assert desk.current == order[1]
    assert desk.decision("article.unit") == "accept"
    assert desk.js("return document.getElementById('count').textContent") == "1 of 5 decided"
    desk.keys("k", "u")
    assert desk.decision() == ""
    desk.keys("u")
    assert desk.said == "There is nothing to undo here."


def test_what_has_no_translation_is_not_accepted(desk: Desktop) -> None:
    desk.choose("by-state", "untranslated")
    desk.keys("j", "a")
    assert desk.decision() == ""
    assert "no translation to accept" in desk.said


def test_editing(desk: Desktop) -> None:
    desk.keys("j", "e")
    area = "return document.activeElement.value"
    assert desk.js(area) == sample_rows()[1].unit.target
    desk.js("document.activeElement.value = ''")
    desk.keys("Dé 0,5 mg/kg.")
    assert "`max_dose`" in desk.js("return document.querySelector('.warn').textContent")
    desk.keys("\ue00c")  # Escape: what was typed is kept
    assert desk.js("return document.activeElement.classList.contains('current')")
    assert desk.decision() == ""
    desk.keys("e")
    assert desk.js(area) == "Dé 0,5 mg/kg."
    desk.click("[data-act=save-edit]")
    assert desk.decision() == "edit"
    assert "Dé 0,5" in desk.js("return document.querySelector('.current .target ins').textContent")
    desk.keys("e")
    desk.control_enter()
    assert desk.decision("article.unit") == "accept"
    assert desk.current != desk.shown[0]


def test_an_edit_without_a_change_is_none(desk: Desktop) -> None:
    desk.keys("j", "e")
    desk.click("[data-act=save-edit]")
    assert desk.said == "Nothing changed."
    desk.keys("e")
    desk.js("document.activeElement.value = ' '")
    desk.click("[data-act=save-edit]")
    assert desk.said == "The translation is empty."
    assert desk.decision() == ""


def test_export_is_what_apply_takes(
    desk: Desktop, export: Callable[[], tuple[Decision, ...]]
) -> None:
    desk.keys("j", "a", "a")  # the dose
    desk.keys("r", "out of date: a week")
    desk.control_enter()
    desk.keys("c", "who is this for?")
    desk.control_enter()
    decisions = {decision.article + decision.unit: decision for decision in export()}
    rows = {row.article + row.unit.id: row for row in sample_rows()}
    assert len(decisions) == 3
    assert {decision.action for decision in decisions.values()} == {
        Action.ACCEPT,
        Action.REJECT,
        Action.COMMENT,
    }
    for key, decision in decisions.items():
        assert refusal(decision, rows[key].unit) == ""
        assert decision.who == "A. Reviewer <a@example.org>"
        assert decision.target == rows[key].unit.target
    comments = sorted(decision.comment for decision in decisions.values())
    assert comments == ["", "out of date: a week", "who is this for?"]


def test_a_comment_is_added_to_a_decision(
    desk: Desktop, export: Callable[[], tuple[Decision, ...]]
) -> None:
    desk.keys("j", "a", "a", "k", "c", "checked with the label")
    desk.control_enter()
    (decision,) = export()
    assert (decision.action, decision.comment) == (Action.ACCEPT, "checked with the label")
    desk.keys("c")
    desk.js("document.activeElement.value = ''")
    desk.control_enter()
    assert desk.said == "The comment is empty."


def test_decisions_outlive_the_page_and_are_known_to_be_late(
    desk: Desktop, open_page: Open
) -> None:
    desk.keys("j", "e")
    desk.js("document.activeElement.value = ''")
    desk.keys("Dé 0,5 mg/kg, `max_dose`.")
    desk.control_enter()
    assert desk.decision("article.unit") == "accept"
    desk.keys("j", "e", " y más")  # typed, never saved
    desk.reload()
    assert desk.decision("article.unit") == "accept"
    assert "Dé 0,5" in desk.js(
        "return document.querySelector('article.unit .target ins').innerText"
    )
    desk.keys("j", "j", "j", "e")
    assert desk.js("return document.activeElement.value").endswith(" y más")
    rows = list(sample_rows())
    dose = rows[1]
    rows[1] = dose._replace(unit=dose.unit._replace(target="Otra."))
    del rows[0]
    open_page(built(*rows))
    assert desk.decision("article.unit") == "late"
    assert "the translation changed since" in desk.js(
        "return document.querySelector('.decision').innerText"
    )
    assert desk.js("return document.getElementById('export').disabled")
    desk.click("[data-act=restore]")
    assert desk.js("return document.activeElement.value") == "Dé 0,5 mg/kg, `max_dose`."


def test_decisions_about_units_that_are_elsewhere_are_kept(desk: Desktop, open_page: Open) -> None:
    desk.keys("j", "a", "a")
    open_page(built(sample_rows()[0]))
    assert "1 kept decision is about units that are not on this page." in desk.js("return document.getElementById('kept').textContent")  # fmt: skip


FILTERS = [
    ("by-state", "stale", ["Effects"]),
    ("by-state", "reviewed", ["Ketamine"]),
    ("by-severity", "critical", ["Give"]),
    ("by-severity", "none", ["Take", "Ask", "Ketamine"]),
    ("by-risk", "dose", ["Give"]),
    ("by-article", "source/b.md", ["Take", "Ask"]),
    ("by-locale", "ar", ["Take"]),
    ("by-decision", "done", []),
    ("order", "reading", ["Ketamine", "Give", "Effects", "Ask", "Take"]),
]


@pytest.mark.parametrize(("id_", "value", "starts"), FILTERS)
def test_filters(desk: Desktop, id_: str, value: str, starts: list[str]) -> None:
    desk.choose(id_, value)
    assert [text.split()[0] for text in desk.shown] == starts
    assert desk.js("return document.getElementById('empty').hidden") is bool(starts)
    if id_ != "order":
        assert (
            desk.js("return document.getElementById('shown').textContent")
            == f"{len(starts)} of 5 units"
        )
        desk.click("#clear" if starts else "#empty-clear")
        assert len(desk.shown) == 5


def test_filter_by_decision(desk: Desktop) -> None:
    desk.keys("j", "a", "a")
    desk.choose("by-decision", "accept")
    assert [text.split()[0] for text in desk.shown] == ["Give"]
    desk.choose("by-decision", "open")
    assert len(desk.shown) == 4


def test_search(desk: Desktop) -> None:
    desk.keys("/", "RECEPTOR que")  # accents and capitals do not count
    desk.wait("return document.getElementById('shown').textContent === '1 of 5 units'")
    assert desk.shown[0].startswith("Ketamine blocks")
    for leave in (["\ue00c"], ["/", "\ue007"]):
        desk.keys(*leave)
        assert desk.current.startswith("Ketamine blocks")
        assert desk.js("return document.getElementById('text').value") == "RECEPTOR que"
    desk.keys("j")
    assert desk.said == "This is the last unit."


def test_raw_and_rendered(desk: Desktop) -> None:
    assert "**" not in desk.shown[0]
    desk.keys("v")
    desk.wait("return document.querySelector('.text').textContent.includes('**0.5 mg/kg**')")
    assert desk.js("return document.querySelector('.text.raw mark.unit').textContent") == "mg/kg"
    desk.reload()
    assert "**0.5 mg/kg**" in desk.shown[0]
    desk.click("#view")
    desk.wait("return !document.querySelector('.text').textContent.includes('**')")


def test_details(desk: Desktop) -> None:
    desk.keys("j", "d")
    text = desk.js("return document.querySelector('.current .more').innerText")
    for part in (
        "argos en_es 1.9",
        "a number differs",
        "2026-03-01 10:00 drafted",
        "locales/es/a.po:12",
        "ketamine → ketamina",
    ):
        assert part in text
    assert (
        desk.js("return document.querySelector('.current [aria-expanded]').ariaExpanded") == "true"
    )
    desk.keys("d")
    assert desk.js("return document.querySelector('.current .more')") is None


def test_help_and_keys_that_can_be_switched_off(desk: Desktop) -> None:
    desk.keys("?")
    assert desk.js("return document.getElementById('help').open")
    desk.keys("j")
    assert desk.current == ""
    desk.click("#keys-on")
    desk.click("#help-close")
    desk.keys("j")
    assert desk.current == ""


def test_n_goes_to_what_is_not_decided(desk: Desktop) -> None:
    order = desk.shown
    desk.keys("j", "a", "a", "k", "n")
    assert desk.current == order[1]


def test_a_page_without_a_name_exports_nothing(desk: Desktop) -> None:
    desk.keys("j", "a", "a", "x")
    assert desk.js("return document.getElementById('ask').open")
    desk.click("#ask-cancel")
    assert desk.js("return document.getElementById('notice-exported')") is None


def test_another_tab_is_heard(desk: Desktop) -> None:
    first = desk.browser.current_window_handle
    address = desk.browser.current_url
    desk.browser.switch_to.new_window("tab")
    desk.browser.get(address)
    desk.wait("return document.documentElement.dataset.complete === 'true'")
    desk.keys("j", "a", "a")
    desk.browser.close()
    desk.browser.switch_to.window(first)
    desk.wait("return document.getElementById('count').textContent === '1 of 5 decided'")
    assert desk.decision("article.unit") == "accept"


def test_directions(desk: Desktop) -> None:
    found = desk.js(
        "return [...document.querySelectorAll('.text')].map((e) => [e.lang, e.dir, getComputedStyle(e).direction])"
    )
    assert ["ar", "rtl", "rtl"] in found
    assert ["en", "ltr", "ltr"] in found
    assert {direction for lang, _, direction in found if lang != "ar"} == {"ltr"}


HOSTILE = [
    "</script><script>window.ran = 1</script>",
    "<img src=x onerror='window.ran = 1'>",
    "<svg/onload=window.ran=1>",
    "[x](javascript:window.ran=1) [y](JaVaScRiPt:window.ran=1) <javascript:window.ran=1>",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    '[x](https://e.org "\\" onmouseover=\\"window.ran=1")',
    "![x](javascript:window.ran=1)",
    "<a href='javascript:window.ran=1'>a</a>",
    "<b onclick='window.ran=1' style='position:fixed;inset:0'>b</b>",
    "<iframe srcdoc='<script>parent.ran=1</script>'></iframe>",
    "<!--><script>window.ran=1</script>",
    "<style>body{display:none}</style>",
    "<form action=https://e.org><button>x</button></form>",
    "{{constructor.constructor('window.ran=1')()}}",
    "`</code><script>window.ran=1</script>`",
    "\u202egnp.exe \u2066 \u0000 \ud800",
]


@pytest.mark.parametrize("raw", [False, True], ids=["rendered", "raw"])
def test_hostile_text_runs_nothing(open_page: Open, raw: bool) -> None:
    rows = []
    for number, text in enumerate(HOSTILE):
        row = make_row(
            text,
            text,
            title=text,
            headings=(text,),
            article=f"source/{number}.md",
            previous=f"{text} old",
        )
        rows.append(
            row._replace(
                risks=(text,),
                findings=(make_finding(row, message=text, check=text, part=text[:4]),),
            )
        )
    desk = Desktop(open_page(built(*rows)))
    desk.wait("return document.documentElement.dataset.complete === 'true'")
    if raw:
        desk.keys("v")
    for _ in rows:
        desk.keys("j", "d", "e")
        desk.keys("\ue00c")
    desk.js(
        "for (const e of document.querySelectorAll('main *')) { e.dispatchEvent(new MouseEvent('mouseover', {bubbles: true})); }"
    )
    assert desk.js("return window.ran ?? null") is None
    foreign = desk.js(
        "return [...document.querySelectorAll('main *')].filter((e) => /^(script|img|svg|iframe|style|form|object|embed|link|meta)$/.test(e.localName)"
        " || [...e.attributes].some((a) => a.name.startsWith('on') || (a.name === 'style' && e.localName !== 'textarea'))).map((e) => e.outerHTML)"
    )
    assert foreign == []
    links = desk.js("return [...document.querySelectorAll('main a')].map((a) => a.protocol)")
    assert set(links) <= {"https:", "http:", "mailto:"}
    assert desk.complaints() == []


def test_the_policy_holds_even_if_the_page_had_a_hole(desk: Desktop) -> None:
    assert desk.js("try { document.body.insertAdjacentHTML('beforeend', '<i>x</i>'); return 'in' } catch (e) { return e.name }") == "TypeError"  # fmt: skip
    desk.js(
        "const s = document.createElementNS('http://www.w3.org/1999/xhtml', 'a'); s.setAttribute('href', 'https://192.0.2.1/'); document.body.append(s)"
    )
    fetched = desk.browser.execute_async_script(
        "const done = arguments[0]; fetch('https://192.0.2.1/').then(() => done('reached'), (e) => done(e.name))"
    )
    assert fetched == "TypeError"
    refused = desk.complaints()
    assert any("Trusted" in text or "TrustedHTML" in text for text in refused)
    assert any("connect-src" in text for text in refused)


def test_five_thousand_units(open_page: Open) -> None:
    desk = Desktop(open_page(built(*many_rows())))
    order_of = "return document.querySelectorAll('article.unit').length"
    total = desk.js(order_of)
    assert total == sum(row.unit.state is not State.OBSOLETE for row in many_rows())
    # The page answers before all is drawn.
    desk.keys("j", "j")
    assert desk.current
    drawn = desk.browser.execute_async_script(
        "const done = arguments[0]; scrollTo(0, document.body.scrollHeight / 2);"
        "setTimeout(() => done(document.elementFromPoint(600, 500).closest('article.unit').childElementCount), 500)"
    )
    assert drawn > 2
    desk.keys("/", "group 4321 took")
    desk.wait("return document.getElementById('shown').textContent.match(/^[1-9] of /)")
    assert any("group 4321 took" in text for text in desk.shown)
    desk.choose("by-state", "draft")
    desk.click("#clear")
    desk.wait("return document.documentElement.dataset.complete === 'true'")
    assert desk.js(
        "return [...document.querySelectorAll('article.unit')].every((e) => e.childElementCount > 2)"
    )
    assert desk.complaints() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_axe_finds_nothing(
    desk: Desktop, axe: Callable[..., object], scheme: str, phone: bool
) -> None:
    desk.browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia",
        {"features": [{"name": "prefers-color-scheme", "value": scheme}]},
    )
    if phone:
        desk.browser.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True},
        )
    desk.keys("j", "a", "a", "d", "j", "e")
    for extra in ("", "?"):
        desk.keys(*extra and ("\ue00c", extra))
        assert axe(desk.browser) == []


def test_a_phone_needs_no_sideways_scrolling(desk: Desktop) -> None:
    desk.browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": True},
    )
    assert desk.js("return document.documentElement.scrollWidth") <= 360
    small = desk.js(
        "return [...document.querySelectorAll('button, select, input')].filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 43).map((e) => e.outerHTML)"
    )
    assert small == []
    desk.click("#filters-open")
    assert desk.js("return document.getElementById('by-state').checkVisibility()")


# Served ------------------------------------------------------------------------------------------


@pytest.fixture
def served(browser: WebDriver) -> Iterator[tuple[Desktop, Desk, ReviewServer]]:
    pipeline = Desk()
    site = Site(title="Test", version="1.0", who="A. Reviewer")
    with ReviewServer(
        pipeline.read, pipeline.apply, site=site, stamp=lambda: pipeline.stamp
    ) as server:
        browser.get(server.url)
        desk = Desktop(browser)
        desk.wait("return document.documentElement.dataset.complete === 'true'")
        yield desk, pipeline, server
        browser.get("about:blank")


def test_served_decisions_are_written(served: tuple[Desktop, Desk, ReviewServer]) -> None:
    desk, pipeline, _ = served
    desk.keys("j", "a", "a")
    desk.wait(
        "return document.querySelector('article.unit .chips .state').textContent === 'reviewed'"
    )
    assert [decision.who for decision in pipeline.applied] == ["A. Reviewer"]
    assert pipeline.applied[0].target_sha256 == digest(sample_rows()[1].unit.target)
    assert desk.js("return document.getElementById('count').textContent") == "2 of 5 reviewed"
    assert desk.js("return localStorage.length") <= 1
    assert desk.complaints() == []


def test_served_pages_follow_the_files(served: tuple[Desktop, Desk, ReviewServer]) -> None:
    desk, pipeline, _ = served
    desk.keys("j", "j", "e", " typing")
    pipeline.edit(1, "Editado en otro lugar.")
    desk.wait(
        "return document.querySelector('article.unit .target').innerText.includes('otro lugar')"
    )
    assert desk.js("return document.activeElement.value").endswith(" typing")
    pipeline.broken = "unclosed quote"
    pipeline.stamp += 1
    desk.wait(
        "return document.getElementById('notice-server')?.textContent.includes('a.po:3: unclosed quote')"
    )
    pipeline.broken = ""
    pipeline.rows.append(make_row("Brand new.", "Nuevo."))
    del pipeline.rows[0]
    pipeline.stamp += 1
    desk.wait("return document.getElementById('notice-server') === null")
    desk.wait(
        "return [...document.querySelectorAll('.source .text')].some((e) => e.textContent === 'Brand new.')"
    )
    assert not any("NMDA" in text for text in desk.shown)
    assert desk.complaints() == []


def test_a_served_decision_that_no_longer_fits_is_refused_and_kept(
    served: tuple[Desktop, Desk, ReviewServer],
) -> None:
    desk, pipeline, _ = served
    desk.keys("j", "e")
    pipeline.rows[1] = pipeline.rows[1]._replace(
        unit=pipeline.rows[1].unit._replace(target="Ganó otro.")
    )
    desk.js("document.activeElement.value = ''")
    desk.keys("Mi texto `max_dose`.")
    desk.control_enter()
    desk.wait(
        "return document.querySelector('.refused')?.textContent.includes('the translation changed')"
    )
    assert not pipeline.applied
    desk.click("[data-act=restore]")
    assert desk.js("return document.activeElement.value") == "Mi texto `max_dose`."
    desk.control_enter()
    desk.wait(
        "return document.querySelector('article.unit .chips .state').textContent === 'reviewed'"
    )
    assert pipeline.applied[0].target == "Mi texto `max_dose`."


def test_a_second_thought_waits_for_the_first(served: tuple[Desktop, Desk, ReviewServer]) -> None:
    desk, pipeline, _ = served
    before = sample_rows()[1].unit.target
    with pipeline.busy:
        for text in ("Uno `max_dose`.", before):
            desk.keys(*(() if desk.current else ("j",)), "e")
            desk.js("document.activeElement.value = arguments[0]", text)
            desk.click("[data-act=save-accept]")
            desk.keys("k")
        assert not pipeline.applied
    desk.wait(
        "return document.querySelector('article.unit .chips .state').textContent === 'reviewed'"
    )
    desk.wait("return document.querySelector('article.unit').dataset.decision === ''")
    assert [decision.target for decision in pipeline.applied] == ["Uno `max_dose`.", before]
    assert pipeline.rows[1].unit.target == before


def test_what_was_refused_can_be_gone_to(served: tuple[Desktop, Desk, ReviewServer]) -> None:
    desk, pipeline, _ = served
    pipeline.rows[1] = pipeline.rows[1]._replace(
        unit=pipeline.rows[1].unit._replace(target="Ganó otro.")
    )
    desk.keys("j", "a", "a")
    desk.wait("return document.getElementById('notice-refused') !== null")
    assert desk.current == desk.shown[1]
    desk.click("#notice-refused button")
    assert desk.current == desk.shown[0]
    desk.keys("a", "a")
    desk.wait("return document.getElementById('notice-refused') === null")
    assert pipeline.applied[0].target == "Ganó otro."


def test_a_served_page_asks_for_a_name_once(browser: WebDriver) -> None:
    pipeline = Desk()
    with ReviewServer(pipeline.read, pipeline.apply, site=Site(title="T", version="1")) as server:
        browser.get(server.url)
        desk = Desktop(browser)
        desk.wait("return document.documentElement.dataset.complete === 'true'")
        desk.keys("j", "a", "a")
        assert desk.js("return document.getElementById('ask').open")
        desk.keys("B. Reviewer", "\ue007")
        desk.wait(
            "return document.querySelector('article.unit .chips .state').textContent === 'reviewed'"
        )
        assert pipeline.applied[0].who == "B. Reviewer"
        browser.get("about:blank")


def test_when_the_server_is_gone_nothing_typed_is_lost(browser: WebDriver) -> None:
    pipeline = Desk()
    site = Site(title="T", version="1", who="A. Reviewer")
    with ReviewServer(pipeline.read, pipeline.apply, site=site) as server:
        browser.get(server.url)
        desk = Desktop(browser)
        desk.wait("return document.documentElement.dataset.complete === 'true'")
    desk.wait("return document.getElementById('notice-server') !== null")
    desk.keys("j", "a", "a")
    desk.wait(
        "return document.querySelector('.refused')?.textContent.includes('the server does not answer')"
    )
    assert desk.decision("article.unit") == "accept"
    assert not desk.js("return document.getElementById('export').hidden")
    browser.get("about:blank")
