"""The invented programme: clearly invented, and with the shapes that questions need."""

from collections import Counter
from datetime import date

from graph.answers import answer
from graph.checking import findings
from graph.model import Basis
from graph.questions import Which
from graph.store import EdgeSearch, Scope, Search, View
from tests.data.conftest import DAY

INVENTED = Scope(as_of=DAY, basis=frozenset({Basis.ILLUSTRATIVE}))
EVERYTHING = Scope(as_of=DAY)


def measures(view: View, *goals: str) -> dict[str, tuple[str, ...]]:
    """Return the measures that serve any of some goals, with what they are a part of."""
    question = Which(kind="Measure", serves=frozenset(goals), as_of=DAY)
    return {each.node.id: each.part_of for each in answer(view, question).results}


def outgoing(view: View, kind: str) -> Counter[str]:
    """Return how many invented edges of a kind each node has going out."""
    search = EdgeSearch(nodes=None, outgoing=None, scope=EVERYTHING, kinds=frozenset({kind}))
    edges = view.edges(search)
    return Counter(edge.from_id for edge in edges if edge.basis is Basis.ILLUSTRATIVE)


def test_what_is_invented_says_so_in_its_identifier(view: View) -> None:
    """Every invented node has `demo` in its identifier, and nothing else has."""
    invented = {key.id for key in view.find(Search(scope=INVENTED)).keys}

    assert invented == {node_id for node_id in view.ids() if "demo" in node_id}


def test_every_invented_measure_and_strategy_is_set_in_the_invented_programme(view: View) -> None:
    """They are SET_IN «Demonstrasjonsprogram 2021–2024 (oppdiktet)»."""
    kinds = frozenset({"Measure", "Strategy"})
    search = EdgeSearch(nodes=None, outgoing=None, scope=INVENTED, kinds=frozenset({"SET_IN"}))
    set_in = {edge.from_id: edge.to_id for edge in view.edges(search)}
    invented = [key.id for key in view.find(Search(scope=INVENTED, kinds=kinds)).keys]

    assert {set_in[node_id] for node_id in invented} == {"asker:demo.program"}
    programme = view.nodes({"asker:demo.program"})["asker:demo.program"]
    assert programme.title == "Demonstrasjonsprogram 2021–2024 (oppdiktet)"


def test_there_are_about_twenty_measures_several_of_them_under_two_targets(view: View) -> None:
    """Several serve 11.6 and several 13.3."""
    search = Search(scope=INVENTED, kinds=frozenset({"Measure"}))

    assert 18 <= view.find(search).total <= 24
    assert len(measures(view, "sdg:11.6")) >= 4
    assert len(measures(view, "sdg:13.3")) >= 3


def test_the_shapes_that_questions_need_are_there(view: View) -> None:
    """Two strategies, parts, straight on a goal, without a lead, on nothing: each is there."""
    strategies, advances = outgoing(view, "CARRIES_OUT"), outgoing(view, "ADVANCES")
    thread = {kind.name for kind in view.model.thread}
    linked = {
        edge.from_id
        for edge in view.edges(EdgeSearch(nodes=None, outgoing=None, scope=EVERYTHING))
        if edge.kind in thread
    }
    found = view.find(Search(scope=INVENTED, kinds=frozenset({"Measure"}))).keys
    ids = {key.id for key in found}

    assert max(strategies.values()) == 2
    assert any(measures(view, "sdg:13.3").values())
    assert ids & advances.keys()
    assert len(ids - linked) == 1
    invented = frozenset({Basis.ILLUSTRATIVE})
    counts = answer(view, Which(kind="Measure", as_of=DAY, basis=invented)).counts
    assert counts.without_lead == 1


def test_the_packaged_graph_gives_nothing_to_mend(view: View) -> None:
    """`goalgraph check` has nothing to say of it, today or later."""
    assert findings(view, DAY) == []
    assert findings(view, date(2035, 1, 1)) == []
