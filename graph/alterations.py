"""What a change does to the graph that a view shows, once no problem refuses it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph.changes import Change
from graph.identity import order_key
from graph.records import edge_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.changes import ChangeSet
    from graph.model import Model
    from graph.records import Edge, Node
    from graph.store import View


def alterations(view: View, change: ChangeSet) -> Iterator[Change]:
    """Yield what a change alters, as the revision after the view's: nodes in order, then edges."""
    number = view.revision + 1
    nodes = {node.id: node for node in change.nodes}
    before = view.nodes([*nodes, *change.removed_nodes])
    for node_id in sorted({*nodes, *change.removed_nodes}, key=order_key):
        old, new = before.get(node_id), nodes.get(node_id)
        if new is None or new != old:
            yield Change(number, old, new and _revised(view.model, old, new, number))
    edges = {edge.id: edge for edge in change.edges}
    touched = {*edges, *change.removed_edges, *change.confirms}
    old_edges = view.edge_records(touched)
    for edge_id in sorted(touched, key=edge_order):
        stored = old_edges.get(edge_id)
        put = None if edge_id in change.removed_edges else edges.get(edge_id, stored)
        if put is None or put != stored or edge_id in change.confirms:
            yield Change(number, stored, put and _confirmed(put, stored, number))


def _revised(model: Model, old: Node | None, new: Node, number: int) -> Node:
    """Return a new node with its revision, and with that of its texts."""
    texts = [column for column, field in model.columns[new.kind].items() if field.localised]
    same = old is not None and all(
        old.values.get(column) == new.values.get(column) for column in texts
    )
    text_revision = old.text_revision if old is not None and same else number
    return replace(new, revision=number, text_revision=text_revision)


def _confirmed(edge: Edge, stored: Edge | None, number: int) -> Edge:
    """Return an edge vouched for in a revision, which also changed it unless it was there so."""
    revision = stored.revision if stored is not None and stored == edge else number
    return replace(edge, revision=revision, confirmed_revision=number)
