"""A whole history goes into an empty store, all or nothing, and comes out of it as it went in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from graph.changes import PastChange
from graph.errors import Refused, StoreUnavailable
from graph.history import past_changes
from graph.store import ChangeSearch, EdgeSearch
from tests.spec.naive import NaiveStore
from tests.spec.sketch import change, edge_id, node, sketch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from graph.changes import ChangeSet
    from graph.store import GraphStore

LINK = "asker:tiltak.a -ADVANCES-> asker:delmal.1"
THEN = datetime(2021, 6, 8, 12, 30, 0, 123456, tzinfo=UTC)


def lived() -> NaiveStore:
    """Return a store with a history: texts changed, links confirmed, things gone, idle keys."""
    store = NaiveStore()
    store.apply(sketch(f"{LINK}\nasker:tiltak.b -ADVANCES-> asker:delmal.1"))
    store.apply(replace(sketch("asker:tiltak.a"), key="idle 2"))
    store.apply(replace(sketch("asker:tiltak.a"), key="idle 1"))
    store.apply(replace(change(node("asker:delmal.1", title="Ny ordlyd")), case="S20/1"))
    store.apply(change(confirms=[edge_id(LINK)]))
    gone = edge_id("asker:tiltak.b -ADVANCES-> asker:delmal.1")
    store.apply(change(removes=["asker:tiltak.b", gone]))
    store.apply(replace(sketch("asker:tiltak.a"), key="idle 3"))
    store.apply(change(node("asker:tiltak.b", "Strategy", basis="inferred")))
    return store


def past(*changes: ChangeSet) -> Iterator[PastChange]:
    """Yield changes as having been made once."""
    return (PastChange(THEN, each) for each in changes)


def test_a_history_comes_out_as_it_went_in(store: GraphStore) -> None:
    """Revisions with their times, authors and cases, what each did, and the keys that did none."""
    source = lived()

    number = store.fill(past_changes(source))

    assert number == 5
    assert list(store.revisions()) == list(source.revisions())
    assert list(store.changes()) == list(source.changes())
    assert list(past_changes(store)) == list(past_changes(source))


def test_the_graph_is_as_it_was(store: GraphStore) -> None:
    """Records know the revisions that changed, worded and confirmed them; links stay suspect."""
    source = lived()

    store.fill(past_changes(source))

    with store.read() as ours, source.read() as theirs:
        everything = EdgeSearch(nodes=None, outgoing=None, scope=None)
        assert ours.edges(everything) == theirs.edges(everything)
        nodes, edges = ours.nodes(list(ours.ids())), ours.edge_records([edge_id(LINK)])
        assert nodes == theirs.nodes(list(theirs.ids()))
    worded, linked = nodes["asker:delmal.1"], edges[edge_id(LINK)]
    assert (worded.revision, worded.text_revision) == (2, 2)
    assert (linked.revision, linked.confirmed_revision) == (1, 3)


def test_a_key_applied_before_is_not_applied_again(store: GraphStore) -> None:
    """A key leads to its revision after the move, also one that altered nothing."""
    source = lived()
    store.fill(past_changes(source))
    made = source.revisions()[1]

    again = store.apply(replace(sketch("asker:tiltak.ny"), key=made.key))
    idle = store.apply(replace(sketch("asker:tiltak.ny"), key="idle 3"))

    assert again == made
    assert idle.number == 4
    assert store.idle_keys() == {"idle 1": 1, "idle 2": 1, "idle 3": 4}


def test_the_store_goes_on_after_its_history(store: GraphStore) -> None:
    """The next change is the next revision."""
    store.fill(past_changes(lived()))

    assert store.apply(sketch("asker:tiltak.ny")).number == 6


def test_a_store_that_holds_something_takes_no_history(store: GraphStore) -> None:
    """Two histories are not one: the change is refused, and says what to do instead."""
    store.apply(sketch("asker:tiltak.ny"))

    with pytest.raises(Refused, match="holds a graph already, at revision 1"):
        store.fill(past_changes(lived()))

    assert len(store.revisions()) == 1


def test_an_empty_history_leaves_the_store_empty(store: GraphStore) -> None:
    """A copy of an empty store is an empty store."""
    assert store.fill(past_changes(NaiveStore())) == 0
    assert store.apply(sketch("asker:tiltak.a")).number == 1


def test_a_problem_leaves_nothing(store: GraphStore) -> None:
    """Each change is checked; one problem in the last refuses all, and the store is empty."""
    with pytest.raises(Refused) as refused:
        store.fill(past(sketch(LINK), change(node("asker:tiltak.b", title=None))))

    assert [problem.code for problem in refused.value.problems] == ["missing-field"]
    assert_empty(store)


def test_a_history_that_breaks_off_leaves_nothing(store: GraphStore) -> None:
    """Whoever reads the history from a file finds at its end that it is damaged."""

    def broken() -> Iterator[PastChange]:
        yield from past(sketch(LINK), sketch("asker:tiltak.b"))
        raise Refused([])

    with pytest.raises(Refused):
        store.fill(broken())

    assert_empty(store)


def test_a_key_stands_for_one_change(store: GraphStore) -> None:
    """A history in which two changes have one key is none of ours, and nothing of it is loaded."""
    drawn = sketch("asker:tiltak.a")
    idle = PastChange(THEN, sketch("asker:tiltak.b"), ("idle", "idle"))

    for history in (past(drawn, replace(sketch("asker:tiltak.b"), key=drawn.key)), iter([idle])):
        with pytest.raises(Refused, match="stands twice"):
            store.fill(history)

    assert_empty(store)


def test_a_store_that_is_being_loaded_cannot_be_used(store: GraphStore) -> None:
    """Nobody sees half a history, and nobody writes into it, until the last change is there."""
    uses: Mapping[str, Callable[[], object]] = {
        "read": lambda: store.read().__enter__(),
        "apply": lambda: store.apply(sketch("asker:tiltak.ny")),
        "revisions": store.revisions,
        "changes": lambda: list(store.changes()),
        "find changes": lambda: store.find_changes(ChangeSearch()),
        "idle keys": store.idle_keys,
        "authors": store.authors,
        "name an author": lambda: store.name_author("u17", "Kari Nordmann"),
    }
    told = {}

    def history() -> Iterator[PastChange]:
        for drawing in (LINK, "asker:tiltak.b"):
            yield from past(sketch(drawing))
            for what, use in uses.items():
                with pytest.raises(StoreUnavailable, match="being loaded for the first time"):
                    use()
                told[what] = drawing

    assert store.fill(history()) == 2
    assert told == dict.fromkeys(uses, "asker:tiltak.b")
    assert store.apply(sketch("asker:tiltak.ny")).number == 3
    assert store.authors() == {}


def test_times_are_kept_to_the_microsecond(store: GraphStore) -> None:
    """When a change was made says the history, not the clock."""
    store.fill(past(sketch("asker:tiltak.a")))

    assert [revision.at for revision in store.revisions()] == [THEN]


def test_a_change_holds_a_hundred_thousand_elements(store: GraphStore) -> None:
    """Puts, removals and confirmations count together; one more is a problem that says so."""
    drawn = sketch("asker:tiltak.a")
    many = replace(drawn, puts=drawn.puts * 99_999)
    edges = frozenset({edge_id(LINK)})

    with pytest.raises(Refused) as too_large:
        store.apply(replace(many, removes=("asker:tiltak.b",), confirms=edges))
    with pytest.raises(Refused) as large:
        store.apply(replace(many, removes=("asker:tiltak.b",)))

    (problem,) = too_large.value.problems
    assert problem.code == "too-large"
    assert "holds 100,001 nodes and edges; one change holds at most 100,000" in problem.title.en
    assert "too-large" not in {each.code for each in large.value.problems}


def assert_empty(store: GraphStore) -> None:
    """Assert that a store is as it was when it was made."""
    with store.read() as view:
        assert view.revision == 0
        assert list(view.ids()) == []
    assert list(store.revisions()) == []
    assert list(store.changes()) == []
    assert store.idle_keys() == {}
    assert store.apply(sketch("asker:tiltak.a")).number == 1
