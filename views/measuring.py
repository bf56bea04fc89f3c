"""How wide a text is at most, without a browser: so that no label is longer than its place.

The widths are, per class of characters, those that no font of FONTS exceeds, regular and bold, as a
share of the font's size.  `tests/views/test_measuring.py` holds them against the fonts themselves.
Kerning only makes a text narrower, so it is left out.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

FONTS: Final = ("DejaVu Sans", "Verdana", "Liberation Sans", "Arial", "Helvetica", "sans-serif")
"""What pictures are set in: the first that the reader has; the widest stand first."""

ELLIPSIS: Final = "…"

_REGULAR: Final = {
    0.30: "Iijl",
    0.35: " \u00a0,./:;\\|’",
    0.40: "()-[]ft",
    0.45: "!r",
    0.50: '"*J`',
    0.55: "csz“”",
    0.60: "?L_kvxy–",
    0.65: "$0123456789FTabdeghnopqu{}øåéäö«»",
    0.70: "ABEKPSVXYZÅ",
    0.75: "CNRU",
    0.80: "&DGHOQØÄÖÉ",
    0.85: "#+<=>^w~−×",
    0.90: "M",
    1.00: "%WmæÆ—…",
}
_BOLD: Final = {
    0.35: " \u00a0'ijl",
    0.40: ",./:;I\\|’",
    0.45: "-f",
    0.50: "!()[]`rt",
    0.55: '"*',
    0.60: "J_csz–",
    0.65: "?Lx«»",
    0.70: "$0123456789EFTaekovyøåéäö“”",
    0.75: "CPSYZbdghnpqu{}",
    0.80: "ABKRVXÅÄÉ",
    0.85: "#+<=>DGHNU^~−×",
    0.90: "&OQØÖ",
    0.95: "w",
    1.00: "@M—…",
    1.05: "%mæ",
    1.10: "Æ",
    1.15: "W",
}
_LEAST: Final = 3
"""At least so many letters of a broken word go on the next line."""

_BREAKS: Final = re.compile(r"[ \t\r\n]+")
"""Where lines may be broken: not at a no-break space."""

_WIDEST: Final = 1.25
"""The width of a character that stands in no class; wide scripts have squares of less."""

_ADVANCES: Final = {
    bold: {character: width for width, characters in classes.items() for character in characters}
    for bold, classes in ((False, _REGULAR), (True, _BOLD))
}


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text is at most in a font of that size, in the size's unit."""
    advances = _ADVANCES[bold]
    return size * sum(advances.get(character, _WIDEST) for character in text)


@lru_cache(maxsize=1 << 14)
def wrapped(  # noqa: PLR0913 - a text, its room, and how it is set
    text: str, room: float, most: int, size: float, *, bold: bool = False, keep: str = ""
) -> tuple[str, ...]:
    """Return a text in lines that are no wider than the room; of too many lines, the first `most`.

    A last line that does not hold the rest ends in an ellipsis, and then in what must be kept: the
    end of the text that may not be left out.  A word that is wider than the room is broken.
    """
    words = [word for word in _BREAKS.split(text) if word]
    lines: list[str] = []
    while words and len(lines) < most:
        line, words = _line(words, room, size, bold=bold)
        lines.append(line)
    if words:
        lines[-1] = _shortened(lines[-1], room, size, bold=bold, keep=keep)
    return tuple(lines)


def _line(words: list[str], room: float, size: float, *, bold: bool) -> tuple[str, list[str]]:
    """Return the longest first line of some words, and the words that are left."""
    line = words[0]
    if width(line, size, bold=bold) > room:
        return _broken(words, room, size, bold=bold)
    for number, word in enumerate(words[1:], start=1):
        longer = f"{line} {word}"
        if width(longer, size, bold=bold) > room:
            return line, words[number:]
        line = longer
    return line, []


def _broken(words: list[str], room: float, size: float, *, bold: bool) -> tuple[str, list[str]]:
    """Return as much of a too long word as there is room for, with a hyphen, and what is left."""
    word = words[0]
    end = 1
    while end + _LEAST < len(word) and width(f"{word[: end + 1]}-", size, bold=bold) <= room:
        end += 1
    hyphen = "" if word[end - 1] == "-" else "-"
    return f"{word[:end]}{hyphen}", [word[end:], *words[1:]]


def _shortened(line: str, room: float, size: float, *, bold: bool, keep: str) -> str:
    """Return a line that ends in an ellipsis and what is kept, within the room."""
    end = f"{ELLIPSIS} {keep}" if keep else ELLIPSIS
    if keep and width(end, size, bold=bold) > room:
        # No room for both: what is kept says more than that something is left out.
        end, line = "", _broken([keep], room, size, bold=bold)[0]
    while line and end and width(f"{line}{end}", size, bold=bold) > room:
        line = line[:-1].rstrip(" ,.;:-")
    return f"{line}{end}"
