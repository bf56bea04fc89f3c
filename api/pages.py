"""The documentation of the HTTP API as a page, made from the OpenAPI description."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from urllib.parse import quote

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from api import asking
from api.answering import Asking
from api.description import description
from api.explorer.frame import TEMPLATES
from api.problem_details import TYPES
from api.routes import ROOT, Typed
from graph.model import Model, Words
from views.documents import Document


@dataclass(frozen=True, slots=True)
class Example:
    """A ready-made question and its address."""

    words: Words
    path: str


EXAMPLES: Final = (
    Example(
        Words("Hvilke tiltak tjener FN-delmål 11.6?", "Which measures serve SDG target 11.6?"),
        f"{ROOT}/measures?serves=sdg:11.6",
    ),
    Example(
        Words("Hvilke delmål tjener bærekraftsmål 13?", "Which subgoals serve SDG 13?"),
        f"{ROOT}/subgoals?serves=sdg:13",
    ),
    Example(
        Words("Den røde tråden ned fra bærekraftsmål 11", "The red thread down from SDG 11"),
        f"{ROOT}/trace/sdg:11?direction=down",
    ),
    Example(
        Words(
            "Hvilke tiltak tjener 11.6, når bare det dokumenterte teller?",
            "Which measures serve 11.6, when only what is documented counts?",
        ),
        f"{ROOT}/measures?serves=sdg:11.6&basis=documented",
    ),
    Example(
        Words("Hva nevner miljø?", "What mentions «miljø», the environment?"),
        f"{ROOT}/nodes?q=miljø",
    ),
    Example(
        Words("Hva er FN-delmål 11.6 knyttet til?", "What is SDG target 11.6 joined to?"),
        f"{ROOT}/nodes/sdg:11.6/neighbours",
    ),
)
"""Questions that the packaged data answer."""


def add_pages(app: FastAPI, model: Model) -> None:
    """Add the page, and the description that it is made from."""

    @cache
    def described() -> Document:
        return description(app, model)

    def openapi(asked: Asking) -> Response:
        asking.unfiltered(asked.typed)
        return asked.unchanging(described)

    def docs(typed: Typed) -> HTMLResponse:
        asking.unfiltered(typed)
        document = described()
        return _page("docs.html", "en", description=document, groups=_groups(document))

    for path, endpoint in (("/docs", docs), ("/openapi.json", openapi)):
        app.add_api_route(path, endpoint, include_in_schema=False, response_model=None)


def _page(template: str, language: str, **values: object) -> HTMLResponse:
    text = TEMPLATES.get_template(template).render(
        values, language=language, examples=EXAMPLES, problem_types=TYPES, root=ROOT
    )
    return HTMLResponse(text, headers={"Content-Language": language})


@dataclass(frozen=True, slots=True)
class Operation:
    """A route as the documentation shows it: where it is, what it does, and an address to try."""

    path: str
    example: str
    described: dict[str, Any]

    @property
    def parameters(self) -> list[Document]:
        """What it takes, as OpenAPI says it."""
        found: list[Document] = self.described.get("parameters", [])
        return found


def _groups(described: Document) -> Iterator[tuple[Document, list[Operation]]]:
    """Yield the tags, each with its routes."""
    operations = [
        Operation(path, _example(path, each["get"]), each["get"])
        for path, each in described["paths"].items()
    ]
    for tag in described["tags"]:
        yield tag, [each for each in operations if tag["name"] in each.described["tags"]]


def _example(path: str, operation: Document) -> str:
    """Return an address of a route, with an example of what its path takes."""
    for each in operation.get("parameters", []):
        if each["in"] == "path":
            path = path.replace(
                f"{{{each['name']}}}", quote(each["schema"]["examples"][0], safe=":")
            )
    return path
