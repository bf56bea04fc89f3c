"""How long the browser is about pages with much on them, as ratios to the least that shows as much.

In the same Chromium, in turn: all of 5,000 measures on one page, for paper, beside a bare HTML list
of the same links; and the free network of 1,000 nodes beside a page of vis-network with nothing in
it.  Time runs from the first byte of the answer until what is shown has been painted, as the tab
itself counts it; so the server's share, which other measurements have, is none of it.
"""

from __future__ import annotations

from datetime import date
from html import escape
from typing import TYPE_CHECKING, Final

from fastapi.responses import HTMLResponse

from api.app import create_app
from api.explorer.networks import SERVED
from api.settings import Settings
from benchmarks.closure import sample
from graph.changes import ChangeSet
from graph.embedded import EmbeddedStore
from graph.records import Node
from graph.store import Scope
from tests.browser.chromium import chromium, tab
from tests.browser.serving import listening
from views.network_page import network_page
from views.networks import whole_network

if TYPE_CHECKING:
    from fastapi import FastAPI
    from playwright.sync_api import Page

DAY: Final = date(2026, 1, 1)
LISTED: Final = 5_000
NODES: Final = 1_000
ROUNDS: Final = 7
RATIO: Final = 3

WHOLE: Final = "/measures/all"
BARE: Final = "/bare-list"
NETWORK: Final = "/network-of-1000"
EMPTY: Final = "/empty-network"

_WATCH: Final = """
const told = () => requestAnimationFrame(() => setTimeout(() => {
  const [asked] = performance.getEntriesByType("navigation");
  window.spent = performance.now() - asked.responseStart;
}));
addEventListener("load", () => {
  const network = document.querySelector("#network");
  if (network === null || network.dataset.ready) return told();
  new MutationObserver(told).observe(network, { attributeFilter: ["data-ready"] });
});
"""
"""Counts from the first byte until the frame has been drawn in which all is there."""

_POLICY: Final = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self' 'unsafe-inline'; "
    "style-src 'self'; img-src data:"
}

_EMPTY_PAGE: Final = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Empty</title>
<link rel="stylesheet" href="{SERVED.style}"></head>
<body><div id="network"></div><script src="{SERVED.vis}" defer></script>
<script type="module">
const place = document.getElementById("network");
new vis.Network(place, {{nodes: [], edges: []}}, {{physics: false}})
  .once("afterDrawing", () => {{ place.dataset.ready = "true"; }});
</script></body></html>"""


def main() -> None:
    """Print the ratios; exit with 1 when one is over its limit."""
    with EmbeddedStore.open("memory:") as store, EmbeddedStore.open("memory:") as other:
        store.apply(ChangeSet("list", "bench", "measure", puts=tuple(measures())))
        other.apply(sample(NODES))
        app = create_app(store, Settings())
        add_bare(app)
        add_networks(app, other)
        with listening(app) as address, chromium() as browser, tab(browser, address) as watched:
            watched.page.add_init_script(_WATCH)
            shown = shares(watched.page, WHOLE, BARE)
            drawn = shares(watched.page, NETWORK, EMPTY)
    ratios = {
        f"{LISTED:,} items on one page, painted": (shown[WHOLE], shown[BARE], "a bare list"),
        f"network of {NODES:,} nodes, ready": (drawn[NETWORK], drawn[EMPTY], "an empty one"),
    }
    for what, (ours, least, of) in ratios.items():
        print(f"{what}: {ours:.0f} ms, {ours / least:.2f} × {of} ({least:.0f} ms; limit {RATIO})")
    if max(ours / least for ours, least, _ in ratios.values()) > RATIO:
        raise SystemExit(1)


def measures() -> list[Node]:
    """Return measures with titles as long as such are."""
    said = {"basis": "illustrative", "source": "benchmark"}
    return [
        Node(
            id=f"demo:m.{number}",
            kind="Measure",
            values={"title": f"Innsamling av matavfall fra borettslag {number}", **said},
        )
        for number in range(LISTED)
    ]


def add_bare(app: FastAPI) -> None:
    """Add a page with the same links and nothing else."""
    links = "\n".join(
        f'<li><a href="/nodes/{each.id}">{escape(str(each.values["title"]))}</a></li>'
        for each in measures()
    )
    text = (
        '<!DOCTYPE html><html lang="nb"><head><meta charset="utf-8"><title>Tiltak</title></head>'
        f"<body><ol>{links}</ol></body></html>"
    )
    app.add_api_route(BARE, lambda: HTMLResponse(text))


def add_networks(app: FastAPI, store: EmbeddedStore) -> None:
    """Add the network of a whole store, as it stands in the frame of its page, and an empty one."""
    with store.read() as view:
        held = whole_network(view, Scope(as_of=DAY))
        text = network_page(held, view.model, "nb", title=f"{NODES:,} nodes", served=SERVED)
    app.add_api_route(NETWORK, lambda: HTMLResponse(text, headers=_POLICY))
    app.add_api_route(EMPTY, lambda: HTMLResponse(_EMPTY_PAGE, headers=_POLICY))


def shares(page: Page, *paths: str) -> dict[str, float]:
    """Return each page's least time in milliseconds: what else the machine does only adds to it."""
    times: dict[str, list[float]] = {path: [] for path in paths}
    for number in range(ROUNDS + 1):
        for path in paths:
            page.goto(path, wait_until="load")
            page.wait_for_function("() => window.spent !== undefined")
            if number:  # the first round fills the browser's caches
                times[path].append(float(page.evaluate("window.spent")))
    return {path: min(each) for path, each in times.items()}


if __name__ == "__main__":
    main()
