"""JSON Schemas of everything that the HTTP API answers, derived from the table of kinds.

They say what is always there (`required`) and what may be; members may be added in later versions.
Examples and answers are checked against them, closed, in `tests/api/test_schemas.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from api.problem_details import TYPES
from graph.identity import ID_LIMIT, ID_PATTERN
from graph.model import (
    LANGUAGES,
    Basis,
    Direction,
    EdgeKind,
    Field,
    FieldType,
    Mode,
    Model,
    NodeKind,
)
from views.documents import Document

ID: Final = {"type": "string", "pattern": f"^{ID_PATTERN.pattern}$", "maxLength": ID_LIMIT}
TEXT: Final = {"type": "string"}
DAY: Final = {"type": "string", "format": "date"}

_COUNT: Final = {"type": "integer", "minimum": 0}
_PERHAPS_COUNT: Final = {"type": ["integer", "null"], "minimum": 0}
_PERHAPS_TEXT: Final = {"type": ["string", "null"]}
_YES_NO: Final = {"type": "boolean"}
_BASIS: Final = {"type": "string", "enum": [each.value for each in Basis]}
_MODE: Final = {"type": "string", "enum": [each.word for each in Mode]}
_DIRECTION: Final = {"type": "string", "enum": ["out", "in"]}

_FIELDS: Final[Mapping[FieldType, Document]] = {
    FieldType.URL: {"type": "string", "format": "uri"},
    FieldType.WHOLE: {"type": "integer"},
    FieldType.DECIMAL: {"type": "number"},
    FieldType.YES_NO: {"type": "boolean"},
    FieldType.DATE: DAY,
}
"""What a field looks like in JSON; where nothing is said, a text."""


def schemas(model: Model) -> dict[str, Document]:
    """Return every schema by its name: the answers, their parts, and the records of each kind."""
    return {
        **_parts(model),
        **_answers(model),
        "Problem": PROBLEM,
        **{kind.name: record_schema(model, kind) for kind in model.nodes},
        **{f"{kind.name}Edge": edge_schema(model, kind) for kind in model.edges},
    }


def ref(name: str) -> Document:
    """Return a reference to a schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def _list(items: Document, about: str = "") -> Document:
    return {"type": "array", "items": items} | ({"description": about} if about else {})


def _object(about: str, required: Document, optional: Document | None = None) -> Document:
    document: Document = {"type": "object", "required": list(required)} if required else {}
    properties = {**required, **(optional or {})}
    return {"type": "object", "description": about} | document | {"properties": properties}


def _of(reference: str, about: str) -> Document:
    return {"$ref": f"#/components/schemas/{reference}", "description": about}


def _by_basis() -> Document:
    return _object("How many rest on what.", {each.value: _COUNT for each in Basis})


_REVISION: Final = {**_COUNT, "description": "The revision of the graph that was read."}


