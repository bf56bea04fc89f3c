"""What a node serves or is served by, drawn; and one node with its neighbours, in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from graph.errors import UnknownNode
from graph.model import Basis, Direction, Mode
from graph.questions import Show, Trace
from graph.surroundings import Shown, Traced, shown, traced
from tests.spec.sketch import TODAY, arrow, change, node, sketch

if TYPE_CHECKING:
    from graph.store import GraphStore

DOWN = Trace(start="sdg:11.6", direction=Direction.DOWN, as_of=TODAY)
MEASURE = Show(node="asker:tiltak.a", as_of=TODAY)


def test_a_trace_is_the_whole_closure_in_order(store: GraphStore) -> None:
    """Every node with its record, every edge, both in order, with the revision that was read."""
    store.apply(
        sketch("""
            asker:tiltak.10 -ADVANCES-> asker:delmal.1 -DERIVED_FROM-> sdg:11.6
            asker:tiltak.2 -CONTRIBUTES_TO-> sdg:11.6
            sdg:11.6 -TARGET_OF-> sdg:11
        """)
    )

    found = trace(store, DOWN)

    assert list(found.nodes) == ["asker:delmal.1", "asker:tiltak.2", "asker:tiltak.10", "sdg:11.6"]
    assert found.nodes["asker:tiltak.2"].title == "tiltak.2"
    assert [arrow(edge) for edge in found.edges] == [
        "asker:delmal.1 -DERIVED_FROM-> sdg:11.6",
        "asker:tiltak.2 -CONTRIBUTES_TO-> sdg:11.6",
        "asker:tiltak.10 -ADVANCES-> asker:delmal.1",
    ]
    assert found.chains["asker:tiltak.2"] == (Mode.LINKED, 1)
    assert found.sentence.nb == "FN-delmål 11.6 tjenes av 1 delmål og 2 tiltak."
    assert [(limit.edge, limit.nodes) for limit in found.limits] == [
        ("ADVANCES", ("asker:delmal.1",))
    ]
    assert (found.truncated, found.revision) == (False, 1)


def test_a_cut_trace_says_so(store: GraphStore) -> None:
    """What was cut may be drawn, with the limit beside it."""
    store.apply(
        sketch("""
            asker:tiltak.1 -CONTRIBUTES_TO-> sdg:11.6
            asker:tiltak.2 -CONTRIBUTES_TO-> sdg:11.6
        """)
    )

    found = trace(store, replace(DOWN, bound=2))

    assert list(found.nodes) == ["asker:tiltak.1", "sdg:11.6"]
    assert found.truncated
    assert [limit.code for limit in found.limits] == ["truncated"]


def test_a_trace_names_suspect_and_lost_links(store: GraphStore) -> None:
    """Going up, a link to what has been replaced is told, and a link that nobody confirmed."""
    store.apply(
        sketch("""
            asker:delmal.1 (Subgoal) {valid_to=2024-01-01}
            asker:delmal.2 -REPLACES-> asker:delmal.1
            asker:tiltak.a -ADVANCES-> asker:delmal.1
            asker:tiltak.a -CONTRIBUTES_TO-> sdg:11.6
        """)
    )
    store.apply(change(node("asker:tiltak.a", title="Nytt navn")))

    found = trace(store, replace(DOWN, start="asker:tiltak.a", direction=Direction.UP))

    assert {limit.code: [each[0] for each in limit.edges] for limit in found.limits} == {
        "lost-to-replacement": ["ADVANCES"],
        "suspect-links": ["CONTRIBUTES_TO"],
    }


def test_a_node_is_shown_with_its_neighbours(store: GraphStore) -> None:
    """What it is joined to, in both directions, each with the words that read from the node."""
    store.apply(
        sketch("""
            asker:tiltak.a -SET_IN-> asker:plan.1
            asker:tiltak.a -CARRIES_OUT-> asker:strategi.2
            asker:tiltak.a -CARRIES_OUT-> asker:strategi.1
            asker:virksomhet.1 -RESPONSIBLE_FOR-> asker:tiltak.a {role=lead}
            asker:tiltak.b -PART_OF-> asker:tiltak.a
            asker:tiltak.b -SET_IN-> asker:plan.1
        """)
    )

    found = show(store, MEASURE)

    assert found.node.id == "asker:tiltak.a"
    assert [(each.words.nb, each.node.id, each.outgoing) for each in found.neighbours] == [
        ("gjennomfører", "asker:strategi.1", True),
        ("gjennomfører", "asker:strategi.2", True),
        ("er fastsatt i", "asker:plan.1", True),
        ("består blant annet av", "asker:tiltak.b", False),
        ("er ansvaret til", "asker:virksomhet.1", False),
    ]
    assert found.neighbours[-1].edge.values["role"] == "lead"


def test_neighbours_are_those_in_scope(store: GraphStore) -> None:
    """Day and basis decide which edges are shown; the node is shown whatever they are."""
    store.apply(
        sketch("""
            asker:tiltak.a (Measure) {basis=inferred}
            asker:tiltak.a -ADVANCES-> asker:delmal.1 {valid_to=2024-01-01}
            asker:tiltak.a -ADVANCES-> asker:delmal.2
        """)
    )

    today = show(store, MEASURE)
    documented = show(store, replace(MEASURE, basis=frozenset({Basis.DOCUMENTED})))

    assert [each.node.id for each in today.neighbours] == ["asker:delmal.2"]
    assert documented.neighbours == ()
    assert [limit.code for limit in documented.limits] == ["basis-filter"]


def test_a_node_that_is_not_in_force_is_shown_with_its_date(store: GraphStore) -> None:
    """A node of the past can be looked at, and says when it was in force."""
    store.apply(sketch('asker:tiltak.a (Measure) {title="Gammel", valid_to=2024-01-01}'))

    found = show(store, MEASURE)

    assert found.node.title == "Gammel"
    assert [limit.text.en for limit in found.limits] == ["“Gammel” was in force until 2024-01-01."]


def test_what_is_not_there_is_named(store: GraphStore) -> None:
    """Neither question is answered about a node that the graph does not hold."""
    store.apply(sketch("asker:tiltak.1\nsdg:11.7"))

    with pytest.raises(UnknownNode, match=r"There is no node 'sdg:11\.6'"):
        trace(store, DOWN)
    with pytest.raises(UnknownNode, match=r"There is no node 'asker:tiltak\.a'"):
        show(store, MEASURE)


def trace(store: GraphStore, question: Trace) -> Traced:
    """Answer a trace."""
    with store.read() as view:
        return traced(view, question)


def show(store: GraphStore, question: Show) -> Shown:
    """Show a node."""
    with store.read() as view:
        return shown(view, question)
