"""The invented programme: clearly invented, of a believable size, with what questions need.

What is odd in it on purpose is listed in its README, and tested in `test_deliberate.py`.
"""

from collections import Counter
from datetime import date

import pytest

from graph.answers import answer
from graph.checking import findings
from graph.model import Basis
from graph.questions import Which
from graph.store import EdgeSearch, View
from tests.data.conftest import DAY
from tests.data.invented import Invented

SPELT_OUT = {
    "asker:demo.renhold": {("operating", year): 600 for year in range(2021, 2025)},
    "asker:demo.utslippsfrie-biler": {
        ("investment", 2021): 3600,
        ("investment", 2022): 3600,
        ("investment", 2023): 1800,
        ("investment", 2024): 0,
        ("operating", 2021): 0,
        ("operating", 2022): -300,
        ("operating", 2023): -500,
        ("operating", 2024): -500,
    },
    "asker:demo.avlop": {
        ("investment", 2021): 30000,
        ("investment", 2022): 35000,
        ("investment", 2023): 35000,
        ("investment", 2024): 25000,
    },
    "asker:demo.overvannsplan": {},
}
"""The measures that the project was asked for by name, with their money by type and year."""


@pytest.fixture(scope="module")
def demo(view: View) -> Invented:
    """What is invented, read once."""
    return Invented(view)


def measures(view: View, *goals: str) -> dict[str, tuple[str, ...]]:
    """Return the measures that serve any of some goals, with what they are a part of."""
    question = Which(kind="Measure", serves=frozenset(goals), as_of=DAY)
    return {each.node.id: each.part_of for each in answer(view, question).results}


# --- it says that it is invented ------------------------------------------------------------------


def test_what_is_invented_says_so_in_its_identifier(view: View, demo: Invented) -> None:
    """Every invented node has `demo` in its identifier, or is of the invented municipality."""
    marked = {
        each for each in view.ids() if "demo" in each.split(":")[1] or each.startswith("eksempel:")
    }

    assert demo.nodes.keys() == marked
    assert {node.source for node in demo.nodes.values()} == {"invented"}


def test_a_link_is_invented_where_it_begins_in_what_is_invented_and_only_there(
    view: View, demo: Invented
) -> None:
    """Asker's own nodes and the shared ones say nothing that was made up: it would look real."""
    every = view.edges(EdgeSearch(nodes=None, outgoing=None, scope=None))
    invented = {edge.id for edge in every if edge.basis is Basis.ILLUSTRATIVE}

    assert invented == {edge.id for edge in every if edge.from_id in demo.nodes}
    assert {edge.source for kind in demo.edges.values() for edge in kind} == {"invented"}


def test_every_measure_and_strategy_is_set_in_a_plan_that_is_called_invented(
    demo: Invented,
) -> None:
    """Most in the programme; actions in a unit's plan, service development in a thematic plan."""
    for kind in ("Measure", "Strategy"):
        for each in demo.of(kind) | demo.of(kind, "eksempel"):
            (plan,) = demo.up("SET_IN", each)
            assert demo.nodes[plan].title.endswith("(oppdiktet)")
            assert str(demo.nodes[plan].values["title_en"]).endswith("(invented)")

    programme = demo.nodes["asker:demo.program"]
    assert programme.title == "Demonstrasjonsprogram 2021–2024 (oppdiktet)"
    assert len(demo.down("SET_IN", "asker:demo.program")) > 60


def test_no_indicator_has_a_code_of_others(demo: Invented) -> None:
    """An invented value under a KOSTRA or U4SSC code would be taken for a real one."""
    indicators = [
        demo.nodes[each] for each in demo.of("Indicator") | demo.of("Indicator", "eksempel")
    ]

    assert {each.values["code_system"] for each in indicators} == {"own"}
    assert all(str(each.values["code"]).startswith("DEMO.") for each in indicators)
    assert len({each.values["code"] for each in indicators}) == len(indicators)


# --- it is of a believable size -------------------------------------------------------------------


