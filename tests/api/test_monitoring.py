"""What is known of a request afterwards: its identifier, its line in the log, the metrics."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from api.app import create_app
from api.logs import REQUESTS, JsonLines
from api.settings import Settings
from graph.errors import StoreUnavailable
from graph.model import Words
from tests.api.clients import client_of, problem
from tests.spec.sketch import sketch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.embedded import EmbeddedStore


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Iterator[list[dict[str, Any]]]:
    """Return the lines that are written while a test runs, as they are read again."""
    lines: list[dict[str, Any]] = []

    class Written(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            text = JsonLines().format(record)
            assert "\n" not in text
            lines.append(json.loads(text))

    handler = Written()
    logging.getLogger().addHandler(handler)
    with caplog.at_level(logging.INFO, REQUESTS):
        yield lines
    logging.getLogger().removeHandler(handler)


def metric(client: TestClient, name: str, **labels: str) -> float | None:
    """Return a sample of the metrics."""
    families = text_string_to_metric_families(client.get("/metrics").text)
    found = [
        sample.value
        for family in families
        for sample in family.samples
        if sample.name == name and sample.labels == labels
    ]
    return found[0] if found else None


# --- identifiers ----------------------------------------------------------------------------------


@pytest.mark.parametrize("brought", ["abc", "0f8fad5b-d9cb-469f-a165-70867728950e", "A.b_c-1"])
def test_a_sane_identifier_is_taken_over(store: EmbeddedStore, brought: str) -> None:
    """So that a request can be followed through several systems."""
    response = client_of(store).get("/nowhere", headers={"X-Request-ID": brought})

    assert response.headers["x-request-id"] == brought
    assert problem(response, 404, "unknown-path")["request_id"] == brought


@pytest.mark.parametrize("brought", ["", " ", "a b", "x" * 65, '"', "a\tb", "<script>", "é", "a,b"])
def test_another_identifier_is_replaced(store: EmbeddedStore, brought: str) -> None:
    """Nothing from outside stands in the log that it did not let in."""
    headers = {b"X-Request-ID": brought.encode()}

    given = client_of(store).get("/health", headers=headers).headers["x-request-id"]

    assert given != brought
    assert len(given) == 32


def test_each_request_has_its_own(store: EmbeddedStore) -> None:
    """Where none is brought."""
    client = client_of(store)

    given = {client.get("/health").headers["x-request-id"] for _ in range(10)}

    assert len(given) == 10


# --- the log --------------------------------------------------------------------------------------


def test_a_request_is_a_line(store: EmbeddedStore, log: list[dict[str, Any]]) -> None:
    """Of what was asked the route is told, by its template, and nothing that a person wrote."""
    store.apply(sketch("asker:tiltak.hemmelig"))
    client = client_of(store)
    client.get(
        "/api/v1/nodes/asker:tiltak.hemmelig",
        headers={"X-Request-ID": "r1", "User-Agent": "hemmelig", "Cookie": "hemmelig"},
    )
    client.get("/api/v1/measures?q=hemmelig")
    client.get("/hemmelig")
    client.request("HEMMELIG", "/api/v1/nodes")

    first, second, third, fourth = log
    assert first.keys() == {
        "at",
        "level",
        "message",
        "id",
        "method",
        "route",
        "status",
        "ms",
        "bytes",
    }
    assert (first["id"], first["method"], first["status"]) == ("r1", "GET", 200)
    assert (first["route"], second["route"]) == ("/api/v1/nodes/{id}", "/api/v1/measures")
    assert (third["route"], third["status"]) == ("none", 404)
    assert (fourth["method"], fourth["status"]) == ("other", 405)
    assert first["ms"] > 0
    assert first["bytes"] > 100
    assert "hemmelig" not in json.dumps(log)


def test_a_refusal_of_the_guard_is_a_line_too(
    store: EmbeddedStore, log: list[dict[str, Any]]
) -> None:
    """Also what never came to a route is known afterwards."""
    client_of(store).get("/", headers={"Host": "evil.example"})

    assert [(each["status"], each["route"]) for each in log] == [(400, "none")]


def test_head_is_told_as_head(store: EmbeddedStore, log: list[dict[str, Any]]) -> None:
    """Though it is answered as GET."""
    client_of(store).head("/health")

    assert [(each["method"], each["route"]) for each in log] == [("HEAD", "/health")]


def test_an_error_is_logged_with_its_traceback_and_the_request(
    store: EmbeddedStore, log: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On one line; the client has the identifier to tell."""
    monkeypatch.setattr("api.routes.answer", lambda *_: 1 // 0)

    document = problem(client_of(store).get("/api/v1/nodes"), 500, "unexpected")

    error, request = log
    assert error["level"] == "error"
    assert "ZeroDivisionError" in error["traceback"]
    assert error["id"] == request["id"] == document["request_id"]
    assert request["status"] == 500


def test_the_log_is_quiet_unless_requests_are_wanted(
    store: EmbeddedStore, caplog: pytest.LogCaptureFixture
) -> None:
    """On one's own machine only what went wrong is written."""
    client_of(store).get("/health")

    assert not caplog.records


# --- metrics --------------------------------------------------------------------------------------


def test_requests_are_counted_by_route_and_status(store: EmbeddedStore) -> None:
    """By template and never by path, or anyone could make as many series as there are paths."""
    store.apply(sketch("asker:tiltak.a -ADVANCES-> asker:delmal.1"))
    client = client_of(store)
    for path in ("asker:tiltak.a", "asker:delmal.1", "asker:tiltak.b"):
        client.get(f"/api/v1/nodes/{path}")
    for number in range(5):
        client.get(f"/nowhere/{number}")
        client.request(f"BREW{number}", "/health")

    name, node = "goalgraph_http_requests_total", "/api/v1/nodes/{id}"
    assert metric(client, name, method="GET", route=node, status="200") == 2
    assert metric(client, name, method="GET", route=node, status="404") == 1
    assert metric(client, name, method="GET", route="none", status="404") == 5
    assert metric(client, name, method="other", route="/health", status="405") == 5
    seconds = "goalgraph_http_request_duration_seconds_count"
    assert metric(client, seconds, method="GET", route=node) == 3
    assert "tiltak" not in client.get("/metrics").text


def test_metrics_tell_the_revision_and_the_version(store: EmbeddedStore) -> None:
    """So that whoever watches sees a load, and what runs."""
    client = client_of(store)
    assert metric(client, "goalgraph_revision") == 0

    store.apply(sketch("asker:tiltak.a"))

    assert metric(client, "goalgraph_revision") == 1
    assert metric(client, "goalgraph_http_requests_in_progress") == 1
    assert metric(client, "goalgraph_build_info", version="0.1.0") == 1


def test_metrics_are_told_also_while_the_store_cannot_be_read(
    store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That is when they are needed; the revision is then no number."""
    client = client_of(store)

    def read() -> None:
        raise StoreUnavailable(Words("låst", "locked"))

    monkeypatch.setattr(store, "read", read)

    revision = metric(client, "goalgraph_revision")
    assert revision is not None
    assert revision != revision  # noqa: PLR0124 - not a number


def test_metrics_may_be_off(store: EmbeddedStore) -> None:
    """Then there is nothing at that address."""
    client = TestClient(create_app(store, Settings(metrics=False)), "http://localhost")

    problem(client.get("/metrics"), 404, "unknown-path")


def test_two_applications_count_each_their_own(store: EmbeddedStore) -> None:
    """No counter is shared between them."""
    first, second = client_of(store), client_of(store)
    first.get("/health")

    labels = {"method": "GET", "route": "/health", "status": "200"}
    assert metric(first, "goalgraph_http_requests_total", **labels) == 1
    assert metric(second, "goalgraph_http_requests_total", **labels) is None
