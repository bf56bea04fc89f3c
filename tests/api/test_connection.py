"""A real server, spoken to byte by byte, as no client library would."""

from __future__ import annotations

import gzip
import json
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import pytest

from api.connection import REQUEST_LIMIT
from api.guard import BODY_LIMIT
from tests.shared import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PROGRAM = """
import api.connection, api.guard
api.connection.REQUEST_SECONDS = 1
api.guard.BODY_SECONDS = 1
from api.serving import serve
from api.settings import Settings
from graph.embedded import EmbeddedStore

with EmbeddedStore.open("memory:") as store:
    settings = Settings(port=0, log="requests")
    serve(store, settings, on_ready=lambda address: print(address, flush=True))
"""
"""A server of an empty store that waits for a second where another waits for ten."""

HOST = b"Host: localhost\r\n"


@dataclass
class Server:
    """Where a server is, and where it writes its log."""

    port: int
    log: Path

    @contextmanager
    def connected(self) -> Iterator[socket.socket]:
        """Open a connection."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
            yield connection

    def answer(self, sent: bytes) -> bytes:
        """Return everything that comes back until the server closes."""
        with self.connected() as connection:
            connection.sendall(sent)
            return everything(connection)

    def told(self, identifier: str) -> list[dict[str, Any]]:
        """Return the lines of the log about a request; the first may come after its answer."""
        until = time.monotonic() + 5
        while time.monotonic() < until:
            lines = map(json.loads, self.log.read_text().splitlines())
            if found := [line for line in lines if line.get("id") == identifier]:
                return found
            time.sleep(0.01)
        return []


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return a server in a process of its own."""
    log = tmp_path_factory.mktemp("server") / "log"
    with (
        log.open("w") as written,
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=written,
            text=True,
        ) as process,
    ):
        assert process.stdout
        port = int(process.stdout.readline().strip().strip("/").rpartition(":")[2])
        yield Server(port, log)
        process.kill()


def everything(connection: socket.socket) -> bytes:
    """Return what comes until the connection is closed, also where that is done rudely."""
    came = b""
    try:
        while part := connection.recv(1 << 16):
            came += part
    except ConnectionResetError:
        pass
    return came


def parsed(answer: bytes) -> tuple[int, dict[str, str], Any]:
    """Return status, headers and document of one answer."""
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): text for name, text in (line.split(": ", 1) for line in lines)}
    return int(first.split()[1]), headers, json.loads(body) if body else None


