"""What an answer holds, as nodes and edges with their records: to analyse, to draw freely.

`to_networkx` hands a view, or an answer from it, to an analyst as a MultiDiGraph with our fields.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from graph.identity import order_key
from graph.records import edge_order
from graph.red_thread import Pictured
from graph.store import EdgeSearch, Search

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import networkx as nx

    from graph.answers import Answer
    from graph.identity import NodeId
    from graph.records import Edge, EdgeId, Node
    from graph.store import Closure, Scope, View
    from graph.surroundings import Traced

    Holding: TypeAlias = Answer | Traced | Closure | Pictured


@dataclass(frozen=True)
class Network:
    """Nodes and the edges between them, with their records, in order."""

    nodes: Mapping[NodeId, Node]
    edges: tuple[Edge, ...]


def network(view: View, found: Holding) -> Network:
    """Return what an answer, a trace, a closure or a picture holds.

    Of a picture, the nodes that it shows one by one.
    """
    if isinstance(found, Pictured):
        ids = [item.key for item in found.items.values() if item.node is not None]
        keys = [edge.id for link in found.links for edge in link.edges]
        return _network(view, [*ids, *found.actors], keys)
    return _network(view, list(found.nodes), [edge.id for edge in found.edges])


def whole_network(view: View, scope: Scope) -> Network:
    """Return everything in scope."""
    keys = view.find(Search(scope=scope)).keys
    edges = view.edges(EdgeSearch(nodes=None, outgoing=None, scope=scope))
    return _network(view, [key.id for key in keys], [edge.id for edge in edges])


def _network(view: View, ids: Collection[NodeId], edge_ids: Collection[EdgeId]) -> Network:
    nodes = view.nodes(ids)
    edges = view.edge_records(edge_ids)
    ordered = sorted(edges.values(), key=lambda edge: edge_order(edge.edge_key))
    return Network(
        {node_id: nodes[node_id] for node_id in sorted(nodes, key=order_key)},
        tuple(edge for edge in ordered if edge.from_id in nodes and edge.to_id in nodes),
    )


def to_networkx(held: Network) -> nx.MultiDiGraph[str]:
    """Return a network for networkx.

    Nodes are identifiers and have `kind`, `namespace` and the fields of their record by column;
    edges lead from the concrete to what it serves, their key is (kind, key), and they have `kind`,
    `suspect` and the fields of theirs.  A field without a value is not there.
    """
    # Every command would wait for it at its start.
    from networkx import MultiDiGraph  # noqa: PLC0415

    drawn: nx.MultiDiGraph[str] = MultiDiGraph()
    for node in held.nodes.values():
        drawn.add_node(node.id, **{**node.values, "kind": node.kind, "namespace": node.namespace})
    for edge in held.edges:
        drawn.add_edge(
            edge.from_id,
            edge.to_id,
            key=(edge.kind, edge.key),
            **{**edge.values, "kind": edge.kind, "suspect": edge.suspect},
        )
    return drawn
