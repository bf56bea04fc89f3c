"""What pages tell of a record: its facts, its sub-tables, and what it is joined to.

Everything comes from the table of kinds: a field's label, an edge's reading, a sub-table's columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from api.explorer.frame import Visit
from api.explorer.wording import Cell, Item, Text, cells, item, sources_of, text_of
from graph.kinds import YEARS
from graph.model import Basis, Field, FieldType
from graph.records import Node
from graph.surroundings import Neighbour
from graph.wording import capital

_ELSEWHERE: Final = frozenset({"title", "description", "basis", "source", "links", "complete"})
"""Fields that the page shows in a place of their own."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A neighbour, with what is said of the edge to it.

    Attributes:
        item: the neighbour.
        remarks: the edge's key and fields, in words.
        basis: what the edge rests on.
        sources: where it is written; of an inferred one, how it follows.
        suspect: whether a text of either end changed since it was confirmed.
    """

    item: Item
    remarks: tuple[str, ...]
    basis: Basis
    sources: tuple[Text, ...]
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


def facts_of(visit: Visit, record: Node, *, technical: bool = False) -> Iterator[Fact]:
    """Yield the fields of a node that hold anything and have no place of their own.

    Those for people, or else those for programs.
    """
    fields = visit.model.fields_of(visit.model.node_kinds[record.kind])
    spans = dict(_spans(fields))
    ends = {last.name for last in spans.values()}
    for field in fields:
        if field.name in _ELSEWHERE or field.type is FieldType.ROWS:
            continue
        if field.technical is not technical or field.name in ends:
            continue
        if field.name in spans:
            yield from _span(visit, record, field, spans[field.name])
            continue
        if field.localised:
            text = text_of(visit, record, field.name)
            values = [Cell(text.text, text.lang)] if text else []
        else:
            values = cells(visit, field, record.values.get(field.name))
        if values:
            yield Fact(capital(field.label[visit.language]), tuple(values))


def _spans(fields: Iterable[Field]) -> Iterator[tuple[str, Field]]:
    """Yield the names of fields that a span of years begins in, each with that which ends it."""
    known = {each.name: each for each in fields}
    for name, field in known.items():
        last = known.get(f"{name.removesuffix('_from')}_to") if name.endswith("_from") else None
        if last is not None and field.bounds == last.bounds == YEARS:
            yield name, last


def _span(visit: Visit, record: Node, first: Field, last: Field) -> Iterator[Fact]:
    """Yield two years as one fact: Periode 2020–2032, by what the two are both called."""
    years = [record.values.get(each.name) for each in (first, last)]
    if years == [None, None]:
        return
    begins, ends = ("" if each is None else str(each) for each in years)
    words = zip(*(each.label[visit.language].split() for each in (first, last)), strict=False)
    label = " ".join(one for one, other in words if one == other)
    text = begins if begins == ends else f"{begins}–{ends}"
    yield Fact(capital(label), (Cell(text),))


def tables_of(visit: Visit, record: Node) -> Iterator[SubTable]:
    """Yield the sub-tables of a node that have rows."""
    for field in visit.model.node_kinds[record.kind].sub_tables:
        value = record.values.get(field.name)
        rows = (
            [each for each in value if isinstance(each, Mapping)]
            if isinstance(value, tuple)
            else []
        )
        if rows:
            yield _sub_table(visit, field, rows)


def _sub_table(visit: Visit, field: Field, rows: Iterable[Mapping[str, object]]) -> SubTable:
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


def groups_of(visit: Visit, neighbours: Iterable[Neighbour], *, outgoing: bool) -> Iterator[Group]:
    """Yield the neighbours on one side of a node, by what joins them to it."""
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
        sources=sources_of(visit, edge),
        basis=edge.basis,
        suspect=edge.suspect,
    )
