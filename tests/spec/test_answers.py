"""Which nodes serve a goal: the results, the proof of each, what is counted, and what limits it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from graph.answers import Answer, answer
from graph.errors import UnknownNode
from graph.model import Basis, Mode
from graph.questions import Which
from graph.store import EdgeFilter
from tests.spec.sketch import TODAY, arrow, change, edge_id, node, sketch

if TYPE_CHECKING:
    from graph.answers import Proof
    from graph.changes import ChangeSet
    from graph.limits import Limit
    from graph.store import GraphStore

MEASURES = Which(kind="Measure", serves=frozenset({"sdg:11.6"}), as_of=TODAY)
"""Which measures serve SDG target 11.6?"""


def test_results_are_in_order(store: GraphStore) -> None:
    """Results stand in the order of their identifiers, each with its record."""
    found = asked(
        store,
        MEASURES,
        sketch("""
            asker:tiltak.10 -CONTRIBUTES_TO-> sdg:11.6
            asker:tiltak.2 -CONTRIBUTES_TO-> sdg:11.6
            asker:tiltak.a -CONTRIBUTES_TO-> sdg:11.6
        """),
    )

    assert ids(found) == ["asker:tiltak.2", "asker:tiltak.10", "asker:tiltak.a"]
    assert found.results[0].node == node("asker:tiltak.2")
    assert found.revision == 1
    assert found.question == MEASURES


def test_a_goal_does_not_serve_itself(store: GraphStore) -> None:
    """Of any kind, everything on the thread below the goal is a result, but not the goal."""
    anything = replace(MEASURES, kind=None)

    found = asked(
        store,
        anything,
        sketch("asker:tiltak.a -ADVANCES-> asker:delmal.1 -DERIVED_FROM-> sdg:11.6"),
    )

    assert ids(found) == ["asker:delmal.1", "asker:tiltak.a"]


def test_nothing_is_an_answer(store: GraphStore) -> None:
    """A goal that nothing serves has an answer without results, in words too."""
    found = asked(store, MEASURES, sketch("sdg:11.6\nasker:tiltak.a"))

    assert found.results == ()
    assert found.counts.results == 0
    assert found.sentence.nb == "Ingen tiltak tjener FN-delmål 11.6."
    assert found.sentence.en == "No measures serve SDG target 11.6."


# --- the proof ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("drawing", "best"),
    [
        pytest.param(
            """
            asker:tiltak.a -CONTRIBUTES_TO-> sdg:11.6
            asker:tiltak.a -CARRIES_OUT-> asker:strategi.1 -ADVANCES-> asker:delmal.1
            asker:delmal.1 -DERIVED_FROM-> sdg:11.6 {basis=illustrative}
            """,
            ["asker:strategi.1", "asker:delmal.1", "sdg:11.6"],
            id="strict before linked, however long and invented",
        ),
        pytest.param(
            """
            asker:tiltak.a -ADVANCES-> asker:delmal.1 {basis=illustrative}
            asker:delmal.1 -DERIVED_FROM-> sdg:11.6
            asker:tiltak.a -CARRIES_OUT-> asker:strategi.1 {basis=inferred}
            asker:strategi.1 -ADVANCES-> asker:delmal.2 {basis=inferred}
            asker:delmal.2 -DERIVED_FROM-> sdg:11.6 {basis=inferred}
            """,
            ["asker:strategi.1", "asker:delmal.2", "sdg:11.6"],
            id="inferred before invented, however long",
        ),
        pytest.param(
            """
            asker:tiltak.a -ADVANCES-> asker:delmal.1 {basis=inferred}
            asker:delmal.1 -DERIVED_FROM-> sdg:11.6
            asker:tiltak.a -CARRIES_OUT-> asker:strategi.1 -ADVANCES-> asker:delmal.2
            asker:delmal.2 -DERIVED_FROM-> sdg:11.6
            """,
            ["asker:strategi.1", "asker:delmal.2", "sdg:11.6"],
            id="documented before inferred, however long",
        ),
        pytest.param(
            """
            asker:tiltak.a -CARRIES_OUT-> asker:strategi.1 -ADVANCES-> asker:delmal.1
            asker:tiltak.a -ADVANCES-> asker:delmal.1 -DERIVED_FROM-> sdg:11.6
            """,
            ["asker:delmal.1", "sdg:11.6"],
            id="the shorter one",
        ),
        pytest.param(
            """
            asker:tiltak.a -ADVANCES-> asker:delmal.10 -DERIVED_FROM-> sdg:11.6
            asker:tiltak.a -ADVANCES-> asker:delmal.2 -DERIVED_FROM-> sdg:11.6
            """,
            ["asker:delmal.2", "sdg:11.6"],
            id="the one over what stands first",
        ),
        pytest.param(
            """
            asker:tiltak.a -PART_OF-> asker:tiltak.c -ADVANCES-> asker:delmal.1
            asker:tiltak.a -PART_OF-> asker:tiltak.b -ADVANCES-> asker:delmal.2
            asker:delmal.1 -DERIVED_FROM-> sdg:11.6
            asker:delmal.2 -DERIVED_FROM-> sdg:11.6
            """,
            ["asker:tiltak.b", "asker:delmal.2", "sdg:11.6"],
            id="read from the lower end up",
        ),
    ],
)
def test_the_best_chain(store: GraphStore, drawing: str, best: list[str]) -> None:
    """It proves the narrowest mode, then rests on the surest, then is short, then comes first."""
    found = asked(store, MEASURES, sketch(drawing))

    chain = proof(found, "asker:tiltak.a").chain
    assert [edge.to_id for edge in chain] == best
    assert chain[0].from_id == "asker:tiltak.a"


def test_of_two_edges_between_the_same_the_kind_decides(store: GraphStore) -> None:
    """A goal that is both derived from a target and declared to contribute is derived from it."""
    found = asked(
        store,
        replace(MEASURES, kind="Subgoal"),
        sketch("""
            asker:delmal.1 -CONTRIBUTES_TO-> sdg:11.6
            asker:delmal.1 -DERIVED_FROM-> sdg:11.6
        """),
    )

    told = proof(found, "asker:delmal.1")
    assert [arrow(edge) for edge in told.chain] == ["asker:delmal.1 -DERIVED_FROM-> sdg:11.6"]
    assert (told.chains, told.mode) == (2, Mode.STRICT)


def test_each_result_tells_the_narrowest_mode_that_reaches_it(store: GraphStore) -> None:
    """A broad question finds strict and linked results too, and says which is which."""
    found = asked(
        store,
        Which(kind="Measure", serves=frozenset({"sdg:11"}), mode=Mode.BROAD, as_of=TODAY),
        sketch("""
            asker:tiltak.a -ADVANCES-> asker:delmal.1 -DERIVED_FROM-> sdg:11
            asker:tiltak.b -CONTRIBUTES_TO-> sdg:11
            asker:tiltak.c -ADVANCES-> asker:hovedmal.1 -ALIGNED_WITH-> sdg:11
        """),
    )

    assert {each.node.id: each.serves.mode for each in found.results if each.serves} == {
        "asker:tiltak.a": Mode.STRICT,
        "asker:tiltak.b": Mode.LINKED,
        "asker:tiltak.c": Mode.BROAD,
    }
    assert found.counts.only_broad == 1


def test_chains_are_counted(store: GraphStore) -> None:
    """Every way up is a chain; two edges side by side are two ways."""
    found = asked(
        store,
        MEASURES,
        sketch("""
            asker:tiltak.a -CARRIES_OUT-> asker:strategi.1 -ADVANCES-> asker:delmal.1
            asker:tiltak.a -CARRIES_OUT-> asker:strategi.2 -ADVANCES-> asker:delmal.1
            asker:strategi.2 -ADVANCES-> asker:delmal.2 -DERIVED_FROM-> sdg:11.6
            asker:delmal.1 -DERIVED_FROM-> sdg:11.6
            asker:delmal.1 -CONTRIBUTES_TO-> sdg:11.6
        """),
    )

    assert proof(found, "asker:tiltak.a").chains == 5


def test_a_ladder_is_counted_and_never_listed(store: GraphStore) -> None:
    """Chains that no machine could list are counted, up to the largest number JSON keeps exact."""
    rungs = [
        f"asker:tiltak.{step}.{low} -PART_OF-> asker:tiltak.{step + 1}.{high}"
        for step in range(60)
        for low in "ab"
        for high in "ab"
    ]
    top = "asker:tiltak.60.a -CONTRIBUTES_TO-> sdg:11.6"

    found = asked(store, MEASURES, sketch("\n".join([*rungs, top])))

    assert proof(found, "asker:tiltak.10.b").chains == 2**49
    assert proof(found, "asker:tiltak.7.a").chains == 2**52
    assert proof(found, "asker:tiltak.6.a").chains == 2**53 - 1
    assert proof(found, "asker:tiltak.0.a").chains == 2**53 - 1
    assert len(proof(found, "asker:tiltak.0.b").chain) == 61


def test_the_chain_in_words(store: GraphStore) -> None:
    """The best chain is a sentence that names what is invented or inferred, and the goal's type."""
    found = asked(
        store,
        MEASURES,
        sketch("""
            asker:tiltak.a (Measure) {title="Renhold.", title_en="Cleaning", basis=illustrative}
            asker:delmal.1 (Subgoal) {title="Rene gater", goal_type=FN-T}
            asker:tiltak.a -ADVANCES-> asker:delmal.1 {basis=inferred}
            asker:delmal.1 -DERIVED_FROM-> sdg:11.6
        """),
    )

    assert proof(found, "asker:tiltak.a").because.nb == (
        "«Renhold» (oppdiktet) fremmer «Rene gater» (utledet), "
        "som er avledet av FN-delmål 11.6 (FN-T)."
    )
    assert proof(found, "asker:tiltak.a").because.en == (
        "“Cleaning” (invented) advances “Rene gater” (inferred), "
        "which is derived from SDG target 11.6 (FN-T)."
    )


