"""Pictures for the docs, made in a real Chromium: `make screenshots`.

    docs/images/review.png          the review page at work: findings, highlights, a changed source
    docs/images/review-dark.png     the same page where the system is dark
    docs/images/review-edit.png     an editor, a decision, details
    docs/images/review-phone.png    on a phone
    docs/images/review-rtl.png      a target written from right to left
    docs/images/page.png            a page that `localize build --html` made of this project's own article
    docs/images/page-dark.png       the same page, further down, where the system is dark
    docs/images/page-phone.png      a draft of it on a phone, with its banner

The units of the review page are made up (example_units.py); the pages are this project's own. Needs selenium, Chromium
and its driver (Debian: chromium chromium-driver).
"""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from example_units import ARABIC, ROWS

from localize import __version__
from localize.review import ReviewRow, page

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs/images"
ESCAPE = "\ue00c"


class Camera:
    """A browser that takes pictures."""

    def __init__(self, browser: Any) -> None:
        self._browser = browser

    def keys(self, *pressed: str) -> None:
        """Press keys, one after the other."""
        from selenium.webdriver import ActionChains

        for key in pressed:
            ActionChains(self._browser).send_keys(key).perform()

    def run(self, script: str) -> None:
        """Run JavaScript in the page."""
        self._browser.execute_script(script)

    def shoot(
        self,
        name: str,
        file: Path,
        *,
        width: int = 1280,
        height: int = 860,
        scale: int = 1,
        dark: bool = False,
        do: Callable[[], None] = lambda: None,
    ) -> None:
        """A picture of the page in `file` as somebody sees it who has done what `do` does."""
        self._browser.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": width < 600},
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self._browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
        self._browser.get(file.as_uri())
        self.run("localStorage.clear()")
        self._browser.refresh()
        do()
        # The message at the bottom has gone again.
        self.run("document.getElementById('toast')?.remove()")
        self._browser.save_screenshot(str(IMAGES / f"{name}.png"))


def review_pages(camera: Camera, folder: Path) -> None:
    """The pictures of the review page."""

    def shoot(name: str, rows: tuple[ReviewRow, ...], **how: Any) -> None:
        file = folder / f"{name}.html"
        file.write_text(page(rows, title="Ketamine articles", version=__version__), "utf-8")
        camera.shoot(name, file, **how)

    keys = camera.keys
    shoot("review", ROWS, do=lambda: keys("j"))
    shoot("review-dark", ROWS, dark=True, do=lambda: keys("j"))
    shoot("review-edit", ROWS, do=lambda: keys("j", "a", "a", "e", ESCAPE, "d", "j", "d", "e"))
    shoot("review-phone", ROWS, width=390, height=844, scale=2)
    shoot("review-rtl", ARABIC, height=430)


def built_pages(camera: Camera, folder: Path) -> None:
    """The pictures of pages that a build makes of this project's own articles."""
    for name in ("source", "locales", "glossary", "models", "localize.toml"):
        found = ROOT / name
        (shutil.copytree if found.is_dir() else shutil.copy)(found, folder / name)

    def localize(*words: str) -> None:
        command = [Path(sys.executable).with_name("localize"), *words, "--quiet"]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)

    localize("build", "--html")
    built = folder / "build/es/ketamine-science.html"
    camera.shoot("page", built)
    table = "document.querySelector('table').scrollIntoView({block: 'center'})"
    camera.shoot("page-dark", built, dark=True, do=lambda: camera.run(table))

    source = folder / "source/ketamine-science.md"
    text = source.read_text("utf-8")
    new = "Ask your doctor whether this treatment is suitable for you.\n\n"
    source.write_text(text.replace("If you are thinking", new + "If you are thinking", 1), "utf-8")
    localize("sync", "--to", "es")
    localize("build", "--html", "--include-drafts", "--to", "es")
    camera.shoot("page-phone", built, width=390, height=844, scale=2)


@contextlib.contextmanager
def chromium() -> Iterator[Any]:
    """A browser without a window. Raises SystemExit where there is none."""
    try:
        from selenium import webdriver
    except ImportError:
        sys.exit("screenshots: selenium is not installed")
    browser_path, driver_path = shutil.which("chromium"), shutil.which("chromedriver")
    if not browser_path or not driver_path:
        sys.exit("screenshots: no Chromium with its driver (Debian: chromium chromium-driver)")
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
    try:
        yield browser
    finally:
        browser.quit()


def main() -> None:
    """Make the pictures."""
    IMAGES.mkdir(exist_ok=True)
    with chromium() as browser, tempfile.TemporaryDirectory() as folder:
        camera = Camera(browser)
        review_pages(camera, Path(folder))
        built_pages(camera, Path(folder))


if __name__ == "__main__":
    main()
