"""The routes under `/api/v1`: each translates a request into a question, and its answer into JSON.

The collections come from the table of kinds: one route per kind, with the filters of the kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from math import nan
from typing import Annotated, Final

from fastapi import Depends, FastAPI, Path, Request
from prometheus_client.exposition import choose_encoder
from starlette.responses import Response

from api import asking
from api.answering import Asking, Page
from api.asking import Filter
from api.description import answer_responses, parameters, problem_responses
from api.monitoring import Metrics
from api.problem_details import (
    BAD_REQUEST,
    HEADERS_TOO_LARGE,
    METHOD,
    REFUSED,
    TIMEOUT,
    TOO_LARGE,
    UNAVAILABLE,
    UNEXPECTED,
    UNKNOWN_NODE,
    UNKNOWN_REVISION,
    URL_TOO_LONG,
)
from api.readable import Readable
from graph.answers import Answer, answer
from graph.errors import Refused, StoreUnavailable, UnknownNode
from graph.history import beyond, unknown_revision
from graph.model import Model, NodeKind
from graph.problems import Problem, unknown_node
from graph.store import ChangeSearch, GraphStore, View
from graph.surroundings import shown, traced
from views.documents import (
    answer_document,
    kinds_document,
    neighbours_document,
    node_document,
    trace_document,
)
from views.history import changes_document, revision_document

ROOT: Final = "/api/v1"

FIRST: Final = "First steps"
COLLECTIONS: Final = "Collections"
NODES: Final = "Nodes"
HISTORY: Final = "History"
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
    {
        "name": HISTORY,
        "description": "What was changed, when, by whom and why. Whoever keeps a copy asks for the "
        "changes since the revision that it has, page by page, and then has the newest.",
    },
    {"name": STATE, "description": "For whoever watches the server."},
)


def _view(request: Request) -> Iterator[View]:
    """Open one revision of the graph for the time that a question takes."""
    store: GraphStore = request.app.state.store
    with store.read() as view:
        yield view


def _typed(request: Request) -> asking.Typed:
    return asking.typed_in(request.scope["query_string"])


def _today(request: Request) -> date:
    today: Callable[[], date] = request.app.state.today
    return today()


# The view closes before the answer is sent: a slow reader holds nothing open.
Viewed = Annotated[View, Depends(_view, scope="function")]
Typed = Annotated[asking.Typed, Depends(_typed)]
Today = Annotated[date, Depends(_today)]
NodeInPath = Annotated[str, Path(alias="id", description="The node.", examples=["sdg:11.6"])]
RevisionInPath = Annotated[
    str, Path(alias="number", description="The revision's number.", examples=["1"])
]


def add_routes(app: FastAPI, model: Model) -> None:
    """Add all routes for a table of kinds."""
    _get(app, "", index, FIRST, "Index")
    _get(app, "/kinds", kinds, FIRST, "Kinds")
    _get(
        app,
        "/nodes",
        collection(model, None),
        NODES,
        "Answer",
        asking.filters_of(model, None).values(),
    )
    _get(app, "/nodes/{id}", node, NODES, "Record")
    _get(
        app, "/nodes/{id}/neighbours", neighbours, NODES, "Neighbours", asking.SHOW_FILTERS.values()
    )
    _get(app, "/nodes/{id}/history", history, NODES, "History", asking.PAGE_FILTERS.values())
    _get(app, "/trace/{id}", trace, NODES, "Trace", asking.TRACE_FILTERS.values())
    _get(app, "/revisions", revisions, HISTORY, "Revisions", asking.REVISION_FILTERS.values())
    _get(
        app,
        "/revisions/{number}",
        revision,
        HISTORY,
        "RevisionAndChanges",
        asking.PAGE_FILTERS.values(),
    )
    _get(app, "/changes", changes, HISTORY, "Changes", asking.CHANGE_FILTERS.values())
    _get(app, "/health", health, STATE, "Health")
    _get(app, "/ready", ready, STATE, "Ready")
    for path, endpoint in (("/health", health), ("/ready", ready)):
        # Where whatever watches containers looks for them.
        app.add_api_route(path, endpoint, include_in_schema=False)
    for kind in model.nodes:
        filters = asking.filters_of(model, kind).values()
        _get(app, f"/{kind.plural}", collection(model, kind), COLLECTIONS, "Answer", filters)


_ANYWHERE: Final = (
    BAD_REQUEST,
    METHOD,
    TIMEOUT,
    TOO_LARGE,
    URL_TOO_LONG,
    REFUSED,
    HEADERS_TOO_LARGE,
    UNEXPECTED,
)
"""The problems that any request to a described address may meet."""


def _get(  # noqa: PLR0913, PLR0917 - each is one fact of a route
    app: FastAPI,
    path: str,
    endpoint: Callable[..., object],
    tag: str,
    schema: str,
    filters: Iterable[Filter] = (),
) -> None:
    """Add a route with its description; what it takes is told by its filters."""
    summary, _, text = (endpoint.__doc__ or "").partition("\n")
    types = [*_ANYWHERE]
    # Health alone is told without looking at the graph.
    types += [UNAVAILABLE] if endpoint is not health else []
    types += [UNKNOWN_NODE] if "{id}" in path else []
    types += [UNKNOWN_REVISION] if "{number}" in path else []
    answers = answer_responses(schema, tagged=tag != STATE)
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


def index(asked: Asking) -> Response:
    """What there is: where every question is asked."""
    asking.unfiltered(asked.typed)
    collections = [
        {
            "kind": kind.name,
            "help": kind.help.en,
            "help_nb": kind.help.nb,
            "href": f"{ROOT}/{kind.plural}",
        }
        for kind in asked.model.nodes
    ]
    names = ("kinds", "nodes", "revisions", "changes", "health", "ready")
    links = {name: f"{ROOT}/{name}" for name in names}
    templates = {name: f"{ROOT}/{path}" for name, path in _TEMPLATES.items()}
    return asked.unchanging(
        lambda: {
            "name": asked.request.app.title,
            "version": asked.request.app.version,
            "links": links | {"documentation": "/docs", "openapi": "/openapi.json"},
            "templates": templates,
            "collections": collections,
        }
    )


_TEMPLATES: Final[Mapping[str, str]] = {
    "node": "nodes/{id}",
    "neighbours": "nodes/{id}/neighbours",
    "history": "nodes/{id}/history{?limit}",
    "trace": "trace/{id}{?direction,mode,organisation,basis,as_of}",
    "revision": "revisions/{number}{?limit}",
    "changes": "changes{?since,limit}",
}
"""Addresses with a hole for an identifier (RFC 6570)."""


def kinds(asked: Asking) -> Response:
    """The table of kinds.

    Every kind of node and of edge: what it may hold, what it may join, and how it is read.
    """
    asking.unfiltered(asked.typed)
    return asked.unchanging(lambda: kinds_document(asked.model))


def collection(model: Model, kind: NodeKind | None) -> Callable[..., Response]:
    """Return the endpoint of a kind's collection; without a kind, of all nodes."""
    filters = asking.filters_of(model, kind)

    def endpoint(asked: Asking) -> Response:
        question = asking.which(model, kind, asked.typed, asked.today, filters=filters)

        def answered(view: View) -> Page:
            found = answer(view, question)
            return Page(answer_document(view.model, found), _pages(asked, found))

        return asked.answered(answered, day=question.as_of)

    endpoint.__name__ = kind.plural if kind else "nodes"
    summary = f"{kind.many.en[:1].upper()}{kind.many.en[1:]}" if kind else "Nodes of every kind"
    endpoint.__doc__ = f"{summary}\n\n{kind.help.en if kind else 'Whatever the filters find.'}"
    return endpoint


