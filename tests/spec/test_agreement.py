"""Every engine does and says the same as the naive one, whatever the graph, change and question.

Hypothesis draws them all.  In CI (`CI=true`) it draws the same ones each time.
"""

from __future__ import annotations

from contextlib import ExitStack, closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from graph.answers import answer
from graph.chains import chains, evidence
from graph.errors import Refused
from graph.history import opposite, past_changes
from graph.kinds import MODEL
from graph.model import Direction
from graph.questions import RedThread, Which
from graph.red_thread import pictured
from graph.store import EdgeSearch
from tests.spec import brute, draws
from tests.spec.naive import NaiveStore

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graph.changes import ChangeSet, Revision
    from graph.records import Edge, Node
    from graph.store import Closure, GraphStore, SectionKeys, View, Walk
    from tests.spec.engines import Opener
    from tests.spec.naive import NaiveView


def answered(view: View, question: Which) -> object:
    """Return the answer to a question, or the problems that it was refused with."""
    try:
        return answer(view, question)
    except Refused as error:
        return error.problems


def drawn(view: View, question: RedThread) -> object:
    """Return the picture's content, or the problems that the question was refused with."""
    try:
        return pictured(view, question)
    except Refused as error:
        return error.problems


SORTS: Final[Mapping[str, tuple[st.SearchStrategy[Any], Callable[[View, Any], object]]]] = {
    "walks": (draws.walks, lambda view, walk: reached(view.trace(walk))),
    "searches": (draws.searches, lambda view, search: view.find(search)),
    "edge searches": (draws.edge_searches, lambda view, search: view.edges(search)),
    "sections": (draws.sections, lambda view, section: laid_out(view.section(section))),
    "questions": (draws.questions, answered),
    "pictures": (draws.red_threads, drawn),
}
"""The sorts of questions that a view answers: how they are drawn, and how they are asked."""