def test_there_are_measures_of_all_types(demo: Invented) -> None:
    """At least sixty, several of each type, some of them pilots and some for the climate."""
    found = demo.of("Measure")
    types = Counter(str(demo.nodes[each].values["type"]) for each in found)

    assert len(found) >= 60
    assert types.keys() == {"assignment", "operating", "investment", "action"}
    assert min(types.values()) >= 8
    assert len(demo.where("Measure", "pilot", True)) >= 5  # noqa: FBT003 - the value of the field
    climate = demo.where("Measure", "climate", True)  # noqa: FBT003 - the value of the field
    assert len(climate) >= 10
    assert sum("climate_tonnes" in demo.nodes[each].values for each in climate) >= 8


def test_about_a_quarter_has_no_money_of_its_own(demo: Invented) -> None:
    """Assignments and actions are within the frame, and a measure within the frame has no lines."""
    within = demo.where("Measure", "funding", "within_frame")
    unpaid = demo.where("Measure", "type", "assignment") | demo.where("Measure", "type", "action")

    assert within == unpaid
    assert not any(demo.rows(each, "budget") for each in within)
    assert 0.20 <= len(within) / len(demo.of("Measure")) <= 0.32


def test_about_a_tenth_saves_money(demo: Invented) -> None:
    """Over the years their operating lines are less than nothing."""
    savers = [
        each
        for each in demo.of("Measure")
        if sum(int(str(row["net"])) for row in demo.lines(each, "operating")) < 0
    ]

    assert 0.07 <= len(savers) / len(demo.of("Measure")) <= 0.13


def test_operating_lines_are_small_changes_to_the_frame(demo: Invented) -> None:
    """From 200 to 2,000 thousand a year, up or down; 0 only where the saving comes later."""
    for each in demo.of("Measure") | demo.of("Measure", "eksempel"):
        for row in demo.lines(each, "operating"):
            net = int(str(row["net"]))
            assert net == 0 or 200 <= abs(net) <= 2000, (each, row["year"])


def test_investments_are_of_ordinary_sizes(demo: Invented) -> None:
    """From 1,000 to 60,000 thousand in all; fees pay for more, and one school is 250,000."""
    for each in demo.of("Measure"):
        rows = demo.lines(each, "investment")
        total = sum(int(str(row["net"])) for row in rows)
        if each == "asker:demo.ny-skole":
            assert total == 250_000
            assert max(int(str(row["year"])) for row in rows) > 2024
        elif rows and {row["financing"] for row in rows} != {"fee_funded"}:
            assert 1_000 <= total <= 60_000, each


def test_budget_lines_are_whole(demo: Invented) -> None:
    """Each says how it is paid, under which function, at which prices; gross less income is net."""
    for each in demo.of("Measure") | demo.of("Measure", "eksempel"):
        rows = demo.rows(each, "budget")
        keys = [(row["type"], row["year"]) for row in rows]
        assert len(set(keys)) == len(keys), each
        for row in rows:
            assert row.keys() >= {"financing", "stage", "price_year"}
            assert len(str(row["kostra_function"])) == 3
            assert ("gross" in row) == ("income" in row)
            if "gross" in row:
                assert int(str(row["gross"])) - int(str(row["income"])) == row["net"]


@pytest.mark.parametrize("measure", SPELT_OUT)
def test_the_measures_that_were_asked_for_are_exactly_so(demo: Invented, measure: str) -> None:
    """Their money is that which was given."""
    found = {(str(row["type"]), row["year"]): row["net"] for row in demo.rows(measure, "budget")}

    assert found == SPELT_OUT[measure]


def test_zero_emission_cars_serve_the_climate_first_and_the_air_too(demo: Invented) -> None:
    """The low-emission goal is the primary one, 11.6's the other; it is a climate measure."""
    primary = {
        edge.to_id: edge.values["primary"]
        for edge in demo.edges["ADVANCES"]
        if edge.from_id == "asker:demo.utslippsfrie-biler"
    }

    assert primary == {"asker:klima.2": True, "asker:byer.4": False}
    assert demo.nodes["asker:demo.utslippsfrie-biler"].values["climate"] is True


