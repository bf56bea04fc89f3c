"""The OpenAPI description: parameters from the filters, schemas from the table of kinds.

Its examples are answers that were really given (`api/examples.json`, which
`python -m tests.docs.commands` writes).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.asking import MOST_SHOWN, NEVER, SHOWN, TEXT_LIMIT, Filter, Takes
from api.problem_details import (
    BAD_REQUEST,
    FOREIGN_HOST,
    MEDIA_TYPE,
    METHOD,
    TYPES,
    UNAVAILABLE,
    UNKNOWN_NODE,
    UNKNOWN_PATH,
    ProblemType,
)
from api.schemas import DAY, ID, TEXT, ref, schemas
from graph.identity import ID_LIMIT, ID_PATTERN
from graph.model import FieldType, Model
from views.documents import Document

EXAMPLES: Final = Path(__file__).with_name("examples.json")
"""Answers that were given to real questions about the packaged data."""

_FILTER_SCHEMAS: Final[Mapping[Takes, Document]] = {
    Takes.NODES: ID,
    Takes.EDGE_OUT: ID,
    Takes.EDGE_IN: ID,
    Takes.DAY: DAY,
    Takes.NUMBER: {"type": "integer", "minimum": 1, "maximum": MOST_SHOWN, "default": SHOWN},
    Takes.REVISION: {"type": "integer", "minimum": 0, "maximum": NEVER - 1, "default": 0},
    Takes.TEXT: {"type": "string", "maxLength": TEXT_LIMIT, "pattern": r"^[^\u0000]*$"},
    Takes.ORGANISATION: {
        "type": "string",
        "pattern": f"^{ID_PATTERN.pattern.replace(':', '(?::', 1)})?$",
        # A namespace alone must leave room for the shortest identifier in it.
        "maxLength": ID_LIMIT - len(":x"),
    },
    Takes.CURSOR: {"type": "string", "pattern": "^[A-Za-z0-9_-]{9,}$"},
}
"""What a filter's value looks like; where nothing is said, a text."""

_FIELD_FILTERS: Final[Mapping[FieldType, Document]] = {
    FieldType.WHOLE: {"type": "integer", "minimum": 1 - NEVER, "maximum": NEVER - 1},
    FieldType.DECIMAL: {"type": "string", "pattern": r"^-?[0-9]{1,15}(\.[0-9]{1,15})?$"},
    FieldType.DATE: DAY,
}
"""What the value of a field's filter looks like; where nothing is said, a text."""

HEADERS: Final[Mapping[str, Document]] = {
    "ETag": {"description": "Tells this answer from others; bring it back in If-None-Match."},
    "Cache-Control": {"description": "How long the answer holds unasked."},
    "Last-Modified": {"description": "When it last changed, where that is known."},
    "Link": {"description": "Where the next page is, and the first (RFC 8288)."},
    "X-Request-ID": {"description": "Names the request in the server's log."},
}
"""Headers of answers."""

_SAID_WITH: Final[Mapping[ProblemType, tuple[str, Document]]] = {
    METHOD: ("Allow", {"description": "Every method that the address takes."}),
    UNAVAILABLE: ("Retry-After", {"description": "After how many seconds to try again."}),
}
"""The header that a type of problem comes with."""

_STRING: Final[Document] = {"schema": TEXT}


def description(app: FastAPI, model: Model) -> Document:
    """Return the OpenAPI document of an application."""
    document = get_openapi(
        title=app.title,
        version=app.version,
        summary=app.summary,
        description=app.description,
        license_info=app.license_info,
        contact=app.contact,
        routes=app.routes,
        tags=app.openapi_tags,
        servers=[{"url": "/", "description": "This server."}],
    )
    for path, operation in _operations(document):
        _show(operation["responses"]["200"], [_examples()["answers"].get(path)])
    components = {"schemas": schemas(model), "responses": _problems(), "headers": _headers()}
    # Whoever reaches the server may ask: there is nothing to be authorised for.
    return document | {"components": components, "security": []}


