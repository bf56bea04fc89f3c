"""A revision is undone by its opposite, which is a change like any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.errors import Refused
from graph.history import opposite
from graph.store import EdgeSearch
from tests.spec.sketch import change, edge_id, node, sketch

if TYPE_CHECKING:
    from graph.changes import ChangeSet
    from graph.records import Edge, Node
    from graph.store import GraphStore

LINK = "asker:tiltak.a -ADVANCES-> asker:delmal.1"


def test_what_came_goes(store: GraphStore) -> None:
    """New nodes and edges are removed."""
    store.apply(sketch("asker:delmal.1"))
    before = held(store)
    store.apply(sketch(f"{LINK}\nasker:tiltak.b"))

    store.apply(undoing(store, 2))

    assert held(store) == before


def test_what_went_comes_back(store: GraphStore) -> None:
    """A removed node and its edges are there again, each field as it was."""
    store.apply(sketch(f"{LINK} {{primary=yes}}\nasker:tiltak.a (Measure) {{place=Borgen}}"))
    before = held(store)
    store.apply(change(removes=["asker:tiltak.a", edge_id(LINK)]))

    store.apply(undoing(store, 2))

    assert held(store) == before


def test_what_changed_changes_back(store: GraphStore) -> None:
    """Fields that were changed, added and removed are as before."""
    store.apply(sketch(f"{LINK}\nasker:tiltak.a (Measure) {{place=Borgen, pilot=yes}}"))
    before = held(store)
    store.apply(sketch(f"{LINK} {{primary=yes}}\nasker:tiltak.a (Measure) {{title=Ny, pilot=no}}"))

    store.apply(undoing(store, 2))

    assert held(store) == before


def test_the_opposite_of_the_opposite_is_the_change(store: GraphStore) -> None:
    """Undoing what undid brings it back."""
    store.apply(sketch("asker:delmal.1\nasker:tiltak.b"))
    store.apply(change(*sketch(LINK).puts, removes=["asker:tiltak.b"]))
    after = held(store)

    store.apply(undoing(store, 2))
    store.apply(undoing(store, 3))

    assert held(store) == after


def test_undoing_is_told_as_what_it_is(store: GraphStore) -> None:
    """History keeps both: the revision, and the one that undid it, by whom and why."""
    store.apply(sketch("asker:tiltak.a"))

    undone = store.apply(undoing(store, 1))

    assert (undone.number, undone.author, undone.reason) == (2, "ola", "undo")
    assert [each.revision for each in store.changes()] == [1, 2]


def test_a_text_changed_back_is_a_changed_text(store: GraphStore) -> None:
    """Its links are to be confirmed, as after any change of a text."""
    store.apply(sketch(LINK))
    store.apply(change(node("asker:delmal.1", title="Ny"), confirms=[edge_id(LINK)]))

    store.apply(undoing(store, 2))

    with store.read() as view:
        (key,) = view.edges(EdgeSearch(nodes=None, outgoing=None, scope=None))
    assert key.suspect


def test_that_a_link_was_vouched_for_is_not_undone(store: GraphStore) -> None:
    """Somebody looked at it: the opposite of a confirmation alone alters nothing."""
    store.apply(sketch(LINK))
    store.apply(change(confirms=[edge_id(LINK)]))

    assert store.apply(undoing(store, 2)).number == 2


def test_what_was_changed_since_is_not_undone_over(store: GraphStore) -> None:
    """The opposite expects each node as its revision left it: a later change is not lost."""
    store.apply(sketch("asker:tiltak.a"))
    store.apply(change(node("asker:tiltak.a", place="Borgen")))
    store.apply(change(node("asker:tiltak.a", place="Heggedal")))

    with pytest.raises(Refused, match=r"changed in revision 3, after revision 2"):
        store.apply(undoing(store, 2))


def undoing(store: GraphStore, number: int) -> ChangeSet:
    """Return the change that undoes a revision."""
    done = [each for each in store.changes(number - 1) if each.revision == number]
    return opposite(done, key=f"undo {number}", author="ola", reason="undo")


def held(store: GraphStore) -> list[Node | Edge]:
    """Return all records."""
    with store.read() as view:
        nodes = view.nodes(list(view.ids()))
        keys = view.edges(EdgeSearch(nodes=None, outgoing=None, scope=None))
        edges = view.edge_records([key.id for key in keys])
        return [*nodes.values(), *(edges[key.id] for key in keys)]
