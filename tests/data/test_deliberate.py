"""What is odd in the invented data on purpose: the README of the folder lists it, and is right.

Each row of its tables names a property and the identifiers that have it.  The property is worked
out anew here, so a row that names one too many or one too few fails.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import pytest

from graph.answers import answer
from graph.questions import Which
from graph.store import EdgeSearch, Scope, Search
from tests.data.conftest import DAY
from tests.data.invented import Invented
from tests.shared import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from graph.identity import NodeId
    from graph.store import View

README: Final = ROOT / "data" / "demo" / "README.md"
_ROW: Final = re.compile(r"^\| (?P<what>[^|`]+) \| (?P<ids>[^|]*`[^|]*) \|$", re.MULTILINE)
_ID: Final = re.compile(r"`((?:asker|eksempel|sdg):[^`]+)`")


@pytest.fixture(scope="module")
def demo(view: View) -> Invented:
    """What is invented, read once."""
    return Invented(view)


def listed() -> dict[str, set[NodeId]]:
    """Return what the README says is deliberate: each property with the nodes that have it."""
    text = README.read_text(encoding="utf-8")
    return {row["what"]: set(_ID.findall(row["ids"])) for row in _ROW.finditer(text)}


# --- measures -------------------------------------------------------------------------------------


def _those(demo: Invented, fits: Callable[[NodeId], bool], kind: str = "Measure") -> set[NodeId]:
    return {each for each in demo.of(kind) if fits(each)}


def _above(demo: Invented, measure: NodeId) -> list[NodeId]:
    thread = ("ADVANCES", "CARRIES_OUT", "PART_OF", "CONTRIBUTES_TO")
    return [end for kind in thread for end in demo.up(kind, measure)]


def _straight_on(demo: Invented, *, main_goal: bool) -> set[NodeId]:
    """Return the measures that advance a main goal, or a subgoal, with no strategy between."""
    return _those(
        demo,
        lambda each: any(
            end.endswith(".hovedmal") == main_goal for end in demo.up("ADVANCES", each)
        ),
    )


def _parts(demo: Invented, measure: NodeId) -> list[NodeId]:
    return demo.down("PART_OF", measure)


def _paid(demo: Invented, measure: NodeId) -> bool:
    return bool(demo.rows(measure, "budget"))


def _paid_by(demo: Invented, financing: str) -> set[NodeId]:
    return _those(
        demo,
        lambda each: any(row["financing"] == financing for row in demo.rows(each, "budget")),
    )


def _unpaid_and_new(demo: Invented) -> set[NodeId]:
    """Return the measures that should have money, and neither they nor whole or part have any."""
    return {
        each
        for each in demo.where("Measure", "funding", "new_money")
        if not any(
            _paid(demo, near) for near in (each, *_parts(demo, each), *demo.up("PART_OF", each))
        )
    }


def _period(demo: Invented, node_id: NodeId) -> tuple[int, int]:
    values = demo.nodes[node_id].values
    return int(str(values["period_from"])), int(str(values["period_to"]))


def _outside_its_plan(demo: Invented, measure: NodeId) -> bool:
    first, last = _period(demo, measure)
    return all(
        last < _period(demo, plan)[0] or first > _period(demo, plan)[1]
        for plan in demo.up("SET_IN", measure)
    )


def _runs_past_its_plan(demo: Invented, measure: NodeId) -> bool:
    first, last = _period(demo, measure)
    return any(first <= _period(demo, plan)[1] < last for plan in demo.up("SET_IN", measure))


def _last_status(demo: Invented, status: str) -> set[NodeId]:
    return _those(
        demo,
        lambda each: (
            (rows := demo.rows(each, "status_reports")) != () and rows[-1]["status"] == status
        ),
    )


def _delayed_at_second_report_of_2022(demo: Invented) -> set[NodeId]:
    return _those(
        demo,
        lambda each: any(
            (str(row["date"]), row["status"]) == ("2022-08-31", "delayed")
            for row in demo.rows(each, "status_reports")
        ),
    )


def _contributing_to(demo: Invented, *goals: str) -> set[NodeId]:
    return _those(
        demo,
        lambda each: any(
            target.partition(":")[2].split(".")[0] in goals
            for target in demo.up("CONTRIBUTES_TO", each)
        ),
    )


def _harming(demo: Invented) -> set[NodeId]:
    return {
        edge.from_id
        for edge in demo.edges["AFFECTS"]
        if edge.from_id.startswith("asker:") and int(str(edge.values["score"])) < 0
    }


# --- strategies, goals and indicators -------------------------------------------------------------


def _without_money(demo: Invented, strategy: NodeId) -> bool:
    below = demo.down("CARRIES_OUT", strategy)
    below += [part for each in below for part in _parts(demo, each)]
    return below != [] and not any(_paid(demo, each) for each in below)


def _subgoals(view: View) -> set[NodeId]:
    """Return Asker's subgoals, the adopted ones and the invented one."""
    asker = Scope(as_of=DAY, organisation="asker")
    return {key.id for key in view.find(Search(scope=asker, kinds=frozenset({"Subgoal"}))).keys}


