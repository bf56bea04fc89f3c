"""A change that fails at any statement leaves nothing: no record, no revision and not its key."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from itertools import count
from typing import Any, Final

import neo4j
import pytest
from neo4j.exceptions import DatabaseError

from api.opening import opened
from graph.errors import StoreUnavailable
from graph.history import past_changes
from graph.kinds import MODEL
from graph.store import GraphStore
from tests.processes.conftest import PLACES
from tests.spec.sketch import change, edge_id, node, sketch
from tests.spec.test_agreement import history, stored
from tests.spec.test_filling import lived

Happened = Callable[[], bool]
Fault = Callable[[pytest.MonkeyPatch, int], AbstractContextManager[Happened]]

LINK = "asker:tiltak.a -ADVANCES-> asker:delmal.1"


@contextmanager
def refused_statement(monkeypatch: pytest.MonkeyPatch, number: int) -> Iterator[Happened]:
    """Let SQLite's statement of that number fail before it begins, as when the disk is full."""
    with _failing(monkeypatch, number, begun=False) as happened:
        yield happened


@contextmanager
def broken_statement(monkeypatch: pytest.MonkeyPatch, number: int) -> Iterator[Happened]:
    """Let SQLite break off the statement of that number at its first instruction."""
    with _failing(monkeypatch, number, begun=True) as happened:
        yield happened


@contextmanager
def _failing(monkeypatch: pytest.MonkeyPatch, number: int, *, begun: bool) -> Iterator[Happened]:
    told = 0

    class Failing(sqlite3.Connection):
        def execute(self, *arguments: Any) -> sqlite3.Cursor:  # noqa: ANN401 - as sqlite3 has it
            nonlocal told
            told += 1
            if told == number and not begun:
                raise sqlite3.OperationalError("disk I/O error")
            self.set_progress_handler((lambda: 1) if told == number else None, 1)
            return super().execute(*arguments)

    connect = sqlite3.connect
    with monkeypatch.context() as patched:
        patched.setattr(
            sqlite3, "connect", lambda *given, **named: connect(*given, factory=Failing, **named)
        )
        yield lambda: told >= number


@contextmanager
def refused_by_server(monkeypatch: pytest.MonkeyPatch, number: int) -> Iterator[Happened]:
    """Let Neo4j refuse the statement of that number, as when its disk is full."""
    with _failing_server(monkeypatch, number, begun=False) as happened:
        yield happened


@contextmanager
def broken_by_server(monkeypatch: pytest.MonkeyPatch, number: int) -> Iterator[Happened]:
    """Let Neo4j carry the statement of that number out, and fail then."""
    with _failing_server(monkeypatch, number, begun=True) as happened:
        yield happened


@contextmanager
def _failing_server(
    monkeypatch: pytest.MonkeyPatch, number: int, *, begun: bool
) -> Iterator[Happened]:
    told = 0
    run = neo4j.ManagedTransaction.run

    def failing(transaction: neo4j.ManagedTransaction, *arguments: Any) -> neo4j.Result:  # noqa: ANN401 - as the driver has it
        nonlocal told
        told += 1
        if told == number:
            if begun:
                run(transaction, *arguments).consume()
            raise DatabaseError("There is no space left on the device.")
        return run(transaction, *arguments)

    with monkeypatch.context() as patched:
        patched.setattr(neo4j.ManagedTransaction, "run", failing)
        yield lambda: told >= number


FAULTS: Final[Mapping[str, tuple[Fault, ...]]] = {
    "embedded": (refused_statement, broken_statement),
    "neo4j": (refused_by_server, broken_by_server),
}
"""For each engine, what makes the n-th statement fail that is sent from then on."""

EVERY: Final = [
    pytest.param(engine, fault, id=f"{engine}-{fault.__name__}")
    for engine, faults in FAULTS.items()
    for fault in faults
]


def test_every_engine_has_a_fault() -> None:
    """An engine that is added to the places is tried here too."""
    assert FAULTS.keys() == PLACES.keys()


@pytest.fixture
def store(request: pytest.FixtureRequest) -> Iterator[GraphStore]:
    """Return an empty store of the engine that a test's parameter names."""
    with opened(PLACES[request.param](request), MODEL, create=True) as held:
        yield held


@pytest.mark.parametrize(("store", "fault"), EVERY, indirect=["store"])
def test_a_change_that_fails_at_any_statement_leaves_nothing(
    store: GraphStore, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever it is; and the same change, sent again, is applied as if for the first time."""
    store.apply(sketch(f"{LINK}\nasker:tiltak.b -ADVANCES-> asker:delmal.1"))
    store.apply(change(node("asker:delmal.1", title="Ny ordlyd")))
    before = (stored(store), history(store, 0), store.idle_keys())
    made = replace(
        sketch(
            "asker:tiltak.c -ADVANCES-> asker:delmal.2\nasker:tiltak.a (Measure) {place=Borgen}"
        ),
        removes=("asker:tiltak.b", edge_id("asker:tiltak.b -ADVANCES-> asker:delmal.1")),
        confirms=frozenset({edge_id(LINK)}),
        expects={"asker:tiltak.a": 1},
    )

    for number in count(1):
        with fault(monkeypatch, number) as happened:
            try:
                revision = store.apply(made)
            except StoreUnavailable:
                revision = None
        if revision is not None:
            break
        assert happened()
        assert (stored(store), history(store, 0), store.idle_keys()) == before

    assert number > 20
    assert not happened()
    assert revision is not None
    assert revision.number == 3
    assert store.apply(made) == revision
    assert len(list(store.changes(2))) == 7


@pytest.mark.parametrize(("store", "fault"), EVERY, indirect=["store"])
def test_a_history_that_fails_at_any_statement_leaves_nothing(
    store: GraphStore, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store is empty, can be used at once, and takes the history the next time."""
    source = lived()

    for number in count(1):
        with fault(monkeypatch, number) as happened:
            try:
                filled = store.fill(past_changes(source))
            except StoreUnavailable:
                filled = None
        if filled is not None:
            break
        assert happened()
        assert stored(store)[:2] == [0, []]
        assert list(store.revisions()) == []

    assert number > 40
    assert not happened()
    assert list(past_changes(store)) == list(past_changes(source))
