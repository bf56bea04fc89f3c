"""Networks to analyse and to draw: what an answer holds, with our fields, and where it stands."""

from __future__ import annotations

import math
from contextlib import closing
from itertools import combinations
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.answers import answer
from graph.model import Direction
from graph.questions import RedThread, Trace, Which
from graph.red_thread import pictured
from graph.surroundings import traced
from tests.spec.naive import NaiveStore
from tests.spec.sketch import NOW, TODAY, sketch
from tests.views.drawing import THREAD
from views.networks import Network, network, to_networkx, whole_network
from views.radial import radial

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graph.store import View


@pytest.fixture
def view() -> Iterator[View]:
    """A view of the drawn thread."""
    with closing(NaiveStore()) as store:
        store.apply(sketch(THREAD))
        with store.read() as opened:
            yield opened


HELD: dict[str, Callable[[View], Network]] = {
    "answer": lambda view: network(
        view,
        answer(view, Which(kind="Measure", serves=frozenset({"sdg:11.6"}), as_of=TODAY)),
    ),
    "trace": lambda view: network(
        view, traced(view, Trace(start="sdg:11.6", direction=Direction.DOWN, as_of=TODAY))
    ),
    "closure": lambda view: network(
        view, view.trace(Trace(start="sdg:11.6", direction=Direction.DOWN, as_of=TODAY).walk)
    ),
    "picture": lambda view: network(
        view,
        pictured(view, RedThread(as_of=TODAY, focus=frozenset({"sdg:11.6"}), alone=True)),
    ),
    "whole": lambda view: whole_network(view, NOW),
}


@pytest.mark.parametrize("held", HELD.values(), ids=HELD)
def test_whatever_holds_nodes_and_edges_becomes_a_multidigraph(
    view: View, held: Callable[[View], Network]
) -> None:
    """With the records' fields, on nodes and edges; edges lead up, from the concrete."""
    drawn = to_networkx(held(view))

    assert isinstance(drawn, nx.MultiDiGraph)
    assert drawn.nodes["asker:tiltak.3"]["title"] == "Renhold"
    assert drawn.nodes["asker:tiltak.3"]["kind"] == "Measure"
    assert drawn.nodes["asker:tiltak.3"]["basis"] == "illustrative"
    assert drawn.nodes["asker:tiltak.3"]["namespace"] == "asker"
    edge = drawn.edges["asker:tiltak.3", "sdg:11.6", ("CONTRIBUTES_TO", "")]
    assert (edge["kind"], edge["basis"], edge["suspect"]) == (
        "CONTRIBUTES_TO",
        "illustrative",
        False,
    )
    assert "asker:tiltak.4" in nx.ancestors(drawn, "sdg:11.6")


def test_edges_of_several_kinds_and_keys_stay_apart() -> None:
    """Which is why it is a multigraph."""
    with closing(NaiveStore()) as store:
        store.apply(
            sketch("""
                asker:tiltak.1 -AFFECTS[buss]-> sdg:11 {score=2}
                asker:tiltak.1 -AFFECTS[bil]-> sdg:11 {score=-1}
                asker:tiltak.1 -CONTRIBUTES_TO-> sdg:11
            """)
        )
        with store.read() as opened:
            drawn = to_networkx(whole_network(opened, NOW))

    keys = {key for _, _, key in drawn.edges(keys=True)}
    assert keys == {("AFFECTS", "bil"), ("AFFECTS", "buss"), ("CONTRIBUTES_TO", "")}
    assert drawn.edges["asker:tiltak.1", "sdg:11", ("AFFECTS", "buss")]["score"] == 2


@st.composite
def joined(draw: st.DrawFn) -> tuple[list[str], list[tuple[str, str]], list[str]]:
    """Draw some nodes, edges between them, and a middle."""
    nodes = [f"asker:n.{number}" for number in range(draw(st.integers(0, 40)))]
    if not nodes:
        return [], [], []
    ends = st.tuples(st.sampled_from(nodes), st.sampled_from(nodes))
    edges = draw(st.lists(ends.filter(lambda pair: pair[0] != pair[1]), max_size=80))
    return nodes, edges, draw(st.lists(st.sampled_from(nodes), max_size=3, unique=True))


@given(joined())
def test_every_node_stands_somewhere_of_its_own_each_time_the_same(
    drawn: tuple[list[str], list[tuple[str, str]], list[str]],
) -> None:
    """Also those that nothing joins to the middle."""
    places = radial(*drawn)

    assert places.keys() == set(drawn[0])
    assert len(set(places.values())) == len(places)
    assert places == radial(*drawn)
    assert all(math.isfinite(number) for place in places.values() for number in place)


def test_one_middle_stands_in_the_middle_and_others_on_rings_around_it() -> None:
    """The further away, the further out."""
    edges = [("a:2", "a:1"), ("a:3", "a:1"), ("a:4", "a:3")]
    places = radial(["a:1", "a:2", "a:3", "a:4"], edges, ["a:1"])
    radii = {node: math.hypot(*place) for node, place in places.items()}

    assert radii["a:1"] == 0
    assert radii["a:2"] == pytest.approx(radii["a:3"], abs=0.2)
    assert radii["a:4"] > radii["a:3"]


def test_neighbours_on_a_ring_have_room_for_their_labels() -> None:
    """Forty around one: the ring grows."""
    nodes = ["a:0", *(f"a:{number}" for number in range(1, 41))]
    places = radial(nodes, [(node, "a:0") for node in nodes[1:]], ["a:0"])

    for one, other in combinations(nodes[1:], 2):
        assert math.dist(places[one], places[other]) > 100
