"""The in-memory index that walks follow: thread edges by node, ready to be filtered and collected.

An index is of one revision and is never changed: the next revision's shares what stayed the same.
Keys are made once, when the index is.  Edges from one node that are in force in the same time are
kept in runs, which a walk takes whole: most edges have no dates, and the others share theirs.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from graph.identity import namespace_of, order_key
from graph.model import ALL_BASES, Basis, Direction, Mode
from graph.store import Closure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

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
        key: the key of the node at its other end.
        edge: the edge's key.
        span: when it and both its ends are in force.
    """

    rank: int
    key: NodeKey
    edge: EdgeKey
    span: Span


class Run(NamedTuple):
    """Steps that are taken together: their edges, and the nodes at their other ends."""

    edges: tuple[EdgeKey, ...]
    nodes: Mapping[NodeId, NodeKey]


class Group(NamedTuple):
    """The steps from one node to nodes of one namespace.

    Attributes:
        home: the namespace.
        spans: for each mode, its steps by when they are in force: first day, first day no longer,
            and the run of those steps.
    """

    home: str
    spans: tuple[tuple[tuple[str, str, Run], ...], ...]

    @property
    def edges(self) -> Iterator[EdgeKey]:
        """All its edges, whatever their mode and dates."""
        return (edge for _, _, run in self.spans[-1] for edge in run.edges)


Fan = tuple[Group, ...]
"""The steps from one node.

In groups, because a shared node such as a target has an edge from every municipality: a question of
one of them must not look at the others' edges.
"""


def fan_of(steps: Iterable[Step]) -> Fan:
    """Return the steps from one node as they are walked."""
    groups: dict[str, list[Step]] = defaultdict(list)
    for step in steps:
        groups[namespace_of(step.key.id)].append(step)
    return tuple(_group(home, group) for home, group in groups.items())


def _group(home: str, steps: list[Step]) -> Group:
    spans: list[tuple[tuple[str, str, Run], ...]] = []
    for mode in Mode:
        taken: dict[Span, list[Step]] = defaultdict(list)
        for step in steps:
            if step.rank <= mode:
                taken[step.span].append(step)
        runs = tuple((*span, _run(each)) for span, each in taken.items())
        # Most nodes have edges of one mode: what is alike is kept once.
        spans.append(spans[-1] if spans and spans[-1] == runs else runs)
    return Group(home, tuple(spans))


def _run(steps: list[Step]) -> Run:
    return Run(tuple(step.edge for step in steps), {step.key.id: step.key for step in steps})


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
        seen = {node_id: self.nodes[node_id][0] for node_id in self._starts(walk)}
        edges: list[EdgeKey] = []
        before, truncated = 0, _cut(seen, 0, walk.bound)
        while before < len(seen):
            # What was inserted last is the level reached last.
            level = list(islice(seen, before, None))
            before = len(seen)
            self._expand(level, walk, seen, edges)
            truncated = _cut(seen, before, walk.bound) or truncated
        edges += self._to_foreign_starts(walk, seen)
        if truncated:
            edges = [edge for edge in edges if edge.from_id in seen and edge.to_id in seen]
        return Closure(seen, edges, truncated=truncated)

    def _expand(
        self,
        level: Iterable[NodeId],
        walk: Walk,
        seen: dict[NodeId, NodeKey],
        edges: list[EdgeKey],
    ) -> None:
        """Add what a walk follows from a level to `edges`, and the nodes it reaches to `seen`."""
        fans = self.below if walk.direction is Direction.DOWN else self.above
        mode, day, homes = int(walk.mode), walk.scope.as_of.isoformat(), self._homes(walk.scope)
        resting = None if walk.scope.basis >= ALL_BASES else walk.scope.basis
        for node_id in level:
            for home, spans in fans.get(node_id, ()):
                if homes is not None and home not in homes:
                    continue
                for first, last, run in spans[mode]:
                    if first <= day < last:
                        run_edges, nodes = run if resting is None else _resting(run, resting)
                        edges += run_edges
                        seen.update(nodes)

    def _starts(self, walk: Walk) -> Iterator[NodeId]:
        day = walk.scope.as_of.isoformat()
        for node_id in walk.starts:
            key, span = self.nodes.get(node_id, (None, ALWAYS))
            if key is not None and span[0] <= day < span[1] and key.basis in walk.scope.basis:
                yield node_id

    def _to_foreign_starts(self, walk: Walk, seen: Mapping[NodeId, NodeKey]) -> Iterator[EdgeKey]:
        """Yield the edges that lead to starts of another organisation, which no walk follows."""
        homes = self._homes(walk.scope)
        foreign = [
            start
            for start in walk.starts
            if homes is not None and namespace_of(start) not in homes and start in seen
        ]
        if not foreign:
            return
        back = Direction.UP if walk.direction is Direction.DOWN else Direction.DOWN
        everywhere = replace(walk.scope, organisation=None)
        edges: list[EdgeKey] = []
        self._expand(foreign, replace(walk, direction=back, scope=everywhere), {}, edges)
        for edge in edges:
            if edge.from_id in seen and edge.to_id in seen:
                yield edge

    def _homes(self, scope: Scope) -> frozenset[str] | None:
        return None if scope.organisation is None else self.shared | {scope.organisation}


def _cut(seen: dict[NodeId, NodeKey], before: int, bound: int) -> bool:
    """Drop the nodes after the first `before` that there is no room for; tell whether any were."""
    if len(seen) <= bound:
        return False
    level = sorted(islice(seen, before, None), key=order_key)
    for node_id in level[max(bound - before, 0) :]:
        del seen[node_id]
    return True


def _resting(run: Run, basis: frozenset[Basis]) -> Run:
    """Return the part of a run that rests on what it may."""
    taken = [
        (edge, run.nodes.get(edge.from_id) or run.nodes[edge.to_id])
        for edge in run.edges
        if edge.basis in basis
    ]
    kept = [(edge, key) for edge, key in taken if key.basis in basis]
    return Run(tuple(edge for edge, _ in kept), {key.id: key for _, key in kept})
