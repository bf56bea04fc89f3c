"""Answers, as values, and the pure functions that fold them out of a view."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from graph import limits
from graph.chains import chains, evidence
from graph.errors import Refused
from graph.identity import order_key
from graph.model import Basis, Direction, Mode, Words
from graph.own_words import in_own_words
from graph.problems import refuse_unknown, unknown_kind
from graph.records import edge_order
from graph.sentences import sentence
from graph.store import Closure, EdgeSearch, Search
from graph.wording import because, in_both

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from graph.chains import Chains
    from graph.identity import NodeId
    from graph.limits import Limit
    from graph.questions import Which
    from graph.records import EdgeKey, Node, NodeKey
    from graph.store import View, Walk


@dataclass(frozen=True, slots=True)
class Proof:
    """Why a result is one.

    Attributes:
        mode: the narrowest mode that reaches it.
        chains: how many chains there are.
        chain: the best of them, from the lower end up.
        because: that chain in words.
    """

    mode: Mode
    chains: int
    chain: tuple[EdgeKey, ...]
    because: Words


@dataclass(frozen=True, slots=True)
class Result:
    """One result.

    Attributes:
        node: its record.
        serves: the proof that it serves what was asked; None where nothing was, or a walk was cut.
        served_by: likewise, that it is served by what was asked.
        part_of: the results that it is a part of.
    """

    node: Node
    serves: Proof | None = None
    served_by: Proof | None = None
    part_of: tuple[NodeId, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """What is counted over the whole answer, whatever page of it is shown.

    Attributes:
        results: results that are not parts of other results.
        parts: results that are.
        resting_on_invented: of `results`, those whose best chain, or who themselves, are invented;
            None where chains are not told.
        without_lead: of `results`, those without a lead responsible; None where the kind has none.
        only_broad: of `results`, those that no mode but broad reaches; None in other modes.
        nodes, edges: the elements of the evidence by basis.
    """

    results: int
    parts: int = 0
    only_broad: int | None = None
    resting_on_invented: int | None = None
    without_lead: int | None = None
    nodes: Mapping[Basis, int] = field(default_factory=dict)
    edges: Mapping[Basis, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Apart:
    """In mode broad, what serves the heading of a goal but not the goal; uncounted, unproved."""

    headings: tuple[NodeId, ...]
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to `Which`.

    Attributes:
        question: the question as understood.
        sentence: the answer in one or two plain sentences.
        results: a page of the results, in order.
        counts: of the whole.
        limits: what limits it.
        nodes, edges: the evidence of the page, in order.
        apart: what serves only the heading; None where that was not asked.
        after: the result to go on after; None on the last page.
        revision: the revision that was read.
    """

    question: Which
    sentence: Words
    results: tuple[Result, ...]
    counts: Counts
    limits: tuple[Limit, ...]
    nodes: tuple[NodeId, ...]
    edges: tuple[EdgeKey, ...]
    apart: Apart | None
    after: NodeId | None
    revision: int


@dataclass(frozen=True)
class _Walked:
    """One condition on the thread, walked: its closure, and its chains unless it was cut."""

    walk: Walk
    closure: Closure
    chains: Chains | None

    @property
    def reached(self) -> frozenset[NodeId]:
        """What an edge leads to: also a start, where another start leads there."""
        down = self.walk.direction is Direction.DOWN
        return frozenset(edge.from_id if down else edge.to_id for edge in self.closure.edges)

    def evidence(self, results: Iterable[NodeId]) -> set[EdgeKey]:
        return evidence(self.closure, results, self.walk.direction)


def answer(view: View, question: Which) -> Answer:
    """Answer which nodes pass a question's filters.

    Raises UnknownNode, with all problems, when the question names nodes that are not there, and
    Refused when it names a kind that is none.
    """
    if question.kind is not None and question.kind not in view.model.node_kinds:
        raise Refused([unknown_kind(view.model, question.kind)])
    ends = {other for each in question.edges for other in each.others}
    refuse_unknown(view, question.serves | question.served_by | ends, question.organisation)
    view = in_own_words(view, question.scope)
    walked = [_walked(view, question, way) for way in Direction if question.walk(way).starts]
    keys = _passing(view, question, walked)
    wholes = _wholes(view, question, keys)
    page, after = _page(keys, question)
    shown = _Evidence.of(walked, page)
    every = shown if len(page) == len(keys) else _Evidence.of(walked, keys)
    counts = _counts(view, question, walked, keys, wholes, every)
    limited = tuple(_limits(view, question, walked, wholes, every))
    return Answer(
        question=question,
        sentence=sentence(view, question, counts, limited),
        results=_results(view, walked, page, wholes, {key.id for key in keys}),
        counts=counts,
        limits=limited,
        nodes=tuple(sorted(shown.nodes, key=order_key)),
        edges=tuple(sorted(shown.edges, key=edge_order)),
        apart=_apart(view, question, walked),
        after=after,
        revision=view.revision,
    )


