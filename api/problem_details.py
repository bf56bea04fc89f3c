"""Errors as RFC 9457 problem documents: one table of types, one function per sort of error.

A type's address leads to its entry on the documentation page.  Nothing of the machine (paths,
tracebacks, versions) stands in a document; what a document withholds is logged.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import singledispatch
from http import HTTPStatus
from typing import Final
from urllib.parse import quote

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import Scope

from api.logs import FACTS
from api.readable import Readable
from api.request_id import request_id
from graph.errors import Refused, StoreUnavailable
from graph.identity import nearest
from graph.model import Words
from graph.problems import Problem
from views.documents import problem_documents

MEDIA_TYPE: Final = "application/problem+json"

RETRY_SECONDS: Final = 5
"""What a client is told to wait when the store cannot be read; a writer is done by then."""

SAFE_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""Headers of every response that has none of its own of that name: nothing is loaded from outside,
no script runs, no type is guessed."""

_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ProblemType:
    """One sort of error.

    Attributes:
        code: names it, and its entry on the documentation page; never changes meaning.
        status: the HTTP status that it comes with.
        title: what it is, the same each time.
        help: when it comes, and what to do.
    """

    code: str
    status: int
    title: str
    help: str

    @property
    def address(self) -> str:
        """Its address, which leads to where it is explained."""
        return f"/docs#{self.code}"


BAD_REQUEST: Final = ProblemType(
    "bad-request",
    400,
    "The request cannot be understood.",
    "The request breaks the rules of HTTP or of this interface. The status tells more.",
)
FOREIGN_HOST: Final = ProblemType(
    "foreign-host",
    400,
    "The server is not called that.",
    "The Host header names another server. Whoever runs the server sets its names in "
    "GOALGRAPH_HOSTS.",
)
UNKNOWN_PATH: Final = ProblemType(
    "unknown-path",
    404,
    "There is nothing at this address.",
    "The path is misspelt. /api/v1 lists what there is.",
)
UNKNOWN_NODE: Final = ProblemType(
    "unknown-node",
    404,
    "There is no such node.",
    "The path names a node that is not in the graph; problems names the nearest one that is.",
)
UNKNOWN_REVISION: Final = ProblemType(
    "unknown-revision",
    404,
    "There is no such revision.",
    "The path names a revision that is not made yet. /api/v1/revisions lists those that are.",
)
METHOD: Final = ProblemType(
    "method-not-allowed",
    405,
    "This address does not take that method.",
    "The interface is read-only. The Allow header lists the methods.",
)
TIMEOUT: Final = ProblemType(
    "timeout",
    408,
    "The body of the request took too long to come.",
    "The interface is read-only and needs no body.",
)
TOO_LARGE: Final = ProblemType(
    "too-large",
    413,
    "The body of the request is too large.",
    "At most 1 MiB is read past. The interface is read-only and needs no body.",
)
URL_TOO_LONG: Final = ProblemType(
    "url-too-long",
    414,
    "The address is too long.",
    "Path and query have room for 8 KiB. Ask several questions instead of one.",
)
HEADERS_TOO_LARGE: Final = ProblemType(
    "headers-too-large",
    431,
    "The headers of the request are too large.",
    "There is room for 100 headers of 16 KiB in all. Cookies are not needed.",
)
REFUSED: Final = ProblemType(
    "refused-question",
    422,
    "The question cannot be answered as it is asked.",
    "A filter is unknown, has a value that it does not take, or names a node that is not in the "
    "graph. problems lists everything that is wrong, each with how to mend it.",
)
UNEXPECTED: Final = ProblemType(
    "unexpected",
    500,
    "Something went wrong on the server.",
    "The error is in the program, not in the request. It is in the server's log.",
)
UNAVAILABLE: Final = ProblemType(
    "store-unavailable",
    503,
    "The graph cannot be read now.",
    "The store is locked, moved or damaged. Try again after the seconds that Retry-After names.",
)

TYPES: Final = (
    BAD_REQUEST,
    FOREIGN_HOST,
    UNKNOWN_PATH,
    UNKNOWN_NODE,
    UNKNOWN_REVISION,
    METHOD,
    TIMEOUT,
    TOO_LARGE,
    URL_TOO_LONG,
    REFUSED,
    HEADERS_TOO_LARGE,
    UNEXPECTED,
    UNAVAILABLE,
)
"""Every type of problem, by status; the documentation page lists them."""

_OF_STATUS: Final = {each.status: each for each in (UNKNOWN_PATH, METHOD)}

_OF_PATH: Final = {
    "id": (UNKNOWN_NODE, frozenset({"unknown-node", "bad-id"})),
    "number": (UNKNOWN_REVISION, frozenset({"unknown-revision"})),
}
"""For what a path may name, the problems that make it lead nowhere, and what they are then."""


