"""A walk follows the red thread, down from a goal or up from a measure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from graph.model import Basis, Direction, Mode
from graph.store import Walk
from tests.spec.naive import edge_order
from tests.spec.sketch import NOW, TODAY, arrow, change, edge_id, node, sketch

if TYPE_CHECKING:
    from graph.changes import ChangeSet
    from graph.store import Closure, GraphStore

EXAMPLE = """
    sdg:11.6 -TARGET_OF-> sdg:11 -IN_LAYER-> sdg:layer.society
    asker:delmal.4 -DERIVED_FROM-> sdg:11.6
    asker:delmal.1 -BELONGS_TO-> asker:hovedmal.1 -BELONGS_TO-> asker:satsingsomrade.1
    asker:delmal.4 -BELONGS_TO-> asker:hovedmal.1
    asker:satsingsomrade.1 -ALIGNED_WITH-> sdg:11
    asker:tiltak.avlop -CARRIES_OUT-> asker:strategi.1 -ADVANCES-> asker:delmal.4
    asker:tiltak.avlop -CONTRIBUTES_TO-> sdg:11.6
    asker:tiltak.sykkel -ADVANCES-> asker:delmal.1
    asker:tjenesteomrade.1 -FOLLOWS_UP-> asker:delmal.4
"""
"""The shape of the worked example: an adapted goal, an own goal, a declared contribution."""


def test_down_from_a_target(store: GraphStore) -> None:
    """What serves a target: every node with a path of thread edges up to it, and those edges."""
    store.apply(sketch(EXAMPLE))

    assert drawn(traced(store, down("sdg:11.6"))) == [
        "asker:delmal.4 -DERIVED_FROM-> sdg:11.6",
        "asker:strategi.1 -ADVANCES-> asker:delmal.4",
        "asker:tiltak.avlop -CARRIES_OUT-> asker:strategi.1",
        "asker:tiltak.avlop -CONTRIBUTES_TO-> sdg:11.6",
    ]


def test_up_from_a_measure(store: GraphStore) -> None:
    """What a measure serves, by the same edges."""
    store.apply(sketch(EXAMPLE))

    assert drawn(traced(store, up("asker:tiltak.sykkel"))) == [
        "asker:delmal.1 -BELONGS_TO-> asker:hovedmal.1",
        "asker:hovedmal.1 -BELONGS_TO-> asker:satsingsomrade.1",
        "asker:tiltak.sykkel -ADVANCES-> asker:delmal.1",
    ]


def test_modes_are_nested(store: GraphStore) -> None:
    """Strict is the plan's own hierarchy; linked adds contributions; broad adds headings."""
    store.apply(sketch(EXAMPLE))

    strict = drawn(traced(store, replace(down("sdg:11"), mode=Mode.STRICT)))
    linked = drawn(traced(store, replace(down("sdg:11"), mode=Mode.LINKED)))
    broad = drawn(traced(store, replace(down("sdg:11"), mode=Mode.BROAD)))

    assert strict == [
        "asker:delmal.4 -DERIVED_FROM-> sdg:11.6",
        "asker:strategi.1 -ADVANCES-> asker:delmal.4",
        "asker:tiltak.avlop -CARRIES_OUT-> asker:strategi.1",
        "sdg:11.6 -TARGET_OF-> sdg:11",
    ]
    assert set(linked) - set(strict) == {"asker:tiltak.avlop -CONTRIBUTES_TO-> sdg:11.6"}
    assert set(broad) - set(linked) == {
        "asker:satsingsomrade.1 -ALIGNED_WITH-> sdg:11",
        "asker:hovedmal.1 -BELONGS_TO-> asker:satsingsomrade.1",
        "asker:delmal.1 -BELONGS_TO-> asker:hovedmal.1",
        "asker:delmal.4 -BELONGS_TO-> asker:hovedmal.1",
        "asker:tiltak.sykkel -ADVANCES-> asker:delmal.1",
    }
    assert set(strict) <= set(linked) <= set(broad)


