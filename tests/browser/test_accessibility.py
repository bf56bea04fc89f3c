"""axe finds nothing on any page, in both languages and colour schemes; and what it cannot see."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final

import pytest

from tests.browser.accessibility import violations
from tests.browser.chromium import tab
from tests.browser.windows import EVERY, WIDE
from tests.pages.test_pages import in_language

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LOOKS: Final = tuple(product(("nb", "en"), ("light", "dark")))


@pytest.mark.parametrize("path", EVERY)
def test_axe_finds_nothing(browser: Browser, address: str, path: str) -> None:
    """In bokmål and in English, on light ground and on dark."""
    for language, scheme in LOOKS:
        with tab(browser, address, viewport=WIDE, color_scheme=scheme) as watched:
            watched.page.goto(in_language(path, language))

            assert violations(watched.page) == []


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


@pytest.mark.parametrize("path", EVERY)
def test_it_is_whole_without_scripts(browser: Browser, address: str, path: str) -> None:
    """In both languages; what only a script could do is not shown."""
    for language in ("nb", "en"):
        with tab(browser, address, java_script_enabled=False) as watched:
            watched.page.goto(in_language(path, language))

            assert watched.page.locator("h1").is_visible()
            assert watched.page.locator("button[data-copy]").is_hidden()
            assert watched.page.locator("html").get_attribute("lang") == language
