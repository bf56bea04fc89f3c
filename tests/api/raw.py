"""Requests that no client library would send, straight into the application."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping

    from starlette.types import ASGIApp, Message

LOCALHOST = (("host", "localhost"),)


@dataclass(frozen=True)
class Answered:
    """What came back, with header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:  # noqa: ANN401 - JSON is what it is
        """Return the body as a document."""
        return json.loads(self.body)


def call(
    app: ASGIApp,
    target: str,
    headers: Iterable[tuple[str, str]] = LOCALHOST,
    *,
    method: str = "GET",
    receive: Callable[[], Awaitable[Message]] | None = None,
) -> Answered:
    """Return what the application answers to a request, which it is handed as a server would."""
    path, _, query = target.partition("?")
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in headers],
        "server": ("127.0.0.1", 8000),
        "client": ("127.0.0.1", 12345),
    }
    sent: list[Message] = []

    unsaid = [{"type": "http.request", "body": b"", "more_body": False}]

    async def nothing() -> Message:
        if unsaid:
            return unsaid.pop()
        # The client stays, as a file's sender wants to know.
        return await asyncio.Future()

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive or nothing, send))  # type: ignore[arg-type]
    begun, *rest = sent
    return Answered(
        begun["status"],
        {name.decode(): value.decode("latin-1") for name, value in begun["headers"]},
        b"".join(each.get("body", b"") for each in rest),
    )


async def late() -> Message:
    """Let a body be late, without the wait."""
    raise TimeoutError
