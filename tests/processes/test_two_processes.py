"""One process loads while another asks: each answer is of one revision, and the next one is new."""

from datetime import date

import pytest

from api.opening import opened
from graph.answers import answer
from graph.errors import StoreUnavailable
from graph.kinds import MODEL
from graph.questions import Which
from graph.store import EdgeSearch, GraphStore, View
from tests.processes.conftest import Running, line_of, tell
from tests.spec.sketch import sketch

TODAY = date(2026, 11, 23)
QUESTION = Which(kind="Measure", served_by=frozenset(), as_of=TODAY, limit=20)


def seen(view: View) -> tuple[int, int, int]:
    """Return the revision that a view is of, and how many nodes and edges it holds.

    They are looked at one after the other, with a walk and records between them; each edge's ends
    must be there too.
    """
    nodes = set(view.ids())
    answer(view, QUESTION)
    if "sdg:11.6" in nodes:
        answer(view, Which(kind="Measure", serves=frozenset({"sdg:11.6"}), as_of=TODAY))
    edges = view.edges(EdgeSearch(nodes=None, outgoing=None, scope=None))
    assert {end for edge in edges for end in (edge.from_id, edge.to_id)} <= nodes
    assert len(view.edge_records([edge.id for edge in edges])) == len(edges)
    assert set(view.ids()) == nodes
    return view.revision, len(nodes), len(edges)


def sizes(store: GraphStore) -> dict[int, tuple[int, int]]:
    """Return how many nodes and edges there were after each revision, as history tells it."""
    nodes: set[object] = set()
    edges: set[object] = set()
    told = {0: (0, 0)}
    for each in store.changes():
        record = each.after or each.before
        assert record is not None
        held = nodes if isinstance(record.id, str) else edges
        (held.discard if each.after is None else held.add)(record.id)
        told[each.revision] = (len(nodes), len(edges))
    return told


def test_each_answer_is_of_one_revision_while_another_process_loads(
    uri: str, running: Running
) -> None:
    """The packaged sets are loaded one by one; no view ever holds half of one."""
    with opened(uri, MODEL, create=True) as store:
        loader = running("load-packaged", uri)
        line_of(loader)
        tell(loader, "go")
        looked: list[tuple[int, int, int]] = []
        while loader.poll() is None:
            with store.read() as view:
                looked.append(seen(view))
        with store.read() as view:
            looked.append(seen(view))

        told = sizes(store)
    revisions = [revision for revision, _, _ in looked]
    assert {(revision, (nodes, edges)) for revision, nodes, edges in looked} <= set(told.items())
    assert revisions == sorted(revisions)
    assert revisions[-1] == len(told) - 1 == 4


def test_a_view_stays_as_it_was_and_the_next_one_is_new(uri: str, running: Running) -> None:
    """Also a view that has walked before the other process wrote."""
    with opened(uri, MODEL, create=True) as store:
        store.apply(sketch("asker:tiltak.a -CONTRIBUTES_TO-> sdg:11.6"))
        with store.read() as view:
            before = seen(view)
            writer = running("apply-many", uri, "3")
            assert [line_of(writer) for _ in range(3)] == ["key-0", "key-1", "key-2"]

            assert seen(view) == before
        with store.read() as view:
            assert seen(view)[0] == 4


def test_a_store_that_another_process_loads_cannot_be_used(uri: str, running: Running) -> None:
    """Until it is done; then everything is there at once, without opening the store again."""
    with opened(uri, MODEL, create=True) as store:
        loader = running("fill-slowly", uri)
        assert [line_of(loader) for _ in range(3)] == ["0", "1", "2"]

        with pytest.raises(StoreUnavailable, match="being loaded"), store.read():
            pass
        with pytest.raises(StoreUnavailable, match="being loaded"):
            store.apply(sketch("asker:tiltak.a"))

        tell(loader, "go on")
        assert line_of(loader) == "3"
        with store.read() as view:
            assert seen(view)[0] == 3


def test_what_a_lost_process_left_half_loaded_is_gone(uri: str, running: Running) -> None:
    """The loader is killed in the middle: whoever comes next finds an empty store, and may load."""
    with opened(uri, MODEL, create=True) as store:
        loader = running("fill-slowly", uri)
        assert [line_of(loader) for _ in range(3)] == ["0", "1", "2"]
        loader.kill()
        loader.wait()

        with store.read() as view:
            assert seen(view) == (0, 0, 0)
        assert list(store.revisions()) == []
        assert store.apply(sketch("asker:tiltak.a")).number == 1
