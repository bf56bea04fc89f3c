"""The values that fields hold: whether one fits its field, and how it is written as JSON."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, cast

from graph.model import FieldType, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.model import Field
    from graph.records import Scalar, Value

TEXT_LIMIT: Final = 20_000
"""The longest text, in characters."""

_TYPES: Final[Mapping[FieldType, type]] = {
    FieldType.TEXT: str,
    FieldType.URL: str,
    FieldType.ONE_OF: str,
    FieldType.WHOLE: int,
    FieldType.DECIMAL: Decimal,
    FieldType.YES_NO: bool,
    FieldType.DATE: date,
}
_NOT: Final[Mapping[FieldType, Words]] = {
    FieldType.TEXT: Words("er ikke en tekst", "is not a text"),
    FieldType.URL: Words("er ikke en nettadresse", "is not a web address"),
    FieldType.ONE_OF: Words("er ikke ett av ordene", "is not one of the words"),
    FieldType.WHOLE: Words("er ikke et helt tall", "is not a whole number"),
    FieldType.DECIMAL: Words("er ikke et desimaltall", "is not a decimal number"),
    FieldType.YES_NO: Words("er verken ja eller nei", "is neither yes nor no"),
    FieldType.DATE: Words("er ikke en dato", "is not a date"),
}
"""That a value is not of a type."""

DIGITS: Final = 50
"""The most decimal places of a number, and the most noughts after it."""

_EXPONENTS: Final = range(-DIGITS, DIGITS + 1)
_SAFE_INTEGER: Final = 2**53 - 1
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_TURNING: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Characters that show what follows in another order: a title could hide that it is invented."""

_HALF: Final = re.compile("[\ud800-\udfff]")
_URL: Final = re.compile(r"https?://[^\s<>\"\\^`{|}]+", re.ASCII)


def misfits(field: Field, value: object) -> Iterator[Words]:
    """Yield what is wrong with a field's value, each as a clause: "is not a whole number".

    A field of several values, and a sub-table, take a tuple.
    """
    if field.type is FieldType.ROWS:
        yield from _row_misfits(field, value)
    elif field.many:
        if not isinstance(value, tuple) or not value:
            yield Words("er ingen liste med verdier", "is not a list of values")
            return
        found = [misfit for each in value for misfit in _scalar_misfits(field, each)]
        yield from found
        if not found and len(set(value)) < len(value):
            yield Words("har en verdi to ganger", "holds a value twice")
    else:
        yield from _scalar_misfits(field, value)


def _row_misfits(field: Field, value: object) -> Iterator[Words]:
    if (
        not isinstance(value, tuple)
        or not value
        or not all(isinstance(row, Mapping) for row in value)
    ):
        yield Words("er ingen liste med rader", "is not a list of rows")
        return
    columns = {each.name: each for each in field.rows}
    for number, row in enumerate(value, start=1):
        for name in sorted(set(row) - columns.keys()):
            yield Words(
                f"har ingen kolonne {name!r} (rad {number})",
                f"has no column {name!r} (row {number})",
            )
        for name, each in columns.items():
            if name in row:
                for misfit in misfits(each, row[name]):
                    yield Words(
                        f"har i rad {number} {name}, som {misfit.nb}",
                        f"has a {name} in row {number} that {misfit.en}",
                    )
            elif each.required:
                yield Words(f"mangler {name} i rad {number}", f"has no {name} in row {number}")


def _scalar_misfits(field: Field, value: object) -> Iterator[Words]:
    wanted = _TYPES[field.type]
    # bool is an int to Python, and a datetime is a date: neither is to us.
    if type(value) is not wanted:
        yield _NOT[field.type]
    elif isinstance(value, str):
        yield from _text_misfits(field, value)
    elif isinstance(value, Decimal) and not value.is_finite():
        yield Words("er ikke et tall", "is not a number")
    elif isinstance(value, Decimal) and value.as_tuple().exponent not in _EXPONENTS:
        yield Words(f"har mer enn {DIGITS} sifre", f"has more than {DIGITS} digits")
    elif isinstance(value, int | Decimal) and not isinstance(value, bool):
        low, high = field.bounds or (-_SAFE_INTEGER, _SAFE_INTEGER)
        if not low <= value <= high:
            yield Words(f"er ikke mellom {low} og {high}", f"is not between {low} and {high}")


def _text_misfits(field: Field, value: str) -> Iterator[Words]:
    longest = field.longest or TEXT_LIMIT
    if len(value) > longest:
        yield Words(f"har mer enn {longest} tegn", f"has more than {longest} characters")
        return
    if field.options and value not in field.options:
        yield none_of(field.options)
    if not value.strip():
        yield Words("er tom", "is empty")
    # Most texts are plain: what is slow to look for is only looked for where it may be.
    if not value.isprintable():
        yield from _hidden(value)
    if not value.isascii() and not unicodedata.is_normalized("NFC", value):
        yield Words(
            "er ikke i Unicodes sammensatte form (NFC)", "is not in Unicode's composed form (NFC)"
        )
    if field.type is FieldType.URL and not _URL.fullmatch(value):
        yield Words(
            "er ikke en nettadresse som begynner med http:// eller https://",
            "is not a web address that starts with http:// or https://",
        )
    if field.pattern is not None and not re.fullmatch(field.pattern, value):
        yield Words(f"har ikke formen {field.pattern}", f"is not of the form {field.pattern}")


def _hidden(value: str) -> Iterator[Words]:
    """Yield what of a text nobody sees, and what makes it look like another."""
    if _CONTROL.search(value):
        yield Words("har et kontrolltegn", "holds a control character")
    elif value.strip() and not any(unicodedata.category(each)[0] in "LNPS" for each in value):
        yield Words("har ingen synlige tegn", "has no visible character")
    if turning := _TURNING.search(value):
        code = f"U+{ord(turning[0]):04X}"
        yield Words(
            f"har et tegn som snur skriveretningen ({code})",
            f"holds a character that turns the direction of writing ({code})",
        )


def is_text(value: str) -> bool:
    """Tell whether a string can be written at all: half a surrogate pair cannot."""
    return value.isascii() or not _HALF.search(value)


def none_of(known: Iterable[str]) -> Words:
    """Return the clause that something is none of those that are known."""
    names = ", ".join(known)
    return Words(f"er ingen av: {names}", f"is none of: {names}")


def to_json(value: Value | Mapping[str, Scalar]) -> Any:  # noqa: ANN401 - JSON is what it is
    """Return a value as JSON that `from_json` reads back the same: a decimal and a date as text."""
    if isinstance(value, tuple):
        return [to_json(each) for each in value]
    if isinstance(value, Decimal):
        # One text for one number, 1.5 as 1.50, so that a filter finds it.
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str | int):
        return value
    return {name: to_json(each) for name, each in value.items()}


def from_json(field: Field, raw: Any) -> Value:  # noqa: ANN401 - JSON is what it is
    """Return the value that `to_json` wrote."""
    if field.type is FieldType.ROWS:
        columns = {each.name: each for each in field.rows}
        return tuple(
            {name: _scalar(columns[name], each) for name, each in row.items()} for row in raw
        )
    if field.many:
        return tuple(_scalar(field, each) for each in raw)
    return _scalar(field, raw)


def _scalar(field: Field, raw: Any) -> Scalar:  # noqa: ANN401 - JSON is what it is
    if field.type is FieldType.DECIMAL:
        return Decimal(raw)
    if field.type is FieldType.DATE:
        return date.fromisoformat(raw)
    return cast("Scalar", raw)
