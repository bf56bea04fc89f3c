"""What a store is, and whether it is whole, as a JSON document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.model import Basis

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graph.soundness import Holding
    from views.documents import Document


def holdings_document(holdings: Iterable[Holding]) -> list[Document]:
    """Return what a graph holds, by namespace."""
    return [
        {
            "namespace": each.namespace,
            "kinds": dict(each.kinds),
            "nodes": _by_basis(each.nodes),
            "edges": _by_basis(each.edges),
        }
        for each in holdings
    ]


def _by_basis(counts: Mapping[Basis, int]) -> Document:
    return {basis.value: counts.get(basis, 0) for basis in Basis}