def _parts(model: Model) -> dict[str, Document]:
    """Return what answers are made of."""
    kind = {"type": "string", "enum": [each.name for each in model.nodes]}
    edge = {"type": "string", "enum": [each.name for each in model.edges]}
    key = {"key": {**TEXT, "description": "What tells it from others between the same nodes."}}
    ends = {"from": ID, "edge": edge, "to": ID}
    proof: Document = {
        "mode": {**_MODE, "description": "The narrowest mode that reaches it."},
        "chains": {**_COUNT, "description": "How many chains there are."},
        "chain": _list(ref("Edge"), "The best chain, from the lower end up."),
        "because": _of("Words", "That chain in words."),
    }
    scope: Document = {
        "organisation": _PERHAPS_TEXT,
        "basis": _list(_BASIS),
        "as_of": {**DAY, "description": "The day that the answer is for."},
    }
    brief: Document = {
        "id": ID,
        "kind": kind,
        "title": ref("Texts"),
        "basis": {**_BASIS, "description": "illustrative is invented"},
    }
    return {
        "Words": _object("A text that we write, in bokmål and English.", {"nb": TEXT, "en": TEXT}),
        "Texts": _object(
            "A text of the data; one that is missing falls back to bokmål.",
            {},
            dict.fromkeys(LANGUAGES, TEXT),
        ),
        "Edge": _object("An edge, by its ends.", ends, key),
        "Brief": _object("A node as lists show it.", brief),
        "Result": _object(
            "A node that passes, and the proof that it does.",
            brief,
            {
                **proof,
                "served_by": _object("The proof of a second condition.", proof),
                "part_of": _list(ID, "The results that it is a part of; it is not counted itself."),
            },
        ),
        "Limit": _object(
            "Why the answer may not be all there is to say.",
            {"code": TEXT, "text": ref("Words")},
            {
                "edge": edge,
                "direction": _DIRECTION,
                "nodes": _list(ID),
                "edges": _list(ref("Edge")),
            },
        ),
        "Evidence": _object(
            "What lies on the chains of the results shown.",
            {"nodes": _list(ID), "edges": _list(ref("Edge"))},
        ),
        "Question": _object(
            "The question as it was understood; filters that were not used are left out.",
            {"ask": {"type": "string", "enum": ["serving", "served", "find"]}, "mode": _MODE}
            | {"kind": {"type": ["string", "null"], "enum": [*kind["enum"], None]}}
            | scope,
            {
                "goals": _list(ID),
                "served_by": _list(ID),
                "text": TEXT,
                "fields": {"type": "object", "additionalProperties": _list(TEXT)},
                "edges": _list(
                    _object(
                        "Edges that a result has.",
                        {"edge": edge, "direction": _DIRECTION, "nodes": _list(ID)},
                    )
                ),
            },
        ),
        "TraceQuestion": _object(
            "The question as it was understood.",
            {"ask": {"const": "trace"}, "node": ID, "mode": _MODE}
            | {"direction": {"type": "string", "enum": [each.value for each in Direction]}}
            | scope,
        ),
        "ShowQuestion": _object(
            "The question as it was understood.", {"ask": {"const": "show"}, "node": ID} | scope
        ),
        "Record": {
            "description": "The whole record of a node of any kind.",
            "oneOf": [ref(each.name) for each in model.nodes],
        },
        "EdgeRecord": {
            "description": "The whole record of an edge of any kind.",
            "oneOf": [ref(f"{each.name}Edge") for each in model.edges],
        },
        "Revision": _object("One applied change.", _revision()),
        "Change": _object(
            "What one revision did to one node or edge.",
            {
                "revision": _COUNT,
                "change": {"type": "string", "enum": ["added", "changed", "removed"]},
                "before": _record_or_none("What was there; null: nothing."),
                "after": _record_or_none("What is there then; null: nothing."),
            },
            {"node": ID, "edge": ref("Edge")},
        ),
        "FieldOfKind": _field_of_kind(),
    }


def _revision() -> Document:
    return {
        "number": {"type": "integer", "minimum": 1},
        "at": {"type": "string", "format": "date-time"},
        "author": {**TEXT, "description": "An identifier, no name."},
        "reason": TEXT,
        "case": {**_PERHAPS_TEXT, "description": "The case that it was made under."},
    }


def _record_or_none(about: str) -> Document:
    kinds = [ref("Record"), ref("EdgeRecord"), {"type": "null"}]
    return {"description": about, "anyOf": kinds}


def _field_of_kind() -> Document:
    return _object(
        "A field that nodes or edges of a kind have.",
        {
            "name": TEXT,
            "columns": _list(TEXT, "The columns of a sheet that hold it."),
            "type": {"type": "string", "enum": [each.value for each in FieldType]},
            "label": ref("Words"),
            "help": TEXT,
            "help_nb": TEXT,
            "required": _YES_NO,
            "many": _YES_NO,
        },
        {
            "options": {"type": "object", "additionalProperties": ref("Words")},
            "rows": _list(ref("FieldOfKind"), "The fields of a sub-table's rows."),
        },
    )


