"""Running the server, until it is told to stop."""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable
from contextlib import suppress

import uvicorn

from api.app import create_app
from api.connection import REQUEST_LIMIT, Connection
from api.logs import write_logs
from api.settings import Settings
from graph.errors import Unable
from graph.model import Words
from graph.store import GraphStore

GRACE_SECONDS = 5
"""How long answers under way may take once the server is told to stop."""


class CannotListen(Unable):
    """The address or the port cannot be listened on."""


def serve(store: GraphStore, settings: Settings, *, on_ready: Callable[[str], None]) -> None:
    """Serve a store until Ctrl-C or the like; `on_ready` is told the address once it answers.

    Raises CannotListen, before anything is started, when the port is taken.
    """
    with _listener(settings) as listener:
        write_logs(requests=settings.log == "requests")
        config = uvicorn.Config(
            create_app(store, settings),
            http=Connection,
            h11_max_incomplete_event_size=REQUEST_LIMIT,
            access_log=False,
            log_config=None,
            server_header=False,
            ws="none",
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
        server = _Server(config, lambda: on_ready(_address(listener)))
        # Uvicorn has shut down in order when it passes the interrupt on.
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listener])


class _Server(uvicorn.Server):
    """A server that tells when it answers."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._on_ready()


def _listener(settings: Settings) -> socket.socket:
    """Return a socket that listens where the settings say."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family)
    except OSError as error:
        raise CannotListen(_told(error, settings)) from error


def _told(error: OSError, settings: Settings) -> Words:
    if error.errno == errno.EADDRINUSE:
        other = settings.port % 65535 + 1
        return Words(
            f"Port {settings.port} på {settings.host} er tatt av et annet program. "
            f"Velg en annen: --port {other}, eller GOALGRAPH_PORT i miljøet.",
            f"Port {settings.port} on {settings.host} is taken by another program. "
            f"Choose another: --port {other}, or GOALGRAPH_PORT in the environment.",
        )
    if error.errno == errno.EACCES:
        return Words(
            f"Port {settings.port} er ikke din å bruke: porter under 1024 er systemets. "
            "Velg en annen: goalgraph serve --port 8000.",
            f"Port {settings.port} is not yours to use: ports below 1024 are the system's. "
            "Choose another: goalgraph serve --port 8000.",
        )
    return Words(
        f"{settings.host} er ingen adresse på denne maskinen. "
        "Velg en annen: goalgraph serve --host 127.0.0.1.",
        f"{settings.host} is not an address of this machine. "
        "Choose another: goalgraph serve --host 127.0.0.1.",
    )


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
