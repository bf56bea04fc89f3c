"""How dates and numbers are written for people in bokmål and English, and in which ink."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Final

from views.palette import DARK, LIGHT, contrast

_MONTHS: Final = {
    "nb": "januar februar mars april mai juni juli august september oktober november desember",
    "en": "January February March April May June July August September October November December",
}
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH: Final = re.compile(r"(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])")
_QUARTER: Final = re.compile(r"(?P<year>\d{4})-Q(?P<quarter>[1-4])")
_QUARTERS: Final = {"nb": "{number}.\N{NO-BREAK SPACE}kvartal {year}", "en": "Q{number} {year}"}
_NARROW: Final = "\N{NO-BREAK SPACE}"
_SIGNS: Final = {"nb": (_NARROW, ","), "en": (",", ".")}


def day(value: date, language: str) -> str:
    """Return a date in words: 23. november 2026, 23 November 2026."""
    month = _MONTHS[language].split()[value.month - 1]
    dot = "." if language == "nb" else ""
    return f"{value.day}{dot}{_NARROW}{month}{_NARROW}{value.year}"


def moment(text: str, language: str) -> str:
    """Return a day, month or quarter that stands in a text, or a span of them, in words.

    2019-12..2020-02: desember 2019–februar 2020.  Any other text is returned as it is.
    """
    first, between, last = text.partition("..")
    found = [_moment(each, language) for each in ((first, last) if between else (first,))]
    if any(each is None for each in found):
        return text
    return "–".join(each for each in found if each)


def _moment(text: str, language: str) -> str | None:
    if _DAY.fullmatch(text):
        try:
            return day(date.fromisoformat(text), language)
        except ValueError:
            return None
    found = _MONTH.fullmatch(text)
    if found:
        return f"{_MONTHS[language].split()[int(found['month']) - 1]}{_NARROW}{found['year']}"
    found = _QUARTER.fullmatch(text)
    if found:
        return _QUARTERS[language].format(number=found["quarter"], year=found["year"])
    return None


def number(value: int | Decimal, language: str) -> str:
    """Return a number with its thousands apart and a true minus sign: −1 200,5."""
    thousands, point = _SIGNS[language]
    text = f"{value:,}".replace(",", "\0").replace(".", point).replace("\0", thousands)
    return text.replace("-", "−")


def ink_on(ground: str) -> str:
    """Return the ink, dark or light, that stands out more on a colour: `#rrggbb`."""
    return max((DARK.ground, LIGHT.ground), key=lambda ink: contrast(ink, ground))
