"""What stands in the database: natural to whoever opens it with Neo4j's own tools."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import neo4j.time
import pytest

from graph.errors import StoreUnavailable
from graph.kinds import MODEL
from graph.neo4j_rows import node_properties, selected
from graph.neo4j_schema import SCHEMA_VERSION, quoted, schema
from graph.neo4j_server import Server
from graph.neo4j_statements import create_edges, create_nodes
from graph.neo4j_store import Neo4jStore
from graph.store import EdgeSearch, Search
from tests.spec.sketch import NOW, change, node, sketch

if TYPE_CHECKING:
    from typing import Any

    from graph.neo4j_server import Transaction
    from graph.records import Value
    from tests.neo4j_server import Address

BUDGET: Final[Value] = (
    {"year": 2026, "stage": "adopted", "type": "operating", "net": 1200, "income": 300},
    {"year": 2027, "stage": "adopted", "type": "operating", "net": -400},
)

REPORTS: Final[Value] = (
    {"status": "done"},
    {"status": "on_track", "date": date(2025, 4, 30), "comment": "Halvveis"},
)
BANDS: Final[Value] = (
    {"colour": "green", "lower": Decimal("0.50"), "exclusive": True},
    {"colour": "red", "upper": Decimal("0.5"), "exclusive": False},
    {"colour": "yellow"},
)

FIRST_SCHEMA: Final = (
    "MATCH (n:Element) WHERE n._until = 1e12 REMOVE n._until",
    "MATCH (:Element)-[r]->() WHERE r._until = 1e12 REMOVE r._until",
    "MATCH (:Element)-[r {_organisation: ''}]->() REMOVE r._organisation",
    (
        "MATCH (n:Measure {id: 'asker:tiltak.a', budget_income: ['300', '']}) "
        "SET n.budget_income = [300], n._budget_income = [0]"
    ),
    (
        "MATCH (n:Measure {id: 'asker:tiltak.b', status_reports_comment: ['', 'Halvveis']}) "
        "SET n.status_reports_comment = ['Halvveis'], n._status_reports_comment = [1], "
        "n.status_reports_date = [date('2025-04-30')], n._status_reports_date = [1]"
    ),
    (
        "MATCH (n:Indicator {bands_exclusive: ['true', 'false', '']}) "
        "SET n.bands_exclusive = [true, false], n._bands_exclusive = [0, 1], "
        "n.bands_lower = ['0.50'], n._bands_lower = [0], "
        "n.bands_upper = ['0.5'], n._bands_upper = [1]"
    ),
    "CREATE TEXT INDEX goalgraph_search IF NOT EXISTS FOR (n:Element) ON (n._search)",
    "MATCH (g:Goalgraph) SET g.schema = 1",
)
"""What makes of these records what the first schema wrote of them."""

OWN = [
    *node_properties(MODEL, node("asker:tiltak.a", "Measure")),
    *("_from", "_to", "_key", "_since", "_confirmed_revision", "_suspect"),
    *("_first", "_last", "_rests", "_organisation"),
]
"""What the engine keeps beside the fields, and the fields of the least node."""


def asked(address: Address, statement: str) -> list[list[Any]]:
    """Return what Neo4j's own tools would see."""
    with address.driver() as driver:
        return [record.values() for record in driver.execute_query(statement).records]


def test_a_node_reads_as_in_the_model(neo4j_address: Address, store: Neo4jStore) -> None:
    """Its kind is a label, its fields are properties by their names, its edges relationships."""
    store.apply(
        change(
            node(
                "asker:tiltak.a",
                title="Gangvei",
                valid_from=date(2024, 1, 1),
                links=("https://a.no", "https://b.no"),
                pilot=True,
                budget=BUDGET,
            ),
            *sketch("asker:tiltak.a -ADVANCES-> asker:delmal.1 {primary=yes}").edges,
            node("asker:delmal.1"),
        )
    )

    ((measure, primary),) = asked(
        neo4j_address,
        "MATCH (m:Measure {id: 'asker:tiltak.a'})-[r:ADVANCES]->(:Subgoal) RETURN m, r.primary",
    )

    told = {name: value for name, value in measure.items() if not name.startswith("_")}
    assert measure.labels == {"Element", "Measure"}
    assert primary is True
    assert told == {
        "id": "asker:tiltak.a",
        "title": "Gangvei",
        "basis": "documented",
        "source": "a sketch",
        "valid_from": neo4j.time.Date(2024, 1, 1),
        "links": ["https://a.no", "https://b.no"],
        "pilot": True,
        "budget_year": [2026, 2027],
        "budget_stage": ["adopted", "adopted"],
        "budget_type": ["operating", "operating"],
        "budget_net": [1200, -400],
        "budget_income": ["300", ""],
    }


def test_rows_with_blanks_come_back_as_they_were(store: Neo4jStore) -> None:
    """A list holds no gaps, so a column with blanks stands as texts, each at its row's place."""
    budgeted = node("asker:tiltak.a", budget=BUDGET)
    reported = node("asker:tiltak.b", status_reports=REPORTS)
    banded = node("asker:indikator.1", "Indicator", bands=BANDS)

    store.apply(change(budgeted, reported, banded))

    with store.read() as view:
        found = view.nodes([budgeted.id, reported.id, banded.id])
    assert found == {each.id: each for each in (banded, budgeted, reported)}