# --- filters --------------------------------------------------------------------------------------

FILTERED = """
    asker:tiltak.a -CONTRIBUTES_TO-> sdg:11.6
    asker:tiltak.b -CONTRIBUTES_TO-> sdg:3.6
    asker:tiltak.c -CONTRIBUTES_TO-> sdg:3.6
    asker:tiltak.c -CONTRIBUTES_TO-> sdg:11.6
    asker:tiltak.d -CONTRIBUTES_TO-> sdg:13
    asker:virksomhet.1 -RESPONSIBLE_FOR-> asker:tiltak.a {role=lead}
    asker:virksomhet.1 -RESPONSIBLE_FOR-> asker:tiltak.b {role=contributing}
"""


def test_several_goals_are_any_of_them(store: GraphStore) -> None:
    """What serves one or the other, once; chains to both are counted together."""
    found = asked(
        store, replace(MEASURES, serves=frozenset({"sdg:11.6", "sdg:3.6"})), sketch(FILTERED)
    )

    assert ids(found) == ["asker:tiltak.a", "asker:tiltak.b", "asker:tiltak.c"]
    assert proof(found, "asker:tiltak.c").chains == 2
    assert proof(found, "asker:tiltak.c").chain[0].to_id == "sdg:3.6"
    assert found.sentence.nb.startswith("3 tiltak tjener FN-delmål 3.6 eller FN-delmål 11.6.")


