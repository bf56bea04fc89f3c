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
# Cross joins, so that SQLite begins with the nodes or edges that are asked for.
_WITH_ENDS: Final = "CROSS JOIN node f ON f.id = e.from_id CROSS JOIN node t ON t.id = e.to_id"
_LISTED: Final = "IN (SELECT value FROM json_each(?))"

Parameter = str | int | None


class Conditions:
    """Conditions of a query, with the values of their parameters in the same order."""

    def __init__(self, like: Conditions | None = None) -> None:
        """Begin with none, or with those of others."""
        self.texts: list[str] = [] if like is None else [*like.texts]
        self.values: list[Parameter] = [] if like is None else [*like.values]

    def add(self, text: str, *values: Parameter) -> None:
        """Add a condition; `text` is ours, and every value stands as a parameter."""
        self.texts.append(text)
        self.values.extend(values)

    @property
    def where(self) -> str:
        """The conditions as SQL."""
        return " AND ".join(self.texts) or "TRUE"


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
        source, conditions = self._searched(search)
        after = Conditions(conditions)
        if search.after is not None:
            after.add("n.place > ?", order_key(search.after))
        rows = self.connection.execute(
            f"SELECT n.id, n.kind, n.basis FROM {source} "  # noqa: S608
            f"WHERE {after.where} ORDER BY n.place LIMIT ?",
            (*after.values, -1 if search.limit is None else search.limit),
        )
        keys = tuple(node_key_of(row) for row in rows)
        if search.after is None and search.limit is None:
            return Found(keys, len(keys))
        counted = self.connection.execute(
            f"SELECT count(*) FROM {source} WHERE {conditions.where}",  # noqa: S608
            conditions.values,
        )
        return Found(keys, counted.fetchone()[0])

    def edges(self, search: EdgeSearch) -> tuple[EdgeKey, ...]:
        """Return the edges that a search finds, in order."""
        ends = {True: ("from_id",), False: ("to_id",), None: ("from_id", "to_id")}
        # A node with two ends to look at has two statements: an OR would keep SQLite from an index.
        bodies = [
            self._edges_at(search, end)
            for end in (ends[search.outgoing] if search.nodes is not None else (None,))
        ]
        rows = self.connection.execute(
            f"{' UNION '.join(text for text, _ in bodies)} ORDER BY 7, 1, 8, 4 LIMIT ?",
            (
                *(value for _, values in bodies for value in values),
                -1 if search.limit is None else search.limit,
            ),
        )
        return tuple(edge_key_of(row) for row in rows)

    def _edges_at(self, search: EdgeSearch, end: str | None) -> tuple[str, list[Parameter]]:
        """Return the statement, without an order, for the edges that have a node at one end."""
        conditions = Conditions()
        kinds = search.kinds
        source = "edge e"
        if end is not None and search.nodes is not None:
            source = f"json_each(?) w CROSS JOIN edge e ON e.{end} = w.value"
            conditions.values.append(_listed(search.nodes))
        if search.to_namespaces is not None:
            conditions.add(f"e.to_home {_LISTED}", _listed(search.to_namespaces))
        if search.scope is not None:
            self._edge_in_scope(conditions, search.scope)
            if search.scope.organisation is not None and kinds is None:
                # All of them: with no kind SQLite would not get to the homes in its index.
                kinds = frozenset(self._model.edge_kinds)
        if kinds is not None:
            conditions.add(f"e.kind {_LISTED}", _listed(kinds))
        for column, values in search.fields:
            _field_is(conditions, "e", column, values)
        statement = (
            f"SELECT {EDGE_KEY_COLUMNS}, f.place, t.place FROM {source} {_WITH_ENDS} "  # noqa: S608
            f"WHERE {conditions.where}"
        )
        return statement, conditions.values

    def trace(self, walk: Walk) -> Closure:
        """Return what a walk reaches."""
        return self._index(self).trace(walk)

    def section(self, section: Section) -> SectionKeys:
        """Return the nodes of some kinds with some fields, and the edges between them."""
        source, conditions = _nodes_among(section.among)
        conditions.add(f"n.kind {_LISTED}", _listed(section.kinds))
        self._node_in_scope(conditions, "n", section.scope)
        rows = self.connection.execute(
            f"SELECT n.id, n.kind, n.basis, n.fields FROM {source} "  # noqa: S608
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
        conditions.values.append(listed)
        conditions.add(f"e.kind {_LISTED}", _listed(section.edge_kinds))
        conditions.add(f"+e.to_id {_LISTED}", listed)
        self._edge_in_scope(conditions, section.scope)
        rows = self.connection.execute(
            f"SELECT {EDGE_KEY_COLUMNS} FROM "  # noqa: S608
            f"json_each(?) w CROSS JOIN edge e ON e.from_id = w.value {_WITH_ENDS} "
            f"WHERE {conditions.where} ORDER BY {_EDGE_ORDER}",
            conditions.values,
        )
        return tuple(edge_key_of(row) for row in rows)

    def ids(self, namespace: str | None = None) -> Iterable[NodeId]:
        """Return all identifiers, or those of a namespace, in order."""
        conditions = Conditions()
        if namespace is not None:
            conditions.add("namespace = ?", namespace)
        rows = self.connection.execute(
            f"SELECT id FROM node WHERE {conditions.where} ORDER BY place",  # noqa: S608
            conditions.values,
        )
        return tuple(row[0] for row in rows)

    def _searched(self, search: Search) -> tuple[str, Conditions]:
        """Return what a search looks through, and its conditions."""
        source, conditions = _nodes_among(search.among)
        if search.kinds is not None:
            conditions.add(f"n.kind {_LISTED}", _listed(search.kinds))
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
        return source, conditions

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
        _counts(conditions, "f", scope)
        _counts(conditions, "t", scope)
        for column in ("e.from_home", "e.to_home"):
            self._at_home(conditions, column, scope)

    def _node_in_scope(self, conditions: Conditions, alias: str, scope: Scope) -> None:
        _counts(conditions, alias, scope)
        self._at_home(conditions, f"{alias}.namespace", scope)

    def _at_home(self, conditions: Conditions, column: str, scope: Scope) -> None:
        if scope.organisation is not None:
            homes = self._model.shared | {scope.organisation}
            conditions.add(f"{column} {_LISTED}", _listed(homes))


def _nodes_among(among: frozenset[NodeId] | None) -> tuple[str, Conditions]:
    """Return what to look for nodes in, with its parameter: all of them, or each by itself."""
    conditions = Conditions()
    if among is None:
        return "node n", conditions
    conditions.values.append(_listed(among))
    return "json_each(?) w CROSS JOIN node n ON n.id = w.value", conditions


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