def _walked(view: View, question: Which, direction: Direction) -> _Walked:
    walk = question.walk(direction)
    closure = view.trace(walk)
    told = None if closure.truncated else chains(view.model, closure, walk.starts, direction)
    return _Walked(walk, closure, told)


def _passing(view: View, question: Which, walked: Collection[_Walked]) -> list[NodeKey]:
    """Return everything that passes all filters, in order."""
    among: frozenset[NodeId] | None = None
    for each in walked:
        among = each.reached if among is None else among & each.reached
    return list(view.find(_search(question, among)).keys)


def _search(question: Which, among: frozenset[NodeId] | None) -> Search:
    return Search(
        scope=question.scope,
        kinds=None if question.kind is None else frozenset({question.kind}),
        text=question.text,
        fields=question.fields,
        edges=question.edges,
        among=among,
    )


def _page(keys: list[NodeKey], question: Which) -> tuple[list[NodeKey], NodeId | None]:
    begin = 0
    if question.after is not None:
        place = order_key(question.after)
        begin = sum(order_key(key.id) <= place for key in keys)
    end = len(keys) if question.limit is None else begin + question.limit
    page = keys[begin:end]
    return page, page[-1].id if page and end < len(keys) else None


def _wholes(
    view: View, question: Which, keys: Iterable[NodeKey]
) -> Mapping[NodeId, tuple[NodeId, ...]]:
    """Return what the results are parts of, what that is a part of, and so on."""
    kinds = view.model.flat_kinds
    parts = frozenset(key.id for key in keys if key.kind in kinds)
    wholes: dict[NodeId, tuple[NodeId, ...]] = defaultdict(tuple)
    seen = parts
    while parts:
        search = EdgeSearch(
            nodes=parts, outgoing=True, scope=question.scope, kinds=view.model.flat_edges
        )
        edges = view.edges(search)
        for edge in edges:
            wholes[edge.from_id] += (edge.to_id,)
        parts = frozenset(edge.to_id for edge in edges) - seen
        seen |= parts
    return wholes


def _nearest_wholes(
    node_id: NodeId, wholes: Mapping[NodeId, tuple[NodeId, ...]], within: Collection[NodeId]
) -> tuple[NodeId, ...]:
    """Return the results that a node is a part of, past wholes that are no results."""
    found: dict[NodeId, None] = {}
    seen, waiting = {node_id}, list(wholes.get(node_id, ()))
    while waiting:
        whole = waiting.pop(0)
        if whole in within:
            found[whole] = None
        elif whole not in seen:
            waiting += wholes.get(whole, ())
        seen.add(whole)
    return tuple(found)


@dataclass(frozen=True)
class _Evidence:
    """The elements on the chains of some results, by themselves where there are no chains."""

    nodes: Mapping[NodeId, Basis]
    edges: frozenset[EdgeKey]

    @classmethod
    def of(cls, walked: Iterable[_Walked], results: Collection[NodeKey]) -> _Evidence:
        nodes = {key.id: key.basis for key in results}
        edges: set[EdgeKey] = set()
        for each in walked:
            found = each.evidence(key.id for key in results)
            edges |= found
            for edge in found:
                for end in (edge.from_id, edge.to_id):
                    nodes[end] = each.closure.nodes[end].basis
        return cls(nodes, frozenset(edges))


def _counts(  # noqa: PLR0913, PLR0917 - it sums up all parts of an answer
    view: View,
    question: Which,
    walked: Collection[_Walked],
    keys: Collection[NodeKey],
    wholes: Mapping[NodeId, tuple[NodeId, ...]],
    every: _Evidence,
) -> Counts:
    within = {key.id for key in keys}
    counted = [key for key in keys if not _nearest_wholes(key.id, wholes, within)]
    nodes, edges = Counter(every.nodes.values()), Counter(edge.basis for edge in every.edges)
    return Counts(
        results=len(counted),
        parts=len(keys) - len(counted),
        resting_on_invented=_resting(walked, counted),
        without_lead=_without_lead(view, question, counted),
        only_broad=_only_broad(question, walked, counted),
        nodes={basis: nodes[basis] for basis in Basis},
        edges={basis: edges[basis] for basis in Basis},
    )


def _resting(walked: Collection[_Walked], keys: Iterable[NodeKey]) -> int | None:
    """Return how many rest on invented elements; None where a walk was cut, and none is proved."""
    if any(each.chains is None for each in walked):
        return None
    return sum(
        key.basis is Basis.ILLUSTRATIVE or any(_rests(each, key.id) for each in walked)
        for key in keys
    )


