"""Whether a store is whole, and what it holds: for whoever looks after it.

Every engine's own guarantees are tested; this looks at the data that are really there, after a
crash, a bad disk, or a hand in the database.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from graph.checks import edge_problems, node_problems
from graph.identity import namespace_of
from graph.model import Words
from graph.problems import Problem
from graph.records import EdgeId, Node
from graph.store import EdgeSearch

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graph.identity import NodeId
    from graph.model import Basis
    from graph.records import Edge
    from graph.store import GraphStore, View


@dataclass(frozen=True, slots=True)
class Holding:
    """What a graph holds of one namespace, whatever its date; an edge is its `from` node's.

    Attributes:
        namespace: the organisation, or the shared namespace.
        kinds: how many nodes of each kind, in the order of the table of kinds.
        nodes, edges: how many by what they rest on.
    """

    namespace: str
    kinds: Mapping[str, int]
    nodes: Mapping[Basis, int]
    edges: Mapping[Basis, int]


def holdings(view: View) -> tuple[Holding, ...]:
    """Return what a graph holds, the shared namespaces first."""
    nodes = view.nodes(list(view.ids())).values()
    edges = view.edges(EdgeSearch(nodes=None, outgoing=None, scope=None))
    names = {node.namespace for node in nodes}
    return tuple(
        Holding(
            name,
            _in_order(view, Counter(node.kind for node in nodes if node.namespace == name)),
            Counter(node.basis for node in nodes if node.namespace == name),
            Counter(edge.basis for edge in edges if namespace_of(edge.from_id) == name),
        )
        for name in sorted(names, key=lambda name: (name not in view.model.shared, name))
    )


def _in_order(view: View, counts: Mapping[str, int]) -> Mapping[str, int]:
    return {kind.name: counts[kind.name] for kind in view.model.nodes if kind.name in counts}


def faults(store: GraphStore) -> Iterator[Problem]:
    """Yield what of the stored graph contradicts its table of kinds or its own history."""
    with store.read() as view:
        nodes = view.nodes(list(view.ids()))
        keys = view.edges(EdgeSearch(nodes=None, outgoing=None, scope=None))
        edges = view.edge_records([key.id for key in keys])
        revision, model = view.revision, view.model
    stored: dict[NodeId | EdgeId, Node | Edge] = dict(nodes.items())
    stored.update(edges.items())
    for record in stored.values():
        found = (
            node_problems(model, record)
            if isinstance(record, Node)
            else edge_problems(model, record)
        )
        yield from found
    numbers = [each.number for each in store.revisions() if each.number <= revision]
    if numbers != list(range(1, revision + 1)):
        yield Problem(
            "lost-revision",
            Words(
                f"Den nyeste revisjonen er {revision}, men det er {len(numbers)} der.",
                f"The newest revision is {revision}, but {len(numbers)} are there.",
            ),
            _RESTORE,
        )
    yield from _unlike(stored, _replayed(store, revision))


_RESTORE: Final = Words(
    "Lageret er endret av noe annet enn Goalgraph, eller det er skadet: legg det til side, og ta "
    "fram en eldre kopi.",
    "The store was changed by something else than Goalgraph, or is damaged: put it aside, and take "
    "a copy from before.",
)


def _replayed(store: GraphStore, revision: int) -> dict[NodeId | EdgeId, Node | Edge]:
    """Return the records that the history leads to."""
    found: dict[NodeId | EdgeId, Node | Edge] = {}
    for change in store.changes():
        if change.revision > revision:
            break
        if change.after is not None:
            found[change.after.id] = change.after
        elif change.before is not None:
            found.pop(change.before.id, None)
    return found


def _unlike(
    stored: Mapping[NodeId | EdgeId, Node | Edge], told: Mapping[NodeId | EdgeId, Node | Edge]
) -> Iterator[Problem]:
    """Yield where the graph and its history say different things."""
    for identity in dict.fromkeys(chain(stored, told)):
        if stored.get(identity) == told.get(identity):
            continue
        name = identity if isinstance(identity, str) else " ".join(identity).strip()
        if identity not in told:
            what = Words(
                f"{name} er lagret, men ingen revisjon har laget det.",
                f"{name} is in the graph, but no revision made it.",
            )
        elif identity not in stored:
            what = Words(
                f"{name} står i historikken, men er ikke lagret.",
                f"{name} is in the history, but not in the graph.",
            )
        else:
            what = Words(
                f"{name} er ikke det historikken sier at det er.",
                f"{name} is not what the history says that it is.",
            )
        yield Problem("unlike-history", what, _RESTORE)
