"""Graphs drawn as text, so that a test shows the graph that it is about.

    asker:tiltak.b -CONTRIBUTES_TO-> sdg:11.6
    asker:tiltak.a -ADVANCES-> asker:delmal.1 -DERIVED_FROM-> sdg:11.6 {basis=inferred}
    asker:sykkel (Measure) {title="Sykkelparkering ved stasjonen", valid_to=2024-01-01}
    sdg:11 -AFFECTS[buss]-> sdg:13 {score=2}

A line draws one node or a chain of edges.  Nodes at the ends of edges are there too.  The kind of a
node stands in its identifier (`asker:tiltak.b` is a tiltak, a Measure; `sdg:11.6` is an SDGTarget),
or else in brackets on a line of its own.  Fields stand in braces; those of a chain are its edges'.
Where nothing is said, title and source have a value, and all is documented and always in force.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from graph.changes import ChangeSet
from graph.identity import local_of, namespace_of
from graph.kinds import MODEL
from graph.model import FieldType
from graph.records import Edge, EdgeId, Node
from graph.store import Scope
from graph.values import from_json

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from graph.identity import NodeId
    from graph.model import Field
    from graph.records import EdgeKey, Value

TODAY: Final = date(2026, 11, 23)
NOW: Final = Scope(as_of=TODAY)
"""Everything that is in force today."""

_LINE: Final = re.compile(r"(?P<drawn>[^({]+?)\s*(?:\((?P<kind>\w+)\))?\s*(?:\{(?P<fields>.*)\})?")
_ARROW: Final = re.compile(r"\s+-([A-Z_]+)(?:\[(.+?)\])?->\s+")
_FIELD: Final = re.compile(r'\s*(\w+)=(?:"([^"]*)"|([^\s,"]+))\s*(?:,|$)')
_KINDS: Final = {
    kind.one.nb.translate(str.maketrans("æøå", "aoa")): kind.name for kind in MODEL.nodes
}
"""Node kinds by what an identifier begins with: their Norwegian word, without æ, ø and å."""


def sketch(drawing: str) -> ChangeSet:
    """Return the change that puts what is drawn."""
    nodes: dict[NodeId, Node] = {}
    edges: list[Edge] = []
    for line in filter(None, map(str.strip, drawing.splitlines())):
        match = _LINE.fullmatch(line)
        assert match, f"Cannot read {line!r}."
        fields = _cells(match["fields"] or "")
        lower, *steps = _ARROW.split(match["drawn"])
        if not steps:
            kind = match["kind"] or kind_of(lower)
            nodes[lower] = node(lower, kind, **_read(MODEL.columns[kind], fields))
            continue
        nodes.setdefault(lower, node(lower))
        for kind, key, upper in zip(steps[::3], steps[1::3], steps[2::3], strict=True):
            nodes.setdefault(upper, node(upper))
            values = _read(MODEL.columns[kind], fields)
            edges.append(edge(kind, lower, upper, key=key or "", **values))
            lower = upper
    return change(*nodes.values(), *edges)


def change(
    *puts: Node | Edge,
    removes: Collection[NodeId | EdgeId] = (),
    confirms: Collection[EdgeId] = (),
    expects: Mapping[NodeId, int] | None = None,
) -> ChangeSet:
    """Return a change with a key of its own."""
    return ChangeSet(
        key=uuid4().hex,
        author="kari",
        reason="drawn in a test",
        puts=puts,
        removes=tuple(removes),
        confirms=frozenset(confirms),
        expects=expects or {},
    )


def node(node_id: NodeId, kind: str | None = None, /, **fields: Value | None) -> Node:
    """Return a node; a field that is None is not there."""
    given = {"title": local_of(node_id), "basis": "documented", "source": "a sketch", **fields}
    return Node(id=node_id, kind=kind or kind_of(node_id), values=_present(given))


def edge(
    kind: str, from_id: NodeId, to_id: NodeId, *, key: str = "", **fields: Value | None
) -> Edge:
    """Return an edge; a field that is None is not there."""
    given = {"basis": "documented", "source": "a sketch", **fields}
    return Edge(kind=kind, from_id=from_id, to_id=to_id, key=key, values=_present(given))


def edge_id(drawing: str) -> EdgeId:
    """Return the identity of one drawn edge."""
    (drawn,) = sketch(drawing).edges
    return drawn.id


def arrow(edge: EdgeKey | Edge) -> str:
    """Return an edge as it is drawn."""
    key = f"[{edge.key}]" if edge.key else ""
    return f"{edge.from_id} -{edge.kind}{key}-> {edge.to_id}"


def kind_of(node_id: NodeId) -> str:
    """Return the kind that an identifier tells."""
    word, *rest = local_of(node_id).split(".")
    if namespace_of(node_id) == "norway":
        return "Expectation"
    if namespace_of(node_id) == "sdg":
        return "Layer" if word == "layer" else "SDGTarget" if rest else "SDG"
    assert word in _KINDS, f"{node_id!r} tells no kind: declare it, as in `{node_id} (Measure)`."
    return _KINDS[word]


def _present(fields: Mapping[str, Value | None]) -> dict[str, Value]:
    return {name: value for name, value in fields.items() if value is not None}


def _cells(text: str) -> dict[str, str]:
    """Return the fields between braces as text."""
    found = list(_FIELD.finditer(text))
    assert "".join(match[0] for match in found) == text, f"Cannot read the fields {text!r}."
    return {match[1]: match[3] if match[2] is None else match[2] for match in found}


def _read(columns: Mapping[str, Field], cells: Mapping[str, str]) -> dict[str, Value]:
    """Return the fields' values, each as its column wants it."""
    return {name: _value(columns[name], text) for name, text in cells.items()}


def _value(column: Field, text: str) -> Value:
    if column.many:
        return tuple(text.split())
    if column.type is FieldType.WHOLE:
        return int(text)
    if column.type is FieldType.YES_NO:
        return text == "yes"
    return from_json(column, text)