def test_linked_is_what_a_walk_is_unless_it_says_otherwise(store: GraphStore) -> None:
    """The default mode adds declared contributions and no headings."""
    store.apply(sketch(EXAMPLE))

    plain = Walk(starts=frozenset({"sdg:11"}), direction=Direction.DOWN, scope=NOW)

    assert plain.mode is Mode.LINKED
    assert "sdg:11.6" in traced(store, plain).nodes
    assert "asker:tiltak.sykkel" not in traced(store, plain).nodes


def test_only_thread_edges_carry_serves(store: GraphStore) -> None:
    """That a service area follows a goal up, or is responsible, does not make it serve the goal."""
    store.apply(
        sketch("""
            asker:tjenesteomrade.1 -FOLLOWS_UP-> asker:delmal.4
            asker:virksomhet.1 -RESPONSIBLE_FOR-> asker:delmal.4 {role=lead}
            asker:indikator.1 -INDICATES-> asker:delmal.4
            asker:delmal.4 -SET_IN-> asker:plan.1
            asker:delmal.5 -AFFECTS[x]-> asker:delmal.4 {score=3}
            asker:delmal.4 -REPLACES-> asker:delmal.0
        """)
    )

    for walk in (down("asker:delmal.4"), up("asker:delmal.4")):
        assert traced(store, replace(walk, mode=Mode.BROAD)).nodes.keys() == {"asker:delmal.4"}


def test_a_part_serves_through_its_whole(store: GraphStore) -> None:
    """PART_OF is followed like any other strict edge, over several steps."""
    store.apply(
        sketch("""
            asker:tiltak.c -PART_OF-> asker:tiltak.b -PART_OF-> asker:tiltak.a
            asker:tiltak.c -PART_OF-> asker:tiltak.a -ADVANCES-> asker:delmal.1
        """)
    )

    assert len(traced(store, down("asker:delmal.1")).edges) == 4
    assert traced(store, up("asker:tiltak.c")).nodes.keys() == {
        "asker:tiltak.c",
        "asker:tiltak.b",
        "asker:tiltak.a",
        "asker:delmal.1",
    }


def test_a_start_is_in_its_closure(store: GraphStore) -> None:
    """A node that nothing serves has a closure of itself, with its key."""
    store.apply(sketch("asker:delmal.1 (Subgoal) {basis=inferred}"))

    closure = traced(store, down("asker:delmal.1"))

    assert closure.nodes == {"asker:delmal.1": ("asker:delmal.1", "Subgoal", Basis.INFERRED)}
    assert list(closure.edges) == []
    assert not closure.truncated


def test_unknown_starts_are_not_there(store: GraphStore) -> None:
    """A walk from what does not exist, or from nothing, is empty."""
    store.apply(sketch(EXAMPLE))

    assert traced(store, down("sdg:99")).nodes == {}
    assert traced(store, down()).nodes == {}
    assert traced(store, down("sdg:99", "asker:delmal.1")).nodes.keys() == {
        "asker:delmal.1",
        "asker:tiltak.sykkel",
    }


def test_several_starts_are_one_closure(store: GraphStore) -> None:
    """Each node and edge is there once, also where a start lies below another."""
    store.apply(
        sketch("""
            asker:delmal.1 -DERIVED_FROM-> sdg:11.6 -TARGET_OF-> sdg:11
            asker:delmal.2 -DERIVED_FROM-> sdg:3.6
            asker:tiltak.a -ADVANCES-> asker:delmal.1
            asker:tiltak.a -ADVANCES-> asker:delmal.2
        """)
    )

    assert drawn(traced(store, down("sdg:11", "sdg:11.6", "sdg:3.6"))) == [
        "asker:delmal.1 -DERIVED_FROM-> sdg:11.6",
        "asker:delmal.2 -DERIVED_FROM-> sdg:3.6",
        "asker:tiltak.a -ADVANCES-> asker:delmal.1",
        "asker:tiltak.a -ADVANCES-> asker:delmal.2",
        "sdg:11.6 -TARGET_OF-> sdg:11",
    ]


