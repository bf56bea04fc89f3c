"""How dates and numbers are written for people in bokmål and English, and in which ink."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from views.palette import DARK, LIGHT, contrast

_MONTHS: Final = {
    "nb": "januar februar mars april mai juni juli august september oktober november desember",
    "en": "January February March April May June July August September October November December",
}
_NARROW: Final = "\N{NO-BREAK SPACE}"
_SIGNS: Final = {"nb": (_NARROW, ","), "en": (",", ".")}


def day(value: date, language: str) -> str:
    """Return a date in words: 23. november 2026, 23 November 2026."""
    month = _MONTHS[language].split()[value.month - 1]
    dot = "." if language == "nb" else ""
    return f"{value.day}{dot}{_NARROW}{month}{_NARROW}{value.year}"


def number(value: int | Decimal, language: str) -> str:
    """Return a number with its thousands apart and a true minus sign: −1 200,5."""
    thousands, point = _SIGNS[language]
    text = f"{value:,}".replace(",", "\0").replace(".", point).replace("\0", thousands)
    return text.replace("-", "−")


def capital(text: str) -> str:
    """Return a text with its first letter large, and the rest as it is: FN-delmål."""
    return text[:1].upper() + text[1:]


def ink_on(ground: str) -> str:
    """Return the ink, dark or light, that stands out more on a colour: `#rrggbb`."""
    return max((DARK.ground, LIGHT.ground), key=lambda ink: contrast(ink, ground))
