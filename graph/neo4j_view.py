"""One revision of a graph in Neo4j."""

from __future__ import annotations

from itertools import combinations, islice
from typing import TYPE_CHECKING, Any, Final

from graph import neo4j_statements as cypher
from graph.identity import namespace_of, order_key, search_words
from graph.model import Direction
from graph.neo4j_rows import (
    edge_key_of,
    edge_of,
    node_key_of,
    node_of,
    rests_on,
    selected,
    storable,
    values_of,
    wanted,
)
from graph.store import Closure, Found, SectionKeys

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from graph.identity import NodeId
    from graph.model import Basis, Model
    from graph.records import Edge, EdgeId, EdgeKey, Node, NodeKey
    from graph.store import EdgeSearch, Scope, Search, Section, Walk

    Run = Callable[[str, Mapping[str, Any]], list[list[Any]]]
    """What runs a statement with its parameters and returns all rows."""

_ALL: Final = 1 << 62
"""As a limit: none."""


class Neo4jView:
    """A View of one revision, over whatever runs statements."""

    def __init__(self, model: Model, revision: int, run: Run) -> None:
        """Hold the parts."""
        self._model = model
        self._revision = revision
        self._run = run
        self._pin = {"rev": revision, "next": revision + 1}

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
        if not ids:
            return {}
        rows = self._ask(cypher.NODES, ids=storable(set(ids)))
        return {row[0]["id"]: node_of(self._model, row[0]) for row in rows}

    def edge_records(self, ids: Collection[EdgeId]) -> Mapping[EdgeId, Edge]:
        """Return the records of those of the edges that exist, in order."""
        asked = [list(each) for each in set(ids) if len(storable(each)) == len(each)]
        if not asked:
            return {}
        found = [edge_of(self._model, *row) for row in self._ask(cypher.EDGES, ids=asked)]
        return {edge.id: edge for edge in found}

    def find(self, search: Search) -> Found:
        """Return the nodes that a search finds, in order."""
        words = search_words(search.text)
        if (search.text.strip() and not words) or len(storable(words)) < len(words):
            return Found((), 0)
        if search.kinds is not None and not search.kinds & self._model.node_kinds.keys():
            return Found((), 0)
        if not self._may_hold(search.kinds or self._model.node_kinds, search.fields):
            return Found((), 0)
        asked = self._scope(search.scope) | self._fields(search.fields)
        asked["among"] = storable(search.among or ())
        asked |= {f"word_{place}": f" {word}" for place, word in enumerate(words)}
        asked["kinds"] = sorted(search.kinds or self._model.node_kinds)
        for place, each in enumerate(search.edges):
            parted = self._parted(each.others).items()
            asked |= {f"{name}_{place}": ids for name, ids in parted}
        matched = cypher.found(self._model, search, words=len(words))
        ((total,),) = self._ask(f"{matched}RETURN count(n)", **asked)
        if not total or search.limit == 0:
            return Found((), total)
        after = "" if search.after is None else "WITH n WHERE n._place > $after "
        rows = self._ask(
            f"{matched}{after}RETURN {cypher.NODE_KEY} ORDER BY n._place LIMIT $limit",
            **asked,
            after="" if search.after is None else order_key(search.after),
            limit=_ALL if search.limit is None else search.limit,
        )
        return Found(tuple(map(node_key_of, rows)), total)

    def edges(self, search: EdgeSearch) -> tuple[EdgeKey, ...]:
        """Return the edges that a search finds, in order."""
        nobody = search.nodes is not None and not search.nodes
        if nobody or (
            search.kinds is not None and not search.kinds & self._model.edge_kinds.keys()
        ):
            return ()
        if not self._may_hold(search.kinds or self._model.edge_kinds, search.fields):
            return ()
        asked = self._fields(search.fields)
        if search.scope is not None:
            asked |= self._scope(search.scope)
        rows = self._ask(
            f"{cypher.edges(self._model, search)} LIMIT $limit",
            **asked,
            **self._parted(search.nodes or ()),
            to_namespaces=storable(search.to_namespaces or ()),
            limit=_ALL if search.limit is None else search.limit,
        )
        return tuple(map(edge_key_of, rows))

    def section(self, section: Section) -> SectionKeys:
        """Return the nodes of some kinds with some fields, and the edges between them."""
        kinds = sorted(section.kinds & self._model.node_kinds.keys())
        if not kinds:
            return SectionKeys({}, ())
        columns = self._model.columns
        names = {name for kind in kinds for name in selected(columns[kind], section.fields)}
        asked = {**self._scope(section.scope), "among": storable(section.among or ())}
        asked["kinds"] = kinds
        rows = self._ask(cypher.section_nodes(self._model, section, sorted(names)), **asked)
        nodes = {
            node_key_of(row[:3]): values_of(columns[row[1]], section.fields, row[3]) for row in rows
        }
        if not section.edge_kinds & self._model.edge_kinds.keys():
            return SectionKeys(nodes, ())
        edges = self._ask(cypher.section_edges(self._model, section), **asked)
        return SectionKeys(nodes, tuple(map(edge_key_of, edges)))

    def ids(self, namespace: str | None = None) -> Iterable[NodeId]:
        """Return all identifiers, or those of a namespace, in order."""
        if namespace is None:
            return tuple(row[0] for row in self._ask(cypher.IDS))
        listed = storable([namespace])
        rows = self._ask(cypher.IDS_OF_NAMESPACE, namespace=listed[0]) if listed else []
        return tuple(row[0] for row in rows)

    # --- walks ------------------------------------------------------------------------------------

    def trace(self, walk: Walk) -> Closure:
        """Return what a walk reaches.

        Mostly in one statement.  A walk that the bound cuts, or one from another organisation's
        node, goes level by level.
        """
        homes = self._homes(walk.scope)
        foreign = [each for each in walk.starts if homes and namespace_of(each) not in homes]
        crossing = homes and any(kind.crosses for kind in self._model.thread)
        if foreign or crossing or len(walk.starts) > walk.bound:
            return self._by_levels(walk, foreign)
        ((nodes, edges),) = self._ask(
            cypher.closure(self._model, walk.mode, walk.direction, organisation=bool(homes)),
            **self._scope(walk.scope),
            starts=storable(walk.starts),
            most=walk.bound + 1,
        )
        if len(nodes) > walk.bound:
            return self._by_levels(walk, foreign)
        return Closure({row[0]: node_key_of(row) for row in nodes}, [*map(edge_key_of, edges)])

    def _by_levels(self, walk: Walk, foreign: Collection[NodeId]) -> Closure:
        """Return what a walk reaches, asked for one breadth-first level at a time."""
        scope = self._scope(walk.scope)
        rows = self._ask(cypher.STARTS, **scope, starts=storable(walk.starts))
        seen = {row[0]: node_key_of(row) for row in rows}
        edges: list[EdgeKey] = []
        before, truncated = 0, _cut(seen, 0, walk.bound)
        while before < len(seen):
            level = list(islice(seen, before, None))
            before = len(seen)
            reached, followed = self._expanded(level, walk, scope)
            seen |= {key.id: key for key in reached if key.id not in seen}
            edges += followed
            truncated = _cut(seen, before, walk.bound) or truncated
        if foreign:
            edges += self._to_foreign(walk, scope, [each for each in foreign if each in seen])
        kept = [edge for edge in edges if edge.from_id in seen and edge.to_id in seen]
        return Closure(seen, kept, truncated=truncated)

    def _expanded(
        self, level: Collection[NodeId], walk: Walk, scope: Mapping[str, Any], *, back: bool = False
    ) -> tuple[list[NodeKey], list[EdgeKey]]:
        """Return the nodes and edges that a walk follows from a level."""
        direction = walk.direction
        if back:
            direction = Direction.UP if direction is Direction.DOWN else Direction.DOWN
        one = walk.scope.organisation is not None and not back
        rows = self._ask(
            cypher.expansion(self._model, walk.mode, direction, organisation=one),
            **scope,
            **self._parted(level),
        )
        return [node_key_of(row[0]) for row in rows], [edge_key_of(row[1]) for row in rows]

    def _to_foreign(
        self, walk: Walk, scope: Mapping[str, Any], foreign: Collection[NodeId]
    ) -> list[EdgeKey]:
        """Return the edges that lead back to starts of another organisation."""
        return self._expanded(foreign, walk, scope, back=True)[1] if foreign else []

    # --- parameters -------------------------------------------------------------------------------

    def _ask(self, statement: str, **asked: Any) -> list[list[Any]]:  # noqa: ANN401 - parameters
        return self._run(statement, self._pin | asked)

    def _scope(self, scope: Scope) -> dict[str, Any]:
        homes = self._homes(scope)
        return {
            "day": scope.as_of.isoformat(),
            "basis": sorted(scope.basis),
            "rests": _mixtures(scope.basis),
            "homes": storable(homes or ()),
            "shared": sorted(self._model.shared),
            "organisation": "".join(storable([scope.organisation or ""])),
        }

    def _may_hold(self, kinds: Collection[str], fields: Iterable[tuple[str, object]]) -> bool:
        return all(cypher.may_hold(self._model, kinds, name) for name, _ in fields)

    def _homes(self, scope: Scope) -> frozenset[str] | None:
        return None if scope.organisation is None else self._model.shared | {scope.organisation}

    def _parted(self, nodes: Iterable[NodeId]) -> dict[str, Any]:
        """Return nodes as parameters: all, and parted into an organisation's own and shared."""
        ids = storable(nodes)
        hubs = [each for each in ids if namespace_of(each) in self._model.shared]
        return {"nodes": ids, "hubs": hubs, "own": list({*ids}.difference(hubs))}

    @staticmethod
    def _fields(fields: Iterable[tuple[str, Collection[str]]]) -> dict[str, Any]:
        return {f"values_{place}": wanted(texts) for place, (_, texts) in enumerate(fields)}


def _mixtures(basis: Collection[Basis]) -> list[str]:
    """Return all that an edge and its ends may rest on together."""
    return [
        rests_on(each) for size in range(1, len(basis) + 1) for each in combinations(basis, size)
    ]


def _cut(seen: dict[NodeId, NodeKey], before: int, bound: int) -> bool:
    """Drop the nodes after the first `before` that there is no room for; tell whether any were."""
    if len(seen) <= bound:
        return False
    level = sorted(islice(seen, before, None), key=order_key)
    for node_id in level[max(bound - before, 0) :]:
        del seen[node_id]
    return True
