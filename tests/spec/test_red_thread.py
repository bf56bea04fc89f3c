"""The red thread as columns, items and links: what is shown, gathered, chosen and joined."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.answers import answer
from graph.errors import Refused, UnknownNode
from graph.model import Direction, Mode
from graph.questions import RedThread, Trace, Which
from graph.red_thread import Pictured, Standing, pictured
from graph.surroundings import traced
from tests.spec.sketch import TODAY, sketch

if TYPE_CHECKING:
    from graph.red_thread import Column
    from graph.store import GraphStore

THREAD = """
    sdg:11 -IN_LAYER-> sdg:layer.society
    sdg:11.6 -TARGET_OF-> sdg:11
    sdg:11.7 -TARGET_OF-> sdg:11
    asker:hovedmal.1 -BELONGS_TO-> asker:satsingsomrade.1
    asker:delmal.1 -BELONGS_TO-> asker:hovedmal.1
    asker:delmal.1 -DERIVED_FROM-> sdg:11.6
    asker:delmal.2 -BELONGS_TO-> asker:hovedmal.1
    asker:strategi.1 -ADVANCES-> asker:delmal.1
    asker:tiltak.1 -CARRIES_OUT-> asker:strategi.1
    asker:tiltak.2 -ADVANCES-> asker:delmal.2
"""


def picture(store: GraphStore, drawing: str, **asked: object) -> Pictured:
    """Return the picture of a drawn graph."""
    store.apply(sketch(drawing))
    with store.read() as view:
        return pictured(view, RedThread(as_of=TODAY, **asked))  # type: ignore[arg-type]


def columns(found: Pictured) -> dict[str, list[str]]:
    """Return the keys of the items of each column."""
    return {column.key: [item.key for item in column.items] for column in found.columns}


def column(found: Pictured, key: str) -> Column:
    """Return one column."""
    return next(each for each in found.columns if each.key == key)


def standing(found: Pictured, key: str) -> Standing:
    """Return how an item stands to the chosen thread."""
    return found.items[key].standing


def links(found: Pictured) -> set[tuple[str, str]]:
    """Return the ends of all links."""
    return {(link.lower, link.upper) for link in found.links}


def test_columns_are_the_levels_and_what_heads_stands_with_what_it_heads(
    store: GraphStore,
) -> None:
    """Layer and SDG share a column, focus area and main goal another; the highest comes first."""
    found = picture(store, THREAD)

    assert columns(found) == {
        "sdgs": ["sdg:layer.society", "sdg:11"],
        "targets": ["sdg:11.6", "targets"],
        "main-goals": ["asker:satsingsomrade.1", "asker:hovedmal.1"],
        "subgoals": ["asker:delmal.1", "asker:delmal.2"],
        "strategies": ["asker:strategi.1"],
        "measures": ["asker:tiltak.1", "asker:tiltak.2"],
    }
    assert found.items["sdg:11"].under == "sdg:layer.society"
    assert column(found, "sdgs").totals == {"Layer": 1, "SDG": 1}


def test_shared_goals_that_nothing_serves_are_counted_until_asked_for(store: GraphStore) -> None:
    """Of the UN's targets only those that something serves are shown, and the others counted."""
    found = picture(store, THREAD)
    expanded = picture(store, THREAD, expand=frozenset({"targets"}))

    assert found.items["targets"].members == 1
    assert found.items["targets"].is_rest
    assert columns(expanded)["targets"] == ["sdg:11.6", "sdg:11.7"]


def test_a_chosen_node_chooses_what_it_serves_and_what_serves_it(store: GraphStore) -> None:
    """What is on a chain through the focus is on the thread; the rest is dimmed, not hidden."""
    found = picture(store, THREAD, focus=frozenset({"sdg:11.6"}))

    on = {key for key, item in found.items.items() if item.standing is Standing.ON}
    assert on == {
        "sdg:layer.society",
        "sdg:11",
        "sdg:11.6",
        "asker:delmal.1",
        "asker:strategi.1",
        "asker:tiltak.1",
    }
    assert standing(found, "asker:hovedmal.1") is Standing.NEAR
    assert standing(found, "asker:tiltak.2") is Standing.OFF
    assert column(found, "measures").chosen == {"Measure": 1}


def test_an_edge_past_the_focus_is_not_on_the_thread(store: GraphStore) -> None:
    """Both ends may be on the thread, and the edge between them not: it is on no chain."""
    past = "asker:tiltak.1 -CONTRIBUTES_TO-> sdg:11.6"
    found = picture(store, f"{THREAD}\n{past}", focus=frozenset({"asker:strategi.1"}))

    by_ends = {(link.lower, link.upper): link.standing for link in found.links}
    assert by_ends["asker:tiltak.1", "sdg:11.6"] is Standing.NEAR
    assert by_ends["asker:tiltak.1", "asker:strategi.1"] is Standing.ON
    assert by_ends["sdg:11.6", "sdg:11"] is Standing.ON


