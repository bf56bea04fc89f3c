"""A page per node: its texts, where it is written, what it is joined to, its thread and history.

Everything comes from the table of kinds: a field's label, an edge's reading, a sub-table's columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from api import asking
from api.explorer.address import Address
from api.explorer.exports import as_csv, as_json
from api.explorer.frame import Page, Visit
from api.explorer.spelling import capital
from api.explorer.texts import say
from api.explorer.wording import Cell, Item, Text, cells, chips, item, text_of, told
from graph.answers import answer
from graph.changes import Change, Revision
from graph.identity import NodeId
from graph.model import Basis, Field, FieldType
from graph.questions import Which
from graph.records import EdgeKey, Node
from graph.store import ChangeSearch
from graph.surroundings import Neighbour, shown
from graph.wording import called
from views.answer_tables import neighbours_table
from views.documents import shown_document

_ELSEWHERE: Final = frozenset({"title", "description", "basis", "source", "links", "complete"})
"""Fields that the page shows in a place of their own."""

MOST_THREADS: Final = 3
"""How many threads upwards are shown as breadcrumbs."""

MOST_BESIDE: Final = 12
"""How many neighbours by one kind of edge stand open; more are folded away."""

NODE_FILTERS: Final = asking.SHOW_FILTERS | {asking.MODE.name: asking.MODE}
"""What the page of a node takes: the scope, and how far its thread reaches."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A neighbour, with what is said of the edge to it.

    Attributes:
        item: the neighbour.
        remarks: the edge's key and fields, in words.
        basis: what the edge rests on.
        source: where it is written; of an inferred one, how it follows.
        suspect: whether a text of either end changed since it was confirmed.
    """

    item: Item
    remarks: tuple[str, ...]
    basis: Basis
    source: str
    suspect: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The neighbours by one kind of edge, in one direction."""

    words: str
    beside: tuple[Beside, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A field with its values in words."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class SubTable:
    """A sub-table: its columns that hold anything, and its rows."""

    name: str
    label: str
    columns: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[Cell | None, ...], ...]


def node(visit: Visit) -> Page:
    """Return the page of a node; raises UnknownNode when there is none."""
    node_id = visit.node_id
    asking.trace(node_id, {**visit.typed, "direction": ["up"]}, visit.today)
    typed = {name: each for name, each in visit.typed.items() if name != asking.MODE.name}
    found = shown(visit.view, asking.show(node_id, typed, visit.today))
    record = found.node
    kind = visit.model.node_kinds[record.kind]
    return Page(
        "node.html",
        {
            "node": record,
            "item": item(visit, record),
            "kind": kind,
            "description": text_of(visit, record, "description"),
            "basis_word": say(visit.language)[f"option_{record.basis.value}"],
            "links": _links(record),
            "facts": list(_facts(visit, record)),
            "tables": list(_tables(visit, record)),
            "outwards": list(_groups(visit, found.neighbours, outgoing=True)),
            "inwards": list(_groups(visit, found.neighbours, outgoing=False)),
            "threads": _threads(visit, record),
            "thread": visit.to("/thread", ("focus", node_id)),
            "questions": list(_questions(visit, record)),
            "limits": told(visit, found.limits),
            "chips": list(chips(visit, NODE_FILTERS)),
            "changed": _changed(visit, record),
            "history": visit.to(f"/nodes/{node_id}/history"),
            "most_beside": MOST_BESIDE,
        },
        {
            "json": lambda: as_json(shown_document(visit.model, found)),
            "csv": lambda: as_csv(visit, neighbours_table(found)),
        },
    )


def _links(record: Node) -> list[str]:
    """Return the links of a node that its source does not name already."""
    named = {word.strip("();,.") for word in record.source.split()}
    links = record.values.get("links")
    return [str(each) for each in links if each not in named] if isinstance(links, tuple) else []


def _facts(visit: Visit, record: Node) -> Iterator[Fact]:
    for field in visit.model.fields_of(visit.model.node_kinds[record.kind]):
        if field.name in _ELSEWHERE or field.type is FieldType.ROWS:
            continue
        if field.localised:
            text = text_of(visit, record, field.name)
            values = [Cell(text.text, text.lang)] if text else []
        else:
            values = cells(visit, field, record.values.get(field.name))
        if values:
            yield Fact(capital(field.label[visit.language]), tuple(values))


def _tables(visit: Visit, record: Node) -> Iterator[SubTable]:
    for field in visit.model.node_kinds[record.kind].sub_tables:
        value = record.values.get(field.name)
        rows = (
            [each for each in value if isinstance(each, Mapping)]
            if isinstance(value, tuple)
            else []
        )
        if rows:
            yield sub_table(visit, field, rows)


