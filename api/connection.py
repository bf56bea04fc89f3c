"""One connection to the server: what comes before a request is one is refused in our form too."""

from __future__ import annotations

import asyncio
from typing import Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

from api.guard import BROKEN, HEADERS_LIMIT, URL_LIMIT
from api.problem_details import BAD_REQUEST, HEADERS_TOO_LARGE, ProblemType

REQUEST_LIMIT: Final = 2 * (URL_LIMIT + HEADERS_LIMIT)
"""The longest request line with headers that is read at all, in bytes; `Guard` refuses earlier and
says what is too long."""

REQUEST_SECONDS: Final = 10
"""How long request line and headers may take to come, from the first byte that is waited for."""


class Connection(H11Protocol):
    """A connection whose client must say what it wants in good time, and in HTTP."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._waited()
        super().connection_lost(exc)

    def handle_events(self) -> None:
        """Take what has come, and wait for the rest, while nothing is being answered."""
        super().handle_events()
        answered = self.cycle is None or self.cycle.response_complete
        unsaid = self.conn.their_state in {h11.IDLE, h11.SEND_BODY}
        if answered and unsaid and not self.transport.is_closing():
            self._wait()
        else:
            self._waited()

    def _wait(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(REQUEST_SECONDS, self._late)

    def _waited(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _late(self) -> None:
        """Close without a word: whoever sends a byte now and then does not listen."""
        if not self.transport.is_closing():
            self.transport.close()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - uvicorn's words; we have ours
        """Have the application refuse what is not HTTP, as it does all else that it refuses."""
        self.flow.pause_reading()
        if self.cycle is None or self.cycle.response_complete:
            too_long = len(self.conn.trailing_data[0]) > REQUEST_LIMIT
            self._begin(HEADERS_TOO_LARGE if too_long else BAD_REQUEST)
        else:
            # The body of a request that is being answered: whoever waits for the rest is woken.
            self.cycle.scope.setdefault("state", {})[BROKEN] = BAD_REQUEST
            self.cycle.more_body = False
            self.cycle.message_event.set()

    def _begin(self, broken: ProblemType) -> None:
        """Begin to answer a request of which nothing is known but what is wrong with it."""
        self.scope = {
            "type": "http",
            "asgi": {"version": self.asgi_version, "spec_version": "2.3"},
            "http_version": "1.1",
            "server": self.server,
            "client": self.client,
            "scheme": self.scheme or "http",
            "method": "",
            "root_path": self.root_path,
            "path": "/",
            "raw_path": b"/",
            "query_string": b"",
            "headers": [],
            "state": {**self.app_state, BROKEN: broken},
        }
        self.cycle = RequestResponseCycle(
            scope=self.scope,
            conn=self.conn,
            transport=self.transport,
            flow=self.flow,
            logger=self.logger,
            access_logger=self.access_logger,
            access_log=self.access_log,
            default_headers=self.server_state.default_headers,
            message_event=asyncio.Event(),
            on_response=self.on_response_complete,
        )
        task = self.loop.create_task(self.cycle.run_asgi(self.app))
        task.add_done_callback(self.tasks.discard)
        self.tasks.add(task)
