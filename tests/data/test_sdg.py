"""The UN's goals and targets, against the UN's own list."""

from collections import Counter

import rdflib

from graph.identity import local_of
from graph.records import Node
from graph.store import EdgeSearch, Scope, Search, View
from tests.data.conftest import DAY
from tests.shared import SHARED, needs_shared

SCOPE = Scope(as_of=DAY)
LAYERS = {
    "sdg:layer.biosphere": {6, 13, 14, 15},
    "sdg:layer.society": {1, 2, 3, 4, 5, 7, 11, 16},
    "sdg:layer.economy": {8, 9, 10, 12},
    "sdg:layer.partnership": {17},
}


def of_kind(view: View, kind: str) -> list[Node]:
    """Return all nodes of a kind, in order."""
    found = view.find(Search(scope=SCOPE, kinds=frozenset({kind})))
    return list(view.nodes([key.id for key in found.keys]).values())


def test_there_are_17_goals_and_169_targets(view: View) -> None:
    """The 2030 Agenda has 17 goals and 169 targets, 43 of them with a letter."""
    targets = of_kind(view, "SDGTarget")

    assert len(of_kind(view, "SDG")) == 17
    assert len(targets) == 169
    assert sum(target.id[-1].isalpha() for target in targets) == 43


@needs_shared
def test_codes_are_the_uns(view: View) -> None:
    """Every code is on the UN's list under its goal, and none of the list's is missing."""
    graph = rdflib.Graph().parse(SHARED / "reference" / "un-sdg-kos.ttl")
    sdgo = rdflib.Namespace("http://metadata.un.org/sdg/ontology#")
    listed = {
        str(subject).rpartition("/")[2]: str(kind).rpartition("#")[2]
        for subject, kind in graph.subject_objects(rdflib.RDF.type)
        if kind in {sdgo.Goal, sdgo.Target}
    }

    ours = {local_of(node.id): "Goal" for node in of_kind(view, "SDG")}
    ours |= {local_of(node.id): "Target" for node in of_kind(view, "SDGTarget")}

    assert ours == listed


def test_targets_belong_to_the_goal_of_their_code(view: View) -> None:
    """11.6 is a target of 11; each identifier leads to the UN's page of the same code."""
    search = EdgeSearch(nodes=None, outgoing=None, scope=SCOPE, kinds=frozenset({"TARGET_OF"}))
    goals = {edge.from_id: edge.to_id for edge in view.edges(search)}

    for node in of_kind(view, "SDGTarget"):
        assert goals[node.id] == node.id.partition(".")[0]
        assert node.values["iri"] == f"http://metadata.un.org/sdg/{local_of(node.id)}"


def test_short_titles_are_marked_and_short(view: View) -> None:
    """A target's title is ours, at most 100 characters, marked as shortened, in both languages."""
    targets = of_kind(view, "SDGTarget")

    for node in targets:
        assert node.values["shortened"] is True
        for column in ("title", "title_en"):
            assert 0 < len(str(node.values[column])) <= 100
    for column in ("title", "title_en"):
        assert max(Counter(str(node.values[column]) for node in targets).values()) == 1


def test_goals_lie_in_the_four_layers(view: View) -> None:
    """The layers are those of Stockholm Resilience Centre; each goal has its own colour."""
    search = EdgeSearch(nodes=None, outgoing=None, scope=SCOPE, kinds=frozenset({"IN_LAYER"}))
    layers: dict[str, set[int]] = {layer: set() for layer in LAYERS}
    for edge in view.edges(search):
        layers[edge.to_id].add(int(local_of(edge.from_id)))

    assert layers == LAYERS
    assert len({node.values["colour"] for node in of_kind(view, "SDG")}) == 17
