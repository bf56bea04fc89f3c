"""Everything of the packaged data that is invented, at hand for tests."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, TypeAlias, cast

from graph.model import Basis
from graph.store import EdgeSearch, Scope, Search
from tests.data.conftest import DAY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.identity import NodeId
    from graph.records import Edge, Node, Scalar
    from graph.store import View

INVENTED: Final = Scope(as_of=DAY, basis=frozenset({Basis.ILLUSTRATIVE}))

Row: TypeAlias = "Mapping[str, Scalar]"


class Invented:
    """The invented nodes and edges of a view, by kind and by end.

    Attributes:
        nodes: the nodes by identifier, in order.
        edges: the edges by kind.
    """

    def __init__(self, view: View) -> None:
        """Read them all."""
        keys = view.find(Search(scope=INVENTED)).keys
        self.nodes: Mapping[NodeId, Node] = view.nodes([key.id for key in keys])
        # The edges' own basis: an invented edge may end in what is documented.
        found = view.edges(EdgeSearch(nodes=None, outgoing=None, scope=None))
        ids = [key.id for key in found if key.basis is Basis.ILLUSTRATIVE]
        self.edges: defaultdict[str, list[Edge]] = defaultdict(list)
        for edge in view.edge_records(ids).values():
            self.edges[edge.kind].append(edge)

    def of(self, kind: str, namespace: str = "asker") -> set[NodeId]:
        """Return the invented nodes of a kind in an organisation's namespace."""
        return {
            node.id
            for node in self.nodes.values()
            if node.kind == kind and node.id.startswith(f"{namespace}:")
        }

    def where(self, kind: str, column: str, value: object) -> set[NodeId]:
        """Return Asker's invented nodes of a kind that have a value in a field."""
        return {each for each in self.of(kind) if self.nodes[each].values.get(column) == value}

    def up(self, kind: str, start: NodeId) -> list[NodeId]:
        """Return where the edges of a kind from a node go."""
        return [edge.to_id for edge in self.edges[kind] if edge.from_id == start]

    def down(self, kind: str, end: NodeId) -> list[NodeId]:
        """Return where the edges of a kind into a node come from."""
        return [edge.from_id for edge in self.edges[kind] if edge.to_id == end]

    def rows(self, node_id: NodeId, table: str) -> tuple[Row, ...]:
        """Return the rows of a sub-table; () where there are none."""
        return cast("tuple[Row, ...]", self.nodes[node_id].values.get(table, ()))

    def lines(self, measure: NodeId, kind: str) -> list[Row]:
        """Return a measure's own budget lines, operating or investment."""
        return [row for row in self.rows(measure, "budget") if row["type"] == kind]

    def leads(self, node_id: NodeId) -> list[NodeId]:
        """Return who has the lead of a node."""
        return [
            edge.from_id
            for edge in self.edges["RESPONSIBLE_FOR"]
            if edge.to_id == node_id and edge.values["role"] == "lead"
        ]
