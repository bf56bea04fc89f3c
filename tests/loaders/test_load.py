"""What files do to the graph: partial sheets, sets of edges, sub-tables, removal, repetition."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from graph.errors import Refused
from graph.records import EdgeId
from graph.store import GraphStore
from loaders.load import load
from loaders.planning import Count
from tests.loaders.files import GOALS, edge, loaded, node, places, refused, written


def counts(report_counts: tuple[Count, ...]) -> dict[str, tuple[int, int, int, int]]:
    """Return what was added, changed, left and removed, by kind."""
    return {
        each.kind: (each.added, each.changed, each.unchanged, each.removed)
        for each in report_counts
    }


# --- records --------------------------------------------------------------------------------------


def test_files_become_nodes_and_edges(store: GraphStore, tmp_path: Path) -> None:
    """A row is a node with its values, and a column of edges its edges."""
    report = loaded(store, tmp_path, GOALS)

    assert report.revision == 1
    assert counts(report.counts)["Measure"] == (2, 0, 0, 0)
    assert counts(report.counts)["ADVANCES"] == (3, 0, 0, 0)
    assert dict(node(store, "asker:demo.vask").values) == {
        "title": "Vask",
        "basis": "illustrative",
        "source": "invented",
        "pilot": True,
    }
    assert edge(store, "DERIVED_FROM", "asker:byer.4", "sdg:11.6") is not None
    assert edge(store, "DERIVED_FROM", "asker:byer.1", "sdg:11.6") is None


def test_the_same_files_change_nothing_the_second_time(goals: GraphStore, tmp_path: Path) -> None:
    """Everything is counted unchanged, and there is no new revision."""
    report = loaded(goals, tmp_path, GOALS)

    assert report.changes == 0
    assert counts(report.counts)["Measure"] == (0, 0, 2, 0)
    assert counts(report.counts)["ADVANCES"] == (0, 0, 3, 0)
    assert (report.revision, len(goals.revisions())) == (1, 1)


def test_a_dry_run_tells_and_does_nothing(store: GraphStore, tmp_path: Path) -> None:
    """The report is that of the load, without a revision."""
    folder = written(tmp_path, GOALS)

    report = load(store, [folder], author="test", reason="test", dry_run=True)

    assert report.revision is None
    assert report.changes == 14
    assert store.revisions() == []


def test_author_reason_and_case_stand_in_the_revision(store: GraphStore, tmp_path: Path) -> None:
    """Who loaded, why and under which case is recorded."""
    load(store, [written(tmp_path, GOALS)], author="kari", reason="Ny plan", case="20/1")

    (revision,) = store.revisions()
    assert (revision.author, revision.reason, revision.case) == ("kari", "Ny plan", "20/1")


def test_an_older_file_takes_a_change_back(goals: GraphStore, tmp_path: Path) -> None:
    """Loading what was loaded before is a new change where the graph has changed since."""
    row = "id,title\nasker:demo.vask,"
    loaded(goals, tmp_path, {"measures.csv": f"{row}Spyling"})
    loaded(goals, tmp_path, {"measures.csv": f"{row}Vask"})
    loaded(goals, tmp_path, {"measures.csv": f"{row}Spyling"})

    assert node(goals, "asker:demo.vask").title == "Spyling"
    assert len(goals.revisions()) == 4


def test_absent_is_untouched_and_blank_is_empty(goals: GraphStore, tmp_path: Path) -> None:
    """A column that is not there leaves what is stored; a blank cell removes it."""
    loaded(goals, tmp_path, {"measures.csv": "id,pilot,place\nasker:demo.vask,,Asker"})

    assert dict(node(goals, "asker:demo.vask").values) == {
        "title": "Vask",
        "basis": "illustrative",
        "source": "invented",
        "place": "Asker",
    }
    assert edge(goals, "ADVANCES", "asker:demo.vask", "asker:byer.4") is not None
    assert node(goals, "asker:demo.tog").values["pilot"] is False


def test_semicolons_bring_the_decimal_comma(goals: GraphStore, tmp_path: Path) -> None:
    """What a Norwegian Excel writes is read, and the report says which delimiter it had."""
    report = loaded(goals, tmp_path, {"measures.csv": "id;climate_tonnes\nasker:demo.vask;12,5"})

    assert node(goals, "asker:demo.vask").values["climate_tonnes"] == Decimal("12.5")
    assert [(Path(each.name).name, each.delimiter) for each in report.files] == [
        ("measures.csv", ";")
    ]


def test_the_same_text_in_two_columns_is_read_as_each_column_says(
    goals: GraphStore, tmp_path: Path
) -> None:
    """What one column made of a text is not taken for another's."""
    loaded(goals, tmp_path, {"measures.csv": "id,place,period_from\nasker:demo.vask,2024,2024"})

    values = node(goals, "asker:demo.vask").values
    assert (values["place"], values["period_from"]) == ("2024", 2024)


