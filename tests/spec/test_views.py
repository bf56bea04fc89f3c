"""A view is one revision, whatever is written meanwhile."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING

from graph.kinds import MODEL
from graph.model import Direction
from graph.store import EdgeSearch, Search, Section, Walk
from tests.spec.sketch import NOW, change, edge_id, node, sketch

if TYPE_CHECKING:
    from graph.store import GraphStore, View

LINK = "asker:tiltak.a -ADVANCES-> asker:delmal.1"


def test_a_view_keeps_its_revision(store: GraphStore) -> None:
    """Everything that a view says stays as it was when it was opened."""
    store.apply(sketch(LINK))

    with store.read() as view:
        before = everything(view)
        store.apply(change(node("asker:delmal.1", title="Ny ordlyd")))
        store.apply(sketch("asker:tiltak.b -ADVANCES-> asker:delmal.1"))
        store.apply(change(removes=["asker:tiltak.a", edge_id(LINK)]))
        after = everything(view)

    assert after == before
    with store.read() as newer:
        assert newer.revision == 4
        assert everything(newer) != before


def test_a_view_keeps_its_revision_before_its_first_question(store: GraphStore) -> None:
    """What a view sees is settled when it is opened, not when it is first asked."""
    store.apply(sketch("asker:tiltak.a"))

    with store.read() as view:
        store.apply(sketch("asker:tiltak.b"))
        found = view.find(Search(scope=NOW))

    assert [key.id for key in found.keys] == ["asker:tiltak.a"]


def test_a_walk_of_an_old_view_after_one_of_a_new_view(store: GraphStore) -> None:
    """Two views of two revisions may be walked in turn, each as its revision is."""
    store.apply(sketch(LINK))
    walk = Walk(starts=frozenset({"asker:delmal.1"}), direction=Direction.DOWN, scope=NOW)

    with store.read() as old:
        for number in range(8):
            store.apply(sketch(f"asker:tiltak.{number} -ADVANCES-> asker:delmal.1"))
            with store.read() as new:
                assert len(new.trace(walk).nodes) == number + 3
            assert len(old.trace(walk).nodes) == 2
        assert old.revision == 1


def test_an_empty_view_stays_empty(store: GraphStore) -> None:
    """A view of a store without revisions is of revision 0, also when one is written."""
    with store.read() as view:
        store.apply(sketch("asker:tiltak.a"))

        assert view.revision == 0
        assert list(view.ids()) == []


def test_a_new_view_sees_what_was_just_written(store: GraphStore) -> None:
    """When `apply` has returned, whoever reads next sees it."""
    for number in range(1, 6):
        revision = store.apply(sketch(f"asker:tiltak.{number}"))

        with store.read() as view:
            assert view.revision == revision.number
            assert f"asker:tiltak.{number}" in view.ids()


def test_views_may_be_read_in_several_threads(store: GraphStore) -> None:
    """Readers see whole revisions while somebody writes: node and edge come together."""
    store.apply(sketch("asker:delmal.1"))
    walk = Walk(starts=frozenset({"asker:delmal.1"}), direction=Direction.DOWN, scope=NOW)
    torn: list[object] = []

    def read() -> None:
        for _ in range(20):
            with store.read() as view:
                seen = (len(list(view.ids())), len(view.trace(walk).nodes), view.revision)
            if seen != (seen[2],) * 3:
                torn.append(seen)

    readers = [Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(20):
        store.apply(sketch(f"asker:tiltak.{number} -ADVANCES-> asker:delmal.1"))
    for reader in readers:
        reader.join()

    assert torn == []


def test_a_view_knows_the_table_of_kinds(store: GraphStore) -> None:
    """The store and its views follow one model."""
    with store.read() as view:
        assert view.model is MODEL
    assert store.model is MODEL


def test_identifiers_of_a_namespace(store: GraphStore) -> None:
    """All identifiers, or those of one namespace, in order, whatever their date."""
    store.apply(
        sketch("""
            asker:tiltak.10 (Measure) {valid_to=2001-01-01}
            asker:tiltak.2
            askerskogen:tiltak.1 -CONTRIBUTES_TO-> sdg:11
        """)
    )

    with store.read() as view:
        assert list(view.ids()) == [
            "asker:tiltak.2",
            "asker:tiltak.10",
            "askerskogen:tiltak.1",
            "sdg:11",
        ]
        assert list(view.ids("asker")) == ["asker:tiltak.2", "asker:tiltak.10"]
        assert list(view.ids("bogus")) == []


def everything(view: View) -> list[object]:
    """Return what a view says about a small graph."""
    ids = sorted(view.ids())
    keys = view.edges(EdgeSearch(nodes=None, outgoing=None, scope=None))
    closure = view.trace(Walk(starts=frozenset(ids), direction=Direction.DOWN, scope=NOW))
    kinds = frozenset({"Measure", "Subgoal"})
    return [
        view.revision,
        ids,
        [(each, each.revision, each.text_revision) for each in view.nodes(ids).values()],
        keys,
        [
            (each, each.revision, each.confirmed_revision, each.suspect)
            for each in view.edge_records([key.id for key in keys]).values()
        ],
        view.find(Search(scope=NOW, text="ordlyd")),
        (closure.nodes, set(closure.edges)),
        view.section(
            Section(scope=NOW, kinds=kinds, fields=("title",), edge_kinds=frozenset({"ADVANCES"}))
        ),
    ]
