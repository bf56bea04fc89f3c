"""Pages of several kinds as documents and tables: goals in their layers, ladders, counts, history.

The content is that of the page at the same address; records and neighbours stand as they do in the
answers about one kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.model import FieldType
from graph.records import Edge
from views.answer_tables import Cell, Table, cell
from views.documents import Document, brief, node_document, shown_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from graph.changes import Change, Revision
    from graph.identity import NodeId
    from graph.model import Model, NodeKind
    from graph.records import Node
    from graph.surroundings import Shown


@dataclass(frozen=True, slots=True)
class Layered:
    """A layer, and the goals that lie in it."""

    layer: Node
    goals: tuple[Node, ...]


def layers_document(model: Model, layers: Iterable[Layered], revision: int) -> Document:
    """Return layers from the top down, each with its goals."""
    found = [
        {
            "layer": brief(model, each.layer),
            "goals": [node_document(model, goal) for goal in each.goals],
        }
        for each in layers
    ]
    return {"layers": found, "revision": revision}


def layers_table(model: Model, kind: NodeKind, layers: Iterable[Layered]) -> Table:
    """Return goals under the columns of their kind's sheet, each after its layer."""
    columns = _columns(model, kind)
    rows = tuple((each.layer.id, *_record(goal, columns)) for each in layers for goal in each.goals)
    return Table(("layer", "id", *columns), rows)


@dataclass(frozen=True, slots=True)
class Step:
    """A node on a ladder with its neighbours, and the steps under it."""

    shown: Shown
    under: tuple[Step, ...]


def ladder_document(model: Model, steps: Iterable[Step], revision: int) -> Document:
    """Return a ladder: what is at its top, each with what is under it."""
    return {"steps": [_step(model, each) for each in steps], "revision": revision}


def _step(model: Model, step: Step) -> Document:
    told = shown_document(model, step.shown)
    kept = {name: told[name] for name in ("node", "neighbours")}
    return {**kept, "under": [_step(model, each) for each in step.under]}


def ladder_table(model: Model, kind: NodeKind, steps: Iterable[Step]) -> Table:
    """Return the nodes of a ladder under the columns of their kind's sheet.

    `above` is the node that each stands under, `depth` how far down; both tell the ladder's order.
    """
    columns = _columns(model, kind)
    rows = tuple(
        (*_record(each.shown.node, columns), above, depth)
        for each, above, depth in _walked(steps, None, 0)
    )
    return Table(("id", *columns, "above", "depth"), rows)


def _walked(
    steps: Iterable[Step], above: NodeId | None, depth: int
) -> Iterator[tuple[Step, NodeId | None, int]]:
    for each in steps:
        yield each, above, depth
        yield from _walked(each.under, each.shown.node.id, depth + 1)


@dataclass(frozen=True, slots=True)
class Counted:
    """How many nodes of each kind an organisation has; without one, what belongs to none alone."""

    organisation: str | None
    counts: tuple[tuple[NodeKind, int], ...]


def counts_document(counted: Iterable[Counted], revision: int) -> Document:
    """Return how many there are of each kind, organisation by organisation."""
    found = [
        {
            "organisation": each.organisation,
            "kinds": [{"kind": kind.name, "count": number} for kind, number in each.counts],
        }
        for each in counted
    ]
    return {"counts": found, "revision": revision}


def counts_table(counted: Iterable[Counted], language: str) -> Table:
    """Return a row for each kind of each organisation, with what they call it."""
    rows = tuple(
        (each.organisation, kind.name, kind.many[language], number)
        for each in counted
        for kind, number in each.counts
    )
    return Table(("organisation", "kind", "name", "count"), rows)


def changes_table(
    model: Model, changes: Sequence[Change], revisions: Mapping[int, Revision]
) -> Table:
    """Return what was done to a node and its links: a row for each column that was changed.

    What was added or removed has a row of its own, without a column.  Authors are identifiers.
    """
    columns = (
        *("revision", "at", "author", "reason", "case", "change"),
        *("node", "edge", "from", "to", "key", "column", "before", "after"),
    )
    rows = tuple(
        (*_made(revisions[each.revision]), *rest)
        for each in changes
        if each.revision in revisions
        for rest in _altered(model, each)
    )
    return Table(columns, rows)


def _made(revision: Revision) -> tuple[Cell, ...]:
    at = revision.at.isoformat(timespec="seconds")
    return revision.number, at, revision.author, revision.reason, revision.case


def _altered(model: Model, change: Change) -> Iterator[tuple[Cell, ...]]:
    before, after = change.before, change.after
    record = after or before
    if record is None:
        return
    ids: tuple[Cell, ...]
    if isinstance(record, Edge):
        ids = (None, record.kind, record.from_id, record.to_id, record.key or None)
    else:
        ids = (record.id, None, None, None, None)
    if before is None or after is None:
        yield ("added" if before is None else "removed", *ids, None, None, None)
        return
    for column in model.columns[record.kind]:
        first, then = before.values.get(column), after.values.get(column)
        if first != then:
            yield ("changed", *ids, column, cell(first), cell(then))


def _columns(model: Model, kind: NodeKind) -> tuple[str, ...]:
    fields = (each for each in model.fields_of(kind) if each.type is not FieldType.ROWS)
    return tuple(column for each in fields for column in each.columns)


def _record(node: Node, columns: Iterable[str]) -> tuple[Cell, ...]:
    return node.id, *(cell(node.values.get(each)) for each in columns)