@dataclass(frozen=True, slots=True)
class Details:
    """One error: its type, what there is to say of it, and the headers that it comes with."""

    type: ProblemType
    detail: str
    status: int
    problems: tuple[Problem, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict, hash=False)

    @classmethod
    def unexpected(cls) -> Details:
        """Return what is told of an error that nobody foresaw: only that it was."""
        return cls(UNEXPECTED, UNEXPECTED.help, UNEXPECTED.status)

    def response(self, scope: Scope) -> Response:
        """Return the problem document for a request."""
        document = {
            "type": self.type.address,
            "title": self.type.title,
            "status": self.status,
            "detail": self.detail,
            "instance": quote(scope["path"], safe="/:@!$&'()*+,;=~", errors="replace"),
            "request_id": request_id(scope),
            **(problem_documents(self.problems) if self.problems else {}),
        }
        headers = {**SAFE_HEADERS, "Cache-Control": "no-store", **self.headers}
        return Readable(document, self.status, headers=headers, media_type=MEDIA_TYPE)


async def problem_response(request: Request, error: Exception) -> Response:
    """Return the problem document of an error that was raised while a request was answered."""
    return details(error, request).response(request.scope)


async def method_response(request: Request, error: Exception) -> Response:
    """Answer a method that no route of the path takes: OPTIONS with what it takes, others refused.

    `Allow` is complete, whichever routes take the methods.
    """
    if request.method != "OPTIONS":
        return await problem_response(request, error)
    return Response(status_code=204, headers={"Allow": ", ".join(_methods(request))})


@singledispatch
def details(_error: Exception, _request: Request) -> Details:
    """Return what a client is told of an error."""
    return Details.unexpected()


@details.register
def _(error: Refused, request: Request) -> Details:
    """Tell everything that is wrong; the node that a path names is part of the address."""
    codes = {problem.code for problem in error.problems}
    nowhere = [_OF_PATH[name] for name in request.path_params if name in _OF_PATH]
    kind = next((kind for kind, of_path in nowhere if codes & of_path), REFUSED)
    return Details(kind, _told(error.problems), kind.status, error.problems)


@details.register
def _(error: StoreUnavailable, request: Request) -> Details:
    """Tell when to try again; the reason names files of the machine, so it is logged."""
    facts = {"id": request_id(request.scope)}
    _LOG.warning("The store cannot be read: %s", error, extra={FACTS: facts})
    headers = {"Retry-After": str(RETRY_SECONDS)}
    return Details(UNAVAILABLE, UNAVAILABLE.help, UNAVAILABLE.status, headers=headers)


@details.register
def _(error: HTTPException, request: Request) -> Details:
    """Tell what the framework refused: an unknown path, a method, a body."""
    kind = _OF_STATUS.get(error.status_code, BAD_REQUEST)
    headers = dict(error.headers or {})
    detail = f"{HTTPStatus(error.status_code).phrase}. {kind.help}"
    if kind is UNKNOWN_PATH:
        detail = _nearest_path(request)
    if kind is METHOD:
        headers["Allow"] = ", ".join(_methods(request))
        detail = f"It takes {headers['Allow']}."
    return Details(kind, detail, error.status_code, headers=headers)


@details.register
def _(error: RequestValidationError, _request: Request) -> Details:
    """Tell what a declared parameter or body did not hold."""
    problems = tuple(
        Problem("bad-value", Words(told, told), Words("Rett det.", "Mend it."))
        for each in error.errors()
        for told in (f"{'.'.join(map(str, each['loc']))}: {each['msg']}.",)
    )
    return Details(REFUSED, _told(problems), REFUSED.status, problems)


def _told(problems: tuple[Problem, ...]) -> str:
    """Return the first problem, and how many there are besides."""
    more = len(problems) - 1
    return f"{problems[0]}{f' There are {more} more problems.' if more else ''}"


def _nearest_path(request: Request) -> str:
    path = request.scope["path"]
    whole = path.rstrip("/")
    if whole != path and any(
        isinstance(each, Route)
        and each.matches({**request.scope, "path": whole})[0] is not Match.NONE
        for each in request.app.routes
    ):
        return f"Did you mean {whole}? An address has no slash at its end."
    paths = [each.path for each in request.app.routes if isinstance(each, Route)]
    meant = nearest(path, (each for each in paths if "{" not in each and each != "/"))
    return f"Did you mean {meant}?" if meant else UNKNOWN_PATH.help


def _methods(request: Request) -> list[str]:
    """Return all methods that the path takes, whichever routes take them."""
    matching = [
        each.methods or set()
        for each in request.app.routes
        if isinstance(each, Route) and each.matches(request.scope)[0] is not Match.NONE
    ]
    methods = {"GET"}.union(*matching)
    return sorted(methods | {"HEAD", "OPTIONS"})