def test_a_load_that_changes_nothing_writes_no_first_revision(
    store: GraphStore, tmp_path: Path
) -> None:
    """An empty graph stays without revisions."""
    report = loaded(store, tmp_path, {"measures.csv": "id"}, allow_empty=True)

    assert (report.revision, store.revisions()) == (0, [])


# --- edges ----------------------------------------------------------------------------------------


def test_an_edge_in_a_column_takes_basis_source_and_validity_from_its_row(
    goals: GraphStore, tmp_path: Path
) -> None:
    """What the row leaves out it takes from the stored node."""
    loaded(
        goals,
        tmp_path,
        {"measures.csv": "id,valid_from,advances\nasker:demo.vask,2024-01-01,asker:byer.1"},
    )

    advances = edge(goals, "ADVANCES", "asker:demo.vask", "asker:byer.1")
    assert advances is not None
    assert dict(advances.values) == {
        "basis": "illustrative",
        "source": "invented",
        "valid_from": date(2024, 1, 1),
    }


def test_a_column_holds_the_whole_set(goals: GraphStore, tmp_path: Path) -> None:
    """Stored edges that the column leaves out go; those of other nodes and kinds stay."""
    report = loaded(goals, tmp_path, {"measures.csv": "id,advances\nasker:demo.tog,asker:byer.1"})

    assert report.goes == (EdgeId("ADVANCES", "asker:demo.tog", "asker:byer.4"),)
    assert counts(report.counts) == {"Measure": (0, 0, 1, 0), "ADVANCES": (0, 0, 1, 1)}
    assert edge(goals, "ADVANCES", "asker:demo.tog", "asker:byer.4") is None
    assert edge(goals, "ADVANCES", "asker:demo.tog", "asker:byer.1") is not None
    assert edge(goals, "ADVANCES", "asker:demo.vask", "asker:byer.4") is not None


def test_column_and_sheet_together_are_the_set(goals: GraphStore, tmp_path: Path) -> None:
    """What stands in the edge kind's sheet stays, though the column is blank."""
    report = loaded(
        goals,
        tmp_path,
        {
            "measures.csv": "id,advances\nasker:demo.tog,",
            "edges/advances.csv": "from,to,primary\nasker:demo.tog,asker:byer.4,yes",
        },
    )

    assert report.goes == (EdgeId("ADVANCES", "asker:demo.tog", "asker:byer.1"),)
    kept = edge(goals, "ADVANCES", "asker:demo.tog", "asker:byer.4")
    assert kept is not None
    assert kept.values["primary"] is True
    assert kept.source == "invented"


def test_a_sheet_of_edges_alone_removes_nothing(goals: GraphStore, tmp_path: Path) -> None:
    """Without the column its rows are put, and the other edges stay."""
    report = loaded(
        goals,
        tmp_path,
        {"edges/advances.csv": "from,to,primary\nasker:demo.tog,asker:byer.4,yes"},
    )

    assert report.goes == ()
    assert counts(report.counts) == {"ADVANCES": (0, 1, 0, 0)}
    assert edge(goals, "ADVANCES", "asker:demo.tog", "asker:byer.1") is not None


