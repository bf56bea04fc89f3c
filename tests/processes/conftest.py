"""Stores that several processes can open, and ways to run another process."""

import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

import pytest

if TYPE_CHECKING:
    from tests.neo4j_server import Address

ROOT: Final = Path(__file__).parents[2]


def _server(request: pytest.FixtureRequest) -> str:
    """Return the address of a Neo4j server without data; this process and others may log in."""
    address: Address = request.getfixturevalue("neo4j_address")
    environment: pytest.MonkeyPatch = request.getfixturevalue("monkeypatch")
    environment.setenv("GOALGRAPH_NEO4J_USER", address.login.user)
    environment.setenv("GOALGRAPH_NEO4J_PASSWORD", address.login.password)
    address.wipe()
    return address.uri


PLACES: Final[Mapping[str, Callable[[pytest.FixtureRequest], str]]] = {
    "embedded": lambda request: f"file:{request.getfixturevalue('tmp_path') / 'graph.db'}",
    "neo4j": _server,
}
"""For each engine, the address of an empty store of the test's own."""


class Running(Protocol):
    """Starts a worker (`workers.py`) as a process of its own, ended with the block."""

    def __call__(self, worker: str, *arguments: str) -> subprocess.Popen[str]:
        """Start it; its standard input and output are pipes of text."""


@pytest.fixture(params=PLACES)
def uri(request: pytest.FixtureRequest) -> str:
    """Return the address of an empty store of each engine in turn."""
    return PLACES[request.param](request)


@pytest.fixture
def running() -> Iterator[Running]:
    """Return what starts a worker."""
    started: list[subprocess.Popen[str]] = []

    def start(worker: str, *arguments: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.processes.workers", worker, *arguments],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def line_of(process: subprocess.Popen[str]) -> str:
    """Return the next line that a worker says; fails when it has ended."""
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, f"The worker ended with {process.wait()}."
    return line.strip()


def tell(process: subprocess.Popen[str], line: str) -> None:
    """Say a line to a worker."""
    assert process.stdin is not None
    process.stdin.write(f"{line}\n")
    process.stdin.flush()