def _answers(model: Model) -> dict[str, Document]:
    """Return the documents that routes answer with."""
    sentence = _of("Words", "The answer in one or two plain sentences.")
    limits = _list(ref("Limit"), "What limits it.")
    changes = {"changes": _list(ref("Change"), "In order."), "revision": _REVISION}
    revisions = {"revisions": _list(ref("Revision"), "The revisions that they were made in.")}
    return {
        "Answer": _object(
            "Which nodes pass the filters: a page of them, with proof, and counts of the whole.",
            {
                "question": ref("Question"),
                "sentence": sentence,
                "results": _list(ref("Result"), "In order."),
                "counts": _counts(),
                "limits": limits,
                "evidence": ref("Evidence"),
                "revision": _REVISION,
            },
            {
                "apart": _object(
                    "In mode broad, what serves only the heading of what was asked; uncounted.",
                    {"goals": _list(ID), "results": _list(ref("Brief"))},
                )
            },
        ),
        "Trace": _object(
            "The red thread from a node, as a graph.",
            {
                "question": ref("TraceQuestion"),
                "sentence": sentence,
                "nodes": _list(_traced_node(model), "In order."),
                "edges": _list(_traced_edge(model), "In order."),
                "counts": _object("By basis.", {"nodes": _by_basis(), "edges": _by_basis()}),
                "limits": limits,
                "truncated": {**_YES_NO, "description": "Whether it was cut, as too large."},
                "revision": _REVISION,
            },
        ),
        "Neighbours": _object(
            "What a node is joined to.",
            {
                "question": ref("ShowQuestion"),
                "neighbours": _list(
                    _object(
                        "An edge, and the node at its other end.",
                        {
                            "direction": _DIRECTION,
                            "words": _of("Words", "How the edge reads from the node asked about."),
                            "edge": ref("EdgeRecord"),
                            "node": ref("Brief"),
                        },
                    )
                ),
                "limits": limits,
                "revision": _REVISION,
            },
        ),
        "Kinds": _kinds(),
        "Index": _index(),
        "Revisions": _object(
            "Revisions, in order.",
            {"revisions": _list(ref("Revision")), "revision": _REVISION},
        ),
        "RevisionAndChanges": _object(
            "One revision, and a page of what it changed.",
            _revision() | {"changes": _list(ref("Change"), "In order.")},
        ),
        "Changes": _object("A page of changes.", changes | revisions),
        "History": _object("A page of the changes of a node.", {"node": ID} | changes | revisions),
        "Health": _object("The server is up.", {"status": {"const": "up"}}),
        "Ready": _object(
            "The graph can be read.", {"status": {"const": "ready"}, "revision": _REVISION}
        ),
    }


def _counts() -> Document:
    return _object(
        "What is counted over the whole answer, whatever page of it is shown.",
        {
            "results": {**_COUNT, "description": "Results that are no parts of other results."},
            "parts": {**_COUNT, "description": "Results that are."},
            "resting_on_invented": _PERHAPS_COUNT,
            "without_lead": _PERHAPS_COUNT,
            "only_broad": _PERHAPS_COUNT,
            "evidence": _object("By basis.", {"nodes": _by_basis(), "edges": _by_basis()}),
        },
    )


def _traced_node(model: Model) -> Document:
    brief = _parts(model)["Brief"]["properties"]
    chains = {"mode": _MODE, "chains": _COUNT}
    return _object("A node; the start alone has no chains.", brief, chains)


def _traced_edge(model: Model) -> Document:
    edge = _parts(model)["Edge"]["properties"]
    key = {"key": edge.pop("key")}
    suspect = {**_YES_NO, "description": "A text of an end changed since it was confirmed."}
    return _object("An edge of the thread.", edge | {"basis": _BASIS, "suspect": suspect}, key)


