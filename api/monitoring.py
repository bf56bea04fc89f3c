"""What is known of each request afterwards: its identifier, a line in the log, and the metrics.

Outermost of all, so that every answer is told, also a refusal and what nobody foresaw.  Routes are
told by their template (`/api/v1/nodes/{id}`), never by the path: paths and queries are people's.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable
from importlib.metadata import version
from time import perf_counter
from typing import Final
from uuid import uuid4

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
)
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.logs import FACTS, REQUESTS
from api.problem_details import UNEXPECTED
from api.request_id import REQUEST_ID, STATE

_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")
"""What an identifier from outside may be: nothing that a log or a header would have to escape."""

METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE"})
"""The methods that metrics tell apart; anyone may send others without end."""

OTHER: Final = "other"
NO_ROUTE: Final = "none"
"""How a request is told that leads to no route, or was refused before it."""

SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
"""The upper bounds by which durations are counted."""

_LOG: Final = logging.getLogger(REQUESTS)


Told = Callable[[Request, Exception], Awaitable[Response]]
"""What answers a request that an error ended."""


class Metrics:
    """What Prometheus may fetch, in a registry of the application's own."""

    def __init__(self) -> None:
        """Begin to count."""
        self.registry = CollectorRegistry()
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=self.registry)
        self._requests = Counter(
            "goalgraph_http_requests",
            "Requests answered.",
            ("method", "route", "status"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "goalgraph_http_request_duration_seconds",
            "How long a request took, to the end of its answer.",
            ("method", "route"),
            buckets=SECONDS,
            registry=self.registry,
        )
        self.in_progress = Gauge(
            "goalgraph_http_requests_in_progress",
            "Requests that are being answered.",
            registry=self.registry,
        )
        self.revision = Gauge(
            "goalgraph_revision",
            "The newest revision of the graph; not a number while it cannot be read.",
            registry=self.registry,
        )
        Gauge(
            "goalgraph_build_info", "The version that runs.", ("version",), registry=self.registry
        ).labels(version("goalgraph")).set(1)

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one request."""
        known = method if method in METHODS else OTHER
        self._requests.labels(known, route, str(status)).inc()
        self._seconds.labels(known, route).observe(seconds)


class Monitor:
    """Gives each request its identifier, and tells what became of it."""

    def __init__(self, app: ASGIApp, metrics: Metrics, told: Told) -> None:
        """Hold the application, what is counted, and how the client is told of an error."""
        self._app = app
        self._metrics = metrics
        self._told = told

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        # A copy, which the router tells the route, and in which HEAD may become GET.  The state is
        # the request's own, where the connection may still tell that its body is broken.
        inner = {**scope, "state": scope.get("state", {})}
        inner["state"][STATE] = _id(scope)
        answer = _Answer(inner["state"][STATE], send)
        begun = perf_counter()
        self._metrics.in_progress.inc()
        try:
            await self._app(inner, receive, answer.send)
        except Exception as error:
            _LOG.exception(UNEXPECTED.title, extra={FACTS: {"id": answer.id}})
            if answer.status:
                raise
            response = await self._told(Request(inner, receive), error)
            await response(inner, receive, answer.send)
        finally:
            self._metrics.in_progress.dec()
            seconds = perf_counter() - begun
            route = getattr(inner.get("route"), "path", None) or NO_ROUTE
            self._metrics.answered(scope["method"], route, answer.status, seconds)
            if _LOG.isEnabledFor(logging.INFO):
                facts = {
                    "id": answer.id,
                    "method": scope["method"] if scope["method"] in METHODS else OTHER,
                    "route": route,
                    "status": answer.status,
                    "ms": round(seconds * 1000, 3),
                    "bytes": answer.size,
                }
                _LOG.info("request", extra={FACTS: facts})


class _Answer:
    """What is sent: its status (0 before it began) and size, with the identifier put in."""

    def __init__(self, identifier: str, send: Send) -> None:
        self.id = identifier
        self.status = 0
        self.size = 0
        self._send = send

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            MutableHeaders(scope=message)[REQUEST_ID] = self.id
        else:
            self.size += len(message.get("body", b""))
        await self._send(message)


def _id(scope: Scope) -> str:
    """Return the identifier that the request brought, where it is a sane one, or a new one."""
    brought = Headers(scope=scope).get(REQUEST_ID, "")
    return brought if _ID.fullmatch(brought) else uuid4().hex
