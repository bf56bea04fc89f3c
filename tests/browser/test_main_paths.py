"""What people come for, done as they do it: by keyboard alone, by mouse, without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from playwright.sync_api import expect

from tests.browser.chromium import tab
from tests.browser.keyboard import focused, tab_to

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


def where(page: Page) -> str:
    """Return the page's path and query, as a person reads them."""
    return unquote(page.evaluate("location.pathname + location.search"))


def test_by_keyboard_from_the_question_to_a_measure_and_back_up(
    browser: Browser, every_address: str
) -> None:
    """Start page, measures under 11.6, a measure's page, and its thread up to 11.6 again."""
    with tab(browser, every_address) as watched:
        page = watched.page
        page.goto("/")

        tab_to(page, id_="ask-goal")
        page.keyboard.type("11.6")
        expect(page.locator(".listbox [role=option]").first).to_contain_text("11.6")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("Hvilke tiltak tjener FN-delmål 11.6?")
        assert where(page) == "/measures?serves=sdg:11.6"

        tab_to(page, href="/nodes/asker:demo.renhold")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_contain_text("Renhold og støvdemping")

        tab_to(page, href="/nodes/sdg:11.6")
        page.keyboard.press("Enter")
        expect(page.locator(".eyebrow")).to_have_text("FN-delmål 11.6")

        tab_to(page, href="/measures?serves=sdg:11.6")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("Hvilke tiltak tjener FN-delmål 11.6?")


def test_the_same_without_scripts(browser: Browser, every_address: str) -> None:
    """A code leads straight to the answer; words that mean several things, to a choice."""
    with tab(browser, every_address, java_script_enabled=False) as watched:
        page = watched.page
        page.goto("/")
        page.locator("#ask-goal").fill("11.6")
        page.get_by_role("button", name="Vis svaret").click()
        expect(page.locator("h1")).to_have_text("Hvilke tiltak tjener FN-delmål 11.6?")

        page.goto("/?lang=en")
        page.locator("#ask-goal").fill("klima")
        page.get_by_role("button", name="Show the answer").click()
        expect(page.locator("h1")).to_have_text("What do you mean by “klima”?")
        page.locator(".choices a").first.click()
        expect(page.locator("h1")).to_contain_text("Which measures serve")


def test_the_skip_link_leads_past_the_menu(browser: Browser, address: str) -> None:
    """It is the first stop, it is seen when it has the focus, and the next stop is content."""
    with tab(browser, address) as watched:
        page = watched.page
        page.goto("/measures")
        page.keyboard.press("Tab")
        first = focused(page)
        assert first
        assert first.href == "#content"
        assert page.locator(".skip").bounding_box()["x"] >= 0  # type: ignore[index]

        page.keyboard.press("Enter")
        page.keyboard.press("Tab")

        assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_suggestions_find_norwegian_letters_and_their_spellings(
    browser: Browser, address: str
) -> None:
    """Nærdemokrati, also without æ; Escape closes, and a click in the header's goes to the page."""
    with tab(browser, address) as watched:
        page = watched.page
        page.goto("/")
        for typed in ("nærdemo", "naerdemo", "NÆRDEMO"):
            page.locator("#site-q").fill(typed)
            expect(page.locator(".listbox [role=option]").first).to_contain_text("nærdemokratiske")
        page.keyboard.press("Escape")
        expect(page.locator(".listbox").first).to_be_hidden()

        page.locator("#site-q").fill("11.6")
        page.locator(".listbox [role=option]").first.click()

        expect(page.locator(".eyebrow")).to_have_text("FN-delmål 11.6")


def test_only_what_can_be_served_is_offered(browser: Browser, address: str) -> None:
    """A service area is found by the search of all, and is no goal to ask what serves it."""
    with tab(browser, address) as watched:
        page = watched.page
        page.goto("/")
        page.locator("#site-q").fill("drift og miljø")
        expect(page.locator(".listbox [role=option]").first).to_contain_text("Drift og miljø")
        page.keyboard.press("Escape")

        page.locator("#ask-goal").fill("miljø")

        options = page.locator(".ask .listbox [role=option]")
        expect(options.first).to_be_visible()
        assert "tjenesteområde" not in " ".join(options.all_text_contents())


def test_the_red_thread_is_followed(browser: Browser, address: str) -> None:
    """A click on an item chooses its thread; on the chosen item, opens its page."""
    with tab(browser, address, viewport={"width": 1280, "height": 900}) as watched:
        page = watched.page
        page.goto("/thread?focus=sdg:11.6&organisation=asker")
        page.get_by_role(
            "link", name="Askersamfunnet har minimale negative konsekvenser"
        ).first.click()
        expect(page.locator("h1")).to_contain_text("Askersamfunnet har minimale negative")
        assert where(page) == "/thread?organisation=asker&focus=asker:byer.4"

        page.locator("svg a.item.on[href^='/nodes/']").click()

        expect(page.locator(".eyebrow")).to_have_text("Delmål")


def test_the_link_is_copied(browser: Browser, address: str) -> None:
    """The whole address, and it is said that it was."""
    with tab(browser, address, permissions=["clipboard-read", "clipboard-write"]) as watched:
        page = watched.page
        page.goto("/measures?serves=sdg:11.6&lang=en")
        page.get_by_role("button", name="Copy link").click()

        expect(page.get_by_role("button", name="The link is copied")).to_be_visible()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == f"{address}/measures?serves=sdg:11.6&lang=en"