def _not_advanced(view: View, *kinds: str) -> set[NodeId]:
    """Return Asker's subgoals that nothing of some kinds advances, be it invented or not."""
    search = EdgeSearch(
        nodes=None, outgoing=None, scope=Scope(as_of=DAY), kinds=frozenset({"ADVANCES"})
    )
    edges = view.edges(search)
    lower = view.nodes([edge.from_id for edge in edges])
    return _subgoals(view) - {edge.to_id for edge in edges if lower[edge.from_id].kind in kinds}


def _outside(demo: Invented, observation: NodeId) -> bool:
    value = demo.nodes[observation].values.get("value")
    if not isinstance(value, Decimal):
        return False
    (indicator,) = demo.up("OF", observation)
    return not any(
        row.get("lower", value) <= value <= row.get("upper", value)  # type: ignore[operator]
        for row in demo.rows(indicator, "bands")
    )


def _two_sided(demo: Invented, indicator: NodeId) -> bool:
    colours = Counter(row["colour"] for row in demo.rows(indicator, "bands"))
    return colours["yellow"] > 1


def _not_measured(demo: Invented) -> set[NodeId]:
    gaps = demo.where("Observation", "not_measured", True)  # noqa: FBT003 - the field's value
    return {end for each in gaps for end in demo.up("OF", each)}


def _ordering_what_is(demo: Invented, statuses: Iterable[str]) -> set[NodeId]:
    ended = {each for status in statuses for each in _last_status(demo, status)}
    return {edge.from_id for edge in demo.edges["ORDERS"] if edge.to_id in ended}


def _targets(view: View, demo: Invented, *, chosen: bool, served: bool) -> set[NodeId]:
    """Return the targets that Eksempel chose, or not, and that a measure of it serves, or none."""
    question = Which(kind="Measure", organisation="eksempel", as_of=DAY)
    return {
        edge.to_id
        for edge in demo.edges["ASSESSED"]
        if "." in edge.to_id
        and (edge.values["outcome"] == "chosen") == chosen
        and bool(answer(view, replace(question, serves=frozenset({edge.to_id}))).results) == served
    }