def test_alone_the_chosen_thread_is_shown_and_the_rest_counted(store: GraphStore) -> None:
    """Nothing is dropped: what is not shown one by one is counted in its column."""
    found = picture(store, THREAD, focus=frozenset({"sdg:11.6"}), alone=True)

    assert columns(found)["measures"] == ["asker:tiltak.1", "measures"]
    assert found.items["measures"].members == 1
    for each in found.columns:
        assert sum(item.members for item in each.items) == sum(each.totals.values())


def test_a_folded_column_gathers_its_nodes_under_the_item_above(store: GraphStore) -> None:
    """A group's links stand for the edges of all its members."""
    more = "asker:tiltak.3 -CARRIES_OUT-> asker:strategi.1"
    found = picture(store, f"{THREAD}\n{more}", fold=frozenset({"measures"}))

    group = found.items["measures/asker:strategi.1"]
    assert (group.members, group.heading) == (2, "asker:strategi.1")
    assert columns(found)["measures"] == ["asker:tiltak.2", "measures/asker:strategi.1"]
    link = next(each for each in found.links if each.lower == group.key)
    assert [edge.from_id for edge in link.edges] == ["asker:tiltak.1", "asker:tiltak.3"]


def test_a_group_is_opened_by_its_key(store: GraphStore) -> None:
    """Only the group that is named is shown one by one."""
    more = "asker:tiltak.3 -CARRIES_OUT-> asker:strategi.1"
    found = picture(
        store,
        f"{THREAD}\n{more}",
        fold=frozenset({"measures"}),
        expand=frozenset({"measures/asker:strategi.1"}),
    )

    assert columns(found)["measures"] == ["asker:tiltak.1", "asker:tiltak.2", "asker:tiltak.3"]


@pytest.mark.parametrize("most", [8, 12, 20, 40])
def test_a_picture_stays_within_its_limit_and_counts_all_the_same(
    store: GraphStore, most: int
) -> None:
    """The fullest columns are folded, then cut; every node stands for one in some item."""
    many = "\n".join(
        [f"asker:tiltak.{each} -CARRIES_OUT-> asker:strategi.{each % 7}" for each in range(3, 60)]
        + [f"asker:strategi.{each} -ADVANCES-> asker:delmal.{each % 3}" for each in range(2, 7)]
    )
    found = picture(store, f"{THREAD}\n{many}", most=most)

    assert len(found.items) <= max(most, 2 * len(found.columns))
    for each in found.columns:
        assert sum(item.members for item in each.items) == sum(each.totals.values())
    assert all(lower in found.items and upper in found.items for lower, upper in links(found))


def test_the_chosen_thread_is_cut_last(store: GraphStore) -> None:
    """Where there is no room for all, the measures on the thread are those that stay."""
    many = "\n".join(f"asker:tiltak.{number} -ADVANCES-> asker:delmal.2" for number in range(3, 60))
    found = picture(
        store,
        f"{THREAD}\n{many}",
        most=24,
        focus=frozenset({"sdg:11.6"}),
        expand=frozenset({"measures"}),
    )

    assert "asker:tiltak.1" in columns(found)["measures"]
    assert found.items["measures"].members > 30


def test_the_mode_says_which_links_are_drawn(store: GraphStore) -> None:
    """A heading's SDG is a link in the broad mode only."""
    heading = "asker:satsingsomrade.1 -ALIGNED_WITH-> sdg:11"
    linked = picture(store, f"{THREAD}\n{heading}")
    broad = picture(store, f"{THREAD}\n{heading}", mode=Mode.BROAD)

    assert ("asker:satsingsomrade.1", "sdg:11") not in links(linked)
    assert ("asker:satsingsomrade.1", "sdg:11") in links(broad)


SERVICES = """
    asker:virksomhet.1 -UNDER-> asker:tjenesteomrade.1
    asker:tjenesteomrade.1 -FOLLOWS_UP-> asker:delmal.1
    asker:virksomhet.1 -RESPONSIBLE_FOR-> asker:tiltak.2 {role=lead}
"""


def test_a_service_area_stands_beside_the_thread_with_what_its_units_do(store: GraphStore) -> None:
    """A unit's measure is joined to its service area; the edge says whose it is."""
    found = picture(store, f"{THREAD}{SERVICES}", beside=frozenset({"ServiceArea"}))

    assert columns(found)["service-areas"] == ["asker:tjenesteomrade.1"]
    joined = {(link.lower, link.upper) for link in found.links if not link.thread}
    assert joined == {
        ("asker:tjenesteomrade.1", "asker:delmal.1"),
        ("asker:tjenesteomrade.1", "asker:tiltak.2"),
    }
    assert set(found.actors) == {"asker:virksomhet.1"}


