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
from starlette.staticfiles import StaticFiles

from api.explorer.errors import error_response
from api.explorer.pages import add_explorer
from api.guard import Guard
from api.pages import add_pages
from api.routes import TAGS, add_routes
from api.settings import Settings
from graph.errors import Refused, StoreUnavailable
from graph.store import GraphStore

_ERRORS: Final = (HTTPException, RequestValidationError, Refused, StoreUnavailable, Exception)


def create_app(
    store: GraphStore, settings: Settings, today: Callable[[], date] = date.today
) -> FastAPI:
    """Return the application that answers questions about a store, by its table of kinds."""
    app = FastAPI(
        title="Goalgraph",
        version=version("goalgraph"),
        description="Which measures serve which goals: the red thread of a municipality's goals.",
        openapi_tags=list(TAGS),
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
    )
    app.state.store = store
    app.state.today = today
    app.add_middleware(Guard, names={settings.host, *settings.hosts.split()})
    for error in _ERRORS:
        app.add_exception_handler(error, error_response)
    add_routes(app, store.model)
    add_pages(app, store.model)
    add_explorer(app, store.model, settings.lang)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"))
    return app
