"""What a load does to the graph: the records that differ from what is stored, and what goes.

All problems are found at once, those of reading and those of the graph together, and none that only
follows from another: what refers to a row that cannot be read is not dangling.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from graph.changes import ChangeSet
from graph.checks import problems
from graph.identity import namespace_of, nearest, order_key
from graph.model import NodeKind, Words
from graph.problems import Problem, did_you_mean, end_words, unknown_node, use_one_of
from graph.store import EdgeSearch
from graph.values import to_json
from loaders.entries import SHOWN
from loaders.lines import CUTTING
from loaders.merging import draft_of, suggestions
from loaders.packaged import packaged
from loaders.report import more_problems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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
    """Who loads, why, and under which case.

    Attributes:
        author: who, as an identifier.
        reason: why.
        case: the case that it is done under.
        marks: names the packaged sets in it.
        in_parts: whether it is a first load that is made in parts, and may be of any size.
    """

    author: str
    reason: str
    case: str | None = None
    marks: str = ""
    in_parts: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What a load does, before it is done.

    Attributes:
        change: the change; without problems it can be applied.
        counts: what it does, by kind, in the order of the table of kinds.
        goes: what it removes, in order.
        shared: the stored nodes of no organisation that it changes, or whose edges it does.
        problems: everything that is wrong, in the order of the files.
    """

    change: ChangeSet
    counts: tuple[Count, ...]
    goes: tuple[NodeId | EdgeId, ...]
    shared: tuple[NodeId, ...]
    problems: tuple[Problem, ...]


def plan(  # noqa: PLR0913 - each is one choice of whoever loads
    view: View,
    sheets: Sequence[Sheet],
    purpose: Purpose,
    *,
    replaced: Iterable[tuple[str, str]] = (),
    withheld: Iterable[NodeId] = (),
    dropped: Iterable[NodeId | EdgeId] = (),
) -> Plan:
    """Return what some sheets do to what is stored.

    Args:
        view: what is stored.
        sheets: what was read, in order.
        purpose: who, why and under which case.
        replaced: the (namespace, kind) of which everything goes that is not in the sheets.
        withheld: nodes that stand in files which are no sheets, so that nobody misses them.
        dropped: what goes beside that, each node with its edges.
    """
    draft = draft_of(view, sheets, withheld)
    gone = _replaced(draft, replaced)
    goes = sorted({*_unlisted(draft), *gone, *dropped}, key=_order)
    change = _change(draft, purpose, goes)
    tested = _tested(draft, change)
    found = [problem for sheet in sheets for problem in sheet.problems]
    found += [*draft.problems, *_graph_problems(draft, tested, in_parts=purpose.in_parts)]
    return Plan(
        change if found else replace(change, key=key_of(change, view.revision) + purpose.marks),
        _counts(draft, change, goes),
        tuple(goes),
        tuple(_shared(view, change)),
        tuple(_capped(draft, found)),
    )


def _capped(draft: Draft, found: Iterable[Problem]) -> Iterator[Problem]:
    """Yield problems in the order of the input; of each file the first, and how many more."""
    files: dict[str, list[Problem]] = {sheet.name: [] for sheet in draft.sheets}
    apart = []
    for problem in found:
        if problem.origin is None:
            apart.append(problem)
        else:
            files.setdefault(problem.origin.file, []).append(problem)
    more = draft.more + Counter({sheet.name: sheet.more for sheet in draft.sheets})
    cut = {sheet.name for sheet in draft.sheets if not sheet.whole}
    for file, those in files.items():
        those.sort(key=_row_of)
        yield from those[:SHOWN]
        count = more[file] + max(0, len(those) - SHOWN)
        if count:
            yield more_problems(file, count, at_least=file in cut)
    yield from apart


def _row_of(problem: Problem) -> int:
    """Return the row that a problem stands in; what is said of the whole file comes first."""
    if problem.origin is None or problem.origin.row is None or problem.code in CUTTING:
        return 0
    return problem.origin.row


# --- the change -----------------------------------------------------------------------------------


