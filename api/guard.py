"""What holds for every request, before and after its route."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Collection
from typing import Final
from urllib.parse import unquote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problem_details import (
    BAD_REQUEST,
    FOREIGN_HOST,
    HEADERS_TOO_LARGE,
    SAFE_HEADERS,
    TIMEOUT,
    TOO_LARGE,
    URL_TOO_LONG,
    Details,
    ProblemType,
)

BROKEN: Final = "broken"
"""Where it stands in the state of a request, as a ProblemType, that it is no HTTP."""

BODY_LIMIT: Final = 1 << 20
"""The longest body that a request may have, in bytes as they are sent: nothing unpacks them."""

BODY_SECONDS: Final = 10
"""How long a body without an announced length may take to come."""

URL_LIMIT: Final = 8 << 10
"""The longest path and query, in bytes: room for each of the UN's targets, thrice."""

HEADERS_LIMIT: Final = 16 << 10
"""The longest headers, in bytes, all names and values together."""

MOST_HEADERS: Final = 100

SMALLEST_PACKED: Final = 1024
"""The shortest answer that gzip makes shorter by more than it costs, in bytes."""

PACKING: Final = 5
"""How hard gzip tries: 9 takes twice as long for a hundredth less (answers of JSON)."""

_HOST: Final = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::[0-9]*)?", re.ASCII | re.IGNORECASE)

_NOT_WANTED: Final = frozenset({b"range", b"if-range"})
"""Headers that are passed over, as HTTP allows: every answer is sent whole."""


class Guard:
    """Refuses foreign hosts and what is too long, answers HEAD as GET, sets the safe headers.

    A page elsewhere can make its own name lead to this machine; then only the Host header tells a
    browser's request for it from one for us (DNS rebinding).
    """

    def __init__(self, app: ASGIApp, names: Collection[str]) -> None:
        """Hold the application, and the names that it may be called by; `*` is any name."""
        self._app = app
        self._names = frozenset(name.lower() for name in names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; its scope may be changed."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SAFE_HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-cache")
            await send(message)

        refusal = self._refusal(scope) or await _body_refusal(scope, receive)
        if refusal is not None:
            await _refused(refusal, scope)(scope, receive, safely)
            return
        scope["headers"] = [each for each in scope["headers"] if each[0] not in _NOT_WANTED]
        if scope["method"] == "HEAD":
            # The server itself withholds the body of an answer to HEAD.
            scope["method"] = "GET"
        await self._app(scope, receive, safely)

    def _refusal(self, scope: Scope) -> ProblemType | None:
        """Return what is wrong with a request, its body apart; the address becomes a plain path."""
        if broken := _broken(scope):
            return broken
        headers = scope["headers"]
        length = sum(len(name) + len(value) for name, value in headers)
        if length > HEADERS_LIMIT or len(headers) > MOST_HEADERS:
            return HEADERS_TOO_LARGE
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > URL_LIMIT:
            return URL_TOO_LONG
        hosts = Headers(scope=scope).getlist("host")
        if not scope["path"].startswith("/") and scope["path"] != "*":
            authority = _made_plain(scope)
            if authority is None:
                return BAD_REQUEST
            hosts.append(authority)
        return None if len(hosts) and all(map(self._is_ours, hosts)) else FOREIGN_HOST

    def _is_ours(self, authority: str) -> bool:
        host = _HOST.fullmatch(authority)
        return "*" in self._names or (host is not None and host[1].lower() in self._names)


def _made_plain(scope: Scope) -> str | None:
    """Make the path of an absolute address (RFC 9112, 3.2.2) plain, and return its authority."""
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    try:
        address = urlsplit(raw.decode("ascii"))
    except ValueError:
        return None
    if address.scheme not in {"http", "https"}:
        return None
    scope["raw_path"] = (address.path or "/").encode()
    scope["path"] = unquote(address.path or "/")
    return address.netloc


async def _body_refusal(scope: Scope, receive: Receive) -> ProblemType | None:
    """Return what is wrong with a body: told by its length or, where none is told, by counting."""
    headers = Headers(scope=scope)
    length = headers.get("content-length", "0")
    if length.isdecimal() and int(length[:20]) > BODY_LIMIT:
        return TOO_LARGE
    if "transfer-encoding" not in headers:
        return None
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await _counted(receive) or _broken(scope)
    except TimeoutError:
        return TIMEOUT


def _broken(scope: Scope) -> ProblemType | None:
    """Return what the connection found to be no HTTP; of a body, once that has come."""
    found: ProblemType | None = scope.get("state", {}).get(BROKEN)
    return found


async def _counted(receive: Receive) -> ProblemType | None:
    size, more = 0, True
    while more:
        message = await receive()
        size += len(message.get("body", b""))
        if size > BODY_LIMIT:
            return TOO_LARGE
        more = message.get("more_body", False)
    return None


def _refused(refusal: ProblemType, scope: Scope) -> ASGIApp:
    # What is left of the request is not read, so the connection cannot go on.
    details = Details(refusal, refusal.help, refusal.status, headers={"Connection": "close"})
    return details.response(scope)


class Packing:
    """Sends longer answers packed (gzip) to whoever takes them so.

    A packed answer has other bytes, so where it is told apart by its bytes (a strong ETag) its tag
    says so.  No answer holds a secret beside what an attacker may put in, so packing gives none
    away (BREACH).
    """

    def __init__(self, app: ASGIApp) -> None:
        """Hold the application, with the packing around it."""
        self._plain = app
        self._packing = GZipMiddleware(app, SMALLEST_PACKED, PACKING)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or not _takes_gzip(Headers(scope=scope)):
            await self._plain(scope, receive, send)
            return

        async def tagged(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                tag = headers.get("etag", "")
                if "content-encoding" in headers and tag.startswith('"'):
                    headers["etag"] = f'{tag[:-1]}{PACKED}"'
                if "vary" in headers:
                    headers["vary"] = ", ".join(dict.fromkeys(headers["vary"].split(", ")))
            await send(message)

        await self._packing(scope, receive, tagged)


PACKED: Final = "-gzip"
"""What the strong ETag of a packed answer ends with."""


def _takes_gzip(headers: Headers) -> bool:
    """Tell whether gzip is among the codings that a client takes, and not with a weight of 0."""
    for each in headers.get("accept-encoding", "").lower().split(","):
        coding, _, weight = each.partition(";")
        if coding.strip() == "gzip":
            return re.fullmatch(r"\s*q\s*=\s*0(\.0*)?\s*", weight) is None
    return False
