"""The routes under `/api/v1`: each translates a request into a question, and its answer into JSON.

The collections come from the table of kinds: one route per kind, with the filters of the kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import Depends, FastAPI, Path, Request

from api import asking
from api.asking import Filter
from api.description import parameters, problem_responses, records_schema
from api.problem_details import REFUSED, UNAVAILABLE, UNKNOWN_NODE
from api.readable import Readable
from graph.answers import answer
from graph.errors import UnknownNode
from graph.identity import NodeId
from graph.model import Model, NodeKind
from graph.problems import unknown_node
from graph.store import GraphStore, View
from graph.surroundings import shown, traced
from views.documents import (
    Document,
    answer_document,
    kinds_document,
    neighbours_document,
    node_document,
    trace_document,
)

ROOT: Final = "/api/v1"

FIRST: Final = "First steps"
COLLECTIONS: Final = "Collections"
NODES: Final = "Nodes"
STATE: Final = "State of the server"


TAGS: Final = (
    {"name": FIRST, "description": "What there is."},
    {"name": NODES, "description": "One node, what it is joined to, and its red thread."},
    {
        "name": COLLECTIONS,
        "description": "One for each kind of node. Different filters must all hold; a filter that "
        "is repeated holds for any of its values. Answers come in pages: the Link header leads to "
        "the next one.",
    },
    {"name": STATE, "description": "For whoever watches the server."},
)


def _view(request: Request) -> Iterator[View]:
    """Open one revision of the graph for the time that a question takes."""
    store: GraphStore = request.app.state.store
    with store.read() as view:
        yield view


def _typed(request: Request) -> asking.Typed:
    """Return what was typed after the question mark; a name may stand there several times."""
    query = request.query_params
    return {name: query.getlist(name) for name in query}


def _today(request: Request) -> date:
    today: Callable[[], date] = request.app.state.today
    return today()


# The view closes before the answer is sent: a slow reader holds nothing open.
Viewed = Annotated[View, Depends(_view, scope="function")]
Typed = Annotated[asking.Typed, Depends(_typed)]
Today = Annotated[date, Depends(_today)]
NodeInPath = Annotated[str, Path(alias="id", description="The node.", examples=["sdg:11.6"])]


def add_routes(app: FastAPI, model: Model) -> None:
    """Add all routes for a table of kinds."""
    _get(app, "", index, FIRST)
    _get(app, "/kinds", kinds, FIRST)
    _get(app, "/nodes", collection(None), NODES, asking.filters_of(model, None).values())
    _get(app, "/nodes/{id}", node, NODES, schema=records_schema(model))
    _get(app, "/nodes/{id}/neighbours", neighbours, NODES, asking.SHOW_FILTERS.values())
    _get(app, "/trace/{id}", trace, NODES, asking.TRACE_FILTERS.values())
    _get(app, "/health", health, STATE)
    _get(app, "/ready", ready, STATE)
    for path, endpoint in (("/health", health), ("/ready", ready)):
        # Where whatever watches containers looks for them.
        app.add_api_route(path, endpoint, include_in_schema=False)
    for kind in model.nodes:
        filters = asking.filters_of(model, kind).values()
        _get(app, f"/{kind.plural}", collection(kind), COLLECTIONS, filters)


def _get(  # noqa: PLR0913, PLR0917 - each is one fact of a route
    app: FastAPI,
    path: str,
    endpoint: Callable[..., object],
    tag: str,
    filters: Iterable[Filter] = (),
    schema: Document | None = None,
) -> None:
    """Add a route with its description; what it takes is told by its filters."""
    summary, _, text = (endpoint.__doc__ or "").partition("\n")
    types = (REFUSED, UNAVAILABLE, *((UNKNOWN_NODE,) if "{id}" in path else ()))
    content = {"application/json": {"schema": schema or {"type": "object"}}}
    answers: dict[int | str, dict[str, Any]] = {200: {"description": "OK", "content": content}}
    app.add_api_route(
        ROOT + path,
        endpoint,
        summary=summary.removesuffix("."),
        description=text.strip(),
        tags=[tag],
        operation_id=endpoint.__name__,
        responses=answers | problem_responses(types),
        openapi_extra={"parameters": parameters(filters)},
    )


def index(request: Request, typed: Typed) -> Readable:
    """What there is: where every question is asked."""
    asking.unfiltered(typed)
    model: Model = request.app.state.store.model
    collections = [
        {"kind": kind.name, "help": kind.help, "href": f"{ROOT}/{kind.plural}"}
        for kind in model.nodes
    ]
    links = {name: f"{ROOT}/{name}" for name in ("kinds", "nodes", "health", "ready")}
    templates = {name: f"{ROOT}/{path}" for name, path in _TEMPLATES.items()}
    return Readable(
        {
            "name": request.app.title,
            "version": request.app.version,
            "links": links | {"documentation": "/docs", "openapi": "/openapi.json"},
            "templates": templates,
            "collections": collections,
        }
    )


_TEMPLATES: Final[Mapping[str, str]] = {
    "node": "nodes/{id}",
    "neighbours": "nodes/{id}/neighbours",
    "trace": "trace/{id}{?direction,mode,organisation,basis,as_of}",
}
"""Addresses with a hole for an identifier (RFC 6570)."""


def kinds(request: Request, typed: Typed) -> Readable:
    """The table of kinds.

    Every kind of node and of edge: what it may hold, what it may join, and how it is read.
    """
    asking.unfiltered(typed)
    return Readable(kinds_document(request.app.state.store.model))


def collection(kind: NodeKind | None) -> Callable[..., Readable]:
    """Return the endpoint of a kind's collection; without a kind, of all nodes."""

    def endpoint(request: Request, view: Viewed, typed: Typed, today: Today) -> Readable:
        found = answer(view, asking.which(view.model, kind, typed, today))
        headers = {"Link": _next_page(request, found.after)} if found.after else None
        return Readable(answer_document(view.model, found), headers=headers)

    endpoint.__name__ = kind.plural if kind else "nodes"
    summary = f"{kind.many.en[:1].upper()}{kind.many.en[1:]}" if kind else "Nodes of every kind"
    endpoint.__doc__ = f"{summary}\n\n{kind.help if kind else 'Whatever the filters find.'}"
    return endpoint


