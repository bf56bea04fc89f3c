"""The lines of a CSV file as records of cells, whatever the file holds.

A record is numbered by the physical line that it begins on, blank lines counted, as an editor and a
spreadsheet number it.  One that cannot be read is told and the next line read on its own, so that
one broken quotation mark does not hide what stands after it.
"""

from __future__ import annotations

import csv
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TextIO

from graph.model import Words
from graph.problems import Problem, spaced
from graph.records import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator

ROW_LIMIT: Final = 100_000
"""The most rows that a file may have, blank ones counted."""

LINE_LIMIT: Final = 10 * ROW_LIMIT
"""The most physical lines that a file may have; a cell may hold several."""

CELL_LIMIT: Final = 131_072
"""The longest cell, in characters."""

RECORD_LIMIT: Final = 2**18
"""The longest row, in characters: also how far an unclosed quotation mark is followed."""

BROKEN_LIMIT: Final = 100
"""After how many rows that cannot be read the rest of a file is left."""

CUTTING: Final = frozenset({"too-many-rows", "too-long-row", "unread-rest", "too-many-edges"})
"""Codes of the problems after which the rest of a file is not read; always told, and first."""


@dataclass(frozen=True, slots=True)
class Record:
    """What csv made of one or more lines.

    Attributes:
        row: the number of its first line.
        cells: its texts; none where there is a problem.
        lines: its lines as they are; with a problem, the first one only.
        problem: why it could not be read, if so.
        ran_on: whether it then took in lines after its first, which are read again.
    """

    row: int
    cells: list[str]
    lines: list[str]
    problem: Problem | None = None
    ran_on: bool = False


class _TooLongError(Exception):
    """A row goes on for longer than is followed."""


class _Lines:
    """The lines of a file, as csv takes them; those of the row at hand can be taken back."""

    def __init__(self, text: TextIO) -> None:
        self.number = 0
        self.record: list[str] = []
        self._length = 0
        self._text = text
        self._again: deque[str] = deque()

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._text.readline(RECORD_LIMIT + 1)
        if not line:
            raise StopIteration
        self.number += 1
        self.record.append(line)
        self._length += len(line)
        if self._length > RECORD_LIMIT:
            raise _TooLongError
        return line

    def begin(self) -> int:
        """Begin a row, and return the number of its first line."""
        self.record = []
        self._length = 0
        return self.number + 1

    def take_back(self) -> None:
        """Take back all lines of the row but its first."""
        self.number -= len(self.record) - 1
        self._again.extendleft(reversed(self.record[1:]))


def records(name: str, text: TextIO, delimiter: str) -> Iterator[Record]:
    """Yield each record that is not blank, the header first, and why reading ends before the end.

    Args:
        name: what messages call the file.
        text: the file, opened with `newline=""`.
        delimiter: what stands between cells.
    """
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    broken = 0
    for number in range(ROW_LIMIT + 2):
        first = lines.begin()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, _TooLongError) as error:
            broken += 1
            problem = _problem(Origin(name, first), lines.record, error, broken)
            yield Record(first, [], lines.record[:1], problem, len(lines.record) > 1)
            if problem.code in CUTTING:
                return
            lines.take_back()
            continue
        if number > ROW_LIMIT or first > LINE_LIMIT:
            yield Record(first, [], [], _too_many(Origin(name, first)))
            return
        if "".join(cells).strip():
            yield Record(first, cells, lines.record)


def _problem(origin: Origin, lines: list[str], error: Exception, count: int) -> Problem:
    """Return what is wrong with a row that could not be read."""
    alone = len(lines) == 1
    if alone and isinstance(error, _TooLongError):
        return Problem(
            "too-long-row",
            Words(
                f"Rad {origin.row} har mer enn {spaced(RECORD_LIMIT)} tegn.",
                f"Row {origin.row} has more than {RECORD_LIMIT:,} characters.",
            ),
            Words(
                "Del tekstene, eller ta dem bort; radene etter er ikke lest.",
                "Split its texts, or take them away; rows after it have not been read.",
            ),
            origin,
        )
    if count > BROKEN_LIMIT:
        return Problem(
            "unread-rest",
            Words(
                f"Mer enn {BROKEN_LIMIT} rader kan ikke leses.",
                f"More than {BROKEN_LIMIT} rows cannot be read.",
            ),
            Words(
                "Rett dem som står før denne først; radene etter er ikke lest.",
                "Mend the ones before this first; rows after it have not been read.",
            ),
            origin,
        )
    if alone and str(error).startswith("field larger"):
        return too_long(origin)
    return Problem(
        "broken-quote",
        Words(
            f"Et anførselstegn i rad {origin.row} er ikke lukket, eller noe følger etter det som "
            "lukker.",
            f"A quotation mark in row {origin.row} is not closed, or something follows the one "
            "that closes it.",
        ),
        Words(
            'Lukk det, og skriv et anførselstegn inne i en celle to ganger: "".',
            'Close it, and write a quotation mark inside a cell twice: "".',
        ),
        origin,
    )


def too_long(origin: Origin) -> Problem:
    """Return the problem of a cell that is too long."""
    return Problem(
        "too-long",
        Words(
            f"Rad {origin.row} har en celle på mer enn {spaced(CELL_LIMIT)} tegn.",
            f"Row {origin.row} has a cell of more than {CELL_LIMIT:,} characters.",
        ),
        Words(
            "Kort den ned, eller legg teksten i et dokument som det lenkes til.",
            "Shorten it, or put the text into a document that the node links to.",
        ),
        origin,
    )


def _too_many(origin: Origin) -> Problem:
    return Problem(
        "too-many-rows",
        Words(
            f"Filen fortsetter i rad {spaced(origin.row or 0)}.",
            f"The file goes on in row {origin.row:,}.",
        ),
        Words(
            f"En fil kan ha {spaced(ROW_LIMIT)} rader: del den i flere.",
            f"A file may have {ROW_LIMIT:,} rows: split it into several.",
        ),
        origin,
    )
