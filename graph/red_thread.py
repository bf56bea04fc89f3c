"""The red thread as a picture's content: columns by level, what stands in them, and what joins it.

The content is a value and the same in every interface; where things stand on paper is for `views`.
What is not shown one by one is gathered in items that say how many they stand for.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from graph import limits, own_words
from graph.errors import Refused
from graph.folding import column_key, folded
from graph.identity import order_key
from graph.model import Basis, Direction
from graph.problems import refuse_unknown, unknown_column
from graph.records import edge_order
from graph.sentences import picture_sentence
from graph.store import EdgeSearch, Search, Section, Walk

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from graph.folding import Fold
    from graph.identity import NodeId
    from graph.limits import Limit
    from graph.model import Model, NodeKind, Words
    from graph.questions import RedThread
    from graph.records import EdgeKey, Node, NodeKey
    from graph.store import View


class Standing(StrEnum):
    """How an item or a link stands to the chosen thread."""

    ON = "on"
    """It lies on the thread."""
    NEAR = "near"
    """What the thread's elements serve besides; everything, where no thread is chosen."""
    OFF = "off"
    """The rest, which is dimmed."""


@dataclass(frozen=True, slots=True)
class Item:
    """What stands in a column: a node, or a number of nodes that are not shown one by one.

    Attributes:
        key: names it in the picture: a node's identifier; for several, what `expand` takes.
        kind: the kind of the node; of several, the lowest kind of the column.
        node: the node's record; None for several.
        members: how many nodes it stands for.
        invented: how many of them are invented.
        standing: how it stands to the chosen thread.
        under: the item of the same column that it stands under, by a link between them.
        heading: for a group, the item above that its members have in common; None where they
            have none above them, and for the rest of a column.
    """

    key: str
    kind: str
    node: Node | None
    members: int
    invented: int
    standing: Standing
    under: str | None = None
    heading: str | None = None

    @property
    def is_invented(self) -> bool:
        """Whether all that it stands for is invented."""
        return self.members == self.invented

    @property
    def is_rest(self) -> bool:
        """Whether it stands for the rest of its column; it is joined to nothing."""
        return self.node is None and "/" not in self.key


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the picture.

    Attributes:
        key: names it: the plural of its lowest kind.
        kinds: its kinds, the one that heads first.
        items: what stands in it, in order; what stands under an item comes right after that.
        totals: how many nodes of each kind there are, shown one by one or not.
        chosen: how many of each kind are on the chosen thread.
        invented: how many of all are invented.
        folded: whether its nodes are gathered in groups.
        beside: whether it is off the thread.
    """

    key: str
    kinds: tuple[str, ...]
    items: tuple[Item, ...]
    totals: Mapping[str, int]
    chosen: Mapping[str, int]
    invented: int
    folded: bool
    beside: bool

    @property
    def shown(self) -> int:
        """How many nodes are shown one by one."""
        return sum(item.node is not None for item in self.items)


@dataclass(frozen=True, slots=True)
class Link:
    """What joins two items: edges, all from the lower to the upper one.

    Attributes:
        lower, upper: the items' keys.
        edges: the edges, in order.
        standing: how it stands to the chosen thread.
        thread: whether its edges carry "serves".
        invented: whether all its edges are.
    """

    lower: str
    upper: str
    edges: tuple[EdgeKey, ...]
    standing: Standing
    thread: bool
    invented: bool


@dataclass(frozen=True, slots=True)
class Pictured:
    """The answer to `RedThread`.

    Attributes:
        question: the question as understood.
        sentence: what it shows, in words.
        owner: the record of the organisation that it is about; None where it is about all.
        columns: its columns, the highest level first; each of those beside the thread right after
            the last one that it is joined to.
        links: what joins the items, in order.
        actors: the records of nodes that act for an item beside the thread and are in its links'
            edges: the units of a service area.
        counts: the nodes on the chosen thread by basis; all nodes, where none is chosen.
        limits: what limits it.
        revision: the revision that was read.
    """

    question: RedThread
    sentence: Words
    owner: Node | None
    columns: tuple[Column, ...]
    links: tuple[Link, ...]
    actors: Mapping[NodeId, Node]
    counts: Mapping[Basis, int]
    limits: tuple[Limit, ...]
    revision: int

    @property
    def items(self) -> Mapping[str, Item]:
        """All items by key."""
        return {item.key: item for column in self.columns for item in column.items}


def pictured(view: View, question: RedThread) -> Pictured:
    """Answer with the red thread as columns, items and links.

    Raises UnknownNode when the focus or the organisation is not there, and Refused when a kind
    beside the thread is none.
    """
    refuse_unknown(view, question.focus, question.organisation)
    view = own_words.in_own_words(view, question.scope)
    kinds = _kinds_beside(view.model, question)
    ground = _ground(view, question)
    chosen = _chosen(view, question, ground)
    fold = folded(view.model, question, ground.nodes, ground.edges, chosen.pinned)
    beside = [_beside(view, question, ground, chosen, kind) for kind in kinds]
    shown = {*fold.alone, *(end for each in beside for end in each.shown)}
    records = view.nodes(shown)
    of_thread = tuple(_columns(view.model, ground, chosen, fold, records))
    links = list(_thread_links(ground, chosen, fold))
    items = {item.key for column in of_thread for item in column.items}
    joined = {each.kind.name: tuple(each.links(fold, items)) for each in beside}
    columns = _placed(
        of_thread, [(each.column(records), joined[each.kind.name]) for each in beside]
    )
    for found in joined.values():
        links += found
    on = chosen.on if question.focus else ground.nodes.keys()
    bases = Counter(ground.nodes[node_id].basis for node_id in on)
    owner = own_words.owner(view, question.scope)
    return Pictured(
        question=question,
        sentence=picture_sentence(
            view, question, owner, ground.nodes, ground.edges, chosen.reached
        ),
        owner=owner,
        columns=columns,
        links=tuple(links),
        actors={end: records[end] for each in beside for end in each.actors},
        counts={basis: bases[basis] for basis in Basis},
        limits=tuple(_limits(view, question, ground, chosen)),
        revision=view.revision,
    )


def _kinds_beside(model: Model, question: RedThread) -> list[NodeKind]:
    """Return the kinds that get a column beside the thread, in the order of the table."""
    able = {kind.name: kind for kind in model.nodes if kind.level is None}
    wrong = sorted(question.beside - able.keys())
    if wrong:
        raise Refused([unknown_column(model, kind) for kind in wrong])
    return [kind for name, kind in able.items() if name in question.beside]


# --- the ground, and what is chosen on it ---------------------------------------------------------


@dataclass(frozen=True)
class _Ground:
    """The whole thread in scope: its nodes in order, and the edges that the mode follows."""

    nodes: Mapping[NodeId, NodeKey]
    edges: Sequence[EdgeKey]
    uppers: Mapping[NodeId, Sequence[NodeId]]
    lowers: Mapping[NodeId, Sequence[NodeId]]


def _ground(view: View, question: RedThread) -> _Ground:
    model = view.model
    section = view.section(
        Section(
            scope=question.scope,
            kinds=frozenset(kind.name for kind in model.nodes if kind.level is not None),
            edge_kinds=frozenset(
                kind.name
                for kind in model.thread
                if kind.mode is not None and kind.mode <= question.mode
            ),
        )
    )
    uppers: dict[NodeId, list[NodeId]] = defaultdict(list)
    lowers: dict[NodeId, list[NodeId]] = defaultdict(list)
    for edge in section.edges:
        uppers[edge.from_id].append(edge.to_id)
        lowers[edge.to_id].append(edge.from_id)
    return _Ground({key.id: key for key in section.nodes}, section.edges, uppers, lowers)


@dataclass(frozen=True)
class _Chosen:
    """The chosen thread.

    Attributes:
        focus: what was chosen.
        up: what is on the thread upwards of the focus, and the focus where it is on the thread.
        down: likewise downwards.
        near: what is served by what is on the thread, and not on it.
    """

    focus: frozenset[NodeId]
    up: frozenset[NodeId]
    down: frozenset[NodeId]
    near: frozenset[NodeId]

    @property
    def reached(self) -> Mapping[Direction, frozenset[NodeId]]:
        """What is on the thread, each way."""
        return {Direction.UP: self.up, Direction.DOWN: self.down}

    @property
    def on(self) -> frozenset[NodeId]:
        """The nodes on the thread."""
        return self.up | self.down

    @property
    def pinned(self) -> frozenset[NodeId]:
        """The nodes that are shown one by one as long as there is room."""
        return self.on | self.near

    def of_nodes(self, ids: Iterable[NodeId]) -> Standing:
        """Return how some nodes stand to the thread, at best."""
        if not self.focus:
            return Standing.NEAR
        listed = set(ids)
        if listed & self.on:
            return Standing.ON
        return Standing.NEAR if listed & self.near else Standing.OFF

    def of_edge(self, edge: EdgeKey) -> Standing:
        """Return how a thread edge stands to the thread; on it, when it is on a chain."""
        if not self.focus:
            return Standing.NEAR
        for way in (self.up, self.down):
            if edge.from_id in way and edge.to_id in way:
                return Standing.ON
        return Standing.NEAR if edge.from_id in self.pinned else Standing.OFF


def _chosen(view: View, question: RedThread, ground: _Ground) -> _Chosen:
    on_thread = question.focus & ground.nodes.keys()
    beside = question.focus - on_thread
    joined: set[NodeId] = set()
    if beside:
        actors = {*beside, *_actors(view, question, beside)}
        joined = (actors & ground.nodes.keys()) | {
            end for edge in _edges_beside(view, question, actors) for end in edge[1:3]
        } & ground.nodes.keys()
    up = _reached(on_thread | joined, ground.uppers)
    down = _reached(on_thread, ground.lowers)
    near = _reached(up | down, ground.uppers) - up - down
    return _Chosen(question.focus, up, down, near)


def _reached(
    starts: Collection[NodeId], following: Mapping[NodeId, Sequence[NodeId]]
) -> frozenset[NodeId]:
    """Return some nodes and all that edges lead to from there."""
    seen = set(starts)
    waiting = list(starts)
    while waiting:
        fresh = set(following.get(waiting.pop(), ())) - seen
        seen |= fresh
        waiting += fresh
    return frozenset(seen)


def _actors(
    view: View, question: RedThread, ids: Collection[NodeId]
) -> Mapping[NodeId, frozenset[NodeId]]:
    """Return what acts for some nodes, and for what acts for them, each with those of the nodes."""
    kinds = frozenset(kind.name for kind in view.model.edges if kind.acts_for)
    found: dict[NodeId, frozenset[NodeId]] = {}
    waiting: Mapping[NodeId, frozenset[NodeId]] = {each: frozenset({each}) for each in ids}
    while waiting and kinds:
        search = EdgeSearch(
            nodes=frozenset(waiting), outgoing=False, scope=question.scope, kinds=kinds
        )
        fresh: dict[NodeId, frozenset[NodeId]] = {}
        for edge in view.edges(search):
            owners = fresh.get(edge.from_id, frozenset()) | waiting[edge.to_id]
            if not owners <= found.get(edge.from_id, frozenset()):
                fresh[edge.from_id] = owners
        for actor, owners in fresh.items():
            found[actor] = found.get(actor, frozenset()) | owners
        waiting = fresh
    return found


def _edges_beside(view: View, question: RedThread, ids: Collection[NodeId]) -> Iterator[EdgeKey]:
    """Yield the edges of some nodes that are no thread edges, and tell of no succession.

    What was weighed and not chosen is not among them: that a goal was assessed joins it to nothing.
    """
    kinds_by_choice: dict[tuple[str, str] | None, set[str]] = defaultdict(set)
    for kind in view.model.edges:
        if kind.mode is None and not kind.succeeds:
            kinds_by_choice[kind.chosen_by].add(kind.name)
    for choice, kinds in kinds_by_choice.items():
        fields = () if choice is None else ((choice[0], frozenset({choice[1]})),)
        yield from view.edges(
            EdgeSearch(
                nodes=frozenset(ids),
                outgoing=None,
                scope=question.scope,
                kinds=frozenset(kinds),
                fields=fields,
            )
        )


# --- columns and links of the thread --------------------------------------------------------------


def _columns(
    model: Model,
    ground: _Ground,
    chosen: _Chosen,
    fold: Fold,
    records: Mapping[NodeId, Node],
) -> Iterator[Column]:
    by_kind: dict[str, list[NodeId]] = defaultdict(list)
    for node in ground.nodes.values():
        by_kind[node.kind].append(node.id)
    for kinds in model.thread_columns:
        nodes = [node_id for kind in kinds for node_id in by_kind[kind.name]]
        if not nodes:
            continue
        key = column_key(kinds)
        yield Column(
            key=key,
            kinds=tuple(kind.name for kind in kinds),
            items=tuple(_items(kinds, nodes, ground, chosen, fold, records)),
            totals={kind.name: len(by_kind[kind.name]) for kind in kinds},
            chosen={
                kind.name: sum(node_id in chosen.on for node_id in by_kind[kind.name])
                for kind in kinds
            },
            invented=_invented(ground.nodes, nodes),
            folded=key in fold.folded,
            beside=False,
        )


def _invented(nodes: Mapping[NodeId, NodeKey], ids: Iterable[NodeId]) -> int:
    return sum(nodes[node_id].basis is Basis.ILLUSTRATIVE for node_id in ids)


def _items(  # noqa: PLR0913, PLR0917 - an item tells all of them
    kinds: Sequence[NodeKind],
    nodes: Collection[NodeId],
    ground: _Ground,
    chosen: _Chosen,
    fold: Fold,
    records: Mapping[NodeId, Node],
) -> Iterator[Item]:
    """Yield the items of a column, each followed by what stands under it; its rest last."""
    rest = column_key(kinds)
    keys = list(dict.fromkeys(fold.item_of[node_id] for node_id in nodes))
    within = set(keys)
    under = {key: _under(key, ground, fold, within) for key in keys}
    below: dict[str | None, list[str]] = defaultdict(list)
    for key in sorted(keys, key=lambda each: (each == rest, each not in records, order_key(each))):
        below[under[key]].append(key)
    waiting = below[None][::-1]
    while waiting:
        key = waiting.pop()
        members = fold.members[key]
        yield Item(
            key=key,
            kind=ground.nodes[key].kind if key in ground.nodes else kinds[-1].name,
            node=records.get(key),
            members=len(members),
            invented=_invented(ground.nodes, members),
            standing=chosen.of_nodes(members),
            under=under[key],
            heading=fold.headings.get(key),
        )
        waiting += below[key][::-1]


def _under(key: str, ground: _Ground, fold: Fold, within: Collection[str]) -> str | None:
    """Return the item of the same column that an item stands under."""
    if key not in ground.nodes:
        heading = fold.headings.get(key)
        return heading if heading in within else None
    for upper in sorted(ground.uppers.get(key, ()), key=order_key):
        if fold.item_of[upper] == upper and upper in within:
            return upper
    return None


def _thread_links(ground: _Ground, chosen: _Chosen, fold: Fold) -> Iterator[Link]:
    """Yield what joins the items of the thread; the rest of a column is joined to nothing."""
    gathered: dict[tuple[str, str], list[EdgeKey]] = defaultdict(list)
    shown = fold.members.keys() - fold.rests
    for edge in ground.edges:
        lower, upper = fold.item_of[edge.from_id], fold.item_of[edge.to_id]
        if lower != upper and lower in shown and upper in shown:
            gathered[lower, upper].append(edge)
    for (lower, upper), edges in gathered.items():
        yield Link(
            lower=lower,
            upper=upper,
            edges=tuple(sorted(edges, key=edge_order)),
            standing=_best(chosen.of_edge(edge) for edge in edges),
            thread=True,
            invented=all(edge.basis is Basis.ILLUSTRATIVE for edge in edges),
        )


def _best(standings: Iterable[Standing]) -> Standing:
    return min(standings, key=list(Standing).index)


# --- columns beside the thread --------------------------------------------------------------------


@dataclass(frozen=True)
class _Beside:
    """A column beside the thread.

    Attributes:
        kind: the kind that stands in it.
        nodes: its nodes, in order; those that are not shown have no item.
        owners: for each of them and what acts for it, the nodes whose item it belongs to.
        edges: the edges between those and the thread.
        chosen: the chosen thread.
        kept: those that are shown one by one.
    """

    kind: NodeKind
    nodes: Mapping[NodeId, NodeKey]
    owners: Mapping[NodeId, frozenset[NodeId]]
    edges: Sequence[EdgeKey]
    chosen: _Chosen
    kept: frozenset[NodeId]

    @property
    def actors(self) -> frozenset[NodeId]:
        """What acts for a node of the column and has an edge to the thread."""
        ends = {end for edge in self.edges for end in (edge.from_id, edge.to_id)}
        return frozenset(ends & self.owners.keys() - self.nodes.keys())

    @property
    def shown(self) -> frozenset[NodeId]:
        """The nodes whose records are told."""
        return self.kept | self.actors

    def column(self, records: Mapping[NodeId, Node]) -> Column:
        """Return the column."""
        rest = [node_id for node_id in self.nodes if node_id not in self.kept]
        standings = {node_id: self._standing(node_id) for node_id in self.nodes}
        items = [
            Item(
                key=node_id,
                kind=self.kind.name,
                node=records[node_id],
                members=1,
                invented=_invented(self.nodes, [node_id]),
                standing=standings[node_id],
            )
            for node_id in self.nodes
            if node_id in self.kept
        ]
        if rest:
            items.append(
                Item(
                    key=self.kind.plural,
                    kind=self.kind.name,
                    node=None,
                    members=len(rest),
                    invented=_invented(self.nodes, rest),
                    standing=_best(standings[node_id] for node_id in rest),
                )
            )
        return Column(
            key=self.kind.plural,
            kinds=(self.kind.name,),
            items=tuple(items),
            totals={self.kind.name: len(self.nodes)},
            chosen={
                self.kind.name: sum(each is Standing.ON for each in standings.values()),
            },
            invented=_invented(self.nodes, self.nodes),
            folded=False,
            beside=True,
        )

    def _standing(self, node_id: NodeId) -> Standing:
        if not self.chosen.focus:
            return Standing.NEAR
        if node_id in self.chosen.focus:
            return Standing.ON
        ends = {
            end
            for edge in self.edges
            if node_id in self._owners_of(edge)
            for end in (edge.from_id, edge.to_id)
        }
        return Standing.NEAR if ends & self.chosen.on else Standing.OFF

    def _owners_of(self, edge: EdgeKey) -> frozenset[NodeId]:
        return self.owners.get(edge.from_id) or self.owners.get(edge.to_id) or frozenset()

    def links(self, fold: Fold, items: Collection[str]) -> Iterator[Link]:
        """Yield what joins the column's items to those of the thread."""
        gathered: dict[tuple[str, str], list[EdgeKey]] = defaultdict(list)
        for edge in self.edges:
            for owner in sorted(self._owners_of(edge) & self.kept, key=order_key):
                outgoing = edge.from_id in self.owners
                item = fold.item_of[edge.to_id if outgoing else edge.from_id]
                if item in items and item not in fold.rests:
                    ends = (owner, item) if outgoing else (item, owner)
                    gathered[ends].append(edge)
        for (lower, upper), edges in gathered.items():
            yield Link(
                lower=lower,
                upper=upper,
                edges=tuple(sorted(edges, key=edge_order)),
                standing=self._link_standing(lower, upper, edges),
                thread=False,
                invented=all(edge.basis is Basis.ILLUSTRATIVE for edge in edges),
            )

    def _link_standing(self, lower: str, upper: str, edges: Iterable[EdgeKey]) -> Standing:
        if not self.chosen.focus:
            return Standing.NEAR
        if {lower, upper} & self.chosen.focus & self.nodes.keys():
            return Standing.ON
        ends = {end for edge in edges for end in (edge.from_id, edge.to_id)}
        return Standing.NEAR if ends & self.chosen.on else Standing.OFF