def test_two_kinds_of_edge_between_two_nodes_are_both_there(store: GraphStore) -> None:
    """A goal may be derived from a target and also contribute to it."""
    store.apply(
        sketch("""
            asker:delmal.1 -DERIVED_FROM-> sdg:11.6
            asker:delmal.1 -CONTRIBUTES_TO-> sdg:11.6 {basis=inferred}
        """)
    )

    closure = traced(store, down("sdg:11.6"))

    assert sorted((edge.kind, edge.basis) for edge in closure.edges) == [
        ("CONTRIBUTES_TO", Basis.INFERRED),
        ("DERIVED_FROM", Basis.DOCUMENTED),
    ]


def test_a_ladder_is_walked_once(store: GraphStore) -> None:
    """A graph whose paths grow exponentially has a closure as large as the graph, and no larger."""
    steps = range(1, 20)
    rungs = [
        f"asker:tiltak.{step}.{low} -PART_OF-> asker:tiltak.{step + 1}.{high}"
        for step in steps
        for low in "ab"
        for high in "ab"
    ]
    store.apply(sketch("\n".join(rungs)))

    closure = traced(store, up("asker:tiltak.1.a"))

    assert len(closure.nodes) == 1 + 2 * len(steps)
    assert len(closure.edges) == 4 * len(steps) - 2


# --- scope ----------------------------------------------------------------------------------------


def test_an_organisation_is_followed_alone(store: GraphStore) -> None:
    """A municipality's question sees its own nodes and the shared ones, not its neighbour's."""
    store.apply(
        sketch("""
            asker:tiltak.a -ADVANCES-> asker:delmal.1 -DERIVED_FROM-> sdg:11.6
            baerum:tiltak.a -ADVANCES-> baerum:delmal.1 -DERIVED_FROM-> sdg:11.6
            sdg:11.6 -TARGET_OF-> sdg:11
        """)
    )
    scope = replace(NOW, organisation="asker")

    assert drawn(traced(store, replace(down("sdg:11"), scope=scope))) == [
        "asker:delmal.1 -DERIVED_FROM-> sdg:11.6",
        "asker:tiltak.a -ADVANCES-> asker:delmal.1",
        "sdg:11.6 -TARGET_OF-> sdg:11",
    ]
    assert len(traced(store, down("sdg:11")).edges) == 5


def test_a_start_counts_whatever_its_organisation(store: GraphStore) -> None:
    """A start of the neighbour's leads up to what is shared, but not to others of the neighbour."""
    store.apply(
        sketch("""
            baerum:tiltak.a -ADVANCES-> baerum:delmal.1 -DERIVED_FROM-> sdg:11.6
            baerum:tiltak.a -CONTRIBUTES_TO-> sdg:11.6
        """)
    )
    scope = replace(NOW, organisation="asker")

    assert drawn(traced(store, replace(up("baerum:tiltak.a"), scope=scope))) == [
        "baerum:tiltak.a -CONTRIBUTES_TO-> sdg:11.6"
    ]
    both = replace(down("sdg:11.6", "baerum:tiltak.a"), scope=scope)
    assert drawn(traced(store, both)) == ["baerum:tiltak.a -CONTRIBUTES_TO-> sdg:11.6"]


@pytest.mark.parametrize(
    ("day", "reached"),
    [
        ("2019-12-31", {"asker:delmal.1"}),
        ("2020-01-01", {"asker:delmal.1", "asker:strategi.1"}),
        ("2021-01-01", {"asker:delmal.1", "asker:strategi.1", "asker:tiltak.a"}),
        ("2022-12-31", {"asker:delmal.1", "asker:strategi.1", "asker:tiltak.a"}),
        ("2023-01-01", {"asker:delmal.1", "asker:strategi.1"}),
        ("2024-01-01", {"asker:delmal.1"}),
        ("2025-01-01", set()),
    ],
)
def test_a_walk_is_of_one_day(store: GraphStore, day: str, reached: set[str]) -> None:
    """An edge is followed while it and both its ends are in force; so is a start."""
    store.apply(
        sketch("""
            asker:delmal.1 (Subgoal) {valid_to=2025-01-01}
            asker:strategi.1 (Strategy) {valid_from=2020-01-01}
            asker:tiltak.a (Measure) {valid_to=2023-01-01}
            asker:strategi.1 -ADVANCES-> asker:delmal.1 {valid_to=2024-01-01}
            asker:tiltak.a -CARRIES_OUT-> asker:strategi.1 {valid_from=2021-01-01}
        """)
    )
    scope = replace(NOW, as_of=date.fromisoformat(day))

    closure = traced(store, replace(down("asker:delmal.1"), scope=scope))

    assert closure.nodes.keys() == reached
    assert len(closure.edges) == max(0, len(reached) - 1)