def _pages(asked: Asking, found: Answer) -> dict[str, str]:
    """Return where other pages of an answer are, all of the same day."""
    links = {}
    day = found.question.as_of.isoformat()
    if found.question.after is not None:
        links["first"] = asked.linked(as_of=day, cursor=None)
    if found.after is not None:
        cursor = asking.cursor(found.question, found.after)
        links["next"] = asked.linked(as_of=day, cursor=cursor)
    return links


def node(node_id: NodeInPath, asked: Asking) -> Response:
    """One node: the record alone.

    It has a strong ETag, which stays until the record is changed.
    """
    wanted = asking.record(node_id, asked.typed)
    with asked.store.read() as view:
        found = view.nodes({wanted}).get(wanted)
        if found is None:
            raise UnknownNode([unknown_node(view, wanted)])
    return asked.record(found.revision, lambda: Page(node_document(asked.model, found)))


def neighbours(node_id: NodeInPath, asked: Asking) -> Response:
    """What a node is joined to, in words, in both directions."""
    question = asking.show(node_id, asked.typed, asked.today)
    return asked.answered(
        lambda view: Page(neighbours_document(view.model, shown(view, question))),
        day=question.as_of,
    )


def trace(node_id: NodeInPath, asked: Asking) -> Response:
    """The red thread from a node.

    Everything that serves it (down), or that it serves (up), as a graph.
    """
    question = asking.trace(node_id, asked.typed, asked.today)
    return asked.answered(
        lambda view: Page(trace_document(view.model, traced(view, question))), day=question.as_of
    )