def test_different_filters_must_all_hold(store: GraphStore) -> None:
    """Goal, words, fields and edges are conditions beside each other."""
    responsible = EdgeFilter(
        "RESPONSIBLE_FOR", outgoing=False, others=frozenset({"asker:virksomhet.1"})
    )
    store.apply(sketch(FILTERED))

    assert ids(told(store, replace(MEASURES, edges=(responsible,)))) == ["asker:tiltak.a"]
    assert ids(told(store, replace(MEASURES, text="tiltak.c"))) == ["asker:tiltak.c"]
    nothing = replace(MEASURES, fields=(("pilot", frozenset({"yes"})),))
    assert ids(told(store, nothing)) == []


def test_filters_without_a_goal(store: GraphStore) -> None:
    """A question that walks nowhere has results without proofs, and no evidence but themselves."""
    store.apply(sketch(FILTERED))

    found = told(store, Which(kind="Measure", text="tiltak.d", as_of=TODAY))

    assert ids(found) == ["asker:tiltak.d"]
    assert found.results[0].serves is None
    assert (found.nodes, found.edges) == (("asker:tiltak.d",), ())


def test_what_a_measure_serves(store: GraphStore) -> None:
    """Asked upwards, a result is proved by the chain from the measure up to it."""
    found = asked(
        store,
        Which(served_by=frozenset({"asker:tiltak.a"}), as_of=TODAY),
        sketch("""
            asker:tiltak.a -ADVANCES-> asker:delmal.1 -DERIVED_FROM-> sdg:11.6 -TARGET_OF-> sdg:11
            asker:tiltak.a -CONTRIBUTES_TO-> sdg:11
            asker:tiltak.b -CONTRIBUTES_TO-> sdg:13
        """),
    )

    assert ids(found) == ["asker:delmal.1", "sdg:11", "sdg:11.6"]
    told_of = next(each for each in found.results if each.node.id == "sdg:11").served_by
    assert told_of is not None
    assert [edge.to_id for edge in told_of.chain] == ["asker:delmal.1", "sdg:11.6", "sdg:11"]
    assert (told_of.chains, told_of.mode) == (2, Mode.STRICT)


