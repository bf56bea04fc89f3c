"""What is around a node: its red thread as a subgraph, and its neighbours in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph import limits
from graph.chains import chains
from graph.identity import order_key
from graph.model import Direction
from graph.own_words import in_own_words
from graph.problems import refuse_unknown
from graph.records import edge_order
from graph.sentences import trace_sentence
from graph.store import EdgeSearch

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graph.identity import NodeId
    from graph.limits import Limit
    from graph.model import Mode, Model, Words
    from graph.questions import Show, Trace
    from graph.records import Edge, EdgeKey, Node
    from graph.store import Closure, View, Walk


@dataclass(frozen=True, slots=True)
class Traced:
    """The answer to `Trace`: a subgraph, with the records of its nodes.

    Attributes:
        question: the question as understood.
        sentence: what it holds, in words.
        nodes: its nodes by identifier, in order.
        edges: its edges, in order.
        chains: for each node but the start, the narrowest mode that joins it to the start and the
            number of chains; empty where the walk was cut.
        limits: what limits it.
        truncated: whether the bound cut something off.
        revision: the revision that was read.
    """

    question: Trace
    sentence: Words
    nodes: Mapping[NodeId, Node]
    edges: tuple[EdgeKey, ...]
    chains: Mapping[NodeId, tuple[Mode, int]]
    limits: tuple[Limit, ...]
    truncated: bool
    revision: int


def traced(view: View, question: Trace) -> Traced:
    """Answer what a node serves, or is served by, as a subgraph.

    Raises UnknownNode when there is no such node.
    """
    refuse_unknown(view, {question.start}, question.organisation)
    walk = question.walk
    view = in_own_words(view, walk.scope)
    closure = view.trace(walk)
    records = view.nodes({*closure.nodes, question.start})
    start = records[question.start]
    nodes = {node_id: records[node_id] for node_id in sorted(closure.nodes, key=order_key)}
    others = [node for node in nodes.values() if node.id != start.id]
    return Traced(
        question=question,
        sentence=trace_sentence(
            view.model,
            start,
            others,
            closure.edges,
            question.direction,
            whole=not closure.truncated,
        ),
        nodes=nodes,
        edges=tuple(sorted(closure.edges, key=edge_order)),
        chains=_chains(view.model, walk, closure),
        limits=tuple(_trace_limits(view, walk, closure)),
        truncated=closure.truncated,
        revision=view.revision,
    )


def _chains(model: Model, walk: Walk, closure: Closure) -> dict[NodeId, tuple[Mode, int]]:
    if closure.truncated:
        return {}
    told = chains(model, closure, walk.starts, walk.direction)
    return {
        node_id: (told.mode(node_id), told.count(node_id))
        for node_id in closure.nodes
        if node_id not in walk.starts
    }


def _trace_limits(view: View, walk: Walk, closure: Closure) -> Iterator[Limit]:
    yield from limits.not_in_force(view, walk.starts, walk.scope)
    yield from limits.cut([closure])
    if walk.direction is Direction.DOWN:
        yield from limits.incomplete(view, walk, closure, None)
    yield from limits.lost(view, walk, closure)
    yield from limits.filtered(view.model, walk.scope)
    edges = sorted(closure.edges, key=edge_order)
    yield from limits.suspect(edges)
    yield from limits.undated(view, closure.nodes.keys(), edges)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A node's edge, and the node at its other end.

    Attributes:
        edge: the edge's record.
        node: the other node's record.
        outgoing: whether the edge goes out of the node asked about.
        words: how the edge reads from there: "carries out", "is carried out by".
    """

    edge: Edge
    node: Node
    outgoing: bool
    words: Words


@dataclass(frozen=True, slots=True)
class Shown:
    """The answer to `Show`.

    Attributes:
        question: the question as understood.
        node: the node's record.
        neighbours: what it is joined to: outgoing edges first, each in the order of the table.
        limits: what limits it.
        revision: the revision that was read.
    """

    question: Show
    node: Node
    neighbours: tuple[Neighbour, ...]
    limits: tuple[Limit, ...]
    revision: int


def shown(view: View, question: Show) -> Shown:
    """Answer what a node is, and what it is joined to.

    Raises UnknownNode when there is no such node.
    """
    refuse_unknown(view, {question.node}, question.organisation)
    node = view.nodes({question.node})[question.node]
    neighbours = [
        neighbour for outgoing in (True, False) for neighbour in _beside(view, question, outgoing)
    ]
    edges = [each.edge.edge_key for each in neighbours]
    return Shown(
        question=question,
        node=node,
        neighbours=tuple(neighbours),
        limits=(
            *limits.not_in_force(view, {question.node}, question.scope),
            *limits.filtered(view.model, question.scope),
            *limits.suspect(edges),
        ),
        revision=view.revision,
    )


def _beside(view: View, question: Show, outgoing: bool) -> Iterator[Neighbour]:  # noqa: FBT001 - a private helper of the line above
    search = EdgeSearch(
        nodes=frozenset({question.node}),
        outgoing=outgoing,
        scope=question.scope,
        limit=question.limit,
    )
    keys = view.edges(search)
    records = view.edge_records([key.id for key in keys])
    others = view.nodes({key.to_id if outgoing else key.from_id for key in keys})
    table = list(view.model.edge_kinds)
    for key in sorted(keys, key=lambda each: table.index(each.kind)):
        kind = view.model.edge_kinds[key.kind]
        yield Neighbour(
            edge=records[key.id],
            node=others[key.to_id if outgoing else key.from_id],
            outgoing=outgoing,
            words=kind.up if outgoing else kind.down,
        )