def _operations(document: Document) -> Iterator[tuple[str, Document]]:
    for path, methods in document["paths"].items():
        for operation in methods.values():
            yield path, operation


@cache
def _examples() -> Document:
    found: Document = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    return found


def _show(response: Document, examples: Iterable[Document | None]) -> None:
    """Put examples into a response; a kind that was added to the table has none yet."""
    shown = {
        f"example-{number}": {"summary": each["request"], "value": each["value"]}
        for number, each in enumerate(examples, start=1)
        if each is not None
    }
    if shown:
        for media_type in response["content"].values():
            media_type["examples"] = shown


def _headers() -> Document:
    every = {**HEADERS, **dict(_SAID_WITH.values())}
    return {name: {**told, **_STRING} for name, told in every.items()}


def _problems() -> Document:
    """Return the problems as responses, each with one that was really given."""
    responses: Document = {}
    for each in TYPES:
        if each in _TOLD_WITH.values():
            continue
        content = {MEDIA_TYPE: {"schema": ref("Problem")}}
        names = [_SAID_WITH[each][0]] if each in _SAID_WITH else []
        response = {
            "description": f"{each.title} {each.help}",
            "headers": _header_references([*names, "X-Request-ID"]),
            "content": content,
        }
        _show(response, [_examples()["problems"].get(one.code) for one in _told_as(each)])
        responses[each.code] = response
    return responses


def _told_as(kind: ProblemType) -> Iterator[ProblemType]:
    """Yield the types that a response is described as, where several have its status."""
    yield kind
    if kind in _TOLD_WITH:
        yield _TOLD_WITH[kind]


_TOLD_WITH: Final = {BAD_REQUEST: FOREIGN_HOST, UNKNOWN_NODE: UNKNOWN_PATH}
"""Types that no described address has by itself, by one of the same status."""


def _header_references(names: Iterable[str]) -> Document:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def parameters(filters: Iterable[Filter]) -> list[Document]:
    """Return filters as OpenAPI parameters; one that repeats is a list of `name=value`."""
    return [_parameter(each) for each in filters]


def _parameter(each: Filter) -> Document:
    plain = _FIELD_FILTERS.get(each.holds, TEXT)
    schema: Document = dict(_FILTER_SCHEMAS.get(each.takes, plain))
    if each.options:
        schema["enum"] = list(each.options)
        schema.pop("maxLength", None)
    if each.repeats:
        schema = {"type": "array", "items": schema}
    document: Document = {"name": each.name, "in": "query", "description": each.help}
    if each.example:
        # A number is written as one, also where it is held up as an example.
        number = schema.get("items", schema)["type"] == "integer"
        example: str | int = int(each.example) if number else each.example
        document["example"] = [example] if each.repeats else example
    return document | {"schema": schema, "explode": True}


def answer_responses(schema: str, *, tagged: bool) -> dict[int | str, dict[str, Any]]:
    """Return the responses of a route that are no problems.

    `tagged` says whether answers are told apart by tags, and may be known already.
    """
    names = [*HEADERS] if tagged else ["Cache-Control", "X-Request-ID"]
    answer = {
        "description": "The answer.",
        "headers": _header_references(names),
        "content": {"application/json": {"schema": ref(schema)}},
    }
    if not tagged:
        return {200: answer}
    known = {
        "description": "Nothing is new: the answer is the one whose ETag was brought back.",
        "headers": _header_references(["ETag", "Cache-Control", "X-Request-ID"]),
    }
    return {200: answer, 304: known}


def problem_responses(types: Iterable[ProblemType]) -> dict[int | str, dict[str, Any]]:
    """Return the responses of a route that are problems."""
    by_status = sorted(types, key=lambda each: each.status)
    return {each.status: {"$ref": f"#/components/responses/{each.code}"} for each in by_status}
