"""The examples of the OpenAPI description: answers that the application really gives.

They are asked of the packaged data, in a store whose clock stands still, with lists cut to what a
reader wants to see.  `python -m tests.docs.commands` writes them too.
"""

from __future__ import annotations

import json
import logging
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final, NoReturn

from fastapi.testclient import TestClient

from api.app import create_app
from api.description import EXAMPLES, description
from api.guard import BODY_LIMIT, HEADERS_LIMIT, URL_LIMIT
from api.problem_details import TYPES
from api.settings import Settings
from graph.embedded import EmbeddedStore
from graph.errors import StoreUnavailable
from graph.history import past_changes
from graph.model import Words
from loaders.load import load
from loaders.packaged import packaged
from tests.api.raw import call, late

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graph.model import Model
    from graph.store import GraphStore
    from views.documents import Document

TODAY: Final = date(2026, 11, 23)
LOADED: Final = datetime(2026, 11, 23, 8, tzinfo=UTC)
LONGEST_LIST: Final = 2
LONGEST_TARGET: Final = 100

ASKED: Final = {
    "/api/v1/nodes": "?q=miljø&limit=2",
    "/api/v1/measures": "?serves=sdg:11.6&organisation=asker&limit=2",
    "/api/v1/subgoals": "?serves=sdg:13&limit=2",
    "/api/v1/sdgs": "?served_by=asker:byer.4&limit=2",
    "/api/v1/trace/{id}": "?organisation=asker",
    "/api/v1/changes": "?since=0&limit=2",
    "/api/v1/revisions/{number}": "?limit=2",
    "/api/v1/nodes/{id}/history": "?limit=2",
}
"""What is asked where; elsewhere the first two of all."""

ODD: Final[Mapping[str, tuple[str, str, dict[str, str]]]] = {
    "bad-request": ("GET", "ftp://localhost/api/v1", {}),
    "foreign-host": ("GET", "/api/v1", {"Host": "goals.example"}),
    "unknown-path": ("GET", "/api/v1/measure", {}),
    "unknown-node": ("GET", "/api/v1/nodes/sdg:11.66", {}),
    "unknown-revision": ("GET", "/api/v1/revisions/99", {}),
    "method-not-allowed": ("DELETE", "/api/v1/nodes/sdg:11.6", {}),
    "timeout": ("GET", "/api/v1", {"Transfer-Encoding": "chunked"}),
    "too-large": ("GET", "/api/v1", {"Content-Length": str(BODY_LIMIT + 1)}),
    "url-too-long": ("GET", f"/api/v1/nodes/{'x' * URL_LIMIT}", {}),
    "refused-question": ("GET", "/api/v1/measures?serve=sdg:11.6&limit=0", {}),
    "headers-too-large": ("GET", "/api/v1", {"Cookie": "x" * HEADERS_LIMIT}),
    "unexpected": ("GET", "/api/v1/measures", {}),
    "store-unavailable": ("GET", "/api/v1/measures", {}),
}
"""For each type of problem, a request that meets it."""


class _Broken:
    """A store that cannot be read."""

    def __init__(self, model: Model, error: Exception) -> None:
        self.model = model
        self._error = error

    def read(self) -> NoReturn:
        raise self._error

    def __getattr__(self, name: str) -> NoReturn:
        raise AssertionError(name)


_BREAKS: Final = {
    "unexpected": ZeroDivisionError("a fault of ours"),
    "store-unavailable": StoreUnavailable(Words("Filen er låst.", "The file is locked.")),
}


@contextmanager
def packaged_then() -> Iterator[EmbeddedStore]:
    """Return a store with the packaged data, loaded at an hour that is always the same."""
    with EmbeddedStore.open("memory:") as loaded, EmbeddedStore.open("memory:") as store:
        load(loaded, packaged().values(), author="kari", reason="the packaged data")
        store.fill([replace(each, at=LOADED) for each in past_changes(loaded)])
        yield store


def text() -> str:
    """Return what the file of examples should hold."""
    with packaged_then() as store:
        app = create_app(store, Settings(), today=lambda: TODAY)
        client = TestClient(app, "http://localhost", headers={"X-Request-ID": "an-example"})
        document = {
            "answers": dict(_answers(client, description(app, store.model)["paths"])),
            "problems": {each.code: _problem(store, each.code) for each in TYPES},
        }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _answers(client: TestClient, paths: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for path, methods in paths.items():
        address = path + ASKED.get(path, "" if "{" in path else "?limit=2")
        for each in methods["get"]["parameters"]:
            if each["in"] == "path":
                address = address.replace(f"{{{each['name']}}}", each["schema"]["examples"][0])
        response = client.get(address)
        if response.status_code == 422:  # it takes no limit
            address = path
            response = client.get(address)
        assert response.status_code == 200, (address, response.text)
        yield path, _example(f"GET {address}", response.json())


def _problem(store: GraphStore, code: str) -> Document:
    method, target, headers = ODD[code]
    asked = _Broken(store.model, _BREAKS[code]) if code in _BREAKS else store
    app = create_app(asked, Settings(), today=lambda: TODAY)
    sent = {"Host": "localhost", "X-Request-ID": "an-example"} | headers
    found = call(app, target, sent.items(), method=method, receive=late).json()
    assert found["type"] == f"/docs#{code}", (code, found)
    shown = target if len(target) < LONGEST_TARGET else f"{target[:20]}…"
    return _example(f"{method} {shown}", found | {"instance": found["instance"][:LONGEST_TARGET]})


def _example(request: str, value: Document) -> Document:
    cut = _cut(value)
    told = " (lists cut to two)" if cut != value else ""
    return {"request": request + told, "value": cut}


def _cut(value: Any) -> Any:  # noqa: ANN401 - JSON is what it is
    match value:
        case dict():
            return {name: _cut(each) for name, each in value.items()}
        case list():
            return [_cut(each) for each in value[:LONGEST_LIST]]
    return value


def main() -> None:
    """Write the file of examples."""
    logging.disable(logging.CRITICAL)  # two of the examples are faults, which are logged
    EXAMPLES.write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    main()
