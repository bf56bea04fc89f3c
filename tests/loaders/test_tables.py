"""A CSV file as rows: what is accepted, and what is refused with file, row and column."""

import unicodedata
from pathlib import Path

import pytest

from graph.problems import Problem
from loaders.lines import CELL_LIMIT, RECORD_LIMIT, ROW_LIMIT
from loaders.tables import GUARD, MARK_LIMIT, Row, Table, open_table


def table(folder: Path, content: str | bytes, *, encoding: str | None = None) -> Table:
    """Write a file and open it."""
    path = folder / "measures.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return open_table(path, encoding=encoding)


def sound(opened: Table) -> list[tuple[int | None, dict[str, str]]]:
    """Return the rows that can be used, with their numbers."""
    return [
        (row.origin.row, dict(row.cells))
        for row in opened.rows()
        if isinstance(row, Row) and row.sound
    ]


def problems(opened: Table) -> list[tuple[str, int | None, str | None]]:
    """Return the code, row and column of everything wrong with a file."""
    found = [*opened.problems, *(each for each in opened.rows() if isinstance(each, Problem))]
    assert all(each.origin and each.origin.file == opened.name for each in found)
    return [(each.code, each.origin.row, each.origin.column) for each in found if each.origin]


# --- accepted -------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_is_read_with_or_without_a_byte_order_mark(tmp_path: Path, encoding: str) -> None:
    """UTF-8 as Excel and others write it, and UTF-16 that says so, are read alike."""
    opened = table(tmp_path, "id,title\na,Blåbær 😀\n".encode(encoding))

    assert opened.header == ("id", "title")
    assert sound(opened) == [(2, {"id": "a", "title": "Blåbær 😀"})]
    assert problems(opened) == []


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_one(tmp_path: Path, end: str) -> None:
    """LF, CRLF and a lone CR end a line, and a row is numbered by them."""
    opened = table(tmp_path, end.join(["id,title", "a,A", "", 'b,"B"', ""]))

    assert sound(opened) == [(2, {"id": "a", "title": "A"}), (4, {"id": "b", "title": "B"})]
    assert problems(opened) == []


def test_mixed_line_ends_are_read(tmp_path: Path) -> None:
    """A file that several programs wrote to is read like any other."""
    opened = table(tmp_path, "id,title\r\na,A\rb,B\nc,C")

    assert [row for row, _ in sound(opened)] == [2, 3, 4]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiter_is_the_first_in_the_header(tmp_path: Path, delimiter: str) -> None:
    """Comma, semicolon and tab separate cells, whichever the header has outside quotes."""
    opened = table(tmp_path, f'"id"{delimiter}title\na{delimiter}"x,y;z\tw"\n')

    assert opened.delimiter == delimiter
    assert sound(opened) == [(2, {"id": "a", "title": "x,y;z\tw"})]


def test_delimiter_inside_quotes_or_a_later_one_does_not_count(tmp_path: Path) -> None:
    """A name in quotes may hold any sign, and the first sign outside them separates."""
    assert table(tmp_path, '"id;x",title\n').delimiter == ","
    assert table(tmp_path, "id,title;x;y\n").delimiter == ","


def test_a_row_is_numbered_by_its_first_physical_line(tmp_path: Path) -> None:
    """Blank lines and lines inside a cell count, as in an editor."""
    opened = table(tmp_path, '\n\nid,title\n\na,"1\n2\n3"\n,\nb,B\n')

    assert opened.row == 3
    assert sound(opened) == [
        (5, {"id": "a", "title": "1\n2\n3"}),
        (9, {"id": "b", "title": "B"}),
    ]


def test_text_is_kept_composed_and_trimmed(tmp_path: Path) -> None:
    """NFD becomes NFC, line ends in a cell LF, and white space around it goes."""
    spelled = unicodedata.normalize("NFD", "Blåbær på Ås")
    opened = table(tmp_path, f'id,title\na ,"\u00a0{spelled}\r\nto "\n')

    assert sound(opened) == [(2, {"id": "a", "title": "Blåbær på Ås\nto"})]


@pytest.mark.parametrize("text", ["=1+1", "+47 66", "-5 %", "@her", "'=x", "'sitat'", "''"])
def test_guard_of_an_export_is_taken_off_again(tmp_path: Path, text: str) -> None:
    """A text that an export guarded against being a formula is read back unchanged."""
    guarded = f"'{text}" if text[0] in "=+-@" or GUARD.match(text) else text
    opened = table(tmp_path, f"id,title\na,{guarded}\n")

    assert sound(opened) == [(2, {"id": "a", "title": text})]


