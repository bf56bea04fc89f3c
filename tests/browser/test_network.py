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

    from playwright.sync_api import Browser, Page, Position

ROOMY = {"width": 1280, "height": 1400}
"""A window that the whole network is seen in: what is not seen, Chromium does not draw."""

PATH = "/network?focus=sdg:11.6&organisation=asker&alone=yes"


def test_it_is_drawn_in_a_fence(browser: Browser, address: str) -> None:
    """Its frame has no origin of the page's, and nothing complains; the table is the page's."""
    with tab(browser, address) as watched:
        page = watched.page
        page.goto(PATH)
        frame = page.frame_locator("iframe.network")
        expect(frame.locator("#network[data-ready=true]")).to_be_attached()

        assert page.locator("iframe.network").get_attribute("sandbox") == FENCE
        assert "allow-same-origin" not in FENCE
        inside = next(each for each in page.frames if each != page.main_frame)
        assert inside.evaluate("self.origin") == "null"
        assert frame.locator("table, h1").count() == 0
        assert page.locator("#edges tbody tr").count() > 10


def test_a_link_of_its_table_leads_to_a_page(browser: Browser, address: str) -> None:
    """With or without the network above it."""
    for scripts in (True, False):
        with tab(browser, address, java_script_enabled=scripts) as watched:
            page = watched.page
            page.goto(PATH)
            assert page.locator("iframe.network").is_visible() is scripts
            page.locator("#edges tbody a").first.click()

            expect(page.locator(".eyebrow")).to_be_visible()


def test_a_node_leads_out_of_the_frame(browser: Browser, address: str) -> None:
    """What is clicked is named below the network, with a link to its page."""
    with tab(browser, address, viewport=ROOMY) as watched:
        page = watched.page
        page.goto(PATH)
        frame = page.frame_locator("iframe.network")
        expect(frame.locator("#network[data-ready=true]")).to_be_attached()
        frame.locator("#network").click(position=a_node(page))
        frame.locator("#selected a").click()

        expect(page.locator(".eyebrow")).to_be_visible()


def a_node(page: Page) -> Position:
    """Return where on the canvas a node is drawn: the first square that is coloured all over."""
    inside = next(each for each in page.frames if each != page.main_frame)
    found: Position = inside.evaluate("""
        () => {
          const canvas = document.querySelector("#network canvas");
          const all = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          const at = (x, y) => all.data.subarray(4 * (y * canvas.width + x)).subarray(0, 4);
          const coloured = ([r, g, b, a]) =>
            a === 255 && Math.max(r, g, b) - Math.min(r, g, b) > 60;
          for (let y = 3; y < canvas.height - 3; y++) {
            for (let x = 3; x < canvas.width - 3; x++) {
              const corners = [[0, 0], [-2, 0], [2, 0], [0, -2], [0, 2]];
              if (corners.every(([dx, dy]) => coloured(at(x + dx, y + dy)))) {
                return { x: x / devicePixelRatio, y: y / devicePixelRatio };
              }
            }
          }
          throw new Error("There is none.");
        }
    """)
    return found


def test_it_fills_the_room_that_it_has(browser: Browser, address: str) -> None:
    """Also when that becomes more; and what it says of its nodes can be read."""
    with tab(browser, address, viewport={"width": 900, "height": 900}) as watched:
        page = watched.page
        page.goto(PATH)
        frame = page.frame_locator("iframe.network")
        expect(frame.locator("#network[data-ready=true]")).to_be_attached()
        page.set_viewport_size(ROOMY)  # type: ignore[arg-type]
        page.wait_for_timeout(500)

        assert spread(page) > 0.6


def spread(page: Page) -> float:
    """Return how much of the canvas' height is drawn on, of all of it."""
    inside = next(each for each in page.frames if each != page.main_frame)
    found: float = inside.evaluate("""
        () => {
          const canvas = document.querySelector("#network canvas");
          const all = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          const rows = [];
          for (let y = 0; y < canvas.height; y++) {
            for (let x = 0; x < canvas.width; x++) {
              if (all.data[4 * (y * canvas.width + x) + 3] > 0) { rows.push(y); break; }
            }
          }
          return (rows[rows.length - 1] - rows[0]) / canvas.height;
        }
    """)
    return found


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
