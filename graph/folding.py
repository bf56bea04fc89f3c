"""Which nodes a picture shows one by one, and which it gathers: so that it stays within its limit.

A node is shown by an item: its own, that of a group of nodes under the same item, or that of the
rest of its column.  Nothing is dropped: the items of a column stand for all its nodes.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.identity import namespace_of, order_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from graph.identity import NodeId
    from graph.model import Model, NodeKind
    from graph.questions import RedThread
    from graph.records import EdgeKey, NodeKey


@dataclass(frozen=True, slots=True)
class Fold:
    """What each node is shown by.

    Attributes:
        item_of: for each node the key of its item; the node itself where it is shown one by one.
        members: for each item the nodes that it stands for, in order.
        headings: for each group the item above that its nodes have in common.
        folded: the keys of the columns whose nodes are gathered in groups.
        rests: the keys of items that stand for the rest of a column; they are joined to nothing.
    """

    item_of: Mapping[NodeId, str]
    members: Mapping[str, Sequence[NodeId]]
    headings: Mapping[str, str]
    folded: frozenset[str]
    rests: frozenset[str]

    @property
    def alone(self) -> Iterator[NodeId]:
        """The nodes that are shown one by one."""
        return (node_id for node_id, key in self.item_of.items() if node_id == key)


def column_key(kinds: Sequence[NodeKind]) -> str:
    """Return what a column is called: the plural of its lowest kind; also the key of its rest."""
    return kinds[-1].plural


def folded(
    model: Model,
    question: RedThread,
    nodes: Mapping[NodeId, NodeKey],
    edges: Iterable[EdgeKey],
    pinned: Collection[NodeId],
) -> Fold:
    """Return what each node is shown by; the pinned ones are gathered last.

    Columns are folded one after the other, the fullest first, until the picture is within the
    question's limit.  Where that is not enough, the fullest columns are cut.
    """
    ground = _Ground(model, question, nodes, edges, pinned)
    columns = {column_key(kinds) for kinds in model.thread_columns}
    chosen = set(question.fold & columns)
    while True:
        fold = ground.fold(chosen)
        if len(fold.members) <= question.most:
            return fold
        gains = {
            key: number
            for key, number in ground.shown(fold).items()
            if key not in chosen and key not in question.expand
        }
        if not gains:
            return ground.cut(fold)
        chosen.add(max(sorted(gains), key=lambda key: gains[key]))


class _Ground:
    """The nodes of a picture by column, with what they stand under."""

    def __init__(
        self,
        model: Model,
        question: RedThread,
        nodes: Mapping[NodeId, NodeKey],
        edges: Iterable[EdgeKey],
        pinned: Collection[NodeId],
    ) -> None:
        self.question = question
        self.nodes = nodes
        self.pinned = pinned
        self.place = {
            kind.name: number for number, kinds in enumerate(model.thread_columns) for kind in kinds
        }
        self.keys = [column_key(kinds) for kinds in model.thread_columns]
        self.heads = {kind.name for kind in model.nodes if kind.heads}
        self.columns: list[list[NodeId]] = [[] for _ in self.keys]
        for node_id, key in nodes.items():
            self.columns[self.place[key.kind]].append(node_id)
        served: set[NodeId] = set()
        self.uppers: dict[NodeId, list[NodeId]] = defaultdict(list)
        for edge in edges:
            self.uppers[edge.from_id].append(edge.to_id)
            served.add(edge.to_id)
        self.idle = {
            node_id
            for node_id in nodes
            if namespace_of(node_id) in model.shared
            and node_id not in served
            and node_id not in pinned
        }
        for uppers in self.uppers.values():
            uppers.sort(key=self._nearness)

    def _nearness(self, node_id: NodeId) -> tuple[int, str]:
        return -self.place[self.nodes[node_id].kind], order_key(node_id)

    def fold(self, chosen: Collection[str]) -> Fold:
        """Return what each node is shown by when some columns are folded."""
        item_of: dict[NodeId, str] = {}
        headings: dict[str, str] = {}
        for place, column in enumerate(self.columns):
            key = self.keys[place]
            groups: dict[str, list[NodeId]] = defaultdict(list)
            for node_id in column:
                if self._stays(node_id, key):
                    item_of[node_id] = node_id
                elif node_id in self.idle or self.question.alone:
                    item_of[node_id] = key
                elif key in chosen:
                    # Its heading may stand in the same column, and be placed after it.
                    groups[""].append(node_id)
                else:
                    item_of[node_id] = node_id
            self._gather(key, groups[""], item_of, headings)
        members: dict[str, list[NodeId]] = defaultdict(list)
        for node_id, item in item_of.items():
            members[item].append(node_id)
        return Fold(item_of, members, headings, frozenset(chosen), frozenset(self.keys))

    def _stays(self, node_id: NodeId, key: str) -> bool:
        return (
            node_id in self.pinned
            or key in self.question.expand
            or (self.nodes[node_id].kind in self.heads and not self.question.alone)
        )

    def _gather(
        self,
        key: str,
        column: Iterable[NodeId],
        item_of: dict[NodeId, str],
        headings: dict[str, str],
    ) -> None:
        """Put nodes of a folded column into groups by the item that they stand under."""
        groups: dict[str, list[NodeId]] = defaultdict(list)
        for node_id in column:
            groups[self._heading(node_id, item_of)].append(node_id)
        for heading, members in groups.items():
            group = f"{key}/{heading}"
            one_by_one = len(members) == 1 or group in self.question.expand
            for node_id in members:
                item_of[node_id] = node_id if one_by_one else group
            if not one_by_one and heading:
                headings[group] = heading

    def _heading(self, node_id: NodeId, item_of: Mapping[NodeId, str]) -> str:
        """Return the item that a node stands under; past the wholes that it is a part of."""
        seen = node_id
        while self.uppers[seen]:
            nearest = self.uppers[seen][0]
            if nearest in item_of:
                return item_of[nearest]
            seen = nearest
        return ""

    def shown(self, fold: Fold) -> dict[str, int]:
        """Return how many items each column has."""
        number: dict[str, int] = dict.fromkeys(self.keys, 0)
        for members in fold.members.values():
            number[self.keys[self.place[self.nodes[members[0]].kind]]] += 1
        return number

    def cut(self, fold: Fold) -> Fold:
        """Return a fold whose fullest columns are cut, so that the picture is within its limit."""
        level = _water_level(list(self.shown(fold).values()), self.question.most - len(self.keys))
        by_column: dict[str, list[str]] = defaultdict(list)
        for item, members in fold.members.items():
            by_column[self.keys[self.place[self.nodes[members[0]].kind]]].append(item)
        item_of = dict(fold.item_of)
        for key, items in by_column.items():
            # The rest of a column takes what is cut, and is there already where something is idle.
            kept = sorted(
                (item for item in items if item != key),
                key=lambda item: (item not in self.pinned, order_key(item)),
            )[:level]
            for item in set(items) - set(kept):
                item_of |= dict.fromkeys(fold.members[item], key)
        left: dict[str, list[NodeId]] = defaultdict(list)
        for node_id in fold.item_of:
            left[item_of[node_id]].append(node_id)
        headings = {
            group: heading
            for group, heading in fold.headings.items()
            if group in left and heading in left
        }
        return Fold(item_of, left, headings, fold.folded, fold.rests)


def _water_level(numbers: Sequence[int], room: int) -> int:
    """Return how many each may have at most, so that all together have no more than there is."""
    level = max(numbers, default=0)
    while level > 1 and sum(min(number, level) for number in numbers) > room:
        level -= 1
    return level
