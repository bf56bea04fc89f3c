"""Edges are listed by their nodes, kinds and fields; a section holds those inside it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from graph.model import Basis
from graph.store import EdgeSearch, Scope, Section
from tests.spec.sketch import NOW, TODAY, arrow, change, edge, node, sketch

if TYPE_CHECKING:
    from graph.records import Value
    from graph.store import GraphStore

ALL = EdgeSearch(nodes=None, outgoing=None, scope=NOW)


def test_direction(store: GraphStore) -> None:
    """The edges that go out of some nodes, that come into them, or both."""
    store.apply(
        sketch("""
            asker:tiltak.a -CARRIES_OUT-> asker:strategi.1 -ADVANCES-> asker:delmal.1
            asker:tiltak.b -ADVANCES-> asker:delmal.1
        """)
    )
    strategy = frozenset({"asker:strategi.1"})

    assert listed(store, replace(ALL, nodes=strategy, outgoing=True)) == [
        "asker:strategi.1 -ADVANCES-> asker:delmal.1"
    ]
    assert listed(store, replace(ALL, nodes=strategy, outgoing=False)) == [
        "asker:tiltak.a -CARRIES_OUT-> asker:strategi.1"
    ]
    assert listed(store, replace(ALL, nodes=strategy)) == [
        "asker:strategi.1 -ADVANCES-> asker:delmal.1",
        "asker:tiltak.a -CARRIES_OUT-> asker:strategi.1",
    ]


def test_all_edges(store: GraphStore) -> None:
    """Without nodes every edge is listed, once; with none of them, none."""
    store.apply(
        sketch("""
            asker:tiltak.a -PART_OF-> asker:tiltak.b
            asker:tiltak.a -SET_IN-> asker:plan.1
        """)
    )

    assert listed(store, ALL) == [
        "asker:tiltak.a -PART_OF-> asker:tiltak.b",
        "asker:tiltak.a -SET_IN-> asker:plan.1",
    ]
    assert listed(store, replace(ALL, nodes=frozenset({"asker:tiltak.a", "asker:tiltak.b"}))) == [
        "asker:tiltak.a -PART_OF-> asker:tiltak.b",
        "asker:tiltak.a -SET_IN-> asker:plan.1",
    ]
    assert listed(store, replace(ALL, nodes=frozenset())) == []
    assert listed(store, replace(ALL, nodes=frozenset({"asker:bogus"}))) == []


def test_kinds_and_limit(store: GraphStore) -> None:
    """Any of some kinds, the first so many of them; a limit of 0 gives none."""
    store.apply(
        sketch("""
            asker:tiltak.a -SET_IN-> asker:plan.1
            asker:tiltak.a -ADVANCES-> asker:delmal.2
            asker:tiltak.a -ADVANCES-> asker:delmal.10
            asker:tiltak.a -CONTRIBUTES_TO-> sdg:11
        """)
    )
    thread = replace(ALL, kinds=frozenset({"ADVANCES", "CONTRIBUTES_TO"}))

    assert listed(store, replace(thread, limit=2)) == [
        "asker:tiltak.a -ADVANCES-> asker:delmal.2",
        "asker:tiltak.a -ADVANCES-> asker:delmal.10",
    ]
    assert len(listed(store, thread)) == 3
    assert listed(store, replace(thread, limit=0)) == []
    assert listed(store, replace(ALL, kinds=frozenset())) == []


def test_fields(store: GraphStore) -> None:
    """A field has any of the values, written as in files; different fields must all fit."""
    store.apply(
        sketch("""
            asker:virksomhet.a -RESPONSIBLE_FOR-> asker:tiltak.a {role=lead}
            asker:virksomhet.b -RESPONSIBLE_FOR-> asker:tiltak.a {role=contributing}
            asker:tiltak.a -ADVANCES-> asker:delmal.1 {primary=yes}
            asker:tiltak.a -CONTRIBUTES_TO-> sdg:11 {primary=no, strength=2}
            asker:kommune -ASSESSED-> sdg:11 {outcome=chosen, influence=4.50}
        """)
    )

    def having(**fields: str) -> list[str]:
        wanted = tuple((column, frozenset({text})) for column, text in fields.items())
        return listed(store, replace(ALL, fields=wanted))

    assert having(role="lead") == ["asker:virksomhet.a -RESPONSIBLE_FOR-> asker:tiltak.a"]
    assert having(primary="yes") == ["asker:tiltak.a -ADVANCES-> asker:delmal.1"]
    assert having(primary="no", strength="2") == ["asker:tiltak.a -CONTRIBUTES_TO-> sdg:11"]
    assert having(primary="yes", strength="2") == []
    assert having(influence="4.5") == ["asker:kommune -ASSESSED-> sdg:11"]
    assert having(bogus="lead") == []


def test_scope(store: GraphStore) -> None:
    """An edge counts while it and both its ends are in force, of the basis and the organisation."""
    store.apply(
        sketch("""
            asker:tiltak.a -ADVANCES-> asker:delmal.1 {valid_from=2020-01-01, valid_to=2024-01-01}
            asker:tiltak.b (Measure) {valid_to=2022-01-01}
            asker:tiltak.b -ADVANCES-> asker:delmal.1
            asker:delmal.2 (Subgoal) {basis=inferred}
            asker:tiltak.c -ADVANCES-> asker:delmal.2
            asker:plan.1 -FOLLOWS-> viken:plan.1
            viken:delmal.1 -DERIVED_FROM-> sdg:11.6
        """)
    )

    def counting(year: int, organisation: str | None = "asker", *basis: Basis) -> list[str]:
        asked = Scope(
            as_of=TODAY.replace(year=year),
            organisation=organisation,
            basis=frozenset(basis or Basis),
        )
        return listed(store, replace(ALL, scope=asked))

    first = "asker:tiltak.a -ADVANCES-> asker:delmal.1"
    second = "asker:tiltak.b -ADVANCES-> asker:delmal.1"
    third = "asker:tiltak.c -ADVANCES-> asker:delmal.2"
    assert counting(2021) == [first, second, third]
    assert counting(2019) == [second, third]
    assert counting(2023) == [first, third]
    assert counting(2021, "asker", Basis.DOCUMENTED) == [first, second]
    assert counting(2021, "asker", Basis.INFERRED) == []
    assert counting(2021, "viken") == ["viken:delmal.1 -DERIVED_FROM-> sdg:11.6"]
    assert len(counting(2021, None)) == 5


def test_without_scope_everything_stored_is_listed(store: GraphStore) -> None:
    """What is no longer, or not yet, in force is there for who asks for what is stored."""
    store.apply(
        sketch("""
            asker:tiltak.a (Measure) {valid_to=2001-01-01}
            asker:tiltak.a -ADVANCES-> asker:delmal.1 {valid_from=2999-01-01}
        """)
    )

    assert listed(store, ALL) == []
    assert listed(store, replace(ALL, scope=None)) == ["asker:tiltak.a -ADVANCES-> asker:delmal.1"]


def test_an_edge_key_holds_what_a_walk_needs(store: GraphStore) -> None:
    """Basis and identity stand in the key, so that lists need no records."""
    store.apply(sketch("sdg:11 -AFFECTS[buss]-> sdg:13 {score=-3, basis=illustrative}"))

    with store.read() as view:
        (key,) = view.edges(ALL)

    assert key == ("AFFECTS", "sdg:11", "sdg:13", "buss", Basis.ILLUSTRATIVE, False)
    assert key.id == ("AFFECTS", "sdg:11", "sdg:13", "buss")


def test_a_section_has_the_fields_that_were_asked_for(store: GraphStore) -> None:
    """Each node comes with those of the columns that it has a value for, typed."""
    lines: Value = ({"year": 2021, "type": "operating", "net": 600},)
    store.apply(
        change(
            node("asker:tiltak.a", budget=lines, climate_tonnes=Decimal("1.50"), pilot=True),
            node("asker:tiltak.b", place="Borgen", complete=("ADVANCES:out",)),
            node("asker:delmal.1"),
        )
    )

    with store.read() as view:
        section = view.section(
            Section(
                scope=NOW,
                kinds=frozenset({"Measure"}),
                fields=("budget", "climate_tonnes", "complete", "direction"),
            )
        )

    assert {key.id: fields for key, fields in section.nodes.items()} == {
        "asker:tiltak.a": {"budget": lines, "climate_tonnes": Decimal("1.50")},
        "asker:tiltak.b": {"complete": ("ADVANCES:out",)},
    }
    assert section.edges == ()


def test_a_section_has_the_edges_inside_it(store: GraphStore) -> None:
    """Edges of the kinds asked for with both ends among the section's nodes; no edge leads out."""
    store.apply(
        sketch("""
            asker:tiltak.a -ADVANCES-> asker:delmal.1 -DERIVED_FROM-> sdg:11.6
            asker:tiltak.b -ADVANCES-> asker:delmal.2
            asker:tiltak.b -ADVANCES-> asker:hovedmal.1
            asker:tiltak.b -PART_OF-> asker:tiltak.a
            asker:tiltak.b -ADVANCES-> asker:delmal.1 {valid_to=2024-01-01}
            asker:tiltak.c (Measure) {valid_to=2024-01-01}
            asker:tiltak.c -ADVANCES-> asker:delmal.1
        """)
    )
    asked = Section(
        scope=NOW,
        kinds=frozenset({"Measure", "Subgoal"}),
        edge_kinds=frozenset({"ADVANCES", "DERIVED_FROM"}),
    )

    with store.read() as view:
        section = view.section(asked)
        smaller = view.section(
            replace(asked, among=frozenset({"asker:tiltak.a", "asker:tiltak.b", "asker:delmal.1"}))
        )
        without_edges = view.section(replace(asked, edge_kinds=frozenset()))

    assert [arrow(each) for each in section.edges] == [
        "asker:tiltak.a -ADVANCES-> asker:delmal.1",
        "asker:tiltak.b -ADVANCES-> asker:delmal.2",
    ]
    assert [arrow(each) for each in smaller.edges] == ["asker:tiltak.a -ADVANCES-> asker:delmal.1"]
    assert [key.id for key in smaller.nodes] == [
        "asker:delmal.1",
        "asker:tiltak.a",
        "asker:tiltak.b",
    ]
    assert list(without_edges.nodes) == list(section.nodes)
    assert without_edges.edges == ()


