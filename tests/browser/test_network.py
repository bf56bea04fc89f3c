"""The free node-link view: fenced in, drawn at once, and leading on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx2
from playwright.sync_api import expect

from api.explorer.networks import FENCE, files
from tests.browser.accessibility import violations
from tests.browser.chromium import tab

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

PATH = "/network?focus=sdg:11.6&organisation=asker&alone=yes"


def test_it_is_drawn_in_a_fence(browser: Browser, address: str) -> None:
    """Its frame has no origin of the page's, and nothing complains; its table is there."""
    with tab(browser, address) as watched:
        page = watched.page
        page.goto(PATH)
        frame = page.frame_locator("iframe.network")
        expect(frame.locator("#network[data-ready=true]")).to_be_attached()

        assert page.locator("iframe.network").get_attribute("sandbox") == FENCE
        assert "allow-same-origin" not in FENCE
        inside = next(each for each in page.frames if each != page.main_frame)
        assert inside.evaluate("self.origin") == "null"
        assert frame.locator("tbody tr").count() > 10


def test_a_link_of_its_table_leads_to_a_page(browser: Browser, address: str) -> None:
    """Out of the frame, when somebody clicks."""
    with tab(browser, address) as watched:
        page = watched.page
        page.goto(PATH)
        page.frame_locator("iframe.network").locator("tbody a").first.click()

        expect(page.locator(".eyebrow")).to_be_visible()


def test_what_is_opened_is_added_to_the_address(browser: Browser, address: str) -> None:
    """Only the frame is listened to, and only identifiers."""
    with tab(browser, address) as watched:
        page = watched.page
        page.goto(PATH)
        inside = next(each for each in page.frames if each != page.main_frame)
        expect(page.frame_locator("iframe.network").locator("#network canvas")).to_be_attached()
        page.evaluate("postMessage({ goalgraph: 'expand', node: 'sdg:1' }, '*')")
        inside.evaluate("parent.postMessage({ goalgraph: 'expand', node: '\"><b>' }, '*')")
        inside.evaluate("parent.postMessage({ goalgraph: 'expand', node: 'asker:byer.4' }, '*')")
        page.wait_for_url("**focus=asker*")

        assert page.url.endswith("&focus=asker%3Abyer.4") or page.url.endswith(
            "&focus=asker:byer.4"
        )
        assert "sdg:1&" not in page.url


def test_axe_finds_nothing_in_the_frame(browser: Browser, address: str) -> None:
    """Opened by itself, in light and dark."""
    for scheme in ("light", "dark"):
        with tab(browser, address, color_scheme=scheme) as watched:
            watched.page.goto(PATH.replace("/network?", "/network/frame?"))
            expect(watched.page.locator("#network[data-ready=true]")).to_be_attached()

            assert violations(watched.page) == []


def test_its_file_needs_nothing_else(browser: Browser, address: str, tmp_path: Path) -> None:
    """Saved, and opened without the server."""
    response = httpx2.get(f"{address}{PATH.replace('/network?', '/network.html?')}")
    assert "attachment" in response.headers["content-disposition"]
    file = tmp_path / "network.html"
    file.write_bytes(response.content)

    with tab(browser, file.as_uri()) as watched:
        watched.page.goto(file.as_uri())
        expect(watched.page.locator("#network[data-ready=true]")).to_be_attached()


def test_only_its_own_files_are_served(address: str) -> None:
    """Those three, to be kept; no other file of the library."""
    for name, file in files().items():
        response = httpx2.get(address + name)
        assert response.text == file.text
        assert response.headers["cache-control"] == file.keep
    for name in ("vis-network.css", "..%2Fnetwork.html", "network.html"):
        assert httpx2.get(f"{address}/network-files/{name}").status_code == 404