def _change(draft: Draft, purpose: Purpose, goes: Sequence[NodeId | EdgeId]) -> ChangeSet:
    """Return the change that puts what differs and removes what goes."""
    nodes = [node for node in draft.nodes.values() if draft.stored_nodes.get(node.id) != node]
    edges = [edge for edge in draft.edges.values() if draft.stored_edges.get(edge.id) != edge]
    going = draft.view.nodes([each for each in goes if isinstance(each, str)])
    expects = {node.id: node.revision for node in (*nodes, *going.values())}
    puts: tuple[Node | Edge, ...] = (*nodes, *edges)
    return ChangeSet(
        key="load",  # until it is known what it does
        author=purpose.author,
        reason=purpose.reason,
        case=purpose.case,
        puts=puts,
        removes=tuple(goes),
        expects=expects,
    )


def key_of(change: ChangeSet, revision: int) -> str:
    """Return a name for a change: its content, and what it was made for.

    Without the revision, loading an older file again to take a change back would be mistaken for
    the first load repeated.
    """
    content = [
        [put.id, put.kind, {name: to_json(put.values[name]) for name in sorted(put.values)}]
        for put in change.puts
    ]
    text = json.dumps([content, change.removes, revision], ensure_ascii=False)
    return f"load-{hashlib.sha256(text.encode()).hexdigest()}"


