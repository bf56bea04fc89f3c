"""What is offered while somebody types: found, not found, and gone when it is no longer wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import tab

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LONG_ENOUGH = 600
"""Milliseconds in which a list would have come."""


def test_that_nothing_is_found_is_seen_and_heard(browser: Browser, address: str) -> None:
    """In the page's language, with what may help; it goes as a list does."""
    with tab(browser, address) as watched:
        page = watched.page
        page.goto("/")
        page.locator("#ask-goal").fill("zzzz")
        told = page.locator("#ask-goal ~ [role=status]")

        expect(told).to_contain_text("Ingenting begynner med «zzzz»")
        expect(told).to_be_in_viewport()
        assert told.bounding_box()["height"] > 20  # type: ignore[index]
        page.keyboard.press("Escape")
        expect(told).to_be_empty()


@pytest.mark.parametrize("key", ["Tab", "Escape"])
def test_a_list_that_is_no_longer_wanted_does_not_come(
    browser: Browser, address: str, key: str
) -> None:
    """Whoever leaves the field, or says no, before the answer is there has said no to it."""
    with tab(browser, address) as watched:
        page = watched.page
        page.goto("/")
        page.locator("#site-q").focus()
        page.keyboard.type("luft")
        page.keyboard.press(key)
        page.wait_for_timeout(LONG_ENOUGH)

        assert page.locator(".listbox:visible").count() == 0
        expect(page.locator("#site-q")).to_have_attribute("aria-expanded", "false")


def test_only_a_click_chooses(browser: Browser, address: str) -> None:
    """The other button opens the browser's own menu."""
    with tab(browser, address) as watched:
        page = watched.page
        page.goto("/")
        page.locator("#site-q").fill("11.6")
        first = page.locator(".listbox [role=option]").first
        first.click(button="right")
        page.wait_for_timeout(LONG_ENOUGH)
        assert page.evaluate("location.pathname") == "/"

        first.click()
        expect(page.locator(".eyebrow")).to_have_text("FN-delmål 11.6")
