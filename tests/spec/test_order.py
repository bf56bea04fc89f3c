"""Everything stands in one order, in which digits sort as numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.store import EdgeSearch, Search, Section
from tests.spec.sketch import NOW, arrow, sketch

if TYPE_CHECKING:
    from graph.store import GraphStore


def test_numbers_sort_as_numbers_and_before_letters(store: GraphStore) -> None:
    """11.2 stands before 11.10, and 11.10 before 11.a; the whole before its parts."""
    store.apply(
        sketch("""
            sdg:11.b
            sdg:11.10
            sdg:2
            sdg:11.a
            sdg:11
            sdg:11.2
            sdg:2.10
        """)
    )

    assert found(store) == [
        "sdg:2",
        "sdg:2.10",
        "sdg:11",
        "sdg:11.2",
        "sdg:11.10",
        "sdg:11.a",
        "sdg:11.b",
    ]


def test_organisations_stand_together(store: GraphStore) -> None:
    """Nodes are sorted by their whole identifier, the organisation first."""
    store.apply(
        sketch("""
            sdg:1
            asker:tiltak.2
            baerum:tiltak.1
            asker:strategi.3
            asker:tiltak.10
        """)
    )

    assert found(store) == [
        "asker:strategi.3",
        "asker:tiltak.2",
        "asker:tiltak.10",
        "baerum:tiltak.1",
        "sdg:1",
    ]


def test_titles_do_not_decide(store: GraphStore) -> None:
    """æ, ø and å in titles move nothing: engines and machines sort them differently."""
    store.apply(
        sketch("""
            asker:tiltak.c (Measure) {title="Ærlighet"}
            asker:tiltak.b (Measure) {title="Åpenhet"}
            asker:tiltak.a (Measure) {title="Økologi"}
        """)
    )

    assert found(store) == ["asker:tiltak.a", "asker:tiltak.b", "asker:tiltak.c"]


def test_very_long_numbers_sort_as_numbers(store: GraphStore) -> None:
    """A number beyond what any machine's integers hold still sorts by its size."""
    store.apply(
        sketch("""
            asker:tiltak.100000000000000000000000000000
            asker:tiltak.99999999999999999999999999999
            asker:tiltak.9
        """)
    )

    assert found(store) == [
        "asker:tiltak.9",
        "asker:tiltak.99999999999999999999999999999",
        "asker:tiltak.100000000000000000000000000000",
    ]


def test_leading_zeros_have_a_fixed_place(store: GraphStore) -> None:
    """Identifiers that differ in leading zeros alone are two nodes, and always in one order."""
    store.apply(sketch("asker:tiltak.007\nasker:tiltak.8\nasker:tiltak.7\nasker:tiltak.07"))

    assert found(store) == [
        "asker:tiltak.7",
        "asker:tiltak.007",
        "asker:tiltak.07",
        "asker:tiltak.8",
    ]


def test_edges_are_in_order_of_from_kind_to_and_key(store: GraphStore) -> None:
    """Both ends sort as nodes do; kinds and keys sort as text."""
    store.apply(
        sketch("""
            asker:delmal.10 -DERIVED_FROM-> sdg:2.1
            asker:delmal.2 -DERIVED_FROM-> sdg:11.10
            asker:delmal.2 -DERIVED_FROM-> sdg:11.2
            asker:delmal.2 -CONTRIBUTES_TO-> sdg:11.10
            asker:delmal.2 -AFFECTS[å]-> asker:delmal.10 {score=1}
            asker:delmal.2 -AFFECTS[b 10]-> asker:delmal.10 {score=1}
            asker:delmal.2 -AFFECTS[b 2]-> asker:delmal.10 {score=1}
        """)
    )

    with store.read() as view:
        edges = view.edges(EdgeSearch(nodes=None, outgoing=None, scope=NOW))
        section = view.section(
            Section(
                scope=NOW,
                kinds=frozenset({"Subgoal", "SDGTarget"}),
                edge_kinds=frozenset({"DERIVED_FROM", "CONTRIBUTES_TO", "AFFECTS"}),
            )
        )
    assert [arrow(edge) for edge in edges] == [
        "asker:delmal.2 -AFFECTS[b 10]-> asker:delmal.10",
        "asker:delmal.2 -AFFECTS[b 2]-> asker:delmal.10",
        "asker:delmal.2 -AFFECTS[å]-> asker:delmal.10",
        "asker:delmal.2 -CONTRIBUTES_TO-> sdg:11.10",
        "asker:delmal.2 -DERIVED_FROM-> sdg:11.2",
        "asker:delmal.2 -DERIVED_FROM-> sdg:11.10",
        "asker:delmal.10 -DERIVED_FROM-> sdg:2.1",
    ]
    assert section.edges == edges


def test_a_section_is_in_order_too(store: GraphStore) -> None:
    """A section's nodes come as `find` returns them."""
    store.apply(sketch("sdg:11.10\nsdg:11.a\nsdg:11.2\nsdg:2"))

    with store.read() as view:
        section = view.section(Section(scope=NOW, kinds=frozenset({"SDGTarget", "SDG"})))

    assert [key.id for key in section.nodes] == ["sdg:2", "sdg:11.2", "sdg:11.10", "sdg:11.a"]


def found(store: GraphStore) -> list[str]:
    """Return all nodes in the order that they are found in."""
    with store.read() as view:
        return [key.id for key in view.find(Search(scope=NOW)).keys]
