"""One connection to the server: what comes before a request is one is refused in our form too."""

from __future__ import annotations

import asyncio
from typing import Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from api.guard import HEADERS_LIMIT, URL_LIMIT
from api.problem_details import BAD_REQUEST, HEADERS_TOO_LARGE, Details

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
        """Refuse what is no request, or a longer one than is read, with a problem document."""
        too_long = len(self.conn.trailing_data[0]) > REQUEST_LIMIT
        kind = HEADERS_TOO_LARGE if too_long else BAD_REQUEST
        response = Details(kind, kind.help, kind.status).response({"type": "http", "path": "/"})
        headers = [*response.raw_headers, (b"connection", b"close")]
        for event in (
            h11.Response(status_code=kind.status, headers=headers, reason=b""),
            h11.Data(data=bytes(response.body)),
            h11.EndOfMessage(),
        ):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()
