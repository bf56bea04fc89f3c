"""What the Neo4j engine costs beside the plain driver, and one municipality beside very many.

`python -m benchmarks.neo4j FEW MANY`: on how many generated municipalities, of 430 nodes each; the
issue's figure of 10⁵ and 10⁶ nodes wants `230 2300`, and most of an hour to load them.  Two servers
are started, as for the tests; what is compared takes turns, so that noise hits all alike.
"""

from __future__ import annotations

import gc
import sys
import time
from contextlib import ExitStack
from functools import partial
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from benchmarks.closure import measured
from benchmarks.municipalities import QUESTIONS, TODAY, filled, municipality
from graph import neo4j_statements as cypher
from graph.embedded import EmbeddedStore
from graph.kinds import MODEL
from graph.model import Direction, Mode
from graph.neo4j_rows import edge_properties, node_properties
from graph.neo4j_view import Neo4jView
from graph.record_text import record_text
from graph.records import Edge, Node
from graph.store import Scope, Search, Walk
from tests.neo4j_server import server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import neo4j

    from graph.changes import ChangeSet
    from graph.neo4j_store import Neo4jStore
    from graph.store import Closure, View

FEW, MANY = 23, 230
"""Municipalities of about 430 nodes: 10⁴ and 10⁵ nodes."""

AGAINST_RAW: Final = 1.10
AGAINST_EMBEDDED: Final = 30
AMONG_MANY: Final = 1.2
LOADING: Final = 1.3
WARMING: Final = 4
LOADS: Final = 16

WALK: Final = Walk(starts=frozenset({"sdg:11"}), direction=Direction.DOWN, scope=Scope(as_of=TODAY))
PLAIN_NODES: Final = (
    "MATCH (:SDG {id: $start})<-[:%s*0..]-(n) WITH DISTINCT n RETURN n.id, n._kind, n.basis"
)
PLAIN_EDGES: Final = (
    "MATCH (:SDG {id: $start})<-[:%s*0..]-(n) WITH DISTINCT n MATCH (n)<-[r:%s]-(m) "
    "RETURN type(r), m.id, n.id, r._key, r.basis, r._suspect"
)


def main() -> None:
    """Print each ratio, with the most or the least that it may be."""
    few, many = map(int, sys.argv[1:3]) if len(sys.argv) > 1 else (FEW, MANY)
    with ExitStack() as held:
        small, large = (held.enter_context(server()) for _ in range(2))
        stores = []
        for started, others in ((small, few), (large, many)):
            store = held.enter_context(started.address_store())
            filled(store, others - others % 2)
            stores.append(store)
        embedded = held.enter_context(EmbeddedStore.open("memory:"))
        filled(embedded, few - few % 2)
        driver = held.enter_context(small.address.driver())
        engine(stores[0], embedded, driver)
        among_many(stores[0], stores[1])
        words(stores[1])
        loading(stores[0], small.address.driver())


def engine(store: Neo4jStore, embedded: EmbeddedStore, driver: neo4j.Driver) -> None:
    """Compare a walk with the same Cypher by the plain driver, and with the embedded engine."""
    kinds = [kind for kind in MODEL.thread if kind.mode is not None and kind.mode <= Mode.LINKED]
    types = "|".join(kind.name for kind in kinds)
    with store.read() as view, embedded.read() as walked, driver.session() as session:
        statement, asked = recorded(view)
        reached: dict[str, Closure] = {"ours": view.trace(WALK), "embedded": walked.trace(WALK)}
        if set(reached["ours"].edges) != set(reached["embedded"].edges):
            raise SystemExit("The engines differ.")
        times = measured(
            {
                "ours": lambda: view.trace(WALK),
                "raw": lambda: session.execute_read(
                    lambda each: each.run(statement, asked).values()
                ),
                "plain": lambda: [
                    session.run(PLAIN_NODES % types, start="sdg:11").values(),
                    session.run(PLAIN_EDGES % (types, types), start="sdg:11").values(),
                ],
                "embedded": lambda: walked.trace(WALK),
            }
        )
    number = len(reached["ours"].nodes)
    print(f"a walk of {number:,} nodes: {times['ours'] * 1000:.1f} ms")
    told("our engine / the same Cypher, plain driver", times["ours"] / times["raw"], AGAINST_RAW)
    told(
        "raw Cypher for the same keys / embedded",
        times["plain"] / times["embedded"],
        AGAINST_EMBEDDED,
        least=True,
    )


def recorded(view: View) -> tuple[str, dict[str, Any]]:
    """Return the statement, with its parameters, that a walk is."""
    asked: list[tuple[str, dict[str, Any]]] = []

    def run(statement: str, parameters: Mapping[str, Any]) -> list[list[Any]]:
        asked.append((statement, dict(parameters)))
        return [[[], []]]

    Neo4jView(MODEL, view.revision, run).trace(WALK)
    return asked[0]


