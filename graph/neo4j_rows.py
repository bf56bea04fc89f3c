"""How records become properties in Neo4j, and properties records.

A node's or relationship's properties are its fields, by the names of design.md, so that the graph
reads naturally in Neo4j's own tools: texts, whole numbers, yes/no, dates and lists as such, a
decimal as its exact text.  The rows of a sub-table are parallel lists, one for each of its columns
and all of one length: `budget_year`, `budget_net`.  What the engine keeps beside them begins with
`_`, which no field does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from graph.identity import namespace_of, order_key
from graph.model import Basis, FieldType
from graph.records import Edge, EdgeKey, Node, NodeKey, edge_order
from graph.values import from_json, to_json

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from graph.model import Field, Model
    from graph.records import EdgeId, Value

Properties = dict[str, Any]

ALWAYS: Final = ("", "~")
"""First day in force, and first day no longer, of what has no dates: before and after them all."""

NEVER: Final = 10**12
"""As the revision that supersedes something: none does yet, as no graph has so many."""

_BASIS: Final = {str(basis): basis for basis in Basis}
"""By its text; a look-up is faster than a call for each row."""


# --- nodes and edges ------------------------------------------------------------------------------


def node_properties(model: Model, node: Node) -> Properties:
    """Return what is stored of a node."""
    return {
        **_fields(model.columns[node.kind], node.values),
        "id": node.id,
        "_kind": node.kind,
        "_namespace": node.namespace,
        "_place": order_key(node.id),
        "_search": node.search,
        "_revision": node.revision,
        "_until": NEVER,
        "_text_revision": node.text_revision,
    }


def node_of(model: Model, stored: Mapping[str, Any]) -> Node:
    """Return the node of its properties."""
    kind = stored["_kind"]
    return Node(
        id=stored["id"],
        kind=kind,
        values=_values(model.columns[kind], stored),
        revision=stored["_revision"],
        text_revision=stored["_text_revision"],
    )


def edge_properties(model: Model, edge: Edge, low: Node, high: Node, number: int) -> Properties:
    """Return what is stored of an edge between two nodes, as a revision leaves all three.

    What a walk asks of an edge and both its ends stands on the edge, so that it looks at nothing
    else: when all are in force, what they rest on, and whether the edge is suspect.
    """
    texts = max(low.text_revision, high.text_revision)
    first, last = _span((edge, low, high))
    stored = {
        **_fields(model.columns[edge.kind], edge.values),
        "_from": edge.from_id,
        "_to": edge.to_id,
        "_key": edge.key,
        "_place": edge_place(edge.id),
        "_since": number,
        "_until": NEVER,
        "_revision": edge.revision,
        "_confirmed_revision": edge.confirmed_revision,
        "_suspect": texts > edge.confirmed_revision,
        "_first": first,
        "_last": last,
        "_rests": rests_on((edge.basis, low.basis, high.basis)),
    }
    if namespace_of(edge.to_id) in model.shared:
        home = namespace_of(edge.from_id)
        stored["_organisation"] = "" if home in model.shared else home
    return stored


def edge_of(model: Model, kind: str, stored: Mapping[str, Any]) -> Edge:
    """Return the edge of a relationship's type and properties."""
    return Edge(
        kind=kind,
        from_id=stored["_from"],
        to_id=stored["_to"],
        key=stored["_key"],
        values=_values(model.columns[kind], stored),
        revision=stored["_revision"],
        confirmed_revision=stored["_confirmed_revision"],
        suspect=stored["_suspect"],
    )


def node_key_of(row: Iterable[Any]) -> NodeKey:
    """Return the key of a row of identifier, kind and basis."""
    node_id, kind, basis = row
    return NodeKey(node_id, kind, _BASIS[basis])


def edge_key_of(row: Iterable[Any]) -> EdgeKey:
    """Return the key of a row of kind, from, to, key, basis and whether it is suspect."""
    kind, from_id, to_id, key, basis, suspect = row
    return EdgeKey(kind, from_id, to_id, key, _BASIS[basis], suspect)


def edge_place(edge: EdgeId) -> str:
    """Return one text that edges are sorted by as `edge_order` sorts them.

    In ASCII, as databases compare other letters each in their own way; a tab sorts before whatever
    may stand in an identifier or a kind.
    """
    low, kind, high, key = edge_order(edge)
    return "\t".join((low, kind, high, key.encode().hex()))


def rests_on(basis: Collection[str]) -> str:
    """Return what an edge and its ends rest on, as one text."""
    return " ".join(sorted(set(map(str, basis))))


def _span(records: Collection[Node | Edge]) -> tuple[str, str]:
    """Return the first day on which all records are in force, and the first day no longer."""
    first, last = ALWAYS
    for each in records:
        if each.valid_from is not None:
            first = max(first, each.valid_from.isoformat())
        if each.valid_to is not None:
            last = min(last, each.valid_to.isoformat())
    return first, last


# --- fields ---------------------------------------------------------------------------------------


