"""One revision of the embedded store, read inside one SQLite transaction."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from graph.identity import order_key, search_words
from graph.records import EdgeId
from graph.sqlite_rows import (
    EDGE_COLUMNS,
    EDGE_ENDS,
    EDGE_KEY_COLUMNS,
    NODE_COLUMNS,
    edge_key_of,
    edge_of,
    node_key_of,
    node_of,
)
from graph.store import Found, SectionKeys
from graph.values import from_json

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Iterable, Mapping

    from graph.identity import NodeId
    from graph.model import Model
    from graph.records import Edge, EdgeKey, Node
    from graph.store import Closure, EdgeFilter, EdgeSearch, Scope, Search, Section, Walk
    from graph.walking import WalkingIndex

_EDGE_ORDER: Final = "f.place, e.kind, t.place, e.key"
_LISTED: Final = "IN (SELECT value FROM json_each(?))"

Parameter = str | int | None


class Conditions:
    """Conditions of a query, with the values of their parameters in the same order."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self.values: list[Parameter] = []

    def add(self, text: str, *values: Parameter) -> None:
        """Add a condition; `text` is ours, and every value stands as a parameter."""
        self._texts.append(text)
        self.values.extend(values)

    @property
    def where(self) -> str:
        """The conditions as SQL."""
        return " AND ".join(self._texts) or "TRUE"


