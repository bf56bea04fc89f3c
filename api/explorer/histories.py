"""A page per node of all that was ever done to it and its links, a revision to a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from api import asking
from api.explorer.exports import as_csv, as_json
from api.explorer.frame import Page, Visit
from api.explorer.texts import say
from api.explorer.wording import Cell, Item, cells, chips, item
from graph.changes import Change, Revision
from graph.identity import NodeId
from graph.model import Basis
from graph.records import Edge, Node
from graph.store import ChangeSearch
from graph.surroundings import shown
from graph.wording import called, capital
from views.history import changes_document
from views.overviews import changes_table

MOST: Final = 12
"""How many deeds of a revision stand open; more are folded away."""


@dataclass(frozen=True, slots=True)
class Altered:
    """A field that a revision changed: what it held before, and what it held after."""

    label: str
    before: tuple[Cell, ...]
    after: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Deed:
    """What a revision did to the node, or to one of its links.

    Attributes:
        did: that it was added, changed or removed.
        words: of a link, how it reads from the node; empty of the node itself.
        other: of a link, the node at its other end; None where that is gone.
        id: the identifier of that node, or of the node itself.
        invented: whether the link is invented.
        altered: the fields that were changed.
    """

    did: str
    words: str
    other: Item | None
    id: NodeId
    invented: bool
    altered: tuple[Altered, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A revision, and all that it did to the node and its links."""

    revision: Revision
    deeds: tuple[Deed, ...]


def history(visit: Visit) -> Page:
    """Return the page of all that was ever done to a node and its links, the newest first.

    It tells all of it, whichever day, organisation and basis are looked by.
    """
    node_id = visit.node_id
    question = asking.show(node_id, visit.typed_of(asking.SHOW_FILTERS), visit.today)
    found = shown(visit.view, question).node
    changes = visit.store.find_changes(ChangeSearch(node=node_id, until=visit.view.revision))
    numbers = {each.revision for each in changes}
    revisions = {each.number: each for each in visit.store.revisions() if each.number in numbers}
    others = visit.view.nodes({_other(each, node_id) for each in changes})
    narrowing = list(chips(visit, asking.SHOW_FILTERS))
    return Page(
        "history.html",
        {
            "item": item(visit, found),
            "kind": visit.model.node_kinds[found.kind],
            "name": called(visit.model, found, visit.language),
            "lines": [
                Line(revisions[number], _deeds(visit, of_one, others))
                for number, of_one in groupby(reversed(changes), lambda each: each.revision)
                if number in revisions
            ],
            "authors": visit.store.authors(),
            "most": MOST,
            "chips": narrowing,
            "narrowed": any(each.without for each in narrowing),
        },
        {
            "json": lambda: as_json(
                {"node": node_id}
                | changes_document(visit.model, changes, revisions.values())
                | {"revision": visit.view.revision}
            ),
            "csv": lambda: as_csv(visit, changes_table(visit.model, changes, revisions)),
        },
    )


def _record(change: Change) -> Node | Edge:
    """Return what was changed as it is after it, or as it was before it went."""
    record = change.after or change.before
    if record is None:
        raise AssertionError(change)
    return record


def _other(change: Change, node_id: NodeId) -> NodeId:
    """Return the other end of a link that was changed; of the node itself, the node."""
    record = _record(change)
    if isinstance(record, Node):
        return record.id
    return record.to_id if record.from_id == node_id else record.from_id


def _deeds(
    visit: Visit, changes: Iterable[Change], nodes: Mapping[NodeId, Node]
) -> tuple[Deed, ...]:
    """Return what a revision did: to the node first, then to its links as they read."""
    found = [_deed(visit, each, nodes) for each in changes]
    return tuple(sorted(found, key=lambda each: each.words))


def _deed(visit: Visit, change: Change, nodes: Mapping[NodeId, Node]) -> Deed:
    record = _record(change)
    other = _other(change, visit.node_id)
    words = ""
    if isinstance(record, Edge):
        kind = visit.model.edge_kinds[record.kind]
        words = (kind.up if record.from_id == visit.node_id else kind.down)[visit.language]
    return Deed(
        did=_did(visit, change),
        words=words,
        other=item(visit, nodes[other]) if other in nodes else None,
        id=other,
        invented=record.basis is Basis.ILLUSTRATIVE,
        altered=tuple(_altered(visit, change)),
    )


def _did(visit: Visit, change: Change) -> str:
    texts = say(visit.language)
    if change.before is None:
        return texts["made"]
    return texts["gone" if change.after is None else "changed"]


def _altered(visit: Visit, change: Change) -> Iterable[Altered]:
    return _differing(visit, change.before, change.after) if change.before and change.after else ()


def _differing(visit: Visit, before: Node | Edge, after: Node | Edge) -> Iterator[Altered]:
    """Yield the columns that two states of a record differ in."""
    for column, field in visit.model.columns[after.kind].items():
        first, then = before.values.get(column), after.values.get(column)
        if first != then:
            language = column.removeprefix(field.name).strip("_")
            label = capital(field.label[visit.language]) + (f" ({language})" if language else "")
            yield Altered(
                label, tuple(cells(visit, field, first)), tuple(cells(visit, field, then))
            )