def test_between_a_measure_and_a_goal(store: GraphStore) -> None:
    """Asked both ways, results lie on the way, with a proof in each direction."""
    found = asked(
        store,
        Which(serves=frozenset({"sdg:11"}), served_by=frozenset({"asker:tiltak.a"}), as_of=TODAY),
        sketch("""
            asker:tiltak.a -ADVANCES-> asker:delmal.1 -DERIVED_FROM-> sdg:11
            asker:tiltak.a -ADVANCES-> asker:delmal.2 -DERIVED_FROM-> sdg:13
            asker:tiltak.b -ADVANCES-> asker:delmal.3 -DERIVED_FROM-> sdg:11
        """),
    )

    (result,) = found.results
    assert result.node.id == "asker:delmal.1"
    assert result.serves is not None
    assert result.served_by is not None
    assert arrow(result.serves.chain[0]) == "asker:delmal.1 -DERIVED_FROM-> sdg:11"
    assert arrow(result.served_by.chain[0]) == "asker:tiltak.a -ADVANCES-> asker:delmal.1"
    assert len(found.edges) == 2


def test_what_one_of_several_goals_serves_is_served_too(store: GraphStore) -> None:
    """A target that is asked about together with its SDG serves that SDG, and is a result."""
    found = asked(
        store,
        Which(kind="SDGTarget", serves=frozenset({"sdg:11", "sdg:11.6"}), as_of=TODAY),
        sketch("sdg:11.6 -TARGET_OF-> sdg:11\nsdg:11.2 -TARGET_OF-> sdg:11"),
    )

    assert ids(found) == ["sdg:11.2", "sdg:11.6"]


@pytest.mark.parametrize(
    "question",
    [
        Which(serves=frozenset({"sdg:11.7", "sdg:99"}), as_of=TODAY),
        Which(served_by=frozenset({"sdg:11.7", "sdg:99"}), as_of=TODAY),
        Which(
            edges=(
                EdgeFilter("ADVANCES", outgoing=True, others=frozenset({"sdg:11.7", "sdg:99"})),
            ),
            as_of=TODAY,
        ),
    ],
)
def test_unknown_nodes_are_named(store: GraphStore, question: Which) -> None:
    """A question about what is not in the graph is refused, with the nearest that is."""
    store.apply(sketch("sdg:11.6"))

    with pytest.raises(UnknownNode) as refusal:
        told(store, question)

    assert [problem.code for problem in refusal.value.problems] == ["unknown-node"] * 2
    assert refusal.value.problems[0].title.en == "There is no node 'sdg:11.7'."
    assert "Did you mean 'sdg:11.6'?" in refusal.value.problems[0].hint.en


def test_an_unknown_organisation_is_named(store: GraphStore) -> None:
    """An organisation that has nothing in the graph is a mistake, not an empty answer."""
    store.apply(sketch("asker:tiltak.a\nsdg:11.6"))

    with pytest.raises(UnknownNode) as refusal:
        told(store, replace(MEASURES, organisation="askr"))

    (problem,) = refusal.value.problems
    assert (problem.code, problem.hint.en) == ("unknown-organisation", "Did you mean 'asker'?")


# --- what is counted ------------------------------------------------------------------------------


def test_wholes_are_counted_and_their_parts_apart(store: GraphStore) -> None:
    """A part whose whole is a result too is listed, with the whole, but not counted as one more."""
    found = asked(
        store,
        MEASURES,
        sketch("""
            asker:tiltak.a.1 -PART_OF-> asker:tiltak.a -CONTRIBUTES_TO-> sdg:11.6
            asker:tiltak.a.2 -PART_OF-> asker:tiltak.a
            asker:tiltak.b -CONTRIBUTES_TO-> sdg:11.6
        """),
    )

    assert (found.counts.results, found.counts.parts) == (2, 2)
    assert [each.part_of for each in found.results] == [
        (),
        ("asker:tiltak.a",),
        ("asker:tiltak.a",),
        (),
    ]
    assert found.sentence.nb.startswith("2 tiltak tjener FN-delmål 11.6, med 2 deler under seg.")


