"""Chains: how many there are between a node and what it serves, and which is the best proof.

A chain is a sequence of edges.  The best is the least by (broad edges, linked edges, illustrative
edges, inferred edges, length), then from the lower end up by each step's upper node, edge kind and
key.  So it proves the narrowest mode, and is the same on each engine.  Counts are summed along the
closure from level to level, never by listing chains: their number grows exponentially.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from graphlib import TopologicalSorter
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final, Literal

from graph.identity import order_key
from graph.model import Basis, Direction, Mode

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from graph.identity import NodeId
    from graph.model import Model
    from graph.records import EdgeKey
    from graph.store import Closure

MOST_CHAINS: Final = 2**53 - 1
"""Counts stop here, the largest whole number that every JSON reader keeps exact."""

# An edge key is read by place in the innermost loop: by name it takes three times as long.
_FROM: Final = 1
_TO: Final = 2
_End = Literal[1, 2]

_DIGIT: Final = 24
"""Bits for one count of edges in a weight; a chain has fewer than 2**24 edges."""

_BASIS_WEIGHT: Final = {
    Basis.DOCUMENTED: 1,
    Basis.INFERRED: 1 + (1 << _DIGIT),
    Basis.ILLUSTRATIVE: 1 + (1 << 2 * _DIGIT),
}
_MODE_WEIGHT: Final = {Mode.STRICT: 0, Mode.LINKED: 1 << 3 * _DIGIT, Mode.BROAD: 1 << 4 * _DIGIT}


@dataclass(frozen=True)
class Chains:
    """The chains between some starts and every node of their closure.

    Attributes:
        direction: DOWN where the starts are what is served, UP where they are what serves.
        sums: for each node its best chain's weight (the criteria as digits of one number; 0 for a
            start) and the number of its chains.
        tight: for each node but the starts, the edges that some chain of that weight touches it
            with.
        again: for each start that another start leads to, the weight of its best chain from there,
            and the edges that some chain of that weight touches it with.
    """

    direction: Direction
    sums: Mapping[NodeId, Sequence[int]]
    tight: Mapping[NodeId, Sequence[EdgeKey]]
    again: Mapping[NodeId, tuple[int, Sequence[EdgeKey]]]

    def count(self, node_id: NodeId) -> int:
        """Return how many chains a node has, at most MOST_CHAINS.

        That a start is a start is no chain: of a start, those from other starts are counted.
        """
        return min(self.sums[node_id][1] - (node_id not in self.tight), MOST_CHAINS)

    def mode(self, node_id: NodeId) -> Mode:
        """Return the narrowest mode that reaches a node."""
        weight = self._weight(node_id)
        if weight >> 4 * _DIGIT:
            return Mode.BROAD
        return Mode.LINKED if weight >> 3 * _DIGIT else Mode.STRICT

    def best(self, node_id: NodeId) -> tuple[EdgeKey, ...]:
        """Return the best chain of a node, from the lower end up; empty for a mere start."""
        if self.direction is Direction.DOWN:
            first = min(self._touching(node_id), key=_place, default=None)
            return () if first is None else (first, *self._upwards(first.to_id, self._least))
        tight = _by_end(self._leading_to(node_id), _FROM)
        firsts = [edge for low in tight if low not in self.tight for edge in tight[low]]
        if not firsts:
            return ()
        first = min(firsts, key=lambda edge: (_place(edge), order_key(edge.from_id)))
        rest = self._upwards(
            first.to_id, lambda each: min(tight[each], key=_place) if each != node_id else None
        )
        return (first, *rest)

    def invented(self, node_id: NodeId) -> bool:
        """Tell whether an edge of a node's best chain is illustrative."""
        return bool(self._weight(node_id) >> 2 * _DIGIT & (1 << _DIGIT) - 1)

    def _weight(self, node_id: NodeId) -> int:
        return self.again[node_id][0] if node_id in self.again else self.sums[node_id][0]

    def _touching(self, node_id: NodeId) -> Sequence[EdgeKey]:
        """Return the edges that some best chain of a result touches it with."""
        if node_id in self.again:
            return self.again[node_id][1]
        return self.tight.get(node_id, ())

    def _least(self, node_id: NodeId) -> EdgeKey | None:
        return min(self.tight.get(node_id, ()), key=_place, default=None)

    def _upwards(
        self, node_id: NodeId, step: Callable[[NodeId], EdgeKey | None]
    ) -> Iterator[EdgeKey]:
        edge = step(node_id)
        while edge is not None:
            yield edge
            edge = step(edge.to_id)

    def _leading_to(self, node_id: NodeId) -> Iterator[EdgeKey]:
        """Yield the edges on all chains to a node that weigh as little as its best one."""
        seen: set[NodeId] = set()
        edges = self._touching(node_id)
        while edges:
            yield from edges
            fresh = {edge.from_id for edge in edges} - seen
            seen |= fresh
            edges = [edge for low in fresh for edge in self.tight.get(low, ())]


