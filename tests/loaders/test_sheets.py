"""Which sheet a file is, and which columns it has."""

from pathlib import Path

import pytest

from graph.kinds import MODEL
from graph.problems import Problem
from graph.store import GraphStore
from loaders.sheets import Shape, shape_of, shapes_of, sheet_files
from tests.loaders.files import GOALS, places, refused, written

SHAPES = shapes_of(MODEL)


def names(*paths: Path) -> list[str]:
    """Return the files found under some paths by name, and the codes of what is not there."""
    return [each.code if isinstance(each, Problem) else each.name for each in sheet_files(paths)]


# --- files ----------------------------------------------------------------------------------------


def test_folders_are_read_whole_and_in_order(tmp_path: Path) -> None:
    """Sheets come in order, folders after files; what is hidden or no CSV file is passed over."""
    files = ["b.csv", "a.csv", "README.md", ".hidden.csv", ".git/x.csv", "edges/c.CSV", "._a.csv"]
    written(tmp_path, dict.fromkeys(files, "x"))

    assert names(tmp_path) == ["a.csv", "b.csv", "c.CSV"]


def test_a_file_is_read_once(tmp_path: Path) -> None:
    """A file that is named beside its folder, or linked to, is no duplicate of itself."""
    written(tmp_path, {"a.csv": "x"})
    (tmp_path / "b.csv").symlink_to(tmp_path / "a.csv")
    (tmp_path / "loop").symlink_to(tmp_path)

    assert names(tmp_path, tmp_path / "a.csv", tmp_path) == ["a.csv"]


def test_what_is_named_by_itself_must_be_a_csv_file(tmp_path: Path) -> None:
    """A workbook, a missing path and a folder without sheets are problems."""
    written(tmp_path, {"a.xlsx": "x"})

    assert names(tmp_path / "a.xlsx") == ["not-csv"]
    assert names(tmp_path / "absent") == ["no-such-file"]
    assert names(tmp_path) == ["no-sheets"]
    assert names(Path("a\0b")) in (["unreadable-file"], ["no-such-file"])


@pytest.mark.parametrize("kind", MODEL.nodes, ids=lambda kind: kind.name)
def test_every_node_kind_has_its_sheets(kind: object) -> None:
    """A kind has a sheet by its plural, and one for each sub-table."""
    held = {name for name, shape in SHAPES.items() if shape.kind is kind}

    assert held == {
        f"{plural}{part}.csv"
        for each in MODEL.nodes
        if each is kind
        for plural in [each.plural]
        for part in ["", *(f".{table.name}" for table in each.sub_tables)]
    }


@pytest.mark.parametrize("kind", MODEL.edges, ids=lambda kind: kind.name)
def test_every_edge_kind_has_its_sheet(kind: object) -> None:
    """An edge kind's sheet is named as its column, in the folder edges."""
    assert [name for name, shape in SHAPES.items() if shape.kind is kind] == [
        f"edges/{each.column}.csv" for each in MODEL.edges if each is kind
    ]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("mesures.csv", "Did you mean measures.csv?"),
        ("measures.bugdet.csv", "Did you mean measures.budget.csv?"),
        ("edges/advance.csv", "Did you mean edges/advances.csv?"),
        ("advances.csv", "edges/advances.csv"),
        ("tiltak.csv", "Did you mean measures.csv?"),
        ("Delmål.csv", "Did you mean subgoals.csv?"),
        ("focus area.csv", "Did you mean focus-areas.csv?"),
        ("qqqq.csv", "Use one of: layers.csv"),
    ],
)
def test_another_name_is_no_sheet(name: str, hint: str) -> None:
    """A file whose name says no sheet is told with the nearest that does."""
    found = shape_of(Path("somewhere") / name, SHAPES)

    assert isinstance(found, Problem)
    assert found.code == "unknown-sheet"
    assert hint in found.hint.en


def test_upper_case_names_are_the_same_sheet() -> None:
    """What Windows calls MEASURES.CSV is the sheet of measures."""
    assert shape_of(Path("MEASURES.CSV"), SHAPES) is SHAPES["measures.csv"]


