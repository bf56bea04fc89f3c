"""Asker's data against the facts that were collected from public pages, each with its source."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, cast

import pytest

from graph.identity import local_of, namespace_of
from graph.model import Basis
from graph.store import EdgeSearch, Scope, Search
from tests.data.conftest import DAY
from tests.shared import SHARED, needs_shared

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from graph.records import Edge, Node
    from graph.sqlite_view import SqliteView
    from graph.store import View

FACTS: Final = SHARED / "reference" / "asker-facts.json"
SEALED: Final = frozenset({Basis.DOCUMENTED, Basis.INFERRED})
NOW: Final = Scope(as_of=DAY, organisation="asker", basis=SEALED)

Row = dict[str, Any]
Band = tuple[str, Decimal | None, Decimal | None, bool]


@pytest.fixture(scope="module")
def facts() -> Mapping[str, Any]:
    """The collected facts; `null` in them means not verified."""
    return cast("dict[str, Any]", json.loads(FACTS.read_text(encoding="utf-8")))


def nodes(view: View, kind: str) -> list[Node]:
    """Return Asker's nodes of a kind that are not invented, of whatever day, in order."""
    every = view.nodes(list(view.ids())).values()
    return [
        node
        for node in every
        if node.kind == kind and namespace_of(node.id) == "asker" and node.basis in SEALED
    ]


def rows(node: Node, name: str) -> list[Row]:
    """Return the rows of a node's sub-table; none where it has none."""
    return [dict(row) for row in cast("tuple[Row, ...]", node.values.get(name, ()))]


def records(view: View, kind: str) -> list[Edge]:
    """Return Asker's edges of a kind that are not invented, of whatever day."""
    search = EdgeSearch(nodes=None, outgoing=None, scope=None, kinds=frozenset({kind}))
    found = view.edge_records([edge.id for edge in view.edges(search)]).values()
    return [
        edge for edge in found if namespace_of(edge.from_id) == "asker" and edge.basis in SEALED
    ]


def targets(view: View, kind: str, from_id: str) -> set[str]:
    """Return where a node's edges of a kind lead."""
    return {edge.to_id for edge in records(view, kind) if edge.from_id == from_id}


# --- what holds of all of it ----------------------------------------------------------------------


def test_every_record_of_asker_and_norway_has_a_source(view: SqliteView) -> None:
    """Each is documented or inferred, and says where it is written; `demo` alone is invented."""
    mine = [
        node
        for node in view.nodes(list(view.ids())).values()
        if namespace_of(node.id) in {"asker", "norway"} and "demo" not in node.id
    ]
    every = EdgeSearch(nodes=None, outgoing=None, scope=None)
    found = view.edge_records([edge.id for edge in view.edges(every)]).values()
    ours = [
        edge
        for edge in found
        if namespace_of(edge.from_id) == "asker" and "demo" not in f"{edge.from_id} {edge.to_id}"
    ]

    assert len(mine) > 150
    for record in (*mine, *ours):
        if record.basis is Basis.ILLUSTRATIVE:
            # An invented link between two real nodes stands in data/demo, which says so.
            assert str(record.values["source"]) == "invented"
        else:
            assert len(str(record.values["source"]).strip()) >= len("slides")


def test_who_reads_english_can_read_all_of_it(view: SqliteView) -> None:
    """Each node has an English title, and an English description where it has one."""
    for kind in view.model.node_kinds:
        for node in nodes(view, kind):
            assert "title_en" in node.values, node.id
            assert ("description" in node.values) == ("description_en" in node.values), node.id


def test_what_is_inferred_says_how(view: SqliteView) -> None:
    """Its source is more than a place: a sentence, or which field is inferred."""
    inferred = [
        edge
        for kind in view.model.edge_kinds
        for edge in records(view, kind)
        if edge.basis is Basis.INFERRED
    ]

    assert len(inferred) > 40
    for edge in inferred:
        words = re.sub(r"https?://\S+", "", str(edge.values["source"])).split()
        assert len(words) >= 6, edge


def test_nothing_of_the_former_municipality_is_in_force_today(view: SqliteView) -> None:
    """Today's lists do not name it; a day before the merger finds it."""
    former = [
        node
        for kind in ("ServiceArea", "Plan", "Indicator", "Observation")
        for node in nodes(view, kind)
        if "tidligere Asker" in f"{node.title} {node.values.get('description')}"
        or "old Asker" in str(node.values["source"])
    ]
    names = {node.id for node in former if node.valid_to is not None}
    today = {key.id for key in view.find(Search(scope=NOW)).keys}
    before = Scope(as_of=DAY.replace(year=2018), organisation="asker", basis=SEALED)
    then = {key.id for key in view.find(Search(scope=before)).keys}

    assert len(names) == 1 + 3 + 10 + 10
    assert names <= then
    assert not names & today


