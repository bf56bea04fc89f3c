"""The web application: the routes, the pages and what surrounds them, over a store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Final

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.staticfiles import StaticFiles

from api.answering import Tags
from api.explorer.errors import error_response
from api.explorer.pages import add_explorer
from api.guard import Guard, Packing
from api.monitoring import Metrics, Monitor
from api.pages import add_pages
from api.problem_details import METHOD, method_response
from api.readiness import Newest
from api.routes import TAGS, add_metrics, add_routes
from api.settings import Settings
from graph.errors import Refused, StoreUnavailable
from graph.store import GraphStore

_ERRORS: Final = (HTTPException, RequestValidationError, Refused, StoreUnavailable)
"""What the application answers itself; of all others `Monitor` takes care."""

_FOR_BROWSERS: Final = ("ETag", "Last-Modified", "Link", "Retry-After", "X-Request-ID")
"""Headers that a script of another site may read, where it may ask at all."""


def create_app(
    store: GraphStore, settings: Settings, today: Callable[[], date] = date.today
) -> FastAPI:
    """Return the application that answers questions about a store, by its table of kinds."""
    app = FastAPI(
        title="Goalgraph",
        version=version("goalgraph"),
        summary="Which measures serve which goals.",
        description="Which measures serve which goals: the red thread of a municipality's goals.",
        contact={"name": "The maintainers of Goalgraph"},
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        openapi_tags=list(TAGS),
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
    )
    metrics = Metrics()
    app.state.store = store
    app.state.newest = Newest(store)
    app.state.today = today
    app.state.tags = Tags(store, app.version)
    # The last one added is the outermost.
    app.add_middleware(Packing)
    if settings.origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.origins.split(),
            allow_methods=("GET", "HEAD"),
            allow_headers=("If-None-Match", "X-Request-ID"),
            expose_headers=_FOR_BROWSERS,
        )
    app.add_middleware(Guard, names={settings.host, *settings.hosts.split()})
    app.add_middleware(Monitor, metrics=metrics, told=error_response)
    for error in _ERRORS:
        app.add_exception_handler(error, error_response)
    app.add_exception_handler(METHOD.status, method_response)
    add_routes(app, store.model)
    if settings.metrics:
        add_metrics(app, metrics)
    add_pages(app, store.model)
    add_explorer(app, store.model, settings.lang)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"))
    return app
