"""A picture as PNG, by resvg: no browser, the same on each machine that has one of the fonts."""

from __future__ import annotations

from functools import cache
from typing import Final

import resvg_py

from graph.errors import GoalGraphError
from views.measuring import FONTS

SCALE: Final = 2.0
"""Pixels per unit of the picture: sharp on paper at the width of a page."""

_LETTER: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">'
    '<text x="2" y="16" font-family="{family}" font-size="16">{text}</text></svg>'
)


class NoFont(GoalGraphError):  # noqa: N818 - says what the machine lacks
    """The machine has no font to set a picture in; the message says how to get one."""


def png(svg: str, *, scale: float = SCALE) -> bytes:
    """Return a picture that stands alone as PNG.

    Raises NoFont where its text could not be set.
    """
    if not has_font():
        raise NoFont(
            "This machine has no font that the picture can be set in, so a PNG would have no text. "
            f"Install one of {', '.join(FONTS[:-1])} (on Debian and Ubuntu: apt install "
            "fonts-dejavu-core), or ask for SVG."
        )
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=scale))


@cache
def has_font() -> bool:
    """Tell whether text is set at all: without a font, resvg leaves it out without a word."""
    family = ", ".join(FONTS)
    drawn = {
        bytes(resvg_py.svg_to_bytes(svg_string=_LETTER.format(family=family, text=text)))
        for text in ("M", " ")
    }
    return len(drawn) > 1
