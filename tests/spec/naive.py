"""A store of plain dictionaries that answers everything by looking at everything.

The other engines are compared with it, so it is kept unoptimised on purpose: a whole copy of the
graph for each revision, and a pass over all nodes or edges for each question.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import pairwise
from threading import Lock
from typing import TYPE_CHECKING

from graph.changes import Change, Revision
from graph.checks import problems, unreadable
from graph.errors import Refused, StoreUnavailable
from graph.history import filling, not_empty
from graph.identity import namespace_of, order_key, search_words
from graph.kinds import MODEL
from graph.model import Direction, Words
from graph.records import Edge, in_force
from graph.store import Closure, Found, Scope, Search, SectionKeys
from graph.values import to_json

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from graph.changes import ChangeSet, PastChange
    from graph.identity import NodeId
    from graph.model import Model
    from graph.records import EdgeId, EdgeKey, Node, NodeKey, Value
    from graph.store import ChangeSearch, EdgeFilter, EdgeSearch, Section, Walk


@dataclass(frozen=True)
class NaiveView:
    """One revision: all its nodes and all its edges."""

    model: Model
    revision: int = 0
    all_nodes: Mapping[NodeId, Node] = field(default_factory=dict)
    all_edges: Mapping[EdgeId, Edge] = field(default_factory=dict)

    def nodes(self, ids: Collection[NodeId]) -> Mapping[NodeId, Node]:
        """Return the records of those of the nodes that exist."""
        return {node_id: self.all_nodes[node_id] for node_id in ids if node_id in self.all_nodes}

    def edge_records(self, ids: Collection[EdgeId]) -> Mapping[EdgeId, Edge]:
        """Return the records of those of the edges that exist."""
        return {edge_id: self.all_edges[edge_id] for edge_id in ids if edge_id in self.all_edges}

    def ids(self, namespace: str | None = None) -> Iterable[NodeId]:
        """Return all identifiers, or those of a namespace, in order."""
        ids = [each for each in self.all_nodes if namespace in {None, namespace_of(each)}]
        return sorted(ids, key=order_key)

    def find(self, search: Search) -> Found:
        """Return the nodes that a search finds."""
        found = [node.key for node in self.all_nodes.values() if self._finds(node, search)]
        found.sort(key=node_order)
        rest = [
            key
            for key in found
            if search.after is None or order_key(key.id) > order_key(search.after)
        ]
        return Found(tuple(rest[: search.limit]), total=len(found))

    def edges(self, search: EdgeSearch) -> tuple[EdgeKey, ...]:
        """Return the edges that a search finds."""
        found = [
            edge.edge_key
            for edge in self.all_edges.values()
            if search.nodes is None or _near_ends(edge, outgoing=search.outgoing) & search.nodes
            if search.scope is None or self._edge_counts(edge, search.scope)
            if search.kinds is None or edge.kind in search.kinds
            if search.to_namespaces is None or namespace_of(edge.to_id) in search.to_namespaces
            if all(_texts(edge.values.get(name)) & wanted for name, wanted in search.fields)
        ]
        found.sort(key=edge_order)
        return tuple(found[: search.limit])

    def trace(self, walk: Walk) -> Closure:
        """Return what a walk reaches, one breadth-first level after the other."""
        edges = [edge for edge in self.all_edges.values() if self._follows(edge, walk)]
        if walk.direction is Direction.DOWN:
            steps = [(edge.to_id, edge.from_id) for edge in edges]
        else:
            steps = [(edge.from_id, edge.to_id) for edge in edges]
        level = {
            start
            for start in walk.starts & self.all_nodes.keys()
            if self._node_counts(self.all_nodes[start], walk.scope, walk.starts)
        }
        taken: set[NodeId] = set()
        while level and len(taken) + len(level) <= walk.bound:
            taken |= level
            level = {end for start, end in steps if start in level} - taken
        cut = bool(level)
        taken.update(sorted(level, key=order_key)[: walk.bound - len(taken)])
        return Closure(
            nodes={node_id: self.all_nodes[node_id].key for node_id in taken},
            edges=[edge.edge_key for edge in edges if {edge.from_id, edge.to_id} <= taken],
            truncated=cut,
        )

    def section(self, section: Section) -> SectionKeys:
        """Return a section."""
        search = Search(scope=section.scope, kinds=section.kinds, among=section.among)
        inside = self.nodes([key.id for key in self.find(search).keys])
        edges = [
            edge.edge_key
            for edge in self.all_edges.values()
            if edge.kind in section.edge_kinds
            if {edge.from_id, edge.to_id} <= inside.keys()
            if self._edge_counts(edge, section.scope)
        ]
        return SectionKeys(
            nodes={
                node.key: {
                    name: node.values[name] for name in section.fields if name in node.values
                }
                for node in inside.values()
            },
            edges=tuple(sorted(edges, key=edge_order)),
        )

    def _node_counts(
        self, node: Node, scope: Scope, starts: frozenset[NodeId] = frozenset()
    ) -> bool:
        """Tell whether a node is there for a question; a walk's starts are of no organisation."""
        homes = {node.namespace} if scope.organisation is None else {scope.organisation}
        return (
            in_force(node.valid_from, node.valid_to, scope.as_of)
            and node.basis in scope.basis
            and (node.namespace in homes | self.model.shared or node.id in starts)
        )

    def _edge_counts(
        self, edge: Edge, scope: Scope, starts: frozenset[NodeId] = frozenset()
    ) -> bool:
        """Tell whether an edge is there for a question."""
        return (
            in_force(edge.valid_from, edge.valid_to, scope.as_of)
            and edge.basis in scope.basis
            and self._node_counts(self.all_nodes[edge.from_id], scope, starts)
            and self._node_counts(self.all_nodes[edge.to_id], scope, starts)
        )

    def _follows(self, edge: Edge, walk: Walk) -> bool:
        mode = self.model.edge_kinds[edge.kind].mode
        return (
            mode is not None
            and mode <= walk.mode
            and self._edge_counts(edge, walk.scope, walk.starts)
        )

    def _finds(self, node: Node, search: Search) -> bool:
        words = search_words(search.text)
        return (
            self._node_counts(node, search.scope)
            and (search.kinds is None or node.kind in search.kinds)
            and (search.among is None or node.id in search.among)
            and (bool(words) or not search.text.strip())
            and all(f" {word}" in node.search for word in words)
            and all(_texts(node.values.get(name)) & wanted for name, wanted in search.fields)
            and all(self._has_edge(node, wanted, search.scope) for wanted in search.edges)
        )

    def _has_edge(self, node: Node, wanted: EdgeFilter, scope: Scope) -> bool:
        return any(
            edge.kind == wanted.kind
            and _near_ends(edge, outgoing=wanted.outgoing) == {node.id}
            and _near_ends(edge, outgoing=not wanted.outgoing) <= wanted.others
            and self._edge_counts(edge, scope)
            for edge in self.all_edges.values()
        )


