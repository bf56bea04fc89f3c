"""What is known already is not answered again: ETags and Last-Modified."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from graph.embedded import EmbeddedStore
from tests.api.clients import TODAY, client_of, problem
from tests.spec.sketch import change, node, sketch

if TYPE_CHECKING:
    from datetime import date

    from graph.store import GraphStore

THREAD = "asker:tiltak.a -ADVANCES-> asker:delmal.1 -DERIVED_FROM-> sdg:11.6"
ANSWERS = (
    "/api/v1/measures?serves=sdg:11.6",
    "/api/v1/nodes",
    "/api/v1/trace/sdg:11.6",
    "/api/v1/nodes/sdg:11.6/neighbours",
    "/api/v1/nodes/sdg:11.6/history",
    "/api/v1/revisions",
    "/api/v1/changes",
)
RECORDS = ("/api/v1/nodes/sdg:11.6", "/api/v1/revisions/1")
UNCHANGING = ("/api/v1", "/api/v1/kinds", "/openapi.json")


@pytest.mark.parametrize("path", [*ANSWERS, *RECORDS, *UNCHANGING])
def test_what_is_brought_back_is_not_sent_again(store: EmbeddedStore, path: str) -> None:
    """304 has the headers that tell how long it holds, and no body."""
    store.apply(sketch(THREAD))
    client = client_of(store)
    first = client.get(path)

    again = client.get(path, headers={"If-None-Match": first.headers["etag"]})

    assert (again.status_code, again.content) == (304, b"")
    for name in ("etag", "cache-control", "vary", "x-content-type-options"):
        assert again.headers[name] == first.headers[name], name
    assert again.headers.get("last-modified") == first.headers.get("last-modified")
    assert first.headers["cache-control"] == "no-cache"
    assert client.head(path, headers={"If-None-Match": "*, x"}).status_code == 200


def test_which_tags_are_strong(store: EmbeddedStore) -> None:
    """A record's is, for it tells the bytes; an answer's is weak."""
    store.apply(sketch(THREAD))
    client = client_of(store)

    assert all(client.get(path).headers["etag"].startswith('W/"1.') for path in ANSWERS)
    assert all(client.get(path).headers["etag"].startswith('"1.') for path in RECORDS)


@pytest.mark.parametrize(
    "brought",
    ["{tag}", 'W/"x", {tag}', '{tag}, "x"', " {tag} "],
)
def test_a_tag_may_stand_among_others(store: EmbeddedStore, brought: str) -> None:
    """As many as a client has of an address."""
    store.apply(sketch(THREAD))
    client = client_of(store)
    tag = client.get(ANSWERS[0]).headers["etag"]

    again = client.get(ANSWERS[0], headers={"If-None-Match": brought.format(tag=tag)})

    assert again.status_code == 304


def test_a_weak_tag_of_a_record_is_known_too(store: EmbeddedStore) -> None:
    """Some proxies weaken tags; If-None-Match compares them so that it does not matter."""
    store.apply(sketch(THREAD))
    client = client_of(store)
    tag = client.get(RECORDS[0]).headers["etag"]

    assert client.get(RECORDS[0], headers={"If-None-Match": f"W/{tag}"}).status_code == 304


def test_a_record_keeps_its_tag_until_it_changes(store: EmbeddedStore) -> None:
    """What else is changed does not touch it; an answer's tag is that of the whole graph."""
    store.apply(sketch(THREAD))
    client = client_of(store)
    record, answer = (client.get(path).headers["etag"] for path in (RECORDS[0], ANSWERS[0]))

    store.apply(change(node("asker:tiltak.a", title="Gangvei")))

    assert client.get(RECORDS[0], headers={"If-None-Match": record}).status_code == 304
    assert client.get(ANSWERS[0], headers={"If-None-Match": answer}).status_code == 200
    store.apply(change(node("sdg:11.6", title="Byer")))
    assert client.get(RECORDS[0], headers={"If-None-Match": record}).status_code == 200


