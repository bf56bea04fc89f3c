"""All problems of a load at once, each at its place, and none that only follows from another."""

from pathlib import Path

import pytest

from graph.model import Words
from graph.store import GraphStore
from tests.loaders.files import GOALS, places, plain, refused, written

HEAD = "id,title,basis,source,advances,part_of\n"


def test_all_problems_of_many_files_are_told_at_once(store: GraphStore, tmp_path: Path) -> None:
    """What is wrong with bytes, cells, columns, edges and cycles is told in one go."""
    written(
        tmp_path,
        GOALS
        | {
            "a/measures.csv": """
                id,title,basis,source,advances,part_of
                asker:demo.a,A,illustrative,x,asker:byer,
                asker:demo.b,B,illustrative,x,asker:byer.44,
                asker:demo.vask,C,illustrative,x,,
                11.10,D,illustrative,x,,
                asker:demo.e,E,illustrative,x,,asker:demo.f
                asker:demo.f,F,illustrative,x,,asker:demo.e
                asker:demo.g,G,invented,x,sdg:11.6,
            """,
            "b/strategies.csv": "id,titel,basis,source\nasker:demo.s,S,illustrative,x\n",
            "c/strategies.csv": 'id,title,basis,source\nasker:demo.t,"T,illustrative,x\n',
            "d/units.csv": "id,title,basis,source\nasker:demo.u,Måling,illustrative,x\n".encode(
                "cp1252"
            ),
            "e/plans.csv": "id,title,basis,source\nasker:demo.p,P\0,illustrative,x\n",
            "f/mesures.csv": "id\nasker:demo.q\n",
            "edges/under.csv": """
                from,to,basis,source
                asker:demo.u,asker:demo.w,documented,x
                asker:demo.u,asker:byer,documented,x
            """,
            "edges/part_of.csv": """
                from,to,basis,source
                asker:demo.vask,asker:demo.g,illustrative,x
            """,
            "edges/set_in.csv": "from,to,basis,source\nasker:demo.t,asker:demo.p,documented,x\n",
        },
    )

    found = refused(store, tmp_path)

    assert places(found) == [
        ("unknown-sheet", "mesures.csv", None, None),
        ("wrong-ends", "measures.csv", 2, "advances"),
        ("unknown-node", "measures.csv", 3, "advances"),
        ("duplicate", "measures.csv", 4, "id"),
        ("bad-id", "measures.csv", 5, "id"),
        ("cycle", "measures.csv", 6, "part_of"),
        ("bad-value", "measures.csv", 8, "basis"),
        ("wrong-ends", "measures.csv", 8, "advances"),
        ("unknown-column", "strategies.csv", 1, "titel"),
        ("broken-quote", "strategies.csv", 2, None),
        ("encoding", "units.csv", 2, None),
        ("nul", "plans.csv", 2, "title"),
        ("unknown-node", "under.csv", 2, "to"),
    ]
    by_place = dict(zip(places(found), found, strict=True))
    assert "'asker:byer.4'" in by_place["unknown-node", "measures.csv", 3, "advances"].hint.en
    assert "measures.csv, row 2" in by_place["duplicate", "measures.csv", 4, "id"].title.en
    assert "column Text" in by_place["bad-id", "measures.csv", 5, "id"].hint.en
    assert "asker:demo.f" in by_place["cycle", "measures.csv", 6, "part_of"].title.en


def test_a_cycle_with_stored_edges_is_told(goals: GraphStore, tmp_path: Path) -> None:
    """A cycle that the files close is found though they hold only a part of it."""
    first = written(tmp_path / "a", {"measures.csv": "id,part_of\nasker:demo.vask,asker:demo.tog"})
    second = written(tmp_path / "b", {"measures.csv": "id,part_of\nasker:demo.tog,asker:demo.vask"})

    assert places(refused(goals, first, second)) == [("cycle", "measures.csv", 2, "part_of")]