def test_a_named_encoding_is_honoured(tmp_path: Path) -> None:
    """The plain CSV of a Norwegian Excel is read when it is said to be that."""
    opened = table(tmp_path, "id;title\na;blåbær\n".encode("cp1252"), encoding="windows-1252")

    assert sound(opened) == [(2, {"id": "a", "title": "blåbær"})]


def test_a_mark_holds_against_a_named_encoding(tmp_path: Path) -> None:
    """A file that declares UTF-8 is UTF-8, though others in its folder are not."""
    opened = table(tmp_path, "id,title\na,blåbær\n".encode("utf-8-sig"), encoding="cp1252")

    assert sound(opened) == [(2, {"id": "a", "title": "blåbær"})]


# --- refused --------------------------------------------------------------------------------------


def test_ansi_is_refused_with_the_command_that_reads_it(tmp_path: Path) -> None:
    """The row of the first wrong byte is named, and what to type; nothing is guessed."""
    opened = table(tmp_path, "id,title\na,A\n\nb,blåbær\n".encode("cp1252"))

    assert problems(opened) == [("encoding", 4, None)]
    command = f"goalgraph load --encoding cp1252 {tmp_path / 'measures.csv'}"
    assert command in opened.problems[0].hint.en
    assert sound(opened) == [(2, {"id": "a", "title": "A"})]


def test_the_row_of_a_wrong_byte_is_right_far_into_a_file(tmp_path: Path) -> None:
    """Line ends are counted over the pieces that the file is decoded in."""
    opened = table(tmp_path, b"id,title\r\n" + b"a,A\r\n" * 200_000 + b"b,\xe5\r\n")

    assert opened.problems[0].origin is not None
    assert opened.problems[0].origin.row == 200_002


@pytest.mark.parametrize("encoding", ["rot13", "zlib", "punycode", "nonsense", "a\0b", "utf-7"])
def test_only_encodings_of_files_are_read(tmp_path: Path, encoding: str) -> None:
    """Python's other codecs unpack archives or take quadratic time."""
    opened = table(tmp_path, "id,title\na,A\n", encoding=encoding)

    assert [each.code for each in opened.problems] == ["unknown-encoding"]
    assert list(opened.rows()) == []


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param("", [("empty-file", None, None)], id="empty"),
        pytest.param("\ufeff", [("empty-file", None, None)], id="a mark alone"),
        pytest.param("\n \n,,\n", [("empty-file", None, None)], id="blank lines alone"),
        pytest.param("id,title\n\n", [("no-rows", 1, None)], id="header alone"),
        pytest.param("id,title\na,b\0c\n", [("nul", 2, "title")], id="NUL"),
        pytest.param("id,ti\0tle\na,b\n", [("nul", 1, None)], id="NUL in the header"),
        pytest.param("id,title\na,A,x\n", [("too-many-cells", 2, None)], id="extra cell"),
        pytest.param("id,title\n\na\n", [("too-few-cells", 3, None)], id="short row"),
        pytest.param(
            "id,title,id\na,A,b\n", [("duplicate-column", 1, "id")], id="duplicate header"
        ),
        pytest.param("id,,title\na,,A\n", [("blank-column", 1, None)], id="blank header"),
        pytest.param("id,title\na,b\ufffdc\n", [("lost-character", 2, "title")], id="lost"),
        pytest.param("id,ti\ufffdtle\na,b\n", [("lost-character", 1, None)], id="lost in header"),
        pytest.param('id,title\na,"b"c\nd,D\n', [("broken-quote", 2, None)], id="after quote"),
        pytest.param('id,title\na,A\nb,"B\nc,C\n', [("broken-quote", 3, None)], id="unclosed"),
        pytest.param('id,"title\na,b\n', [("broken-quote", 1, None)], id="unclosed in the header"),
        pytest.param(
            f"id,title\na,{'x' * (CELL_LIMIT + 1)}\nb\n",
            [("too-long", 2, None), ("too-few-cells", 3, None)],
            id="long cell",
        ),
        pytest.param(
            f"id,title\na,{'x' * RECORD_LIMIT}\nb\n", [("too-long-row", 2, None)], id="long row"
        ),
        pytest.param(
            "id,title\n" + "a,A\n" * (ROW_LIMIT + 1),
            [("too-many-rows", ROW_LIMIT + 2, None)],
            id="too many rows",
        ),
        pytest.param(
            ",".join(["x"] * 501) + "\n", [("too-many-columns", 1, None)], id="wide header"
        ),
        pytest.param(
            "id,title\na,e" + "\u0301\u0316" * MARK_LIMIT + "\n",
            [("bad-text", 2, "title")],
            id="pile of accents",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    tmp_path: Path, content: str, expected: list[tuple[str, int | None, str | None]]
) -> None:
    """Each sort of bad file has a problem with row and, where there is one, column."""
    assert problems(table(tmp_path, content)) == expected


