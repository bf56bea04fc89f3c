"""The pages and the windows that the browser tests look at them in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.pages.test_pages import PAGES

if TYPE_CHECKING:
    from playwright.sync_api import Page

EVERY: Final = (*PAGES, "/finnesikke", "/measures?nonsense=1")
"""Every page, and those that tell an error."""

WIDE: Final = {"width": 1280, "height": 800}
NARROW: Final = {"width": 320, "height": 640}


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
