"""Colours: the contrast between two, and the ink that can be read on one (WCAG 2.1, 1.4.3)."""

from __future__ import annotations

from typing import Final

INK: Final = "#14191f"
PAPER: Final = "#ffffff"
_LINEAR: Final = 0.04045
"""Up to here sRGB is linear (IEC 61966-2-1)."""


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb`, 0 to 1."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        each / 12.92 if each <= _LINEAR else ((each + 0.055) / 1.055) ** 2.4 for each in channels
    ]
    red, green, blue = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def ink_on(ground: str) -> str:
    """Return which of ink and paper stands out more on a colour."""
    return max((INK, PAPER), key=lambda ink: contrast(ink, ground))
