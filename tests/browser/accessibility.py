"""What axe finds on a page, by the rules of WCAG 2.0 and 2.1, level A and AA."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from playwright.sync_api import Page

TAGS: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")

_SCRIPT: Final = files("axe_playwright_python").joinpath("axe.min.js")

_RUN: Final = """
async (tags) => {
  const found = await axe.run(document, {
    runOnly: { type: "tag", values: tags },
    resultTypes: ["violations"],
    preload: false, // it would fetch style sheets, which the pages' policy does not allow
  });
  return found.violations.map(
    (each) => `${each.id}: ${each.help} ${each.nodes.map((node) => node.html).join(" ")}`
  );
}
"""


def violations(page: Page) -> list[str]:
    """Return what axe finds on the page as it stands, a line for each rule."""
    page.evaluate(_SCRIPT.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(_RUN, list(TAGS))
    return found
