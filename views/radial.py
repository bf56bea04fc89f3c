"""Where nodes stand in a free node-link view: rings around what was asked about.

Each node stands on the ring of its distance from the middle, within the sector of the node that it
is reached from; a sector is as wide as what is reached through it.  A pure function, the same every
time: a physics simulation in the browser takes 15 s for 300 nodes, and ends elsewhere each time.
"""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from graph.identity import order_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from graph.identity import NodeId

RING: Final = 190
"""The least distance between rings."""
SPACE: Final = 150
"""The room along a ring for a node and its label."""
_UNEVEN: Final = 1.5
"""How much wider than evenly filled a ring may be, for nodes that stand close."""


def radial(
    nodes: Collection[NodeId], edges: Iterable[tuple[NodeId, NodeId]], middle: Collection[NodeId]
) -> dict[NodeId, tuple[float, float]]:
    """Return the place of each node; what nothing joins to the middle has a sector of its own.

    Without a middle, the node with most edges stands there.
    """
    joined = _joined(nodes, edges)
    tree = _Tree()
    for start in _starts(nodes, joined, middle):
        tree.grow(start, joined, ring=0)
    for node_id in sorted(nodes, key=lambda each: (-len(joined[each]), order_key(each))):
        if node_id not in tree.rings:
            tree.grow(node_id, joined, ring=1)
    radii = tree.radii()
    places = {}
    for node_id, angle in tree.angles().items():
        radius = radii[tree.rings[node_id]]
        places[node_id] = (
            round(radius * math.cos(angle), 1),
            round(radius * math.sin(angle), 1),
        )
    return places


def _joined(
    nodes: Collection[NodeId], edges: Iterable[tuple[NodeId, NodeId]]
) -> Mapping[NodeId, Sequence[NodeId]]:
    found: dict[NodeId, set[NodeId]] = {node_id: set() for node_id in nodes}
    for low, high in edges:
        found[low].add(high)
        found[high].add(low)
    return {node_id: sorted(others, key=order_key) for node_id, others in found.items()}


def _starts(
    nodes: Collection[NodeId],
    joined: Mapping[NodeId, Sequence[NodeId]],
    middle: Collection[NodeId],
) -> list[NodeId]:
    starts = sorted((node_id for node_id in middle if node_id in joined), key=order_key)
    if starts or not nodes:
        return starts
    return [min(nodes, key=lambda each: (-len(joined[each]), order_key(each)))]


class _Tree:
    """What each node is reached from, and on which ring it stands."""

    def __init__(self) -> None:
        self.rings: dict[NodeId, int] = {}
        self.children: dict[NodeId | None, list[NodeId]] = defaultdict(list)

    def grow(self, start: NodeId, joined: Mapping[NodeId, Sequence[NodeId]], *, ring: int) -> None:
        """Add a start, and all that is reached from it, breadth first."""
        if start in self.rings:
            return
        self.rings[start] = ring
        self.children[None].append(start)
        level = [start]
        while level:
            ring += 1
            fresh: list[NodeId] = []
            for node_id in level:
                for other in joined[node_id]:
                    if other not in self.rings:
                        self.rings[other] = ring
                        self.children[node_id].append(other)
                        fresh.append(other)
            level = fresh

    def _weights(self) -> dict[NodeId, int]:
        """Return how many ends are reached through each node, itself where it is one."""
        weights: dict[NodeId, int] = {}
        for node_id in sorted(self.rings, key=self.rings.__getitem__, reverse=True):
            weights[node_id] = sum(weights[child] for child in self.children[node_id]) or 1
        return weights

    def angles(self) -> dict[NodeId, float]:
        """Return in which direction each node stands: the middle of its sector."""
        weights = self._weights()
        angles: dict[NodeId, float] = {}
        waiting: list[tuple[NodeId | None, float, float]] = [(None, 0.0, math.tau)]
        while waiting:
            parent, begin, width = waiting.pop()
            children = self.children[parent]
            total = sum(weights[child] for child in children)
            for child in children:
                share = width * weights[child] / total
                angles[child] = begin + share / 2
                waiting.append((child, begin, share))
                begin += share
        return angles

    def radii(self) -> list[float]:
        """Return how far out each ring is: so far that labels have room, within reason."""
        by_ring: dict[int, list[float]] = defaultdict(list)
        for node_id, angle in self.angles().items():
            by_ring[self.rings[node_id]].append(angle)
        radii: list[float] = []
        for ring in range(max(by_ring, default=-1) + 1):
            angles = sorted(by_ring[ring])
            if ring == 0 and len(angles) <= 1:
                radii.append(0.0)
                continue
            gaps = [later - sooner for sooner, later in pairwise(angles)]
            # Where a few of many stand close, the ring is not made as wide as they would want.
            even = len(angles) * SPACE / math.tau
            wanted = min(SPACE / min(gaps, default=math.tau), even * _UNEVEN)
            radii.append(max((radii[-1] if radii else 0.0) + RING, wanted))
        return radii
