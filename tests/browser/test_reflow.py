"""No page must be scrolled sideways, in a narrow window or with large text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.chromium import tab
from tests.browser.windows import EVERY, NARROW, WIDE, overflowing

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.mark.parametrize("path", EVERY)
def test_it_fits_a_narrow_window(browser: Browser, address: str, path: str) -> None:
    """At 320 px nothing must be scrolled sideways, nor at 1280 px with text of twice the size."""
    for viewport, size in ((NARROW, "100%"), (WIDE, "200%")):
        with tab(browser, address, viewport=viewport) as watched:
            watched.page.goto(path)
            watched.page.evaluate(
                "(size) => (document.documentElement.style.fontSize = size)", size
            )

            assert overflowing(watched.page) == []


def test_where_there_is_no_room_the_picture_is_lists(browser: Browser, address: str) -> None:
    """The same items, each a link."""
    with tab(browser, address, viewport=NARROW) as watched:
        watched.page.goto("/thread?focus=sdg:11.6&organisation=asker")
        assert watched.page.locator("section.picture").is_hidden()
        lists = watched.page.locator("section.as-lists")
        assert lists.is_visible()
        assert lists.locator("li.entry.on").count() > 10

        assert lists.locator("li.entry").count() == watched.page.locator("a.item").count()
