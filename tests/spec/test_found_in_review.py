"""What reviewers found by asking: each was wrong once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from graph.answers import answer
from graph.model import Mode
from graph.questions import Which
from graph.store import EdgeSearch, Search
from tests.spec.sketch import NOW, change, edge, node, sketch

if TYPE_CHECKING:
    from graph.store import GraphStore

TODAY: Final = date(2026, 11, 23)
MEASURES: Final = Which(kind="Measure", serves=frozenset({"sdg:11.6"}), as_of=TODAY)


def test_links_to_a_goal_that_was_replaced_by_another_sort_of_goal_are_named(
    store: GraphStore,
) -> None:
    """The new goal is not derived from the target: what served the old one is named as lost."""
    store.apply(
        sketch("""
            asker:delmal.1 {valid_to=2025-01-01}
            asker:delmal.2 -REPLACES-> asker:delmal.1 -DERIVED_FROM-> sdg:11.6
            asker:tiltak.a -ADVANCES-> asker:delmal.1
        """)
    )

    with store.read() as view:
        found = answer(view, MEASURES)

    assert found.results == ()
    (lost,) = [limit for limit in found.limits if limit.code == "lost-to-replacement"]
    assert [edge.from_id for edge in lost.edges] == ["asker:tiltak.a"]


def test_all_successors_of_a_start_are_named(store: GraphStore) -> None:
    """A goal that was split in two says so."""
    store.apply(
        sketch("""
            asker:delmal.1 {valid_to=2025-01-01}
            asker:delmal.2 -REPLACES-> asker:delmal.1
            asker:delmal.3 -REPLACES-> asker:delmal.1
        """)
    )

    with store.read() as view:
        found = answer(view, replace(MEASURES, serves=frozenset({"asker:delmal.1"})))

    ended = next(limit for limit in found.limits if limit.code == "start-not-in-force")
    assert ended.nodes == ("asker:delmal.1", "asker:delmal.2", "asker:delmal.3")
    assert "(asker:delmal.2) og " in ended.text.nb


def test_what_serves_only_the_heading_passes_the_other_filters_too(store: GraphStore) -> None:
    """Different filters must all hold, also for what is listed apart."""
    store.apply(
        sketch("""
            asker:strategi.1 -CONTRIBUTES_TO-> sdg:11.6 -TARGET_OF-> sdg:11
            asker:strategi.2 -CONTRIBUTES_TO-> sdg:11
            asker:tiltak.a -CARRIES_OUT-> asker:strategi.1
        """)
    )
    question = Which(
        kind="Strategy",
        serves=frozenset({"sdg:11.6"}),
        served_by=frozenset({"asker:tiltak.a"}),
        mode=Mode.BROAD,
        as_of=TODAY,
    )

    with store.read() as view:
        found = answer(view, question)

    assert found.apart is not None
    assert found.apart.nodes == ()


def test_a_part_of_a_part_is_a_part(store: GraphStore) -> None:
    """Also when a filter leaves out what is between: one whole, one part under it."""
    store.apply(
        change(
            node("asker:tiltak.a", type="investment"),
            node("asker:tiltak.b", type="operating"),
            node("asker:tiltak.c", type="investment"),
        )
    )
    store.apply(change(node("sdg:11.6", "SDGTarget")))
    store.apply(
        change(
            edge("PART_OF", "asker:tiltak.c", "asker:tiltak.b"),
            edge("PART_OF", "asker:tiltak.b", "asker:tiltak.a"),
            edge("CONTRIBUTES_TO", "asker:tiltak.a", "sdg:11.6"),
        )
    )

    with store.read() as view:
        found = answer(view, replace(MEASURES, fields=(("type", frozenset({"investment"})),)))

    assert (found.counts.results, found.counts.parts) == (1, 1)
    assert [each.part_of for each in found.results] == [(), ("asker:tiltak.a",)]
    assert "whole-only-through-part" not in {limit.code for limit in found.limits}


def test_a_key_is_known_also_when_its_change_altered_nothing(store: GraphStore) -> None:
    """Applied again after another edit, it must not take that edit back."""
    first = store.apply(sketch("asker:tiltak.a"))
    idle = replace(sketch("asker:tiltak.a"), key="idle")
    store.apply(idle)
    store.apply(change(node("asker:tiltak.a", title="Endret")))

    again = store.apply(idle)

    assert again == first
    with store.read() as view:
        assert view.nodes(["asker:tiltak.a"])["asker:tiltak.a"].title == "Endret"


def test_a_field_that_no_kind_has_finds_nothing(store: GraphStore) -> None:
    """Neither nodes nor edges, also where one organisation is asked for."""
    store.apply(sketch("asker:tiltak.a -CONTRIBUTES_TO-> sdg:11"))
    scope = replace(NOW, organisation="asker")
    fields = (("bogus", frozenset({"x"})),)

    with store.read() as view:
        assert view.find(Search(scope=scope, fields=fields)).total == 0
        for outgoing in (None, True, False):
            search = EdgeSearch(
                nodes=frozenset({"sdg:11"}), outgoing=outgoing, scope=scope, fields=fields
            )
            assert view.edges(search) == ()