def test_decimals_are_exact(store: Neo4jStore) -> None:
    """A float would make 0.1 of something else."""
    number = Decimal("0.1000000000000000055511151231257827021181")
    put = node("asker:maling.1", "Observation", value=Decimal("0.1"), year=2024)
    precise = node("asker:maling.2", "Observation", value=number)

    store.apply(change(put, precise))

    with store.read() as view:
        found = view.nodes(["asker:maling.1", "asker:maling.2"])
    assert found == {"asker:maling.1": put, "asker:maling.2": precise}


@pytest.mark.parametrize("kind", MODEL.columns)
def test_no_two_columns_have_one_property(kind: str) -> None:
    """A sub-table's lists are no field's, and none is the engine's own."""
    names = selected(MODEL.columns[kind], MODEL.columns[kind])

    assert len(names) == len(set(names))
    assert not {name for name in OWN if name == "id" or name.startswith("_")} & set(names)


def test_what_is_superseded_goes_once_no_view_can_read_it(
    neo4j_address: Address, store: Neo4jStore
) -> None:
    """Old versions are marked, and deleted by a change that is made ten minutes later."""
    store.apply(sketch("asker:tiltak.a -ADVANCES-> asker:delmal.1"))
    store.apply(change(node("asker:delmal.1", title="Ny ordlyd")))
    drawn = sketch("asker:tiltak.a -ADVANCES-> asker:delmal.1")
    store.apply(change(removes=[drawn.edges[0].id, "asker:tiltak.a"]))
    old = "MATCH (n:Superseded) RETURN count(n)"
    assert asked(neo4j_address, old) == [[2]]

    asked(neo4j_address, "MATCH (r:GoalgraphRevision) SET r.settled_at = r.settled_at - 601000")
    store.apply(sketch("asker:tiltak.b"))

    assert asked(neo4j_address, old) == [[0]]
    assert asked(neo4j_address, "MATCH (n:Element) RETURN count(n)") == [[2]]
    assert asked(neo4j_address, "MATCH ()-[r]->() RETURN count(r)") == [[0]]
    assert len(list(store.changes())) == 7


def test_what_is_deleted_while_it_is_looked_at_is_gone(
    neo4j_address: Address, store: Neo4jStore
) -> None:
    """A statement may meet an element whose properties are gone already; it is not seen as new."""
    store.apply(sketch("asker:tiltak.a -ADVANCES-> asker:delmal.1"))
    asked(
        neo4j_address,
        "MATCH (n:Element {id: 'asker:tiltak.a'})-[r]->(:Element) REMOVE n._until, r._until",
    )

    with store.read() as view:
        assert list(view.ids()) == ["asker:delmal.1"]
        assert not view.nodes(["asker:tiltak.a"])
        assert not view.edges(EdgeSearch(nodes=None, outgoing=None, scope=NOW))
        assert view.find(Search(scope=NOW)).total == 1


def test_what_meets_something_deleted_is_done_again(neo4j_address: Address) -> None:
    """The server refuses a statement whose element goes under it; the driver lets that stand."""
    tried: list[int] = []

    def work(transaction: Transaction) -> list[list[Any]]:
        tried.append(len(tried))
        gone = "CREATE (n:Passing) DELETE n RETURN labels(n)"
        return transaction.run(gone if tried == [0] else "RETURN 'done'", {})

    server = Server(neo4j_address.uri, neo4j_address.login)
    with closing(server), server.writing() as session:
        assert session.transact(work) == [["done"]]
    assert tried == [0, 1]


