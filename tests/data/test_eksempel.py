"""Eksempel kommune: an invented municipality of another shape than Asker's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.answers import answer
from graph.questions import Which
from tests.data.conftest import DAY
from tests.data.invented import Invented

if TYPE_CHECKING:
    from graph.store import View

ORGANISATION = "eksempel:kommune"


@pytest.fixture(scope="module")
def demo(view: View) -> Invented:
    """What is invented, read once."""
    return Invented(view)


def test_it_has_three_levels(demo: Invented) -> None:
    """Measures advance goals, which belong to focus areas: no main goals, no strategies."""
    assert not demo.of("MainGoal", "eksempel")
    assert not demo.of("Strategy", "eksempel")
    for goal in demo.of("Subgoal", "eksempel"):
        (above,) = demo.up("BELONGS_TO", goal)
        assert demo.nodes[above].kind == "FocusArea"
    for measure in demo.of("Measure", "eksempel"):
        assert demo.up("ADVANCES", measure)
        assert not demo.up("CARRIES_OUT", measure)


def test_its_goals_are_its_own_and_tagged_with_the_uns(demo: Invented) -> None:
    """None is derived from a target; each declares what it contributes to, and how strongly."""
    goals = demo.of("Subgoal", "eksempel")

    assert len(goals) >= 10
    assert {demo.nodes[each].values["goal_type"] for each in goals} == {"AK"}
    assert all(demo.up("CONTRIBUTES_TO", each) for each in goals)
    assert not any(demo.up("DERIVED_FROM", each) for each in goals)
    assert any(
        not end.partition(".")[2] for each in goals for end in demo.up("CONTRIBUTES_TO", each)
    )


def test_it_has_words_of_its_own(view: View, demo: Invented) -> None:
    """They are said of kinds that there are."""
    words = {str(row["kind"]): row for row in demo.rows(ORGANISATION, "words")}

    assert words["ServiceArea"]["one"] == "sektor"
    assert words["Subgoal"]["many"] == "mål"
    assert words.keys() <= view.model.node_kinds.keys()


def test_it_assessed_every_goal_and_target_with_reasons(view: View, demo: Invented) -> None:
    """All 17 and all 169, each with an outcome; what was chosen has a place in the matrix."""
    edges = {edge.to_id: edge.values for edge in demo.edges["ASSESSED"]}
    goals = {each for each in view.ids() if each.startswith("sdg:") and "layer" not in each}

    assert edges.keys() == goals
    for goal, values in edges.items():
        assert {"reason", "reason_en"} <= values.keys(), goal
        if values["outcome"] == "chosen":
            assert values.keys() >= {"influence", "wish"}


def test_its_lists_are_complete_so_nothing_limits_an_answer(view: View) -> None:
    """All of it was made up here, so we know that there is no more."""
    question = Which(
        kind="Measure", serves=frozenset({"sdg:13"}), organisation="eksempel", as_of=DAY
    )

    found = answer(view, question)

    assert len(found.results) == 2
    assert found.limits == ()


def test_a_joint_measure_is_one_node_in_each_municipality(demo: Invented) -> None:
    """The two are joined both ways, by the only edge that may cross there."""
    ours, theirs = "asker:demo.felles-brannforebygging", "eksempel:felles-brannforebygging"
    joined = {
        (edge.from_id, edge.to_id): (edge.key, edge.values["score"])
        for edge in demo.edges["AFFECTS"]
        if {edge.from_id, edge.to_id} == {ours, theirs}
    }

    assert joined == {
        (ours, theirs): ("felles tiltak", 3),
        (theirs, ours): ("felles tiltak", 3),
    }
