"""Tables as text with a delimiter (CSV), as spreadsheets read it and `loaders` reads it back.

A text that a spreadsheet would take for a formula gets one apostrophe before it, which the loader
takes off again; so does one that already begins with apostrophes before such a character.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from views.answer_tables import Cell, Table

_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")


@dataclass(frozen=True, slots=True)
class Dialect:
    """What stands between cells, and before the decimals of a number.

    A spreadsheet that writes a decimal comma takes a semicolon between cells, and the other way
    round; the loader goes by the same rule.
    """

    delimiter: str
    point: str


def delimited(table: Table, dialect: Dialect) -> str:
    """Return a table as text, its header first; lines end as RFC 4180 says."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=dialect.delimiter, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows(_written(row, dialect) for row in table.rows)
    return text.getvalue()


def _written(row: Iterable[Cell], dialect: Dialect) -> list[str]:
    return [written(cell, dialect.point) for cell in row]


def written(cell: Cell, point: str = ".") -> str:
    """Return a value as the text of a cell, in the form that the loader reads."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int | Decimal):
        return f"{cell:f}".replace(".", point) if isinstance(cell, Decimal) else str(cell)
    return f"'{cell}" if _FORMULA.match(cell) else cell
