"""How the embedded engine's walking index is made from its tables, anew or from an older one."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Final, TypeVar

from graph.sqlite_rows import EDGE_ENDS, EDGE_KEY_COLUMNS, edge_key_of, node_key_of
from graph.walking import ALWAYS, Step, WalkingIndex, fan_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from graph.identity import NodeId
    from graph.records import NodeKey
    from graph.sqlite_view import SqliteView
    from graph.walking import Fan, Span

REBUILD_SHARE: Final = 0.2
"""The share of nodes touched above which a new index is cheaper than a changed one."""

Entry = TypeVar("Entry")


def index_of(view: SqliteView) -> WalkingIndex:
    """Return the index of a view's revision, made anew."""
    below, above = _fans(view, None)
    return WalkingIndex(view.revision, view.model.shared, _spans(view, None), below, above)


def index_after(index: WalkingIndex, view: SqliteView) -> WalkingIndex:
    """Return the index of a view's revision, made from that of an older one."""
    nodes, touched = _touched(index, view)
    if len(touched) > REBUILD_SHARE * len(index.nodes):
        return index_of(view)
    below, above = _fans(view, touched)
    return WalkingIndex(
        view.revision,
        index.shared,
        _patched(index.nodes, nodes, _spans(view, nodes)),
        _patched(index.below, touched, below),
        _patched(index.above, touched, above),
    )


def _patched(
    old: Mapping[NodeId, Entry], touched: Collection[NodeId], new: Mapping[NodeId, Entry]
) -> Mapping[NodeId, Entry]:
    kept = dict(old)
    for node_id in touched:
        kept.pop(node_id, None)
    return kept | dict(new)


def _touched(index: WalkingIndex, view: SqliteView) -> tuple[set[NodeId], set[NodeId]]:
    """Return the nodes changed since an index, and all nodes whose fans they are part of."""
    nodes: set[NodeId] = set()
    ends: set[NodeId] = set()
    rows = view.connection.execute(
        "SELECT coalesce(after, before) FROM change WHERE revision > ? AND revision <= ?",
        (index.revision, view.revision),
    )
    for (text,) in rows:
        identity = json.loads(text)["identity"]
        if len(identity) == 2:  # noqa: PLR2004 - a node is an identifier and a kind
            nodes.add(identity[0])
        else:
            ends.update(identity[1:3])
    neighbours = {
        end
        for node_id in nodes
        for fan in (index.below.get(node_id, ()), index.above.get(node_id, ()))
        for group in fan
        for edge in group.edges
        for end in (edge.from_id, edge.to_id)
    }
    return nodes, nodes | ends | neighbours


def _spans(view: SqliteView, ids: Collection[NodeId] | None) -> dict[NodeId, tuple[NodeKey, Span]]:
    rows = view.connection.execute(
        "SELECT id, kind, basis, coalesce(valid_from, ?), coalesce(valid_to, ?) FROM node "
        "WHERE ?3 IS NULL OR id IN (SELECT value FROM json_each(?3))",
        (*ALWAYS, None if ids is None else json.dumps(list(ids))),
    )
    return {row[0]: (node_key_of(row), (row[3], row[4])) for row in rows}


def _fans(
    view: SqliteView, ids: Collection[NodeId] | None
) -> tuple[dict[NodeId, Fan], dict[NodeId, Fan]]:
    """Return the fans of edges that come into, and that go out of, some nodes or all."""
    ranks = {kind.name: int(kind.mode) for kind in view.model.thread if kind.mode is not None}
    below: dict[NodeId, list[Step]] = defaultdict(list)
    above: dict[NodeId, list[Step]] = defaultdict(list)
    listed = None if ids is None else json.dumps(list(ids))
    rows = view.connection.execute(
        f"SELECT {EDGE_KEY_COLUMNS}, f.kind, f.basis, t.kind, t.basis, "  # noqa: S608
        "max(coalesce(e.valid_from, ?2), coalesce(f.valid_from, ?2), coalesce(t.valid_from, ?2)), "
        "min(coalesce(e.valid_to, ?3), coalesce(f.valid_to, ?3), coalesce(t.valid_to, ?3)) "
        f"FROM {EDGE_ENDS} WHERE e.kind IN (SELECT value FROM json_each(?1)) AND (?4 IS NULL "
        "OR e.from_id IN (SELECT value FROM json_each(?4)) "
        "OR e.to_id IN (SELECT value FROM json_each(?4)))",
        (json.dumps(list(ranks)), *ALWAYS, listed),
    )
    for row in rows:
        edge = edge_key_of(row)
        span = row[10], row[11]
        rank = ranks[edge.kind]
        low = node_key_of((edge.from_id, row[6], row[7]))
        high = node_key_of((edge.to_id, row[8], row[9]))
        if ids is None or edge.to_id in ids:
            below[edge.to_id].append(Step(rank, low, edge, span))
        if ids is None or edge.from_id in ids:
            above[edge.from_id].append(Step(rank, high, edge, span))
    return (
        {node_id: fan_of(steps) for node_id, steps in below.items()},
        {node_id: fan_of(steps) for node_id, steps in above.items()},
    )
