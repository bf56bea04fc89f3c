"""The table of refused changes: for each code of `graph.checks`, changes that have it alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from graph.records import Edge, EdgeId, Origin
from tests.spec.sketch import change, edge, edge_id, node, sketch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.changes import ChangeSet
    from graph.records import Node, Scalar

ROW: Final = Origin("measures.csv", 3)

STORED: Final = """
    asker:tiltak.a -ADVANCES-> asker:delmal.1 -BELONGS_TO-> asker:hovedmal.1
    asker:tiltak.c -PART_OF-> asker:tiltak.b -PART_OF-> asker:tiltak.a
    asker:tiltak.c -CARRIES_OUT-> asker:strategi.1 {primary=yes, valid_to=2024-01-01}
    baerum:delmal.1 -DERIVED_FROM-> sdg:11.6
    asker:strategi.9
"""
"""What is there before each refused change."""


@dataclass(frozen=True)
class Case:
    """A change that is refused.

    Attributes:
        code: the code of its problem.
        title: what the problem says is wrong: words that stand in it.
        hint: what it says to do: words that stand in it.
        change: the change.
        place: where it says that it is, as a person says it.
    """

    code: str
    title: str
    hint: str
    change: ChangeSet
    place: str | None = None


def lines(*rows: Mapping[str, Scalar]) -> Node:
    """Return a measure with budget lines."""
    return node("asker:tiltak.x", budget=rows)


def row(record: Node | Edge) -> ChangeSet:
    """Return a change that puts a record which was read from row 3 of a file."""
    return change(replace(record, origin=ROW))


CASES: Final = (
    Case(
        "too-large",
        "The change holds 100,001 nodes and edges; one change holds at most 100,000",
        "goalgraph load --initial",
        change(*(node("asker:tiltak.x"),) * 100_001),
    ),
    Case(
        "unknown-kind",
        "'Tiltak' is not a kind of node",
        "Measure",
        row(node("asker:x", "Tiltak")),
        "measures.csv, row 3",
    ),
    Case(
        "unknown-kind",
        "'SERVES' is not a kind of edge",
        "CARRIES_OUT",
        row(edge("SERVES", "asker:tiltak.a", "asker:delmal.1")),
        "measures.csv, row 3",
    ),
    Case(
        "bad-id",
        "'Asker:Tiltak.X' is not an identifier: identifiers are lower case",
        "Write 'asker:tiltak.x'",
        row(node("Asker:Tiltak.X", "Measure")),
        "measures.csv, row 3, column id",
    ),
    Case(
        "bad-id",
        "'11.1' is a number, not an identifier",
        "make the column Text",
        row(node("11.1", "Measure", title="X")),
        "measures.csv, row 3, column id",
    ),
    Case(
        "bad-id",
        "'asker:tiltak.å' is not an identifier",
        "a–z, 0–9, full stop and hyphen, like 'asker:demo.renhold'",
        row(node("asker:tiltak.å", "Measure")),
    ),
    Case("bad-id", "too long", "at most 120", row(node("asker:tiltak." + "x" * 120, "Measure"))),
    Case("bad-id", "'tiltak'", "namespace:local", row(node("tiltak", "Measure", title="X"))),
    Case("bad-id", "'asker:tiltak.x\\n'", "Write", row(node("asker:tiltak.x\n", "Measure"))),
    Case(
        "bad-id",
        "'asker:tiltak.x\\x00'",
        "Use",
        row(node("asker:tiltak.x\0", "Measure", title="X")),
    ),
    Case(
        "wrong-namespace",
        "SDG 'asker:11' is not in the namespace 'sdg'",
        "'sdg:11'",
        row(node("asker:11", "SDG")),
        "measures.csv, row 3, column id",
    ),
    Case(
        "wrong-namespace",
        "'sdg:tiltak.a' is in the shared namespace 'sdg', where no measure belongs",
        "'asker:demo.renhold'",
        row(node("sdg:tiltak.a", "Measure")),
        "measures.csv, row 3, column id",
    ),
    Case(
        "missing-field",
        "Measure 'asker:tiltak.x' has no title",
        "What it is called",
        row(node("asker:tiltak.x", title=None)),
        "measures.csv, row 3, column title",
    ),
    Case("missing-field", "has no basis", "rests on", row(node("asker:tiltak.x", basis=None))),
    Case("missing-field", "has no source", "written", row(node("asker:tiltak.x", source=None))),
    Case(
        "missing-field",
        "RESPONSIBLE_FOR from 'asker:virksomhet.a' to 'asker:tiltak.a' has no role",
        "one lead",
        change(
            node("asker:virksomhet.a"),
            edge("RESPONSIBLE_FOR", "asker:virksomhet.a", "asker:tiltak.a"),
        ),
    ),
    Case(
        "unknown-field",
        "Measure has no field 'plcae'",
        "Did you mean 'place'?",
        row(node("asker:tiltak.x", plcae="Borgen")),
        "measures.csv, row 3, column plcae",
    ),
    Case("unknown-field", "'zzz'", "It has: title", row(node("asker:tiltak.x", zzz="AK"))),
    Case(
        "unknown-field",
        "ADVANCES has no field 'page'",
        "primary",
        row(edge("ADVANCES", "asker:tiltak.b", "asker:delmal.1", page="3")),
    ),
    Case(
        "bad-value",
        "The period from of Measure 'asker:tiltak.x' is not a whole number: '2021'",
        "First year",
        row(node("asker:tiltak.x", period_from="2021")),
        "measures.csv, row 3, column period_from",
    ),
    Case("bad-value", "between 1900 and 2200", "", row(node("asker:tiltak.x", period_from=21))),
    Case("bad-value", "whole number", "", row(node("asker:tiltak.x", period_from=True))),
    Case("bad-value", "between", "", row(node("asker:tiltak.x", climate_tonnes=Decimal(2**53)))),
    Case(
        "bad-value", "not a number", "", row(node("asker:tiltak.x", climate_tonnes=Decimal("NaN")))
    ),
    Case("bad-value", "not a decimal", "", row(node("asker:tiltak.x", climate_tonnes=1))),
    Case("bad-value", "neither yes nor no", "tried out", row(node("asker:tiltak.x", pilot="yes"))),
    Case("bad-value", "none of: assignment", "", row(node("asker:tiltak.x", type="tiltak"))),
    Case("bad-value", "none of: documented", "", row(node("asker:tiltak.x", basis="guessed"))),
    Case("bad-value", "is empty", "", row(node("asker:tiltak.x", title=" \n"))),
    Case("bad-value", "20000 characters", "", row(node("asker:tiltak.x", title="x" * 20_001))),
    Case("bad-value", "control character", "", row(node("asker:tiltak.x", title="a\0b"))),
    Case("bad-value", "control character", "", row(node("asker:tiltak.x", title="a\ud800b"))),
    Case(
        "bad-value", "no visible character", "", row(node("asker:tiltak.x", title="\u200b\u2060"))
    ),
    Case("bad-value", "(U+202E)", "", row(node("asker:tiltak.x", title="(oppdiktet)\u202e"))),
    Case("bad-value", "(U+2066)", "", row(node("asker:tiltak.x", title="a\u2066b"))),
    Case("bad-value", "composed form", "", row(node("asker:tiltak.x", title="A\u030aros"))),
    Case(
        "bad-value", "web address", "", row(node("asker:tiltak.x", links=("javascript:alert(1)",)))
    ),
    Case("bad-value", "list of values", "", row(node("asker:tiltak.x", links="https://a.no"))),
    Case("bad-value", "list of values", "", row(node("asker:tiltak.x", links=()))),
    Case(
        "bad-value", "a value twice", "", row(node("asker:tiltak.x", links=("https://a.no",) * 2))
    ),
    Case("bad-value", "not a date", "", row(node("asker:tiltak.x", valid_from="2021-01-01"))),
    Case(
        "bad-value",
        "not a date",
        "First day",
        row(node("asker:tiltak.x", valid_from=datetime(2021, 1, 1), valid_to=date(2022, 1, 1))),  # noqa: DTZ001 - a day without zone, wrongly typed
    ),
    Case(
        "bad-value",
        "no net in row 2",
        "NOK 1,000",
        row(
            lines(
                {"year": 2021, "type": "operating", "net": 600},
                {"year": 2021, "type": "operating"},
            )
        ),
    ),
    Case(
        "bad-value",
        "no column 'sum' (row 1)",
        "",
        row(lines({"year": 2021, "type": "operating", "net": 1, "sum": 1})),
    ),
    Case(
        "bad-value",
        "a net in row 1 that is not a whole number",
        "",
        row(lines({"year": 2021, "type": "operating", "net": "600"})),
    ),
    Case("bad-value", "list of rows", "", row(node("asker:tiltak.x", budget=()))),
    Case(
        "bad-value",
        "score of AFFECTS [x]",
        "−3",
        row(edge("AFFECTS", "asker:tiltak.a", "asker:tiltak.b", key="x", score=4)),
    ),
    Case(
        "unknown-complete",
        "'FOLLOWS_UP:out' is no list that measure 'asker:tiltak.x' has",
        "ADVANCES:out",
        row(node("asker:tiltak.x", complete=("ADVANCES:out", "FOLLOWS_UP:out"))),
        "measures.csv, row 3, column complete",
    ),
    Case(
        "unknown-complete", "'_:in'", "ADVANCES:in", row(node("asker:delmal.x", complete=("_:in",)))
    ),
    Case(
        "empty-validity",
        "Measure 'asker:tiltak.x' is in force from 2024-01-01 until 2024-01-01, which is never",
        "comes later",
        row(node("asker:tiltak.x", valid_from=date(2024, 1, 1), valid_to=date(2024, 1, 1))),
        "measures.csv, row 3, column valid_to",
    ),
    Case(
        "empty-validity",
        "ADVANCES from 'asker:tiltak.a' to 'asker:delmal.1'",
        "",
        row(
            edge(
                "ADVANCES",
                "asker:tiltak.a",
                "asker:delmal.1",
                valid_from=date(2024, 1, 2),
                valid_to=date(2024, 1, 1),
            )
        ),
    ),
    Case(
        "self-edge",
        "'asker:tiltak.a' is part of itself",
        "another node",
        row(edge("PART_OF", "asker:tiltak.a", "asker:tiltak.a")),
        "measures.csv, row 3, column to",
    ),
    Case(
        "needless-key",
        "ADVANCES has no key, but 'x' stands there",
        "Leave the key blank",
        row(edge("ADVANCES", "asker:tiltak.a", "asker:delmal.1", key="x")),
        "measures.csv, row 3, column key",
    ),
    *(
        Case(
            "bad-value",
            f"The key of AFFECTS from 'asker:tiltak.a' to 'asker:tiltak.b' {misfit}",
            "short text",
            row(edge("AFFECTS", "asker:tiltak.a", "asker:tiltak.b", key=key, score=1)),
            "measures.csv, row 3, column key",
        )
        for key, misfit in (
            ("a\0b", "holds a control character"),
            ("\ud800", "holds a control character"),
            ("x" * 301, "has more than 300 characters"),
            ("A\u030a", "is not in Unicode's composed form"),
        )
    ),
    *(
        Case("bad-change", f"The {name} of the change {misfit}", "short text", changed)
        for name, misfit, changed in (
            ("key", "is empty", replace(sketch("asker:tiltak.x"), key="")),
            ("key", "holds a control", replace(sketch("asker:tiltak.x"), key="a\ud800")),
            ("author", "holds a control character", replace(sketch("asker:tiltak.x"), author="\0")),
            ("reason", "is empty", replace(sketch("asker:tiltak.x"), reason=" ")),
        )
    ),
    *(
        Case("bad-id", r"'asker:\ud800' is not an identifier", "namespace:local", changed)
        for changed in (
            change(removes=["asker:\ud800"]),
            change(removes=[EdgeId("ADVANCES", "asker:\ud800", "asker:delmal.1")]),
            replace(change(), confirms=frozenset({EdgeId("ADVANCES", "asker:\ud800", "sdg:1")})),
            change(expects={"asker:\ud800": 1}),
        )
    ),
    Case(
        "missing-key",
        "AFFECTS from 'asker:tiltak.a' to 'asker:tiltak.b' has no key",
        "Give its context",
        row(edge("AFFECTS", "asker:tiltak.a", "asker:tiltak.b", score=1)),
        "measures.csv, row 3, column key",
    ),
    Case(
        "duplicate",
        "Measure 'asker:tiltak.x' stands twice, first in measures.csv, row 3",
        "Keep one",
        change(
            replace(node("asker:tiltak.x"), origin=ROW),
            replace(node("asker:tiltak.x"), origin=Origin("more.csv", 7)),
        ),
        "more.csv, row 7",
    ),
    Case(
        "duplicate",
        "ADVANCES from 'asker:tiltak.b' to 'asker:delmal.1' stands twice.",
        "Keep one",
        change(*[edge("ADVANCES", "asker:tiltak.b", "asker:delmal.1")] * 2),
    ),
    Case(
        "changed-meanwhile",
        "'asker:tiltak.a' was changed in revision 1, after revision 0",
        "Read it again",
        change(node("asker:tiltak.a"), expects={"asker:tiltak.a": 0}),
    ),
    Case(
        "changed-meanwhile",
        "'asker:tiltak.x' is gone since revision 5",
        "Read it again",
        change(expects={"asker:tiltak.x": 5}),
    ),
    Case(
        "unknown-node",
        "There is no node 'asker:tiltak.aa' (ADVANCES from)",
        "Did you mean 'asker:tiltak.a'?",
        row(edge("ADVANCES", "asker:tiltak.aa", "asker:delmal.1")),
        "measures.csv, row 3, column from",
    ),
    Case(
        "unknown-node",
        "There is no node 'sdg:16.6'",
        "Did you mean 'sdg:11.6'?",
        row(edge("CONTRIBUTES_TO", "asker:tiltak.a", "sdg:16.6")),
        "measures.csv, row 3, column to",
    ),
    Case(
        "unknown-node",
        "'xyz:q'",
        "Nothing of 'xyz' is in the graph: load that first",
        row(edge("CONTRIBUTES_TO", "asker:tiltak.a", "xyz:q")),
    ),
    Case(
        "unknown-node",
        "There is no node 'asker:tiltak.x' (removed)",
        "Did you mean",
        change(removes=["asker:tiltak.x"]),
    ),
    Case(
        "unknown-node",
        "'baerum:delmal.1' is removed in the same change",
        "Keep it",
        change(
            node("baerum:tiltak.a"),
            edge("ADVANCES", "baerum:tiltak.a", "baerum:delmal.1"),
            removes=["baerum:delmal.1", edge_id("baerum:delmal.1 -DERIVED_FROM-> sdg:11.6")],
        ),
    ),
    Case(
        "bad-id",
        "'11.6' is a number",
        "Text",
        row(edge("CONTRIBUTES_TO", "asker:tiltak.a", "11.6")),
        "measures.csv, row 3, column to",
    ),
    Case(
        "unknown-edge",
        "There is no ADVANCES from 'asker:tiltak.b' to 'asker:delmal.1' to remove",
        "Leave it out",
        change(removes=[edge_id("asker:tiltak.b -ADVANCES-> asker:delmal.1")]),
    ),
    Case(
        "unknown-edge",
        "There is no ADVANCES from 'asker:tiltak.b' to 'asker:delmal.1' to confirm",
        "Leave it out",
        change(confirms=[edge_id("asker:tiltak.b -ADVANCES-> asker:delmal.1")]),
    ),
    Case(
        "put-and-removed",
        "'asker:strategi.9' is both put and removed",
        "Do one of the two",
        change(node("asker:strategi.9"), removes=["asker:strategi.9"]),
    ),
    Case(
        "put-and-removed",
        "ADVANCES from 'asker:tiltak.a' to 'asker:delmal.1' is removed, and also put or confirmed",
        "Do one of the two",
        change(
            edge("ADVANCES", "asker:tiltak.a", "asker:delmal.1"),
            removes=[edge_id("asker:tiltak.a -ADVANCES-> asker:delmal.1")],
        ),
    ),
    Case(
        "still-linked",
        "DERIVED_FROM from 'baerum:delmal.1' to 'sdg:11.6' would be left with an end that is",
        "Remove the edge in the same change, or keep the node",
        change(removes=["sdg:11.6"]),
    ),
    Case(
        "kind-changed",
        "'asker:tiltak.a' is a Measure in the graph, and cannot become a Strategy",
        "one of its own",
        row(node("asker:tiltak.a", "Strategy")),
        "measures.csv, row 3",
    ),
    Case(
        "wrong-ends",
        "ADVANCES cannot go from Subgoal 'asker:delmal.1' to Measure 'asker:tiltak.a'",
        "Measure → Subgoal",
        row(edge("ADVANCES", "asker:delmal.1", "asker:tiltak.a")),
        "measures.csv, row 3",
    ),
    Case(
        "wrong-ends",
        "ADVANCES cannot go from Measure 'asker:tiltak.a' to SDGTarget 'sdg:11.6'",
        "From Measure to SDGTarget goes CONTRIBUTES_TO or AFFECTS.",
        row(edge("ADVANCES", "asker:tiltak.a", "sdg:11.6")),
        "measures.csv, row 3",
    ),
    Case(
        "wrong-ends",
        "REPLACES cannot go from Measure",
        "Measure → Measure",
        row(edge("REPLACES", "asker:tiltak.a", "asker:delmal.1")),
    ),
    Case(
        "crosses-organisations",
        "ADVANCES goes from 'asker:tiltak.a' into another organisation, 'baerum:delmal.1'",
        "Only FOLLOWS, REPLACES, AFFECTS may",
        row(edge("ADVANCES", "asker:tiltak.a", "baerum:delmal.1")),
        "measures.csv, row 3",
    ),
    Case(
        "two-edges",
        "'asker:delmal.1' has two BELONGS_TO: to 'asker:hovedmal.1' and to 'asker:hovedmal.2'",
        "give the first a valid_to",
        change(
            node("asker:hovedmal.2"),
            replace(edge("BELONGS_TO", "asker:delmal.1", "asker:hovedmal.2"), origin=ROW),
        ),
        "measures.csv, row 3",
    ),
    Case(
        "two-primary",
        "'asker:tiltak.c' has two primary edges: to 'asker:strategi.1' and to 'asker:delmal.1'",
        "keep one",
        row(edge("ADVANCES", "asker:tiltak.c", "asker:delmal.1", primary=True)),
        "measures.csv, row 3",
    ),
    Case(
        "cycle",
        "PART_OF leads back to where it began: ",
        "Remove one of these edges",
        row(edge("PART_OF", "asker:tiltak.a", "asker:tiltak.c")),
        "measures.csv, row 3",
    ),
    Case(
        "cycle",
        "PART_OF leads back",
        "Remove one",
        sketch("asker:tiltak.x -PART_OF-> asker:tiltak.y -PART_OF-> asker:tiltak.x"),
    ),
    Case(
        "cycle",
        "REPLACES leads back",
        "Remove one",
        sketch("asker:plan.1 -REPLACES-> asker:plan.2 -REPLACES-> asker:plan.1"),
    ),
)