def test_a_service_areas_thread_is_what_it_follows_up_and_does_and_what_that_serves(
    store: GraphStore,
) -> None:
    """That it follows up a subgoal does not make every measure under it the service area's."""
    found = picture(
        store,
        f"{THREAD}{SERVICES}",
        focus=frozenset({"asker:tjenesteomrade.1"}),
        beside=frozenset({"ServiceArea"}),
    )

    assert standing(found, "asker:tjenesteomrade.1") is Standing.ON
    assert standing(found, "asker:delmal.1") is Standing.ON
    assert standing(found, "sdg:11") is Standing.ON
    assert standing(found, "asker:tiltak.2") is Standing.ON
    assert standing(found, "asker:tiltak.1") is Standing.OFF


@pytest.mark.parametrize(
    ("joined", "order"),
    [
        ("asker:tjenesteomrade.1 -FOLLOWS_UP-> asker:delmal.1", "subgoals service-areas"),
        (SERVICES, "measures service-areas"),
    ],
)
def test_a_column_beside_stands_next_to_what_it_is_joined_to(
    store: GraphStore, joined: str, order: str
) -> None:
    """Its lines pass no column that they have no business in."""
    found = picture(store, f"{THREAD}{joined}", beside=frozenset({"ServiceArea"}))

    assert order in " ".join(column.key for column in found.columns)


def test_a_kind_of_the_thread_gets_no_second_column(store: GraphStore) -> None:
    """What stands on the thread already, and what is no kind, is refused with what may."""
    with pytest.raises(Refused) as refused:
        picture(store, THREAD, beside=frozenset({"Measure", "Dream"}))

    titles = [problem.title.en for problem in refused.value.problems]
    assert titles == ["'Dream' is not a kind of node.", "'Measure' stands on the thread already."]
    assert "ServiceArea" in refused.value.problems[0].hint.en


def test_a_focus_that_is_not_there_is_refused_with_the_nearest(store: GraphStore) -> None:
    """As every question does."""
    with pytest.raises(UnknownNode):
        picture(store, THREAD, focus=frozenset({"sdg:11.66"}))


def test_a_focus_outside_the_organisation_is_told(store: GraphStore) -> None:
    """Nothing is chosen then, and the limits say why."""
    drawing = f"{THREAD}\nbaerum:tiltak.1 -CONTRIBUTES_TO-> sdg:11.6"
    found = picture(store, drawing, focus=frozenset({"baerum:tiltak.1"}), organisation="asker")

    assert "start-out-of-scope" in [limit.code for limit in found.limits]
    assert not any(item.standing is Standing.ON for item in found.items.values())


def test_the_sentence_counts_wholes_as_an_answer_does(store: GraphStore) -> None:
    """Parts, near or far, are told beside them: one question has one number everywhere."""
    goal = frozenset({"sdg:11.6"})

    found = picture(
        store,
        """
        asker:tiltak.a -ADVANCES-> asker:delmal.1 -DERIVED_FROM-> sdg:11.6
        asker:tiltak.b -PART_OF-> asker:tiltak.a
        asker:tiltak.c -PART_OF-> asker:tiltak.b
        asker:tiltak.d -PART_OF-> asker:tiltak.outside
        asker:tiltak.d -ADVANCES-> asker:delmal.1
        """,
        focus=goal,
    )
    with store.read() as view:
        told = answer(view, Which(kind="Measure", serves=goal, as_of=TODAY))
        followed = traced(view, Trace(start="sdg:11.6", direction=Direction.DOWN, as_of=TODAY))

    assert (told.counts.results, told.counts.parts) == (2, 2)
    assert found.sentence.nb == "FN-delmål 11.6 tjenes av 1 delmål og 2 tiltak med 2 deler."
    assert followed.sentence.en == (
        "SDG target 11.6 is served by 1 subgoal and 2 measures with 2 parts."
    )


def test_the_sentence_says_what_is_above_and_below(store: GraphStore) -> None:
    """In both languages, with what is invented."""
    found = picture(store, THREAD, focus=frozenset({"sdg:11.6"}))

    assert found.sentence.en == (
        "SDG target 11.6 serves 1 wedding-cake layer and 1 SDG and is served by 1 subgoal, "
        "1 strategy and 1 measure."
    )
    assert found.sentence.nb == (
        "FN-delmål 11.6 tjener 1 lag i bryllupskaka og 1 bærekraftsmål og tjenes av 1 delmål, "
        "1 strategi og 1 tiltak."
    )


def test_a_goal_that_was_assessed_and_not_chosen_is_on_nobodys_thread(store: GraphStore) -> None:
    """The thread of a municipality goes to the goals that it chose, not to all that it weighed."""
    found = picture(
        store,
        """
        asker:kommune -ASSESSED-> sdg:11 {outcome=chosen}
        asker:kommune -ASSESSED-> sdg:7 {outcome=not_chosen}
        asker:kommune -ASSESSED-> sdg:14 {outcome=not_relevant}
        """,
        focus=frozenset({"asker:kommune"}),
        organisation="asker",
    )

    on = {item.key for item in found.items.values() if item.standing is Standing.ON}
    assert {key for key in on if key.startswith("sdg:")} == {"sdg:11"}