def test_a_section_is_of_a_scope(store: GraphStore) -> None:
    """Organisation, day and basis decide which nodes and edges are in it."""
    store.apply(
        sketch("""
            asker:tiltak.a -ADVANCES-> asker:delmal.1 {basis=inferred}
            baerum:tiltak.a -ADVANCES-> baerum:delmal.1
        """)
    )
    scope = Scope(as_of=TODAY, organisation="asker", basis=frozenset({Basis.DOCUMENTED}))

    with store.read() as view:
        section = view.section(
            Section(
                scope=scope,
                kinds=frozenset({"Measure", "Subgoal"}),
                edge_kinds=frozenset({"ADVANCES"}),
            )
        )

    assert [key.id for key in section.nodes] == ["asker:delmal.1", "asker:tiltak.a"]
    assert section.edges == ()


def test_a_put_edge_replaces_the_one_of_its_identity(store: GraphStore) -> None:
    """Kind, ends and key make an edge one and the same; its fields are as last put."""
    store.apply(sketch("sdg:11 -AFFECTS[buss]-> sdg:13 {score=1}"))

    store.apply(change(edge("AFFECTS", "sdg:11", "sdg:13", key="buss", score=3)))

    assert listed(store, ALL) == ["sdg:11 -AFFECTS[buss]-> sdg:13"]
    assert listed(store, replace(ALL, fields=(("score", frozenset({"3"})),))) == [
        "sdg:11 -AFFECTS[buss]-> sdg:13"
    ]


def listed(store: GraphStore, search: EdgeSearch) -> list[str]:
    """Return the edges that a search finds, as they are drawn."""
    with store.read() as view:
        return [arrow(key) for key in view.edges(search)]
