"""Answers as tables of plain values: a row for each result, a column for each field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from graph.model import FieldType

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from graph.answers import Answer, Result
    from graph.model import Model, NodeKind
    from graph.records import Edge, Node, Value
    from graph.surroundings import Shown

Cell: TypeAlias = "str | int | Decimal | date | bool | None"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of values under the names of their columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def answer_table(model: Model, kind: NodeKind | None, answer: Answer) -> Table:
    """Return an answer's page of results: identifier, fields, and how each is proved.

    `basis` says what is invented.  Columns are named as in a kind's sheet; the proof's are `mode`,
    `chains` and `because` (in bokmål; `because_en` in English).
    """
    fields = model.common if kind is None else model.fields_of(kind)
    names = [
        column for each in fields if each.type is not FieldType.ROWS for column in each.columns
    ]
    proof = ("mode", "chains", "because", "because_en")
    rows = tuple(
        (
            result.node.id,
            result.node.kind,
            *(cell(result.node.values.get(name)) for name in names),
            *_proof(result),
        )
        for result in answer.results
    )
    return Table(("id", "kind", *names, *proof), rows)


def _proof(result: Result) -> tuple[Cell, ...]:
    proof = result.serves or result.served_by
    if proof is None:
        return (None,) * 4
    return proof.mode.word, proof.chains, proof.because.nb, proof.because.en


def neighbours_table(shown: Shown) -> Table:
    """Return a node's edges: one a row, with what rests on what, and the node at its other end."""
    columns = ("from", "edge", "to", "key", "basis", "source", "other", "kind", "title")
    return Table(columns, tuple(_edge(each.edge, each.node) for each in shown.neighbours))


def _edge(edge: Edge, node: Node) -> tuple[Cell, ...]:
    basis, source = edge.basis.value, edge.source
    ends = edge.from_id, edge.kind, edge.to_id, edge.key
    return *ends, basis, source, node.id, node.kind, node.title


def cell(value: Value | None) -> Cell:
    """Return a field's value as one cell; several values stand with a space between them."""
    if isinstance(value, tuple):
        return " ".join(str(each) for each in value if not isinstance(each, Mapping))
    return value
