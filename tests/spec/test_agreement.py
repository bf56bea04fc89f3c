"""Every engine does and says the same as the naive one, whatever the graph, change and question.

Hypothesis draws them all.  In CI (`CI=true`) it draws the same ones each time.
"""

from __future__ import annotations

from contextlib import ExitStack, closing
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.chains import chains, evidence
from graph.errors import Refused
from graph.kinds import MODEL
from graph.model import Direction
from graph.store import EdgeSearch
from tests.spec import brute, draws
from tests.spec.engines import ENGINES
from tests.spec.naive import NaiveStore

if TYPE_CHECKING:
    from graph.changes import Change, ChangeSet, Revision
    from graph.records import Edge, Node
    from graph.store import Closure, GraphStore, View, Walk

OTHERS: Final = sorted(set(ENGINES) - {"naive"})
CHANGES: Final = 4
"""How many changes follow the first."""
QUESTIONS: Final = 4
"""How many questions of each sort are asked after each change."""

thorough = settings(
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.mark.parametrize("engine", OTHERS)
@thorough
@given(data=st.data())
def test_engines_agree(engine: str, data: st.DataObject) -> None:
    """After each change, refused ones too, both say the same; an old view says what it said."""
    with ExitStack() as opened:
        naive = NaiveStore()
        other = opened.enter_context(closing(ENGINES[engine]()))
        done: list[ChangeSet] = []
        for number in range(1 + data.draw(st.integers(0, CHANGES), "changes")):
            with naive.read() as view:
                drawn = data.draw(draws.changes(view) if number else draws.graphs(), "change")
            if done and data.draw(st.integers(0, 9), "key used again") == 0:
                drawn = replace(drawn, key=done[-1].key)
            done.append(drawn)
            assert outcome(other, drawn) == outcome(naive, drawn)
            views = opened.enter_context(naive.read()), opened.enter_context(other.read())
            assert stored(views[1]) == stored(views[0])
            ask_both(data, *views)
            if number == 0:
                first = views
        ask_both(data, *first)
        since = data.draw(st.integers(0, CHANGES), "since")
        assert [told(each) for each in other.changes(since)] == [
            told(each) for each in naive.changes(since)
        ]
        assert [plain(each) for each in other.revisions()] == [
            plain(each) for each in naive.revisions()
        ]


@thorough
@given(graph=draws.graphs(), walk=draws.walks)
def test_chains_are_those_that_can_be_listed(graph: ChangeSet, walk: Walk) -> None:
    """Counts, best chains, narrowest modes and evidence are those of a list of all chains."""
    store = NaiveStore()
    store.apply(graph)
    with store.read() as view:
        closure = view.trace(replace(walk, bound=20_000))

    found = chains(MODEL, closure, walk.starts, walk.direction)

    for node_id in closure.nodes:
        listed = listed_chains(closure, walk, node_id)
        best = brute.best(MODEL, listed)
        assert found.count(node_id) == len(listed)
        assert found.best(node_id) == best
        assert found.mode(node_id) == brute.narrowest_mode(MODEL, best)
        assert evidence(closure, [node_id], walk.direction) == brute.evidence(listed)


def listed_chains(closure: Closure, walk: Walk, node_id: str) -> list[brute.Chain]:
    """Return all chains between a node and a walk's starts."""
    starts = walk.starts & closure.nodes.keys()
    if walk.direction is Direction.DOWN:
        return brute.all_chains(closure.edges, [node_id], starts)
    return brute.all_chains(closure.edges, starts, [node_id])


def outcome(store: GraphStore, change: ChangeSet) -> object:
    """Return the revision that a change made, or the problems that it was refused with."""
    try:
        return plain(store.apply(change))
    except Refused as error:
        return error.problems


def plain(revision: Revision) -> tuple[object, ...]:
    """Return what a revision says, its time apart."""
    return (
        revision.number,
        revision.key,
        revision.author,
        revision.reason,
        revision.case,
    )


def told(change: Change) -> tuple[object, ...]:
    """Return what a change says, with the revisions that records do not compare."""
    return change.revision, whole(change.before), whole(change.after)


def whole(record: Node | Edge | None) -> tuple[object, ...]:
    """Return a record with its revisions; whether an edge was suspect is not kept in history."""
    names = ("revision", "text_revision", "confirmed_revision")
    return (record, *(getattr(record, name, None) for name in names))


def stored(view: View) -> list[object]:
    """Return everything that a view holds."""
    nodes = view.nodes(list(view.ids()))
    keys = view.edges(EdgeSearch(nodes=None, outgoing=None, scope=None))
    edges = view.edge_records([key.id for key in keys])
    return [
        view.revision,
        sorted(view.ids()),
        {node_id: whole(each) for node_id, each in nodes.items()},
        keys,
        {edge_id: (whole(each), each.suspect) for edge_id, each in edges.items()},
    ]


def ask_both(data: st.DataObject, naive: View, other: View) -> None:
    """Ask two views the same questions, and compare what they say."""
    for _ in range(QUESTIONS):
        walk = data.draw(draws.walks, "walk")
        assert reached(other.trace(walk)) == reached(naive.trace(walk))
        search = data.draw(draws.searches, "search")
        assert other.find(search) == naive.find(search)
        edge_search = data.draw(draws.edge_searches, "edge search")
        assert other.edges(edge_search) == naive.edges(edge_search)
        section = data.draw(draws.sections, "section")
        mine, yours = other.section(section), naive.section(section)
        assert list(mine.nodes.items()) == list(yours.nodes.items())
        assert mine.edges == yours.edges


def reached(closure: Closure) -> tuple[object, ...]:
    """Return a closure without its order, which is nobody's business."""
    edges = sorted(closure.edges)
    return dict(closure.nodes), edges, closure.truncated