def _shared(view: View, change: ChangeSet) -> list[NodeId]:
    """Return the stored nodes that belong to everybody and are not left as they are, in order."""
    touched = {node.id for node in change.nodes} | change.removed_nodes
    touched |= {edge.from_id for edge in change.edges}
    touched |= {edge.from_id for edge in change.removed_edges}
    common = {node_id for node_id in touched if namespace_of(node_id) in view.model.shared}
    return sorted(view.nodes(common), key=order_key)


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
            Words(
                f"{name!r} er ingen type, så den kan ikke byttes ut.",
                f"{name!r} is not a kind, so it cannot be replaced.",
            ),
            did_you_mean(meant) if meant else use_one_of(kinds),
        )
    if not ids and namespace not in map(namespace_of, draft.nodes):
        return Problem(
            "unknown-organisation",
            Words(
                f"Det er ingen elementer i navnerommet {namespace!r}, så ingenting kan byttes ut.",
                f"There is no node in the namespace {namespace!r}, so nothing can be replaced "
                "there.",
            ),
            Words(
                "Skriv det som står før kolon i en identifikator, som asker.",
                "Write the part of an identifier before the colon, like asker.",
            ),
        )
    held = any(
        sheet.shape.kind.name == name and sheet.shape.sub_table is None for sheet in draft.sheets
    )
    if held:
        return None
    return Problem(
        "no-sheet",
        Words(
            f"Det lastes ikke noe ark for {name}, så alle i {namespace!r} ville bli borte.",
            f"No sheet of {name} is loaded, so every one of {namespace!r} would go.",
        ),
        Words("Last arket som skal erstatte dem.", "Load the sheet that replaces them."),
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


def _graph_problems(draft: Draft, tested: ChangeSet, *, in_parts: bool) -> Iterator[Problem]:
    """Yield what the graph has against a change, each once, without what follows from another."""
    found = problems(draft.view, tested, in_parts=in_parts)
    if len(found) <= SHOWN and any(problem.code not in _OF_SEVERAL for problem in found):
        # The rules on several edges were not asked: ask them of what is in form, unless there is
        # more to mend already than is told.
        found += [
            problem
            for problem in problems(draft.view, _in_form(draft, tested, found), in_parts=in_parts)
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


def _tested(draft: Draft, change: ChangeSet) -> ChangeSet:
    """Return a change without the edges that lead nowhere, after telling which do.

    An end that is nowhere may stand in a row that could not be read; that is not told.  Of the
    others only the first are looked up, and the rest counted.
    """
    _tell_going(draft, change.removed_nodes)
    ends = {end for edge in change.edges for end in (edge.from_id, edge.to_id)}
    missing = ends - draft.nodes.keys()
    missing -= draft.view.nodes(missing).keys() - change.removed_nodes
    if not missing:
        return change
    unread = _unread_ends(draft)
    known = draft.withheld | change.removed_nodes
    left = suggestions(draft)
    absent = _absent(draft, missing)
    astray: dict[str, list[tuple[Origin, NodeId]]] = defaultdict(list)
    puts: list[Node | Edge] = list(change.nodes)
    for edge in change.edges:
        lost = [(side, end) for side, end in _sides(edge) if end in missing]
        if not lost:
            puts.append(edge)
        for side, end in lost:
            if end in known or (edge.kind, side) in unread:
                continue
            if namespace_of(end) in absent and edge.origin is not None:
                astray[namespace_of(end)].append((edge.origin, end))
                continue
            _tell_dangling(draft, edge, side, end, look_up=left > 0)
            left -= 1
    for namespace, references in astray.items():
        _tell_absent(draft, namespace, references)
    return replace(change, puts=tuple(puts))


def _absent(draft: Draft, ends: Iterable[NodeId]) -> frozenset[str]:
    """Return the namespaces, of some nodes, of which nothing is stored nor in the sheets."""
    spoken_of = {namespace_of(node_id) for node_id in (*draft.nodes, *draft.withheld)}
    return frozenset(
        namespace
        for namespace in {namespace_of(end) for end in ends} - spoken_of
        if not any(draft.view.ids(namespace))
    )


def _tell_absent(draft: Draft, namespace: str, references: Sequence[tuple[Origin, NodeId]]) -> None:
    """Tell once that whatever leads into a namespace leads nowhere, as nothing of it is loaded."""
    origin, first = references[0]
    number = len(references)
    shipped = namespace in packaged()
    draft.tell(
        "unknown-node",
        Words(
            f"Ingenting av {namespace!r} er lastet, men {number} "
            f"{'kobling' if number == 1 else 'koblinger'} fører dit, den første til {first!r}.",
            f"Nothing of {namespace!r} is in the graph, but {number} "
            f"{'edge leads' if number == 1 else 'edges lead'} there, the first to {first!r}.",
        ),
        Words(
            f"Last det først: goalgraph load {namespace}"
            if shipped
            else "Last det først, eller i samme omgang.",
            f"Load it first: goalgraph load {namespace}"
            if shipped
            else "Load it first, or in the same go.",
        ),
        origin,
    )


def _sides(edge: Edge) -> tuple[tuple[str, NodeId], tuple[str, NodeId]]:
    return ("from", edge.from_id), ("to", edge.to_id)


def _tell_going(draft: Draft, gone: frozenset[NodeId]) -> None:
    """Tell which edges in the sheets, new or stored, lead to a node that is replaced away."""
    for edge in draft.edges.values() if gone else ():
        for side, end in _sides(edge):
            if end in gone and edge.origin is not None:
                draft.tell(
                    "unknown-node",
                    Words(
                        f"{end!r} blir borte i denne lastingen, siden det ikke står i noe ark.",
                        f"{end!r} goes in this load, since it stands in no sheet.",
                    ),
                    Words(
                        "Behold det der, eller ta bort denne henvisningen.",
                        "Keep it there, or take this reference away.",
                    ),
                    edge.origin if edge.origin.column else edge.origin.at(side),
                )


def _tell_dangling(draft: Draft, edge: Edge, side: str, end: NodeId, *, look_up: bool) -> None:
    """Tell of an edge that leads nowhere, with the nearest identifier, or only count it."""
    if edge.origin is None:
        return
    if look_up:
        origin = edge.origin if edge.origin.column else edge.origin.at(side)
        role = end_words(edge.kind, side)
        draft.problems.append(unknown_node(draft.view, end, origin, role, draft.nodes))
    else:
        draft.more[edge.origin.file] += 1


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
    return counts_of(draft.view.model, tally)


def counts_of(model: Model, tally: Counter[tuple[str, str]]) -> tuple[Count, ...]:
    """Return what was counted by kind and by what was done, in the order of the table."""
    return tuple(
        Count(name, *(tally[name, what] for what in ("added", "changed", "unchanged", "removed")))
        for name in (*model.node_kinds, *model.edge_kinds)
        if any(kind == name for kind, _ in tally)
    )
