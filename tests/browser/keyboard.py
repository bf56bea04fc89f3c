"""Moving through a page by the keyboard alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

MOST: Final = 600
"""How many stops a page may have before the first one comes again."""

_STOP: Final = """
() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const style = getComputedStyle(at);
  const hit = at.querySelector?.(".hit");
  const inner = hit ? getComputedStyle(hit) : null;
  const box = at.getBoundingClientRect();
  window.stops ??= [];
  let number = window.stops.indexOf(at);
  if (number < 0) number = window.stops.push(at) - 1;
  return {
    number,
    tag: at.tagName.toLowerCase(),
    name: at.getAttribute("aria-label") ?? at.innerText ?? at.textContent,
    href: at.getAttribute("href") ?? "",
    id: at.id,
    ring: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) ||
      (inner !== null && inner.stroke !== "none" && parseFloat(inner.strokeWidth) >= 2),
    seen: box.width > 0 && box.height > 0,
  };
}
"""


@dataclass(frozen=True)
class Stop:
    """Something that has the focus.

    Attributes:
        number: tells it from the page's other stops.
        tag, name, href, id: what it is.
        ring: whether it is seen to have the focus.
        seen: whether it takes up room.
    """

    number: int
    tag: str
    name: str
    href: str
    id: str
    ring: bool
    seen: bool


def focused(page: Page) -> Stop | None:
    """Return what has the focus; None where nothing has."""
    found = page.evaluate(_STOP)
    return Stop(**found) if found else None


def stops(page: Page, key: str = "Tab") -> Iterator[Stop]:
    """Yield what has the focus, key by key, until the focus leaves the page or comes again."""
    seen: list[int] = []
    for _ in range(MOST):
        page.keyboard.press(key)
        stop = focused(page)
        if stop is None or stop.number in seen[:-1]:
            return
        # A date has a stop for its day, month and year, all in one field.
        if stop.number not in seen:
            seen.append(stop.number)
            yield stop


def tab_to(page: Page, *, name: str = "", href: str = "", id_: str = "") -> Stop:
    """Press Tab until what has the focus has that text, address or identifier."""
    for stop in stops(page):
        if name in stop.name and href in stop.href and id_ in stop.id:
            return stop
    raise AssertionError((name, href, id_))