DELIBERATE: Final[dict[str, Callable[[View, Invented], set[NodeId]]]] = {
    "uten hovedansvarlig": lambda _, demo: _those(demo, lambda each: not demo.leads(each)),
    "medvirkende, men ingen hovedansvarlig": lambda _, demo: _those(
        demo, lambda each: not demo.leads(each) and demo.down("RESPONSIBLE_FOR", each) != []
    ),
    "to hovedansvarlige": lambda _, demo: _those(demo, lambda each: len(demo.leads(each)) > 1),
    "henger ikke på noe mål": lambda _, demo: _those(demo, lambda each: not _above(demo, each)),
    "rett på et delmål, uten strategi": lambda _, demo: _straight_on(demo, main_goal=False),
    "rett på et hovedmål": lambda _, demo: _straight_on(demo, main_goal=True),
    "to delmål, ett av dem primært": lambda _, demo: _those(
        demo, lambda each: len(demo.up("ADVANCES", each)) > 1
    ),
    "to strategier": lambda _, demo: _those(
        demo, lambda each: len(demo.up("CARRIES_OUT", each)) > 1
    ),
    "under en vedtatt strategi; koblingen er oppdiktet": lambda _, demo: _those(
        demo, lambda each: any("demo" not in end for end in demo.up("CARRIES_OUT", each))
    ),
    "pengene står bare på delene": lambda _, demo: _those(
        demo,
        lambda each: not _paid(demo, each) and any(_paid(demo, p) for p in _parts(demo, each)),
    ),
    "penger både på helheten og på en del": lambda _, demo: _those(
        demo, lambda each: _paid(demo, each) and any(_paid(demo, p) for p in _parts(demo, each))
    ),
    "nytt tiltak uten budsjettlinjer": lambda _, demo: _unpaid_and_new(demo),
    "del uten egne penger; de står på helheten": lambda _, demo: _those(
        demo,
        lambda each: (
            not _paid(demo, each) and any(_paid(demo, whole) for whole in demo.up("PART_OF", each))
        ),
    ),
    "klimatiltak uten anslag for kutt": lambda _, demo: _those(
        demo,
        lambda each: (
            demo.nodes[each].values.get("climate") is True
            and "climate_tonnes" not in demo.nodes[each].values
        ),
    ),
    "finansieringen ikke kjent": lambda _, demo: demo.where("Measure", "funding", "not_known"),
    "selvkost": lambda _, demo: _paid_by(demo, "fee_funded"),
    "øremerket": lambda _, demo: _paid_by(demo, "earmarked"),
    "lån": lambda _, demo: _paid_by(demo, "loan"),
    "perioden ligger utenfor planens": lambda _, demo: _those(
        demo, lambda each: _outside_its_plan(demo, each)
    ),
    "går ut over planens siste år": lambda _, demo: _those(
        demo, lambda each: _runs_past_its_plan(demo, each)
    ),
    "utgår": lambda _, demo: _last_status(demo, "dropped"),
    "utsatt": lambda _, demo: _last_status(demo, "postponed"),
    "forsinket ved 2. tertial 2022": lambda _, demo: _delayed_at_second_report_of_2022(demo),
    "bidrar til mål 7, 14 eller 15, som Asker ikke har valgt ut": lambda _, demo: _contributing_to(
        demo, "7", "14", "15"
    ),
    "virker mot et mål eller et annet tiltak": lambda _, demo: _harming(demo),
    "fellestiltak med én node i hver kommune": lambda _, demo: {
        edge.from_id
        for edge in demo.edges["AFFECTS"]
        if edge.from_id.split(":")[0] != edge.to_id.split(":")[0]
        and not edge.to_id.startswith("sdg:")
    },
    "strategi uten tiltak": lambda _, demo: _those(
        demo, lambda each: not demo.down("CARRIES_OUT", each), "Strategy"
    ),
    "strategi uten penger": lambda _, demo: _those(
        demo, lambda each: _without_money(demo, each), "Strategy"
    ),
    "delmål uten strategi": lambda view, _: _not_advanced(view, "Strategy"),
    "delmål uten strategi og tiltak": lambda view, _: _not_advanced(view, "Strategy", "Measure"),
    "temaplan som setter et eget mål": lambda _, demo: {
        plan
        for each in demo.of("Subgoal")
        for plan in demo.up("SET_IN", each)
        if demo.nodes[plan].values["type"] == "theme_plan"
    },
    "tjenesteområde med færre enn 13 særlig relevante mål": lambda _, demo: _those(
        demo, lambda each: len(demo.up("FOLLOWS_UP", each)) < 13, "ServiceArea"
    ),
    "verbalvedtak uten tiltak": lambda _, demo: {
        each for each in demo.where("Decision", "type", "directive") if not demo.up("ORDERS", each)
    },
    "verbalvedtak der tiltaket er utsatt eller utgår": lambda _, demo: _ordering_what_is(
        demo, ("postponed", "dropped")
    ),
    "indikator uten målinger": lambda _, demo: _those(
        demo, lambda each: not demo.down("OF", each), "Indicator"
    ),
    "indikator med «ikke målt»": lambda _, demo: _not_measured(demo),
    "tosidige bånd": lambda _, demo: _those(demo, lambda each: _two_sided(demo, each), "Indicator"),
    "måling utenfor alle bånd": lambda _, demo: _those(
        demo, lambda each: _outside(demo, each), "Observation"
    ),
    "delmål uten oppdiktet indikator": lambda view, demo: {
        each for each in _subgoals(view) if not demo.down("INDICATES", each)
    },
    "mål uten tiltak": lambda _, demo: {
        each for each in demo.of("Subgoal", "eksempel") if not demo.down("ADVANCES", each)
    },
    "valgt FN-delmål uten tiltak": lambda view, demo: _targets(
        view, demo, chosen=True, served=False
    ),
    "FN-delmål med tiltak, men ikke valgt": lambda view, demo: _targets(
        view, demo, chosen=False, served=True
    ),
    "tiltak som utgikk": lambda _, demo: {
        each
        for each in demo.of("Measure", "eksempel")
        for row in demo.rows(each, "status_reports")
        if row["status"] == "dropped"
    },
}
"""Each property that the README names, and how to find all that have it."""


@pytest.mark.parametrize("what", DELIBERATE)
def test_what_the_readme_says_is_deliberate_is_there(view: View, demo: Invented, what: str) -> None:
    """The row names exactly the nodes that have the property."""
    found = DELIBERATE[what](view, demo)

    assert found
    assert listed().get(what) == found


def test_every_row_of_the_readme_is_looked_at() -> None:
    """A row that no test knows could say anything."""
    assert listed().keys() == DELIBERATE.keys()


def test_every_identifier_in_the_readme_is_in_the_graph(view: View) -> None:
    """What the text between the tables names is there too."""
    named = set(_ID.findall(README.read_text(encoding="utf-8")))

    assert named <= set(view.ids())