def test_a_column_keeps_fields_that_it_cannot_hold(goals: GraphStore, tmp_path: Path) -> None:
    """Listing an edge in a column again does not make it lose that it is primary."""
    sheet = "from,to,primary\nasker:demo.tog,asker:byer.4,yes"
    loaded(goals, tmp_path / "edge", {"edges/advances.csv": sheet})

    report = loaded(goals, tmp_path / "again", {"measures.csv": GOALS["measures.csv"]})

    assert report.changes == 0


def test_an_edge_stands_in_one_place(goals: GraphStore, tmp_path: Path) -> None:
    """An edge both in a column and in its sheet is refused, naming both rows."""
    written(
        tmp_path,
        {
            "measures.csv": "id,advances\nasker:demo.tog,asker:byer.4 asker:byer.1",
            "edges/advances.csv": "from,to\n\nasker:demo.tog,asker:byer.4",
        },
    )

    found = refused(goals, tmp_path)

    assert places(found) == [("duplicate", "advances.csv", 3, None)]
    assert "measures.csv, row 2, column advances" in found[0].title.en


def test_an_edge_with_a_needed_field_stands_in_its_sheet(goals: GraphStore, tmp_path: Path) -> None:
    """A column cannot say who leads, so it is told which sheet can."""
    units = "id,title,basis,source,responsible_for\nasker:v,V,documented,x,asker:demo.tog"
    written(tmp_path, {"units.csv": units})

    found = refused(goals, tmp_path)

    assert places(found) == [("missing-field", "units.csv", 2, "responsible_for")]
    assert "edges/responsible_for.csv" in found[0].hint.en


def test_keyed_edges_are_told_apart_by_their_key(goals: GraphStore, tmp_path: Path) -> None:
    """Two nodes may affect each other in several contexts."""
    loaded(
        goals,
        tmp_path,
        {
            "edges/affects.csv": """
                from,to,key,basis,source,score
                asker:byer.1,asker:byer.4,vei,inferred,x,-1
                asker:byer.1,asker:byer.4,bane,inferred,x,2
            """
        },
    )

    by_road = edge(goals, "AFFECTS", "asker:byer.1", "asker:byer.4", "vei")
    assert by_road is not None
    assert by_road.values["score"] == -1
    assert edge(goals, "AFFECTS", "asker:byer.1", "asker:byer.4", "bane") is not None


# --- sub-tables -----------------------------------------------------------------------------------

BUDGET = """
    id,year,type,net,financing
    asker:demo.vask,2022,operating,600,
    asker:demo.tog,2021,investment,-5,loan
    asker:demo.vask,2021,operating,500,free
"""


def test_rows_of_a_sub_table_become_a_field(goals: GraphStore, tmp_path: Path) -> None:
    """They stand in the order of the file; nodes are found in the store."""
    loaded(goals, tmp_path, {"measures.budget.csv": BUDGET})

    assert node(goals, "asker:demo.vask").values["budget"] == (
        {"year": 2022, "type": "operating", "net": 600},
        {"year": 2021, "type": "operating", "net": 500, "financing": "free"},
    )
    assert node(goals, "asker:demo.vask").title == "Vask"


def test_rows_for_some_leave_the_others_alone(goals: GraphStore, tmp_path: Path) -> None:
    """Without the sheet of nodes beside it, a sub-table touches the nodes that it names."""
    loaded(goals, tmp_path / "all", {"measures.budget.csv": BUDGET})
    one = "id,year,type,net\nasker:demo.vask,2030,operating,1"

    report = loaded(goals, tmp_path / "one", {"measures.budget.csv": one})

    assert counts(report.counts) == {"Measure": (0, 1, 0, 0)}
    assert "budget" in node(goals, "asker:demo.tog").values


