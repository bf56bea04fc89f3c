"""Entries and what is stored, merged into whole records.

An absent column leaves what is stored, a blank cell removes it.  An edge in a column takes basis,
source and validity from its row, and keeps fields that a column cannot hold.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, cast

from graph.model import Words
from graph.problems import KEEP_ONE, Problem, edge_words, unknown_node
from graph.records import Edge, EdgeId, Node, Origin
from loaders.entries import SHOWN
from loaders.sheets import EDGE_FOLDER, SUFFIX

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graph.identity import NodeId
    from graph.model import Field
    from graph.records import Value
    from graph.store import View
    from loaders.entries import EdgeEntry, NodeEntry, PartEntry, Sheet

_COMPARISONS: Final = 1_000_000
"""How many pairs of identifiers are compared at most, to keep an answer within seconds."""

_LEAST_SUGGESTIONS: Final = 10


@dataclass(slots=True)
class Draft:
    """The records that some sheets make, as far as they can be read.

    Attributes:
        view: what is stored.
        sheets: what was read.
        nodes, edges: the whole records, in the order of the files.
        stored_nodes, stored_edges: those of them that are stored, as they are now.
        owned: the (node, edge kind) whose whole set of edges the sheets hold.
        withheld: nodes with a row that cannot be used.
        problems: what is wrong.
        told: places where a problem has been told, so that what follows from it is not.
        more: how many problems there are beyond those, by file.
    """

    view: View
    sheets: Sequence[Sheet]
    nodes: dict[NodeId, Node] = field(default_factory=dict)
    edges: dict[EdgeId, Edge] = field(default_factory=dict)
    stored_nodes: Mapping[NodeId, Node] = field(default_factory=dict)
    stored_edges: Mapping[EdgeId, Edge] = field(default_factory=dict)
    owned: set[tuple[NodeId, str]] = field(default_factory=set)
    withheld: set[NodeId] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    told: set[Origin] = field(default_factory=set)
    more: Counter[str] = field(default_factory=Counter)

    def tell(self, code: str, title: Words, hint: Words, origin: Origin) -> None:
        """Add a problem."""
        self.problems.append(Problem(code, title, hint, origin))

    def kind_of(self, node_id: NodeId) -> str | None:
        """Return the kind of a node, in the sheets or else stored."""
        node = self.nodes.get(node_id) or self.stored_nodes.get(node_id)
        return node.kind if node is not None else None


def draft_of(view: View, sheets: Sequence[Sheet], withheld: Iterable[NodeId] = ()) -> Draft:
    """Return the records that sheets make of what is stored."""
    draft = Draft(view, sheets, withheld=set(withheld))
    entries = _one_each(draft)
    named = {part.node_id for sheet in sheets for part in sheet.parts}
    draft.stored_nodes = view.nodes(entries.keys() | named)
    for entry in entries.values():
        draft.nodes[entry.id] = _node(draft, entry)
    for sheet in sheets:
        _tell_absent_columns(draft, sheet)
    _merge_parts(draft)
    _merge_edges(draft, entries.values())
    return draft


def _one_each(draft: Draft) -> dict[NodeId, NodeEntry]:
    """Return the entry of each node; a node has one row in all the sheets together."""
    entries: dict[NodeId, NodeEntry] = {}
    for sheet in draft.sheets:
        for entry in sheet.nodes:
            first = entries.setdefault(entry.id, entry)
            if first is not entry:
                _tell_twice(draft, _quoted(entry.id), first.origin, entry.origin.at("id"))
    for sheet in draft.sheets:
        draft.withheld |= sheet.withheld.keys()
        for node_id in sheet.withheld.keys() & entries.keys():
            origin = sheet.withheld[node_id].at("id")
            _tell_twice(draft, _quoted(node_id), entries[node_id].origin, origin)
    return entries


def _quoted(node_id: NodeId) -> Words:
    return Words(repr(node_id), repr(node_id))


def _tell_twice(draft: Draft, name: Words, first: Origin, second: Origin) -> None:
    title = Words(
        f"{name.nb} står to ganger, også i {first.words.nb}.",
        f"{name.en} stands twice, also in {first}.",
    )
    draft.tell("duplicate", title, KEEP_ONE, second)


def _merged(stored: Mapping[str, Value], values: Mapping[str, Value | None]) -> dict[str, Value]:
    """Return stored values with those of a row put over them; None takes one away."""
    return {name: value for name, value in {**stored, **values}.items() if value is not None}


# --- nodes ----------------------------------------------------------------------------------------


def _node(draft: Draft, entry: NodeEntry) -> Node:
    """Return the whole record of a node."""
    draft.told |= {entry.origin.at(column) for column in entry.unread}
    draft.owned |= {(entry.id, kind) for kind in entry.links}
    stored = draft.stored_nodes.get(entry.id)
    known = draft.view.model.columns[entry.kind]
    # A node that is of another kind in the store is a problem; columns of that kind are not.
    before = (
        {name: stored.values[name] for name in stored.values if name in known} if stored else {}
    )
    return Node(
        id=entry.id,
        kind=entry.kind,
        values=_merged(before, entry.values),
        origin=entry.origin,
        revision=stored.revision if stored else 0,
    )


def _tell_absent_columns(draft: Draft, sheet: Sheet) -> None:
    """Tell of columns without which a sheet cannot make what is new."""
    absent = sheet.shape.required - sheet.columns
    new = _new(draft, sheet) if absent else []
    if not new:
        return
    draft.told |= {entry.origin.at(column) for entry in new for column in absent}
    names = ", ".join(column for column in sheet.shape.fields if column in absent)
    if not sheet.sound:
        return
    if sheet.nodes and absent == sheet.shape.required:
        _tell_unknown(draft, sheet, names)
    else:
        draft.tell(
            "missing-column",
            Words(f"Kolonner mangler: {names}.", f"Columns are missing: {names}."),
            Words(
                f"Det som er nytt, trenger dem; rad {new[0].origin.row} er den første.",
                f"What is new to the graph needs them; row {new[0].origin.row} is the first "
                "that is.",
            ),
            Origin(sheet.name, sheet.row),
        )


def _new(draft: Draft, sheet: Sheet) -> Sequence[NodeEntry | EdgeEntry | PartEntry]:
    """Return the entries of a sheet for which nothing is stored; rows of sub-tables are new."""
    edges = draft.view.edge_records([entry.id for entry in sheet.edges])
    return [
        *(entry for entry in sheet.nodes if entry.id not in draft.stored_nodes),
        *(entry for entry in sheet.edges if entry.id not in edges),
        *sheet.parts,
    ]


def _tell_unknown(draft: Draft, sheet: Sheet, names: str) -> None:
    """Tell of the nodes that are not stored, in a sheet that can only alter nodes."""
    new = [entry for entry in sheet.nodes if entry.id not in draft.stored_nodes]
    told = suggestions(draft)
    draft.more[sheet.name] += max(0, len(new) - told)
    for entry in new[:told]:
        found = unknown_node(draft.view, entry.id, entry.origin.at("id"))
        hint = Words(
            f"{found.hint.nb} For å legge det til, gi arket kolonnene {names}.",
            f"{found.hint.en} To add it, give the sheet the columns {names}.",
        )
        draft.problems.append(replace(found, hint=hint))


def suggestions(draft: Draft) -> int:
    """Return for how many nodes that are missing the nearest one is looked up among all."""
    known = sum(1 for _ in draft.view.ids()) + len(draft.nodes)
    return max(_LEAST_SUGGESTIONS, min(SHOWN, _COMPARISONS // max(1, known)))


# --- sub-tables -----------------------------------------------------------------------------------


def _merge_parts(draft: Draft) -> None:
    """Set the rows of each node that a sub-table's sheet names; those of the others stay."""
    done: dict[tuple[NodeId, str], Origin] = {}
    for sheet in draft.sheets:
        table = sheet.shape.sub_table
        if table is None:
            continue
        beside = _beside(draft, sheet)
        rows: dict[NodeId, list[PartEntry]] = defaultdict(list)
        for part in sheet.parts:
            rows[part.node_id].append(part)
        for node_id, parts in rows.items():
            first = parts[0].origin
            if (node_id, table.name) in done:
                name = Words(
                    f"Feltet {table.label.nb} i {node_id!r}", f"The {table.label.en} of {node_id!r}"
                )
                _tell_twice(draft, name, done[node_id, table.name], first)
            elif _may_have(draft, sheet, beside, parts[0]):
                done[node_id, table.name] = first
                _set_rows(draft, sheet, table, node_id, parts)


