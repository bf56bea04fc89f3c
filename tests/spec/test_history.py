"""What each revision did can be read back: the change feed, and what an auditor asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.errors import Refused
from graph.records import Edge, Node
from graph.store import ChangeSearch
from tests.spec.sketch import arrow, change, edge_id, node, sketch

if TYPE_CHECKING:
    from graph.changes import Change
    from graph.store import GraphStore


def test_what_is_new_has_no_before(store: GraphStore) -> None:
    """A put of something new is a change from nothing to it."""
    drawn = sketch("asker:tiltak.a")

    store.apply(drawn)

    (done,) = store.changes()
    assert (done.revision, done.before, done.after) == (1, None, drawn.puts[0])


def test_what_was_changed_is_told_before_and_after(store: GraphStore) -> None:
    """Both records are whole, each with the revision that made it."""
    store.apply(change(node("asker:tiltak.a", title="Gangvei", place="Borgen")))
    store.apply(change(node("asker:tiltak.a", title="Sykkelvei", place="Borgen")))
    store.apply(change(node("asker:tiltak.a", title="Sykkelvei")))

    last = list(store.changes())[-1]

    assert last.before == node("asker:tiltak.a", title="Sykkelvei", place="Borgen")
    assert last.after == node("asker:tiltak.a", title="Sykkelvei")
    assert isinstance(last.before, Node)
    assert isinstance(last.after, Node)
    assert (last.before.revision, last.before.text_revision) == (2, 2)
    assert (last.after.revision, last.after.text_revision) == (3, 2)


def test_what_was_removed_has_no_after(store: GraphStore) -> None:
    """A removal is a change from what was there to nothing: the node first, then its edges."""
    store.apply(sketch("asker:tiltak.a -ADVANCES-> asker:delmal.1"))
    edge = edge_id("asker:tiltak.a -ADVANCES-> asker:delmal.1")

    store.apply(change(removes=["asker:tiltak.a", edge]))

    gone = list(store.changes(since=1))
    assert [told(done) for done in gone] == [
        "2: asker:tiltak.a goes",
        "2: asker:tiltak.a -ADVANCES-> asker:delmal.1 goes",
    ]


def test_only_what_was_altered_is_a_change(store: GraphStore) -> None:
    """What is put as it was is not told, beside something that was altered."""
    store.apply(sketch("asker:tiltak.a -ADVANCES-> asker:delmal.1"))

    store.apply(
        sketch("""
            asker:tiltak.a -ADVANCES-> asker:delmal.1
            asker:delmal.1 (Subgoal) {goal_type=AK}
        """)
    )

    assert [told(done) for done in store.changes(since=1)] == ["2: asker:delmal.1 changes"]


def test_an_edge_whose_end_changed_is_no_change(store: GraphStore) -> None:
    """That an edge becomes suspect follows from the node's change, and is not told again."""
    store.apply(sketch("asker:tiltak.a -ADVANCES-> asker:delmal.1"))

    store.apply(change(node("asker:delmal.1", title="Ny ordlyd")))

    assert [told(done) for done in store.changes(since=1)] == ["2: asker:delmal.1 changes"]


def test_a_confirmation_is_a_change_of_the_edge_alone(store: GraphStore) -> None:
    """The record stays as it is, its revision too: only who vouches for it, and when, is new."""
    store.apply(sketch("asker:tiltak.a -ADVANCES-> asker:delmal.1"))

    store.apply(change(confirms=[edge_id("asker:tiltak.a -ADVANCES-> asker:delmal.1")]))

    (done,) = store.changes(since=1)
    assert isinstance(done.before, Edge)
    assert isinstance(done.after, Edge)
    assert done.before == done.after
    assert (done.before.revision, done.before.confirmed_revision) == (1, 1)
    assert (done.after.revision, done.after.confirmed_revision) == (1, 2)


def test_changes_come_in_order(store: GraphStore) -> None:
    """By revision; in one, nodes in order and then edges by from, kind, to and key."""
    store.apply(
        sketch("""
            sdg:11 -AFFECTS[b]-> sdg:13 {score=1}
            sdg:11 -AFFECTS[a]-> sdg:13 {score=1}
            sdg:11.10 -TARGET_OF-> sdg:11
            sdg:11.2 -AFFECTS[a]-> sdg:13 {score=1}
            sdg:11.2 -AFFECTS[a]-> sdg:11.10 {score=1}
            sdg:11.2 -TARGET_OF-> sdg:11
        """)
    )
    store.apply(sketch("sdg:2"))

    assert [told(done) for done in store.changes()] == [
        "1: sdg:11 comes",
        "1: sdg:11.2 comes",
        "1: sdg:11.10 comes",
        "1: sdg:13 comes",
        "1: sdg:11 -AFFECTS[a]-> sdg:13 comes",
        "1: sdg:11 -AFFECTS[b]-> sdg:13 comes",
        "1: sdg:11.2 -AFFECTS[a]-> sdg:11.10 comes",
        "1: sdg:11.2 -AFFECTS[a]-> sdg:13 comes",
        "1: sdg:11.2 -TARGET_OF-> sdg:11 comes",
        "1: sdg:11.10 -TARGET_OF-> sdg:11 comes",
        "2: sdg:2 comes",
    ]