def selected(columns: Mapping[str, Field], names: Iterable[str]) -> list[str]:
    """Return the properties that hold some columns."""
    return [each for name in names if name in columns for each in _names(name, columns[name])]


def values_of(
    columns: Mapping[str, Field], names: Iterable[str], stored: Mapping[str, Any]
) -> dict[str, Value]:
    """Return some columns' values from properties."""
    return _values({name: columns[name] for name in names if name in columns}, stored)


def wanted(texts: Collection[str]) -> list[object]:
    """Return what a field may hold that files write as any of some texts."""
    return [each for text in storable(texts) for each in (text, *_read(text))]


def storable(texts: Iterable[str]) -> list[str]:
    """Return the texts that may be sent: half a surrogate pair is none that is stored."""
    return [text for text in map(str, texts) if text.isascii() or _is_text(text)]


def _is_text(text: str) -> bool:
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


def _read(text: str) -> Iterator[object]:
    """Yield what is not text and is written so in files."""
    if text in {"yes", "no"}:
        yield text == "yes"
    # A longer one is no whole number of ours, nor one that the server knows.
    if len(text) <= len(str(-(2**53))) and text.removeprefix("-").isdecimal():
        if str(int(text)) == text:
            yield int(text)
        return
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return
    if day.isoformat() == text:
        yield day


def _names(name: str, field: Field) -> Iterator[str]:
    """Yield the properties that hold a column."""
    if field.type is not FieldType.ROWS:
        yield name
        return
    yield f"_{name}"
    for each in field.rows:
        yield f"{name}_{each.name}"


def _fields(columns: Mapping[str, Field], values: Mapping[str, Value]) -> Properties:
    stored: Properties = {}
    for name, value in values.items():
        if columns[name].type is FieldType.ROWS and isinstance(value, tuple):
            rows = [row for row in value if isinstance(row, Mapping)]
            stored |= _parallel(name, columns[name], rows)
        else:
            stored[name] = _plain(columns[name], value)
    return stored


def _parallel(
    name: str, field: Field, rows: Collection[Mapping[str, Any]]
) -> Iterator[tuple[str, Any]]:
    """Yield the rows of a sub-table as parallel lists, and how many there are.

    A list holds no gaps, and values of one type: a column that is blank in some rows stands as
    texts, and "" is a blank.  `toInteger` makes of both what they are.
    """
    yield f"_{name}", len(rows)
    for each in field.rows:
        held = [row[each.name] for row in rows if each.name in row]
        if len(held) == len(rows):
            yield f"{name}_{each.name}", [_plain(each, value) for value in held]
        elif held:
            yield f"{name}_{each.name}", [_text(row.get(each.name, "")) for row in rows]


def _values(columns: Mapping[str, Field], stored: Mapping[str, Any]) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for name, field in columns.items():
        if field.type is FieldType.ROWS:
            if stored.get(f"_{name}") is not None:
                values[name] = tuple(_rows(name, field, stored))
        elif stored.get(name) is not None:
            values[name] = _value(field, stored[name])
    return values


def _rows(name: str, field: Field, stored: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the rows that `_parallel` stored."""
    rows: list[dict[str, Any]] = [{} for _ in range(stored[f"_{name}"])]
    for each in field.rows:
        held = stored.get(f"{name}_{each.name}")
        for row, value in zip(rows, held, strict=True) if held else ():
            if value != "":
                read = _TEXTS.get(each.type) if isinstance(value, str) else None
                row[each.name] = read(value) if read else _value(each, value)
    yield from rows


def _text(value: Any) -> str:  # noqa: ANN401 - what a row holds
    """Return a value of a column that is blank in some rows."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(to_json(value))


def with_blanks(name: str, field: Field, stored: Mapping[str, Any]) -> Properties:
    """Return what is to change of a sub-table's lists that the first schema wrote.

    It left blanks out, and said in a list beside them which rows the others were of.
    """
    new: Properties = {}
    for each in field.rows:
        column = f"{name}_{each.name}"
        places = stored.get(f"_{column}")
        if places is None:
            continue
        texts = [""] * stored[f"_{name}"]
        for place, value in zip(places, stored[column], strict=True):
            texts[place] = _text(_value(each, value))
        new |= {column: texts, f"_{column}": None}
    return new


_TEXTS: Final[Mapping[FieldType, Callable[[str], Any]]] = {
    FieldType.WHOLE: int,
    FieldType.YES_NO: "true".__eq__,
    FieldType.DATE: date.fromisoformat,
}
"""What reads `_text` where the value is no text."""


def _plain(field: Field, value: Any) -> Any:  # noqa: ANN401 - what the driver takes
    """Return a value as Neo4j stores it."""
    if field.type is FieldType.DATE:
        return list(value) if isinstance(value, tuple) else value
    return to_json(value)


def _value(field: Field, stored: Any) -> Any:  # noqa: ANN401 - what the driver gives
    """Return the value that `_plain` stored."""
    if field.type is FieldType.DATE:
        days = tuple(day.to_native() for day in (stored if field.many else [stored]))
        return days if field.many else days[0]
    return from_json(field, stored)