def test_basis_is_of_nodes_and_edges_alike(store: GraphStore) -> None:
    """A walk that may not use what is inferred uses neither such an edge nor such a node."""
    store.apply(
        sketch("""
            asker:delmal.1 -DERIVED_FROM-> sdg:11.6
            asker:delmal.2 -DERIVED_FROM-> sdg:11.6 {basis=inferred}
            asker:delmal.3 (Subgoal) {basis=illustrative}
            asker:delmal.3 -DERIVED_FROM-> sdg:11.6
            asker:tiltak.a -ADVANCES-> asker:delmal.3
        """)
    )

    def resting_on(*basis: Basis) -> set[str]:
        scope = replace(NOW, basis=frozenset(basis))
        return set(traced(store, replace(down("sdg:11.6"), scope=scope)).nodes)

    documented = {"sdg:11.6", "asker:delmal.1"}
    assert resting_on(Basis.DOCUMENTED) == documented
    assert resting_on(Basis.DOCUMENTED, Basis.INFERRED) == documented | {"asker:delmal.2"}
    assert resting_on(Basis.DOCUMENTED, Basis.ILLUSTRATIVE) == documented | {
        "asker:delmal.3",
        "asker:tiltak.a",
    }
    assert resting_on(Basis.INFERRED, Basis.ILLUSTRATIVE) == set()
    assert resting_on() == set()


# --- bound ----------------------------------------------------------------------------------------

WIDE = """
    asker:delmal.1 -DERIVED_FROM-> sdg:11.6
    asker:delmal.2 -DERIVED_FROM-> sdg:11.6
    asker:delmal.10 -DERIVED_FROM-> sdg:11.6
    asker:tiltak.1 -ADVANCES-> asker:delmal.10
    asker:tiltak.1 -CONTRIBUTES_TO-> sdg:11.6
    asker:tiltak.2 -ADVANCES-> asker:delmal.2
"""
"""Three levels of 1, 4 and 1 nodes below a target."""


@pytest.mark.parametrize(
    ("bound", "reached"),
    [
        (1, {"sdg:11.6"}),
        (2, {"sdg:11.6", "asker:delmal.1"}),
        (4, {"sdg:11.6", "asker:delmal.1", "asker:delmal.2", "asker:delmal.10"}),
        (
            5,
            {
                "sdg:11.6",
                "asker:delmal.1",
                "asker:delmal.2",
                "asker:delmal.10",
                "asker:tiltak.1",
            },
        ),
    ],
)
def test_a_walk_is_cut_by_levels_and_then_by_order(
    store: GraphStore, bound: int, reached: set[str]
) -> None:
    """Nearer nodes come first; of the level that does not fit whole, the first ones in order."""
    store.apply(sketch(WIDE))

    closure = traced(store, replace(down("sdg:11.6"), bound=bound))

    assert closure.nodes.keys() == reached
    assert closure.truncated


def test_a_cut_walk_has_every_edge_between_its_nodes(store: GraphStore) -> None:
    """Also those that were not followed, because both ends are of the last level."""
    store.apply(sketch(WIDE))

    assert drawn(traced(store, replace(down("sdg:11.6"), bound=5))) == [
        "asker:delmal.1 -DERIVED_FROM-> sdg:11.6",
        "asker:delmal.2 -DERIVED_FROM-> sdg:11.6",
        "asker:delmal.10 -DERIVED_FROM-> sdg:11.6",
        "asker:tiltak.1 -ADVANCES-> asker:delmal.10",
        "asker:tiltak.1 -CONTRIBUTES_TO-> sdg:11.6",
    ]