def test_a_node_without_rows_in_a_sub_table_keeps_its_own(
    goals: GraphStore, tmp_path: Path
) -> None:
    """Absent rows stay: a sheet with lines for one measure takes none from the others."""
    loaded(goals, tmp_path / "all", {"measures.budget.csv": BUDGET})
    one = "id,year,type,net\nasker:demo.vask,2030,operating,1"

    loaded(
        goals,
        tmp_path / "both",
        {"measures.csv": GOALS["measures.csv"], "measures.budget.csv": one},
    )

    assert "budget" in node(goals, "asker:demo.tog").values
    assert node(goals, "asker:demo.vask").values["budget"] == (
        {"year": 2030, "type": "operating", "net": 1},
    )


def test_a_sheet_of_nodes_alone_leaves_sub_tables(goals: GraphStore, tmp_path: Path) -> None:
    """A sub-table that is not loaded is untouched."""
    loaded(goals, tmp_path / "all", {"measures.budget.csv": BUDGET})

    report = loaded(goals, tmp_path / "nodes", {"measures.csv": GOALS["measures.csv"]})

    assert report.changes == 0


def test_a_sub_table_keeps_to_its_folder(goals: GraphStore, tmp_path: Path) -> None:
    """Rows for a node in another folder's sheet, an unknown one or another kind are refused."""
    head = "id,year,type,net\n"
    written(
        tmp_path,
        {
            "a/measures.csv": "id\nasker:demo.vask",
            "b/measures.csv": "id\nasker:demo.tog",
            "b/measures.budget.csv": f"{head}asker:demo.vask,2021,operating,1",
            "c/measures.budget.csv": f"{head}asker:demo.tok,2021,operating,1\n"
            "asker:byer.1,2021,operating,1",
            "d/measures.budget.csv": f"{head}asker:demo.tog,2021,operating,1",
            "e/measures.budget.csv": f"{head}asker:demo.tog,2021,operating,2",
        },
    )

    found = refused(goals, tmp_path)

    assert places(found) == [
        ("other-file", "measures.budget.csv", 2, "id"),
        ("unknown-node", "measures.budget.csv", 2, "id"),
        ("wrong-kind", "measures.budget.csv", 3, "id"),
        ("duplicate", "measures.budget.csv", 2, None),
    ]
    assert "Did you mean 'asker:demo.tog'?" in found[1].hint.en


def test_problems_of_a_sub_table_stand_at_their_cells(goals: GraphStore, tmp_path: Path) -> None:
    """Each has the file, row and column of the sub-table, and is told once."""
    written(
        tmp_path,
        {
            "measures.budget.csv": """
                id,year,type,net
                asker:demo.vask,21,operating,1 000
                asker:demo.vask,2021,operating,
                asker:demo.tog,,operating,5
            """
        },
    )

    assert places(refused(goals, tmp_path)) == [
        ("bad-value", "measures.budget.csv", 2, "year"),
        ("bad-value", "measures.budget.csv", 2, "net"),
        ("missing-field", "measures.budget.csv", 3, "net"),
        ("missing-field", "measures.budget.csv", 4, "year"),
    ]


# --- what goes ------------------------------------------------------------------------------------


def test_absent_rows_stay(goals: GraphStore, tmp_path: Path) -> None:
    """A load of some nodes says nothing of the others."""
    report = loaded(goals, tmp_path, {"measures.csv": "id,pilot\nasker:demo.vask,no"})

    assert report.goes == ()
    assert node(goals, "asker:demo.tog").title == "Tog"