class NaiveStore:
    """A store that keeps a whole view for each revision."""

    def __init__(self, model: Model = MODEL) -> None:
        """Begin with nothing."""
        self.model = model
        self._views = [NaiveView(model)]
        self._revisions: list[Revision] = []
        self._applied: dict[str, Revision] = {}
        self._authors: dict[str, str] = {}
        self._lock = Lock()
        self._loading = False

    @contextmanager
    def read(self) -> Iterator[NaiveView]:
        """Return the newest view; nothing ever changes it."""
        self._refuse_loading()
        yield self._views[-1]

    def at(self, revision: int) -> NaiveView:
        """Return the view of a revision, however old."""
        return self._views[revision]

    def apply(self, change: ChangeSet) -> Revision:
        """Apply a change, all or nothing."""
        self._refuse_loading()
        if found := unreadable(change):
            raise Refused(found)
        with self._lock:
            if change.key in self._applied:
                return self._applied[change.key]
            before = self._views[-1]
            found = problems(before, change)
            if found:
                raise Refused(found)
            after = changed(before, change)
            if self._revisions and not any(differences(before, after)):
                self._applied[change.key] = self._revisions[-1]
                return self._revisions[-1]
            self._keep(after, change, datetime.now(UTC))
            return self._revisions[-1]

    def fill(self, history: Iterable[PastChange]) -> int:
        """Make all changes of a history, or begin anew with nothing."""
        with self._lock:
            if self._revisions:
                raise Refused([not_empty(len(self._revisions))])
            self._loading, whole = True, False
            try:
                for past in filling(history):
                    self._remake(past)
                whole = True
            finally:
                if not whole:
                    self._views[1:], self._revisions, self._applied = [], [], {}
                self._loading = False
            return len(self._revisions)

    def _remake(self, past: PastChange) -> None:
        found = problems(self._views[-1], past.change)
        if found:
            raise Refused(found)
        self._keep(changed(self._views[-1], past.change), past.change, past.at)
        for key in past.idle_keys:
            self._applied[key] = self._revisions[-1]

    def _refuse_loading(self) -> None:
        if self._loading:
            raise StoreUnavailable(
                Words(
                    "Det lastes.", "The graph is being loaded for the first time. Try again later."
                )
            )

    def _keep(self, after: NaiveView, change: ChangeSet, at: datetime) -> None:
        self._views.append(after)
        self._revisions.append(
            Revision(
                number=after.revision,
                at=at,
                key=change.key,
                author=change.author,
                reason=change.reason,
                case=change.case,
            )
        )
        self._applied[change.key] = self._revisions[-1]

    def idle_keys(self) -> Mapping[str, int]:
        """Return the keys that altered nothing."""
        self._refuse_loading()
        made = {revision.key for revision in self._revisions}
        return {key: led.number for key, led in self._applied.items() if key not in made}

    def revisions(self, since: int = 0, *, limit: int | None = None) -> Sequence[Revision]:
        """Return the revisions after `since`."""
        self._refuse_loading()
        return [each for each in self._revisions if each.number > since][:limit]

    def changes(self, since: int = 0) -> Iterator[Change]:
        """Yield how each view after `since` differs from the one before it."""
        self._refuse_loading()
        for before, after in pairwise(self._views[since:]):
            yield from differences(before, after)

    def find_changes(self, search: ChangeSearch) -> Sequence[Change]:
        """Return the changes that a search finds."""
        self._refuse_loading()
        found = [
            each
            for each in self.changes()
            if each.revision > search.since
            and (search.until is None or each.revision <= search.until)
            and (search.node is None or search.node in _touched(each))
        ]
        return found[search.skip :][: search.limit]

    def authors(self) -> Mapping[str, str]:
        """Return the names that are kept."""
        self._refuse_loading()
        return dict(self._authors)

    def name_author(self, author: str, name: str | None) -> None:
        """Keep a name, or erase it."""
        self._refuse_loading()
        if name is None:
            self._authors.pop(author, None)
        else:
            self._authors[author] = name

    def close(self) -> None:
        """Nothing is held open."""


