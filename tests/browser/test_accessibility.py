"""axe finds nothing on any page, in both languages and colour schemes; and what it cannot see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from tests.browser.accessibility import violations
from tests.browser.chromium import tab
from tests.pages.test_pages import PAGES, in_language

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LOOKS: Final = [("nb", "light"), ("en", "dark")]

WIDE: Final = {"width": 1280, "height": 800}
NARROW: Final = {"width": 320, "height": 640}


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(browser: Browser, address: str, path: str) -> None:
    """In bokmål on light ground, and in English on dark."""
    for language, scheme in LOOKS:
        with tab(browser, address, viewport=WIDE, color_scheme=scheme) as watched:
            watched.page.goto(in_language(path, language))

            assert violations(watched.page) == []
