"""The picture of the red thread as a table, edge by edge: the same content for who does not see it.

A row tells of the edges of one kind between two items of the picture: one edge where both are
nodes, several where one of them is a group.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from graph.model import Basis, Words
from graph.red_thread import Standing
from views import labels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.identity import NodeId
    from graph.model import EdgeKind, Model
    from graph.records import EdgeKey, Node
    from graph.red_thread import Item, Pictured

HEADINGS: Final = (
    Words("Fra", "From"),
    Words("Kobling", "Link"),
    Words("Til", "To"),
    Words("Antall", "Number"),
    Words("Grunnlag", "Basis"),
    Words("Tråden", "The thread"),
)
"""What the columns of the table are called."""


@dataclass(frozen=True, slots=True)
class Row:
    """The edges of one kind between two items.

    Attributes:
        lower: the item that they lead from.
        kind: their kind.
        upper: the item that they lead to.
        actor: the node that has the edge for one of the items; None where they have it themselves.
        edges: the edges, in order.
        standing: how they stand to the chosen thread.
    """

    lower: Item
    kind: EdgeKind
    upper: Item
    actor: Node | None
    edges: tuple[EdgeKey, ...]
    standing: Standing

    @property
    def number(self) -> int:
        """How many edges there are."""
        return len(self.edges)

    @property
    def bases(self) -> tuple[Basis, ...]:
        """What they rest on, each once."""
        found = {edge.basis for edge in self.edges}
        return tuple(basis for basis in Basis if basis in found)

    @property
    def suspect(self) -> bool:
        """Whether one of them must be confirmed."""
        return any(edge.suspect for edge in self.edges)

    def cells(self, model: Model, language: str, *, chosen: bool) -> tuple[str, ...]:
        """Return the row's texts under HEADINGS; the last is empty where nothing is chosen."""
        return (
            labels.label(model, self.lower, language),
            self._link(model, language),
            labels.label(model, self.upper, language),
            str(self.number),
            self._basis(model, language),
            labels.STANDINGS[self.standing][language] if chosen else "",
        )

    def _link(self, model: Model, language: str) -> str:
        words = self.kind.up[language]
        if self.actor is None:
            return words
        through = Words("gjennom", "through")[language]
        return f"{words} ({through} {labels.node_label(model, self.actor, language)})"

    def _basis(self, model: Model, language: str) -> str:
        options = next(each for each in model.common_edge if each.name == "basis").options
        text = ", ".join(options[basis][language] for basis in self.bases)
        if not self.suspect:
            return text
        return f"{text}; {Words('må bekreftes', 'needs confirming')[language]}"


def rows(picture: Pictured, model: Model) -> tuple[Row, ...]:
    """Return the table's rows: those of the chosen thread first, else as drawn."""
    found = list(_rows(picture, model))
    standings = list(Standing)
    return tuple(sorted(found, key=lambda row: standings.index(row.standing)))


def _rows(picture: Pictured, model: Model) -> Iterator[Row]:
    items = picture.items
    for link in picture.links:
        gathered: dict[tuple[str, NodeId | None], list[EdgeKey]] = defaultdict(list)
        for edge in link.edges:
            actor = next((end for end in edge[1:3] if end in picture.actors), None)
            gathered[edge.kind, actor].append(edge)
        for (kind, actor), edges in gathered.items():
            yield Row(
                lower=items[link.lower],
                kind=model.edge_kinds[kind],
                upper=items[link.upper],
                actor=None if actor is None else picture.actors[actor],
                edges=tuple(edges),
                standing=link.standing,
            )