def get(path: bytes, *headers: bytes) -> bytes:
    """Return a request after which the connection is closed."""
    lines = b"".join(header + b"\r\n" for header in headers)
    return b"GET " + path + b" HTTP/1.1\r\n" + HOST + b"Connection: close\r\n" + lines + b"\r\n"


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        (b"\x16\x03\x01\x00\x00\r\n\r\n", 400, "bad-request"),
        (b"GET /\xff\xfe HTTP/1.1\r\nHost: localhost\r\n\r\n", 400, "bad-request"),
        (b"GET / HTTP/9.9\r\n\r\n", 400, "foreign-host"),
        (b"GET /health HTTP/1.1\r\n\r\n", 400, "bad-request"),
        (b"GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, "bad-request"),
        (
            b"GET /health HTTP/1.1\r\nHost: localhost\r\nX: a\nb: c\r\n d\x00\r\n\r\n",
            400,
            "bad-request",
        ),
        (b"GET /health HTTP/1.1\r\nHost : localhost\r\n\r\n", 400, "bad-request"),
        (b"GET /health HTTP/1.1\r\n" + HOST + b"Content-Length: 1, 2\r\n\r\n", 400, "bad-request"),
        (b"GET /health HTTP/1.1\r\n" + HOST + b"Content-Length: -1\r\n\r\n", 400, "bad-request"),
        (
            b"GET /health HTTP/1.1\r\n" + HOST + b"X: " + b"x" * 100_000 + b"\r\n\r\n",
            431,
            "headers-too-large",
        ),
        (get(b"/health", b"X: " + b"x" * 20_000), 431, "headers-too-large"),
        (get(b"/" + b"x" * 9_000), 414, "url-too-long"),
        (get(b"http://evil.example/health"), 400, "foreign-host"),
        (get(b"/nowhere"), 404, "unknown-path"),
        (get(b"/%ED%A0%80"), 404, "unknown-path"),
        (get(b"/api/v1/nodes/%ED%A0%80"), 404, "unknown-node"),
        (get(b"/api/v1/measures?serves=%ED%A0%80"), 422, "refused-question"),
        (get(b"/api/v1/measures?q=%00"), 422, "refused-question"),
        (get(b"/../../etc/passwd"), 404, "unknown-path"),
        (get(b"/static/../../app.py"), 404, "unknown-path"),
        (get(b"/health").replace(b"GET", b"TRACE"), 405, "method-not-allowed"),
        (get(b"/health").replace(b"GET", b"BREW"), 405, "method-not-allowed"),
        (get(b"localhost:80").replace(b"GET", b"CONNECT"), 400, "bad-request"),
        (get(b"/health", b"Content-Length: 1048577"), 413, "too-large"),
        (get(b"/health", b"Content-Length: " + b"9" * 4_000), 400, "bad-request"),
        (get(b"/health", b"Transfer-Encoding: chunked") + b"no\r\n", 400, "bad-request"),
    ],
    ids=lambda value: value[:40].decode("latin-1") if isinstance(value, bytes) else str(value),
)
def test_what_is_wrong_is_refused_in_our_form(
    server: Server, sent: bytes, status: int, code: str
) -> None:
    """A problem document, also of what never becomes a request; then the connection is closed."""
    came = server.answer(sent)
    found, headers, document = parsed(came)

    assert (found, document["type"]) == (status, f"/docs#{code}")
    assert came.startswith(f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n".encode())
    assert headers["content-type"] == "application/problem+json"
    assert headers["connection"] == "close"
    assert "content-security-policy" in headers
    assert document["status"] == status
    assert headers["x-request-id"] == document["request_id"]
    (line,) = server.told(document["request_id"])
    assert (line["message"], line["status"]) == ("request", status)


def test_what_never_became_a_request_is_a_line_like_others(server: Server) -> None:
    """With the same members, so that whoever reads the log need not tell them apart."""
    wrong = server.answer(b"\x16\x03\x01 hemmelig\r\n\r\n")
    right = server.answer(get(b"/health"))

    (refused,) = server.told(parsed(wrong)[1]["x-request-id"])
    (answered,) = server.told(parsed(right)[1]["x-request-id"])
    assert refused.keys() == answered.keys()
    assert (refused["method"], refused["route"]) == ("other", "none")
    assert refused["bytes"] == int(parsed(wrong)[1]["content-length"])
    assert "hemmelig" not in server.log.read_text()
    counted = b'goalgraph_http_requests_total{method="other",route="none",status="400"}'
    assert counted in server.answer(get(b"/metrics"))


@pytest.mark.parametrize("at_once", [True, False])
def test_a_request_whose_body_breaks_off_keeps_its_identifier(
    server: Server, *, at_once: bool
) -> None:
    """It is told once: with the answer that was sent, not with the one that it would have had."""
    identifier = f"broken-{at_once}"
    head = get(
        b"/health", b"Transfer-Encoding: chunked", b"X-Request-ID: " + identifier.encode()
    ).replace(b"GET", b"POST")
    with server.connected() as connection:
        connection.sendall(head + b"1\r\nx\r\n" + (b"no\r\n" if at_once else b""))
        if not at_once:
            time.sleep(0.2)
            connection.sendall(b"no\r\n")
        status, headers, document = parsed(everything(connection))

    assert (status, document["type"]) == (400, "/docs#bad-request")
    assert headers["x-request-id"] == document["request_id"] == identifier
    (line,) = server.told(identifier)
    assert (line["method"], line["status"]) == ("POST", 400)


def test_what_is_wrong_after_a_sound_request_is_another(server: Server) -> None:
    """On the same connection, sent with it: each has an answer and an identifier of its own."""
    sound = b"GET /health HTTP/1.1\r\n" + HOST + b"X-Request-ID: sound\r\n\r\n"

    first, _, second = server.answer(sound + b"unsound\r\n\r\n").partition(b"}")

    assert parsed(first + b"}")[0] == 200
    status, headers, document = parsed(second)
    assert status == 400
    assert headers["x-request-id"] == document["request_id"] != "sound"
    assert [line["status"] for line in server.told("sound")] == [200]


def test_an_address_of_a_hundred_thousand_bytes_is_refused(server: Server) -> None:
    """By whoever meets it first: what reads the request or what looks at it."""
    status, _, document = parsed(server.answer(get(b"/" + b"x" * 100_000)))

    assert (status, document["status"]) in {(414, 414), (431, 431)}


def test_an_absolute_address_of_ours_is_answered(server: Server) -> None:
    """As by a proxy."""
    status, _, document = parsed(server.answer(get(b"http://localhost/health")))

    assert (status, document) == (200, {"status": "up"})


@pytest.mark.parametrize("packed", [False, True])
def test_a_long_body_in_chunks_is_refused_before_it_is_all_there(
    server: Server, *, packed: bool
) -> None:
    """Its length is not known before; a bomb is no longer than it is on the wire."""
    chunk = b"x" * 65_536
    encoding = b"Content-Encoding: gzip\r\n" if packed else b""
    begin = b"POST /health HTTP/1.1\r\n" + HOST + encoding + b"Transfer-Encoding: chunked\r\n\r\n"
    with server.connected() as connection:
        connection.sendall(begin)
        sent = 0
        try:
            while sent < 100 * BODY_LIMIT:
                connection.sendall(b"10000\r\n" + chunk + b"\r\n")
                sent += len(chunk)
        except (BrokenPipeError, ConnectionResetError):
            pass
        came = everything(connection)

    assert sent < 30 * BODY_LIMIT
    assert not came or parsed(came)[0] == 413


def test_a_bomb_is_not_unpacked(server: Server) -> None:
    """300 MiB of nothing, packed: it is passed over as the bytes that it is."""
    bomb = gzip.compress(b"\0" * (300 << 20), 9)
    head = get(b"/health", b"Content-Encoding: gzip", b"Content-Length: %d" % len(bomb))
    begun = time.monotonic()

    status, _, _ = parsed(server.answer(head + bomb))

    assert status == 200
    assert time.monotonic() - begun < 2


def test_requests_in_a_row_are_answered_in_their_order(server: Server) -> None:
    """Without waiting for each other (pipelining); what is wrong in one ends them."""
    one = b"GET /health HTTP/1.1\r\n" + HOST + b"X-Request-ID: r%d\r\n\r\n"
    sent = b"".join(one % number for number in range(3)) + get(b"/nowhere") + one % 9

    came = server.answer(sent).decode()

    order = [came.index(f"x-request-id: r{number}") for number in range(3)]
    assert order == sorted(order)
    assert came.count("HTTP/1.1 200") == 3
    assert came.count("HTTP/1.1 404") == 1
    assert "r9" not in came


@pytest.mark.parametrize(
    "begun",
    [
        b"",
        b"GET /hea",
        b"GET /health HTTP/1.1\r\nHost: localhost\r\nX: ",
        b"POST /health HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nx",
        b"POST /health HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n3e8\r\nx",
    ],
    ids=["nothing", "line", "headers", "body", "chunk"],
)
def test_whoever_sends_a_byte_now_and_then_is_not_waited_for(server: Server, begun: bytes) -> None:
    """However long the client goes on: the time is for the whole, not between two bytes."""
    began = time.monotonic()
    with server.connected() as connection:
        connection.sendall(begun)
        connection.settimeout(0.2)
        while time.monotonic() - began < 8:
            try:
                if not connection.recv(1 << 16):
                    break
            except TimeoutError:
                pass
            except ConnectionResetError:
                break
            try:
                connection.sendall(b"x" if begun else b"")
            except (BrokenPipeError, ConnectionResetError):
                break

    assert time.monotonic() - began < 6


def test_many_that_wait_do_not_keep_others_from_being_answered(server: Server) -> None:
    """Half a request each, a hundred of them."""
    waiting = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(100)]
    for connection in waiting:
        connection.sendall(b"GET /health HTTP/1.1\r\nHost: lo")

    status, _, _ = parsed(server.answer(get(b"/health")))

    assert status == 200
    for connection in waiting:
        connection.close()


def test_a_connection_is_used_again(server: Server) -> None:
    """Also after a refusal that is no fault of the connection."""
    with server.connected() as connection:
        for path, status in ((b"/health", b"200"), (b"/nowhere", b"404"), (b"/health", b"200")):
            connection.sendall(b"GET " + path + b" HTTP/1.1\r\n" + HOST + b"\r\n")

            came = b""
            while not came.endswith(b"}"):
                came += connection.recv(1 << 16)

            assert came.startswith(b"HTTP/1.1 " + status)


def test_head_and_304_have_no_body(server: Server) -> None:
    """Or a client would take it for the beginning of the next answer."""
    head = server.answer(get(b"/api/v1/kinds").replace(b"GET", b"HEAD"))
    _, headers, body = parsed(head)
    known = server.answer(get(b"/api/v1/kinds", b"If-None-Match: " + headers["etag"].encode()))

    assert body is None
    assert int(headers["content-length"]) > 10_000
    assert parsed(known)[0] == 304
    assert parsed(known)[2] is None


def test_the_limit_of_what_is_read_is_above_the_ones_that_are_explained() -> None:
    """So that an address or a header that is too long by a little is told which it was."""
    assert REQUEST_LIMIT > 2 * 16_384