# --- against the collected facts ------------------------------------------------------------------


@needs_shared
def test_subgoals_have_the_types_and_targets_of_the_facts(
    view: SqliteView, facts: Mapping[str, Any]
) -> None:
    """Per focus area in order; what has no verified type is no subgoal."""
    wanted = defaultdict(list)
    for fact in facts["subgoals"]:
        if fact["origin"] is not None:
            wanted[fact["focus_area"]].append((fact["origin"], set(fact["sdg_targets"])))
    found = defaultdict(list)
    for subgoal in nodes(view, "Subgoal"):
        area = view.nodes([subgoal.id.rpartition(".")[0]])
        codes = {local_of(code) for code in targets(view, "DERIVED_FROM", subgoal.id)}
        found[next(iter(area.values())).title].append((subgoal.values["goal_type"], codes))

    assert found == wanted


@needs_shared
def test_chosen_goals_are_the_six(view: SqliteView, facts: Mapping[str, Any]) -> None:
    """They are assessed as chosen, documented; the eleven others are inferred not to be."""
    six = {f"sdg:{number}" for number in facts["six_prioritised_sdgs"]["value"]}
    goals = [edge for edge in records(view, "ASSESSED") if "." not in edge.to_id]

    assert {edge.to_id for edge in goals if edge.values["outcome"] == "chosen"} == six
    assert {edge.to_id for edge in goals if edge.basis is Basis.DOCUMENTED} == six
    assert len(goals) == 17


@needs_shared
def test_assessed_targets_are_those_of_adopted_subgoals(view: SqliteView) -> None:
    """Nothing is said of the others of the 169."""
    assessed = {edge.to_id for edge in records(view, "ASSESSED") if "." in edge.to_id}

    assert assessed == {edge.to_id for edge in records(view, "DERIVED_FROM")}


@needs_shared
def test_thematic_plans_have_their_priority_areas_and_dates(
    view: SqliteView, facts: Mapping[str, Any]
) -> None:
    """Each plan is there by name, with its priority areas in order and its adoption."""
    plans = {node.title.removeprefix("Temaplan "): node for node in nodes(view, "Plan")}
    decided = {edge.to_id: edge.from_id for edge in records(view, "ADOPTS")}
    decisions = {node.id: node.values["date"] for node in nodes(view, "Decision")}
    areas = [(edge.to_id, edge.from_id) for edge in records(view, "SET_IN")]
    titles = {node.id: node.title for node in nodes(view, "PriorityArea")}

    for fact in facts["theme_plans"]:
        plan = plans[fact["name"]]
        own = [titles[area] for plan_id, area in areas if plan_id == plan.id and area in titles]
        assert sorted(own) == sorted(fact.get("focus", []))
        assert [titles[f"{plan.id}.{n}"] for n in range(1, len(own) + 1)] == fact.get("focus", [])
        if adopted := fact.get("adopted"):
            assert str(decisions[decided[plan.id]]) == adopted
            assert rows(plan, "steps")[-1]["when"] == adopted
        if steps := fact.get("steps"):
            told = [row["when"] for row in rows(plan, "steps")]
            assert told == [when for when, _ in steps]


@needs_shared
def test_dates_of_the_samfunnsdel_are_those_of_the_facts(
    view: SqliteView, facts: Mapping[str, Any]
) -> None:
    """Each day that the page names is a step, and the last one is the decision's."""
    fact = next(each["fact"] for each in facts["plan_facts"] if each["fact"].startswith("Samfunn"))
    days = [f"{y}-{m}-{d}" for d, m, y in re.findall(r"(\d\d)\.(\d\d)\.(\d{4})", fact)]
    plan = next(node for node in nodes(view, "Plan") if node.id == "asker:samfunnsdel")
    decisions = {node.id: str(node.values["date"]) for node in nodes(view, "Decision")}

    assert [row["when"] for row in rows(plan, "steps") if len(row["when"]) == 10] == days
    assert decisions["asker:vedtak.2020-06-09"] == days[-1]
    assert (
        decisions["asker:vedtak.2019-12-10"]
        == (facts["handlingsprogram_2020_2023_adopted"]["date"])
    )
    assert plan.values["vision"] == facts["vision"]["text"]


@needs_shared
def test_service_areas_and_frames_are_those_of_the_facts(
    view: SqliteView, facts: Mapping[str, Any]
) -> None:
    """Each area that is verified is there; a frame of 2448.9 million is 2 448 900."""
    titles = {node.title.partition(" (")[0]: node for node in nodes(view, "ServiceArea")}
    verified = {
        fact["name"]
        for fact in facts["service_areas"]
        if " / " not in fact["name"] and "NOT verified" not in fact["period"]
    }
    frames = {
        fact["service_area"]: int(Decimal(str(fact["net_operating_frame_mill_nok"])) * 1000)
        for fact in facts["frames_2020"]
        if "service_area" in fact
    }

    assert verified == titles.keys() - {"Tjenesteområdet i lysbildeeksempelet"}
    assert {
        title: [(row["year"], row["net"]) for row in rows(area, "frames")]
        for title, area in titles.items()
        if rows(area, "frames")
    } == {title: [(2020, net)] for title, net in frames.items()}


