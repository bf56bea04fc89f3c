"""Everything that can go wrong with a request, and what the answer then is."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, NoReturn

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.guard import BODY_LIMIT
from api.problem_details import SAFE_HEADERS, TYPES
from api.settings import Settings
from graph.errors import StoreUnavailable
from graph.model import Words
from tests.api.clients import client_of, codes, problem

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from graph.embedded import EmbeddedStore
    from graph.store import View


def test_everything_wrong_with_a_question_is_told_at_once(client: TestClient) -> None:
    """Each problem has its own title and hint."""
    response = client.get("/api/v1/measures?serve=sdg:11.6&limit=0&mode=wide&as_of=2026-02-30")

    document = problem(response, 422, "refused-question")

    assert document["count"] == 4
    assert sorted(codes(document)) == ["bad-filter", "bad-filter", "bad-filter", "unknown-filter"]
    assert all(each["title"] and each["hint"] for each in document["problems"])
    assert "Did you mean serves?" in {each["hint"] for each in document["problems"]}
    assert document["detail"].endswith("There are 3 more problems.")


@pytest.mark.parametrize(
    "query", ["period_from=abc", "climate_tonnes=1,5", "valid_from=9.6.2020", "pilot=perhaps"]
)
def test_a_value_that_its_field_cannot_hold_is_told(client: TestClient, query: str) -> None:
    """Not "none found": no measure could ever have it."""
    document = problem(client.get(f"/api/v1/measures?{query}"), 422, "refused-question")

    assert codes(document) == ["bad-filter"]


def test_a_filter_that_names_an_unknown_node_is_422(client: TestClient) -> None:
    """The collection is there; the question about it cannot be answered."""
    response = client.get("/api/v1/measures?serves=sdg:11.66&advances=asker:byer.99")

    document = problem(response, 422, "refused-question")

    assert codes(document) == ["unknown-node", "unknown-node"]


def test_an_unknown_path_is_404_and_the_nearest_is_named(client: TestClient) -> None:
    """Also with a slash too many: an address is one and the same."""
    document = problem(client.get("/api/v1/measure"), 404, "unknown-path")

    assert document["detail"] == "Did you mean /api/v1/measures?"
    assert document["instance"] == "/api/v1/measure"
    problem(client.get("/static/%00"), 404, "unknown-path")
    problem(client.get("/static/..%2fapp.py"), 404, "unknown-path")


@pytest.mark.parametrize("path", ["/api/v1", "/api/v1/measures", "/api/v1/nodes/sdg:1"])
def test_a_slash_too_many_is_named(client: TestClient, path: str) -> None:
    """An address is one and the same, so that caches keep it once."""
    document = problem(client.get(f"{path}/"), 404, "unknown-path")

    assert document["detail"] == f"Did you mean {path}? An address has no slash at its end."


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"])
@pytest.mark.parametrize("path", ["/api/v1/measures", "/api/v1/nodes/sdg:1", "/docs", "/static/x"])
def test_other_methods_are_405_and_the_header_lists_all_that_work(
    client: TestClient, method: str, path: str
) -> None:
    """The interface is read-only, and says so."""
    response = client.request(method, path)

    problem(response, 405, "method-not-allowed")
    assert response.headers["allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("path", ["/api/v1/measures", "/api/v1/nodes/sdg:1", "/docs", "/static/x"])
def test_options_lists_what_works(client: TestClient, path: str) -> None:
    """Without a body, and an unknown path is unknown for it too."""
    response = client.options(path)

    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["allow"] == "GET, HEAD, OPTIONS"
    problem(client.options("/nowhere"), 404, "unknown-path")


def test_a_path_with_two_routes_allows_the_methods_of_both(store: EmbeddedStore) -> None:
    """Allow is complete, whichever route comes first."""
    app = create_app(store, Settings())

    def put() -> None:
        raise AssertionError

    app.add_api_route("/health", put, methods=["PUT"])

    response = TestClient(app, "http://localhost").post("/health")

    assert response.headers["allow"] == "GET, HEAD, OPTIONS, PUT"


def test_head_is_get_without_the_body(client: TestClient) -> None:
    """For whoever wants to know whether something is there."""
    response = client.head("/api/v1/nodes/sdg:11.6")

    assert response.status_code == 200
    assert response.content == b""
    assert client.head("/api/v1/nodes/sdg:99").status_code == 404


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "localhost@evil", ""])
def test_a_foreign_host_is_400(client: TestClient, host: str) -> None:
    """Another site's name that leads here gets nothing (DNS rebinding)."""
    problem(client.get("/api/v1/kinds", headers={"Host": host}), 400, "foreign-host")


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:1", "[::1]:8000"])
def test_its_own_names_are_known(client: TestClient, host: str) -> None:
    """With a port and without."""
    assert client.get("/health", headers={"Host": host}).status_code == 200


