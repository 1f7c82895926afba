"""What every test runs under: no network, no user settings, one language."""

from __future__ import annotations

import importlib.resources
import os
import runpy
import signal
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from selenium.webdriver.chrome.webdriver import WebDriver

_OFFLINE = Path(__file__).parent / "offline"

# No test fails for being slow on a busy machine.
# A run for a change tries the same examples every time, so that it tells about the change; what chance may
# find, `make explore` looks for.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

# A shell that runs this in the background lets it ignore interrupts, and what it starts too: servers would never end.
signal.signal(signal.SIGINT, signal.default_int_handler)

_BLOCKED = runpy.run_path(str(_OFFLINE / "sitecustomize.py"))["NetworkBlocked"]

os.environ["PYTHONPATH"] = os.pathsep.join(
    part for part in (str(_OFFLINE), os.environ.get("PYTHONPATH")) if part
)


@pytest.fixture
def network_blocked() -> type[BaseException]:
    """What reaching for the network raises in this process."""
    return _BLOCKED  # type: ignore[no-any-return]


@pytest.fixture(autouse=True, scope="session")
def _home(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A home of its own: the packages and settings of whoever runs the tests change nothing."""
    home = tmp_path_factory.mktemp("home")
    for name, folder in {
        "HOME": home,
        "XDG_CONFIG_HOME": home / ".config",
        "XDG_CACHE_HOME": home / ".cache",
        "XDG_DATA_HOME": home / ".local/share",
    }.items():
        os.environ[name] = str(folder)


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """The terminal, the language and the options of whoever runs the tests change nothing."""
    for name in (*os.environ,):
        if name.startswith(("ARGOS_", "LOCALIZE_", "LC_")) or name in (
            "LANGUAGE",
            "NO_COLOR",
            "FORCE_COLOR",
            "CLICOLOR",
            "COLUMNS",
            "SOURCE_DATE_EPOCH",
            "GITHUB_ACTIONS",
        ):
            monkeypatch.delenv(name)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("TERM", "dumb")


@pytest.fixture(scope="session")
def axe() -> Callable[[WebDriver], object]:
    """What axe-core has against the page that a browser shows: impact, rule, elements; empty for nothing."""
    package = pytest.importorskip("axe_playwright_python", reason="axe-core is not installed")
    script = importlib.resources.files(package).joinpath("axe.min.js").read_text("utf-8")

    def run(browser: WebDriver) -> object:
        # The driver's own way in, which the page's policy does not stop.
        browser.execute_script(script)
        return browser.execute_async_script(
            "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']}).then((r) => done("
            "r.violations.map((v) => [v.impact, v.id, v.nodes.slice(0, 3).map((n) => n.html + ' ' + n.failureSummary)])),"
            " (e) => done(String(e)))"
        )

    return run