@needs_shared
def test_municipality_numbers_say_what_is_not_verified(
    view: SqliteView, facts: Mapping[str, Any]
) -> None:
    """A number from no official source says so; the organisation number is left out."""
    kommune = nodes(view, "Organisation")[0]
    wanted = facts["identifiers"]["kommunenummer"]

    found = {row["number"]: str(row["source"]) for row in rows(kommune, "municipality_numbers")}
    assert list(found) == [each["code"] for each in wanted]
    for each in wanted:
        assert ("not an official" in each["source"]) == ("not verified" in found[each["code"]])
    assert not facts["identifiers"]["organisasjonsnummer"]["verified"]
    assert "organisation_number" not in kommune.values


@needs_shared
def test_measures_contribute_to_what_their_page_says(
    view: SqliteView, facts: Mapping[str, Any]
) -> None:
    """And to nothing where it says nothing; no measure has money, as none was found."""
    measures = nodes(view, "Measure")
    linked = Counter(edge.from_id for edge in records(view, "CONTRIBUTES_TO"))

    for fact in facts["example_measures"]:
        if fact["sdg_goals"] is not None:
            (measure,) = [each for each in measures if fact["measure"].startswith(each.title)]
            goals = {f"sdg:{number}" for number in fact["sdg_goals"]}
            assert targets(view, "CONTRIBUTES_TO", measure.id) == goals
            del linked[measure.id]
        assert any(fact["source"].partition(" ;")[0] in each.source for each in measures)
    assert not linked
    assert not facts["example_measure_budgets_found"]
    assert [measure.id for measure in measures if "budget" in measure.values] == []


# --- indicators -----------------------------------------------------------------------------------


def number(text: str) -> Decimal:
    """Return a number with a decimal comma."""
    return Decimal(text.replace(",", "."))


def bands_in(colour: str, text: str) -> Iterator[Band]:
    """Yield the bands that a cell of the balanced scorecard draws: `1,00–1,29 and >2,00`."""
    for part in text.split(" and "):
        first, dash, last = part.partition("–")
        if part[0] == "<":
            yield colour, None, number(part[1:]), True
        elif part[0] == ">":
            yield colour, number(part[1:]), None, True
        elif dash:
            yield colour, number(first), number(last), False
        else:
            value = number(part.split()[0])
            yield colour, value, value, False


def drawn(fact: Mapping[str, str]) -> Collection[Band]:
    """Return all bands of an indicator."""
    cells = {"green": "wanted", "yellow": "lowest_accepted", "red": "not_accepted"}
    return {band for colour, cell in cells.items() for band in bands_in(colour, fact[cell])}


@needs_shared
def test_indicators_have_the_bands_of_the_scorecard(
    view: SqliteView, facts: Mapping[str, Any]
) -> None:
    """Two-sided ones, open ones that exclude their bound, and the gaps between them."""
    found = {
        node.values["code"]: node for node in nodes(view, "Indicator") if "code" in node.values
    }

    assert found.keys() == {fact["code"].partition(" ")[0] for fact in facts["indicators"]}
    for fact in facts["indicators"]:
        node = found[fact["code"].partition(" ")[0]]
        told = {
            (row["colour"], row.get("lower"), row.get("upper"), row.get("exclusive", False))
            for row in rows(node, "bands")
        }
        assert node.title == fact["name"]
        assert told == drawn(fact), node.id


@needs_shared
def test_observations_are_the_numbers_and_what_was_not_measured(
    view: SqliteView, facts: Mapping[str, Any]
) -> None:
    """«Ikke målt» is not measured, and «Ny indikator fra 2015» is no observation."""
    wanted: dict[tuple[str, int], Decimal | None] = {}
    for fact in facts["indicators"]:
        code = fact["code"].partition(" ")[0]
        for year in (2014, 2015):
            text = fact.get(f"result_{year}", "Ny indikator")
            if not text.startswith("Ny"):
                wanted[code, year] = None if text == "Ikke målt" else number(text)
    codes = {node.id: str(node.values.get("code")) for node in nodes(view, "Indicator")}
    indicators = {edge.from_id: codes[edge.to_id] for edge in records(view, "OF")}

    found = nodes(view, "Observation")

    assert {
        (indicators[node.id], node.values["year"]): node.values.get("value") for node in found
    } == wanted
    assert [
        node.id for node in found if ("value" in node.values) == ("not_measured" in node.values)
    ] == []
