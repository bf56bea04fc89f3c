"""An organisation's own words for kinds: its sector is our service area.

What is said of one organisation is said in its words.  They are bokmål, as its plans are; in
English our words stand, so that municipalities can be compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graph.identity import namespace_of
from graph.model import Words
from graph.store import Search

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from graph.identity import NodeId
    from graph.model import Model, NodeKind
    from graph.records import Edge, EdgeId, EdgeKey, Node, Scalar
    from graph.store import Closure, EdgeSearch, Found, Scope, Section, SectionKeys, View, Walk


@dataclass(frozen=True, slots=True)
class _InOwnWords:
    """A view whose table of kinds calls them what an organisation does; all else is the view's."""

    view: View
    model: Model

    @property
    def revision(self) -> int:
        return self.view.revision

    def nodes(self, ids: Collection[NodeId]) -> Mapping[NodeId, Node]:
        return self.view.nodes(ids)

    def edge_records(self, ids: Collection[EdgeId]) -> Mapping[EdgeId, Edge]:
        return self.view.edge_records(ids)

    def find(self, search: Search) -> Found:
        return self.view.find(search)

    def edges(self, search: EdgeSearch) -> tuple[EdgeKey, ...]:
        return self.view.edges(search)

    def trace(self, walk: Walk) -> Closure:
        return self.view.trace(walk)

    def section(self, section: Section) -> SectionKeys:
        return self.view.section(section)

    def ids(self, namespace: str | None = None) -> Iterable[NodeId]:
        return self.view.ids(namespace)


def owner(view: View, scope: Scope) -> Node | None:
    """Return the node of the organisation that a question is about, where there is one."""
    if scope.organisation is None:
        return None
    owners = frozenset(kind.name for kind in view.model.nodes if kind.owner)
    for key in view.find(Search(scope=scope, kinds=owners)).keys:
        if namespace_of(key.id) == scope.organisation:
            return view.nodes([key.id])[key.id]
    return None


def in_own_words(view: View, scope: Scope) -> View:
    """Return a view that speaks as the organisation does that a question is about."""
    if isinstance(view, _InOwnWords):
        return view
    node = owner(view, scope)
    column = view.model.node_kinds[node.kind].words if node else None
    rows = node.values.get(column) if node and column else None
    said = (
        {str(row["kind"]): row for row in rows if isinstance(row, Mapping)}
        if isinstance(rows, tuple)
        else {}
    )
    if not said:
        return view
    kinds = tuple(_called(kind, said.get(kind.name)) for kind in view.model.nodes)
    return _InOwnWords(view, replace(view.model, nodes=kinds))


def _called(kind: NodeKind, row: Mapping[str, Scalar] | None) -> NodeKind:
    if row is None:
        return kind
    one = str(row["one"])
    return replace(
        kind,
        one=Words(one, kind.one.en),
        many=Words(str(row["many"]), kind.many.en),
        the=Words(str(row.get("the", one)), kind.the.en),
    )