def changed(before: NaiveView, change: ChangeSet) -> NaiveView:
    """Return the view after a change that has no problems."""
    number = before.revision + 1
    nodes = {key: node for key, node in before.all_nodes.items() if key not in change.removes}
    edges = {key: edge for key, edge in before.all_edges.items() if key not in change.removes}
    for node in change.nodes:
        old = nodes.get(node.id)
        if old is None or old.values != node.values:
            retold = old is None or _words(before.model, old) != _words(before.model, node)
            nodes[node.id] = replace(
                node,
                revision=number,
                text_revision=number if old is None or retold else old.text_revision,
            )
    for edge in change.edges:
        if edge.id not in edges or edges[edge.id].values != edge.values:
            edges[edge.id] = replace(edge, revision=number, confirmed_revision=number)
    for edge_id in change.confirms:
        edges[edge_id] = replace(edges[edge_id], confirmed_revision=number)
    for edge in list(edges.values()):
        newest_text = max(nodes[edge.from_id].text_revision, nodes[edge.to_id].text_revision)
        edges[edge.id] = replace(edge, suspect=newest_text > edge.confirmed_revision)
    return NaiveView(before.model, number, nodes, edges)


def differences(before: NaiveView, after: NaiveView) -> Iterator[Change]:
    """Yield what differs between a view and the next: nodes first, each sort in order."""
    for node_id in sorted(before.all_nodes.keys() | after.all_nodes.keys(), key=order_key):
        old, new = before.all_nodes.get(node_id), after.all_nodes.get(node_id)
        if old != new:
            yield Change(after.revision, old, new)
    for edge_id in sorted(before.all_edges.keys() | after.all_edges.keys(), key=edge_order):
        was, now = before.all_edges.get(edge_id), after.all_edges.get(edge_id)
        if was != now or (was and now and was.confirmed_revision != now.confirmed_revision):
            yield Change(after.revision, was, now)


def node_order(key: NodeKey) -> str:
    """Return what nodes are sorted by."""
    return order_key(key.id)


def edge_order(edge: EdgeId | EdgeKey) -> tuple[str, str, str, str]:
    """Return what edges are sorted by."""
    return order_key(edge.from_id), edge.kind, order_key(edge.to_id), edge.key


def _near_ends(edge: Edge, *, outgoing: bool | None) -> set[NodeId]:
    """Return the end that an edge goes out of, the one that it comes into, or both."""
    if outgoing is None:
        return {edge.from_id, edge.to_id}
    return {edge.from_id if outgoing else edge.to_id}


def _touched(change: Change) -> set[NodeId]:
    """Return the node that a change is of, or the ends of its edge."""
    record = change.after or change.before
    assert record is not None
    return {record.from_id, record.to_id} if isinstance(record, Edge) else {record.id}


def _texts(value: Value | None) -> set[str]:
    """Return the texts that a field's value is found by: as in files."""
    if value is None:
        return set()
    if isinstance(value, bool):
        return {"yes" if value else "no"}
    plain = to_json(value)
    return {str(each) for each in plain} if isinstance(plain, list) else {str(plain)}


def _words(model: Model, node: Node) -> dict[str, Value]:
    """Return the texts of a node whose change makes its edges suspect."""
    columns = model.columns[node.kind]
    return {name: value for name, value in node.values.items() if columns[name].localised}