def test_replacing_removes_what_does_not_stand_in_the_files(
    goals: GraphStore, tmp_path: Path
) -> None:
    """Nodes of the kind and namespace go with their edges, and the report lists them."""
    report = loaded(
        goals,
        tmp_path,
        {"measures.csv": "id,pilot\nasker:demo.vask,no"},
        replace=(("asker", "Measure"),),
    )

    assert report.goes == (
        "asker:demo.tog",
        EdgeId("ADVANCES", "asker:demo.tog", "asker:byer.1"),
        EdgeId("ADVANCES", "asker:demo.tog", "asker:byer.4"),
    )
    assert counts(report.counts) == {"Measure": (0, 1, 0, 1), "ADVANCES": (0, 0, 0, 2)}
    with goals.read() as view:
        assert not view.nodes(["asker:demo.tog"])
        assert view.nodes(["asker:byer.1"])


def test_replacing_edges_removes_those_of_the_kind(goals: GraphStore, tmp_path: Path) -> None:
    """An edge kind is replaced like a node kind: those from the namespace's nodes."""
    report = loaded(
        goals,
        tmp_path,
        {"edges/advances.csv": "from,to\nasker:demo.vask,asker:byer.4"},
        replace=(("asker", "ADVANCES"),),
    )

    assert counts(report.counts) == {"ADVANCES": (0, 0, 1, 2)}


def test_replacing_all_takes_an_empty_sheet(goals: GraphStore, tmp_path: Path) -> None:
    """A header alone, where allowed, is how to say that there are none any more."""
    report = loaded(
        goals, tmp_path, {"measures.csv": "id"}, allow_empty=True, replace=(("asker", "Measure"),)
    )

    assert counts(report.counts) == {"Measure": (0, 0, 0, 2), "ADVANCES": (0, 0, 0, 3)}


@pytest.mark.parametrize(
    ("replaced", "code"),
    [
        (("asker", "Measures"), "unknown-kind"),
        (("askr", "Measure"), "unknown-organisation"),
        (("asker", "Subgoal"), "no-sheet"),
    ],
)
def test_what_cannot_be_replaced_is_told(
    goals: GraphStore, tmp_path: Path, replaced: tuple[str, str], code: str
) -> None:
    """A slip of the pen removes nothing."""
    with pytest.raises(Refused) as refusal:
        loaded(
            goals, tmp_path, {"measures.csv": "id,pilot\nasker:demo.vask,no"}, replace=(replaced,)
        )

    assert [each.code for each in refusal.value.problems] == [code]


def test_what_is_referred_to_cannot_go(goals: GraphStore, tmp_path: Path) -> None:
    """An edge in the files to a node that is replaced away is told at its cell, once."""
    with pytest.raises(Refused) as refusal:
        loaded(
            goals,
            tmp_path,
            {
                "measures.csv": "id,advances\nasker:demo.vask,asker:byer.4",
                "subgoals.csv": "id\nasker:byer.1",
            },
            replace=(("asker", "Subgoal"),),
        )

    assert places(refusal.value.problems) == [("unknown-node", "measures.csv", 2, "advances")]


# --- changes meanwhile ----------------------------------------------------------------------------


def test_a_change_meanwhile_is_noticed(
    goals: GraphStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A load expects the nodes as they were when it was planned."""
    other = written(tmp_path / "other", {"measures.csv": "id,place\nasker:demo.vask,B"})
    mine = written(tmp_path / "mine", {"measures.csv": "id,place\nasker:demo.vask,A"})
    apply = goals.apply

    def late(change: object) -> object:
        monkeypatch.setattr(goals, "apply", apply)
        load(goals, [other], author="other", reason="test")
        return apply(change)  # type: ignore[arg-type]

    monkeypatch.setattr(goals, "apply", late)
    with pytest.raises(Refused) as refusal:
        load(goals, [mine], author="test", reason="test")

    assert [each.code for each in refusal.value.problems] == ["changed-meanwhile"]
    assert node(goals, "asker:demo.vask").values["place"] == "B"


@pytest.mark.parametrize("paths", [list, lambda: [Path("absent")]])
def test_nothing_to_load_is_refused(store: GraphStore, paths: Callable[[], list[Path]]) -> None:
    """A load without a sheet is a slip, and does nothing."""
    with pytest.raises(Refused):
        load(store, paths(), author="test", reason="test")
