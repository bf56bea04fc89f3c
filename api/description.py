"""The OpenAPI description: parameters from the filters, schemas from the table of kinds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.asking import MOST_SHOWN, SHOWN, Filter, Takes
from api.problem_details import MEDIA_TYPE, TYPES, ProblemType
from graph.identity import ID_LIMIT, ID_PATTERN
from graph.model import LANGUAGES, Field, FieldType, Model, NodeKind
from views.documents import Document

_ID: Final = {"type": "string", "pattern": f"^{ID_PATTERN.pattern}$", "maxLength": ID_LIMIT}
_TEXT: Final = {"type": "string"}

_FILTER_SCHEMAS: Final[Mapping[Takes, Document]] = {
    Takes.NODES: _ID,
    Takes.EDGE_OUT: _ID,
    Takes.EDGE_IN: _ID,
    Takes.DAY: {"type": "string", "format": "date"},
    Takes.NUMBER: {"type": "integer", "minimum": 1, "maximum": MOST_SHOWN, "default": SHOWN},
}
"""What a filter's value looks like; where nothing is said, a text."""

_FIELD_SCHEMAS: Final[Mapping[FieldType, Document]] = {
    FieldType.URL: {"type": "string", "format": "uri"},
    FieldType.WHOLE: {"type": "integer"},
    FieldType.DECIMAL: {"type": "number"},
    FieldType.YES_NO: {"type": "boolean"},
    FieldType.DATE: {"type": "string", "format": "date"},
}
"""What a field looks like in JSON; where nothing is said, a text."""

_PROBLEM: Final[Document] = {
    "type": "object",
    "description": "An error (RFC 9457). `problems` lists what is wrong with a question.",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {"type": "string", "enum": [each.address for each in TYPES]},
        "title": _TEXT,
        "status": {"type": "integer"},
        "detail": _TEXT,
        "instance": _TEXT,
        "count": {"type": "integer", "description": "How many problems there are."},
        "problems": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["code", "title", "hint"],
                "properties": {"code": _TEXT, "title": _TEXT, "hint": _TEXT},
            },
        },
    },
}


def description(app: FastAPI, model: Model) -> Document:
    """Return the OpenAPI document of an application."""
    document = get_openapi(
        title=app.title,
        version=app.version,
        description=app.description,
        routes=app.routes,
        tags=app.openapi_tags,
    )
    schemas = {kind.name: record_schema(model, kind) for kind in model.nodes}
    return document | {"components": {"schemas": {"Problem": _PROBLEM, **schemas}}}


def parameters(filters: Iterable[Filter]) -> list[Document]:
    """Return filters as OpenAPI parameters; one that repeats is a list of `name=value`."""
    return [_parameter(each) for each in filters]


def _parameter(each: Filter) -> Document:
    schema: Document = dict(_FILTER_SCHEMAS.get(each.takes, _TEXT))
    if each.options:
        schema["enum"] = list(each.options)
    if each.repeats:
        schema = {"type": "array", "items": schema}
    document: Document = {"name": each.name, "in": "query", "description": each.help}
    if each.example:
        document["example"] = [each.example] if each.repeats else each.example
    return document | {"schema": schema, "explode": True}


def problem_responses(types: Iterable[ProblemType]) -> dict[int | str, dict[str, Any]]:
    """Return the responses of a route that are problems."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    by_status = sorted(types, key=lambda each: each.status)
    return {each.status: {"description": each.title, "content": content} for each in by_status}


def records_schema(model: Model) -> Document:
    """Return the schema of a record of any kind."""
    references = [{"$ref": f"#/components/schemas/{kind.name}"} for kind in model.nodes]
    return {"oneOf": references}


def record_schema(model: Model, kind: NodeKind) -> Document:
    """Return the schema of a whole record of a kind."""
    fields = model.fields_of(kind)
    number = {"type": "integer", "description": "The revision that it was last changed in."}
    return {
        "type": "object",
        "description": kind.help,
        "required": ["id", "kind", *(each.name for each in fields if each.required)],
        "properties": {
            "id": {**_ID, "example": kind.id_example},
            "kind": {"const": kind.name},
            **{each.name: _field(each) for each in fields},
            "revision": number,
            "text_revision": {**number, "description": "The one its texts were last changed in."},
        },
    }


def _field(each: Field) -> Document:
    schema: Document = dict(_FIELD_SCHEMAS.get(each.type, _TEXT))
    if each.type is FieldType.ROWS:
        rows = {row.name: _field(row) for row in each.rows}
        schema = {"type": "array", "items": {"type": "object", "properties": rows}}
    if each.options:
        schema["enum"] = list(each.options)
    if each.bounds is not None:
        schema["minimum"], schema["maximum"] = each.bounds
    if each.pattern is not None:
        schema["pattern"] = f"^(?:{each.pattern})$"
    if each.localised:
        schema = {"type": "object", "properties": dict.fromkeys(LANGUAGES, schema)}
    if each.many:
        schema = {"type": "array", "items": schema}
    return schema | {"title": each.label.en, "description": each.help}