def test_changes_since_a_revision_are_those_after_it(store: GraphStore) -> None:
    """Whoever has read revision 2 asks for the changes since 2; after the newest there are none."""
    store.apply(sketch("asker:tiltak.a"))
    store.apply(sketch("asker:tiltak.b"))
    store.apply(sketch("asker:tiltak.c"))

    assert [told(done) for done in store.changes(since=2)] == ["3: asker:tiltak.c comes"]
    assert list(store.changes(since=3)) == []
    assert list(store.changes(since=99)) == []


def test_what_is_changed_back_is_told_twice(store: GraphStore) -> None:
    """History holds each step, also when the end is as the beginning."""
    store.apply(change(node("asker:tiltak.a", place="Borgen")))
    store.apply(change(node("asker:tiltak.a", place="Heggedal")))

    store.apply(change(node("asker:tiltak.a", place="Borgen")))

    assert [told(done) for done in store.changes(since=1)] == [
        "2: asker:tiltak.a changes",
        "3: asker:tiltak.a changes",
    ]


def test_a_refused_change_is_not_told(store: GraphStore) -> None:
    """History holds only what was done."""
    store.apply(sketch("asker:tiltak.a"))

    with pytest.raises(Refused):
        store.apply(change(node("asker:tiltak.b", title=None)))

    assert [told(done) for done in store.changes()] == ["1: asker:tiltak.a comes"]


def test_revisions_come_in_pages(store: GraphStore) -> None:
    """Those after a revision, as many as are asked for."""
    for name in ("a", "b", "c"):
        store.apply(sketch(f"asker:tiltak.{name}"))

    assert [each.number for each in store.revisions(since=1)] == [2, 3]
    assert [each.number for each in store.revisions(since=1, limit=1)] == [2]
    assert list(store.revisions(since=3)) == []
    assert list(store.revisions(since=99, limit=1)) == []


@pytest.fixture
def three(store: GraphStore) -> GraphStore:
    """Three revisions: two nodes and an edge; one of the nodes alone; the edge goes."""
    store.apply(sketch("asker:tiltak.a -ADVANCES-> asker:delmal.1"))
    store.apply(change(node("asker:delmal.1", title="Ny ordlyd")))
    store.apply(change(removes=[edge_id("asker:tiltak.a -ADVANCES-> asker:delmal.1")]))
    return store


EACH_CHANGE = [
    "1: asker:delmal.1 comes",
    "1: asker:tiltak.a comes",
    "1: asker:tiltak.a -ADVANCES-> asker:delmal.1 comes",
    "2: asker:delmal.1 changes",
    "3: asker:tiltak.a -ADVANCES-> asker:delmal.1 goes",
]


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        (ChangeSearch(), [0, 1, 2, 3, 4]),
        (ChangeSearch(since=1), [3, 4]),
        (ChangeSearch(until=1), [0, 1, 2]),
        (ChangeSearch(since=1, until=2), [3]),
        (ChangeSearch(since=2, until=2), []),
        (ChangeSearch(since=99), []),
        (ChangeSearch(limit=2), [0, 1]),
        (ChangeSearch(limit=0), []),
        (ChangeSearch(skip=1, limit=3), [1, 2, 3]),
        (ChangeSearch(since=1, skip=1), [4]),
        (ChangeSearch(skip=99), []),
        (ChangeSearch(node="asker:delmal.1"), [0, 2, 3, 4]),
        (ChangeSearch(node="asker:tiltak.a"), [1, 2, 4]),
        (ChangeSearch(node="asker:tiltak.a", since=1), [4]),
        (ChangeSearch(node="asker:delmal.1", until=2, skip=1, limit=1), [2]),
        (ChangeSearch(node="asker:tiltak.b"), []),
        (ChangeSearch(node="ADVANCES"), []),
        (ChangeSearch(node=""), []),
    ],
    ids=repr,
)
def test_changes_are_searched(three: GraphStore, search: ChangeSearch, expected: list[int]) -> None:
    """By revision, by node with the edges that it is an end of, and in pages."""
    found = three.find_changes(search)

    assert [told(done) for done in found] == [EACH_CHANGE[number] for number in expected]
    assert list(three.changes()) == list(three.find_changes(ChangeSearch()))


def told(done: Change) -> str:
    """Return a change in words."""
    record = done.after or done.before
    assert record is not None
    name = record.id if isinstance(record, Node) else arrow(record)
    what = "comes" if done.before is None else "goes" if done.after is None else "changes"
    return f"{done.revision}: {name} {what}"
