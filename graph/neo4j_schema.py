"""What the Neo4j engine declares in a database: labels, constraints and indexes, from the kinds.

Neo4j's community edition has uniqueness and indexes, and nothing that makes a property exist or be
of a type: what a record must hold is checked by `graph.checks` alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.model import EdgeKind, Model

SCHEMA_VERSION: Final = 2

ELEMENT: Final = "Element"
"""The label that all nodes of the graph have beside their kind's, so that one index finds any."""

SUPERSEDED: Final = "Superseded"
"""The label of what an older view may still read, and which soon goes."""

META: Final = "Goalgraph"
"""The label of the one node that every writer locks; it holds the schema's version."""

SETTLED: Final = "GoalgraphSettled"
"""The label of the one node that says which revision is written whole."""

REVISION: Final = "GoalgraphRevision"
CHANGE: Final = "GoalgraphChange"
APPLIED: Final = "GoalgraphApplied"
AUTHOR: Final = "GoalgraphAuthor"
"""The labels of history: what was done, and by whom."""


def declared_name(statement: str) -> str:
    """Return the name of the constraint or index that a statement declares."""
    return statement.split(" ")[2].strip("`")


def schema(model: Model) -> Iterator[str]:
    """Yield the statements that declare all constraints and indexes which are not there yet."""
    # A version of a node never changes its identifier or revision, so its place in the index that
    # this makes does not move while an older view looks it up.
    yield (
        f"CREATE CONSTRAINT goalgraph_element IF NOT EXISTS FOR (n:{ELEMENT}) "
        "REQUIRE (n.id, n._revision) IS UNIQUE"
    )
    yield (
        f"CREATE INDEX goalgraph_namespace IF NOT EXISTS FOR (n:{ELEMENT}) "
        "ON (n._namespace, n._place)"
    )
    yield f"CREATE INDEX goalgraph_superseded IF NOT EXISTS FOR (n:{SUPERSEDED}) ON (n._until)"
    for kind in model.nodes:
        yield (
            f"CREATE INDEX {quoted(f'goalgraph_{kind.name}')} IF NOT EXISTS "
            f"FOR (n:{quoted(kind.name)}) ON (n._namespace, n._place)"
        )
    for edge in into_shared(model):
        yield (
            f"CREATE INDEX {quoted(f'goalgraph_{edge.name}')} IF NOT EXISTS "
            f"FOR ()-[r:{quoted(edge.name)}]-() ON (r._organisation, r._to)"
        )
    for label, name in ((REVISION, "number"), (APPLIED, "key"), (AUTHOR, "id")):
        yield (
            f"CREATE CONSTRAINT {quoted(f'goalgraph_{label}')} IF NOT EXISTS "
            f"FOR (n:{label}) REQUIRE n.{name} IS UNIQUE"
        )
    for name in ("revision", "node", "from", "to"):
        yield (
            f"CREATE INDEX {quoted(f'goalgraph_change_{name}')} IF NOT EXISTS "
            f"FOR (n:{CHANGE}) ON (n.{name})"
        )


def into_shared(model: Model) -> tuple[EdgeKind, ...]:
    """Return the edge kinds that may go from an organisation's node to a shared one."""
    return _between(model, low=False, high=True)


def among_shared(model: Model) -> tuple[EdgeKind, ...]:
    """Return the edge kinds that may go from a shared node to a shared one."""
    return _between(model, low=True, high=True)


def among_own(model: Model) -> tuple[EdgeKind, ...]:
    """Return the edge kinds that may go from an organisation's node to an organisation's."""
    return _between(model, low=False, high=False)


def _between(model: Model, *, low: bool, high: bool) -> tuple[EdgeKind, ...]:
    shared = {kind.name: kind.namespace is not None for kind in model.nodes}
    return tuple(
        edge
        for edge in model.edges
        if any((shared[a], shared[b]) == (low, high) for a, b in model.ends(edge.name))
    )


def quoted(name: str) -> str:
    """Return a name of the kinds table as it stands in a statement."""
    return f"`{name.replace('`', '``')}`"