def _next_page(request: Request, after: NodeId) -> str:
    """Return the link to the page after a node: the same question, further on."""
    asked = [each for each in request.query_params.multi_items() if each[0] != "cursor"]
    query = urlencode([*asked, ("cursor", asking.cursor(after))], safe=":")
    return f'<{request.scope["path"]}?{query}>; rel="next"'


def node(node_id: NodeInPath, view: Viewed, typed: Typed) -> Readable:
    """One node: the record alone."""
    wanted = asking.record(node_id, typed)
    found = view.nodes({wanted})
    if wanted not in found:
        raise UnknownNode([unknown_node(view, wanted)])
    return Readable(node_document(view.model, found[wanted]))


def neighbours(node_id: NodeInPath, view: Viewed, typed: Typed, today: Today) -> Readable:
    """What a node is joined to, in words, in both directions."""
    found = shown(view, asking.show(node_id, typed, today))
    return Readable(neighbours_document(view.model, found))


def trace(node_id: NodeInPath, view: Viewed, typed: Typed, today: Today) -> Readable:
    """The red thread from a node.

    Everything that serves it (down), or that it serves (up), as a graph.
    """
    return Readable(trace_document(view.model, traced(view, asking.trace(node_id, typed, today))))


def health(typed: Typed) -> Readable:
    """Whether the server is up; it answers without the store."""
    asking.unfiltered(typed)
    return Readable({"status": "up"})


def ready(view: Viewed, typed: Typed) -> Readable:
    """Whether the graph can be read, and its revision."""
    asking.unfiltered(typed)
    return Readable({"status": "ready", "revision": view.revision})
