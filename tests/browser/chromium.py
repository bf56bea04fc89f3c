"""Chromium as the system has it, and tabs in it that are watched for what no page may do."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import pytest
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request, Route

NAMES: Final = ("chromium", "chromium-browser", "google-chrome")

_VIOLATIONS: Final = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.violations.push(`${event.effectiveDirective} ${event.blockedURI}`);
});
"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the system's Chromium."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("Chromium is not installed (on Debian: apt install chromium).")
    # Chromium's own sandbox does not run as root, which CI is.
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=flags)
        yield browser
        browser.close()


@dataclass
class Watched:
    """A tab, and everything that it did which no page of ours may do.

    Attributes:
        page: the tab.
        foreign: what it tried to load from elsewhere than the server under test.
        failed: what its scripts and its content security policy complained of.
        dialogs: what popped up: the mark of a script that was let in.
    """

    page: Page
    foreign: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def check(self) -> None:
        """Fail when it did anything of that."""
        assert (self.foreign, self.failed, self.dialogs) == ([], [], [])


@contextmanager
def tab(browser: Browser, address: str, **options: Any) -> Iterator[Watched]:  # noqa: ANN401 - Playwright's own
    """Open a tab that reaches the server under test alone; check it when it is closed."""
    context = browser.new_context(base_url=address, **options)
    context.set_default_timeout(15_000)
    context.add_init_script(_VIOLATIONS)
    watched = Watched(context.new_page())

    def let_through(route: Route, request: Request) -> None:
        if request.url.startswith((address, "data:", "blob:")):
            route.continue_()
        else:
            watched.foreign.append(request.url)
            route.abort()

    def heard(message: ConsoleMessage) -> None:
        # A page that tells an error comes with its status, which the console repeats.
        if message.type == "error" and "the server responded with a status" not in message.text:
            watched.failed.append(message.text)

    def dismissed(dialog: Dialog) -> None:
        watched.dialogs.append(dialog.message)
        dialog.dismiss()

    context.route("**/*", let_through)
    watched.page.on("console", heard)
    watched.page.on("pageerror", lambda error: watched.failed.append(str(error)))
    watched.page.on("dialog", dismissed)
    yield watched
    if options.get("java_script_enabled", True):
        watched.failed += watched.page.evaluate("window.violations ?? []")
    context.close()
    watched.check()
