"""The colours of pictures, in light and in dark: those of the kinds from the table, made legible.

Text has a contrast of at least TEXT to its ground, lines that must be seen at least LINE (WCAG 2.1,
1.4.3 and 1.4.11); a colour of the table that has less is darkened, or lightened, until it has.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from graph.model import Model

TEXT: Final = 4.5
LINE: Final = 3.0

_STEPS: Final = 50
_STRAIGHT: Final = 0.04045
"""Below this sRGB is linear (IEC 61966-2-1)."""


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one theme, `#rrggbb`.

    Attributes:
        name: light or dark.
        ground: what all stands on.
        ink: what is plain.
        quiet: text that is dimmed.
        line: lines between plain items.
        faint: lines that are dimmed: they say nothing that the table does not.
        thread: the chosen thread.
        raised: the ground of a label that is laid over others.
    """

    name: str
    ground: str
    ink: str
    quiet: str
    line: str
    faint: str
    thread: str
    raised: str

    def of(self, colour: str) -> str:
        """Return a colour as near as may be that can be read on the ground."""
        towards = "#000000" if self.name == LIGHT.name else "#ffffff"
        for step in range(_STEPS + 1):
            mixed = _mixed(colour, towards, step / _STEPS)
            if min(contrast(mixed, self.ground), contrast(mixed, self.raised)) >= TEXT:
                return mixed
        return towards


LIGHT: Final = Theme(
    name="light",
    ground="#ffffff",
    ink="#1b1f23",
    quiet="#64696e",
    line="#85898e",
    faint="#cdd1d5",
    thread="#b3001b",
    raised="#fffdf5",
)
DARK: Final = Theme(
    name="dark",
    ground="#14181d",
    ink="#eceff1",
    quiet="#9aa3ab",
    line="#7d868f",
    faint="#3d454e",
    thread="#ff7b7b",
    raised="#232a32",
)
THEMES: Final = {theme.name: theme for theme in (LIGHT, DARK)}


def kind_colours(model: Model, theme: Theme) -> dict[str, str]:
    """Return the colour of each kind of node in a theme."""
    return {kind.name: theme.of(kind.colour) for kind in model.nodes}


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21 (WCAG 2.1, contrast ratio)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.1, relative luminance)."""
    red, green, blue = (_linear(value / 255) for value in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= _STRAIGHT else ((value + 0.055) / 1.055) ** 2.4


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _mixed(colour: str, towards: str, share: float) -> str:
    pairs = zip(_channels(colour), _channels(towards), strict=True)
    mixed = (round(low + (high - low) * share) for low, high in pairs)
    return "#" + "".join(f"{value:02x}" for value in mixed)