def _beside(draft: Draft, sheet: Sheet) -> frozenset[NodeId] | None:
    """Return the nodes in the sheet that a sub-table belongs to; None where there is none."""
    kind = sheet.shape.kind
    for each in draft.sheets:
        same = each.shape.kind is kind and each.shape.sub_table is None
        if same and each.folder == sheet.folder:
            return frozenset(entry.id for entry in each.nodes) | each.withheld.keys()
    return None


def _may_have(
    draft: Draft, sheet: Sheet, beside: frozenset[NodeId] | None, part: PartEntry
) -> bool:
    """Tell whether a sheet may set the rows of a node; if not, say why."""
    kind = draft.kind_of(part.node_id)
    origin = part.origin.at("id")
    if kind is None:
        if part.node_id not in draft.withheld and not _unread(draft, sheet.shape.kind.name):
            draft.problems.append(unknown_node(draft.view, part.node_id, origin, more=draft.nodes))
    elif kind != sheet.shape.kind.name:
        draft.tell(
            "wrong-kind",
            Words(f"{part.node_id!r} er {kind}.", f"{part.node_id!r} is a {kind}."),
            Words(
                f"{sheet.shape.file} har bare rader for {sheet.shape.kind.name}.",
                f"{sheet.shape.file} holds rows of a {sheet.shape.kind.name} alone.",
            ),
            origin,
        )
    elif beside is not None and part.node_id in draft.nodes and part.node_id not in beside:
        place = _place(draft.nodes[part.node_id])
        draft.tell(
            "other-file",
            Words(
                f"{part.node_id!r} står i en annen fil: {place.nb}.",
                f"{part.node_id!r} stands in another file: {place.en}.",
            ),
            Words(
                "Flytt radene til mappen der den filen ligger.",
                "Move its rows to the folder of that file.",
            ),
            origin,
        )
    else:
        return True
    return False


