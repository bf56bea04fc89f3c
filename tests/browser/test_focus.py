"""Whoever moves by keyboard sees where they are, on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.chromium import tab
from tests.browser.keyboard import stops
from tests.browser.windows import EVERY, WIDE

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.mark.parametrize("path", EVERY)
def test_the_focus_is_seen_at_every_stop(browser: Browser, address: str, path: str) -> None:
    """Tab goes through all of the page, and no stop is invisible or without a name."""
    with tab(browser, address, viewport=WIDE) as watched:
        watched.page.goto(path)

        found = list(stops(watched.page))

        assert len(found) > 8
        for stop in found:
            assert stop.ring or stop.tag == "iframe", stop
            assert stop.seen, stop
            assert stop.name.strip() or stop.tag in {"input", "select", "iframe"}, stop
