"""Pictures of the main pages for the documentation: `make pictures` writes docs/pictures/.

They are of the packaged data on a fixed day, so that they change when the pages do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from playwright.sync_api import expect

from graph.embedded import EmbeddedStore
from loaders.load import load
from loaders.packaged import packaged
from tests.browser.chromium import chromium, tab
from tests.browser.serving import served
from tests.shared import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

FOLDER: Final = ROOT / "docs" / "pictures"

MOST_BYTES: Final = 300_000

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
"""What every PNG begins with."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture of a page: its file, the page, the window, and how far down it reaches."""

    name: str
    path: str
    width: int = 1280
    height: int = 900
    scheme: str = "light"


SHOTS: Final = (
    Shot("start", "/"),
    Shot("answer", "/measures?serves=sdg:11.6&organisation=asker", height=1000),
    Shot("measure", "/nodes/asker:demo.renhold", height=1100),
    Shot("thread", "/thread?focus=sdg:11.6&organisation=asker&alone=yes", height=1150),
    Shot(
        "service-area",
        "/thread?focus=asker:eksempelomradet&alone=yes&beside=service-areas&organisation=asker",
        height=950,
    ),
    Shot("goals", "/goals", height=1000),
    Shot("plans", "/plan-ladder", height=1000),
    Shot("participation", "/participation", height=1000),
    Shot("network", "/network?focus=sdg:11.6&organisation=asker&alone=yes&lang=en", height=1200),
    Shot("dark", "/measures?serves=sdg:11.6&organisation=asker&lang=en", scheme="dark"),
    Shot(
        "narrow",
        "/thread?focus=sdg:11.6&organisation=asker&alone=yes&lang=en",
        width=320,
        height=1600,
    ),
)


def taken(page: Page, shot: Shot) -> bytes:
    """Return a picture of a page."""
    page.goto(shot.path)
    if page.locator("iframe.network").count():
        frame = page.frame_locator("iframe.network")
        expect(frame.locator("#network[data-ready=true]")).to_be_attached()
    return page.screenshot(animations="disabled", caret="hide")


def main() -> None:
    """Write all pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with EmbeddedStore.open("memory:") as store:
        load(store, packaged().values(), author="test", reason="the packaged data")
        with served(store) as address, chromium() as browser:
            for shot in SHOTS:
                window = {"width": shot.width, "height": shot.height}
                with tab(browser, address, viewport=window, color_scheme=shot.scheme) as watched:
                    (FOLDER / f"{shot.name}.png").write_bytes(taken(watched.page, shot))


if __name__ == "__main__":
    main()