def test_moving_an_edge_is_no_second_one_beside_another_problem(
    goals: GraphStore, tmp_path: Path
) -> None:
    """The edge that goes is gone also when something else is wrong."""
    written(
        tmp_path,
        {
            "focus-areas.csv": "id,title,basis,source\nasker:klima,Klima,documented,x",
            "subgoals.csv": "id,belongs_to\nasker:byer.1,asker:klima",
            "measures.csv": "id,advances\nasker:demo.tog,asker:byer.9",
        },
    )

    assert places(refused(goals, tmp_path)) == [("unknown-node", "measures.csv", 2, "advances")]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param("asker:demo.a,,illustrative,x,,", [("missing-field", "title")], id="title"),
        pytest.param(
            "asker:demo.a,A,,x,asker:byer.1 asker:byer.4,", [("missing-field", "basis")], id="basis"
        ),
        pytest.param(
            "asker:demo.a,A,oppdiktet,x,asker:byer.1,", [("bad-value", "basis")], id="bad basis"
        ),
        pytest.param(",A,illustrative,x,,", [("missing-field", "id")], id="no id"),
        pytest.param("Asker:demo.a,A,illustrative,x,,", [("bad-id", "id")], id="upper case"),
        pytest.param("11.10,A,illustrative,x,,", [("bad-id", "id")], id="a number"),
        pytest.param("demo.å,A,illustrative,x,,", [("bad-id", "id")], id="no identifier"),
        pytest.param("sdg:a,A,illustrative,x,,", [("wrong-namespace", "id")], id="shared"),
        pytest.param(
            "asker:demo.a,A,illustrative,x,11.6,", [("bad-id", "advances")], id="link is a number"
        ),
        pytest.param(
            "asker:demo.a,A,illustrative,x,asker:byer.1;asker:byer.4,",
            [("bad-id", "advances")],
            id="links separated by semicolon",
        ),
        pytest.param(
            "asker:demo.a,A,illustrative,x,asker:byer.1 asker:byer.1,",
            [("duplicate", "advances")],
            id="link twice",
        ),
        pytest.param(
            "asker:demo.a,A,illustrative,x,other:b.1,", [("unknown-node", "advances")], id="other"
        ),
    ],
)
def test_a_row_is_told_what_is_wrong_with_it(
    goals: GraphStore, tmp_path: Path, row: str, expected: list[tuple[str, str]]
) -> None:
    """Each problem stands at its cell, and once."""
    written(tmp_path, {"measures.csv": f"{HEAD}{row}\n"})

    found = [
        (code, column) for code, _, row, column in places(refused(goals, tmp_path)) if row == 2
    ]

    assert found == expected


def test_what_a_field_is_for_is_told_in_both_languages(goals: GraphStore, tmp_path: Path) -> None:
    """The hint of a missing, a bad and a sub-table's missing field is that field's help."""
    written(
        tmp_path,
        {
            "measures.csv": f"{HEAD}asker:demo.a,,illustrative,x,,\n",
            "plans.csv": "id,title,basis,source,period_to\nasker:p,P,illustrative,x,3000\n",
            "measures.budget.csv": "id,year,type,net\nasker:demo.a,2021,operating,\n",
        },
    )

    found = refused(goals, tmp_path)
    hints = {
        column: problem.hint
        for problem, (_, _, _, column) in zip(found, places(found), strict=True)
    }

    assert hints["title"] == Words(
        "Hva det heter, slik det er vedtatt.", "What it is called, as adopted."
    )
    assert hints["period_to"] == Words(
        "Siste år arbeidet pågår.", "Last year in which the work is done."
    )
    assert hints["net"] == Words(
        "Netto, i 1000 kr; en innsparing er negativ.", "Net, NOK 1,000; a saving is negative."
    )


def test_an_edge_to_its_own_node_is_refused(goals: GraphStore, tmp_path: Path) -> None:
    """A node is no part of itself, and that is not called a cycle as well."""
    written(tmp_path, {"measures.csv": f"{HEAD}asker:demo.a,A,illustrative,x,,asker:demo.a\n"})

    assert [(code, row) for code, _, row, _ in places(refused(goals, tmp_path))] == [
        ("self-edge", 2)
    ]


def test_ids_that_differ_by_case_are_told_with_both_rows(goals: GraphStore, tmp_path: Path) -> None:
    """The right form is shown, and where it already stands."""
    written(
        tmp_path,
        {"measures.csv": f"{HEAD}asker:A1,A,illustrative,x,,\nasker:a1,A,illustrative,x,,\n"},
    )

    found = refused(goals, tmp_path)

    assert places(found) == [
        ("bad-id", "measures.csv", 2, "id"),
        ("duplicate", "measures.csv", 2, "id"),
    ]
    assert "'asker:a1'" in found[0].hint.en
    assert "row 3" in found[1].title.en


def test_one_id_in_two_files_is_told_with_both_places(goals: GraphStore, tmp_path: Path) -> None:
    """A node stands in one row of all files together, whatever its kind."""
    row = "id,title,basis,source\nasker:demo.x,X,illustrative,x\n"
    written(tmp_path, {"a/measures.csv": row, "b/strategies.csv": row})

    found = refused(goals, tmp_path)

    assert places(found) == [("duplicate", "strategies.csv", 2, "id")]
    assert f"{tmp_path / 'a' / 'measures.csv'}, row 2" in found[0].title.en


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param("asker:demo.x,X,illustrative,x,1 000\n", id="bad cell"),
        pytest.param("asker:demo.x,X,illustrative\n", id="short row"),
        pytest.param('asker:demo.x,"X,illustrative,x,\n', id="broken quote"),
        pytest.param("asker:demo.x,X\0,illustrative,x,\n", id="NUL"),
        pytest.param("asker:demo.x,blå,illustrative,x,\n", id="cp1252"),
        pytest.param("Asker:demo.X,X,illustrative,x,\n", id="upper case"),
        pytest.param("asker:demo.x,X,unknown,x,\n", id="bad basis"),
    ],
)
def test_what_refers_to_a_broken_row_is_not_dangling(
    goals: GraphStore, tmp_path: Path, broken: str
) -> None:
    """The broken row is one problem; an edge to its node is none."""
    rows = f"id,title,basis,source,period_from\n{broken}"
    edges = "from,to,basis,source\nasker:demo.vask,asker:demo.x,documented,x\n"
    written(tmp_path, {"measures.csv": rows.encode("cp1252"), "edges/part_of.csv": edges})

    found = refused(goals, tmp_path)

    assert [(each[1], each[2]) for each in places(found)] == [("measures.csv", 2)]