def test_a_status_report_is_dated_by_its_report(demo: Invented) -> None:
    """Most measures have reports, in order, each within the measure's years."""
    days = {"T1": (4, 30), "T2": (8, 31), "year": (12, 31)}
    reported = 0
    for each in demo.of("Measure"):
        rows = demo.rows(each, "status_reports")
        reported += bool(rows)
        dates = [row["date"] for row in rows]
        assert dates == sorted(dates), each
        first = int(str(demo.nodes[each].values["period_from"]))
        for row in rows:
            day = row["date"]
            assert isinstance(day, date)
            assert (day.month, day.day) == days[str(row["report"])]
            assert day.year >= first
            assert row["comment"]

    assert reported >= 0.9 * len(demo.of("Measure"))
    seen = {
        row["status"] for each in demo.of("Measure") for row in demo.rows(each, "status_reports")
    }
    assert seen == {"not_started", "on_track", "delayed", "done", "postponed", "dropped"}


# --- it has what questions need -------------------------------------------------------------------


@pytest.mark.parametrize("goal", ["3", "4", "8", "9", "10", "11", "12", "13", "16", "17"])
def test_a_question_about_a_goal_has_an_answer(view: View, goal: str) -> None:
    """Several measures of Asker serve each of them."""
    found = [each for each in measures(view, f"sdg:{goal}") if each.startswith("asker:")]

    assert len(found) >= 3


def test_several_serve_the_two_targets_of_the_first_examples(view: View) -> None:
    """Several serve 11.6, and several 13.3, some of them as parts."""
    assert len(measures(view, "sdg:11.6")) >= 8
    assert len(measures(view, "sdg:13.3")) >= 6
    assert any(measures(view, "sdg:13.3").values())


def test_strategies_say_what_the_municipality_shall_do(demo: Invented) -> None:
    """«Kommunen skal …»; those for service development name the need they answer."""
    for each in demo.of("Strategy"):
        values = demo.nodes[each].values
        assert str(values["title"]).startswith("Kommunen skal ")
        assert ("need" in values) == (values["type"] == "service_development")


def test_english_readers_get_english_titles(demo: Invented) -> None:
    """Every invented node has an English title of its own, but names stay names."""
    assert [node.id for node in demo.nodes.values() if "title_en" not in node.values] == []


def test_there_are_plans_at_each_step_below_the_social_element(demo: Invented) -> None:
    """A programme, a unit's plan and three thematic plans, of which one is out for hearing."""
    types = Counter(str(demo.nodes[each].values["type"]) for each in demo.of("Plan"))
    hearings = {
        each: str(row["when"])
        for each in demo.where("Plan", "type", "theme_plan")
        for row in demo.rows(each, "steps")
        if row["step"] == "Høring"
    }

    assert types == {"action_programme": 1, "unit_plan": 1, "theme_plan": 3}
    assert hearings["asker:demo.temaplan.alderdom"] == "2026-11-10..2027-01-15"
    assert all(demo.up("FOLLOWS", each) for each in demo.of("Plan"))


def test_every_kind_of_link_to_what_people_think_is_there(demo: Invented) -> None:
    """Responses, assessments and side effects have all the values that they may have."""
    told = {
        kind: {edge.values[field] for edge in demo.edges[kind]}
        for kind, field in (
            ("INFORMED", "response"),
            ("ASSESSED", "outcome"),
            ("CONCERNS", "aspect"),
            ("RESPONSIBLE_FOR", "role"),
        )
    }

    assert told == {
        "INFORMED": {"followed", "partly", "not", "noted"},
        "ASSESSED": {"chosen", "not_chosen", "not_relevant", "not_assessed"},
        "CONCERNS": {"opportunity", "challenge"},
        "RESPONSIBLE_FOR": {"lead", "contributing"},
    }
    scores = {int(str(edge.values["score"])) for edge in demo.edges["AFFECTS"]}
    assert {-2, -1, 1, 2, 3} <= scores


def test_the_packaged_graph_gives_nothing_to_mend(view: View) -> None:
    """`goalgraph check` has nothing to say of it, today or later."""
    assert findings(view, DAY) == []
    assert findings(view, date(2035, 1, 1)) == []
