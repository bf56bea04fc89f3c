"""Asker's goal structure, against the document that it was read from."""

from collections import Counter

import pytest

from graph.identity import namespace_of
from graph.model import Basis
from graph.records import Node
from graph.store import EdgeSearch, Scope, Search, View
from tests.data.conftest import DAY
from tests.data.seed import SEED, bare
from tests.shared import needs_shared

DOCUMENTED = Scope(as_of=DAY, organisation="asker", basis=frozenset({Basis.DOCUMENTED}))
EVERYTHING = Scope(as_of=DAY, organisation="asker")
GOALS = ("FocusArea", "MainGoal", "Subgoal", "Strategy")


def own(view: View, kind: str | None = None) -> list[Node]:
    """Return Asker's own documented nodes of a kind, in order."""
    kinds = None if kind is None else frozenset({kind})
    found = view.find(Search(scope=DOCUMENTED, kinds=kinds))
    ids = [key.id for key in found.keys if namespace_of(key.id) == "asker"]
    return list(view.nodes(ids).values())


def edges(view: View, kind: str, scope: Scope = DOCUMENTED) -> list[tuple[str, str]]:
    """Return Asker's edges of a kind as pairs."""
    search = EdgeSearch(nodes=None, outgoing=None, scope=scope, kinds=frozenset({kind}))
    return [
        (edge.from_id, edge.to_id)
        for edge in view.edges(search)
        if namespace_of(edge.from_id) == "asker"
    ]


@needs_shared
def test_titles_from_the_slides_stand_in_the_slides(view: View) -> None:
    """Each goal and strategy stands in the slides, letter for letter but white space."""
    slides = bare(SEED.read_text(encoding="utf-8"))
    quoted = [node for kind in GOALS for node in own(view, kind)]

    assert len(quoted) == 8 + 8 + 21 + 11
    assert [node.id for node in quoted if bare(node.title) not in slides] == []


def test_no_word_is_broken_as_in_the_pdf(view: View) -> None:
    """The PDF's text has «ti lgang» and «frivil l igheten»; the data have the words."""
    titles = " ".join(node.title for node in own(view)).lower()

    for broken in ("ti l", "frivil l", "bolig- ,", "  "):
        assert broken not in titles


@pytest.mark.parametrize(
    ("kind", "number"),
    [("FocusArea", 8), ("MainGoal", 8), ("Subgoal", 21), ("Strategy", 11)],
)
def test_every_goal_that_the_slides_list_is_there(view: View, kind: str, number: int) -> None:
    """Eight focus areas and main goals, 21 distinct subgoals, 11 strategies."""
    assert len(own(view, kind)) == number


def test_goal_types_and_their_targets(view: View) -> None:
    """Ten AK, ten FN-T and one FN; two subgoals carry two codes each; AK goals carry none."""
    types = {node.id: str(node.values["goal_type"]) for node in own(view, "Subgoal")}
    derived = Counter(low for low, _ in edges(view, "DERIVED_FROM"))

    assert Counter(types.values()) == {"AK": 10, "FN-T": 10, "FN": 1}
    assert sum(derived.values()) == 13
    assert {node for node, number in derived.items() if number == 2} == {
        "asker:byer.5",
        "asker:innovasjon.3",
    }
    assert {node for node in types if node not in derived} == {
        node for node, goal_type in types.items() if goal_type == "AK"
    }


def test_one_service_area_follows_up_twenty_goals(view: View) -> None:
    """Its list is complete, its name is not given, and its title says so; no other has a list."""
    followed = edges(view, "FOLLOWS_UP")
    whole = [area for area in own(view, "ServiceArea") if "FOLLOWS_UP:out" in area.complete]

    assert len(followed) == 20
    assert {area for area, _ in followed} == {area.id for area in whole}
    assert ["navn ikke oppgitt" in area.title for area in whole] == [True]


def test_headings_are_documented_and_wordings_inferred(view: View) -> None:
    """The six chosen SDGs are documented; what a main goal's wording takes is inferred."""
    documented = edges(view, "ALIGNED_WITH")
    every = edges(view, "ALIGNED_WITH", EVERYTHING)

    assert {goal for _, goal in documented} == {f"sdg:{n}" for n in (3, 4, 9, 11, 13, 17)}
    assert set(every) - set(documented) == {("asker:medarbeidere.hovedmal", "sdg:8")}


def test_only_the_lists_that_are_known_whole_are_marked(view: View) -> None:
    """The subgoals of Samarbeid are all there; those of no other main goal are known to be."""
    whole = [node.id for node in own(view, "MainGoal") if "BELONGS_TO:in" in node.complete]

    assert whole == ["asker:samarbeid.hovedmal"]
