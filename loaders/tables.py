"""One CSV file as rows of text, each with the place where it stands.

Rows come as they are read, with problems among them, so that a file of any size costs little
memory.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from graph.model import Words
from graph.problems import KEEP_ONE, Problem, spaced
from graph.records import Origin
from graph.values import TEXT_LIMIT
from loaders.cells import shown
from loaders.files import TextFile, empty_file, text_file
from loaders.lines import CELL_LIMIT, RECORD_LIMIT, ROW_LIMIT, Record, records, too_long

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

COLUMN_LIMIT: Final = 500
"""The most columns that a header may have."""

DELIMITERS: Final = ";,\t"
"""What may stand between cells: a Norwegian Excel writes semicolons, others commas or tabs."""

MARK_LIMIT: Final = 30
"""The most accents on a letter (UAX 15, stream-safe text); to compose n of them takes n² steps."""

GUARD: Final = re.compile(r"'(?='*[=+\-@\t\r])")
"""The apostrophe that an export sets before what a spreadsheet would take for a formula."""

_QUOTED: Final = re.compile(r'"(?:[^"]|"")*"?')
_NEWLINES: Final = re.compile(r"\r\n?")
# Combining marks are neither letters, digits nor white space; what is found is looked at closely.
_MARKS: Final = re.compile(rf"[^\w\s\x00-\x7f]{{{MARK_LIMIT + 1},}}")
_LOST: Final = "\ufffd"


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Attributes:
        cells: its texts by column, in Unicode's composed form, without white space around them.
        origin: the file and the physical line on which it begins.
        sound: whether its cells can be trusted; a problem has been told for one that is not.
    """

    cells: Mapping[str, str]
    origin: Origin
    sound: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file with its header read.

    Attributes:
        name: what messages call it.
        file: where its text comes from; None where its rows cannot be read.
        delimiter: what stands between its cells.
        header: its column names, in order.
        row: the physical row of the header.
        problems: what is wrong with the file and its header.
        allow_empty: whether it may have a header and no rows.
    """

    name: str
    file: TextFile | None = None
    delimiter: str = ","
    header: tuple[str, ...] = ()
    row: int = 1
    problems: tuple[Problem, ...] = ()
    allow_empty: bool = False

    def at(self, row: int, column: str | None = None) -> Origin:
        """Return a place in the file."""
        return Origin(self.name, row, column)

    def rows(self) -> Iterator[Row | Problem]:
        """Yield the rows, each problem of a row right before it; reads the file anew each time."""
        if self.file is not None:
            with self.file.open() as text:
                found = records(self.name, text, self.delimiter)
                next(found)  # the header
                yield from _rows(self, self.file, found)


def open_table(path: Path, *, encoding: str | None = None, allow_empty: bool = False) -> Table:
    """Return a file with its header read; whatever is wrong stands in its problems."""
    name = str(path)
    file = text_file(path, encoding)
    if isinstance(file, Problem):
        return Table(name, problems=(file,))
    delimiter = _delimiter(file)
    with file.open() as text:
        header = next(records(name, text, delimiter), None)
    if header is None:
        return Table(name, problems=(*file.problems, empty_file(Origin(name))))
    unreadable = list(_unreadable(file, header))
    names = () if unreadable else tuple(_clean(cell) for cell in header.cells)
    found = (*file.problems, *unreadable, *_column_problems(Origin(name, header.row), names))
    # In a header of wrong bytes no column can be trusted; the encoding has been told.
    trusted = not unreadable and all(_LOST not in name for name in names)
    kept = file if trusted else None
    return Table(name, kept, delimiter, names, header.row, found, allow_empty)


def _delimiter(file: TextFile) -> str:
    """Return the first delimiter outside quotation marks in the header: no column name has one."""
    with file.open() as text:
        for _ in range(ROW_LIMIT):
            line = text.readline(RECORD_LIMIT)
            if not line or not line.isspace():
                break
    bare = _QUOTED.sub("", line)
    return min((each for each in DELIMITERS if each in bare), key=bare.index, default=",")


def _unreadable(file: TextFile, header: Record) -> Iterator[Problem]:
    """Yield why no row can be read under this header."""
    origin = Origin(file.name, header.row)
    if header.problem is not None:
        yield header.problem
    elif any("\0" in cell for cell in header.cells):
        yield _nul(origin)
    elif len(header.cells) > COLUMN_LIMIT:
        yield Problem(
            "too-many-columns",
            Words(
                f"Overskriftsraden har {spaced(len(header.cells))} kolonner.",
                f"The header has {len(header.cells):,} columns.",
            ),
            Words(f"En fil kan ha {COLUMN_LIMIT}.", f"A file may have {COLUMN_LIMIT}."),
            origin,
        )
    elif not file.problems and any(_LOST in cell for cell in header.cells):
        yield _lost(origin)
    elif any(map(_piled_up, header.cells)):
        yield _piled(origin)


def _column_problems(origin: Origin, names: tuple[str, ...]) -> Iterator[Problem]:
    for number, name in enumerate(names, start=1):
        if not name:
            yield Problem(
                "blank-column",
                Words(
                    f"Kolonne nummer {number} har ikke noe navn.",
                    f"Column number {number} has no name.",
                ),
                Words("Gi den et navn, eller ta den bort.", "Name it, or take the column away."),
                origin,
            )
        elif name in names[: number - 1]:
            yield Problem(
                "duplicate-column",
                Words(
                    f"Kolonnen {shown(name)} står to ganger: den er nummer "
                    f"{names.index(name) + 1} og nummer {number}.",
                    f"The column {shown(name)} stands twice: it is number {names.index(name) + 1} "
                    f"and number {number}.",
                ),
                KEEP_ONE,
                origin.at(name),
            )


# --- rows -----------------------------------------------------------------------------------------


def _rows(table: Table, file: TextFile, found: Iterator[Record]) -> Iterator[Row | Problem]:
    """Yield the rows after the header."""
    empty = True
    astray = False
    for record in found:
        empty = False
        if record.problem is not None:
            yield record.problem
            yield _unsound(table, record)
            # After a mark that is not closed, lines are passed over until one fits the header.
            astray = astray or record.ran_on
        elif astray and len(record.cells) != len(table.header):
            yield _unsound(table, record)
        else:
            astray = False
            yield from _row(table, file, record)
    if empty and not table.allow_empty:
        yield Problem(
            "no-rows",
            Words(
                "Filen har en overskriftsrad og ingen rader.", "The file has a header and no rows."
            ),
            Words(
                "Legg til rader, ta bort filen, eller bruk --allow-empty om det er meningen.",
                "Add rows, take the file away, or say --allow-empty if that is what is meant.",
            ),
            table.at(table.row),
        )


def _row(table: Table, file: TextFile, record: Record) -> Iterator[Row | Problem]:
    """Yield one row, after what is wrong with it."""
    found = [] if _plain(table, record) else list(_row_problems(table, file, record))
    yield from found
    if found or any(_LOST in cell for cell in record.cells):
        yield _unsound(table, record)
    else:
        cells = dict(zip(table.header, map(_clean, record.cells), strict=True))
        yield Row(cells, table.at(record.row))


def _plain(table: Table, record: Record) -> bool:
    """Tell at a glance that nothing can be wrong with a row; of most rows nothing is."""
    text = "".join(record.cells)
    fits = len(record.cells) == len(table.header) and len(text) <= CELL_LIMIT
    return fits and text.isascii() and "\0" not in text


def _row_problems(table: Table, file: TextFile, record: Record) -> Iterator[Problem]:
    origin = table.at(record.row)
    if len(record.cells) != len(table.header):
        yield _wrong_width(origin, len(record.cells), len(table.header))
        return
    for name, cell in zip(table.header, record.cells, strict=True):
        if "\0" in cell:
            yield _nul(origin.at(name))
        if len(cell) > CELL_LIMIT:
            yield too_long(origin.at(name))
        if cell.isascii():
            continue
        if _LOST in cell and not file.problems:
            yield _lost(origin.at(name))
        if len(cell) <= TEXT_LIMIT and _piled_up(cell):
            yield _piled(origin.at(name))


def _unsound(table: Table, record: Record) -> Row:
    """Return a row as far as it can be told, so that its identifier is known."""
    cells = record.cells
    if record.problem is not None and record.lines:
        cells = record.lines[0].split(table.delimiter, len(table.header))
    texts = [cell.strip()[:CELL_LIMIT] for cell in cells]
    return Row(dict(zip(table.header, texts, strict=False)), table.at(record.row), sound=False)


def _clean(cell: str) -> str:
    """Return a cell's text as it is kept: composed (NFC), lines ended by LF, unguarded."""
    text = cell.strip()
    # A longer text is refused whatever it holds; no pile of accents has come this far.
    if not text.isascii() and len(text) <= TEXT_LIMIT:
        text = unicodedata.normalize("NFC", text)
    if "\r" in text:
        text = _NEWLINES.sub("\n", text)
    return text[1:] if GUARD.match(text) else text