def test_an_answer_of_today_is_another_tomorrow(store: EmbeddedStore) -> None:
    """The day is part of the tag, and an answer about a day has no Last-Modified."""
    store.apply(sketch(THREAD))
    today = TODAY

    def clock() -> date:
        return today

    client = TestClient(create_app(store, Settings(), today=clock), "http://localhost")
    first = client.get(ANSWERS[0])

    today = TODAY.replace(day=24)

    again = client.get(ANSWERS[0], headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 200
    assert again.json()["question"]["as_of"] == "2026-11-24"
    assert "last-modified" not in first.headers


def test_two_stores_have_no_tag_in_common(store: EmbeddedStore) -> None:
    """A server may be given another store; a number is no name for what a revision holds."""
    store.apply(sketch(THREAD))
    with EmbeddedStore.open("memory:") as other:
        other.apply(sketch(THREAD))
        for path in (*ANSWERS, *RECORDS):
            tag = client_of(store).get(path).headers["etag"]

            again = client_of(other).get(path, headers={"If-None-Match": tag})

            assert again.status_code == 200


def test_an_answer_that_is_known_is_not_computed(
    store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its tag is told from the revision alone."""
    store.apply(sketch(THREAD))
    client = client_of(store)
    tag = client.get(ANSWERS[0]).headers["etag"]

    def answered(*_: object) -> NoReturn:
        raise AssertionError

    monkeypatch.setattr("api.routes.answer", answered)

    assert client.get(ANSWERS[0], headers={"If-None-Match": tag}).status_code == 304
    assert client.get(ANSWERS[0]).status_code == 500


@pytest.mark.parametrize("path", ["/api/v1/changes", *RECORDS])
def test_last_modified_is_when_the_revision_was_made(store: GraphStore, path: str) -> None:
    """And is compared where no tag is brought; a date that is none is passed over."""
    made = store.apply(sketch(THREAD)).at
    client = client_of(store)
    last = client.get(path).headers["last-modified"]

    def asked(since: str, **more: str) -> int:
        headers = {"If-Modified-Since": since} | {k.replace("_", "-"): v for k, v in more.items()}
        return client.get(path, headers=headers).status_code

    assert last == made.strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert asked(last) == 304
    assert asked("Sat, 01 Jan 2000 00:00:00 GMT") == 200
    assert asked("yesterday") == 200
    assert asked(last, If_None_Match='"x"') == 200


@pytest.mark.parametrize("path", ["/api/v1/changes", "/api/v1/revisions/2"])
def test_two_revisions_of_one_second_are_not_told_apart_by_time(
    store: EmbeddedStore, path: str
) -> None:
    """Who brings that time may have the first of them, so the second is sent whole."""
    # Two changes are made within a second sooner or later; the machine may be slow.
    for number in range(1, 50):
        store.apply(sketch(f"asker:tiltak.{2 * number}"))
        second = store.apply(sketch(f"asker:tiltak.{2 * number + 1}"))
        first = store.revisions(since=second.number - 2, limit=1)[0]
        if first.at.replace(microsecond=0) == second.at.replace(microsecond=0):
            break
    last = first.at.strftime("%a, %d %b %Y %H:%M:%S GMT")
    newest = path.replace("2", str(second.number))

    response = client_of(store).get(newest, headers={"If-Modified-Since": last})

    assert response.status_code == 200
    assert "last-modified" not in response.headers


@pytest.mark.parametrize("path", ANSWERS + RECORDS)
def test_any_tag_is_that_of_what_is_there(store: EmbeddedStore, path: str) -> None:
    """`*` asks only whether there is anything."""
    store.apply(sketch(THREAD))

    response = client_of(store).get(path, headers={"If-None-Match": "*"})

    assert response.status_code == 304


def test_an_unknown_node_is_unknown_whatever_is_brought(store: EmbeddedStore) -> None:
    """A refusal has no tag, and is not to be kept."""
    store.apply(sketch(THREAD))

    response = client_of(store).get("/api/v1/nodes/sdg:99", headers={"If-None-Match": '"1.x"'})

    problem(response, 404, "unknown-node")
    assert "etag" not in response.headers
    assert response.headers["cache-control"] == "no-store"


def test_an_empty_store_has_tags_too(store: EmbeddedStore) -> None:
    """Of revision 0, which nobody made."""
    client = client_of(store)
    first = client.get("/api/v1/nodes")

    again = client.get("/api/v1/nodes", headers={"If-None-Match": first.headers["etag"]})

    assert again.status_code == 304


# --- packing --------------------------------------------------------------------------------------


def test_a_long_answer_is_packed_for_whoever_takes_it(store: EmbeddedStore) -> None:
    """And is the same when it is unpacked; its length is the one that is sent."""
    store.apply(sketch("\n".join(f"asker:tiltak.{number}" for number in range(40))))
    client = client_of(store)

    plain = client.get("/api/v1/measures", headers={"Accept-Encoding": "identity"})
    packed = client.get("/api/v1/measures", headers={"Accept-Encoding": "br, gzip;q=0.5"})

    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"]) / 4
    assert packed.content == plain.content
    assert packed.headers["etag"] == plain.headers["etag"]
    assert packed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize("taken", ["", "identity", "gzip;q=0", "gzip; q=0.000", "br", "xgzip"])
def test_who_does_not_take_gzip_gets_none(store: EmbeddedStore, taken: str) -> None:
    """Also where its weight is nought."""
    response = client_of(store).get("/api/v1/kinds", headers={"Accept-Encoding": taken})

    assert "content-encoding" not in response.headers


def test_a_short_answer_is_not_packed(store: EmbeddedStore) -> None:
    """It would be no shorter."""
    headers = client_of(store).get("/health", headers={"Accept-Encoding": "gzip"}).headers

    assert "content-encoding" not in headers


def test_a_packed_record_has_a_strong_tag_of_its_own(store: EmbeddedStore) -> None:
    """Its bytes are others; either tag is known when it is brought back."""
    store.apply(change(node("asker:tiltak.a", description="Gangvei og sykkelvei. " * 90)))
    client, path = client_of(store), "/api/v1/nodes/asker:tiltak.a"

    plain = client.get(path, headers={"Accept-Encoding": "identity"}).headers["etag"]
    packed = client.get(path, headers={"Accept-Encoding": "gzip"}).headers["etag"]

    assert packed == f'{plain[:-1]}-gzip"'
    for tag in (plain, packed, f"W/{packed}"):
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("path", [*ANSWERS, *RECORDS, *UNCHANGING, "/docs", "/static/style.css"])
@pytest.mark.parametrize("taken", ["gzip", "identity"])
def test_head_has_the_headers_of_get(store: EmbeddedStore, path: str, taken: str) -> None:
    """All of them, and no body."""
    store.apply(sketch(THREAD))
    client = client_of(store)
    headers = {"Accept-Encoding": taken, "X-Request-ID": "same"}

    head, get = client.head(path, headers=headers), client.get(path, headers=headers)

    assert head.content == b""
    assert head.headers == get.headers
    assert int(head.headers["content-length"]) > 0
