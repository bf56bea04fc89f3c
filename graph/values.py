"""The values that fields hold: whether one fits its field, and how it is written as JSON."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, cast

from graph.model import FieldType

if TYPE_CHECKING:
    from collections.abc import Iterator

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
DIGITS: Final = 50
"""The most decimal places of a number, and the most noughts after it."""

_EXPONENTS: Final = range(-DIGITS, DIGITS + 1)
_SAFE_INTEGER: Final = 2**53 - 1
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_URL: Final = re.compile(r"https?://[^\s<>\"\\^`{|}]+", re.ASCII)


def misfits(field: Field, value: object) -> Iterator[str]:
    """Yield what is wrong with a field's value, each as a clause: "is not a whole number".

    A field of several values, and a sub-table, take a tuple.
    """
    if field.type is FieldType.ROWS:
        yield from _row_misfits(field, value)
    elif field.many:
        if not isinstance(value, tuple) or not value:
            yield "is not a list of values"
            return
        found = [misfit for each in value for misfit in _scalar_misfits(field, each)]
        yield from found
        if not found and len(set(value)) < len(value):
            yield "holds a value twice"
    else:
        yield from _scalar_misfits(field, value)


def _row_misfits(field: Field, value: object) -> Iterator[str]:
    if (
        not isinstance(value, tuple)
        or not value
        or not all(isinstance(row, Mapping) for row in value)
    ):
        yield "is not a list of rows"
        return
    columns = {each.name: each for each in field.rows}
    for number, row in enumerate(value, start=1):
        for name in sorted(set(row) - columns.keys()):
            yield f"has no column {name!r} (row {number})"
        for name, each in columns.items():
            if name in row:
                for misfit in misfits(each, row[name]):
                    yield f"has a {name} in row {number} that {misfit}"
            elif each.required:
                yield f"has no {name} in row {number}"


def _scalar_misfits(field: Field, value: object) -> Iterator[str]:
    wanted = _TYPES[field.type]
    # bool is an int to Python, and a datetime is a date: neither is to us.
    if type(value) is not wanted:
        yield f"is not a {field.type.value}"
    elif isinstance(value, str):
        yield from _text_misfits(field, value)
    elif isinstance(value, Decimal) and not value.is_finite():
        yield "is not a number"
    elif isinstance(value, Decimal) and value.as_tuple().exponent not in _EXPONENTS:
        yield f"has more than {DIGITS} digits"
    elif isinstance(value, int | Decimal) and not isinstance(value, bool):
        low, high = field.bounds or (-_SAFE_INTEGER, _SAFE_INTEGER)
        if not low <= value <= high:
            yield f"is not between {low} and {high}"


def _text_misfits(field: Field, value: str) -> Iterator[str]:
    if len(value) > (field.longest or TEXT_LIMIT):
        yield f"has more than {field.longest or TEXT_LIMIT} characters"
        return
    if field.options and value not in field.options:
        yield f"is none of: {', '.join(field.options)}"
    if not value.strip():
        yield "is empty"
    # Most texts are plain: what is slow to look for is only looked for where it may be.
    if not value.isprintable() and _CONTROL.search(value):
        yield "holds a control character"
    if not value.isascii() and not unicodedata.is_normalized("NFC", value):
        yield "is not in Unicode's composed form (NFC)"
    if field.type is FieldType.URL and not _URL.fullmatch(value):
        yield "is not a web address that starts with http:// or https://"
    if field.pattern is not None and not re.fullmatch(field.pattern, value):
        yield f"is not of the form {field.pattern}"


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