def _piled_up(text: str) -> bool:
    """Tell whether a letter carries more accents than any writing system has."""
    for match in _MARKS.finditer(text):
        run = match[0]
        # Of so many marks in a row, one stands at a multiple of that number.
        if any(map(unicodedata.combining, run[:: MARK_LIMIT + 1])) and _pile().search(run):
            return True
    return False


@cache
def _pile() -> re.Pattern[str]:
    """Return the pattern of too many accents; made when first needed, since it is long."""
    marks = "".join(each for each in map(chr, range(0x300, 0x1F000)) if unicodedata.combining(each))
    return re.compile(f"[{marks}]{{{MARK_LIMIT + 1}}}")


# --- problems -------------------------------------------------------------------------------------


def _nul(origin: Origin) -> Problem:
    return Problem(
        "nul",
        Words(
            f"Rad {origin.row} har en NUL-byte, som ingen tekst har.",
            f"Row {origin.row} holds a NUL byte, which no text has.",
        ),
        Words(
            "Ta den bort; er hele filen slik, kan den være UTF-16: --encoding utf-16.",
            "Take it away; if the whole file is like that, it may be UTF-16: --encoding utf-16.",
        ),
        origin,
    )


def _lost(origin: Origin) -> Problem:
    return Problem(
        "lost-character",
        Words(
            f"Rad {origin.row} har {_LOST}, som står der et tegn er gått tapt.",
            f"Row {origin.row} holds {_LOST}, which stands where a character was lost.",
        ),
        Words(
            "Skriv tegnet som hører til der; filen er en gang lest med feil tegnkoding.",
            "Write the character that belongs there; the file was once read in a wrong encoding.",
        ),
        origin,
    )


def _piled(origin: Origin) -> Problem:
    return Problem(
        "bad-text",
        Words(
            f"En bokstav i rad {origin.row} har mer enn {MARK_LIMIT} aksenter.",
            f"A letter in row {origin.row} carries more than {MARK_LIMIT} accents.",
        ),
        Words("Ta dem bort.", "Take them away."),
        origin,
    )


def _wrong_width(origin: Origin, cells: int, columns: int) -> Problem:
    title = Words(
        f"Rad {origin.row} har {spaced(cells)} celler, men overskriftsraden har {columns}.",
        f"Row {origin.row} has {cells:,} cells, but the header has {columns}.",
    )
    if cells > columns:
        return Problem(
            "too-many-cells",
            title,
            Words(
                "Ta bort de overflødige, eller sett en tekst med skilletegn i anførselstegn.",
                "Take the extra ones away, or set a text that holds the delimiter in quotation "
                "marks.",
            ),
            origin,
        )
    return Problem(
        "too-few-cells",
        title,
        Words(
            "Legg til dem som mangler; også en tom celle trenger skilletegn.",
            "Add the missing ones; a blank cell still needs its delimiter.",
        ),
        origin,
    )