def _kinds() -> Document:
    node: Document = {
        "name": TEXT,
        "plural": {**TEXT, "description": "Names its collection, command and sheet."},
        "one": ref("Words"),
        "many": ref("Words"),
        "help": TEXT,
        "help_nb": TEXT,
        "colour": {"type": "string", "pattern": "^#[0-9A-Fa-f]{6}$"},
        "level": {"type": ["integer", "null"], "description": "Its place in the red thread."},
        "namespace": {**_PERHAPS_TEXT, "description": "The shared one that all of them are in."},
        "id_example": ID,
        "fields": _list(ref("FieldOfKind")),
        "edges_out": _list(TEXT),
        "edges_in": _list(TEXT),
    }
    edge: Document = {
        "name": TEXT,
        "up": _of("Words", "How it reads from its from end."),
        "down": _of("Words", "How it reads from its to end."),
        "filter_out": TEXT,
        "filter_in": TEXT,
        "help": TEXT,
        "help_nb": TEXT,
        "ends": _list(_object("What it may join.", {"from": TEXT, "to": TEXT})),
        "mode": {"type": ["string", "null"], "enum": [*_MODE["enum"], None]},
        "key": {"anyOf": [ref("Words"), {"type": "null"}]},
        "fields": _list(ref("FieldOfKind")),
    }
    return _object(
        "The table of kinds.",
        {
            "nodes": _list(_object("A kind of node.", node)),
            "edges": _list(_object("A kind of edge.", edge)),
            "modes": _list(_MODE),
            "shared": _list(TEXT, "The namespaces that belong to no organisation."),
        },
    )


def _index() -> Document:
    addresses = {"type": "object", "additionalProperties": TEXT}
    collection = _object(
        "Nodes of a kind.", {"kind": TEXT, "help": TEXT, "help_nb": TEXT, "href": TEXT}
    )
    return _object(
        "What there is.",
        {
            "name": TEXT,
            "version": TEXT,
            "links": addresses,
            "templates": {**addresses, "description": "Addresses with holes (RFC 6570)."},
            "collections": _list(collection),
        },
    )


PROBLEM: Final[Document] = _object(
    "An error (RFC 9457). `problems` lists what is wrong with a question, and `count` says how "
    "many there are.",
    {
        "type": {"type": "string", "enum": [each.address for each in TYPES]},
        "title": TEXT,
        "status": {"type": "integer"},
        "detail": TEXT,
        "instance": TEXT,
        "request_id": {**TEXT, "description": "Names the request in the server's log."},
    },
    {
        "count": _COUNT,
        "problems": _list(
            _object(
                "One thing that is wrong.",
                {"code": TEXT, "title": TEXT, "hint": {**TEXT, "description": "How to mend it."}},
            )
        ),
    },
)


# --- records --------------------------------------------------------------------------------------


def record_schema(model: Model, kind: NodeKind) -> Document:
    """Return the schema of a whole record of a kind."""
    fields = {each.name: each for each in model.fields_of(kind)}
    number = {"type": "integer", "description": "The revision that it was last changed in."}
    text_number = {**number, "description": "The one that its texts were last changed in."}
    return _object(
        kind.help.en,
        {
            "id": {**ID, "examples": [kind.id_example]},
            "kind": {"const": kind.name},
            **{name: _field(each) for name, each in fields.items() if each.required},
            "revision": number,
            "text_revision": text_number,
        },
        {name: _field(each) for name, each in fields.items() if not each.required},
    )


def edge_schema(model: Model, kind: EdgeKind) -> Document:
    """Return the schema of a whole edge of a kind; history tells it without `suspect`."""
    fields = {each.name: each for each in model.fields_of(kind)}
    return _object(
        kind.help.en,
        {
            "from": ID,
            "edge": {"const": kind.name},
            "to": ID,
            **{name: _field(each) for name, each in fields.items() if each.required},
            "revision": {"type": "integer"},
            "confirmed_revision": {"type": "integer"},
        },
        {
            "key": TEXT,
            "suspect": {**_YES_NO, "description": "A text of an end changed since."},
            **{name: _field(each) for name, each in fields.items() if not each.required},
        },
    )


def _field(each: Field) -> Document:
    schema: Document = dict(_FIELDS.get(each.type, TEXT))
    if each.type is FieldType.ROWS:
        must = {row.name: _field(row) for row in each.rows if row.required}
        may = {row.name: _field(row) for row in each.rows if not row.required}
        schema = _list(_object(each.help.en, must, may))
    if each.options:
        schema["enum"] = list(each.options)
    if each.bounds is not None:
        schema["minimum"], schema["maximum"] = each.bounds
    if each.pattern is not None:
        schema["pattern"] = f"^(?:{each.pattern})$"
    if each.localised:
        schema = {"type": "object", "properties": dict.fromkeys(LANGUAGES, schema)}
    if each.many:
        schema = _list(schema)
    return schema | {"title": each.label.en, "description": each.help.en}
