"""Pages that show more than one kind at once: the goals in their layers, and ladders of nodes.

What each is about stands in a row here: a kind whose nodes are steps, and the edge that leads from
one step to the one above it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from api import asking
from api.explorer.exports import as_csv, as_json
from api.explorer.frame import Page, Visit
from api.explorer.records import Fact, Group, SubTable, facts_of, groups_of, tables_of
from api.explorer.spelling import ink_on
from api.explorer.wording import Item, Text, chips, item, text_of
from graph.identity import NodeId, local_of, order_key
from graph.model import Basis
from graph.questions import Show
from graph.records import Node
from graph.store import EdgeSearch, Search
from graph.surroundings import shown
from views.overviews import (
    Layered,
    Step,
    ladder_document,
    ladder_table,
    layers_document,
    layers_table,
)

CAKE: Final = ("partnership", "economy", "society", "biosphere")
"""The layers of the wedding cake from the top down, as Stockholm Resilience Centre draws them."""

GOAL: Final = "SDG"
LAYER: Final = "Layer"
IN_LAYER: Final = "IN_LAYER"


@dataclass(frozen=True, slots=True)
class Tile:
    """A goal in its colour, with a colour for the number on it that can be read."""

    item: Item
    colour: str
    ink: str


@dataclass(frozen=True, slots=True)
class Band:
    """A layer with its goals."""

    item: Item
    tiles: tuple[Tile, ...]


def goals(visit: Visit) -> Page:
    """Return the page of the goals in their layers."""
    visit.unfiltered()
    layers = _nodes(visit, LAYER)
    records = _nodes(visit, GOAL)
    search = EdgeSearch(
        nodes=frozenset(records),
        outgoing=True,
        scope=visit.scope,
        kinds=frozenset({IN_LAYER}),
    )
    lies_in = {edge.from_id: edge.to_id for edge in visit.view.edges(search)}
    ordered = sorted(layers.values(), key=lambda layer: (_place(layer.id), order_key(layer.id)))
    kind = visit.model.node_kinds[GOAL]
    layered = [
        Layered(layer, tuple(each for each in records.values() if lies_in.get(each.id) == layer.id))
        for layer in ordered
    ]
    return Page(
        "goals.html",
        {
            "bands": [
                Band(item(visit, each.layer), tuple(_tile(visit, goal) for goal in each.goals))
                for each in layered
            ],
            "kind": kind,
            "chips": list(chips(visit, asking.SHOW_FILTERS)),
        },
        {
            "json": lambda: as_json(layers_document(visit.model, layered, visit.view.revision)),
            "csv": lambda: as_csv(visit, layers_table(visit.model, kind, layered)),
        },
    )


def _place(layer: NodeId) -> int:
    name = local_of(layer).rpartition(".")[2]
    return CAKE.index(name) if name in CAKE else len(CAKE)


def _tile(visit: Visit, record: Node) -> Tile:
    colour = str(record.values.get("colour") or visit.model.node_kinds[GOAL].colour)
    return Tile(item(visit, record), colour, ink_on(colour))


def _nodes(visit: Visit, kind: str) -> Mapping[NodeId, Node]:
    found = visit.view.find(Search(scope=visit.scope, kinds=frozenset({kind})))
    records = visit.view.nodes({key.id for key in found.keys})
    return {key.id: records[key.id] for key in found.keys}


@dataclass(frozen=True, slots=True)
class Ladder:
    """A page of nodes of one kind, each under the one that an edge of its leads to."""

    path: str
    kind: str
    edge: str
    texts: str


LADDERS: Final = (
    Ladder("/plan-ladder", kind="Plan", edge="FOLLOWS", texts="plans"),
    Ladder("/participation", kind="Involvement", edge="RECRUITED_FROM", texts="involvement"),
)


MOST_BESIDE: Final = 4
"""How many neighbours by one kind of edge stand open on a rung; more are folded away."""


@dataclass(frozen=True, slots=True)
class Rung:
    """A node on a ladder: its facts, sub-tables and neighbours, and the rungs under it."""

    item: Item
    description: Text | None
    facts: tuple[Fact, ...]
    tables: tuple[SubTable, ...]
    groups: tuple[Group, ...]
    under: tuple[Rung, ...]


def ladder(row: Ladder) -> Callable[[Visit], Page]:
    """Return what builds the page of a ladder."""

    def build(visit: Visit) -> Page:
        visit.unfiltered()
        bases = list(Basis)
        nodes = _nodes(visit, row.kind)
        search = EdgeSearch(
            nodes=frozenset(nodes), outgoing=True, scope=visit.scope, kinds=frozenset({row.edge})
        )
        above: dict[NodeId, NodeId] = {}
        for edge in visit.view.edges(search):
            above.setdefault(edge.from_id, edge.to_id)
        # What is documented goes first, then as they stand.
        nodes = dict(sorted(nodes.items(), key=lambda each: bases.index(each[1].basis)))
        top = [each for each in nodes if above.get(each) not in nodes]
        kind = visit.model.node_kinds[row.kind]
        steps = _steps(visit, nodes, above, top)
        return Page(
            "ladder.html",
            {
                "rungs": [_rung(visit, row, each) for each in steps],
                "kind": kind,
                "texts": row.texts,
                "most_beside": MOST_BESIDE,
                "chips": list(chips(visit, asking.SHOW_FILTERS)),
            },
            {
                "json": lambda: as_json(ladder_document(visit.model, steps, visit.view.revision)),
                "csv": lambda: as_csv(visit, ladder_table(visit.model, kind, steps)),
            },
        )

    return build


def _steps(
    visit: Visit,
    nodes: Mapping[NodeId, Node],
    above: Mapping[NodeId, NodeId],
    which: Iterable[NodeId],
) -> tuple[Step, ...]:
    scope = visit.scope
    return tuple(
        Step(
            shown(
                visit.view,
                Show(
                    node=each,
                    as_of=scope.as_of,
                    organisation=scope.organisation,
                    basis=scope.basis,
                ),
            ),
            _steps(visit, nodes, above, [one for one in nodes if above.get(one) == each]),
        )
        for each in which
    )


def _rung(visit: Visit, row: Ladder, step: Step) -> Rung:
    record = step.shown.node
    neighbours = [each for each in step.shown.neighbours if each.edge.kind != row.edge]
    groups = [
        group for way in (True, False) for group in groups_of(visit, neighbours, outgoing=way)
    ]
    return Rung(
        item=item(visit, record),
        description=text_of(visit, record, "description"),
        facts=tuple(facts_of(visit, record)),
        tables=tuple(tables_of(visit, record)),
        groups=tuple(groups),
        under=tuple(_rung(visit, row, each) for each in step.under),
    )