def revisions(asked: Asking) -> Response:
    """Revisions: when the graph was changed, by whom and why.

    The first one first; `since` goes on after one. Authors are identifiers; their names are not
    told.
    """
    since, limit = asking.revisions(asked.typed)

    def listed(view: View) -> Page:
        _see_made(since, view.revision)
        newer = asked.store.revisions(since, limit=limit + 1)
        found = [each for each in newer if each.number <= view.revision]
        links = {"first": asked.linked(since=None)} if since else {}
        if len(found) > limit:
            links["next"] = asked.linked(since=str(found[limit - 1].number))
        documents = [revision_document(each) for each in found[:limit]]
        return Page({"revisions": documents, "revision": view.revision}, links)

    return asked.answered(listed)


def revision(number: RevisionInPath, asked: Asking) -> Response:
    """One revision, and what it changed.

    It never changes itself; what it changed comes in pages.
    """
    wanted = asking.revision_number(number)
    within = ChangeSearch(since=wanted - 1, until=wanted)
    question = asking.changes(asking.PAGE_FILTERS, asked.typed, within)
    found = asked.tags.revision(wanted)
    if found is None:
        raise Refused([_unknown_revision(asked, number)])

    def told() -> Page:
        page = _changes(asked, question, wanted)
        return Page(revision_document(found) | {"changes": page.document["changes"]}, page.links)

    return asked.record(wanted, told)


def _unknown_revision(asked: Asking, number: str) -> Problem:
    with asked.store.read() as view:
        newest = view.revision
    return unknown_revision(number, newest)


def changes(asked: Asking) -> Response:
    """What was changed since a revision: the change feed.

    In order, each with the whole record before (null: it is new) and after (null: it is gone).
    `revision` is the one to ask on from when there is no next page.
    """
    question = asking.changes(asking.CHANGE_FILTERS, asked.typed)
    return asked.answered(lambda view: _changes(asked, question, view.revision))


def history(node_id: NodeInPath, asked: Asking) -> Response:
    """What was changed of a node, and of the edges that it is an end of.

    Also of a node that is gone.
    """
    question = asking.changes(asking.PAGE_FILTERS, asked.typed, node=node_id)

    def told(view: View) -> Page:
        page = _changes(asked, question, view.revision)
        # A cursor may lead past the last change; then the node was there.
        if not page.document["changes"] and "cursor" not in asked.typed:
            raise UnknownNode([unknown_node(view, node_id)])
        return Page({"node": node_id} | page.document, page.links)

    return asked.answered(told)


def _changes(asked: Asking, question: asking.Changes, newest: int) -> Page:
    """Return a page of changes up to the revision that is read, and their revisions."""
    _see_made(question.asked.since, newest)
    until = newest if question.page.until is None else question.page.until
    found = asked.store.find_changes(replace(question.page, until=until))
    page = found[: question.number]
    numbers = sorted({each.revision for each in page})
    made = [each for each in map(asked.tags.revision, numbers) if each is not None]
    links = {"first": asked.linked(cursor=None)} if "cursor" in asked.typed else {}
    if len(found) > question.number:
        links["next"] = asked.linked(cursor=question.cursor(page))
    return Page(changes_document(asked.model, page, made) | {"revision": newest}, links)


def _see_made(since: int, newest: int) -> None:
    """Refuse to go on from a revision that was never made; from the newest on there is nothing."""
    if since > newest:
        raise Refused([beyond(since, newest)])


def health(asked: Asking) -> Readable:
    """Whether the server is up; it answers without the store."""
    asking.unfiltered(asked.typed)
    return Readable({"status": "up"}, headers={"Cache-Control": "no-store"})


def ready(asked: Asking) -> Readable:
    """Whether the graph can be read, and its revision."""
    asking.unfiltered(asked.typed)
    document = {"status": "ready", "revision": asked.newest.told()}
    return Readable(document, headers={"Cache-Control": "no-store"})


def add_metrics(app: FastAPI, metrics: Metrics) -> None:
    """Add the route that tells what the server does, in the forms that Prometheus reads."""

    def told(request: Request, asked: Asking) -> Response:
        asking.unfiltered(asked.typed)
        try:
            metrics.revision.set(asked.newest.told())
        except StoreUnavailable:
            # That it cannot be read is what must be told just then.
            metrics.revision.set(nan)
        write, media_type = choose_encoder(request.headers.get("accept", ""))
        headers = {"Content-Type": media_type, "Cache-Control": "no-store"}
        return Response(write(metrics.registry), headers=headers)

    app.add_api_route("/metrics", told, include_in_schema=False)
