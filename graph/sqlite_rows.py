"""How records become rows of the embedded engine's tables, and rows records.

Dates are ISO text, so that they compare as they stand; fields are JSON as `graph.values` writes it.
"""

from __future__ import annotations

import json
from datetime import datetime
from sys import intern
from typing import TYPE_CHECKING, Any, Final

from graph.changes import Change, Revision
from graph.identity import order_key
from graph.model import Basis
from graph.record_text import fields_text, record_of, record_text, values_of
from graph.records import Edge, EdgeKey, Node, NodeKey

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from graph.model import Model
    from graph.store import ChangeSearch

OF_CHANGE: Final = tuple(
    f"json_extract(coalesce(after, before), '$.identity[{place}]')" for place in range(3)
)
"""What a change is of, as `record_text` writes it: a node's id; an edge's kind, from and to."""

NODE_COLUMNS: Final = "n.id, n.kind, n.fields, n.revision, n.text_revision"
EDGE_COLUMNS: Final = (
    "e.kind, e.from_id, e.to_id, e.key, e.fields, e.revision, e.confirmed_revision, "
    "max(f.text_revision, t.text_revision) > e.confirmed_revision"
)
EDGE_KEY_COLUMNS: Final = (
    "e.kind, e.from_id, e.to_id, e.key, e.basis, "
    "max(f.text_revision, t.text_revision) > e.confirmed_revision"
)
EDGE_ENDS: Final = "edge e JOIN node f ON f.id = e.from_id JOIN node t ON t.id = e.to_id"

_NEWEST: Final = (1 << 63) - 1
"""After every revision."""

Row = tuple[Any, ...]


def node_of(model: Model, row: Row) -> Node:
    """Return the node of a row of NODE_COLUMNS."""
    node_id, kind, fields, revision, text_revision = row
    return Node(
        id=node_id,
        kind=kind,
        values=values_of(model, kind, json.loads(fields)),
        revision=revision,
        text_revision=text_revision,
    )


def edge_of(model: Model, row: Row) -> Edge:
    """Return the edge of a row of EDGE_COLUMNS."""
    kind, from_id, to_id, key, fields, revision, confirmed, suspect = row
    return Edge(
        kind=kind,
        from_id=from_id,
        to_id=to_id,
        key=key,
        values=values_of(model, kind, json.loads(fields)),
        revision=revision,
        confirmed_revision=confirmed,
        suspect=bool(suspect),
    )


def node_key_of(row: Row) -> NodeKey:
    """Return the key of a row of id, kind and basis."""
    return NodeKey(intern(row[0]), intern(row[1]), Basis(row[2]))


def edge_key_of(row: Row) -> EdgeKey:
    """Return the key of a row of EDGE_KEY_COLUMNS.

    Its texts are interned: a walk compares identifiers far more often than it reads them.
    """
    kind, low, high = intern(row[0]), intern(row[1]), intern(row[2])
    return EdgeKey(kind, low, high, row[3], Basis(row[4]), bool(row[5]))


def revision_of(row: Row) -> Revision:
    """Return the revision of a whole row."""
    number, at, key, author, reason, case = row
    return Revision(number, datetime.fromisoformat(at), key, author, reason, case)


def change_of(model: Model, row: Row) -> Change:
    """Return the change of a row of revision, before and after."""
    revision, before, after = row
    return Change(revision, record_of(model, before), record_of(model, after))


def changes_statement(search: ChangeSearch) -> tuple[str, Mapping[str, int | str]]:
    """Return the statement that a search for changes is, for `change_of`, and its parameters."""
    conditions = ["revision > :since", "revision <= :until"]
    if search.node is not None:
        # The unary plus keeps these conditions from being taken for the better index.
        conditions = [f"+{each}" for each in conditions]
        conditions.append(f"({' OR '.join(f'{each} = :node' for each in OF_CHANGE)})")
        # Only the colon tells an identifier from the name of a kind, which may stand there too.
        conditions.append("instr(:node, ':')")
    # Each condition is a constant of this module.
    statement = (
        f"SELECT revision, before, after FROM change WHERE {' AND '.join(conditions)} "  # noqa: S608
        "ORDER BY number LIMIT :limit OFFSET :skip"
    )
    return statement, {
        "since": search.since,
        "until": _NEWEST if search.until is None else search.until,
        "node": search.node or "",
        "limit": -1 if search.limit is None else search.limit,
        "skip": search.skip,
    }


def put_node(connection: sqlite3.Connection, node: Node) -> None:
    """Write a node over the one of its identifier, if there is one."""
    connection.execute(
        "INSERT INTO node VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
        "basis = excluded.basis, valid_from = excluded.valid_from, valid_to = excluded.valid_to, "
        "search = excluded.search, fields = excluded.fields, revision = excluded.revision, "
        "text_revision = excluded.text_revision",
        (
            node.id,
            order_key(node.id),
            node.kind,
            node.namespace,
            node.basis,
            node.valid_from and node.valid_from.isoformat(),
            node.valid_to and node.valid_to.isoformat(),
            node.search,
            fields_text(node.values),
            node.revision,
            node.text_revision,
        ),
    )


def put_edge(connection: sqlite3.Connection, edge: Edge) -> None:
    """Write an edge over the one of its identity, if there is one."""
    connection.execute(
        "INSERT OR REPLACE INTO edge VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *edge.id,
            edge.basis,
            edge.valid_from and edge.valid_from.isoformat(),
            edge.valid_to and edge.valid_to.isoformat(),
            fields_text(edge.values),
            edge.revision,
            edge.confirmed_revision,
        ),
    )


def put_change(connection: sqlite3.Connection, change: Change) -> None:
    """Append to the history."""
    connection.execute(
        "INSERT INTO change (revision, before, after) VALUES (?, ?, ?)",
        (change.revision, record_text(change.before), record_text(change.after)),
    )