def test_a_whole_that_serves_only_through_a_part_is_named(store: GraphStore) -> None:
    """The part is the result, and is counted; its whole is a limit to look at."""
    found = asked(
        store,
        MEASURES,
        sketch("""
            asker:tiltak.a.1 -PART_OF-> asker:tiltak.a
            asker:tiltak.a.1 -CONTRIBUTES_TO-> sdg:11.6
        """),
    )

    assert ids(found) == ["asker:tiltak.a.1"]
    assert (found.counts.results, found.counts.parts) == (1, 0)
    assert limit(found, "whole-only-through-part") == ["asker:tiltak.a"]


def test_a_result_rests_on_what_its_best_chain_rests_on(store: GraphStore) -> None:
    """An invented node or edge on the best chain makes it invented; other chains do not matter."""
    found = asked(
        store,
        MEASURES,
        sketch("""
            asker:tiltak.a (Measure) {basis=illustrative}
            asker:tiltak.a -CONTRIBUTES_TO-> sdg:11.6
            asker:tiltak.b -CONTRIBUTES_TO-> sdg:11.6 {basis=illustrative}
            asker:delmal.1 (Subgoal) {basis=illustrative}
            asker:tiltak.c -ADVANCES-> asker:delmal.1 -DERIVED_FROM-> sdg:11.6
            asker:tiltak.d -CONTRIBUTES_TO-> sdg:11.6
            asker:tiltak.e -CONTRIBUTES_TO-> sdg:11.6
            asker:tiltak.e -CARRIES_OUT-> asker:strategi.1 -CONTRIBUTES_TO-> sdg:11.6
            asker:strategi.1 (Strategy) {basis=illustrative}
        """),
    )

    assert found.counts.results == 5
    assert found.counts.resting_on_invented == 3
    assert "3 av dem hviler på oppdiktede data" in found.sentence.nb


def test_without_lead(store: GraphStore) -> None:
    """Who only contributes is no lead, and neither is one whose time has passed."""
    found = asked(
        store,
        MEASURES,
        sketch("""
            asker:tiltak.a -CONTRIBUTES_TO-> sdg:11.6
            asker:tiltak.b -CONTRIBUTES_TO-> sdg:11.6
            asker:tiltak.c -CONTRIBUTES_TO-> sdg:11.6
            asker:virksomhet.1 -RESPONSIBLE_FOR-> asker:tiltak.a {role=lead}
            asker:virksomhet.1 -RESPONSIBLE_FOR-> asker:tiltak.b {role=contributing}
            asker:virksomhet.1 -RESPONSIBLE_FOR-> asker:tiltak.c {role=lead, valid_to=2021-01-01}
        """),
    )

    assert found.counts.without_lead == 2
    assert found.sentence.en == ("3 measures serve SDG target 11.6. 2 have no lead responsible.")


def test_evidence_is_what_lies_on_a_chain_of_a_result(store: GraphStore) -> None:
    """All chains of all results, and nothing that leads to no result; counted by basis."""
    found = asked(
        store,
        MEASURES,
        sketch("""
            asker:tiltak.a -ADVANCES-> asker:delmal.1 -DERIVED_FROM-> sdg:11.6
            asker:tiltak.a -CONTRIBUTES_TO-> sdg:11.6 {basis=inferred}
            asker:delmal.2 -DERIVED_FROM-> sdg:11.6
            asker:strategi.1 -ADVANCES-> asker:delmal.2
            asker:delmal.1 -BELONGS_TO-> asker:hovedmal.1
        """),
    )

    assert found.nodes == ("asker:delmal.1", "asker:tiltak.a", "sdg:11.6")
    assert [arrow(edge) for edge in found.edges] == [
        "asker:delmal.1 -DERIVED_FROM-> sdg:11.6",
        "asker:tiltak.a -ADVANCES-> asker:delmal.1",
        "asker:tiltak.a -CONTRIBUTES_TO-> sdg:11.6",
    ]
    assert found.counts.nodes == {
        Basis.DOCUMENTED: 3,
        Basis.INFERRED: 0,
        Basis.ILLUSTRATIVE: 0,
    }
    assert found.counts.edges == {
        Basis.DOCUMENTED: 2,
        Basis.INFERRED: 1,
        Basis.ILLUSTRATIVE: 0,
    }


