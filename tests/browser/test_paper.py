"""Pages on paper: the content alone, whole, on A4, with signs that need no ground."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from tests.browser.chromium import tab
from tests.browser.windows import EVERY, WIDE, overflowing

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MILLIMETRE: Final = 96 / 25.4
SHEET: Final = {"width": round((210 - 2 * 12) * MILLIMETRE), "height": 1000}
"""What stands between the margins of an A4 sheet, in pixels of a style sheet."""


def test_on_paper_stands_the_content_alone(browser: Browser, address: str) -> None:
    """No search, no menu, no filters; dark ink on light ground, whatever the screen has."""
    with tab(browser, address, viewport=WIDE, color_scheme="dark") as watched:
        watched.page.goto("/measures?serves=sdg:11.6")
        watched.page.emulate_media(media="print", color_scheme="dark")

        for hidden in (".site-search", ".menu", ".filters"):
            assert watched.page.locator(hidden).first.is_hidden()
        assert watched.page.locator(".results li").first.is_visible()
        ground = watched.page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert ground == "rgb(255, 255, 255)"


@pytest.mark.parametrize("path", EVERY)
def test_nothing_is_cut_on_paper(browser: Browser, address: str, path: str) -> None:
    """Neither the page nor a table in it is wider than the sheet."""
    with tab(browser, address, viewport=SHEET) as watched:
        watched.page.goto(path)
        watched.page.emulate_media(media="print")
        watched.page.evaluate(
            "document.querySelectorAll('details').forEach((each) => (each.open = true))"
        )

        assert overflowing(watched.page) == []
        cut = watched.page.locator(".scroll").evaluate_all(
            "found => found.filter((each) => each.scrollWidth > each.clientWidth + 1)"
            ".map((each) => each.innerText.slice(0, 80))"
        )
        assert cut == []


def test_the_picture_stands_with_its_heading(browser: Browser, address: str) -> None:
    """However tall it is: no first page with a heading alone."""
    with tab(browser, address, viewport=SHEET) as watched:
        watched.page.goto("/thread?organisation=asker")
        watched.page.emulate_media(media="print")

        box = watched.page.locator(".picture svg.red-thread").first.bounding_box()
        assert box
        assert box["y"] + box["height"] < (297 - 14 - 16) * MILLIMETRE


def test_the_cake_keeps_its_shape_on_paper(browser: Browser, address: str) -> None:
    """Each layer is wider than the one above it."""
    with tab(browser, address, viewport=SHEET) as watched:
        watched.page.goto("/goals")
        watched.page.emulate_media(media="print")
        widths = watched.page.locator(".band").evaluate_all(
            "found => found.map((each) => each.getBoundingClientRect().width)"
        )

        assert widths == sorted(set(widths))


def test_what_is_folded_away_is_read_on_paper(browser: Browser, address: str) -> None:
    """A plan's goals are listed, also where the screen shows only how many they are."""
    with tab(browser, address, viewport=SHEET) as watched:
        watched.page.goto("/nodes/asker:samfunnsdel")
        folded = watched.page.locator(".neighbours details li").first
        assert not folded.is_visible()
        watched.page.emulate_media(media="print")

        assert folded.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_signs_need_no_ground(browser: Browser, address: str, scheme: str) -> None:
    """A kind's mark is a border, full for what stands in a source and hollow for what is invented.

    Browsers leave grounds out on paper, which would make everything look invented.
    """
    with tab(browser, address, viewport=SHEET, color_scheme=scheme) as watched:
        watched.page.goto("/participation")
        watched.page.emulate_media(media="print")
        marks = watched.page.locator(".rung > h2 .item").evaluate_all("""
            found => found.map((each) => {
              const style = getComputedStyle(each, "::before");
              return [
                each.classList.contains("is-invented"),
                style.backgroundColor,
                parseFloat(style.borderLeftWidth) > 4,
                parseFloat(style.borderRightWidth) > 0,
              ];
            })
        """)

        nothing = "rgba(0, 0, 0, 0)"
        assert {tuple(each) for each in marks} == {
            (False, nothing, True, False),
            (True, nothing, False, True),
        }