def test_any_host_where_that_is_set(store: EmbeddedStore) -> None:
    """Behind a proxy that has checked the name."""
    app = create_app(store, Settings(hosts="*"))

    assert TestClient(app, "http://goals.example").get("/health").status_code == 200


def test_a_long_body_is_413(client: TestClient) -> None:
    """It is refused by its announced length; nothing of it is read."""
    response = client.request("GET", "/health", content=b"x" * (BODY_LIMIT + 1))

    problem(response, 413, "too-large")


class _Broken:
    """A store that is not what it should be."""

    def __init__(self, store: EmbeddedStore, error: Exception) -> None:
        self.model = store.model
        self._error = error

    def read(self) -> AbstractContextManager[View]:
        raise self._error

    def __getattr__(self, name: str) -> NoReturn:
        raise AssertionError(name)


@pytest.mark.parametrize(
    "path", ["/ready", "/api/v1/ready", "/api/v1/measures", "/api/v1/nodes/a:b"]
)
def test_a_store_that_cannot_be_read_is_503(
    store: EmbeddedStore, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    """The client is told when to come back; which file is locked stands in the log."""
    broken = _Broken(store, StoreUnavailable(Words("Låst.", "/srv/secret/graph.db is locked.")))

    response = client_of(broken).get(path)

    problem(response, 503, "store-unavailable")
    assert int(response.headers["retry-after"]) > 0
    assert "secret" not in response.text
    assert "/srv/secret/graph.db is locked." in caplog.text


def test_the_process_is_up_also_without_its_store(store: EmbeddedStore) -> None:
    """Health is about the process alone, or a locked file would have it restarted."""
    client = client_of(_Broken(store, StoreUnavailable(Words("låst", "locked"))))

    assert client.get("/health").json() == {"status": "up"}
    assert client.get("/api/v1/health").status_code == 200


def test_a_store_that_can_be_read_is_ready(client: TestClient) -> None:
    """Ready tells the revision."""
    assert client.get("/ready").json() == {"status": "ready", "revision": 1}


def test_what_nobody_foresaw_is_500_and_says_nothing_of_the_inside(store: EmbeddedStore) -> None:
    """No message, type or path of the error reaches the client, and the headers are there too."""
    broken = _Broken(store, ZeroDivisionError("secret"))

    response = client_of(broken).get("/api/v1/measures")

    document = problem(response, 500, "unexpected")
    members = {"type", "title", "status", "detail", "instance", "request_id"}
    assert document.keys() == members
    assert "secret" not in response.text
    assert "ZeroDivision" not in response.text
    assert response.headers["x-content-type-options"] == "nosniff"


def test_a_declared_parameter_that_does_not_fit_is_a_problem_too(store: EmbeddedStore) -> None:
    """What the framework itself refuses comes in the same form."""
    app = create_app(store, Settings())

    def routed(number: int) -> int:
        return number

    app.add_api_route("/number", routed)

    response = TestClient(app, "http://localhost").get("/number?number=x")

    assert codes(problem(response, 422, "refused-question")) == ["bad-value"]


@pytest.mark.parametrize(
    "path", ["/docs", "/openapi.json", "/api/v1", "/nowhere", "/static/style.css"]
)
def test_every_response_is_safe(client: TestClient, path: str) -> None:
    """No script runs, nothing is loaded from outside, no type is guessed."""
    headers = client.get(path).headers

    assert {name: headers[name] for name in SAFE_HEADERS} == SAFE_HEADERS


def test_every_type_of_problem_leads_to_its_explanation(client: TestClient) -> None:
    """A type's address is an entry of the documentation page."""
    page = client.get("/docs").text

    for each in TYPES:
        assert f'id="{each.code}"' in page
        assert each.address == f"/docs#{each.code}"


HOSTILE = (
    "limit=1000000000",
    "limit=-1",
    "limit=٣",
    "limit=NaN",
    "limit=1e999",
    "limit=" + "9" * 5_000,
    "limit=1&limit=2",
    "q=%00",
    "q=" + "x" * 201,
    "as_of=0000-00-00",
    "as_of=2026-W01-1",
    "serves=%00",
    "serves=%ED%A0%80",
    "serves=%FF",
    "serves=%zz",
    "serves=",
    "serves=" + "a" * 5_000,
    "serves=sdg:11.6' OR '1'='1",
    "serves=sdg:11.6}) DETACH DELETE n //",
    "serves[]=sdg:11.6",
    "organisation=<script>alert(1)</script>",
    "cursor=AAAA",
    "cursor=%F0%9F%92%A9",
    "cursor=é",
    "basis=true",
    "%00=%00",
    "%ED%A0%80=1",
    "=",
    "&".join(f"x{number}=1" for number in range(1_000)),
    "&".join(f"serves=sdg:{number}.x" for number in range(20, 220)),
    "&".join(f"serves=sdg:{number}.x" for number in range(20, 420)),
)


@pytest.mark.parametrize("query", HOSTILE, ids=lambda query: query[:30])
def test_hostile_questions_are_refused_as_problems(
    client: TestClient, query: str, caplog: pytest.LogCaptureFixture
) -> None:
    """At most a hundred problems, with all of them counted; nothing falls over."""
    with caplog.at_level(logging.WARNING):
        document = problem(client.get(f"/api/v1/measures?{query}"), 422, "refused-question")

    assert 1 <= len(document["problems"]) <= 100
    assert document["count"] >= len(document["problems"])
    assert not caplog.records


@pytest.mark.parametrize("query", ["q=%zz", "q='; DROP TABLE node; --", "q=%", "q=bl%C3%A5"])
def test_odd_text_is_searched_for_as_it_stands(client: TestClient, query: str) -> None:
    """It is words like any other."""
    assert client.get(f"/api/v1/nodes?{query}").status_code == 200


@pytest.mark.parametrize("path", ["/api/v1/nodes", "/api/v1/kinds", "/nodes"])
@pytest.mark.parametrize("query", ["q=%FF", "q=%ED%A0%80", "q=bl%E5", "%FF=1"])
def test_bytes_that_are_no_text_are_refused(client: TestClient, path: str, query: str) -> None:
    """Latin-1 and half surrogates are no UTF-8; what was meant is not guessed."""
    document = problem(client.get(f"{path}?{query}"), 422, "refused-question")

    (told,) = document["problems"]
    assert told["code"] == "bad-text"
    assert "%C3%B8" in told["hint"]


@pytest.mark.parametrize(
    "path",
    [
        "%00",
        "%FF",
        "%ED%A0%80",
        "<script>",
        "..%2f..%2fetc%2fpasswd",
        "sdg:11.6%0d%0aX:1",
        "a" * 8_000,
    ],
    ids=lambda path: path[:12],
)
@pytest.mark.parametrize("route", ["nodes", "trace"])
def test_hostile_paths_lead_nowhere(client: TestClient, route: str, path: str) -> None:
    """404, and what was typed comes back only as JSON text."""
    response = client.get(f"/api/v1/{route}/{path}")

    assert response.status_code == 404
    assert response.json()["type"] in {"/docs#unknown-node", "/docs#unknown-path"}
    assert len(response.content) < 20_000