def _only_broad(
    question: Which, walked: Collection[_Walked], keys: Iterable[NodeKey]
) -> int | None:
    told = [each.chains for each in walked if each.chains is not None]
    if question.mode is not Mode.BROAD or not told or len(told) < len(walked):
        return None
    return sum(any(each.mode(key.id) is Mode.BROAD for each in told) for key in keys)


def _rests(walked: _Walked, node_id: NodeId) -> bool:
    if walked.chains is None:
        return False
    nodes = walked.closure.nodes
    return walked.chains.invented(node_id) or any(
        nodes[end].basis is Basis.ILLUSTRATIVE
        for edge in walked.chains.best(node_id)
        for end in (edge.from_id, edge.to_id)
    )


def _without_lead(view: View, question: Which, keys: Collection[NodeKey]) -> int | None:
    """Return how many have no lead responsible; None where their kinds cannot have one."""
    model, leads = view.model, [kind for kind in view.model.edges if kind.lead is not None]
    led = {high for kind in leads for _, high in model.ends(kind.name)}
    if question.kind not in led:
        return None
    ids = frozenset(key.id for key in keys)
    with_lead: set[NodeId] = set()
    for kind in leads:
        name, value = kind.lead or ("", "")
        search = EdgeSearch(
            nodes=ids,
            outgoing=False,
            scope=question.scope,
            kinds=frozenset({kind.name}),
            fields=((name, frozenset({value})),),
        )
        with_lead |= {edge.to_id for edge in view.edges(search)}
    return len(ids - with_lead)


def _limits(
    view: View,
    question: Which,
    walked: Collection[_Walked],
    wholes: Mapping[NodeId, tuple[NodeId, ...]],
    every: _Evidence,
) -> Iterator[Limit]:
    yield from limits.unreachable(view, question.kind, question.serves, question.served_by)
    yield from limits.not_in_force(view, question.serves | question.served_by, question.scope)
    yield from limits.cut(each.closure for each in walked)
    for each in walked:
        if each.walk.direction is Direction.DOWN:
            yield from limits.incomplete(view, each.walk, each.closure, question.kind)
        yield from limits.lost(view, each.walk, each.closure)
    if question.serves:
        reached = {node_id for each in walked for node_id in each.closure.nodes}
        yield from limits.through_parts(view, wholes, reached)
    yield from limits.filtered(view.model, question.scope)
    edges = sorted(every.edges, key=edge_order)
    yield from limits.suspect(edges)
    yield from limits.undated(view, every.nodes.keys(), edges)


def _results(
    view: View,
    walked: Collection[_Walked],
    page: Collection[NodeKey],
    wholes: Mapping[NodeId, tuple[NodeId, ...]],
    within: Collection[NodeId],
) -> tuple[Result, ...]:
    best = {
        each.walk.direction: {key.id: each.chains.best(key.id) for key in page}
        for each in walked
        if each.chains is not None
    }
    ends = {
        end
        for told in best.values()
        for chain in told.values()
        for edge in chain
        for end in (edge.from_id, edge.to_id)
    }
    nodes = view.nodes({*ends, *(key.id for key in page)})

    def proof(direction: Direction, node_id: NodeId) -> Proof | None:
        told = next((each.chains for each in walked if each.walk.direction is direction), None)
        if told is None:
            return None
        chain = best[direction][node_id]
        words = in_both(lambda language: because(view.model, chain, nodes, language))
        return Proof(told.mode(node_id), told.count(node_id), chain, words)

    return tuple(
        Result(
            node=nodes[key.id],
            serves=proof(Direction.DOWN, key.id),
            served_by=proof(Direction.UP, key.id),
            part_of=_nearest_wholes(key.id, wholes, within),
        )
        for key in page
    )


def _apart(view: View, question: Which, walked: Iterable[_Walked]) -> Apart | None:
    """Return, in mode broad, what serves the headings of the goals asked for but not the goals."""
    if question.mode is not Mode.BROAD:
        return None
    kinds = {kind.heading for kind in view.model.nodes if kind.heading is not None}
    goals = view.nodes(question.serves)
    coded = frozenset(
        goal for goal, node in goals.items() if view.model.node_kinds[node.kind].heading
    )
    search = EdgeSearch(nodes=coded, outgoing=True, scope=question.scope, kinds=frozenset(kinds))
    headings = frozenset(edge.to_id for edge in view.edges(search)) - question.serves
    if not coded or not headings:
        return None
    own = {
        node_id
        for each in walked
        if each.walk.direction is Direction.DOWN
        for node_id in each.closure.nodes
    }
    walk = replace(question.walk(Direction.DOWN), starts=headings)
    among = frozenset(view.trace(walk).nodes) - own - headings
    for each in walked:
        if each.walk.direction is Direction.UP:
            among &= each.reached
    found = view.find(replace(_search(question, among), limit=question.limit)).keys
    nodes = view.nodes([key.id for key in found])
    return Apart(tuple(sorted(headings, key=order_key)), tuple(nodes[key.id] for key in found))