def test_a_header_alone_is_accepted_on_request(tmp_path: Path) -> None:
    """An empty sheet is a mistake, unless it is said to be meant."""
    (tmp_path / "measures.csv").write_text("id,title\n", encoding="utf-8")
    opened = open_table(tmp_path / "measures.csv", allow_empty=True)

    assert problems(opened) == []
    assert list(opened.rows()) == []


def test_as_many_rows_as_allowed_are_read(tmp_path: Path) -> None:
    """The limit itself is within the limit."""
    assert problems(table(tmp_path, "id,title\n" + "a,A\n" * ROW_LIMIT)) == []


def test_a_broken_quote_does_not_hide_what_follows(tmp_path: Path) -> None:
    """After the mark that was never closed, rows are read on their own again."""
    opened = table(tmp_path, 'id,title,source\na,"A,x\nb,B,x\nc\nd,"D, d",x\ne,"E,x\nf,F,x\ng,G\n')

    assert problems(opened) == [
        ("broken-quote", 2, None),
        ("too-few-cells", 4, None),
        ("broken-quote", 6, None),
        ("too-few-cells", 8, None),
    ]
    assert [row for row, _ in sound(opened)] == [3, 5, 7]


def test_lines_of_a_broken_cell_are_no_short_rows(tmp_path: Path) -> None:
    """The other lines of a cell with a broken quote are passed over, not told as rows."""
    opened = table(tmp_path, 'id,title\na,"one\ntwo\nthree"x\nb,B\n')

    assert [code for code, _, _ in problems(opened)] == ["broken-quote"]
    assert [row for row, _ in sound(opened)] == [5]


@pytest.mark.parametrize("content", [b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0rest"])
def test_a_workbook_under_another_name_is_told_as_one(tmp_path: Path, content: bytes) -> None:
    """Nobody is asked for the encoding of an Excel file."""
    opened = table(tmp_path, content)

    assert [each.code for each in opened.problems] == ["not-csv"]


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    """The size is looked at first; a sparse file of 60 GB costs nothing."""
    path = tmp_path / "measures.csv"
    with path.open("wb") as file:
        file.truncate(60 * 10**9)

    assert [each.code for each in open_table(path).problems] == ["too-big"]


@pytest.mark.parametrize("path", [Path("/dev/zero"), Path(), Path("a\0b"), Path("absent.csv")])
def test_what_is_no_file_is_told(path: Path) -> None:
    """A device has no end, a folder no rows; none of them leads to a traceback."""
    assert [each.code for each in open_table(path).problems] in (
        ["not-csv"],
        ["unreadable-file"],
        ["no-such-file"],
    )


@pytest.mark.parametrize(
    ("start", "piece", "count"),
    [
        pytest.param("", 'x","\n', 99_000, id="a quote that each line opens"),
        pytest.param('a,"', "x\n", 20_000_000, id="an unclosed quote"),
        pytest.param("", "\n", 50_000_000, id="blank lines"),
        pytest.param("a,", "a\u0301\u0316", 10_000_000, id="accents"),
        pytest.param("", "," * 200_000 + "\n", 250, id="commas"),
    ],
)
def test_hostile_files_of_the_allowed_size_are_answered(
    tmp_path: Path, start: str, piece: str, count: int
) -> None:
    """A file made to keep the reader busy is told off like any other.

    How long it may take is no test's to say (shared machines are noisy), but a reader that goes
    over its input again and again would not come back from these at all.
    """
    opened = table(tmp_path, f"id,title\n{start}".encode() + piece.encode() * count)

    found = problems(opened)

    assert found or piece[0] == ","
