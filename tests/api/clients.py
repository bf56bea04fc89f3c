"""How the tests ask, and what they look for in every refusal."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from fastapi.testclient import TestClient

from api.app import create_app
from api.problem_details import MEDIA_TYPE
from api.settings import Settings

if TYPE_CHECKING:
    from httpx2 import Response

    from graph.store import GraphStore

TODAY = date(2026, 11, 23)


def client_of(store: GraphStore) -> TestClient:
    """Return a client of a store's application; an error inside becomes what a client sees."""
    app = create_app(store, Settings(), today=lambda: TODAY)
    return TestClient(app, base_url="http://localhost", raise_server_exceptions=False)


def found(response: Response) -> list[str]:
    """Return the identifiers of an answer's results."""
    assert response.status_code == 200, response.text

    return [result["id"] for result in response.json()["results"]]


def problem(response: Response, status: int, code: str) -> dict[str, Any]:
    """Return a problem document that is what it should be."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == MEDIA_TYPE
    document: dict[str, Any] = response.json()
    assert document["type"] == f"/docs#{code}"
    assert document["status"] == status
    assert document["title"]
    assert document["detail"]
    return document


def codes(document: dict[str, Any]) -> list[str]:
    """Return the codes of the problems in a document."""
    return [each["code"] for each in document["problems"]]