def among_many(small: Neo4jStore, large: Neo4jStore) -> None:
    """Compare one municipality's questions beside few and beside many others."""
    with small.read() as one, large.read() as many:
        actions: dict[str, Callable[[], object]] = {}
        for what, ask in QUESTIONS.items():
            actions[what] = partial(ask, one)
            actions[f"{what}, among many"] = partial(ask, many)
        for action in actions.values():
            action()
        times = measured(actions)
        sizes = [len(list(view.ids())) for view in (one, many)]
    print(f"one municipality among {sizes[0]:,} and among {sizes[1]:,} nodes")
    for what in QUESTIONS:
        told(
            f"{what} ({times[what] * 1000:.1f} ms)",
            times[f"{what}, among many"] / times[what],
            AMONG_MANY,
        )


def words(store: Neo4jStore) -> None:
    """Tell what a word costs that is sought in everybody's nodes: each text is looked at."""
    scope = Scope(as_of=TODAY)
    with store.read() as view:
        times = measured(
            {
                word: partial(view.find, Search(scope=scope, text=word, limit=100))
                for word in ("sykkel", "nowhere")
            }
        )
    for word, seconds in times.items():
        print(f"{word!r} among all nodes: {seconds * 1000:.0f} ms")


def loading(store: Neo4jStore, driver: neo4j.Driver) -> None:
    """Compare loading a municipality with writing its rows by the plain driver.

    Both take turns, each the first in every other round; the first rounds warm both.  Ours also
    checks the change, finds what it alters, and says in a second commit that it is whole.
    """
    spent: dict[str, list[tuple[float, float]]] = {"ours": [], "raw": []}
    with driver, driver.session() as session:
        for number in range(WARMING + LOADS):
            with store.read() as view:
                revision = view.revision + 1
            change = municipality(f"ours-{number}", number)
            batches = list(rows_of(municipality(f"raw-{number}", number), revision))
            turns: list[tuple[str, Callable[[], object]]] = [
                ("ours", partial(store.apply, change)),
                ("raw", partial(session.execute_write, partial(write, batches=batches))),
            ]
            for what, action in turns if number % 2 else reversed(turns):
                gc.collect()
                begun = time.perf_counter(), time.process_time()
                action()
                ended = time.perf_counter(), time.process_time()
                spent[what].append((ended[0] - begun[0], ended[1] - begun[1]))
    ours, raw = ([*map(median, zip(*spent[what][WARMING:], strict=True))] for what in spent)
    print(
        f"a municipality loaded: {ours[0] * 1000:.0f} ms, {ours[1] * 1000:.0f} of it our process; "
        f"its rows by the plain driver: {raw[0] * 1000:.0f} ms and {raw[1] * 1000:.0f}"
    )
    told("our loader / raw UNWIND of the same rows", ours[0] / raw[0], LOADING)


def write(transaction: neo4j.ManagedTransaction, batches: list[tuple[str, dict[str, Any]]]) -> None:
    """Write rows, a statement for each kind."""
    for statement, asked in batches:
        transaction.run(statement, asked).consume()


def rows_of(change: ChangeSet, number: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the rows that a change of new records writes, with their statements."""
    nodes = {node.id: node for node in change.nodes}
    goal = Node(id="sdg:11.6", kind="SDGTarget", values=change.nodes[0].values)
    by_statement: dict[str, list[dict[str, Any]]] = {}
    for node in change.nodes:
        rows = by_statement.setdefault(cypher.create_nodes(node.kind), [])
        rows.append(node_properties(MODEL, node) | {"_revision": number, "_text_revision": number})
    for edge in change.edges:
        low, high = (nodes.get(end, goal) for end in (edge.from_id, edge.to_id))
        rows = by_statement.setdefault(cypher.create_edges(edge.kind), [])
        rows.append(edge_properties(MODEL, edge, low, high, number))
    by_statement[cypher.CREATE_CHANGES] = [change_row(put, number) for put in change.puts]
    for statement, rows in by_statement.items():
        yield statement, {"rows": rows, "next": number}


def change_row(put: Node | Edge, number: int) -> dict[str, Any]:
    """Return what history keeps of a new record; of no revision that is read."""
    ends = {"from": put.from_id, "to": put.to_id} if isinstance(put, Edge) else {"node": put.id}
    return {**ends, "revision": -number, "position": 0, "after": record_text(put)}


def told(what: str, ratio: float, limit: float, *, least: bool = False) -> None:
    """Print a ratio beside its limit."""
    held = ratio >= limit if least else ratio <= limit
    word = "least" if least else "most"
    print(f"{what:60} {ratio:7.2f} x  (at {word} {limit} x){'' if held else '  MISSED'}")


if __name__ == "__main__":
    main()
