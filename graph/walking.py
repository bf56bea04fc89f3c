"""The in-memory index that walks follow: thread edges by node, ready to be filtered and collected.

An index is of one revision and is never changed: the next revision's shares what stayed the same.
Keys are made once, when the index is, so that a walk only collects them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from graph.identity import namespace_of, order_key
from graph.model import ALL_BASES, Basis, Direction
from graph.store import Closure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graph.identity import NodeId
    from graph.records import EdgeKey, NodeKey
    from graph.store import Scope, Walk

Span = tuple[str, str]
"""First day in force, and first day no longer, as ISO dates."""

ALWAYS: Final[Span] = ("", "~")
"""The span of what has no dates: before and after every ISO date as text."""


class Step(NamedTuple):
    """One edge as seen from one of its ends.

    Attributes:
        rank: the narrowest mode that follows it.
        other: the node at its other end.
        key: the other node's key.
        edge: the edge's key.
        span: when it and both its ends are in force; None: always.
    """

    rank: int
    other: NodeId
    key: NodeKey
    edge: EdgeKey
    span: Span | None


Fan = tuple[tuple[str, tuple[Step, ...]], ...]
"""The steps from a node by the other end's namespace; each group sorted by rank.

Grouped, because a shared node such as a target has an edge from every municipality: a question of
one of them must not look at the others' edges.
"""


def fan_of(steps: Iterable[Step]) -> Fan:
    """Return the steps from one node as they are walked."""
    groups: dict[str, list[Step]] = defaultdict(list)
    for step in steps:
        groups[namespace_of(step.other)].append(step)
    return tuple(
        (namespace, tuple(sorted(group, key=_rank))) for namespace, group in groups.items()
    )


def _rank(step: Step) -> int:
    return step.rank


@dataclass(frozen=True, slots=True)
class WalkingIndex:
    """The thread edges of one revision.

    Attributes:
        revision: its number.
        shared: the namespaces that belong to no organisation.
        nodes: each node's key and span.
        below, above: each node's fan of edges that come into it, and that go out of it.
    """

    revision: int
    shared: frozenset[str]
    nodes: Mapping[NodeId, tuple[NodeKey, Span]]
    below: Mapping[NodeId, Fan]
    above: Mapping[NodeId, Fan]

    def trace(self, walk: Walk) -> Closure:
        """Return the closure of a walk, as `View.trace` promises."""
        fans = self.below if walk.direction is Direction.DOWN else self.above
        seen = {node_id: self.nodes[node_id][0] for node_id in self._starts(walk)}
        edges: list[EdgeKey] = []
        level = list(seen)
        truncated = len(seen) > walk.bound
        if truncated:
            level = _cut(seen, level, walk.bound)
        while level:
            fresh = _expand(level, fans, walk, self.shared, seen, edges)
            if len(seen) > walk.bound:
                truncated = True
                kept = _cut(seen, fresh, walk.bound - (len(seen) - len(fresh)))
                # The last nodes' own edges belong to the closure, but lead to no further node.
                _expand(kept, fans, walk, self.shared, dict(seen), edges)
                break
            level = fresh
        if truncated:
            edges = [edge for edge in edges if edge.from_id in seen and edge.to_id in seen]
        return Closure(seen, edges, truncated=truncated)

    def _starts(self, walk: Walk) -> list[NodeId]:
        day = walk.scope.as_of.isoformat()
        return [
            node_id
            for node_id in walk.starts
            if node_id in self.nodes
            and self.nodes[node_id][1][0] <= day < self.nodes[node_id][1][1]
            and self.nodes[node_id][0].basis in walk.scope.basis
        ]


def _cut(seen: dict[NodeId, NodeKey], level: list[NodeId], room: int) -> list[NodeId]:
    """Drop from `seen` those nodes of a level that there is no room for; return the others."""
    ordered = sorted(level, key=order_key)
    for node_id in ordered[room:]:
        del seen[node_id]
    return ordered[:room]


def _expand(  # noqa: PLR0913, PLR0917 - the innermost loop of every walk: it works on the caller's state
    level: list[NodeId],
    fans: Mapping[NodeId, Fan],
    walk: Walk,
    shared: frozenset[str],
    seen: dict[NodeId, NodeKey],
    edges: list[EdgeKey],
) -> list[NodeId]:
    """Collect the edges from a level into `edges` and their new nodes into `seen`; return these."""
    day = walk.scope.as_of.isoformat()
    limit = int(walk.mode)
    homes = _homes(walk.scope, shared)
    basis: frozenset[Basis] | None = None if walk.scope.basis >= ALL_BASES else walk.scope.basis
    fresh: list[NodeId] = []
    for node_id in level:
        for home, steps in fans.get(node_id, ()):
            if homes is not None and home not in homes:
                continue
            for rank, other, key, edge, span in steps:
                if rank > limit:
                    break
                if span is not None and not span[0] <= day < span[1]:
                    continue
                if basis is not None and (edge.basis not in basis or key.basis not in basis):
                    continue
                edges.append(edge)
                if other not in seen:
                    seen[other] = key
                    fresh.append(other)
    return fresh


def _homes(scope: Scope, shared: frozenset[str]) -> frozenset[str] | None:
    return None if scope.organisation is None else shared | {scope.organisation}
