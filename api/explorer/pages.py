"""The routes of the explorer: each page at its address, and the same content in other forms.

The pages of kinds come from the table of kinds; every page has the address of the API's question
that it shows, with `.json` and the like after it for other forms.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Final, TypeAlias

from fastapi import Depends, FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from api import asking
from api.explorer import histories, lists, networks, nodes, overviews, start, thread
from api.explorer.frame import Page, Visit, address_of, language_of, rendered
from api.routes import Today, Viewed
from graph.identity import namespace_of
from graph.model import Model
from graph.own_words import in_own_words
from graph.store import GraphStore, Scope
from views.svg import style_sheet

FORMS: Final = ("json", "csv", "svg", "png", "html")
"""The other forms that a page may have, by what stands after its address."""

Build: TypeAlias = Callable[[Visit], Page | Response]
"""What answers a request for a page; a response where it leads elsewhere."""


def _visit(request: Request, view: Viewed, today: Today) -> Visit:
    typed = asking.typed_in(request.scope["query_string"]).get("lang", ())
    if any(typed):
        asking.language({"lang": [each for each in typed if each]}, request.app.state.language)
    store: GraphStore = request.app.state.store
    address, node_id = address_of(request), request.path_params.get("id", "")
    # What is seen of one organisation is told in its words, also on the page of one of its nodes.
    home = namespace_of(next(iter(address.values("organisation")), node_id))
    view = in_own_words(view, Scope(as_of=today, organisation=home or None))
    return Visit(
        address,
        language_of(request),
        view.model,
        view=view,
        store=store,
        today=today,
        node_id=node_id,
    )


Visited = Annotated[Visit, Depends(_visit)]


def add_explorer(app: FastAPI, model: Model, language: str) -> None:
    """Add every page of the explorer for a table of kinds."""
    app.state.language = language
    pages: dict[str, Build] = {
        "/": start.start,
        "/ask": start.ask,
        "/suggestions": start.suggestions,
        "/kinds": start.kinds,
        "/goals": overviews.goals,
        "/thread": thread.thread,
        "/network": networks.page,
        "/network/frame": networks.frame,
        **{row.path: overviews.ladder(row) for row in overviews.LADDERS},
        # Before the page of a node, whose identifier these are not.
        **{f"{lists.path_of(kind)}/all": lists.whole(kind) for kind in (None, *model.nodes)},
        "/nodes/{id}/history": histories.history,
        "/nodes/{id}": nodes.node,
        **{lists.path_of(kind): lists.listing(kind) for kind in (None, *model.nodes)},
    }
    for path, build in pages.items():
        # The other forms go first: a node's identifier may hold dots, and would take them for its.
        for suffix in FORMS:
            app.add_api_route(f"{path}.{suffix}", _form(build, suffix), include_in_schema=False)
        app.add_api_route(path, _page(build), include_in_schema=False)
    networks.add_files(app)
    colours = kind_colours(model)
    app.add_api_route(
        "/kinds.css", lambda: Response(colours, media_type="text/css"), include_in_schema=False
    )


def _page(build: Build) -> Callable[..., Response]:
    """Return the endpoint of a page."""

    def endpoint(request: Request, visit: Visited) -> Response:
        if len(visit.address.query) < len(request.query_params.multi_items()):
            # What a form left empty goes, so that the address can be read and passed on.
            return RedirectResponse(str(visit.address), 303)
        page = build(visit)
        return page if isinstance(page, Response) else rendered(visit, page)

    return endpoint


def _form(build: Build, suffix: str) -> Callable[..., Response]:
    """Return the endpoint of a page's content in another form."""

    def endpoint(visit: Visited) -> Response:
        page = build(visit)
        if isinstance(page, Response) or suffix not in page.forms:
            raise HTTPException(404)
        return page.forms[suffix]()

    return endpoint


def kind_colours(model: Model) -> str:
    """Return the style sheet of pictures, and that which gives each kind its colour elsewhere."""
    kinds = (f".kind-{kind.name}{{--kind:var(--thread-kind-{kind.name})}}" for kind in model.nodes)
    return "\n".join((style_sheet(model), *kinds))