def _placed(
    of_thread: Sequence[Column], beside: Iterable[tuple[Column, Sequence[Link]]]
) -> tuple[Column, ...]:
    """Return all columns: one beside the thread stands right of the last that it is joined to.

    So no line of it passes columns that it has no business in.
    """
    number = {item.key: at for at, column in enumerate(of_thread) for item in column.items}
    after: dict[int, list[Column]] = defaultdict(list)
    for column, links in beside:
        ends = [end for link in links for end in (link.lower, link.upper)]
        last = max((number[end] for end in ends if end in number), default=len(of_thread) - 1)
        after[last].append(column)
    return (
        *after[-1],
        *(each for at, column in enumerate(of_thread) for each in (column, *after[at])),
    )


_SHARE_BESIDE: Final = 5
"""A column beside the thread shows at most one in so many of a picture's items."""


def _beside(
    view: View, question: RedThread, ground: _Ground, chosen: _Chosen, kind: NodeKind
) -> _Beside:
    found = view.find(Search(scope=question.scope, kinds=frozenset({kind.name}))).keys
    nodes = {key.id: key for key in found}
    acting = _actors(view, question, nodes) if nodes else {}
    owners = {
        **{
            actor: by
            for actor, by in acting.items()
            if actor not in ground.nodes and actor not in nodes
        },
        **{node_id: frozenset({node_id}) for node_id in nodes},
    }
    edges = [
        edge
        for edge in (_edges_beside(view, question, owners) if owners else ())
        if (edge.from_id in ground.nodes) != (edge.to_id in ground.nodes)
    ]
    touched: set[NodeId] = set()
    for edge in edges:
        if edge.from_id in chosen.on or edge.to_id in chosen.on or not chosen.focus:
            touched |= owners.get(edge.from_id) or owners.get(edge.to_id) or frozenset()
    room = len(nodes)
    if kind.plural not in question.expand:
        room = min(room, max(question.most // _SHARE_BESIDE, 1))
    ranked = sorted(
        nodes,
        key=lambda each: (each not in chosen.focus, each not in touched, order_key(each)),
    )
    if question.alone:
        # Where one of them is chosen, who else is joined to its goals is not asked.
        wanted = chosen.focus & nodes.keys() or touched
        ranked = [each for each in ranked if each in wanted]
    return _Beside(kind, nodes, owners, edges, chosen, frozenset(ranked[:room]))


# --- limits ---------------------------------------------------------------------------------------


def _limits(view: View, question: RedThread, ground: _Ground, chosen: _Chosen) -> Iterator[Limit]:
    yield from limits.not_in_force(view, question.focus, question.scope)
    yield from limits.out_of_scope(view, question.focus, question.scope)
    starts = question.focus & ground.nodes.keys()
    if starts:
        walk = Walk(
            starts=starts, direction=Direction.DOWN, scope=question.scope, mode=question.mode
        )
        closure = view.trace(walk)
        yield from limits.cut([closure])
        yield from limits.incomplete(view, walk, closure, None)
        yield from limits.lost(view, walk, closure)
    yield from limits.filtered(view.model, question.scope)
    yield from limits.suspect(
        edge for edge in ground.edges if chosen.of_edge(edge) is not Standing.OFF
    )