def test_a_page_has_its_own_evidence_and_the_counts_of_the_whole(store: GraphStore) -> None:
    """Sentence, counts and limits are of the whole; results and evidence are of the page."""
    store.apply(
        sketch("""
            asker:tiltak.1 -CONTRIBUTES_TO-> sdg:11.6
            asker:tiltak.2 -ADVANCES-> asker:delmal.1 -DERIVED_FROM-> sdg:11.6
            asker:tiltak.3 -CONTRIBUTES_TO-> sdg:11.6
        """)
    )
    whole = told(store, MEASURES)

    first = told(store, replace(MEASURES, limit=2))
    second = told(store, replace(MEASURES, limit=2, after=first.after))

    assert (ids(first), first.after) == (["asker:tiltak.1", "asker:tiltak.2"], "asker:tiltak.2")
    assert (ids(second), second.after) == (["asker:tiltak.3"], None)
    assert second.nodes == ("asker:tiltak.3", "sdg:11.6")
    for page in (first, second):
        assert (page.sentence, page.counts, page.limits) == (
            whole.sentence,
            whole.counts,
            whole.limits,
        )
    assert whole.after is None


# --- what limits it -------------------------------------------------------------------------------


def test_lists_that_may_lack_something(store: GraphStore) -> None:
    """Lists on the way down that are not known to be whole, and every main goal's list."""
    found = asked(
        store,
        replace(MEASURES, organisation="asker"),
        sketch("""
            asker:tiltak.a -CARRIES_OUT-> asker:strategi.1 -ADVANCES-> asker:delmal.1
            asker:delmal.1 -DERIVED_FROM-> sdg:11.6
            asker:delmal.1 -BELONGS_TO-> asker:hovedmal.1
            asker:delmal.2 -BELONGS_TO-> asker:hovedmal.2
            asker:hovedmal.3 (MainGoal) {complete=BELONGS_TO:in}
            asker:strategi.2 -ADVANCES-> asker:delmal.2
        """),
    )

    assert {(each.edge, each.nodes) for each in incomplete(found)} == {
        ("BELONGS_TO", ("asker:hovedmal.1", "asker:hovedmal.2")),
        ("ADVANCES", ("asker:delmal.1",)),
        ("CARRIES_OUT", ("asker:strategi.1",)),
    }


def test_lists_that_are_whole_are_no_limit(store: GraphStore) -> None:
    """Where every list is known to be complete, none is really none."""
    found = asked(
        store,
        replace(MEASURES, organisation="asker"),
        sketch("""
            asker:delmal.1 -DERIVED_FROM-> sdg:11.6
            asker:delmal.1 (Subgoal) {complete=ADVANCES:in}
            asker:delmal.1 -BELONGS_TO-> asker:hovedmal.1
            asker:hovedmal.1 (MainGoal) {complete=BELONGS_TO:in}
        """),
    )

    assert incomplete(found) == []
    assert found.sentence.nb == "Ingen tiltak tjener FN-delmål 11.6."


def test_none_where_lists_are_open_is_not_found(store: GraphStore) -> None:
    """Where a list may lack something, none means that none was found."""
    found = asked(store, MEASURES, sketch("asker:delmal.1 -DERIVED_FROM-> sdg:11.6"))

    assert found.sentence.nb == (
        "Fant ingen tiltak som tjener FN-delmål 11.6; det er ikke kjent om dataene er fullstendige."
    )


def test_lists_are_told_for_each_organisation(store: GraphStore) -> None:
    """Each organisation's open lists are a limit of their own."""
    found = asked(
        store,
        MEASURES,
        sketch("""
            asker:delmal.1 -DERIVED_FROM-> sdg:11.6
            baerum:delmal.1 -DERIVED_FROM-> sdg:11.6
            baerum:delmal.2 -DERIVED_FROM-> sdg:11.6
        """),
    )

    assert [each.nodes for each in incomplete(found)] == [
        ("asker:delmal.1",),
        ("baerum:delmal.1", "baerum:delmal.2"),
    ]


def test_a_start_that_is_not_in_force_names_its_successor(store: GraphStore) -> None:
    """A goal that was replaced is answered with its date and what came in its place."""
    found = asked(
        store,
        replace(MEASURES, serves=frozenset({"asker:delmal.1"})),
        sketch("""
            asker:delmal.1 (Subgoal) {title="Gammel", valid_to=2024-01-01}
            asker:delmal.2 (Subgoal) {title="Ny", valid_from=2024-01-01}
            asker:delmal.2 -REPLACES-> asker:delmal.1
            asker:tiltak.a -ADVANCES-> asker:delmal.1
        """),
    )

    assert found.results == ()
    assert limit(found, "start-not-in-force") == ["asker:delmal.1", "asker:delmal.2"]
    (text,) = [each.text.nb for each in found.limits if each.code == "start-not-in-force"]
    assert text == "«Gammel» gjaldt til 2024-01-01 og er erstattet av «Ny» (asker:delmal.2)."