class SqliteView:
    """A View over a connection whose transaction holds one revision."""

    def __init__(
        self,
        model: Model,
        connection: sqlite3.Connection,
        revision: int,
        index: Callable[[SqliteView], WalkingIndex],
    ) -> None:
        """Hold the parts; `index` is asked for at the first walk, as many views never walk."""
        self._model = model
        self._revision = revision
        self._index = index
        self.connection = connection

    @property
    def model(self) -> Model:
        """The table of kinds that the graph follows."""
        return self._model

    @property
    def revision(self) -> int:
        """The number of the revision that is read."""
        return self._revision

    def nodes(self, ids: Collection[NodeId]) -> Mapping[NodeId, Node]:
        """Return the records of those of the nodes that exist, in order."""
        rows = self.connection.execute(
            f"SELECT {NODE_COLUMNS} FROM node n WHERE n.id {_LISTED} ORDER BY n.place",  # noqa: S608
            (_listed(ids),),
        )
        return {row[0]: node_of(self._model, row) for row in rows}

    def edge_records(self, ids: Collection[EdgeId]) -> Mapping[EdgeId, Edge]:
        """Return the records of those of the edges that exist, in order."""
        # Joined as a cross join so that SQLite looks each wanted edge up by its primary key.
        rows = self.connection.execute(
            f"SELECT {EDGE_COLUMNS} FROM json_each(?) w "  # noqa: S608
            "CROSS JOIN edge e ON e.from_id = json_extract(w.value, '$[1]') "
            "AND e.kind = json_extract(w.value, '$[0]') "
            "AND e.to_id = json_extract(w.value, '$[2]') "
            "AND e.key = json_extract(w.value, '$[3]') "
            "JOIN node f ON f.id = e.from_id JOIN node t ON t.id = e.to_id "
            f"ORDER BY {_EDGE_ORDER}",
            (json.dumps([list(each) for each in ids if not any("\0" in part for part in each)]),),
        )
        return {EdgeId(*row[:4]): edge_of(self._model, row) for row in rows}

    def find(self, search: Search) -> Found:
        """Return the nodes that a search finds, in order."""
        conditions = self._searched(search)
        counted = self.connection.execute(
            f"SELECT count(*) FROM node n WHERE {conditions.where}",  # noqa: S608
            conditions.values,
        )
        (total,) = counted.fetchone()
        if search.after is not None:
            conditions.add("n.place > ?", order_key(search.after))
        rows = self.connection.execute(
            "SELECT n.id, n.kind, n.basis FROM node n "  # noqa: S608
            f"WHERE {conditions.where} ORDER BY n.place LIMIT ?",
            (*conditions.values, -1 if search.limit is None else search.limit),
        )
        return Found(tuple(node_key_of(row) for row in rows), total)

    def edges(self, search: EdgeSearch) -> tuple[EdgeKey, ...]:
        """Return the edges that a search finds, in order."""
        conditions = Conditions()
        if search.nodes is not None:
            ids = _listed(search.nodes)
            ends = {True: ("e.from_id",), False: ("e.to_id",), None: ("e.from_id", "e.to_id")}
            choices = [f"{end} {_LISTED}" for end in ends[search.outgoing]]
            conditions.add(f"({' OR '.join(choices)})", *[ids] * len(choices))
        if search.scope is not None:
            self._edge_in_scope(conditions, search.scope)
        if search.kinds is not None:
            conditions.add(f"e.kind {_LISTED}", _listed(search.kinds))
        for column, values in search.fields:
            _field_is(conditions, "e", column, values)
        rows = self.connection.execute(
            f"SELECT {EDGE_KEY_COLUMNS} FROM {EDGE_ENDS} "  # noqa: S608
            f"WHERE {conditions.where} ORDER BY {_EDGE_ORDER} LIMIT ?",
            (*conditions.values, -1 if search.limit is None else search.limit),
        )
        return tuple(edge_key_of(row) for row in rows)

    def trace(self, walk: Walk) -> Closure:
        """Return what a walk reaches."""
        return self._index(self).trace(walk)

    def section(self, section: Section) -> SectionKeys:
        """Return the nodes of some kinds with some fields, and the edges between them."""
        conditions = Conditions()
        conditions.add(f"n.kind {_LISTED}", _listed(section.kinds))
        if section.among is not None:
            conditions.add(f"n.id {_LISTED}", _listed(section.among))
        self._node_in_scope(conditions, "n", section.scope)
        rows = self.connection.execute(
            "SELECT n.id, n.kind, n.basis, n.fields FROM node n "  # noqa: S608
            f"WHERE {conditions.where} ORDER BY n.place",
            conditions.values,
        )
        nodes = {}
        for row in rows:
            columns, raw = self._model.columns[row[1]], json.loads(row[3])
            nodes[node_key_of(row)] = {
                name: from_json(columns[name], raw[name]) for name in section.fields if name in raw
            }
        return SectionKeys(nodes, self._edges_between({key.id for key in nodes}, section))

    def _edges_between(self, ids: Collection[NodeId], section: Section) -> tuple[EdgeKey, ...]:
        if not section.edge_kinds:
            return ()
        conditions = Conditions()
        listed = _listed(ids)
        conditions.add(f"e.from_id {_LISTED} AND e.to_id {_LISTED}", listed, listed)
        conditions.add(f"e.kind {_LISTED}", _listed(section.edge_kinds))
        self._edge_in_scope(conditions, section.scope)
        rows = self.connection.execute(
            f"SELECT {EDGE_KEY_COLUMNS} FROM {EDGE_ENDS} "  # noqa: S608
            f"WHERE {conditions.where} ORDER BY {_EDGE_ORDER}",
            conditions.values,
        )
        return tuple(edge_key_of(row) for row in rows)

    def ids(self, namespace: str | None = None) -> Iterable[NodeId]:
        """Return all identifiers, or those of a namespace, in order."""
        rows = self.connection.execute(
            "SELECT id FROM node WHERE ?1 IS NULL OR namespace = ?1 ORDER BY place", (namespace,)
        )
        return tuple(row[0] for row in rows)

    def _searched(self, search: Search) -> Conditions:
        conditions = Conditions()
        if search.kinds is not None:
            conditions.add(f"n.kind {_LISTED}", _listed(search.kinds))
        if search.among is not None:
            conditions.add(f"n.id {_LISTED}", _listed(search.among))
        self._node_in_scope(conditions, "n", search.scope)
        words = search_words(search.text)
        if search.text.strip() and not words:
            conditions.add("FALSE")
        for word in words:
            conditions.add("instr(n.search, ?) > 0", f" {word}")
        for column, values in search.fields:
            _field_is(conditions, "n", column, values)
        for each in search.edges:
            self._has_edge(conditions, each, search.scope)
        return conditions

    def _has_edge(self, conditions: Conditions, wanted: EdgeFilter, scope: Scope) -> None:
        near, far = ("from_id", "to_id") if wanted.outgoing else ("to_id", "from_id")
        inner = Conditions()
        inner.add(f"e.{near} = n.id AND e.kind = ?", wanted.kind)
        inner.add(f"e.{far} {_LISTED}", _listed(wanted.others))
        self._edge_in_scope(inner, scope)
        conditions.add(
            f"EXISTS (SELECT 1 FROM {EDGE_ENDS} WHERE {inner.where})",  # noqa: S608
            *inner.values,
        )

    def _edge_in_scope(self, conditions: Conditions, scope: Scope) -> None:
        _counts(conditions, "e", scope)
        self._node_in_scope(conditions, "f", scope)
        self._node_in_scope(conditions, "t", scope)

    def _node_in_scope(self, conditions: Conditions, alias: str, scope: Scope) -> None:
        _counts(conditions, alias, scope)
        if scope.organisation is not None:
            homes = self._model.shared | {scope.organisation}
            conditions.add(f"{alias}.namespace {_LISTED}", _listed(homes))


def _counts(conditions: Conditions, alias: str, scope: Scope) -> None:
    """Add that an element is in force on the day and rests on what it may."""
    day = scope.as_of.isoformat()
    conditions.add(
        f"({alias}.valid_from IS NULL OR {alias}.valid_from <= ?) "
        f"AND ({alias}.valid_to IS NULL OR ? < {alias}.valid_to)",
        day,
        day,
    )
    conditions.add(f"{alias}.basis {_LISTED}", _listed(scope.basis))


def _field_is(conditions: Conditions, alias: str, column: str, values: Collection[str]) -> None:
    """Add that a field's value, or one of its values, is any of some, written as in files."""
    conditions.add(
        f"EXISTS (SELECT 1 FROM json_each({alias}.fields, ?) v WHERE CASE v.type "  # noqa: S608
        f"WHEN 'true' THEN 'yes' WHEN 'false' THEN 'no' ELSE CAST(v.value AS TEXT) END {_LISTED})",
        f'$."{column}"',
        _listed(values),
    )


def _listed(values: Iterable[str]) -> str:
    """Return values as the JSON that a condition lists them from, whatever their number.

    SQLite ends a text at NUL; no text that is stored holds one, so such a value is none of them.
    """
    return json.dumps([str(value) for value in values if "\0" not in value])