def test_sweeping_disturbs_no_writer(
    neo4j_address: Address, store: Neo4jStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each changes one target of many edges while the others delete what was superseded."""
    monkeypatch.setattr("graph.neo4j_store.KEPT_SECONDS", 0)
    lines = [f"asker:tiltak.{number} -CONTRIBUTES_TO-> sdg:11.6" for number in range(100)]
    store.apply(sketch("\n".join(lines)))

    def write(writer: int) -> list[int]:
        with Neo4jStore.open(neo4j_address.uri, login=neo4j_address.login) as own:
            titles = (f"{writer} {number}" for number in range(5))
            changes = (change(node("sdg:11.6", "SDGTarget", title=title)) for title in titles)
            return [own.apply(each).number for each in changes]

    with ThreadPoolExecutor() as pool:
        numbers = [number for written in pool.map(write, range(3)) for number in written]

    assert sorted(numbers) == list(range(2, 17))
    with store.read() as view:
        assert len(view.edges(EdgeSearch(nodes=None, outgoing=None, scope=NOW))) == len(lines)


def test_a_database_of_the_first_schema_is_brought_up_to_date(
    neo4j_address: Address, store: Neo4jStore
) -> None:
    """As if this version had written it, history and what is superseded included."""
    store.apply(
        sketch("""
            asker:tiltak.a -CONTRIBUTES_TO-> sdg:11.6
            sdg:11.6 -TARGET_OF-> sdg:11
        """)
    )
    measures = [
        node("asker:tiltak.a", budget=BUDGET),
        node("asker:tiltak.b", status_reports=REPORTS),
    ]
    store.apply(change(*measures, node("asker:indikator.1", "Indicator", bands=BANDS)))
    everything = (
        "MATCH (n:Element) RETURN labels(n), properties(n) AS p ORDER BY p.id, p._revision "
        "UNION ALL MATCH (:Element)-[r]->() "
        "RETURN [type(r)] AS `labels(n)`, properties(r) AS p ORDER BY p._place, p._since"
    )
    written = asked(neo4j_address, everything)
    for statement in FIRST_SCHEMA:
        asked(neo4j_address, statement)
    assert asked(neo4j_address, everything) != written

    with Neo4jStore.open(neo4j_address.uri, login=neo4j_address.login, create=False) as opened:
        with opened.read() as view:
            assert view.nodes(["asker:tiltak.a"])["asker:tiltak.a"].values["budget"] == BUDGET
        assert asked(neo4j_address, everything) == written
        assert asked(neo4j_address, "MATCH (g:Goalgraph) RETURN g.schema") == [[SCHEMA_VERSION]]
        assert not asked(neo4j_address, "SHOW INDEXES YIELD name WHERE name = 'goalgraph_search'")
        assert opened.apply(sketch("asker:tiltak.c")).number == 3


def test_removed_edges_go_too(neo4j_address: Address, store: Neo4jStore) -> None:
    """An edge that was removed between nodes that stay is deleted ten minutes later."""
    drawn = sketch("asker:tiltak.a -ADVANCES-> asker:delmal.1")
    store.apply(drawn)
    store.apply(change(removes=[drawn.edges[0].id]))

    asked(neo4j_address, "MATCH (r:GoalgraphRevision) SET r.settled_at = r.settled_at - 601000")
    store.apply(sketch("asker:tiltak.b"))

    assert asked(neo4j_address, "MATCH ()-[r]->() RETURN count(r)") == [[0]]


def test_a_newer_schema_is_refused(neo4j_address: Address, store: Neo4jStore) -> None:
    """With both versions named, when it is opened and when it changes under an open store."""
    store.apply(sketch("asker:tiltak.a"))
    newer = SCHEMA_VERSION + 1
    refused = pytest.raises(StoreUnavailable, match=f"schema {newer}.*reads {SCHEMA_VERSION}")
    asked(neo4j_address, f"MATCH (g:Goalgraph) SET g.schema = {newer}")

    try:
        with Neo4jStore.open(neo4j_address.uri, login=neo4j_address.login) as fresh:
            for opened in (store, fresh):
                with refused, opened.read():
                    pass
                with refused:
                    opened.apply(sketch("asker:tiltak.b"))
    finally:
        asked(neo4j_address, f"MATCH (g:Goalgraph) SET g.schema = {SCHEMA_VERSION}")


def test_what_another_program_keeps_is_not_touched(neo4j_address: Address) -> None:
    """A database with other data in it is refused, and so is an empty one where none is made."""
    neo4j_address.wipe()
    asked(neo4j_address, "MATCH (n:Goalgraph|GoalgraphSettled) DELETE n")
    try:
        empty = Neo4jStore.open(neo4j_address.uri, login=neo4j_address.login, create=False)
        with empty, pytest.raises(StoreUnavailable, match="no graph at"), empty.read():
            pass
        asked(neo4j_address, "CREATE (:Person {name: 'Kari'})")
        taken = Neo4jStore.open(neo4j_address.uri, login=neo4j_address.login)
        with taken, pytest.raises(StoreUnavailable, match="another program"), taken.read():
            pass
        assert asked(neo4j_address, "MATCH (n) RETURN labels(n)") == [[["Person"]]]
    finally:
        asked(neo4j_address, "MATCH (n) DETACH DELETE n")


def test_a_long_text_can_be_searched(store: Neo4jStore) -> None:
    """As long as texts may be, in three languages with letters of two bytes, and one long word."""
    texts = {
        f"description{suffix}": " ".join(f"{word}{number}" for number in range(1700))
        for suffix, word in (("", "ønske"), ("_nn", "ynskje"), ("_en", "wish"))
    }
    word = "-".join(f"ål{number}" for number in range(160))

    store.apply(change(node("asker:tiltak.a", **texts), node("asker:tiltak.b", title=word)))

    with store.read() as view:
        for asked, found in (("ønske1699", 1), ("onske1699", 1), ("wish1699", 1), ("ål159", 1)):
            assert view.find(Search(scope=NOW, text=asked)).total == found


def test_each_name_is_quoted() -> None:
    """Labels, types and properties stand in statements as names, whatever a row calls them."""
    names = [*MODEL.node_kinds, *MODEL.edge_kinds]
    bare = re.compile(rf"(?<![`\w])({'|'.join(names)})(?![`\w])")

    assert quoted("a`b") == "`a``b`"
    for statement in (*schema(MODEL), *map(create_nodes, names), *map(create_edges, names)):
        assert not bare.search(statement), statement
