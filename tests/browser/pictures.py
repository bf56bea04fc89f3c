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

MOST_BYTES: Final = 450_000

BELOW: Final = 4
"""The room below the part that a picture ends with, in pixels."""

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
"""What every PNG begins with."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture of a page: its file, the page, the part of it that it ends with, and the window."""

    name: str
    path: str
    ends: str
    width: int = 1280
    height: int = 900
    scheme: str = "light"


SHOTS: Final = (
    Shot("start", "/", "main"),
    Shot(
        "answer",
        "/measures?serves=sdg:11.6&organisation=asker",
        ".results > li >> nth=4",
        width=960,
    ),
    Shot("measure", "/nodes/asker:demo.renhold", ".columns"),
    Shot("thread", "/thread?focus=sdg:11.6&organisation=asker&alone=yes", ".picture"),
    Shot(
        "service-area",
        "/thread?focus=asker:eksempelomradet&alone=yes&beside=service-areas&organisation=asker",
        ".picture",
    ),
    Shot("goals", "/goals", ".cake"),
    Shot("plans", "/plan-ladder", ".ladder .rung .rung > .neighbours >> nth=0"),
    Shot("participation", "/participation", ".rung .rung >> nth=0"),
    Shot(
        "network",
        "/network?focus=sdg:11.6&organisation=asker&alone=yes&lang=en",
        "iframe.network",
        height=1500,
    ),
    Shot(
        "dark",
        "/measures?serves=sdg:11.6&organisation=asker&lang=en",
        ".results > li >> nth=4",
        width=960,
        scheme="dark",
    ),
    Shot(
        "narrow",
        "/thread?focus=sdg:11.6&organisation=asker&alone=yes&lang=en",
        ".as-lists > ul >> nth=3",
        width=320,
    ),
)


def taken(page: Page, shot: Shot) -> bytes:
    """Return a picture of a page from its top to the end of a part, so that no part is cut."""
    page.goto(shot.path)
    if page.locator("iframe.network").count():
        frame = page.frame_locator("iframe.network")
        expect(frame.locator("#network[data-ready=true]")).to_be_attached()
    box = page.locator(shot.ends).first.bounding_box()
    assert box
    height = box["y"] + box["height"] + BELOW
    return page.screenshot(
        animations="disabled",
        caret="hide",
        # A window that is made higher would make a frame in it higher too.
        full_page=height > shot.height,
        clip={"x": 0, "y": 0, "width": shot.width, "height": height},
    )


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