def _place(node: Node) -> Words:
    return node.origin.words if node.origin else Words("", "")


def _unread(draft: Draft, kind: str) -> bool:
    """Tell whether a sheet of a node kind was not read to its end."""
    return any(
        not sheet.whole and sheet.shape.kind.name == kind and sheet.shape.sub_table is None
        for sheet in draft.sheets
    )


def _set_rows(
    draft: Draft, sheet: Sheet, table: Field, node_id: NodeId, parts: Sequence[PartEntry]
) -> None:
    node = draft.nodes.get(node_id)
    if node is None:
        node = replace(draft.stored_nodes[node_id], origin=parts[0].origin)
    lacking = [part for part in parts if _tell_lacking(draft, sheet, table, part) or part.unread]
    if node.origin is not None and lacking:
        draft.told.add(node.origin.at(table.name))
    rows = tuple(_merged({}, part.values) for part in parts)
    _set(draft, node, table.name, cast("Value", rows))


def _tell_lacking(draft: Draft, sheet: Sheet, table: Field, part: PartEntry) -> bool:
    """Tell whether a row lacks what every row has; a blank cell is told at its own place."""
    lacking = [
        each
        for each in table.rows
        if each.required and each.name not in part.unread and part.values.get(each.name) is None
    ]
    for each in lacking:
        if each.name in sheet.columns:
            draft.tell(
                "missing-field",
                Words(
                    f"En rad i {table.label.nb} for {part.node_id!r} mangler {each.label.nb}.",
                    f"A row of the {table.label.en} of {part.node_id!r} has no {each.label.en}.",
                ),
                each.help,
                part.origin.at(each.name),
            )
    return bool(lacking)


def _set(draft: Draft, node: Node, column: str, value: Value | None) -> None:
    draft.nodes[node.id] = replace(node, values=_merged(node.values, {column: value}))


# --- edges ----------------------------------------------------------------------------------------


def _merge_edges(draft: Draft, entries: Iterable[NodeEntry]) -> None:
    """Make the edges of columns, then those of sheets; none may stand in both."""
    listed = [
        (entry, EdgeId(kind, entry.id, end))
        for entry in entries
        for kind, ends in entry.links.items()
        for end in ends
    ]
    rows = [entry for sheet in draft.sheets for entry in sheet.edges]
    ids = {edge_id for _, edge_id in listed} | {entry.id for entry in rows}
    draft.stored_edges = draft.view.edge_records(ids)
    for entry, edge_id in listed:
        draft.edges[edge_id] = _listed_edge(draft, entry, edge_id)
    for row in rows:
        first = draft.edges.get(row.id)
        if first is not None and first.origin is not None:
            _tell_twice(draft, edge_words(row.id), first.origin, row.origin)
        else:
            draft.told |= {row.origin.at(column) for column in row.unread}
            draft.edges[row.id] = _edge(draft, row.id, row.values, row.origin)


def _listed_edge(draft: Draft, entry: NodeEntry, edge_id: EdgeId) -> Edge:
    """Return an edge that stands in a column."""
    node = draft.nodes[entry.id]
    kind = draft.view.model.edge_kinds[edge_id.kind]
    inherited = {each.name: node.values.get(each.name) for each in draft.view.model.common_edge}
    origin = entry.origin.at(kind.column)
    edge = _edge(draft, edge_id, inherited, origin)
    lacking = [each for each in kind.fields if each.required and each.name not in edge.values]
    for each in lacking:
        draft.told.add(origin.at(each.name))
        draft.tell(
            "missing-field",
            Words(
                f"{edge_id.kind} til {edge_id.to_id!r} trenger {each.label.nb}, som ingen kolonne "
                "har.",
                f"{edge_id.kind} to {edge_id.to_id!r} needs a {each.label.en}, which no column "
                "holds.",
            ),
            Words(
                f"Gi den en rad i {EDGE_FOLDER}/{kind.column}{SUFFIX}.",
                f"Give it a row in {EDGE_FOLDER}/{kind.column}{SUFFIX}.",
            ),
            origin,
        )
    return edge


def _edge(
    draft: Draft, edge_id: EdgeId, values: Mapping[str, Value | None], origin: Origin
) -> Edge:
    stored = draft.stored_edges.get(edge_id)
    return Edge(
        kind=edge_id.kind,
        from_id=edge_id.from_id,
        to_id=edge_id.to_id,
        key=edge_id.key,
        values=_merged(stored.values if stored else {}, values),
        origin=origin,
    )
