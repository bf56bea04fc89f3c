"""Chains by listing every one of them: for small graphs, to check who counts without listing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.identity import order_key
from graph.model import Basis, Mode

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from graph.identity import NodeId
    from graph.model import Model
    from graph.records import EdgeKey

Chain = tuple["EdgeKey", ...]


def all_chains(
    edges: Collection[EdgeKey], lows: Iterable[NodeId], highs: Collection[NodeId]
) -> list[Chain]:
    """Return every chain of edges from one of `lows` up to one of `highs`.

    A chain may pass other nodes of `lows` and `highs` on its way.
    """
    return [chain for low in lows for chain in _up(edges, low, highs)]


def _up(edges: Collection[EdgeKey], low: NodeId, highs: Collection[NodeId]) -> Iterator[Chain]:
    for edge in edges:
        if edge.from_id == low:
            if edge.to_id in highs:
                yield (edge,)
            for rest in _up(edges, edge.to_id, highs):
                yield (edge, *rest)


def best(model: Model, chains: Iterable[Chain]) -> Chain:
    """Return the best chain: least by what it rests on, its length and its steps; () of none."""

    def merits(chain: Chain) -> tuple[list[int], list[tuple[str, str, str]], list[str]]:
        modes = [model.edge_kinds[edge.kind].mode for edge in chain]
        bases = [edge.basis for edge in chain]
        return (
            [
                modes.count(Mode.BROAD),
                modes.count(Mode.LINKED),
                bases.count(Basis.ILLUSTRATIVE),
                bases.count(Basis.INFERRED),
                len(chain),
            ],
            [(order_key(edge.to_id), edge.kind, edge.key) for edge in chain],
            [order_key(edge.from_id) for edge in chain[:1]],
        )

    return min(chains, key=merits, default=())


def narrowest_mode(model: Model, chain: Chain) -> Mode:
    """Return the narrowest mode that follows every edge of a chain."""
    modes = [model.edge_kinds[edge.kind].mode for edge in chain]
    return max((mode for mode in modes if mode is not None), default=Mode.STRICT)


def evidence(chains: Iterable[Chain]) -> set[EdgeKey]:
    """Return every edge that lies on one of some chains."""
    return {edge for chain in chains for edge in chain}
