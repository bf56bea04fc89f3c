"""What a load does to the graph: the records that differ from what is stored, and what goes.

All problems are found at once, those of reading and those of the graph together, and none that only
follows from another: what refers to a row that cannot be read is not dangling.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from graph.changes import ChangeSet
from graph.identity import namespace_of, nearest, order_key
from graph.model import NodeKind
from graph.problems import Problem, problems
from graph.store import EdgeSearch
from graph.values import to_json
from loaders.entries import SHOWN
from loaders.merging import draft_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from graph.identity import NodeId
    from graph.model import Model
    from graph.records import Edge, EdgeId, Node, Origin
    from graph.store import View
    from loaders.entries import Sheet
    from loaders.merging import Draft

_OF_A_FIELD: Final = frozenset({"missing-field", "bad-value", "empty-validity"})
"""Codes that a node and the edges in its row's columns share: they are told once."""

_OF_SEVERAL: Final = frozenset({"cycle", "two-edges", "two-primary"})
"""Codes of the rules that are only asked of edges that are in form by themselves."""


@dataclass(frozen=True, slots=True)
class Count:
    """What a load does to the nodes or edges of one kind."""

    kind: str
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """Who loads, why, and under which case."""

    author: str
    reason: str
    case: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What a load does, before it is done.

    Attributes:
        change: the change; without problems it can be applied.
        counts: what it does, by kind, in the order of the table of kinds.
        goes: what it removes, in order.
        problems: everything that is wrong, in the order of the files.
    """

    change: ChangeSet
    counts: tuple[Count, ...]
    goes: tuple[NodeId | EdgeId, ...]
    problems: tuple[Problem, ...]


def plan(
    view: View,
    sheets: Sequence[Sheet],
    purpose: Purpose,
    *,
    replaced: Iterable[tuple[str, str]] = (),
    withheld: Iterable[NodeId] = (),
) -> Plan:
    """Return what some sheets do to what is stored.

    Args:
        view: what is stored.
        sheets: what was read, in order.
        purpose: who, why and under which case.
        replaced: the (namespace, kind) of which everything goes that is not in the sheets.
        withheld: nodes that stand in files which are no sheets, so that nobody misses them.
    """
    draft = draft_of(view, sheets, withheld)
    gone = _replaced(draft, replaced)
    goes = sorted({*_unlisted(draft), *gone}, key=_order)
    change = _change(draft, purpose, goes)
    found = [problem for sheet in sheets for problem in sheet.problems]
    found += draft.problems
    found += _graph_problems(draft, change)
    places = {sheet.name: number for number, sheet in enumerate(sheets)}
    found.sort(key=lambda problem: _place(places, problem))
    return Plan(change, _counts(draft, change, goes), tuple(goes), tuple(found))


def _place(places: Mapping[str, int], problem: Problem) -> tuple[int, float]:
    """Return where a problem stands in the input; the count of what is not told comes last."""
    origin = problem.origin
    if origin is None:
        return (len(places), 0)
    row = math.inf if problem.code == "more-problems" else origin.row or 0
    return (places.get(origin.file, len(places)), row)


# --- the change -----------------------------------------------------------------------------------


def _change(draft: Draft, purpose: Purpose, goes: Sequence[NodeId | EdgeId]) -> ChangeSet:
    """Return the change that puts what differs and removes what goes."""
    gone = frozenset(each for each in goes if isinstance(each, str))
    nodes = [node for node in draft.nodes.values() if draft.stored_nodes.get(node.id) != node]
    edges = [
        edge
        for edge in draft.edges.values()
        # An edge to a node that goes is put, though it be stored, so that it is told.
        if draft.stored_edges.get(edge.id) != edge or gone & {edge.from_id, edge.to_id}
    ]
    going = draft.view.nodes(gone)
    expects = {node.id: node.revision for node in (*nodes, *going.values())}
    puts: tuple[Node | Edge, ...] = (*nodes, *edges)
    return ChangeSet(
        key=_key(puts, goes, draft.view.revision),
        author=purpose.author,
        reason=purpose.reason,
        case=purpose.case,
        puts=puts,
        removes=tuple(goes),
        expects=expects,
    )


def _key(puts: Sequence[Node | Edge], goes: Sequence[NodeId | EdgeId], revision: int) -> str:
    """Return a name for a change: its content, and what it was made for.

    Without the revision, loading an older file again to take a change back would be mistaken for
    the first load repeated.
    """
    content = [
        [put.id, put.kind, {name: to_json(put.values[name]) for name in sorted(put.values)}]
        for put in puts
    ]
    text = json.dumps([content, goes, revision], ensure_ascii=False)
    return f"load-{hashlib.sha256(text.encode()).hexdigest()}"


def _order(identity: NodeId | EdgeId) -> tuple[str, ...]:
    if isinstance(identity, str):
        return (order_key(identity),)
    return (order_key(identity.from_id), identity.kind, order_key(identity.to_id), identity.key)


# --- what goes ------------------------------------------------------------------------------------


def _unlisted(draft: Draft) -> Iterator[EdgeId]:
    """Yield the stored edges of a set that the sheets hold whole, and hold without them."""
    search = EdgeSearch(
        nodes=frozenset(node_id for node_id, _ in draft.owned),
        outgoing=True,
        scope=None,
        kinds=frozenset(kind for _, kind in draft.owned),
    )
    for key in draft.view.edges(search) if draft.owned else ():
        if (key.from_id, key.kind) in draft.owned and key.id not in draft.edges:
            yield key.id


def _replaced(draft: Draft, replaced: Iterable[tuple[str, str]]) -> Iterator[NodeId | EdgeId]:
    """Yield what is stored of a namespace and kind and does not stand in the sheets."""
    for namespace, name in replaced:
        ids = frozenset(draft.view.ids(namespace))
        problem = _replace_problem(draft, namespace, name, ids)
        if problem is not None:
            draft.problems.append(problem)
        elif isinstance(_kind(draft.view.model, name), NodeKind):
            yield from _replaced_nodes(draft, name, ids)
        else:
            yield from _replaced_edges(draft, name, ids)


def _kind(model: Model, name: str) -> object:
    return model.node_kinds.get(name) or model.edge_kinds.get(name)


def _replace_problem(
    draft: Draft, namespace: str, name: str, ids: frozenset[NodeId]
) -> Problem | None:
    """Return why nothing can be replaced; a kind without a sheet would go altogether."""
    model = draft.view.model
    if _kind(model, name) is None:
        kinds = [*model.node_kinds, *model.edge_kinds]
        meant = nearest(name, kinds)
        return Problem(
            "unknown-kind",
            f"{name!r} is not a kind, so it cannot be replaced.",
            f"Did you mean {meant}?" if meant else f"Use one of: {', '.join(kinds)}.",
        )
    if not ids and namespace not in map(namespace_of, draft.nodes):
        return Problem(
            "unknown-organisation",
            f"There is no node in the namespace {namespace!r}, so nothing can be replaced there.",
            "Write the part of an identifier before the colon, like asker.",
        )
    held = any(
        sheet.shape.kind.name == name and sheet.shape.sub_table is None for sheet in draft.sheets
    )
    if held:
        return None
    return Problem(
        "no-sheet",
        f"No sheet of {name} is loaded, so every one of {namespace!r} would go.",
        "Load the sheet that replaces them.",
    )


def _replaced_nodes(draft: Draft, kind: str, ids: frozenset[NodeId]) -> Iterator[NodeId | EdgeId]:
    stored = draft.view.nodes(ids - draft.nodes.keys())
    gone = frozenset(node.id for node in stored.values() if node.kind == kind)
    yield from gone
    if gone:
        search = EdgeSearch(nodes=gone, outgoing=None, scope=None)
        yield from (key.id for key in draft.view.edges(search))


def _replaced_edges(draft: Draft, kind: str, ids: frozenset[NodeId]) -> Iterator[EdgeId]:
    search = EdgeSearch(nodes=ids, outgoing=True, scope=None, kinds=frozenset({kind}))
    yield from (key.id for key in draft.view.edges(search) if key.id not in draft.edges)


# --- problems -------------------------------------------------------------------------------------


def _graph_problems(draft: Draft, change: ChangeSet) -> Iterator[Problem]:
    """Yield what the graph has against a change, each once, without what follows from another."""
    tested, more = _tested(draft, change)
    found = problems(draft.view, tested)
    if any(problem.code not in _OF_SEVERAL for problem in found):
        # The rules on several edges were not asked: ask them of what is in form.
        found += [
            problem
            for problem in problems(draft.view, _in_form(draft, tested, found))
            if problem.code in _OF_SEVERAL
        ]
    seen: set[tuple[str, Origin]] = set()
    for problem in found:
        if problem.origin is not None and problem.origin in draft.told:
            continue
        if problem.origin is not None and problem.code in _OF_A_FIELD:
            if (problem.code, problem.origin) in seen:
                continue
            seen.add((problem.code, problem.origin))
        yield problem
    yield from more


def _tested(draft: Draft, change: ChangeSet) -> tuple[ChangeSet, list[Problem]]:
    """Return a change without the edges that nothing can be said of, and the count of the rest.

    An end that is nowhere may stand in a row that could not be read.  Of those that dangle, only
    the first are looked at: for each one, the whole graph is searched for the nearest identifier.
    """
    ends = {end for edge in change.edges for end in (edge.from_id, edge.to_id)}
    missing = ends - draft.nodes.keys() - draft.view.nodes(ends - draft.nodes.keys()).keys()
    unread = _unread_ends(draft)
    puts: list[Node | Edge] = list(change.nodes)
    dangling = 0
    for edge in change.edges:
        lost = [
            (edge.kind, side, end)
            for side, end in (("from", edge.from_id), ("to", edge.to_id))
            if end in missing
        ]
        if not any(end in draft.withheld or (kind, side) in unread for kind, side, end in lost):
            dangling += bool(lost)
            if not lost or dangling <= SHOWN:
                puts.append(edge)
    return replace(change, puts=tuple(puts)), list(_more_dangling(dangling - SHOWN))


def _more_dangling(count: int) -> Iterator[Problem]:
    if count > 0:
        yield Problem(
            "more-problems",
            f"{count:,} more edges lead to nodes that are not there.",
            "Mend those above first.",
        )


def _unread_ends(draft: Draft) -> frozenset[tuple[str, str]]:
    """Return the edge kinds, and their side, that may end in a sheet that was not read whole."""
    kinds = {
        sheet.shape.kind.name
        for sheet in draft.sheets
        if not sheet.whole and sheet.shape.sub_table is None
    }
    model = draft.view.model
    sides = set()
    for edge in model.edges:
        for low, high in model.ends(edge.name):
            sides |= {(edge.name, "from")} if low in kinds else set()
            sides |= {(edge.name, "to")} if high in kinds else set()
    return frozenset(sides)


def _in_form(draft: Draft, change: ChangeSet, found: Sequence[Problem]) -> ChangeSet:
    """Return the part of a change whose rows have no problems."""
    places = {(each.origin.file, each.origin.row) for each in found if each.origin is not None}

    def clean(put: Node | Edge) -> bool:
        return put.origin is None or (put.origin.file, put.origin.row) not in places

    nodes = [node for node in change.nodes if clean(node)]
    # A node with a problem that is stored still is a node; a new one takes its edges along.
    lost = {node.id for node in change.nodes if not clean(node)} - draft.stored_nodes.keys()
    edges = [edge for edge in change.edges if clean(edge) and not lost & {edge.from_id, edge.to_id}]
    edges_gone = tuple(each for each in change.removes if not isinstance(each, str))
    return replace(change, puts=(*nodes, *edges), removes=edges_gone, expects={})


# --- the report -----------------------------------------------------------------------------------


def _counts(draft: Draft, change: ChangeSet, goes: Sequence[NodeId | EdgeId]) -> tuple[Count, ...]:
    """Return what a change does, by kind; kinds that the load does not touch are left out."""
    stored = draft.view.nodes(frozenset(each for each in goes if isinstance(each, str)))
    put = {each.id for each in change.puts}
    records: list[Node | Edge] = [*draft.nodes.values(), *draft.edges.values()]
    known = {*draft.stored_nodes, *draft.stored_edges}
    tally: Counter[tuple[str, str]] = Counter()
    for each in records:
        what = "unchanged" if each.id not in put else "changed" if each.id in known else "added"
        tally[each.kind, what] += 1
    for identity in goes:
        kind = stored[identity].kind if isinstance(identity, str) else identity.kind
        tally[kind, "removed"] += 1
    model = draft.view.model
    kinds = (*model.node_kinds, *model.edge_kinds)
    return tuple(
        Count(name, *(tally[name, what] for what in ("added", "changed", "unchanged", "removed")))
        for name in kinds
        if any(kind == name for kind, _ in tally)
    )
