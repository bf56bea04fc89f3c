"""What holds for every request, before and after its route."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problem_details import FOREIGN_HOST, SAFE_HEADERS, TOO_LARGE, Details, ProblemType

BODY_LIMIT: Final = 1 << 20
"""The longest body that a request may announce, in bytes.  None is read."""

_HOST: Final = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::[0-9]*)?", re.ASCII | re.IGNORECASE)


class Guard:
    """Refuses foreign hosts and long bodies, answers HEAD where GET is, sets the safe headers.

    A page elsewhere can make its own name lead to this machine; then only the Host header tells a
    browser's request for it from one for us (DNS rebinding).
    """

    def __init__(self, app: ASGIApp, names: Collection[str]) -> None:
        """Hold the application, and the names that it may be called by; `*` is any name."""
        self._app = app
        self._names = frozenset(name.lower() for name in names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SAFE_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = self._refusal(Headers(scope=scope))
        if refusal is not None:
            details = Details(refusal, refusal.help, refusal.status)
            await details.response(scope["path"])(scope, receive, safely)
            return
        # The server itself withholds the body of an answer to HEAD.
        inner = {**scope, "method": "GET"} if scope["method"] == "HEAD" else scope
        await self._app(inner, receive, safely)

    def _refusal(self, headers: Headers) -> ProblemType | None:
        host = _HOST.fullmatch(headers.get("host", ""))
        if "*" not in self._names and (host is None or host[1].lower() not in self._names):
            return FOREIGN_HOST
        length = headers.get("content-length", "0")
        return TOO_LARGE if length.isdecimal() and int(length[:20]) > BODY_LIMIT else None
