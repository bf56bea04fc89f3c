"""Revisions and changes: what an auditor asks, and what keeps a copy up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.api.clients import client_of, codes, problem
from tests.spec.sketch import change, edge_id, node, sketch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastapi.testclient import TestClient

    from graph.embedded import EmbeddedStore

EDGE = "asker:tiltak.a -ADVANCES-> asker:delmal.1"


@pytest.fixture
def client(store: EmbeddedStore) -> TestClient:
    """Return a client of three revisions: two nodes and an edge; a new title; the edge goes."""
    store.apply(sketch(EDGE))
    store.apply(change(node("asker:delmal.1", title="Ny ordlyd")))
    store.apply(change(removes=[edge_id(EDGE)]))
    return client_of(store)


def told(document: dict[str, Any]) -> list[str]:
    """Return the changes of a document in words."""
    return [
        f"{each['revision']} {each.get('node') or each['edge']['edge']} {each['change']}"
        for each in document["changes"]
    ]


def pages(client: TestClient, address: str | None) -> Iterator[dict[str, Any]]:
    """Yield each page from an address on."""
    while address:
        response = client.get(address)
        assert response.status_code == 200, response.text
        yield response.json()
        address = response.links.get("next", {}).get("url")


ALL = [
    "1 asker:delmal.1 added",
    "1 asker:tiltak.a added",
    "1 ADVANCES added",
    "2 asker:delmal.1 changed",
    "3 ADVANCES removed",
]


def test_revisions_tell_when_by_whom_and_why(client: TestClient) -> None:
    """In order; an author is an identifier."""
    document = client.get("/api/v1/revisions").json()

    assert [each["number"] for each in document["revisions"]] == [1, 2, 3]
    assert document["revision"] == 3
    first = document["revisions"][0]
    assert first.keys() == {"number", "at", "author", "reason", "case"}
    assert (first["author"], first["reason"], first["case"]) == ("kari", "drawn in a test", None)
    assert first["at"].endswith("+00:00")


def test_names_of_authors_are_not_told(store: EmbeddedStore) -> None:
    """They are erasable, and what has been told once is not erased elsewhere."""
    store.apply(sketch(EDGE))
    store.name_author("kari", "Kari Nordmann")

    assert "Nordmann" not in client_of(store).get("/api/v1/revisions").text
    assert "Nordmann" not in client_of(store).get("/api/v1/changes").text


def test_revisions_come_in_pages(client: TestClient) -> None:
    """Each is on one page."""
    found = list(pages(client, "/api/v1/revisions?limit=1"))

    assert [each["number"] for page in found for each in page["revisions"]] == [1, 2, 3]
    assert client.get("/api/v1/revisions?since=3").json()["revisions"] == []


def test_one_revision_tells_what_it_changed(client: TestClient) -> None:
    """And nothing that another one changed."""
    document = client.get("/api/v1/revisions/1").json()

    assert told(document) == ALL[:3]
    assert document["reason"] == "drawn in a test"
    (second,) = client.get("/api/v1/revisions/2").json()["changes"]
    assert second["before"]["title"] == {"nb": "delmal.1"}
    assert second["after"]["title"] == {"nb": "Ny ordlyd"}


@pytest.mark.parametrize("number", ["4", "0", "-1", "1.0", "٣", "x", "1e3", "9" * 400, "%00"])
def test_a_revision_that_is_not_made_is_404(client: TestClient, number: str) -> None:
    """The newest is named."""
    document = problem(client.get(f"/api/v1/revisions/{number}"), 404, "unknown-revision")

    assert document["problems"][0]["hint"] == "The newest is 3."


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5, 6])
def test_the_feed_tells_each_change_once(client: TestClient, limit: int) -> None:
    """Wherever a page ends, also within a revision."""
    found = list(pages(client, f"/api/v1/changes?limit={limit}"))

    assert [each for page in found for each in told(page)] == ALL
    for page in found:
        numbers = {each["revision"] for each in page["changes"]}
        assert {each["number"] for each in page["revisions"]} == numbers


def test_a_reader_goes_on_from_the_revision_it_has(
    client: TestClient, store: EmbeddedStore
) -> None:
    """The answer names the newest; with nothing new the page is empty, and may be known already."""
    newest = client.get("/api/v1/changes").json()["revision"]
    empty = client.get(f"/api/v1/changes?since={newest}")
    assert empty.json()["changes"] == []

    store.apply(sketch("asker:tiltak.b"))

    tag = {"If-None-Match": empty.headers["etag"]}
    assert told(client.get(f"/api/v1/changes?since={newest}", headers=tag).json()) == [
        "4 asker:tiltak.b added"
    ]


def test_what_is_written_between_two_pages_comes_on_a_later_one(
    client: TestClient, store: EmbeddedStore
) -> None:
    """Nothing is left out, and nothing told twice."""
    feed = pages(client, "/api/v1/changes?limit=2")
    found = told(next(feed))

    store.apply(sketch("asker:tiltak.0"))
    found += [each for page in feed for each in told(page)]

    assert found == [*ALL, "4 asker:tiltak.0 added"]


def test_a_copy_can_be_kept_by_the_feed_alone(client: TestClient) -> None:
    """What is after replaces what was before, or goes; that is the graph."""
    copy: dict[str, Any] = {}
    for page in pages(client, "/api/v1/changes?limit=2"):
        for each in page["changes"]:
            copy[str(each.get("node") or each["edge"])] = each["after"]

    kept = {name: record for name, record in copy.items() if record is not None}

    assert kept == {
        node_id: client.get(f"/api/v1/nodes/{node_id}").json()
        for node_id in ("asker:delmal.1", "asker:tiltak.a")
    }


def test_a_node_has_its_history_and_that_of_its_edges(client: TestClient) -> None:
    """Whichever end it is."""
    assert told(client.get("/api/v1/nodes/asker:delmal.1/history").json()) == [
        "1 asker:delmal.1 added",
        "1 ADVANCES added",
        "2 asker:delmal.1 changed",
        "3 ADVANCES removed",
    ]
    found = pages(client, "/api/v1/nodes/asker:delmal.1/history?limit=1")
    assert len(list(found)) == 4


def test_a_node_that_is_gone_has_its_history(client: TestClient, store: EmbeddedStore) -> None:
    """That is when somebody asks; one that never was is unknown."""
    store.apply(change(removes=["asker:tiltak.a"]))

    document = client.get("/api/v1/nodes/asker:tiltak.a/history").json()

    assert told(document)[-1] == "4 asker:tiltak.a removed"
    problem(client.get("/api/v1/nodes/asker:tiltak.a"), 404, "unknown-node")
    problem(client.get("/api/v1/nodes/asker:tiltak.b/history"), 404, "unknown-node")
    problem(client.get("/api/v1/nodes/ADVANCES/history"), 404, "unknown-node")


@pytest.mark.parametrize("path", ["changes", "revisions"])
def test_a_revision_far_beyond_is_told_as_one_near(client: TestClient, path: str) -> None:
    """However long its number is; a client decides by the code."""
    document = problem(client.get(f"/api/v1/{path}?since={'9' * 20}"), 422, "refused-question")

    assert [each["code"] for each in document["problems"]] == ["beyond-newest"]


@pytest.mark.parametrize("path", ["changes", "revisions"])
def test_going_on_from_a_revision_that_was_never_made_is_refused(
    client: TestClient, path: str
) -> None:
    """Whoever has a copy of another store, or of one that was put back, must not trust it."""
    document = problem(client.get(f"/api/v1/{path}?since=4"), 422, "refused-question")

    (told,) = document["problems"]
    assert told["code"] == "beyond-newest"
    assert told["title"] == "Revision 4 is not made yet; the newest is 3."
    assert "take a new copy" in told["hint"]


@pytest.mark.parametrize(
    "query",
    ["since=-1", "since=x", "since=1&since=2", "since=" + "9" * 16, "limit=0", "cursor=x", "q=x"],
)
def test_what_the_feed_does_not_take_is_refused(client: TestClient, query: str) -> None:
    """As every filter is."""
    assert codes(problem(client.get(f"/api/v1/changes?{query}"), 422, "refused-question"))


def test_a_cursor_of_the_feed_belongs_to_its_question(client: TestClient) -> None:
    """Since when, and of what."""
    cursor = client.get("/api/v1/changes?limit=1").links["next"]["url"].rpartition("=")[2]

    for address in ("changes?since=1&", "revisions/1?", "nodes/asker:delmal.1/history?"):
        problem(client.get(f"/api/v1/{address}cursor={cursor}"), 422, "refused-question")