# Without Phase.shrink: a store takes milliseconds to open, so shrinking would go on for minutes.
settled = settings(
    deadline=None,
    max_examples=80,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def test_changes_agree(compared: tuple[Opener, int]) -> None:
    """A change makes the same revision or has the same problems, and history tells the same."""
    opener, examples = compared

    @settings(settled, max_examples=examples)
    @given(data=st.data())
    def agree(data: st.DataObject) -> None:
        with closing(opener()) as other:
            naive = NaiveStore()
            done = [data.draw(draws.graphs(), "graph")]
            assert outcome(other, done[0]) == outcome(naive, done[0])
            for _ in range(data.draw(st.integers(1, 5), "changes")):
                with naive.read() as view:
                    drawn = data.draw(draws.changes(view), "change")
                if data.draw(st.integers(0, 9), "key used again") == 9:
                    drawn = replace(drawn, key=done[-1].key)
                done.append(drawn)
                assert outcome(other, drawn) == outcome(naive, drawn)
                assert stored(other) == stored(naive)
            since = data.draw(st.integers(0, 3), "since")
            assert history(other, since) == history(naive, since)

    agree()


def test_a_life_of_changes_and_their_opposites_agrees(compared: tuple[Opener, int]) -> None:
    """Whatever is added, changed, removed, replaced, sent again and undone, in whatever order.

    A revision whose nodes nobody has touched since can be undone, and the newest one always: then
    the records are as they were before it.  At the end the history makes the same graph anew.
    """
    opener, examples = compared

    @settings(settled, max_examples=examples)
    @given(data=st.data())
    def agree(data: st.DataObject) -> None:
        naive = NaiveStore()
        with closing(opener()) as other:
            graph = data.draw(draws.graphs(), "graph")
            assert outcome(other, graph) == outcome(naive, graph)
            for number in range(data.draw(st.integers(1, 5), "steps")):
                with naive.read() as view:
                    before = view
                revisions = len(naive.revisions())
                undone = None
                match data.draw(st.sampled_from(("change", "undo", "undo", "again")), "step"):
                    case "change":
                        made = data.draw(draws.changes(before), "change")
                    case "again":
                        key = data.draw(st.sampled_from(naive.revisions()), "again").key
                        made = replace(graph, key=key)
                    case _:
                        undone = data.draw(st.integers(1, revisions), "undone")
                        done = [
                            each for each in naive.changes(undone - 1) if each.revision == undone
                        ]
                        made = opposite(done, key=f"undo {number}", author="ola", reason="undo")

                told = outcome(naive, made)

                assert outcome(other, made) == told
                assert stored(other) == stored(naive)
                assert history(other, 0) == history(naive, 0)
                assert undone != revisions or values_of(naive.at(undone - 1)) == values_of(
                    naive.at(len(naive.revisions()))
                )
            filled = NaiveStore()
            filled.fill(past_changes(other))
            assert stored(filled) == stored(naive)
            assert history(filled, 0) == history(naive, 0)

    agree()


@pytest.mark.parametrize("sort", SORTS)
def test_answers_agree(compared: tuple[Opener, int], sort: str) -> None:
    """A question has the same answer after each change, and an old view answers as it did."""
    opener, examples = compared
    drawing, ask = SORTS[sort]

    @settings(settled, max_examples=examples)
    @given(data=st.data())
    def agree(data: st.DataObject) -> None:
        questions = data.draw(st.lists(drawing, min_size=4, max_size=8), sort)
        naive = NaiveStore()
        with closing(opener()) as other, ExitStack() as views:
            graph = data.draw(draws.graphs(), "graph")
            outcome(naive, graph)
            outcome(other, graph)
            old = views.enter_context(other.read())
            before = [ask(old, each) for each in questions]
            with naive.read() as theirs:
                assert before == [ask(theirs, each) for each in questions]
            for _ in range(data.draw(st.integers(0, 2), "changes")):
                with naive.read() as view:
                    drawn = data.draw(draws.changes(view), "change")
                outcome(naive, drawn)
                outcome(other, drawn)
                with naive.read() as theirs, other.read() as ours:
                    for question in questions:
                        assert ask(ours, question) == ask(theirs, question)
            assert [ask(old, each) for each in questions] == before

    agree()


@settled
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


@settled
@given(graph=draws.graphs(), asked=draws.questions, walk=draws.walks)
def test_answers_are_those_that_can_be_listed(graph: ChangeSet, asked: Which, walk: Walk) -> None:
    """Results are the nodes with a chain to a goal, each proved by the best of all its chains."""
    store = NaiveStore()
    store.apply(graph)
    with store.read() as view:
        goals = walk.starts & set(view.ids())
        question = Which(as_of=asked.as_of, serves=goals, mode=asked.mode, basis=asked.basis)
        closure = view.trace(question.walk(Direction.DOWN))
        found = answer(view, question)
    goals &= closure.nodes.keys()
    listed = {
        node_id: brute.all_chains(closure.edges, [node_id], goals) for node_id in closure.nodes
    }
    if not question.serves:
        return

    proofs = {each.node.id: each.serves for each in found.results if each.serves}

    assert proofs.keys() == {node_id for node_id, told in listed.items() if told}
    for node_id, proof in proofs.items():
        assert proof.chains == len(listed[node_id])
        assert proof.chain == brute.best(MODEL, listed[node_id])
        assert proof.mode == brute.narrowest_mode(MODEL, proof.chain)
    assert set(found.edges) == {
        edge for node_id in proofs for edge in brute.evidence(listed[node_id])
    }


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


def whole(record: Node | Edge | None) -> tuple[object, ...]:
    """Return a record with its revisions; whether an edge was suspect is not kept in history."""
    names = ("revision", "text_revision", "confirmed_revision")
    return (record, *(getattr(record, name, None) for name in names))


def history(store: GraphStore, since: int) -> list[object]:
    """Return the revisions, and the changes since one of them."""
    return [
        *map(plain, store.revisions()),
        *((each.revision, whole(each.before), whole(each.after)) for each in store.changes(since)),
    ]


def stored(store: GraphStore) -> list[object]:
    """Return everything that the newest view holds."""
    with store.read() as view:
        nodes = view.nodes(list(view.ids()))
        keys = view.edges(EdgeSearch(nodes=None, outgoing=None, scope=None))
        edges = view.edge_records([key.id for key in keys])
        return [
            view.revision,
            list(view.ids()),
            {node_id: whole(each) for node_id, each in nodes.items()},
            keys,
            {edge_id: (whole(each), each.suspect) for edge_id, each in edges.items()},
        ]


def values_of(view: NaiveView) -> object:
    """Return all records of a view without their revisions."""
    return view.all_nodes, view.all_edges


def laid_out(section: SectionKeys) -> tuple[object, ...]:
    """Return a section with its nodes in their order."""
    return list(section.nodes.items()), section.edges


def reached(closure: Closure) -> tuple[object, ...]:
    """Return a closure without its order, which is nobody's business."""
    edges = sorted(closure.edges)
    return dict(closure.nodes), edges, closure.truncated