def test_a_link_to_what_was_replaced_is_named(store: GraphStore) -> None:
    """An edge that is lost because its upper end was replaced is told, not moved by itself."""
    found = asked(
        store,
        MEASURES,
        sketch("""
            asker:delmal.1 (Subgoal) {valid_to=2024-01-01}
            asker:delmal.2 -REPLACES-> asker:delmal.1
            asker:delmal.2 -DERIVED_FROM-> sdg:11.6
            asker:tiltak.a -ADVANCES-> asker:delmal.1
            asker:tiltak.b -ADVANCES-> asker:delmal.1 {valid_to=2024-01-01}
            asker:tiltak.c -ADVANCES-> asker:delmal.2
        """),
    )

    assert ids(found) == ["asker:tiltak.c"]
    (lost,) = [each for each in found.limits if each.code == "lost-to-replacement"]
    assert lost.nodes == ("asker:delmal.1",)
    assert lost.edges == (edge_id("asker:tiltak.a -ADVANCES-> asker:delmal.1"),)


def test_suspect_links_are_named(store: GraphStore) -> None:
    """Links of the evidence that nobody confirmed since a text changed."""
    store.apply(
        sketch("""
            asker:tiltak.a -CONTRIBUTES_TO-> sdg:11.6
            asker:tiltak.b -CONTRIBUTES_TO-> sdg:11.6
            asker:tiltak.b -CONTRIBUTES_TO-> sdg:13
        """)
    )

    found = asked(store, MEASURES, change(node("asker:tiltak.b", title="Nytt navn")))

    (suspect,) = [each for each in found.limits if each.code == "suspect-links"]
    assert suspect.edges == (edge_id("asker:tiltak.b -CONTRIBUTES_TO-> sdg:11.6"),)


def test_a_filter_on_basis_is_a_limit(store: GraphStore) -> None:
    """What may not be used is said, also when nothing is left."""
    documented = replace(MEASURES, basis=frozenset({Basis.DOCUMENTED}))

    found = asked(
        store, documented, sketch("asker:tiltak.a -CONTRIBUTES_TO-> sdg:11.6 {basis=inferred}")
    )

    assert found.results == ()
    assert [each.text.nb for each in found.limits] == [
        "Bare det som er dokumentert, er regnet med."
    ]


def test_no_basis_leaves_nothing(store: GraphStore) -> None:
    """A question that may use nothing is answered with nothing, and a limit that says so."""
    nothing = replace(MEASURES, basis=frozenset())

    found = asked(store, nothing, sketch("asker:tiltak.a -CONTRIBUTES_TO-> sdg:11.6"))

    assert found.results == ()
    assert [each.code for each in found.limits] == ["basis-filter"]


def test_some_elements_without_dates_are_told(store: GraphStore) -> None:
    """Where some of the evidence has dates, the rest is counted; where none has, all is well."""
    dated = sketch("asker:tiltak.a -CONTRIBUTES_TO-> sdg:11.6 {valid_from=2020-01-01}")

    found = asked(store, MEASURES, dated)

    (undated,) = [each for each in found.limits if each.code == "undated"]
    assert undated.text.nb.startswith("2 av 3 elementer")
    assert limit(asked(store, MEASURES, sketch("asker:tiltak.b")), "undated") == []


def test_an_answer_is_of_one_day(store: GraphStore) -> None:
    """The same question of another day has another answer."""
    store.apply(
        sketch("""
            asker:tiltak.a (Measure) {valid_to=2024-01-01}
            asker:tiltak.a -CONTRIBUTES_TO-> sdg:11.6
            asker:tiltak.b -CONTRIBUTES_TO-> sdg:11.6 {valid_from=2024-01-01}
        """)
    )

    assert ids(told(store, replace(MEASURES, as_of=date(2023, 12, 31)))) == ["asker:tiltak.a"]
    assert ids(told(store, replace(MEASURES, as_of=date(2024, 1, 1)))) == ["asker:tiltak.b"]


def test_a_cut_answer_says_at_least_and_proves_nothing(store: GraphStore) -> None:
    """What the bound cut may be listed, without narrowest modes and counts of chains."""
    found = asked(
        store,
        replace(MEASURES, bound=3),
        sketch("""
            asker:tiltak.1 -CONTRIBUTES_TO-> sdg:11.6
            asker:tiltak.2 -CONTRIBUTES_TO-> sdg:11.6
            asker:tiltak.3 -CONTRIBUTES_TO-> sdg:11.6
        """),
    )

    assert ids(found) == ["asker:tiltak.1", "asker:tiltak.2"]
    assert found.sentence.nb.startswith("Minst 2 tiltak tjener FN-delmål 11.6.")
    assert [each.serves for each in found.results] == [None, None]
    assert found.counts.resting_on_invented is None
    assert "truncated" in {each.code for each in found.limits}


