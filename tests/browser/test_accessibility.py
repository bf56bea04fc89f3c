"""axe finds nothing on any page, in both languages and colour schemes; and what it cannot see."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final

import pytest

from tests.browser.accessibility import violations
from tests.browser.chromium import tab
from tests.browser.keyboard import stops
from tests.pages.test_pages import PAGES, in_language

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LOOKS: Final = tuple(product(("nb", "en"), ("light", "dark")))

EVERY: Final = (*PAGES, "/finnesikke", "/measures?nonsense=1")
"""Every page, and those that tell an error."""

WIDE: Final = {"width": 1280, "height": 800}
NARROW: Final = {"width": 320, "height": 640}


@pytest.mark.parametrize("path", EVERY)
def test_axe_finds_nothing(browser: Browser, address: str, path: str) -> None:
    """In bokmål and in English, on light ground and on dark."""
    for language, scheme in LOOKS:
        with tab(browser, address, viewport=WIDE, color_scheme=scheme) as watched:
            watched.page.goto(in_language(path, language))

            assert violations(watched.page) == []


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


def overflowing(page: Page) -> list[str]:
    """Return what stands out of the window, where the page as a whole does."""
    found: list[str] = page.evaluate("""
        () => {
          const wide = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= wide) return [];
          return [...document.querySelectorAll("main *, header *, footer *")]
            .filter((each) => each.getBoundingClientRect().right > wide + 1)
            .map((each) => each.outerHTML.slice(0, 120));
        }
    """)
    return found


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


def test_every_item_of_the_picture_has_a_name(browser: Browser, address: str) -> None:
    """The picture is a group, since links stand in it; a link says what it is and how it stands."""
    with tab(browser, address, viewport=WIDE) as watched:
        watched.page.goto("/thread?focus=sdg:11.6&organisation=asker")
        picture = watched.page.locator("svg.red-thread[role=group]")
        names = picture.locator("a.item").evaluate_all(
            "found => found.map((each) => each.getAttribute('aria-label'))"
        )

        assert picture.count() == 1
        assert len(names) > 100
        assert all(name and name.strip() for name in names)
        assert any(name.endswith("på den valgte tråden") for name in names)


def test_where_there_is_no_room_the_picture_is_lists(browser: Browser, address: str) -> None:
    """The same items, each a link."""
    with tab(browser, address, viewport=NARROW) as watched:
        watched.page.goto("/thread?focus=sdg:11.6&organisation=asker")
        assert watched.page.locator("section.picture").is_hidden()
        lists = watched.page.locator("section.as-lists")
        assert lists.is_visible()
        assert lists.locator("li.entry.on").count() > 10

        assert lists.locator("li.entry").count() == watched.page.locator("a.item").count()


@pytest.mark.parametrize("path", EVERY)
def test_it_is_whole_without_scripts(browser: Browser, address: str, path: str) -> None:
    """In both languages; what only a script could do is not shown."""
    for language in ("nb", "en"):
        with tab(browser, address, java_script_enabled=False) as watched:
            watched.page.goto(in_language(path, language))

            assert watched.page.locator("h1").is_visible()
            assert watched.page.locator("button[data-copy]").is_hidden()
            assert watched.page.locator("html").get_attribute("lang") == language
