"""Errors as pages for people; other systems get the problem documents of `api/problem_details`."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from api.explorer.frame import Page, frame_of, rendered
from api.problem_details import details, problem_response

_FOR_SYSTEMS: Final = ("/api/", "/openapi.json", "/health", "/ready", "/metrics", "/static/")
"""Paths that people do not read."""

_TOLD: Final = frozenset({400, 404, 422, 500, 503})
"""Statuses with words of their own."""

_REFUSED: Final = 422

MOST_PROBLEMS: Final = 20
"""How many problems are told, and how much of the address is said again."""

LONGEST_HINT: Final = 200
"""The longest advice that is shown, in characters."""


async def error_response(request: Request, error: Exception) -> Response:
    """Return an error in the form that whoever asked reads: a page, or a problem document."""
    if not _wants_page(request):
        return await problem_response(request, error)
    found = details(error, request)
    known = found.status if found.status in _TOLD else 400
    frame = frame_of(request)
    page = Page(
        "error.html",
        {
            "status": known,
            "problems": [
                (each.title[frame.language], _hint(each.hint[frame.language]))
                for each in found.problems[:MOST_PROBLEMS]
            ],
            "asked": [
                (name, value, frame.address.without(name, value))
                for name, value in frame.address.query[:MOST_PROBLEMS]
                if name != "lang"
            ],
            "bare": frame.address.only(("lang",)),
        },
    )
    if known == _REFUSED:
        # What was wrong in the address may be what goes along from page to page.
        frame = replace(frame, carried=("lang",))
    response = rendered(frame, page, found.status)
    response.headers.update(found.headers)
    response.headers["Vary"] = "Accept"
    return response


def _hint(text: str) -> str:
    """Return how to mend a problem, unless it is a list that only a program would go through."""
    return text if len(text) <= LONGEST_HINT else ""


def _wants_page(request: Request) -> bool:
    path: str = request.scope["path"]
    accepted = request.headers.get("accept", "")
    return "text/html" in accepted and not path.startswith(_FOR_SYSTEMS)