def test_a_bound_that_is_just_enough_cuts_nothing(store: GraphStore) -> None:
    """A walk is truncated only when something was left out."""
    store.apply(sketch(WIDE))

    closure = traced(store, replace(down("sdg:11.6"), bound=6))

    assert len(closure.nodes) == 6
    assert not closure.truncated


def test_starts_are_cut_like_any_level(store: GraphStore) -> None:
    """More starts than the bound allows are cut by order."""
    store.apply(sketch(WIDE))

    closure = traced(store, replace(up("asker:tiltak.1", "asker:tiltak.2"), bound=1))

    assert closure.nodes.keys() == {"asker:tiltak.1"}
    assert closure.truncated


# --- after a change -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("later", "reached"),
    [
        (sketch("asker:tiltak.b -ADVANCES-> asker:delmal.1"), {"asker:tiltak.a", "asker:tiltak.b"}),
        (change(removes=[edge_id("asker:tiltak.a -ADVANCES-> asker:delmal.1")]), set()),
        (sketch("asker:tiltak.a (Measure) {valid_to=2026-11-23}"), set()),
        (sketch("asker:tiltak.a (Measure) {valid_to=2026-11-24}"), {"asker:tiltak.a"}),
        (sketch("asker:tiltak.a -ADVANCES-> asker:delmal.1 {valid_from=2026-11-24}"), set()),
        (sketch("asker:tiltak.a -ADVANCES-> asker:delmal.1 {basis=illustrative}"), set()),
        (sketch("asker:tiltak.a (Measure) {basis=illustrative}"), set()),
        (sketch("asker:delmal.1 (Subgoal) {basis=illustrative}"), None),
    ],
)
def test_a_walk_sees_the_newest_revision(
    store: GraphStore, later: ChangeSet, reached: set[str] | None
) -> None:
    """A walk after a change is as if the graph had always been so; nothing of before lingers."""
    store.apply(
        sketch("""
            asker:tiltak.a -ADVANCES-> asker:delmal.1
            asker:tiltak.1 -ADVANCES-> asker:delmal.2
            asker:tiltak.2 -ADVANCES-> asker:delmal.2
            asker:tiltak.3 -ADVANCES-> asker:delmal.2
            asker:tiltak.4 -ADVANCES-> asker:delmal.2
            asker:tiltak.5 -ADVANCES-> asker:delmal.2
            asker:tiltak.6 -ADVANCES-> asker:delmal.2
            asker:tiltak.7 -ADVANCES-> asker:delmal.2
        """)
    )
    documented = replace(NOW, basis=frozenset({Basis.DOCUMENTED, Basis.INFERRED}), as_of=TODAY)
    walk = replace(down("asker:delmal.1"), scope=documented)
    traced(store, walk)

    store.apply(later)

    assert traced(store, walk).nodes.keys() == (
        set() if reached is None else reached | {"asker:delmal.1"}
    )


def test_a_removed_node_is_gone_from_walks(store: GraphStore) -> None:
    """A walk from a node that was removed is empty, also when there had been one before."""
    store.apply(
        sketch("asker:tiltak.a\nasker:tiltak.b\nasker:tiltak.c\nasker:tiltak.d\nasker:delmal.1")
    )
    assert traced(store, down("asker:tiltak.a")).nodes

    store.apply(change(node("asker:delmal.1", title="Ny"), removes=["asker:tiltak.a"]))

    assert traced(store, down("asker:tiltak.a")).nodes == {}


def down(*starts: str) -> Walk:
    """Return the walk down from some nodes today."""
    return Walk(starts=frozenset(starts), direction=Direction.DOWN, scope=NOW)


def up(*starts: str) -> Walk:
    """Return the walk up from some nodes today."""
    return Walk(starts=frozenset(starts), direction=Direction.UP, scope=NOW)


def traced(store: GraphStore, walk: Walk) -> Closure:
    """Return what a walk reaches."""
    with store.read() as view:
        return view.trace(walk)


def drawn(closure: Closure) -> list[str]:
    """Return a closure's edges as they are drawn, in order; no edge is there twice."""
    assert len(set(closure.edges)) == len(closure.edges)
    return [arrow(edge) for edge in sorted(closure.edges, key=edge_order)]