def test_what_refers_to_an_unread_file_is_not_dangling(store: GraphStore, tmp_path: Path) -> None:
    """A file under a wrong name, or of wrong bytes, is told alone."""
    areas = plain(GOALS["focus-areas.csv"]).replace("Byer", "Byområder")
    written(tmp_path, GOALS | {"focus-areas.csv": areas.encode("cp1252")})
    (tmp_path / "targets.csv").rename(tmp_path / "target.csv")

    found = refused(store, tmp_path)

    assert [code for code, *_ in places(found)] == ["unknown-sheet", "encoding"]


def test_a_typo_in_an_update_is_no_new_node(goals: GraphStore, tmp_path: Path) -> None:
    """A sheet that only alters nodes names the one that was meant, once per row."""
    written(tmp_path, {"measures.csv": "id,pilot\nasker:demo.vaks,no\nasker:demo.tog,no"})

    found = refused(goals, tmp_path)

    assert places(found) == [("unknown-node", "measures.csv", 2, "id")]
    assert found[0].hint.en.startswith("Did you mean 'asker:demo.vask'?")
    assert "title, basis, source" in found[0].hint.en


def test_another_kind_is_told_alone(goals: GraphStore, tmp_path: Path) -> None:
    """A stored node in the sheet of another kind is that, and lacks nothing."""
    written(tmp_path, {"strategies.csv": "id,need\nasker:demo.vask,x"})

    assert [each.code for each in refused(goals, tmp_path)] == ["kind-changed"]


def test_a_hundred_problems_of_a_file_are_told_and_the_others_counted(
    goals: GraphStore, tmp_path: Path
) -> None:
    """Nobody reads more, and each file has its own hundred."""
    rows = "".join(f"asker:demo.{n},A,illustrative,x,,asker:nowhere\n" for n in range(70))
    bad = "".join(f"asker:demo.c{n},A,x,x,,\n" for n in range(70))
    written(
        tmp_path,
        {
            "measures.csv": HEAD + rows + bad,
            "plans.csv": "id,type\n" + "asker:p,x\n" * 20_000,
        },
    )

    found = refused(goals, tmp_path)

    last = [each for each in found if each.code == "more-problems"]
    assert [Path(each.origin.file).name for each in last if each.origin] == [
        "measures.csv",
        "plans.csv",
    ]
    assert last[0].title.en == "The file has 40 more problems."
    assert last[1].title.en.startswith("The file has at least ")
    assert len(found) == 202


def test_too_many_edges_in_a_file_are_refused(goals: GraphStore, tmp_path: Path) -> None:
    """A file of a few rows may hold millions of edges; it is read no further than the limit."""
    ends = " ".join(f"asker:x{n}" for n in range(10_000))
    rows = "".join(f"asker:demo.{n},A,illustrative,x,{ends},\n" for n in range(12))
    written(tmp_path, {"measures.csv": HEAD + rows})

    assert ("too-many-edges", "measures.csv", 13, None) in places(refused(goals, tmp_path))


def test_an_encoding_that_is_none_is_told_before_anything_is_read(
    store: GraphStore, tmp_path: Path
) -> None:
    """It is a slip on the command line and not of each file."""
    written(tmp_path, GOALS)

    found = refused(store, tmp_path, encoding="cp1525")

    assert [each.code for each in found] == ["unknown-encoding"]
    assert found[0].hint.en == "Did you mean cp1252?"


def test_what_leads_into_a_set_that_is_not_loaded_is_told_once(
    store: GraphStore, tmp_path: Path
) -> None:
    """With how many edges do, the first of them, and the command that helps."""
    rows = "\n".join(f"asker:m.{each},M,documented,x,sdg:{each}" for each in range(1, 9))
    written(tmp_path, {"subgoals.csv": f"id,title,basis,source,derived_from\n{rows}\n"})

    (problem,) = refused(store, tmp_path)

    assert problem.title.en == (
        "Nothing of 'sdg' is in the graph, but 8 edges lead there, the first to 'sdg:1'."
    )
    assert problem.hint.nb == "Last det først: goalgraph load sdg"
    assert str(problem.origin).endswith("subgoals.csv, row 2, column derived_from")
