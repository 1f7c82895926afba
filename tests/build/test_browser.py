"""Built pages in a real browser: nothing runs, nothing overflows, everybody can read them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from localize.build import Options, decide
from localize.build.html import build_pages
from localize.build.serve import Preview

if TYPE_CHECKING:
    from selenium.webdriver.chrome.webdriver import WebDriver

ARTICLE = """\
---
title: Dosis
date: 2026-03-01
---

# Dosis

> [!WARNING]
> Texto con [un enlace](https://example.org/) y `código`.

- [x] hecho
- [ ] por hacer
  - uno dentro

| Vía | Dosis muy larga que no cabe en un teléfono | Otra columna | Y otra más |
|:----|-------------------------------------------:|:------------:|------------|
| intravenosa | 0,5 mg/kg | sí | no |

Texto.[^1]

```
unalíneadecódigoquenocabeenunteléfonoyquesedesplazaporsísola = "unalíneadecódigoquenocabe"
```

[^1]: Una nota.
"""


@pytest.fixture(scope="module", name="browser")
def _browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebDriver]:
    """Debian's Chromium, or another one, headless."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if not browser or not driver:
        pytest.skip("no Chromium with its driver (Debian: chromium chromium-driver)")
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
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    # The driver is asked on loopback: a proxy of whoever runs the tests must not come between.
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost"
    found = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    yield found
    found.quit()


@pytest.fixture
def build(unit: Any, assembled: Any, project: Any) -> Callable[..., Path]:
    """Pages of an article in Spanish and Arabic, as drafts; the folder they lie in."""

    def make(text: str = ARTICLE) -> Path:
        config = project()
        options = Options(html=True, include_drafts=True)
        items = []
        for locale in ("es", "ar"):
            given = assembled((unit("A", "a", "draft"),), text, source=text, locale=locale)
            items.append((given, decide(given, config.build, options)))
        pages = build_pages(items, config, options)
        folder: Path = config.root / "build"
        for file in (*(f for fs in pages.pages.values() for f in fs), *pages.shared):
            (folder / file.path).parent.mkdir(parents=True, exist_ok=True)
            (folder / file.path).write_bytes(file.data)
        return folder

    return make


@pytest.fixture
def show(browser: WebDriver, build: Callable[..., Path]) -> Callable[..., WebDriver]:
    """Open a page from disk."""

    def open_(name: str = "es/guide/a.html", *text: str) -> WebDriver:
        folder = build(*text)
        browser.get_log("browser")  # type: ignore[no-untyped-call]
        browser.get((folder / name).as_uri())
        return browser

    return open_


def log(browser: WebDriver) -> list[str]:
    entries: list[dict[str, str]] = browser.get_log("browser")  # type: ignore[no-untyped-call]
    return [entry["message"] for entry in entries]


def test_the_style_is_let_through(show: Callable[..., WebDriver]) -> None:
    browser = show()
    assert log(browser) == []
    style = "return getComputedStyle(document.querySelector('.callout')).borderInlineStartWidth"
    assert browser.execute_script(style) == "5px"


@pytest.mark.parametrize(
    "text",
    [
        "<script>window.ran = true</script>\n",
        '<img src="x" onerror="window.ran = true">\n',
        '<iframe srcdoc="<script>parent.ran = true</script>"></iframe>\n',
        "# a <svg onload='window.ran = true'></svg>\n",
    ],
)
def test_nothing_runs(show: Callable[..., WebDriver], text: str) -> None:
    """Also what an author wrote as HTML: a page is to be read."""
    browser = show("es/guide/a.html", text)
    assert browser.execute_script("return window.ran") is None
    assert any("Content Security Policy" in message for message in log(browser))


@pytest.mark.parametrize("name", ["es/guide/a.html", "ar/guide/a.html", "index.html"])
def test_a_phone_needs_no_sideways_scrolling(show: Callable[..., WebDriver], name: str) -> None:
    browser = show(name)
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": True},
    )
    width = browser.execute_script("return document.documentElement.scrollWidth")
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert width <= 360


def test_right_to_left(show: Callable[..., WebDriver]) -> None:
    browser = show("ar/guide/a.html")
    side = "return getComputedStyle(document.querySelector('.callout')).borderRightWidth"
    assert browser.execute_script(side) == "5px"
    code = "return getComputedStyle(document.querySelector('pre')).direction"
    assert browser.execute_script(code) == "ltr"


def test_the_switcher_leads_to_the_other_language(show: Callable[..., WebDriver]) -> None:
    browser = show()
    browser.find_element("css selector", "a[hreflang=ar]").click()
    assert browser.current_url.endswith("/ar/guide/a.html")
    assert browser.execute_script("return document.documentElement.dir") == "rtl"


def test_on_paper_there_is_no_switcher(show: Callable[..., WebDriver]) -> None:
    browser = show()
    shown = "return document.querySelector('.languages').checkVisibility()"
    assert browser.execute_script(shown)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    printed = browser.execute_script(shown)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert not printed


def test_a_previewed_page_loads_itself_anew(browser: WebDriver, build: Callable[..., Path]) -> None:
    from selenium.webdriver.support.wait import WebDriverWait

    folder = build()
    with Preview(folder) as preview:
        browser.get(f"{preview.url}es/guide/a.html")
        # The page has to listen before there is something to hear.
        WebDriverWait(browser, 30).until(
            lambda b: b.execute_script("return typeof seen !== 'undefined' && seen === '0'")
        )
        page = folder / "es/guide/a.html"
        page.write_text(page.read_text("utf-8").replace("Una nota.", "Otra nota."), "utf-8")
        preview.reload()
        WebDriverWait(browser, 30).until(lambda b: "Otra nota." in b.page_source)
    browser.get("about:blank")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["es/guide/a.html", "ar/guide/a.html", "index.html"])
def test_axe_finds_nothing(
    show: Callable[..., WebDriver], axe: Callable[..., object], name: str, scheme: str
) -> None:
    browser = show(name)
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia",
        {"features": [{"name": "prefers-color-scheme", "value": scheme}]},
    )
    result = axe(browser)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    assert result == []