def sub_table(visit: Visit, field: Field, rows: Iterable[Mapping[str, object]]) -> SubTable:
    """Return rows of a sub-table as text, without the columns that none of them fills."""
    listed = list(rows)
    columns = [each for each in field.rows if any(each.name in row for row in listed)]
    written = []
    for row in listed:
        found = [cells(visit, each, row.get(each.name)) for each in columns]  # type: ignore[arg-type]
        written.append(tuple(each[0] if each else None for each in found))
    numbers = [
        any(cell and cell.number for cell in column) for column in zip(*written, strict=True)
    ]
    heads = [capital(each.label[visit.language]) for each in columns]
    return SubTable(
        field.name,
        capital(field.label[visit.language]),
        tuple(zip(heads, numbers, strict=True)),
        tuple(written),
    )


def _groups(visit: Visit, neighbours: Iterable[Neighbour], *, outgoing: bool) -> Iterator[Group]:
    groups: dict[str, list[Beside]] = {}
    for each in neighbours:
        if each.outgoing is outgoing:
            groups.setdefault(each.words[visit.language], []).append(_beside(visit, each))
    for words, beside in groups.items():
        yield Group(words, tuple(beside))


def _beside(visit: Visit, neighbour: Neighbour) -> Beside:
    edge = neighbour.edge
    kind = visit.model.edge_kinds[edge.kind]
    remarks = [
        f"{field.label[visit.language]}: {cell.text}"
        for field in kind.fields
        if not field.localised
        for cell in cells(visit, field, edge.values.get(field.name))
    ]
    key = [f"{kind.key[visit.language]}: {edge.key}"] if kind.key and edge.key else []
    return Beside(
        item=item(visit, neighbour.node),
        remarks=(*key, *remarks),
        source=edge.source,
        basis=edge.basis,
        suspect=edge.suspect,
    )


def _threads(visit: Visit, record: Node) -> list[list[Item]]:
    """Return the best chains up to what nothing is above, each as a trail from the top down."""
    if visit.model.node_kinds[record.kind].level is None:
        return []
    scope = visit.scope
    mode = asking.trace(record.id, visit.typed, visit.today).mode
    question = Which(
        served_by=frozenset({record.id}),
        as_of=scope.as_of,
        organisation=scope.organisation,
        basis=scope.basis,
        mode=mode,
    )
    found = answer(visit.view, question)
    served = {edge.from_id for edge in found.edges}
    chains = [
        each.served_by.chain
        for each in found.results
        if each.served_by is not None and each.node.id not in served
    ]
    nodes = visit.view.nodes({end for chain in chains for end in _ends(chain)})
    return [[item(visit, nodes[one]) for one in reversed(_ends(chain))] for chain in chains]


def _ends(chain: Iterable[EdgeKey]) -> list[NodeId]:
    """Return the nodes of a chain, from its lower end up."""
    edges = list(chain)
    return [edges[0].from_id, *(each.to_id for each in edges)] if edges else []


def _questions(visit: Visit, record: Node) -> Iterator[tuple[str, Address]]:
    """Yield what may be asked on: what serves it and what it serves, kind by kind."""
    texts = say(visit.language)
    model = visit.model
    for kind in model.nodes:
        if kind.name == record.kind or kind.level is None:
            continue
        if model.may_serve(kind.name, record.kind):
            words = texts["which_serve_this"].format(many=capital(kind.many[visit.language]))
            yield words, visit.to(f"/{kind.plural}", ("serves", record.id))
        elif model.may_serve(record.kind, kind.name):
            words = texts["which_served_by_this"].format(many=capital(kind.many[visit.language]))
            yield words, visit.to(f"/{kind.plural}", ("served_by", record.id))


def _changed(visit: Visit, record: Node) -> Revision | None:
    """Return the revision that last changed it."""
    found = visit.store.revisions(record.revision - 1, limit=1)
    return found[0] if found else None


# --- history --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Event:
    """What a revision did to a node or to an edge of it."""

    revision: Revision
    did: str
    what: Text


def history(visit: Visit) -> Page:
    """Return the page of all that was ever done to a node and its edges, the newest first."""
    node_id = visit.node_id
    found = shown(
        visit.view, asking.show(node_id, visit.typed_of(asking.SHOW_FILTERS), visit.today)
    )
    revisions = {each.number: each for each in visit.store.revisions()}
    changes = visit.store.find_changes(ChangeSearch(node=node_id, until=visit.view.revision))
    events = [
        Event(revisions[each.revision], _did(visit, each), _what(visit, each))
        for each in reversed(changes)
        if each.revision in revisions
    ]
    name = called(visit.model, found.node, visit.language)
    return Page(
        "history.html",
        {
            "item": item(visit, found.node),
            "kind": visit.model.node_kinds[found.node.kind],
            "name": name,
            "events": events,
            "authors": visit.store.authors(),
        },
    )


def _did(visit: Visit, change: Change) -> str:
    texts = say(visit.language)
    if change.before is None:
        return texts["made"]
    return texts["gone" if change.after is None else "changed"]


def _what(visit: Visit, change: Change) -> Text:
    record = change.after or change.before
    if isinstance(record, Node):
        return text_of(visit, record, "title") or Text(record.id)
    if record is None:
        return Text("")
    kind = visit.model.edge_kinds[record.kind]
    return Text(f"{record.from_id} {kind.up[visit.language]} {record.to_id}")