def test_below_a_target_broad_tells_apart_what_serves_its_goal(store: GraphStore) -> None:
    """Broad adds nothing below a target; what serves its SDG alone stands beside, uncounted."""
    drawn = sketch("""
        sdg:11.6 -TARGET_OF-> sdg:11
        asker:tiltak.a -CONTRIBUTES_TO-> sdg:11.6
        asker:tiltak.b -CONTRIBUTES_TO-> sdg:11
        asker:tiltak.c -ADVANCES-> asker:hovedmal.1 -ALIGNED_WITH-> sdg:11
        asker:tiltak.d -CONTRIBUTES_TO-> sdg:13
    """)

    found = asked(store, replace(MEASURES, mode=Mode.BROAD), drawn)

    assert ids(found) == ["asker:tiltak.a"]
    assert found.counts.results == 1
    assert found.apart is not None
    assert found.apart.headings == ("sdg:11",)
    assert [each.id for each in found.apart.nodes] == ["asker:tiltak.b", "asker:tiltak.c"]
    assert told(store, MEASURES).apart is None


def asked(store: GraphStore, question: Which, drawn: ChangeSet) -> Answer:
    """Apply a drawing, and answer a question about it."""
    store.apply(drawn)
    return told(store, question)


def told(store: GraphStore, question: Which) -> Answer:
    """Answer a question about what is there."""
    with store.read() as view:
        return answer(view, question)


def ids(found: Answer) -> list[str]:
    """Return the results' identifiers."""
    return [result.node.id for result in found.results]


def proof(found: Answer, node_id: str) -> Proof:
    """Return the proof that a result serves what was asked."""
    (result,) = [each for each in found.results if each.node.id == node_id]
    assert result.serves is not None
    return result.serves


def limit(found: Answer, code: str) -> list[str]:
    """Return the nodes of the limits of one sort."""
    return [node_id for each in found.limits if each.code == code for node_id in each.nodes]


def incomplete(found: Answer) -> list[Limit]:
    """Return the lists that are not known to be complete."""
    return [each for each in found.limits if each.code == "list-not-known-complete"]


# --- what no chain can join -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "code", "sentence"),
    [
        (
            {"kind": "Measure", "serves": frozenset({"asker:tjenesteomrade.a"})},
            "cannot-serve",
            "Tiltak kan ikke tjene «tjenesteomrade.a».",
        ),
        (
            {"kind": "SDG", "serves": frozenset({"asker:tiltak.a"})},
            "cannot-serve",
            "Bærekraftsmål kan ikke tjene «tiltak.a».",
        ),
        (
            {"kind": "Measure", "served_by": frozenset({"asker:tjenesteomrade.a"})},
            "cannot-be-served",
            "Tiltak kan ikke tjenes av «tjenesteomrade.a».",
        ),
    ],
)
def test_what_the_thread_does_not_join_is_no_finding(
    store: GraphStore, asked: dict[str, Any], code: str, sentence: str
) -> None:
    """That no measure serves a service area says nothing of the measures: none ever could."""
    store.apply(
        sketch("""
            asker:tiltak.a -ADVANCES-> asker:delmal.1 -DERIVED_FROM-> sdg:11
            asker:virksomhet.a -UNDER-> asker:tjenesteomrade.a
        """)
    )

    with store.read() as view:
        found = answer(view, Which(**asked, as_of=TODAY))

    (limit,) = (each for each in found.limits if each.code == code)
    assert limit.nodes == tuple(asked.get("serves", asked.get("served_by", ())))
    assert found.sentence.nb == sentence
    assert not found.results


def test_what_might_serve_and_does_not_is_a_finding(store: GraphStore) -> None:
    """Nothing is excused that the thread has a way to."""
    store.apply(sketch("asker:tiltak.a -ADVANCES-> asker:delmal.1"))
    store.apply(sketch("sdg:11.6 -TARGET_OF-> sdg:11"))

    with store.read() as view:
        found = answer(view, Which(kind="Measure", serves=frozenset({"sdg:11.6"}), as_of=TODAY))

    assert "cannot-serve" not in {each.code for each in found.limits}
