"""A server of a store or an application, in a thread of the test, while a `with` block lasts."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import uvicorn

from api.app import create_app
from api.settings import Settings
from tests.api.clients import TODAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastapi import FastAPI

    from graph.store import GraphStore


@contextmanager
def served(store: GraphStore) -> Iterator[str]:
    """Serve a store on a free port of this machine, and give its address."""
    with listening(create_app(store, Settings(), today=lambda: TODAY)) as address:
        yield address


@contextmanager
def listening(app: FastAPI) -> Iterator[str]:
    """Serve an application on a free port of this machine, and give its address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join()