# --- columns --------------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", SHAPES.values(), ids=lambda shape: shape.file)
def test_no_column_stands_twice_in_a_sheet(shape: Shape) -> None:
    """A column is a field or an edge kind, never both."""
    assert len(set(shape.columns)) == len(shape.columns)


def test_columns_of_the_sheet_of_measures() -> None:
    """A sheet of nodes has fields in each language and edges going out, but no sub-table."""
    columns = SHAPES["measures.csv"].columns

    assert {"id", "title", "title_en", "title_nn", "pilot", "carries_out", "set_in"} <= set(columns)
    assert not {"budget", "affects", "orders", "from"} & set(columns)


def test_columns_of_other_sheets() -> None:
    """A sub-table has the fields of its rows, an edge its ends, key and fields."""
    assert SHAPES["measures.budget.csv"].columns[:4] == ("id", "year", "type", "net")
    assert SHAPES["edges/advances.csv"].columns == (
        "from",
        "to",
        "key",
        "basis",
        "source",
        "valid_from",
        "valid_to",
        "primary",
    )


@pytest.mark.parametrize(
    ("name", "header", "column", "hint"),
    [
        ("measures.csv", "id,titel", "titel", "Did you mean 'title'? It has: id, title"),
        ("measures.csv", "id,Title", "Title", "Did you mean 'title'?"),
        ("measures.csv", "id,tittel", "tittel", "Did you mean 'title'?"),
        ("measures.csv", "id,Periode fra", "Periode fra", "Did you mean 'period_from'?"),
        ("measures.csv", "id,fremmer", "fremmer", "Did you mean 'advances'?"),
        ("measures.budget.csv", "id,art", "art", "Did you mean 'type'?"),
        ("measures.csv", "id,budget", "budget", "measures.budget.csv"),
        ("measures.csv", "id,affects", "affects", "edges/affects.csv"),
        ("measures.csv", "id,qqqqqq", "qqqqqq", "It has: id, title"),
        ("edges/advances.csv", "from,to,strength", "strength", "It has: from, to"),
    ],
)
def test_an_unknown_column_is_refused(  # noqa: PLR0913, PLR0917 - a row of the table above
    store: GraphStore, tmp_path: Path, name: str, header: str, column: str, hint: str
) -> None:
    """It is told once, with the nearest that there is or where it belongs, and nothing follows."""
    row = ",".join(f"asker:{column.lower()}" for column in header.split(","))
    written(tmp_path, {name: f"{header}\n{row}\n"})

    found = tuple(each for each in refused(store, tmp_path) if each.code != "unknown-node")

    assert places(found) == [("unknown-column", Path(name).name, 1, column)]
    assert hint in found[0].hint.en


@pytest.mark.parametrize(
    ("name", "header", "missing"),
    [
        ("measures.csv", "title,basis", ["id"]),
        ("edges/advances.csv", "basis", ["from", "to"]),
        ("edges/affects.csv", "from,to", ["key"]),
        ("measures.budget.csv", "year", ["id"]),
    ],
)
def test_a_sheet_needs_the_columns_that_say_what_a_row_is_about(
    store: GraphStore, tmp_path: Path, name: str, header: str, missing: list[str]
) -> None:
    """Without them no row is read, and what refers to its nodes is not called dangling."""
    written(tmp_path, GOALS | {name: f"{header}\n{header}\n"})

    found = refused(store, tmp_path)

    assert [each.code for each in found] == ["missing-column"] * len(missing)
    assert [each.title.en for each in found] == [
        f"The column {each!r} is missing." for each in missing
    ]


def test_new_nodes_need_their_columns_and_that_is_told_once(
    store: GraphStore, tmp_path: Path
) -> None:
    """A column that is missing is one problem, not one for each row."""
    written(
        tmp_path,
        {
            "measures.csv": """
                id,title,basis
                asker:demo.a,A,illustrative
                asker:demo.b,B,illustrative
            """
        },
    )

    found = refused(store, tmp_path)

    assert places(found) == [("missing-column", "measures.csv", 1, None)]
    assert "source" in found[0].title.en
