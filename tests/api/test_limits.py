"""What is too much, too long or too strange is refused before it is looked at."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import pytest

from api.app import create_app
from api.guard import BODY_LIMIT, HEADERS_LIMIT, MOST_HEADERS, URL_LIMIT
from api.problem_details import MEDIA_TYPE
from api.settings import Settings
from tests.api.raw import LOCALHOST, Answered, call, late

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.types import Message

    from graph.embedded import EmbeddedStore

CHUNKED = (*LOCALHOST, ("transfer-encoding", "chunked"))


@pytest.fixture
def app(store: EmbeddedStore) -> FastAPI:
    """Return the application of an empty store."""
    return create_app(store, Settings())


def refused(answered: Answered, status: int, code: str) -> None:
    """See that a request was refused, in our form, and that the connection ends."""
    assert answered.status == status
    assert answered.headers["content-type"] == MEDIA_TYPE
    assert answered.json()["type"] == f"/docs#{code}"
    assert answered.headers["connection"] == "close"
    assert answered.headers["x-content-type-options"] == "nosniff"
    assert answered.headers["x-request-id"] == answered.json()["request_id"]


def test_an_address_has_room_for_every_target(app: FastAPI) -> None:
    """At its limit it is read; a byte more is too long, in the path or after the question mark."""
    query = "/api/v1/measures?q="
    room = URL_LIMIT - len(query) + 1

    assert call(app, query + "x" * room).status == 422
    refused(call(app, query + "x" * (room + 1)), 414, "url-too-long")
    refused(call(app, "/" + "x" * URL_LIMIT), 414, "url-too-long")


def test_headers_are_counted_and_measured(app: FastAPI) -> None:
    """However many or long they are."""
    many = [("x-a", "b")] * (MOST_HEADERS - 1)

    assert call(app, "/health", [*LOCALHOST, *many]).status == 200
    refused(call(app, "/health", [*LOCALHOST, *many, ("x-a", "b")]), 431, "headers-too-large")
    long = ("cookie", "x" * HEADERS_LIMIT)
    refused(call(app, "/health", [*LOCALHOST, long]), 431, "headers-too-large")


@pytest.mark.parametrize("encoding", [(), (("content-encoding", "gzip"),)])
def test_a_body_that_says_it_is_too_long_is_not_read(
    app: FastAPI, encoding: tuple[tuple[str, str], ...]
) -> None:
    """Packed or not: nothing of it is asked for."""

    async def read() -> Message:
        raise AssertionError

    for length in (str(BODY_LIMIT + 1), "9" * 4000):
        headers = [*LOCALHOST, ("content-length", length), *encoding]
        answered = call(app, "/health", headers, method="POST", receive=read)

        refused(answered, 413, "too-large")


def test_a_body_that_does_not_say_how_long_it_is_is_counted(app: FastAPI) -> None:
    """And given up as soon as it is too long, though it went on for ever."""
    chunk, asked = 1 << 16, count(1)

    async def endless() -> Message:
        next(asked)
        return {"type": "http.request", "body": b"x" * chunk, "more_body": True}

    refused(call(app, "/health", CHUNKED, receive=endless), 413, "too-large")
    assert next(asked) == BODY_LIMIT // chunk + 2


def test_a_short_body_is_passed_over(app: FastAPI) -> None:
    """Nothing here takes one, and nothing is wrong with it."""
    parts = iter([b"x" * BODY_LIMIT, b""])

    async def short() -> Message:
        body = next(parts)
        return {"type": "http.request", "body": body, "more_body": bool(body)}

    assert call(app, "/health", CHUNKED, receive=short).status == 200


def test_a_body_that_does_not_come_is_not_waited_for(app: FastAPI) -> None:
    """Ten seconds are enough for a mebibyte."""
    refused(call(app, "/health", CHUNKED, receive=late), 408, "timeout")


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("http://localhost/health", 200),
        ("http://localhost:8000/health?x=1", 422),
        ("http://localhost", 200),
        ("HTTP://LOCALHOST/health", 200),
        ("http://evil.example/health", 400),
        ("http://localhost@evil.example/health", 400),
        ("ftp://localhost/health", 400),
        ("http://[/health", 400),
        ("localhost:80", 400),
        ("*", 404),
        ("", 400),
    ],
)
def test_an_absolute_address_is_ours_or_refused(app: FastAPI, target: str, status: int) -> None:
    """As HTTP wants it: what a proxy is told stands before the Host header."""
    assert call(app, target).status == status


@pytest.mark.parametrize(
    "headers",
    [
        (),
        (("host", "localhost"), ("host", "evil.example")),
        (("host", "evil.example"), ("host", "localhost")),
        (("host", "localhost, evil.example"),),
        (("host", "localhost"), ("host", "localhost:0x50")),
    ],
)
def test_one_foreign_host_among_several_is_enough(
    app: FastAPI, headers: tuple[tuple[str, str], ...]
) -> None:
    """Whoever stands between may have looked at the other one."""
    refused(call(app, "/health", headers), 400, "foreign-host")


def test_a_part_of_an_answer_is_not_given(app: FastAPI) -> None:
    """A range is passed over, as HTTP allows; also one that is none."""
    for wanted in ("bytes=0-3", "bytes=9-1", "lines=x"):
        answered = call(app, "/static/style.css", [*LOCALHOST, ("range", wanted)])

        assert answered.status == 200
        assert len(answered.body) > 100


def test_other_sites_may_not_ask_unless_they_are_named(store: EmbeddedStore) -> None:
    """A page in a planner's browser reads nothing of this machine's."""
    origin = ("origin", "https://intranet.example")
    named = create_app(store, Settings(origins="https://intranet.example https://gis.example"))
    preflight = [*LOCALHOST, origin, ("access-control-request-method", "GET")]

    assert (
        "access-control-allow-origin"
        not in call(create_app(store, Settings()), "/health", [*LOCALHOST, origin]).headers
    )
    answered = call(named, "/api/v1/nodes", [*LOCALHOST, origin])
    assert answered.headers["access-control-allow-origin"] == "https://intranet.example"
    assert "ETag" in answered.headers["access-control-expose-headers"]
    assert "Origin" in answered.headers["vary"]
    assert call(named, "/api/v1/nodes", preflight, method="OPTIONS").status == 200
    other = [*LOCALHOST, ("origin", "https://evil.example")]
    assert "access-control-allow-origin" not in call(named, "/health", other).headers