def chains(
    model: Model, closure: Closure, starts: Collection[NodeId], direction: Direction
) -> Chains:
    """Return the chains of a closure that was not cut."""
    far_end: _End = _FROM if direction is Direction.DOWN else _TO
    weights = _weights(model)
    sums = {start: [0, 1] for start in starts if start in closure.nodes}
    tight: dict[NodeId, list[EdgeKey]] = {}
    known = sums.get
    for near, edges in _outwards(model, closure, direction):
        weight, count = sums[near]
        count = min(count, MOST_CHAINS)
        total, kind, basis = 0, "", None
        for edge in edges:
            # Most edges of a node are of one sort: what leads up to them is summed once.
            if edge[0] is not kind or edge[4] is not basis:
                kind, basis = edge[0], edge[4]
                total = weight + weights[kind][basis]
            far = edge[far_end]
            so_far = known(far)
            if so_far is None:
                sums[far] = [total, count]
                tight[far] = [edge]
                continue
            so_far[1] += count
            least = so_far[0]
            if total == least:
                tight[far].append(edge)
            elif total < least:
                so_far[0] = total
                tight[far] = [edge]
    several = _by_end(closure.edges, far_end) if len(starts) > 1 else {}
    again = {
        start: _least_of(several[start], sums, weights, far_end)
        for start in starts
        if start in several
    }
    return Chains(direction, sums, tight, again)


def _least_of(
    into: Iterable[EdgeKey],
    sums: Mapping[NodeId, Sequence[int]],
    weights: Mapping[str, Mapping[Basis, int]],
    far_end: _End,
) -> tuple[int, Sequence[EdgeKey]]:
    """Return the least weight of the chains that end in some edges, and those edges of that."""
    near: _End = _TO if far_end == _FROM else _FROM
    totals = [(sums[str(edge[near])][0] + weights[edge.kind][edge.basis], edge) for edge in into]
    least = min(total for total, _ in totals)
    return least, [edge for total, edge in totals if total == least]


def evidence(closure: Closure, results: Iterable[NodeId], direction: Direction) -> set[EdgeKey]:
    """Return every edge of a closure that lies on a chain of any of some nodes."""
    near: _End = _TO if direction is Direction.DOWN else _FROM
    back = _by_end(closure.edges, _FROM if near == _TO else _TO)
    seen = set(results)
    waiting = list(seen)
    found: set[EdgeKey] = set()
    while waiting:
        edges = back.get(waiting.pop(), ())
        found.update(edges)
        fresh = {str(edge[near]) for edge in edges} - seen
        seen |= fresh
        waiting += fresh
    return found


def _weights(model: Model) -> dict[str, dict[Basis, int]]:
    """Return the weight of an edge by its kind and basis; a chain's weight is their sum."""
    return {
        kind.name: {
            basis: weight + _MODE_WEIGHT[kind.mode] for basis, weight in _BASIS_WEIGHT.items()
        }
        for kind in model.thread
        if kind.mode is not None
    }


def _outwards(
    model: Model, closure: Closure, direction: Direction
) -> Iterator[tuple[NodeId, list[EdgeKey]]]:
    """Yield nodes with their edges away from the starts, each after all that lead to it.

    Thread edges climb the levels, so going by level is enough, but for the few kinds whose edges
    stay level: there the nodes are sorted by those edges.
    """
    down = direction is Direction.DOWN
    levels = {kind.name: kind.level or 0 for kind in model.nodes}
    by_level: dict[int, list[tuple[NodeId, list[EdgeKey]]]] = defaultdict(list)
    for near, edges in groupby(closure.edges, key=itemgetter(_TO if down else _FROM)):
        by_level[levels[closure.nodes[near].kind]].append((near, list(edges)))
    flat = model.flat_kinds
    for level in sorted(by_level, reverse=down):
        groups = by_level[level]
        if any(closure.nodes[near].kind in flat for near, _ in groups):
            groups = _sorted(groups, _FROM if down else _TO)
        yield from groups


def _sorted(
    groups: list[tuple[NodeId, list[EdgeKey]]], far_end: _End
) -> list[tuple[NodeId, list[EdgeKey]]]:
    """Return the groups of one level so that each comes after those with an edge to its node."""
    sorter: TopologicalSorter[NodeId] = TopologicalSorter()
    of_node = defaultdict(list)
    for near, edges in groups:
        of_node[near].append((near, edges))
        sorter.add(near)
    for near, edges in groups:
        for edge in edges:
            if edge[far_end] in of_node:
                sorter.add(str(edge[far_end]), near)
    return [group for near in sorter.static_order() for group in of_node[near]]


def _by_end(edges: Iterable[EdgeKey], end: _End) -> dict[NodeId, list[EdgeKey]]:
    """Return edges by one of their ends."""
    groups: dict[NodeId, list[EdgeKey]] = defaultdict(list)
    listed = tuple(edges)
    for node_id, edge in zip(map(itemgetter(end), listed), listed, strict=True):
        groups[node_id].append(edge)
    return groups


def _place(edge: EdgeKey) -> tuple[str, str, str]:
    return order_key(edge.to_id), edge.kind, edge.key
