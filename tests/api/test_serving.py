"""A real server on a real port."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx2
import pytest

from api.serving import CannotListen, serve
from api.settings import Settings
from tests.shared import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.embedded import EmbeddedStore

PROGRAM = """
from api.serving import serve
from api.settings import Settings
from graph.embedded import EmbeddedStore

with EmbeddedStore.open("memory:") as store:
    serve(store, Settings(port=0), on_ready=lambda address: print(address, flush=True))
print("closed in order")
"""

BROKEN = """
EmbeddedStore.read = lambda store: 1 / 0
"""


@contextmanager
def serving(program: str) -> Iterator[subprocess.Popen[str]]:
    """Run a server in a process of its own."""
    with subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        yield process
        process.kill()


@pytest.fixture
def server() -> Iterator[subprocess.Popen[str]]:
    """Return a server of an empty store."""
    with serving(PROGRAM) as process:
        yield process


def test_it_answers_until_it_is_interrupted(server: subprocess.Popen[str]) -> None:
    """It tells its address, answers, and stops in order and without a word at Ctrl-C."""
    assert server.stdout
    address = server.stdout.readline().strip()

    with httpx2.Client(base_url=address) as client:
        assert client.get("/ready").json() == {"status": "ready", "revision": 0}
        assert client.get("/api/v1/measures").json()["results"] == []
        assert client.head("/docs").headers["content-type"] == "text/html; charset=utf-8"
        assert client.get("/nowhere").status_code == 404
        assert client.get("/", headers={"Host": "evil.example"}).status_code == 400
        server.send_signal(signal.SIGINT)
        out, err = server.communicate(timeout=20)

    assert out == "closed in order\n"
    assert err == ""
    assert server.returncode == 0


def test_bytes_that_are_no_request_do_not_stop_it(server: subprocess.Popen[str]) -> None:
    """What the framework never sees is answered too."""
    assert server.stdout
    host, port = server.stdout.readline().strip().removeprefix("http://").strip("/").split(":")
    for sent in (
        b"\x16\x03\x01\x00\x00\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ):
        with socket.create_connection((host, int(port)), timeout=5) as connection:
            connection.sendall(sent)

            assert connection.recv(100).startswith(b"HTTP/1.1 4")

    assert httpx2.get(f"http://{host}:{port}/health").status_code == 200


def test_an_error_that_nobody_foresaw_is_logged_with_its_traceback() -> None:
    """The client is told nothing of it, so the log must tell everything."""
    with serving(PROGRAM.replace("\nwith", f"{BROKEN}\nwith", 1)) as server:
        assert server.stdout
        address = server.stdout.readline().strip()

        assert httpx2.get(f"{address}ready").status_code == 500

        server.send_signal(signal.SIGINT)
        _, err = server.communicate(timeout=20)

    assert "Traceback" in err
    assert "ZeroDivisionError" in err


def test_a_taken_port_is_told_before_anything_starts(store: EmbeddedStore) -> None:
    """In one sentence, with what to do."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(CannotListen) as told:
            serve(store, Settings(port=port), on_ready=_never)

    assert str(told.value) == (
        f"Port {port} on 127.0.0.1 is taken by another program. "
        f"Choose another: --port {port + 1}, or GOALGRAPH_PORT in the environment."
    )


def test_an_address_of_another_machine_is_told(store: EmbeddedStore) -> None:
    """192.0.2.1 is set aside for examples (RFC 5737)."""
    with pytest.raises(CannotListen, match=r"^192\.0\.2\.1 is not an address of this machine\. "):
        serve(store, Settings(host="192.0.2.1", port=0), on_ready=_never)


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each by its name; the defaults suit one person on one machine."""
    monkeypatch.setenv("GOALGRAPH_PORT", "8123")

    assert Settings().port == 8123
    assert Settings().host == "127.0.0.1"


def _never(address: str) -> None:
    raise AssertionError(address)
